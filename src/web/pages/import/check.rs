//! What an import noticed, what it will record, and that it was recorded.

use super::{LOOKS_LIKE_IDENTIFIER, STEP_FORM};
use crate::importing::Ready;
use crate::web::components::dates::date_text;
use crate::web::components::{
    Button, Checkbox, Checkboxes, Content, DateInput, DatePart, Details, ErrorItem, ErrorSummary,
    Input, InsetText, Panel, SummaryList, SummaryRow, Table, Textarea, WarningText,
};
use crate::web::form::{Answers, Wrong};
use crate::web::pages::shown;
use crate::web::uploads::Upload;
use crate::web::visit::Visit;
use chrono::{Datelike, NaiveDate};
use events::ids::PlanId;
use events::partnership;
use events::refusal::Refusal;
use events::world::Command;
use maud::{Markup, html};
use projections::Models;
use uuid::Uuid;

/// How many problems or unplaced texts one page shows; the rest are kept with the plan.
const SHOWN: usize = 200;

/// What was noticed, by row and cell, and what found no place.
pub(super) fn problems(id: Uuid, ready: &Ready) -> Markup {
    html! {
        h1 class="govuk-heading-l" { "What was noticed" }
        p class="govuk-body" {
            "None of this stops the import. It is recorded with the plan, so that it can be put \
             right before the plan is approved."
        }
        (noticed(ready))
        div class="govuk-button-group" {
            @let check = format!("/import/{id}/check");
            (Button { href: Some(&check), ..Button::new("Continue") })
            a class="govuk-link" href={ "/import/" (id) "/tables" } {
                "Change how it is read" }
        }
    }
}

fn noticed(ready: &Ready) -> Markup {
    let problems = &ready.prepared.problems;
    let unplaced = &ready.prepared.unplaced;
    let mut table = Table::new(
        "problems",
        "Problems",
        ["Where", "Field", "What to look at"],
    );
    for one in problems.iter().take(SHOWN) {
        let said = html! {
            (shown::sentences(&one.message))
            @if let Some(found) = &one.found {
                div class="govuk-hint govuk-!-margin-bottom-0" { "There stood: " (found) }
            }
        };
        table.rows.push(vec![
            one.place.as_str().into(),
            one.field.as_str().into(),
            said.into(),
        ]);
    }
    let mut rest = Table::new("unplaced", "Text that found no place", ["Where", "Text"]);
    for (place, words) in unplaced.iter().take(SHOWN) {
        let words = html! { span class="gt-prose" { (words) } };
        rest.rows.push(vec![place.as_str().into(), words.into()]);
    }
    html! {
        @if problems.is_empty() { p class="govuk-body" { "There is no problem." } }
        @else { (table) (more(problems.len())) }
        @if unplaced.is_empty() {
            p class="govuk-body" { "Every word of the document found its place in the plan." }
        } @else {
            p class="govuk-body" {
                "This text is kept with the plan, but it is in no field of it. If it belongs to the \
                 plan, change how the document is read."
            }
            (rest) (more(unplaced.len()))
        }
    }
}

fn more(count: usize) -> Markup {
    html! {
        @if count > SHOWN {
            p class="govuk-body" {
                "The first " (SHOWN) " of " (count) ". The others are recorded with the plan too."
            }
        }
    }
}

/// What stands in the form before anybody typed.
pub(super) fn answers_of(ready: &Ready) -> Answers {
    let mut answers = vec![("title".to_owned(), ready.title.clone())];
    for (name, day) in [("from", ready.period.start), ("to", ready.period.end)] {
        answers.extend(day_answers(name, day));
    }
    Answers(answers)
}

fn day_answers(name: &str, day: NaiveDate) -> [(String, String); 3] {
    let part = |part: &str, value: String| (format!("{name}-{part}"), value);
    [
        part("day", day.day().to_string()),
        part("month", day.month().to_string()),
        part("year", day.year().to_string()),
    ]
}

/// The rules that stand in the way, beside the field that can help.
pub(super) fn refusals(ready: &Ready) -> Vec<Wrong> {
    ready.refused.iter().map(wrong_of).collect()
}

/// A refusal of an import. Its own fields are in the document, so only a few are on the page.
pub(super) fn wrong_of(refusal: &Refusal) -> Wrong {
    let field = match (refusal.rule, refusal.field.as_str()) {
        (LOOKS_LIKE_IDENTIFIER, _) => "identifiers",
        (_, known @ ("title" | "from" | "to" | "reason")) => known,
        (_, _) => "",
    };
    Wrong {
        field: field.to_owned(),
        rule: refusal.rule.to_owned(),
        message: shown::sentences(&refusal.to_string()),
    }
}

