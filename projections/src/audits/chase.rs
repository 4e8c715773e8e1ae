//! Which agency has to return what, and which children are still unsafe.

use super::{Audit, Audits, Case, Concern, Return, ReturnState};
use crate::Models;
use crate::reference::Stamp;
use chrono::NaiveDate;
use events::audit::Phase;
use events::ids::{AgencyId, AuditId, CaseId};
use serde::Serialize;
use std::collections::BTreeMap;

/// What one agency returned about one child.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// The agency.
    pub agency: AgencyId,
    /// The agency works with the child, so it may be asked.
    pub involved: bool,
    /// How far its return is; none where it was not asked.
    pub state: Option<ReturnState>,
    /// By when it is due.
    pub due: Option<NaiveDate>,
    /// For how many days it is overdue; 0 where it is not waited for.
    pub overdue_days: i64,
}

/// What every agency returned about one child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row<'a> {
    /// The case.
    pub case: CaseId,
    /// What the child is called in the audit.
    pub alias: &'a str,
    /// It is no longer counted.
    pub excluded: bool,
    /// One cell for each agency of the matrix, in its order.
    pub cells: Vec<Cell>,
}

/// Children down, agencies across.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReturnsMatrix<'a> {
    /// The agencies the audit looks at, by name.
    pub agencies: Vec<AgencyId>,
    /// The cases, by alias.
    pub rows: Vec<Row<'a>>,
    /// How many returns are waited for.
    pub outstanding: u32,
    /// How many of them are overdue.
    pub overdue: u32,
}

/// A return that is waited for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outstanding<'a> {
    /// The audit.
    pub audit: AuditId,
    /// Its reference.
    pub reference: &'a str,
    /// What it is called.
    pub title: &'a str,
    /// The case.
    pub case: CaseId,
    /// What the child is called in the audit.
    pub alias: &'a str,
    /// When it was asked for.
    pub requested: Stamp,
    /// When it was given back last, to be done again.
    pub given_back: Option<Stamp>,
    /// When the agency was reminded of it last.
    pub reminded: Option<Stamp>,
    /// By when it is due.
    pub due: NaiveDate,
    /// How far it is.
    pub state: ReturnState,
    /// For how many days it is overdue.
    pub overdue_days: i64,
}

/// Why a return was asked for last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LastAsked {
    /// It was asked for the first time.
    Requested,
    /// It was given back to be done again.
    GivenBack,
    /// The agency was reminded.
    Reminded,
}

impl Outstanding<'_> {
    /// When the agency was asked for it last, and why.
    pub fn last_asked(&self) -> (Stamp, LastAsked) {
        let later = [
            self.given_back.map(|at| (at, LastAsked::GivenBack)),
            self.reminded.map(|at| (at, LastAsked::Reminded)),
        ];
        let later = later.into_iter().flatten();
        let first = (self.requested, LastAsked::Requested);
        later.fold(first, |last, next| {
            if next.0.position > last.0.position {
                next
            } else {
                last
            }
        })
    }
}

/// What one agency was asked for and returned, in the audits under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct AgencyReturns {
    /// The agency.
    pub agency: AgencyId,
    /// How many returns it was asked for.
    pub asked: u32,
    /// How many came in.
    pub received: u32,
    /// How many are waited for.
    pub outstanding: u32,
    /// How many of them are overdue.
    pub overdue: u32,
    /// For how many days the longest overdue.
    pub longest_overdue_days: i64,
}

/// An agency to chase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chased<'a> {
    /// The agency.
    pub agency: AgencyId,
    /// What it has to return, the earliest due date first.
    pub outstanding: Vec<Outstanding<'a>>,
    /// How many of them are overdue.
    pub overdue: u32,
}

/// A child that was found unsafe, and nobody confirmed what was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenConcern<'a> {
    /// The audit.
    pub audit: AuditId,
    /// The case.
    pub case: CaseId,
    /// What the child is called in the audit.
    pub alias: &'a str,
    /// The case is no longer counted; the child is still a child.
    pub excluded: bool,
    /// The concern.
    pub concern: &'a Concern,
}

impl Audits {
    /// The concerns of every audit that nobody confirmed yet, the oldest first. An excluded case
    /// is still a child.
    pub fn open_concerns(&self) -> Vec<OpenConcern<'_>> {
        let mut open: Vec<_> = self.cases().flat_map(open_of).collect();
        open.sort_by_key(|one| one.concern.raised.position);
        open
    }

    /// The concerns of one audit that nobody confirmed yet, the oldest first.
    pub fn open_concerns_of(&self, id: AuditId) -> Vec<OpenConcern<'_>> {
        let mut open: Vec<_> = self.drawn(id).into_iter().flat_map(open_of).collect();
        open.sort_by_key(|one| one.concern.raised.position);
        open
    }
}

fn open_of(case: &Case) -> impl Iterator<Item = OpenConcern<'_>> {
    let open = case.concerns.iter().filter(|concern| concern.is_open());
    open.map(|concern| OpenConcern {
        audit: case.audit,
        case: case.id,
        alias: &case.alias,
        excluded: case.is_excluded(),
        concern,
    })
}

