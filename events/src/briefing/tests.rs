//! The rules of a briefing, each with what it refuses and what it allows.

use super::fixture::{another, asked, briefing, draft, elsewhere, passage, published, step};
use super::*;
use crate::envelope::Role;
use crate::given_when_then::{accepted, actor, because, begun, day, given, id, on_from, refused};
use crate::ids::{AgencyId, RecommendationId};
use crate::world::{Given, World};

fn drafted() -> World {
    let mut world = begun();
    step(&mut world, draft(&Part::ALL), &given());
    world
}

fn cleared() -> World {
    let mut world = drafted();
    step(&mut world, Command::ClearBriefing {}, &another());
    world
}

fn withdrawn() -> World {
    on_from(
        asked(),
        vec![(briefing(1), Command::WithdrawBriefing {}.into())],
    )
}

fn on(written: &str) -> Given {
    Given {
        occurred_on: day(written),
        today: day("2026-08-01"),
        ..given()
    }
}

fn lead(agency: u128, written: &str) -> Given {
    Given {
        actor: actor(Role::AgencyLead, Some(id(agency))),
        ..on(written)
    }
}

fn publish() -> Command {
    Command::PublishBriefing {
        audience: "everybody".to_owned(),
    }
}

fn request(agencies: &[u128], due: &str) -> Command {
    Command::RequestCascade {
        agencies: agencies.iter().map(|number| id(*number)).collect(),
        due: day(due),
    }
}

fn confirm(agency: u128, teams: &[&str], reached: u32) -> Command {
    Command::ConfirmCascade {
        agency: id(agency),
        teams: teams.iter().map(|team| (*team).to_owned()).collect(),
        reached,
        how: "in team meetings".into(),
    }
}

fn chase(agency: u128) -> Command {
    Command::ChaseCascade { agency: id(agency) }
}

fn written(sources: Vec<Source>, parts: Vec<Passage>) -> Command {
    Command::RedraftBriefing {
        title: "Babies under one".to_owned(),
        sources,
        parts,
    }
}

fn no(world: &World, command: Command, given: Given, rules: &[&str]) {
    refused(world, (briefing(1), command, given), rules);
}

fn yes(world: &World, command: Command, given: Given) {
    assert!(!accepted(world, (briefing(1), command, given)).is_empty());
}

#[test]
fn a_briefing_rests_on_something_that_was_learned() {
    let words = || vec![passage(Part::Learned)];
    let world = drafted();
    no(
        &world,
        written(vec![], words()),
        given(),
        &["briefing_without_source"],
    );
    let twice = vec![elsewhere("A"), elsewhere("A")];
    no(
        &world,
        written(twice, words()),
        given(),
        &["source_named_twice"],
    );
    yes(
        &world,
        written(vec![elsewhere("A"), elsewhere("B")], words()),
        given(),
    );
}

#[test]
fn what_is_in_the_record_is_chosen_and_has_to_be_there() {
    let world = drafted();
    for kind in SourceKind::ALL {
        let title = "Something".to_owned();
        let unknown = Source {
            kind,
            id: Some(id::<RecommendationId>(7).0),
            title: title.clone(),
        };
        let words = || vec![passage(Part::Learned)];
        no(
            &world,
            written(vec![unknown], words()),
            given(),
            &["source_unknown"],
        );
        let unnamed = Source {
            kind,
            id: None,
            title,
        };
        if kind == SourceKind::Elsewhere {
            yes(&world, written(vec![unnamed], words()), given());
        } else {
            no(
                &world,
                written(vec![unnamed], words()),
                given(),
                &["source_not_chosen"],
            );
        }
    }
}

#[test]
fn a_briefing_rests_on_a_practice_review_and_on_what_it_says() {
    use crate::practice_review::fixture::{FINDING, REVIEW, drafted as reviewed};
    let mut world = reviewed();
    step(&mut world, draft(&Part::ALL), &given());
    for (kind, number) in [
        (SourceKind::PracticeReview, REVIEW),
        (SourceKind::Finding, FINDING),
        (SourceKind::LearningPoint, FINDING),
    ] {
        let source = |number| Source {
            kind,
            id: Some(id::<RecommendationId>(number).0),
            title: "Child Alder".to_owned(),
        };
        let words = || vec![passage(Part::Learned)];
        yes(&world, written(vec![source(number)], words()), given());
        let unknown = written(vec![source(number + 100)], words());
        no(&world, unknown, given(), &["source_unknown"]);
    }
}

