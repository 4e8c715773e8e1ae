//! The rules about the year's programme, audits and the children in them.

use super::find::{Finder, day_after};
use super::rules;
use crate::Models;
use crate::audits::{Audit, AuditStage, Case, Finding, counted};
use crate::programmes::Programme;
use chrono::{Days, NaiveDate};
use events::audit::Judgement;
use events::audit_case::Disability;

/// From how many moderated cases on it is strange that no grade moved.
const MODERATED_MIN: u32 = 5;

/// Within how many days of its approval what an audit learned reaches people.
const DISSEMINATED_WITHIN_DAYS: u64 = 30;

impl Models {
    /// Everything the rules find in audits. Of a partial view only the concerns: whether anything
    /// else is missing is seen from the whole.
    pub(super) fn gaps_of_audits(&self, finder: &mut Finder, today: NaiveDate) {
        for case in self.audits.cases() {
            unconfirmed(finder, case);
        }
        if self.is_partial() {
            return;
        }
        for programme in self.programmes.latest_first() {
            self.below_pace(finder, programme, today);
        }
        for audit in self.audits.all() {
            let Some(stage) = self.audits.stage(audit.id) else {
                continue;
            };
            if stage == AuditStage::Abandoned {
                continue;
            }
            self.of_sample(finder, audit);
            self.of_moderation(finder, audit, stage, today);
            self.of_findings(finder, audit);
            of_dissemination(finder, audit, today);
            self.of_repeats(finder, audit, today);
        }
    }

    /// Fewer audits are reported than the year asks for by now.
    fn below_pace(&self, finder: &mut Finder, programme: &Programme, today: NaiveDate) {
        if programme.closed.is_some() {
            return;
        }
        let Some(view) = self.programme(programme.id, today) else {
            return;
        };
        if view.pace.behind() > 0 {
            let since = programme.behind_since(view.pace.reported).min(today);
            let rests_on = [programme.agreed.position];
            finder.add(rules::BELOW_PACE, programme.id, since, rests_on);
        }
    }

    fn of_sample(&self, finder: &mut Finder, audit: &Audit) {
        let Some(sample) = &audit.sample else {
            return;
        };
        let (since, position) = (sample.at.occurred_on, sample.at.position);
        let drawn = self.audits.drawn(audit.id);
        let mut left = drawn.iter().filter(|case| !case.is_excluded());
        if left.all(|case| case.disability != Disability::Disabled) {
            finder.add(rules::NO_DISABLED_CHILD, audit.id, since, [position]);
        }
        if sample.n < audit.sample_planned {
            finder.add(rules::SAMPLE_CHANGED, audit.id, since, [position]);
        }
        let excluded = drawn.iter().filter_map(|case| case.excluded.as_ref());
        for late in excluded.filter(|one| one.after_grading) {
            let (since, rests_on) = (late.at.occurred_on, [late.at.position]);
            finder.add(rules::SAMPLE_CHANGED, audit.id, since, rests_on);
        }
    }

    /// Nobody moderated by the day it should have reported, or moderation moved nothing at all.
    fn of_moderation(
        &self,
        finder: &mut Finder,
        audit: &Audit,
        stage: AuditStage,
        today: NaiveDate,
    ) {
        let waited = stage.is_under_way() && audit.report_due < today;
        if waited && audit.moderation.is_empty() {
            let since = day_after(audit.report_due);
            let rests_on = [audit.commissioned.position];
            finder.add(rules::NOT_MODERATED, audit.id, since, rests_on);
        }
        if stage < AuditStage::Moderated {
            return;
        }
        let moved = self.grades_moved(audit.id);
        let nothing = moved.up + moved.down + moved.unknown == 0;
        if let Some(last) = audit.moderation.last()
            && nothing
            && moved.moderated >= MODERATED_MIN
        {
            let (since, rests_on) = (last.at.occurred_on, [last.at.position]);
            finder.add(rules::NOT_MODERATED, audit.id, since, rests_on);
        }
    }

    /// A finding asks for change, and nobody recommended any or said why not.
    fn of_findings(&self, finder: &mut Finder, audit: &Audit) {
        for finding in &audit.findings {
            let asks = finding.now.kind.asks_for_recommendation();
            let answered = finding.no_recommendation.is_some() || self.is_recommended(finding.id);
            if asks && !answered {
                let at = finding.recorded;
                finder.add(
                    rules::ORPHAN_FINDING,
                    audit.id,
                    at.occurred_on,
                    [at.position],
                );
            }
        }
    }

    /// Something was to change, and nobody looked again or said when; or somebody looked, and it
    /// is no better.
    fn of_repeats(&self, finder: &mut Finder, audit: &Audit, today: NaiveDate) {
        let repeats = || self.audits.repeats_of(audit.id);
        let repeated = repeats().any(|again| again.abandoned.is_none());
        let asked = |finding: &Finding| finding.now.kind.asks_for_recommendation();
        let changes = audit.findings.iter().any(asked) && !audit.is_all_better();
        if let Some(closed) = audit.closed.filter(|_| changes && !repeated) {
            match audit.repeat_by {
                None => {
                    let (since, rests_on) = (closed.occurred_on, [closed.position]);
                    finder.add(rules::NOT_REPEATED, audit.id, since, rests_on);
                }
                Some((at, by)) if by < today => {
                    finder.add(rules::NOT_REPEATED, audit.id, day_after(by), [at.position]);
                }
                Some(_) => {}
            }
        }
        if repeats().any(Audit::is_reported) {
            return;
        }
        let worse = audit.comparisons.iter();
        for measure in worse.filter(|one| one.judgement == Judgement::NotImproved) {
            let (since, rests_on) = (measure.at.occurred_on, [measure.at.position]);
            finder.add(rules::NOT_BETTER, audit.id, since, rests_on);
        }
    }
}

impl Audit {
    /// Whether it made an earlier one again, and everything it compared is better.
    fn is_all_better(&self) -> bool {
        let mut compared = self.comparisons.iter();
        let better = compared.all(|one| one.judgement == Judgement::Improved);
        better && counted(self.comparisons.iter()) > 0
    }
}

impl Programme {
    /// The first day on which more audits were expected than were reported.
    fn behind_since(&self, reported: u32) -> NaiveDate {
        let mut day = self.starts;
        while day <= self.ends && self.expected_by(day) <= reported {
            day = day_after(day);
        }
        day
    }
}

/// A child was found unsafe, and nobody confirmed what was done.
fn unconfirmed(finder: &mut Finder, case: &Case) {
    for concern in case.concerns.iter().filter(|concern| concern.is_open()) {
        let (since, rests_on) = (concern.raised.occurred_on, [concern.raised.position]);
        let found = finder.add(rules::CONCERN_UNCONFIRMED, case.id, since, rests_on);
        found.agencies(concern.agencies.iter().copied());
    }
}

/// The report is approved, and what was learned reached nobody in time.
fn of_dissemination(finder: &mut Finder, audit: &Audit, today: NaiveDate) {
    let Some((at, _)) = audit.report_approved.as_ref() else {
        return;
    };
    let until = at
        .occurred_on
        .checked_add_days(Days::new(DISSEMINATED_WITHIN_DAYS));
    let late = until.filter(|until| *until < today && audit.disseminated.is_empty());
    if let Some(until) = late {
        let found = finder.add(
            rules::NOT_DISSEMINATED,
            audit.id,
            day_after(until),
            [at.position],
        );
        found.agencies(audit.agencies.iter().copied());
    }
}
