//! Given an inspection, when its pages ask, then that.

use super::{InspectionFilter, RequestCounts};
use crate::deadlines::{DeadlineFilter, DeadlineKind, DeadlineState};
use crate::gaps::GapFilter;
use crate::given::{Log, day, id, words};
use crate::status::{Inspected, StatusQuery};
use crate::threads::Stage;
use events::envelope::{Classification, Role};
use events::event::Event;
use events::everywhere::Sight;
use events::ids::{InspectionFindingId, InspectionId, RecommendationId, StreamId};
use events::inspection::{
    Event as Part, Fieldwork, FindingKind, InspectionKind, Inspectorate, Phase,
};
use events::partnership;
use events::recommendation::{self, Level, Source, SourceKind};
use events::rule_set;

const INSPECTION: InspectionId = InspectionId(uuid::Uuid::from_u128(1));

fn inspected(log: &mut Log, event: Part) -> u64 {
    log.add(INSPECTION.into(), Event::Inspection(event))
}

/// Notified on 5 January 2026; the police (2) are a member.
fn notified() -> Log {
    let mut log = Log::new();
    log.with_police_and_grades();
    log.classification = Some(Classification::OfficialSensitive);
    for rule_set in rule_set::shipped() {
        log.partnership(partnership::Event::StatutoryRuleSetAdopted {
            rule_set: rule_set.clone(),
        });
    }
    log.on("2026-01-05");
    inspected(
        &mut log,
        Part::InspectionNotified {
            kind: InspectionKind::Jtai,
            reference: "JTAI 2026".to_owned(),
            inspectorates: vec![Inspectorate::Ofsted, Inspectorate::Hmicfrs],
            on: day("2026-01-05"),
            fieldwork: Some(Fieldwork {
                from: day("2026-01-12"),
                to: day("2026-01-16"),
            }),
            lead: "Head of Quality Assurance".to_owned(),
        },
    );
    log
}

fn asked(log: &mut Log, number: u128, agency: Option<u128>, due: &str) {
    let request = Part::InformationRequestReceived {
        request: id(number),
        number: number.to_string(),
        inspectorate: Inspectorate::Ofsted,
        agency: agency.map(id),
        what: words(),
        received_on: day("2026-01-06"),
        due_on: day(due),
    };
    inspected(log, request);
}

fn answered(log: &mut Log, number: u128, agency: Option<u128>, on: &str) {
    let answer = Part::InformationRequestAnswered {
        request: id(number),
        agency: agency.map(id),
        words: words(),
        on: day(on),
        things: Vec::new(),
        evidence: Vec::new(),
        packs: Vec::new(),
    };
    inspected(log, answer);
}

fn came(log: &mut Log) {
    log.on("2026-01-30");
    let letter = Part::InspectionLetterReceived {
        on: day("2026-01-30"),
        judged: words(),
        rule_set: Some("wt2023".to_owned()),
        due: Some(day("2026-05-13")),
    };
    inspected(log, letter);
}

fn found(log: &mut Log, number: u128, kind: FindingKind, agencies: &[u128]) {
    let finding = Part::InspectionFindingReceived {
        finding: id(number),
        kind,
        statement: words(),
        theme: "neglect".to_owned(),
        agencies: agencies.iter().map(|one| id(*one)).collect(),
    };
    inspected(log, finding);
}

fn recommended(log: &mut Log, number: u128, finding: u128, addressee: u128) {
    let made = recommendation::Event::RecommendationMade {
        reference: format!("R{number}"),
        plan: None,
        priority: None,
        theme: None,
        sources: vec![Source {
            kind: SourceKind::Inspection,
            id: Some(id::<InspectionFindingId>(finding).0),
            title: "JTAI 2026".to_owned(),
        }],
        text: words(),
        addressees: vec![id(addressee)],
        outcome: None,
        measure: None,
        level: Level::Local,
        due: None,
    };
    log.add(
        id::<RecommendationId>(number).into(),
        Event::Recommendation(made),
    );
}

fn sent(log: &mut Log, on: &str) {
    let plan = Part::PostInspectionPlanSubmitted {
        to: words(),
        on: day(on),
        plan: None,
        document: None,
    };
    inspected(log, plan);
}

/// Four requests: answered in time, answered late, open, and past its day; and a letter with two
/// findings, of which the first led to a recommendation to the council.
fn running() -> Log {
    let mut log = notified();
    asked(&mut log, 11, None, "2026-01-08");
    asked(&mut log, 12, Some(2), "2026-01-08");
    asked(&mut log, 13, None, "2026-07-01");
    asked(&mut log, 14, Some(2), "2026-01-09");
    answered(&mut log, 11, None, "2026-01-08");
    answered(&mut log, 12, Some(2), "2026-01-10");
    came(&mut log);
    found(&mut log, 21, FindingKind::PriorityAction, &[]);
    found(&mut log, 22, FindingKind::Improvement, &[2]);
    found(&mut log, 23, FindingKind::Strength, &[]);
    recommended(&mut log, 31, 21, 1);
    log
}

