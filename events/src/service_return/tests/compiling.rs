//! Starting, carrying forward, answering.

use super::*;
use crate::ids::CampaignId;
use crate::self_assessment;

/// The earlier campaign with the agency's return, answered, signed off and handed in.
fn with_earlier(code: &str, opens: &str) -> World {
    let earlier = id::<CampaignId>(EARLIER_CAMPAIGN).into();
    let mut set = standards();
    code.clone_into(&mut set.code);
    let invite = invite(AGENCY, EARLIER_RETURN);
    let of = |command: Command, given| (earlier_return(), command.into(), given);
    let steps = vec![
        (earlier, open(opens, set).into(), coordinator()),
        (earlier, invite.into(), coordinator()),
        of(Command::StartReturn {}, contributor()),
        of(assess(LEADERSHIP, "met", &[EVIDENCE]), contributor()),
        of(assess(VOICE, "not_met", &[]), contributor()),
        of(sign_off(), lead()),
    ];
    then(started(), steps)
}

fn earlier_return() -> crate::ids::StreamId {
    id::<ReturnId>(EARLIER_RETURN).into()
}

fn with_earlier_submitted(code: &str, opens: &str) -> World {
    let submit = Command::SubmitReturn {}.into();
    let step = (earlier_return(), submit, lead());
    then(with_earlier(code, opens), vec![step])
}

fn carry(from: u128) -> Command {
    Command::CarryAnswersForward { from: id(from) }
}

fn reaffirm(standard: &str) -> Command {
    Command::ReaffirmAnswer {
        standard: standard.to_owned(),
    }
}

/// Both answers were carried forward.
fn carried() -> World {
    let world = with_earlier_submitted("small", "2025-04-01");
    then(world, vec![step(carry(EARLIER_RETURN), contributor())])
}

#[test]
fn an_agency_is_reminded_of_a_return_until_it_hands_it_in() {
    let remind = || step(Command::SendReturnReminder {}, coordinator());
    accepted(&asked(), remind());
    accepted(&started(), remind());
    let twice = then(started(), vec![remind()]);
    accepted(&twice, remind());
    refused(&nothing_asked(), remind(), &["return_not_invited"]);
    refused(&submitted(), remind(), &["return_already_submitted"]);
    let given_up = then(started(), vec![given_up(AGENCY)]);
    refused(&given_up, remind(), &["return_given_up"]);
    let own = step(Command::SendReturnReminder {}, lead());
    refused(&started(), own, &["role_may_not"]);
}

#[test]
fn only_an_invited_return_is_started_and_once() {
    accepted(&asked(), step(Command::StartReturn {}, contributor()));
    accepted(&asked(), step(Command::StartReturn {}, lead()));
    let uninvited = step(Command::StartReturn {}, contributor());
    refused(&nothing_asked(), uninvited, &["return_not_invited"]);
    let again = step(Command::StartReturn {}, contributor());
    refused(&started(), again, &["return_already_started"]);
    let unstarted = step(assess(VOICE, "met", &[EVIDENCE]), contributor());
    refused(&asked(), unstarted, &["return_not_started"]);
}

#[test]
fn a_return_is_not_started_before_its_campaign_opens() {
    let steps = [open("2026-07-01", standards()), invite(AGENCY, RETURN)];
    let steps = steps.map(|command| (campaign(), command.into(), coordinator()));
    let world = then(nothing_asked(), steps.to_vec());
    let early = step(Command::StartReturn {}, contributor());
    refused(&world, early, &["campaign_not_yet_open"]);
}

#[test]
fn only_the_agency_fills_its_own_return_in() {
    let world = started();
    let answer = || assess(VOICE, "not_met", &[]);
    accepted(&world, step(answer(), contributor()));
    refused(&world, step(answer(), other_lead()), &["not_your_agency"]);
    for other in [coordinator(), manager(), pqa_member(Some(AGENCY))] {
        refused(&world, step(answer(), other), &["role_may_not"]);
    }
}

#[test]
fn an_agency_that_left_fills_nothing_in() {
    let world = then(signed_off(), vec![leaves(AGENCY)]);
    for command in [assess(VOICE, "not_met", &[]), Command::SubmitReturn {}] {
        let when = step(command, lead());
        refused(&world, when, &["actor_agency_unknown", "agency_left"]);
    }
}

#[test]
fn an_answer_is_to_a_standard_of_the_set_with_a_score_of_its_scale() {
    let world = started();
    let events = accepted(
        &world,
        step(assess(LEADERSHIP, "met", &[EVIDENCE]), contributor()),
    );
    let expected = Event::StandardSelfAssessed {
        standard: LEADERSHIP.to_owned(),
        score: "met".to_owned(),
        narrative: "The board looks at it every quarter".into(),
        evidence: vec![id(EVIDENCE)],
    };
    assert_eq!(told(events), [expected]);
    let unknown = step(assess("weather", "not_met", &[]), contributor());
    refused(&world, unknown, &["standard_unknown"]);
    let unscaled = step(assess(VOICE, "excellent", &[]), contributor());
    refused(&world, unscaled, &["score_not_in_scale"]);
}

