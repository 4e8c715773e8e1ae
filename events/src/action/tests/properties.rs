//! What holds after any commands and any events.

use super::super::fixture::*;
use super::super::*;
use super::{ACTION, OTHER, happened};
use crate::envelope::DecidedIn;
use crate::ids::{ActionId, EvidenceId, MilestoneId};
use crate::text::Text;
use chrono::NaiveDate;
use proptest::prelude::*;

fn dates() -> impl Strategy<Value = NaiveDate> {
    prop::sample::select(vec![
        day("2026-01-01"),
        day("2026-05-31"),
        day(TODAY),
        day("2026-09-30"),
        day("2027-05-01"),
    ])
}

fn words() -> impl Strategy<Value = Text> {
    prop::sample::select(vec![Text::plain(""), Text::plain("said so")])
}

fn evidence_ids() -> impl Strategy<Value = Vec<EvidenceId>> {
    prop::collection::vec(
        prop::sample::select(vec![EVIDENCE, REJECTED, UNKNOWN]),
        0..3,
    )
    .prop_map(|numbers| numbers.into_iter().map(id).collect())
}

fn owners() -> impl Strategy<Value = Vec<Owner>> {
    prop::collection::vec(
        prop::sample::select(vec![
            owner(COUNCIL),
            owner(HEALTH),
            team_owner(),
            owner(UNKNOWN),
        ]),
        0..3,
    )
}

fn letters() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["W", "R", "A", "G", "B", "P", "X"]).prop_map(str::to_owned)
}

fn actions() -> impl Strategy<Value = ActionId> {
    prop::sample::select(vec![ACTION, OTHER, UNKNOWN]).prop_map(id)
}

fn agreement() -> impl Strategy<Value = Command> {
    (
        owners(),
        prop::option::of(dates()),
        prop::option::of(dates()),
    )
        .prop_map(|(owners, start, due)| Command::AgreeAction {
            reference: "1.2".into(),
            plan: id(PLAN),
            priority: id(PRIORITY),
            parent: Parent::Priority(id(PRIORITY)),
            text: "Agree one chronology".into(),
            owners,
            start,
            due,
            due_precision: DatePrecision::Day,
            timescale: None,
            measures: Vec::new(),
            baseline: None,
            resources: None,
        })
}

fn of_owners() -> impl Strategy<Value = Command> {
    let milestone = || prop::sample::select(vec![1_u128, 2]).prop_map(id::<MilestoneId>);
    prop_oneof![
        Just(Command::AcceptAction {
            agency: Some(id(COUNCIL))
        }),
        words().prop_map(|question| Command::QueryAction { question }),
        words().prop_map(|answer| Command::AnswerActionQuery { answer }),
        words().prop_map(|text| Command::RewordAction { text }),
        owners().prop_map(|to| Command::ReassignAction { to }),
        (milestone(), prop::option::of(dates()), any::<bool>()).prop_map(
            |(milestone, due, beyond_plan)| Command::SetMilestone {
                milestone,
                text: "Half".into(),
                owner: None,
                due,
                due_precision: DatePrecision::Day,
                beyond_plan,
            }
        ),
        milestone().prop_map(|milestone| Command::MeetMilestone { milestone }),
        milestone().prop_map(|milestone| Command::MissMilestone { milestone }),
        (milestone(), dates(), any::<bool>()).prop_map(|(milestone, to, beyond_plan)| {
            Command::RescheduleMilestone {
                milestone,
                to,
                beyond_plan,
            }
        }),
        actions().prop_map(|on| Command::DependOnAction { on }),
        words().prop_map(|text| Command::ReportProgress { text }),
    ]
}

fn of_time_and_colour() -> impl Strategy<Value = Command> {
    let said = || prop::option::of(words());
    prop_oneof![
        (letters(), said(), dates(), said()).prop_map(
            |(code, commentary, as_at, external_cause)| Command::RateAction {
                code,
                commentary,
                as_at,
                external_cause,
            }
        ),
        letters().prop_map(|to| Command::ModerateRating { to }),
        dates().prop_map(|to| Command::SetDueDate { to }),
        dates().prop_map(|to| Command::RequestExtension { to }),
        Just(Command::RefuseExtension {}),
        dates().prop_map(|to| Command::ExtendDueDate { to }),
    ]
}

fn of_the_end() -> impl Strategy<Value = Command> {
    prop_oneof![
        4 => evidence_ids().prop_map(|evidence| Command::ClaimCompletion {
            statement: "Done".into(),
            evidence,
        }),
        4 => Just(Command::VerifyCompletion { how: "Read".into() }),
        1 => Just(Command::RefuseCompletion {}),
        1 => evidence_ids().prop_map(|evidence| Command::JudgeActionImpact {
            judgement: Impact::Some,
            evidence,
            explanation: "Sooner".into(),
        }),
        1 => words().prop_map(|external_cause| Command::DiscontinueAction { external_cause }),
        2 => Just(Command::ReopenAction {}),
        1 => Just(Command::SendReminder { to: owner(COUNCIL) }),
        1 => Just(Command::EscalateOverdue { to: "Executive".into() }),
        3 => Just(Command::CloseAction {}),
    ]
}

fn asked() -> impl Strategy<Value = Asked<Command>> {
    let command = prop_oneof![
        2 => agreement(),
        3 => of_owners(),
        2 => of_time_and_colour(),
        4 => of_the_end(),
    ];
    let actor = prop::sample::select(vec![council_lead(), health_lead(), manager(), chair()]);
    let decided_in = prop::option::of(prop::sample::select(vec![
        decided(MEETING, STANDING),
        decided(MEETING, RESCINDED),
        DecidedIn {
            meeting: id(MEETING),
            decision: None,
        },
    ]));
    (command, actor, any::<bool>(), decided_in).prop_map(|(command, actor, why, decided_in)| {
        let mut asked = ask(command).by(actor);
        asked.given.decided_in = decided_in;
        if why {
            asked.because("as agreed")
        } else {
            asked
        }
    })
}

