//! Everything the pages of a campaign and of a return show.

use super::{AgreedAction, AgreedWhat, Campaign, HeatRow, Return, ReturnPhase};
use crate::Models;
use crate::audits::counted;
use chrono::NaiveDate;
use events::ids::{CampaignId, ReturnId};
use serde::Serialize;
use std::collections::BTreeMap;

/// A campaign in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CampaignCounts {
    /// How many agencies were asked.
    pub invited: u32,
    /// How many handed it in.
    pub submitted: u32,
    /// How many were accepted.
    pub accepted: u32,
    /// How many were reported as not returned.
    pub non_returns: u32,
    /// How many are past their day and neither handed in nor reported as not returned.
    pub overdue: u32,
    /// By phase.
    pub phases: BTreeMap<ReturnPhase, u32>,
    /// How many answers say *met* with no evidence that stands.
    pub met_without_evidence: u32,
    /// How many answers the partnership thinks less of than the agency.
    pub moderated_down: u32,
}

/// One return as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReturnView<'a> {
    /// The return.
    #[serde(rename = "return")]
    pub one: &'a Return,
    /// Its scores.
    pub scores: HeatRow<'a>,
    /// The standards nobody answered yet.
    pub unanswered: Vec<&'a str>,
    /// The standards whose answers were taken over and not re-affirmed.
    pub not_reaffirmed: Vec<&'a str>,
    /// It is past its day and neither handed in nor reported as not returned.
    pub overdue: bool,
    /// Agreed actions that are not done.
    pub actions_open: u32,
    /// Agreed actions of the agency's own that are not done and past their date.
    pub actions_overdue: u32,
}

/// Everything the page of a campaign shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CampaignView<'a> {
    /// The campaign.
    pub campaign: &'a Campaign,
    /// It in numbers.
    pub counts: CampaignCounts,
    /// The returns, by the agency's name.
    pub returns: Vec<ReturnView<'a>>,
}

impl Models {
    /// Everything the page of a campaign shows on a day.
    pub fn campaign(&self, id: CampaignId, today: NaiveDate) -> Option<CampaignView<'_>> {
        let campaign = self.campaigns.get(id)?;
        let mut returns: Vec<_> = self
            .campaigns
            .returns_of(id)
            .map(|one| self.view_of(campaign, one, today))
            .collect();
        returns.sort_by_key(|view| (self.people.agency_name(view.one.agency), view.one.id));
        Some(CampaignView {
            campaign,
            counts: CampaignCounts::of(&returns),
            returns,
        })
    }

    /// Everything the page of a return shows on a day; none where its campaign is not known.
    pub fn service_return(&self, id: ReturnId, today: NaiveDate) -> Option<ReturnView<'_>> {
        let one = self.campaigns.service_return(id)?;
        let campaign = self.campaigns.get(one.campaign)?;
        Some(self.view_of(campaign, one, today))
    }

    fn view_of<'a>(
        &'a self,
        campaign: &'a Campaign,
        one: &'a Return,
        today: NaiveDate,
    ) -> ReturnView<'a> {
        let standards = campaign.standards.standards.iter();
        let keys = standards.map(|standard| standard.key.as_str());
        let open = || one.actions.values().filter(|agreed| !self.is_done(agreed));
        let late = |agreed: &&AgreedAction| match &agreed.what {
            AgreedWhat::Existing(_) => false,
            AgreedWhat::Own { due, .. } => *due < today,
        };
        ReturnView {
            one,
            scores: self.heat_row(campaign, one),
            unanswered: keys.filter(|key| !one.answers.contains_key(*key)).collect(),
            not_reaffirmed: one.not_reaffirmed().collect(),
            overdue: one.is_overdue(today) && campaign.closed.is_none(),
            actions_open: counted(open()),
            actions_overdue: counted(open().filter(late)),
        }
    }

    /// Whether what was agreed is done: verified or discontinued in its plan, or shown by the
    /// agency.
    fn is_done(&self, agreed: &AgreedAction) -> bool {
        match &agreed.what {
            AgreedWhat::Own { done, .. } => done.is_some(),
            AgreedWhat::Existing(id) => {
                let known = self.actions.get(*id);
                known.is_some_and(|known| known.is_done() || known.discontinued.is_some())
            }
        }
    }
}

impl CampaignCounts {
    fn of(returns: &[ReturnView<'_>]) -> Self {
        let mut counts = Self::default();
        for view in returns {
            let phase = view.one.phase;
            let cells = || view.scores.cells.iter();
            counts.invited += 1;
            counts.submitted += u32::from(phase.is_submitted());
            counts.accepted += u32::from(phase.is_accepted());
            counts.non_returns += u32::from(phase == ReturnPhase::NonReturn);
            counts.overdue += u32::from(view.overdue);
            *counts.phases.entry(phase).or_default() += 1;
            counts.met_without_evidence += counted(cells().filter(|c| c.met_without_evidence));
            counts.moderated_down += counted(cells().filter(|cell| cell.moderated_down));
        }
        counts
    }
}