#[test]
fn each_request_is_counted_once() {
    let log = running();
    let view = log
        .models
        .inspection(INSPECTION, day("2026-06-15"))
        .unwrap();
    let counts = RequestCounts {
        asked: 4,
        in_time: 1,
        answered_late: 1,
        open: 1,
        late: 1,
        withdrawn: 0,
    };
    assert_eq!(view.counts, counts);
    assert_eq!(view.counts.waiting(), 2);
    assert_eq!(view.phase, Phase::Reported);
}

#[test]
fn the_plan_s_clock_is_worked_out_from_the_letter() {
    let log = running();
    let view = log
        .models
        .inspection(INSPECTION, day("2026-05-15"))
        .unwrap();
    let clock = view.clock.unwrap();
    assert_eq!(clock.due, Some(day("2026-05-13")));
    assert_eq!((clock.days_late, clock.running), (2, true));
    // Good Friday, Easter Monday and the early May holiday.
    assert_eq!(clock.skipped.len(), 3);
    let before = notified().models;
    let before = before.inspection(INSPECTION, day("2026-05-15")).unwrap();
    assert!(before.clock.is_none());
}

#[test]
fn every_finding_says_what_became_of_it() {
    let log = running();
    let view = log
        .models
        .inspection(INSPECTION, day("2026-06-15"))
        .unwrap();
    let became = view.findings.iter();
    let became: Vec<_> = became
        .map(|one| (one.recommendations.len(), one.is_orphan))
        .collect();
    assert_eq!(became, [(1, false), (0, true), (0, false)]);
}

#[test]
fn what_is_asked_and_the_plan_have_dates_to_be_kept() {
    let mut log = running();
    sent(&mut log, "2026-05-12");
    let all = log.models.deadlines(
        &DeadlineFilter {
            kinds: vec![
                DeadlineKind::InformationRequest,
                DeadlineKind::PostInspectionPlan,
            ],
            ..DeadlineFilter::default()
        },
        day("2026-06-15"),
    );
    let states: Vec<_> = all.iter().map(|one| (one.due, one.state)).collect();
    let expected = [
        ("2026-01-08", DeadlineState::Met),
        ("2026-01-08", DeadlineState::MetLate),
        ("2026-01-09", DeadlineState::Overdue),
        ("2026-05-13", DeadlineState::Met),
        ("2026-07-01", DeadlineState::Ahead),
    ];
    assert_eq!(states, expected.map(|(due, state)| (day(due), state)));
    assert_eq!(all[2].about.name, "JTAI 2026: request 14");
    assert_eq!(all[2].addressees, [id(2)]);
    assert_eq!(all[3].owners[0].role, "Head of Quality Assurance");
}

fn rules(log: &Log, today: &str) -> Vec<u16> {
    let about = GapFilter {
        about: Some(INSPECTION.into()),
        ..GapFilter::default()
    };
    let gaps = log.models.gaps_matching(&about, day(today));
    gaps.iter().map(|gap| gap.rule).collect()
}

#[test]
fn what_is_owed_after_an_inspection_is_found() {
    let mut log = running();
    // A finding with nothing made of it, a request past its day; then the plan past its day too.
    assert_eq!(rules(&log, "2026-05-13"), [1, 113]);
    assert_eq!(rules(&log, "2026-05-14"), [1, 113, 114]);
    inspected(
        &mut log,
        Part::LatePlanExplained {
            words: words(),
            told: words(),
            on: day("2026-01-30"),
        },
    );
    assert_eq!(rules(&log, "2026-05-14"), [1, 113]);
    answered(&mut log, 14, Some(2), "2026-01-30");
    recommended(&mut log, 32, 22, 2);
    assert!(rules(&log, "2026-05-14").is_empty());
}

#[test]
fn a_thread_runs_from_what_the_letter_says_to_what_came_of_it() {
    let log = running();
    let thread = log.models.thread(INSPECTION.into());
    let stages = |stage| {
        thread
            .knots
            .iter()
            .filter(|knot| knot.stage == stage)
            .count()
    };
    assert_eq!(stages(Stage::Led), 1);
    assert_eq!(stages(Stage::Source), 3);
    assert_eq!(stages(Stage::Recommendation), 1);
    // Nothing came of the second finding, and no action of the recommendation.
    let missing: Vec<_> = thread.breaks.iter().map(|one| one.missing).collect();
    assert_eq!(missing, [Stage::Recommendation, Stage::Action]);
    let back = log.models.thread(id::<RecommendationId>(31).into());
    let sources = back.knots.iter().filter(|knot| knot.stage == Stage::Source);
    assert_eq!(
        sources.map(|knot| knot.source).collect::<Vec<_>>(),
        [Some(SourceKind::Inspection)]
    );
}