/// What an accepted event may never contradict.
fn holds(before: &State, event: &Event, given: &crate::world::Given, scene: &Scene) {
    let stands = decided::rests_on_decision(given, &scene.world);
    if matches!(event, Event::ActionClosed {}) {
        assert_eq!(before.phase, Phase::Verified);
        let planned = |milestone: &Milestone| milestone.standing == MilestoneStanding::Planned;
        assert!(!before.milestones.values().any(planned));
    }
    if matches!(event, Event::CompletionVerified { .. }) {
        let claimant = before.claimed_by.as_ref().unwrap();
        assert_ne!(claimant.user(), given.actor.user());
        assert!(given.actor.agency().is_none() || !before.is_owned_by(given.actor.agency()));
        assert!(evidence_stands(before, scene));
    }
    if let Event::DueDateExtended { from, to } = event {
        assert!(from < to && given.decided_in.is_some() && given.has_reason());
        assert_eq!(before.due, Some(*from));
    }
    if matches!(event, Event::DueDateSet { .. }) {
        assert_eq!(before.due, None);
    }
    if let Event::RagRated {
        code, commentary, ..
    } = event
    {
        assert!(code != "P" || stands);
        assert!(!matches!(code.as_str(), "R" | "A") || commentary.is_some());
    }
    if matches!(event, Event::ActionDiscontinued { .. }) {
        assert!(stands);
    }
    if matches!(event, Event::ActionReopened {}) {
        assert!(!before.is_open() && given.has_reason());
    } else if !before.is_open() {
        let judged = matches!(event, Event::ActionImpactJudged { .. });
        assert!(judged || before.phase == Phase::Unagreed);
    }
}

fn evidence_stands(state: &State, scene: &Scene) -> bool {
    crate::evidence::any_stands(&state.claimed_with, &scene.world)
}

fn run(asked: Vec<Asked<Command>>) -> (Scene, Vec<Event>) {
    let mut scene = Scene::begin();
    let mut all = Vec::new();
    happened(&mut scene, OTHER, vec![super::agreed_as("1.3")]);
    for one in asked {
        let action: ActionId = id(ACTION);
        let before = scene
            .world
            .actions
            .get(&action)
            .cloned()
            .unwrap_or_default();
        let verdict = decide(&before, action, one.command, &one.given, &scene.world);
        match verdict {
            Ok(events) => {
                assert!(
                    !events.is_empty(),
                    "a command that is accepted leaves a fact"
                );
                for event in events {
                    holds(&before, &event, &one.given, &scene);
                    all.push(event.clone());
                    let event = crate::event::Event::Action(event);
                    scene.happened(one.given.actor.clone(), action, event);
                }
            }
            Err(broken) => assert!(!broken.is_empty(), "a refusal names its rule"),
        }
    }
    (scene, all)
}

/// A life that reaches every phase, so that the properties below are about something.
#[test]
fn a_whole_life_is_accepted() {
    let by_decision = |command| ask(command).decided_in(decided(MEETING, STANDING));
    let mut scene = super::after(vec![super::agreed()]);
    let commands = [
        by_decision(Command::ExtendDueDate {
            to: day("2026-10-31"),
        })
        .because("staff left"),
        ask(Command::ClaimCompletion {
            statement: "Done".into(),
            evidence: vec![id(EVIDENCE)],
        })
        .by(council_lead()),
        ask(Command::VerifyCompletion { how: "Read".into() }).by(chair()),
        ask(Command::CloseAction {}),
        ask(Command::ReopenAction {}).because("the audit says otherwise"),
        by_decision(Command::DiscontinueAction {
            external_cause: "The grant ended".into(),
        }),
    ];
    for asked in commands {
        let action: ActionId = id(ACTION);
        let state = scene.world.actions[&action].clone();
        let events = decide(&state, action, asked.command, &asked.given, &scene.world).unwrap();
        for event in events {
            let event = crate::event::Event::Action(event);
            scene.happened(asked.given.actor.clone(), action, event);
        }
    }
    let state = &scene.world.actions[&id::<ActionId>(ACTION)];
    assert_eq!((state.phase, state.extensions), (Phase::Discontinued, 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_accepted_commands_break_an_invariant(asked in prop::collection::vec(asked(), 1..40)) {
        run(asked);
    }

    /// The accepted events of a life are also shuffled: a fact in any order is taken.
    #[test]
    fn any_events_in_any_order_evolve(
        (events, order) in prop::collection::vec(asked(), 1..40)
            .prop_map(|asked| run(asked).1)
            .prop_flat_map(|events| {
                let indexes: Vec<usize> = (0..events.len()).collect();
                (Just(events), Just(indexes).prop_shuffle())
            })
    ) {
        let shuffled: Vec<Event> = order.iter().map(|at| events[*at].clone()).collect();
        let mut scene = Scene::begin();
        happened(&mut scene, ACTION, shuffled);
        if let Some(state) = scene.world.actions.get(&id::<ActionId>(ACTION)) {
            let closed = events.iter().any(|event| matches!(event, Event::ActionClosed {}));
            prop_assert!(state.phase != Phase::Closed || closed);
        }
    }

    #[test]
    fn a_command_is_read_back_as_it_was_written(asked in asked()) {
        let json = serde_json::to_string(&asked.command).unwrap();
        // Words written as an object are read as they were, so the command is the same.
        let read: Command = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(read, asked.command);
    }
}

#[test]
fn every_command_and_field_is_described_for_the_api() {
    is_described::<Command>();
}
