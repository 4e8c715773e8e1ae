//! What stands in the way of publishing a review, and the dates by which it may and must be.

use super::super::shown;
use crate::web::components::dates::{date, date_text};
use crate::web::components::{
    Cell, SummaryList, SummaryRow, Table, Tag, TagColour, Task, TaskList, TaskStatus,
};
use crate::web::form::command_path;
use crate::web::reading::Reading;
use events::ids::StreamKind;
use events::practice_review::{Gate, Phase};
use events::rule_set::ClockDue;
use maud::{Markup, html};
use projections::practice_reviews::ReviewView;

/// The gates of publication, each leading to the form that opens it.
pub(super) fn gates(reading: &Reading<'_>, view: &ReviewView<'_>) -> Markup {
    match view.phase {
        Phase::Published | Phase::ImprovementsOnly | Phase::Closed => {
            return html! { p class="govuk-body" { "Nothing: it is over." } };
        }
        Phase::Uncommissioned
        | Phase::Commissioned
        | Phase::Scoped
        | Phase::Underway
        | Phase::Draft
        | Phase::SignedOff
        | Phase::Noticed
        | Phase::Withheld => {}
    }
    let shut = view.shut().count();
    let total = view.gates.len();
    let rows: Vec<(String, String, bool)> = view
        .gates
        .iter()
        .map(|one| {
            (
                told(reading, view, one.gate),
                href(reading, view, one.gate, one.open),
                one.open,
            )
        })
        .collect();
    let items = rows.iter().map(|(title, href, open)| {
        let status = if *open {
            TaskStatus::Words("Done".into())
        } else {
            TaskStatus::Tagged(Tag::new("Still to do", TagColour::Yellow))
        };
        Task::new(href.as_str(), title.as_str(), status)
    });
    let list = TaskList {
        id_prefix: "gate",
        ..TaskList::new(items.collect())
    };
    html! {
        p class="govuk-body" {
            @if shut == 0 { "Nothing: it may be published today." }
            @else { strong { (shut) " of " (total) } " still to do before it may be published today." }
        }
        (list)
    }
}

/// The form that opens a gate, where the reader may give it; else the part of the page about it.
fn href(reading: &Reading<'_>, view: &ReviewView<'_>, gate: Gate, open: bool) -> String {
    let part = match gate {
        Gate::Draft
        | Gate::Accuracy
        | Gate::SignOffs
        | Gate::Anonymisation
        | Gate::Impact
        | Gate::Justification => "#drafts",
        Gate::PanelCopy | Gate::DelayNotice => "#dates",
    };
    let drafted = view.phase >= Phase::Draft || gate == Gate::Draft || gate == Gate::DelayNotice;
    let signed = gate != Gate::PanelCopy || view.phase >= Phase::SignedOff;
    let sent = gate == Gate::PanelCopy && view.calculator.copy_sent.is_some();
    let ready = view.phase >= Phase::Underway || gate == Gate::DelayNotice;
    let may = reading.may(StreamKind::PracticeReview, gate.command());
    if open || !may || !drafted || !signed || sent || !ready {
        return part.to_owned();
    }
    command_path(view.review.id, gate.command())
}

/// A gate, and what is left of it.
fn told(reading: &Reading<'_>, view: &ReviewView<'_>, gate: Gate) -> String {
    let draft = view.review.draft();
    let title = gate.title();
    match gate {
        Gate::SignOffs => {
            let signed = draft.map_or(0, |draft| draft.signed.len());
            format!("{title}: {signed} of {}", view.partners.len())
        }
        Gate::Accuracy => {
            let asked = draft.map_or(0, |draft| draft.accuracy.len());
            let answered = draft.into_iter().flat_map(|draft| &draft.accuracy);
            let answered = answered.filter(|one| one.answered.is_some()).count();
            format!("{title}: {answered} of {asked}")
        }
        Gate::PanelCopy => match view.calculator.earliest {
            Some(earliest) => format!("{title}: publish from {}", date_text(earliest)),
            None => title.to_owned(),
        },
        Gate::DelayNotice => match view.review.due.filter(|due| *due < reading.today) {
            Some(due) => format!("{title}: the last day was {}", date_text(due)),
            None => format!("{title}: it is not late"),
        },
        Gate::Draft | Gate::Impact | Gate::Anonymisation | Gate::Justification => title.to_owned(),
    }
}

