//! What may be asked of a plan, and what then happened.

mod approval;
mod priorities;
mod refusals;

use super::{Command, Event, Phase, State};
use crate::ids::{PlanId, PriorityId};
use crate::refusal::{Refusal, Refusals};
use crate::world::{Given, World};
use chrono::{Months, NaiveDate};
use refusals as refused;

/// The longest period of a plan, in years.
pub const PLAN_YEARS_MAX: u32 = 10;

/// The latest horizon of an outcome, in months from the plan's first day.
pub const HORIZON_MONTHS_MAX: u16 = 120;

/// The most problems and unplaced texts one import may record.
pub const IMPORT_NOTES_MAX: usize = 20_000;

/// Judges a command.
///
/// # Errors
/// Every rule it breaks.
pub fn decide(
    state: &State,
    id: PlanId,
    command: Command,
    given: &Given,
    world: &World,
) -> Result<Vec<Event>, Vec<Refusal>> {
    let mut broken = Refusals::default();
    let scheme = world.partnership.rag_scheme_on(given.occurred_on);
    let plan = Plan {
        id,
        state,
        given,
        world,
    };
    judge(&plan, &command, &mut broken);
    let rag_scheme = scheme.map_or(0, |scheme| scheme.version);
    broken.or(|| vec![fact(rag_scheme, command)])
}

/// A plan and everything its rules may look at.
struct Plan<'a> {
    id: PlanId,
    state: &'a State,
    given: &'a Given,
    world: &'a World,
}

#[expect(clippy::too_many_lines, reason = "one arm a command")]
fn judge(plan: &Plan<'_>, command: &Command, broken: &mut Refusals) {
    if let Command::DraftPlan { from, to, .. } = command {
        return draft(plan, *from, *to, broken);
    }
    match plan.state.phase {
        Phase::NotDrafted => return broken.push(refused::plan_unknown()),
        Phase::Closed => return broken.push(refused::plan_closed()),
        Phase::Drafted | Phase::Approved | Phase::Published => {}
    }
    match command {
        Command::DraftPlan { .. } => {}
        Command::RecordImport {
            source,
            columns,
            problems,
            unplaced,
        } => {
            let known = plan.world.evidence.contains_key(source);
            broken.when(!known, refused::evidence_unknown);
            let before = plan.state.imported_from;
            let again = before.is_some_and(|before| before != *source);
            broken.when(again, refused::already_imported);
            let notes = columns.len() + problems.len() + unplaced.len();
            broken.when(notes > IMPORT_NOTES_MAX, refused::too_many_notes);
        }
        Command::ReviewPlan { group, .. } => plan.must_have_group(*group, broken),
        Command::ApprovePlan { group, waivers } => {
            plan.must_have_group(*group, broken);
            approval::approve(plan, waivers, broken);
        }
        Command::AdoptPlanJointly { board } => {
            let mut known = plan.state.joint_with.iter();
            let again = known.any(|other| crate::partnership::same_words(other, board));
            broken.when(again, refused::already_joint);
        }
        Command::PublishPlan { .. } => approval::publish(plan, broken),
        Command::CorrectPlanDetails { from, to, .. } => {
            broken.need_reason(plan.given, "correcting a plan's title or period");
            period(*from, *to, broken);
        }
        Command::RevisePlan { .. } => approval::revise(plan, broken),
        Command::AdoptPriority {
            priority,
            number,
            parent,
            ..
        } => priorities::adopt(plan, *priority, number, *parent, broken),
        Command::RewordPriority { priority, .. } => {
            broken.need_reason(plan.given, "a correction");
            priorities::must_be_known(plan, *priority, broken);
        }
        Command::NamePriorityLead { priority, lead } => {
            priorities::must_be_adopted(plan, *priority, broken);
            priorities::lead(plan, lead, broken);
        }
        Command::SetOutcome {
            outcome,
            priority,
            horizon_months,
            ..
        } => {
            priorities::must_be_adopted(plan, *priority, broken);
            priorities::outcome(plan, *outcome, *horizon_months, broken);
        }
        Command::SetSuccessMeasure {
            measure,
            priority,
            outcome,
            ..
        } => {
            priorities::must_be_adopted(plan, *priority, broken);
            priorities::measure(plan, *measure, *priority, *outcome, broken);
        }
        Command::AssessPriority { priority, .. }
        | Command::DeclareLittleOrNoProgress { priority, .. } => {
            priorities::must_be_adopted(plan, *priority, broken);
        }
        Command::RateSelf {
            priority,
            score,
            out_of,
            group,
        } => {
            plan.must_have_group(*group, broken);
            if let Some(priority) = priority {
                priorities::must_be_known(plan, *priority, broken);
            }
            let possible = *out_of > 0 && score <= out_of;
            broken.when(!possible, refused::score_above_highest);
        }
        Command::CarryPriorityForward { priority, to } => {
            priorities::must_be_adopted(plan, *priority, broken);
            priorities::carry_forward(plan, *to, broken);
        }
        Command::RetirePriority { priority } => {
            broken.need_reason(plan.given, "retiring a priority");
            priorities::must_be_adopted(plan, *priority, broken);
            priorities::retire(plan, *priority, broken);
        }
        Command::ClosePlan {} => approval::close(plan, broken),
    }
}

