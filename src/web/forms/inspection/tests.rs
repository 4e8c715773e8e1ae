//! Every command to an inspection has a form that asks for every field, and nobody of an agency is
//! offered what another was asked.

use super::form;
use crate::web::form::Kind;
use crate::web::form::fits::assert_fits;
use crate::web::reading::tests::reading;
use crate::web::story::{COUNCIL, POLICE, Story, day, lead_of, team};
use events::command::Command;
use events::envelope::Role;
use events::ids::{AgencyId, InspectionId, StreamKind};
use serde_json::json;
use uuid::Uuid;

const INSPECTION: InspectionId = InspectionId(Uuid::from_u128(0x601));

fn request(number: u128) -> Uuid {
    Uuid::from_u128(0x610 + number)
}

/// An inspection that asked the police and the council something.
fn begun() -> Story {
    let mut story = Story::begin();
    let on = "2026-06-01";
    let mut given = |word: &str, body: serde_json::Value| {
        let who = team(Role::BusinessManager);
        story.give(who, on, INSPECTION.into(), word, body, None);
    };
    given(
        "notify_inspection",
        json!({
            "kind": "jtai",
            "reference": "JTAI 2026",
            "inspectorates": ["ofsted"],
            "on": "2026-05-20",
            "fieldwork": { "from": "2026-05-26", "to": "2026-05-29" },
            "lead": "Head of Quality Assurance",
        }),
    );
    for (number, agency) in [(1, POLICE), (2, COUNCIL)] {
        given(
            "receive_information_request",
            json!({
                "request": request(number),
                "number": number.to_string(),
                "inspectorate": "ofsted",
                "agency": agency,
                "what": "The last three audits",
                "received_on": "2026-05-21",
                "due_on": "2026-05-28",
            }),
        );
    }
    story
}

#[test]
fn every_command_has_a_form_that_fits_it() {
    let story = begun();
    for who in [team(Role::BusinessManager), lead_of(POLICE)] {
        let reading = reading(&story.models, day("2026-06-01"), who, &[]);
        let all = Command::catalogue().iter();
        for doc in all.filter(|doc| doc.kind == StreamKind::Inspection) {
            let form = form(&reading, &story.world, INSPECTION.into(), &doc.word);
            let form = form.unwrap_or_else(|| panic!("no form: {}", doc.word));
            assert_fits(&form, doc);
        }
    }
}

#[test]
fn an_agencys_lead_is_offered_only_what_its_own_agency_was_asked() {
    let story = begun();
    let offered = |who| {
        let reading = reading(&story.models, day("2026-06-01"), who, &[]);
        let word = "answer_information_request";
        let form = form(&reading, &story.world, INSPECTION.into(), word).unwrap();
        let which = form.questions.iter().find(|one| one.name == "request");
        let Kind::Select(all) = &which.unwrap().kind else {
            panic!("a choice of requests");
        };
        all.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>()
    };
    let own = |number: u128| request(number).to_string();
    assert_eq!(offered(team(Role::BusinessManager)), [own(1), own(2)]);
    let police: AgencyId = POLICE;
    assert_eq!(offered(lead_of(police)), [own(1)]);
    assert_eq!(offered(lead_of(COUNCIL)), [own(2)]);
}
