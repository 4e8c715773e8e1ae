//! The state of every stream together: what a rule may ask about anything else.
//!
//! `World` is pure. The writer keeps one and moves it on with every event it stages, so a command
//! is always judged against everything that was accepted before it.

pub use crate::command::Command;

use crate::envelope::{Actor, Classification, DecidedIn, Envelope, Moment, Role};
use crate::event::{Event, Recorded, SCHEMA};
use crate::evidence_pack;
use crate::ids::EvidencePackId;
use crate::ids::{
    AccountId, ActionId, AgencyId, CampaignId, EventId, EvidenceId, MeetingId, PlanId,
    RecommendationId, ReturnId, StreamId, StreamKind,
};
use crate::ids::{AuditId, CaseId, FindingId, ProgrammeId};
use crate::ids::{BriefingId, ChildDeathLearningId, LearningActivityId};
use crate::ids::{ErasureId, LegalHoldId};
use crate::ids::{IncidentId, LearningPointId, RapidReviewId, ReviewSubjectId};
use crate::ids::{InformationRequestId, InspectionFindingId, InspectionId};
use crate::ids::{PracticeReviewId, ReviewFindingId};
use crate::inspection;
use crate::practice_review;
use crate::refusal::Refusal;
use crate::review_subject::SubjectOf;
use crate::text::Text;
use crate::{account, action, evidence, gap, meeting, partnership, plan, recommendation};
use crate::{audit, audit_case, audit_programme};
use crate::{briefing, child_death_learning, learning_activity};
use crate::{erasure, legal_hold};
use crate::{rapid_review, review_subject, serious_incident};
use crate::{self_assessment, service_return};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

mod index;
mod inspections;
mod learning;
mod records;
mod reviews;

/// What surrounds a command: who gives it, when it happened, and on what it rests.
#[derive(Debug, Clone)]
pub struct Given {
    /// Who gives it.
    pub actor: Actor,
    /// The day it happened.
    pub occurred_on: NaiveDate,
    /// Today, in England: the day it is recorded.
    pub today: NaiveDate,
    /// The moment it is recorded, of which `today` is the day.
    pub now: Moment,
    /// Why, where somebody said so.
    pub reason: Option<Text>,
    /// The meeting it was decided in.
    pub decided_in: Option<DecidedIn>,
    /// Entered knowingly into a frozen reporting year, or a campaign already closed.
    pub late: bool,
    /// Whoever gives it has seen that the text looks like it identifies somebody, and confirms it.
    pub identifiers_confirmed: bool,
}

impl Given {
    /// Whether a reason was given.
    pub fn has_reason(&self) -> bool {
        self.reason
            .as_ref()
            .is_some_and(|reason| !reason.is_blank())
    }

    /// The actor's role; none for the product itself.
    pub fn role(&self) -> Option<Role> {
        self.actor.role()
    }
}

