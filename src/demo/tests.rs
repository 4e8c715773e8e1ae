//! The whole history goes through the rules, on whichever day the demo is started.

mod audit_year;
mod learning;
mod subjects;

use super::*;
use crate::acting::Acting;
use crate::clock::day_in_england;
use chrono::{Datelike, NaiveTime, Timelike, Weekday};
use events::action;
use events::envelope::{Actor, Classification, Envelope, Moment};
use events::evidence::Standing;
use events::identifiers;
use events::ids::{EventId, StreamKind};
use events::partnership::defaults;
use events::recommendation::Phase;
use events::text::Text;
use events::world::{Given, World};
use std::collections::BTreeSet;
use uuid::Uuid;

const PARTNERSHIP: StreamId = StreamId {
    kind: StreamKind::Partnership,
    id: Uuid::from_u128(1),
};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the tests")
}

/// Days on which the demo is started: a Sunday, a leap day, one after Easter, one beyond the
/// shipped bank holidays, every day around Christmas, and one in every month.
fn start_days() -> Vec<NaiveDate> {
    let christmas = (20..=31).map(|d| day(2026, 12, d));
    let months = (1..=12).map(|month| day(2027, month, 4));
    let others = [(2026, 11, 22), (2028, 2, 29), (2027, 3, 30), (2031, 6, 2)];
    let others = others.map(|(y, m, d)| day(y, m, d));
    others.into_iter().chain(christmas).chain(months).collect()
}

fn given(actor: Actor, today: NaiveDate, step: Option<&Step>) -> Given {
    Given {
        actor,
        occurred_on: step.and_then(|step| step.occurred_on).unwrap_or(today),
        today,
        now: Moment::new(today.and_time(NaiveTime::MIN).and_utc()),
        reason: step.and_then(|step| step.reason.clone()).map(Text::plain),
        decided_in: step.and_then(|step| step.decided_in),
        late: false,
        identifiers_confirmed: false,
    }
}

fn envelope(stream: StreamId, given: &Given, position: u64, at: DateTime<Utc>) -> Envelope {
    Envelope {
        actor: given.actor.clone(),
        causation: None,
        classification: Classification::default(),
        correlation: None,
        decided_in: given.decided_in,
        id: EventId(Uuid::from_u128(u128::from(position))),
        identifiers: Vec::new(),
        late: false,
        occurred_on: given.occurred_on,
        position,
        reason: given.reason.clone(),
        recorded_at: Moment::new(at),
        schema: events::event::SCHEMA,
        stream,
        type_name: String::new(),
        version: position,
    }
}

/// Tells the history to the rules; every refusal, with its step.
fn tell(today: NaiveDate) -> (World, Vec<String>) {
    let mut world = World::default();
    let mut refused = Vec::new();
    let mut position = 0;
    let opening = begins(today);
    let first = given(Actor::System, day_in_england(opening), None);
    let begun = defaults(first.today)
        .into_iter()
        .map(|command| (PARTNERSHIP, Command::Partnership(command)))
        .collect();
    let mut record =
        |commands, given: &Given, at: DateTime<Utc>| match world.decide_all(commands, given) {
            Ok(happened) => {
                for (stream, event) in happened {
                    position += 1;
                    world.evolve_parts(&envelope(stream, given, position, at), &event);
                }
            }
            Err(broken) => {
                for (index, refusal) in broken {
                    refused.push(format!("{at} command {index}: {} {refusal}", refusal.rule));
                }
            }
        };
    record(begun, &first, opening);
    for step in history(PARTNERSHIP, today) {
        let actor = Acting {
            user: crate::acting::User::ActingAs,
            role: step.acting.0,
            agency: step.acting.1,
        }
        .actor();
        let given = given(actor, day_in_england(step.at), Some(&step));
        record(step.commands.clone(), &given, step.at);
    }
    (world, refused)
}

#[test]
fn every_step_is_accepted_by_the_rules_whenever_the_demo_is_started() {
    for today in start_days() {
        let (_, refused) = tell(today);
        assert!(
            refused.is_empty(),
            "started on {today}:\n{}",
            refused.join("\n")
        );
    }
}

#[test]
fn the_history_ends_a_few_days_before_today_after_about_eighteen_months() {
    for today in start_days() {
        let steps = history(PARTNERSHIP, today);
        let first = steps.first().expect("a first step").at.date_naive();
        let last = steps.last().expect("a last step").at.date_naive();
        let ago = |day: NaiveDate| today.signed_duration_since(day).num_days();
        assert!(
            (3..=19).contains(&ago(last)),
            "{today}: the last step is on {last}"
        );
        assert!(
            (535..=560).contains(&ago(first)),
            "{today}: the first step is on {first}"
        );
    }
}

