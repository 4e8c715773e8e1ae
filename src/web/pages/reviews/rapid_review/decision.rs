//! The meeting, the safeguarding partners' decision, and the Panel's answer.

use super::super::super::audits::agency_names;
use super::super::super::shown;
use crate::web::components::dates::date;
use crate::web::components::{SummaryList, SummaryRow, Table, Tag, TagColour};
use crate::web::reading::Reading;
use events::rapid_review::ReviewCriterion;
use maud::{Markup, html};
use projections::rapid_reviews::{Decision, RapidReview};

pub(super) fn show(reading: &Reading<'_>, review: &RapidReview) -> Markup {
    html! {
        @match &review.meeting {
            None => p class="govuk-body" { "The review meeting was not held yet." },
            Some(one) => p class="govuk-body" {
                "The review meeting was held on " (date(one.on)) " by "
                (agency_names(reading, &one.present)) "."
            },
        }
        @if review.decisions.is_empty() { p class="govuk-body" { "Not decided yet." } }
        @for (number, one) in review.decisions.iter().enumerate().rev() {
            (decision(reading, number, one))
        }
    }
}

fn decision(reading: &Reading<'_>, number: usize, one: &Decision) -> Markup {
    let title = if one.reconsidered {
        "Decided again, after the Panel’s answer"
    } else {
        "What the safeguarding partners decided"
    };
    let criteria = html! {
        ul class="govuk-list govuk-!-margin-bottom-0" {
            @for criterion in ReviewCriterion::ALL {
                li {
                    strong { @if one.criteria.contains(&criterion) { "Yes: " } @else { "No: " } }
                    (criterion.title())
                }
            }
        }
    };
    let mut rows = vec![
        SummaryRow::new(
            "Decided",
            html! { strong { (one.outcome.title()) } ", " (shown::stamp(&one.at)) },
        ),
        SummaryRow::new("What it rests on (SI 2018/789)", criteria),
        SummaryRow::new("Why", reading.words(&one.rationale)),
    ];
    if one.reason.is_some() {
        let why = shown::words(reading, one.reason.as_ref());
        rows.push(SummaryRow::new("Why it was decided so now", why));
    }
    let heads = ["Safeguarding partner", "What it thinks", "Why"];
    let id = format!("positions-{number}");
    let caption = if one.reconsidered {
        format!("Each partner’s own position, decision {}", number + 1)
    } else {
        "Each partner’s own position".to_owned()
    };
    let mut table = Table::new(&id, caption.as_str(), heads);
    table.caption_classes = "govuk-table__caption--s";
    for position in &one.positions {
        let agrees = position.outcome == one.outcome;
        let thinks = html! {
            (position.outcome.title()) " "
            @if agrees { (Tag::new("Agrees", TagColour::Green)) }
            @else { (Tag::new("Thinks otherwise", TagColour::Orange)) }
        };
        table.rows.push(vec![
            reading
                .view
                .people
                .agency_name(position.agency)
                .to_owned()
                .into(),
            thinks.into(),
            shown::words(reading, position.words.as_ref()).into(),
        ]);
    }
    html! {
        h3 class="govuk-heading-s" { (title) }
        (SummaryList::new(rows))
        (table)
    }
}

pub(super) fn panel(reading: &Reading<'_>, review: &RapidReview) -> Markup {
    let mut rows = Vec::new();
    match review.submitted {
        Some((_, on)) => rows.push(SummaryRow::new("Sent", date(on))),
        None => rows.push(SummaryRow::new("Sent", "Not yet")),
    }
    if let Some(answer) = &review.panel {
        let said = html! {
            (answer.view.title()) ", " (date(answer.on))
            @if let Some(words) = &answer.comments { ": " (reading.words(words)) }
        };
        rows.push(SummaryRow::new("The Panel", said));
    }
    if review.disagreement_unanswered().is_some() {
        let missing = shown::missing("The partners have not decided again since");
        rows.push(SummaryRow::new("Answered", missing));
    }
    if let Some((at, why)) = &review.lapsed {
        let words = html! { (shown::stamp(at)) ": " (shown::words(reading, why.as_ref())) };
        rows.push(SummaryRow::new("The Panel did not answer", words));
    }
    html! { (SummaryList::new(rows)) }
}
