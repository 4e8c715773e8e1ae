//! The rules of a learning activity.

use super::refusals as refused;
use super::state::months_between;
use super::{ActivityKind, Attendance, Command, Event, Phase, State};
use crate::briefing;
use crate::ids::BriefingId;
use crate::refusal::{Refusal, Refusals};
use crate::text::Text;
use crate::world::{Given, World};
use std::collections::BTreeSet;

/// The most months until practice is looked at.
const LATER_LOOK_MONTHS_MAX: u32 = 36;

/// Judges a command.
///
/// # Errors
/// Every rule it breaks. A command that comes at the wrong time of the activity's life, or is for
/// another kind of activity, is refused for that alone.
pub fn decide(
    state: &State,
    command: Command,
    given: &Given,
    world: &World,
) -> Result<Vec<Event>, Vec<Refusal>> {
    in_time(state, &command).map_err(|refusal| vec![refusal])?;
    for_kind(state, &command).map_err(|refusal| vec![refusal])?;
    let mut broken = Refusals::default();
    let cause = state.held_on.or(state.scheduled_on);
    let early = cause.is_some_and(|cause| given.occurred_on < cause);
    match command {
        Command::ScheduleActivity { .. } => schedule(command, world),
        Command::CancelActivity {} => {
            broken.when(early, refused::before_its_cause);
            broken.need_reason(given, "calling an activity off");
            broken.or(|| vec![Event::ActivityCancelled {}])
        }
        Command::AnalyseTrainingNeeds { how, needs } => {
            broken.or(|| vec![Event::TrainingNeedsAnalysed { how, needs }])
        }
        Command::HoldActivity { attendance } => {
            broken.when(early, refused::held_before_scheduled);
            hold(state, attendance, (given, world), broken)
        }
        Command::IssueNewsletter { sent_to } => {
            broken.when(early, refused::held_before_scheduled);
            broken.when(sent_to == 0, refused::sent_to_nobody);
            broken.or(|| vec![Event::NewsletterIssued { sent_to }])
        }
        Command::EvaluateActivity {
            answered,
            useful,
            said,
        } => {
            broken.when(early, refused::before_its_cause);
            evaluate(state, (answered, useful), said, broken)
        }
        Command::EvaluatePracticeImpact { method, n, seen } => {
            let after_months = state
                .held_on
                .map_or(0, |held| months_between(held, given.occurred_on));
            let none_set = state.look_after_months.is_none();
            broken.when(none_set, refused::later_look_not_set);
            let due = state.later_look_due();
            let soon = due.is_some_and(|due| given.occurred_on < due);
            broken.when(soon, refused::later_look_too_soon);
            broken.when(n == 0, refused::nobody_looked_at);
            let looked = Event::PracticeImpactEvaluated {
                after_months,
                method,
                n,
                seen,
            };
            broken.or(|| vec![looked])
        }
        Command::JudgeEffectOnPractice { effect, because } => {
            let looked = state.looked_on;
            broken.when(looked.is_none(), refused::effect_from_immediate_evaluation);
            let early = looked.is_some_and(|day| given.occurred_on < day);
            broken.when(early, refused::judged_before_look);
            broken.or(|| vec![Event::EffectOnPracticeJudged { effect, because }])
        }
        Command::AssureCourseQuality { standard, seen } => {
            broken.when(early, refused::before_its_cause);
            broken.or(|| vec![Event::CourseQualityAssured { standard, seen }])
        }
        Command::RecommissionCourse { because } => {
            broken.when(early, refused::before_its_cause);
            broken.when(state.recommissioned, refused::already_recommissioned);
            broken.or(|| vec![Event::CourseRecommissioned { because }])
        }
    }
}

fn in_time(state: &State, command: &Command) -> Result<(), Refusal> {
    use Command as C;
    match (state.phase, command) {
        (Phase::NotScheduled, C::ScheduleActivity { .. }) => Ok(()),
        (Phase::NotScheduled, _) => Err(refused::activity_not_scheduled()),
        (_, C::ScheduleActivity { .. }) => Err(refused::activity_already_scheduled()),
        (Phase::Cancelled, _) => Err(refused::activity_cancelled()),
        (
            Phase::Held,
            C::CancelActivity {} | C::HoldActivity { .. } | C::IssueNewsletter { .. },
        ) => Err(refused::activity_already_held()),
        (
            Phase::Scheduled,
            C::EvaluateActivity { .. }
            | C::EvaluatePracticeImpact { .. }
            | C::JudgeEffectOnPractice { .. }
            | C::RecommissionCourse { .. },
        ) => Err(refused::activity_not_held()),
        (
            Phase::Scheduled | Phase::Held,
            C::CancelActivity {}
            | C::AnalyseTrainingNeeds { .. }
            | C::HoldActivity { .. }
            | C::IssueNewsletter { .. }
            | C::EvaluateActivity { .. }
            | C::EvaluatePracticeImpact { .. }
            | C::JudgeEffectOnPractice { .. }
            | C::AssureCourseQuality { .. }
            | C::RecommissionCourse { .. },
        ) => Ok(()),
    }
}

