//! Given what was found and recommended before, when somebody asks on a theme, then that.

use super::{MONTHS_BACK, SeenBefore, SeenBeforeQuery};
use crate::given::{Log, commissioned, day, found, id, words};
use events::audit::FindingKind;
use events::event::Event;
use events::ids::{AuditId, InspectionId, StreamKind};
use events::inspection::{
    Event as Inspection, FindingKind as Inspected, InspectionKind, Inspectorate,
};
use events::partnership::{Event as Part, Theme, ThemeMapping};

const FINDING: FindingKind = FindingKind::Improvement;

/// Audit 1 found something about neglect in February 2026, of which recommendation 1 was made.
fn learned() -> Log {
    let mut log = Log::new();
    log.on("2026-02-01").sampled();
    log.audit(1, found(1, FINDING, "neglect"));
    log.recommended(1, 1, None);
    log
}

fn seen<'a>(log: &'a Log, theme: &'a str, on: &str, asked_by: Option<AuditId>) -> SeenBefore<'a> {
    log.models.seen_before(SeenBeforeQuery {
        theme,
        day: day(on),
        asked_by: asked_by.map(Into::into),
    })
}

#[test]
fn what_was_found_on_a_theme_is_seen_with_what_was_recommended_of_it() {
    let log = learned();
    let before = seen(&log, "neglect", "2026-06-15", None);
    assert_eq!(before.findings.len(), 1);
    assert_eq!(before.findings[0].recommendations.len(), 1);
    assert_eq!(
        before.recommendations.len(),
        1,
        "made of a finding on the theme"
    );
    let other = seen(&log, "infants", "2026-06-15", None);
    assert!(other.findings.is_empty() && other.recommendations.is_empty());
}

#[test]
fn an_audit_does_not_see_itself_before() {
    let mut log = learned();
    let own = seen(&log, "neglect", "2026-06-15", Some(id(1)));
    assert!(own.findings.is_empty() && own.recommendations.is_empty());
    log.audit(2, commissioned("A2", "neglect"));
    let before = seen(&log, "neglect", "2026-06-15", Some(id(2)));
    assert_eq!(before.findings.len(), 1);
}

#[test]
fn three_years_are_looked_back_and_not_a_day_more() {
    let log = learned();
    assert_eq!(MONTHS_BACK, 36);
    assert_eq!(seen(&log, "neglect", "2029-02-01", None).findings.len(), 1);
    assert!(
        seen(&log, "neglect", "2029-02-02", None)
            .findings
            .is_empty()
    );
    assert!(
        seen(&log, "neglect", "2026-01-31", None)
            .findings
            .is_empty()
    );
}

#[test]
fn a_theme_that_was_renamed_is_seen_under_either_name() {
    let mut log = learned();
    log.partnership(Part::ThemeTaxonomyRevised {
        version: 2,
        themes: vec![Theme {
            code: "lasting_neglect".to_owned(),
            name: "Neglect that lasts".to_owned(),
        }],
        mapped: vec![ThemeMapping {
            from: "neglect".to_owned(),
            to: "lasting_neglect".to_owned(),
        }],
    });
    for theme in ["neglect", "lasting_neglect"] {
        assert_eq!(seen(&log, theme, "2026-06-15", None).findings.len(), 1);
    }
}

/// A letter of inspection 1 found something about neglect in March 2026.
fn inspected(log: &mut Log, kind: Inspected) {
    log.on("2026-03-01");
    let stream = id::<InspectionId>(1).into();
    let notified = Inspection::InspectionNotified {
        kind: InspectionKind::Jtai,
        reference: "JTAI 2026".to_owned(),
        inspectorates: vec![Inspectorate::Ofsted],
        on: day("2026-01-05"),
        fieldwork: None,
        lead: "Head of Quality Assurance".to_owned(),
    };
    let received = Inspection::InspectionFindingReceived {
        finding: id(31),
        kind,
        statement: words(),
        theme: "neglect".to_owned(),
        agencies: Vec::new(),
    };
    for event in [notified, received] {
        log.add(stream, Event::Inspection(event));
    }
}

#[test]
fn what_an_inspection_found_is_seen_before_and_not_by_itself() {
    let mut log = Log::new();
    inspected(&mut log, Inspected::Improvement);
    let before = seen(&log, "neglect", "2026-06-15", None);
    let told: Vec<_> = before.learned.iter().map(|one| one.learned).collect();
    assert_eq!(told.len(), 1);
    assert_eq!(
        (told[0].reference, told[0].asks_for_change),
        ("JTAI 2026", true)
    );
    assert_eq!(log.models.learned_word(told[0].of), "Finding of inspection");
    let own = log.models.seen_before(SeenBeforeQuery {
        theme: "neglect",
        day: day("2026-06-15"),
        asked_by: Some(id::<InspectionId>(1).into()),
    });
    assert!(own.learned.is_empty());
}

#[test]
fn an_inspection_that_finds_what_an_audit_found_finds_it_again() {
    let again = |kind| {
        let mut log = learned();
        inspected(&mut log, kind);
        let gaps = log.models.gaps(day("2026-06-15"));
        let about = gaps.iter().filter(|gap| gap.rule == 47);
        about.map(|gap| gap.about.stream.kind).collect::<Vec<_>>()
    };
    assert_eq!(again(Inspected::PriorityAction), [StreamKind::Inspection]);
    assert_eq!(again(Inspected::Strength), []);
}
