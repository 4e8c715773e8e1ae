//! Inspections in a thread: what the letter says, as the source of what should change, and the
//! inspection that led to it.

use super::{Reach, Stage, Thread};
use crate::Models;
use crate::inspections::{FindingLine, Inspection};
use crate::reference::Label;
use events::ids::InspectionId;
use events::recommendation::SourceKind;

impl Models {
    pub(super) fn reach_inspection(&self, reach: &mut Reach, id: InspectionId) {
        let Some(inspection) = self.inspections.get(id) else {
            return;
        };
        reach.inspection = Some(id);
        let said = inspection.findings.iter().map(|finding| finding.id.0);
        for source in said.chain([id.0]) {
            for one in self.recommendations.from_source(source) {
                self.reach_all(reach, one.id);
            }
        }
    }

    /// Everything the letter of an inspection says, that too of which nothing came yet.
    pub(super) fn inspection_knots(&self, thread: &mut Thread, reach: &Reach) {
        let inspection = reach.inspection.and_then(|id| self.inspections.get(id));
        if let Some(inspection) = inspection {
            for finding in &inspection.findings {
                self.inspection_finding_knot(thread, inspection, finding);
            }
        }
    }

    /// What a letter says, as a source: the inspection, and its words. Nothing comes of what asks
    /// for change and led to no recommendation, unless somebody said why not.
    pub(super) fn inspection_finding_knot(
        &self,
        thread: &mut Thread,
        inspection: &Inspection,
        finding: &FindingLine,
    ) -> usize {
        let label = Label {
            words: Some(finding.statement.clone()),
            ..self.label(inspection.id.into())
        };
        if let Some(known) = thread.find(Stage::Source, &label) {
            return known;
        }
        let knot = thread.knot(Stage::Source, label, Some(finding.recorded));
        thread.word(knot, &finding.statement);
        let before = thread.led(self.label(inspection.id.into()), inspection.notified);
        thread.lead(Some(before), knot);
        if let Some(knot) = thread.knots.get_mut(knot) {
            knot.source = Some(SourceKind::Inspection);
        }
        if self.is_orphan(finding) && !self.is_partial() {
            thread.break_at(knot, Stage::Recommendation);
        }
        knot
    }
}
