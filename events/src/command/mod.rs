//! Any command: how it is read from a request, told in the interface's document, and written.

mod catalogue;
mod shape;

#[cfg(test)]
mod tests;

use crate::evidence_pack;
use crate::ids::StreamKind;
use crate::inspection;
use crate::practice_review;
use crate::text::{COMMITMENT, PLAIN};
use crate::{account, action, evidence, gap, meeting, partnership, plan, recommendation};
use crate::{audit, audit_case, audit_programme};
use crate::{briefing, child_death_learning, learning_activity};
use crate::{erasure, legal_hold};
use crate::{rapid_review, review_subject, serious_incident};
use crate::{self_assessment, service_return};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use catalogue::CommandDoc;

/// How deep the body of a command may nest.
pub const BODY_DEPTH_MAX: usize = 16;

/// How many problems of one body are told at once.
pub const BODY_PROBLEMS_MAX: usize = 100;

/// Any command, to any kind of stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// To the partnership.
    Partnership(partnership::Command),
    /// To a plan.
    Plan(plan::Command),
    /// To a recommendation.
    Recommendation(recommendation::Command),
    /// To an improvement action.
    Action(action::Command),
    /// To a piece of evidence.
    Evidence(evidence::Command),
    /// To a meeting.
    Meeting(meeting::Command),
    /// To a gap.
    Gap(gap::Command),
    /// To an account.
    Account(account::Command),
    /// To a round of self-assessments.
    SelfAssessment(self_assessment::Command),
    /// To an agency's return in such a round.
    ServiceReturn(service_return::Command),
    /// To a serious incident.
    SeriousIncident(serious_incident::Command),
    /// To a rapid review.
    RapidReview(rapid_review::Command),
    /// To a child or family member of an incident or review.
    ReviewSubject(review_subject::Command),
    /// To a practice review.
    PracticeReview(practice_review::Command),
    /// To a briefing.
    Briefing(briefing::Command),
    /// To a learning activity.
    LearningActivity(learning_activity::Command),
    /// To a year's learning from child deaths.
    ChildDeathLearning(child_death_learning::Command),
    /// To an audit programme.
    AuditProgramme(audit_programme::Command),
    /// To an audit.
    Audit(audit::Command),
    /// To a case of an audit.
    AuditCase(audit_case::Command),
    /// To an evidence pack.
    EvidencePack(evidence_pack::Command),
    /// To an inspection.
    Inspection(inspection::Command),
    /// To an erasure.
    Erasure(erasure::Command),
    /// To a legal hold.
    LegalHold(legal_hold::Command),
}

/// Something in a command's body that keeps it from being read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyProblem {
    /// Which field, as a path such as `owners/0/agency`; empty for the whole body.
    pub field: String,
    /// What is wrong with it, without repeating what was sent.
    pub message: String,
}

/// Why a command could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommandError {
    /// The kind of thing has no such command.
    #[error("a {kind} has no such command; it has {}", known.join(", "))]
    Unknown {
        /// The kind of thing.
        kind: &'static str,
        /// The commands it has.
        known: Vec<&'static str>,
    },
    /// The body nests deeper than any command.
    #[error("the body nests deeper than {BODY_DEPTH_MAX} levels")]
    TooDeep,
    /// The body is not the command's: every problem at once.
    #[error("the body of {word} cannot be read: {}", told(problems))]
    Body {
        /// The command.
        word: String,
        /// What is wrong with its body.
        problems: Vec<BodyProblem>,
    },
}