/// The page on which an import is checked and confirmed.
pub(super) fn page(upload: &Upload, ready: &Ready, answers: &Answers, wrong: &[Wrong]) -> Markup {
    let identifiers = answers.ticked("identifiers")
        || wrong.iter().any(|one| one.rule == LOOKS_LIKE_IDENTIFIER)
        || ready
            .refused
            .iter()
            .any(|one| one.rule == LOOKS_LIKE_IDENTIFIER);
    html! {
        (summary(wrong))
        span class="govuk-caption-l" { (upload.file_name) }
        h1 class="govuk-heading-l" { "Check before importing" }
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            (counts(upload.id, ready))
            form id=(STEP_FORM) method="post" action={ "/import/" (upload.id) "/check" } novalidate {
                (Input {
                    value: answers.get("title").as_deref(), error: error(wrong, "title"),
                    ..Input::new("title", "Title of the plan")
                })
                @if ready.period_assumed {
                    (InsetText::new("The document does not say which period the plan covers, so the \
                                     current financial year stands here. Correct it where that is \
                                     wrong."))
                }
                (day(answers, wrong, "from", "First day of its period"))
                (day(answers, wrong, "to", "Last day of its period"))
                @if identifiers { (confirmation(answers, wrong)) }
                p class="govuk-body" {
                    "Confirming records all of it at once, with the document as evidence."
                }
                div class="govuk-button-group" {
                    (Button::new("Confirm and import"))
                    (Button {
                        name: Some("do"), value: Some("look"),
                        ..Button::secondary("Look again with this title and period")
                    })
                    a class="govuk-link" href="/import" { "Start again" }
                }
            }
        } }
        (Details::new(
            format!("What was noticed ({})", ready.prepared.problems.len()), noticed(ready),
        ))
    }
}

fn summary(wrong: &[Wrong]) -> Markup {
    let links: Vec<Option<&str>> = wrong
        .iter()
        .map(|one| match one.field.as_str() {
            "title" => Some("#title"),
            "from" => Some("#from-day"),
            "to" => Some("#to-day"),
            "identifiers" => Some("#identifiers"),
            "reason" => Some("#reason"),
            _ => None,
        })
        .collect();
    let items = wrong
        .iter()
        .zip(links)
        .map(|(one, href)| ErrorItem {
            content: one.message.as_str().into(),
            href,
        })
        .collect();
    html! { @if !wrong.is_empty() { (ErrorSummary::new(items)) } }
}

fn error<'a>(wrong: &'a [Wrong], field: &str) -> Option<Content<'a>> {
    wrong
        .iter()
        .find(|one| one.field == field)
        .map(|one| one.message.as_str().into())
}

fn counts(id: Uuid, ready: &Ready) -> Markup {
    let prepared = &ready.prepared;
    let agencies = agencies(ready);
    let row = |key: &'static str, count: usize| SummaryRow::new(key, count.to_string());
    let mut rows = vec![
        row("Priorities", prepared.priorities),
        row("Improvement actions", prepared.actions),
        row("Recommendations", prepared.recommendations),
        row("Problems noticed", prepared.problems.len()),
        row("Texts that found no place", prepared.unplaced.len()),
    ];
    let added = html! {
        @if agencies.is_empty() { "None: every agency is known already" }
        @else { ul class="govuk-list" { @for name in &agencies { li { (name) } } } }
    };
    rows.push(SummaryRow::new("Agencies to be added", added));
    html! {
        @if prepared.actions == 0 && prepared.recommendations == 0 {
            (WarningText::new("No action and no recommendation was found. If the document has them, \
                               go back and match its columns."))
        }
        (SummaryList::new(rows))
        @if !agencies.is_empty() {
            p class="govuk-body" {
                "An agency that goes by another name here is better added under Settings first, with \
                 the document’s name for it among its short names."
            }
        }
        p class="govuk-body" {
            a class="govuk-link" href={ "/import/" (id) "/tables" } { "Change how it is read" }
        }
    }
}