#[test]
fn nothing_lies_after_today_and_recorded_time_never_decreases() {
    for today in start_days() {
        let mut last = begins(today);
        for step in history(PARTNERSHIP, today) {
            assert!(step.at > last, "{} does not come after {last}", step.at);
            last = step.at;
            assert!(step.at.date_naive() < today);
            let recorded = day_in_england(step.at);
            assert!(step.occurred_on.is_none_or(|happened| happened < recorded));
        }
    }
}

#[test]
fn steps_are_recorded_on_working_days_and_in_office_hours() {
    for today in start_days() {
        for step in history(PARTNERSHIP, today) {
            let weekend = matches!(step.at.weekday(), Weekday::Sat | Weekday::Sun);
            assert!(
                !weekend && dates::is_office_day(step.at.date_naive()),
                "{}",
                step.at
            );
            assert!((8..17).contains(&step.at.hour()), "{}", step.at);
        }
    }
}

#[test]
fn the_same_day_always_gives_the_same_history() {
    let told = |today| format!("{:?}", history(PARTNERSHIP, today));
    assert_eq!(told(day(2026, 11, 22)), told(day(2026, 11, 22)));
}

#[test]
fn ids_do_not_depend_on_the_day_the_demo_is_started() {
    let streams = |today| -> BTreeSet<StreamId> {
        let steps = history(PARTNERSHIP, today);
        steps
            .iter()
            .flat_map(|step| &step.commands)
            .map(|(stream, _)| *stream)
            .collect()
    };
    assert_eq!(streams(day(2026, 11, 22)), streams(day(2028, 2, 29)));
    assert!(streams(day(2027, 1, 4)).contains(&action("1.1").into()));
}

#[test]
fn no_text_looks_like_an_identifier() {
    for step in history(PARTNERSHIP, day(2026, 11, 22)) {
        let mut texts: Vec<String> = step.reason.iter().cloned().collect();
        for (_, command) in &step.commands {
            let (_, data) = command.to_parts().expect("a command has parts");
            strings(&data, &mut texts);
        }
        let file = step.file.as_ref();
        texts.extend(file.and_then(|file| String::from_utf8(file.bytes.clone()).ok()));
        for text in texts {
            assert!(identifiers::find(&text).is_empty(), "{text}");
        }
    }
}

/// Every string but ids and hashes, which are no words.
fn strings(data: &serde_json::Value, found: &mut Vec<String>) {
    match data {
        serde_json::Value::String(words) => {
            let hash = words.len() == 64 && words.bytes().all(|byte| byte.is_ascii_hexdigit());
            if words.parse::<Uuid>().is_err() && !hash {
                found.push(words.clone());
            }
        }
        serde_json::Value::Array(items) => {
            for item in items {
                strings(item, found);
            }
        }
        serde_json::Value::Object(fields) => {
            for value in fields.values() {
                strings(value, found);
            }
        }
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => {}
    }
}

#[test]
fn every_file_is_the_one_the_log_keeps_the_hash_of() {
    let mut files = 0;
    for step in history(PARTNERSHIP, day(2026, 11, 22)) {
        let Some(file) = &step.file else { continue };
        files += 1;
        assert!(!file.bytes.is_empty(), "{}", file.name);
        let lodged = step
            .commands
            .iter()
            .find_map(|(stream, command)| match command {
                Command::Evidence(events::evidence::Command::LodgeEvidence { file, .. }) => {
                    file.clone().map(|file| (*stream, file))
                }
                Command::Meeting(events::meeting::Command::FreezePaper { file, .. }) => {
                    Some((*stream, file.clone()))
                }
                Command::Partnership(_)
                | Command::Plan(_)
                | Command::Recommendation(_)
                | Command::Action(_)
                | Command::Evidence(_)
                | Command::Meeting(_)
                | Command::Gap(_)
                | Command::Account(_)
                | Command::SelfAssessment(_)
                | Command::ServiceReturn(_)
                | Command::SeriousIncident(_)
                | Command::RapidReview(_)
                | Command::ReviewSubject(_)
                | Command::PracticeReview(_)
                | Command::Briefing(_)
                | Command::LearningActivity(_)
                | Command::ChildDeathLearning(_)
                | Command::AuditProgramme(_)
                | Command::Audit(_)
                | Command::AuditCase(_)
                | Command::Inspection(_)
                | Command::EvidencePack(_)
                | Command::Erasure(_)
                | Command::LegalHold(_) => None,
            });
        let (stream, kept) = lodged.expect("a file goes with evidence or a paper");
        assert_eq!(stream, file.place.thing);
        assert_eq!(kept, files::reference_to(file));
    }
    assert!(files >= 20, "{files}");
}