impl Command {
    /// The kind of stream the command is for.
    pub const fn stream_kind(&self) -> StreamKind {
        match self {
            Self::Partnership(_) => StreamKind::Partnership,
            Self::Plan(_) => StreamKind::Plan,
            Self::Recommendation(_) => StreamKind::Recommendation,
            Self::Action(_) => StreamKind::ImprovementAction,
            Self::Evidence(_) => StreamKind::Evidence,
            Self::Meeting(_) => StreamKind::Meeting,
            Self::Gap(_) => StreamKind::Gap,
            Self::Account(_) => StreamKind::Account,
            Self::SelfAssessment(_) => StreamKind::SelfAssessment,
            Self::ServiceReturn(_) => StreamKind::ServiceReturn,
            Self::SeriousIncident(_) => StreamKind::SeriousIncident,
            Self::RapidReview(_) => StreamKind::RapidReview,
            Self::ReviewSubject(_) => StreamKind::ReviewSubject,
            Self::PracticeReview(_) => StreamKind::PracticeReview,
            Self::Briefing(_) => StreamKind::Briefing,
            Self::LearningActivity(_) => StreamKind::LearningActivity,
            Self::ChildDeathLearning(_) => StreamKind::ChildDeathLearning,
            Self::AuditProgramme(_) => StreamKind::AuditProgramme,
            Self::Audit(_) => StreamKind::Audit,
            Self::AuditCase(_) => StreamKind::AuditCase,
            Self::EvidencePack(_) => StreamKind::EvidencePack,
            Self::Inspection(_) => StreamKind::Inspection,
            Self::Erasure(_) => StreamKind::Erasure,
            Self::LegalHold(_) => StreamKind::LegalHold,
        }
    }