/// The names of the agencies the import adds.
fn agencies(ready: &Ready) -> Vec<&str> {
    let commands = ready.prepared.commands.iter();
    let names = commands.filter_map(|(_, command)| match command {
        Command::Partnership(partnership::Command::AddRelevantAgency { name, .. }) => {
            Some(name.as_str())
        }
        Command::Partnership(_)
        | Command::Plan(_)
        | Command::Recommendation(_)
        | Command::Action(_)
        | Command::Evidence(_)
        | Command::Meeting(_)
        | Command::Gap(_)
        | Command::Account(_)
        | Command::SelfAssessment(_)
        | Command::ServiceReturn(_)
        | Command::SeriousIncident(_)
        | Command::RapidReview(_)
        | Command::ReviewSubject(_)
        | Command::PracticeReview(_)
        | Command::Briefing(_)
        | Command::LearningActivity(_)
        | Command::ChildDeathLearning(_)
        | Command::AuditProgramme(_)
        | Command::Audit(_)
        | Command::AuditCase(_)
        | Command::EvidencePack(_)
        | Command::Inspection(_)
        | Command::Erasure(_)
        | Command::LegalHold(_) => None,
    });
    names.collect()
}

fn day(answers: &Answers, wrong: &[Wrong], name: &'static str, label: &'static str) -> Markup {
    let part = |part: &str| answers.get(&format!("{name}-{part}"));
    let (day, month, year) = (part("day"), part("month"), part("year"));
    html! { (DateInput {
        error: error(wrong, name),
        day: day.as_deref().map(DatePart::from).unwrap_or_default(),
        month: month.as_deref().map(DatePart::from).unwrap_or_default(),
        year: year.as_deref().map(DatePart::from).unwrap_or_default(),
        ..DateInput::new(name, label)
    }) }
}

/// Asked only where text looks like it identifies somebody.
fn confirmation(answers: &Answers, wrong: &[Wrong]) -> Markup {
    let one = Checkbox {
        checked: Some(answers.ticked("identifiers")),
        id: Some("identifiers"),
        ..Checkbox::new("yes", "The text has to identify somebody")
    };
    let reason = answers.get("reason").unwrap_or_default();
    html! {
        (WarningText::new("Some of the text looks like it identifies somebody: an NHS number, a date \
                           of birth, a postcode, a phone number or an e-mail address. Take it out of \
                           the document and upload it again, or say why it has to stay."))
        (Checkboxes { error: error(wrong, "identifiers"), ..Checkboxes::single("identifiers", one) })
        (Textarea {
            value: &reason, rows: 3, error: error(wrong, "reason"),
            ..Textarea::new("reason", "Why it has to stay")
        })
    }
}

/// That a plan was imported, and where to go on.
pub(super) fn done(visit: &Visit, view: &Models, id: PlanId) -> Option<Markup> {
    let plan = view.plans.get(id)?;
    let actions = view.actions.of_plan(id).count();
    let problems: usize = plan
        .imports
        .iter()
        .map(|report| report.problems.len())
        .sum();
    let unplaced: usize = plan
        .imports
        .iter()
        .map(|report| report.unplaced.len())
        .sum();
    let source = plan.imports.first().map(|report| report.source);
    Some(html! {
        (Panel { content: Some(html! {
            (plan.title) br; (date_text(plan.from)) " to " (date_text(plan.to))
        }.into()), ..Panel::new("Plan imported") })
        div class="govuk-grid-row" { div class="govuk-grid-column-two-thirds" {
            p class="govuk-body" {
                (shown::count(plan.priorities.len(), "priority", "priorities")) ", "
                (shown::count(actions, "action", "actions")) ", "
                (shown::count(problems, "problem", "problems")) " and "
                (shown::count(unplaced, "text", "texts")) " without a place are recorded."
            }
            h2 class="govuk-heading-m" { "What next" }
            ul class="govuk-list govuk-list--bullet" {
                li { a class="govuk-link" href=(visit.href(&format!("/plan/{id}"))) {
                    "Look at the plan" } " as your board sees it" }
                li { a class="govuk-link" href=(visit.href("/gaps")) { "See the gaps" }
                    ": what has no lead, no date or no measure" }
                li { a class="govuk-link" href=(visit.href("/rag-round")) {
                    "Run a RAG round" } " before your next meeting" }
                @if let Some(source) = source {
                    li { a class="govuk-link" href=(visit.href(&format!("/evidence/{source}"))) {
                        "The document itself" } ", kept as evidence" }
                }
                li { a class="govuk-link" href=(visit.href(&format!("/trail?stream=plan/{id}"))) {
                    "The trail of the plan" } ": what was recorded, when and by whom" }
            }
        } }
    })
}