fn draft(plan: &Plan<'_>, from: NaiveDate, to: NaiveDate, broken: &mut Refusals) {
    let again = plan.state.phase != Phase::NotDrafted;
    broken.when(again, refused::already_drafted);
    period(from, to, broken);
    let scheme = plan.world.partnership.rag_scheme_on(plan.given.occurred_on);
    broken.when(scheme.is_none(), refused::no_rag_scheme);
}

fn period(from: NaiveDate, to: NaiveDate, broken: &mut Refusals) {
    broken.when(to < from, refused::ends_before_start);
    let latest = from.checked_add_months(Months::new(12 * PLAN_YEARS_MAX));
    let too_long = latest.is_none_or(|latest| to >= latest);
    broken.when(too_long, refused::period_too_long);
}

impl Plan<'_> {
    fn must_have_group(&self, group: crate::ids::GroupId, broken: &mut Refusals) {
        let known = self.world.partnership.group(group).is_some();
        broken.when(!known, refused::group_unknown);
    }

    /// The references of the open actions, of one priority or of the whole plan.
    fn open_actions(&self, priority: Option<PriorityId>) -> Vec<&str> {
        let of_plan = self.world.actions_of_plan.get(&self.id);
        of_plan
            .into_iter()
            .flatten()
            .filter_map(|action| self.world.actions.get(action))
            .filter(|action| action.is_open())
            .filter(|action| priority.is_none() || action.priority == priority)
            .map(|action| action.reference.as_str())
            .collect()
    }
}

/// The fact that an accepted command leads to.
#[expect(clippy::too_many_lines, reason = "one arm a command")]
fn fact(rag_scheme: u32, command: Command) -> Event {
    match command {
        Command::DraftPlan {
            title,
            from,
            to,
            joint_with,
        } => Event::PlanDrafted {
            rag_scheme,
            title,
            from,
            to,
            joint_with,
        },
        Command::RecordImport {
            source,
            columns,
            problems,
            unplaced,
        } => Event::PlanImported {
            source,
            columns,
            problems,
            unplaced,
        },
        Command::ReviewPlan { group, comments } => Event::PlanReviewed { group, comments },
        Command::ApprovePlan { group, waivers } => Event::PlanApproved { group, waivers },
        Command::AdoptPlanJointly { board } => Event::PlanAdoptedJointly { board },
        Command::PublishPlan { published_at } => Event::PlanPublished { published_at },
        Command::CorrectPlanDetails { title, from, to } => {
            Event::PlanDetailsCorrected { title, from, to }
        }
        Command::RevisePlan { summary } => Event::PlanRevised { summary },
        Command::AdoptPriority {
            priority,
            number,
            title,
            statement,
            parent,
            joint_with,
        } => Event::PriorityAdopted {
            priority,
            number,
            title,
            statement,
            parent,
            joint_with,
        },
        Command::RewordPriority {
            priority,
            title,
            statement,
        } => Event::PriorityReworded {
            priority,
            title,
            statement,
        },
        Command::NamePriorityLead { priority, lead } => Event::PriorityLeadNamed { priority, lead },
        Command::SetOutcome {
            outcome,
            priority,
            horizon_months,
            text,
        } => Event::OutcomeSet {
            outcome,
            priority,
            horizon_months,
            text,
        },
        Command::SetSuccessMeasure {
            measure,
            priority,
            outcome,
            text,
        } => Event::SuccessMeasureSet {
            measure,
            priority,
            outcome,
            text,
        },
        Command::AssessPriority {
            priority,
            worked_well,
            not_so_well,
            barriers,
            services,
            outcomes,
        } => Event::PriorityAssessed {
            priority,
            worked_well,
            not_so_well,
            barriers,
            services,
            outcomes,
        },
        Command::DeclareLittleOrNoProgress {
            priority,
            explanation,
            remedy,
        } => Event::LittleOrNoProgressDeclared {
            priority,
            explanation,
            remedy,
        },
        Command::RateSelf {
            priority,
            score,
            out_of,
            group,
        } => Event::SelfRated {
            priority,
            score,
            out_of,
            group,
        },
        Command::CarryPriorityForward { priority, to } => {
            Event::PriorityCarriedForward { priority, to }
        }
        Command::RetirePriority { priority } => Event::PriorityRetired { priority },
        Command::ClosePlan {} => Event::PlanClosed {},
    }
}
