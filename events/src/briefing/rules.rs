//! The rules of a briefing.

use super::refusals as refused;
use super::{Asked, Command, Event, Part, Passage, Phase, Source, SourceKind, State};
use crate::ids::{AgencyId, AuditId, ChildDeathLearningId, FindingId, PracticeReviewId};
use crate::ids::{LearningPointId, RapidReviewId, RecommendationId, ReviewFindingId};
use crate::refusal::{Refusal, Refusals};
use crate::world::{Given, World};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// What has to stand in a briefing before it goes out.
const NEEDED: [Part; 2] = [Part::Learned, Part::ToDo];

/// Judges a command.
///
/// # Errors
/// Every rule it breaks. A command that comes at the wrong time of the briefing's life is refused
/// for that alone.
pub fn decide(
    state: &State,
    command: Command,
    given: &Given,
    world: &World,
) -> Result<Vec<Event>, Vec<Refusal>> {
    in_time(state, &command).map_err(|refusal| vec![refusal])?;
    let mut broken = Refusals::default();
    let early = state.since.is_some_and(|since| given.occurred_on < since);
    broken.when(early, refused::before_its_cause);
    match command {
        Command::DraftBriefing { .. } | Command::RedraftBriefing { .. } => {
            write(command, world, broken)
        }
        Command::ClearBriefing {} => {
            let user = given.actor.user();
            let own = user.is_none_or(|user| state.drafters.contains(user));
            broken.when(own, refused::clears_own_draft);
            broken.or(|| vec![Event::BriefingCleared {}])
        }
        Command::PublishBriefing { audience } => {
            let missing = NEEDED.iter().any(|part| !state.parts.contains(part));
            broken.when(missing, refused::learning_missing);
            broken.or(|| vec![Event::BriefingPublished { audience }])
        }
        Command::WithdrawBriefing {} => {
            broken.need_reason(given, "withdrawing a briefing");
            broken.or(|| vec![Event::BriefingWithdrawn {}])
        }
        Command::RequestCascade { agencies, due } => {
            request(state, &agencies, due, (given, world), broken)
        }
        Command::ConfirmCascade {
            agency,
            teams,
            reached,
            how,
        } => {
            passed_on(state, agency, given, &mut broken);
            broken.when(reached == 0, refused::cascade_reached_nobody);
            let nowhere = reached > 0 && teams.is_empty();
            broken.when(nowhere, refused::cascade_without_team);
            broken.when(is_repeated(&teams), refused::team_named_twice);
            let confirmed = Event::CascadeConfirmed {
                agency,
                teams,
                reached,
                how,
            };
            broken.or(|| vec![confirmed])
        }
        Command::ChaseCascade { agency } => chase(state, agency, given, broken),
    }
}

/// Writes a draft, first or again. Anything else leads to nothing.
fn write(
    command: Command,
    world: &World,
    mut broken: Refusals,
) -> Result<Vec<Event>, Vec<Refusal>> {
    if let Command::DraftBriefing {
        reference,
        title,
        theme,
        sources,
        parts,
    } = command
    {
        let known = |code: &String| world.partnership.theme(code).is_some();
        let strange = theme.as_ref().is_some_and(|code| !known(code));
        broken.when(strange, refused::briefing_theme_unknown);
        written(&sources, &parts, world, &mut broken);
        let drafted = Event::BriefingDrafted {
            reference,
            title,
            theme,
            sources,
            parts,
        };
        return broken.or(|| vec![drafted]);
    }
    let Command::RedraftBriefing {
        title,
        sources,
        parts,
    } = command
    else {
        return Ok(Vec::new());
    };
    written(&sources, &parts, world, &mut broken);
    let redrafted = Event::BriefingRedrafted {
        title,
        sources,
        parts,
    };
    broken.or(|| vec![redrafted])
}

fn in_time(state: &State, command: &Command) -> Result<(), Refusal> {
    use Command as C;
    match (state.phase, command) {
        (Phase::NotDrafted, C::DraftBriefing { .. }) => Ok(()),
        (Phase::NotDrafted, _) => Err(refused::briefing_not_drafted()),
        (_, C::DraftBriefing { .. }) => Err(refused::briefing_already_drafted()),
        (Phase::Withdrawn, _) => Err(refused::briefing_withdrawn()),
        (
            Phase::Published,
            C::RedraftBriefing { .. } | C::ClearBriefing {} | C::PublishBriefing { .. },
        ) => Err(refused::briefing_already_published()),
        (Phase::Cleared, C::ClearBriefing {}) => Err(refused::briefing_already_cleared()),
        (Phase::Draft, C::PublishBriefing { .. }) => Err(refused::publish_uncleared()),
        (
            Phase::Draft | Phase::Cleared,
            C::RequestCascade { .. } | C::ConfirmCascade { .. } | C::ChaseCascade { .. },
        ) => Err(refused::cascade_before_publication()),
        (
            Phase::Draft | Phase::Cleared | Phase::Published,
            C::RedraftBriefing { .. }
            | C::ClearBriefing {}
            | C::PublishBriefing { .. }
            | C::WithdrawBriefing {}
            | C::RequestCascade { .. }
            | C::ConfirmCascade { .. }
            | C::ChaseCascade { .. },
        ) => Ok(()),
    }
}