/// The state of every stream.
#[derive(Debug, Clone, Default)]
pub struct World {
    /// The partnership.
    pub partnership: partnership::State,
    /// The plans.
    pub plans: BTreeMap<PlanId, plan::State>,
    /// The recommendations.
    pub recommendations: BTreeMap<RecommendationId, recommendation::State>,
    /// The improvement actions.
    pub actions: BTreeMap<ActionId, action::State>,
    /// The evidence.
    pub evidence: BTreeMap<EvidenceId, evidence::State>,
    /// The meetings.
    pub meetings: BTreeMap<MeetingId, meeting::State>,
    /// The gaps somebody disposed of.
    pub gaps: BTreeMap<Uuid, gap::State>,
    /// The accounts.
    pub accounts: BTreeMap<AccountId, account::State>,
    /// Which actions belong to which plan.
    pub actions_of_plan: BTreeMap<PlanId, BTreeSet<ActionId>>,
    /// Which actions are there for which recommendation.
    pub actions_of_recommendation: BTreeMap<RecommendationId, BTreeSet<ActionId>>,
    /// The rounds of self-assessments.
    pub campaigns: BTreeMap<CampaignId, self_assessment::State>,
    /// The returns agencies were invited to.
    pub returns: BTreeMap<ReturnId, service_return::State>,
    /// Which returns belong to which round.
    pub returns_of_campaign: BTreeMap<CampaignId, BTreeSet<ReturnId>>,
    /// The serious incidents.
    pub incidents: BTreeMap<IncidentId, serious_incident::State>,
    /// The rapid reviews.
    pub rapid_reviews: BTreeMap<RapidReviewId, rapid_review::State>,
    /// The children and family members of incidents and reviews.
    pub subjects: BTreeMap<ReviewSubjectId, review_subject::State>,
    /// Which rapid review was opened for which incident.
    pub rapid_review_of: BTreeMap<IncidentId, RapidReviewId>,
    /// Which children and family members belong to which incident or practice review.
    pub subjects_of: BTreeMap<SubjectOf, BTreeSet<ReviewSubjectId>>,
    /// Which practice reviews come from which rapid review.
    pub practice_reviews_of: BTreeMap<RapidReviewId, BTreeSet<PracticeReviewId>>,
    /// Which rapid review recorded which learning point.
    pub review_of_point: BTreeMap<LearningPointId, RapidReviewId>,
    /// The practice reviews.
    pub practice_reviews: BTreeMap<PracticeReviewId, practice_review::State>,
    /// Which practice review says what.
    pub review_of_finding: BTreeMap<ReviewFindingId, PracticeReviewId>,
    /// Which recommendations name as a source what a practice review says.
    pub recommendations_of_review_finding: BTreeMap<ReviewFindingId, BTreeSet<RecommendationId>>,
    /// The briefings.
    pub briefings: BTreeMap<BriefingId, briefing::State>,
    /// The learning activities.
    pub activities: BTreeMap<LearningActivityId, learning_activity::State>,
    /// The years of learning from child deaths.
    pub child_death_learning: BTreeMap<ChildDeathLearningId, child_death_learning::State>,
    /// The audit programmes.
    pub programmes: BTreeMap<ProgrammeId, audit_programme::State>,
    /// The audits.
    pub audits: BTreeMap<AuditId, audit::State>,
    /// The cases of their samples.
    pub cases: BTreeMap<CaseId, audit_case::State>,
    /// Evidence packs.
    pub evidence_packs: BTreeMap<EvidencePackId, evidence_pack::State>,
    /// Which audits were commissioned for which programme.
    pub audits_of_programme: BTreeMap<ProgrammeId, BTreeSet<AuditId>>,
    /// Which cases were drawn for which audit, those excluded later too.
    pub cases_of_audit: BTreeMap<AuditId, BTreeSet<CaseId>>,
    /// Which audit made which finding.
    pub audit_of_finding: BTreeMap<FindingId, AuditId>,
    /// Which recommendations name which finding as a source.
    pub recommendations_of_finding: BTreeMap<FindingId, BTreeSet<RecommendationId>>,
    /// The inspections.
    pub inspections: BTreeMap<InspectionId, inspection::State>,
    /// In which inspection what was asked for.
    pub inspection_of_request: BTreeMap<InformationRequestId, InspectionId>,
    /// Which inspection's letter says what.
    pub inspection_of_finding: BTreeMap<InspectionFindingId, InspectionId>,
    /// Which recommendations name as a source what the letter of an inspection says.
    pub recommendations_of_inspection_finding:
        BTreeMap<InspectionFindingId, BTreeSet<RecommendationId>>,
    /// Reviews of how long things are kept, requests to erase, and erasures.
    pub erasures: BTreeMap<ErasureId, erasure::State>,
    /// The legal holds.
    pub legal_holds: BTreeMap<LegalHoldId, legal_hold::State>,
    /// What was erased and of which nothing was recorded since.
    pub erased: BTreeSet<StreamId>,
}

impl World {
    /// Moves on by one event. Total: a fact cannot be refused.
    pub fn evolve(&mut self, recorded: &Recorded) {
        self.evolve_parts(&recorded.envelope, &recorded.event);
    }

