//! The models of incidents and rapid reviews agree with what the rules go by, and count right.

use super::{IncidentFilter, IncidentStage, ReviewStage};
use crate::Models;
use crate::generate::Generator;
use crate::given::{Log, day, id, words};
use crate::reference::PageOf;
use crate::small_numbers::Shown;
use events::event::{Event, Recorded};
use events::ids::{IncidentId, RapidReviewId, ReviewSubjectId, StreamId};
use events::partnership;
use events::rapid_review::{self, PanelView, Phase};
use events::review_subject::{self, Characteristics, Sex, SubjectKind, SubjectOf};
use events::rule_set::{Trigger, shipped};
use events::serious_incident::{self, HarmFrom, Nature};
use events::world::World;
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};
use std::collections::BTreeSet;

const fn incident_stage(of: IncidentStage) -> serious_incident::Phase {
    match of {
        IncidentStage::Referred => serious_incident::Phase::Referred,
        IncidentStage::NotNotifiable => serious_incident::Phase::NotNotifiable,
        IncidentStage::ToNotify => serious_incident::Phase::ToNotify,
        IncidentStage::Notified => serious_incident::Phase::Notified,
        IncidentStage::Withdrawn => serious_incident::Phase::Withdrawn,
    }
}

const fn review_stage(of: ReviewStage) -> Phase {
    match of {
        ReviewStage::Open => Phase::Open,
        ReviewStage::Gathering => Phase::Gathering,
        ReviewStage::Met => Phase::Met,
        ReviewStage::Decided => Phase::Decided,
        ReviewStage::Submitted => Phase::Submitted,
        ReviewStage::Responded => Phase::Responded,
        ReviewStage::Closed => Phase::Closed,
    }
}

/// The history of an incident and its review, step by step as the rules allow it.
struct Told(Log);

impl Told {
    fn new() -> Self {
        let mut log = Log::new();
        for rule_set in shipped() {
            let rule_set = rule_set.clone();
            log.partnership(partnership::Event::StatutoryRuleSetAdopted { rule_set });
        }
        Self(log)
    }

    fn incident(&mut self, event: serious_incident::Event) -> &mut Self {
        let stream = id::<IncidentId>(1).into();
        self.0.add(stream, Event::SeriousIncident(event));
        self
    }

    fn review(&mut self, event: rapid_review::Event) -> &mut Self {
        let stream = id::<RapidReviewId>(1).into();
        self.0.add(stream, Event::RapidReview(event));
        self
    }

    fn child(&mut self, number: u128, sex: Sex) -> &mut Self {
        let stream = id::<ReviewSubjectId>(number).into();
        let added = review_subject::Event::SubjectAdded {
            of: SubjectOf::Incident(id(1)),
            alias: format!("C-{number}"),
            kind: SubjectKind::Child,
            characteristics: Characteristics {
                sex,
                ..Characteristics::default()
            },
        };
        self.0.add(stream, Event::ReviewSubject(added));
        self
    }

    /// Known on 18 May 2026, notified on 22 May, and a review opened.
    fn opened(&mut self) -> &mut Self {
        self.incident(serious_incident::Event::IncidentReferred {
            reference: "SI-07".to_owned(),
            agency: id(1),
            on: day("2026-05-18"),
            nature: Nature::PhysicalHarm,
            harm_from: HarmFrom::IntraFamilial,
            words: words(),
        });
        self.incident(serious_incident::Event::LocalAuthorityBecameAware {
            on: day("2026-05-18"),
            rule_set: "wt2026".to_owned(),
        });
        self.incident(serious_incident::Event::PanelNotified {
            reference: "N".to_owned(),
            on: day("2026-05-22"),
            nature: Nature::PhysicalHarm,
        });
        self.review(rapid_review::Event::RapidReviewOpened {
            incident: id(1),
            reference: "SI-07".to_owned(),
            rule_set: "wt2026".to_owned(),
            trigger: Trigger::Notified,
            trigger_on: day("2026-05-22"),
            due: Some(day("2026-06-15")),
        })
    }

    fn models(&self) -> &Models {
        &self.0.models
    }
}

#[test]
fn both_days_a_review_may_count_from_are_shown_and_the_one_in_use_is_marked() {
    let mut told = Told::new();
    told.opened();
    let models = told.models();
    let review = models.rapid_reviews.review(id(1)).unwrap();
    let clocks = models.review_clocks(review, day("2026-06-16"));
    let shown: Vec<_> = clocks
        .iter()
        .map(|one| (one.trigger, one.due, one.in_use, one.days_late))
        .collect();
    assert_eq!(
        shown,
        [
            (Trigger::Notified, Some(day("2026-06-15")), true, 1),
            (Trigger::BecameAware, Some(day("2026-06-09")), false, 7),
        ]
    );
    let plan = models.day_plan(review, day("2026-06-16"));
    let last = plan.iter().map(|step| step.to).collect::<Vec<_>>();
    let days = ["2026-06-08", "2026-06-11", "2026-06-12"];
    assert_eq!(last, days.map(|one| Some(day(one))));
    assert_eq!(models.summaries_due(review), Some(day("2026-06-08")));
}

