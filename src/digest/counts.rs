//! What a digest counts: as much of the record as the account's roles reach.

use crate::app::App;
use crate::feed::{sights, to_be_kept};
use chrono::{Days, NaiveDate};
use events::everywhere::{Sight, roles_of};
use events::ids::{AccountId, ActionId, StreamId, StreamKind};
use events::log::ReadError;
use projections::actions::ActionPhase;
use projections::gaps::{GapFilter, GapStanding};
use std::collections::BTreeSet;

/// How far ahead dates are counted, in days.
pub(super) const AHEAD_DAYS: u64 = 14;

/// How much there is to do. Numbers only.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Dates that have passed and are not kept.
    pub overdue: usize,
    /// Dates of the next fourteen days, today among them.
    pub due_soon: usize,
    /// Until which day those are.
    pub until: NaiveDate,
    /// Completions said, which this person may verify: neither their own nor their agency's.
    pub to_verify: usize,
    /// Open gaps that began since the last digest.
    pub new_gaps: usize,
}

/// Counts for an account on a day, its gaps since another.
///
/// # Errors
/// When the record cannot be read.
pub fn counts(
    app: &App,
    account: AccountId,
    today: NaiveDate,
    since: NaiveDate,
) -> Result<Counts, ReadError> {
    let sights = sights(app, account, today);
    let until = today.checked_add_days(Days::new(AHEAD_DAYS));
    let until = until.unwrap_or(today);
    let dates = to_be_kept(app, &sights, today)?;
    let mut waiting = BTreeSet::new();
    let mut gaps = BTreeSet::new();
    for sight in &sights {
        waiting.extend(to_verify(app, account, sight)?);
        gaps.extend(new_gaps(app, sight, today, since)?);
    }
    Ok(Counts {
        overdue: dates.iter().filter(|due| due.day < today).count(),
        due_soon: dates
            .iter()
            .filter(|due| due.day >= today && due.day <= until)
            .count(),
        until,
        to_verify: waiting.len(),
        new_gaps: gaps.len(),
    })
}

/// Claims that somebody with this sight may judge. Nobody verifies their own, nor their agency's.
fn to_verify(app: &App, account: AccountId, sight: &Sight) -> Result<Vec<ActionId>, ReadError> {
    let roles = roles_of(StreamKind::ImprovementAction, "verify_completion");
    if !roles.is_some_and(|roles| roles.contains(&sight.role)) {
        return Ok(Vec::new());
    }
    let view = app.seen(sight).view(None)?;
    let mut found = Vec::new();
    for action in view.actions.all() {
        let own = sight.agency.is_some_and(|own| action.is_owned_by(own));
        if action.phase() != ActionPhase::Claimed || own {
            continue;
        }
        let Some(claim) = action.last_step() else {
            continue;
        };
        let claimed = app.log().event(claim.at.position)?;
        if claimed.envelope.actor.account() != Some(account) {
            found.push(action.id);
        }
    }
    Ok(found)
}

fn new_gaps(
    app: &App,
    sight: &Sight,
    today: NaiveDate,
    since: NaiveDate,
) -> Result<Vec<StreamId>, ReadError> {
    let view = app.seen(sight).view(None)?;
    let open = GapFilter {
        standings: vec![GapStanding::Open],
        ..GapFilter::default()
    };
    let found = view.gaps_matching(&open, today).into_iter();
    Ok(found
        .filter(|gap| gap.since >= since)
        .map(|gap| gap.stream)
        .collect())
}