    /// Moves on by one event, given in its two halves.
    pub fn evolve_parts(&mut self, envelope: &Envelope, event: &Event) {
        let id = envelope.stream.id;
        self.evolve_records(event, envelope);
        match event {
            Event::Partnership(event) => {
                partnership::evolve(&mut self.partnership, event, envelope);
            }
            Event::Plan(event) => {
                plan::evolve(self.plans.entry(PlanId(id)).or_default(), event, envelope);
            }
            Event::Recommendation(event) => {
                let id = RecommendationId(id);
                self.index_recommendation(id, event);
                let state = self.recommendations.entry(id).or_default();
                recommendation::evolve(state, event, envelope);
            }
            Event::Action(event) => {
                self.index_action(ActionId(id), event);
                let state = self.actions.entry(ActionId(id)).or_default();
                action::evolve(state, event, envelope);
            }
            Event::Evidence(event) => {
                let state = self.evidence.entry(EvidenceId(id)).or_default();
                evidence::evolve(state, event, envelope);
            }
            Event::Meeting(event) => {
                let state = self.meetings.entry(MeetingId(id)).or_default();
                meeting::evolve(state, event, envelope);
            }
            Event::Gap(event) => gap::evolve(self.gaps.entry(id).or_default(), event, envelope),
            Event::Account(event) => {
                let state = self.accounts.entry(AccountId(id)).or_default();
                account::evolve(state, event, envelope);
            }
            Event::SelfAssessment(event) => {
                self.index_return(CampaignId(id), event);
                let state = self.campaigns.entry(CampaignId(id)).or_default();
                self_assessment::evolve(state, event, envelope);
            }
            Event::ServiceReturn(event) => {
                let state = self.returns.entry(ReturnId(id)).or_default();
                service_return::evolve(state, event, envelope);
            }
            Event::SeriousIncident(_) | Event::RapidReview(_) | Event::ReviewSubject(_) => {
                self.evolve_rapid_review(envelope, event);
            }
            Event::PracticeReview(event) => self.evolve_review(id, event, envelope),
            Event::Briefing(_) | Event::LearningActivity(_) | Event::ChildDeathLearning(_) => {
                self.evolve_learning(event, envelope);
            }
            Event::AuditProgramme(event) => {
                let state = self.programmes.entry(ProgrammeId(id)).or_default();
                audit_programme::evolve(state, event, envelope);
            }
            Event::Audit(event) => {
                self.index_audit(AuditId(id), event);
                let state = self.audits.entry(AuditId(id)).or_default();
                audit::evolve(state, event, envelope);
            }
            Event::AuditCase(event) => {
                if let audit_case::Event::CaseDrawn { audit, .. } = event {
                    let of_audit = self.cases_of_audit.entry(*audit).or_default();
                    of_audit.insert(CaseId(id));
                }
                let state = self.cases.entry(CaseId(id)).or_default();
                audit_case::evolve(state, event, envelope);
            }
            Event::Inspection(event) => self.evolve_inspection(id, event, envelope),
            Event::EvidencePack(_) | Event::Erasure(_) | Event::LegalHold(_) => {}
        }
    }

    /// Judges one command: the events it leads to, or every rule it breaks.
    ///
    /// # Errors
    /// Every refusal at once: the rules that hold everywhere first, then the stream's own.
    pub fn decide(
        &self,
        stream: StreamId,
        command: Command,
        given: &Given,
    ) -> Result<Vec<Event>, Vec<Refusal>> {
        let mut refusals = crate::everywhere::check(self, stream, &command, given);
        match self.decide_in_stream(stream, command, given) {
            Ok(events) if refusals.is_empty() => Ok(events),
            Ok(_) => Err(refusals),
            Err(more) => {
                refusals.extend(more);
                Err(refusals)
            }
        }
    }

