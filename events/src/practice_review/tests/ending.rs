//! Who has the report, each gate before it is published, and the end.

use super::*;

const DAY: &str = "2026-06-24";

/// What is needed to publish, less one command.
fn all_but(left_out: &Command) -> World {
    let all = vec![sign(1), sign(2), assess(), check(), send("2026-06-15")];
    let kept = all.into_iter().filter(|one| one != left_out);
    then(drafted(), kept.collect())
}

fn no_on(world: &World, written: &str, command: Command, rules: &[&str]) {
    no_given(world, command, on_day(written), rules);
}

fn yes_on(world: &World, written: &str, command: Command) {
    yes_given(world, command, on_day(written));
}

#[test]
fn a_report_is_published_once_every_gate_is_open() {
    yes_on(&noticed(), DAY, publish(DAY));
    no_on(
        &underway(),
        DAY,
        publish(DAY),
        &[
            "publish_without_report",
            "publish_without_sign_offs",
            "publish_without_impact_assessment",
            "publish_without_anonymisation",
            "publish_before_panel_notice",
        ],
    );
    no_on(&published(), DAY, publish(DAY), &["review_ended"]);
}

#[test]
fn each_gate_refuses_by_its_own_name() {
    let impact = &["publish_without_impact_assessment"];
    no_on(&all_but(&assess()), DAY, publish(DAY), impact);
    let hidden = &["publish_without_anonymisation"];
    no_on(&all_but(&check()), DAY, publish(DAY), hidden);
    let notice = &["publish_before_panel_notice"];
    no_on(&all_but(&send("2026-06-15")), DAY, publish(DAY), notice);
    let unsigned = then(drafted(), vec![sign(1), assess(), check()]);
    no_on(
        &unsigned,
        DAY,
        publish(DAY),
        &["publish_without_sign_offs", "publish_before_panel_notice"],
    );
    let asked = Command::RequestAccuracyCheck {
        agencies: vec![id(1)],
        due: day("2026-07-01"),
    };
    let open = then(noticed(), vec![asked]);
    no_on(&open, DAY, publish(DAY), &["publish_with_accuracy_open"]);
    let answered = Command::CheckAccuracy {
        agency: id(1),
        accurate: true,
        words: None,
    };
    yes_on(&then(open, vec![answered]), DAY, publish(DAY));
}

#[test]
fn the_panel_has_the_report_for_seven_working_days_first() {
    let early = "2026-06-23";
    no_on(
        &noticed(),
        early,
        publish(early),
        &["publish_before_panel_notice"],
    );
    yes_on(&noticed(), DAY, publish(DAY));
    no_on(
        &noticed(),
        early,
        publish(DAY),
        &["published_in_the_future"],
    );
}

#[test]
fn a_review_nobody_has_to_make_asks_nothing_of_the_panel() {
    let other = commission(ReviewKind::OtherLearning, "2026-05-01");
    let steps = vec![
        other,
        terms(),
        draft(None),
        sign(1),
        sign(2),
        assess(),
        check(),
    ];
    let world = then(partnered(), steps);
    yes(&world, publish("2026-06-15"));
    yes(&world, improvements("2026-06-15"));
}

#[test]
fn after_six_months_it_is_published_only_with_a_notice_of_delay() {
    let late = "2026-11-02";
    yes_on(&noticed(), "2026-11-01", publish("2026-11-01"));
    no_on(
        &noticed(),
        late,
        publish(late),
        &["publish_late_without_notice"],
    );
    let told = then(noticed(), vec![delay("2026-11-20", "2026-06-15")]);
    yes_on(&told, late, publish(late));
    // The day named then is past too.
    let later = "2026-11-23";
    no_on(
        &told,
        later,
        publish(later),
        &["publish_late_without_notice"],
    );
    let again = then_on(told, later, delay("2026-12-01", later));
    yes_on(&again, later, publish(later));
}

#[test]
fn a_delay_names_a_day_ahead_and_who_was_told_already() {
    yes(&underway(), delay("2026-11-02", "2026-06-15"));
    let behind = &["expected_day_not_ahead"];
    no(&underway(), delay("2026-11-01", "2026-06-15"), behind);
    let late = delay("2026-11-20", "2026-11-20");
    no_on(&underway(), "2026-11-21", late, behind);
    let told = &["told_in_the_future"];
    no(&underway(), delay("2026-11-20", "2026-06-16"), told);
    let other = commission(ReviewKind::OtherLearning, "2026-05-01");
    let world = then(partnered(), vec![other]);
    no(
        &world,
        delay("2026-11-20", "2026-06-15"),
        &["no_statutory_date"],
    );
}

#[test]
fn the_panel_is_sent_what_the_partners_signed() {
    yes(&signed(), send("2026-06-15"));
    no(&drafted(), send("2026-06-15"), &["not_signed_off"]);
    no(&signed(), send("2026-06-16"), &["sent_in_the_future"]);
    no(&signed(), send("2026-06-14"), &["sent_before_signed"]);
    no(&noticed(), send("2026-06-15"), &["already_sent"]);
    let ofsted = || Command::SendReportToOfsted {
        on: day("2026-06-15"),
    };
    yes(&noticed(), ofsted());
    no(&drafted(), ofsted(), &["not_signed_off"]);
    let world = then(noticed(), vec![ofsted()]);
    no(&world, ofsted(), &["already_sent"]);
}

