//! Hand-over: what somebody who leaves, or left, would leave undone.
//!
//! Routes: `GET /hand-over` → [`all`], `GET /accounts/{id}/hand-over` → [`one`]. The business
//! manager sees the work; an administrator sees how much it is and of which agency, and nothing of
//! what it is about.

use super::{people, within};
use crate::web::components::dates::date;
use crate::web::components::{Cell, InsetText, Table};
use crate::web::form::command_path;
use crate::web::layout::Place;
use crate::web::pages::shown::count;
use crate::web::pages::thing_path;
use crate::web::visit::{Frame, Oops, Visit};
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use events::everywhere::Area;
use events::ids::{AccountId, ActionId, AgencyId, RecommendationId, StreamId, StreamKind};
use maud::{Markup, html};
use projections::Models;
use projections::hand_over::{Left, LeftKind, Tie};
use std::collections::BTreeMap;

/// Everybody whose last role has ended and who leaves open work.
///
/// # Errors
/// When the record cannot be read.
pub async fn all(visit: Visit) -> Result<Response, Oops> {
    within(visit, |visit, _| {
        let leavers = visit.app().live().leavers(visit.today());
        let view = visit.view()?;
        let body = html! {
            h1 class="govuk-heading-l" { "To hand over" }
            p class="govuk-body" {
                "People whose last role has ended, and who still have open work: a post of theirs \
                 that nobody else holds owns it, or they recorded on it for their agency."
            }
            @if leavers.is_empty() {
                p class="govuk-body" { "Nobody who left has open work." }
            } @else { (list(visit, &view, &leavers)) }
        };
        let frame = Frame::new("To hand over", Place::Nowhere);
        Ok(visit.page(&view, &frame, &body).into_response())
    })
    .await
}

fn list(visit: &Visit, view: &Models, leavers: &[(AccountId, Vec<Left>)]) -> Markup {
    let head = ["Name", "Agency", "Actions", "Claims", "Recommendations"];
    let mut table = Table::new("leavers", "People who left open work", head);
    table.caption_classes = "govuk-visually-hidden";
    for (id, left) in leavers {
        let Some(account) = view.accounts.get(*id) else {
            continue;
        };
        let href = visit.href(&format!("{}/hand-over", super::path(*id)));
        let name = html! { a class="govuk-link" href=(href) { (people::name(visit, account)) } };
        let mut row: Vec<Cell<'_>> = vec![name.into(), people::agency(view, account.agency).into()];
        for kind in LeftKind::ALL {
            let number = left.iter().filter(|one| one.kind == kind).count();
            row.push(Cell::number(number.to_string()));
        }
        table.rows.push(row);
    }
    html! { (table) }
}

/// What one person leaves.
///
/// # Errors
/// When there is no such account.
pub async fn one(visit: Visit, Path(id): Path<AccountId>) -> Result<Response, Oops> {
    within(visit, move |visit, _| {
        let left = visit.app().live().left_by(id, visit.today());
        let view = visit.view()?;
        let account = view.accounts.get(id).ok_or(Oops::NotFound)?;
        let name = people::name(visit, account);
        let title = format!("Work of {name} to hand over");
        let sees_work = visit.sight.enters(Area::Work);
        let body = html! {
            h1 class="govuk-heading-l" { (title) }
            @if left.is_empty() {
                p class="govuk-body" {
                    "Nothing is left: no open action, unanswered recommendation or waiting claim \
                     is theirs alone."
                }
            } @else if sees_work {
                (work(visit, &view, &left))
            } @else {
                (counts(&view, &left))
            }
        };
        let mut frame = Frame::new(&title, Place::Nowhere);
        if visit.sight.enters(Area::Accounts) {
            frame = frame.below("Accounts", "/accounts");
            frame = frame.below(name, super::path(id));
        } else {
            frame = frame.below("To hand over", "/hand-over");
        }
        Ok(visit.page(&view, &frame, &body).into_response())
    })
    .await
}

