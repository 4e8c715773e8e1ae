//! Every command to a plan, the partnership, a meeting or a gap can be given from a form.

use crate::acting::Acting;
use crate::web::forms::{gap, meeting, partnership, plan};
use crate::web::reading::Reading;
use crate::web::reading::tests::reading;
use chrono::NaiveDate;
use events::gap::gap_id;
use events::ids::{StreamId, StreamKind};
use projections::Models;
use uuid::Uuid;

/// Recorded by an import and never typed.
const WRITTEN_BY_AN_IMPORT: [&str; 1] = ["remember_column_matching"];

#[test]
fn every_command_to_the_partnership_and_every_new_thing_has_a_form() {
    let view = Models::default();
    let day = NaiveDate::from_ymd_opt(2026, 3, 3).unwrap();
    let about = StreamId::new(StreamKind::Plan, Uuid::from_u128(4));
    let query = [
        ("rule".to_owned(), "17".to_owned()),
        ("about".to_owned(), about.to_string()),
    ];
    let reading: Reading<'_> = reading(&view, day, Acting::default(), &query);
    for doc in events::world::Command::catalogue() {
        let wanted = doc.kind == StreamKind::Partnership || doc.creates;
        if !wanted || WRITTEN_BY_AN_IMPORT.contains(&doc.word.as_str()) {
            continue;
        }
        let id = if doc.kind == StreamKind::Gap {
            gap_id(17, about)
        } else {
            Uuid::from_u128(9)
        };
        let stream = StreamId::new(doc.kind, id);
        let form = match doc.kind {
            StreamKind::Partnership => partnership::for_reading(&reading, stream, &doc.word),
            StreamKind::Plan => plan::for_reading(&reading, stream, &doc.word),
            StreamKind::Meeting => meeting::for_reading(&reading, stream, &doc.word),
            StreamKind::Gap => gap::for_reading(&reading, stream, &doc.word),
            StreamKind::Recommendation
            | StreamKind::ImprovementAction
            | StreamKind::Evidence
            | StreamKind::Account
            | StreamKind::SelfAssessment
            | StreamKind::ServiceReturn
            | StreamKind::SeriousIncident
            | StreamKind::RapidReview
            | StreamKind::ReviewSubject
            | StreamKind::PracticeReview
            | StreamKind::Briefing
            | StreamKind::LearningActivity
            | StreamKind::ChildDeathLearning
            | StreamKind::AuditProgramme
            | StreamKind::Audit
            | StreamKind::AuditCase
            | StreamKind::EvidencePack
            | StreamKind::Inspection
            | StreamKind::Erasure
            | StreamKind::LegalHold => {
                continue;
            }
        };
        let form = form.unwrap_or_else(|| panic!("no form for {} {}", doc.kind.word(), doc.word));
        let asked: Vec<&str> = form
            .questions
            .iter()
            .map(|question| question.name)
            .collect();
        let fields = doc
            .schema
            .get("properties")
            .and_then(|fields| fields.as_object());
        for field in fields.into_iter().flat_map(|fields| fields.keys()) {
            assert!(
                asked.contains(&field.as_str()),
                "{} does not ask for {field}",
                doc.word
            );
        }
    }
}
