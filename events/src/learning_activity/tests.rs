//! The rules of a learning activity, each with what it refuses and what it allows.

use super::fixture::{activity, held, planned, row, schedule, then};
use super::*;
use crate::briefing::fixture::published;
use crate::given_when_then::{accepted, because, begun, day, given, id, refused};
use crate::world::{Given, World};

use ActivityKind::{Course, Forum, LearningEvent, Newsletter};

fn on(written: &str) -> Given {
    Given {
        occurred_on: day(written),
        today: day("2027-08-01"),
        ..given()
    }
}

fn hold(rows: Vec<Attendance>) -> Command {
    Command::HoldActivity { attendance: rows }
}

fn issue(sent_to: u32) -> Command {
    Command::IssueNewsletter { sent_to }
}

fn ask(answered: u32, useful: Option<u32>) -> Command {
    Command::EvaluateActivity {
        answered,
        useful,
        said: "practical".into(),
    }
}

fn look(n: u32) -> Command {
    Command::EvaluatePracticeImpact {
        method: LaterMethod::CaseAudit,
        n,
        seen: "babies were seen awake".into(),
    }
}

fn judge() -> Command {
    Command::JudgeEffectOnPractice {
        effect: Effect::Some,
        because: "more visits say where the baby sleeps".into(),
    }
}

fn needs() -> Command {
    Command::AnalyseTrainingNeeds {
        how: "asked team managers".into(),
        needs: "seeing babies".into(),
    }
}

fn assure() -> Command {
    Command::AssureCourseQuality {
        standard: Standard::Met,
        seen: "watched it".into(),
    }
}

fn again() -> Command {
    Command::RecommissionCourse {
        because: "it changed practice".into(),
    }
}

fn no(world: &World, command: Command, given: Given, rules: &[&str]) {
    refused(world, (activity(), command, given), rules);
}

fn yes(world: &World, command: Command, given: Given) -> crate::event::Event {
    accepted(world, (activity(), command, given)).remove(0)
}

/// Plans with one thing changed.
fn planning(change: impl FnOnce(&mut Planned)) -> Command {
    let mut planned = Planned {
        kind: Course,
        theme: None,
        places: Some(20),
        briefings: Vec::new(),
        months: Some(3),
    };
    change(&mut planned);
    Command::ScheduleActivity {
        kind: planned.kind,
        reference: "C1".to_owned(),
        title: "Seeing babies".to_owned(),
        theme: planned.theme,
        on: day("2026-09-01"),
        places: planned.places,
        briefings: planned.briefings,
        look_after_months: planned.months,
    }
}

struct Planned {
    kind: ActivityKind,
    theme: Option<String>,
    places: Option<u32>,
    briefings: Vec<crate::ids::BriefingId>,
    months: Option<u32>,
}

#[test]
fn an_activity_is_planned_once_and_before_anything_else() {
    no(
        &planned(Course),
        schedule(Course),
        given(),
        &["activity_already_scheduled"],
    );
    for command in [hold(vec![row(1, 1, 0, 1)]), issue(5), needs()] {
        no(&begun(), command, given(), &["activity_not_scheduled"]);
    }
    for kind in ActivityKind::ALL {
        yes(&begun(), schedule(kind), given());
    }
}

#[test]
fn places_are_some_and_a_newsletter_has_none() {
    let world = begun();
    let without = planning(|one| one.places = Some(0));
    no(&world, without, given(), &["no_places"]);
    let newsletter = planning(|one| one.kind = Newsletter);
    no(&world, newsletter, given(), &["newsletter_with_places"]);
    yes(&world, planning(|one| one.places = None), given());
}

#[test]
fn a_course_says_when_its_effect_on_practice_is_looked_at() {
    let world = begun();
    let unset = planning(|one| one.months = None);
    no(&world, unset, given(), &["course_without_later_look"]);
    for months in [0, 37] {
        let strange = planning(|one| one.months = Some(months));
        no(&world, strange, given(), &["later_look_too_early"]);
    }
    yes(&world, planning(|one| one.months = Some(36)), given());
}

#[test]
fn a_theme_is_the_partnerships_and_a_briefing_named_is_published() {
    let strange = planning(|one| one.theme = Some("no such theme".to_owned()));
    no(&begun(), strange, given(), &["activity_theme_unknown"]);
    let spreading = || planning(|one| one.briefings = vec![id(1)]);
    no(&begun(), spreading(), given(), &["briefing_not_published"]);
    yes(&published(), spreading(), given());
}

#[test]
fn no_more_attend_than_booked_or_walked_in() {
    let world = planned(Course);
    for over in [row(1, 3, 1, 5), row(1, 0, 0, 1)] {
        no(&world, hold(vec![over]), given(), &["attended_over_booked"]);
    }
    yes(&world, hold(vec![row(1, 3, 1, 4)]), given());
}

#[test]
fn an_agency_has_one_row_and_is_the_partnerships() {
    let world = planned(Course);
    let twice = vec![row(1, 1, 0, 1), row(1, 1, 0, 1)];
    no(&world, hold(twice), given(), &["attendance_agency_twice"]);
    let strange = vec![row(9, 1, 0, 1)];
    no(
        &world,
        hold(strange),
        given(),
        &["attendance_agency_unknown"],
    );
    yes(
        &world,
        hold(vec![row(1, 1, 0, 1), row(2, 1, 0, 1)]),
        given(),
    );
}

#[test]
fn no_more_book_than_there_are_places_unless_it_is_said_why() {
    let world = planned(Course);
    let crowded = || hold(vec![row(1, 15, 0, 10), row(2, 6, 0, 6)]);
    no(&world, crowded(), given(), &["booked_over_places"]);
    yes(&world, crowded(), because());
    yes(&world, hold(vec![row(1, 20, 0, 10)]), given());
}