/// The work itself, by due date.
fn work(visit: &Visit, view: &Models, left: &[Left]) -> Markup {
    let head = ["Due", "What", "Agency", "Why it is theirs", "Hand over"];
    let mut table = Table::new("left", "Open work, by due date", head);
    table.caption_classes = "govuk-visually-hidden";
    for one in left {
        let due = html! { @if let Some(due) = one.due { (date(due)) } @else { "No date" } };
        let reference = reference(view, one.thing);
        let what = html! {
            (one.kind.words()) " "
            a class="govuk-link gt-reference" href=(visit.href(&thing_path(one.thing))) {
                (reference)
            }
            @if let Some(words) = view.label(one.thing).words { br; (visit.words(&words)) }
        };
        table.rows.push(vec![
            due.into(),
            what.into(),
            people::agency(view, one.agency).into(),
            tie(one).into(),
            step(one, &reference).into(),
        ]);
    }
    html! {
        p class="govuk-body" {
            strong { (count(left.len(), "piece of work", "pieces of work")) } ", the one due first \
            at the top. Give each action to another post, or appoint somebody to the same post: \
            then it leaves this list."
        }
        (table)
    }
}

fn reference(view: &Models, thing: StreamId) -> String {
    let known = match thing.kind {
        StreamKind::ImprovementAction => {
            let action = view.actions.get(ActionId(thing.id));
            action.map(|action| action.reference.clone())
        }
        StreamKind::Recommendation => {
            let one = view.recommendations.get(RecommendationId(thing.id));
            one.map(|one| one.reference.clone())
        }
        StreamKind::Partnership
        | StreamKind::Plan
        | StreamKind::Evidence
        | StreamKind::Meeting
        | StreamKind::Gap
        | StreamKind::Account
        | StreamKind::SelfAssessment
        | StreamKind::ServiceReturn
        | StreamKind::SeriousIncident
        | StreamKind::RapidReview
        | StreamKind::ReviewSubject
        | StreamKind::PracticeReview
        | StreamKind::Briefing
        | StreamKind::LearningActivity
        | StreamKind::ChildDeathLearning
        | StreamKind::AuditProgramme
        | StreamKind::Audit
        | StreamKind::AuditCase
        | StreamKind::EvidencePack
        | StreamKind::Inspection
        | StreamKind::Erasure
        | StreamKind::LegalHold => None,
    };
    known.unwrap_or_default()
}

const fn tie(left: &Left) -> &'static str {
    match (left.tie, left.kind) {
        (Tie::Post, LeftKind::Action | LeftKind::Claim) => "It names their post",
        (Tie::Post, LeftKind::Recommendation) => "It is addressed to the agency they answer for",
        (Tie::Recorded, LeftKind::Action | LeftKind::Claim | LeftKind::Recommendation) => {
            "They recorded on it for the agency"
        }
    }
}

/// How one piece is handed over.
fn step(left: &Left, reference: &str) -> Markup {
    match left.kind {
        LeftKind::Action | LeftKind::Claim => html! {
            a class="govuk-link gt-no-print" href=(command_path(left.thing, "reassign_action")) {
                "Give to another post"
                span class="govuk-visually-hidden" { ": " (reference) }
            }
        },
        LeftKind::Recommendation => html! { "Name another lead of the agency" },
    }
}

/// How much it is, for whoever keeps the accounts and sees no case content.
fn counts(view: &Models, left: &[Left]) -> Markup {
    let mut numbers: BTreeMap<(Option<AgencyId>, LeftKind), usize> = BTreeMap::new();
    for one in left {
        *numbers.entry((one.agency, one.kind)).or_default() += 1;
    }
    let mut table = Table::new("left", "How much is left", ["Agency", "Kind", "Number"]);
    for ((agency, kind), number) in numbers {
        table.rows.push(vec![
            people::agency(view, agency).into(),
            kind.words().into(),
            Cell::number(number.to_string()),
        ]);
    }
    html! {
        (InsetText::new(
            "As administrator you see how much is left and not what it is about. The business \
             manager sees the list under “To hand over”, and gives each piece to somebody else.",
        ))
        (table)
    }
}
