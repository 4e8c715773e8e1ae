//! The rules that hold for every command.

use super::{LABEL_CHARACTERS_MAX, REASON_BYTES_MAX, confirmed, may};
use crate::envelope::{Actor, Role};
use crate::given_when_then::{
    accepted, actor, because, begun, day, decided_in, given, held, id, on_from, partnership,
    planned, refused,
};
use crate::ids::{DecisionId, MeetingId, PlanId, StreamId};
use crate::partnership::{Command as Settings, ReportingYearKind};
use crate::text::{TEXT_BYTES_MAX, Text};
use crate::world::{Command, Given, World};
use crate::{evidence, meeting, plan};

fn plan_stream() -> StreamId {
    id::<PlanId>(1).into()
}

fn joint(board: &str) -> plan::Command {
    plan::Command::AdoptPlanJointly {
        board: board.to_owned(),
    }
}

fn review(comments: &str) -> plan::Command {
    plan::Command::ReviewPlan {
        group: id(1),
        comments: Some(comments.into()),
    }
}

#[test]
fn nothing_happens_in_the_future_or_absurdly_early() {
    let world = planned();
    let on = |day| Given {
        occurred_on: day,
        ..given()
    };
    accepted(
        &world,
        (plan_stream(), joint("A board"), on(day("2026-06-14"))),
    );
    let tomorrow = (plan_stream(), joint("A board"), on(day("2026-06-16")));
    refused(&world, tomorrow, &["occurred_in_future"]);
    let early = (plan_stream(), joint("A board"), on(day("1899-12-31")));
    refused(&world, early, &["occurred_too_early"]);
    let far = Settings::DeclareChairVacant {
        group: id(1),
        vice: true,
        from: day("0216-01-01"),
    };
    refused(
        &world,
        (partnership(), far, given()),
        &["date_out_of_range"],
    );
}

#[test]
fn each_role_does_only_what_the_table_gives_it() {
    let world = planned();
    let by = |role, agency| Given {
        actor: actor(role, agency),
        ..given()
    };
    accepted(
        &world,
        (plan_stream(), joint("A board"), by(Role::Chair, None)),
    );
    for role in [
        Role::Administrator,
        Role::Inspector,
        Role::LogAuditor,
        Role::PqaMember,
    ] {
        let when = (plan_stream(), joint("A board"), by(role, None));
        refused(&world, when, &["role_may_not"]);
    }
    let lead = (
        plan_stream(),
        joint("A board"),
        by(Role::AgencyLead, Some(id(1))),
    );
    refused(&world, lead, &["role_may_not"]);
}

#[test]
fn inspectors_and_auditors_of_the_log_never_write_and_administrators_keep_settings() {
    for doc in Command::catalogue() {
        let roles = super::roles_of(doc.kind, &doc.word).unwrap();
        if doc.kind == crate::ids::StreamKind::Account {
            // Everybody keeps their own account, and administrators keep all.
            assert!(
                roles == Role::ALL || roles == [Role::Administrator],
                "{}",
                doc.word
            );
            continue;
        }
        assert!(!roles.contains(&Role::Inspector) && !roles.contains(&Role::LogAuditor));
        let settings = doc.kind == crate::ids::StreamKind::Partnership;
        assert!(
            settings || !roles.contains(&Role::Administrator),
            "{}",
            doc.word
        );
    }
    let settings = Command::Partnership(Settings::WithdrawRelevantAgency {
        agency: id(1),
        from: day("2026-06-15"),
    });
    assert!(may(Role::Administrator, &settings));
}

#[test]
fn people_of_an_agency_lodge_only_their_own_evidence() {
    let world = begun();
    let lodge = |source| evidence::Command::LodgeEvidence {
        file: None,
        reference: Some("the shared drive".into()),
        evidence_date: day("2026-06-01"),
        source,
        describes: "minutes".into(),
    };
    let stream = id::<crate::ids::EvidenceId>(1).into();
    let by = |agency| Given {
        actor: actor(Role::AgencyLead, agency),
        ..given()
    };
    accepted(&world, (stream, lodge(Some(id(1))), by(Some(id(1)))));
    refused(
        &world,
        (stream, lodge(Some(id(2))), by(Some(id(1)))),
        &["not_your_agency"],
    );
    refused(
        &world,
        (stream, lodge(Some(id(1))), by(None)),
        &["acts_for_no_agency"],
    );
}

