//! How any event is stored and read back: the word of its stream, the word of its type, the
//! number of its schema, and its data. Old shapes are brought to today's in `upcast`, here only.

use crate::envelope::Envelope;
use crate::evidence_pack;
use crate::ids::StreamKind;
use crate::inspection;
use crate::practice_review;
use crate::{account, action, evidence, gap, meeting, partnership, plan, recommendation};
use crate::{audit, audit_case, audit_programme};
use crate::{briefing, child_death_learning, learning_activity};
use crate::{erasure, legal_hold};
use crate::{rapid_review, review_subject, serious_incident};
use crate::{self_assessment, service_return};
use serde::de::value::StrDeserializer;
use serde::de::{self, DeserializeSeed, EnumAccess, IntoDeserializer, VariantAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::marker::PhantomData;

/// The shape in which today's events are written.
pub const SCHEMA: u16 = 1;

/// Any event of any stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// About the partnership itself.
    Partnership(partnership::Event),
    /// About a plan.
    Plan(plan::Event),
    /// About a recommendation.
    Recommendation(recommendation::Event),
    /// About an improvement action.
    Action(action::Event),
    /// About a piece of evidence.
    Evidence(evidence::Event),
    /// About a meeting.
    Meeting(meeting::Event),
    /// About a gap the product found.
    Gap(gap::Event),
    /// About an account.
    Account(account::Event),
    /// About a round of self-assessments.
    SelfAssessment(self_assessment::Event),
    /// About an agency's return in such a round.
    ServiceReturn(service_return::Event),
    /// About a serious incident.
    SeriousIncident(serious_incident::Event),
    /// About a rapid review.
    RapidReview(rapid_review::Event),
    /// About a child or family member of an incident or review.
    ReviewSubject(review_subject::Event),
    /// About a practice review.
    PracticeReview(practice_review::Event),
    /// About a briefing.
    Briefing(briefing::Event),
    /// About a learning activity.
    LearningActivity(learning_activity::Event),
    /// About a year's learning from child deaths.
    ChildDeathLearning(child_death_learning::Event),
    /// About an audit programme.
    AuditProgramme(audit_programme::Event),
    /// About an audit.
    Audit(audit::Event),
    /// About a case of an audit.
    AuditCase(audit_case::Event),
    /// To an evidence pack.
    EvidencePack(evidence_pack::Event),
    /// About an inspection.
    Inspection(inspection::Event),
    /// About an erasure.
    Erasure(erasure::Event),
    /// About a legal hold.
    LegalHold(legal_hold::Event),
}

/// An event as it stands in the log, decoded: narrative is a commitment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Who, when, where in the log, why.
    pub envelope: Envelope,
    /// What happened.
    pub event: Event,
}

/// Why a stored event could not be read. Nothing is ever skipped.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// Written by a newer Golden Thread.
    #[error("position {position}: schema {schema} of `{type_name}` is newer than this program")]
    NewerSchema {
        /// Where in the log.
        position: u64,
        /// The event's type.
        type_name: String,
        /// The schema found.
        schema: u16,
    },
    /// The type or its data is not known.
    #[error("position {position}: `{kind}` event `{type_name}` cannot be read: {source}")]
    Data {
        /// Where in the log.
        position: u64,
        /// The stream's kind.
        kind: &'static str,
        /// The event's type.
        type_name: String,
        /// What serde says.
        #[source]
        source: serde_json::Error,
    },
}

impl Event {
    /// The kind of stream the event belongs to.
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

    /// The stored type word and data, with plain texts still waiting to be sealed.
    ///
    /// # Errors
    /// When a value cannot be written as JSON, which no event of ours has.
    pub fn to_stored(&self) -> Result<(String, serde_json::Value), serde_json::Error> {
        let value = match self {
            Self::Partnership(event) => serde_json::to_value(event),
            Self::Plan(event) => serde_json::to_value(event),
            Self::Recommendation(event) => serde_json::to_value(event),
            Self::Action(event) => serde_json::to_value(event),
            Self::Evidence(event) => serde_json::to_value(event),
            Self::Meeting(event) => serde_json::to_value(event),
            Self::Gap(event) => serde_json::to_value(event),
            Self::Account(event) => serde_json::to_value(event),
            Self::SelfAssessment(event) => serde_json::to_value(event),
            Self::ServiceReturn(event) => serde_json::to_value(event),
            Self::SeriousIncident(event) => serde_json::to_value(event),
            Self::RapidReview(event) => serde_json::to_value(event),
            Self::ReviewSubject(event) => serde_json::to_value(event),
            Self::PracticeReview(event) => serde_json::to_value(event),
            Self::Briefing(event) => serde_json::to_value(event),
            Self::LearningActivity(event) => serde_json::to_value(event),
            Self::ChildDeathLearning(event) => serde_json::to_value(event),
            Self::AuditProgramme(event) => serde_json::to_value(event),
            Self::Audit(event) => serde_json::to_value(event),
            Self::AuditCase(event) => serde_json::to_value(event),
            Self::EvidencePack(event) => serde_json::to_value(event),
            Self::Inspection(event) => serde_json::to_value(event),
            Self::Erasure(event) => serde_json::to_value(event),
            Self::LegalHold(event) => serde_json::to_value(event),
        }?;
        match value {
            serde_json::Value::Object(map) => map.into_iter().next().ok_or_else(no_type),
            serde_json::Value::String(word) => Ok((word, serde_json::json!({}))),
            serde_json::Value::Null
            | serde_json::Value::Bool(_)
            | serde_json::Value::Number(_)
            | serde_json::Value::Array(_) => Err(no_type()),
        }
    }

