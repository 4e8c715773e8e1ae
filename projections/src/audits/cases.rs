//! One case of a sample: what agencies returned about it, how it was graded, and what worried
//! somebody about the child.

use crate::reference::{Stamp, TextRef};
use chrono::NaiveDate;
use events::audit_case::{
    AgeBand, Disability, Ethnicity, Event, FamilyVoice, Placement, PlanType, Told,
};
use events::envelope::Envelope;
use events::ids::{AgencyId, AuditId, CaseId, ConcernId, EvidenceId};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One case of an audit's sample.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Case {
    /// Which.
    pub id: CaseId,
    /// Its stream's version, for `If-Match`.
    pub version: u64,
    /// The audit it was drawn for.
    pub audit: AuditId,
    /// What the child is called in it.
    pub alias: String,
    /// When it was drawn.
    pub drawn: Stamp,
    /// The child's age.
    pub age_band: AgeBand,
    /// Whether the child is disabled.
    pub disability: Disability,
    /// The child's ethnic group.
    pub ethnicity: Ethnicity,
    /// Where the child lives.
    pub placement: Placement,
    /// The plan that stands for the child.
    pub plan_type: PlanType,
    /// The agencies that work with the child.
    pub agencies: BTreeSet<AgencyId>,
    /// When it was excluded, and why.
    pub excluded: Option<Excluded>,
    /// The agencies' returns.
    pub returns: BTreeMap<AgencyId, Return>,
    /// What each agency thinks of its own practice.
    pub self_grades: BTreeMap<AgencyId, SelfGrade>,
    /// What people of the sub-group think, each once, the latest last.
    pub peer_grades: Vec<PeerGrade>,
    /// The grades agencies agreed, oldest first.
    pub moderations: Vec<Moderation>,
    /// The immediate concerns, oldest first.
    pub concerns: Vec<Concern>,
    /// What practitioners said, oldest first.
    pub reflections: Vec<Reflection>,
    /// What the child or the family said, oldest first.
    pub family_views: Vec<FamilyView>,
    /// Its last event.
    pub last: Stamp,
}

/// A case that is no longer counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Excluded {
    /// When.
    pub at: Stamp,
    /// Why.
    pub reason: Option<TextRef>,
    /// Somebody had graded it: the sample changed with its result known.
    pub after_grading: bool,
}

/// How far an agency's return has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnState {
    /// Asked for; nothing is written.
    Requested,
    /// Begun.
    Drafted,
    /// Came in.
    Received,
    /// Given back to be done again.
    GivenBack,
}

impl ReturnState {
    /// The words a page shows.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Requested => "Asked for",
            Self::Drafted => "Begun",
            Self::Received => "Received",
            Self::GivenBack => "Given back",
        }
    }

    /// Whether something is still to come.
    pub const fn is_outstanding(self) -> bool {
        match self {
            Self::Requested | Self::Drafted | Self::GivenBack => true,
            Self::Received => false,
        }
    }
}

/// What one agency answers about its work with one child.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Return {
    /// When it was asked for.
    pub requested: Stamp,
    /// By when it is due.
    pub due: NaiveDate,
    /// How far it has come.
    pub state: ReturnState,
    /// When it came so far.
    pub since: Stamp,
    /// The number of the tool it answers, once it came in.
    pub tool: Option<u32>,
    /// Its answers as they now stand, each with its question's key. Empty where the return is
    /// kept elsewhere, as evidence.
    pub answers: Vec<(String, TextRef)>,
    /// When it came in, oldest first.
    pub received: Vec<Stamp>,
    /// When the agency was reminded of it last.
    pub reminded: Option<Stamp>,
    /// When it was given back, and why, oldest first.
    pub given_back: Vec<(Stamp, Option<TextRef>)>,
}

/// What an agency thinks of its own practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SelfGrade {
    /// When.
    pub at: Stamp,
    /// The grade's code.
    pub grade: String,
    /// What it rests on.
    pub evidence: Vec<EvidenceId>,
}

/// What somebody of the sub-group thinks of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PeerGrade {
    /// When.
    pub at: Stamp,
    /// The account that gave it, never a name.
    pub user: Option<String>,
    /// The agency it was given for.
    pub agency: Option<AgencyId>,
    /// The grade's code.
    pub grade: String,
    /// Why.
    pub words: Option<TextRef>,
}

/// A grade agencies agreed together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moderation {
    /// When.
    pub at: Stamp,
    /// The grade the case stood at.
    pub from: String,
    /// The grade agreed.
    pub to: String,
    /// Why it changed.
    pub reason: Option<TextRef>,
}