/// A newsletter is issued and a course is looked after; what is for one is not for the other.
fn for_kind(state: &State, command: &Command) -> Result<(), Refusal> {
    use Command as C;
    let Some(kind) = state.kind else {
        return Ok(());
    };
    let newsletter = kind == ActivityKind::Newsletter;
    match command {
        C::HoldActivity { .. } if newsletter => Err(refused::newsletter_is_issued()),
        C::EvaluateActivity { .. } if newsletter => Err(refused::newsletter_not_evaluated()),
        C::IssueNewsletter { .. } if !newsletter => Err(refused::only_newsletters_are_issued()),
        C::AnalyseTrainingNeeds { .. }
        | C::AssureCourseQuality { .. }
        | C::RecommissionCourse { .. }
            if kind != ActivityKind::Course =>
        {
            Err(refused::not_a_course())
        }
        C::ScheduleActivity { .. }
        | C::CancelActivity {}
        | C::AnalyseTrainingNeeds { .. }
        | C::HoldActivity { .. }
        | C::IssueNewsletter { .. }
        | C::EvaluateActivity { .. }
        | C::EvaluatePracticeImpact { .. }
        | C::JudgeEffectOnPractice { .. }
        | C::AssureCourseQuality { .. }
        | C::RecommissionCourse { .. } => Ok(()),
    }
}

/// Plans an activity. Anything but [`Command::ScheduleActivity`] leads to nothing.
fn schedule(command: Command, world: &World) -> Result<Vec<Event>, Vec<Refusal>> {
    let Command::ScheduleActivity {
        kind,
        reference,
        title,
        theme,
        on,
        places,
        briefings,
        look_after_months,
    } = command
    else {
        return Ok(Vec::new());
    };
    let mut broken = Refusals::default();
    let known = |code: &String| world.partnership.theme(code).is_some();
    let strange = theme.as_ref().is_some_and(|code| !known(code));
    broken.when(strange, refused::activity_theme_unknown);
    broken.when(places == Some(0), refused::no_places);
    let seats = places.is_some() && !kind.is_attended();
    broken.when(seats, refused::newsletter_with_places);
    let unset = kind == ActivityKind::Course && look_after_months.is_none();
    broken.when(unset, refused::course_without_later_look);
    let range = 1..=LATER_LOOK_MONTHS_MAX;
    let strange = look_after_months.is_some_and(|months| !range.contains(&months));
    broken.when(strange, refused::later_look_too_early);
    for (index, briefing) in briefings.iter().enumerate() {
        let published = is_published(*briefing, world);
        broken.when(!published, || refused::briefing_not_published(index));
    }
    let scheduled = Event::ActivityScheduled {
        kind,
        reference,
        title,
        theme,
        on,
        places,
        briefings,
        look_after_months,
    };
    broken.or(|| vec![scheduled])
}

fn is_published(briefing: BriefingId, world: &World) -> bool {
    let known = world.briefings.get(&briefing);
    known.is_some_and(|known| known.phase == briefing::Phase::Published)
}

fn hold(
    state: &State,
    attendance: Vec<Attendance>,
    (given, world): (&Given, &World),
    mut broken: Refusals,
) -> Result<Vec<Event>, Vec<Refusal>> {
    let mut named = BTreeSet::new();
    let (mut booked, mut attended) = (0_u32, 0_u32);
    for (index, row) in attendance.iter().enumerate() {
        let twice = !named.insert(row.agency);
        broken.when(twice, || {
            refused::row("attendance_agency_twice", index, "agency")
        });
        let strange = world.partnership.agency(row.agency).is_none();
        broken.when(strange, || {
            refused::row("attendance_agency_unknown", index, "agency")
        });
        let over = row.attended > row.booked.saturating_add(row.walk_ins);
        broken.when(over, || {
            refused::row("attended_over_booked", index, "attended")
        });
        booked = booked.saturating_add(row.booked);
        attended = attended.saturating_add(row.attended);
    }
    broken.when(attended == 0, refused::nobody_attended);
    let crowded = state.places.is_some_and(|places| booked > places);
    broken.when(crowded && !given.has_reason(), refused::booked_over_places);
    let held = match state.kind {
        Some(ActivityKind::LearningEvent) => Event::LearningEventHeld { attendance },
        Some(ActivityKind::Course) => Event::CourseDelivered { attendance },
        Some(ActivityKind::Forum | ActivityKind::Newsletter) | None => {
            Event::ForumHeld { attendance }
        }
    };
    broken.or(|| vec![held])
}

fn evaluate(
    state: &State,
    (answered, useful): (u32, Option<u32>),
    said: Text,
    mut broken: Refusals,
) -> Result<Vec<Event>, Vec<Refusal>> {
    broken.when(state.evaluated, refused::already_evaluated);
    broken.when(answered == 0, refused::nobody_answered);
    let over = answered > state.attended;
    broken.when(over, refused::answered_over_attended);
    let more = useful.is_some_and(|useful| useful > answered);
    broken.when(more, refused::useful_over_answered);
    let evaluated = Event::ActivityEvaluated {
        answered,
        attended: state.attended,
        useful,
        said,
    };
    broken.or(|| vec![evaluated])
}