    /// Every command there is, in the order of the streams, with its summary and schema.
    pub fn catalogue() -> &'static [CommandDoc] {
        catalogue::all()
    }

    /// Whether the command begins a stream, rather than going on with one.
    pub fn creates(&self) -> bool {
        self.to_parts()
            .is_ok_and(|(word, _)| catalogue::creates(self.stream_kind(), &word))
    }

    /// Reads a command as the interface sends it: its word, and its fields as a JSON object. Texts
    /// are plain strings.
    ///
    /// # Errors
    /// When the kind offers no such command, the body nests too deep, or fields are missing, unknown
    /// or of another shape: every one of them at once.
    pub fn from_parts(kind: StreamKind, word: &str, body: Value) -> Result<Self, CommandError> {
        let doc = catalogue::find(kind, word).filter(|doc| doc.offered);
        let doc = doc.ok_or_else(|| CommandError::Unknown {
            kind: kind.word(),
            known: catalogue::words(kind),
        })?;
        if is_deeper(&body, BODY_DEPTH_MAX) {
            return Err(CommandError::TooDeep);
        }
        let mut problems = Vec::new();
        sealed(&body, &mut String::new(), &mut problems);
        shape::check(&doc.schema, &body, &mut problems);
        problems.truncate(BODY_PROBLEMS_MAX);
        let refused = |problems| CommandError::Body {
            word: doc.word.clone(),
            problems,
        };
        if !problems.is_empty() {
            return Err(refused(problems));
        }
        let tagged = Value::Object([(doc.word.clone(), body)].into_iter().collect());
        Self::read(kind, tagged).map_err(|fault| {
            refused(vec![BodyProblem {
                field: String::new(),
                message: fault.to_string(),
            }])
        })
    }

    fn read(kind: StreamKind, tagged: Value) -> Result<Self, serde_json::Error> {
        match kind {
            StreamKind::Partnership => {
                partnership::Command::deserialize(tagged).map(Self::Partnership)
            }
            StreamKind::Plan => plan::Command::deserialize(tagged).map(Self::Plan),
            StreamKind::Recommendation => {
                recommendation::Command::deserialize(tagged).map(Self::Recommendation)
            }
            StreamKind::ImprovementAction => action::Command::deserialize(tagged).map(Self::Action),
            StreamKind::Evidence => evidence::Command::deserialize(tagged).map(Self::Evidence),
            StreamKind::Meeting => meeting::Command::deserialize(tagged).map(Self::Meeting),
            StreamKind::Gap => gap::Command::deserialize(tagged).map(Self::Gap),
            StreamKind::Account => account::Command::deserialize(tagged).map(Self::Account),
            StreamKind::SelfAssessment => {
                self_assessment::Command::deserialize(tagged).map(Self::SelfAssessment)
            }
            StreamKind::ServiceReturn => {
                service_return::Command::deserialize(tagged).map(Self::ServiceReturn)
            }
            StreamKind::SeriousIncident => {
                serious_incident::Command::deserialize(tagged).map(Self::SeriousIncident)
            }
            StreamKind::RapidReview => {
                rapid_review::Command::deserialize(tagged).map(Self::RapidReview)
            }
            StreamKind::ReviewSubject => {
                review_subject::Command::deserialize(tagged).map(Self::ReviewSubject)
            }
            StreamKind::PracticeReview => {
                practice_review::Command::deserialize(tagged).map(Self::PracticeReview)
            }
            StreamKind::Briefing => briefing::Command::deserialize(tagged).map(Self::Briefing),
            StreamKind::LearningActivity => {
                learning_activity::Command::deserialize(tagged).map(Self::LearningActivity)
            }
            StreamKind::ChildDeathLearning => {
                child_death_learning::Command::deserialize(tagged).map(Self::ChildDeathLearning)
            }
            StreamKind::AuditProgramme => {
                audit_programme::Command::deserialize(tagged).map(Self::AuditProgramme)
            }
            StreamKind::Audit => audit::Command::deserialize(tagged).map(Self::Audit),
            StreamKind::AuditCase => audit_case::Command::deserialize(tagged).map(Self::AuditCase),
            StreamKind::EvidencePack => {
                evidence_pack::Command::deserialize(tagged).map(Self::EvidencePack)
            }
            StreamKind::Inspection => {
                inspection::Command::deserialize(tagged).map(Self::Inspection)
            }
            StreamKind::Erasure => erasure::Command::deserialize(tagged).map(Self::Erasure),
            StreamKind::LegalHold => legal_hold::Command::deserialize(tagged).map(Self::LegalHold),
        }
    }

    /// The command's word and its fields, plain texts in their envelope of `plain`.
    ///
    /// # Errors
    /// When a value cannot be written as JSON, which no command of ours has.
    pub fn to_parts(&self) -> Result<(String, Value), serde_json::Error> {
        let value = match self {
            Self::Partnership(command) => serde_json::to_value(command),
            Self::Plan(command) => serde_json::to_value(command),
            Self::Recommendation(command) => serde_json::to_value(command),
            Self::Action(command) => serde_json::to_value(command),
            Self::Evidence(command) => serde_json::to_value(command),
            Self::Meeting(command) => serde_json::to_value(command),
            Self::Gap(command) => serde_json::to_value(command),
            Self::Account(command) => serde_json::to_value(command),
            Self::SelfAssessment(command) => serde_json::to_value(command),
            Self::ServiceReturn(command) => serde_json::to_value(command),
            Self::SeriousIncident(command) => serde_json::to_value(command),
            Self::RapidReview(command) => serde_json::to_value(command),
            Self::ReviewSubject(command) => serde_json::to_value(command),
            Self::PracticeReview(command) => serde_json::to_value(command),
            Self::Briefing(command) => serde_json::to_value(command),
            Self::LearningActivity(command) => serde_json::to_value(command),
            Self::ChildDeathLearning(command) => serde_json::to_value(command),
            Self::AuditProgramme(command) => serde_json::to_value(command),
            Self::Audit(command) => serde_json::to_value(command),
            Self::AuditCase(command) => serde_json::to_value(command),
            Self::EvidencePack(command) => serde_json::to_value(command),
            Self::Inspection(command) => serde_json::to_value(command),
            Self::Erasure(command) => serde_json::to_value(command),
            Self::LegalHold(command) => serde_json::to_value(command),
        }?;
        let no_word = || <serde_json::Error as serde::ser::Error>::custom("a command has a word");
        match value {
            Value::Object(fields) => fields.into_iter().next().ok_or_else(no_word),
            Value::String(word) => Ok((word, Value::Object(serde_json::Map::new()))),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => Err(no_word()),
        }
    }
}

