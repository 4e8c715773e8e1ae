//! One agency's return: how far it is, each answer with what shows it, and what became of it.

use super::super::{next_steps, recorded_banner, shown, thread, trail};
use super::{PLACE, late, navigation, phase_tag, standards, steps};
use crate::web::components::dates::{date, date_text};
use crate::web::components::{SummaryList, SummaryRow};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::ids::ReturnId;
use maud::{Markup, html};
use projections::campaigns::{AgreedWhat, Campaign, Return, ReturnView};

/// One agency's return.
///
/// # Errors
/// When there is no such return, or the record cannot be read.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let id: ReturnId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let shown = view.service_return(id, reading.today);
        let shown = shown.ok_or(Oops::NotFound)?;
        let round = view.campaigns.get(shown.one.campaign);
        let round = round.ok_or(Oops::NotFound)?;
        let story = trail::latest(&visit, &view, id.into());
        let name = view.people.agency_name(shown.one.agency);
        let title = format!("{name}: {}", round.title);
        let body = html! { (recorded_banner(&visit)) (body(&reading, round, &shown, &story)) };
        let frame = Frame::new(&title, PLACE)
            .below("Self-assessments", "/self-assessments")
            .below(
                round.title.clone(),
                format!("/self-assessment/{}", round.id),
            );
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

fn body(reading: &Reading<'_>, round: &Campaign, view: &ReturnView<'_>, story: &Markup) -> Markup {
    let one = view.one;
    let total = round.standards.standards.len();
    let answered = total - view.unanswered.len();
    html! {
        span class="govuk-caption-l" { "Return to " (round.title) }
        h1 class="govuk-heading-l" { (reading.view.people.agency_name(one.agency)) }
        (navigation(reading, ""))
        p class="govuk-body-l" {
            (answered) " of " (total) " standards answered. " (phase_tag(one.phase))
            @if view.overdue { " " (late(one.due, reading.today)) }
        }
        (next_steps::show(&steps::of_return(reading, round, view)))
        (elsewhere(reading, one))
        (to_do(round, view))
        (facts(reading, one))
        h2 class="govuk-heading-m" id="standards" { "Standards" }
        (standards::show(reading, round, view))
        (questions(reading, round, one))
        (challenges(reading, one))
        (actions(reading, one))
        h2 class="govuk-heading-m" id="trail" { "What happened" }
        (story)
    }
}

/// The way to another board, and from one.
fn elsewhere(reading: &Reading<'_>, one: &Return) -> Markup {
    let brings = reading.is_now && steps::may_compile(reading, one);
    let takes = !one.answers.is_empty();
    let to = |part: &str| reading.href(&format!("/return/{}/{part}", one.id));
    html! {
        @if takes || brings {
            ul class="govuk-list gt-no-print" {
                @if takes {
                    li {
                        a class="govuk-link" href=(to("file.json")) {
                            "Take it to another board, as a file" }
                    }
                }
                @if brings {
                    li {
                        a class="govuk-link" href=(to("take-over")) {
                            "Answer from a return to another board" }
                    }
                }
            }
        }
    }
}

/// What keeps the return from being signed off.
fn to_do(round: &Campaign, view: &ReturnView<'_>) -> Markup {
    let cells = view.scores.cells.iter();
    let unshown = cells.filter(|cell| cell.met_without_evidence);
    let unshown: Vec<&str> = unshown.map(|cell| cell.standard).collect();
    let lists = [
        ("Not answered", &view.unanswered),
        ("Taken over and not re-affirmed", &view.not_reaffirmed),
        ("Met without evidence", &unshown),
    ];
    let title = |key: &str| {
        let known = round.standards.standard(key);
        known.map_or_else(|| key.to_owned(), |standard| standard.title.clone())
    };
    let rows: Vec<SummaryRow<'_>> = lists
        .into_iter()
        .filter(|(_, keys)| !keys.is_empty())
        .map(|(label, keys)| {
            let links = html! {
                ul class="govuk-list" {
                    @for key in keys {
                        li { a class="govuk-link" href={ "#standard-" (key) } { (title(key)) } }
                    }
                }
            };
            SummaryRow::new(format!("{label}: {}", keys.len()), links)
        })
        .collect();
    html! {
        @if !rows.is_empty() {
            h2 class="govuk-heading-m" id="to-do" { "What is missing" }
            (SummaryList::new(rows))
        }
    }
}

