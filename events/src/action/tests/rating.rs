//! Rating and moderating.

use super::super::fixture::*;
use super::super::{Command, Event, Phase};
use super::{ACTION, after, agreed, agreed_bare, check, claimed, verified};
use crate::ids::AgencyId;

/// A rating as an owner gives it, and what it leads to.
struct Rate {
    code: &'static str,
    commentary: Option<&'static str>,
    as_at: &'static str,
    cause: Option<&'static str>,
}

impl Rate {
    fn of(code: &'static str) -> Self {
        Self {
            code,
            commentary: None,
            as_at: TODAY,
            cause: None,
        }
    }

    fn saying(mut self, commentary: &'static str) -> Self {
        self.commentary = Some(commentary);
        self
    }

    fn speaking_of(mut self, as_at: &'static str) -> Self {
        self.as_at = as_at;
        self
    }

    fn since(mut self, cause: &'static str) -> Self {
        self.cause = Some(cause);
        self
    }

    fn asked(&self) -> Asked<Command> {
        ask(Command::RateAction {
            code: self.code.into(),
            commentary: self.commentary.map(Into::into),
            as_at: day(self.as_at),
            external_cause: self.cause.map(Into::into),
        })
        .by(council_lead())
    }

    fn rated(&self) -> Event {
        Event::RagRated {
            code: self.code.into(),
            scheme: 1,
            commentary: self.commentary.map(Into::into),
            as_at: day(self.as_at),
            external_cause: self.cause.map(Into::into),
        }
    }

    fn allowed(&self, given: Vec<Event>) {
        check(given, self.asked(), leads_to(self.rated()));
    }

    fn refused(&self, given: Vec<Event>, rule: &'static str) {
        check(given, self.asked(), breaks([rule]));
    }
}

/// Due at the end of a day.
fn due(to: &str) -> Vec<Event> {
    vec![agreed_owned(), Event::DueDateSet { to: day(to) }]
}

fn agreed_owned() -> Event {
    let mut event = agreed_bare();
    if let Event::ActionAgreed { owners, .. } = &mut event {
        owners.push(owner(COUNCIL));
    }
    event
}

#[test]
fn red_and_amber_are_explained() {
    for code in ["R", "A"] {
        Rate::of(code).refused(vec![agreed()], "rating_without_commentary");
        let blank = Rate::of(code).saying("  ");
        blank.refused(vec![agreed()], "rating_without_commentary");
        let said = Rate::of(code).saying("Two posts are vacant");
        said.allowed(vec![agreed()]);
    }
    Rate::of("G").allowed(vec![agreed()]);
}

#[test]
fn green_is_refused_past_the_due_date_until_completion_is_verified() {
    for code in ["G", "B"] {
        Rate::of(code).allowed(due(TODAY));
        Rate::of(code).refused(due("2026-05-31"), "green_past_due");
        let mut given = due("2026-05-31");
        given.push(claimed());
        Rate::of(code).refused(given.clone(), "green_past_due");
        given.push(verified());
        Rate::of(code).allowed(given);
    }
}

#[test]
fn green_is_judged_by_the_day_the_rating_speaks_of() {
    Rate::of("G")
        .speaking_of("2026-05-31")
        .allowed(due("2026-05-31"));
}

#[test]
fn green_stays_possible_after_an_extension() {
    let mut given = due("2026-05-31");
    given.push(Event::DueDateExtended {
        from: day("2026-05-31"),
        to: day("2026-08-31"),
    });
    Rate::of("G").allowed(given);
}

#[test]
fn white_is_refused_after_the_start() {
    Rate::of("W").refused(vec![agreed()], "white_after_start");
    Rate::of("W")
        .speaking_of("2026-01-01")
        .allowed(vec![agreed()]);
    Rate::of("W").allowed(vec![agreed_owned()]);
}

