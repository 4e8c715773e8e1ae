//! The private calendar of an account: on each day, how many dates fall due.
//!
//! A calendar program cannot sign in, so the address itself is the secret. It is told once; the
//! log holds its SHA-256. Whoever gets hold of it learns counts and days, and nothing else: no
//! words, no names, no references.

use crate::app::App;
use crate::desk::sight_in;
use crate::identity::secrets::Secret;
use crate::words::count;
use chrono::NaiveDate;
use events::envelope::Moment;
use events::everywhere::{Area, Sight};
use events::ids::{AccountId, MilestoneId, StreamId};
use events::log::ReadError;
use icalendar::{Calendar, Component, Event, EventLike};
use projections::deadlines::{DeadlineFilter, DeadlineKind, DeadlineState};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// How often a calendar program should ask again, as a duration of iCalendar.
const ASK_AGAIN: &str = "PT6H";

/// The digest of a secret as somebody sent it; none when it cannot be one.
pub fn digest_of(secret: &str) -> Option<String> {
    Secret::parse(secret).map(|secret| secret.digest_hex())
}

/// What an account sees in each role it may use on a day, where it may see the work at all.
pub fn sights(app: &App, account: AccountId, day: NaiveDate) -> Vec<Sight> {
    let held = app.live().roles_of(account, day);
    let sights = held.iter().map(sight_in);
    sights.filter(|sight| sight.enters(Area::Work)).collect()
}

/// A date to be kept, whichever role reaches it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Due {
    /// By when.
    pub(crate) day: NaiveDate,
    /// What sort.
    pub(crate) kind: DeadlineKind,
    about: StreamId,
    milestone: Option<MilestoneId>,
}

/// Every date still to be kept that a reader with these sights reaches, each once.
pub(crate) fn to_be_kept(
    app: &App,
    sights: &[Sight],
    today: NaiveDate,
) -> Result<BTreeSet<Due>, ReadError> {
    let wanted = DeadlineFilter {
        states: vec![DeadlineState::Overdue, DeadlineState::Ahead],
        ..DeadlineFilter::default()
    };
    let mut found = BTreeSet::new();
    for sight in sights {
        let view = app.seen(sight).view(None)?;
        let dates = view.deadlines(&wanted, today);
        found.extend(dates.into_iter().map(|one| Due {
            day: one.due,
            kind: one.kind,
            about: one.about.stream,
            milestone: one.milestone,
        }));
    }
    Ok(found)
}

/// The calendar at a secret address; none where no account has it. Links are given where it is
/// known how people reach the product.
///
/// # Errors
/// When the record cannot be read.
pub fn calendar(
    app: &App,
    secret: &str,
    public_url: Option<&str>,
) -> Result<Option<String>, ReadError> {
    let Some(digest) = digest_of(secret) else {
        return Ok(None);
    };
    let (account, last) = {
        let live = app.live();
        let Some(account) = live.accounts.by_feed(&digest) else {
            return Ok(None);
        };
        (account.id, live.last().map(|last| last.recorded_at))
    };
    let today = app.clock().today();
    let dates = to_be_kept(app, &sights(app, account, today), today)?;
    let mut days: BTreeMap<NaiveDate, Vec<DeadlineKind>> = BTreeMap::new();
    for due in dates {
        days.entry(due.day).or_default().push(due.kind);
    }
    let stamp = last.unwrap_or(Moment::new(app.clock().now()));
    let mut calendar = headed();
    for (day, kinds) in days {
        let whose = format!("{}/{day}", account.0);
        let uid = Uuid::new_v5(&app.log_id().0, whose.as_bytes());
        let summary = summary(&kinds, day < today);
        let mut event = Event::new();
        event
            .uid(&format!("{uid}@golden-thread"))
            .timestamp(stamp.utc())
            .starts(day)
            .summary(&summary)
            .add_property("TRANSP", "TRANSPARENT");
        if let Some(base) = public_url {
            let base = base.trim_end_matches('/');
            let link = format!("{base}/deadlines?from={day}&to={day}");
            event.url(&link).description(&link);
        }
        calendar.push(event.done());
    }
    Ok(Some(calendar.done().to_string()))
}

fn headed() -> Calendar {
    let mut calendar = Calendar::empty();
    for (name, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Golden Thread//Due dates//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-PUBLISHED-TTL", ASK_AGAIN),
    ] {
        calendar.append_property((name, value));
    }
    calendar.name("Golden Thread: due dates");
    calendar
}

/// "3 actions and 1 milestone due".
fn summary(kinds: &[DeadlineKind], passed: bool) -> String {
    let of = |wanted: DeadlineKind| kinds.iter().filter(|kind| **kind == wanted).count();
    let parts = DeadlineKind::ALL.map(|kind| (of(kind), kind.counted()));
    let told: Vec<String> = parts
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, (one, several))| count(*number, one, several))
        .collect();
    let told = match told.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    };
    if passed {
        format!("{told} overdue")
    } else {
        format!("{told} due")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_found_again_by_its_digest_and_nothing_else_is() {
        let (fresh, other) = (Secret::fresh().unwrap(), Secret::fresh().unwrap());
        let secret = fresh.text();
        assert_eq!(secret.len(), 43);
        assert_eq!(digest_of(&secret), Some(fresh.digest_hex()));
        assert_ne!(digest_of(&other.text()), digest_of(&secret));
        for no_secret in ["", "calendar", &secret[1..], &format!("{}=", *secret)] {
            assert_eq!(digest_of(no_secret), None, "{no_secret}");
        }
        assert_eq!(digest_of(&format!("{}A", *secret)), None);
    }

    #[test]
    fn a_day_is_told_in_counts() {
        use DeadlineKind::{Action, Milestone, Recommendation};
        assert_eq!(summary(&[Action], false), "1 action due");
        assert_eq!(
            summary(&[Action, Action, Recommendation], true),
            "2 actions and 1 recommendation overdue"
        );
        assert_eq!(
            summary(&[Recommendation, Milestone, Action, Milestone], false),
            "1 action, 2 milestones and 1 recommendation due"
        );
    }
}
