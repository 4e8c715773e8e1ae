//! What a digest says, as plain text and as a simple page.

use super::counts::Counts;
use crate::words::count;
use maud::{DOCTYPE, html};

/// An e-mail before it is addressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The subject.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The same as HTML, without images, styles or anything to be loaded.
    pub html: String,
}

/// How it begins.
const BEGINNING: &str = "Golden Thread, as it stands this morning:";

/// Why it comes, and how to have it stopped.
const WHY: &str = "You get this because you asked for it in Golden Thread. It holds numbers only. \
                   To change how often it comes, or to stop it, open your account there.";

/// Writes counts out, with links where it is known how people reach the product.
pub fn letter(counts: &Counts, public_url: Option<&str>) -> Letter {
    let lines = lines(counts);
    let base = public_url.map(|url| url.trim_end_matches('/'));
    let told = lines.iter().map(|(words, path)| match base {
        Some(base) => format!("- {words}\n  {base}{path}\n"),
        None => format!("- {words}\n"),
    });
    let told: String = told.collect();
    let text = format!("{BEGINNING}\n\n{told}\n{WHY}\n");
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head { meta charset="utf-8"; title { "Golden Thread" } }
            body {
                p { (BEGINNING) }
                ul {
                    @for (words, path) in &lines {
                        li {
                            @match base {
                                Some(base) => { a href={ (base) (path) } { (words) } }
                                None => { (words) }
                            }
                        }
                    }
                }
                p { (WHY) }
            }
        }
    };
    Letter {
        subject: format!(
            "Golden Thread: {} overdue, {} due soon",
            counts.overdue, counts.due_soon
        ),
        text,
        html: page.into_string(),
    }
}

/// Each count in words, and where it is looked at.
fn lines(counts: &Counts) -> [(String, String); 4] {
    let dates = |number| count(number, "date", "dates");
    let until = counts.until;
    [
        (
            format!("{} overdue", dates(counts.overdue)),
            "/deadlines?state=overdue".to_owned(),
        ),
        (
            format!("{} due in the next 14 days", dates(counts.due_soon)),
            format!("/deadlines?state=ahead&to={until}"),
        ),
        (
            format!(
                "{} waiting for your verification",
                count(counts.to_verify, "completion", "completions")
            ),
            "/actions?phase=claimed".to_owned(),
        ),
        (
            count(
                counts.new_gaps,
                "new gap since the last summary",
                "new gaps since the last summary",
            ),
            "/gaps".to_owned(),
        ),
    ]
}