#[test]
fn gaps_name_what_is_late_missing_and_unanswered() {
    let mut told = Told::new();
    told.opened();
    let numbers = |told: &Told, today: &str| {
        let gaps = told.models().gaps(day(today)).into_iter();
        let of_rapid_reviews = gaps.filter(|gap| (37..=41).contains(&gap.rule));
        of_rapid_reviews.map(|gap| gap.rule).collect::<Vec<_>>()
    };
    assert!(numbers(&told, "2026-06-15").is_empty());
    assert_eq!(numbers(&told, "2026-06-16"), [38]);
    told.review(rapid_review::Event::AgencySummaryRequested { agency: id(1) });
    assert_eq!(numbers(&told, "2026-06-09"), [39]);
    told.review(rapid_review::Event::MissingSummaryExplained {
        agency: id(1),
        words: words(),
    });
    assert!(numbers(&told, "2026-06-09").is_empty());
    told.review(rapid_review::Event::RapidReviewSubmitted {
        on: day("2026-06-15"),
    });
    told.review(rapid_review::Event::PanelResponseReceived {
        view: PanelView::Disagrees,
        comments: None,
        on: day("2026-06-20"),
    });
    assert_eq!(numbers(&told, "2026-07-01"), [41]);
    told.review(rapid_review::Event::DecisionReconsidered {
        outcome: rapid_review::Outcome::NoReview,
        criteria: Vec::new(),
        positions: Vec::new(),
        rationale: words(),
    });
    assert!(numbers(&told, "2026-07-01").is_empty());
}

#[test]
fn small_counts_are_hidden_in_the_yearly_figures() {
    let mut told = Told::new();
    told.opened();
    for number in 1..=6 {
        told.child(number, Sex::Female);
    }
    told.child(7, Sex::Male);
    let (from, to) = (day("2026-04-01"), day("2027-03-31"));
    let figures = told.models().statutory_figures(from, to, day("2026-07-01"));
    assert_eq!(
        (figures.referred, figures.notified, figures.reviewed),
        (Shown::Hidden, Shown::Hidden, Shown::Hidden),
        "a small total would give away the one group below it"
    );
    let sex = figures.figures.iter().find(|one| one.key == "sex").unwrap();
    let shown: Vec<_> = sex.rows.iter().map(|row| row.shown).collect();
    assert_eq!(shown, [Shown::Hidden, Shown::Hidden, Shown::Count(0)]);
    assert_eq!(sex.total, Some(Shown::Count(7)));
    let time = figures.figures.iter();
    let mut time = time.filter(|one| one.key == "reviews_in_time");
    let overdue = time.next().unwrap().rows.iter().map(|row| row.shown);
    let none = Shown::Count(0);
    assert_eq!(
        overdue.collect::<Vec<_>>(),
        [none, none, Shown::Hidden, none]
    );
    let other = told
        .models()
        .statutory_figures(day("2025-04-01"), day("2026-03-31"), to);
    assert_eq!((other.referred, other.notified), (none, none));
}

/// The stream an event begins.
fn begins(one: &Recorded) -> bool {
    matches!(
        one.event,
        Event::SeriousIncident(serious_incident::Event::IncidentReferred { .. })
            | Event::RapidReview(rapid_review::Event::RapidReviewOpened { .. })
            | Event::ReviewSubject(review_subject::Event::SubjectAdded { .. })
    )
}

const fn has_to_begin(one: &Recorded) -> bool {
    matches!(
        one.event,
        Event::SeriousIncident(_) | Event::RapidReview(_) | Event::ReviewSubject(_)
    )
}

/// Any log, in which an incident, a review and a child begin once and before anything else is
/// recorded of them, and a review passes its steps in their order: the rules refuse the rest.
fn log(seed: u64, length: usize) -> Vec<Recorded> {
    let mut begun: BTreeSet<StreamId> = BTreeSet::new();
    let mut world = World::default();
    let mut kept = Vec::new();
    for one in Generator::wild(seed).take(length) {
        let stream = one.envelope.stream;
        let known = begun.contains(&stream);
        let wanted = !has_to_begin(&one) || begins(&one) != known;
        if wanted && in_order(&world, &one) {
            begun.insert(stream);
            world.evolve(&one);
            kept.push(one);
        }
    }
    kept
}