fn written(sources: &[Source], parts: &[Passage], world: &World, broken: &mut Refusals) {
    broken.when(sources.is_empty(), refused::briefing_without_source);
    let mut named = BTreeSet::new();
    let twice = sources.iter().any(|source| !named.insert(source));
    broken.when(twice, refused::source_named_twice);
    for (index, source) in sources.iter().enumerate() {
        match is_in_log(source, world) {
            Some(true) => {}
            Some(false) => broken.push(refused::source_unknown(index)),
            None => {
                let chosen_elsewhere = source.kind == SourceKind::Elsewhere;
                broken.when(!chosen_elsewhere, || refused::source_not_chosen(index));
            }
        }
    }
    broken.when(parts.is_empty(), refused::briefing_without_words);
    let mut headings = BTreeSet::new();
    let twice = parts.iter().any(|passage| !headings.insert(passage.part));
    broken.when(twice, refused::heading_twice);
}

/// Whether the source is in this log; none where no id is given.
fn is_in_log(source: &Source, world: &World) -> Option<bool> {
    let id = source.id?;
    let said_by_review = world.review_of_finding.contains_key(&ReviewFindingId(id));
    Some(match source.kind {
        SourceKind::Finding => {
            world.audit_of_finding.contains_key(&FindingId(id)) || said_by_review
        }
        SourceKind::LearningPoint => {
            world.review_of_point.contains_key(&LearningPointId(id)) || said_by_review
        }
        SourceKind::RapidReview => world.rapid_reviews.contains_key(&RapidReviewId(id)),
        SourceKind::PracticeReview => world.practice_reviews.contains_key(&PracticeReviewId(id)),
        SourceKind::Recommendation => world.recommendations.contains_key(&RecommendationId(id)),
        SourceKind::Audit => world.audits.contains_key(&AuditId(id)),
        SourceKind::ChildDeathLearning => {
            let years = &world.child_death_learning;
            years.contains_key(&ChildDeathLearningId(id))
        }
        SourceKind::Elsewhere => false,
    })
}

fn request(
    state: &State,
    agencies: &[AgencyId],
    due: NaiveDate,
    (given, world): (&Given, &World),
    mut broken: Refusals,
) -> Result<Vec<Event>, Vec<Refusal>> {
    broken.when(agencies.is_empty(), refused::cascade_of_nobody);
    broken.when(due < given.occurred_on, refused::cascade_due_passed);
    let mut named = BTreeSet::new();
    let again = |agency: &AgencyId| state.asked.contains_key(agency) || !named.insert(*agency);
    let asked_twice = agencies.iter().any(again);
    broken.when(asked_twice, refused::cascade_already_asked);
    let is_member = |agency: &AgencyId| {
        let known = world.partnership.agency(*agency);
        known.is_some_and(|known| known.is_member_on(given.occurred_on))
    };
    let strange = agencies.iter().any(|agency| !is_member(agency));
    broken.when(strange, refused::cascade_agency_unknown);
    let asked = agencies.iter().map(|agency| Event::CascadeRequested {
        agency: *agency,
        due,
    });
    broken.or(|| asked.collect())
}

/// What was asked of an agency, where it still has to confirm.
fn passed_on<'a>(
    state: &'a State,
    agency: AgencyId,
    given: &Given,
    broken: &mut Refusals,
) -> Option<&'a Asked> {
    let Some(asked) = state.asked.get(&agency) else {
        broken.push(refused::cascade_not_asked());
        return None;
    };
    broken.when(
        asked.confirmed.is_some(),
        refused::cascade_already_confirmed,
    );
    broken.when(given.occurred_on < asked.on, refused::before_its_cause);
    Some(asked)
}

fn chase(
    state: &State,
    agency: AgencyId,
    given: &Given,
    mut broken: Refusals,
) -> Result<Vec<Event>, Vec<Refusal>> {
    let Some(asked) = passed_on(state, agency, given, &mut broken) else {
        return broken.or(Vec::new);
    };
    let late = asked.due < given.occurred_on;
    broken.when(!late, refused::cascade_not_overdue);
    let again = asked.chased.is_some_and(|day| given.occurred_on <= day);
    broken.when(again, refused::cascade_chased_today);
    let due = asked.due;
    broken.or(|| vec![Event::CascadeOverdue { agency, due }])
}

fn is_repeated(teams: &[String]) -> bool {
    let mut named = BTreeSet::new();
    let mut plain = teams.iter().map(|team| team.trim().to_lowercase());
    plain.any(|team| !named.insert(team))
}
