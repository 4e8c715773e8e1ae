//! One case of an audit: a child under an alias, what agencies returned, and how they graded.
//!
//! Route: `GET /case/{id}` → [`show`].

use super::super::{next_steps, recorded_banner, shown, trail};
use super::{audits, grades};
use crate::web::components::dates::date;
use crate::web::components::{SummaryList, SummaryRow, Tag, TagColour};
use crate::web::form::command_path;
use crate::web::forms::speaks_for;
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::audit_case::FamilyVoice;
use events::ids::{AgencyId, CaseId, StreamKind};
use maud::{Markup, html};
use projections::audits::{Audit, Case, Concern, Return};

/// One case.
///
/// # Errors
/// When there is no such case, or the record cannot be read.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let id: CaseId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let case = view.audits.case(id).ok_or(Oops::NotFound)?;
        let audit = view.audits.audit(case.audit).ok_or(Oops::NotFound)?;
        let story = trail::latest(&visit, &view, id.into());
        let title = format!("Case {} of audit {}", case.alias, audit.reference);
        let body = html! { (recorded_banner(&visit)) (body(&reading, audit, case, &story)) };
        let (name, up) = (
            format!("Audit {}", audit.reference),
            format!("/audit/{}", audit.id),
        );
        let frame = Frame::new(&title, super::PLACE)
            .below("Audits", "/audits")
            .below(&name, &up);
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

fn body(reading: &Reading<'_>, audit: &Audit, case: &Case, story: &Markup) -> Markup {
    html! {
        (audits::concerns::banner_of_case(reading, case.id))
        span class="govuk-caption-l" { "Audit " (audits::audit_link(reading, audit.id)) }
        h1 class="govuk-heading-l" { "Case " (case.alias) }
        (facts(reading, case))
        (next_steps::show(&next_steps::for_case(reading, audit, case)))
        h2 class="govuk-heading-m" id="returns" { "Returns" }
        (returns(reading, audit, case))
        h2 class="govuk-heading-m" id="grades" { "Grades" }
        (graded(reading, audit, case))
        @if !case.concerns.is_empty() {
            h2 class="govuk-heading-m" id="concerns" { "Immediate concerns" }
            @for one in &case.concerns { (concern(reading, one)) }
        }
        (voices(reading, case))
        h2 class="govuk-heading-m" id="trail" { "What happened" }
        (story)
    }
}

fn facts(reading: &Reading<'_>, case: &Case) -> Markup {
    let mut rows = vec![
        SummaryRow::new("Age", case.age_band.title()),
        SummaryRow::new("Disability", case.disability.title()),
        SummaryRow::new("Ethnic group", case.ethnicity.title()),
        SummaryRow::new("Lives", case.placement.title()),
        SummaryRow::new("Plan", case.plan_type.title()),
        SummaryRow::new("Agencies", audits::agency_names(reading, &case.agencies)),
        SummaryRow::new("Drawn", shown::stamp(&case.drawn)),
    ];
    if let Some(one) = &case.excluded {
        let why = html! {
            (shown::words(reading, one.reason.as_ref())) ", " (shown::stamp(&one.at))
            @if one.after_grading { ". Somebody had graded it by then." }
        };
        rows.push(SummaryRow::new("Excluded", why));
    }
    html! { (SummaryList::new(rows)) }
}

fn returns(reading: &Reading<'_>, audit: &Audit, case: &Case) -> Markup {
    html! {
        @if case.returns.is_empty() { p class="govuk-body" { "No agency was asked yet." } }
        @for (agency, one) in &case.returns { (returned(reading, audit, case, *agency, one)) }
    }
}

/// One agency's return: how far it is, and what it says.
fn returned(
    reading: &Reading<'_>,
    audit: &Audit,
    case: &Case,
    agency: AgencyId,
    one: &Return,
) -> Markup {
    let name = reading.view.people.agency_name(agency);
    let own = speaks_for(reading) == Some(agency);
    let open = own && one.state.is_outstanding() && reading.is_now;
    let question = |key: &str| {
        let tool = audit
            .tools
            .iter()
            .find(|tool| Some(tool.version) == one.tool);
        let tool = tool.or_else(|| audit.tool());
        let known = tool.into_iter().flat_map(|tool| &tool.questions);
        known
            .into_iter()
            .find(|(one, _)| one == key)
            .map(|(_, words)| words)
    };
    html! {
        h3 class="govuk-heading-s" id={ "return-" (agency) } { (name) }
        p class="govuk-body" {
            (Tag::new(one.state.word(), TagColour::Grey)) " since " (shown::stamp(&one.since))
            ", due " (date(one.due))
            @if one.state.is_outstanding() && one.due < reading.today {
                " " (shown::missing("Overdue"))
            }
        }
        @for (at, why) in &one.given_back {
            p class="govuk-body-s" {
                "Given back " (shown::stamp(at)) ": " (shown::words(reading, why.as_ref()))
            }
        }
        @if !one.answers.is_empty() {
            dl class="govuk-body" {
                @for (key, words) in &one.answers {
                    dt { strong {
                        @match question(key) {
                            Some(asked) => (reading.words(asked)),
                            None => { "Question " (key) }
                        }
                    } }
                    dd { (reading.words(words)) }
                }
            }
        }
        @if open { (fill_in(reading, case, agency, !one.answers.is_empty())) }
    }
}

