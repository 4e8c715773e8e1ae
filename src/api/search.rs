//! Search by its words, sent in a body so that they stand in no address.

use super::answer::Answer;
use super::body::{self, Sender};
use super::problem::{Fault, Problem};
use super::serving::blocking;
use crate::search::{self, Asked, Hit, Kind, Matched, Untold};
use crate::web::noting::Sought;
use crate::web::visit::Shared;
use axum::extract::Request;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use events::envelope::Moment;
use projections::Models;
use projections::reference::PageOf;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// Where a search is sent.
pub const PATH: &str = "/api/v1/search";

/// What a search takes.
const FIELDS: [&str; 9] = [
    "agency", "as_at", "from", "kinds", "page", "per_page", "theme", "to", "words",
];

/// How many rows a page has, when not said and at most.
const ROWS: usize = 50;
const ROWS_MAX: usize = 500;

/// What a program looks for.
struct Sent {
    words: String,
    asked: Asked,
    as_at: Option<Moment>,
    page: usize,
    per_page: usize,
}

/// Looks for words in everything the sender may see.
///
/// # Errors
/// Every fault of the request at once; 503 while the search is being prepared.
pub async fn search(site: Shared, request: Request) -> Result<(Answer, Sought), Problem> {
    let sender = Sender::of(&request)?;
    let now = site.app.clock().now();
    let sent = sent(body::json(request).await?, now)?;
    blocking(move || {
        let app = &site.app;
        let matched = app.search().matching(app.log(), &sent.words)?;
        found(&site, &sender, &sent, &matched)
    })
    .await
}

fn found(
    site: &Shared,
    sender: &Sender,
    sent: &Sent,
    matched: &Matched,
) -> Result<(Answer, Sought), Problem> {
    let seen = site.app.seen(&sender.sight);
    let view = seen.view(sent.as_at)?;
    let page = PageOf {
        offset: (sent.page - 1).saturating_mul(sent.per_page),
        limit: sent.per_page,
    };
    let results = search::find(seen, &view, matched, &sent.asked, page)?;
    let counted = results.by_kind.iter();
    let counted: Map<String, Value> = counted
        .map(|(kind, count)| (kind.word().to_owned(), json!(count)))
        .collect();
    let rows: Vec<Value> = results.hits.iter().map(|hit| row(&view, hit)).collect();
    let answer = Answer::json(&json!({
        "rows": rows,
        "total": results.total,
        "by_kind": counted,
        "page": sent.page,
        "per_page": sent.per_page,
    }))?;
    let sought = Sought {
        found: u64::try_from(results.total).unwrap_or(u64::MAX),
        kinds: sent.asked.kinds.iter().map(|kind| kind.word()).collect(),
    };
    Ok((answer, sought))
}

fn row(view: &Models, hit: &Hit) -> Value {
    let passages = hit.passages.iter().map(|passage| {
        let pieces = passage.pieces.iter();
        let pieces: Vec<Value> = pieces
            .map(|piece| json!({ "words": piece.words, "marked": piece.marked }))
            .collect();
        json!({
            "field": passage.field,
            "pieces": pieces,
            "replaced_by": passage.replaced_by,
        })
    });
    json!({
        "stream": hit.stream.to_string(),
        "kind": hit.kind.word(),
        "name": view.label(hit.stream).name,
        "finding": hit.finding,
        "position": hit.position,
        "type": hit.type_name,
        "occurred_on": hit.occurred_on,
        "recorded_at": hit.recorded_at,
        "theme": hit.theme,
        "agencies": hit.agencies,
        "passages": passages.collect::<Vec<_>>(),
    })
}

impl From<Untold> for Problem {
    fn from(untold: Untold) -> Self {
        match untold {
            Untold::Unfit(unfit) => {
                let remedy = "send words to look for, such as \"chronology\"";
                let fault = Fault::new("words_unfit", "words", unfit.message(), remedy);
                Self::bad_request(vec![fault])
            }
            Untold::BeingPrepared | Untold::BrokeDown => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "search-being-prepared",
                "The search is being prepared",
            )
            .detail("try again in a moment"),
            Untold::Read(error) => error.into(),
        }
    }
}

