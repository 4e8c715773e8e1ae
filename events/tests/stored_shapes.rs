//! What is stored today is read for ever: one golden line for every variant of every event.
//!
//! Lines are only ever added. A changed line means that logs in use would read differently.

#[cfg(test)]
mod sample;

#[cfg(test)]
mod shapes {
    use super::sample::{sample, variants};
    use chrono::DateTime;
    use events::envelope::{Actor, Classification, Envelope, Moment};
    use events::event::Event;
    use events::evidence_pack;
    use events::ids::{EventId, StreamId, StreamKind};
    use events::inspection;
    use events::practice_review;
    use events::world::World;
    use events::{account, action, evidence, gap, meeting, partnership, plan, recommendation};
    use events::{audit, audit_case, audit_programme};
    use events::{briefing, child_death_learning, learning_activity};
    use events::{erasure, legal_hold};
    use events::{rapid_review, review_subject, serious_incident};
    use events::{self_assessment, service_return};
    use proptest::prelude::*;
    use serde_json::{Value, json};
    use std::collections::BTreeSet;
    use uuid::Uuid;

    fn golden(kind: StreamKind) -> &'static str {
        match kind {
            StreamKind::Partnership => include_str!("golden/partnership.ndjson"),
            StreamKind::Plan => include_str!("golden/plan.ndjson"),
            StreamKind::Recommendation => include_str!("golden/recommendation.ndjson"),
            StreamKind::ImprovementAction => include_str!("golden/improvement_action.ndjson"),
            StreamKind::Evidence => include_str!("golden/evidence.ndjson"),
            StreamKind::Meeting => include_str!("golden/meeting.ndjson"),
            StreamKind::Gap => include_str!("golden/gap.ndjson"),
            StreamKind::Account => include_str!("golden/account.ndjson"),
            StreamKind::SelfAssessment => include_str!("golden/self_assessment.ndjson"),
            StreamKind::ServiceReturn => include_str!("golden/service_return.ndjson"),
            StreamKind::SeriousIncident => include_str!("golden/serious_incident.ndjson"),
            StreamKind::RapidReview => include_str!("golden/rapid_review.ndjson"),
            StreamKind::ReviewSubject => include_str!("golden/review_subject.ndjson"),
            StreamKind::PracticeReview => include_str!("golden/practice_review.ndjson"),
            StreamKind::Briefing => include_str!("golden/briefing.ndjson"),
            StreamKind::LearningActivity => include_str!("golden/learning_activity.ndjson"),
            StreamKind::ChildDeathLearning => include_str!("golden/child_death_learning.ndjson"),
            StreamKind::AuditProgramme => include_str!("golden/audit_programme.ndjson"),
            StreamKind::Audit => include_str!("golden/audit.ndjson"),
            StreamKind::AuditCase => include_str!("golden/audit_case.ndjson"),
            StreamKind::Inspection => include_str!("golden/inspection.ndjson"),
            StreamKind::EvidencePack => include_str!("golden/evidence_pack.ndjson"),
            StreamKind::Erasure => include_str!("golden/erasure.ndjson"),
            StreamKind::LegalHold => include_str!("golden/legal_hold.ndjson"),
        }
    }

    fn variants_of(kind: StreamKind) -> Vec<&'static str> {
        match kind {
            StreamKind::Partnership => variants::<partnership::Event>(),
            StreamKind::Plan => variants::<plan::Event>(),
            StreamKind::Recommendation => variants::<recommendation::Event>(),
            StreamKind::ImprovementAction => variants::<action::Event>(),
            StreamKind::Evidence => variants::<evidence::Event>(),
            StreamKind::Meeting => variants::<meeting::Event>(),
            StreamKind::Gap => variants::<gap::Event>(),
            StreamKind::Account => variants::<account::Event>(),
            StreamKind::SelfAssessment => variants::<self_assessment::Event>(),
            StreamKind::ServiceReturn => variants::<service_return::Event>(),
            StreamKind::SeriousIncident => variants::<serious_incident::Event>(),
            StreamKind::RapidReview => variants::<rapid_review::Event>(),
            StreamKind::ReviewSubject => variants::<review_subject::Event>(),
            StreamKind::PracticeReview => variants::<practice_review::Event>(),
            StreamKind::Briefing => variants::<briefing::Event>(),
            StreamKind::LearningActivity => variants::<learning_activity::Event>(),
            StreamKind::ChildDeathLearning => variants::<child_death_learning::Event>(),
            StreamKind::AuditProgramme => variants::<audit_programme::Event>(),
            StreamKind::Audit => variants::<audit::Event>(),
            StreamKind::AuditCase => variants::<audit_case::Event>(),
            StreamKind::Inspection => variants::<inspection::Event>(),
            StreamKind::EvidencePack => variants::<evidence_pack::Event>(),
            StreamKind::Erasure => variants::<erasure::Event>(),
            StreamKind::LegalHold => variants::<legal_hold::Event>(),
        }
    }

    fn sample_of(kind: StreamKind, variant: usize, bytes: &[u8]) -> Event {
        match kind {
            StreamKind::Partnership => Event::Partnership(sample(variant, bytes)),
            StreamKind::Plan => Event::Plan(sample(variant, bytes)),
            StreamKind::Recommendation => Event::Recommendation(sample(variant, bytes)),
            StreamKind::ImprovementAction => Event::Action(sample(variant, bytes)),
            StreamKind::Evidence => Event::Evidence(sample(variant, bytes)),
            StreamKind::Meeting => Event::Meeting(sample(variant, bytes)),
            StreamKind::Gap => Event::Gap(sample(variant, bytes)),
            StreamKind::Account => Event::Account(sample(variant, bytes)),
            StreamKind::SelfAssessment => Event::SelfAssessment(sample(variant, bytes)),
            StreamKind::ServiceReturn => Event::ServiceReturn(sample(variant, bytes)),
            StreamKind::SeriousIncident => Event::SeriousIncident(sample(variant, bytes)),
            StreamKind::RapidReview => Event::RapidReview(sample(variant, bytes)),
            StreamKind::ReviewSubject => Event::ReviewSubject(sample(variant, bytes)),
            StreamKind::PracticeReview => Event::PracticeReview(sample(variant, bytes)),
            StreamKind::Briefing => Event::Briefing(sample(variant, bytes)),
            StreamKind::LearningActivity => Event::LearningActivity(sample(variant, bytes)),
            StreamKind::ChildDeathLearning => Event::ChildDeathLearning(sample(variant, bytes)),
            StreamKind::AuditProgramme => Event::AuditProgramme(sample(variant, bytes)),
            StreamKind::Audit => Event::Audit(sample(variant, bytes)),
            StreamKind::AuditCase => Event::AuditCase(sample(variant, bytes)),
            StreamKind::Inspection => Event::Inspection(sample(variant, bytes)),
            StreamKind::EvidencePack => Event::EvidencePack(sample(variant, bytes)),
            StreamKind::Erasure => Event::Erasure(sample(variant, bytes)),
            StreamKind::LegalHold => Event::LegalHold(sample(variant, bytes)),
        }
    }

    fn envelope(stream: StreamId, type_name: &str, schema: u16) -> Envelope {
        Envelope {
            actor: Actor::System,
            causation: None,
            classification: Classification::Official,
            correlation: None,
            decided_in: None,
            id: EventId(Uuid::nil()),
            identifiers: Vec::new(),
            late: false,
            occurred_on: DateTime::UNIX_EPOCH.date_naive(),
            position: 1,
            reason: None,
            recorded_at: Moment::new(DateTime::UNIX_EPOCH),
            schema,
            stream,
            type_name: type_name.to_owned(),
            version: 1,
        }
    }

    fn decode(kind: StreamKind, line: &Value) -> Event {
        let word = line["type"].as_str().unwrap();
        let schema = u16::try_from(line["schema"].as_u64().unwrap()).unwrap();
        let data = line["data"].to_string();
        let stream = StreamId::new(kind, Uuid::nil());
        Event::decode(&envelope(stream, word, schema), &data).unwrap()
    }

    #[test]
    fn every_golden_line_is_read_and_written_back_the_same() {
        for kind in StreamKind::ALL {
            for line in golden(kind).lines() {
                let line: Value = serde_json::from_str(line).unwrap();
                let (word, data) = decode(kind, &line).to_stored().unwrap();
                assert_eq!(json!(word), line["type"], "{kind:?}");
                assert_eq!(data, line["data"], "{kind:?} {word}");
            }
        }
    }

    #[test]
    fn every_variant_of_every_event_has_a_golden_line() {
        for kind in StreamKind::ALL {
            let lines = golden(kind).lines();
            let written: BTreeSet<String> = lines
                .map(|line| serde_json::from_str::<Value>(line).unwrap())
                .map(|line| line["type"].as_str().unwrap().to_owned())
                .collect();
            let known: BTreeSet<String> =
                variants_of(kind).into_iter().map(str::to_owned).collect();
            assert_eq!(written, known, "{kind:?}");
        }
    }

    #[test]
    fn every_sampled_event_is_read_back_as_it_was_written() {
        for kind in StreamKind::ALL {
            for variant in 0..variants_of(kind).len() {
                let event = sample_of(kind, variant, &[1, 2, 3, 4, 5, 6, 7, 8]);
                let (word, data) = event.to_stored().unwrap();
                let line = json!({ "type": word, "schema": 1, "data": data });
                assert_eq!(decode(kind, &line), event);
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_sequence_of_events_moves_the_world_on_without_a_fault(
            steps in prop::collection::vec(
                (0_usize..StreamKind::ALL.len(), any::<usize>(), 0_u128..3, prop::collection::vec(any::<u8>(), 0..40)),
                0..60,
            )
        ) {
            let mut world = World::default();
            for (kind, variant, id, bytes) in steps {
                let kind = StreamKind::ALL[kind];
                let event = sample_of(kind, variant, &bytes);
                let stream = StreamId::new(kind, Uuid::from_u128(id));
                world.evolve_parts(&envelope(stream, "", 1), &event);
                prop_assert!(world.exists(stream));
            }
        }
    }
}
