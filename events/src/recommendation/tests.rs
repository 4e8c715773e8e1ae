//! The rules of a recommendation, each with what it refuses and what it allows.

use super::*;
use crate::action::Impact;
use crate::action::fixture::*;
use crate::action::{self, Owner};
use crate::envelope::{Actor, Role};
use crate::ids::{ActionId, AgencyId, RecommendationId};
use proptest::prelude::*;

const RECOMMENDATION: u128 = 200;
const OTHER: u128 = 201;
const THIRD: u128 = 202;
const ACTION: u128 = 100;

fn check(given: Vec<Event>, when: Asked<Command>, then: Then<Event>) {
    check_in(&after(given), when, then);
}

fn check_in(scene: &Scene, when: Asked<Command>, then: Then<Event>) {
    let shown = format!("{:?}", when.command);
    let Asked { command, given } = when;
    let judge = |command| judged_in(scene, Asked { command, given });
    assert_eq!(outcome(&command, judge), then, "{shown}");
}

fn judged_in(
    scene: &Scene,
    when: Asked<Command>,
) -> Result<Vec<Event>, Vec<crate::refusal::Refusal>> {
    let id: RecommendationId = id(RECOMMENDATION);
    let found = scene.world.recommendations.get(&id).cloned();
    decide(
        &found.unwrap_or_default(),
        id,
        when.command,
        &when.given,
        &scene.world,
    )
}

fn after(given: Vec<Event>) -> Scene {
    let mut scene = Scene::begin();
    happened(&mut scene, RECOMMENDATION, given);
    scene
}

fn happened(scene: &mut Scene, recommendation: u128, events: Vec<Event>) {
    for event in events {
        let event = crate::event::Event::Recommendation(event);
        scene.happened(
            council_lead(),
            id::<RecommendationId>(recommendation),
            event,
        );
    }
}

fn state(scene: &Scene) -> &State {
    &scene.world.recommendations[&id(RECOMMENDATION)]
}

/// An action of the recommendation, owned by the council, and what happened to it.
fn with_action(scene: &mut Scene, owners: Vec<Owner>, then: Vec<action::Event>) {
    let agreed = action::Event::ActionAgreed {
        reference: "1.1".into(),
        plan: id(PLAN),
        priority: id(PRIORITY),
        parent: action::Parent::Recommendation(id(RECOMMENDATION)),
        text: "Agree one chronology".into(),
        owners,
        start: None,
        due: None,
        due_precision: action::DatePrecision::Day,
        timescale: None,
        measures: Vec::new(),
        baseline: None,
        resources: None,
    };
    for event in std::iter::once(agreed).chain(then) {
        let event = crate::event::Event::Action(event);
        scene.happened(council_lead(), id::<ActionId>(ACTION), event);
    }
}

fn source() -> Source {
    Source {
        kind: SourceKind::Inspection,
        id: None,
        title: "Inspection of 2025".into(),
    }
}

fn make() -> Command {
    Command::MakeRecommendation {
        reference: "3.1".into(),
        plan: Some(id(PLAN)),
        priority: Some(id(PRIORITY)),
        theme: Some("neglect".into()),
        sources: vec![source()],
        text: "Every team keeps a chronology".into(),
        addressees: vec![id(COUNCIL), id(HEALTH)],
        outcome: None,
        measure: None,
        level: Level::Local,
        due: None,
    }
}

fn made() -> Event {
    made_as("3.1")
}

fn made_as(reference: &str) -> Event {
    Event::RecommendationMade {
        reference: reference.into(),
        plan: Some(id(PLAN)),
        priority: Some(id(PRIORITY)),
        theme: Some("neglect".into()),
        sources: vec![source()],
        text: "Every team keeps a chronology".into(),
        addressees: vec![id(COUNCIL), id(HEALTH)],
        outcome: None,
        measure: None,
        level: Level::Local,
        due: None,
    }
}

