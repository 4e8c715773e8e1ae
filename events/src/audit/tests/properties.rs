//! What holds after any commands.

use super::*;
use crate::audit_case::{self, Told};
use crate::envelope::Role;
use crate::given_when_then::envelope;
use crate::ids::{RecommendationId, StreamId};
use crate::recommendation;
use crate::world::{self, Given, World};
use proptest::prelude::*;

const FINDINGS: [u128; 2] = [21, 22];
const CONCERNS: [u128; 2] = [31, 32];

type Asked = (StreamId, world::Command);

fn to_audit() -> impl Strategy<Value = Asked> {
    let finding_id = || prop::sample::select(FINDINGS.to_vec());
    let kind = prop::sample::select(vec![
        FindingKind::Strength,
        FindingKind::Development,
        FindingKind::Improvement,
    ]);
    let corrected = (finding_id(), prop::option::of(kind.clone()), 0_u32..4);
    let record = (finding_id(), kind, 0_u32..4).prop_map(|(number, new, x)| {
        let mut command = finding(number, x);
        if let Command::RecordFinding { kind, .. } = &mut command {
            *kind = new;
        }
        command
    });
    let correct = corrected.prop_map(|(number, kind, x)| Command::CorrectFinding {
        finding: id(number),
        kind,
        statement: None,
        x: Some(x),
        theme: None,
        underlying_reason: None,
    });
    prop_oneof![
        1 => Just(tool()),
        1 => Just(draw_sample(&CASES)),
        2 => Just(meeting(&[1, 2])),
        3 => record,
        3 => correct,
        2 => finding_id().prop_map(|number| Command::JustifyNoRecommendation {
            finding: id(number),
        }),
        6 => Just(Command::ApproveAuditReport {}),
        3 => Just(disseminate()),
        8 => Just(Command::CloseAudit {}),
    ]
    .prop_map(|command| (audit(AUDIT), command.into()))
}

fn to_case() -> impl Strategy<Value = Asked> {
    let grade = || prop::sample::select(vec!["O", "G", "RI", "I", "X"]);
    let agency = prop::sample::select(vec![1, 2]);
    let concern = || prop::sample::select(CONCERNS.to_vec());
    let command = prop_oneof![
        1 => Just(audit_case::Command::ExcludeCase {}),
        1 => agency.prop_map(|agency| audit_case::Command::RequestReturn {
            agency: id(agency),
            due: day("2026-07-01"),
        }),
        4 => grade().prop_map(grade_as_peer),
        6 => grade().prop_map(moderate),
        1 => concern().prop_map(raise),
        3 => concern().prop_map(confirm),
        1 => concern().prop_map(|concern| audit_case::Command::TellOfConcern {
            concern: id(concern),
            told: Told { who: "Duty manager".into(), agency: None, on: day("2026-06-15") },
        }),
    ];
    let number = prop::sample::select(CASES.to_vec());
    (number, command).prop_map(|(number, command)| (case(number), command.into()))
}

fn to_recommendation() -> impl Strategy<Value = Asked> {
    let finding_id = prop::sample::select(FINDINGS.to_vec());
    let command = prop_oneof![
        4 => finding_id.prop_map(recommend),
        1 => Just(recommendation::Command::AcceptRecommendation { agency: id(1) }),
        1 => Just(recommendation::Command::DeclineRecommendation { agency: id(1) }),
    ];
    (1_u128..4, command).prop_map(|(number, command)| {
        let recommendation: RecommendationId = id(number);
        (recommendation.into(), command.into())
    })
}

fn asked() -> impl Strategy<Value = (Asked, Given)> {
    let command = prop_oneof![5 => to_audit(), 6 => to_case(), 2 => to_recommendation()];
    let given = prop::sample::select(vec![
        given(),
        because(),
        because(),
        saying_why(by(Role::PqaCoordinator, None)),
    ]);
    (command, given)
}

/// Runs the commands; whatever is accepted happens. Tells whether the audit was closed.
fn run(mut world: World, commands: Vec<(Asked, Given)>) -> bool {
    let mut closed = false;
    for ((stream, command), given) in commands {
        let Ok(events) = world.decide(stream, command, &given) else {
            continue;
        };
        for event in events {
            if matches!(event, crate::event::Event::Audit(Event::AuditClosed {})) {
                closed = true;
                nothing_is_left_open(&world);
            }
            world.evolve_parts(&envelope(stream, given.occurred_on), &event);
        }
        if closed {
            counts_hold(&world);
        }
    }
    closed
}

fn nothing_is_left_open(world: &World) {
    let state = &world.audits[&id(AUDIT)];
    assert_eq!(sample::orphans(state, world).next(), None);
    assert!(state.disseminated);
    for case in sample::left(id(AUDIT), world) {
        assert!(case.is_graded() && case.moderated.is_some());
    }
}

/// Nothing done to a case of a closed audit changes what its findings count, or leaves a child
/// unsafe.
fn counts_hold(world: &World) {
    let state = &world.audits[&id(AUDIT)];
    assert!(!sample::has_unconfirmed_concern(id(AUDIT), world));
    let excluded = sample::drawn(id(AUDIT), world).filter(|case| case.is_excluded());
    let left = state.sample.len() - excluded.count();
    for finding in state.findings.values() {
        assert_eq!(usize::try_from(finding.n).unwrap(), left);
        assert!(finding.x <= finding.n);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_commands_reach_a_closed_audit_with_anything_left_open(
        from_the_start in prop::collection::vec(asked(), 1..80),
        late in prop::collection::vec(asked(), 1..40),
    ) {
        run(drawn(), from_the_start);
        run(moderated(), late.clone());
        run(closable(), late);
    }

    #[test]
    fn a_command_is_read_back_as_it_was_written((_, command) in to_audit()) {
        let world::Command::Audit(command) = command else { unreachable!() };
        let json = serde_json::to_string(&command).unwrap();
        let read: Command = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(read, command);
    }
}

/// The commands above do close an audit, so that the properties speak of something.
#[test]
fn the_commands_of_the_property_close_an_audit() {
    let close = (audit(AUDIT), Command::CloseAudit {}.into());
    let commands = vec![
        (
            (audit(AUDIT), Command::ApproveAuditReport {}.into()),
            given(),
        ),
        (
            (id::<RecommendationId>(1).into(), recommend(FINDING).into()),
            given(),
        ),
        ((audit(AUDIT), disseminate().into()), given()),
        (close, given()),
        ((case(CASES[0]), raise(31).into()), given()),
        (
            (case(CASES[0]), audit_case::Command::ExcludeCase {}.into()),
            because(),
        ),
    ];
    assert!(run(found(), commands));
}
