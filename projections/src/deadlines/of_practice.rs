//! The dates of audits, of the year they stand in, and of self-assessments.

use super::{Dated, Due, Part};
use crate::Models;
use crate::audits::{Audit, Return};
use crate::campaigns::{AgreedWhat, Campaign};
use crate::programmes::{Entry, Programme};
use crate::reference::{Stamp, TextRef};
use chrono::{Months, NaiveDate};
use events::action::Owner;
use events::ids::{AgencyId, AuditId, ProgrammeId, ReturnId};
use std::collections::BTreeMap;

/// The post that runs audits where nobody else was named.
const COORDINATOR: &str = "PQA coordinator";

/// What an agency has to return about the children of one audit, by one day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Returns<'a> {
    pub(super) audit: &'a Audit,
    pub(super) agency: AgencyId,
}

/// Something of a return that has a date of its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct OfReturn<'a> {
    pub(super) one: &'a crate::campaigns::Return,
    /// The number of an agreed action; none for the return itself.
    pub(super) action: Option<(u32, &'a TextRef, &'a str)>,
}

/// A planned audit, in its year.
#[derive(Debug, Clone, Copy)]
pub(super) struct Planned<'a> {
    pub(super) year: &'a Programme,
    pub(super) entry: &'a Entry,
}

impl Models {
    /// Every date of audits, self-assessments, reviews, briefings and activities, the earliest
    /// first. Of a partial view only what
    /// an agency returns: when an audit was reported, or a planned one commissioned, is seen from
    /// the whole.
    pub(crate) fn dates_of_practice(&self, today: NaiveDate) -> Vec<Due> {
        let mut all = Vec::new();
        for audit in self.audits.all() {
            self.of_audit(&mut all, audit, today);
        }
        for programme in self.programmes.latest_first() {
            if !self.is_partial() {
                self.of_year(&mut all, programme);
            }
        }
        for campaign in self.campaigns.latest_first() {
            for one in self.campaigns.returns_of(campaign.id) {
                of_return(&mut all, campaign, one);
            }
        }
        self.dates_of_rapid_reviews(&mut all, today);
        self.dates_of_reviews(&mut all, today);
        self.dates_of_inspections(&mut all);
        self.dates_of_learning(&mut all);
        self.dates_of_records(&mut all);
        all.sort_by_key(Due::place);
        all
    }

    fn of_audit(&self, all: &mut Vec<Due>, audit: &Audit, today: NaiveDate) {
        let given_up = audit.abandoned.is_some();
        for ((agency, by), returns) in self.returns_by_day(audit) {
            let dated = Dated::Returns(Returns { audit, agency });
            let known = self.people.agencies.get(&agency);
            let member = known.is_none_or(|known| known.is_member(today));
            let mut due = Due::of(by, dated);
            let out = returns.iter().any(|one| one.state.is_outstanding());
            let came = returns.iter().filter_map(|one| one.received.last());
            let last = came.map(|at: &Stamp| at.occurred_on).max();
            due.actual = last.filter(|_| !out);
            due.stopped = out && (given_up || audit.is_reported() || !member);
            all.push(due);
        }
        if self.is_partial() {
            return;
        }
        let mut report = Due::of(audit.report_due, Dated::Report(audit));
        report.actual = audit.report_approved.as_ref().map(|(at, _)| at.occurred_on);
        report.stopped = given_up && report.actual.is_none();
        all.push(report);
        if let Some((_, by)) = audit.repeat_by {
            let again = self.audits.repeats_of(audit.id);
            let again = again.filter(|one| one.abandoned.is_none());
            let mut repeat = Due::of(by, Dated::Repeat(audit));
            repeat.actual = again.map(|one| one.commissioned.occurred_on).min();
            all.push(repeat);
        }
    }

    /// What is asked of each agency about the children left in a sample, by the day it is due.
    fn returns_by_day(&self, audit: &Audit) -> BTreeMap<(AgencyId, NaiveDate), Vec<&Return>> {
        let mut by_day: BTreeMap<_, Vec<&Return>> = BTreeMap::new();
        let drawn = self.audits.drawn(audit.id).into_iter();
        for case in drawn.filter(|case| !case.is_excluded()) {
            for (agency, one) in &case.returns {
                by_day.entry((*agency, one.due)).or_default().push(one);
            }
        }
        by_day
    }

