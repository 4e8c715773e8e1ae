//! Summaries, the meeting, and what was learned before.

use super::*;

#[test]
fn a_member_agency_is_asked_once() {
    accepted(&opened(), when(request(2), coordinator()));
    refused(&opened(), when(request(9), given()), &["agency_unknown"]);
    refused(
        &gathering(),
        when(request(2), given()),
        &["summary_already_requested"],
    );
}

#[test]
fn an_agency_sends_the_summary_it_was_asked_for_and_no_other() {
    let lead = |agency| by(Role::AgencyLead, Some(agency));
    accepted(&gathering(), when(send(2), lead(2)));
    refused(&gathering(), when(send(3), lead(2)), &["not_your_agency"]);
    refused(
        &gathering(),
        when(send(4), lead(4)),
        &["not_your_agency", "summary_not_requested"],
    );
    refused(&gathering(), when(explain(2), lead(2)), &["role_may_not"]);
    let sent = then(gathering(), vec![received(2)]);
    refused(&sent, when(send(2), lead(2)), &["summary_already_received"]);
}

#[test]
fn a_summary_that_came_another_way_has_words_or_a_document_that_stands() {
    let receive = |words: Option<&str>, evidence: Vec<u128>| {
        let command = Command::ReceiveSummary {
            agency: id(2),
            words: words.map(Into::into),
            evidence: evidence.into_iter().map(id).collect(),
        };
        when(command, given())
    };
    accepted(&gathering(), receive(Some("Two visits"), vec![]));
    refused(&gathering(), receive(None, vec![]), &["summary_empty"]);
    refused(
        &gathering(),
        receive(None, vec![99]),
        &["summary_document_unusable"],
    );
}

#[test]
fn a_summary_is_given_back_with_a_reason_and_is_missing_again() {
    let back = || Command::ReturnSummary { agency: id(2) };
    refused(
        &gathering(),
        when(back(), because()),
        &["summary_not_received"],
    );
    let sent = then(gathering(), vec![received(2)]);
    refused(&sent, when(back(), given()), &["reason_required"]);
    accepted(&sent, when(back(), because()));
    let returned = then(sent, vec![back()]);
    accepted(&returned, when(send(2), by(Role::AgencyLead, Some(2))));
}

#[test]
fn what_is_awaited_is_chased_and_explained() {
    let chase = || Command::ChaseSummary {
        agency: id(2),
        to: "Head of safeguarding".into(),
    };
    accepted(&gathering(), when(chase(), given()));
    accepted(&gathering(), when(explain(2), given()));
    let sent = then(gathering(), vec![received(2)]);
    refused(&sent, when(chase(), given()), &["summary_already_received"]);
    refused(
        &sent,
        when(explain(2), given()),
        &["summary_already_received"],
    );
    refused(
        &opened(),
        when(chase(), given()),
        &["summary_not_requested"],
    );
}

#[test]
fn agencies_meet_after_they_were_asked() {
    let meeting = |on: &str, present: &[u128]| when(meet(on, present), given());
    refused(
        &opened(),
        meeting("2026-06-10", &[1, 2]),
        &["no_summary_requested"],
    );
    let world = super::super::fixture::gathering();
    accepted(&world, meeting("2026-06-10", &[1, 2]));
    refused(&world, meeting("2026-06-10", &[1]), &["present_missing"]);
    refused(&world, meeting("2026-06-10", &[1, 1]), &["present_missing"]);
    refused(&world, meeting("2026-06-10", &[1, 9]), &["present_unknown"]);
    refused(
        &world,
        meeting("2026-05-21", &[1, 2]),
        &["held_before_trigger"],
    );
    refused(
        &world,
        meeting("2026-06-16", &[1, 2]),
        &["on_in_the_future"],
    );
    refused(
        &met(),
        meeting("2026-06-10", &[1, 2]),
        &["meeting_already_held"],
    );
}

#[test]
fn what_was_learned_before_is_in_the_record_and_not_of_this_review() {
    let check = |matches: Vec<Earlier>| {
        let words = "The same theme".into();
        when(
            Command::CheckPreviousLearning { matches, words },
            by(Role::ReviewGroupMember, None),
        )
    };
    let world = decided();
    accepted(&world, check(vec![]));
    let unknown = [
        Earlier::Finding(id(9)),
        Earlier::LearningPoint(id(9)),
        Earlier::ReviewFinding(id(9)),
        Earlier::InspectionFinding(id(9)),
        Earlier::Recommendation(id(9)),
    ];
    for one in unknown {
        refused(&world, check(vec![one]), &["earlier_unknown"]);
    }
    let own = Earlier::LearningPoint(id(POINT));
    refused(&world, check(vec![own]), &["earlier_is_own"]);
    refused(
        &world,
        check(vec![own, own]),
        &["earlier_is_own", "earlier_repeated"],
    );
}

#[test]
fn a_learning_point_is_recorded_once_with_a_theme_after_the_meeting() {
    let member = || by(Role::ReviewGroupMember, None);
    refused(
        &super::super::fixture::gathering(),
        when(point(POINT), member()),
        &["meeting_not_held"],
    );
    accepted(&met(), when(point(POINT), member()));
    refused(
        &decided(),
        when(point(POINT), member()),
        &["point_already_recorded"],
    );
    let mut themed = point(72);
    if let Command::RecordLearningPoint { theme, .. } = &mut themed {
        "weather".clone_into(theme);
    }
    refused(&met(), when(themed, member()), &["theme_unknown"]);
}

#[test]
fn a_learning_point_is_corrected_with_a_reason() {
    let correct = |number| Command::CorrectLearningPoint {
        point: id(number),
        statement: "Injuries were shared late".into(),
        theme: "neglect".to_owned(),
    };
    accepted(&decided(), when(correct(POINT), because()));
    refused(
        &decided(),
        when(correct(POINT), given()),
        &["reason_required"],
    );
    refused(&decided(), when(correct(9), because()), &["point_unknown"]);
}
