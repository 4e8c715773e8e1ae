//! The audit year shows everything a year of audits and rounds can hold.

use super::*;
use events::audit::sample::{has_unconfirmed_concern, orphans, returns_outstanding};
use events::audit::{AuditKind, Stage, stage};
use events::audit_programme;
use events::ids::AuditId;
use events::service_return::Phase;

const TODAY: (i32, u32, u32) = (2026, 11, 22);

fn told() -> World {
    let (year, month, date) = TODAY;
    tell(day(year, month, date)).0
}

fn today() -> NaiveDate {
    day(TODAY.0, TODAY.1, TODAY.2)
}

/// The audits of a programme.
fn of_year(world: &World, name: &str) -> Vec<AuditId> {
    let all = world.audits_of_programme.get(&programme(name));
    all.into_iter().flatten().copied().collect()
}

/// The kind of an audit that is commissioned, of those given.
fn commissioned(stream: StreamId, command: &Command, audits: &[AuditId]) -> Option<AuditKind> {
    let Command::Audit(events::audit::Command::CommissionAudit { kind, .. }) = command else {
        return None;
    };
    audits.contains(&AuditId(stream.id)).then_some(*kind)
}

#[test]
fn this_years_eight_audits_are_of_every_kind_and_at_every_stage() {
    let world = told();
    let audits = of_year(&world, "this year");
    assert_eq!(audits.len(), 8);
    let kinds: BTreeSet<AuditKind> = history(PARTNERSHIP, today())
        .iter()
        .flat_map(|step| &step.commands)
        .filter_map(|(stream, command)| commissioned(*stream, command, &audits))
        .collect();
    assert_eq!(kinds, BTreeSet::from(AuditKind::ALL));
    let stages: BTreeSet<Stage> = audits
        .iter()
        .map(|id| stage(&world.audits[id], *id, &world))
        .collect();
    let all = [
        Stage::Commissioned,
        Stage::Sampled,
        Stage::Fieldwork,
        Stage::Moderated,
        Stage::Reported,
        Stage::Approved,
        Stage::Disseminated,
        Stage::Closed,
    ];
    assert_eq!(stages, BTreeSet::from(all));
}

#[test]
fn last_year_is_closed_below_its_minimum_and_the_group_knows() {
    let world = told();
    let last = &world.programmes[&programme("last year")];
    assert_eq!(last.phase, audit_programme::Phase::Closed);
    let known = last.shortfall.expect("a shortfall that was acknowledged");
    assert!(known.delivered < last.minimum);
    let this = &world.programmes[&programme("this year")];
    assert_eq!(this.phase, audit_programme::Phase::Agreed);
    assert_eq!(this.entries.values().filter(|one| one.dropped).count(), 1);
}

#[test]
fn a_child_is_unsafe_now_and_another_was_and_somebody_confirmed_it() {
    let world = told();
    assert!(has_unconfirmed_concern(audit("front-door"), &world));
    let confirmed = world.cases[&case("domestic-abuse", 4)].concerns.values();
    assert_eq!(confirmed.filter(|one| one.confirmed).count(), 1);
}

#[test]
fn agencies_still_owe_returns_of_the_audit_in_fieldwork() {
    let world = told();
    assert!(returns_outstanding(audit("front-door"), today(), &world) >= 8);
}

#[test]
fn an_audit_cannot_be_closed_yet_as_one_of_its_findings_leads_nowhere() {
    let world = told();
    let id = audit("neglect-repeat");
    let open: Vec<_> = orphans(&world.audits[&id], &world).collect();
    assert_eq!(open, [finding("neglect-repeat", 3)]);
}

#[test]
fn every_child_of_a_sample_has_a_line_of_its_own() {
    let world = told();
    let drawn = |name: &str| {
        let cases = world.cases_of_audit.get(&audit(name));
        cases.map_or(0, BTreeSet::len)
    };
    let all = [
        ("neglect", 11),
        ("discussions", 10),
        ("fathers", 6),
        ("custody", 4),
        ("domestic-abuse", 9),
        ("discussions-repeat", 10),
        ("neglect-repeat", 10),
        ("outside-home", 4),
        ("fathers-assessed", 7),
        ("front-door", 8),
        ("supervision", 6),
        ("return-conversations", 3),
    ];
    for (name, wanted) in all {
        assert_eq!(drawn(name), wanted, "{name}");
    }
}

#[test]
fn what_was_closed_as_done_is_open_again_where_a_repeat_found_it_no_better() {
    let world = told();
    let reopened = &world.recommendations[&recommendation("AU2")];
    assert_eq!(reopened.phase, events::recommendation::Phase::Reopened);
}

#[test]
fn the_returns_of_this_years_round_are_at_every_stage() {
    let world = told();
    let invited = &world.campaigns[&campaign("this year")].invited;
    let phases: BTreeSet<Phase> = invited
        .values()
        .map(|one| world.returns[&one.service_return].phase)
        .collect();
    let all = [
        Phase::InProgress,
        Phase::Submitted,
        Phase::Clarification,
        Phase::Challenged,
        Phase::Accepted,
        Phase::ActionsOpen,
        Phase::NonReturn,
    ];
    assert_eq!(phases, BTreeSet::from(all));
    let last = &world.campaigns[&campaign("last year")];
    assert!(last.report_approved);
    assert_eq!(last.phase, events::self_assessment::Phase::Closed);
}