/// Somebody who was told of a concern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldOf {
    /// When it was recorded.
    pub at: Stamp,
    /// Who.
    pub who: TextRef,
    /// The agency of that post.
    pub agency: Option<AgencyId>,
    /// The day they were told.
    pub on: NaiveDate,
}

/// A child was found unsafe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Concern {
    /// Which.
    pub id: ConcernId,
    /// When it was raised.
    pub raised: Stamp,
    /// What is wrong.
    pub words: TextRef,
    /// The agencies that have to act.
    pub agencies: BTreeSet<AgencyId>,
    /// Who was told, in the order it was recorded.
    pub told: Vec<ToldOf>,
    /// When somebody confirmed what was done, and what that was.
    pub confirmed: Option<(Stamp, TextRef)>,
}

impl Concern {
    /// Whether nobody confirmed yet what was done.
    pub const fn is_open(&self) -> bool {
        self.confirmed.is_none()
    }

    /// For how many days it was open, on a day or until it was confirmed.
    pub fn open_days(&self, today: NaiveDate) -> i64 {
        let until = self.confirmed.as_ref();
        let until = until.map_or(today, |(at, _)| at.occurred_on);
        (until - self.raised.occurred_on).num_days().max(0)
    }
}

/// A practitioner looked back on the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reflection {
    /// When.
    pub at: Stamp,
    /// The practitioner's agency.
    pub agency: AgencyId,
    /// What was said.
    pub words: TextRef,
}

/// The child or the family said how it was for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FamilyView {
    /// When.
    pub at: Stamp,
    /// Who.
    pub who: FamilyVoice,
    /// What was said.
    pub words: TextRef,
}

impl Case {
    /// Whether it is no longer counted.
    pub const fn is_excluded(&self) -> bool {
        self.excluded.is_some()
    }

    /// Whether anybody graded it.
    pub fn is_graded(&self) -> bool {
        let own = !self.self_grades.is_empty();
        own || !self.peer_grades.is_empty() || !self.moderations.is_empty()
    }

    /// The grade agencies agreed last.
    pub fn moderated(&self) -> Option<&str> {
        self.moderations.last().map(|last| last.to.as_str())
    }

    /// A case as it was drawn; none for any other event.
    pub(super) fn drawn(id: CaseId, event: &Event, at: Stamp) -> Option<Self> {
        let Event::CaseDrawn {
            audit,
            alias,
            age_band,
            disability,
            ethnicity,
            placement,
            plan_type,
            agencies,
        } = event
        else {
            return None;
        };
        Some(Self {
            id,
            version: 0,
            audit: *audit,
            alias: alias.clone(),
            drawn: at,
            age_band: *age_band,
            disability: *disability,
            ethnicity: *ethnicity,
            placement: *placement,
            plan_type: *plan_type,
            agencies: agencies.iter().copied().collect(),
            excluded: None,
            returns: BTreeMap::new(),
            self_grades: BTreeMap::new(),
            peer_grades: Vec::new(),
            moderations: Vec::new(),
            concerns: Vec::new(),
            reflections: Vec::new(),
            family_views: Vec::new(),
            last: at,
        })
    }

    pub(super) fn apply(&mut self, event: &Event, envelope: &Envelope, at: Stamp) {
        let field = |name| TextRef::new(at.position, name);
        let reason = || TextRef::reason_of(envelope);
        match event {
            Event::CaseDrawn { .. } => {}
            Event::CaseExcluded { after_grading } => {
                self.excluded = Some(Excluded {
                    at,
                    reason: reason(),
                    after_grading: *after_grading,
                });
            }
            Event::AgencyReturnRequested { .. }
            | Event::AgencyReturnReminderSent { .. }
            | Event::AgencyReturnDraftSaved { .. }
            | Event::AgencyReturnReceived { .. }
            | Event::AgencyReturnReturnedForRework { .. } => self.returned(event, envelope, at),
            Event::CaseSelfGraded { .. }
            | Event::CasePeerGraded { .. }
            | Event::CaseGradeModerated { .. } => self.graded(event, envelope, at),
            Event::ImmediateConcernRaised { .. }
            | Event::ConcernTold { .. }
            | Event::CorrectiveActionConfirmed { .. } => self.concerned(event, at),
            Event::PractitionerReflectionCaptured { agency, words: _ } => {
                let (agency, words) = (*agency, field("/data/words"));
                self.reflections.push(Reflection { at, agency, words });
            }
            Event::FamilyViewCaptured { who, words: _ } => {
                let (who, words) = (*who, field("/data/words"));
                self.family_views.push(FamilyView { at, who, words });
            }
        }
    }

