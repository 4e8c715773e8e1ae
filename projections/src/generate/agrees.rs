//! The models of audits and self-assessments agree with what the rules go by, after any log.

use super::Generator;
use crate::Models;
use crate::audits::AuditStage;
use crate::campaigns::ReturnPhase;
use crate::earlier::SeenBeforeQuery;
use events::audit::{self, Stage};
use events::audit_case;
use events::audit_programme;
use events::briefing;
use events::event::{Event, Recorded};
use events::ids::StreamId;
use events::inspection;
use events::learning_activity;
use events::practice_review;
use events::self_assessment;
use events::service_return::Phase;
use events::world::World;
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};
use std::collections::BTreeSet;

/// Any log, in which a programme, an audit, a case and a return begin once and before anything
/// else is recorded of them: the rules refuse the rest.
fn log(seed: u64, length: usize) -> (Vec<Recorded>, chrono::NaiveDate) {
    let mut generator = Generator::wild(seed);
    let mut begun: BTreeSet<StreamId> = BTreeSet::new();
    let all: Vec<_> = generator.by_ref().take(length).collect();
    let kept = |one: &Recorded| match begins(one) {
        Some(stream) => begun.insert(stream),
        None => !has_to_begin(one) || begun.contains(&one.envelope.stream),
    };
    (all.into_iter().filter(kept).collect(), generator.today())
}

/// The stream an event begins.
fn begins(one: &Recorded) -> Option<StreamId> {
    if let Event::SelfAssessment(self_assessment::Event::ReturnInvited { service_return, .. }) =
        &one.event
    {
        return Some((*service_return).into());
    }
    let begins = matches!(
        one.event,
        Event::AuditProgramme(audit_programme::Event::ProgrammeAgreed { .. })
            | Event::Audit(audit::Event::AuditCommissioned { .. })
            | Event::AuditCase(audit_case::Event::CaseDrawn { .. })
            | Event::Briefing(briefing::Event::BriefingDrafted { .. })
            | Event::LearningActivity(learning_activity::Event::ActivityScheduled { .. })
            | Event::PracticeReview(practice_review::Event::ReviewCommissioned { .. })
            | Event::Inspection(inspection::Event::InspectionNotified { .. })
    );
    begins.then_some(one.envelope.stream)
}

const fn has_to_begin(one: &Recorded) -> bool {
    matches!(
        one.event,
        Event::AuditProgramme(_)
            | Event::Audit(_)
            | Event::AuditCase(_)
            | Event::EvidencePack(_)
            | Event::ServiceReturn(_)
            | Event::Briefing(_)
            | Event::LearningActivity(_)
            | Event::PracticeReview(_)
            | Event::Inspection(_)
    )
}

const fn stage(of: AuditStage) -> Stage {
    match of {
        AuditStage::Commissioned => Stage::Commissioned,
        AuditStage::Sampled => Stage::Sampled,
        AuditStage::Fieldwork => Stage::Fieldwork,
        AuditStage::Moderated => Stage::Moderated,
        AuditStage::Reported => Stage::Reported,
        AuditStage::Approved => Stage::Approved,
        AuditStage::Disseminated => Stage::Disseminated,
        AuditStage::Closed => Stage::Closed,
        AuditStage::Abandoned => Stage::Abandoned,
    }
}

const fn phase(of: ReturnPhase) -> Phase {
    match of {
        ReturnPhase::Invited => Phase::Invited,
        ReturnPhase::InProgress => Phase::InProgress,
        ReturnPhase::SignedOff => Phase::SignedOff,
        ReturnPhase::Submitted => Phase::Submitted,
        ReturnPhase::Clarification => Phase::Clarification,
        ReturnPhase::Challenged => Phase::Challenged,
        ReturnPhase::Accepted => Phase::Accepted,
        ReturnPhase::ActionsOpen => Phase::ActionsOpen,
        ReturnPhase::Closed => Phase::Closed,
        ReturnPhase::NonReturn => Phase::NonReturn,
    }
}