    /// Reads an event as it was stored.
    ///
    /// # Errors
    /// When it was written by a newer program, or its type or data is not known.
    pub fn decode(envelope: &Envelope, data: &str) -> Result<Self, DecodeError> {
        if envelope.schema > SCHEMA {
            return Err(DecodeError::NewerSchema {
                position: envelope.position,
                type_name: envelope.type_name.clone(),
                schema: envelope.schema,
            });
        }
        let stored = Stored {
            type_name: &envelope.type_name,
            data,
        };
        match envelope.stream.kind {
            StreamKind::Partnership => read(stored).map(Self::Partnership),
            StreamKind::Plan => read(stored).map(Self::Plan),
            StreamKind::Recommendation => read(stored).map(Self::Recommendation),
            StreamKind::ImprovementAction => read(stored).map(Self::Action),
            StreamKind::Evidence => read(stored).map(Self::Evidence),
            StreamKind::Meeting => read(stored).map(Self::Meeting),
            StreamKind::Gap => read(stored).map(Self::Gap),
            StreamKind::Account => read(stored).map(Self::Account),
            StreamKind::SelfAssessment => read(stored).map(Self::SelfAssessment),
            StreamKind::ServiceReturn => read(stored).map(Self::ServiceReturn),
            StreamKind::SeriousIncident => read(stored).map(Self::SeriousIncident),
            StreamKind::RapidReview => read(stored).map(Self::RapidReview),
            StreamKind::ReviewSubject => read(stored).map(Self::ReviewSubject),
            StreamKind::PracticeReview => read(stored).map(Self::PracticeReview),
            StreamKind::Briefing => read(stored).map(Self::Briefing),
            StreamKind::LearningActivity => read(stored).map(Self::LearningActivity),
            StreamKind::ChildDeathLearning => read(stored).map(Self::ChildDeathLearning),
            StreamKind::AuditProgramme => read(stored).map(Self::AuditProgramme),
            StreamKind::Audit => read(stored).map(Self::Audit),
            StreamKind::AuditCase => read(stored).map(Self::AuditCase),
            StreamKind::EvidencePack => read(stored).map(Self::EvidencePack),
            StreamKind::Inspection => read(stored).map(Self::Inspection),
            StreamKind::Erasure => read(stored).map(Self::Erasure),
            StreamKind::LegalHold => read(stored).map(Self::LegalHold),
        }
        .map_err(|source| DecodeError::Data {
            position: envelope.position,
            kind: envelope.stream.kind.word(),
            type_name: envelope.type_name.clone(),
            source,
        })
    }
}

fn no_type() -> serde_json::Error {
    de::Error::custom("an event has a type")
}

fn read<'de, T: Deserialize<'de>>(stored: Stored<'de>) -> Result<T, serde_json::Error> {
    T::deserialize(EnumReader {
        stored,
        event: PhantomData::<()>,
    })
}

/// The two halves of a stored event, read as one externally tagged enum without copying.
#[derive(Clone, Copy)]
struct Stored<'de> {
    type_name: &'de str,
    data: &'de str,
}

struct EnumReader<'de, T> {
    stored: Stored<'de>,
    event: PhantomData<T>,
}

impl<'de> de::Deserializer<'de> for EnumReader<'de, ()> {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_enum(self.stored)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        visitor.visit_enum(self.stored)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        option unit unit_struct newtype_struct seq tuple tuple_struct map struct identifier
        ignored_any
    }
}

impl<'de> EnumAccess<'de> for Stored<'de> {
    type Error = serde_json::Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Self), Self::Error> {
        let word: StrDeserializer<'_, Self::Error> = self.type_name.into_deserializer();
        Ok((seed.deserialize(word)?, self))
    }
}

impl<'de> VariantAccess<'de> for Stored<'de> {
    type Error = serde_json::Error;

    fn unit_variant(self) -> Result<(), Self::Error> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(
        self,
        seed: T,
    ) -> Result<T::Value, Self::Error> {
        seed.deserialize(&mut serde_json::Deserializer::from_str(self.data))
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        de::Deserializer::deserialize_any(
            &mut serde_json::Deserializer::from_str(self.data),
            visitor,
        )
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        de::Deserializer::deserialize_any(
            &mut serde_json::Deserializer::from_str(self.data),
            visitor,
        )
    }
}

/// Events are compared and shown with their words.
impl Serialize for Event {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Partnership(event) => event.serialize(serializer),
            Self::Plan(event) => event.serialize(serializer),
            Self::Recommendation(event) => event.serialize(serializer),
            Self::Action(event) => event.serialize(serializer),
            Self::Evidence(event) => event.serialize(serializer),
            Self::Meeting(event) => event.serialize(serializer),
            Self::Gap(event) => event.serialize(serializer),
            Self::Account(event) => event.serialize(serializer),
            Self::SelfAssessment(event) => event.serialize(serializer),
            Self::ServiceReturn(event) => event.serialize(serializer),
            Self::SeriousIncident(event) => event.serialize(serializer),
            Self::RapidReview(event) => event.serialize(serializer),
            Self::ReviewSubject(event) => event.serialize(serializer),
            Self::PracticeReview(event) => event.serialize(serializer),
            Self::Briefing(event) => event.serialize(serializer),
            Self::LearningActivity(event) => event.serialize(serializer),
            Self::ChildDeathLearning(event) => event.serialize(serializer),
            Self::AuditProgramme(event) => event.serialize(serializer),
            Self::Audit(event) => event.serialize(serializer),
            Self::AuditCase(event) => event.serialize(serializer),
            Self::EvidencePack(event) => event.serialize(serializer),
            Self::Inspection(event) => event.serialize(serializer),
            Self::Erasure(event) => event.serialize(serializer),
            Self::LegalHold(event) => event.serialize(serializer),
        }
    }
}
