//! The rules about improvement actions: claims against dates, and breaks of the thread.

use super::find::{Finder, day_after};
use super::rules;
use crate::Models;
use crate::actions::{Action, ActionPhase, CompletionWord, Milestone, MilestoneState, Rating};
use crate::reckoned::LastMeeting;
use chrono::{Days, NaiveDate};
use events::action::Impact;
use events::evidence::Claim;
use events::partnership::RagMeaning;
use events::plan::Lacking;

/// How many days a claim of completion may wait for somebody to check it.
const CLAIM_WAITS_DAYS: u64 = 30;

/// How many days old a rating may be at a meeting: a quarter.
const STALE_DAYS: u64 = 92;

impl Models {
    pub(super) fn gaps_of_action(
        &self,
        finder: &mut Finder,
        action: &Action,
        meeting: LastMeeting,
        today: NaiveDate,
    ) {
        let all = GapsOf {
            models: self,
            action,
            meeting,
            today,
        };
        all.rating(finder);
        all.discontinued(finder);
        all.dates(finder);
        all.milestones(finder);
        all.plan(finder);
        all.completion(finder);
        all.impact(finder);
    }

    /// The day of the last meeting that was held, up to today, with its first event.
    pub(crate) fn last_meeting(&self, today: NaiveDate) -> LastMeeting {
        let held = self.meetings.all.values();
        let held = held.filter(|m| m.cancelled.is_none() && m.on <= today);
        held.map(|m| (m.on, m.recorded.position)).max()
    }
}

/// One action under every rule.
struct GapsOf<'a> {
    models: &'a Models,
    action: &'a Action,
    meeting: LastMeeting,
    today: NaiveDate,
}

