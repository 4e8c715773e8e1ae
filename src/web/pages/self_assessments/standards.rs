//! Each standard of a return: for who fills it in a list of tasks, and for everybody the answer
//! with its words and what shows it, self and moderated score beside each other.

use super::super::{shown, thread};
use super::{score_colour, score_word, steps};
use crate::web::components::{
    SummaryCard, SummaryList, SummaryRow, Tag, TagColour, Task, TaskList, TaskStatus,
};
use crate::web::form::command_path;
use crate::web::reading::Reading;
use events::self_assessment::Standard;
use maud::{Markup, html};
use projections::campaigns::{Affirmation, Answer, Campaign, HeatCell, ReturnView};

/// Every standard of a return.
pub(super) fn show(reading: &Reading<'_>, round: &Campaign, view: &ReturnView<'_>) -> Markup {
    let standards = round.standards.standards.iter();
    html! {
        @if steps::may_compile(reading, view.one) { (tasks(round, view)) }
        @for (standard, cell) in standards.zip(&view.scores.cells) {
            div id={ "standard-" (standard.key) } { (card(reading, round, view, standard, cell)) }
        }
    }
}

/// What is to be filled in, each leading to its form.
fn tasks(round: &Campaign, view: &ReturnView<'_>) -> Markup {
    let one = view.one;
    let pairs = round.standards.standards.iter().zip(&view.scores.cells);
    let rows: Vec<(String, &str, TaskStatus<'_>)> = pairs
        .map(|(standard, cell)| {
            let command = if cell.not_reaffirmed && !cell.met_without_evidence {
                "reaffirm_answer"
            } else {
                "assess_standard"
            };
            let href = format!(
                "{}?standard={}",
                command_path(one.id, command),
                standard.key
            );
            let status = if cell.own.is_none() {
                TaskStatus::Tagged(Tag::new("Not answered", TagColour::Grey))
            } else if cell.met_without_evidence {
                TaskStatus::Tagged(Tag::new("Needs evidence", TagColour::Orange))
            } else if cell.not_reaffirmed {
                TaskStatus::Tagged(Tag::new("Re-affirm", TagColour::Blue))
            } else {
                TaskStatus::Words("Answered".into())
            };
            (href, standard.title.as_str(), status)
        })
        .collect();
    let tasks = rows
        .iter()
        .map(|(href, title, status)| Task::new(href, *title, status.clone()));
    html! {
        p class="govuk-body" {
            "Every answer is kept as you save it, so you can stop and come back."
        }
        (TaskList::new(tasks.collect()))
        h3 class="govuk-heading-m" { "Answers so far" }
    }
}

fn card(
    reading: &Reading<'_>,
    round: &Campaign,
    view: &ReturnView<'_>,
    standard: &Standard,
    cell: &HeatCell<'_>,
) -> Markup {
    let set = &round.standards;
    let one = view.one;
    let tag = |code: &str| {
        let word = score_word(set, code).to_owned();
        html! { (Tag::new(word, score_colour(set, code))) }
    };
    let own = cell.own.map_or_else(|| shown::missing("Not answered"), tag);
    let mut rows = vec![
        SummaryRow::new("What it asks", standard.statement.as_str()),
        SummaryRow::new("Self score", own),
    ];
    if let Some(moderated) = one.moderated.get(&standard.key) {
        let value = html! {
            (tag(&moderated.to)) " " (shown::stamp(&moderated.at))
            @if cell.moderated_down { ". Moderated down" }
            @if cell.moderated_up { ". Moderated up" }
            ". " (shown::words(reading, moderated.reason.as_ref()))
        };
        rows.push(SummaryRow::new("Moderated score", value));
    }
    if let Some(answer) = one.answers.get(&standard.key) {
        let words = reading.view.campaigns.words_of(&standard.key, answer);
        rows.push(SummaryRow::new(
            "How it is met",
            shown::words(reading, words),
        ));
        rows.push(SummaryRow::new("Evidence", evidence(reading, answer, cell)));
        rows.push(SummaryRow::new(
            "Whose word",
            affirmation(answer.affirmation),
        ));
    }
    let steps = steps::of_standard(reading, view, &standard.key);
    if !steps.is_empty() {
        let links = html! {
            @for (place, step) in steps.iter().enumerate() {
                @if place > 0 { br; }
                a class="govuk-link" href=(step.href) {
                    (step.label)
                    span class="govuk-visually-hidden" { ": " (standard.title) }
                }
            }
        };
        rows.push(SummaryRow {
            classes: "gt-no-print",
            ..SummaryRow::new("What next", links)
        });
    }
    html! {
        (SummaryList {
            card: Some(SummaryCard::new(standard.title.as_str())),
            ..SummaryList::new(rows)
        })
    }
}

fn evidence(reading: &Reading<'_>, answer: &Answer, cell: &HeatCell<'_>) -> Markup {
    html! {
        @if cell.met_without_evidence { (shown::missing("Met without evidence")) " " }
        @else if answer.evidence.is_empty() { "None" }
        @for (place, piece) in answer.evidence.iter().enumerate() {
            @if place > 0 { br; }
            (thread::evidence_line(reading, *piece))
        }
    }
}

fn affirmation(affirmation: Affirmation) -> Markup {
    match affirmation {
        Affirmation::Own => html! { "Given in this return" },
        Affirmation::Reaffirmed => html! { "Taken over, and re-affirmed" },
        Affirmation::CarriedForward => shown::missing("Taken over, not re-affirmed"),
    }
}
