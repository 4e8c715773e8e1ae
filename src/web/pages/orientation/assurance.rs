//! What the partnership looked at: incidents and reviews, audits, self-assessments, inspections.

use super::super::inspections;
use super::super::{shown, thing_path};
use super::{counted, heading, many, none};
use crate::web::components::dates::date_text;
use crate::web::components::{Cell, Table};
use crate::web::reading::Reading;
use maud::{Markup, html};
use projections::audits::Audit;
use projections::inspections::RequestCounts;
use projections::practice_reviews::Review;
use projections::status::Status;

/// How many of each are named.
const NAMED: usize = 4;

pub(super) fn reviews(reading: &Reading<'_>, status: &Status) -> Markup {
    let of = &status.reviews;
    let to = |count: u64, path: &str| counted(reading, count, path);
    let latest = reading.view.practice_reviews.latest_first();
    html! {
        (heading("reviews", "Serious incidents and reviews"))
        p class="govuk-body-s govuk-!-margin-bottom-1" {
            (many(reading, reading.view.rapid_reviews.incidents().count(), "/incidents"))
            " serious incidents, "
            (to(of.incidents_to_notify, "/incidents?stage=to_notify")) " still to notify. "
            (many(reading, reading.view.rapid_reviews.reviews().count(), "/rapid-reviews"))
            " rapid reviews, "
            (to(of.rapid_reviews_open, "/rapid-reviews?open=yes")) " open, "
            (to(of.rapid_reviews_late, "/rapid-reviews?open=yes&late=yes")) " of those late. "
            (many(reading, latest.len(), "/practice-reviews")) " practice reviews, "
            (to(of.practice_reviews_open, "/practice-reviews?open=yes")) " open, "
            (to(of.practice_reviews_late, "/practice-reviews?late=yes")) " past six months."
        }
        @if !latest.is_empty() {
            ul class="govuk-list govuk-body-s" {
                @for one in latest.into_iter().take(NAMED) { li { (review(reading, one)) } }
            }
        }
    }
}

fn review(reading: &Reading<'_>, one: &Review) -> Markup {
    let href = reading.href(&thing_path(one.id.into()));
    html! {
        a class="govuk-link" href=(href) { (one.name()) } ", decided upon "
        (date_text(one.decided_on)) ": " (one.phase().title().to_lowercase())
        @if one.is_late(reading.today) { ", late" }
    }
}

pub(super) fn audits(reading: &Reading<'_>, status: &Status) -> Markup {
    let counts = &status.practice;
    let mut all: Vec<&Audit> = reading.view.audits.all().collect();
    all.retain(|one| one.is_reported());
    all.sort_by_key(|one| std::cmp::Reverse((one.commissioned, one.id)));
    html! {
        (heading("audits", "Audits"))
        p class="govuk-body-s govuk-!-margin-bottom-1" {
            @if let Some(year) = &counts.year {
                a class="govuk-link" href=(reading.href("/programmes")) { (year.title) } ": "
                (year.planned) " planned, " (year.commissioned) " commissioned, " (year.reported)
                " reported of a minimum of " (year.minimum) ". "
            } @else { "No programme runs. " }
            (counted(reading, counts.audits_under_way, "/audits")) " under way. "
            (counted(reading, counts.findings_without_recommendation, "/gaps?rule=1"))
            " findings with nothing made of them."
        }
        @if all.is_empty() { (none("No audit is reported yet")) }
        @else { (latest(reading, &all)) }
    }
}

/// The latest reported audits: how many children, and whether moderation moved a grade.
fn latest(reading: &Reading<'_>, all: &[&Audit]) -> Markup {
    let mut table = Table::new(
        "orientation-audits",
        "The latest audits that were reported",
        [
            "Audit",
            "Children",
            "Grades moved in moderation",
            "Findings",
        ],
    );
    table.classes = "gt-table--dense";
    table.caption_classes = "govuk-visually-hidden";
    for one in all.iter().take(NAMED) {
        let Some(view) = reading.view.audit(one.id, reading.today) else {
            continue;
        };
        let href = reading.href(&thing_path(one.id.into()));
        let name = html! {
            a class="govuk-link" href=(href) { (one.reference) " " (one.title) }
        };
        let moved = format!(
            "{} down, {} up of {} moderated",
            view.moved.down, view.moved.up, view.moved.moderated
        );
        table.rows.push(vec![
            name.into(),
            Cell::number(view.sample.n.to_string()),
            moved.into(),
            Cell::number(view.findings.len().to_string()),
        ]);
    }
    html! { (table) }
}

pub(super) fn self_assessments(reading: &Reading<'_>) -> Markup {
    let latest = reading.view.campaigns.latest_first().into_iter().next();
    let latest = latest.and_then(|one| reading.view.campaign(one.id, reading.today));
    let Some(view) = latest else {
        return html! {};
    };
    let counts = &view.counts;
    let answers = |number: u32| {
        let number = usize::try_from(number).unwrap_or(usize::MAX);
        shown::count(number, "answer", "answers")
    };
    let href = reading.href(&thing_path(view.campaign.id.into()));
    html! {
        (heading("self-assessments", "Self-assessments of agencies"))
        p class="govuk-body-s" {
            a class="govuk-link" href=(href) { (view.campaign.title) } ": " (counts.invited)
            " agencies asked, " (counts.submitted) " returned, " (counts.non_returns)
            " reported as not returned, " (counts.overdue) " overdue. Moderated down: "
            (answers(counts.moderated_down)) ". Met with no evidence: "
            (answers(counts.met_without_evidence)) "."
        }
    }
}

pub(super) fn inspections(reading: &Reading<'_>) -> Markup {
    let all = reading.view.inspections.latest_first();
    html! {
        (heading("inspections", "Inspections"))
        @if all.is_empty() { (none("No inspection is recorded")) }
        @else {
            ul class="govuk-list govuk-body-s" {
                @for one in all.into_iter().take(NAMED) {
                    li {
                        (inspections::inspection_link(reading, one)) ", notified "
                        (date_text(one.notified_on)) ": "
                        (inspections::counted(RequestCounts::of(one, reading.today)))
                        @if let Some(due) = one.plan_due() {
                            " Plan due " (date_text(due))
                            @match &one.submitted {
                                Some(sent) => { ", sent " (date_text(sent.on)) "." },
                                None => ", not sent.",
                            }
                        }
                    }
                }
            }
        }
    }
}