impl GapsOf<'_> {
    fn add(
        &self,
        finder: &mut Finder,
        rule: u16,
        since: NaiveDate,
        rests_on: impl IntoIterator<Item = u64>,
    ) {
        let found = finder.add(rule, self.action.id, since, rests_on);
        found.owned();
    }

    /// Whether work is still expected: neither done nor given up.
    fn is_open(&self) -> bool {
        !self.action.is_done() && !self.action.phase().is_settled()
    }

    /// The event that last set the due date.
    fn due_by(&self) -> Option<u64> {
        let extended = self.action.extensions.last().map(|e| e.at.position);
        extended.or_else(|| self.action.due_set.map(|at| at.position))
    }

    fn meaning(&self, rating: &Rating) -> Option<RagMeaning> {
        let people = &self.models.people;
        people.meaning(rating.scheme, rating.code.as_str())
    }

    fn rating(&self, finder: &mut Finder) {
        let Some(rating) = self.action.rating() else {
            self.stale(finder, self.action.agreed.occurred_on, None);
            return;
        };
        let (rests_on, given) = (rating.at.position, rating.as_at);
        let meaning = self.meaning(rating);
        let good = matches!(meaning, Some(RagMeaning::OnTrack | RagMeaning::Complete));
        let past = self.action.due.filter(|due| *due < self.today);
        if let Some(due) = past.filter(|_| good && self.is_open()) {
            let since = day_after(due).max(given);
            let rests_on = self.due_by().into_iter().chain([rests_on]);
            self.add(finder, rules::GREEN_PAST_DUE, since, rests_on);
        }
        let people = &self.models.people;
        let code = people.rag_code(rating.scheme, rating.code.as_str());
        let unexplained = code.is_some_and(|code| code.commentary_required);
        if unexplained && rating.commentary().is_none() {
            let since = rating.at.occurred_on;
            self.add(finder, rules::RATING_UNEXPLAINED, since, [rests_on]);
        }
        let started = self.action.start.filter(|start| *start < self.today);
        let white = meaning == Some(RagMeaning::NotStarted) && self.is_open();
        if let Some(start) = started.filter(|_| white) {
            let since = day_after(start).max(given);
            let rests_on = [self.action.agreed.position, rests_on];
            self.add(finder, rules::WHITE_AFTER_START, since, rests_on);
        }
        if meaning == Some(RagMeaning::Discontinued) && rating.decided_in().is_none() {
            let decided = self.action.discontinued.as_ref();
            if !decided.is_some_and(|(_, _, decided_in)| decided_in.is_some()) {
                let since = rating.at.occurred_on;
                self.add(finder, rules::PURPLE_WITHOUT_DECISION, since, [rests_on]);
            }
        }
        self.stale(finder, given, Some(rests_on));
        self.better(finder, rating);
    }

    fn stale(&self, finder: &mut Finder, given: NaiveDate, rests_on: Option<u64>) {
        let stale_from = given.checked_add_days(Days::new(STALE_DAYS));
        let stale = self
            .meeting
            .zip(stale_from)
            .filter(|((on, _), from)| on > from);
        if let Some(((on, position), _)) = stale.filter(|_| self.is_open()) {
            let rests_on = rests_on.unwrap_or(self.action.agreed.position);
            let rests_on = [rests_on, position];
            self.add(finder, rules::STALE_AT_MEETING, on, rests_on);
        }
    }

    /// The last rating is better than the one before it, an owner gave it, and nothing else was
    /// recorded in between: no progress, no milestone met, no claim, no evidence.
    fn better(&self, finder: &mut Finder, now: &Rating) {
        let mut ratings = self.action.ratings.iter().rev().skip(1);
        let Some(before) = ratings.next().filter(|_| now.moderated_from.is_none()) else {
            return;
        };
        let rank = |rating| self.meaning(rating).and_then(crate::status::rank);
        if rank(now)
            .zip(rank(before))
            .is_none_or(|(now, then)| now <= then)
        {
            return;
        }
        let after = before.at.position;
        let progress = self.action.progress.as_ref().map(|(at, _)| at.position);
        let met = self.action.milestones.iter().filter_map(|m| match m.state {
            MilestoneState::Met(at) => Some(at.position),
            MilestoneState::Open | MilestoneState::Missed(_) => None,
        });
        let steps = self.action.completion.iter().map(|step| step.at.position);
        let evidence = Claim::Action(self.action.id);
        let evidence = self.models.evidence.supporting(evidence);
        let evidence = evidence.map(|piece| piece.last.position);
        let mut told = progress.into_iter().chain(met).chain(steps).chain(evidence);
        if told.all(|position| position <= after) {
            let rests_on = [after, now.at.position];
            let since = now.at.occurred_on;
            self.add(finder, rules::BETTER_WITHOUT_EVENT, since, rests_on);
        }
    }

    fn discontinued(&self, finder: &mut Finder) {
        if let Some((at, _, None)) = &self.action.discontinued {
            let rests_on = [at.position];
            self.add(
                finder,
                rules::PURPLE_WITHOUT_DECISION,
                at.occurred_on,
                rests_on,
            );
        }
    }

    fn dates(&self, finder: &mut Finder) {
        let extensions = &self.action.extensions;
        let second = extensions.get(1).map(|e| e.at.occurred_on);
        let late = extensions.iter().find(|e| e.after_expiry());
        let late = late.map(|e| e.at.occurred_on);
        let open = !self.action.phase().is_settled();
        if let Some(since) = second.into_iter().chain(late).min().filter(|_| open) {
            let rests_on = extensions.iter().map(|e| e.at.position);
            self.add(finder, rules::EXTENDED, since, rests_on);
        }
        if !self.is_open() {
            return;
        }
        for id in &self.action.depends_on {
            let other = self.models.actions.get(*id);
            let Some(other) = other.filter(|o| !o.is_done() && o.discontinued.is_none()) else {
                continue;
            };
            let mine = self.action.due;
            let after = other.due.zip(mine).is_some_and(|(due, mine)| due > mine);
            let past = other.due.filter(|due| *due < self.today);
            if past.is_some() || after {
                let set = other.extensions.last().map_or(other.agreed, |e| e.at);
                let since = past.map_or(set.occurred_on, day_after);
                let rests_on = [set.position, self.action.agreed.position];
                self.add(finder, rules::DEPENDENCY_LATE, since, rests_on);
            }
        }
        let past = self.action.due.filter(|due| *due < self.today);
        let said = self.action.last_update.map(|at| at.occurred_on);
        if let Some(due) = past.filter(|due| said.is_none_or(|said| said <= *due)) {
            self.add(
                finder,
                rules::OVERDUE_UNEXPLAINED,
                day_after(due),
                self.due_by(),
            );
        }
    }

    fn milestones(&self, finder: &mut Finder) {
        let Some(plan) = self.models.plans.get(self.action.plan) else {
            return;
        };
        for milestone in &self.action.milestones {
            if milestone.due.is_some_and(|due| due > plan.to) {
                let set = last_moved(milestone);
                self.add(finder, rules::MILESTONE_BEYOND_PLAN, set.0, [set.1]);
            }
        }
    }

    fn plan(&self, finder: &mut Finder) {
        if !self.is_open() {
            return;
        }
        let plan = self.models.plans.get(self.action.plan);
        let waived = |lacking| plan.is_some_and(|plan| plan.waived(self.action.id, lacking));
        let agreed = self.action.agreed;
        let mut lacks = |rule, lacking, yes: bool| {
            if yes && !waived(lacking) {
                self.add(finder, rule, agreed.occurred_on, [agreed.position]);
            }
        };
        let action = self.action;
        lacks(rules::UNDATED, Lacking::Date, action.due.is_none());
        lacks(rules::UNOWNED, Lacking::Lead, action.owners.is_empty());
        lacks(
            rules::UNMEASURED,
            Lacking::Measure,
            action.measures.is_empty(),
        );
    }

    fn completion(&self, finder: &mut Finder) {
        let step = self.action.last_step();
        let step = step.filter(|step| step.step != CompletionWord::Refused);
        let closed = self.action.phase() == ActionPhase::Closed;
        let evidence = Claim::Action(self.action.id);
        let evidence = self.models.evidence.supporting(evidence);
        let standing: Vec<_> = evidence.filter(|piece| piece.stands()).collect();
        let (last, _) = self.action.phases.last().copied().unzip();
        let at = step.map(|step| step.at).or(last.filter(|_| closed));
        if let Some(at) = at.filter(|_| standing.is_empty()) {
            self.add(finder, rules::NO_EVIDENCE, at.occurred_on, [at.position]);
        }
        let claimed = step.filter(|step| step.step == CompletionWord::Claimed && !closed);
        let until = CLAIM_WAITS_DAYS;
        let until = claimed.and_then(|s| s.at.occurred_on.checked_add_days(Days::new(until)));
        if let Some((step, until)) = claimed.zip(until).filter(|(_, until)| *until < self.today) {
            let rests_on = [step.at.position];
            self.add(finder, rules::CLAIM_UNCHECKED, day_after(until), rests_on);
        }
        let began = self.action.start.unwrap_or(self.action.agreed.occurred_on);
        let began = began.min(self.action.agreed.occurred_on);
        for piece in standing {
            if piece.evidence_date < began {
                let at = piece.lodged;
                self.add(finder, rules::OLD_EVIDENCE, at.occurred_on, [at.position]);
            }
        }
    }

    fn impact(&self, finder: &mut Finder) {
        let judged = self.action.impact.last();
        if self.action.phase() == ActionPhase::Closed && judged.is_none() {
            let closed = self.action.phases.last().map(|(at, _)| *at);
            let at = closed.unwrap_or(self.action.last);
            self.add(finder, rules::NO_IMPACT, at.occurred_on, [at.position]);
        }
        let claims = judged.filter(|j| matches!(j.judgement, Impact::Some | Impact::Sustained));
        let shown = |id: &events::ids::EvidenceId| {
            let piece = self.models.evidence.get(*id);
            piece.is_some_and(crate::evidence::Evidence::stands)
        };
        if let Some(judged) = claims.filter(|judged| !judged.evidence.iter().any(shown)) {
            let (since, rests_on) = (judged.at.occurred_on, [judged.at.position]);
            self.add(finder, rules::IMPACT_WITHOUT_EVIDENCE, since, rests_on);
        }
    }
}

/// When a milestone got the date it has.
fn last_moved(milestone: &Milestone) -> (NaiveDate, u64) {
    let at = milestone
        .moved
        .last()
        .map_or(milestone.set, |moved| moved.0);
    (at.occurred_on, at.position)
}
