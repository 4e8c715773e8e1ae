//! Given a practice review, when its pages ask, then that.

use super::ReviewFilter;
use crate::deadlines::{DeadlineFilter, DeadlineKind, DeadlineState};
use crate::generate::Generator;
use crate::given::{Log, day, id, words};
use crate::sight::Reached;
use events::envelope::{Classification, Role};
use events::event::Event;
use events::everywhere::Sight;
use events::ids::{PracticeReviewId, StreamId};
use events::partnership::{self, PartnerCapacity};
use events::practice_review::planning::Step;
use events::practice_review::{Event as Review, FindingKind, Gate, Phase, ReviewKind};
use events::rule_set;

const REVIEW: PracticeReviewId = PracticeReviewId(uuid::Uuid::from_u128(1));

fn review(log: &mut Log, event: Review) {
    log.add(REVIEW.into(), Event::PracticeReview(event));
}

/// Decided upon on 1 March 2026; the council (1) is the safeguarding partner, the police (2) a
/// member.
fn commissioned() -> Log {
    let mut log = Log::new();
    log.with_police_and_grades();
    log.classification = Some(Classification::OfficialSensitive);
    for rule_set in rule_set::shipped() {
        log.partnership(partnership::Event::StatutoryRuleSetAdopted {
            rule_set: rule_set.clone(),
        });
    }
    log.partnership(partnership::Event::SafeguardingPartnerDesignated {
        agency: id(1),
        capacity: PartnerCapacity::Lead,
        post: "Chief Executive".to_owned(),
        from: day("2026-01-01"),
    });
    log.on("2026-03-01");
    review(
        &mut log,
        Review::ReviewCommissioned {
            kind: ReviewKind::Local,
            title: "Child Alder".to_owned(),
            reference: "LCSPR 1".to_owned(),
            about: words(),
            decided_on: day("2026-03-01"),
            rapid_review: None,
            rule_set: "wt2023".to_owned(),
            due: Some(day("2026-09-01")),
            monitored_every_weeks: 6,
        },
    );
    log
}

fn drafted(log: &mut Log) {
    let draft = Review::DraftReportReceived {
        version: 1,
        reviewer: Some(1),
        words: words(),
        document: None,
    };
    review(log, draft);
}

fn requested(log: &mut Log, number: u32, agency: u128) {
    let request = Review::ReviewerInformationRequestedInWriting {
        number,
        agency: Some(id(agency)),
        what: words(),
        due: day("2026-04-01"),
    };
    review(log, request);
}

#[test]
fn the_gates_say_what_is_left_and_open_one_by_one() {
    let mut log = commissioned();
    let shut = |log: &Log, on: &str| {
        let view = log.models.practice_review(REVIEW, day(on)).unwrap();
        view.shut().collect::<Vec<_>>()
    };
    let all = [
        Gate::Draft,
        Gate::SignOffs,
        Gate::Impact,
        Gate::Anonymisation,
        Gate::PanelCopy,
    ];
    assert_eq!(shut(&log, "2026-06-15"), all);
    drafted(&mut log);
    assert_eq!(shut(&log, "2026-06-15"), all[1..]);
    let signed = Review::ReportSignedOff {
        version: 1,
        agency: id(1),
        complete: true,
    };
    review(&mut log, signed);
    assert_eq!(shut(&log, "2026-06-15"), all[2..]);
    let mut late = all[2..].to_vec();
    late.push(Gate::DelayNotice);
    assert_eq!(shut(&log, "2026-09-02"), late);
}

#[test]
fn the_calculator_counts_from_the_copy_that_was_sent() {
    let mut log = commissioned();
    drafted(&mut log);
    let on = day("2026-06-15");
    let sent = Review::ReportSentToPanelAndSecretaryOfState { version: 1, on };
    review(&mut log, sent);
    let view = log.models.practice_review(REVIEW, on).unwrap();
    let dates = &view.calculator;
    assert_eq!(
        dates.due.as_ref().map(|due| due.on),
        Some(day("2026-09-01"))
    );
    assert_eq!(dates.earliest, Some(day("2026-06-24")));
    assert_eq!(dates.public_until, Some(day("2027-06-24")));
    let copy = dates.latest_copy.as_ref().map(|due| due.on);
    assert_eq!(copy, Some(day("2026-08-20")));
    let done = |step: Step| {
        let found = view.milestones.iter().find(|one| one.step == step);
        found.and_then(|one| one.done)
    };
    assert_eq!(done(Step::PanelCopy), Some(on));
    assert_eq!(done(Step::Published), None);
}

