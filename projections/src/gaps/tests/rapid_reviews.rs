//! The rules about serious incidents and rapid reviews: a log in which each finds something, and
//! one close by in which it does not.

use super::Story;
use crate::given::{Log, day, id, words};
use events::event::Event;
use events::ids::{IncidentId, RapidReviewId};
use events::partnership::{self, PartnerCapacity};
use events::rapid_review::{Event as Review, Outcome, PanelView, Position};
use events::rule_set::{self, Trigger};
use events::serious_incident::{Event as Incident, HarmFrom, Nature};

fn incident(log: &mut Log, event: Incident) {
    log.add(id::<IncidentId>(1).into(), Event::SeriousIncident(event));
}

fn review(log: &mut Log, event: Review) {
    log.add(id::<RapidReviewId>(1).into(), Event::RapidReview(event));
}

/// The council is the only safeguarding partner. Referred, and it became aware, on one day.
fn aware(log: &mut Log, on: &str) {
    for rule_set in rule_set::shipped() {
        log.partnership(partnership::Event::StatutoryRuleSetAdopted {
            rule_set: rule_set.clone(),
        });
    }
    let council = partnership::Event::SafeguardingPartnerDesignated {
        agency: id(1),
        capacity: PartnerCapacity::Delegated,
        post: "Director of Children's Services".to_owned(),
        from: day("2019-09-29"),
    };
    log.partnership(council);
    log.on(on);
    let referred = Incident::IncidentReferred {
        reference: "SI 1".to_owned(),
        agency: id(1),
        on: day(on),
        nature: Nature::Neglect,
        harm_from: HarmFrom::Unknown,
        words: words(),
    };
    incident(log, referred);
    let aware = Incident::LocalAuthorityBecameAware {
        on: day(on),
        rule_set: "wt2023".to_owned(),
    };
    incident(log, aware);
}

fn notified(log: &mut Log, became_aware: &str, on: &str) {
    aware(log, became_aware);
    log.on(on);
    let notified = Incident::PanelNotified {
        reference: "N 1".to_owned(),
        on: day(on),
        nature: Nature::Neglect,
    };
    incident(log, notified);
}

/// Opened on a day, for a notification of that day.
fn opened(log: &mut Log, on: &str) {
    notified(log, on, on);
    let opened = Review::RapidReviewOpened {
        incident: id(1),
        reference: "RR 1".to_owned(),
        rule_set: "wt2023".to_owned(),
        trigger: Trigger::Notified,
        trigger_on: day(on),
        due: None,
    };
    review(log, opened);
}

fn sent(log: &mut Log, on: &str) {
    log.on(on);
    review(log, Review::RapidReviewSubmitted { on: day(on) });
}

/// Asked on Monday 18 May 2026 for a summary: the day plan's tenth working day, with a bank holiday
/// between, is Tuesday 2 June.
fn asked(log: &mut Log) {
    opened(log, "2026-05-18");
    log.on("2026-05-18");
    review(log, Review::AgencySummaryRequested { agency: id(2) });
}

fn decided(log: &mut Log, positions: Vec<Position>) {
    opened(log, "2026-06-08");
    log.on("2026-06-09");
    let decided = Review::ReviewDecisionMade {
        outcome: Outcome::NoReview,
        criteria: Vec::new(),
        positions,
        rationale: words(),
    };
    review(log, decided);
}

fn of_council() -> Vec<Position> {
    vec![Position {
        agency: id(1),
        outcome: Outcome::NoReview,
        words: None,
    }]
}

fn disagreed(log: &mut Log) {
    decided(log, of_council());
    sent(log, "2026-06-10");
    let answer = Review::PanelResponseReceived {
        view: PanelView::Disagrees,
        comments: Some(words()),
        on: day("2026-06-11"),
    };
    log.on("2026-06-11");
    review(log, answer);
}

pub(super) const RAPID_REVIEWS: &[(u16, Story, Story)] = &[
    // Aware on Monday 1 June: notified on the sixth working day, and on the fifth.
    (
        37,
        |log| notified(log, "2026-06-01", "2026-06-09"),
        |log| notified(log, "2026-06-01", "2026-06-08"),
    ),
    // Fifteen working days from 18 May, with a bank holiday between, end on 9 June.
    (
        38,
        |log| {
            opened(log, "2026-05-18");
            sent(log, "2026-06-10");
        },
        |log| {
            opened(log, "2026-05-18");
            sent(log, "2026-06-09");
        },
    ),
    (39, asked, |log| {
        asked(log);
        log.on("2026-06-01");
        let came = Review::AgencySummaryReceived {
            agency: id(2),
            words: Some(words()),
            evidence: Vec::new(),
        };
        review(log, came);
    }),
    (39, asked, |log| {
        asked(log);
        log.on("2026-06-03");
        let explained = Review::MissingSummaryExplained {
            agency: id(2),
            words: words(),
        };
        review(log, explained);
    }),
    (
        40,
        |log| decided(log, Vec::new()),
        |log| decided(log, of_council()),
    ),
    (41, disagreed, |log| {
        disagreed(log);
        log.on("2026-06-12");
        let again = Review::DecisionReconsidered {
            outcome: Outcome::PracticeReview,
            criteria: Vec::new(),
            positions: of_council(),
            rationale: words(),
        };
        review(log, again);
    }),
];
