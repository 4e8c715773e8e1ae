//! The practice review group's work in numbers, and what is asked of an agency.

use super::counted;
use crate::web::components::dates::date;
use crate::web::forms::speaks_for;
use crate::web::pages::audits::is_of_agency;
use crate::web::pages::{shown, thing_link};
use crate::web::reading::Reading;
use chrono::NaiveDate;
use events::ids::AgencyId;
use maud::{Markup, html};
use projections::status::{Inspected, Reviews};

/// The review group's work, each number leading to what it counts. Who sees no review reads of
/// briefings alone.
pub(super) fn numbers(reading: &Reading<'_>, of: &Reviews) -> Markup {
    if is_of_agency(reading) {
        return html! {};
    }
    let to = |count: u64, path: &str| counted(count, &reading.href(path));
    let recommended = "/recommendations?agency=all&open=yes&source=";
    html! {
        h2 class="govuk-heading-m" id="review-work" { "Reviews, and what they taught" }
        ul class="govuk-list govuk-list--bullet" {
            @if sees_reviews(reading) {
                li {
                    (to(of.incidents_to_notify, "/incidents?stage=to_notify"))
                    " serious incidents of which the Panel is to be notified"
                }
                li {
                    (to(of.rapid_reviews_open, "/rapid-reviews?open=yes"))
                    " rapid reviews not closed, "
                    (to(of.rapid_reviews_late, "/rapid-reviews?open=yes&late=yes"))
                    " late, or sent late"
                }
                li {
                    (to(of.practice_reviews_open, "/practice-reviews?open=yes"))
                    " practice reviews not published or ended, "
                    (to(of.practice_reviews_late, "/practice-reviews?late=yes"))
                    " past their last day"
                }
                li {
                    (to(of.safety_actions_open, "/rapid-reviews#safety-action"))
                    " immediate safety actions that nobody confirmed"
                }
            }
            li {
                "Recommendations still open: "
                (to(of.recommendations_of_learning_points_open,
                    &format!("{recommended}learning_point")))
                " from learning points, "
                (to(of.recommendations_of_practice_reviews_open,
                    &format!("{recommended}practice_review")))
                " from practice reviews"
            }
            li {
                (to(of.briefings_not_confirmed, "/cascades-to-confirm"))
                " briefings not confirmed by all: "
                (to(of.cascades_waited_for, "/cascades-to-confirm"))
                " confirmations waited for, "
                (to(of.cascades_overdue, "/cascades-to-confirm?overdue=yes")) " overdue"
            }
        }
    }
}

/// Inspections, each number leading to what it counts; nothing where none is open.
pub(super) fn inspections(reading: &Reading<'_>, of: &Inspected) -> Markup {
    let to = |count: u64, path: &str| counted(count, &reading.href(path));
    let some = of.open > 0 || of.findings_without_recommendation > 0;
    html! {
        @if some && !is_of_agency(reading) {
            h2 class="govuk-heading-m" id="inspections" { "Inspections" }
            p class="govuk-body" {
                (to(of.open, "/inspections?open=yes")) " inspections not closed: "
                (to(of.requests_waiting, "/deadlines?kind=information_request"))
                " requests waiting, "
                (to(of.requests_late, "/deadlines?kind=information_request&state=overdue"))
                " of them overdue; "
                (to(of.plans_late, "/deadlines?kind=post_inspection_plan&state=overdue"))
                " plans past their day; "
                (to(of.findings_without_recommendation, "/gaps?rule=1"))
                " findings with nothing made of them."
            }
        }
    }
}

/// Whether any incident or review stands in what the reader sees; lines of noughts would say less
/// than none.
fn sees_reviews(reading: &Reading<'_>) -> bool {
    let view = reading.view;
    let rapid = view.rapid_reviews.incidents().next().is_some();
    rapid || !view.practice_reviews.latest_first().is_empty()
}

/// Something asked of an agency: by when, where one was named, and what.
struct Wanted {
    by: Option<NaiveDate>,
    what: Markup,
}

