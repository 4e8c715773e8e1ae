//! What people look for, kept in memory for as long as they may come back to it, so that no word
//! of it ever stands in an address, in a browser's history, or in a log.

use crate::acting::User;
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use uuid::Uuid;
use zeroize::Zeroizing;

/// How long a search is kept after it was last looked at.
const KEPT: TimeDelta = TimeDelta::hours(2);

/// How many searches are kept at most, and of one person.
const KEPT_MAX: usize = 2_000;
const KEPT_OF_ONE_MAX: usize = 50;

/// One search.
struct Kept {
    id: Uuid,
    by: User,
    words: Zeroizing<String>,
    used: DateTime<Utc>,
}

/// Everybody's searches, the one used last at the end.
#[derive(Default)]
pub struct Searches {
    kept: Mutex<VecDeque<Kept>>,
}

impl Searches {
    fn lock(&self, now: DateTime<Utc>) -> MutexGuard<'_, VecDeque<Kept>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|one| now - one.used < KEPT);
        kept
    }

    /// Keeps what somebody looks for, under an id that tells nothing of it.
    pub fn keep(&self, id: Uuid, by: User, words: String, now: DateTime<Utc>) {
        let mut kept = self.lock(now);
        let of_one = kept.iter().filter(|one| one.by == by).count();
        if of_one >= KEPT_OF_ONE_MAX
            && let Some(oldest) = kept.iter().position(|one| one.by == by)
        {
            kept.remove(oldest);
        }
        while kept.len() >= KEPT_MAX {
            kept.pop_front();
        }
        kept.push_back(Kept {
            id,
            by,
            words: Zeroizing::new(words),
            used: now,
        });
    }

    /// What somebody looked for; none where it is not kept any more, or is somebody else's.
    pub fn get(&self, id: Uuid, by: User, now: DateTime<Utc>) -> Option<Zeroizing<String>> {
        let mut kept = self.lock(now);
        let at = kept.iter().position(|one| one.id == id && one.by == by)?;
        let mut one = kept.remove(at)?;
        one.used = now;
        let words = one.words.clone();
        kept.push_back(one);
        Some(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use events::ids::AccountId;

    fn at(hours: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::hours(hours)
    }

    fn account(number: u128) -> User {
        User::Account(AccountId(Uuid::from_u128(number)))
    }

    #[test]
    fn a_search_is_its_owners_alone() {
        let searches = Searches::default();
        let id = Uuid::from_u128(1);
        searches.keep(id, account(1), "bruise".to_owned(), at(0));
        let words = searches.get(id, account(1), at(0));
        assert_eq!(
            words.map(|words| words.to_string()).as_deref(),
            Some("bruise")
        );
        assert!(searches.get(id, account(2), at(0)).is_none());
        assert!(
            searches
                .get(Uuid::from_u128(2), account(1), at(0))
                .is_none()
        );
    }

    #[test]
    fn a_search_is_kept_while_it_is_used_and_two_hours_longer() {
        let searches = Searches::default();
        let id = Uuid::from_u128(1);
        searches.keep(id, account(1), "bruise".to_owned(), at(0));
        assert!(searches.get(id, account(1), at(1)).is_some());
        assert!(searches.get(id, account(1), at(2)).is_some());
        assert!(searches.get(id, account(1), at(4)).is_none());
    }

    #[test]
    fn one_person_does_not_push_out_anothers_searches() {
        let searches = Searches::default();
        let first = Uuid::from_u128(1_000_000);
        searches.keep(first, account(1), "bruise".to_owned(), at(0));
        for number in 0..3_000 {
            searches.keep(Uuid::from_u128(number), account(2), "x".to_owned(), at(0));
        }
        assert!(searches.get(first, account(1), at(0)).is_some());
        assert!(
            searches
                .get(Uuid::from_u128(0), account(2), at(0))
                .is_none()
        );
        assert!(
            searches
                .get(Uuid::from_u128(2_999), account(2), at(0))
                .is_some()
        );
    }
}