/// [`make`] after a change of some of its fields, and the event it would lead to.
macro_rules! make_with {
    ($($field:ident: $value:expr),*) => {{
        let mut command = make();
        if let Command::MakeRecommendation { $($field,)* .. } = &mut command {
            $(*$field = $value;)*
        }
        let mut event = made();
        if let Event::RecommendationMade { $($field,)* .. } = &mut event {
            $(*$field = $value;)*
        }
        (ask(command), event)
    }};
}

fn reported() -> Event {
    Event::ImplementationReported {
        agency: Some(id(COUNCIL)),
        report: "In place since May".into(),
    }
}

fn verified() -> Event {
    Event::ImplementationVerified {
        how: "Ten cases were read".into(),
    }
}

fn impact(judgement: Impact) -> Event {
    Event::RecommendationImpactJudged {
        judgement,
        evidence: vec![id(EVIDENCE)],
        explanation: "Children are seen sooner".into(),
    }
}

fn verify(actor: Actor) -> Asked<Command> {
    ask(Command::VerifyImplementation {
        how: "Ten cases were read".into(),
    })
    .by(actor)
}

#[test]
fn a_recommendation_is_made_once() {
    check(vec![], ask(make()), leads_to(made()));
    check(
        vec![made()],
        ask(make()),
        breaks(["recommendation_already_made"]),
    );
}

#[test]
fn a_recommendation_has_a_source() {
    check(
        vec![],
        make_with!(sources: vec![]).0,
        breaks(["source_missing"]),
    );
    let untitled = Source {
        title: " ".into(),
        ..source()
    };
    check(
        vec![],
        make_with!(sources: vec![untitled.clone()]).0,
        breaks(["source_untitled"]),
    );
}

#[test]
fn a_source_in_this_log_exists() {
    let of = |kind, number: u128| Source {
        kind,
        id: Some(id(number)),
        ..source()
    };
    for kept in [
        of(SourceKind::Meeting, MEETING),
        of(SourceKind::Document, EVIDENCE),
        of(SourceKind::Document, PLAN),
        of(SourceKind::PracticeReview, EVIDENCE),
    ] {
        let (asked, event) = make_with!(sources: vec![kept.clone()]);
        check(vec![], asked, leads_to(event));
    }
    for kind in [
        SourceKind::Meeting,
        SourceKind::Document,
        SourceKind::Finding,
    ] {
        let unknown = of(kind, UNKNOWN);
        check(
            vec![],
            make_with!(sources: vec![unknown.clone()]).0,
            breaks(["source_unknown"]),
        );
    }
}

#[test]
fn a_recommendation_has_an_addressee_unless_read_from_a_document() {
    let (asked, event) = make_with!(addressees: vec![]);
    check(vec![], asked.clone(), breaks(["addressee_missing"]));
    check(vec![], asked.by(importer()), leads_to(event.clone()));
    assert!(!state(&after(vec![event])).has_addressee());
    let unknown = make_with!(addressees: vec![id(UNKNOWN)]).0;
    check(vec![], unknown, breaks(["addressee_unknown"]));
}

#[test]
fn a_reference_is_given_and_unique_in_its_plan() {
    let blank = make_with!(reference: " ".to_owned()).0;
    check(vec![], blank, breaks(["reference_missing"]));
    let mut scene = Scene::begin();
    happened(&mut scene, OTHER, vec![made_as("3.1")]);
    check_in(&scene, ask(make()), breaks(["reference_taken"]));
    let (elsewhere, event) = make_with!(plan: Some(id(LATER_PLAN)), priority: None);
    check_in(&scene, elsewhere, leads_to(event));
    let (planless, event) = make_with!(plan: None, priority: None);
    check_in(&scene, planless, leads_to(event));
}

