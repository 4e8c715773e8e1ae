//! The rules about recommendations, meetings and the partnership itself.

use super::find::Finder;
use super::rules;
use crate::Models;
use crate::evidence::Evidence;
use crate::meetings::Meeting;
use crate::people::Money;
use crate::reckoned::OfPlan;
use crate::recommendations::{Recommendation, RecommendationState};
use chrono::NaiveDate;
use events::action::{Impact, Parent};
use events::calendar;
use events::evidence::Claim;
use events::ids::{AgencyId, GroupId, StreamId};
use events::meeting::Presence;
use events::recommendation::SourceKind;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How many working days before a meeting count as the rush.
const RUSH_WORKING_DAYS: u32 = 5;

/// From how many ratings on a rush can be told from chance.
const RUSH_RATINGS_MIN: usize = 5;

impl Models {
    pub(super) fn gaps_of_recommendation(&self, finder: &mut Finder, one: &Recommendation) {
        let addressees = || one.addressees.iter().copied();
        let (made, position) = (one.made.occurred_on, one.made.position);
        let parent = Parent::Recommendation(one.id);
        let settled = one.state().is_settled();
        let unserved = !self.is_partial() && self.actions.for_parent(parent).next().is_none();
        if !settled && unserved {
            let found = finder.add(rules::NO_ACTION, one.id, made, [position]);
            found.agencies(addressees());
        }
        if !settled && one.addressees.is_empty() {
            finder.add(rules::NO_ADDRESSEE, one.id, made, [position]);
        }
        quality_unchecked(finder, one);
        let evidence = self.evidence.supporting(Claim::Recommendation(one.id));
        let shown = evidence.filter(|piece| piece.stands()).count();
        let judged = one.impact.last();
        if let Some(closed) = one.closed.filter(|_| judged.is_none()) {
            // A meeting that decided to close it so has said why.
            if !(closed.without_impact_evidence && closed.decided_in.is_some()) {
                let (since, rests_on) = (closed.at.occurred_on, [closed.at.position]);
                let found = finder.add(rules::NO_IMPACT, one.id, since, rests_on);
                found.agencies(addressees());
            }
        }
        let claims = judged.filter(|j| matches!(j.judgement, Impact::Some | Impact::Sustained));
        if let Some(judged) = claims.filter(|_| shown == 0) {
            let (since, rests_on) = (judged.at.occurred_on, [judged.at.position]);
            let found = finder.add(rules::IMPACT_WITHOUT_EVIDENCE, one.id, since, rests_on);
            found.agencies(addressees());
        }
        self.done_without_evidence(finder, one);
    }

    /// Said or checked to be done, with nothing that shows it: neither at the recommendation nor
    /// at any of its actions.
    fn done_without_evidence(&self, finder: &mut Finder, one: &Recommendation) {
        let state = one.state();
        let said = matches!(
            state,
            RecommendationState::Implemented | RecommendationState::Verified
        );
        let evidenced = |claim| self.evidence.supporting(claim).any(Evidence::stands);
        let mut actions = self.actions.for_parent(Parent::Recommendation(one.id));
        let shown = evidenced(Claim::Recommendation(one.id))
            || actions.any(|action| evidenced(Claim::Action(action.id)));
        // The evidence of another agency's action would do too, and a partial view has none of it.
        let missing = said && !shown && !self.is_partial();
        if let Some((at, _)) = one.states.last().filter(|_| missing) {
            let found = finder.add(rules::NO_EVIDENCE, one.id, at.occurred_on, [at.position]);
            found.agencies(one.addressees.iter().copied());
        }
    }

    pub(super) fn gaps_of_meetings(
        &self,
        finder: &mut Finder,
        plans: &[Arc<OfPlan>],
        today: NaiveDate,
    ) {
        let mut held: BTreeMap<GroupId, Vec<&Meeting>> = BTreeMap::new();
        for meeting in self.meetings.all.values() {
            if meeting.cancelled.is_none() && meeting.on <= today {
                held.entry(meeting.group).or_default().push(meeting);
            }
            self.decisions(finder, meeting);
        }
        let all = held.values().flatten().copied();
        if let Some(last) = all.max_by_key(|meeting| (meeting.on, meeting.id)) {
            self.rush(finder, plans, last);
        }
        for (group, mut meetings) in held {
            meetings.sort_by_key(|meeting| (meeting.on, meeting.id));
            if let [.., before, last] = meetings.as_slice() {
                self.absent(finder, group, before, last);
            }
        }
    }

    fn decisions(&self, finder: &mut Finder, meeting: &Meeting) {
        let came = self.meetings.came_of(meeting.id);
        let own: StreamId = meeting.id.into();
        let elsewhere = || came.iter().filter(|came| came.stream != own);
        if elsewhere().any(|came| came.decision.is_none())
            || self.recommendations.from_source(meeting.id.0).count() > 0
        {
            return;
        }
        for decision in meeting.decisions.iter().filter(|d| d.rescinded.is_none()) {
            let mut named = elsewhere().filter(|came| came.decision == Some(decision.id));
            let source = self.recommendations.from_source(decision.id.0).next();
            if named.next().is_none() && source.is_none() {
                let (since, rests_on) = (decision.at.occurred_on, [decision.at.position]);
                finder.add(rules::DECISION_WITHOUT_ACTION, own, since, rests_on);
            }
        }
    }

