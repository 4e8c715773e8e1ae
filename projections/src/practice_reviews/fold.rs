//! How the events of practice reviews move the model on.

use super::{
    AccuracyLine, AnonymisedLine, DelayLine, DraftLine, EarlyLearning, FamilyLine, FindingLine,
    ImpactLine, Monitored, PracticeReviews, PractitionerEvent, ProceedingLine, PublishedLine,
    RequestLine, Review, ReviewerLine, Terms,
};
use crate::reference::{Stamp, TextRef};
use chrono::NaiveDate;
use events::envelope::Envelope;
use events::ids::PracticeReviewId;
use events::practice_review::{self, Event, State};

impl PracticeReviews {
    pub(crate) fn apply(&mut self, event: &Event, envelope: &Envelope) {
        let id = PracticeReviewId(envelope.stream.id);
        let at = Stamp::of(envelope);
        if let Some(new) = Review::commissioned(id, event, at) {
            let known = self.all.entry(id).or_insert_with(|| Box::new(new));
            if let Some(from) = known.rapid_review {
                self.of_rapid_review.entry(from).or_default().insert(id);
            }
        }
        let Some(known) = self.all.get_mut(&id) else {
            return;
        };
        if let Event::ReviewFindingRecorded { finding, .. } = event {
            self.of_finding.insert(*finding, id);
        }
        (known.version, known.last) = (envelope.version, at);
        practice_review::evolve(&mut known.rules, event, envelope);
        known.worked(event, envelope, at);
        known.drafted(event, envelope, at);
        known.ended(event, envelope, at);
    }
}

/// A field of the event at a place.
const fn words(at: Stamp, field: &'static str) -> TextRef {
    TextRef::new(at.position, field)
}

impl Review {
    fn commissioned(id: PracticeReviewId, event: &Event, at: Stamp) -> Option<Self> {
        let Event::ReviewCommissioned {
            kind,
            title,
            reference,
            about: _,
            decided_on,
            rapid_review,
            rule_set,
            due,
            monitored_every_weeks,
        } = event
        else {
            return None;
        };
        Some(Self {
            id,
            version: 0,
            commissioned: at,
            last: at,
            kind: *kind,
            title: title.clone(),
            reference: reference.clone(),
            about: words(at, "/data/about"),
            decided_on: *decided_on,
            rapid_review: *rapid_review,
            rule_set: rule_set.clone(),
            due: *due,
            monitored_every_weeks: *monitored_every_weeks,
            reviewers: Vec::new(),
            terms: Vec::new(),
            proceedings: Vec::new(),
            family: Vec::new(),
            practitioner_events: Vec::new(),
            monitoring: Vec::new(),
            requests: Vec::new(),
            drafts: Vec::new(),
            findings: Vec::new(),
            early_learning: Vec::new(),
            impact: None,
            comments: Vec::new(),
            delays: Vec::new(),
            non_publication: None,
            published: None,
            closed: None,
            rules: State::default(),
        })
    }

