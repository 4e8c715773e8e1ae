//! Reads of serious incidents, rapid reviews, the children of both, and the yearly figures.

use super::answer::Answer;
use super::ask::{Ask, Kind, Param};
use super::lists::{page_of, paged};
use super::problem::Problem;
use super::table::{AS_AT, LIST};
use chrono::{Datelike, NaiveDate};
use events::ids::{IncidentId, RapidReviewId, ReviewSubjectId};
use events::rapid_review::Outcome;
use events::serious_incident::Nature;
use projections::rapid_reviews::{IncidentFilter, IncidentStage, RapidReviewFilter, ReviewStage};
use serde_json::json;

const INCIDENT_STAGES: Kind = Kind::OneOf(&[
    "referred",
    "not_notifiable",
    "to_notify",
    "notified",
    "withdrawn",
]);
const NATURES: Kind = Kind::OneOf(&[
    "death",
    "physical_harm",
    "sexual_harm",
    "neglect",
    "emotional_harm",
    "other_harm",
]);
const REVIEW_STAGES: Kind = Kind::OneOf(&[
    "open",
    "gathering",
    "met",
    "decided",
    "submitted",
    "responded",
    "closed",
]);
const OUTCOMES: Kind = Kind::OneOf(&[
    "practice_review",
    "no_review",
    "national_suggested",
    "other_learning",
]);

/// What the yearly figures take.
pub(super) const FIGURES: [Param; 2] = [
    Param::query(
        "year",
        Kind::Words,
        "The year in which April lies; the present one when not said.",
    ),
    AS_AT,
];

/// What the list of incidents takes.
pub(super) fn incident_params() -> Vec<Param> {
    let mut params = vec![
        Param::many("stage", INCIDENT_STAGES, "Only those so far."),
        Param::many("nature", NATURES, "Only in which this happened."),
        Param::query("from", Kind::Date, "Referred on this day or later."),
        Param::query("to", Kind::Date, "Referred on this day or earlier."),
        Param::query("late", Kind::Flag, "Only those notified late, or overdue."),
    ];
    params.extend(LIST);
    params
}

/// What the list of rapid reviews takes.
pub(super) fn review_params() -> Vec<Param> {
    let mut params = vec![
        Param::many("stage", REVIEW_STAGES, "Only those so far."),
        Param::many("outcome", OUTCOMES, "Only those decided so."),
        Param::query("late", Kind::Flag, "Only those late, or sent late."),
        Param::query("open", Kind::Flag, "Only those not closed."),
    ];
    params.extend(LIST);
    params
}

/// Serious incidents.
///
/// # Errors
/// When the log cannot be read back.
pub fn incidents(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let filter = IncidentFilter {
        stages: ask.named("stage", &IncidentStage::ALL),
        natures: ask.named("nature", &Nature::ALL),
        from: ask.read("from"),
        to: ask.read("to"),
        late: ask.flag("late"),
    };
    let page = view.list_incidents(&filter, page_of(ask), ask.today());
    paged(ask, &page, &incident_params())
}

/// One incident with its clock and its children.
///
/// # Errors
/// 404 when there is none.
pub fn incident(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let id = ask.id::<IncidentId>()?;
    let found = view.rapid_reviews.incident(id);
    let found = found.ok_or_else(Problem::not_found)?;
    let shown = json!({
        "id": found.id,
        "version": found.version,
        "incident": found,
        "stage": found.stage(),
        "clock": view.notify_clock(found, ask.today()),
        "review": view.rapid_reviews.review_of(id).map(|one| one.id),
        "subjects": view.rapid_reviews.subjects_of(id),
    });
    Ok(Answer::value(shown).version(found.version))
}

/// Rapid reviews.
///
/// # Errors
/// When the log cannot be read back.
pub fn reviews(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let filter = RapidReviewFilter {
        stages: ask.named("stage", &ReviewStage::ALL),
        outcomes: ask.named("outcome", &Outcome::ALL),
        late: ask.flag("late"),
        open: ask.flag("open"),
        ..RapidReviewFilter::default()
    };
    let page = view.list_rapid_reviews(&filter, page_of(ask), ask.today());
    paged(ask, &page, &review_params())
}

/// One rapid review with its clocks and day plan.
///
/// # Errors
/// 404 when there is none.
pub fn review(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let found = view.rapid_reviews.review(ask.id::<RapidReviewId>()?);
    let found = found.ok_or_else(Problem::not_found)?;
    let shown = json!({
        "id": found.id,
        "version": found.version,
        "review": found,
        "stage": found.stage(),
        "clocks": view.review_clocks(found, ask.today()),
        "day_plan": view.day_plan(found, ask.today()),
        "summaries_due": view.summaries_due(found),
        "practice_reviews": view.practice_reviews.made_of(found.id).map(|one| one.id)
            .collect::<Vec<_>>(),
    });
    Ok(Answer::value(shown).version(found.version))
}

/// One child or family member.
///
/// # Errors
/// 404 when there is nobody.
pub fn subject(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let found = view.rapid_reviews.subject(ask.id::<ReviewSubjectId>()?);
    let found = found.ok_or_else(Problem::not_found)?;
    Ok(Answer::json(found)?.version(found.version))
}

/// The yearly figures, with small counts hidden.
///
/// # Errors
/// 404 for a year there is no such thing as.
pub fn figures(ask: &Ask) -> Result<Answer, Problem> {
    let view = ask.view()?;
    let today = ask.today();
    let present = if today.month() < 4 {
        today.year() - 1
    } else {
        today.year()
    };
    let year: i32 = ask.read("year").unwrap_or(present);
    let from = NaiveDate::from_ymd_opt(year, 4, 1).ok_or_else(Problem::not_found)?;
    let next = year.checked_add(1).ok_or_else(Problem::not_found)?;
    let to = NaiveDate::from_ymd_opt(next, 3, 31).ok_or_else(Problem::not_found)?;
    Answer::json(&view.statutory_figures(from, to, today))
}