#[test]
fn somebody_acts_only_for_a_member_agency() {
    let by = Given {
        actor: actor(Role::Chair, Some(id(9))),
        ..given()
    };
    refused(
        &planned(),
        (plan_stream(), joint("A board"), by),
        &["actor_agency_unknown"],
    );
}

#[test]
fn the_product_by_itself_only_sets_a_new_partnership_up() {
    let product = || Given {
        actor: Actor::System,
        ..given()
    };
    for command in crate::partnership::defaults(given().today) {
        accepted(
            &World::default(),
            (partnership(), command.clone(), product()),
        );
        let rules = begun().decide(partnership(), command.into(), &product());
        let rules = rules.unwrap_err();
        assert!(rules.iter().any(|one| one.rule == "not_for_the_product"));
    }
    refused(
        &planned(),
        (plan_stream(), joint("A board"), product()),
        &["not_for_the_product"],
    );
}

#[test]
fn a_decision_rested_on_was_made_in_a_meeting_that_was_held_and_stands() {
    let meeting: MeetingId = id(1);
    let decision: DecisionId = id(1);
    let decide = meeting::Command::MakeDecision {
        decision,
        text: "agreed".into(),
        rationale: "because".into(),
        dissent: Vec::new(),
        subject_to_ratification: false,
    };
    let cancel = meeting::Command::CancelMeeting {
        group: id(1),
        on: day("2026-05-01"),
    };
    let world = on_from(
        planned(),
        vec![
            (meeting.into(), held("2026-06-01", &[1, 2]).into()),
            (meeting.into(), decide.into()),
            (id::<MeetingId>(2).into(), cancel.into()),
        ],
    );
    let resting = |given| (plan_stream(), joint("A board"), given);
    accepted(&world, resting(decided_in(meeting, Some(decision))));
    accepted(&world, resting(decided_in(meeting, None)));
    let unknown = decided_in(id(9), None);
    refused(&world, resting(unknown), &["decided_in_unknown_meeting"]);
    let cancelled = decided_in(id(2), None);
    refused(
        &world,
        resting(cancelled),
        &["decided_in_cancelled_meeting"],
    );
    let unmade = decided_in(meeting, Some(id(9)));
    refused(&world, resting(unmade), &["decided_in_unknown_decision"]);
    let rescind = meeting::Command::RescindDecision { decision };
    let world = on_from(world, vec![(meeting.into(), rescind.into())]);
    let fallen = decided_in(meeting, Some(decision));
    refused(&world, resting(fallen), &["decision_does_not_stand"]);
}

#[test]
fn a_frozen_year_is_added_to_only_knowingly_and_with_a_reason() {
    let set = Settings::SetReportingYear {
        label: "2024 to 2025".to_owned(),
        kind: ReportingYearKind::Plan,
        start: day("2024-04-01"),
        end: day("2025-03-31"),
    };
    let freeze = Settings::FreezeReportingYear {
        kind: ReportingYearKind::Plan,
        label: "2024 to 2025".to_owned(),
    };
    let history = vec![(partnership(), set.into()), (partnership(), freeze.into())];
    let world = on_from(planned(), history);
    let in_year = |given: Given, late| Given {
        occurred_on: day("2025-03-31"),
        late,
        ..given
    };
    let when = |given| (plan_stream(), joint("A board"), given);
    refused(&world, when(in_year(given(), false)), &["frozen_year"]);
    refused(&world, when(in_year(given(), true)), &["reason_required"]);
    accepted(&world, when(in_year(because(), true)));
    let open = Given {
        late: true,
        ..because()
    };
    refused(&world, when(open), &["not_late"]);
}

