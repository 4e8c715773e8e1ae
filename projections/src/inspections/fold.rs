//! How the events of inspections move the model on.

use super::{
    AnswerLine, FieldworkLine, FindingLine, Inspection, Inspections, LateLine, LetterLine,
    RequestLine, SubmittedLine,
};
use crate::reference::{Stamp, TextRef};
use events::envelope::Envelope;
use events::ids::{InformationRequestId, InspectionFindingId, InspectionId};
use events::inspection::{self, Event, Fieldwork, State};

impl Inspections {
    pub(crate) fn apply(&mut self, event: &Event, envelope: &Envelope) {
        let id = InspectionId(envelope.stream.id);
        let at = Stamp::of(envelope);
        if let Some(new) = Inspection::notified(id, event, at) {
            self.all.entry(id).or_insert_with(|| Box::new(new));
        }
        let Some(known) = self.all.get_mut(&id) else {
            return;
        };
        if let Event::InspectionFindingReceived { finding, .. } = event {
            self.of_finding.insert(*finding, id);
        }
        (known.version, known.last) = (envelope.version, at);
        inspection::evolve(&mut known.rules, event, envelope);
        known.asked(event, envelope, at);
        known.said(event, envelope, at);
        known.ended(event, envelope, at);
    }
}

/// A field of the event at a place.
const fn words(at: Stamp, field: &'static str) -> TextRef {
    TextRef::new(at.position, field)
}

const fn late(at: Stamp, on: chrono::NaiveDate) -> LateLine {
    LateLine {
        at,
        words: words(at, "/data/words"),
        told: words(at, "/data/told"),
        on,
    }
}

impl Inspection {
    fn notified(id: InspectionId, event: &Event, at: Stamp) -> Option<Self> {
        let Event::InspectionNotified {
            kind,
            reference,
            inspectorates,
            on,
            fieldwork: _,
            lead,
        } = event
        else {
            return None;
        };
        Some(Self {
            id,
            version: 0,
            notified: at,
            last: at,
            kind: *kind,
            reference: reference.clone(),
            inspectorates: inspectorates.clone(),
            notified_on: *on,
            lead: lead.clone(),
            fieldwork: Vec::new(),
            requests: Vec::new(),
            letter: None,
            findings: Vec::new(),
            submitted: None,
            late_because: Vec::new(),
            closed: None,
            rules: State::default(),
        })
    }

    fn here(&mut self, days: Fieldwork, envelope: &Envelope, at: Stamp) {
        self.fieldwork.push(FieldworkLine {
            at,
            days,
            reason: TextRef::reason_of(envelope),
        });
    }

    fn request_mut(&mut self, id: InformationRequestId) -> Option<&mut RequestLine> {
        self.requests.iter_mut().find(|one| one.id == id)
    }

    fn finding_mut(&mut self, id: InspectionFindingId) -> Option<&mut FindingLine> {
        self.findings.iter_mut().find(|one| one.id == id)
    }

    /// When the inspectors are here, and what they ask for.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "each part of the fold takes its own events; the rules' state names them all"
    )]
    fn asked(&mut self, event: &Event, envelope: &Envelope, at: Stamp) {
        match event {
            Event::InspectionNotified {
                fieldwork: Some(days),
                ..
            }
            | Event::InspectionDatesChanged { fieldwork: days } => self.here(*days, envelope, at),
            Event::InformationRequestReceived {
                request,
                number,
                inspectorate,
                agency,
                received_on,
                due_on,
                ..
            } => {
                self.requests.retain(|one| one.id != *request);
                self.requests.push(RequestLine {
                    id: *request,
                    number: number.clone(),
                    by: *inspectorate,
                    agency: *agency,
                    what: words(at, "/data/what"),
                    recorded: at,
                    received_on: *received_on,
                    due_on: *due_on,
                    answered: None,
                    withdrawn: None,
                    late_because: Vec::new(),
                });
            }
            Event::InformationRequestAnswered {
                request,
                on,
                things,
                evidence,
                packs,
                ..
            } => {
                if let Some(known) = self.request_mut(*request) {
                    known.answered = Some(AnswerLine {
                        at,
                        on: *on,
                        words: words(at, "/data/words"),
                        things: things.clone(),
                        evidence: evidence.clone(),
                        packs: packs.clone(),
                    });
                }
            }
            Event::InformationRequestWithdrawn { request, .. } => {
                if let Some(known) = self.request_mut(*request) {
                    known.withdrawn = Some((at, TextRef::reason_of(envelope)));
                }
            }
            Event::LateAnswerExplained { request, on, .. } => {
                if let Some(known) = self.request_mut(*request) {
                    known.late_because.push(late(at, *on));
                }
            }
            _ => {}
        }
    }

    /// What the letter says.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "each part of the fold takes its own events; the rules' state names them all"
    )]
    fn said(&mut self, event: &Event, envelope: &Envelope, at: Stamp) {
        match event {
            Event::InspectionLetterReceived {
                on, rule_set, due, ..
            } => {
                self.letter = Some(LetterLine {
                    at,
                    on: *on,
                    judgement: words(at, "/data/judged"),
                    rule_set: rule_set.clone(),
                    due: *due,
                });
            }
            Event::InspectionFindingReceived {
                finding,
                kind,
                theme,
                agencies,
                ..
            }
            | Event::InspectionFindingCorrected {
                finding,
                kind,
                theme,
                agencies,
                ..
            } => {
                let known = self.finding_mut(*finding);
                let first = known.as_ref().map_or(at, |known| known.recorded);
                let justified = known.as_ref().and_then(|known| known.justified.clone());
                let corrected = matches!(event, Event::InspectionFindingCorrected { .. });
                let line = FindingLine {
                    id: *finding,
                    kind: *kind,
                    statement: words(at, "/data/statement"),
                    theme: theme.clone(),
                    agencies: agencies.clone(),
                    recorded: first,
                    corrected: corrected.then(|| (at, TextRef::reason_of(envelope))),
                    justified,
                };
                match known {
                    Some(known) => *known = line,
                    None => self.findings.push(line),
                }
            }
            Event::NoRecommendationJustified { finding } => {
                if let Some(known) = self.finding_mut(*finding) {
                    known.justified = Some((at, TextRef::reason_of(envelope)));
                }
            }
            _ => {}
        }
    }

    /// The plan, and the end.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "each part of the fold takes its own events; the rules' state names them all"
    )]
    fn ended(&mut self, event: &Event, envelope: &Envelope, at: Stamp) {
        match event {
            Event::PostInspectionPlanSubmitted {
                on, plan, document, ..
            } => {
                self.submitted = Some(SubmittedLine {
                    at,
                    on: *on,
                    to: words(at, "/data/to"),
                    plan: *plan,
                    document: *document,
                });
            }
            Event::LatePlanExplained { on, .. } => self.late_because.push(late(at, *on)),
            Event::InspectionClosed {} => {
                self.closed = Some((at, TextRef::reason_of(envelope)));
            }
            _ => {}
        }
    }
}
