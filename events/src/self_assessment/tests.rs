//! The rules of a round of self-assessments, each with what it refuses and what it allows.

use super::{CampaignKind, Command, Event, Phase, StandardsSet, shipped};
use crate::envelope::Role;
use crate::event::Event as Any;
use crate::given_when_then::{accepted, actor, day, decided_in, given, held, id, refused};
use crate::ids::{AgencyId, CampaignId, MeetingId, ReturnId, StreamId};
use crate::service_return::{self, fixture::*};
use crate::world::{Given, World};
use std::collections::BTreeSet;

fn opened() -> World {
    let open = open("2026-04-01", standards());
    then(
        nothing_asked(),
        vec![(campaign(), open.into(), coordinator())],
    )
}

fn report_missing(agency: u128) -> Command {
    Command::ReportNonReturn { agency: id(agency) }
}

fn escalate(agency: u128) -> Command {
    Command::EscalateOverdueReturn {
        agency: id(agency),
        to: "Director of Children's Services".to_owned(),
    }
}

fn phase(world: &World, number: u128) -> service_return::Phase {
    world.returns[&id::<ReturnId>(number)].phase
}

/// A campaign with a later due day that asked the agency.
fn not_yet_due() -> World {
    let invite = Command::InviteReturn {
        agency: id(AGENCY),
        service_return: id(RETURN),
        due: Some(day("2026-06-30")),
    };
    then(opened(), vec![(campaign(), invite.into(), coordinator())])
}

/// The agency's return was accepted and the other's given up.
fn settled() -> World {
    then(accepted_return(), vec![given_up(OTHER_AGENCY)])
}

#[test]
fn a_campaign_is_opened_once() {
    let world = nothing_asked();
    let open_it = || open("2026-04-01", standards());
    let events = accepted(&world, (campaign(), open_it(), coordinator()));
    assert_eq!(events.len(), 1);
    refused(
        &opened(),
        (campaign(), open_it(), coordinator()),
        &["campaign_already_opened"],
    );
    for command in [
        invite(AGENCY, RETURN),
        escalate(AGENCY),
        report_missing(AGENCY),
        Command::CloseCampaign {},
    ] {
        let when = (campaign(), command, with_reason(coordinator()));
        refused(&world, when, &["campaign_not_opened"]);
    }
}

#[test]
fn a_campaign_is_not_due_before_it_opens() {
    let backwards = Command::OpenCampaign {
        kind: CampaignKind::Section11,
        title: "Backwards".to_owned(),
        opens: day("2026-04-01"),
        due: day("2026-03-31"),
        standards: standards(),
    };
    let when = (campaign(), backwards, coordinator());
    refused(&nothing_asked(), when, &["due_before_opening"]);
}

#[test]
fn a_set_of_standards_is_sound() {
    let broken: [fn(&mut StandardsSet); 8] = [
        |set| set.version = 0,
        |set| set.citations.clear(),
        |set| set.standards.clear(),
        |set| set.standards[1].key = LEADERSHIP.to_owned(),
        |set| set.scale[1].code = "met".to_owned(),
        |set| set.scale.truncate(1),
        |set| set.scale[0].counts_as_met = false,
        |set| set.scale.clear(),
    ];
    for change in broken {
        let mut set = standards();
        change(&mut set);
        assert!(!set.faults().is_empty());
        let when = (campaign(), open("2026-04-01", set), coordinator());
        refused(&nothing_asked(), when, &["standards_unsound"]);
    }
    assert_eq!(standards().faults(), []);
}

#[test]
fn a_numbered_set_is_never_edited_only_added_to() {
    let another: StreamId = id::<CampaignId>(EARLIER_CAMPAIGN).into();
    let mut changed = standards();
    changed.standards[0].statement = "it is quite so".to_owned();
    let when = (another, open("2026-05-01", changed.clone()), coordinator());
    refused(&opened(), when, &["standards_version_changed"]);
    changed.version = 2;
    accepted(
        &opened(),
        (another, open("2026-05-01", changed), coordinator()),
    );
    accepted(
        &opened(),
        (another, open("2026-05-01", standards()), coordinator()),
    );
    let mut ours = shipped(CampaignKind::Section11)[0].clone();
    ours.title = "Ours now".to_owned();
    let when = (another, open("2026-05-01", ours), coordinator());
    refused(&opened(), when, &["standards_version_changed"]);
}

