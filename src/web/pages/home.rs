//! The position on one page, before a meeting. Every number leads to what it counts.

mod begin;
mod moved;
mod reviews;
mod standing;

use super::audits::concerns;
use super::{recorded_banner, shown};
use crate::web::components::dates::{date_text, moment, parse_moment_field};
use crate::web::components::{Details, Select, SelectOption};
use crate::web::layout::{Place, Section};
use crate::web::reading::Reading;
use crate::web::visit::{Frame, Oops, Visit, blocking};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{Days, NaiveDate};
use events::envelope::{Moment, Role};
use events::everywhere::Area;
use maud::{Markup, html};
use projections::actions::ActionPhase;
use projections::plans::Plan;
use projections::recommendations::RecommendationState;
use projections::status::{Status, StatusQuery};

/// How far back movement is shown where no meeting was held, in days.
const MOVEMENT_DAYS: u64 = 90;

/// How many closed actions and recommendations of each kind are named.
const CLOSED_SHOWN: usize = 60;

/// The position, or what to do first.
///
/// # Errors
/// When the record cannot be read.
pub async fn home(visit: Visit) -> Result<Response, Oops> {
    if let Some(first) = elsewhere(&visit) {
        return Ok(Redirect::to(first).into_response());
    }
    blocking(move || {
        let view = visit.view()?;
        let reading = Reading::of(&visit, &view);
        let title = if view.people.name.is_empty() {
            "Learning and improvement".to_owned()
        } else {
            format!("{}: position", view.people.name)
        };
        let body = html! {
            (recorded_banner(&visit)) (concerns::banner(&reading)) (body(&reading, &title))
        };
        let frame = Frame::new(&title, Place::FirstOf(Section::Home));
        Ok(visit.page(&view, &frame, &body).into_response())
    })
    .await
}

/// Where somebody begins who has no part in the work: the settings they keep, or the trail.
fn elsewhere(visit: &Visit) -> Option<&'static str> {
    if visit.sight.enters(Area::Work) {
        return None;
    }
    let places = [(Area::Settings, "/settings"), (Area::Trail, "/trail")];
    let entered = places
        .into_iter()
        .find(|(area, _)| visit.sight.enters(*area));
    entered.map(|(_, path)| path)
}

/// The page, from the record alone.
pub(crate) fn body(reading: &Reading<'_>, title: &str) -> Markup {
    let asked = reading
        .asked_for("plan")
        .and_then(|id| reading.view.plans.get(id));
    let newest = || reading.view.plans.all().next_back();
    let plan = asked
        .or_else(|| reading.view.plans.current(reading.today))
        .or_else(newest);
    let Some(plan) = plan else {
        return html! {
            (begin::page(reading, title)) (orientation(reading)) (reviews::asked(reading))
        };
    };
    let since = since(reading);
    let status = reading.view.status(StatusQuery {
        today: reading.today,
        since: since.moment,
        plan: Some(plan.id),
    });
    let position = Position {
        reading,
        plan,
        status: &status,
    };
    html! {
        h1 class="govuk-heading-l" { (title) }
        (orientation(reading))
        (position.what())
        (begin::still_to_do(reading))
        (reviews::asked(reading))
        (position.standing())
        (position.late())
        (position.moved(&since))
        (position.closed())
        (position.recommendations())
        (position.practice())
        (reviews::numbers(reading, &status.reviews))
        (reviews::inspections(reading, &status.inspections))
        (position.gaps())
        (position.last())
    }
}

/// The way an inspector begins: the whole partnership on two pages.
fn orientation(reading: &Reading<'_>) -> Markup {
    html! {
        @if reading.acting.role == Role::Inspector {
            p class="govuk-body" {
                a class="govuk-link" href=(reading.href("/orientation")) {
                    (super::orientation::TITLE)
                }
                ": who we are, what we work on, what was late and why."
            }
        }
    }
}

/// A count that leads to what it counts.
fn counted(count: u64, href: &str) -> Markup {
    html! { a class="govuk-link" href=(href) { (count) } }
}

/// Since when movement is shown, and why since then.
pub(crate) struct Since {
    day: Option<NaiveDate>,
    moment: Option<Moment>,
    why: String,
    refused: Option<&'static str>,
}

/// The day asked for; else the day of the last meeting before today; else some time ago.
fn since(reading: &Reading<'_>) -> Since {
    let end_of = |day: NaiveDate| parse_moment_field(&day.to_string()).ok().map(Moment::new);
    let mut refused = None;
    if let Some(typed) = reading.asked("since") {
        match typed.trim().parse::<NaiveDate>() {
            Ok(day) if day <= reading.today => {
                let why = format!("since {}", date_text(day));
                return Since {
                    day: Some(day),
                    moment: end_of(day),
                    why,
                    refused,
                };
            }
            Ok(_) => refused = Some("This day has not come yet: choose an earlier one"),
            Err(_) => refused = Some("Enter a real date, such as 2026-03-27"),
        }
    }
    let meetings = reading.view.meetings.latest_first();
    let mut held = meetings
        .into_iter()
        .filter(|meeting| meeting.cancelled.is_none());
    if let Some(meeting) = held.find(|meeting| meeting.on < reading.today) {
        let name = crate::web::forms::meeting_name(reading.view, meeting);
        let why = format!("since the last meeting ({name})");
        return Since {
            day: Some(meeting.on),
            moment: end_of(meeting.on),
            why,
            refused,
        };
    }
    let day = reading.today.checked_sub_days(Days::new(MOVEMENT_DAYS));
    let why = day.map_or_else(String::new, |day| format!("since {}", date_text(day)));
    Since {
        day,
        moment: day.and_then(end_of),
        why,
        refused,
    }
}