#[test]
fn a_briefing_rests_on_a_rapid_review_and_on_what_was_learned_in_it() {
    use crate::rapid_review::fixture::{POINT, REVIEW, decided};
    use SourceKind::{LearningPoint, RapidReview};
    let mut world = decided();
    step(&mut world, draft(&Part::ALL), &given());
    for (kind, number) in [(RapidReview, REVIEW), (LearningPoint, POINT)] {
        let source = |number| Source {
            kind,
            id: Some(id::<RecommendationId>(number).0),
            title: "Rapid review SI-07".to_owned(),
        };
        let says = |number| written(vec![source(number)], vec![passage(Part::Learned)]);
        yes(&world, says(number), given());
        no(&world, says(number + 100), given(), &["source_unknown"]);
    }
}

#[test]
fn a_briefing_has_words_each_heading_once_and_a_theme_of_the_partnership() {
    let world = drafted();
    let source = || vec![elsewhere("A")];
    no(
        &world,
        written(source(), vec![]),
        given(),
        &["briefing_without_words"],
    );
    let twice = vec![passage(Part::Why), passage(Part::Why)];
    no(
        &world,
        written(source(), twice),
        given(),
        &["heading_twice"],
    );
    let strange = Command::DraftBriefing {
        reference: "B2".to_owned(),
        title: "Something".to_owned(),
        theme: Some("no such theme".to_owned()),
        sources: source(),
        parts: vec![passage(Part::Why)],
    };
    no(&begun(), strange, given(), &["briefing_theme_unknown"]);
    yes(&begun(), draft(&[Part::Why]), given());
}

#[test]
fn nobody_clears_what_they_wrote() {
    let mut world = drafted();
    no(
        &world,
        Command::ClearBriefing {},
        given(),
        &["clears_own_draft"],
    );
    yes(&world, Command::ClearBriefing {}, another());
    step(
        &mut world,
        written(vec![elsewhere("A")], vec![passage(Part::Why)]),
        &Given {
            actor: {
                let mut one = another().actor;
                if let crate::envelope::Actor::Person { role, .. } = &mut one {
                    *role = Role::PqaCoordinator;
                }
                one
            },
            ..given()
        },
    );
    no(
        &world,
        Command::ClearBriefing {},
        another(),
        &["clears_own_draft"],
    );
    no(
        &cleared(),
        Command::ClearBriefing {},
        another(),
        &["briefing_already_cleared"],
    );
}

#[test]
fn what_is_not_cleared_as_it_stands_is_not_published() {
    no(&drafted(), publish(), given(), &["publish_uncleared"]);
    let mut world = cleared();
    yes(&world, publish(), given());
    step(
        &mut world,
        written(vec![elsewhere("A")], vec![passage(Part::Why)]),
        &given(),
    );
    no(&world, publish(), given(), &["publish_uncleared"]);
}

#[test]
fn a_briefing_says_what_was_learned_and_what_is_asked_before_it_goes_out() {
    let mut world = begun();
    step(&mut world, draft(&[Part::Learned]), &given());
    step(&mut world, Command::ClearBriefing {}, &another());
    no(&world, publish(), given(), &["learning_missing"]);
    let mut world = begun();
    step(&mut world, draft(&[Part::Learned, Part::ToDo]), &given());
    step(&mut world, Command::ClearBriefing {}, &another());
    yes(&world, publish(), given());
}

#[test]
fn what_is_published_stands_until_it_is_withdrawn_with_a_reason() {
    let world = published();
    for again in [
        publish(),
        Command::ClearBriefing {},
        written(vec![elsewhere("A")], vec![passage(Part::Why)]),
    ] {
        no(
            &world,
            again,
            another_team(),
            &["briefing_already_published"],
        );
    }
    no(
        &world,
        Command::WithdrawBriefing {},
        given(),
        &["reason_required"],
    );
    yes(&world, Command::WithdrawBriefing {}, because());
}

fn another_team() -> Given {
    let mut one = another();
    if let crate::envelope::Actor::Person { role, .. } = &mut one.actor {
        *role = Role::CsprCoordinator;
    }
    one
}

#[test]
fn what_is_withdrawn_is_not_passed_on() {
    let world = withdrawn();
    for command in [
        request(&[1], "2026-07-01"),
        chase(1),
        publish(),
        Command::WithdrawBriefing {},
    ] {
        no(&world, command, because(), &["briefing_withdrawn"]);
    }
    no(
        &world,
        confirm(1, &["Duty"], 4),
        lead(1, "2026-06-20"),
        &["briefing_withdrawn"],
    );
    assert_eq!(world.briefings[&id(1)].outstanding().count(), 0);
    assert_eq!(asked().briefings[&id(1)].outstanding().count(), 2);
}