    /// At least four in five of the owners' ratings of a quarter came in the last days before the
    /// last meeting.
    fn rush(&self, finder: &mut Finder, plans: &[Arc<OfPlan>], meeting: &Meeting) {
        let holidays = self.people.bank_holidays();
        let from = calendar::due_before(meeting.on, RUSH_WORKING_DAYS, holidays);
        let quarter = calendar::months_before(meeting.on, 3);
        let (Ok(from), Some(quarter)) = (from, quarter) else {
            // Past the table of bank holidays nothing is said rather than guessed.
            return;
        };
        let (mut all, mut rushed, mut since) = (0_usize, Vec::new(), meeting.on);
        for action in self.rated_since(plans, quarter) {
            let ratings = action.ratings.iter().rev();
            let recent = ratings.take_while(|rating| rating.at.occurred_on >= quarter);
            for rating in recent.filter(|rating| rating.moderated_from.is_none()) {
                let on = rating.at.occurred_on;
                all += usize::from(on <= meeting.on);
                if from.on <= on && on <= meeting.on {
                    rushed.push(rating.at.position);
                    since = since.min(on);
                }
            }
        }
        if rushed.len() >= RUSH_RATINGS_MIN && rushed.len() * 5 >= all * 4 {
            finder.add(rules::RUSH, meeting.id, since, rushed);
        }
    }

    /// Agencies that were not represented at either of the last two meetings of a group.
    fn absent(&self, finder: &mut Finder, group: GroupId, before: &Meeting, last: &Meeting) {
        let members = self.people.groups.get(&group);
        let members = members.map_or(&[][..], |group| &group.members);
        let away = |meeting: &Meeting| -> BTreeSet<AgencyId> {
            let there = |presence| matches!(presence, Presence::Present | Presence::Deputy);
            let attended = meeting.attendance.iter();
            let (there, mut away): (BTreeSet<_>, BTreeSet<_>) = (
                attended
                    .clone()
                    .filter(|a| there(a.presence))
                    .map(|a| a.agency)
                    .collect(),
                attended.map(|a| a.agency).collect(),
            );
            away.extend(members.iter().copied());
            away.difference(&there).copied().collect()
        };
        let (earlier, later) = (away(before), away(last));
        let both: Vec<_> = earlier.intersection(&later).copied().collect();
        let member = |agency: &AgencyId| {
            let known = self.people.agencies.get(agency);
            known.is_none_or(|known| known.is_member(last.on))
        };
        let both: Vec<_> = both.into_iter().filter(member).collect();
        if !both.is_empty() {
            let rests_on = [before.recorded.position, last.recorded.position];
            let found = finder.add(rules::ABSENT_TWICE, last.id, last.on, rests_on);
            found.agencies(both);
        }
    }

    pub(super) fn gaps_of_partnership(&self, finder: &mut Finder, today: NaiveDate) {
        for (position, stream) in self.trail.with_confirmed_identifiers() {
            let recorded = self.trail.recorded_at(position);
            let since = recorded.map_or(today, |(_, occurred_on)| occurred_on);
            finder.add(rules::IDENTIFIER, stream, since, [position]);
        }
        let Some(own) = self.people.stream else {
            return;
        };
        for money in self.people.money.values() {
            for at in wrong_totals(money) {
                finder.add(rules::TOTALS, own, at.occurred_on, [at.position]);
            }
        }
        for group in self.people.groups.values() {
            if group.chair(false, today).is_none() {
                let mut chairs = group.chairs.iter().rev();
                let last = chairs.find(|c| !c.vice && c.from <= today);
                let since = last.and_then(|c| match c.post {
                    None => Some(c.from),
                    Some(_) => c.until.map(super::find::day_after),
                });
                let since = since.or(self.people.from).unwrap_or(today).min(today);
                let found = finder.add(rules::CHAIR_VACANT, own, since, [group.last.position]);
                found.agencies(group.members.iter().copied());
            }
        }
    }
}

/// A recommendation made of a finding whose quality nobody checked, or that fell short and was not
/// amended since.
fn quality_unchecked(finder: &mut Finder, one: &Recommendation) {
    let of_finding = one
        .sources
        .iter()
        .any(|from| from.kind == SourceKind::Finding);
    if !of_finding || one.state().is_settled() {
        return;
    }
    let at = match &one.quality {
        None => one.made,
        Some((at, answers)) => {
            let amended = one
                .amended
                .last()
                .is_some_and(|(last, _)| last.position > at.position);
            if amended || answers.iter().all(|answer| answer.holds) {
                return;
            }
            *at
        }
    };
    finder.add(
        rules::QUALITY_UNCHECKED,
        one.id,
        at.occurred_on,
        [at.position],
    );
}

/// The events whose stated totals are not the sum of what was recorded.
fn wrong_totals(money: &Money) -> Vec<crate::reference::Stamp> {
    let mut wrong = Vec::new();
    let agreed = money.stated_total_pence;
    if agreed.is_some_and(|total| total != money.agreed_pence()) {
        wrong.extend(money.agreed_by);
    }
    if let Some((income, spent)) = money.year_end {
        let income = !money.received.is_empty() && income != money.received_pence();
        let spent = !money.spent.is_empty() && spent != money.spent_pence();
        if income || spent {
            wrong.extend(money.year_end_by);
        }
    }
    wrong
}
