//! A thread from a serious incident over its rapid review and the practice review made of it to
//! what was recommended, and back; and who sees the children and family of a practice review.

use super::{Log, Rec, Stage, Thread, id, knots, words};
use crate::given::day;
use crate::sight::Reached;
use events::envelope::{Classification, Role};
use events::event::{Event, Recorded};
use events::everywhere::Sight;
use events::ids::{IncidentId, PracticeReviewId, RapidReviewId, RecommendationId};
use events::ids::{ReviewSubjectId, StreamId};
use events::practice_review::{self, FindingKind, ReviewKind};
use events::rapid_review;
use events::recommendation::{Level, Source, SourceKind};
use events::review_subject::{self, Characteristics, SubjectKind, SubjectOf};
use events::rule_set::Trigger;
use events::serious_incident::{self, HarmFrom, Nature};

const INCIDENT: IncidentId = IncidentId(uuid::Uuid::from_u128(41));
const RAPID: RapidReviewId = RapidReviewId(uuid::Uuid::from_u128(61));
const REVIEW: PracticeReviewId = PracticeReviewId(uuid::Uuid::from_u128(81));
const MOTHER: ReviewSubjectId = ReviewSubjectId(uuid::Uuid::from_u128(31));

fn commissioned(rapid_review: Option<RapidReviewId>) -> practice_review::Event {
    practice_review::Event::ReviewCommissioned {
        kind: ReviewKind::Local,
        title: "Child Alder".to_owned(),
        reference: "LCSPR 1".to_owned(),
        about: words(),
        decided_on: day("2026-03-01"),
        rapid_review,
        rule_set: "wt2023".to_owned(),
        due: Some(day("2026-09-01")),
        monitored_every_weeks: 6,
    }
}

fn person(log: &mut Log, event: review_subject::Event) {
    log.add(MOTHER.into(), Event::ReviewSubject(event));
}

/// An incident and its rapid review, which learned something.
fn learned() -> Log {
    let mut log = Log::new();
    log.with_police_and_grades();
    log.classification = Some(Classification::OfficialSensitive);
    let referred = serious_incident::Event::IncidentReferred {
        reference: "SI-07".to_owned(),
        agency: id(1),
        on: day("2026-02-01"),
        nature: Nature::PhysicalHarm,
        harm_from: HarmFrom::IntraFamilial,
        words: words(),
    };
    log.add(INCIDENT.into(), Event::SeriousIncident(referred));
    let opened = rapid_review::Event::RapidReviewOpened {
        incident: INCIDENT,
        reference: "SI-07".to_owned(),
        rule_set: "wt2023".to_owned(),
        trigger: Trigger::Notified,
        trigger_on: day("2026-02-05"),
        due: None,
    };
    log.add(RAPID.into(), Event::RapidReview(opened));
    let learned = rapid_review::Event::LearningPointRecorded {
        point: id(71),
        statement: words(),
        theme: "neglect".to_owned(),
    };
    log.add(RAPID.into(), Event::RapidReview(learned));
    log
}

/// The same, and a practice review made of that rapid review.
fn led() -> Log {
    let mut log = learned();
    let made = commissioned(Some(RAPID));
    log.add(REVIEW.into(), Event::PracticeReview(made));
    let added = review_subject::Event::SubjectAdded {
        of: SubjectOf::PracticeReview(REVIEW),
        alias: "P-1".to_owned(),
        kind: SubjectKind::ParentOrCarer,
        characteristics: Characteristics::default(),
    };
    person(&mut log, added);
    log
}

fn says(log: &mut Log) {
    let finding = practice_review::Event::ReviewFindingRecorded {
        finding: id(21),
        kind: FindingKind::Finding,
        statement: words(),
        theme: "neglect".to_owned(),
        underlying_reason: None,
    };
    log.add(REVIEW.into(), Event::PracticeReview(finding));
}