#[test]
fn the_shipped_sets_are_sound_and_say_where_they_come_from() {
    for kind in CampaignKind::ALL {
        let sets = shipped(kind);
        assert!(!sets.is_empty());
        let numbers: BTreeSet<u32> = sets.iter().map(|set| set.version).collect();
        assert_eq!(numbers.len(), sets.len());
        for set in sets {
            assert_eq!(set.faults(), []);
            assert!((8..=12).contains(&set.standards.len()), "{}", set.title);
            for standard in &set.standards {
                assert!(!standard.citations.is_empty(), "{}", standard.key);
                let good = standard.what_good_looks_like.len();
                assert!(good >= 3, "{}", standard.key);
            }
            // Every text fits, and none looks like an identifier.
            let open = Command::OpenCampaign {
                kind,
                title: kind.title().to_owned(),
                opens: day("2026-04-01"),
                due: day("2026-05-31"),
                standards: set.clone(),
            };
            accepted(&nothing_asked(), (campaign(), open, coordinator()));
        }
    }
}

#[test]
fn an_agency_is_asked_once_and_its_return_begins_with_that() {
    let world = opened();
    let events = accepted(&world, (campaign(), invite(AGENCY, RETURN), coordinator()));
    let invited = Event::ReturnInvited {
        agency: id(AGENCY),
        service_return: id(RETURN),
        due: day("2026-05-31"),
    };
    assert_eq!(events, [Any::SelfAssessment(invited)]);
    let world = asked();
    assert_eq!(phase(&world, RETURN), service_return::Phase::Invited);
    assert!(world.exists(the_return()));
    let of_campaign = &world.returns_of_campaign[&id(CAMPAIGN)];
    let expected = BTreeSet::from([id(RETURN), id(OTHER_RETURN)]);
    assert_eq!(*of_campaign, expected);
    let again = (campaign(), invite(AGENCY, UNKNOWN), coordinator());
    refused(&world, again, &["agency_already_invited"]);
    let another: StreamId = id::<CampaignId>(EARLIER_CAMPAIGN).into();
    let open_it = (
        another,
        open("2026-05-01", standards()).into(),
        coordinator(),
    );
    let world = then(world, vec![open_it]);
    let taken = (another, invite(AGENCY, RETURN), coordinator());
    refused(&world, taken, &["return_already_invited"]);
    accepted(&world, (another, invite(AGENCY, UNKNOWN), coordinator()));
}

#[test]
fn only_members_are_asked_and_not_before_the_campaign_opens() {
    let unknown = (campaign(), invite(UNKNOWN, RETURN), coordinator());
    refused(&opened(), unknown, &["agency_unknown"]);
    let world = then(opened(), vec![leaves(OTHER_AGENCY)]);
    let left = (campaign(), invite(OTHER_AGENCY, RETURN), coordinator());
    refused(&world, left, &["agency_not_member"]);
    accepted(&world, (campaign(), invite(AGENCY, RETURN), coordinator()));
    let due = |on: &str| Command::InviteReturn {
        agency: id(AGENCY),
        service_return: id(RETURN),
        due: Some(day(on)),
    };
    let early = (campaign(), due("2026-03-31"), coordinator());
    refused(&opened(), early, &["return_due_before_opening"]);
    accepted(&opened(), (campaign(), due("2026-04-01"), coordinator()));
}

#[test]
fn only_a_return_that_is_overdue_is_escalated() {
    let world = asked();
    accepted(&world, (campaign(), escalate(AGENCY), coordinator()));
    let unasked = (campaign(), escalate(UNKNOWN), coordinator());
    refused(&world, unasked, &["agency_not_invited"]);
    let early = (campaign(), escalate(AGENCY), coordinator());
    refused(&not_yet_due(), early, &["return_not_overdue"]);
    let came = (campaign(), escalate(AGENCY), coordinator());
    refused(&submitted(), came, &["return_not_overdue"]);
    let world = then(world, vec![given_up(AGENCY)]);
    let given_up = (campaign(), escalate(AGENCY), coordinator());
    refused(&world, given_up, &["return_not_overdue"]);
}

#[test]
fn a_return_that_did_not_come_is_reported_once_with_a_reason() {
    let world = asked();
    let unexplained = (campaign(), report_missing(AGENCY), coordinator());
    refused(&world, unexplained, &["reason_required"]);
    let explained = |agency| {
        (
            campaign(),
            report_missing(agency),
            with_reason(coordinator()),
        )
    };
    accepted(&world, explained(AGENCY));
    refused(&world, explained(UNKNOWN), &["agency_not_invited"]);
    refused(&not_yet_due(), explained(AGENCY), &["return_not_yet_due"]);
    refused(&submitted(), explained(AGENCY), &["return_not_missing"]);
    let world = then(world, vec![given_up(AGENCY)]);
    assert_eq!(phase(&world, RETURN), service_return::Phase::NonReturn);
    let again = explained(AGENCY);
    refused(&world, again, &["non_return_already_reported"]);
}

