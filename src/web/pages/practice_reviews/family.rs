//! The children and family of a review: who they are, who was invited, and who took part. What one
//! of them said stands on their own page.

use super::super::reviews::subject_link;
use super::super::shown;
use crate::web::components::SummaryRow;
use crate::web::form::command_path;
use crate::web::reading::Reading;
use events::ids::StreamKind;
use events::review_subject::SubjectOf;
use maud::{Markup, html};
use projections::practice_reviews::{FamilyLine, ReviewView};
use projections::rapid_reviews::Subject;

pub(super) fn show(reading: &Reading<'_>, view: &ReviewView<'_>) -> Markup {
    let family = &view.review.family;
    let heard = family.iter().filter(|one| !one.contributed.is_empty());
    let heard = heard.count();
    let people = view.people.iter();
    let mut rows: Vec<_> = people.map(|one| person(reading, view, one)).collect();
    // Those invited before everybody of the family had a record of their own.
    let unknown = family.iter().filter(|one| theirs(view, one).is_none());
    rows.extend(unknown.map(|one| {
        let value = html! { (answers(reading, one)) (answer_links(reading, view, one)) };
        SummaryRow::new(one.alias.as_str(), value)
    }));
    html! {
        @if !family.is_empty() {
            p class="govuk-body" { (heard) " of " (family.len()) " invited took part." }
        }
        (shown::list_or(rows, "No child or family member is added yet."))
        (add_link(reading, view))
    }
}

/// The child or family member somebody was invited as, where the reader reaches them.
fn theirs<'a>(view: &ReviewView<'a>, one: &FamilyLine) -> Option<&'a Subject> {
    let people = view.people.iter();
    let mut people = people.filter(|person| Some(person.id) == one.subject);
    people.next().copied()
}

fn person<'a>(reading: &Reading<'_>, view: &ReviewView<'_>, one: &Subject) -> SummaryRow<'a> {
    let invited = view.review.family.iter();
    let invited: Vec<_> = invited
        .filter(|line| line.subject == Some(one.id))
        .collect();
    let from_incident = match one.of {
        SubjectOf::Incident(_) => ", of the incident behind the review",
        SubjectOf::PracticeReview(_) => "",
    };
    let value = html! {
        (one.kind.title()) (from_incident) "."
        @for line in &invited {
            br; (answers(reading, line)) (answer_links(reading, view, line))
        }
        @if invited.is_empty() { br; "Not invited." (invite_link(reading, view, one)) }
        (own_words(reading, one))
    };
    SummaryRow::new(subject_link(reading, one.id, &one.alias), value)
}

/// How they were asked, and what they answered.
fn answers(reading: &Reading<'_>, one: &FamilyLine) -> Markup {
    html! {
        "Invited " (shown::stamp(&one.invited.0)) ": " (reading.words(&one.invited.1))
        @for (at, words) in &one.contributed {
            br; strong { "Took part" } ", " (shown::stamp(at)) ". "
            @if let Some(words) = words { (reading.words(words)) }
        }
        @if let Some((at, words)) = &one.declined {
            br; strong { "Would rather not" } ", " (shown::stamp(at)) ". "
            @if let Some(words) = words { (reading.words(words)) }
        }
        @if one.contributed.is_empty() && one.declined.is_none() {
            br; (shown::missing("No answer yet"))
        }
    }
}

/// How often they were quoted, and where the next is recorded.
fn own_words(reading: &Reading<'_>, one: &Subject) -> Markup {
    let said = one.views.len();
    let path = command_path(one.id, "capture_subject_view");
    html! {
        @if said > 0 {
            br; "Quoted " (shown::count(said, "time", "times")) " on their own page."
        }
        @if reading.may(StreamKind::ReviewSubject, "capture_subject_view") {
            br;
            a class="govuk-link gt-no-print" href=(path) {
                "Record what they said"
                span class="govuk-visually-hidden" { ": " (one.alias) }
            }
        }
    }
}

fn invite_link(reading: &Reading<'_>, view: &ReviewView<'_>, one: &Subject) -> Markup {
    let may = reading.may(StreamKind::PracticeReview, "invite_family");
    let path = command_path(view.review.id, "invite_family");
    html! {
        @if may && !view.phase.is_ended() {
            br;
            a class="govuk-link gt-no-print" href={ (path) "?subject=" (one.id) } {
                "Invite " (one.alias)
            }
        }
    }
}

/// Leads to the forms that record what somebody of the family answered.
fn answer_links(reading: &Reading<'_>, view: &ReviewView<'_>, one: &FamilyLine) -> Markup {
    let kind = StreamKind::PracticeReview;
    let may = reading.may(kind, "record_family_contribution") && view.review.closed.is_none();
    let path = |command| {
        let path = command_path(view.review.id, command);
        format!("{path}?number={}", one.number)
    };
    html! {
        @if may {
            br;
            a class="govuk-link gt-no-print" href=(path("record_family_contribution")) {
                "Record that " (one.alias) " took part"
            }
            @if one.declined.is_none() {
                br;
                a class="govuk-link gt-no-print" href=(path("record_family_declined")) {
                    "Record that " (one.alias) " would rather not"
                }
            }
        }
    }
}

fn add_link(reading: &Reading<'_>, view: &ReviewView<'_>) -> Markup {
    let may = reading.may(StreamKind::ReviewSubject, "add_subject");
    let path = "/record/review_subject/new/add_subject";
    html! {
        @if may && !view.phase.is_ended() {
            p class="govuk-body gt-no-print" {
                a class="govuk-link" href={ (path) "?practice_review=" (view.review.id) } {
                    "Add a child or family member"
                }
            }
        }
    }
}
