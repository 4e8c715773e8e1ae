//! The dates of inspections: what was asked for, and the plan that answers the letter.

use super::{Dated, DeadlineKind, Due, Part};
use crate::Models;
use crate::inspections::{Inspection, RequestLine};
use crate::reference::TextRef;
use events::action::Owner;
use events::ids::{AgencyId, InspectionId};
use events::inspection::Phase;

/// Something of an inspection that has a date.
#[derive(Debug, Clone, Copy)]
pub(super) struct OfInspection<'a> {
    pub(super) inspection: &'a Inspection,
    /// The request; none for the plan.
    pub(super) request: Option<&'a RequestLine>,
}

impl Models {
    /// Every date of inspections. Of a partial view only what the agency was asked.
    pub(super) fn dates_of_inspections(&self, all: &mut Vec<Due>) {
        for inspection in self.inspections.latest_first() {
            let closed = inspection.phase() == Phase::Closed;
            for request in &inspection.requests {
                let of = OfInspection {
                    inspection,
                    request: Some(request),
                };
                let mut due = Due::of(request.due_on, Dated::OfInspection(of));
                due.actual = request.answered.as_ref().map(|answer| answer.on);
                due.stopped = due.actual.is_none() && (closed || !request.is_open());
                all.push(due);
            }
            let Some(by) = inspection.plan_due().filter(|_| !self.is_partial()) else {
                continue;
            };
            let of = OfInspection {
                inspection,
                request: None,
            };
            let mut due = Due::of(by, Dated::OfInspection(of));
            due.actual = inspection.submitted.as_ref().map(|sent| sent.on);
            due.stopped = due.actual.is_none() && closed;
            all.push(due);
        }
    }

    /// The thing a date of an inspection is of.
    pub(super) fn dated_inspection(&self, due: &Due) -> Option<Dated<'_>> {
        let inspection = self.inspections.get(InspectionId(due.id))?;
        let request = match due.part {
            Part::Request(id) => Some(inspection.request(id)?),
            Part::Whole
            | Part::Milestone(_)
            | Part::Agency(_)
            | Part::Again
            | Part::Entry(_)
            | Part::Number(_)
            | Part::PlanStep(_)
            | Part::Safety(_)
            | Part::Step(_) => None,
        };
        Some(Dated::OfInspection(OfInspection {
            inspection,
            request,
        }))
    }
}

impl<'a> OfInspection<'a> {
    pub(super) const fn kind(self) -> DeadlineKind {
        match self.request {
            Some(_) => DeadlineKind::InformationRequest,
            None => DeadlineKind::PostInspectionPlan,
        }
    }

    pub(super) fn part(self) -> Part {
        self.request
            .map_or(Part::Whole, |request| Part::Request(request.id))
    }

    /// Whose it is: the post that keeps contact, but for what an agency was asked.
    pub(super) fn owners(self) -> Vec<Owner> {
        if !self.addressees().is_empty() {
            return Vec::new();
        }
        vec![Owner {
            role: self.inspection.lead.clone(),
            agency: None,
        }]
    }

    pub(super) fn addressees(self) -> Vec<AgencyId> {
        let asked = self.request.and_then(|request| request.agency);
        asked.into_iter().collect()
    }

    /// What is asked; the plan has no words of its own.
    pub(super) fn text(self) -> Option<&'a TextRef> {
        self.request.map(|request| &request.what)
    }

    /// What it is, behind the inspection's name.
    pub(super) fn told(self) -> String {
        match self.request {
            Some(request) => format!("request {}", request.number),
            None => "plan that answers the letter".to_owned(),
        }
    }
}
