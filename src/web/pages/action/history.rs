//! What was changed about an action, when and why: dates, milestones, claims, corrections.

use super::super::shown;
use super::super::thread::evidence_line;
use crate::web::components::dates::date;
use crate::web::components::{Cell, SummaryList, SummaryRow, Table};
use crate::web::reading::Reading;
use events::action::DatePrecision;
use maud::{Markup, html};
use projections::actions::{
    Action, CompletionStep, CompletionWord, Extension, ExtensionAsked, Milestone, MilestoneState,
};

/// The due date, the original, and every extension with its reason and meeting.
pub(super) fn dates(reading: &Reading<'_>, action: &Action) -> Markup {
    let mut rows = vec![SummaryRow::new(
        "Due",
        shown::due(action.due, action.due_precision),
    )];
    if action.original_due.is_some() && action.original_due != action.due {
        let original = shown::due(action.original_due, DatePrecision::Day);
        rows.push(SummaryRow::new("Originally due", original));
    }
    for extension in &action.extensions {
        rows.push(SummaryRow::new("Extended", extended(reading, extension)));
    }
    for asked in &action.extensions_asked {
        rows.push(SummaryRow::new(
            "More time asked for",
            extension_asked(reading, asked),
        ));
    }
    for (at, to) in &action.escalated {
        let value = html! { "To " (to) ", " (shown::stamp(at)) };
        rows.push(SummaryRow::new("Escalated as overdue", value));
    }
    for (at, owner) in &action.reminders {
        let owner = shown::owners(reading, std::slice::from_ref(owner));
        let value = html! { (owner) ", " (shown::stamp(at)) };
        rows.push(SummaryRow::new("Reminded", value));
    }
    html! { (SummaryList::new(rows)) }
}

fn extended(reading: &Reading<'_>, extension: &Extension) -> Markup {
    html! {
        p class="govuk-body" {
            "From " (date(extension.from)) " to " (date(extension.to)) ", "
            (shown::stamp(&extension.at))
            @if extension.after_expiry() { " " (shown::missing("After the date had passed")) }
        }
        p class="govuk-body" {
            "Why: "
            @match &extension.reason {
                Some(reason) => (reading.words(reason)),
                None => (shown::missing("No reason recorded")),
            }
        }
        p class="govuk-body" {
            "Approved in: "
            @if extension.approved_in.is_some() {
                (shown::decided_in(reading, extension.approved_in))
            } @else { (shown::missing("No meeting recorded")) }
        }
    }
}

fn extension_asked(reading: &Reading<'_>, asked: &ExtensionAsked) -> Markup {
    html! {
        p class="govuk-body" {
            "Until " (date(asked.to)) ", " (shown::stamp(&asked.at)) ". "
            (shown::words(reading, asked.reason.as_ref()))
        }
        @match &asked.refused {
            Some((at, reason)) => {
                p class="govuk-body" {
                    "Refused " (shown::stamp(at)) ". " (shown::words(reading, reason.as_ref()))
                }
            },
            None => { p class="govuk-body" { "Nobody has answered yet." } },
        }
    }
}

/// The milestones in the order they were set.
pub(super) fn milestones(reading: &Reading<'_>, action: &Action) -> Markup {
    if action.milestones.is_empty() {
        return html! {};
    }
    let rows = action
        .milestones
        .iter()
        .map(|milestone| milestone_cells(reading, action, milestone));
    let heads = ["Milestone", "Whose", "By", "Standing"];
    html! {
        (Table { rows: rows.collect(), ..Table::new("milestones", "Milestones", heads) })
    }
}

fn milestone_cells<'a>(
    reading: &Reading<'_>,
    action: &Action,
    milestone: &Milestone,
) -> Vec<Cell<'a>> {
    let whose = if let Some(owner) = &milestone.owner {
        shown::owners(reading, std::slice::from_ref(owner))
    } else {
        html! { "All owners" }
    };
    let by = html! {
        (shown::due(milestone.due, milestone.due_precision))
        @if milestone.beyond_plan {
            p class="govuk-body-s govuk-!-margin-bottom-0" { "After the plan’s end, as meant" }
        }
        @for (at, from, to, why) in &milestone.moved {
            p class="govuk-body-s govuk-!-margin-bottom-0" {
                "Moved from "
                @match from { Some(from) => (date(*from)), None => "no date" }
                " to " (date(*to)) ", " (shown::stamp(at)) ". "
                (shown::words(reading, why.as_ref()))
            }
        }
    };
    vec![
        Cell::from(reading.words(&milestone.text)),
        Cell::from(whose),
        Cell::from(by),
        Cell::from(standing(reading, action, milestone)),
    ]
}

