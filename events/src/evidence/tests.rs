//! The rules of a piece of evidence, each with what it refuses and what it allows.

use super::*;
use crate::action::fixture::*;
use crate::ids::EvidenceId;
use proptest::prelude::*;

const NEW: u128 = 300;

fn check(given: Vec<Event>, when: Asked<Command>, then: Then<Event>) {
    let shown = format!("{:?}", when.command);
    let scene = after(given);
    let Asked { command, given } = when;
    let judge = |command| judged(&scene, Asked { command, given });
    assert_eq!(outcome(&command, judge), then, "{shown}");
}

fn judged(scene: &Scene, when: Asked<Command>) -> Result<Vec<Event>, Vec<crate::refusal::Refusal>> {
    let id: EvidenceId = id(NEW);
    let state = scene.world.evidence.get(&id).cloned().unwrap_or_default();
    decide(&state, id, when.command, &when.given, &scene.world)
}

fn after(given: Vec<Event>) -> Scene {
    let mut scene = Scene::begin();
    for event in given {
        let event = crate::event::Event::Evidence(event);
        scene.happened(council_lead(), id::<EvidenceId>(NEW), event);
    }
    scene
}

fn file() -> FileRef {
    FileRef {
        sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855".into(),
        name: "audit.pdf".into(),
        size_bytes: 1000,
        media_type: "application/pdf".into(),
        kept: None,
    }
}

fn lodge(file: Option<FileRef>, reference: Option<&str>) -> Asked<Command> {
    ask(Command::LodgeEvidence {
        file,
        reference: reference.map(Into::into),
        evidence_date: day(TODAY),
        source: Some(id(COUNCIL)),
        describes: "Nine of ten cases had a chronology".into(),
    })
}

fn lodged_as(file: Option<FileRef>, reference: Option<&str>) -> Event {
    Event::EvidenceLodged {
        file,
        reference: reference.map(Into::into),
        evidence_date: day(TODAY),
        source: Some(id(COUNCIL)),
        describes: "Nine of ten cases had a chronology".into(),
    }
}

fn lodged() -> Event {
    lodged_as(Some(file()), None)
}

#[test]
fn evidence_is_a_file_or_a_reference_and_not_both() {
    check(vec![], lodge(Some(file()), None), leads_to(lodged()));
    let by_reference = lodged_as(None, Some("Shelf 3"));
    check(vec![], lodge(None, Some("Shelf 3")), leads_to(by_reference));
    check(
        vec![],
        lodge(None, None),
        breaks(["file_or_reference_missing"]),
    );
    check(
        vec![],
        lodge(None, Some("  ")),
        breaks(["file_or_reference_missing"]),
    );
    let both = lodge(Some(file()), Some("Shelf 3"));
    check(vec![], both, breaks(["file_and_reference"]));
}

#[test]
fn evidence_is_lodged_once() {
    let again = || lodge(Some(file()), None);
    check(vec![lodged()], again(), breaks(["evidence_already_lodged"]));
    let rejected = vec![lodged(), Event::EvidenceRejected {}];
    check(rejected, again(), breaks(["evidence_already_lodged"]));
}

#[test]
fn a_file_has_at_most_25_megabytes_and_is_not_empty() {
    let of_size = |size_bytes| FileRef {
        size_bytes,
        ..file()
    };
    let largest = of_size(FILE_BYTES_MAX);
    let expected = lodged_as(Some(largest.clone()), None);
    check(vec![], lodge(Some(largest), None), leads_to(expected));
    let larger = lodge(Some(of_size(FILE_BYTES_MAX + 1)), None);
    check(vec![], larger, breaks(["file_too_large"]));
    check(
        vec![],
        lodge(Some(of_size(0)), None),
        breaks(["file_empty"]),
    );
}

