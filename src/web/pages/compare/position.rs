//! The position at both moments: what was counted then, and what is counted now.

use super::Asked;
use crate::web::components::{Cell, Table};
use crate::web::reading::Reading;
use maud::{Markup, html};
use projections::Models;
use projections::actions::{ByDate, Verified};
use projections::recommendations::RecommendationState;
use projections::status::{Status, StatusQuery};
use std::collections::BTreeMap;

/// One line of the position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Counted {
    /// What is counted.
    pub(crate) words: String,
    /// How many then.
    pub(crate) before: u64,
    /// How many now.
    pub(crate) after: u64,
    /// The list of what is counted now.
    href: Option<String>,
}

/// Every line of the position in which something was counted at either moment.
pub(crate) fn lines(reading: &Reading<'_>, asked: &Asked, before: &Models) -> Vec<Counted> {
    let query = |today| StatusQuery {
        today,
        since: None,
        plan: asked.plan,
    };
    let then = before.status(query(asked.day()));
    let now = reading.view.status(query(reading.today));
    let mut all = Vec::new();
    let mut add = |words: &str, before: u64, after: u64, href: Option<String>| {
        if before + after > 0 {
            all.push(Counted {
                words: words.to_owned(),
                before,
                after,
                href,
            });
        }
    };
    let plan = asked
        .plan
        .map_or_else(String::new, |plan| format!("&plan={plan}"));
    let actions = |query: &str| Some(format!("/actions?agency=all{query}{plan}"));
    add(
        "Improvement actions",
        then.actions,
        now.actions,
        actions(""),
    );
    for (words, code, before, after) in claimed(&then, &now) {
        let words = format!("Claimed: {words}");
        add(&words, before, after, actions(&format!("&rag={code}")));
    }
    add("Never rated", then.unrated, now.unrated, None);
    for one in ByDate::ALL {
        let (before, after) = both(one.key(), &then.by_date, &now.by_date);
        let words = format!("By date: {}", one.word().to_lowercase());
        let query = format!("&by_date={}", one.key());
        add(&words, before, after, actions(&query));
    }
    for one in Verified::ALL {
        let (before, after) = both(one.key(), &then.verified, &now.verified);
        let words = format!("Completion: {}", one.word().to_lowercase());
        add(&words, before, after, None);
    }
    let differs = "Claim says better than the dates";
    add(differs, then.differs, now.differs, actions("&differs=yes"));
    for one in RecommendationState::ALL {
        let key = one.key();
        let (before, after) = both(key, &then.recommendations, &now.recommendations);
        let words = format!("Recommendations: {}", one.word().to_lowercase());
        let href = format!("/recommendations?state={key}{plan}");
        add(&words, before, after, Some(href));
    }
    let (before, after) = (then.recommendations_overdue, now.recommendations_overdue);
    add("Recommendations: past their date", before, after, None);
    closed(&then, &now, &mut add);
    let gaps = |status: &Status| status.gaps.iter().map(|gap| gap.open).sum();
    add(
        "Gaps that are open",
        gaps(&then),
        gaps(&now),
        Some("/gaps".to_owned()),
    );
    all
}

fn closed(then: &Status, now: &Status, add: &mut impl FnMut(&str, u64, u64, Option<String>)) {
    let (then, now) = (&then.closed, &now.closed);
    let (before, after) = (then.actions_with_impact, now.actions_with_impact);
    add("Actions closed with impact shown", before, after, None);
    let (before, after) = (then.actions_without_impact, now.actions_without_impact);
    add("Actions closed without impact shown", before, after, None);
    let (before, after) = (
        then.recommendations_with_impact,
        now.recommendations_with_impact,
    );
    add(
        "Recommendations closed with impact shown",
        before,
        after,
        None,
    );
    let (before, after) = (
        then.recommendations_without_impact,
        now.recommendations_without_impact,
    );
    add(
        "Recommendations closed without impact shown",
        before,
        after,
        None,
    );
}

fn both(
    key: &str,
    then: &BTreeMap<&'static str, u64>,
    now: &BTreeMap<&'static str, u64>,
) -> (u64, u64) {
    let count = |counts: &BTreeMap<&'static str, u64>| counts.get(key).copied().unwrap_or(0);
    (count(then), count(now))
}

/// Every letter in use at either moment, as words and letter, with how many stood at it.
fn claimed(then: &Status, now: &Status) -> Vec<(String, String, u64, u64)> {
    let mut all: BTreeMap<(u32, &str), (&str, u64, u64)> = BTreeMap::new();
    for one in &then.claimed {
        let entry = all.entry((one.scheme, &one.code)).or_default();
        (entry.0, entry.1) = (&one.word, one.count);
    }
    for one in &now.claimed {
        let entry = all.entry((one.scheme, &one.code)).or_default();
        (entry.0, entry.2) = (&one.word, one.count);
    }
    let newest = all.keys().map(|(scheme, _)| *scheme).max();
    let line = |((scheme, code), (word, before, after)): ((u32, &str), (&str, u64, u64))| {
        let key = if Some(scheme) == newest {
            String::new()
        } else {
            format!(", key {scheme}")
        };
        (
            format!("{word} ({code}{key})"),
            code.to_owned(),
            before,
            after,
        )
    };
    all.into_iter().map(line).collect()
}

/// How a count moved, in words and sign.
pub(crate) fn moved(before: u64, after: u64) -> String {
    match after.cmp(&before) {
        std::cmp::Ordering::Equal => "the same".to_owned(),
        std::cmp::Ordering::Greater => format!("+{}", after - before),
        std::cmp::Ordering::Less => format!("−{}", before - after),
    }
}

pub(super) fn table(reading: &Reading<'_>, asked: &Asked, before: &Models) -> Markup {
    let lines = lines(reading, asked, before);
    let heads = ["What is counted", "Then", "Now", "Moved"];
    let row = |line: &Counted| {
        let now = match &line.href {
            Some(href) if line.after > 0 => {
                html! { a class="govuk-link" href=(reading.href(href)) { (line.after) } }
            }
            Some(_) | None => html! { (line.after) },
        };
        vec![
            Cell::from(line.words.clone()),
            Cell::number(line.before.to_string()),
            Cell::number(now),
            Cell::number(moved(line.before, line.after)),
        ]
    };
    html! {
        @if !lines.is_empty() {
            (Table {
                rows: lines.iter().map(row).collect(),
                ..Table::new("position", "The position at both moments", heads)
            })
        }
    }
}