#[test]
fn the_workbooks_and_documents_can_be_opened() {
    let mut opened = 0;
    let steps = history(PARTNERSHIP, day(2026, 11, 22));
    for file in steps.iter().filter_map(|step| step.file.as_ref()) {
        if file.media_type.starts_with("application/") {
            let archive = zip::ZipArchive::new(std::io::Cursor::new(&file.bytes));
            assert!(
                archive.is_ok_and(|archive| archive.len() >= 3),
                "{}",
                file.name
            );
            opened += 1;
        }
    }
    assert_eq!(opened, 8, "workbooks and documents");
}

#[test]
fn the_plan_shows_every_way_an_action_can_stand() {
    let (world, _) = tell(day(2026, 11, 22));
    let phase = |reference| {
        world
            .actions
            .get(&action(reference))
            .map(|state| state.phase)
    };
    let expected = [
        ("1.1", action::Phase::Closed),
        ("1.2", action::Phase::Underway),
        ("2a.2", action::Phase::Discontinued),
        ("5.3", action::Phase::Claimed),
        ("3.4", action::Phase::Underway),
    ];
    for (reference, wanted) in expected {
        assert_eq!(phase(reference), Some(wanted), "action {reference}");
    }
    let letters: BTreeSet<&str> = world
        .actions
        .values()
        .filter_map(|state| state.rating.as_ref().map(|rating| rating.code.as_str()))
        .collect();
    assert_eq!(letters, BTreeSet::from(["A", "G", "P", "R", "W"]));
}

#[test]
fn time_passing_makes_a_green_and_a_white_late_by_itself() {
    for today in start_days() {
        let (world, _) = tell(today);
        let state = |reference| world.actions.get(&action(reference)).expect("an action");
        assert!(state("2b.2").due.is_some_and(|due| due < today), "{today}");
        assert!(
            state("3.3").start.is_some_and(|start| start < today),
            "{today}"
        );
    }
}

#[test]
fn evidence_of_every_strength_is_there_and_some_of_it_fell() {
    let (world, _) = tell(day(2026, 11, 22));
    let strengths: BTreeSet<_> = world
        .evidence
        .values()
        .filter_map(|evidence| evidence.strength)
        .collect();
    assert_eq!(strengths.len(), 6);
    let fell = |standing: fn(&Standing) -> bool| {
        world
            .evidence
            .values()
            .filter(|one| standing(&one.standing))
            .count()
    };
    assert_eq!(fell(|standing| matches!(standing, Standing::Rejected)), 1);
    assert_eq!(
        fell(|standing| matches!(standing, Standing::Superseded { .. })),
        1
    );
}

#[test]
fn the_history_is_long_enough_to_fill_every_page() {
    let steps = history(PARTNERSHIP, day(2026, 11, 22));
    let kinds: BTreeSet<StreamKind> = steps
        .iter()
        .flat_map(|step| &step.commands)
        .map(|(stream, _)| stream.kind)
        .collect();
    // Nobody signs in to the demonstration: with an account, nobody could act as anybody.
    let mut told = BTreeSet::from(StreamKind::ALL);
    told.remove(&StreamKind::Account);
    assert_eq!(kinds, told);
    assert!(steps.len() > 400, "{} steps", steps.len());
    let (world, _) = tell(day(2026, 11, 22));
    assert_eq!(world.actions.len(), 30);
    assert_eq!(world.recommendations.len(), 27);
    assert_eq!(world.meetings.len(), 19);
    let inquorate = world
        .meetings
        .values()
        .filter(|meeting| meeting.was_held() && !meeting.was_quorate())
        .count();
    assert_eq!(inquorate, 1);
}

#[test]
fn the_published_review_has_recommendations_at_every_stage_of_life() {
    let (world, _) = tell(day(2026, 11, 22));
    let reached: Vec<Phase> = (1..=9)
        .map(|number| {
            let id = cast::recommendation(&format!("WR{number}"));
            world.recommendations[&id].phase
        })
        .collect();
    for phase in [
        Phase::Made,
        Phase::Accepted,
        Phase::Implemented,
        Phase::Verified,
        Phase::ImpactJudged,
        Phase::Closed,
        Phase::Reopened,
        Phase::GoesOnElsewhere,
    ] {
        assert!(reached.contains(&phase), "{phase:?}");
    }
}