#[test]
fn purple_needs_an_external_cause_and_a_decision_that_stands() {
    let given = || vec![agreed()];
    let purple = Rate::of("P").since("The grant ended");
    let by_decision = purple.asked().decided_in(decided(MEETING, STANDING));
    check(given(), by_decision, leads_to(purple.rated()));
    purple.refused(given(), "purple_without_decision");
    for decision in [RESCINDED, UNRATIFIED, UNKNOWN] {
        let asked = purple.asked().decided_in(decided(MEETING, decision));
        check(given(), asked, breaks(["purple_without_decision"]));
    }
    let causeless = Rate::of("P").asked().decided_in(decided(MEETING, STANDING));
    check(given(), causeless, breaks(["purple_without_cause"]));
    let neither = breaks(["purple_without_cause", "purple_without_decision"]);
    check(given(), Rate::of("P").asked(), neither);
}

#[test]
fn giving_an_action_up_needs_a_decision_that_stands() {
    let discontinue = |cause: &str| {
        ask(Command::DiscontinueAction {
            external_cause: cause.into(),
        })
    };
    let by_decision = discontinue("The grant ended").decided_in(decided(MEETING, STANDING));
    check(vec![agreed()], by_decision, leads_to(super::discontinued()));
    let undecided = discontinue("The grant ended");
    check(
        vec![agreed()],
        undecided,
        breaks(["purple_without_decision"]),
    );
}

#[test]
fn a_rating_is_a_letter_of_the_plans_key() {
    Rate::of("X").refused(vec![agreed()], "rating_not_in_key");
    let small = ask(Command::RateAction {
        code: "g".into(),
        commentary: None,
        as_at: day(TODAY),
        external_cause: None,
    });
    check(vec![agreed()], small, leads_to(Rate::of("G").rated()));
}

#[test]
fn a_rating_does_not_speak_of_the_future() {
    let future = Rate::of("G").speaking_of("2026-06-02");
    future.refused(vec![agreed()], "rating_of_a_future_day");
}

fn moderate(to: &str) -> Asked<Command> {
    ask(Command::ModerateRating { to: to.into() }).because("the evidence says otherwise")
}

fn moderated(from: &str, to: &str) -> Event {
    Event::RagModerated {
        from: from.into(),
        to: to.into(),
        scheme: 1,
    }
}

fn rated(code: &'static str) -> Vec<Event> {
    vec![agreed(), Rate::of(code).rated()]
}

#[test]
fn a_rating_is_moderated_to_another_with_a_reason() {
    check(rated("G"), moderate("R"), leads_to(moderated("G", "R")));
    check(rated("G"), moderate("g"), breaks(["rating_unchanged"]));
    check(rated("G"), moderate("X"), breaks(["rating_not_in_key"]));
    check(vec![agreed()], moderate("R"), breaks(["not_yet_rated"]));
    let silent = ask(Command::ModerateRating { to: "R".into() });
    check(rated("G"), silent, breaks(["reason_required"]));
}

#[test]
fn a_moderated_rating_is_held_to_the_same_dates_and_decisions() {
    check(rated("A"), moderate("W"), breaks(["white_after_start"]));
    check(
        rated("A"),
        moderate("P"),
        breaks(["purple_without_decision"]),
    );
    let by_decision = moderate("P").decided_in(decided(MEETING, STANDING));
    check(rated("A"), by_decision, leads_to(moderated("A", "P")));
    let mut late = due("2026-05-31");
    late.push(Rate::of("A").rated());
    check(late, moderate("G"), breaks(["green_past_due"]));
}

#[test]
fn the_latest_day_a_rating_speaks_of_counts() {
    let mut given = rated("G");
    given.push(Rate::of("A").speaking_of("2026-03-31").rated());
    let scene = after(given);
    let rating = scene.world.actions[&id(ACTION)].rating.clone().unwrap();
    assert_eq!((rating.code.as_str(), rating.as_at), ("G", day(TODAY)));
}

#[test]
fn white_means_not_started_and_any_other_colour_underway() {
    for (code, phase) in [("W", Phase::NotStarted), ("A", Phase::Underway)] {
        let scene = after(rated(code));
        let state = &scene.world.actions[&id(ACTION)];
        assert_eq!(state.phase_in(&scene.world.partnership), phase);
    }
    let accepted = Event::ActionAccepted {
        agency: Some(id::<AgencyId>(COUNCIL)),
    };
    let scene = after(vec![agreed(), accepted]);
    let state = &scene.world.actions[&id(ACTION)];
    assert_eq!(state.phase_in(&scene.world.partnership), Phase::Accepted);
}
