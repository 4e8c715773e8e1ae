//! How commands are read and told.

use super::{BODY_DEPTH_MAX, Command, CommandError};
use crate::everywhere;
use crate::ids::StreamKind;
use crate::plan;
use crate::text::Text;
use serde_json::{Value, json};

const ID: &str = "0198f000-0000-7000-8000-000000000001";

#[expect(clippy::wildcard_enum_match_arm, reason = "a test wants one kind")]
fn fields(error: CommandError) -> Vec<String> {
    match error {
        CommandError::Body { problems, .. } => problems.into_iter().map(|one| one.field).collect(),
        other => panic!("{other}"),
    }
}

#[test]
fn every_command_is_told_with_a_summary_and_what_its_fields_are() {
    let all = Command::catalogue();
    assert!(all.len() > 90, "{}", all.len());
    for doc in all {
        assert!(!doc.summary.is_empty(), "{} has no summary", doc.word);
        let properties = doc.schema.get("properties").and_then(Value::as_object);
        for (name, field) in properties.into_iter().flatten() {
            let described = field.get("description").is_some();
            assert!(described, "{} {name} has no description", doc.word);
        }
        assert!(
            !doc.schema.as_value().to_string().contains("$ref"),
            "{}",
            doc.word
        );
        let roles = everywhere::roles_of(doc.kind, &doc.word);
        assert!(roles.is_some_and(|roles| !roles.is_empty()), "{}", doc.word);
    }
    let creating = all.iter().filter(|doc| doc.creates).count();
    assert_eq!(creating, super::catalogue::CREATING.len());
}

#[test]
fn a_command_is_read_from_its_word_and_plain_strings() {
    let body = json!({ "priority": ID, "number": "1", "title": "Neglect" });
    let read = Command::from_parts(StreamKind::Plan, "adopt_priority", body).unwrap();
    let expected = plan::Command::AdoptPriority {
        priority: ID.parse().unwrap(),
        number: "1".to_owned(),
        title: Text::plain("Neglect"),
        statement: None,
        parent: None,
        joint_with: None,
    };
    assert_eq!(read, Command::Plan(expected));
    let (word, data) = read.to_parts().unwrap();
    assert_eq!(word, "adopt_priority");
    assert_eq!(data["title"], json!({ "plain": "Neglect" }));
    assert!(!read.creates());
}

#[test]
fn a_command_without_fields_is_read_from_an_empty_body() {
    let read = Command::from_parts(StreamKind::Plan, "close_plan", json!({})).unwrap();
    assert_eq!(read, Command::Plan(plan::Command::ClosePlan {}));
}

#[test]
fn an_unknown_command_is_told_the_known_ones() {
    let error = Command::from_parts(StreamKind::Gap, "delete", json!({})).unwrap_err();
    assert_eq!(
        error,
        CommandError::Unknown {
            kind: "gap",
            known: vec!["dispose_of_gap", "reopen_gap"],
        }
    );
}

#[test]
fn every_fault_of_a_body_is_told_at_once_with_its_field() {
    let body = json!({
        "title": 7, "from": "1 April", "joint_with": ["a", 2], "colour": "red", "rag_scheme": 1,
    });
    let mut found = fields(Command::from_parts(StreamKind::Plan, "draft_plan", body).unwrap_err());
    found.sort();
    assert_eq!(
        found,
        [
            "colour",
            "from",
            "joint_with/1",
            "rag_scheme",
            "title",
            "to"
        ]
    );
}

#[test]
fn unknown_fields_are_refused_below_the_surface_too() {
    let owner = json!({ "role": "Head of Early Help", "name": "somebody" });
    let body = json!({ "priority": ID, "lead": owner });
    let error = Command::from_parts(StreamKind::Plan, "name_priority_lead", body).unwrap_err();
    assert_eq!(fields(error), ["lead/name"]);
}

#[test]
fn a_tagged_part_is_read_and_its_faults_are_told() {
    let read = |kind: &str| {
        let body = json!({ "claim": { "kind": kind, "id": ID } });
        Command::from_parts(StreamKind::Evidence, "link_evidence", body)
    };
    assert!(read("plan").is_ok());
    assert!(!fields(read("dream").unwrap_err()).is_empty());
}

#[test]
fn a_body_never_brings_a_seal_of_its_own() {
    for key in ["commitment", "plain"] {
        let body = json!({ "summary": { key: "00" } });
        let error = Command::from_parts(StreamKind::Plan, "revise_plan", body).unwrap_err();
        assert!(fields(error).contains(&format!("summary/{key}")));
    }
}

#[test]
fn a_body_that_nests_too_deep_is_refused_before_it_is_looked_into() {
    let nested = |levels: usize| (0..levels).fold(json!(1), |inner, _| json!([inner]));
    let read = |body| Command::from_parts(StreamKind::Plan, "close_plan", body).unwrap_err();
    assert_eq!(read(nested(100)), CommandError::TooDeep);
    assert_ne!(read(nested(BODY_DEPTH_MAX - 2)), CommandError::TooDeep);
}

#[test]
fn a_body_that_is_no_object_is_refused() {
    for body in [json!(null), json!("x"), json!([]), json!(1)] {
        assert!(Command::from_parts(StreamKind::Plan, "close_plan", body).is_err());
    }
}
