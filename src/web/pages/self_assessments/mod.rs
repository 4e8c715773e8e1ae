//! Rounds in which agencies assess themselves, and each agency's return.
//!
//! Routes: `GET /self-assessments` → [`list`], `GET /self-assessment/{id}` → [`campaign`],
//! `GET /self-assessment/{id}/heat-map` → [`heat`], `GET /return/{id}` → [`service_return`],
//! `GET /return/{id}/file.json` and `/return/{id}/take-over` → [`elsewhere`].

pub mod campaign;
pub mod elsewhere;
pub mod heat;
pub mod service_return;
mod standards;
mod steps;

use super::audits::{PLACE, is_of_agency, navigation};
use super::{recorded_banner, shown};
use crate::web::components::dates::date;
use crate::web::components::{Button, Cell, Table, Tag, TagColour};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::Html;
use events::ids::StreamKind;
use events::self_assessment::StandardsSet;
use maud::{Markup, html};
use projections::campaigns::{CampaignView, ReturnPhase};

/// Every round, the latest first.
///
/// # Errors
/// When the record cannot be read.
pub async fn list(visit: Visit) -> Result<Html<String>, Oops> {
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let body = html! { (recorded_banner(&visit)) (body(&reading)) };
        let frame = Frame::new("Self-assessments", PLACE).below("Audits", "/audits");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

/// The page of rounds.
fn body(reading: &Reading<'_>) -> Markup {
    let all = reading.view.campaigns.latest_first();
    let open = "/record/self_assessment/new/open_campaign";
    html! {
        h1 class="govuk-heading-l" { "Self-assessments" }
        (navigation(reading, "/self-assessments"))
        p class="govuk-body" {
            "Rounds in which agencies say how they meet their duties: Section 11 of the Children "
            "Act 2004, and sections 175 and 157 of the Education Act 2002."
        }
        @if reading.may(StreamKind::SelfAssessment, "open_campaign") {
            div class="govuk-button-group gt-no-print" {
                (Button::link(open, "Open a round of self-assessments"))
            }
        }
        @if all.is_empty() {
            (shown::empty(if is_of_agency(reading) {
                "No round has asked your agency for a return yet."
            } else {
                "No round is open yet. Open one with the standards agencies assess themselves \
                 against, then ask each agency for its return."
            }, None))
        } @else if is_of_agency(reading) { (own(reading)) }
        @else { (rounds(reading)) }
    }
}

fn rounds(reading: &Reading<'_>) -> Markup {
    let heads = [
        "Round",
        "Due",
        "Invited",
        "Submitted",
        "Accepted",
        "Overdue",
        "Not returned",
        "Standing",
    ];
    let mut table = Table::new("rounds", "Every round, the latest first", heads);
    for one in reading.view.campaigns.latest_first() {
        let Some(round) = reading.view.campaign(one.id, reading.today) else {
            continue;
        };
        let counts = &round.counts;
        let link = |count: u32, part: &str| {
            let path = format!("/self-assessment/{}#{part}", one.id);
            html! { a class="govuk-link" href=(reading.href(&path)) { (count) } }
        };
        table.rows.push(vec![
            round_link(reading, &round).into(),
            date(one.due).into(),
            Cell::number(link(counts.invited, "returns")),
            Cell::number(link(counts.submitted, "returns")),
            Cell::number(link(counts.accepted, "returns")),
            Cell::number(link(counts.overdue, "overdue")),
            Cell::number(link(counts.non_returns, "not-returned")),
            standing(&round).into(),
        ]);
    }
    html! { (table) }
}

/// The returns that were asked of the reader's agency.
fn own(reading: &Reading<'_>) -> Markup {
    let heads = ["Round", "Due", "Standing", "Answered"];
    let mut table = Table::new("rounds", "What your agency was asked for", heads);
    for one in reading.view.campaigns.latest_first() {
        let Some(round) = reading.view.campaign(one.id, reading.today) else {
            continue;
        };
        for view in &round.returns {
            let href = reading.href(&format!("/return/{}", view.one.id));
            let answered = format!(
                "{} of {} standards",
                view.one.answers.len(),
                one.standards.standards.len()
            );
            table.rows.push(vec![
                html! { a class="govuk-link" href=(href) { (one.title) } }.into(),
                date(view.one.due).into(),
                phase_tag(view.one.phase).into(),
                answered.into(),
            ]);
        }
    }
    html! { (table) }
}

fn round_link(reading: &Reading<'_>, round: &CampaignView<'_>) -> Markup {
    let href = reading.href(&format!("/self-assessment/{}", round.campaign.id));
    html! { a class="govuk-link" href=(href) { (round.campaign.title) } }
}

fn standing(round: &CampaignView<'_>) -> Markup {
    let closed = round.campaign.closed.is_some();
    let tag = if closed {
        Tag::new("Closed", TagColour::Grey)
    } else {
        Tag::new("Open", TagColour::Blue)
    };
    html! { (tag) }
}

/// How far a return has come, as a word in colour.
pub(super) fn phase_tag(phase: ReturnPhase) -> Markup {
    let colour = match phase {
        ReturnPhase::Invited => TagColour::Grey,
        ReturnPhase::InProgress | ReturnPhase::SignedOff => TagColour::Blue,
        ReturnPhase::Submitted | ReturnPhase::Clarification | ReturnPhase::Challenged => {
            TagColour::Yellow
        }
        ReturnPhase::Accepted | ReturnPhase::ActionsOpen | ReturnPhase::Closed => TagColour::Green,
        ReturnPhase::NonReturn => TagColour::Orange,
    };
    html! { (Tag::new(phase.word(), colour)) }
}

/// The word of a score in its scale; its code where the scale does not have it.
fn score_word<'a>(set: &'a StandardsSet, code: &'a str) -> &'a str {
    set.score(code).map_or(code, |score| score.label.as_str())
}

/// The first letters of a score's words, such as PM for "Partly met".
fn letters(set: &StandardsSet, code: &str) -> String {
    let words = score_word(set, code).split_whitespace();
    let firsts = words.filter_map(|word| word.chars().next());
    firsts.flat_map(char::to_uppercase).collect()
}

/// The colour of a score; its letters and words stand beside it.
fn score_colour(set: &StandardsSet, code: &str) -> TagColour {
    let place = set.scale.iter().position(|score| score.code == code);
    if set.counts_as_met(code) {
        TagColour::Green
    } else if place.is_some_and(|place| place + 1 == set.scale.len()) {
        TagColour::Red
    } else {
        TagColour::Yellow
    }
}

/// How many days a return is late, in words.
fn late(due: chrono::NaiveDate, today: chrono::NaiveDate) -> Markup {
    let days = usize::try_from((today - due).num_days()).unwrap_or(0);
    shown::missing(&format!("{} overdue", shown::count(days, "day", "days")))
}
