//! The fixtures GOV.UK Frontend ships with each component: options, and the HTML they give.
//!
//! A component's own reading of the options is written as a function from [`Options`] to markup.
//! Every option that function asks for counts as supported. A fixture is compared when it has no
//! others; every other option, or fixture, must be listed with the reason we leave it out, and a
//! listed one that no fixture has is refused too, so that the lists stay true.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use golden_thread::web::components::Content;
use maud::{Markup, PreEscaped};
use serde_json::Value;

use crate::normalise::normalise;

/// Options of a component we leave out, each with the reason.
pub(crate) type LeftOut = &'static [(&'static str, &'static str)];

/// One level of a fixture's options; remembers what was asked for.
#[derive(Clone)]
pub(crate) struct Options {
    value: Value,
    path: String,
    asked: Rc<RefCell<BTreeSet<String>>>,
}

impl Options {
    fn new(value: Value) -> Self {
        Self {
            value,
            path: String::new(),
            asked: Rc::default(),
        }
    }

    fn child(&self, key: &str) -> (Value, String) {
        let path = if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        };
        (self.value.get(key).cloned().unwrap_or(Value::Null), path)
    }

    fn leaf(&self, key: &str) -> Value {
        let (value, path) = self.child(key);
        if !value.is_object() && !value.is_array() {
            self.asked.borrow_mut().insert(path);
        }
        value
    }

    /// The options below a key, if there are any.
    pub(crate) fn maybe(&self, key: &str) -> Option<Self> {
        let (value, path) = self.child(key);
        self.asked.borrow_mut().insert(path.clone());
        let asked = Rc::clone(&self.asked);
        value.is_object().then_some(Self { value, path, asked })
    }

    /// The options below a key; empty ones if there are none.
    pub(crate) fn at(&self, key: &str) -> Self {
        let (value, path) = self.child(key);
        Self {
            value,
            path,
            asked: Rc::clone(&self.asked),
        }
    }

    /// Every item of a list.
    pub(crate) fn list(&self, key: &str) -> Vec<Self> {
        let (value, path) = self.child(key);
        self.asked.borrow_mut().insert(path.clone());
        let items = value.as_array().cloned().unwrap_or_default();
        let numbered = items.into_iter().enumerate();
        numbered
            .map(|(place, value)| Self {
                value,
                path: format!("{path}[{place}]"),
                asked: Rc::clone(&self.asked),
            })
            .collect()
    }

    /// Every item of a list in this place itself, as rows are lists of cells.
    pub(crate) fn items(&self) -> Vec<Self> {
        let items = self.value.as_array().cloned().unwrap_or_default();
        let numbered = items.into_iter().enumerate();
        numbered
            .map(|(place, value)| Self {
                value,
                path: format!("{}[{place}]", self.path),
                asked: Rc::clone(&self.asked),
            })
            .collect()
    }

    /// The text in this place itself.
    pub(crate) fn own_text(&self) -> &'static str {
        self.asked.borrow_mut().insert(self.path.clone());
        leak(&self.value).unwrap_or_default()
    }

    /// An option's text, if it is given and neither empty nor false.
    pub(crate) fn text(&self, key: &str) -> Option<&'static str> {
        let value = self.leaf(key);
        leak(&value).filter(|text| !text.is_empty() && value != Value::Bool(false))
    }

    /// An option's text, if it is given, be it empty, false or nought.
    pub(crate) fn value(&self, key: &str) -> Option<&'static str> {
        leak(&self.leaf(key))
    }

    /// An option's text, or no text.
    pub(crate) fn or_empty(&self, key: &str) -> &'static str {
        self.text(key).unwrap_or_default()
    }

    /// Whether an option is given and true.
    pub(crate) fn is(&self, key: &str) -> bool {
        self.flag(key).unwrap_or(false)
    }

    /// An option that is true, false or absent.
    pub(crate) fn flag(&self, key: &str) -> Option<bool> {
        self.leaf(key).as_bool()
    }

    /// An option that is a number.
    pub(crate) fn number(&self, key: &str) -> Option<u32> {
        self.text(key).and_then(|text| text.parse().ok())
    }

    /// Text or HTML under a pair of keys, where HTML wins.
    pub(crate) fn content(&self, text: &str, html: &str) -> Option<Content<'static>> {
        let (text, html) = (self.text(text), self.text(html));
        html.map(|html| Content::from(PreEscaped(html.to_owned())))
            .or(text.map(Content::from))
    }

    /// The same under `text` and `html` of a key, as labels and hints are given.
    pub(crate) fn words(&self, key: &str) -> Option<Content<'static>> {
        self.maybe(key)
            .and_then(|below| below.content("text", "html"))
    }
}

