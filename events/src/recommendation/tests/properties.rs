//! What holds after any commands and any events.

use super::*;

use proptest::prelude::*;

fn commands() -> impl Strategy<Value = Command> {
    let agency = || prop::sample::select(vec![COUNCIL, HEALTH, TEAM]).prop_map(id::<AgencyId>);
    let other = || prop::sample::select(vec![OTHER, THIRD, RECOMMENDATION, UNKNOWN]);
    let evidence = prop::sample::select(vec![EVIDENCE, REJECTED]).prop_map(|one| vec![id(one)]);
    prop_oneof![
        3 => Just(make()),
        2 => agency().prop_map(|agency| Command::AcceptRecommendation { agency }),
        1 => agency().prop_map(|agency| Command::PartlyAcceptRecommendation { agency }),
        1 => agency().prop_map(|agency| Command::DeclineRecommendation { agency }),
        1 => other().prop_map(|into| Command::MergeRecommendation { into: id(into) }),
        1 => (other(), other()).prop_map(|(one, two)| Command::SplitRecommendation {
            into: vec![id(one), id(two)],
        }),
        1 => other().prop_map(|by| Command::SupersedeRecommendation { by: id(by) }),
        1 => other().prop_map(|one| Command::LinkEarlierRecommendation { earlier: id(one) }),
        1 => Just(Command::CarryRecommendationForward { to: id(LATER_PLAN) }),
        4 => agency().prop_map(|agency| Command::ReportImplementation {
            agency: Some(agency),
            report: "Done".into(),
        }),
        4 => Just(Command::VerifyImplementation { how: "Read".into() }),
        3 => evidence.prop_map(|evidence| Command::JudgeRecommendationImpact {
            judgement: Impact::Some,
            evidence,
            explanation: "Sooner".into(),
        }),
        1 => Just(Command::CloseWithoutImpactEvidence {}),
        3 => Just(Command::CloseRecommendation {}),
        2 => Just(Command::ReopenRecommendation {}),
    ]
}

/// What happens to an action for it before a command: mostly nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OfAction {
    Nothing,
    Agreed,
    Closed,
}

fn asked() -> impl Strategy<Value = (OfAction, Asked<Command>)> {
    let nothing = OfAction::Nothing;
    let of_action = prop::sample::select(vec![
        nothing,
        nothing,
        nothing,
        nothing,
        nothing,
        nothing,
        OfAction::Agreed,
        OfAction::Closed,
    ]);
    (of_action, commanded())
}

fn commanded() -> impl Strategy<Value = Asked<Command>> {
    let actor = prop::sample::select(vec![council_lead(), health_lead(), manager(), chair()]);
    (commands(), actor, any::<bool>(), any::<bool>()).prop_map(|(command, actor, why, meeting)| {
        let asked = ask(command).by(actor);
        let asked = if why {
            asked.because("as agreed")
        } else {
            asked
        };
        if meeting {
            asked.decided_in(decided(MEETING, STANDING))
        } else {
            asked
        }
    })
}

fn has_open_action(scene: &Scene) -> bool {
    let of = scene
        .world
        .actions_of_recommendation
        .get(&id(RECOMMENDATION));
    let known = of.into_iter().flatten();
    let mut known = known.filter_map(|action| scene.world.actions.get(action));
    known.any(action::State::is_open)
}

fn run(asked: Vec<(OfAction, Asked<Command>)>) -> Vec<Event> {
    let mut scene = Scene::begin();
    happened(&mut scene, OTHER, vec![made_as("3.2")]);
    happened(&mut scene, THIRD, vec![made_as("3.3")]);
    let mut all = Vec::new();
    for (of_action, one) in asked {
        match of_action {
            OfAction::Nothing => {}
            OfAction::Agreed => with_action(&mut scene, vec![], vec![]),
            OfAction::Closed => {
                with_action(&mut scene, vec![], vec![action::Event::ActionClosed {}]);
            }
        }
        let given = one.given.clone();
        let recommendation: RecommendationId = id(RECOMMENDATION);
        let found = scene.world.recommendations.get(&recommendation).cloned();
        let before = found.unwrap_or_default();
        match judged_in(&scene, one) {
            Err(broken) => assert!(!broken.is_empty(), "a refusal names its rule"),
            Ok(events) => {
                for event in events {
                    holds(&before, &event, &given);
                    let closes = matches!(
                        event,
                        Event::RecommendationClosed {} | Event::ClosedWithoutImpactEvidence {}
                    );
                    assert!(!closes || !has_open_action(&scene));
                    all.push(event.clone());
                    let event = crate::event::Event::Recommendation(event);
                    scene.happened(given.actor.clone(), recommendation, event);
                }
            }
        }
    }
    all
}

fn holds(before: &State, event: &Event, given: &crate::world::Given) {
    if matches!(event, Event::RecommendationClosed {}) {
        assert!(before.impact.is_some());
        assert_eq!(before.phase, Phase::ImpactJudged);
    }
    if matches!(event, Event::ClosedWithoutImpactEvidence {}) {
        assert!(given.has_reason() && given.decided_in.is_some());
    }
    if matches!(event, Event::ImplementationVerified { .. }) {
        let user = given.actor.user();
        let reporter = |one: &Implementer| one.actor.user() == user || one.agency.is_none();
        assert!(!before.implementers.iter().any(reporter));
    }
    assert!(!before.goes_on_elsewhere());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_accepted_commands_break_an_invariant(asked in prop::collection::vec(asked(), 1..40)) {
        run(asked);
    }

    #[test]
    fn any_events_in_any_order_evolve(
        events in prop::collection::vec(asked(), 1..40).prop_map(run).prop_shuffle()
    ) {
        let closes = |event: &Event| matches!(
            event,
            Event::RecommendationClosed {} | Event::ClosedWithoutImpactEvidence {}
        );
        let closed = events.iter().any(closes);
        let scene = after(events);
        if let Some(state) = scene.world.recommendations.get(&id(RECOMMENDATION)) {
            prop_assert!(state.phase != Phase::Closed || closed);
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
