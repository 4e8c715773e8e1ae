//! Every command to an incident, its rapid review and its children has a form, and every form asks
//! what its command takes.

use super::form;
use crate::web::form::fits::assert_fits;
use crate::web::reading::tests::reading;
use crate::web::story::{POLICE, Story, day, lead_of, team};
use events::command::Command;
use events::envelope::Role;
use events::ids::{IncidentId, RapidReviewId, ReviewSubjectId, StreamId, StreamKind};
use uuid::Uuid;

const INCIDENT: IncidentId = IncidentId(Uuid::from_u128(0x501));
const REVIEW: RapidReviewId = RapidReviewId(Uuid::from_u128(0x502));
const CHILD: ReviewSubjectId = ReviewSubjectId(Uuid::from_u128(0x503));

const KINDS: [(StreamKind, Uuid); 3] = [
    (StreamKind::SeriousIncident, INCIDENT.0),
    (StreamKind::RapidReview, REVIEW.0),
    (StreamKind::ReviewSubject, CHILD.0),
];

fn told() -> Story {
    let mut story = Story::begin();
    let incident = |word, body| (StreamKind::SeriousIncident, INCIDENT.0, word, body);
    for (kind, id, word, body) in [
        incident(
            "refer_incident",
            serde_json::json!({
                "reference": "SI-07", "agency": POLICE, "on": "2026-02-02", "nature": "neglect",
                "words": "What is known",
            }),
        ),
        incident("become_aware", serde_json::json!({ "on": "2026-02-02" })),
        incident(
            "decide_notification",
            serde_json::json!({
                "notify": true, "rationale": "Because",
                "criteria": ["abuse_or_neglect", "seriously_harmed", "in_area"],
            }),
        ),
        incident(
            "notify_panel",
            serde_json::json!({ "reference": "N", "on": "2026-02-03", "nature": "neglect" }),
        ),
        (
            StreamKind::RapidReview,
            REVIEW.0,
            "open_rapid_review",
            serde_json::json!({ "incident": INCIDENT }),
        ),
        (
            StreamKind::ReviewSubject,
            CHILD.0,
            "add_subject",
            serde_json::json!({ "of": { "incident": INCIDENT }, "alias": "C-1" }),
        ),
    ] {
        let stream = StreamId { kind, id };
        let coordinator = team(Role::CsprCoordinator);
        story.give(coordinator, "2026-02-20", stream, word, body, None);
    }
    story
}

#[test]
fn every_command_has_a_form_that_fits_it() {
    let story = told();
    let reading = reading(
        &story.models,
        day("2026-03-03"),
        team(Role::CsprCoordinator),
        &[],
    );
    for (kind, id) in KINDS {
        let of_kind = Command::catalogue().iter().filter(|doc| doc.kind == kind);
        for doc in of_kind {
            let stream = StreamId { kind, id };
            let form = form(&reading, &story.world, stream, &doc.word);
            let form = form.unwrap_or_else(|| panic!("no form: {}", doc.word));
            assert_fits(&form, doc);
        }
    }
}

#[test]
fn who_does_not_see_the_thing_has_no_form_of_it() {
    let nothing = projections::Models::default();
    let story = told();
    let lead = reading(&nothing, day("2026-03-03"), lead_of(POLICE), &[]);
    for (kind, id, word) in [
        (StreamKind::SeriousIncident, INCIDENT.0, "become_aware"),
        (StreamKind::RapidReview, REVIEW.0, "send_summary"),
        (StreamKind::ReviewSubject, CHILD.0, "judge_safety"),
    ] {
        let stream = StreamId { kind, id };
        assert_eq!(form(&lead, &story.world, stream, word), None, "{word}");
    }
}
