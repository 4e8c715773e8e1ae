//! The small parts of a Word document: which one is the text, and what its styles are called.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The part that the package names as its document; usually `word/document.xml`.
pub(super) fn main_part(parts: &BTreeMap<String, Vec<u8>>) -> String {
    let default = "word/document.xml".to_owned();
    let Some(relations) = parts.get("_rels/.rels") else {
        return default;
    };
    let text = decode(relations);
    let mut reader = Reader::from_str(&text);
    loop {
        match reader.read_event() {
            Ok(Event::Empty(e) | Event::Start(e)) => {
                if attribute(&e, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
                    && let Some(target) = attribute(&e, "Target")
                {
                    return target.trim_start_matches('/').to_owned();
                }
            }
            Ok(Event::Eof) | Err(_) => return default,
            Ok(_) => {}
        }
    }
}

/// Style id → heading level, from the names of the styles ("heading 2", "Title").
pub(super) fn headings_of(xml: &[u8]) -> BTreeMap<String, u8> {
    let text = decode(xml);
    let mut reader = Reader::from_str(&text);
    let mut found = BTreeMap::new();
    let mut style = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Empty(e) | Event::Start(e)) => match e.local_name().as_ref() {
                "style" => style = attribute(&e, "styleId").unwrap_or_default(),
                "name" => {
                    let name = attribute(&e, "val").unwrap_or_default();
                    if let Some(level) = heading_level(&name) {
                        found.insert(style.clone(), level);
                    }
                }
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

pub(super) fn heading_level(style: &str) -> Option<u8> {
    let name = style.to_lowercase().replace(' ', "");
    if name == "title" {
        return Some(0);
    }
    name.strip_prefix("heading")?
        .parse()
        .ok()
        .filter(|level| *level <= 9)
}

/// Decodes an XML part: UTF-16 by its mark, else UTF-8.
pub(super) fn decode(xml: &[u8]) -> String {
    let (text, _, _) = encoding_rs::UTF_8.decode(xml);
    text.into_owned()
}

/// The value of the attribute with this local name.
pub(super) fn attribute(element: &BytesStart<'_>, local: &str) -> Option<String> {
    element
        .attributes()
        .with_checks(false)
        .filter_map(Result::ok)
        .find_map(|a| {
            let found = a.key.local_name().as_ref() == local;
            found.then(|| {
                quick_xml::escape::unescape(&a.value)
                    .map_or_else(|_| a.value.to_string(), std::borrow::Cow::into_owned)
            })
        })
}