#[test]
fn the_panel_comments_on_what_it_has() {
    let comment = |on: &str| Command::RecordPanelComment {
        on: day(on),
        words: "Clear; say more of the siblings".into(),
    };
    yes(&noticed(), comment("2026-06-15"));
    no(&noticed(), comment("2026-06-14"), &["comment_before_copy"]);
    no(&noticed(), comment("2026-06-16"), &["comment_before_copy"]);
    no(&signed(), comment("2026-06-15"), &["not_sent_to_panel"]);
}

#[test]
fn what_is_published_is_available_for_a_year_at_the_least() {
    let until = |written: &str| Command::PublishReport {
        on: day(DAY),
        place: "Website".to_owned(),
        available_until: Some(day(written)),
    };
    yes_on(&noticed(), DAY, until("2027-06-24"));
    no_on(
        &noticed(),
        DAY,
        until("2027-06-23"),
        &["available_too_short"],
    );
    let published = published();
    let until = state(&published).published.unwrap().available_until;
    assert_eq!(until, day("2027-06-24"));
}

#[test]
fn only_improvements_are_published_where_the_report_cannot_be() {
    let decide = || Command::DecideNonPublication {
        justification: "A sibling would be known by it".into(),
    };
    no(&drafted(), decide(), &["not_signed_off"]);
    let shut = &["improvements_without_justification"];
    no_on(&noticed(), DAY, improvements(DAY), shut);
    let withheld = then(noticed(), vec![decide()]);
    assert_eq!(state(&withheld).phase, Phase::Withheld);
    no_on(&withheld, DAY, publish(DAY), &["publication_withheld"]);
    yes_on(&withheld, DAY, improvements(DAY));
    // The gates are the same, and can still be opened.
    let bare = then(signed(), vec![decide()]);
    no_on(
        &bare,
        DAY,
        improvements(DAY),
        &[
            "publish_without_impact_assessment",
            "publish_without_anonymisation",
            "publish_before_panel_notice",
        ],
    );
    let opened = then(bare, vec![assess(), check(), send("2026-06-15")]);
    assert_eq!(state(&opened).phase, Phase::Withheld);
    yes_on(&opened, DAY, improvements(DAY));
    no_on(&published(), DAY, improvements(DAY), &["review_ended"]);
    // They may come late, and then the Panel is told, as of a report.
    let late = "2026-11-02";
    no_on(
        &opened,
        late,
        improvements(late),
        &["publish_late_without_notice"],
    );
    let told = then_on(opened, late, delay("2026-11-20", late));
    yes_on(&told, late, improvements(late));
    let published = then_on(told, late, improvements(late));
    let again = delay("2026-12-01", late);
    no_on(&published, late, again, &["review_ended"]);
}

#[test]
fn what_is_taken_down_within_the_year_says_why() {
    let down = |on: &str| Command::TakeReportDown { on: day(on) };
    yes_on(&published(), "2027-06-24", down("2027-06-24"));
    let early = &["taken_down_too_early"];
    no_on(&published(), "2027-06-23", down("2027-06-23"), early);
    let why = Given {
        reason: because().reason,
        ..on_day("2027-06-23")
    };
    yes_given(&published(), down("2027-06-23"), why);
    no_on(&noticed(), DAY, down(DAY), &["not_published"]);
    let odd = &["taken_down_on_another_day", "taken_down_too_early"];
    no_on(&published(), DAY, down("2026-06-23"), odd);
    let gone = then_on(closed(), "2027-06-24", down("2027-06-24"));
    no_on(
        &gone,
        "2027-06-24",
        down("2027-06-24"),
        &["already_taken_down"],
    );
}

#[test]
fn a_review_closes_when_what_it_says_led_to_something() {
    let close = || Command::CloseReview {};
    no(&noticed(), close(), &["review_not_ended"]);
    let orphan = &["finding_without_recommendation"];
    no(&published(), close(), orphan);
    let world = on_from(published(), vec![recommended(1, FINDING)]);
    yes(&world, close());
    let justify = Command::JustifyNoRecommendation {
        finding: id(FINDING),
    };
    yes(&then(published(), vec![justify]), close());
    let declined = crate::recommendation::Command::DeclineRecommendation { agency: id(1) };
    let stream = id::<crate::ids::RecommendationId>(1).into();
    let world = on_from(world, vec![(stream, declined.into())]);
    no(&world, close(), orphan);
    for command in [close(), finding(22), draft(Some(1)), publish(DAY)] {
        no_on(&closed(), DAY, command, &["review_closed"]);
    }
}

#[test]
fn a_recommendation_names_a_review_or_what_it_says_and_nothing_unknown() {
    let stream = id::<crate::ids::RecommendationId>(1).into();
    for number in [REVIEW, FINDING] {
        accepted(&drafted(), (stream, recommend(number), given()));
    }
    refused(
        &drafted(),
        (stream, recommend(99), given()),
        &["source_unknown"],
    );
}