#[test]
fn the_thread_of_one_finding_leaves_out_what_came_of_others() {
    let log = running();
    let of = |finding| {
        let id = id::<InspectionFindingId>(finding).0;
        let (stream, thread) = log.models.thread_of_finding(id)?;
        assert_eq!(stream, INSPECTION.into());
        let stages = thread.knots.iter().map(|knot| knot.stage);
        Some(stages.collect::<Vec<_>>())
    };
    let led = [Stage::Led, Stage::Source];
    let answered = [Stage::Led, Stage::Source, Stage::Recommendation];
    let sorted = |mut stages: Vec<Stage>| {
        stages.sort_unstable();
        stages
    };
    assert_eq!(of(21).map(sorted), Some(answered.to_vec()));
    assert_eq!(of(22).map(sorted), Some(led.to_vec()));
    assert_eq!(of(99), None);
}

#[test]
fn inspections_are_counted_in_the_position() {
    let log = running();
    let query = StatusQuery {
        today: day("2026-06-15"),
        since: None,
        plan: None,
    };
    let counted = log.models.status(query).inspections;
    let expected = Inspected {
        open: 1,
        requests_waiting: 2,
        requests_late: 1,
        plans_late: 1,
        findings_without_recommendation: 1,
    };
    assert_eq!(counted, expected);
}

#[test]
fn inspections_are_found_by_kind_phase_and_lateness() {
    let log = running();
    let today = day("2026-06-15");
    let kept = |filter: InspectionFilter| log.models.inspections.matching(&filter, today).len();
    let any = InspectionFilter::default;
    assert_eq!(kept(any()), 1);
    let kind = Some(InspectionKind::AreaSend);
    assert_eq!(kept(InspectionFilter { kind, ..any() }), 0);
    let phase = Some(Phase::Reported);
    assert_eq!(kept(InspectionFilter { phase, ..any() }), 1);
    assert_eq!(
        kept(InspectionFilter {
            late: true,
            ..any()
        }),
        1
    );
    assert_eq!(
        kept(InspectionFilter {
            open: true,
            ..any()
        }),
        1
    );
    let early = log.models.inspections.matching(
        &InspectionFilter {
            late: true,
            ..any()
        },
        day("2026-01-08"),
    );
    assert!(early.is_empty());
}

fn seen_by(log: &Log, events: &[events::event::Recorded], sight: &Sight) -> crate::Models {
    let reached = log.models.reached(sight);
    let mut models = crate::Models::partial();
    for one in events.iter().filter(|one| reached.shows(one)) {
        models.apply(one);
    }
    models
}

#[test]
fn an_agency_sees_only_what_it_was_asked_and_what_is_said_of_it() {
    let (log, all) = written();
    let police = Sight::of(Role::AgencyLead, Some(id(2)));
    let seen = seen_by(&log, &all, &police);
    let one = seen.inspections.get(INSPECTION).unwrap();
    let numbers: Vec<_> = one.requests.iter().map(|one| one.number.as_str()).collect();
    assert_eq!(numbers, ["12", "14"]);
    let findings: Vec<_> = one.findings.iter().map(|one| one.id).collect();
    assert_eq!(findings, [id(22)]);
    assert!(one.letter.is_none());
    // The council was asked nothing and named nowhere, but a recommendation to it comes from one
    // finding.
    let council = Sight::of(Role::AgencyLead, Some(id(1)));
    let seen = seen_by(&log, &all, &council);
    let one = seen.inspections.get(INSPECTION).unwrap();
    assert!(one.requests.is_empty());
    assert_eq!(
        one.findings.iter().map(|one| one.id).collect::<Vec<_>>(),
        [id(21)]
    );
}

#[test]
fn those_not_cleared_for_it_are_shown_no_inspection() {
    let (log, all) = written();
    for role in [Role::PqaMember, Role::ReviewGroupMember] {
        let sight = Sight::of(role, None);
        assert!(
            !log.models
                .reached(&sight)
                .touches(StreamId::from(INSPECTION))
        );
        assert!(
            seen_by(&log, &all, &sight)
                .inspections
                .get(INSPECTION)
                .is_none()
        );
    }
    for role in [
        Role::BusinessManager,
        Role::Chair,
        Role::PqaCoordinator,
        Role::CsprCoordinator,
        Role::Inspector,
    ] {
        let reached = log.models.reached(&Sight::of(role, None));
        assert!(reached.touches(StreamId::from(INSPECTION)));
    }
}

/// The running inspection with everything that was recorded.
fn written() -> (Log, Vec<events::event::Recorded>) {
    let log = running();
    let all = log.recorded.clone();
    (log, all)
}
