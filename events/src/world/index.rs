//! What leads from one thing of the record to another, kept as it is recorded.

use super::World;
use crate::ids::InspectionFindingId;
use crate::ids::{ActionId, AuditId, CampaignId, FindingId, RecommendationId, ReviewFindingId};
use crate::{action, audit, recommendation, self_assessment, service_return};

impl World {
    pub(super) fn index_audit(&mut self, id: AuditId, event: &audit::Event) {
        if let audit::Event::AuditCommissioned {
            scheduled: Some(scheduled),
            ..
        } = event
        {
            let of_programme = self.audits_of_programme.entry(scheduled.programme);
            of_programme.or_default().insert(id);
        }
        if let audit::Event::FindingRecorded { finding, .. } = event {
            self.audit_of_finding.insert(*finding, id);
        }
    }

    pub(super) fn index_recommendation(
        &mut self,
        id: RecommendationId,
        event: &recommendation::Event,
    ) {
        let recommendation::Event::RecommendationMade { sources, .. } = event else {
            return;
        };
        for source in sources {
            let Some(named) = source.id else { continue };
            match source.kind {
                recommendation::SourceKind::Finding => {
                    let entry = self.recommendations_of_finding.entry(FindingId(named));
                    entry.or_default().insert(id);
                }
                recommendation::SourceKind::LearningPoint
                | recommendation::SourceKind::PracticeReview => {
                    let finding = ReviewFindingId(named);
                    let entry = self.recommendations_of_review_finding.entry(finding);
                    entry.or_default().insert(id);
                }
                recommendation::SourceKind::Inspection => {
                    let finding = InspectionFindingId(named);
                    let entry = self.recommendations_of_inspection_finding.entry(finding);
                    entry.or_default().insert(id);
                }
                recommendation::SourceKind::NationalReview
                | recommendation::SourceKind::AnnualReport
                | recommendation::SourceKind::Document
                | recommendation::SourceKind::Meeting => {}
            }
        }
    }

    pub(super) fn index_action(&mut self, id: ActionId, event: &action::Event) {
        if let action::Event::ActionAgreed { plan, parent, .. } = event {
            self.actions_of_plan.entry(*plan).or_default().insert(id);
            if let action::Parent::Recommendation(recommendation) = parent {
                self.actions_of_recommendation
                    .entry(*recommendation)
                    .or_default()
                    .insert(id);
            }
        }
    }

    /// A return begins, and is given up, in its campaign: what happens there is known of it too.
    pub(super) fn index_return(&mut self, id: CampaignId, event: &self_assessment::Event) {
        if let Some(about) = event.about_return() {
            let of_campaign = self.returns_of_campaign.entry(id).or_default();
            of_campaign.insert(about);
            let state = self.returns.entry(about).or_default();
            service_return::evolve_from_campaign(state, id, event);
        }
    }
}