fn standing(reading: &Reading<'_>, action: &Action, milestone: &Milestone) -> Markup {
    let late = |day: chrono::NaiveDate| milestone.due.is_some_and(|due| due < day);
    let kind = events::ids::StreamKind::ImprovementAction;
    let meet = format!(
        "/record/{}/{}/meet_milestone?milestone={}",
        kind.word(),
        action.id,
        milestone.id
    );
    let can_meet = reading.may(kind, "meet_milestone")
        && !action.phase().is_settled()
        && !super::super::next_steps::for_action(reading, action).is_empty();
    html! {
        @match &milestone.state {
            MilestoneState::Met(at) => {
                "Met " (shown::stamp(at)) @if late(at.occurred_on) { ", late" }
            },
            MilestoneState::Missed(at) => { (shown::missing("Missed")) " " (shown::stamp(at)) },
            MilestoneState::Open => {
                @if milestone.is_overdue(reading.today) { (shown::missing("Overdue")) }
                @else { "Still to be met" }
            },
        }
        @if can_meet && !matches!(milestone.state, MilestoneState::Met(_)) {
            p class="govuk-body-s govuk-!-margin-bottom-0 gt-no-print" {
                a class="govuk-link" href=(meet) {
                    "Record as met"
                    span class="govuk-visually-hidden" {
                        ": " (reading.start_of(&milestone.text, 60))
                    }
                }
            }
        }
    }
}

/// The last report of progress, and how many there were.
pub(super) fn progress(reading: &Reading<'_>, action: &Action) -> Markup {
    let Some((at, text)) = &action.progress else {
        return shown::empty("Nobody has reported progress yet.", None);
    };
    html! {
        p class="govuk-body" { (reading.words(text)) }
        p class="govuk-body-s" {
            (shown::stamp(at)) ". "
            @if action.progress_count > 1 {
                a class="govuk-link" href="#trail" { (action.progress_count) " reports" }
                " in all."
            }
        }
    }
}

/// Claims, checks and refusals, oldest first.
pub(super) fn completion(reading: &Reading<'_>, action: &Action) -> Markup {
    if action.completion.is_empty() {
        return shown::empty("Nobody has said that it is done.", None);
    }
    let rows = action
        .completion
        .iter()
        .map(|step| step_row(reading, step))
        .collect();
    html! { (SummaryList::new(rows)) }
}

fn step_row<'a>(reading: &Reading<'_>, step: &CompletionStep) -> SummaryRow<'a> {
    let word = match step.step {
        CompletionWord::Claimed => "Claimed",
        CompletionWord::Verified => "Verified",
        CompletionWord::Refused => "Refused",
    };
    let value = html! {
        p class="govuk-body" { (shown::stamp(&step.at)) }
        @if let Some(words) = &step.words { p class="govuk-body" { (reading.words(words)) } }
        @if !step.evidence.is_empty() {
            ul class="govuk-list govuk-list--bullet" {
                @for id in &step.evidence { li { (evidence_line(reading, *id)) } }
            }
        }
    };
    SummaryRow::new(word, value)
}

/// Judgements of the difference made, oldest first.
pub(super) fn impact(reading: &Reading<'_>, action: &Action) -> Markup {
    if action.impact.is_empty() {
        return shown::empty("Its impact on children is not judged yet.", None);
    }
    let row = |judged: &projections::recommendations::ImpactJudgement| {
        let value = html! {
            p class="govuk-body" {
                strong { (shown::impact_word(judged.judgement)) } ", " (shown::stamp(&judged.at))
            }
            p class="govuk-body" { (reading.words(&judged.explanation)) }
            @if judged.evidence.is_empty() { (shown::missing("Rests on no evidence")) }
            @else {
                ul class="govuk-list govuk-list--bullet" {
                    @for id in &judged.evidence {
                        li { (evidence_line(reading, *id)) }
                    }
                }
            }
        };
        SummaryRow::new("Impact", value)
    };
    html! { (SummaryList::new(action.impact.iter().map(row).collect())) }
}

/// Owners before, questions and answers, endings and reopenings, each with its reason.
pub(super) fn corrections(reading: &Reading<'_>, action: &Action) -> Markup {
    let mut rows = Vec::new();
    for (at, owners, why) in &action.former_owners {
        let value = html! {
            (shown::owners(reading, owners)) " until " (shown::stamp(at)) ". "
            (shown::words(reading, why.as_ref()))
        };
        rows.push(SummaryRow::new("Owned before by", value));
    }
    for query in action
        .queries
        .iter()
        .filter(|query| query.answered.is_some())
    {
        let value = html! {
            p class="govuk-body" {
                (reading.words(&query.question)) " (" (shown::stamp(&query.asked)) ")"
            }
            @if let Some((at, answer)) = &query.answered {
                p class="govuk-body" {
                    "Answer: " (reading.words(answer)) " (" (shown::stamp(at)) ")"
                }
            }
        };
        rows.push(SummaryRow::new("Question of an owner", value));
    }
    if let Some((at, cause, decided_in)) = &action.discontinued {
        let value = html! {
            (shown::stamp(at)) ". What changed outside: " (reading.words(cause)) " "
            (shown::decided_in(reading, *decided_in))
        };
        rows.push(SummaryRow::new("Discontinued", value));
    }
    for (at, why) in &action.reopened {
        let value = html! { (shown::stamp(at)) ". " (shown::words(reading, why.as_ref())) };
        rows.push(SummaryRow::new("Reopened", value));
    }
    html! {
        @if !rows.is_empty() {
            h2 class="govuk-heading-m" { "What was changed, and why" }
            (SummaryList::new(rows))
        }
    }
}
