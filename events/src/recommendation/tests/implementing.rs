//! Reported, verified, judged, closed, reopened.

use super::*;

#[test]
fn an_addressee_reports_until_it_is_verified_and_not_for_the_team() {
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
    let for_nobody = report(None).by(health_lead());
    check(vec![made()], for_nobody, breaks(["reported_for_the_team"]));
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
    let neither = breaks(["reason_required", "closing_undecided"]);
    check(vec![made()], close(), neither);
    check(vec![made()], decided_close(), breaks(["reason_required"]));
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
    check(given.clone(), reopen(), breaks(["reason_required"]));
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