fn facts(reading: &Reading<'_>, one: &Return) -> Markup {
    let mut rows = vec![
        SummaryRow::new("Invited", shown::stamp(&one.invited)),
        SummaryRow::new("Due", date(one.due)),
    ];
    let mut add = |label: &'static str, value: Markup| rows.push(SummaryRow::new(label, value));
    for (at, to) in &one.escalated {
        add("Escalated", html! { (to) ", " (shown::stamp(at)) });
    }
    if let Some((at, why)) = &one.non_return {
        let why = shown::words(reading, why.as_ref());
        add("Not returned", html! { (shown::stamp(at)) ". " (why) });
    }
    if let Some((at, from)) = &one.carried_from {
        add(
            "Answers taken over",
            html! {
                (shown::stamp(at))
                @if let Some(earlier) = reading.view.campaigns.invited(*from) {
                    ", from "
                    a class="govuk-link" href=(reading.href(&format!("/return/{from}"))) {
                        (reading.view.campaigns.title(earlier.campaign).unwrap_or("another round"))
                    }
                }
            },
        );
    }
    let signed = one.sign_off.as_ref().map(|sign_off| {
        html! { (sign_off.post) ", " (shown::stamp(&sign_off.at)) }
    });
    add(
        "Signed off",
        signed.unwrap_or_else(|| html! { "Nobody yet" }),
    );
    if let Some(handed_in) = &one.submitted {
        let why = shown::words(reading, handed_in.reason.as_ref());
        add(
            "Submitted",
            html! {
                (shown::stamp(&handed_in.at))
                @if handed_in.late { " " (shown::missing("Late")) " " (why) }
            },
        );
    }
    if let Some((_, number)) = &one.receipt {
        add("Receipt", html! { span class="gt-reference" { (number) } });
    }
    if let Some((at, why)) = &one.accepted {
        let why = shown::words(reading, why.as_ref());
        add("Accepted", html! { (shown::stamp(at)) ". " (why) });
    }
    for (at, with) in &one.shared_with {
        add("Shared with", html! { (with) ", " (shown::stamp(at)) });
    }
    html! { (SummaryList::new(rows)) }
}

fn questions(reading: &Reading<'_>, round: &Campaign, one: &Return) -> Markup {
    let rows = one.clarifications.iter().map(|asked| {
        let standard = round.standards.standard(&asked.standard);
        let title = standard.map_or(asked.standard.as_str(), |one| one.title.as_str());
        let value = html! {
            p class="govuk-body" {
                "Asked " (shown::stamp(&asked.asked)) ": " (reading.words(&asked.question))
            }
            @match &asked.provided {
                Some((at, words)) => p class="govuk-body" {
                    "Explained " (shown::stamp(at)) ": " (reading.words(words))
                },
                None => (shown::missing("Not explained yet")),
            }
            @if let Some((from, to)) = &asked.rescored {
                p class="govuk-body" {
                    "Self score changed from " (super::score_word(&round.standards, from))
                    " to " (super::score_word(&round.standards, to)) "."
                }
            }
        };
        SummaryRow::new(title, value)
    });
    let rows: Vec<_> = rows.collect();
    html! {
        @if !rows.is_empty() {
            h2 class="govuk-heading-m" id="clarifications" { "Clarifications" }
            (SummaryList::new(rows))
        }
    }
}

fn challenges(reading: &Reading<'_>, one: &Return) -> Markup {
    html! {
        @if !one.challenges.is_empty() {
            h2 class="govuk-heading-m" id="challenge" { "Challenge panel" }
        }
        @for held in &one.challenges {
            p class="govuk-body" {
                "Held " (date_text(held.on)) " with " (held.panel.join(", "))
                @if held.lay_member { ", a lay member" }
                @if held.young_people { ", young people" }
                "."
            }
            p class="govuk-body" { (reading.words(&held.words)) }
        }
    }
}

fn actions(reading: &Reading<'_>, one: &Return) -> Markup {
    let rows = one.actions.iter().map(|(number, agreed)| {
        let value = match &agreed.what {
            AgreedWhat::Existing(id) => {
                let known = reading.view.actions.get(*id);
                let reference = known.map_or("", |known| known.reference.as_str());
                shown::action_link(reading, *id, reference)
            }
            AgreedWhat::Own {
                words,
                owner,
                due,
                done,
            } => html! {
                (reading.words(words)) " " (owner) ", due " (date(*due)) ". "
                @match done {
                    Some(done) => {
                        "Done " (shown::stamp(&done.at)) ": " (reading.words(&done.words))
                        @for piece in &done.evidence {
                            br; (thread::evidence_line(reading, *piece))
                        }
                    }
                    None if *due < reading.today => (late(*due, reading.today)),
                    None => "Not done yet",
                }
            },
        };
        SummaryRow::new(format!("Action {number}"), value)
    });
    let rows: Vec<_> = rows.collect();
    html! {
        @if !rows.is_empty() {
            h2 class="govuk-heading-m" id="actions" { "What the agency does about it" }
            (SummaryList::new(rows))
        }
    }
}