#[test]
fn a_recommendation_stands_in_an_open_plan_under_one_of_its_priorities() {
    let unknown = make_with!(plan: Some(id(UNKNOWN))).0;
    check(vec![], unknown, breaks(["plan_unknown"]));
    let closed = make_with!(plan: Some(id(CLOSED_PLAN)), priority: None).0;
    check(vec![], closed, breaks(["plan_closed"]));
    let foreign = make_with!(priority: Some(id(UNKNOWN))).0;
    check(vec![], foreign, breaks(["priority_not_of_plan"]));
    let planless = make_with!(plan: None).0;
    check(vec![], planless, breaks(["priority_without_plan"]));
}

#[test]
fn a_theme_is_one_of_the_partnerships() {
    let unknown = make_with!(theme: Some("weather".to_owned())).0;
    check(vec![], unknown, breaks(["theme_unknown"]));
    let (themeless, event) = make_with!(theme: None);
    check(vec![], themeless, leads_to(event));
}

#[test]
fn each_question_of_a_quality_check_is_answered_once() {
    let answer = |question| QualityAnswer {
        question,
        holds: true,
    };
    let ask_quality = |answers| ask(Command::CheckRecommendationQuality { answers });
    let answers = vec![
        answer(QualityQuestion::Date),
        answer(QualityQuestion::Cause),
    ];
    let checked = Event::RecommendationQualityChecked {
        answers: answers.clone(),
    };
    check(vec![made()], ask_quality(answers), leads_to(checked));
    check(
        vec![made()],
        ask_quality(vec![]),
        breaks(["answers_missing"]),
    );
    let twice = vec![answer(QualityQuestion::Date); 2];
    check(
        vec![made()],
        ask_quality(twice),
        breaks(["answers_repeated"]),
    );
}

#[test]
fn declining_or_accepting_in_part_needs_a_reason() {
    let agency: AgencyId = id(COUNCIL);
    let accept = ask(Command::AcceptRecommendation { agency }).by(council_lead());
    let accepted = Event::RecommendationAccepted { agency };
    check(vec![made()], accept, leads_to(accepted));
    let partly = ask(Command::PartlyAcceptRecommendation { agency });
    check(vec![made()], partly.clone(), breaks(["reason_missing"]));
    let partly_accepted = Event::RecommendationPartlyAccepted { agency };
    check(
        vec![made()],
        partly.because("no budget"),
        leads_to(partly_accepted),
    );
    let decline = ask(Command::DeclineRecommendation { agency });
    check(vec![made()], decline.clone(), breaks(["reason_missing"]));
    let declined = Event::RecommendationDeclined { agency };
    check(
        vec![made()],
        decline.because("not ours"),
        leads_to(declined),
    );
}

#[test]
fn only_an_addressee_answers_and_only_for_itself() {
    let accept = |number: u128| ask(Command::AcceptRecommendation { agency: id(number) });
    check(vec![made()], accept(TEAM), breaks(["not_an_addressee"]));
    let for_another = accept(COUNCIL).by(health_lead());
    check(vec![made()], for_another, breaks(["not_your_agency"]));
    let recorded = accept(COUNCIL).by(manager());
    let accepted = Event::RecommendationAccepted {
        agency: id(COUNCIL),
    };
    check(vec![made()], recorded, leads_to(accepted));
}

#[test]
fn a_recommendation_is_declined_only_when_every_addressee_declines() {
    let declined = |number: u128| Event::RecommendationDeclined { agency: id(number) };
    let one = vec![made(), declined(COUNCIL)];
    assert_eq!(state(&after(one.clone())).phase, Phase::Made);
    let both = [one, vec![declined(HEALTH)]].concat();
    assert_eq!(state(&after(both.clone())).phase, Phase::Declined);
    let report = Command::ReportImplementation {
        agency: Some(id(COUNCIL)),
        report: "x".into(),
    };
    check(
        both.clone(),
        ask(report),
        breaks(["recommendation_declined"]),
    );
    let accept = ask(Command::AcceptRecommendation { agency: id(HEALTH) });
    let accepted = Event::RecommendationAccepted { agency: id(HEALTH) };
    check(both.clone(), accept, leads_to(accepted.clone()));
    let accepted = [both, vec![accepted]].concat();
    assert_eq!(state(&after(accepted)).phase, Phase::Accepted);
}