#[test]
fn lists_are_narrowed_by_kind_by_phase_and_by_being_late() {
    let log = commissioned();
    let count = |filter: ReviewFilter, on: &str| {
        log.models.practice_reviews.matching(&filter, day(on)).len()
    };
    let late = || ReviewFilter {
        late: true,
        ..ReviewFilter::default()
    };
    assert_eq!(count(ReviewFilter::default(), "2026-06-15"), 1);
    assert_eq!(
        (count(late(), "2026-09-01"), count(late(), "2026-09-02")),
        (0, 1)
    );
    for (phase, found) in [(Phase::Commissioned, 1), (Phase::Draft, 0)] {
        let filter = ReviewFilter {
            phase: Some(phase),
            ..ReviewFilter::default()
        };
        assert_eq!(count(filter, "2026-06-15"), found);
    }
    for (kind, found) in [(ReviewKind::Local, 1), (ReviewKind::Thematic, 0)] {
        let filter = ReviewFilter {
            kind: Some(kind),
            ..ReviewFilter::default()
        };
        assert_eq!(count(filter, "2026-06-15"), found);
    }
}

#[test]
fn what_is_open_leaves_out_what_ended() {
    let mut log = commissioned();
    let open = ReviewFilter {
        open: true,
        ..ReviewFilter::default()
    };
    let count = |log: &Log| {
        let found = log
            .models
            .practice_reviews
            .matching(&open, day("2026-06-15"));
        found.len()
    };
    assert_eq!(count(&log), 1);
    review(&mut log, Review::ReviewClosed {});
    assert_eq!(count(&log), 0);
}

#[test]
fn the_dates_of_a_review_stand_among_the_deadlines() {
    let mut log = commissioned();
    requested(&mut log, 1, 2);
    let of = |log: &Log, kind: DeadlineKind, on: &str| {
        let filter = DeadlineFilter {
            kinds: vec![kind],
            ..DeadlineFilter::default()
        };
        let found = log.models.deadlines(&filter, day(on));
        found
            .into_iter()
            .map(|one| (one.due, one.state))
            .collect::<Vec<_>>()
    };
    let due = day("2026-09-01");
    let on = "2026-06-15";
    let published = of(&log, DeadlineKind::ReviewPublished, on);
    assert_eq!(published, [(due, DeadlineState::Ahead)]);
    let monitoring = of(&log, DeadlineKind::ReviewMonitoring, on);
    assert_eq!(monitoring, [(day("2026-04-12"), DeadlineState::Overdue)]);
    let asked = of(&log, DeadlineKind::ReviewRequest, on);
    assert_eq!(asked, [(day("2026-04-01"), DeadlineState::Overdue)]);
    assert_eq!(of(&log, DeadlineKind::PanelCopy, on).len(), 1);
    assert_eq!(of(&log, DeadlineKind::ReviewStep, on).len(), 4);
}

fn reached(log: &Log, role: Role, agency: Option<u128>) -> Reached {
    log.models.reached(&Sight::of(role, agency.map(id)))
}

#[test]
fn an_agency_reaches_a_review_only_when_it_was_asked_something() {
    let mut log = commissioned();
    let thing: StreamId = REVIEW.into();
    let lead =
        |log: &Log, agency: u128| reached(log, Role::AgencyLead, Some(agency)).touches(thing);
    assert!(!lead(&log, 1) && !lead(&log, 2));
    requested(&mut log, 1, 2);
    assert!(!lead(&log, 1) && lead(&log, 2));
    // A safeguarding partner has to sign what is drafted.
    drafted(&mut log);
    assert!(lead(&log, 1));
    // Contributors, and members of another group, are not cleared for it.
    let contributor = reached(&log, Role::AgencyContributor, Some(2));
    assert!(!contributor.touches(thing));
    assert!(!reached(&log, Role::PqaMember, None).touches(thing));
    assert!(reached(&log, Role::ReviewGroupMember, None).touches(thing));
}

#[test]
fn an_agency_is_shown_what_it_was_asked_and_nothing_of_another() {
    let mut log = commissioned();
    requested(&mut log, 1, 2);
    requested(&mut log, 2, 1);
    let invited = Review::FamilyInvited {
        number: 1,
        alias: "Mother".to_owned(),
        subject: None,
        how: words(),
    };
    let said = Review::ReviewFindingRecorded {
        finding: id(31),
        kind: FindingKind::Finding,
        statement: words(),
        theme: "neglect".to_owned(),
        underlying_reason: None,
    };
    let police = reached(&log, Role::AgencyLead, Some(2));
    let shows = |event: &Review| {
        let first = Generator::usual(1).next().unwrap();
        police.shows(&events::event::Recorded {
            envelope: events::envelope::Envelope {
                stream: REVIEW.into(),
                ..first.envelope
            },
            event: Event::PracticeReview(event.clone()),
        })
    };
    let asked = |agency: u128| Review::ReviewerInformationRequestedInWriting {
        number: 1,
        agency: Some(id(agency)),
        what: words(),
        due: day("2026-04-01"),
    };
    assert!(shows(&asked(2)));
    assert!(!shows(&asked(1)));
    assert!(!shows(&invited) && !shows(&said));
}