    /// What happens before and beside the report.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "each part of the fold takes its own events; the rules' state names them all"
    )]
    fn worked(&mut self, event: &Event, envelope: &Envelope, at: Stamp) {
        match event {
            Event::ReviewerAppointed { number, .. } => self.reviewers.push(ReviewerLine {
                number: *number,
                who: words(at, "/data/who"),
                independence: words(at, "/data/independence"),
                appointed: at,
                removed: None,
            }),
            Event::ReviewerRemoved { number } => {
                let mut all = self.reviewers.iter_mut();
                if let Some(known) = all.find(|one| one.number == *number) {
                    known.removed = Some((at, TextRef::reason_of(envelope)));
                }
            }
            Event::TermsOfReferenceAgreed { agencies, .. }
            | Event::TermsOfReferenceRevised { agencies, .. } => self.terms.push(Terms {
                at,
                words: words(at, "/data/words"),
                agencies: agencies.clone(),
                reason: TextRef::reason_of(envelope),
            }),
            Event::ParallelProceedingRegistered { number, kind, .. } => {
                self.proceedings.push(ProceedingLine {
                    number: *number,
                    kind: *kind,
                    words: words(at, "/data/words"),
                    registered: at,
                    concluded: None,
                });
            }
            Event::ParallelProceedingConcluded { number, .. } => {
                let mut all = self.proceedings.iter_mut();
                if let Some(known) = all.find(|one| one.number == *number) {
                    known.concluded = Some((at, words(at, "/data/words")));
                }
            }
            Event::PractitionerEventHeld {
                on,
                attended,
                agencies,
                ..
            } => self.practitioner_events.push(PractitionerEvent {
                on: *on,
                attended: *attended,
                agencies: agencies.clone(),
                words: words(at, "/data/words"),
            }),
            Event::ReviewProgressMonitored { time, quality, .. } => {
                self.monitoring.push(Monitored {
                    at,
                    time: *time,
                    quality: *quality,
                    words: words(at, "/data/words"),
                });
            }
            Event::EarlyLearningReleased { .. } => self.early_learning.push(EarlyLearning {
                at,
                audience: words(at, "/data/audience"),
                words: words(at, "/data/words"),
            }),
            _ => self.heard(event, at),
        }
    }

    /// The family, and what was asked for in writing.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "each part of the fold takes its own events; the rules' state names them all"
    )]
    fn heard(&mut self, event: &Event, at: Stamp) {
        match event {
            Event::FamilyInvited {
                number,
                alias,
                subject,
                ..
            } => self.family.push(FamilyLine {
                number: *number,
                alias: alias.clone(),
                subject: *subject,
                invited: (at, words(at, "/data/how")),
                contributed: Vec::new(),
                declined: None,
            }),
            Event::FamilyContributed {
                number,
                words: said,
            } => {
                let mut all = self.family.iter_mut();
                if let Some(known) = all.find(|one| one.number == *number) {
                    let said = said.as_ref().map(|_| words(at, "/data/words"));
                    known.contributed.push((at, said));
                    known.declined = None;
                }
            }
            Event::FamilyDeclined {
                number,
                words: said,
            } => {
                let mut all = self.family.iter_mut();
                if let Some(known) = all.find(|one| one.number == *number) {
                    let said = said.as_ref().map(|_| words(at, "/data/words"));
                    known.declined = Some((at, said));
                }
            }
            Event::ReviewerInformationRequestedInWriting {
                number,
                agency,
                due,
                ..
            } => self.requests.push(RequestLine {
                number: *number,
                agency: *agency,
                what: words(at, "/data/what"),
                asked: at,
                due: *due,
                answered: None,
            }),
            Event::ReviewerInformationReceived {
                number, document, ..
            } => {
                let mut all = self.requests.iter_mut();
                if let Some(known) = all.find(|one| one.number == *number) {
                    known.answered = Some((at, words(at, "/data/words"), *document));
                }
            }
            _ => {}
        }
    }

    /// What happens to a draft of the report. A reader who may not see that it came still sees
    /// what was asked of their own agency about it.
    fn of_version(&mut self, version: u32, at: Stamp) -> Option<&mut DraftLine> {
        if !self.drafts.iter().any(|one| one.version == version) {
            self.drafts.push(DraftLine {
                version,
                reviewer: None,
                words: None,
                document: None,
                received: at,
                accuracy: Vec::new(),
                signed: Vec::new(),
                anonymised: None,
                panel: None,
                ofsted: None,
            });
        }
        self.drafts.iter_mut().find(|one| one.version == version)
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "each part of the fold takes its own events; the rules' state names them all"
    )]
    fn drafted(&mut self, event: &Event, envelope: &Envelope, at: Stamp) {
        match event {
            Event::DraftReportReceived {
                version,
                reviewer,
                document,
                ..
            } => {
                if let Some(draft) = self.of_version(*version, at) {
                    (draft.reviewer, draft.document) = (*reviewer, *document);
                    (draft.words, draft.received) = (Some(words(at, "/data/words")), at);
                }
            }
            Event::AccuracyCheckRequested {
                version,
                agency,
                due,
            } => {
                if let Some(draft) = self.of_version(*version, at) {
                    draft.accuracy.push(AccuracyLine {
                        agency: *agency,
                        asked: at,
                        due: *due,
                        answered: None,
                    });
                }
            }
            Event::AccuracyChecked {
                version,
                agency,
                accurate,
                words: said,
            } => {
                let said = said.as_ref().map(|_| words(at, "/data/words"));
                if let Some(draft) = self.of_version(*version, at) {
                    let mut all = draft.accuracy.iter_mut();
                    if let Some(asked) = all.find(|one| one.agency == *agency) {
                        asked.answered = Some((at, *accurate, said));
                    }
                }
            }
            Event::ReportSignedOff {
                version, agency, ..
            } => {
                if let Some(draft) = self.of_version(*version, at) {
                    draft.signed.push((*agency, at));
                }
            }
            _ => self.checked(event, envelope, at),
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "each part of the fold takes its own events; the rules' state names them all"
    )]
    fn checked(&mut self, event: &Event, envelope: &Envelope, at: Stamp) {
        match event {
            Event::AnonymisationChecked {
                version,
                by,
                answers,
                patterns,
                ..
            } => {
                let line = AnonymisedLine {
                    at,
                    by: by.clone(),
                    answers: answers.clone(),
                    patterns: patterns.clone(),
                    residual_risk: words(at, "/data/residual_risk"),
                    reason: TextRef::reason_of(envelope),
                };
                if let Some(draft) = self.of_version(*version, at) {
                    draft.anonymised = Some(line);
                }
            }
            Event::ReportSentToPanelAndSecretaryOfState { version, on } => {
                if let Some(draft) = self.of_version(*version, at) {
                    draft.panel = Some((*on, at));
                }
            }
            Event::ReportSentToOfsted { version, on } => {
                if let Some(draft) = self.of_version(*version, at) {
                    draft.ofsted = Some((*on, at));
                }
            }
            _ => self.found(event, envelope, at),
        }
    }

    /// What the review says.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "each part of the fold takes its own events; the rules' state names them all"
    )]
    fn found(&mut self, event: &Event, envelope: &Envelope, at: Stamp) {
        match event {
            Event::ReviewFindingRecorded {
                finding,
                kind,
                theme,
                underlying_reason,
                ..
            } => {
                // An id stands for one finding, as it does for the rules.
                self.findings.retain(|one| one.id != *finding);
                self.findings.push(FindingLine {
                    id: *finding,
                    kind: *kind,
                    statement: words(at, "/data/statement"),
                    theme: theme.clone(),
                    underlying_reason: underlying_reason
                        .as_ref()
                        .map(|_| words(at, "/data/underlying_reason")),
                    recorded: at,
                    corrected: None,
                    justified: None,
                });
            }
            Event::ReviewFindingCorrected {
                finding,
                kind,
                statement,
                theme,
            } => {
                let mut all = self.findings.iter_mut();
                if let Some(known) = all.find(|one| one.id == *finding) {
                    known.kind = *kind;
                    known.theme.clone_from(theme);
                    if statement.is_some() {
                        known.statement = words(at, "/data/statement");
                    }
                    known.corrected = Some((at, TextRef::reason_of(envelope)));
                }
            }
            Event::NoRecommendationJustified { finding } => {
                let mut all = self.findings.iter_mut();
                if let Some(known) = all.find(|one| one.id == *finding) {
                    known.justified = Some((at, TextRef::reason_of(envelope)));
                }
            }
            _ => {}
        }
    }

    /// What becomes of the report.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "each part of the fold takes its own events; the rules' state names them all"
    )]
    fn ended(&mut self, event: &Event, envelope: &Envelope, at: Stamp) {
        match event {
            Event::PublicationImpactAssessed { .. } => {
                self.impact = Some(ImpactLine {
                    at,
                    family: words(at, "/data/family"),
                    practitioners: words(at, "/data/practitioners"),
                });
            }
            Event::PanelCommentReceived { on, .. } => {
                self.comments.push((*on, words(at, "/data/words")));
            }
            Event::PublicationDelayed {
                expected,
                told_panel_on,
                told,
                ..
            } => self.delays.push(DelayLine {
                at,
                why: words(at, "/data/why"),
                expected: *expected,
                told_panel_on: *told_panel_on,
                told: told.clone(),
            }),
            Event::NonPublicationDecided { .. } => {
                self.non_publication = Some((at, words(at, "/data/justification")));
            }
            Event::ReportPublished {
                on,
                available_until,
                place,
                ..
            } => self.out(at, (*on, *available_until), place, None),
            Event::ImprovementsPublished {
                on,
                available_until,
                place,
                ..
            } => {
                let improvements = Some(words(at, "/data/words"));
                self.out(at, (*on, *available_until), place, improvements);
            }
            Event::ReportTakenDown { on } => {
                if let Some(published) = &mut self.published {
                    published.taken_down = Some((*on, TextRef::reason_of(envelope)));
                }
            }
            Event::ReviewClosed {} => self.closed = Some(at),
            _ => {}
        }
    }

    fn out(
        &mut self,
        at: Stamp,
        (on, available_until): (NaiveDate, NaiveDate),
        place: &str,
        improvements: Option<TextRef>,
    ) {
        self.published = Some(PublishedLine {
            at,
            on,
            available_until,
            place: place.to_owned(),
            improvements,
            taken_down: None,
        });
    }
}
