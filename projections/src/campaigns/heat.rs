//! Agencies down, standards across: what each says of itself, and what the partnership thinks.

use super::{Affirmation, Campaign, Return, ReturnPhase};
use crate::Models;
use crate::audits::counted;
use events::ids::{AgencyId, CampaignId, ReturnId};
use serde::Serialize;

/// One agency's score of one standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one mark a cell may bear, independent of the others"
)]
pub struct HeatCell<'a> {
    /// The key of the standard.
    pub standard: &'a str,
    /// What the agency says; none where it has not answered.
    pub own: Option<&'a str>,
    /// What the partnership thinks, where it said so.
    pub moderated: Option<&'a str>,
    /// The score in force says that the standard is met.
    pub met: bool,
    /// How many pieces of evidence that still stand show it.
    pub evidence: u32,
    /// The agency says *met*, and no evidence that stands shows it.
    pub met_without_evidence: bool,
    /// The answer was taken over, and nobody said that it still holds.
    pub not_reaffirmed: bool,
    /// The partnership thinks less of it than the agency.
    pub moderated_down: bool,
    /// The partnership thinks more of it than the agency.
    pub moderated_up: bool,
}

/// One agency's scores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeatRow<'a> {
    /// The agency.
    pub agency: AgencyId,
    /// Its return.
    pub service_return: ReturnId,
    /// How far that is.
    pub phase: ReturnPhase,
    /// One cell for each standard, in the order of the set.
    pub cells: Vec<HeatCell<'a>>,
}

/// Agencies down, standards across.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeatMap<'a> {
    /// Key and title of each standard, in the order of the set.
    pub standards: Vec<(&'a str, &'a str)>,
    /// The agencies asked, by name.
    pub rows: Vec<HeatRow<'a>>,
}

impl Models {
    /// What every agency of a campaign says of itself, and what the partnership thinks.
    pub fn heat_map(&self, id: CampaignId) -> Option<HeatMap<'_>> {
        let campaign = self.campaigns.get(id)?;
        let standards = campaign.standards.standards.iter();
        let standards = standards.map(|one| (one.key.as_str(), one.title.as_str()));
        let mut rows: Vec<_> = self
            .campaigns
            .returns_of(id)
            .map(|one| self.heat_row(campaign, one))
            .collect();
        rows.sort_by_key(|row| (self.people.agency_name(row.agency), row.agency));
        Some(HeatMap {
            standards: standards.collect(),
            rows,
        })
    }

    pub(crate) fn heat_row<'a>(&'a self, campaign: &'a Campaign, one: &'a Return) -> HeatRow<'a> {
        let standards = campaign.standards.standards.iter();
        let cell = |key| self.heat_cell(campaign, one, key);
        HeatRow {
            agency: one.agency,
            service_return: one.id,
            phase: one.phase,
            cells: standards.map(|standard| cell(&standard.key)).collect(),
        }
    }

    fn heat_cell<'a>(&self, of: &'a Campaign, one: &'a Return, standard: &'a str) -> HeatCell<'a> {
        let set = &of.standards;
        let answer = one.answers.get(standard);
        let own = answer.map(|answer| answer.score.as_str());
        let moderated = one.moderated.get(standard).map(|view| view.to.as_str());
        let evidence = answer.map_or(0, |answer| {
            let pieces = answer.evidence.iter();
            let pieces = pieces.filter_map(|piece| self.evidence.get(*piece));
            counted(pieces.filter(|piece| piece.stands()))
        });
        let place = |code: &str| set.scale.iter().position(|score| score.code == code);
        let places = own.and_then(place).zip(moderated.and_then(place));
        let force = one.score_in_force(standard);
        HeatCell {
            standard,
            own,
            moderated,
            met: force.is_some_and(|score| set.counts_as_met(score)),
            evidence,
            met_without_evidence: own.is_some_and(|score| set.counts_as_met(score))
                && evidence == 0,
            not_reaffirmed: answer
                .is_some_and(|answer| answer.affirmation == Affirmation::CarriedForward),
            moderated_down: places.is_some_and(|(own, moderated)| moderated > own),
            moderated_up: places.is_some_and(|(own, moderated)| moderated < own),
        }
    }
}
