//! Given a serious incident and its rapid review.

use super::{Log, day, id, words};
use events::event::Event;
use events::ids::{IncidentId, RapidReviewId};
use events::partnership::{self, PartnerCapacity};
use events::rapid_review::{Event as Review, Outcome, PanelView, Position};
use events::rule_set::{self, Trigger};
use events::serious_incident::{Event as Incident, HarmFrom, Nature};

pub(crate) fn of_incident(log: &mut Log, event: Incident) {
    log.add(id::<IncidentId>(1).into(), Event::SeriousIncident(event));
}

pub(crate) fn of_review(log: &mut Log, event: Review) {
    log.add(id::<RapidReviewId>(1).into(), Event::RapidReview(event));
}

/// The council is the only safeguarding partner. Referred, and it became aware, on one day.
pub(crate) fn aware(log: &mut Log, on: &str) {
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
    of_incident(log, referred);
    let aware = Incident::LocalAuthorityBecameAware {
        on: day(on),
        rule_set: "wt2023".to_owned(),
    };
    of_incident(log, aware);
}

pub(crate) fn notified(log: &mut Log, became_aware: &str, on: &str) {
    aware(log, became_aware);
    log.on(on);
    let notified = Incident::PanelNotified {
        reference: "N 1".to_owned(),
        on: day(on),
        nature: Nature::Neglect,
    };
    of_incident(log, notified);
}

/// Opened on a day, for a notification of that day.
pub(crate) fn opened(log: &mut Log, on: &str) {
    notified(log, on, on);
    let opened = Review::RapidReviewOpened {
        incident: id(1),
        reference: "RR 1".to_owned(),
        rule_set: "wt2023".to_owned(),
        trigger: Trigger::Notified,
        trigger_on: day(on),
        due: None,
    };
    of_review(log, opened);
}

pub(crate) fn sent(log: &mut Log, on: &str) {
    log.on(on);
    of_review(log, Review::RapidReviewSubmitted { on: day(on) });
}

/// Asked on Monday 18 May 2026 for a summary: the day plan's tenth working day, with a bank holiday
/// between, is Tuesday 2 June.
pub(crate) fn asked(log: &mut Log) {
    opened(log, "2026-05-18");
    log.on("2026-05-18");
    of_review(log, Review::AgencySummaryRequested { agency: id(2) });
}

pub(crate) fn decided(log: &mut Log, positions: Vec<Position>) {
    opened(log, "2026-06-08");
    log.on("2026-06-09");
    let decided = Review::ReviewDecisionMade {
        outcome: Outcome::NoReview,
        criteria: Vec::new(),
        positions,
        rationale: words(),
    };
    of_review(log, decided);
}

pub(crate) fn of_council() -> Vec<Position> {
    vec![Position {
        agency: id(1),
        outcome: Outcome::NoReview,
        words: None,
    }]
}

pub(crate) fn disagreed(log: &mut Log) {
    decided(log, of_council());
    sent(log, "2026-06-10");
    let answer = Review::PanelResponseReceived {
        view: PanelView::Disagrees,
        comments: Some(words()),
        on: day("2026-06-11"),
    };
    log.on("2026-06-11");
    of_review(log, answer);
}
