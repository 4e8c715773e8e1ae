//! Reading a leaf: whether it is canonical, and which texts and files it holds.
//!
//! One pass over the bytes, which allocates only for what it finds: a pack is checked at about the
//! speed at which it is hashed.

use crate::scan::{Fault, Scanner, unhex};
use proof::Hash;
use proof::canonical::DEPTH_MAX;
use std::ops::Range;

/// What the leaf holds at a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text, with its commitment.
    Text(Hash),
    /// An evidence file, with the hash of its sealed form.
    File(Hash),
}

/// A text or a file of a leaf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The JSON pointer to it.
    pub field: String,
    /// What it is.
    pub kind: Kind,
}

/// What a verifier has to know of a leaf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf<'l> {
    /// Its place in the log, from 1.
    pub position: u64,
    /// When it was recorded.
    pub recorded_at: &'l str,
    /// Its texts and files, in the order in which their closing braces stand.
    pub items: Vec<Item>,
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

/// Texts and files of leaves, one behind the other, so that many are kept in two pieces of memory.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    /// The pointers, one behind the other.
    pointers: String,
    fields: Vec<Field>,
}

/// A text or a file among others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    pointer: Range<usize>,
    pub(crate) kind: Kind,
}

impl Fields {
    /// Those of one leaf.
    pub(crate) fn of(&self, place: &Range<usize>) -> &[Field] {
        self.fields.get(place.clone()).unwrap_or_default()
    }

    /// The JSON pointer to one.
    pub(crate) fn pointer(&self, field: &Field) -> &str {
        self.pointers.get(field.pointer.clone()).unwrap_or_default()
    }

    fn item(&self, field: &Field) -> Item {
        Item {
            field: self.pointer(field).to_owned(),
            kind: field.kind,
        }
    }
}

/// What a leaf is without its texts and files.
pub(crate) struct Head<'l> {
    pub(crate) position: u64,
    pub(crate) recorded_at: &'l str,
    /// Where among the fields its texts and files are.
    pub(crate) fields: Range<usize>,
}

/// Reads a leaf.
///
/// # Errors
/// When it is not canonical JSON, or not an event.
pub fn read_leaf(leaf: &str) -> Result<Leaf<'_>, LeafError> {
    let mut fields = Fields::default();
    let head = read_into(leaf, &mut fields)?;
    let items = fields.of(&head.fields).iter();
    Ok(Leaf {
        position: head.position,
        recorded_at: head.recorded_at,
        items: items.map(|field| fields.item(field)).collect(),
    })
}

/// Reads a leaf and adds its texts and files to others.
pub(crate) fn read_into<'l>(leaf: &'l str, fields: &mut Fields) -> Result<Head<'l>, LeafError> {
    let begin = fields.fields.len();
    let mut walk = Walk {
        scanner: Scanner::new(leaf),
        path: Vec::with_capacity(8),
        found: fields,
        position: None,
        recorded_at: None,
    };
    let faulty = |walk: &Walk<'_, '_>| LeafError::NotCanonical(walk.scanner.at());
    match walk.value(DEPTH_MAX) {
        Ok(()) if walk.scanner.ended() => {}
        Ok(()) | Err(Fault) => return Err(faulty(&walk)),
    }
    let recorded_at = walk
        .recorded_at
        .filter(|text| crate::manifest::is_moment(text));
    match (walk.position, recorded_at) {
        (Some(position), Some(recorded_at)) if position > 0 => Ok(Head {
            position,
            recorded_at,
            fields: begin..fields.fields.len(),
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

struct Walk<'l, 'f> {
    scanner: Scanner<'l>,
    path: Vec<Step<'l>>,
    found: &'f mut Fields,
    position: Option<u64>,
    recorded_at: Option<&'l str>,
}

/// What was seen of one object.
#[derive(Default)]
struct Seen {
    members: usize,
    commitment: Option<Hash>,
    file: bool,
    sealed: Option<Hash>,
}

impl<'l> Walk<'l, '_> {
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
        self.found(kind);
        Ok(())
    }

    fn member(&mut self, name: &'l str, seen: &mut Seen, depth: usize) -> Result<(), Fault> {
        seen.members += 1;
        let top = self.path.is_empty();
        match (self.scanner.peek(), name) {
            (Some(b'"'), _) => {
                let text = self.scanner.string()?;
                match name {
                    "commitment" => seen.commitment = unhex(text),
                    "sealed_sha256" => seen.sealed = unhex(text),
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

    /// Adds a text or a file that is where the walk is.
    fn found(&mut self, kind: Kind) {
        use std::fmt::Write as _;
        let pointers = &mut self.found.pointers;
        let begin = pointers.len();
        for step in &self.path {
            pointers.push('/');
            match step {
                Step::Name(name) => {
                    let name = crate::scan::unescaped(name);
                    if name.contains(['~', '/']) {
                        pointers.push_str(&name.replace('~', "~0").replace('/', "~1"));
                    } else {
                        pointers.push_str(&name);
                    }
                }
                // Writing to a string cannot fail.
                Step::Nth(nth) => drop(write!(pointers, "{nth}")),
            }
        }
        let pointer = begin..pointers.len();
        self.found.fields.push(Field { pointer, kind });
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
                ("/data/a~1b~0c", Kind::Text([0x11; 32])),
                ("/data/file/kept", Kind::File([0x22; 32])),
                ("/data/file/sha256", Kind::Text([0x11; 32])),
                ("/data/list/0/words", Kind::Text([0x22; 32])),
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