/// Options are read once a test, so their text may live for ever.
fn leak(value: &Value) -> Option<&'static str> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    Some(Box::leak(text.into_boxed_str()))
}

/// Every leaf of the options, by its path.
fn leaves(value: &Value, path: String, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let path = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                leaves(value, path, found);
            }
        }
        Value::Array(items) => {
            for (place, value) in items.iter().enumerate() {
                leaves(value, format!("{path}[{place}]"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            found.insert(path);
        }
    }
}

/// `items[3].text` as the lists write it: `items[].text`.
fn general(path: &str) -> String {
    let parts = path
        .split('[')
        .enumerate()
        .map(|(place, part)| match part.split_once(']') {
            Some((_, rest)) if place > 0 => format!("[]{rest}"),
            Some(_) | None => part.to_owned(),
        });
    parts.collect()
}

/// Compares every fixture of a component, or finds it in the list of what is left out. An entry
/// is an option's path, where a last `*` stands for anything, or a fixture's whole name.
pub(crate) fn check(
    component: &str,
    left_out: LeftOut,
    compared_min: usize,
    render: impl Fn(&Options) -> Markup,
) {
    let path = format!(
        "{}/assets/node_modules/govuk-frontend/dist/govuk/components/{component}/fixtures.json",
        env!("CARGO_MANIFEST_DIR"),
    );
    let text = std::fs::read_to_string(&path).expect("the build brought the fixtures");
    let file: Value = serde_json::from_str(&text).unwrap();
    let mut used = BTreeSet::new();
    let mut faults = Vec::new();
    let mut compared = 0_usize;
    for fixture in file["fixtures"].as_array().unwrap() {
        let name = fixture["name"].as_str().unwrap();
        let options = Options::new(fixture["options"].clone());
        let ours = render(&options).into_string();
        let mut given = BTreeSet::new();
        leaves(&fixture["options"], String::new(), &mut given);
        let asked = options.asked.borrow();
        let unread: Vec<String> = given.difference(&asked).map(|path| general(path)).collect();
        let excuses: Vec<Option<&str>> = unread.iter().map(|path| excuse(left_out, path)).collect();
        let by_name = excuse(left_out, &format!("\"{name}\""));
        used.extend(excuses.iter().flatten().copied().chain(by_name));
        if by_name.is_some() {
            continue;
        }
        for (path, excuse) in unread.iter().zip(&excuses) {
            if excuse.is_none() {
                faults.push(format!("{name}: {path} is neither supported nor listed"));
            }
        }
        if !unread.is_empty() {
            continue;
        }
        let (theirs, ours) = (
            normalise(fixture["html"].as_str().unwrap()),
            normalise(&ours),
        );
        if theirs != ours {
            faults.push(format!("{name}:\n--- GOV.UK\n{theirs}\n--- ours\n{ours}"));
        }
        compared += 1;
    }
    for (entry, _) in left_out.iter().filter(|(entry, _)| !used.contains(entry)) {
        faults.push(format!("{entry} is listed and in no fixture"));
    }
    assert!(faults.is_empty(), "{component}:\n{}", faults.join("\n"));
    assert!(
        compared >= compared_min,
        "{component}: only {compared} fixtures were compared"
    );
}

fn excuse(left_out: LeftOut, path: &str) -> Option<&'static str> {
    left_out
        .iter()
        .map(|(entry, _)| *entry)
        .find(|entry| match entry.strip_suffix('*') {
            Some(start) => path.starts_with(start),
            None => *entry == path,
        })
}
