//! Reading a leaf: whether it is canonical, and which texts and files it holds.
//!
//! One pass over the bytes, which allocates only for what it finds: a pack is checked at about the
//! speed at which it is hashed.

use crate::scan::{Fault, Scanner};
use proof::canonical::DEPTH_MAX;

/// A commitment or the hash of a sealed file.
pub(crate) type Hex<'l> = &'l str;

/// What the leaf holds at a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind<'l> {
    /// A text, with its commitment in hex.
    Text(Hex<'l>),
    /// An evidence file, with the hash of its sealed form in hex.
    File(Hex<'l>),
}

/// A text or a file of a leaf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item<'l> {
    /// The JSON pointer to it.
    pub field: String,
    /// What it is.
    pub kind: Kind<'l>,
}

/// What a verifier has to know of a leaf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf<'l> {
    /// Its place in the log, from 1.
    pub position: u64,
    /// When it was recorded.
    pub recorded_at: &'l str,
    /// Its texts and files, in the order in which their closing braces stand.
    pub items: Vec<Item<'l>>,
}

/// Why a leaf cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LeafError {
    /// Not canonical JSON.
    #[error("it is not canonical JSON, at byte {0}")]
    NotCanonical(usize),
    /// Canonical, but not an event.
    #[error("it is not an event: `position` or `recorded_at` is missing or not proper")]
    NotALeaf,
}

/// Reads a leaf.
///
/// # Errors
/// When it is not canonical JSON, or not an event.
pub fn read_leaf(leaf: &str) -> Result<Leaf<'_>, LeafError> {
    let mut walk = Walk {
        scanner: Scanner::new(leaf),
        path: Vec::with_capacity(8),
        items: Vec::new(),
        position: None,
        recorded_at: None,
    };
    let faulty = |walk: &Walk<'_>| LeafError::NotCanonical(walk.scanner.at());
    match walk.value(DEPTH_MAX) {
        Ok(()) if walk.scanner.ended() => {}
        Ok(()) | Err(Fault) => return Err(faulty(&walk)),
    }
    let recorded_at = walk
        .recorded_at
        .filter(|text| crate::manifest::is_moment(text));
    match (walk.position, recorded_at) {
        (Some(position), Some(recorded_at)) if position > 0 => Ok(Leaf {
            position,
            recorded_at,
            items: walk.items,
        }),
        _ => Err(LeafError::NotALeaf),
    }
}

/// A step of the way to where the walk is.
#[derive(Clone, Copy)]
enum Step<'l> {
    /// A member's name as it stands, without its quotes.
    Name(&'l str),
    Nth(usize),
}

struct Walk<'l> {
    scanner: Scanner<'l>,
    path: Vec<Step<'l>>,
    items: Vec<Item<'l>>,
    position: Option<u64>,
    recorded_at: Option<&'l str>,
}

/// What was seen of one object.
#[derive(Default)]
struct Seen<'l> {
    members: usize,
    commitment: Option<&'l str>,
    file: bool,
    sealed: Option<&'l str>,
}

impl<'l> Walk<'l> {
    fn value(&mut self, depth: usize) -> Result<(), Fault> {
        match self.scanner.peek() {
            Some(b'{') => self.object(depth.checked_sub(1).ok_or(Fault)?),
            Some(b'[') => self.array(depth.checked_sub(1).ok_or(Fault)?),
            Some(b'"') => self.scanner.string().map(drop),
            Some(b'-' | b'0'..=b'9') => self.scanner.integer().map(drop),
            _ => self.scanner.word(),
        }
    }

    fn array(&mut self, depth: usize) -> Result<(), Fault> {
        self.scanner.byte(b'[')?;
        if self.scanner.take(b']') {
            return Ok(());
        }
        for nth in 0.. {
            self.path.push(Step::Nth(nth));
            self.value(depth)?;
            self.path.pop();
            if !self.scanner.take(b',') {
                break;
            }
        }
        self.scanner.byte(b']')
    }

