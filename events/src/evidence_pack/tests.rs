//! The rules of an evidence pack, each with what it refuses and what it allows.

use super::*;
use crate::envelope::Moment;
use crate::given_when_then::{accepted, begun, day, given, id, on_from, refused};
use crate::ids::{EvidencePackId, StreamId, StreamKind};
use crate::inspection::fixture;
use crate::world::{Given, World};

fn pack() -> StreamId {
    id::<EvidencePackId>(700).into()
}

fn assemble(chosen: Chosen, manifest: &str, events: u64) -> Command {
    Command::AssemblePack {
        recipient: "The lead inspector".into(),
        request: "Request 4 of the inspection".into(),
        purpose: "Everything on recommendation 3.1".into(),
        information_request: None,
        as_at: Moment::new("2026-05-01T09:00:00Z".parse().unwrap()),
        chosen,
        withholding: Withholding::default(),
        held: Held {
            size: 12,
            manifest: manifest.to_owned(),
            events,
            disclosed: 3,
            withheld: 0,
            erased: 0,
            files: 0,
        },
    }
}

fn whole() -> Command {
    assemble(Chosen::default(), &"0f".repeat(32), 12)
}

fn release() -> Command {
    Command::ReleasePack {
        to: "The lead inspector".into(),
        how: Delivery::Portal,
    }
}

fn assembled() -> World {
    on_from(begun(), vec![(pack(), whole().into())])
}

#[test]
fn a_pack_is_put_together_once_and_handed_over_as_often_as_is_needed() {
    refused(
        &begun(),
        (pack(), release(), given()),
        &["pack_not_assembled"],
    );
    let again = (pack(), whole(), given());
    refused(&assembled(), again, &["pack_already_assembled"]);
    let world = on_from(assembled(), vec![(pack(), release().into())]);
    assert_eq!(accepted(&world, (pack(), release(), given())).len(), 1);
}

#[test]
fn a_pack_has_a_manifest_and_holds_something() {
    for manifest in ["0f", &"0F".repeat(32), &"0g".repeat(32), &"0f".repeat(33)] {
        let command = assemble(Chosen::default(), manifest, 12);
        refused(
            &begun(),
            (pack(), command, given()),
            &["pack_without_manifest"],
        );
    }
    let nothing = assemble(Chosen::default(), &"0f".repeat(32), 0);
    refused(&begun(), (pack(), nothing, given()), &["pack_empty"]);
    assert_eq!(accepted(&begun(), (pack(), whole(), given())).len(), 1);
}

#[test]
fn what_is_chosen_is_in_the_record_and_the_period_runs_forward() {
    let strange = Chosen {
        things: vec![StreamId::new(
            StreamKind::Recommendation,
            uuid::Uuid::from_u128(9),
        )],
        from: "2026-04-02".parse().ok(),
        to: "2026-04-01".parse().ok(),
        ..Chosen::default()
    };
    let command = assemble(strange, &"0f".repeat(32), 12);
    let rules = ["pack_thing_unknown", "pack_period_turned_round"];
    refused(&begun(), (pack(), command, given()), &rules);
    let one_day = Chosen {
        from: "2026-04-01".parse().ok(),
        to: "2026-04-01".parse().ok(),
        ..Chosen::default()
    };
    let command = assemble(one_day, &"0f".repeat(32), 12);
    assert_eq!(accepted(&begun(), (pack(), command, given())).len(), 1);
}

#[test]
fn a_request_that_a_pack_answers_was_received() {
    let answering = |request: u128| {
        let mut command = whole();
        if let Command::AssemblePack {
            information_request,
            ..
        } = &mut command
        {
            *information_request = Some(uuid::Uuid::from_u128(request));
        }
        command
    };
    let world = fixture::asked();
    let strange = answering(fixture::INSPECTION);
    refused(
        &world,
        (pack(), strange, given()),
        &["pack_request_unknown"],
    );
    let known = answering(fixture::REQUEST);
    assert_eq!(accepted(&world, (pack(), known, given())).len(), 1);
}

#[test]
fn nothing_is_handed_over_before_it_was_put_together() {
    let early = Given {
        occurred_on: day("2026-06-14"),
        ..given()
    };
    refused(
        &assembled(),
        (pack(), release(), early),
        &["released_before_assembled"],
    );
}

#[test]
fn every_word_reads_back_as_what_it_stands_for() {
    for reason in WithheldFor::ALL {
        assert_eq!(WithheldFor::from_word(reason.word()), Some(reason));
        let stored = serde_json::to_value(reason).unwrap();
        assert_eq!(stored, reason.word());
    }
    for rule in Rule::ALL {
        assert_eq!(Rule::from_word(rule.word()), Some(rule));
        assert_eq!(serde_json::to_value(rule).unwrap(), rule.word());
    }
    for way in Delivery::ALL {
        assert_eq!(serde_json::to_value(way).unwrap(), way.word());
    }
    assert_eq!(WithheldFor::from_word("anything"), None);
}
