//! Who has to be chased: the returns that audits and self-assessments wait for, narrowed.

use crate::Models;
use crate::audits::Chased;
use crate::campaigns::Return;
use chrono::NaiveDate;
use events::ids::{AgencyId, AuditId};
use serde::Serialize;

#[cfg(test)]
mod tests;

/// Which returns are wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ChaseFilter {
    /// Of this agency.
    pub agency: Option<AgencyId>,
    /// For this audit, which leaves self-assessments out.
    pub audit: Option<AuditId>,
    /// Only those past their day.
    pub overdue: bool,
}

/// The returns that are waited for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ToChase<'a> {
    /// Those of audits, by agency in the order of their names.
    pub audits: Vec<Chased<'a>>,
    /// Those of self-assessments, the earliest due date first.
    pub self_assessments: Vec<&'a Return>,
}

impl ToChase<'_> {
    /// Whether no return is waited for.
    pub const fn is_empty(&self) -> bool {
        self.audits.is_empty() && self.self_assessments.is_empty()
    }

    /// How many returns are waited for.
    pub fn total(&self) -> usize {
        let audits = self.audits.iter().map(|one| one.outstanding.len());
        audits.sum::<usize>() + self.self_assessments.len()
    }

    /// How many of them are past their day.
    pub fn overdue(&self, today: NaiveDate) -> usize {
        let all = self.audits.iter().flat_map(|one| &one.outstanding);
        let late = all.filter(|one| one.overdue_days > 0).count();
        let own = self.self_assessments.iter();
        late + own.filter(|one| one.is_overdue(today)).count()
    }
}

impl Models {
    /// The returns that are waited for on a day, of audits and of self-assessments.
    pub fn to_chase(&self, filter: &ChaseFilter, today: NaiveDate) -> ToChase<'_> {
        let wanted = |agency: AgencyId| filter.agency.is_none_or(|one| one == agency);
        let mut audits = self.chase_list(today);
        audits.retain(|one| wanted(one.agency));
        for one in &mut audits {
            one.outstanding.retain(|waited| {
                filter.audit.is_none_or(|audit| waited.audit == audit)
                    && (!filter.overdue || waited.overdue_days > 0)
            });
            let late = one.outstanding.iter().filter(|one| one.overdue_days > 0);
            one.overdue = crate::audits::counted(late);
        }
        audits.retain(|one| !one.outstanding.is_empty());
        let mut self_assessments = self.campaigns.awaited();
        self_assessments.retain(|one| {
            let of_audit = filter.audit.is_some();
            !of_audit && wanted(one.agency) && (!filter.overdue || one.is_overdue(today))
        });
        ToChase {
            audits,
            self_assessments,
        }
    }
}
