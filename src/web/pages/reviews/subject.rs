//! One child or family member of an incident or a practice review, under an alias.
//!
//! Route: `GET /review-subject/{id}` → [`show`].

use super::super::audits::agency_names;
use super::super::next_steps;
use super::super::{recorded_banner, shown, trail};
use super::{incident_link, practice_review_link, safety};
use crate::web::components::{SummaryList, SummaryRow};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::extract::Path;
use axum::response::Html;
use events::audit_case::FamilyVoice;
use events::ids::ReviewSubjectId;
use events::review_subject::SubjectOf;
use maud::{Markup, html};
use projections::rapid_reviews::Subject;

/// One child or family member.
///
/// # Errors
/// When there is nobody, or the record cannot be read.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Html<String>, Oops> {
    blocking(move || {
        let id: ReviewSubjectId = id.parse().map_err(|_| Oops::NotFound)?;
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let subject = view.rapid_reviews.subject(id).ok_or(Oops::NotFound)?;
        let story = trail::latest(&visit, &view, id.into());
        let title = view.label(id.into()).name;
        let body = html! { (recorded_banner(&visit)) (body(&reading, subject, &story)) };
        let frame = Frame::new(&title, super::PLACE).below("Reviews", "/reviews");
        Ok(visit.page(&view, &frame, &body))
    })
    .await
}

fn body(reading: &Reading<'_>, subject: &Subject, story: &Markup) -> Markup {
    let whole = !super::super::audits::is_of_agency(reading);
    let of = match subject.of {
        SubjectOf::Incident(incident) => incident_link(reading, incident),
        SubjectOf::PracticeReview(review) => practice_review_link(reading, review),
    };
    html! {
        (safety::banner_of_subject(reading, subject.id))
        span class="govuk-caption-l" { (of) }
        h1 class="govuk-heading-l" { (subject.alias) }
        @if whole { (facts(reading, subject)) }
        (next_steps::show(&next_steps::for_subject(reading, subject)))
        h2 class="govuk-heading-m" id="safety" { "Safe now" }
        (safe(reading, subject, whole))
        @if !subject.views.is_empty() {
            h2 class="govuk-heading-m" { "What the child and the family said" }
            @for (at, who, words) in &subject.views {
                p class="govuk-body" {
                    (voice(*who)) ": " (reading.words(words)) " (" (shown::stamp(at)) ")"
                }
            }
        }
        @if !subject.circumstances.is_empty() {
            h2 class="govuk-heading-m" { "What life was like" }
            @for (at, words) in &subject.circumstances {
                p class="govuk-body" { (reading.words(words)) " (" (shown::stamp(at)) ")" }
            }
        }
        h2 class="govuk-heading-m" id="trail" { "What happened" }
        (story)
    }
}

const fn voice(who: FamilyVoice) -> &'static str {
    match who {
        FamilyVoice::Child => "The child",
        FamilyVoice::Parent => "A parent",
        FamilyVoice::Carer => "A carer",
        FamilyVoice::OtherFamily => "Somebody else of the family",
    }
}

fn facts(reading: &Reading<'_>, subject: &Subject) -> Markup {
    let one = &subject.characteristics;
    let known_to = html! {
        @if one.known_to.is_empty() { "No agency, as far as is recorded" }
        @else { (agency_names(reading, &one.known_to)) }
    };
    let rows = vec![
        SummaryRow::new("Who", subject.kind.title()),
        SummaryRow::new("Age", one.age_band.title()),
        SummaryRow::new("Sex", one.sex.title()),
        SummaryRow::new("Ethnic group", one.ethnicity.title()),
        SummaryRow::new("Disability", one.disability.title()),
        SummaryRow::new("Looked after", one.looked_after.title()),
        SummaryRow::new("Lived", one.placement.title()),
        SummaryRow::new("Plan", one.plan_type.title()),
        SummaryRow::new("Known to", known_to),
    ];
    html! { (SummaryList::new(rows)) }
}

fn safe(reading: &Reading<'_>, subject: &Subject, whole: bool) -> Markup {
    html! {
        @if whole && subject.kind.is_child() {
            p class="govuk-body" { strong { (subject.safe_now().title()) } }
            @for (at, safety, words) in subject.safety.iter().rev() {
                p class="govuk-body" {
                    (safety.title()) ": " (reading.words(words)) " (" (shown::stamp(at)) ")"
                }
            }
        }
        @for action in subject.actions.values() {
            p class="govuk-body" {
                (reading.words(&action.words)) " For "
                (agency_names(reading, &action.agencies)) " to do, "
                (shown::stamp(&action.recorded)) ". "
                @match &action.confirmed {
                    None => (shown::missing("Nobody has confirmed yet what was done")),
                    Some((at, words)) => {
                        "Confirmed " (shown::stamp(at)) ": " (reading.words(words))
                    }
                }
            }
        }
        @if subject.actions.is_empty() {
            p class="govuk-body" { "Nothing had to be done at once." }
        }
    }
}