#[test]
fn an_agency_that_left_half_way_need_not_be_waited_for() {
    let explained = (
        campaign(),
        report_missing(AGENCY),
        with_reason(coordinator()),
    );
    let world = then(not_yet_due(), vec![leaves(AGENCY)]);
    accepted(&world, explained.clone());
    // It can answer nothing any more, so that a return not yet accepted is given up as well.
    let world = then(submitted(), vec![leaves(AGENCY)]);
    accepted(&world, explained.clone());
    let world = then(accepted_return(), vec![leaves(AGENCY)]);
    refused(&world, explained, &["return_not_missing"]);
}

#[test]
fn a_campaign_closes_once_every_return_is_accepted_or_given_up() {
    let close_it = || (campaign(), Command::CloseCampaign {}, coordinator());
    refused(&asked(), close_it(), &["returns_unsettled"]);
    refused(&accepted_return(), close_it(), &["returns_unsettled"]);
    let submitted = then(submitted(), vec![given_up(OTHER_AGENCY)]);
    refused(&submitted, close_it(), &["returns_unsettled"]);
    accepted(&settled(), close_it());
    let world = then(settled(), vec![close()]);
    assert_eq!(world.campaigns[&id(CAMPAIGN)].phase, Phase::Closed);
    for command in [
        Command::CloseCampaign {},
        invite(UNKNOWN, UNKNOWN),
        escalate(AGENCY),
        report_missing(AGENCY),
    ] {
        let when = (campaign(), command, with_reason(coordinator()));
        refused(&world, when, &["campaign_closed"]);
    }
}

#[test]
fn a_return_given_up_that_came_after_all_is_waited_for_again() {
    let mut steps = vec![given_up(OTHER_AGENCY), given_up(AGENCY)];
    steps.push(step(service_return::Command::StartReturn {}, contributor()));
    let world = then(signed_off(), steps);
    // Filling it in changes nothing yet; handing it in does.
    accepted(
        &world,
        (campaign(), Command::CloseCampaign {}, coordinator()),
    );
    let steps = vec![
        step(sign_off(), lead()),
        step(service_return::Command::SubmitReturn {}, lead()),
    ];
    let world = then(world, steps);
    let close_it = (campaign(), Command::CloseCampaign {}, coordinator());
    refused(&world, close_it, &["returns_unsettled"]);
}

#[test]
fn the_report_of_all_returns_is_approved_once_in_a_meeting_that_was_held() {
    let meeting: MeetingId = id(1);
    let hold = (meeting.into(), held("2026-06-10", &[1, 2]).into(), given());
    let by = |world_given: Given| Given {
        actor: coordinator().actor,
        ..world_given
    };
    let approve = |number: u128| Command::ApproveCompositeReport { report: id(number) };
    let in_meeting = || by(decided_in(meeting, None));
    let world = then(settled(), vec![hold.clone()]);
    accepted(&world, (campaign(), approve(EVIDENCE), in_meeting()));
    let chair = Given {
        actor: actor(Role::Chair, None),
        ..in_meeting()
    };
    accepted(&world, (campaign(), approve(EVIDENCE), chair));
    let nowhere = (campaign(), approve(EVIDENCE), coordinator());
    refused(&world, nowhere, &["report_approved_by_no_meeting"]);
    let unknown = (campaign(), approve(UNKNOWN), in_meeting());
    refused(&world, unknown, &["evidence_unknown"]);
    let early = then(accepted_return(), vec![hold]);
    let early_asked = (campaign(), approve(EVIDENCE), in_meeting());
    refused(&early, early_asked, &["returns_unsettled"]);
    // Often the board sees it after the campaign was closed.
    let world = then(world, vec![close()]);
    let approval = (campaign(), approve(EVIDENCE).into(), in_meeting());
    let world = then(world, vec![approval]);
    let again = (campaign(), approve(EVIDENCE), in_meeting());
    refused(&world, again, &["report_already_approved"]);
}

#[test]
fn only_the_partnerships_own_team_runs_a_campaign() {
    let world = opened();
    let ask = || (campaign(), invite(AGENCY, RETURN));
    for allowed in [coordinator(), manager()] {
        let (stream, command) = ask();
        accepted(&world, (stream, command, allowed));
    }
    for other in [lead(), contributor(), pqa_member(None)] {
        let (stream, command) = ask();
        refused(&world, (stream, command, other), &["role_may_not"]);
    }
}

#[test]
fn the_words_of_a_kind_stay_as_they_are_stored() {
    for kind in CampaignKind::ALL {
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.word());
    }
    let agency: AgencyId = id(AGENCY);
    let event = Event::NonReturnReported {
        agency,
        service_return: id(RETURN),
    };
    assert_eq!(event.about_return(), Some(id(RETURN)));
    assert_eq!(Event::CampaignClosed {}.about_return(), None);
}
