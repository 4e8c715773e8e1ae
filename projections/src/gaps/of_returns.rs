//! The rule about self-assessments: what an agency did not return, claims without showing it, or
//! was told is less than it thinks, with nothing agreed to follow.

use super::find::Finder;
use super::rules;
use crate::Models;
use crate::campaigns::{HeatCell, Return, ReturnPhase};

impl Models {
    /// Section 11 of the Children Act 2004 and sections 175 and 157 of the Education Act 2002 ask
    /// each agency for its own arrangements; what it says of them is seen in its return alone, so
    /// an agency is told of its own.
    pub(super) fn gaps_of_returns(&self, finder: &mut Finder) {
        for campaign in self.campaigns.latest_first() {
            for one in self.campaigns.returns_of(campaign.id) {
                let row = self.heat_row(campaign, one);
                of_return(finder, one, &row.cells);
            }
        }
    }
}

fn of_return(finder: &mut Finder, one: &Return, cells: &[HeatCell<'_>]) {
    let mut add = |at: crate::reference::Stamp| {
        let (since, rests_on) = (at.occurred_on, [at.position]);
        let found = finder.add(rules::SELF_ASSESSMENT, one.id, since, rests_on);
        found.agencies([one.agency]);
    };
    if let Some((at, _)) = one.non_return.as_ref() {
        add(*at);
    }
    if one.phase.is_submitted() {
        for cell in cells.iter().filter(|cell| cell.met_without_evidence) {
            if let Some(answer) = one.answers.get(cell.standard) {
                add(answer.at);
            }
        }
    }
    // Once it is accepted, something has to follow from a standard the partnership thinks less of.
    let accepted = matches!(one.phase, ReturnPhase::Accepted | ReturnPhase::Closed);
    if accepted && one.actions.is_empty() {
        for cell in cells.iter().filter(|cell| cell.moderated_down) {
            if let Some(moderated) = one.moderated.get(cell.standard) {
                add(moderated.at);
            }
        }
    }
}
