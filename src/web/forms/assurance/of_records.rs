//! Every command to an erasure and a legal hold has a form, and every form asks what its command
//! takes; a request offers a thing with what belongs to it.

use super::form;
use crate::web::form::Kind;
use crate::web::form::fits::assert_fits;
use crate::web::reading::tests::reading;
use crate::web::story::{POLICE, Story, day, team};
use events::command::Command;
use events::envelope::Role;
use events::ids::{ErasureId, IncidentId, LegalHoldId, ReviewSubjectId, StreamId, StreamKind};
use serde_json::json;
use uuid::Uuid;

const INCIDENT: IncidentId = IncidentId(Uuid::from_u128(0x521));
const CHILD: ReviewSubjectId = ReviewSubjectId(Uuid::from_u128(0x522));
const ERASURE: ErasureId = ErasureId(Uuid::from_u128(0x523));
const HOLD: LegalHoldId = LegalHoldId(Uuid::from_u128(0x524));

fn told() -> Story {
    let mut story = Story::begin();
    let child = json!({ "kind": "review_subject", "id": CHILD });
    let incident: StreamId = INCIDENT.into();
    let steps: [(StreamId, &str, serde_json::Value); 4] = [
        (
            incident,
            "refer_incident",
            json!({
                "reference": "SI-07", "agency": POLICE, "on": "2026-02-02", "nature": "neglect",
                "words": "What is known",
            }),
        ),
        (
            CHILD.into(),
            "add_subject",
            json!({ "of": { "incident": INCIDENT }, "alias": "C-1" }),
        ),
        (
            ERASURE.into(),
            "request_erasure",
            json!({
                "things": [child], "asked_by": "parent", "authority": "article17",
                "words": "The family asked",
            }),
        ),
        (
            HOLD.into(),
            "place_hold",
            json!({ "things": [child], "held_for": "coroner", "words": "The coroner asked" }),
        ),
    ];
    for (stream, word, body) in steps {
        let coordinator = team(Role::CsprCoordinator);
        story.give(coordinator, "2026-02-20", stream, word, body, None);
    }
    story
}

#[test]
fn every_command_has_a_form_that_fits_it() {
    let story = told();
    let query = [("thing".to_owned(), StreamId::from(INCIDENT).to_string())];
    for query in [&query[..], &[]] {
        let chair = team(Role::Chair);
        let reading = reading(&story.models, day("2026-03-03"), chair, query);
        for doc in Command::catalogue() {
            let stream: StreamId = if doc.kind == StreamKind::Erasure {
                ERASURE.into()
            } else if doc.kind == StreamKind::LegalHold {
                HOLD.into()
            } else {
                continue;
            };
            let form = form(&reading, &story.world, stream, &doc.word);
            let form = form.unwrap_or_else(|| panic!("no form: {}", doc.word));
            assert_fits(&form, doc);
        }
    }
}

#[test]
fn a_request_offers_a_whole_with_what_belongs_to_it_ready_ticked() {
    let story = told();
    let query = [("thing".to_owned(), StreamId::from(INCIDENT).to_string())];
    let chair = team(Role::Chair);
    let reading = reading(&story.models, day("2026-03-03"), chair, &query);
    let fresh = StreamId::new(StreamKind::Erasure, Uuid::from_u128(0x529));
    let form = form(&reading, &story.world, fresh, "request_erasure").unwrap();
    let things = form
        .questions
        .iter()
        .find(|one| one.name == "things")
        .unwrap();
    let Kind::Several(offered) = &things.kind else {
        panic!("{:?}", things.kind);
    };
    let names: Vec<&str> = offered.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "Serious incident: SI-07",
            "Child or family member: C-1 of SI-07"
        ]
    );
    assert_eq!(things.before.len(), offered.len());
}