    fn object(&mut self, depth: usize) -> Result<(), Fault> {
        self.scanner.byte(b'{')?;
        if self.scanner.take(b'}') {
            return Ok(());
        }
        let mut seen = Seen::default();
        let mut before: Option<&'l str> = None;
        loop {
            let name = self.scanner.string()?;
            if before.is_some_and(|before| !crate::scan::in_order(before, name)) {
                return Err(Fault);
            }
            before = Some(name);
            self.scanner.byte(b':')?;
            self.member(name, &mut seen, depth)?;
            if !self.scanner.take(b',') {
                break;
            }
        }
        self.scanner.byte(b'}')?;
        let kind = match seen {
            Seen {
                members: 1,
                commitment: Some(hash),
                ..
            } => Kind::Text(hash),
            Seen {
                file: true,
                sealed: Some(hash),
                ..
            } => Kind::File(hash),
            Seen { .. } => return Ok(()),
        };
        let field = self.pointer();
        self.items.push(Item { field, kind });
        Ok(())
    }

    fn member(&mut self, name: &'l str, seen: &mut Seen<'l>, depth: usize) -> Result<(), Fault> {
        seen.members += 1;
        let top = self.path.is_empty();
        match (self.scanner.peek(), name) {
            (Some(b'"'), _) => {
                let text = self.scanner.string()?;
                let hash = Some(text).filter(|text| crate::manifest::is_hex(text));
                match name {
                    "commitment" => seen.commitment = hash,
                    "sealed_sha256" => seen.sealed = hash,
                    "file" => seen.file = true,
                    "recorded_at" if top => self.recorded_at = Some(text),
                    _ => {}
                }
                Ok(())
            }
            (_, "position") if top => {
                let number = self.scanner.integer()?;
                self.position = u64::try_from(number).ok();
                Ok(())
            }
            (Some(b'{' | b'['), _) => {
                self.path.push(Step::Name(name));
                self.value(depth)?;
                self.path.pop();
                Ok(())
            }
            _ => self.value(depth),
        }
    }

