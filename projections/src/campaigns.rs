//! Which self-assessment campaigns there are, and which agency each return was asked of. What an
//! agency says of itself stays in the log.

use events::envelope::Envelope;
use events::ids::{AgencyId, CampaignId, ReturnId};
use events::self_assessment::Event;
use std::collections::BTreeMap;

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
    titles: BTreeMap<CampaignId, String>,
    invited: BTreeMap<ReturnId, Invited>,
}

impl Campaigns {
    /// What a campaign is called.
    pub fn title(&self, id: CampaignId) -> Option<&str> {
        self.titles.get(&id).map(String::as_str)
    }

    /// Of whom a return was asked, and by which campaign.
    pub fn invited(&self, id: ReturnId) -> Option<Invited> {
        self.invited.get(&id).copied()
    }

    /// The returns an agency was asked for, with the campaign of each.
    pub fn of_agency(&self, agency: AgencyId) -> impl Iterator<Item = (ReturnId, CampaignId)> + '_ {
        let all = self.invited.iter();
        let of = all.filter(move |(_, invited)| invited.agency == agency);
        of.map(|(id, invited)| (*id, invited.campaign))
    }

    pub(crate) fn apply(&mut self, event: &Event, envelope: &Envelope) {
        let campaign = CampaignId(envelope.stream.id);
        match event {
            Event::CampaignOpened { title, .. } => {
                self.titles.insert(campaign, title.clone());
            }
            Event::ReturnInvited {
                agency,
                service_return,
                ..
            } => {
                let agency = *agency;
                let invited = Invited { campaign, agency };
                self.invited.insert(*service_return, invited);
            }
            Event::ReturnOverdueEscalated { .. }
            | Event::NonReturnReported { .. }
            | Event::CompositeReportApproved { .. }
            | Event::CampaignClosed {} => {}
        }
    }
}