#[test]
fn an_amendment_changes_something_with_a_reason() {
    let amend = |text: Option<&str>, addressees: Option<Vec<AgencyId>>| {
        ask(Command::AmendRecommendation {
            text: text.map(Into::into),
            addressees,
            outcome: None,
            measure: None,
            due: None,
        })
    };
    let amended = Event::RecommendationAmended {
        text: Some("Better words".into()),
        addressees: None,
        outcome: None,
        measure: None,
        due: None,
    };
    check(
        vec![made()],
        amend(Some("Better words"), None),
        breaks(["reason_missing"]),
    );
    let reasoned = amend(Some("Better words"), None).because("a slip");
    check(vec![made()], reasoned, leads_to(amended));
    check(
        vec![made()],
        amend(None, None).because("why"),
        breaks(["nothing_amended"]),
    );
    let nobody = amend(None, Some(vec![])).because("why");
    check(vec![made()], nobody, breaks(["addressee_missing"]));
    let unknown = amend(None, Some(vec![id(UNKNOWN)])).because("why");
    check(vec![made()], unknown, breaks(["addressee_unknown"]));
}

#[test]
fn answers_of_agencies_no_longer_asked_fall_away() {
    let readdressed = Event::RecommendationAmended {
        text: None,
        addressees: Some(vec![id(HEALTH)]),
        outcome: None,
        measure: None,
        due: None,
    };
    let accepted = Event::RecommendationAccepted {
        agency: id(COUNCIL),
    };
    let scene = after(vec![made(), accepted, readdressed]);
    assert_eq!(state(&scene).phase, Phase::Made);
}

fn three() -> Scene {
    let mut scene = after(vec![made()]);
    happened(&mut scene, OTHER, vec![made_as("3.2")]);
    happened(&mut scene, THIRD, vec![made_as("3.3")]);
    scene
}

#[test]
fn a_recommendation_is_merged_into_another_open_one() {
    let mut scene = three();
    let merge = |into: u128| ask(Command::MergeRecommendation { into: id(into) });
    let merged = Event::RecommendationMerged { into: id(OTHER) };
    check_in(&scene, merge(OTHER), leads_to(merged.clone()));
    check_in(
        &scene,
        merge(RECOMMENDATION),
        breaks(["merged_into_itself"]),
    );
    check_in(&scene, merge(UNKNOWN), breaks(["merged_into_unknown"]));
    let back = Event::RecommendationMerged {
        into: id(RECOMMENDATION),
    };
    happened(&mut scene, OTHER, vec![back]);
    check_in(&scene, merge(OTHER), breaks(["merged_into_ended"]));
}

#[test]
fn a_recommendation_is_split_into_at_least_two_others() {
    let scene = three();
    let split = |into: Vec<u128>| {
        let into = into.into_iter().map(id).collect();
        ask(Command::SplitRecommendation { into })
    };
    let was_split = Event::RecommendationSplit {
        into: vec![id(OTHER), id(THIRD)],
    };
    check_in(&scene, split(vec![OTHER, THIRD]), leads_to(was_split));
    check_in(&scene, split(vec![OTHER]), breaks(["split_into_too_few"]));
    check_in(
        &scene,
        split(vec![OTHER, OTHER]),
        breaks(["split_into_too_few"]),
    );
    let itself = split(vec![RECOMMENDATION, OTHER]);
    check_in(&scene, itself, breaks(["merged_into_itself"]));
    check_in(
        &scene,
        split(vec![UNKNOWN, OTHER]),
        breaks(["merged_into_unknown"]),
    );
}