#[test]
fn met_is_shown_by_evidence_that_stands() {
    let world = started();
    let bare = step(assess(VOICE, "met", &[]), contributor());
    refused(&world, bare, &["met_without_evidence"]);
    let fell = step(assess(VOICE, "met", &[REJECTED]), contributor());
    refused(&world, fell, &["evidence_rejected"]);
    let unknown = step(assess(VOICE, "partly_met", &[UNKNOWN]), contributor());
    refused(&world, unknown, &["evidence_unknown"]);
    accepted(
        &world,
        step(assess(VOICE, "partly_met", &[]), contributor()),
    );
}

#[test]
fn earlier_answers_are_carried_forward_to_be_reaffirmed() {
    let world = carried();
    for standard in [LEADERSHIP, VOICE] {
        let answer = answer(&world, standard);
        assert_eq!(answer.affirmation, Affirmation::CarriedForward);
        assert_eq!(answer.words_in, id(EARLIER_RETURN));
    }
    assert_eq!(answer(&world, LEADERSHIP).evidence, [id(EVIDENCE)]);
    accepted(&world, step(reaffirm(LEADERSHIP), contributor()));
    let world = then(world, vec![step(reaffirm(LEADERSHIP), contributor())]);
    let reaffirmed = answer(&world, LEADERSHIP);
    assert_eq!(reaffirmed.affirmation, Affirmation::Reaffirmed);
    let again = step(reaffirm(LEADERSHIP), contributor());
    refused(&world, again, &["answer_not_carried_forward"]);
    let unknown = step(reaffirm("weather"), contributor());
    refused(
        &world,
        unknown,
        &["standard_unknown", "answer_not_carried_forward"],
    );
}

#[test]
fn an_answer_given_here_is_not_carried_over() {
    let own = step(assess(VOICE, "partly_met", &[]), contributor());
    let world = then(with_earlier_submitted("small", "2025-04-01"), vec![own]);
    let steps = vec![step(carry(EARLIER_RETURN), contributor())];
    let world = then(world, steps);
    assert_eq!(answer(&world, VOICE).affirmation, Affirmation::Own);
    let carried = answer(&world, LEADERSHIP);
    assert_eq!(carried.affirmation, Affirmation::CarriedForward);
    let again = step(carry(EARLIER_RETURN), contributor());
    refused(&world, again, &["nothing_to_carry_forward"]);
}

#[test]
fn answers_come_from_an_earlier_return_of_the_agency_to_the_same_standards() {
    let from = |number| step(carry(number), contributor());
    let unsent = with_earlier("small", "2025-04-01");
    refused(&unsent, from(EARLIER_RETURN), &["earlier_return_unknown"]);
    refused(&unsent, from(UNKNOWN), &["earlier_return_unknown"]);
    let later = with_earlier_submitted("small", "2026-05-01");
    refused(
        &later,
        from(EARLIER_RETURN),
        &["earlier_return_not_earlier"],
    );
    let others = with_earlier_submitted("other", "2025-04-01");
    refused(
        &others,
        from(EARLIER_RETURN),
        &["earlier_return_to_other_standards"],
    );
    accepted(
        &with_earlier_submitted("small", "2025-04-01"),
        from(EARLIER_RETURN),
    );
}

#[test]
fn another_agencys_answers_are_not_carried_over() {
    let world = with_earlier_submitted("small", "2025-04-01");
    let stream: crate::ids::StreamId = id::<ReturnId>(OTHER_RETURN).into();
    let begin = (stream, Command::StartReturn {}.into(), other_lead());
    let world = then(world, vec![begin]);
    let when = (stream, carry(EARLIER_RETURN), other_lead());
    refused(&world, when, &["earlier_return_of_other_agency"]);
}

#[test]
fn met_is_reaffirmed_only_while_its_evidence_stands() {
    let world = then(carried(), vec![reject(EVIDENCE)]);
    let fell = step(reaffirm(LEADERSHIP), contributor());
    refused(&world, fell, &["carried_met_without_evidence"]);
    accepted(&world, step(reaffirm(VOICE), contributor()));
}

#[test]
fn a_return_that_was_given_up_is_taken_up_again_with_its_answers() {
    let world = then(answered(), vec![given_up(AGENCY)]);
    let unstarted = step(assess(VOICE, "not_met", &[]), contributor());
    refused(&world, unstarted, &["return_not_started"]);
    let world = then(world, vec![step(Command::StartReturn {}, contributor())]);
    assert_eq!(state(&world).phase, Phase::InProgress);
    assert_eq!(state(&world).answers.len(), 2);
}

#[test]
fn the_campaign_says_whose_return_it_is() {
    let world = asked();
    assert_eq!(state(&world).agency, Some(id(AGENCY)));
    assert_eq!(state(&world).due, Some(day("2026-05-31")));
    assert_eq!(state(&world).standards(&world), Some(&standards()));
    let opened = &world.campaigns[&id::<CampaignId>(CAMPAIGN)];
    assert_eq!(opened.phase, self_assessment::Phase::Open);
}
