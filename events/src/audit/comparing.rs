//! Whether two audits' numbers are enough to say that practice changed.
//!
//! **The rule.** With fewer than ten cases on either side nothing is concluded. With ten or more,
//! the two shares are compared by their 95% confidence intervals (Wilson's score interval, which
//! holds for small samples and for shares near none and all):
//!
//! | the share moved | intervals | what may be said |
//! |---|---|---|
//! | the right way | apart | improved |
//! | the right way | overlap | too small to conclude |
//! | not at all, or the wrong way | either | not improved |
//!
//! So improvement is claimed only where chance is an unlikely reason for it, and practice that is
//! no better is called so.

use super::{Better, Count, Judgement};

/// The fewest cases on either side from which anything is concluded.
pub const CASES_MIN: u32 = 10;

/// The two-sided 95% point of the normal distribution.
const Z: f64 = 1.959_963_985;

/// What two counts can carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// Fewer than [`CASES_MIN`] on a side.
    TooFew,
    /// Better than before, but chance may be the reason.
    MayBeChance,
    /// Better than before beyond what chance explains.
    Better,
    /// The same as before, or worse.
    NotBetter,
}

/// What the numbers of a measure can carry.
pub fn strength(baseline: Count, now: Count, better: Better) -> Strength {
    if baseline.n < CASES_MIN || now.n < CASES_MIN {
        return Strength::TooFew;
    }
    let share = |count: Count| u64::from(count.x);
    // Whether x1/n1 < x2/n2, without dividing.
    let before = share(baseline) * u64::from(now.n);
    let after = share(now) * u64::from(baseline.n);
    let moved_right = match better {
        Better::More => after > before,
        Better::Fewer => after < before,
    };
    if !moved_right {
        Strength::NotBetter
    } else if overlap(interval(baseline), interval(now)) {
        Strength::MayBeChance
    } else {
        Strength::Better
    }
}

/// The one judgement the numbers carry.
pub fn judgement(baseline: Count, now: Count, better: Better) -> Judgement {
    match strength(baseline, now, better) {
        Strength::TooFew | Strength::MayBeChance => Judgement::TooSmallToConclude,
        Strength::Better => Judgement::Improved,
        Strength::NotBetter => Judgement::NotImproved,
    }
}

/// Wilson's score interval of a share, at 95%.
fn interval(count: Count) -> (f64, f64) {
    let n = f64::from(count.n.max(1));
    let share = f64::from(count.x) / n;
    let z2 = Z * Z;
    let middle = share + z2 / (2.0 * n);
    let width = Z * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    ((middle - width) / scale, (middle + width) / scale)
}

fn overlap(one: (f64, f64), other: (f64, f64)) -> bool {
    one.0 <= other.1 && other.0 <= one.1
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn of(x: u32, n: u32) -> Count {
        Count { x, n }
    }

    #[test]
    fn fewer_than_ten_cases_on_either_side_conclude_nothing() {
        assert_eq!(strength(of(0, 9), of(9, 9), Better::More), Strength::TooFew);
        assert_eq!(
            strength(of(0, 9), of(50, 50), Better::More),
            Strength::TooFew
        );
        assert_eq!(
            strength(of(0, 10), of(10, 10), Better::More),
            Strength::Better
        );
    }

    #[test]
    fn a_rise_that_chance_may_explain_is_not_called_one() {
        let strength = |before, now| strength(before, now, Better::More);
        assert_eq!(strength(of(6, 12), of(9, 12)), Strength::MayBeChance);
        assert_eq!(strength(of(4, 20), of(16, 20)), Strength::Better);
        assert_eq!(strength(of(50, 100), of(50, 100)), Strength::NotBetter);
        assert_eq!(strength(of(16, 20), of(4, 20)), Strength::NotBetter);
    }

    #[test]
    fn a_measure_may_get_better_by_falling() {
        let strength = |before, now| strength(before, now, Better::Fewer);
        assert_eq!(strength(of(16, 20), of(4, 20)), Strength::Better);
        assert_eq!(strength(of(4, 20), of(16, 20)), Strength::NotBetter);
        assert_eq!(strength(of(9, 12), of(8, 12)), Strength::MayBeChance);
    }

    /// Worked by hand for 4 of 20: 0.0807 to 0.4160.
    #[test]
    fn the_interval_is_wilsons() {
        let (low, high) = interval(of(4, 20));
        assert!((low - 0.0807).abs() < 0.0001 && (high - 0.4160).abs() < 0.0001);
        let (low, high) = interval(of(0, 10));
        assert!(low.abs() < 1e-9 && (high - 0.2775).abs() < 0.0001);
    }
}