/// The two ways on with one's own return: save it for later, or sign and send it.
fn fill_in(reading: &Reading<'_>, case: &Case, agency: AgencyId, begun: bool) -> Markup {
    let form = |command| format!("{}?agency={agency}", command_path(case.id, command));
    let save = if begun {
        "Go on with the return"
    } else {
        "Begin the return"
    };
    html! {
        ul class="govuk-list gt-no-print" {
            @if reading.may(StreamKind::AuditCase, "save_return_draft") {
                li { a class="govuk-link" href=(form("save_return_draft")) { (save) } }
            }
            @if reading.may(StreamKind::AuditCase, "submit_return") {
                li { a class="govuk-link" href=(form("submit_return")) { "Sign and send it" } }
            }
        }
    }
}

fn graded(reading: &Reading<'_>, audit: &Audit, case: &Case) -> Markup {
    let word = |code: &str| grades::word(reading, audit.id, code);
    html! {
        @if !case.is_graded() { p class="govuk-body" { "Not graded yet." } }
        @for (agency, grade) in &case.self_grades {
            p class="govuk-body" {
                (reading.view.people.agency_name(*agency)) " of its own practice: "
                strong { (word(&grade.grade)) } ", " (shown::stamp(&grade.at))
                @if grade.evidence.is_empty() { ". " (shown::missing("No evidence named")) }
            }
            @if !grade.evidence.is_empty() {
                ul class="govuk-list govuk-list--bullet" {
                    @for id in &grade.evidence {
                        li { (super::super::thread::evidence_line(reading, *id)) }
                    }
                }
            }
        }
        @for grade in &case.peer_grades {
            p class="govuk-body" {
                "A peer: " strong { (word(&grade.grade)) } ", " (shown::stamp(&grade.at))
                @if let Some(words) = &grade.words { ": " (reading.words(words)) }
            }
        }
        @for one in &case.moderations {
            p class="govuk-body" {
                "Agreed together: " strong { (word(&one.to)) } ", "
                @if one.from == one.to { "as it stood" } @else { "from " (word(&one.from)) }
                ", " (shown::stamp(&one.at))
                @if one.reason.is_some() { ": " (shown::words(reading, one.reason.as_ref())) }
            }
        }
    }
}

fn concern(reading: &Reading<'_>, one: &Concern) -> Markup {
    html! {
        p class="govuk-body" { (reading.words(&one.words)) }
        p class="govuk-body" {
            "Raised " (shown::stamp(&one.raised)) ", for "
            (audits::agency_names(reading, &one.agencies)) " to act on. "
            @match &one.confirmed {
                None => (shown::missing("Nobody has confirmed yet what was done")),
                Some((at, words)) => {
                    "Confirmed " (shown::stamp(at)) ": " (reading.words(words))
                }
            }
        }
        @for told in &one.told {
            p class="govuk-body-s" {
                "Told on " (date(told.on)) ": " (reading.words(&told.who))
                @if let Some(agency) = told.agency {
                    " (" (reading.view.people.agency_name(agency)) ")"
                }
            }
        }
    }
}

/// What practitioners, the child and the family said.
fn voices(reading: &Reading<'_>, case: &Case) -> Markup {
    let who = |voice: FamilyVoice| match voice {
        FamilyVoice::Child => "The child",
        FamilyVoice::Parent => "A parent",
        FamilyVoice::Carer => "A carer",
        FamilyVoice::OtherFamily => "Somebody else of the family",
    };
    html! {
        @if !case.family_views.is_empty() {
            h2 class="govuk-heading-m" { "What the child and the family said" }
            @for one in &case.family_views {
                p class="govuk-body" { (who(one.who)) ": " (reading.words(&one.words)) }
            }
        }
        @if !case.reflections.is_empty() {
            h2 class="govuk-heading-m" { "What practitioners said, looking back" }
            @for one in &case.reflections {
                p class="govuk-body" {
                    (reading.view.people.agency_name(one.agency)) ": " (reading.words(&one.words))
                }
            }
        }
    }
}
