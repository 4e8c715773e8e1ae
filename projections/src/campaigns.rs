//! Self-assessment campaigns: whom each asked, what each agency says of itself, and what the
//! partnership thinks of that.

use crate::reference::{Stamp, TextRef};
use chrono::NaiveDate;
use events::envelope::DecidedIn;
use events::ids::{AgencyId, CampaignId, EvidenceId, ReturnId};
use events::self_assessment::{CampaignKind, StandardsSet};
use serde::Serialize;
use std::collections::BTreeMap;

mod fold;
mod heat;
mod returns;
mod view;

#[cfg(test)]
mod tests;

pub use heat::{HeatCell, HeatMap, HeatRow};
pub use returns::{
    Affirmation, AgreedAction, AgreedWhat, Answer, Challenge, Clarification, Done, Moderated,
    Return, ReturnPhase, SignOff, Submission,
};
pub use view::{CampaignCounts, CampaignView, ReturnView};

/// A return an agency was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invited {
    /// The campaign that asked.
    pub campaign: CampaignId,
    /// The agency that was asked.
    pub agency: AgencyId,
}

/// Every campaign, and every return.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Campaigns {
    opened: BTreeMap<CampaignId, Box<Campaign>>,
    returns: BTreeMap<ReturnId, Box<Return>>,
}

/// A round in which agencies assess themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Campaign {
    /// Which.
    pub id: CampaignId,
    /// Its stream's version, for `If-Match`.
    pub version: u64,
    /// When it was opened.
    pub opened: Stamp,
    /// Under which duty.
    pub kind: CampaignKind,
    /// What it is called.
    pub title: String,
    /// The first day on which returns are filled in.
    pub opens: NaiveDate,
    /// The last day on which a return is in time.
    pub due: NaiveDate,
    /// What agencies assess themselves against.
    pub standards: Box<StandardsSet>,
    /// The report made of all returns: when it was approved, which, and in which meeting.
    pub report: Option<(Stamp, EvidenceId, Option<DecidedIn>)>,
    /// When it was closed.
    pub closed: Option<Stamp>,
    /// Its last event.
    pub last: Stamp,
}

impl Campaigns {
    /// One campaign.
    pub fn get(&self, id: CampaignId) -> Option<&Campaign> {
        self.opened.get(&id).map(Box::as_ref)
    }

    /// Every campaign, the latest first.
    pub fn latest_first(&self) -> Vec<&Campaign> {
        let mut all: Vec<_> = self.opened.values().map(Box::as_ref).collect();
        all.sort_by_key(|one| std::cmp::Reverse((one.opens, one.id)));
        all
    }

    /// What a campaign is called.
    pub fn title(&self, id: CampaignId) -> Option<&str> {
        self.get(id).map(|campaign| campaign.title.as_str())
    }

    /// One agency's return.
    pub fn service_return(&self, id: ReturnId) -> Option<&Return> {
        self.returns.get(&id).map(Box::as_ref)
    }

    /// Of whom a return was asked, and by which campaign.
    pub fn invited(&self, id: ReturnId) -> Option<Invited> {
        let one = self.service_return(id)?;
        let (campaign, agency) = (one.campaign, one.agency);
        Some(Invited { campaign, agency })
    }

    /// The returns of a campaign, in the order of their ids.
    pub fn returns_of(&self, id: CampaignId) -> impl Iterator<Item = &Return> {
        let all = self.returns.values().map(Box::as_ref);
        all.filter(move |one| one.campaign == id)
    }

    /// The returns an agency was asked for, with the campaign of each.
    pub fn of_agency(&self, agency: AgencyId) -> impl Iterator<Item = (ReturnId, CampaignId)> + '_ {
        let all = self.returns.values();
        let of = all.filter(move |one| one.agency == agency);
        of.map(|one| (one.id, one.campaign))
    }

    /// The returns of every campaign that is open, past their day and neither handed in nor
    /// reported as not returned: the longest overdue first.
    pub fn overdue(&self, today: NaiveDate) -> Vec<&Return> {
        let all = self.returns.values().map(Box::as_ref);
        let late = all.filter(|one| one.is_overdue(today) && !self.is_closed(one.campaign));
        let mut late: Vec<_> = late.collect();
        late.sort_by_key(|one| (one.due, one.id));
        late
    }

    /// The returns that are waited for: of a campaign that is open, neither handed in nor reported
    /// as not returned, the earliest due date first.
    pub fn awaited(&self) -> Vec<&Return> {
        let all = self.returns.values().map(Box::as_ref);
        let waited = all.filter(|one| one.is_awaited() && !self.is_closed(one.campaign));
        let mut waited: Vec<_> = waited.collect();
        waited.sort_by_key(|one| (one.due, one.id));
        waited
    }

    /// The words of an answer, wherever they stand: those of one taken over stand in the return it
    /// was given in.
    pub fn words_of<'a>(&'a self, standard: &str, answer: &'a Answer) -> Option<&'a TextRef> {
        let stands_in = || self.service_return(answer.words_in)?.answers.get(standard);
        let earlier = || stands_in().and_then(|one| one.narrative.as_ref());
        answer.narrative.as_ref().or_else(earlier)
    }

    /// The returns an agency handed in to the same line of standards in a round that opened
    /// before this one's.
    pub fn earlier_of<'a>(&'a self, one: &'a Return) -> impl Iterator<Item = &'a Return> {
        let code = |of: &Return| self.get(of.campaign).map(|of| &of.standards.code);
        let opens = |of: &Return| self.get(of.campaign).map(|of| of.opens);
        let all = self.returns.values().map(Box::as_ref);
        all.filter(move |other| {
            other.agency == one.agency
                && other.phase.is_submitted()
                && code(other) == code(one)
                && opens(other) < opens(one)
        })
    }

    /// Whether a campaign is closed; one that is not known is not.
    fn is_closed(&self, id: CampaignId) -> bool {
        self.get(id).is_some_and(|known| known.closed.is_some())
    }
}
