//! The rules of a year's learning from child deaths.

use super::refusals as refused;
use super::{Band, Command, Event, Period, State, individual};
use crate::ids::{AgencyId, EvidenceId, RecommendationId};
use crate::refusal::{Refusal, Refusals};
use crate::text::Text;
use crate::world::{Given, World};

/// The shortest period: a quarter, whose shortest has ninety days.
pub const PERIOD_DAYS_MIN: i64 = 90;

/// How long a year may be, in days.
const YEAR_DAYS: std::ops::RangeInclusive<i64> = 330..=400;

/// Judges a command.
///
/// # Errors
/// Every rule it breaks. A command that comes at the wrong time is refused for that alone.
pub fn decide(
    state: &State,
    command: Command,
    given: &Given,
    world: &World,
) -> Result<Vec<Event>, Vec<Refusal>> {
    let mut broken = Refusals::default();
    match (state.year, &command) {
        (None, Command::OpenChildDeathYear { .. }) => {}
        (None, _) => return Err(vec![refused::child_death_year_not_open()]),
        (Some(_), Command::OpenChildDeathYear { .. }) => {
            return Err(vec![refused::child_death_year_already_open()]);
        }
        (Some(year), _) => {
            let early = state.opened_on.is_some_and(|day| given.occurred_on < day);
            broken.when(early, refused::received_before_opening);
            if let Some(period) = period_of(&command) {
                in_year(period, year, given, &mut broken);
            }
        }
    }
    about_many(&command, given, &mut broken);
    let happened = judged(state, command, world, &mut broken);
    broken.or(|| vec![happened])
}

/// What a command leads to, and the rules it breaks by itself.
fn judged(state: &State, command: Command, world: &World, broken: &mut Refusals) -> Event {
    match command {
        Command::OpenChildDeathYear { title, year, panel } => {
            let days = (year.to - year.from).num_days() + 1;
            broken.when(
                !YEAR_DAYS.contains(&days),
                refused::child_death_year_too_short,
            );
            Event::ChildDeathYearOpened { title, year, panel }
        }
        Command::ReceiveCdopLearning {
            period,
            factor,
            deaths_band,
            learning,
        } => {
            let again = state.learned.contains(&(period, factor));
            broken.when(again, refused::learning_already_received);
            Event::CdopLearningReceived {
                period,
                factor,
                deaths_band,
                learning,
            }
        }
        Command::ReceiveCdopRecommendation {
            words,
            addressees,
            recommendation,
        } => {
            named(&addressees, recommendation, world, broken);
            Event::CdopRecommendationReceived {
                words,
                addressees,
                recommendation,
            }
        }
        Command::RecordDeathsReferred {
            period,
            referred_band,
            considered,
        } => {
            let again = state.referred.contains(&period);
            broken.when(again, refused::referrals_already_recorded);
            Event::DeathReferredForSafeguardingConsideration {
                period,
                referred_band,
                considered,
            }
        }
        Command::ReceiveCdopAnnualReport {
            title,
            reviewed_band,
            modifiable_band,
            says,
            evidence,
        } => {
            let bands = (reviewed_band, modifiable_band);
            reportable(state, bands, evidence, world, broken);
            Event::CdopAnnualReportReceived {
                title,
                reviewed_band,
                modifiable_band,
                says,
                evidence,
            }
        }
    }
}

fn reportable(
    state: &State,
    (reviewed, modifiable): (Band, Band),
    evidence: Option<EvidenceId>,
    world: &World,
    broken: &mut Refusals,
) {
    broken.when(state.reported, refused::annual_report_already_received);
    broken.when(modifiable > reviewed, refused::modifiable_over_reviewed);
    let strange = evidence.is_some_and(|id| !world.evidence.contains_key(&id));
    broken.when(strange, refused::cdop_evidence_unknown);
}

fn named(
    addressees: &[AgencyId],
    recommendation: Option<RecommendationId>,
    world: &World,
    broken: &mut Refusals,
) {
    let known = |agency: &AgencyId| world.partnership.agency(*agency).is_some();
    let strange = addressees.iter().any(|agency| !known(agency));
    broken.when(strange, refused::cdop_addressee_unknown);
    let strange = recommendation.is_some_and(|id| !world.recommendations.contains_key(&id));
    broken.when(strange, refused::cdop_recommendation_unknown);
}

const fn period_of(command: &Command) -> Option<Period> {
    match command {
        Command::ReceiveCdopLearning { period, .. }
        | Command::RecordDeathsReferred { period, .. } => Some(*period),
        Command::OpenChildDeathYear { .. }
        | Command::ReceiveCdopRecommendation { .. }
        | Command::ReceiveCdopAnnualReport { .. } => None,
    }
}

fn in_year(period: Period, year: Period, given: &Given, broken: &mut Refusals) {
    let inside = year.from <= period.from && period.to <= year.to;
    broken.when(!inside, refused::period_outside_year);
    let days = (period.to - period.from).num_days() + 1;
    broken.when(days < PERIOD_DAYS_MIN, refused::period_too_short);
    broken.when(given.occurred_on < period.to, refused::period_not_over);
}

/// Every word is about several deaths together: labels and the reason, too.
fn about_many(command: &Command, given: &Given, broken: &mut Refusals) {
    let (field, text) = match command {
        Command::OpenChildDeathYear { title, panel, .. } => {
            look("title", title, broken);
            look("panel", panel, broken);
            ("", None)
        }
        Command::ReceiveCdopLearning { learning, .. } => ("learning", Some(learning)),
        Command::ReceiveCdopRecommendation { words, .. } => ("words", Some(words)),
        Command::RecordDeathsReferred { considered, .. } => ("considered", Some(considered)),
        Command::ReceiveCdopAnnualReport { title, says, .. } => {
            look("title", title, broken);
            ("says", Some(says))
        }
    };
    look(field, plain(text), broken);
    look("reason", plain(given.reason.as_ref()), broken);
}

fn plain(text: Option<&Text>) -> &str {
    text.and_then(Text::as_plain).unwrap_or_default()
}

fn look(field: &str, words: &str, broken: &mut Refusals) {
    for what in individual::find(words) {
        broken.push(refused::individual(field, what));
    }
}
