//! An answer as somebody reads it: the words of a page, of an answer of the interface, or of a
//! file, on one line.

use super::server::Answer;
use serde_json::Value;
use std::io::{Cursor, Read};

/// An answer as it was sent, files unpacked; and the words in it, on one line.
pub(super) fn readable(answer: &Answer) -> (String, String) {
    let kind = answer.header("content-type");
    if kind.contains("spreadsheetml") {
        let raw = unpacked(&answer.body);
        let text = one_line(&entities(&without_tags(&raw)));
        return (raw, text);
    }
    let raw = answer.text();
    let text = if kind.starts_with("text/html") {
        entities(&without_tags(&raw))
    } else if kind.contains("ndjson") {
        raw.lines().map(all_strings).collect::<Vec<_>>().join("\n")
    } else if kind.contains("json") {
        all_strings(&raw)
    } else {
        raw.replace("\"\"", "\"")
    };
    let text = one_line(&text);
    (raw, text)
}

fn unpacked(bytes: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        file.read_to_string(&mut all).unwrap();
        all.push('\n');
    }
    all
}

fn without_tags(html: &str) -> String {
    let (mut text, mut inside) = (String::with_capacity(html.len()), false);
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text
}

pub(super) fn entities(text: &str) -> String {
    let plain = text.replace("&lt;", "<").replace("&gt;", ">");
    let plain = plain.replace("&quot;", "\"").replace("&#39;", "'");
    plain.replace("&apos;", "'").replace("&amp;", "&")
}

/// The same words with single spaces between them.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn all_strings(json: &str) -> String {
    let mut all = Vec::new();
    strings(&serde_json::from_str(json).unwrap(), &mut all);
    all.join("\n")
}

/// Every string in a value.
pub(super) fn strings(value: &Value, all: &mut Vec<String>) {
    match value {
        Value::String(words) => all.push(words.clone()),
        Value::Array(items) => items.iter().for_each(|item| strings(item, all)),
        Value::Object(fields) => fields.values().for_each(|inner| strings(inner, all)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