/// Written as its word and its fields.
impl Serialize for Command {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Partnership(command) => command.serialize(serializer),
            Self::Plan(command) => command.serialize(serializer),
            Self::Recommendation(command) => command.serialize(serializer),
            Self::Action(command) => command.serialize(serializer),
            Self::Evidence(command) => command.serialize(serializer),
            Self::Meeting(command) => command.serialize(serializer),
            Self::Gap(command) => command.serialize(serializer),
            Self::Account(command) => command.serialize(serializer),
            Self::SelfAssessment(command) => command.serialize(serializer),
            Self::ServiceReturn(command) => command.serialize(serializer),
            Self::SeriousIncident(command) => command.serialize(serializer),
            Self::RapidReview(command) => command.serialize(serializer),
            Self::ReviewSubject(command) => command.serialize(serializer),
            Self::PracticeReview(command) => command.serialize(serializer),
            Self::Briefing(command) => command.serialize(serializer),
            Self::LearningActivity(command) => command.serialize(serializer),
            Self::ChildDeathLearning(command) => command.serialize(serializer),
            Self::AuditProgramme(command) => command.serialize(serializer),
            Self::Audit(command) => command.serialize(serializer),
            Self::AuditCase(command) => command.serialize(serializer),
            Self::EvidencePack(command) => command.serialize(serializer),
            Self::Inspection(command) => command.serialize(serializer),
            Self::Erasure(command) => command.serialize(serializer),
            Self::LegalHold(command) => command.serialize(serializer),
        }
    }
}

macro_rules! from_each {
    ($($stream:ident => $kind:ident;)*) => {$(
        impl From<$stream::Command> for Command {
            fn from(command: $stream::Command) -> Self {
                Self::$kind(command)
            }
        }
    )*};
}

from_each! {
    partnership => Partnership;
    plan => Plan;
    recommendation => Recommendation;
    action => Action;
    evidence => Evidence;
    meeting => Meeting;
    gap => Gap;
    account => Account;
    self_assessment => SelfAssessment;
    service_return => ServiceReturn;
    serious_incident => SeriousIncident;
    rapid_review => RapidReview;
    review_subject => ReviewSubject;
    practice_review => PracticeReview;
    briefing => Briefing;
    learning_activity => LearningActivity;
    child_death_learning => ChildDeathLearning;
    audit_programme => AuditProgramme;
    audit => Audit;
    audit_case => AuditCase;
    evidence_pack => EvidencePack;
    inspection => Inspection;
    erasure => Erasure;
    legal_hold => LegalHold;
}

/// Whether a value nests deeper than so many levels. Looks no deeper than that.
fn is_deeper(value: &Value, levels: usize) -> bool {
    let Some(below) = levels.checked_sub(1) else {
        return true;
    };
    match value {
        Value::Array(items) => items.iter().any(|item| is_deeper(item, below)),
        Value::Object(fields) => fields.values().any(|field| is_deeper(field, below)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// Only the product seals a text: a body that brings a commitment of its own is refused.
fn sealed(value: &Value, field: &mut String, problems: &mut Vec<BodyProblem>) {
    let length = field.len();
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                shape::enter(field, &index.to_string());
                sealed(item, field, problems);
                field.truncate(length);
            }
        }
        Value::Object(fields) => {
            for (name, inner) in fields {
                shape::enter(field, name);
                if name == COMMITMENT || name == PLAIN {
                    problems.push(BodyProblem {
                        field: field.clone(),
                        message: "a text is sent as a string; only the product seals it".into(),
                    });
                }
                sealed(inner, field, problems);
                field.truncate(length);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn told(problems: &[BodyProblem]) -> String {
    let each = problems.iter().map(|one| match one.field.as_str() {
        "" => one.message.clone(),
        field => format!("{field}: {}", one.message),
    });
    each.collect::<Vec<_>>().join("; ")
}
