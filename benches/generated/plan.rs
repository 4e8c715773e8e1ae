//! One plan: agreed, met about four times, worked through and closed.

use super::action::{self, Fate};
use super::story::{Cast, Numbers, Step, after, before, chair, coordinator, lead, manager};
use super::words::{long, short};
use chrono::NaiveDate;
use events::action::{Impact, Owner};
use events::envelope::{Actor, DecidedIn};
use events::ids::{
    ActionId, AgencyId, DecisionId, MeasureId, MeetingId, OutcomeId, PlanId, PriorityId,
    RecommendationId, StreamId, StreamKind,
};
use events::meeting::{self, Attendance, Presence};
use events::recommendation::{self, Level, Source, SourceKind};
use events::text::Text;
use events::world::Command;
use std::collections::VecDeque;

/// How much work a plan holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    /// Priorities of a plan.
    pub(crate) priorities: u64,
    /// Recommendations under a priority.
    pub(crate) recommendations: u64,
    /// Actions for a recommendation.
    pub(crate) actions: u64,
}

impl Shape {
    /// A plan as boards write them: sixty actions.
    pub(crate) const USUAL: Self = Self {
        priorities: 6,
        recommendations: 5,
        actions: 2,
    };

    /// A plan of a register that was never tidied up: 250 recommendations, 1,000 actions.
    pub(crate) const REGISTER: Self = Self {
        priorities: 10,
        recommendations: 25,
        actions: 4,
    };
}

const MEETINGS: u64 = 6;

/// Plans that begin after this day may still have work that is late.
const STILL_LATE_FROM: NaiveDate = match NaiveDate::from_ymd_opt(2025, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// A meeting of the plan's group, and the decision taken in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Held {
    pub(crate) day: NaiveDate,
    pub(crate) decided_in: DecidedIn,
}

/// A plan while its steps are thought of.
pub(crate) struct Plot<'a> {
    pub(crate) cast: &'a Cast,
    pub(crate) numbers: Numbers,
    pub(crate) from: NaiveDate,
    pub(crate) to: NaiveDate,
    pub(crate) plan: PlanId,
    pub(crate) number: u64,
    pub(crate) meetings: Vec<Held>,
    steps: Vec<Step>,
}

impl Plot<'_> {
    pub(crate) fn push(
        &mut self,
        day: NaiveDate,
        stream: impl Into<StreamId>,
        command: impl Into<Command>,
        actor: Actor,
    ) {
        self.push_full(day, stream, command, actor, (None, None));
    }

    pub(crate) fn push_full(
        &mut self,
        day: NaiveDate,
        stream: impl Into<StreamId>,
        command: impl Into<Command>,
        actor: Actor,
        (reason, decided_in): (Option<Text>, Option<DecidedIn>),
    ) {
        let (stream, command) = (stream.into(), command.into());
        self.steps.push(Step {
            day,
            stream,
            command,
            actor,
            reason,
            decided_in,
        });
    }

    /// The last meeting held on or before a day.
    pub(crate) fn meeting_before(&self, day: NaiveDate) -> Option<Held> {
        self.meetings
            .iter()
            .rev()
            .find(|held| held.day <= day)
            .copied()
    }

    fn own(&mut self, day: NaiveDate, command: events::plan::Command, actor: Actor) {
        self.push(day, self.plan, command, actor);
    }
}

/// Every step of a plan that begins on a day, in order.
pub(crate) fn steps(number: u64, from: NaiveDate, cast: &Cast, shape: Shape) -> VecDeque<Step> {
    let mut numbers = Numbers::new(1_000 + number);
    let plan = PlanId(numbers.id(from));
    let to = after(from, 364);
    let mut plot = Plot {
        cast,
        numbers,
        from,
        to,
        plan,
        number,
        meetings: Vec::new(),
        steps: Vec::new(),
    };
    draft(&mut plot);
    meet(&mut plot);
    let mut all_ended = true;
    for place in 0..shape.priorities {
        all_ended &= priority(&mut plot, place, shape);
    }
    let group = plot.cast.group(number);
    let approve = events::plan::Command::ApprovePlan {
        group,
        waivers: Vec::new(),
    };
    plot.own(before(from, 5), approve, chair());
    plot.own(
        before(from, 1),
        events::plan::Command::PublishPlan { published_at: None },
        manager(),
    );
    if all_ended {
        plot.own(
            after(to, 150),
            events::plan::Command::ClosePlan {},
            manager(),
        );
    }
    let mut steps = plot.steps;
    steps.sort_by_key(|step| step.day);
    steps.into()
}

fn draft(plot: &mut Plot<'_>) {
    let draft = events::plan::Command::DraftPlan {
        title: format!("Business plan {}", plot.number + 1),
        from: plot.from,
        to: plot.to,
        joint_with: Vec::new(),
    };
    plot.own(before(plot.from, 20), draft, manager());
    let group = plot.cast.group(plot.number);
    let comments = Some(long(plot.numbers.next()));
    let review = events::plan::Command::ReviewPlan { group, comments };
    plot.own(before(plot.from, 10), review, chair());
}

