//! Who looked at the things of a pack: a page to read, and the lines of the access log as they
//! stand there, whose hashes anybody can check.

use super::choosing::{Choice, things};
use super::making::PackError;
use super::reading::{FOOT, head};
use crate::access_log::Noted;
use crate::app::Seen;
use crate::clock::day_in_england;
use crate::web::pages::access::{in_words, names_of};
use chrono::NaiveDate;
use maud::{Markup, html};
use projections::Models;
use std::collections::BTreeSet;

/// The page and the lines; nothing where they were not asked for.
pub(super) fn pages(
    seen: Seen<'_>,
    view: &Models,
    choice: &Choice,
) -> Result<Vec<(&'static str, String)>, PackError> {
    if !choice.chosen.accesses {
        return Ok(Vec::new());
    }
    let mut names = BTreeSet::new();
    for thing in things(view, &choice.chosen) {
        names.extend(names_of(seen.app(), thing)?);
    }
    let from = choice.chosen.from.unwrap_or(NaiveDate::MIN);
    let to = day_in_england(choice.as_at.utc());
    let log = seen.app().access_log();
    let mut noted = log.about(&names, from, to)?;
    noted.retain(|one| one.access.at <= choice.as_at);
    let mut lines = String::new();
    for one in &noted {
        lines.push_str(&one.line);
        lines.push('\n');
    }
    let page = page(view, &noted).into_string();
    Ok(vec![
        ("who-looked.html", page),
        ("who-looked.ndjson", lines),
    ])
}

fn page(view: &Models, noted: &[Noted]) -> Markup {
    html! {
        (head("Who looked"))
        p { a href="index.html" { "What this pack is" } }
        h1 { "Who looked at what is in this pack" }
        p {
            "By role and agency, oldest first. The lines of the access log themselves are in "
            a href="who-looked.ndjson" { "who-looked.ndjson" }
            ": each names the hash of the line before it. They are no events of the record, so \
             the record\u{2019}s proofs do not speak of them."
        }
        @if noted.is_empty() { p { "Nobody, as far as the access log is kept." } }
        ol {
            @for one in noted { li { (in_words(view, &one.access)) } }
        }
        (maud::PreEscaped(FOOT))
    }
}
