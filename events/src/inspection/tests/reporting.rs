//! The letter, and what it says.

use super::*;
use crate::event::Event as Any;

#[test]
fn the_last_day_to_send_the_plan_is_worked_out_from_the_letter() {
    let due = |kind, letter_on: &str, today: &str| {
        let world = then(three_partners(), vec![early(kind)]);
        let events = accepted(
            &world,
            (inspection(INSPECTION), letter(letter_on), on(today)),
        );
        match events.as_slice() {
            [Any::Inspection(Event::InspectionLetterReceived { due, .. })] => *due,
            other => panic!("{other:?}"),
        }
    };
    let today = "2026-06-15";
    let jtai = due(InspectionKind::Jtai, "2018-07-30", today);
    // 70 working days, the summer bank holiday left out.
    assert_eq!(jtai, Some(day("2018-11-06")));
    let ilacs = due(InspectionKind::IlacsShort, "2018-07-30", today);
    assert_eq!(ilacs, jtai);
    assert_eq!(due(InspectionKind::FocusedVisit, "2018-07-30", today), None);
    // Past the table of bank holidays the letter is recorded without a day.
    let beyond = due(InspectionKind::Jtai, "2028-12-20", "2028-12-20");
    assert_eq!(beyond, None);
}

/// Notified early in 2018, with no fieldwork agreed.
fn early(kind: InspectionKind) -> Command {
    let mut command = notify_as(kind, "JTAI 2018");
    if let Command::NotifyInspection { on, fieldwork, .. } = &mut command {
        *on = day("2018-01-08");
        *fieldwork = None;
    }
    command
}

#[test]
fn the_shipped_vector_of_seventy_working_days_holds() {
    let sets = crate::rule_set::shipped();
    let holidays = crate::calendar::BankHolidays::england();
    for set in sets {
        let due = clock::due(set, InspectionKind::Jtai, day("2018-01-30"), holidays);
        assert_eq!(due.unwrap().unwrap().on, day("2018-05-11"));
    }
}

#[test]
fn a_letter_whose_clock_no_rule_set_knows_is_refused() {
    let came = |kind| {
        let world = then(three_partners(), vec![early(kind)]);
        (
            world,
            (inspection(INSPECTION), letter("2018-01-30"), given()),
        )
    };
    // The first edition shipped is in force from 4 July 2018.
    let (world, clocked) = came(InspectionKind::Jtai);
    refused(&world, clocked, &["no_rule_set"]);
    let (world, unclocked) = came(InspectionKind::AreaSend);
    accepted(&world, unclocked);
}

#[test]
fn a_letter_comes_once_and_after_the_inspectors() {
    yes(&asked(), letter("2026-01-12"));
    no(&asked(), letter("2026-01-11"), &["letter_before_fieldwork"]);
    no(&asked(), letter("2026-06-16"), &["letter_in_the_future"]);
    no(
        &reported(),
        letter("2026-01-30"),
        &["letter_already_received"],
    );
}

#[test]
fn findings_come_with_the_letter() {
    let strength = || find(FINDING, FindingKind::Strength);
    no(&asked(), strength(), &["letter_not_received"]);
    yes(&reported(), strength());
    no(&found(), strength(), &["finding_already_received"]);
}

#[test]
fn a_finding_has_a_theme_and_agencies_of_the_partnership() {
    let said = |code: &str, named: &[u128]| {
        let mut command = find(162, FindingKind::Improvement);
        if let Command::ReceiveInspectionFinding {
            theme, agencies, ..
        } = &mut command
        {
            code.clone_into(theme);
            *agencies = named.iter().map(|one| id(*one)).collect();
        }
        command
    };
    let world = found();
    yes(&world, said("neglect", &[]));
    no(&world, said("nothing", &[]), &["theme_unknown"]);
    no(&world, said("neglect", &[9]), &["agencies_unknown"]);
    no(&world, said("neglect", &[1, 1]), &["agency_repeated"]);
}

#[test]
fn a_finding_is_corrected_with_a_reason() {
    let correct = |number: u128| Command::CorrectInspectionFinding {
        finding: id(number),
        kind: FindingKind::Improvement,
        statement: "Some children are not seen alone".into(),
        theme: "neglect".to_owned(),
        agencies: Vec::new(),
    };
    no(&found(), correct(FINDING), &["reason_required"]);
    yes_given(&found(), correct(FINDING), because());
    no_given(&found(), correct(169), because(), &["finding_unknown"]);
}

#[test]
fn that_no_recommendation_is_made_has_a_reason_and_is_said_once() {
    let world = found();
    no(&world, justify(FINDING), &["reason_required"]);
    yes_given(&world, justify(FINDING), because());
    no_given(&world, justify(169), because(), &["finding_unknown"]);
    let said = then(world, vec![justify(FINDING)]);
    no_given(
        &said,
        justify(FINDING),
        because(),
        &["no_recommendation_already_justified"],
    );
    let well = then(reported(), vec![find(FINDING, FindingKind::Strength)]);
    no_given(
        &well,
        justify(FINDING),
        because(),
        &["strength_needs_no_recommendation"],
    );
    no_given(
        &recommended(),
        justify(FINDING),
        because(),
        &["finding_has_recommendation"],
    );
}

#[test]
fn a_finding_is_a_source_of_a_recommendation() {
    let stream = id::<crate::ids::RecommendationId>(172).into();
    accepted(&found(), (stream, recommend(FINDING), given()));
    refused(
        &found(),
        (stream, recommend(169), given()),
        &["source_unknown"],
    );
    // The inspection as a whole is one too.
    accepted(&found(), (stream, recommend(INSPECTION), given()));
}
