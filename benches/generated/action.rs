//! One action: agreed, rated, reported on, and then one of several ends.

use super::plan::{Plot, gap};
use super::story::{after, before, chair, coordinator, lead, manager};
use super::words::{long, short};
use chrono::NaiveDate;
use events::action::{Command, DatePrecision, Impact, Measure, Owner, Parent};
use events::envelope::Actor;
use events::evidence::{self, Claim, Strength};
use events::gap::{self, Disposition};
use events::ids::{
    ActionId, AgencyId, EvidenceId, MeasureId, MilestoneId, PriorityId, RecommendationId, StreamId,
};
use events::text::Text;

/// How an action goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Done in time, verified, closed.
    Done,
    /// Given more time by a meeting, then done.
    Extended,
    /// Claimed, refused, claimed again.
    RefusedFirst,
    /// Late, and nobody claims it.
    Late,
    /// Given up by a decision.
    Discontinued,
    /// Closed, opened again, closed again.
    Reopened,
}

impl Fate {
    /// Out of a hundred actions; in old plans nothing stays open.
    pub(crate) fn drawn(number: u64, may_stay_late: bool) -> Self {
        match number {
            0..58 => Self::Done,
            58..72 => Self::Extended,
            72..82 => Self::RefusedFirst,
            82..92 if may_stay_late => Self::Late,
            82..92 => Self::Extended,
            92..96 => Self::Discontinued,
            _ => Self::Reopened,
        }
    }

    /// Whether it is closed or given up in the end.
    pub(crate) fn ends(self) -> bool {
        self != Self::Late
    }
}

/// What an action is, before its steps.
pub(crate) struct Work {
    pub(crate) action: ActionId,
    pub(crate) reference: String,
    pub(crate) priority: PriorityId,
    pub(crate) recommendation: RecommendationId,
    pub(crate) fate: Fate,
}

struct Dates {
    start: NaiveDate,
    due: NaiveDate,
}

/// Thinks of every step of an action.
pub(crate) fn steps(plot: &mut Plot<'_>, work: &Work) {
    let agency = plot.cast.agency(plot.numbers.next());
    let start = after(plot.from, plot.numbers.below(60));
    let due = after(start, 90 + plot.numbers.below(150));
    let dates = Dates { start, due };
    agree(plot, work, agency, &dates);
    let milestones = prepare(plot, work, agency, &dates);
    report(plot, work, agency, &dates);
    match work.fate {
        Fate::Done => done(plot, work, agency, due, &milestones),
        Fate::Extended => extended(plot, work, agency, due, &milestones),
        Fate::RefusedFirst => refused_first(plot, work, agency, due, &milestones),
        Fate::Late => late(plot, work, agency, due),
        Fate::Discontinued => discontinued(plot, work, agency, due, &milestones),
        Fate::Reopened => reopened(plot, work, agency, due, &milestones),
    }
}

fn owner(agency: AgencyId) -> Owner {
    Owner {
        role: "Head of Service".to_owned(),
        agency: Some(agency),
    }
}

fn agree(plot: &mut Plot<'_>, work: &Work, agency: AgencyId, dates: &Dates) {
    let day = before(plot.from, 14);
    let agree = Command::AgreeAction {
        reference: work.reference.clone(),
        plan: plot.plan,
        priority: work.priority,
        parent: Parent::Recommendation(work.recommendation),
        text: long(plot.numbers.next()),
        owners: vec![owner(agency)],
        start: Some(dates.start),
        due: Some(dates.due),
        due_precision: DatePrecision::Day,
        timescale: None,
        measures: vec![Measure {
            measure: MeasureId(plot.numbers.id(day)),
            text: short(plot.numbers.next()),
        }],
        baseline: None,
        resources: None,
    };
    plot.push(day, work.action, agree, manager());
    let accept = Command::AcceptAction {
        agency: Some(agency),
    };
    plot.push(before(plot.from, 7), work.action, accept, lead(agency));
}