#[test]
fn text_that_looks_like_an_identifier_is_confirmed_with_a_reason_or_refused() {
    let world = planned();
    let hidden = "call the mother on 0113 496 0000";
    let narrative = || (plan_stream(), review(hidden), given());
    refused(&world, narrative(), &["looks_like_identifier"]);
    let label = (plan_stream(), joint("board@example.org"), given());
    refused(&world, label, &["looks_like_identifier"]);
    let confirm = |given| Given {
        identifiers_confirmed: true,
        ..given
    };
    refused(
        &world,
        (plan_stream(), review(hidden), confirm(given())),
        &["reason_required"],
    );
    accepted(&world, (plan_stream(), review(hidden), confirm(because())));
    let told = confirmed(&review(hidden).into(), &confirm(because()));
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].field, "/data/comments");
    assert!(confirmed(&review(hidden).into(), &because()).is_empty());
}

#[test]
fn a_refusal_of_an_identifier_never_repeats_it() {
    let refusals = planned().decide(plan_stream(), review("call 0113 496 0000").into(), &given());
    let told = format!("{:?}", refusals.unwrap_err());
    assert!(!told.contains("0113") && told.contains("comments"));
}

#[test]
fn words_and_labels_have_limits_and_are_never_blank() {
    let world = planned();
    let long = "a ".repeat(TEXT_BYTES_MAX / 2);
    accepted(&world, (plan_stream(), review(&long), given()));
    let longer = format!("{long}a");
    refused(
        &world,
        (plan_stream(), review(&longer), given()),
        &["text_too_long"],
    );
    refused(&world, (plan_stream(), review(" \n"), given()), &["blank"]);
    let label = "é".repeat(LABEL_CHARACTERS_MAX);
    accepted(&world, (plan_stream(), joint(&label), given()));
    let label = "é".repeat(LABEL_CHARACTERS_MAX + 1);
    refused(
        &world,
        (plan_stream(), joint(&label), given()),
        &["label_too_long"],
    );
    refused(&world, (plan_stream(), joint(""), given()), &["blank"]);
    refused(
        &world,
        (plan_stream(), joint("a\nb"), given()),
        &["control_characters"],
    );
}

#[test]
fn a_reason_has_a_limit_and_is_never_blank() {
    let world = planned();
    let with = |reason: &str| Given {
        reason: Some(Text::plain(reason)),
        ..given()
    };
    let when = |given| (plan_stream(), joint("A board"), given);
    accepted(&world, when(with(&"b".repeat(REASON_BYTES_MAX))));
    refused(
        &world,
        when(with(&"b".repeat(REASON_BYTES_MAX + 1))),
        &["reason_too_long"],
    );
    refused(&world, when(with(" ")), &["blank"]);
}

#[test]
fn only_the_product_seals_a_text() {
    let sealed = plan::Command::RevisePlan {
        summary: Text::Committed([7; 32]),
    };
    let refusals = planned().decide(plan_stream(), sealed.into(), &given());
    assert!(
        refusals
            .unwrap_err()
            .iter()
            .any(|one| one.rule == "sealed_text")
    );
}

#[test]
fn a_command_goes_to_a_thing_of_its_own_kind() {
    let refusals = planned().decide(partnership(), joint("A board").into(), &given());
    assert!(
        refusals
            .unwrap_err()
            .iter()
            .any(|one| one.rule == "wrong_stream")
    );
}

#[test]
fn commands_of_one_commit_are_judged_each_after_the_ones_before() {
    let world = begun();
    let both = || {
        vec![
            (plan_stream(), draft().into()),
            (plan_stream(), joint("A board").into()),
        ]
    };
    assert_eq!(world.decide_all(both(), &given()).unwrap().len(), 2);
    let mut twice = both();
    twice.push((plan_stream(), draft().into()));
    let refusals = world.decide_all(twice, &given()).unwrap_err();
    assert_eq!(refusals[0].0, 2);
    assert_eq!(refusals[0].1.rule, "already_drafted");
}

fn draft() -> plan::Command {
    plan::Command::DraftPlan {
        title: "Business plan".to_owned(),
        from: day("2026-04-01"),
        to: day("2027-03-31"),
        joint_with: Vec::new(),
    }
}