#[test]
fn a_file_has_a_hash_and_a_media_type() {
    for media_type in [
        "pdf",
        "a/b/c",
        "text/",
        "/x",
        "text/html; charset=utf-8",
        "te xt/a",
    ] {
        let odd = FileRef {
            media_type: media_type.into(),
            ..file()
        };
        check(
            vec![],
            lodge(Some(odd), None),
            breaks(["media_type_malformed"]),
        );
    }
    for media_type in ["text/csv", "application/vnd.ms-excel", "image/svg+xml"] {
        let known = FileRef {
            media_type: media_type.into(),
            ..file()
        };
        let expected = lodged_as(Some(known.clone()), None);
        check(vec![], lodge(Some(known), None), leads_to(expected));
    }
    let unhashed = FileRef {
        sha256: "abc".into(),
        ..file()
    };
    check(
        vec![],
        lodge(Some(unhashed), None),
        breaks(["file_hash_malformed"]),
    );
}

#[test]
fn evidence_does_not_speak_of_the_future() {
    let mut asked = lodge(Some(file()), None);
    if let Command::LodgeEvidence { evidence_date, .. } = &mut asked.command {
        *evidence_date = day("2026-06-02");
    }
    check(vec![], asked, breaks(["evidence_of_a_future_day"]));
}

#[test]
fn evidence_comes_from_a_known_agency() {
    let mut asked = lodge(Some(file()), None);
    if let Command::LodgeEvidence { source, .. } = &mut asked.command {
        *source = Some(id(UNKNOWN));
    }
    check(vec![], asked, breaks(["source_unknown"]));
}

#[test]
fn evidence_supports_something_that_exists_once() {
    let link = |claim| ask(Command::LinkEvidence { claim });
    let linked = |claim| Event::EvidenceLinked { claim };
    for claim in [
        Claim::Plan(id(PLAN)),
        Claim::Priority(id(PRIORITY)),
        Claim::Meeting(id(MEETING)),
    ] {
        check(vec![lodged()], link(claim), leads_to(linked(claim)));
        check(
            vec![lodged(), linked(claim)],
            link(claim),
            breaks(["already_linked"]),
        );
    }
    for claim in [
        Claim::Plan(id(UNKNOWN)),
        Claim::Priority(id(UNKNOWN)),
        Claim::Meeting(id(UNKNOWN)),
        Claim::Action(id(UNKNOWN)),
        Claim::Recommendation(id(UNKNOWN)),
    ] {
        check(vec![lodged()], link(claim), breaks(["claim_unknown"]));
    }
}

#[test]
fn strength_is_judged_and_judged_again() {
    let grade = |strength| ask(Command::GradeEvidence { strength });
    let graded = |strength| Event::EvidenceGraded { strength };
    let audit = Strength::Audit;
    check(vec![lodged()], grade(audit), leads_to(graded(audit)));
    let before = vec![lodged(), graded(Strength::Document)];
    check(before, grade(audit), leads_to(graded(audit)));
}

#[test]
fn evidence_is_rejected_with_a_reason() {
    let reject = || ask(Command::RejectEvidence {});
    check(vec![lodged()], reject(), breaks(["reason_required"]));
    let rejected = Event::EvidenceRejected {};
    check(
        vec![lodged()],
        reject().because("another team's"),
        leads_to(rejected),
    );
}

#[test]
fn evidence_is_superseded_by_another_piece_that_stands() {
    let supersede = |by: u128| ask(Command::SupersedeEvidence { by: id(by) });
    let superseded = Event::EvidenceSuperseded { by: id(EVIDENCE) };
    check(vec![lodged()], supersede(EVIDENCE), leads_to(superseded));
    check(
        vec![lodged()],
        supersede(NEW),
        breaks(["superseded_by_itself"]),
    );
    check(
        vec![lodged()],
        supersede(UNKNOWN),
        breaks(["evidence_unknown"]),
    );
    check(
        vec![lodged()],
        supersede(REJECTED),
        breaks(["evidence_rejected"]),
    );
    check(
        vec![lodged()],
        supersede(SUPERSEDED),
        breaks(["evidence_superseded"]),
    );
}

