//! The rapid review a practice review comes from, and the children and family of both: what one of
//! them says stands in a stream of their own.

use super::*;
use crate::envelope::Role;
use crate::event::Event as Any;
use crate::ids::IncidentId;
use crate::rapid_review::{self, Outcome, fixture as rapid};
use crate::review_subject::{self, SubjectOf};
use crate::serious_incident::fixture::{self as incident, CHILD, INCIDENT};

/// A review made of the rapid review of the tests, or of another.
fn commission_from(kind: ReviewKind, from: u128) -> Command {
    let mut command = commission(kind, "2026-06-15");
    if let Command::CommissionReview { rapid_review, .. } = &mut command {
        *rapid_review = Some(id(from));
    }
    command
}

/// The partners decided otherwise, all of one mind.
fn decided_for(outcome: Outcome) -> World {
    let position = |one: u128| rapid::position(one, outcome, None);
    let command = rapid_review::Command::DecideReview {
        outcome,
        criteria: Vec::new(),
        positions: [1, 2, 3].map(position).to_vec(),
        rationale: "What was learned is clear".into(),
    };
    rapid::then(rapid::met(), vec![command])
}

/// At work, and made of the rapid review of an incident with two children.
fn led() -> World {
    let local = commission_from(ReviewKind::Local, rapid::REVIEW);
    then(rapid::decided(), vec![local])
}

fn said(words: Option<&str>) -> Command {
    Command::RecordFamilyContribution {
        number: 1,
        words: words.map(Into::into),
    }
}

fn declined(words: Option<&str>) -> Command {
    Command::RecordFamilyDeclined {
        number: 1,
        words: words.map(Into::into),
    }
}

/// Whoever was invited before everybody of the family stood in the record.
fn invited_without_record(mut world: World) -> World {
    let invited = Any::PracticeReview(Event::FamilyInvited {
        number: 1,
        alias: "Mother of Alder".to_owned(),
        subject: None,
        how: "By letter".into(),
    });
    let envelope = crate::given_when_then::envelope(review(REVIEW), day("2026-06-01"));
    world.evolve_parts(&envelope, &invited);
    world
}

#[test]
fn a_review_comes_from_a_rapid_review_that_decided_for_it() {
    let local = || commission_from(ReviewKind::Local, rapid::REVIEW);
    yes(&rapid::decided(), local());
    assert_eq!(state(&led()).rapid_review, Some(id(rapid::REVIEW)));
    let unknown = commission_from(ReviewKind::Local, 99);
    no(&rapid::decided(), unknown, &["rapid_review_unknown"]);
    let otherwise = &["rapid_review_decided_otherwise"];
    // Nothing is decided yet.
    no(&rapid::met(), local(), otherwise);
    no(&decided_for(Outcome::NoReview), local(), otherwise);
    let other = || commission_from(ReviewKind::OtherLearning, rapid::REVIEW);
    no(&rapid::decided(), other(), otherwise);
    yes(&decided_for(Outcome::OtherLearning), other());
    let national = commission_from(ReviewKind::NationalAdopted, rapid::REVIEW);
    yes(&decided_for(Outcome::NationalSuggested), national);
}

#[test]
fn one_rapid_review_leads_to_one_review_of_a_kind() {
    let again = |kind| {
        let mut command = commission_from(kind, rapid::REVIEW);
        if let Command::CommissionReview { reference, .. } = &mut command {
            "LCSPR 2026-2".clone_into(reference);
        }
        (review(2), command, given())
    };
    let led_already = &["rapid_review_already_led"];
    refused(&led(), again(ReviewKind::Local), led_already);
    accepted(&led(), again(ReviewKind::Thematic));
}

