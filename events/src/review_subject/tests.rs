//! The rules of a child or family member, each with what it refuses and what it allows.

use super::*;
use crate::audit_case::{AgeBand, Disability, Ethnicity, Placement, PlanType};
use crate::envelope::Role;
use crate::given_when_then::{accepted, because, given, id, on_from, refused};
use crate::ids::StreamId;
use crate::serious_incident::fixture::{
    BROTHER, CHILD, INCIDENT, add_subject, by, coordinator, notified, subject, three_partners,
    with_children,
};
use crate::world::Given;

fn when(command: Command, given: Given) -> (StreamId, Command, Given) {
    (subject(CHILD), command, given)
}

fn add(alias: &str, known_to: &[u128]) -> Command {
    let known_to = known_to.iter().map(|one| id(*one)).collect();
    Command::AddSubject {
        of: SubjectOf::Incident(id(INCIDENT)),
        alias: alias.to_owned(),
        kind: SubjectKind::Child,
        age_band: AgeBand::UnderOne,
        sex: Sex::Unknown,
        ethnicity: Ethnicity::Unknown,
        disability: Disability::Unknown,
        looked_after: LookedAfter::Neither,
        placement: Placement::AtHome,
        plan_type: PlanType::NoPlan,
        known_to,
    }
}

fn record(action: u128, agencies: &[u128]) -> Command {
    Command::RecordSafetyAction {
        action: id(action),
        words: "The brother stays with an aunt tonight".into(),
        agencies: agencies.iter().map(|one| id(*one)).collect(),
    }
}

fn confirm(action: u128) -> Command {
    Command::ConfirmSafetyAction {
        action: id(action),
        words: "Seen there by the duty social worker".into(),
    }
}

#[test]
fn somebody_is_added_to_an_incident_once_under_an_alias_of_their_own() {
    accepted(&notified(), when(add("C-1", &[1, 2]), coordinator()));
    refused(
        &three_partners(),
        when(add("C-1", &[]), given()),
        &["incident_unknown"],
    );
    refused(
        &notified(),
        when(add("Anna", &[]), given()),
        &["alias_malformed"],
    );
    let world = with_children();
    refused(
        &world,
        when(add("C-3", &[]), given()),
        &["subject_already_added"],
    );
    refused(
        &world,
        (subject(53), add("c1", &[]), given()),
        &["alias_taken"],
    );
    accepted(&world, (subject(53), add("C-3", &[]), given()));
}

#[test]
fn the_agencies_that_knew_the_child_are_of_the_partnership() {
    refused(
        &notified(),
        when(add("C-1", &[9]), given()),
        &["known_to_unknown"],
    );
    refused(
        &notified(),
        when(add("C-1", &[1, 1]), given()),
        &["known_to_repeated"],
    );
}

#[test]
fn what_is_counted_is_corrected_with_a_reason() {
    let correct = || Command::CorrectSubject {
        kind: SubjectKind::Child,
        age_band: AgeBand::UnderOne,
        sex: Sex::Female,
        ethnicity: Ethnicity::Unknown,
        disability: Disability::Unknown,
        looked_after: LookedAfter::Neither,
        placement: Placement::AtHome,
        plan_type: PlanType::NoPlan,
        known_to: Vec::new(),
    };
    accepted(&with_children(), when(correct(), because()));
    refused(
        &with_children(),
        when(correct(), given()),
        &["reason_required"],
    );
    refused(
        &notified(),
        when(correct(), because()),
        &["subject_not_added"],
    );
}

#[test]
fn whether_somebody_is_safe_is_asked_of_children() {
    let judge = || Command::JudgeSafety {
        safety: Safety::Safe,
        words: "In hospital, with a nurse".into(),
    };
    accepted(
        &with_children(),
        when(judge(), by(Role::ReviewGroupMember, None)),
    );
    let mother = add_subject("P-1", SubjectKind::ParentOrCarer);
    let world = on_from(with_children(), vec![(subject(53), mother)]);
    refused(&world, (subject(53), judge(), given()), &["not_a_child"]);
}

#[test]
fn a_safety_action_has_an_id_of_its_own_and_agencies_that_act() {
    let world = with_children();
    accepted(&world, when(record(81, &[1]), given()));
    refused(
        &world,
        when(record(81, &[]), given()),
        &["safety_agencies_missing"],
    );
    refused(
        &world,
        when(record(81, &[9]), given()),
        &["safety_agency_unknown"],
    );
    let world = on_from(world, vec![(subject(CHILD), record(81, &[1]).into())]);
    let again = (subject(BROTHER), record(81, &[1]), given());
    refused(&world, again, &["safety_action_already_recorded"]);
}

#[test]
fn an_agency_does_not_confirm_its_own_safety_action() {
    let history = vec![(subject(CHILD), record(81, &[1]).into())];
    let world = on_from(with_children(), history);
    let member = |agency| by(Role::ReviewGroupMember, Some(agency));
    refused(
        &world,
        when(confirm(81), member(1)),
        &["confirms_own_agency"],
    );
    accepted(&world, when(confirm(81), member(2)));
    accepted(&world, when(confirm(81), by(Role::Chair, None)));
    refused(
        &world,
        when(confirm(82), given()),
        &["safety_action_unknown"],
    );
    let world = on_from(world, vec![(subject(CHILD), confirm(81).into())]);
    refused(
        &world,
        when(confirm(81), given()),
        &["safety_action_already_confirmed"],
    );
    assert!(!world.subjects[&id(CHILD)].has_unconfirmed_action());
}

#[test]
fn words_about_a_child_are_recorded_at_any_time() {
    let circumstances = Command::RecordCircumstances {
        words: "Lived with both parents and a brother".into(),
    };
    accepted(&with_children(), when(circumstances, given()));
    let view = || Command::CaptureSubjectView {
        who: crate::audit_case::FamilyVoice::Child,
        words: "Nobody asked me".into(),
    };
    accepted(
        &with_children(),
        when(view(), by(Role::ReviewGroupMember, None)),
    );
    refused(&notified(), when(view(), given()), &["subject_not_added"]);
}