#[test]
fn a_copy_with_names_removed_is_a_piece_of_its_own() {
    let copy = |copy: u128| ask(Command::RecordRedactedCopy { copy: id(copy) });
    let made = || leads_to(Event::RedactedCopyMade { copy: id(EVIDENCE) });
    check(vec![lodged()], copy(EVIDENCE), made());
    check(
        vec![lodged(), Event::EvidenceRejected {}],
        copy(EVIDENCE),
        made(),
    );
    check(vec![lodged()], copy(NEW), breaks(["copy_of_itself"]));
    check(vec![lodged()], copy(UNKNOWN), breaks(["evidence_unknown"]));
}

#[test]
fn evidence_that_does_not_stand_is_not_rested_on() {
    let ended = [
        (Event::EvidenceRejected {}, "evidence_rejected"),
        (
            Event::EvidenceSuperseded { by: id(EVIDENCE) },
            "evidence_superseded",
        ),
    ];
    for (event, rule) in ended {
        let given = vec![lodged(), event];
        let link = Command::LinkEvidence {
            claim: Claim::Plan(id(PLAN)),
        };
        for command in [
            link,
            Command::GradeEvidence {
                strength: Strength::Data,
            },
            Command::RejectEvidence {},
            Command::SupersedeEvidence { by: id(EVIDENCE) },
        ] {
            check(given.clone(), ask(command).because("why"), breaks([rule]));
        }
    }
    let unlodged = ask(Command::GradeEvidence {
        strength: Strength::Data,
    });
    check(vec![], unlodged, breaks(["evidence_unknown"]));
}

#[test]
fn a_file_is_the_one_recorded_only_with_the_same_bytes() {
    // SHA-256 of "abc", FIPS 180-2 appendix B.1.
    let hash = "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD";
    assert!(file_matches(hash, 3, b"abc"));
    assert!(file_matches(&hash.to_lowercase(), 3, b"abc"));
    assert!(!file_matches(hash, 4, b"abc"));
    assert!(!file_matches(hash, 3, b"abd"));
    assert!(!file_matches("", 3, b"abc"));
}

fn commands() -> impl Strategy<Value = Command> {
    let other = || prop::sample::select(vec![EVIDENCE, REJECTED, NEW, UNKNOWN]).prop_map(id);
    let strength = prop::sample::select(vec![Strength::SelfReport, Strength::Observation]);
    let claim = prop::sample::select(vec![Claim::Plan(id(PLAN)), Claim::Action(id(UNKNOWN))]);
    prop_oneof![
        Just(lodge(Some(file()), None).command),
        claim.prop_map(|claim| Command::LinkEvidence { claim }),
        strength.prop_map(|strength| Command::GradeEvidence { strength }),
        Just(Command::RejectEvidence {}),
        other().prop_map(|by| Command::SupersedeEvidence { by }),
        other().prop_map(|copy| Command::RecordRedactedCopy { copy }),
    ]
}

fn run(commands: Vec<Command>) -> Vec<Event> {
    let mut all = Vec::new();
    for command in commands {
        let scene = after(all.clone());
        if let Ok(events) = judged(&scene, ask(command).because("as agreed")) {
            let state = scene
                .world
                .evidence
                .get(&id(NEW))
                .cloned()
                .unwrap_or_default();
            let ended = matches!(
                state.standing,
                Standing::Rejected | Standing::Superseded { .. }
            );
            let copied = |event: &Event| matches!(event, Event::RedactedCopyMade { .. });
            assert!(!ended || events.iter().all(copied));
            all.extend(events);
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_accepted_commands_rest_on_evidence_that_fell(
        commands in prop::collection::vec(commands(), 1..15)
    ) {
        run(commands);
    }

    #[test]
    fn any_events_in_any_order_evolve(
        events in prop::collection::vec(commands(), 1..15).prop_map(run).prop_shuffle()
    ) {
        let rejected = events.contains(&Event::EvidenceRejected {});
        let scene = after(events);
        if let Some(state) = scene.world.evidence.get(&id(NEW)) {
            prop_assert!(state.standing != Standing::Rejected || rejected);
        }
    }

    #[test]
    fn a_command_is_read_back_as_it_was_written(command in commands()) {
        let json = serde_json::to_string(&command).unwrap();
        let read: Command = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(read, command);
    }
}

#[test]
fn every_command_and_field_is_described_for_the_api() {
    is_described::<Command>();
}