#[test]
fn somebody_of_the_review_or_of_its_incident_is_invited_once_under_their_own_alias() {
    let world = with_mother(led());
    yes(&world, invite(MOTHER));
    yes(&world, invite(CHILD));
    no(&world, invite(99), &["subject_unknown"]);
    // The children of an incident belong to no review that does not come from it.
    let apart = commission(ReviewKind::Local, "2026-06-15");
    let world = then(rapid::decided(), vec![apart]);
    no(&world, invite(CHILD), &["subject_unknown"]);
    let world = then(with_mother(led()), vec![invite(MOTHER)]);
    let member = &state(&world).family[&1];
    assert_eq!(member.alias, "P-1");
    assert_eq!(member.subject, Some(id(MOTHER)));
    no(&world, invite(MOTHER), &["family_already_invited"]);
    yes(&world, invite(CHILD));
}

#[test]
fn somebody_of_another_review_is_not_invited() {
    let world = with_mother(underway());
    let other = commission(ReviewKind::OtherLearning, "2026-05-01");
    let mut other = (review(2), other);
    if let Command::CommissionReview { reference, .. } = &mut other.1 {
        "OLR 1".clone_into(reference);
    }
    let world = on_from(world, vec![(other.0, other.1.into())]);
    refused(
        &world,
        (review(2), invite(MOTHER), given()),
        &["subject_unknown"],
    );
}

#[test]
fn what_a_child_or_family_member_says_stands_in_their_own_record() {
    let world = then(with_mother(underway()), vec![invite(MOTHER)]);
    let own = &["words_in_own_record"];
    yes(&world, said(None));
    no(&world, said(Some("Nobody asked me how I was")), own);
    yes(&world, declined(None));
    no(&world, declined(Some("It is too early")), own);
    let mother = crate::ids::ReviewSubjectId::from(id::<uuid::Uuid>(MOTHER));
    let view = review_subject::Command::CaptureSubjectView {
        who: crate::audit_case::FamilyVoice::Parent,
        words: "Nobody asked me how I was".into(),
    };
    let group = by(Role::ReviewGroupMember, None);
    accepted(&world, (mother.into(), view, group));
}

#[test]
fn somebody_invited_before_everybody_had_a_record_is_still_quoted() {
    let world = invited_without_record(underway());
    yes(&world, said(Some("Nobody asked me how I was")));
    yes(&world, declined(Some("It is too early")));
}

#[test]
fn whoever_was_invited_takes_part_or_would_rather_not() {
    no(&underway(), said(None), &["family_member_unknown"]);
    no(&underway(), declined(None), &["family_member_unknown"]);
    let world = then(with_mother(underway()), vec![invite(MOTHER)]);
    let world = then(world, vec![declined(None)]);
    no(&world, declined(None), &["family_already_declined"]);
    // Somebody may come round.
    yes(&world, said(None));
}

#[test]
fn a_child_or_family_member_is_added_to_a_review_at_work() {
    let of = SubjectOf::PracticeReview(id(REVIEW));
    let add = |of, alias: &str| (incident::subject(53), add_to(of, alias), given());
    accepted(&underway(), add(of, "P-1"));
    let unknown = &["practice_review_unknown"];
    refused(&partnered(), add(of, "P-1"), unknown);
    refused(&published(), add(of, "P-1"), &["practice_review_ended"]);
    refused(&closed(), add(of, "P-1"), &["practice_review_ended"]);
    refused(&underway(), add(of, "Mother"), &["alias_malformed"]);
    let world = with_mother(underway());
    refused(&world, add(of, "p1"), &["alias_taken"]);
    accepted(&world, add(of, "P-2"));
}

#[test]
fn an_alias_is_one_persons_in_the_incident_and_in_the_review_made_of_it() {
    let of = SubjectOf::PracticeReview(id(REVIEW));
    let add = |of, alias: &str| (incident::subject(53), add_to(of, alias), given());
    refused(&led(), add(of, "C-1"), &["alias_taken"]);
    accepted(&led(), add(of, "P-1"));
    let at_incident = SubjectOf::Incident(id::<IncidentId>(INCIDENT));
    let world = with_mother(led());
    refused(&world, add(at_incident, "P-1"), &["alias_taken"]);
    accepted(&world, add(at_incident, "P-2"));
}
