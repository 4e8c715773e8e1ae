//! What has to be done at once so that a child is safe: a banner that stays until somebody
//! confirmed that it was done.

use super::super::audits::agency_names;
use super::super::shown;
use super::subject_link;
use crate::web::components::NotificationBanner;
use crate::web::form::command_path;
use crate::web::reading::Reading;
use events::ids::{IncidentId, ReviewSubjectId, StreamKind};
use events::review_subject::Safety;
use maud::{Markup, html};
use projections::rapid_reviews::{OpenSafetyAction, Subject, unconfirmed};

/// The id of the word in the banner's frame.
const TITLE_ID: &str = "safety-action";

/// What nobody confirmed yet, of the children the reader sees; nothing where there is none.
pub(super) fn banner(reading: &Reading<'_>) -> Markup {
    shown_banner(reading, &reading.view.rapid_reviews.open_safety_actions())
}

/// The same, of one incident.
pub(super) fn banner_of(reading: &Reading<'_>, incident: IncidentId) -> Markup {
    let open = reading.view.rapid_reviews.open_safety_actions_of(incident);
    shown_banner(reading, &open)
}

/// The same, of the children and family of a practice review.
pub(in super::super) fn banner_of_people(reading: &Reading<'_>, people: &[&Subject]) -> Markup {
    shown_banner(reading, &unconfirmed(people.iter().copied()))
}

/// The same, of one child.
pub(super) fn banner_of_subject(reading: &Reading<'_>, subject: ReviewSubjectId) -> Markup {
    let open = reading.view.rapid_reviews.open_safety_actions().into_iter();
    let open: Vec<_> = open.filter(|one| one.subject.id == subject).collect();
    shown_banner(reading, &open)
}

fn shown_banner(reading: &Reading<'_>, open: &[OpenSafetyAction<'_>]) -> Markup {
    if open.is_empty() {
        return html! {};
    }
    let count = shown::count(open.len(), "safety action", "safety actions");
    let is_open = if open.len() == 1 { "is" } else { "are" };
    let words = html! {
        p class="govuk-notification-banner__heading" {
            (count) " for a child " (is_open) " open: nobody has confirmed yet what was done."
        }
        ul class="govuk-list govuk-list--spaced" {
            @for one in open { li { (line(reading, one)) } }
        }
    };
    let banner = NotificationBanner {
        title: Some("Immediate safety".into()),
        title_id: TITLE_ID,
        ..NotificationBanner::new(words)
    };
    html! { (banner) }
}

fn line(reading: &Reading<'_>, one: &OpenSafetyAction<'_>) -> Markup {
    let alias = reading.view.label(one.subject.id.into()).name;
    let own = reading.acting.agency;
    let acts = own.is_some_and(|agency| one.action.agencies.contains(&agency));
    let confirms = reading.may(StreamKind::ReviewSubject, "confirm_safety_action") && !acts;
    let path = command_path(one.subject.id, "confirm_safety_action");
    html! {
        p class="govuk-body govuk-!-margin-bottom-1" {
            (subject_link(reading, one.subject.id, &alias)) ": since "
            (shown::stamp(&one.action.recorded)) ". To act: "
            (agency_names(reading, &one.action.agencies)) "."
        }
        @if confirms {
            p class="govuk-body-s gt-no-print" {
                a class="govuk-notification-banner__link" href={ (path) "?action=" (one.id) } {
                    "Confirm what was done"
                    span class="govuk-visually-hidden" { " for " (alias) }
                }
            }
        }
    }
}

/// Who is safe now: every child of an incident, brothers and sisters too.
pub(super) fn who_is_safe(reading: &Reading<'_>, incident: IncidentId) -> Markup {
    let subjects = reading.view.rapid_reviews.subjects_of(incident);
    let children: Vec<_> = subjects.iter().filter(|one| one.kind.is_child()).collect();
    html! {
        @if children.is_empty() { p class="govuk-body" { (shown::missing("No child added yet")) } }
        @else {
            ul class="govuk-list govuk-list--bullet" {
                @for one in children {
                    li {
                        (subject_link(reading, one.id, &one.alias)) " (" (one.kind.title()) "): "
                        @match one.safe_now() {
                            Safety::Safe | Safety::Died => (one.safe_now().title()),
                            Safety::NotSafe | Safety::Unknown => (shown::missing(one.safe_now().title())),
                        }
                        @if let Some((at, _, words)) = one.safety.last() {
                            ", " (shown::stamp(at)) ": " (reading.words(words))
                        }
                    }
                }
            }
        }
    }
}