fn prepare(plot: &mut Plot<'_>, work: &Work, agency: AgencyId, dates: &Dates) -> [MilestoneId; 2] {
    let day = before(plot.from, 6);
    [after(dates.start, 40), before(dates.due, 10)].map(|due| {
        let milestone = MilestoneId(plot.numbers.id(day));
        let set = Command::SetMilestone {
            milestone,
            text: short(plot.numbers.next()),
            owner: None,
            due: Some(due),
            due_precision: DatePrecision::Day,
            beyond_plan: due > plot.to,
        };
        plot.push(day, work.action, set, lead(agency));
        milestone
    })
}

fn rate(plot: &mut Plot<'_>, work: &Work, agency: AgencyId, day: NaiveDate, code: &str) {
    let explained = ["R", "A"]
        .contains(&code)
        .then(|| long(plot.numbers.next()));
    let rate = Command::RateAction {
        code: code.to_owned(),
        commentary: explained,
        as_at: day,
        external_cause: None,
    };
    plot.push(day, work.action, rate, lead(agency));
}

fn report(plot: &mut Plot<'_>, work: &Work, agency: AgencyId, dates: &Dates) {
    rate(plot, work, agency, plot.from, "W");
    for days in [15, 35, 55, 75] {
        let progress = Command::ReportProgress {
            text: long(plot.numbers.next()),
        };
        plot.push(
            after(dates.start, days),
            work.action,
            progress,
            lead(agency),
        );
    }
    // Up to the claim, which is five days ahead of the due date at the earliest.
    for days in [20, 50, 80] {
        let code = ["G", "G", "A", "R"][usize::try_from(plot.numbers.below(4)).unwrap_or(0)];
        rate(plot, work, agency, after(dates.start, days), code);
    }
}

fn meet(plot: &mut Plot<'_>, work: &Work, day: NaiveDate, agency: AgencyId, ids: &[MilestoneId]) {
    for milestone in ids {
        let meet = Command::MeetMilestone {
            milestone: *milestone,
        };
        plot.push(day, work.action, meet, lead(agency));
    }
}

fn claim(plot: &mut Plot<'_>, work: &Work, agency: AgencyId, day: NaiveDate) {
    let evidence = EvidenceId(plot.numbers.id(day));
    let lodge = evidence::Command::LodgeEvidence {
        file: None,
        reference: Some(short(plot.numbers.next())),
        evidence_date: before(day, 3),
        source: Some(agency),
        describes: long(plot.numbers.next()),
    };
    plot.push(day, evidence, lodge, lead(agency));
    let link = evidence::Command::LinkEvidence {
        claim: Claim::Action(work.action),
    };
    plot.push(day, evidence, link, lead(agency));
    let strength = [
        Strength::SelfReport,
        Strength::Document,
        Strength::Data,
        Strength::Audit,
        Strength::Feedback,
        Strength::Observation,
    ][usize::try_from(plot.numbers.below(6)).unwrap_or(0)];
    let grade = evidence::Command::GradeEvidence { strength };
    plot.push(after(day, 1), evidence, grade, coordinator());
    let claim = Command::ClaimCompletion {
        statement: long(plot.numbers.next()),
        evidence: vec![evidence],
    };
    plot.push(after(day, 1), work.action, claim, lead(agency));
}

fn verify(plot: &mut Plot<'_>, work: &Work, day: NaiveDate) {
    let how = long(plot.numbers.next());
    plot.push(day, work.action, Command::VerifyCompletion { how }, chair());
}

fn finish(plot: &mut Plot<'_>, work: &Work, day: NaiveDate) {
    let judge = Command::JudgeActionImpact {
        judgement: [Impact::Some, Impact::TooEarly, Impact::None]
            [usize::try_from(plot.numbers.below(3)).unwrap_or(0)],
        evidence: Vec::new(),
        explanation: long(plot.numbers.next()),
    };
    plot.push(day, work.action, judge, coordinator());
    plot.push(
        after(day, 1),
        work.action,
        Command::CloseAction {},
        manager(),
    );
}