/// What is asked of the reader's own agency and was not answered, the most urgent first; nothing
/// for the partnership's own people.
pub(super) fn asked(reading: &Reading<'_>) -> Markup {
    let Some(agency) = speaks_for(reading) else {
        return html! {};
    };
    let mut all = for_safety(reading, agency);
    all.extend(for_rapid_reviews(reading, agency));
    all.extend(for_practice_reviews(reading, agency));
    all.extend(for_inspections(reading, agency));
    all.extend(to_pass_on(reading, agency));
    all.sort_by_key(|one| one.by);
    html! {
        h2 class="govuk-heading-m" id="asked-of-you" { "What reviews, briefings and inspections ask of you" }
        @if all.is_empty() {
            p class="govuk-body" { "Nothing waits for your agency’s answer." }
        } @else {
            ul class="govuk-list govuk-list--spaced" {
                @for one in &all { li { (line(reading, one)) } }
            }
        }
    }
}

fn line(reading: &Reading<'_>, one: &Wanted) -> Markup {
    html! {
        (one.what)
        @match one.by {
            None => ", at once",
            Some(by) => {
                ", by " (date(by))
                @if by < reading.today {
                    " " (shown::missing(&shown::days_left((by - reading.today).num_days())))
                }
            },
        }
    }
}

/// What has to be done for a child at once, and nobody confirmed.
fn for_safety(reading: &Reading<'_>, agency: AgencyId) -> Vec<Wanted> {
    let open = reading.view.rapid_reviews.open_safety_actions().into_iter();
    let own = open.filter(|one| one.action.agencies.contains(&agency));
    own.map(|one| Wanted {
        by: None,
        what: html! {
            "Keep safe "
            (thing_link(reading, one.subject.id.into(), &reading.view.label(one.subject.id.into()).name))
            ": " (reading.words(&one.action.words))
        },
    })
    .collect()
}

/// Summaries for rapid reviews.
fn for_rapid_reviews(reading: &Reading<'_>, agency: AgencyId) -> Vec<Wanted> {
    let all = reading.view.rapid_reviews.reviews();
    let own = all.filter(|one| {
        let summary = one.summaries.get(&agency);
        // Once the review is with the Panel no summary is taken any more.
        let waited = one.submitted.is_none() && one.closed.is_none();
        waited && summary.is_some_and(|summary| summary.state.is_missing())
    });
    own.map(|one| {
        let name = format!("Summary for rapid review {}", one.reference);
        Wanted {
            by: reading.view.summaries_due(one),
            what: thing_link(reading, one.id.into(), &name),
        }
    })
    .collect()
}

/// Accuracy checks and written requests of practice reviews.
fn for_practice_reviews(reading: &Reading<'_>, agency: AgencyId) -> Vec<Wanted> {
    let mut all = Vec::new();
    for review in reading.view.practice_reviews.latest_first() {
        let named = |what: &str| {
            let name = format!("{what} practice review {}", review.reference);
            thing_link(reading, review.id.into(), &name)
        };
        let drafts = review.draft().into_iter();
        let checks = drafts.flat_map(|draft| &draft.accuracy);
        let checks = checks.filter(|one| one.agency == agency && one.answered.is_none());
        all.extend(checks.map(|one| Wanted {
            by: Some(one.due),
            what: named("Accuracy of the draft of"),
        }));
        let requests = review.requests.iter();
        let requests = requests.filter(|one| one.agency == Some(agency) && one.answered.is_none());
        all.extend(requests.map(|one| Wanted {
            by: Some(one.due),
            what: named("Written request of"),
        }));
    }
    all
}

/// What inspectorates asked for.
fn for_inspections(reading: &Reading<'_>, agency: AgencyId) -> Vec<Wanted> {
    let all = reading.view.inspections.latest_first().into_iter();
    let open = all.filter(|one| one.closed.is_none());
    let each = open.flat_map(|one| one.requests.iter().map(move |request| (one, request)));
    let own = each.filter(|(_, request)| request.is_open() && request.agency == Some(agency));
    own.map(|(one, request)| {
        let name = format!("Request {} of inspection {}", request.number, one.reference);
        Wanted {
            by: Some(request.due_on),
            what: thing_link(reading, one.id.into(), &name),
        }
    })
    .collect()
}

/// Briefings to pass on.
fn to_pass_on(reading: &Reading<'_>, agency: AgencyId) -> Vec<Wanted> {
    let waited = reading
        .view
        .cascades_outstanding(Some(agency), reading.today);
    let each = waited.iter().map(|one| {
        let name = format!("Briefing {} to pass on", one.briefing.reference);
        Wanted {
            by: Some(one.cascade.due),
            what: thing_link(reading, one.briefing.id.into(), &name),
        }
    });
    each.collect()
}
