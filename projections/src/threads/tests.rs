//! Threads, walked both ways, and where they break.

use super::{Break, Knot, Stage, Thread};
use crate::given::{Log, agreed, commissioned, found, id, words};
use events::action::{Event as Act, Impact, Parent};
use events::audit::{Better, Count, Event as Audited, FindingKind, Judgement};
use events::ids::{ActionId, AuditId, EvidenceId, RecommendationId, StreamId};
use events::recommendation::{Event as Rec, Level, Source, SourceKind};

mod reviews;

fn begun() -> Log {
    let mut log = Log::new();
    let source = Source {
        kind: SourceKind::PracticeReview,
        id: None,
        title: "Review of 2025".to_owned(),
    };
    let made = Rec::RecommendationMade {
        reference: "3.1".to_owned(),
        plan: Some(id(1)),
        priority: None,
        theme: None,
        sources: vec![source],
        text: words(),
        addressees: vec![id(1)],
        outcome: None,
        measure: None,
        level: Level::Local,
        due: None,
    };
    log.recommendation(1, made);
    log
}

fn with_action(log: &mut Log) {
    let mut action = agreed(1, Some("2026-09-01"));
    if let Act::ActionAgreed { parent, .. } = &mut action {
        *parent = Parent::Recommendation(id(1));
    }
    log.action(1, action);
}

fn done(log: &mut Log) {
    log.lodged(1, "2026-03-01");
    let statement = words();
    let evidence = vec![id(1)];
    log.action(
        1,
        Act::CompletionClaimed {
            statement,
            evidence: evidence.clone(),
        },
    );
    log.action(1, Act::CompletionVerified { how: words() });
    let (judgement, explanation) = (Impact::Some, words());
    let event = Act::ActionImpactJudged {
        judgement,
        evidence,
        explanation,
    };
    log.action(1, event);
}

fn stages(thread: &Thread) -> Vec<Stage> {
    thread.knots.iter().map(|knot| knot.stage).collect()
}

fn missing(thread: &Thread) -> Vec<Stage> {
    thread.breaks.iter().map(|found| found.missing).collect()
}

#[test]
fn a_whole_thread_runs_from_source_to_impact_whichever_end_it_is_picked_up_by() {
    let mut log = begun();
    with_action(&mut log);
    done(&mut log);
    let ends: [StreamId; 3] = [
        id::<RecommendationId>(1).into(),
        id::<ActionId>(1).into(),
        id::<EvidenceId>(1).into(),
    ];
    let expected = [
        Stage::Source,
        Stage::Recommendation,
        Stage::Action,
        Stage::Evidence,
        Stage::Verification,
        Stage::Impact,
    ];
    for end in ends {
        let thread = log.models.thread(end);
        assert_eq!(stages(&thread), expected, "{end}");
        assert!(thread.breaks.is_empty(), "{:?}", thread.breaks);
        let links: Vec<_> = thread.links.iter().map(|l| (l.from, l.to)).collect();
        assert_eq!(links, [(0, 1), (1, 2), (2, 3), (3, 4), (3, 5)]);
        assert_eq!(thread.knots[0].label.name, "Review of 2025");
        assert!(!thread.knots[0].known);
    }
}

#[test]
fn a_recommendation_nobody_acts_on_breaks_after_it() {
    let thread = begun().models.thread(id::<RecommendationId>(1).into());
    assert_eq!(missing(&thread), [Stage::Action]);
    let mut log = begun();
    with_action(&mut log);
    let thread = log.models.thread(id::<RecommendationId>(1).into());
    assert!(thread.breaks.is_empty());
}

#[test]
fn a_claim_without_evidence_breaks_and_so_does_a_closure_without_impact() {
    let mut log = begun();
    with_action(&mut log);
    let claim = Act::CompletionClaimed {
        statement: words(),
        evidence: Vec::new(),
    };
    log.action(1, claim);
    let thread = log.models.thread(id::<ActionId>(1).into());
    assert_eq!(missing(&thread), [Stage::Evidence, Stage::Verification]);
    log.action(1, Act::CompletionVerified { how: words() });
    log.action(1, Act::ActionClosed {});
    let thread = log.models.thread(id::<ActionId>(1).into());
    assert_eq!(missing(&thread), [Stage::Evidence, Stage::Impact]);
}

#[test]
fn a_thing_nobody_knows_has_an_empty_thread() {
    let thread = begun().models.thread(id::<ActionId>(9).into());
    assert_eq!(thread, Thread::default());
}

/// Audit 1 with two findings; of the first a recommendation was made.
fn learned() -> Log {
    let mut log = Log::new();
    log.sampled();
    for finding in [1, 2] {
        log.audit(1, found(finding, FindingKind::Development, "neglect"));
    }
    log.recommended(1, 1, None);
    log
}

#[test]
fn the_thread_of_an_audit_has_every_finding_and_breaks_where_nothing_came_of_one() {
    let mut log = learned();
    let thread = log.models.thread(id::<AuditId>(1).into());
    let sources: Vec<_> = knots(&thread, Stage::Source);
    assert_eq!(sources.len(), 2);
    assert!(
        sources
            .iter()
            .all(|knot| knot.words.is_some() && knot.known)
    );
    assert_eq!(knots(&thread, Stage::Recommendation).len(), 1);
    let broken = |thread: &Thread| {
        let missing = |found: &&Break| found.missing == Stage::Recommendation;
        thread.breaks.iter().filter(missing).count()
    };
    assert_eq!(broken(&thread), 1, "the second finding");
    log.audit(1, Audited::NoRecommendationJustified { finding: id(2) });
    assert_eq!(broken(&log.models.thread(id::<AuditId>(1).into())), 0);
}

#[test]
fn a_recommendation_is_walked_back_to_its_finding_and_on_to_the_repeat() {
    let mut log = learned();
    let mut again = commissioned("A2", "neglect");
    if let Audited::AuditCommissioned { repeat_of, .. } = &mut again {
        *repeat_of = Some(id(1));
    }
    log.audit(2, again);
    let of = |log: &Log| log.models.thread(id::<RecommendationId>(1).into());
    let thread = of(&log);
    let source = knots(&thread, Stage::Source)[0];
    assert_eq!(source.label.stream, id::<AuditId>(1).into());
    let again = knots(&thread, Stage::LookedAgain)[0];
    assert_eq!(again.label.stream, id::<AuditId>(2).into());
    let open = |thread: &Thread| {
        let again = knots(thread, Stage::LookedAgain)[0].number;
        thread.breaks.iter().any(|found| found.at == again)
    };
    assert!(!open(&thread));
    log.audit(
        2,
        Audited::ResultComparedWithBaseline {
            measure: words(),
            better: Better::More,
            baseline: Count { x: 6, n: 12 },
            now: Count { x: 5, n: 12 },
            judgement: Judgement::NotImproved,
        },
    );
    assert!(open(&of(&log)), "no better: the thread is open again");
}

fn knots(thread: &Thread, stage: Stage) -> Vec<&Knot> {
    thread
        .knots
        .iter()
        .filter(|knot| knot.stage == stage)
        .collect()
}
