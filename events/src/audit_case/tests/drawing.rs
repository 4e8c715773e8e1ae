//! Drawing a case, and taking it out of the count.

use super::*;

/// [`draw_case`] after a change of some of its fields.
macro_rules! draw_with {
    ($($field:ident: $value:expr),*) => {{
        let mut command = draw_case(AUDIT, "A-01");
        if let Command::DrawCase { $($field,)* .. } = &mut command {
            $(*$field = $value;)*
        }
        command
    }};
}

#[test]
fn a_case_is_drawn_once_for_an_audit_whose_sample_is_not_frozen() {
    let draw = || when(draw_case(AUDIT, "A-01"), given());
    accepted(&commissioned(), draw());
    refused(&drawn(), draw(), &["case_already_drawn"]);
    let unknown = when(draw_case(9, "A-01"), given());
    refused(&commissioned(), unknown, &["audit_unknown"]);
    for world in [sampled(), approved()] {
        let late = (case(19), draw_case(AUDIT, "A-19"), given());
        refused(&world, late, &["sample_frozen"]);
    }
    let late = (case(19), draw_case(AUDIT, "A-19"), given());
    refused(&closed(), late, &["audit_not_open"]);
}

#[test]
fn an_alias_names_nobody_and_is_the_only_one_of_its_audit() {
    let named = when(draw_case(AUDIT, "Anna"), given());
    refused(&commissioned(), named, &["alias_malformed"]);
    let postcode = when(draw_case(AUDIT, "SW1A 1AA"), given());
    refused(
        &commissioned(),
        postcode,
        &["alias_malformed", "looks_like_identifier"],
    );
    for taken in ["A-01", "a01"] {
        let again = (case(19), draw_case(AUDIT, taken), given());
        refused(&drawn(), again, &["alias_taken"]);
    }
    let mut other = crate::audit::fixture::commission();
    if let crate::audit::Command::CommissionAudit { reference, .. } = &mut other {
        "A2".clone_into(reference);
    }
    let world = on_from(drawn(), vec![(audit(5), other.into())]);
    accepted(&world, (case(19), draw_case(5, "A-01"), given()));
}

#[test]
fn a_case_is_worked_with_by_agencies_the_audit_looks_at() {
    let world = commissioned();
    let none = when(draw_with!(agencies: vec![]), given());
    refused(&world, none, &["case_agencies_missing"]);
    let twice = when(draw_with!(agencies: vec![id(1), id(1)]), given());
    refused(&world, twice, &["case_agency_repeated"]);
    let other = when(draw_with!(agencies: vec![id(1), id(9)]), given());
    refused(&world, other, &["agency_not_audited"]);
    accepted(&world, when(draw_with!(agencies: vec![id(1)]), given()));
}

#[test]
fn a_case_is_excluded_with_a_reason_and_said_where_it_was_graded_before() {
    let exclude = || Command::ExcludeCase {};
    refused(&sampled(), when(exclude(), given()), &["reason_required"]);
    accepted(&drawn(), when(exclude(), because()));
    for (world, flagged) in [
        (sampled(), Exclusion::BeforeGrading),
        (graded(), Exclusion::AfterGrading),
    ] {
        let world = then(world, vec![exclude()]);
        assert_eq!(world.cases[&id(CASE)].excluded, Some(flagged));
        refused(&world, when(exclude(), because()), &["case_excluded"]);
    }
    let late = when(exclude(), because());
    refused(&approved(), late, &["audit_report_approved"]);
}

#[test]
fn an_excluded_case_is_neither_returned_nor_graded_but_still_a_child() {
    let world = then(asked(), vec![Command::ExcludeCase {}]);
    for command in [
        receive(1),
        grade_own(1, "G"),
        grade_as_peer("G"),
        moderate("G"),
    ] {
        refused(&world, when(command, because()), &["case_excluded"]);
    }
    accepted(&world, when(raise(31), given()));
}

#[test]
fn nothing_happens_to_a_case_nobody_drew_or_whose_audit_ended() {
    for command in [
        receive(1),
        grade_as_peer("G"),
        raise(31),
        Command::ExcludeCase {},
    ] {
        let unknown = (case(99), command.clone(), because());
        refused(&sampled(), unknown, &["case_not_drawn"]);
        refused(&closed(), when(command, because()), &["audit_not_open"]);
    }
}

#[test]
fn fieldwork_begins_with_a_frozen_sample_and_ends_with_the_report() {
    for command in [grade_own(1, "G"), grade_as_peer("G"), moderate("G")] {
        refused(
            &drawn(),
            when(command.clone(), because()),
            &["sample_not_drawn"],
        );
        let late = when(command, because());
        refused(&approved(), late, &["audit_report_approved"]);
    }
}

#[test]
fn the_coordinator_runs_an_audit_and_nobody_outside_the_sub_group_does() {
    let draw = |given| when(draw_case(AUDIT, "A-01"), given);
    let world = commissioned();
    accepted(&world, draw(by(Role::PqaCoordinator, None)));
    for role in [
        Role::Chair,
        Role::PqaMember,
        Role::CsprCoordinator,
        Role::Administrator,
    ] {
        refused(&world, draw(by(role, None)), &["role_may_not"]);
    }
}