fn in_order(world: &World, one: &Recorded) -> bool {
    let id = one.envelope.stream.id;
    if let Event::SeriousIncident(event) = &one.event {
        let known = world.incidents.get(&IncidentId(id));
        let phase = known.map(|known| known.phase).unwrap_or_default();
        let over = phase == serious_incident::Phase::Withdrawn;
        let notified = phase == serious_incident::Phase::Notified;
        return match event {
            serious_incident::Event::NotificationDecided { .. }
            | serious_incident::Event::PanelNotified { .. } => !notified && !over,
            serious_incident::Event::NotificationWithdrawn { .. } => notified,
            serious_incident::Event::IncidentReferred { .. }
            | serious_incident::Event::IncidentCorrected { .. }
            | serious_incident::Event::LocalAuthorityBecameAware { .. }
            | serious_incident::Event::LateNotificationExplained { .. }
            | serious_incident::Event::PartnersInformed { .. }
            | serious_incident::Event::OfstedDfeInformed { .. } => true,
        };
    }
    let Event::RapidReview(event) = &one.event else {
        return true;
    };
    let known = world.rapid_reviews.get(&RapidReviewId(id));
    let phase = known.map(|known| known.phase).unwrap_or_default();
    let wanted = match event {
        rapid_review::Event::RapidReviewMeetingHeld { .. } => Phase::Gathering,
        rapid_review::Event::ReviewDecisionMade { .. } => Phase::Met,
        rapid_review::Event::RapidReviewSubmitted { .. } => Phase::Decided,
        rapid_review::Event::PanelResponseReceived { .. }
        | rapid_review::Event::PanelResponseLapsed {} => Phase::Submitted,
        rapid_review::Event::RapidReviewClosed {} => Phase::Responded,
        rapid_review::Event::RapidReviewOpened { .. }
        | rapid_review::Event::LeadAreaAgreed { .. }
        | rapid_review::Event::RecordsSecured { .. }
        | rapid_review::Event::DayPlanSet { .. }
        | rapid_review::Event::AgencySummaryRequested { .. }
        | rapid_review::Event::AgencySummaryReceived { .. }
        | rapid_review::Event::AgencySummaryReturnedForQuality { .. }
        | rapid_review::Event::AgencySummaryChased { .. }
        | rapid_review::Event::MissingSummaryExplained { .. }
        | rapid_review::Event::PreviousLearningChecked { .. }
        | rapid_review::Event::LearningPointRecorded { .. }
        | rapid_review::Event::LearningPointCorrected { .. }
        | rapid_review::Event::DelayReasonRecorded { .. }
        | rapid_review::Event::DecisionReconsidered { .. } => return true,
    };
    phase == wanted
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn everything_is_as_far_as_the_rules_say(seed in any::<u64>(), length in 0_usize..1_500) {
        let events = log(seed, length);
        let mut world = World::default();
        for one in &events {
            world.evolve(one);
        }
        let models: Models = events.iter().collect();
        for incident in models.rapid_reviews.incidents() {
            let state = &world.incidents[&incident.id];
            prop_assert_eq!(incident_stage(incident.stage()), state.phase);
            prop_assert_eq!(Some(incident.nature), state.nature);
        }
        for review in models.rapid_reviews.reviews() {
            let state = &world.rapid_reviews[&review.id];
            prop_assert_eq!(review_stage(review.stage()), state.phase);
            let missing = state.summaries.iter().filter(|(_, one)| one.is_unexplained());
            let missing: Vec<_> = missing.map(|(agency, _)| *agency).collect();
            prop_assert_eq!(review.missing().collect::<Vec<_>>(), missing);
        }
        for subject in models.rapid_reviews.subjects() {
            let state = &world.subjects[&subject.id];
            prop_assert_eq!(subject.has_unconfirmed_action(), state.has_unconfirmed_action());
            prop_assert_eq!(subject.safe_now(), state.safety);
        }
    }

    #[test]
    fn asking_between_events_changes_nothing(seed in any::<u64>(), length in 1_usize..400) {
        let mut generator = Generator::wild(seed);
        let events: Vec<Recorded> = generator.by_ref().take(length).collect();
        let today = generator.today();
        let mut asked = Models::default();
        for one in &events {
            asked.apply(one);
            let found = asked.list_incidents(&IncidentFilter::default(), PageOf::ALL, today);
            prop_assert!(found.total <= events.len());
            asked.statutory_figures(today, today, today);
        }
        prop_assert_eq!(asked, events.iter().collect::<Models>());
    }
}
