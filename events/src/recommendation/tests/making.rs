//! Making, answering, amending.

use super::*;

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
fn a_reference_is_unique_in_its_plan() {
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
    check(vec![made()], partly.clone(), breaks(["reason_required"]));
    let partly_accepted = Event::RecommendationPartlyAccepted { agency };
    check(
        vec![made()],
        partly.because("no budget"),
        leads_to(partly_accepted),
    );
    let decline = ask(Command::DeclineRecommendation { agency });
    check(vec![made()], decline.clone(), breaks(["reason_required"]));
    let declined = Event::RecommendationDeclined { agency };
    check(
        vec![made()],
        decline.because("not ours"),
        leads_to(declined),
    );
}

#[test]
fn only_an_addressee_answers() {
    let accept = |number: u128| ask(Command::AcceptRecommendation { agency: id(number) });
    check(vec![made()], accept(TEAM), breaks(["not_an_addressee"]));
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
        breaks(["reason_required"]),
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