    /// Judges several commands of one commit, each after what the ones before it lead to.
    ///
    /// All or nothing: every command is looked at, so that all refusals come at once, but a
    /// command after a refused one is judged without what the refused one would have led to.
    ///
    /// # Errors
    /// Every refusal, with the place of its command in the list.
    #[expect(
        clippy::type_complexity,
        reason = "two lists of pairs, named in the text above"
    )]
    pub fn decide_all(
        &self,
        commands: Vec<(StreamId, Command)>,
        given: &Given,
    ) -> Result<Vec<(StreamId, Event)>, Vec<(usize, Refusal)>> {
        // One command needs no copy of the world, and nearly every commit is one command.
        let commands = match <[_; 1]>::try_from(commands) {
            Ok([(stream, command)]) => {
                let told = |refusals: Vec<Refusal>| refusals.into_iter().map(|one| (0, one));
                let decided = self.decide(stream, command, given);
                return match decided {
                    Ok(events) => Ok(events.into_iter().map(|event| (stream, event)).collect()),
                    Err(refusals) => Err(told(refusals).collect()),
                };
            }
            Err(several) => several,
        };
        let mut scratch = self.clone();
        let mut happened = Vec::new();
        let mut refused = Vec::new();
        for (index, (stream, command)) in commands.into_iter().enumerate() {
            match scratch.decide(stream, command, given) {
                Ok(events) => {
                    scratch.imagine(stream, &events, given);
                    happened.extend(events.into_iter().map(|event| (stream, event)));
                }
                Err(refusals) => {
                    refused.extend(refusals.into_iter().map(|refusal| (index, refusal)));
                }
            }
        }
        if refused.is_empty() {
            Ok(happened)
        } else {
            Err(refused)
        }
    }

    /// Moves on as if events had been recorded, to judge what would come after them.
    pub fn imagine(&mut self, stream: StreamId, events: &[Event], given: &Given) {
        for event in events {
            self.evolve_parts(&supposed(stream, given), event);
        }
    }

    #[expect(clippy::too_many_lines, reason = "a list, one entry after another")]
    fn decide_in_stream(
        &self,
        stream: StreamId,
        command: Command,
        given: &Given,
    ) -> Result<Vec<Event>, Vec<Refusal>> {
        let id = stream.id;
        match command {
            Command::Partnership(command) => {
                let events = partnership::decide(&self.partnership, command, given, self)?;
                Ok(events.into_iter().map(Event::Partnership).collect())
            }
            Command::Plan(command) => {
                let state = known(&self.plans, &PlanId(id));
                let events = plan::decide(&state, PlanId(id), command, given, self)?;
                Ok(events.into_iter().map(Event::Plan).collect())
            }
            Command::Recommendation(command) => {
                let state = known(&self.recommendations, &RecommendationId(id));
                let events =
                    recommendation::decide(&state, RecommendationId(id), command, given, self)?;
                Ok(events.into_iter().map(Event::Recommendation).collect())
            }
            Command::Action(command) => {
                let state = known(&self.actions, &ActionId(id));
                let events = action::decide(&state, ActionId(id), command, given, self)?;
                Ok(events.into_iter().map(Event::Action).collect())
            }
            Command::Evidence(command) => {
                let state = known(&self.evidence, &EvidenceId(id));
                let events = evidence::decide(&state, EvidenceId(id), command, given, self)?;
                Ok(events.into_iter().map(Event::Evidence).collect())
            }
            Command::Meeting(command) => {
                let state = known(&self.meetings, &MeetingId(id));
                let events = meeting::decide(&state, MeetingId(id), command, given, self)?;
                Ok(events.into_iter().map(Event::Meeting).collect())
            }
            Command::Gap(command) => {
                let state = known(&self.gaps, &id);
                let events = gap::decide(&state, id, command, given, self)?;
                Ok(events.into_iter().map(Event::Gap).collect())
            }
            Command::Account(command) => {
                let state = known(&self.accounts, &AccountId(id));
                let events = account::decide(&state, command, given, self)?;
                Ok(events.into_iter().map(Event::Account).collect())
            }
            Command::SelfAssessment(command) => {
                let state = known(&self.campaigns, &CampaignId(id));
                let events = self_assessment::decide(&state, CampaignId(id), command, given, self)?;
                Ok(events.into_iter().map(Event::SelfAssessment).collect())
            }
            Command::ServiceReturn(command) => {
                let state = known(&self.returns, &ReturnId(id));
                let events = service_return::decide(&state, ReturnId(id), command, given, self)?;
                Ok(events.into_iter().map(Event::ServiceReturn).collect())
            }
            Command::SeriousIncident(_)
            | Command::RapidReview(_)
            | Command::ReviewSubject(_)
            | Command::AuditCase(_) => self.decide_of_children(id, command, given),
            Command::PracticeReview(command) => self.decide_review(id, command, given),
            command @ (Command::Briefing(_)
            | Command::LearningActivity(_)
            | Command::ChildDeathLearning(_)) => self.decide_learning(id, command, given),
            Command::AuditProgramme(command) => {
                let state = known(&self.programmes, &ProgrammeId(id));
                let events =
                    audit_programme::decide(&state, ProgrammeId(id), command, given, self)?;
                Ok(events.into_iter().map(Event::AuditProgramme).collect())
            }
            Command::Audit(command) => {
                let state = known(&self.audits, &AuditId(id));
                let events = audit::decide(&state, AuditId(id), command, given, self)?;
                Ok(events.into_iter().map(Event::Audit).collect())
            }
            Command::Inspection(command) => self.decide_inspection(id, command, given),
            command @ (Command::EvidencePack(_) | Command::Erasure(_) | Command::LegalHold(_)) => {
                self.decide_records(id, command, given)
            }
        }
    }

    /// Whether a stream has begun.
    pub fn exists(&self, stream: StreamId) -> bool {
        let id = stream.id;
        match stream.kind {
            StreamKind::Partnership => true,
            StreamKind::Plan => self.plans.contains_key(&PlanId(id)),
            StreamKind::Recommendation => self.recommendations.contains_key(&RecommendationId(id)),
            StreamKind::ImprovementAction => self.actions.contains_key(&ActionId(id)),
            StreamKind::Evidence => self.evidence.contains_key(&EvidenceId(id)),
            StreamKind::Meeting => self.meetings.contains_key(&MeetingId(id)),
            StreamKind::Gap => self.gaps.contains_key(&id),
            StreamKind::Account => self.accounts.contains_key(&AccountId(id)),
            StreamKind::SelfAssessment => self.campaigns.contains_key(&CampaignId(id)),
            StreamKind::ServiceReturn => self.returns.contains_key(&ReturnId(id)),
            StreamKind::SeriousIncident => self.incidents.contains_key(&IncidentId(id)),
            StreamKind::RapidReview => self.rapid_reviews.contains_key(&RapidReviewId(id)),
            StreamKind::ReviewSubject => self.subjects.contains_key(&ReviewSubjectId(id)),
            StreamKind::PracticeReview => self.practice_reviews.contains_key(&PracticeReviewId(id)),
            StreamKind::Briefing
            | StreamKind::LearningActivity
            | StreamKind::ChildDeathLearning => self.has_learning(stream),
            StreamKind::AuditProgramme => self.programmes.contains_key(&ProgrammeId(id)),
            StreamKind::Audit => self.audits.contains_key(&AuditId(id)),
            StreamKind::AuditCase => self.cases.contains_key(&CaseId(id)),
            StreamKind::EvidencePack => self.evidence_packs.contains_key(&EvidencePackId(id)),
            StreamKind::Inspection => self.inspections.contains_key(&InspectionId(id)),
            StreamKind::Erasure => self.erasures.contains_key(&ErasureId(id)),
            StreamKind::LegalHold => self.legal_holds.contains_key(&LegalHoldId(id)),
        }
    }

    /// Whether anybody has an account: from then on nobody acts without having signed in.
    pub fn has_accounts(&self) -> bool {
        !self.accounts.is_empty()
    }

    /// Whether the person of an account holds a role for an agency on a day, and may use it: the
    /// account is open and not suspended, and an inspector's access is not past.
    pub fn holds(
        &self,
        account: AccountId,
        role: Role,
        agency: Option<AgencyId>,
        day: NaiveDate,
    ) -> bool {
        let account = self.accounts.get(&account);
        account
            .filter(|known| known.is_active())
            .is_some_and(|known| {
                known.holdings.keys().any(|holding| {
                    let held = self.partnership.holdings.get(holding);
                    let held = held.filter(|held| held.is_held_on(day));
                    held.is_some_and(|held| held.role == role && held.agency == agency)
                        && known.may_use(*holding, day)
                })
            })
    }
}

/// The state of a stream; that of one which has not begun where there is none.
fn known<Id: Ord, State: Clone + Default>(states: &BTreeMap<Id, State>, id: &Id) -> State {
    states.get(id).cloned().unwrap_or_default()
}

/// The envelope an event would have, as far as any state looks at it. It is never stored.
fn supposed(stream: StreamId, given: &Given) -> Envelope {
    let midnight = given.today.and_time(chrono::NaiveTime::MIN).and_utc();
    Envelope {
        actor: given.actor.clone(),
        causation: None,
        classification: Classification::default(),
        correlation: None,
        decided_in: given.decided_in,
        id: EventId(Uuid::nil()),
        identifiers: Vec::new(),
        late: given.late,
        occurred_on: given.occurred_on,
        position: 0,
        reason: given.reason.clone(),
        recorded_at: Moment::new(midnight),
        schema: SCHEMA,
        stream,
        type_name: String::new(),
        version: 0,
    }
}
