//! A copy of everything recorded of one thing, for the person it is about (UK GDPR Article 15): a
//! page to read and lines for a program, in one zip.
//!
//! Route: `GET /records/{kind}/{id}/copy.zip` → [`take`].

use super::super::files::attachment;
use super::super::trail::told::{field_of, happened, who};
use super::named;
use super::thing::thing;
use crate::app::Told;
use crate::web::components::dates::date_text;
use crate::web::reading::Reading;
use crate::web::visit::{Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Response;
use chrono::NaiveDate;
use events::ids::StreamId;
use events::log::Stored;
use maud::{DOCTYPE, Markup, html};
use serde_json::{Value, json};
use std::io::{self, Cursor, Write};
use zip::write::SimpleFileOptions;

/// One entry, told.
struct Entry {
    position: u64,
    happened: String,
    on: NaiveDate,
    who: String,
    /// The fields with words: their names, and the words or why they are left out.
    words: Vec<(String, Told)>,
    data: Value,
}

/// Everything recorded of one thing, as an attachment.
///
/// # Errors
/// When there is no such thing for the reader, or the record cannot be read.
pub async fn take(
    visit: Visit,
    Path((kind, id)): Path<(String, String)>,
) -> Result<Response, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let thing = thing(&reading, &kind, &id)?;
        let mut entries = Vec::new();
        for position in visit.app().log().stream(thing, 1)? {
            // What the reader, or the moment asked for, does not reach is no part of it.
            if let Ok(stored) = visit.seen().event(&view, position) {
                entries.push(entry(&visit, &reading, &stored)?);
            }
        }
        let page = page(&reading, thing, &entries);
        let mut lines = String::new();
        for one in &entries {
            lines.push_str(&line(one).to_string());
            lines.push('\n');
        }
        let bytes = zipped(&[("copy.html", page.into_string()), ("copy.ndjson", lines)])?;
        attachment("copy.zip", "application/zip", bytes)
    })
    .await
}

fn entry(visit: &Visit, reading: &Reading<'_>, stored: &Stored) -> Result<Entry, Oops> {
    let envelope = &stored.envelope;
    let mut words = Vec::new();
    for field in stored.fields()? {
        let told = visit.seen().text_of(stored, &field)?;
        words.push((field, told));
    }
    Ok(Entry {
        position: envelope.position,
        happened: happened(&envelope.type_name),
        on: envelope.occurred_on,
        who: who(reading.view, &envelope.actor),
        words,
        data: if visit.seen().has_data(envelope) {
            serde_json::from_str(stored.data())?
        } else {
            Value::Null
        },
    })
}

fn line(one: &Entry) -> Value {
    let words: serde_json::Map<String, Value> = one
        .words
        .iter()
        .map(|(field, told)| {
            let told = match told {
                Told::Words(words) => json!({ "words": words }),
                Told::Erased => json!({ "left_out": "erased" }),
                Told::Sealed => json!({ "left_out": "sealed" }),
                Told::Withheld => json!({ "left_out": "withheld" }),
            };
            (field.clone(), told)
        })
        .collect();
    json!({
        "entry": one.position, "happened": one.happened, "on": one.on, "by": one.who,
        "words": words, "data": one.data,
    })
}

fn page(reading: &Reading<'_>, thing: StreamId, entries: &[Entry]) -> Markup {
    let name = named(reading, thing);
    let others = reading.view.naming(&[thing]);
    html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "What is recorded: " (name) }
            }
            body {
                h1 { "What is recorded" }
                p { (name) ", as recorded by " (reading.view.people.name) " on "
                    (date_text(reading.today)) ". " (entries.len()) " entries, oldest first." }
                h2 { "What is left out, because it is about others too" }
                @if others.is_empty() { p { "Nothing else in the record names this." } }
                @else {
                    p { "What is written in these is about several people together. It is not in \
                         this copy:" }
                    ul { @for other in &others { li { (named(reading, *other)) } } }
                }
                p { "Of people who recorded something, the role and agency are told, not the name." }
                h2 { "Entries" }
                ol {
                    @for one in entries { li { (told(one)) } }
                }
            }
        }
    }
}

fn told(one: &Entry) -> Markup {
    html! {
        p { strong { (one.happened) } ", " (date_text(one.on)) ", by " (one.who)
            " (entry " (one.position) ")" }
        dl {
            @for (field, told) in &one.words {
                dt { (field_of(field)) }
                dd { (told.clone().in_a_file()) }
            }
        }
    }
}

/// The files in one zip. It bears no moment: the same record gives the same bytes.
fn zipped(files: &[(&str, String)]) -> io::Result<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (name, content) in files {
        zip.start_file(*name, options)?;
        zip.write_all(content.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}