/// The bank holidays a count stepped over.
fn skipped(due: &ClockDue) -> Markup {
    let names = due
        .skipped
        .iter()
        .map(|(on, name)| format!("{name} ({})", date_text(*on)));
    let names: Vec<String> = names.collect();
    html! { @if !names.is_empty() { " Not counted: " (names.join(", ")) "." } }
}

/// The earliest and the latest day, and how they are reached.
pub(super) fn calculator(view: &ReviewView<'_>) -> Markup {
    let dates = &view.calculator;
    let mut rows = Vec::new();
    match &dates.due {
        Some(due) => {
            let value = html! {
                strong { (date(due.on)) } ", six months from the decision on "
                (date_text(due.trigger_on)) ". This clock never pauses."
            };
            rows.push(SummaryRow::new("Latest day", value));
        }
        None => rows.push(SummaryRow::new("Latest day", "No law sets one")),
    }
    if let Some(copy) = &dates.latest_copy {
        let value = html! {
            (date(copy.on)) " for publication on the latest day." (skipped(copy))
        };
        rows.push(SummaryRow::new("Copy to the Panel by", value));
    }
    if dates.due.is_some() {
        let sent = html! {
            @match dates.copy_sent { Some(on) => (date(on)), None => "Not yet" }
        };
        rows.push(SummaryRow::new("Copy sent", sent));
    }
    match (dates.earliest, dates.earliest_if_sent_today) {
        (Some(earliest), _) => {
            let value = html! { strong { (date(earliest)) } ", from the copy that was sent" };
            rows.push(SummaryRow::new("Earliest day", value));
        }
        (None, Some(earliest)) => {
            let value = html! { (date(earliest)) ", if the copy were sent today" };
            rows.push(SummaryRow::new("Earliest day", value));
        }
        (None, None) => {}
    }
    if let Some(until) = dates.public_until {
        let what = if view.review.published.is_some() {
            "Public until"
        } else {
            "Then public until"
        };
        rows.push(SummaryRow::new(what, date(until)));
    }
    html! { (SummaryList::new(rows)) }
}

/// What has to be done by when, the law's days and those planned back from them.
pub(super) fn milestones(reading: &Reading<'_>, view: &ReviewView<'_>) -> Markup {
    if view.milestones.is_empty() {
        return html! {};
    }
    let mut table = Table::new(
        "milestones",
        "Milestones, planned back from six months",
        ["Milestone", "By", "Set by", "Done"],
    );
    let ended = view.phase.is_ended();
    for one in &view.milestones {
        let done = match one.done {
            Some(on) if on > one.by => html! { (date(on)) " " (shown::missing("Late")) },
            Some(on) => html! { (date(on)) },
            None if one.by < reading.today && !ended => html! { (shown::missing("Overdue")) },
            None => html! { "Not yet" },
        };
        let set_by = if one.step.is_statutory() {
            "The rule set"
        } else {
            "Planned back"
        };
        table.rows.push(vec![
            Cell::from(one.step.title()),
            Cell::from(date(one.by)),
            Cell::from(set_by),
            Cell::from(done),
        ]);
    }
    html! { (table) }
}

/// Why it is late, and who was told when.
pub(super) fn delays(reading: &Reading<'_>, view: &ReviewView<'_>) -> Markup {
    let rows = view.review.delays.iter().map(|one| {
        let value = html! {
            (reading.words(&one.why))
            br; "Expected " (date(one.expected)) ". The Panel and the Secretary of State were told "
            (date_text(one.told_panel_on)) "."
            @for told in &one.told { " " (told.who) " was told " (date_text(told.on)) "." }
        };
        SummaryRow::new(format!("Delay of {}", date_text(one.at.occurred_on)), value)
    });
    let rows: Vec<_> = rows.collect();
    html! {
        @if !rows.is_empty() {
            h3 class="govuk-heading-s" { "Why it is late" }
            (SummaryList::new(rows))
        }
        @for (on, words) in &view.review.comments {
            h3 class="govuk-heading-s" { "What the Panel said on " (date_text(*on)) }
            p class="govuk-body" { (reading.words(words)) }
        }
    }
}
