//! One request to read: its parameters, checked against the table of routes, all faults at once.

use super::problem::{Fault, Problem};
use crate::app::{Seen, View};
use crate::clock::day_in_england;
use crate::web::components::dates::parse_moment_field;
use crate::web::entrance::Visitor;
use crate::web::visit::Shared;
use chrono::{DateTime, NaiveDate, Utc};
use events::envelope::Moment;
use serde::Serialize;
use serde_json::{Value, json};
use std::str::FromStr;
use uuid::Uuid;

/// The longest words a query may look for, in characters.
const WORDS_MAX: usize = 200;

/// What a parameter may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An id.
    Id,
    /// A day, such as `2026-03-03`.
    Date,
    /// A moment of recorded time, such as `2026-03-03T09:00:00Z`, or a day, which means its end.
    Moment,
    /// A whole number between two others.
    Number {
        /// The least.
        min: u64,
        /// The most.
        max: u64,
    },
    /// `yes` or `no`.
    Flag,
    /// One of some words.
    OneOf(&'static [&'static str]),
    /// Words to look for.
    Words,
    /// A stream, such as `plan/0198…`.
    Stream,
}

/// A parameter of a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Param {
    /// Its name.
    pub name: &'static str,
    /// Whether it stands in the path rather than in the query.
    pub in_path: bool,
    /// Whether it may be given several times.
    pub many: bool,
    /// Whether it has to be given.
    pub required: bool,
    /// What it may be.
    pub kind: Kind,
    /// What it means.
    pub about: &'static str,
}

impl Param {
    /// A part of the path.
    pub const fn path(name: &'static str, kind: Kind, about: &'static str) -> Self {
        Self {
            name,
            in_path: true,
            many: false,
            required: true,
            kind,
            about,
        }
    }

    /// A part of the query, given once or not at all.
    pub const fn query(name: &'static str, kind: Kind, about: &'static str) -> Self {
        Self {
            name,
            in_path: false,
            many: false,
            required: false,
            kind,
            about,
        }
    }

    /// A part of the query that may be given several times.
    pub const fn many(name: &'static str, kind: Kind, about: &'static str) -> Self {
        Self {
            name,
            in_path: false,
            many: true,
            required: false,
            kind,
            about,
        }
    }

    /// The same, and it has to be given.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Its schema, for the interface's document.
    pub fn schema(&self) -> Value {
        let one = match self.kind {
            Kind::Id => json!({ "type": "string", "format": "uuid" }),
            Kind::Date => json!({ "type": "string", "format": "date" }),
            Kind::Moment => json!({ "type": "string", "format": "date-time" }),
            Kind::Number { min, max } => {
                json!({ "type": "integer", "minimum": min, "maximum": max })
            }
            Kind::Flag => json!({ "type": "string", "enum": ["yes", "no"] }),
            Kind::OneOf(words) => json!({ "type": "string", "enum": words }),
            Kind::Words => json!({ "type": "string", "minLength": 1, "maxLength": WORDS_MAX }),
            Kind::Stream => json!({
                "type": "string",
                "pattern": "^[a-z_]+/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
            }),
        };
        if self.many {
            json!({ "type": "array", "items": one })
        } else {
            one
        }
    }

    /// What is wrong with a value.
    fn check(&self, value: &str) -> Option<String> {
        let fine = match self.kind {
            Kind::Id => value.parse::<Uuid>().is_ok(),
            Kind::Date => day(value).is_some(),
            Kind::Moment => moment(value).is_some(),
            Kind::Number { min, max } => value
                .parse::<u64>()
                .is_ok_and(|number| (min..=max).contains(&number)),
            Kind::Flag => matches!(value, "yes" | "no"),
            Kind::OneOf(words) => words.contains(&value),
            Kind::Words => value.chars().nth(WORDS_MAX).is_none(),
            Kind::Stream => value.parse::<events::ids::StreamId>().is_ok(),
        };
        (!fine).then(|| self.wanted())
    }