#[test]
fn what_nobody_attended_was_not_held() {
    let world = planned(Forum);
    no(&world, hold(vec![]), given(), &["nobody_attended"]);
    no(
        &world,
        hold(vec![row(1, 4, 0, 0)]),
        given(),
        &["nobody_attended"],
    );
}

#[test]
fn each_kind_takes_place_in_its_own_way() {
    let one = || hold(vec![row(1, 1, 0, 1)]);
    for kind in [Forum, LearningEvent, Course] {
        let event = yes(&planned(kind), one(), given());
        let crate::event::Event::LearningActivity(event) = event else {
            panic!("{event:?}")
        };
        assert_eq!(matches!(event, Event::ForumHeld { .. }), kind == Forum);
        assert_eq!(
            matches!(event, Event::LearningEventHeld { .. }),
            kind == LearningEvent
        );
        assert_eq!(
            matches!(event, Event::CourseDelivered { .. }),
            kind == Course
        );
        no(
            &planned(kind),
            issue(9),
            given(),
            &["only_newsletters_are_issued"],
        );
    }
    let newsletter = planned(Newsletter);
    no(&newsletter, one(), given(), &["newsletter_is_issued"]);
    no(&newsletter, issue(0), given(), &["sent_to_nobody"]);
    yes(&newsletter, issue(900), given());
}

#[test]
fn what_has_taken_place_or_was_called_off_does_not_take_place_again() {
    let one = || hold(vec![row(1, 1, 0, 1)]);
    no(&held(Course), one(), given(), &["activity_already_held"]);
    no(
        &held(Course),
        Command::CancelActivity {},
        because(),
        &["activity_already_held"],
    );
    no(
        &planned(Course),
        Command::CancelActivity {},
        given(),
        &["reason_required"],
    );
    let cancelled = then(planned(Course), vec![Command::CancelActivity {}]);
    no(&cancelled, one(), given(), &["activity_cancelled"]);
}

#[test]
fn nothing_follows_from_what_has_not_taken_place() {
    for command in [ask(1, None), look(5), judge(), again()] {
        no(&planned(Course), command, given(), &["activity_not_held"]);
    }
    no(
        &planned(Course),
        hold(vec![row(1, 1, 0, 1)]),
        on("2026-06-14"),
        &["held_before_scheduled"],
    );
    no(
        &held(Course),
        ask(1, None),
        on("2026-06-14"),
        &["before_its_cause"],
    );
    yes(&held(Course), ask(1, None), given());
}

#[test]
fn no_more_answer_than_attended_and_none_of_them_twice() {
    let world = held(Forum);
    no(&world, ask(13, None), given(), &["answered_over_attended"]);
    no(&world, ask(0, None), given(), &["nobody_answered"]);
    no(&world, ask(9, Some(10)), given(), &["useful_over_answered"]);
    yes(&world, ask(12, Some(12)), given());
    let asked = then(world, vec![ask(9, Some(7))]);
    no(&asked, ask(9, None), given(), &["already_evaluated"]);
    let issued = then(planned(Newsletter), vec![issue(900)]);
    no(
        &issued,
        ask(9, None),
        given(),
        &["newsletter_not_evaluated"],
    );
}

#[test]
fn practice_is_looked_at_when_the_months_that_were_set_have_passed() {
    let world = held(Course);
    no(&world, look(8), on("2026-09-14"), &["later_look_too_soon"]);
    no(&world, look(0), on("2026-09-15"), &["nobody_looked_at"]);
    let seen = yes(&world, look(8), on("2026-09-15"));
    let crate::event::Event::LearningActivity(Event::PracticeImpactEvaluated {
        after_months, ..
    }) = seen
    else {
        panic!("{seen:?}")
    };
    assert_eq!(after_months, 3);
    let unset = held(Forum);
    no(&unset, look(8), on("2026-12-15"), &["later_look_not_set"]);
}

#[test]
fn an_effect_on_practice_is_not_claimed_from_what_people_say_as_they_leave() {
    let asked = then(held(Course), vec![ask(9, Some(9))]);
    no(
        &asked,
        judge(),
        on("2026-12-15"),
        &["effect_from_immediate_evaluation"],
    );
    let mut looked = asked;
    let later = on("2026-09-20");
    for event in accepted(&looked, (activity(), look(8), later.clone())) {
        let happened = crate::given_when_then::envelope(activity(), later.occurred_on);
        looked.evolve_parts(&happened, &event);
    }
    no(&looked, judge(), on("2026-09-19"), &["judged_before_look"]);
    yes(&looked, judge(), on("2026-09-20"));
}

#[test]
fn only_a_course_is_analysed_assured_and_asked_for_again() {
    for command in [needs(), assure()] {
        yes(&planned(Course), command.clone(), given());
        no(&planned(Forum), command, given(), &["not_a_course"]);
    }
    yes(&held(Course), again(), given());
    no(&held(Forum), again(), given(), &["not_a_course"]);
    let asked = then(held(Course), vec![again()]);
    no(&asked, again(), given(), &["already_recommissioned"]);
}

#[test]
fn months_are_counted_whole() {
    for (from, to, months) in [
        ("2026-06-15", "2026-09-14", 2),
        ("2026-06-15", "2026-09-15", 3),
        ("2026-01-31", "2026-02-28", 1),
        ("2026-06-15", "2026-06-15", 0),
        ("2026-06-15", "2026-01-01", 0),
    ] {
        assert_eq!(months_between(day(from), day(to)), months, "{from} {to}");
    }
}