fn meet(plot: &mut Plot<'_>) {
    for round in 0..MEETINGS {
        let day = after(plot.from, 30 + round * 80);
        let meeting = MeetingId(plot.numbers.id(day));
        let decision = DecisionId(plot.numbers.id(day));
        let presence = [Presence::Present, Presence::Deputy, Presence::Apologies];
        let there = plot.cast.agencies.iter().zip(presence.iter().cycle());
        let attendance = there.map(|(agency, presence)| Attendance {
            agency: *agency,
            presence: *presence,
        });
        let hold = meeting::Command::HoldMeeting {
            group: plot.cast.group(plot.number),
            on: day,
            attendance: attendance.collect(),
        };
        plot.push(day, meeting, hold, manager());
        let decide = meeting::Command::MakeDecision {
            decision,
            text: short(plot.numbers.next()),
            rationale: long(plot.numbers.next()),
            dissent: Vec::new(),
            subject_to_ratification: false,
        };
        plot.push(day, meeting, decide, manager());
        plot.push(
            after(day, 20),
            meeting,
            meeting::Command::ApproveMinutes {},
            chair(),
        );
        let decided_in = DecidedIn {
            meeting,
            decision: Some(decision),
        };
        plot.meetings.push(Held { day, decided_in });
    }
}

/// One priority with its outcomes, measures, recommendations and actions. Whether all ended.
fn priority(plot: &mut Plot<'_>, place: u64, shape: Shape) -> bool {
    let day = before(plot.from, 19);
    let priority = PriorityId(plot.numbers.id(day));
    let outcome = OutcomeId(plot.numbers.id(day));
    let agency = plot.cast.agency(plot.numbers.next());
    let adopt = events::plan::Command::AdoptPriority {
        priority,
        number: format!("{}", place + 1),
        title: short(plot.numbers.next()),
        statement: Some(long(plot.numbers.next())),
        parent: None,
        joint_with: None,
    };
    plot.own(day, adopt, manager());
    let lead = Owner {
        role: "Assistant Director".to_owned(),
        agency: Some(agency),
    };
    plot.own(
        day,
        events::plan::Command::NamePriorityLead { priority, lead },
        manager(),
    );
    let set = events::plan::Command::SetOutcome {
        outcome,
        priority,
        horizon_months: Some(12),
        text: long(plot.numbers.next()),
    };
    plot.own(day, set, manager());
    let measure = events::plan::Command::SetSuccessMeasure {
        measure: MeasureId(plot.numbers.id(day)),
        priority,
        outcome: Some(outcome),
        text: short(plot.numbers.next()),
    };
    plot.own(day, measure, manager());
    let assess = events::plan::Command::AssessPriority {
        priority,
        worked_well: long(plot.numbers.next()),
        not_so_well: long(plot.numbers.next()),
        barriers: None,
        services: None,
        outcomes: Some(short(plot.numbers.next())),
    };
    plot.own(after(plot.from, 300), assess, manager());
    let mut all_ended = true;
    for group in 0..shape.recommendations {
        let recommendation = recommend(plot, priority, (place, group), agency);
        let mut each_ended = true;
        for one in 0..shape.actions {
            let reference = format!("{}.{}", place + 1, group * shape.actions + one + 1);
            let action = ActionId(plot.numbers.id(day));
            let late = plot.from >= STILL_LATE_FROM;
            let fate = Fate::drawn(plot.numbers.below(100), late);
            let work = action::Work {
                action,
                reference,
                priority,
                recommendation,
                fate,
            };
            action::steps(plot, &work);
            each_ended &= fate.ends();
        }
        if each_ended {
            conclude(plot, recommendation, agency);
        }
        all_ended &= each_ended;
    }
    all_ended
}

fn recommend(
    plot: &mut Plot<'_>,
    priority: PriorityId,
    (place, group): (u64, u64),
    agency: AgencyId,
) -> RecommendationId {
    let day = before(plot.from, 18);
    let recommendation = RecommendationId(plot.numbers.id(day));
    let themes = [
        "neglect",
        "infants",
        "information_sharing",
        "exploitation",
        "early_help",
    ];
    let theme = themes[usize::try_from(group).unwrap_or(0) % themes.len()];
    let make = recommendation::Command::MakeRecommendation {
        reference: format!("R{}.{}", place + 1, group + 1),
        plan: Some(plot.plan),
        priority: Some(priority),
        theme: Some(theme.to_owned()),
        sources: vec![Source {
            kind: SourceKind::Finding,
            id: None,
            title: "Multi-agency audit of the year before".to_owned(),
        }],
        text: long(plot.numbers.next()),
        addressees: vec![agency],
        outcome: Some(short(plot.numbers.next())),
        measure: None,
        level: Level::Local,
        due: Some(plot.to),
    };
    plot.push(day, recommendation, make, manager());
    let accept = recommendation::Command::AcceptRecommendation { agency };
    plot.push(before(plot.from, 9), recommendation, accept, lead(agency));
    recommendation
}

fn conclude(plot: &mut Plot<'_>, recommendation: RecommendationId, agency: AgencyId) {
    let day = after(plot.to, 80);
    let report = recommendation::Command::ReportImplementation {
        agency: Some(agency),
        report: long(plot.numbers.next()),
    };
    plot.push(day, recommendation, report, lead(agency));
    let how = short(plot.numbers.next());
    let verify = recommendation::Command::VerifyImplementation { how };
    plot.push(after(day, 10), recommendation, verify, chair());
    let judge = recommendation::Command::JudgeRecommendationImpact {
        judgement: [
            Impact::Some,
            Impact::TooEarly,
            Impact::Sustained,
            Impact::None,
        ][usize::try_from(plot.numbers.below(4)).unwrap_or(0)],
        evidence: Vec::new(),
        explanation: long(plot.numbers.next()),
    };
    plot.push(after(day, 40), recommendation, judge, coordinator());
    let close = recommendation::Command::CloseRecommendation {};
    plot.push(after(day, 60), recommendation, close, manager());
}

/// The stream of a gap.
pub(crate) fn gap(rule: u16, about: StreamId) -> StreamId {
    StreamId::new(StreamKind::Gap, events::gap::gap_id(rule, about))
}