fn done(
    plot: &mut Plot<'_>,
    work: &Work,
    agency: AgencyId,
    due: NaiveDate,
    milestones: &[MilestoneId],
) {
    meet(plot, work, before(due, 8), agency, milestones);
    claim(plot, work, agency, before(due, 6));
    verify(plot, work, after(due, 3));
    finish(plot, work, after(due, 60));
}

fn because(plot: &mut Plot<'_>) -> Option<Text> {
    Some(short(plot.numbers.next()))
}

fn extended(
    plot: &mut Plot<'_>,
    work: &Work,
    agency: AgencyId,
    due: NaiveDate,
    milestones: &[MilestoneId],
) {
    let day = before(due, 5);
    let to = after(due, 60);
    let Some(held) = plot.meeting_before(day) else {
        return done(plot, work, agency, due, milestones);
    };
    let reason = because(plot);
    let ask = Command::RequestExtension { to };
    plot.push_full(
        before(due, 7),
        work.action,
        ask,
        lead(agency),
        (reason, None),
    );
    let reason = because(plot);
    let extend = Command::ExtendDueDate { to };
    let decided_in = Some(held.decided_in);
    plot.push_full(day, work.action, extend, manager(), (reason, decided_in));
    rate(plot, work, agency, after(due, 5), "A");
    if plot.numbers.below(3) == 0 {
        let about = StreamId::from(work.action);
        let dispose = gap::Command::DisposeOfGap {
            rule: 23,
            about,
            disposition: Disposition::Accepted,
            escalated_to: None,
        };
        let reason = because(plot);
        plot.push_full(
            after(due, 6),
            gap(23, about),
            dispose,
            manager(),
            (reason, None),
        );
    }
    done(plot, work, agency, to, milestones);
}

fn refused_first(
    plot: &mut Plot<'_>,
    work: &Work,
    agency: AgencyId,
    due: NaiveDate,
    milestones: &[MilestoneId],
) {
    meet(plot, work, before(due, 8), agency, milestones);
    claim(plot, work, agency, before(due, 6));
    let reason = because(plot);
    let refuse = Command::RefuseCompletion {};
    plot.push_full(after(due, 3), work.action, refuse, chair(), (reason, None));
    rate(plot, work, agency, after(due, 8), "R");
    claim(plot, work, agency, after(due, 30));
    verify(plot, work, after(due, 40));
    finish(plot, work, after(due, 70));
}

fn late(plot: &mut Plot<'_>, work: &Work, agency: AgencyId, due: NaiveDate) {
    rate(plot, work, agency, after(due, 10), "R");
    let remind = Command::SendReminder { to: owner(agency) };
    plot.push(after(due, 12), work.action, remind, manager());
    let escalate = Command::EscalateOverdue {
        to: "Executive group".to_owned(),
    };
    plot.push(after(due, 40), work.action, escalate, manager());
    rate(plot, work, agency, after(due, 100), "R");
}

fn discontinued(
    plot: &mut Plot<'_>,
    work: &Work,
    agency: AgencyId,
    due: NaiveDate,
    milestones: &[MilestoneId],
) {
    let day = before(due, 4);
    let Some(held) = plot.meeting_before(day) else {
        return done(plot, work, agency, due, milestones);
    };
    let give_up = Command::DiscontinueAction {
        external_cause: long(plot.numbers.next()),
    };
    let actor: Actor = chair();
    plot.push_full(
        day,
        work.action,
        give_up,
        actor,
        (None, Some(held.decided_in)),
    );
}

fn reopened(
    plot: &mut Plot<'_>,
    work: &Work,
    agency: AgencyId,
    due: NaiveDate,
    milestones: &[MilestoneId],
) {
    done(plot, work, agency, due, milestones);
    let reason = because(plot);
    let reopen = Command::ReopenAction {};
    plot.push_full(
        after(due, 75),
        work.action,
        reopen,
        manager(),
        (reason, None),
    );
    claim(plot, work, agency, after(due, 90));
    verify(plot, work, after(due, 96));
    finish(plot, work, after(due, 100));
}