#[test]
fn a_recommendation_is_superseded_by_another_open_one() {
    let mut scene = three();
    let supersede = |by: u128| ask(Command::SupersedeRecommendation { by: id(by) });
    let superseded = Event::RecommendationSuperseded { by: id(OTHER) };
    check_in(&scene, supersede(OTHER), leads_to(superseded));
    check_in(
        &scene,
        supersede(RECOMMENDATION),
        breaks(["superseded_by_itself"]),
    );
    check_in(
        &scene,
        supersede(UNKNOWN),
        breaks(["superseded_by_unknown"]),
    );
    happened(&mut scene, OTHER, vec![Event::RecommendationClosed {}]);
    check_in(&scene, supersede(OTHER), breaks(["superseded_by_ended"]));
}

#[test]
fn a_recommendation_that_goes_on_elsewhere_is_left_alone() {
    let given = vec![made(), Event::RecommendationMerged { into: id(OTHER) }];
    let commands = [
        Command::AcceptRecommendation {
            agency: id(COUNCIL),
        },
        Command::CloseRecommendation {},
        Command::ReopenRecommendation {},
        Command::MergeRecommendation { into: id(THIRD) },
    ];
    for command in commands {
        let asked = ask(command).because("why");
        check(given.clone(), asked, breaks(["recommendation_gone_on"]));
    }
}

#[test]
fn a_recommendation_is_carried_into_another_open_plan() {
    let carry = |to: u128| ask(Command::CarryRecommendationForward { to: id(to) });
    let carried = Event::RecommendationCarriedForward { to: id(LATER_PLAN) };
    check(vec![made()], carry(LATER_PLAN), leads_to(carried));
    check(
        vec![made()],
        carry(UNKNOWN),
        breaks(["carried_to_unknown_plan"]),
    );
    check(
        vec![made()],
        carry(CLOSED_PLAN),
        breaks(["carried_to_closed_plan"]),
    );
    check(vec![made()], carry(PLAN), breaks(["carried_to_same_plan"]));
    let mut scene = after(vec![made()]);
    let there = make_with!(plan: Some(id(LATER_PLAN)), priority: None).1;
    happened(&mut scene, OTHER, vec![there]);
    check_in(
        &scene,
        carry(LATER_PLAN),
        breaks(["carried_reference_taken"]),
    );
}

#[test]
fn a_recommendation_repeats_an_earlier_one_not_itself_and_not_in_a_circle() {
    let mut scene = three();
    let repeat = |earlier: u128| {
        ask(Command::LinkEarlierRecommendation {
            earlier: id(earlier),
        })
    };
    let repeats = |earlier: u128| Event::RecommendationRepeatsEarlier {
        earlier: id(earlier),
    };
    check_in(&scene, repeat(OTHER), leads_to(repeats(OTHER)));
    check_in(&scene, repeat(RECOMMENDATION), breaks(["repeats_itself"]));
    check_in(&scene, repeat(UNKNOWN), breaks(["repeats_unknown"]));
    happened(&mut scene, OTHER, vec![repeats(THIRD)]);
    happened(&mut scene, THIRD, vec![repeats(RECOMMENDATION)]);
    check_in(&scene, repeat(OTHER), breaks(["repeats_in_a_circle"]));
    happened(&mut scene, RECOMMENDATION, vec![repeats(OTHER)]);
    check_in(&scene, repeat(OTHER), breaks(["repeats_already"]));
}