fn recommended(log: &mut Log, number: u128, kind: SourceKind, source: u128) {
    let made = Rec::RecommendationMade {
        reference: format!("R{number}"),
        plan: None,
        priority: None,
        theme: None,
        sources: vec![Source {
            kind,
            id: Some(id(source)),
            title: "Child Alder".to_owned(),
        }],
        text: words(),
        addressees: vec![id(1)],
        outcome: None,
        measure: None,
        level: Level::Local,
        due: None,
    };
    log.recommendation(number, made);
}

fn led_to(thread: &Thread) -> Vec<StreamId> {
    let all = knots(thread, Stage::Led).into_iter();
    all.map(|knot| knot.label.stream).collect()
}

fn recommendations(thread: &Thread) -> Vec<StreamId> {
    let all = knots(thread, Stage::Recommendation).into_iter();
    all.map(|knot| knot.label.stream).collect()
}

/// Whether links lead from one thing to another, over any number of places.
fn leads(thread: &Thread, from: StreamId, to: StreamId) -> bool {
    let of = |thing: StreamId| {
        let all = thread
            .knots
            .iter()
            .filter(move |one| one.label.stream == thing);
        all.map(|one| one.number).collect::<Vec<_>>()
    };
    let mut open = of(from);
    let aims = of(to);
    let mut seen = Vec::new();
    while let Some(here) = open.pop() {
        if aims.contains(&here) {
            return true;
        }
        if !seen.contains(&here) {
            seen.push(here);
            let next = thread.links.iter().filter(|link| link.from == here);
            open.extend(next.map(|link| link.to));
        }
    }
    false
}

#[test]
fn an_incident_leads_over_both_reviews_to_what_was_recommended_and_back() {
    let mut log = led();
    says(&mut log);
    recommended(&mut log, 1, SourceKind::PracticeReview, 21);
    recommended(&mut log, 2, SourceKind::LearningPoint, 71);
    let chain: [StreamId; 3] = [INCIDENT.into(), RAPID.into(), REVIEW.into()];
    let first: StreamId = id::<RecommendationId>(1).into();
    let second: StreamId = id::<RecommendationId>(2).into();
    for from in [INCIDENT.into(), RAPID.into()] {
        let thread = log.models.thread(from);
        assert_eq!(led_to(&thread), chain, "{from:?}");
        assert_eq!(recommendations(&thread), [first, second]);
        assert!(leads(&thread, INCIDENT.into(), first));
        assert!(leads(&thread, INCIDENT.into(), second));
        assert!(leads(&thread, REVIEW.into(), first));
        assert!(!leads(&thread, REVIEW.into(), second));
    }
    let from_review = log.models.thread(REVIEW.into());
    assert_eq!(recommendations(&from_review), [first]);
    assert!(leads(&from_review, INCIDENT.into(), first));
    let back = log.models.thread(first);
    assert_eq!(led_to(&back), chain);
    assert!(leads(&back, INCIDENT.into(), first));
    let back = log.models.thread(second);
    assert_eq!(led_to(&back), chain[..2]);
    assert!(leads(&back, INCIDENT.into(), second));
}

#[test]
fn reviews_of_which_nothing_came_yet_stand_in_the_thread_of_their_incident() {
    let log = led();
    let thread = log.models.thread(INCIDENT.into());
    let chain: [StreamId; 3] = [INCIDENT.into(), RAPID.into(), REVIEW.into()];
    assert_eq!(led_to(&thread), chain);
    assert!(leads(&thread, INCIDENT.into(), REVIEW.into()));
    assert!(recommendations(&thread).is_empty());
}

#[test]
fn a_learning_point_stands_in_the_thread_and_breaks_it_until_something_comes_of_it() {
    let breaks = |log: &Log| {
        let thread = log.models.thread(INCIDENT.into());
        let mut sources = thread.knots.iter().enumerate();
        let (place, point) = sources.find(|(_, one)| one.stage == Stage::Source).unwrap();
        assert_eq!(point.source, Some(SourceKind::LearningPoint));
        assert_eq!(point.label.stream, RAPID.into());
        thread.breaks.iter().any(|one| one.at == place)
    };
    let mut log = learned();
    assert!(breaks(&log));
    assert!(!breaks(&led()), "a practice review goes on from there");
    recommended(&mut log, 2, SourceKind::LearningPoint, 71);
    assert!(!breaks(&log));
}

