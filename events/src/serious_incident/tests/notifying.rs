//! Whether the Panel is notified, and who else is told.

use super::*;

#[test]
fn nothing_is_decided_before_the_local_authority_is_aware() {
    let decide = || decided(true, &DUTY);
    refused(
        &referred(),
        when(decide(), given()),
        &["awareness_not_recorded"],
    );
    accepted(&known(), when(decide(), by(Role::Chair, None)));
    refused(
        &notified(),
        when(decide(), because()),
        &["panel_already_notified"],
    );
}

#[test]
fn the_criteria_of_section_16c_and_the_decision_agree() {
    let world = known();
    let short = [NotifyCriterion::SeriouslyHarmed, NotifyCriterion::InArea];
    refused(
        &world,
        when(decided(true, &short), given()),
        &["criteria_not_met"],
    );
    accepted(&world, when(decided(false, &short), given()));
    refused(
        &world,
        when(decided(false, &DUTY), given()),
        &["criteria_met_not_notified"],
    );
    accepted(&world, when(decided(true, &DUTY), given()));
    let twice = [NotifyCriterion::InArea, NotifyCriterion::InArea];
    refused(
        &world,
        when(decided(false, &twice), given()),
        &["criterion_repeated"],
    );
}

#[test]
fn partners_consulted_and_those_that_see_it_otherwise_are_agencies() {
    let with = |consulted: u128, dissent: &[u128]| {
        let mut command = decided(true, &DUTY);
        if let Command::DecideNotification {
            consulted: c,
            dissent: d,
            ..
        } = &mut command
        {
            *c = vec![id(consulted)];
            let one = |agency: &u128| Dissent {
                agency: id(*agency),
                words: "The harm is not serious".into(),
            };
            *d = dissent.iter().map(one).collect();
        }
        command
    };
    let world = known();
    refused(&world, when(with(9, &[]), given()), &["consulted_unknown"]);
    refused(
        &world,
        when(with(2, &[9]), given()),
        &["dissent_agency_unknown"],
    );
    refused(
        &world,
        when(with(2, &[2, 2]), given()),
        &["dissent_repeated"],
    );
    accepted(&world, when(with(2, &[2, 3]), given()));
}

#[test]
fn a_second_decision_says_why_and_one_not_to_notify_is_kept() {
    let world = not_notifiable();
    assert_eq!(world.incidents[&id(INCIDENT)].phase, Phase::NotNotifiable);
    refused(
        &world,
        when(decided(true, &DUTY), given()),
        &["reason_required"],
    );
    accepted(&world, when(decided(true, &DUTY), because()));
    refused(
        &to_notify(),
        when(decided(false, &[]), given()),
        &["reason_required"],
    );
}

#[test]
fn the_panel_is_notified_once_after_the_decision_and_after_becoming_aware() {
    let notified_on = |on: &str| when(notify(on), given());
    refused(
        &known(),
        notified_on("2026-05-22"),
        &["notification_not_decided"],
    );
    refused(
        &not_notifiable(),
        notified_on("2026-05-22"),
        &["not_notifiable"],
    );
    let world = to_notify();
    accepted(&world, notified_on("2026-05-18"));
    refused(
        &world,
        notified_on("2026-05-17"),
        &["notified_before_aware"],
    );
    refused(&world, notified_on("2026-06-16"), &["on_in_the_future"]);
    refused(
        &notified(),
        notified_on("2026-05-22"),
        &["panel_already_notified"],
    );
}

#[test]
fn only_a_late_notification_is_explained() {
    let explain = || {
        when(
            Command::ExplainLateNotification {
                words: "Nobody was in".into(),
            },
            given(),
        )
    };
    refused(&notified(), explain(), &["notification_not_late"]);
    // Due on 26 May, and it is 15 June: late whether it was sent since or not.
    accepted(&to_notify(), explain());
    accepted(&then(to_notify(), vec![notify("2026-05-27")]), explain());
    let on_the_day = then(to_notify(), vec![notify("2026-05-26")]);
    refused(&on_the_day, explain(), &["notification_not_late"]);
}

#[test]
fn partners_are_informed_of_a_notification() {
    let inform = |agencies: &[u128], on: &str| {
        let agencies = agencies.iter().map(|one| id(*one)).collect();
        when(
            Command::InformPartners {
                agencies,
                on: day(on),
            },
            given(),
        )
    };
    let world = notified();
    accepted(&world, inform(&[2, 3], "2026-05-22"));
    refused(&world, inform(&[], "2026-05-22"), &["informed_missing"]);
    refused(&world, inform(&[9], "2026-05-22"), &["informed_unknown"]);
    refused(&world, inform(&[2], "2026-06-16"), &["on_in_the_future"]);
    refused(
        &to_notify(),
        inform(&[2], "2026-05-22"),
        &["panel_not_notified"],
    );
}

#[test]
fn ofsted_is_told_once_of_a_death() {
    let inform = || {
        let because = InformedBecause::LookedAfter;
        let on = day("2026-05-20");
        when(Command::InformOfstedAndDfe { because, on }, given())
    };
    refused(&known(), inform(), &["not_a_death"]);
    let died = Command::CorrectIncident {
        nature: Nature::Death,
        harm_from: HarmFrom::Unknown,
    };
    let world = then(known(), vec![died]);
    accepted(&world, inform());
    let told = then(world, vec![inform().1]);
    refused(&told, inform(), &["already_informed"]);
    refused(&referred(), inform(), &["awareness_not_recorded"]);
}

#[test]
fn a_notification_is_withdrawn_with_a_reason_and_nothing_follows() {
    let withdraw = |on: &str| Command::WithdrawNotification { on: day(on) };
    let world = notified();
    refused(
        &world,
        when(withdraw("2026-05-27"), given()),
        &["reason_required"],
    );
    refused(
        &world,
        when(withdraw("2026-05-21"), because()),
        &["withdrawn_before_notified"],
    );
    accepted(&world, when(withdraw("2026-05-27"), because()));
    refused(
        &to_notify(),
        when(withdraw("2026-05-27"), because()),
        &["panel_not_notified"],
    );
    let gone = then(world, vec![withdraw("2026-05-27")]);
    refused(
        &gone,
        when(withdraw("2026-05-27"), because()),
        &["notification_withdrawn"],
    );
}