    /// The JSON pointer to where the walk is.
    fn pointer(&self) -> String {
        use std::fmt::Write as _;
        let mut pointer = String::with_capacity(32);
        for step in &self.path {
            pointer.push('/');
            match step {
                Step::Name(name) => {
                    let name = crate::scan::unescaped(name);
                    if name.contains(['~', '/']) {
                        pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
                    } else {
                        pointer.push_str(&name);
                    }
                }
                // Writing to a string cannot fail.
                Step::Nth(nth) => drop(write!(pointer, "{nth}")),
            }
        }
        pointer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    const AT: &str = "2026-01-05T09:00:01.000000Z";

    fn leaf_of(data: Value) -> String {
        let leaf = json!({ "data": data, "position": 7, "recorded_at": AT });
        proof::to_canonical(&leaf).unwrap()
    }

    #[test]
    fn the_texts_and_files_of_a_leaf_are_found_in_order() {
        let (one, two) = ("1".repeat(64), "2".repeat(64));
        let text = leaf_of(json!({
            "file": { "kept": { "file": "x", "sealed_sha256": two }, "sha256": { "commitment": one } },
            "list": [{ "words": { "commitment": two } }, 5],
            "a/b~c": { "commitment": one },
            "not": { "commitment": one, "more": 1 },
            "nor": { "commitment": "short" },
        }));
        let leaf = read_leaf(&text).unwrap();
        assert_eq!((leaf.position, leaf.recorded_at), (7, AT));
        let found: Vec<_> = leaf
            .items
            .iter()
            .map(|i| (i.field.as_str(), i.kind))
            .collect();
        assert_eq!(
            found,
            [
                ("/data/a~1b~0c", Kind::Text(&one)),
                ("/data/file/kept", Kind::File(&two)),
                ("/data/file/sha256", Kind::Text(&one)),
                ("/data/list/0/words", Kind::Text(&two)),
            ]
        );
    }

    #[test]
    fn a_leaf_that_is_not_canonical_or_not_an_event_is_refused() {
        let good = leaf_of(json!({ "b": [1, -2, true, null, "\u{1f}é"] }));
        assert!(read_leaf(&good).is_ok());
        for (from, to) in [
            ("{\"b\"", "{ \"b\""),
            ("\"position\":7", "\"position\":7.0"),
            ("\"position\":7", "\"position\":07"),
            ("\"position\":7", "\"position\":-0"),
            ("\"position\":7", "\"position\":7,\"position\":7"),
            ("\"position\":7", "\"positiom\":7,\"position\":7,\"a\":1"),
            ("true", "tru"),
            ("\\u001f", "\\u001F"),
            ("\\u001f", "\\u0041"),
            ("\\u001f", "\\/"),
            ("\\u001f", "\u{1f}"),
            ("-2", "9007199254740992"),
            ("null", "null,"),
            ("}", "}}"),
        ] {
            assert!(good.contains(from), "{from}");
            let wrong = good.replacen(from, to, 1);
            assert!(
                matches!(read_leaf(&wrong), Err(LeafError::NotCanonical(_))),
                "{wrong}"
            );
        }
        for wrong in [
            good.replacen("\"position\":7", "\"position\":0", 1),
            good.replacen("\"position\":7", "\"position\":-7", 1),
            good.replacen("\"position\":7", "\"positions\":7", 1),
            good.replacen("09:00", "09.00", 1),
            "[]".to_owned(),
        ] {
            assert_eq!(read_leaf(&wrong), Err(LeafError::NotALeaf), "{wrong}");
        }
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (-9_007_199_254_740_991_i64..=9_007_199_254_740_991).prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(5, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::vec((any::<String>(), inner), 0..6)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    /// The same search done the slow way.
    fn slow(value: &Value, path: &str, found: &mut Vec<String>) {
        match value {
            Value::Array(items) => {
                for (nth, item) in items.iter().enumerate() {
                    slow(item, &format!("{path}/{nth}"), found);
                }
            }
            Value::Object(members) => {
                let mut sorted: Vec<_> = members.iter().collect();
                sorted.sort_by(|a, b| a.0.encode_utf16().cmp(b.0.encode_utf16()));
                for (name, member) in sorted {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    slow(member, &format!("{path}/{name}"), found);
                }
                let hash = members.get("commitment").and_then(Value::as_str);
                if members.len() == 1 && hash.is_some() {
                    found.push(path.to_owned());
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn with_texts(value: Value) -> Value {
        match value {
            Value::Bool(true) => json!({ "commitment": "a".repeat(64) }),
            Value::Array(items) => items.into_iter().map(with_texts).collect(),
            Value::Object(members) => {
                let all = members.into_iter().map(|(n, m)| (n, with_texts(m)));
                Value::Object(all.collect())
            }
            Value::Null | Value::Bool(false) | Value::Number(_) | Value::String(_) => value,
        }
    }

    proptest! {
        #[test]
        fn whatever_is_canonical_is_read_and_every_text_in_it_is_found(value in any_json()) {
            let value = with_texts(value);
            let text = leaf_of(value.clone());
            let mut expected = Vec::new();
            slow(&value, "/data", &mut expected);
            let leaf = read_leaf(&text).unwrap();
            let found: Vec<String> = leaf.items.into_iter().map(|item| item.field).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn what_is_read_is_canonical(value in any_json(), at in any::<prop::sample::Index>(),
            put in any::<u8>()) {
            let mut bytes = leaf_of(value).into_bytes();
            let at = at.index(bytes.len());
            bytes[at] = put;
            if let Ok(text) = String::from_utf8(bytes)
                && read_leaf(&text).is_ok() {
                let value: Value = serde_json::from_str(&text).unwrap();
                prop_assert_eq!(proof::to_canonical(&value).unwrap(), text);
            }
        }
    }
}