#[test]
fn the_thread_of_one_learning_point_leaves_out_what_came_of_others() {
    let mut log = led();
    recommended(&mut log, 2, SourceKind::LearningPoint, 71);
    recommended(&mut log, 3, SourceKind::PracticeReview, 9);
    let (stream, thread) = log
        .models
        .thread_of_finding(uuid::Uuid::from_u128(71))
        .unwrap();
    assert_eq!(stream, RAPID.into());
    let second: StreamId = id::<events::ids::RecommendationId>(2).into();
    assert_eq!(recommendations(&thread), [second]);
    let numbers: Vec<_> = thread.knots.iter().map(|knot| knot.number).collect();
    assert_eq!(numbers, (0..thread.knots.len()).collect::<Vec<_>>());
    let led = thread.knots.iter().any(|knot| knot.stage == Stage::Led);
    assert!(led, "what led to it is told");
    for link in &thread.links {
        assert!(link.from < thread.knots.len() && link.to < thread.knots.len());
    }
    assert!(
        log.models
            .thread_of_finding(uuid::Uuid::from_u128(72))
            .is_none()
    );
}

#[test]
fn a_review_that_comes_from_no_rapid_review_is_led_by_nothing() {
    let mut log = Log::new();
    let alone = commissioned(None);
    log.add(REVIEW.into(), Event::PracticeReview(alone));
    says(&mut log);
    assert!(led_to(&log.models.thread(REVIEW.into())).is_empty());
}

#[test]
fn the_family_of_a_practice_review_is_its_own_and_that_of_its_incident() {
    let mut log = led();
    let child: ReviewSubjectId = id(51);
    let added = review_subject::Event::SubjectAdded {
        of: SubjectOf::Incident(INCIDENT),
        alias: "C-1".to_owned(),
        kind: SubjectKind::Child,
        characteristics: Characteristics::default(),
    };
    log.add(child.into(), Event::ReviewSubject(added));
    let view = log
        .models
        .practice_review(REVIEW, day("2026-06-15"))
        .unwrap();
    let people: Vec<_> = view.people.iter().map(|one| one.id).collect();
    assert_eq!(people, [child, MOTHER]);
    assert_eq!(log.models.label(MOTHER.into()).name, "P-1 of LCSPR 1");
    let own: Vec<_> = log.models.rapid_reviews.subjects_of(INCIDENT);
    assert_eq!(own.len(), 1, "the figures of incidents count nobody else");
}

fn sees(log: &Log, role: Role, agency: Option<u128>, event: &review_subject::Event) -> bool {
    let reached: Reached = log.models.reached(&Sight::of(role, agency.map(id)));
    let first = crate::generate::Generator::usual(1).next().unwrap();
    reached.touches(MOTHER.into())
        && reached.shows(&Recorded {
            envelope: events::envelope::Envelope {
                stream: MOTHER.into(),
                classification: Classification::OfficialSensitive,
                ..first.envelope
            },
            event: Event::ReviewSubject(event.clone()),
        })
}

#[test]
fn an_agency_sees_of_the_family_of_a_practice_review_its_own_safety_action_alone() {
    let mut log = led();
    let said = review_subject::Event::SubjectViewCaptured {
        who: events::audit_case::FamilyVoice::Parent,
        words: words(),
    };
    let action = review_subject::Event::ImmediateSafetyActionRecorded {
        action: id(91),
        words: words(),
        agencies: vec![id(2)],
    };
    let lead = |log: &Log, agency, event| sees(log, Role::AgencyLead, Some(agency), event);
    assert!(sees(&log, Role::CsprCoordinator, None, &said));
    assert!(sees(&log, Role::ReviewGroupMember, None, &said));
    assert!(!sees(&log, Role::PqaMember, None, &said));
    assert!(!lead(&log, 2, &said) && !lead(&log, 2, &action));
    person(&mut log, action.clone());
    assert!(lead(&log, 2, &action) && !lead(&log, 2, &said));
    assert!(!lead(&log, 1, &action));
}