impl Models {
    /// Which agency returned what about which child, as it stands on a day.
    pub fn returns_matrix(&self, id: AuditId, today: NaiveDate) -> Option<ReturnsMatrix<'_>> {
        let audit = self.audits.audit(id)?;
        let mut agencies: Vec<_> = audit.agencies.iter().copied().collect();
        agencies.sort_by_key(|agency| (self.people.agency_name(*agency), *agency));
        let (mut outstanding, mut overdue) = (0, 0);
        let mut rows = Vec::new();
        for case in self.audits.drawn(id) {
            let cells = agencies.iter().map(|agency| {
                let one = case.returns.get(agency);
                let waited = one.is_some_and(|one| self.waits(audit, case, *agency, one, today));
                let due = one.map(|one| one.due);
                let overdue_days = due.filter(|_| waited).map_or(0, |due| late(due, today));
                outstanding += u32::from(waited);
                overdue += u32::from(overdue_days > 0);
                Cell {
                    agency: *agency,
                    involved: case.agencies.contains(agency),
                    state: one.map(|one| one.state),
                    due,
                    overdue_days,
                }
            });
            rows.push(Row {
                case: case.id,
                alias: &case.alias,
                excluded: case.is_excluded(),
                cells: cells.collect(),
            });
        }
        Some(ReturnsMatrix {
            agencies,
            rows,
            outstanding,
            overdue,
        })
    }

    /// Who has to be chased on a day: the returns that are waited for, by agency in the order of
    /// their names.
    pub fn chase_list(&self, today: NaiveDate) -> Vec<Chased<'_>> {
        let mut by: BTreeMap<AgencyId, Vec<Outstanding<'_>>> = BTreeMap::new();
        for audit in self.audits.all() {
            for case in self.audits.drawn(audit.id) {
                for (agency, one) in &case.returns {
                    if self.waits(audit, case, *agency, one, today) {
                        let waited = outstanding(audit, case, one, today);
                        by.entry(*agency).or_default().push(waited);
                    }
                }
            }
        }
        let chased = by.into_iter().map(|(agency, mut outstanding)| {
            outstanding.sort_by_key(|one| (one.due, one.reference, one.alias));
            let overdue = outstanding.iter().filter(|one| one.overdue_days > 0);
            Chased {
                agency,
                overdue: super::counted(overdue),
                outstanding,
            }
        });
        let mut chased: Vec<_> = chased.collect();
        chased.sort_by_key(|one| (self.people.agency_name(one.agency), one.agency));
        chased
    }

    /// What each agency returned of what it was asked for, in the audits under way, by name: those
    /// that returned everything, too. Cases that are no longer counted are left out.
    pub fn returns_by_agency(&self, today: NaiveDate) -> Vec<AgencyReturns> {
        let mut by: BTreeMap<AgencyId, AgencyReturns> = BTreeMap::new();
        let all = self.audits.all().filter(|audit| is_under_way(audit));
        for audit in all {
            let drawn = self.audits.drawn(audit.id).into_iter();
            for case in drawn.filter(|case| !case.is_excluded()) {
                for (agency, one) in &case.returns {
                    let counts = by
                        .entry(*agency)
                        .or_insert_with(|| AgencyReturns::of(*agency));
                    let waited = self.waits(audit, case, *agency, one, today);
                    counts.count(one, waited, today);
                }
            }
        }
        let mut all: Vec<_> = by.into_values().collect();
        all.sort_by_key(|one| (self.people.agency_name(one.agency), one.agency));
        all
    }

    /// Whether a return is waited for: it did not come in, the case is counted, the audit's report
    /// is not approved, and the agency is a member. What an agency did not return before it left
    /// is waited for no longer.
    fn waits(
        &self,
        audit: &Audit,
        case: &Case,
        agency: AgencyId,
        one: &Return,
        today: NaiveDate,
    ) -> bool {
        let known = self.people.agencies.get(&agency);
        let member = known.is_some_and(|known| known.is_member(today));
        is_under_way(audit) && member && one.state.is_outstanding() && !case.is_excluded()
    }
}

impl AgencyReturns {
    const fn of(agency: AgencyId) -> Self {
        Self {
            agency,
            asked: 0,
            received: 0,
            outstanding: 0,
            overdue: 0,
            longest_overdue_days: 0,
        }
    }

    fn count(&mut self, one: &Return, waited: bool, today: NaiveDate) {
        let days = if waited { late(one.due, today) } else { 0 };
        self.asked += 1;
        self.received += u32::from(!one.state.is_outstanding());
        self.outstanding += u32::from(waited);
        self.overdue += u32::from(days > 0);
        self.longest_overdue_days = self.longest_overdue_days.max(days);
    }
}

/// Whether returns are still taken: the report is neither approved nor the audit given up.
const fn is_under_way(audit: &Audit) -> bool {
    matches!(audit.phase, Phase::Commissioned | Phase::Sampled)
}

fn outstanding<'a>(
    audit: &'a Audit,
    case: &'a Case,
    one: &Return,
    today: NaiveDate,
) -> Outstanding<'a> {
    Outstanding {
        audit: audit.id,
        reference: &audit.reference,
        title: &audit.title,
        case: case.id,
        alias: &case.alias,
        requested: one.requested,
        given_back: one.given_back.last().map(|(at, _)| *at),
        reminded: one.reminded,
        due: one.due,
        state: one.state,
        overdue_days: late(one.due, today),
    }
}

/// For how many days something is past its date.
fn late(due: NaiveDate, today: NaiveDate) -> i64 {
    (today - due).num_days().max(0)
}