#[test]
fn an_addressee_reports_for_itself_until_it_is_verified() {
    let report = |agency: Option<u128>| {
        ask(Command::ReportImplementation {
            agency: agency.map(id),
            report: "In place since May".into(),
        })
    };
    let by_council = report(Some(COUNCIL)).by(council_lead());
    check(vec![made()], by_council, leads_to(reported()));
    check(
        vec![made()],
        report(Some(TEAM)),
        breaks(["not_an_addressee"]),
    );
    let for_another = report(Some(COUNCIL)).by(health_lead());
    check(vec![made()], for_another, breaks(["not_your_agency"]));
    let for_nobody = report(None).by(health_lead());
    check(vec![made()], for_nobody, breaks(["not_your_agency"]));
    let done = vec![made(), reported(), verified()];
    check(done, report(Some(COUNCIL)), breaks(["already_verified"]));
}

#[test]
fn only_a_reported_implementation_is_verified() {
    check(vec![made()], verify(chair()), breaks(["not_implemented"]));
    check(
        vec![made(), reported()],
        verify(chair()),
        leads_to(verified()),
    );
    let done = vec![made(), reported(), verified()];
    check(done, verify(chair()), breaks(["not_implemented"]));
}

#[test]
fn the_implementing_team_does_not_verify_its_work() {
    let given = || vec![made(), reported()];
    check(
        given(),
        verify(council_lead()),
        breaks(["verifies_own_report"]),
    );
    let colleague = somebody("colleague", Role::AgencyLead, Some(COUNCIL));
    check(given(), verify(colleague), breaks(["verifies_own_agency"]));
    check(
        given(),
        verify(health_lead()),
        breaks(["verifies_own_agency"]),
    );
    check(
        given(),
        verify(Actor::System),
        breaks(["verified_by_nobody"]),
    );
    check(given(), verify(manager()), leads_to(verified()));
}

#[test]
fn an_addressee_that_declined_is_independent() {
    let declined = Event::RecommendationDeclined { agency: id(HEALTH) };
    let given = vec![made(), declined, reported()];
    check(given, verify(health_lead()), leads_to(verified()));
}

#[test]
fn an_owner_of_its_actions_belongs_to_the_implementing_team() {
    let mut event = made();
    if let Event::RecommendationMade { addressees, .. } = &mut event {
        *addressees = vec![id(COUNCIL)];
    }
    let mut scene = after(vec![event, reported()]);
    check_in(&scene, verify(health_lead()), leads_to(verified()));
    with_action(&mut scene, vec![owner(HEALTH)], vec![]);
    check_in(
        &scene,
        verify(health_lead()),
        breaks(["verifies_own_agency"]),
    );
}

#[test]
fn a_recommendation_is_not_closed_with_an_open_action() {
    let close = || ask(Command::CloseRecommendation {});
    let given = || vec![made(), reported(), verified(), impact(Impact::Some)];
    let mut scene = after(given());
    check_in(&scene, close(), leads_to(Event::RecommendationClosed {}));
    with_action(&mut scene, vec![owner(COUNCIL)], vec![]);
    check_in(&scene, close(), breaks(["actions_open"]));
    let mut scene = after(given());
    with_action(&mut scene, vec![], vec![action::Event::ActionClosed {}]);
    check_in(&scene, close(), leads_to(Event::RecommendationClosed {}));
}

#[test]
fn a_recommendation_is_not_closed_unverified_or_without_impact_judged() {
    let close = || ask(Command::CloseRecommendation {});
    let neither = breaks(["closed_unverified", "impact_not_judged"]);
    check(vec![made(), reported()], close(), neither);
    let unjudged = vec![made(), reported(), verified()];
    check(unjudged, close(), breaks(["impact_not_judged"]));
    let unverified = vec![made(), reported(), impact(Impact::Some)];
    check(unverified, close(), breaks(["closed_unverified"]));
    let judged_first = vec![made(), reported(), impact(Impact::Some), verified()];
    check(
        judged_first,
        close(),
        leads_to(Event::RecommendationClosed {}),
    );
}

