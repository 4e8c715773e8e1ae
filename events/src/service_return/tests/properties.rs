//! What holds after any commands.

use super::*;
use crate::evidence;
use crate::self_assessment::StandardsSet;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

fn of_the_agency() -> impl Strategy<Value = Step> {
    let who = prop::sample::select(vec![contributor(), lead(), second_lead()]);
    let standard = || prop::sample::select(vec![LEADERSHIP, VOICE]);
    let score = || prop::sample::select(vec!["met", "partly_met", "not_met"]);
    let shown = || prop::sample::select(vec![vec![], vec![EVIDENCE], vec![REJECTED]]);
    let command = prop_oneof![
        2 => Just(Command::StartReturn {}),
        8 => (standard(), score(), shown())
            .prop_map(|(standard, score, shown)| assess(standard, score, &shown)),
        1 => Just(Command::CarryAnswersForward { from: id(EARLIER_RETURN) }),
        3 => standard().prop_map(|standard| Command::ReaffirmAnswer {
            standard: standard.to_owned(),
        }),
        6 => Just(sign_off()),
        4 => Just(Command::SubmitReturn {}),
        3 => (standard(), prop::option::of(score()), shown()).prop_map(
            |(standard, score, shown)| Command::ProvideClarification {
                standard: standard.to_owned(),
                words: "As follows".into(),
                score: score.map(str::to_owned),
                evidence: shown.iter().map(|number| id(*number)).collect(),
            }
        ),
    ];
    (command, who).prop_map(|(command, who)| step(command, with_reason(who)))
}

fn of_the_partnership() -> impl Strategy<Value = Step> {
    let standard = || prop::sample::select(vec![LEADERSHIP, VOICE]);
    let score = prop::sample::select(vec!["met", "partly_met", "not_met"]);
    let command = prop_oneof![
        2 => standard().prop_map(|standard| Command::RequestClarification {
            standard: standard.to_owned(),
            question: "How so?".into(),
        }),
        1 => Just(challenge("2026-06-15", &["Chair"])),
        2 => (standard(), score).prop_map(|(standard, to)| moderate(standard, to)),
        4 => Just(Command::AcceptReturn {}),
    ];
    let asked = command.prop_map(|command| step(command, with_reason(coordinator())));
    prop_oneof![
        16 => asked,
        1 => Just(reject(EVIDENCE)),
        1 => Just(given_up(AGENCY)),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let one = prop_oneof![3 => of_the_agency(), 2 => of_the_partnership()];
    prop::collection::vec(one, 0..60)
}

/// Somewhere in a return's life, with an earlier return's answers to carry.
fn beginnings() -> impl Strategy<Value = World> {
    let earlier = crate::ids::CampaignId::from(uuid::Uuid::from_u128(EARLIER_CAMPAIGN));
    let stream = id::<ReturnId>(EARLIER_RETURN).into();
    let invite = invite(AGENCY, EARLIER_RETURN);
    let before = vec![
        (
            earlier.into(),
            open("2025-04-01", standards()).into(),
            coordinator(),
        ),
        (earlier.into(), invite.into(), coordinator()),
        (stream, Command::StartReturn {}.into(), contributor()),
        (
            stream,
            assess(LEADERSHIP, "met", &[EVIDENCE]).into(),
            contributor(),
        ),
        (stream, assess(VOICE, "not_met", &[]).into(), contributor()),
        (stream, sign_off().into(), lead()),
        (stream, Command::SubmitReturn {}.into(), lead()),
    ];
    let at = [asked(), started(), answered(), submitted()];
    let at = at.map(|world| then(world, before.clone())).to_vec();
    prop::sample::select(at)
}

/// What an accepted return never is.
fn holds(world: &World, set: &StandardsSet) -> Result<(), TestCaseError> {
    let state = state(world);
    for standard in &set.standards {
        let answer = state.answers.get(&standard.key);
        prop_assert!(answer.is_some(), "{} is unanswered", standard.key);
        let Some(answer) = answer else { continue };
        prop_assert_ne!(answer.affirmation, Affirmation::CarriedForward);
        if set.counts_as_met(&answer.score) {
            prop_assert!(!answer.evidence.is_empty(), "met without evidence");
        }
        let in_force = state.score_in_force(&standard.key);
        if in_force.is_some_and(|score| set.counts_as_met(score)) {
            let shown = answer.evidence.iter().any(|piece| {
                let known = world.evidence.get(piece);
                known.is_some_and(evidence::State::stands)
            });
            prop_assert!(shown, "met by evidence that fell");
        }
    }
    let signatory = state.sign_off.as_ref().and_then(|one| one.user.as_deref());
    prop_assert!(signatory.is_some(), "nobody stands up for it");
    let compiled = signatory.is_some_and(|user| state.compilers.contains(user));
    prop_assert!(!compiled, "the signatory compiled");
    prop_assert!(state.receipt.is_some(), "no receipt");
    Ok(())
}

/// Gives commands one after another; how often the return was accepted, each time as it must be.
fn give(mut world: World, steps: Vec<Step>) -> Result<usize, TestCaseError> {
    let set = standards();
    let mut accepted = 0;
    for (stream, command, given) in steps {
        let Ok(events) = world.decide(stream, command, &given) else {
            continue;
        };
        let before = state(&world).clone();
        world.imagine(stream, &events, &given);
        for event in told(events) {
            if matches!(event, Event::StandardModerated { .. }) {
                prop_assert_eq!(&before.answers, &state(&world).answers);
            }
            if event == (Event::ReturnAccepted {}) {
                holds(&world, &set)?;
                accepted += 1;
            }
        }
    }
    Ok(accepted)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn no_commands_lead_to_an_accepted_return_that_is_not_whole_shown_and_stood_up_for(
        world in beginnings(),
        steps in steps(),
    ) {
        give(world, steps)?;
    }
}

/// The property above would hold of returns that are never accepted: some of these are.
#[test]
fn random_commands_lead_to_accepted_returns() {
    let mut runner = TestRunner::deterministic();
    let cases = (beginnings(), steps());
    let mut accepted = 0;
    for _ in 0..100 {
        let (world, steps) = cases.new_tree(&mut runner).unwrap().current();
        accepted += give(world, steps).unwrap();
    }
    assert!(accepted >= 5, "{accepted} of 100");
}