/// Reads what a program sent.
fn sent(mut fields: Map<String, Value>, now: DateTime<Utc>) -> Result<Sent, Problem> {
    let mut faults = Vec::new();
    for name in fields
        .keys()
        .filter(|name| !FIELDS.contains(&name.as_str()))
    {
        let name: String = name.chars().take(80).collect();
        let remedy = format!("leave it out; there are {}", FIELDS.join(", "));
        let why = "there is no such field";
        faults.push(Fault::new("field_unknown", name, why, remedy));
    }
    let mut taking = Taking {
        fields: &mut fields,
        faults: &mut faults,
    };
    let words: Option<String> = taking.take("words", "send words");
    let kinds: Option<Vec<String>> = taking.take("kinds", "send a list of kinds");
    let as_at = taking.moment(now);
    let day = "send a day, such as 2026-03-03";
    let asked = Asked {
        kinds: taking.kinds(kinds.unwrap_or_default()),
        theme: taking.take("theme", "send the code of a theme"),
        agency: taking.take("agency", "send the id of an agency"),
        from: taking.take("from", day),
        to: taking.take("to", day),
    };
    let page = taking.number("page", 1, 1_000_000);
    let per_page = taking.number("per_page", ROWS, ROWS_MAX);
    if words.is_none() {
        let why = "there are no words to look for";
        faults.push(Fault::new("field_unreadable", "words", why, "send words"));
    }
    let Some(words) = words.filter(|_| faults.is_empty()) else {
        faults.truncate(super::table::FAULTS_MAX);
        return Err(Problem::bad_request(faults));
    };
    Ok(Sent {
        words,
        asked,
        as_at,
        page,
        per_page,
    })
}

/// The fields of a body, taken one by one.
struct Taking<'a> {
    fields: &'a mut Map<String, Value>,
    faults: &'a mut Vec<Fault>,
}

impl Taking<'_> {
    fn fault(&mut self, name: &str, remedy: &str) {
        let why = "this is not what the field takes";
        let fault = Fault::new("field_unreadable", name, why, remedy);
        self.faults.push(fault);
    }

    fn take<T: DeserializeOwned>(&mut self, name: &str, remedy: &str) -> Option<T> {
        let value = self.fields.remove(name).filter(|value| !value.is_null())?;
        let read = serde_json::from_value(value).ok();
        if read.is_none() {
            self.fault(name, remedy);
        }
        read
    }

    fn kinds(&mut self, words: Vec<String>) -> std::collections::BTreeSet<Kind> {
        let read: Option<_> = words.iter().map(|word| Kind::from_word(word)).collect();
        if read.is_none() {
            let remedy = format!("send some of {}", Kind::WORDS.join(", "));
            self.fault("kinds", &remedy);
        }
        read.unwrap_or_default()
    }

    fn number(&mut self, name: &str, unsaid: usize, most: usize) -> usize {
        let remedy = format!("send a number from 1 to {most}");
        let Some(number) = self.take::<usize>(name, &remedy) else {
            return unsaid;
        };
        if !(1..=most).contains(&number) {
            self.fault(name, &remedy);
        }
        number.clamp(1, most)
    }

    fn moment(&mut self, now: DateTime<Utc>) -> Option<Moment> {
        let remedy = "send a moment that has passed, such as 2026-03-03T09:00:00Z";
        let moment: DateTime<Utc> = self.take("as_at", remedy)?;
        if moment > now {
            self.fault("as_at", remedy);
        }
        Some(Moment::new(moment))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: Value) -> Result<Sent, Vec<String>> {
        let Value::Object(fields) = body else {
            panic!("a body is an object")
        };
        let now = "2026-06-01T09:00:00Z".parse().unwrap();
        let told = |problem: Problem| problem.errors.into_iter().map(|fault| fault.field);
        sent(fields, now).map_err(|problem| told(problem).collect())
    }

    #[test]
    fn words_and_what_they_are_narrowed_to_are_read() {
        let sent = read(json!({
            "words": "bruise", "kinds": ["finding", "case"], "from": "2026-01-01", "page": 2,
        }));
        let sent = sent.ok().unwrap();
        assert_eq!(
            (sent.words.as_str(), sent.page, sent.per_page),
            ("bruise", 2, ROWS)
        );
        assert_eq!(sent.asked.kinds.len(), 2);
        assert_eq!(
            sent.asked.from.map(|day| day.to_string()).as_deref(),
            Some("2026-01-01")
        );
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let faults = read(json!({
            "word": "bruise", "kinds": ["person"], "as_at": "2026-07-01T09:00:00Z", "page": 0,
        }));
        let faults = faults.err().unwrap();
        assert_eq!(faults, ["word", "as_at", "kinds", "page", "words"]);
    }
}