    fn wanted(&self) -> String {
        match self.kind {
            Kind::Id => "give an id, such as 0198f0c2-7a3b-7c41-8d52-0242ac120002".to_owned(),
            Kind::Date => "give a day, such as 2026-03-03".to_owned(),
            Kind::Moment => "give a moment, such as 2026-03-03T09:00:00Z, or a day".to_owned(),
            Kind::Number { min, max } => format!("give a whole number from {min} to {max}"),
            Kind::Flag => "give yes or no".to_owned(),
            Kind::OneOf(words) => format!("give one of {}", words.join(", ")),
            Kind::Words => format!("give at most {WORDS_MAX} characters"),
            Kind::Stream => "give a kind, a slash and an id, such as plan/0198…".to_owned(),
        }
    }
}

/// A day as the interface writes it.
fn day(words: &str) -> Option<NaiveDate> {
    let shaped = words.len() == 10 && words.is_ascii();
    words.parse().ok().filter(|_| shaped)
}

/// A moment as a client writes it; a day means its end in England.
fn moment(words: &str) -> Option<DateTime<Utc>> {
    match DateTime::parse_from_rfc3339(words) {
        Ok(at) => Some(at.with_timezone(&Utc)),
        Err(_) => parse_moment_field(words).ok(),
    }
}

/// A request to read, with every parameter checked.
pub struct Ask {
    /// The record.
    pub site: Shared,
    /// Who asks.
    pub visitor: Visitor,
    /// The path asked for, with its prefix.
    pub path: String,
    values: Vec<(&'static str, String)>,
    /// The past moment asked for.
    pub as_at: Option<DateTime<Utc>>,
    /// What the client has already, from If-None-Match.
    pub have: Option<String>,
}

impl Ask {
    /// Checks a request against the parameters of its route.
    ///
    /// # Errors
    /// 404 where the path names nothing that could be; 400 with every fault of the query at once.
    pub fn new(
        (site, visitor): (Shared, Visitor),
        params: &[Param],
        path: String,
        in_path: &[(String, String)],
        query: Option<&str>,
        have: Option<String>,
    ) -> Result<Self, Problem> {
        let mut values = in_the_path(params, in_path)?;
        let pairs: Vec<(String, String)> =
            serde_urlencoded::from_str(query.unwrap_or_default()).unwrap_or_default();
        let mut faults = Vec::new();
        for (name, value) in pairs {
            let known = params
                .iter()
                .find(|param| !param.in_path && param.name == name);
            let Some(param) = known else {
                faults.push(unknown(&name, params));
                continue;
            };
            if value.is_empty() && !param.required {
                continue;
            }
            if let Some(wanted) = param.check(&value) {
                let why = "this is not what the parameter takes";
                faults.push(Fault::new("parameter_unreadable", param.name, why, wanted));
            }
            if !param.many && values.iter().any(|(name, _)| *name == param.name) {
                let why = "this parameter is given more than once";
                faults.push(Fault::new(
                    "parameter_repeated",
                    param.name,
                    why,
                    "give it once",
                ));
            }
            values.push((param.name, value));
        }
        for param in params.iter().filter(|param| param.required) {
            if !values.iter().any(|(name, _)| *name == param.name) {
                let why = "this parameter is missing";
                faults.push(Fault::new(
                    "parameter_missing",
                    param.name,
                    why,
                    param.wanted(),
                ));
            }
        }
        let as_at = first(&values, "as_at").and_then(moment);
        if as_at.is_some_and(|at| at > site.app.clock().now()) {
            let why = "this moment has not come yet";
            faults.push(Fault::new(
                "as_at_in_future",
                "as_at",
                why,
                "ask for an earlier moment",
            ));
        }
        if faults.is_empty() {
            Ok(Self {
                site,
                visitor,
                path,
                values,
                as_at,
                have,
            })
        } else {
            Err(Problem::bad_request(faults))
        }
    }

