//! What nobody finds who may not see it: it is not shown, not counted, and not marked.

use super::*;

#[test]
fn an_agency_finds_its_own_work_and_nothing_of_anothers() {
    let record = Record::full();
    let found = record.found(&lead(POLICE), "bruise", &Asked::default());
    assert_eq!(
        streams(&found.hits),
        BTreeSet::from([RECOMMENDATION.into(), ACTION.into(), CASE.into()])
    );
    let counted: usize = found.by_kind.values().sum();
    assert_eq!((found.total, counted), (3, 3), "{:?}", found.by_kind);
    let theirs = record.found(&lead(COUNCIL), "bruise", &Asked::default());
    assert_eq!(streams(&theirs.hits), BTreeSet::from([CASE.into()]));
    assert!(marked(&theirs.hits[0]).contains("explained away"));
}

#[test]
fn of_a_case_an_agency_finds_what_its_own_return_says() {
    let record = Record::full();
    for (agency, own, other) in [
        (POLICE, "nothing", "explained"),
        (COUNCIL, "explained", "wrote"),
    ] {
        assert_eq!(record.found(&lead(agency), own, &Asked::default()).total, 1);
        let found = record.found(&lead(agency), other, &Asked::default());
        assert_eq!((found.total, found.by_kind.len()), (0, 0), "{other}");
    }
}

#[test]
fn what_is_too_sensitive_is_found_by_those_who_are_cleared_for_it() {
    let record = Record::full();
    let found = |role| record.found(&Sight::of(role, None), "photographs", &Asked::default());
    assert_eq!(found(Role::PqaCoordinator).total, 1);
    let member = found(Role::PqaMember);
    assert_eq!(
        (member.total, member.by_kind.len(), member.hits.len()),
        (0, 0, 0)
    );
}

#[test]
fn later_words_that_are_more_sensitive_are_not_found_where_the_thing_is() {
    let record = Record::full();
    record.give_as(
        Acting::default(),
        Classification::OfficialSensitive,
        ACTION,
        "report_progress",
        json!({ "text": "The lanternkeeper was spoken to" }),
    );
    let found = |role| record.found(&Sight::of(role, None), "lanternkeeper", &Asked::default());
    assert_eq!(found(Role::Chair).total, 1);
    assert_eq!(found(Role::PqaMember).total, 0);
    // Leaving the word out tells no more than asking for it.
    let without = |typed| record.found(&Sight::of(Role::PqaMember, None), typed, &Asked::default());
    assert_eq!(
        without("officers").total,
        without("officers -lanternkeeper").total
    );
}

#[test]
fn an_inspector_finds_what_the_request_is_about() {
    let record = Record::full();
    let sight = Sight::of(Role::Inspector, None);
    let everything = record.found(&sight, "bruise", &Asked::default());
    assert_eq!(everything.total, 5);
    let within = sight.within([StreamId::from(ACTION)]);
    let found = record.found(&within, "bruise", &Asked::default());
    assert_eq!(streams(&found.hits), BTreeSet::from([ACTION.into()]));
    assert_eq!(found.by_kind.values().sum::<usize>(), 1);
}

#[test]
fn roles_that_read_no_narrative_find_none() {
    let record = Record::full();
    for role in [Role::Administrator, Role::LogAuditor, Role::AgencyLead] {
        let found = record.found(&Sight::of(role, None), "bruise", &Asked::default());
        assert_eq!((found.total, found.by_kind.len()), (0, 0), "{role:?}");
    }
}

#[test]
fn a_correction_that_a_reader_does_not_see_is_not_told() {
    let record = Record::full();
    let add = json!({ "agency": COUNCIL, "words": "Seen by the council" });
    record.give_as(
        lead_acting(COUNCIL),
        Classification::Official,
        CASE,
        "capture_practitioner_reflection",
        add,
    );
    assert_eq!(
        record
            .found(&lead(POLICE), "council", &Asked::default())
            .total,
        0
    );
    assert_eq!(
        record
            .found(&lead(COUNCIL), "council", &Asked::default())
            .total,
        1
    );
}

#[test]
fn similar_wording_is_only_that_of_what_the_reader_sees() {
    let record = Record::full();
    let text = "On first visits bruises are not measured";
    assert_eq!(record.alike(&lead(POLICE), text, None).len(), 1);
    assert!(record.alike(&lead(COUNCIL), text, None).is_empty());
}