#[test]
fn closing_without_impact_evidence_needs_a_decision_and_a_reason() {
    let close = || ask(Command::CloseWithoutImpactEvidence {});
    let decided_close = || close().decided_in(decided(MEETING, STANDING));
    let neither = breaks(["reason_missing", "closing_undecided"]);
    check(vec![made()], close(), neither);
    check(vec![made()], decided_close(), breaks(["reason_missing"]));
    let undecided = close().because("overtaken");
    check(vec![made()], undecided, breaks(["closing_undecided"]));
    let fallen = close()
        .because("overtaken")
        .decided_in(decided(MEETING, RESCINDED));
    check(vec![made()], fallen, breaks(["closing_undecided"]));
    let closed = Event::ClosedWithoutImpactEvidence {};
    check(
        vec![made()],
        decided_close().because("overtaken"),
        leads_to(closed),
    );
    let mut scene = after(vec![made()]);
    with_action(&mut scene, vec![], vec![]);
    check_in(
        &scene,
        decided_close().because("overtaken"),
        breaks(["actions_open"]),
    );
}

#[test]
fn impact_rests_on_evidence_that_stands_and_is_judged_even_after_closing() {
    let judge = |evidence: u128| {
        ask(Command::JudgeRecommendationImpact {
            judgement: Impact::Sustained,
            evidence: vec![id(evidence), id(evidence)],
            explanation: "Children are seen sooner".into(),
        })
    };
    let closed = || vec![made(), Event::ClosedWithoutImpactEvidence {}];
    check(
        closed(),
        judge(EVIDENCE),
        leads_to(impact(Impact::Sustained)),
    );
    check(vec![made()], judge(REJECTED), breaks(["evidence_rejected"]));
    check(
        vec![made()],
        judge(SUPERSEDED),
        breaks(["evidence_superseded"]),
    );
    check(vec![made()], judge(UNKNOWN), breaks(["evidence_unknown"]));
}

#[test]
fn a_closed_recommendation_is_reopened_with_a_reason_and_starts_anew() {
    let given = [
        vec![made(), reported(), verified(), impact(Impact::Some)],
        vec![Event::RecommendationClosed {}],
    ]
    .concat();
    let reopen = || ask(Command::ReopenRecommendation {});
    check(given.clone(), reopen(), breaks(["reason_missing"]));
    let reopened = Event::RecommendationReopened {};
    check(
        given.clone(),
        reopen().because("again"),
        leads_to(reopened.clone()),
    );
    let closed = breaks(["recommendation_closed"]);
    check(
        given.clone(),
        ask(Command::AcceptRecommendation {
            agency: id(COUNCIL),
        }),
        closed,
    );
    let open = breaks(["recommendation_still_open"]);
    check(vec![made()], reopen().because("again"), open);
    let again = [given, vec![reopened]].concat();
    assert!(state(&after(again.clone())).is_open());
    let neither = breaks(["closed_unverified", "impact_not_judged"]);
    check(again, ask(Command::CloseRecommendation {}), neither);
}

#[test]
fn nothing_is_asked_of_a_recommendation_that_was_not_made() {
    for command in [
        Command::CloseRecommendation {},
        Command::ReopenRecommendation {},
    ] {
        check(vec![], ask(command), breaks(["recommendation_not_made"]));
    }
}

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

fn asked() -> impl Strategy<Value = Asked<Command>> {
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

fn run(asked: Vec<Asked<Command>>) -> Vec<Event> {
    let mut scene = Scene::begin();
    happened(&mut scene, OTHER, vec![made_as("3.2")]);
    happened(&mut scene, THIRD, vec![made_as("3.3")]);
    let mut all = Vec::new();
    for one in asked {
        let given = one.given.clone();
        let recommendation: RecommendationId = id(RECOMMENDATION);
        let found = scene.world.recommendations.get(&recommendation).cloned();
        let before = found.unwrap_or_default();
        match judged_in(&scene, one) {
            Err(broken) => assert!(!broken.is_empty(), "a refusal names its rule"),
            Ok(events) => {
                for event in events {
                    holds(&before, &event, &given);
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