fn worlds(events: &[Recorded]) -> (Models, World) {
    let mut world = World::default();
    for one in events {
        world.evolve(one);
    }
    (events.iter().collect(), world)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn an_audit_is_as_far_as_the_rules_say(seed in any::<u64>(), length in 0_usize..1_500) {
        let (events, today) = log(seed, length);
        let (models, world) = worlds(&events);
        for audit in models.audits.all() {
            let view = models.audit(audit.id, today).unwrap();
            let state = &world.audits[&audit.id];
            prop_assert_eq!(stage(view.stage), audit::stage(state, audit.id, &world));
            prop_assert_eq!(audit.is_reported(), state.is_reported());
            prop_assert_eq!(view.sample.n, audit::sample::left_in_sample(audit.id, &world));
            prop_assert_eq!(view.sample.drawn, view.sample.n + view.sample.excluded);
            let unmoderated = audit::sample::unmoderated(audit.id, &world);
            prop_assert_eq!(view.sample.unmoderated, unmoderated);
            let moved = view.moved;
            prop_assert_eq!(moved.moderated, view.sample.n - unmoderated);
            let parts = moved.up + moved.down + moved.unmoved + moved.unknown;
            prop_assert_eq!(parts, moved.moderated);
            let unsafe_child = audit::sample::has_unconfirmed_concern(audit.id, &world);
            prop_assert_eq!(!view.open_concerns.is_empty(), unsafe_child);
            let orphans: BTreeSet<_> = audit::sample::orphans(state, &world).collect();
            let shown = view.findings.iter().filter(|one| one.is_orphan);
            let shown: BTreeSet<_> = shown.map(|one| one.finding.id).collect();
            prop_assert_eq!(shown, orphans);
        }
    }

    #[test]
    fn a_practice_review_is_as_far_as_the_rules_say(
        seed in any::<u64>(),
        length in 0_usize..1_500,
    ) {
        let (events, today) = log(seed, length);
        let (models, world) = worlds(&events);
        for review in models.practice_reviews.latest_first() {
            let view = models.practice_review(review.id, today).unwrap();
            let state = &world.practice_reviews[&review.id];
            prop_assert_eq!(&review.rules, state);
            prop_assert_eq!(view.phase, state.phase);
            let orphans: BTreeSet<_> = practice_review::gates::orphans(state, &world).collect();
            let shown = view.findings.iter().filter(|one| one.is_orphan);
            let shown: BTreeSet<_> = shown.map(|one| one.finding.id).collect();
            prop_assert_eq!(shown, orphans);
            let partners = practice_review::gates::partners_on(&world.partnership, today);
            prop_assert_eq!(&view.partners, &partners);
        }
    }

    #[test]
    fn an_inspection_is_as_far_as_the_rules_say(seed in any::<u64>(), length in 0_usize..1_500) {
        let (events, today) = log(seed, length);
        let (models, world) = worlds(&events);
        for one in models.inspections.latest_first() {
            let view = models.inspection(one.id, today).unwrap();
            let state = &world.inspections[&one.id];
            prop_assert_eq!(&one.rules, state);
            prop_assert_eq!(view.phase, state.phase);
            prop_assert_eq!(one.plan_due(), state.due);
            prop_assert_eq!(view.counts.asked, state.requests.len());
            let counts = view.counts;
            let parts = counts.in_time + counts.answered_late + counts.waiting();
            prop_assert_eq!(parts + counts.withdrawn, counts.asked);
            let orphans: BTreeSet<_> = inspection::unanswered_findings(state, &world)
                .map(|(id, _)| id)
                .collect();
            let shown = view.findings.iter().filter(|one| one.is_orphan);
            let shown: BTreeSet<_> = shown.map(|one| one.finding.id).collect();
            prop_assert_eq!(shown, orphans);
        }
    }

    #[test]
    fn a_return_is_as_far_as_the_rules_say(seed in any::<u64>(), length in 0_usize..1_500) {
        let (events, today) = log(seed, length);
        let (models, world) = worlds(&events);
        for (id, state) in &world.returns {
            let Some(shown) = models.campaigns.service_return(*id) else {
                prop_assert!(state.campaign.is_none());
                continue;
            };
            prop_assert_eq!(Some(shown.agency), state.agency);
            prop_assert_eq!(phase(shown.phase), state.phase);
            prop_assert_eq!(shown.sign_off.is_some(), state.sign_off.is_some());
            prop_assert!(shown.moderated.keys().eq(state.moderated.keys()));
            for standard in state.answers.keys() {
                prop_assert_eq!(shown.score_in_force(standard), state.score_in_force(standard));
            }
        }
        for campaign in models.campaigns.latest_first() {
            let view = models.campaign(campaign.id, today).unwrap();
            let phases = view.counts.phases.values().sum::<u32>();
            prop_assert_eq!(phases, view.counts.invited);
            prop_assert_eq!(models.heat_map(campaign.id).unwrap().rows.len(), view.returns.len());
        }
    }

    #[test]
    fn what_spreads_learning_is_as_far_as_the_rules_say(
        seed in any::<u64>(), length in 0_usize..1_500,
    ) {
        let (events, today) = log(seed, length);
        let (models, world) = worlds(&events);
        for (id, state) in &world.briefings {
            let shown = models.briefings.get(*id).unwrap();
            prop_assert!(shown.cascades.keys().eq(state.asked.keys()));
            for (agency, asked) in &state.asked {
                let cascade = &shown.cascades[agency];
                let confirmed = cascade.confirmed.as_ref().map(|known| known.at.occurred_on);
                prop_assert_eq!(confirmed, asked.confirmed);
                prop_assert_eq!(cascade.due, asked.due);
            }
            prop_assert_eq!(&shown.drafters, &state.drafters);
            let coverage = shown.coverage(today);
            prop_assert!(coverage.confirmed + coverage.overdue <= coverage.asked);
        }
        for (id, state) in &world.activities {
            let shown = models.activities.get(*id).unwrap();
            let held = shown.held.as_ref().map(|(at, _)| at.occurred_on);
            prop_assert_eq!(held, state.held_on);
            prop_assert_eq!(shown.judged.last().map(|one| one.effect), state.effect);
            prop_assert_eq!(shown.later_look_from(), state.later_look_due());
            prop_assert_eq!(shown.immediate.is_some(), state.evaluated);
        }
    }

    #[test]
    fn every_list_of_the_audit_year_adds_up(seed in any::<u64>(), length in 0_usize..1_500) {
        let (events, today) = log(seed, length);
        let (models, world) = worlds(&events);
        let matrices = models.audits.all().map(|one| models.returns_matrix(one.id, today));
        let waited: u32 = matrices.flatten().map(|one| one.outstanding).sum();
        let chased = models.chase_list(today);
        let listed: usize = chased.iter().map(|one| one.outstanding.len()).sum();
        // An agency may have been asked that the audit does not look at.
        prop_assert!(usize::try_from(waited).unwrap() <= listed);
        for programme in models.programmes.latest_first() {
            let view = models.programme(programme.id, today).unwrap();
            let state = &world.programmes[&programme.id];
            prop_assert!(view.pace.expected <= programme.minimum);
            prop_assert_eq!(view.counts.planned, state.planned());
            prop_assert_eq!(view.counts.reported, state.delivered(programme.id, &world));
        }
        let query = SeenBeforeQuery { theme: "neglect", day: today, asked_by: None };
        let seen = models.seen_before(query);
        let on_theme = models.audits.all().map(|one| one.findings.len()).sum::<usize>();
        prop_assert!(seen.findings.len() <= on_theme);
    }

    #[test]
    fn asking_between_events_changes_nothing(seed in any::<u64>(), length in 1_usize..400) {
        let (events, today) = log(seed, length);
        let mut asked = Models::default();
        for one in &events {
            asked.apply(one);
            asked.chase_list(today);
            asked.audits.open_concerns();
            asked.campaigns.overdue(today);
        }
        prop_assert_eq!(asked, events.iter().collect::<Models>());
    }
}