#[test]
fn nothing_is_passed_on_before_it_is_published() {
    for world in [drafted(), cleared()] {
        for command in [request(&[1], "2026-07-01"), chase(1)] {
            no(&world, command, given(), &["cascade_before_publication"]);
        }
        no(
            &world,
            confirm(1, &["Duty"], 4),
            lead(1, "2026-06-20"),
            &["cascade_before_publication"],
        );
    }
    yes(&published(), request(&[1], "2026-07-01"), given());
}

#[test]
fn member_agencies_are_asked_once_with_a_day_to_come() {
    let world = published();
    no(
        &world,
        request(&[], "2026-07-01"),
        given(),
        &["cascade_of_nobody"],
    );
    no(
        &world,
        request(&[9], "2026-07-01"),
        given(),
        &["cascade_agency_unknown"],
    );
    no(
        &world,
        request(&[1], "2026-06-14"),
        given(),
        &["cascade_due_passed"],
    );
    no(
        &world,
        request(&[1, 1], "2026-07-01"),
        given(),
        &["cascade_already_asked"],
    );
    no(
        &asked(),
        request(&[1], "2026-07-01"),
        given(),
        &["cascade_already_asked"],
    );
    let both = accepted(
        &world,
        (briefing(1), request(&[1, 2], "2026-06-15"), given()),
    );
    assert_eq!(both.len(), 2);
}

#[test]
fn an_agency_confirms_once_and_only_what_it_was_asked() {
    let mut world = published();
    step(&mut world, request(&[1], "2026-07-01"), &given());
    no(
        &world,
        confirm(2, &["Duty"], 4),
        lead(2, "2026-06-20"),
        &["cascade_not_asked"],
    );
    yes(&world, confirm(1, &["Duty"], 4), lead(1, "2026-06-20"));
    step(&mut world, confirm(1, &["Duty"], 4), &lead(1, "2026-06-20"));
    no(
        &world,
        confirm(1, &["Duty"], 4),
        lead(1, "2026-06-21"),
        &["cascade_already_confirmed"],
    );
}

#[test]
fn only_the_agencys_own_lead_confirms() {
    let world = asked();
    no(
        &world,
        confirm(1, &["Duty"], 4),
        lead(2, "2026-06-20"),
        &["not_your_agency"],
    );
    no(&world, confirm(1, &["Duty"], 4), given(), &["role_may_not"]);
    yes(&world, confirm(2, &["Duty"], 4), lead(2, "2026-06-20"));
}

#[test]
fn people_are_reached_in_teams_that_are_named_once() {
    let world = asked();
    let by = || lead(1, "2026-06-20");
    no(&world, confirm(1, &[], 4), by(), &["cascade_without_team"]);
    no(
        &world,
        confirm(1, &["Duty"], 0),
        by(),
        &["cascade_reached_nobody"],
    );
    no(
        &world,
        confirm(1, &["Duty", "duty "], 4),
        by(),
        &["team_named_twice"],
    );
    yes(&world, confirm(1, &["Duty", "Court"], 4), by());
}

#[test]
fn an_agency_is_chased_when_it_is_late_and_once_a_day() {
    let mut world = asked();
    no(&world, chase(1), on("2026-07-01"), &["cascade_not_overdue"]);
    no(&world, chase(9), on("2026-07-02"), &["cascade_not_asked"]);
    yes(&world, chase(1), on("2026-07-02"));
    step(&mut world, chase(1), &on("2026-07-02"));
    no(
        &world,
        chase(1),
        on("2026-07-02"),
        &["cascade_chased_today"],
    );
    yes(&world, chase(1), on("2026-07-03"));
    step(&mut world, confirm(1, &["Duty"], 4), &lead(1, "2026-07-05"));
    no(
        &world,
        chase(1),
        on("2026-07-06"),
        &["cascade_already_confirmed"],
    );
}

#[test]
fn nothing_happens_before_what_it_follows_from() {
    no(
        &cleared(),
        publish(),
        on("2026-06-14"),
        &["before_its_cause"],
    );
    no(
        &asked(),
        confirm(1, &["Duty"], 4),
        lead(1, "2026-06-14"),
        &["before_its_cause"],
    );
    yes(&cleared(), publish(), on("2026-06-15"));
}

#[test]
fn a_briefing_is_drafted_once_and_before_anything_else() {
    no(
        &drafted(),
        draft(&Part::ALL),
        given(),
        &["briefing_already_drafted"],
    );
    for command in [publish(), request(&[1], "2026-07-01"), chase(1)] {
        no(&begun(), command, given(), &["briefing_not_drafted"]);
    }
}

#[test]
fn what_is_said_of_an_agency_is_known_to_be() {
    let agency: AgencyId = id(2);
    let asked = Event::CascadeRequested {
        agency,
        due: day("2026-07-01"),
    };
    assert_eq!(asked.about_agency(), Some(agency));
    assert_eq!(Event::BriefingCleared {}.about_agency(), None);
}
