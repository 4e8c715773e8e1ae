//! Small numbers: counts of children so few that a reader might know who is meant.
//!
//! A count of one to four is not shown in what leaves the sub-group. Where the total is known, one
//! hidden count could be worked out from the others, and so could two that add up to very little;
//! then the next smallest is hidden as well. This is the partnership's own rule of disclosure, and
//! what the statistics services of health and education do with small counts; no statute sets it.

use serde::Serialize;

/// The smallest count that is shown. Nought is shown too: it speaks of nobody.
pub const SHOWN_FROM: u32 = 5;

/// A count as it may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// As it is.
    Count(u32),
    /// Hidden, because it is small or would give away one that is.
    Hidden,
}

/// The counts of one breakdown, of which the total is known, as they may be shown; in their order.
///
/// No hidden count can be worked out: at least two are hidden, and together they are at least
/// [`SHOWN_FROM`], or else every count that is not nought is hidden.
///
/// ```
/// use projections::small_numbers::{Shown, suppressed};
/// let shown = suppressed(&[9, 6, 2, 0]);
/// assert_eq!(shown, [Shown::Count(9), Shown::Hidden, Shown::Hidden, Shown::Count(0)]);
/// ```
pub fn suppressed(counts: &[u32]) -> Vec<Shown> {
    let small = |count: u32| 0 < count && count < SHOWN_FROM;
    let mut hidden: Vec<bool> = counts.iter().map(|count| small(*count)).collect();
    while gives_away(counts, &hidden) {
        let open = counts.iter().zip(&hidden).enumerate();
        let open = open.filter(|(_, (count, hidden))| **count > 0 && !**hidden);
        let Some((next, _)) = open.min_by_key(|(_, (count, _))| **count) else {
            break;
        };
        if let Some(hidden) = hidden.get_mut(next) {
            *hidden = true;
        }
    }
    let shown = counts.iter().zip(hidden);
    shown
        .map(|(count, hidden)| {
            if hidden {
                Shown::Hidden
            } else {
                Shown::Count(*count)
            }
        })
        .collect()
}

/// Whether what is hidden can be worked out from the total and what is shown.
fn gives_away(counts: &[u32], hidden: &[bool]) -> bool {
    let hidden = counts.iter().zip(hidden).filter(|(_, hidden)| **hidden);
    let (number, sum) = hidden.fold((0_u32, 0_u32), |(number, sum), (count, _)| {
        (number + 1, sum.saturating_add(*count))
    });
    number == 1 || (number > 0 && sum < SHOWN_FROM)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert, proptest};

    #[test]
    fn counts_of_five_and_more_and_nought_are_shown() {
        let all = [5, 0, 12];
        assert_eq!(suppressed(&all), all.map(Shown::Count));
        assert!(suppressed(&[]).is_empty());
    }

    #[test]
    fn one_small_count_takes_the_next_smallest_with_it() {
        let shown = suppressed(&[7, 1, 20]);
        assert_eq!(shown, [Shown::Hidden, Shown::Hidden, Shown::Count(20)]);
    }

    #[test]
    fn two_that_add_up_to_very_little_take_a_third_with_them() {
        let shown = suppressed(&[1, 1, 9, 30]);
        assert_eq!(shown[..3], [Shown::Hidden; 3]);
        assert_eq!(shown[3], Shown::Count(30));
        assert_eq!(suppressed(&[3, 4, 9])[2], Shown::Count(9));
    }

    #[test]
    fn of_a_sample_that_is_itself_small_nothing_is_shown() {
        assert_eq!(suppressed(&[3, 0]), [Shown::Hidden, Shown::Count(0)]);
        assert_eq!(suppressed(&[1, 2]), [Shown::Hidden; 2]);
    }

    proptest! {
        #[test]
        fn no_hidden_count_can_be_worked_out(counts in proptest::collection::vec(0_u32..12, 0..8)) {
            let shown = suppressed(&counts);
            let pairs: Vec<_> = counts.iter().zip(&shown).collect();
            for (count, shown) in &pairs {
                let small = **count > 0 && **count < SHOWN_FROM;
                prop_assert!(!small || **shown == Shown::Hidden);
                prop_assert!(**count > 0 || **shown == Shown::Count(0));
            }
            let hidden: Vec<u32> =
                pairs.iter().filter(|(_, s)| **s == Shown::Hidden).map(|(c, _)| **c).collect();
            let all = pairs.iter().all(|(c, s)| **c == 0 || **s == Shown::Hidden);
            let safe = hidden.len() > 1 && hidden.iter().sum::<u32>() >= SHOWN_FROM;
            prop_assert!(hidden.is_empty() || safe || all);
        }
    }
}