    fn of_year(&self, all: &mut Vec<Due>, year: &Programme) {
        for entry in &year.entries {
            let planned = Planned { year, entry };
            let Some(by) = planned.ends() else { continue };
            let of = events::audit::ScheduledRef {
                programme: year.id,
                scheduled: entry.id,
            };
            let audits = self.audits.of_entry(of);
            let audits = audits.filter(|one| one.abandoned.is_none());
            let mut due = Due::of(by, Dated::Planned(planned));
            due.actual = audits.map(|one| one.commissioned.occurred_on).min();
            let over = entry.dropped.is_some() || year.closed.is_some();
            due.stopped = over && due.actual.is_none();
            all.push(due);
        }
    }

    /// The thing a date of an audit is of.
    pub(super) fn dated_audit(&self, due: &Due) -> Option<Dated<'_>> {
        let audit = self.audits.audit(AuditId(due.id))?;
        Some(match due.part {
            Part::Agency(agency) => Dated::Returns(Returns { audit, agency }),
            Part::Again => Dated::Repeat(audit),
            Part::Whole
            | Part::Milestone(_)
            | Part::Entry(_)
            | Part::Number(_)
            | Part::PlanStep(_)
            | Part::Safety(_)
            | Part::Step(_)
            | Part::Request(_) => Dated::Report(audit),
        })
    }

    /// The thing a date of a year is of.
    pub(super) fn dated_entry(&self, due: &Due) -> Option<Dated<'_>> {
        let year = self.programmes.get(ProgrammeId(due.id))?;
        let Part::Entry(id) = due.part else {
            return None;
        };
        let entry = year.entry(id)?;
        Some(Dated::Planned(Planned { year, entry }))
    }

    /// The thing a date of a return is of.
    pub(super) fn dated_return(&self, due: &Due) -> Option<Dated<'_>> {
        let one = self.campaigns.service_return(ReturnId(due.id))?;
        let action = match due.part {
            Part::Number(number) => match &one.actions.get(&number)?.what {
                AgreedWhat::Own { words, owner, .. } => Some((number, words, owner.as_str())),
                AgreedWhat::Existing(_) => return None,
            },
            Part::Whole
            | Part::Milestone(_)
            | Part::Entry(_)
            | Part::Agency(_)
            | Part::Again
            | Part::PlanStep(_)
            | Part::Safety(_)
            | Part::Step(_)
            | Part::Request(_) => None,
        };
        Some(Dated::OfReturn(OfReturn { one, action }))
    }

    /// Who leads an audit: as its year says, or else whoever runs audits.
    pub(super) fn leads(&self, audit: &Audit) -> Owner {
        let entry = audit.scheduled.and_then(|of| {
            let year = self.programmes.get(of.programme)?;
            year.entry(of.scheduled)
        });
        entry.map_or_else(coordinator, |entry| entry.lead.clone())
    }
}

fn of_return(all: &mut Vec<Due>, campaign: &Campaign, one: &crate::campaigns::Return) {
    let whole = OfReturn { one, action: None };
    let mut due = Due::of(one.due, Dated::OfReturn(whole));
    let submitted = one.submitted.as_ref().filter(|_| one.phase.is_submitted());
    due.actual = submitted.map(|submitted| submitted.at.occurred_on);
    due.stopped = due.actual.is_none() && campaign.closed.is_some();
    all.push(due);
    for (number, agreed) in &one.actions {
        if let AgreedWhat::Own {
            words,
            owner,
            due: by,
            done,
        } = &agreed.what
        {
            let action = Some((*number, words, owner.as_str()));
            let mut due = Due::of(*by, Dated::OfReturn(OfReturn { action, ..whole }));
            due.actual = done.as_ref().map(|done| done.at.occurred_on);
            all.push(due);
        }
    }
}

fn coordinator() -> Owner {
    Owner {
        role: COORDINATOR.to_owned(),
        agency: None,
    }
}

impl Planned<'_> {
    /// The last day of the quarter it stands in; never after the year.
    pub(super) fn ends(self) -> Option<NaiveDate> {
        let months = Months::new(u32::from(self.entry.quarter) * 3);
        let next = self.year.starts.checked_add_months(months)?;
        Some(next.pred_opt()?.min(self.year.ends))
    }
}