    /// The models at the moment asked for.
    ///
    /// # Errors
    /// When the log cannot be read back.
    pub fn view(&self) -> Result<View<'_>, Problem> {
        Ok(self.seen().view(self.as_at.map(Moment::new))?)
    }

    /// The record as whoever asks sees it.
    pub fn seen(&self) -> Seen<'_> {
        self.site.app.seen(&self.visitor.sight)
    }

    /// The day the answer speaks of: today, or the day of the moment asked for.
    pub fn today(&self) -> NaiveDate {
        self.as_at
            .map_or_else(|| self.site.app.clock().today(), day_in_england)
    }

    /// A parameter's first value.
    pub fn value(&self, name: &str) -> Option<&str> {
        first(&self.values, name)
    }

    /// Every value of a parameter.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let these = self.values.iter().filter(move |(known, _)| *known == name);
        these.map(|(_, value)| value.as_str())
    }

    /// A parameter's first value, read.
    pub fn read<T: FromStr>(&self, name: &str) -> Option<T> {
        self.value(name)?.parse().ok()
    }

    /// An id in the path.
    ///
    /// # Errors
    /// 404, which the check of the path has already ruled out.
    pub fn id<T: From<Uuid>>(&self) -> Result<T, Problem> {
        self.read::<Uuid>("id")
            .map(T::from)
            .ok_or_else(Problem::not_found)
    }

    /// A moment of recorded time.
    pub fn moment(&self, name: &str) -> Option<Moment> {
        self.value(name).and_then(moment).map(Moment::new)
    }

    /// Whether a flag is `yes`.
    pub fn flag(&self, name: &str) -> bool {
        self.value(name) == Some("yes")
    }

    /// The members of a closed list that were named, by the word each is written as.
    pub fn named<T: Serialize + Copy>(&self, name: &str, all: &[T]) -> Vec<T> {
        let word = |one: &T| match serde_json::to_value(one) {
            Ok(Value::String(word)) => word,
            Ok(_) | Err(_) => String::new(),
        };
        self.all(name)
            .filter_map(|asked| all.iter().copied().find(|one| word(one) == asked))
            .collect()
    }

    /// The query without one parameter, to link to another page of a list.
    pub fn query_but(&self, params: &[Param], without: &str) -> Vec<(&'static str, &str)> {
        let in_query = |name: &str| params.iter().any(|p| !p.in_path && p.name == name);
        let kept = self
            .values
            .iter()
            .filter(|(name, _)| *name != without && in_query(name));
        kept.map(|(name, value)| (*name, value.as_str())).collect()
    }
}

/// The parameters of the path; 404 where one is not what could stand there.
fn in_the_path(
    params: &[Param],
    in_path: &[(String, String)],
) -> Result<Vec<(&'static str, String)>, Problem> {
    let mut values = Vec::new();
    for param in params.iter().filter(|param| param.in_path) {
        let found = in_path.iter().find(|(name, _)| name == param.name);
        let value = found.map(|(_, value)| value.clone()).unwrap_or_default();
        if param.check(&value).is_some() {
            return Err(Problem::not_found());
        }
        values.push((param.name, value));
    }
    Ok(values)
}

fn first<'a>(values: &'a [(&'static str, String)], name: &str) -> Option<&'a str> {
    values
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value.as_str())
}

fn unknown(name: &str, params: &[Param]) -> Fault {
    let known: Vec<&str> = params
        .iter()
        .filter(|p| !p.in_path)
        .map(|p| p.name)
        .collect();
    let remedy = if known.is_empty() {
        "leave it out: this takes no parameters".to_owned()
    } else {
        format!("leave it out, or use one of {}", known.join(", "))
    };
    let field: String = name.chars().take(80).collect();
    Fault::new(
        "parameter_unknown",
        field,
        "there is no such parameter here",
        remedy,
    )
}