    fn returned(&mut self, event: &Event, envelope: &Envelope, at: Stamp) {
        if let Event::AgencyReturnRequested { agency, due } = event {
            self.returns.insert(*agency, Return::requested(*due, at));
            return;
        }
        let known = event.of_agency();
        let Some(one) = known.and_then(|agency| self.returns.get_mut(&agency)) else {
            return;
        };
        if let Event::AgencyReturnReminderSent { .. } = event {
            one.reminded = Some(at);
            return;
        }
        if let Event::AgencyReturnDraftSaved { answers, .. } = event {
            one.answers = answered(answers, at);
            one.state = ReturnState::Drafted;
        } else if let Event::AgencyReturnReceived { answers, tool, .. } = event {
            one.answers = answered(answers, at);
            one.state = ReturnState::Received;
            one.tool = Some(*tool);
            one.received.push(at);
        } else if let Event::AgencyReturnReturnedForRework { .. } = event {
            one.state = ReturnState::GivenBack;
            one.given_back.push((at, TextRef::reason_of(envelope)));
        }
        one.since = at;
    }

    /// Somebody who grades again takes back what they thought before.
    fn graded(&mut self, event: &Event, envelope: &Envelope, at: Stamp) {
        if let Event::CaseSelfGraded {
            agency,
            grade,
            evidence,
        } = event
        {
            let own = SelfGrade {
                at,
                grade: grade.clone(),
                evidence: evidence.clone(),
            };
            self.self_grades.insert(*agency, own);
        } else if let Event::CasePeerGraded { grade, words } = event {
            let user = envelope.actor.user().map(str::to_owned);
            self.peer_grades.retain(|peer| peer.user != user);
            self.peer_grades.push(PeerGrade {
                at,
                user,
                agency: envelope.actor.agency(),
                grade: grade.clone(),
                words: words.as_ref().map(|_| field_of(at, "/data/words")),
            });
        } else if let Event::CaseGradeModerated { from, to } = event {
            self.moderations.push(Moderation {
                at,
                from: from.clone(),
                to: to.clone(),
                reason: TextRef::reason_of(envelope),
            });
        }
    }

    fn concerned(&mut self, event: &Event, at: Stamp) {
        if let Event::ImmediateConcernRaised {
            concern,
            words: _,
            agencies,
            told,
        } = event
        {
            let who = |n| TextRef::element(at.position, "told", n, "who");
            let told = told.iter().enumerate();
            self.concerns.retain(|known| known.id != *concern);
            self.concerns.push(Concern {
                id: *concern,
                raised: at,
                words: field_of(at, "/data/words"),
                agencies: agencies.iter().copied().collect(),
                told: told.map(|(n, one)| ToldOf::of(one, at, who(n))).collect(),
                confirmed: None,
            });
        } else if let Event::ConcernTold { concern, told } = event {
            let one = ToldOf::of(told, at, field_of(at, "/data/told/who"));
            self.change_concern(*concern, |known| known.told.push(one));
        } else if let Event::CorrectiveActionConfirmed { concern, words: _ } = event {
            let words = field_of(at, "/data/words");
            self.change_concern(*concern, |known| known.confirmed = Some((at, words)));
        }
    }

    fn change_concern(&mut self, id: ConcernId, change: impl FnOnce(&mut Concern)) {
        let known = self.concerns.iter_mut().find(|known| known.id == id);
        if let Some(known) = known {
            change(known);
        }
    }
}

impl Return {
    const fn requested(due: NaiveDate, at: Stamp) -> Self {
        Self {
            requested: at,
            due,
            state: ReturnState::Requested,
            since: at,
            tool: None,
            answers: Vec::new(),
            received: Vec::new(),
            reminded: None,
            given_back: Vec::new(),
        }
    }
}

impl ToldOf {
    const fn of(told: &Told, at: Stamp, who: TextRef) -> Self {
        Self {
            at,
            who,
            agency: told.agency,
            on: told.on,
        }
    }
}

const fn field_of(at: Stamp, name: &'static str) -> TextRef {
    TextRef::new(at.position, name)
}

fn answered(answers: &[events::audit_case::Answer], at: Stamp) -> Vec<(String, TextRef)> {
    let answers = answers.iter().enumerate();
    let words = |n| TextRef::element(at.position, "answers", n, "words");
    answers
        .map(|(n, answer)| (answer.question.clone(), words(n)))
        .collect()
}