/// The position of one plan, as it is written.
struct Position<'a> {
    reading: &'a Reading<'a>,
    plan: &'a Plan,
    status: &'a Status,
}

impl Position<'_> {
    /// The address of the plan's actions, narrowed.
    fn actions(&self, query: &str) -> String {
        self.reading.href(&format!(
            "/actions?agency=all&plan={}&{query}",
            self.plan.id
        ))
    }

    /// Which plan, and the choice of another.
    fn what(&self) -> Markup {
        let plans: Vec<(String, String)> = self
            .reading
            .view
            .plans
            .all()
            .rev()
            .map(|plan| (plan.id.to_string(), plan.title.clone()))
            .collect();
        let id = self.plan.id.to_string();
        let options = plans
            .iter()
            .map(|(value, words)| SelectOption::new(value, words))
            .collect();
        html! {
            p class="govuk-body-l" {
                a class="govuk-link" href=(self.reading.href(&format!("/plan/{id}"))) {
                    (self.plan.title) }
                ", " (self.plan.phase.word().to_lowercase()) ", " (date_text(self.plan.from)) " to "
                (date_text(self.plan.to)) ". As at " (date_text(self.reading.today)) "."
            }
            @if plans.len() > 1 {
                form class="gt-no-print" method="get" action="/" {
                    @if let Some(at) = super::trail::as_at(self.reading) {
                        input type="hidden" name="as_at" value=(at);
                    }
                    (Select { value: Some(&id), ..Select::new("plan", "Plan", options) })
                    (crate::web::components::Button::secondary("Show this plan"))
                }
            }
        }
    }

    /// What was closed, with and without evidence that it made a difference.
    fn closed(&self) -> Markup {
        let closed = self.status.closed;
        let all = closed.actions_with_impact + closed.actions_without_impact;
        let both = closed.recommendations_with_impact + closed.recommendations_without_impact;
        let actions = self.actions("phase=closed");
        let recommendations = self.reading.href(&format!(
            "/recommendations?agency=all&plan={}&state=closed",
            self.plan.id
        ));
        html! {
            h2 class="govuk-heading-m" { "Closed, and the difference made" }
            @if all + both == 0 {
                p class="govuk-body" {
                    "Nothing is closed yet. Completion is not impact: an action is closed once it is \
                     verified and the difference it made is judged."
                }
            } @else {
                ul class="govuk-list govuk-list--bullet" {
                    li {
                        (counted(all, &actions)) " actions closed: "
                        (closed.actions_with_impact) " with evidence of impact, "
                        (closed.actions_without_impact) " without"
                    }
                    li {
                        (counted(both, &recommendations)) " recommendations closed: "
                        (closed.recommendations_with_impact) " with evidence of impact, "
                        (closed.recommendations_without_impact) " without"
                    }
                }
                (self.which_closed())
            }
        }
    }

    /// Which were closed with evidence of impact and which without, the first of each.
    fn which_closed(&self) -> Markup {
        let view = self.reading.view;
        let actions = view.actions.of_plan(self.plan.id);
        let actions: Vec<(bool, Markup)> = actions
            .filter(|one| one.phase() == ActionPhase::Closed)
            .map(|one| {
                let link = shown::action_link(self.reading, one.id, &one.reference);
                (one.shows_impact(), html! { "Action " (link) })
            })
            .collect();
        let recommendations = view.recommendations.of_plan(self.plan.id);
        let closed: Vec<(bool, Markup)> = recommendations
            .filter(|one| one.state() == RecommendationState::Closed)
            .map(|one| {
                let link = shown::recommendation_link(self.reading, one.id);
                (one.shows_impact(), link)
            })
            .chain(actions)
            .collect();
        let list = |shows: bool| {
            let some = closed.iter().filter(move |(does, _)| *does == shows);
            html! {
                ul class="govuk-list gt-columns" {
                    @for (_, link) in some.take(CLOSED_SHOWN) { li { (link) } }
                }
            }
        };
        let each = html! {
            @for (shows, words) in [(true, "With evidence of impact"), (false, "Without")] {
                @if closed.iter().any(|(does, _)| *does == shows) {
                    h3 class="govuk-heading-s" { (words) }
                    (list(shows))
                }
            }
        };
        html! { (Details::new("Which they are", each)) }
    }

    /// The last thing recorded.
    fn last(&self) -> Markup {
        let Some(last) = self.reading.view.last() else {
            return html! {};
        };
        let row = self.reading.view.trail_row(last.position);
        html! {
            h2 class="govuk-heading-m" { "Last recorded" }
            @if let Some(row) = row {
                p class="govuk-body" {
                    a class="govuk-link"
                        href=(self.reading.href(&format!("/trail/{}", last.position)))
                    { (super::trail::told::happened(&row.type_name)) }
                    ", "
                    (super::trail::told::thing(row.thing.stream.kind, &row.thing.name)) ", by "
                    (super::trail::told::who(self.reading.view, &row.actor)) ". "
                    "Recorded " (moment(last.recorded_at.utc())) ", event " (last.position) "."
                }
            }
            p class="govuk-body" {
                a class="govuk-link" href=(self.reading.href("/trail")) { "Everything recorded" }
            }
        }
    }

    /// Who owns an action, and when it is due, in one line.
    fn owners(&self, owners: &[events::action::Owner]) -> Markup {
        shown::owners(self.reading, owners)
    }
}
