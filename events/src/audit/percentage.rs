//! Counts before percentages: a percentage without its numbers hides how few cases it speaks of.

/// Whether the words tell a percentage and no number of how many it is a part of: `75%` does,
/// `75% (9 of 12)` does not.
pub(crate) fn lacks_its_number(words: &str) -> bool {
    has_percentage(words) && !has_count(words)
}

/// A figure directly before a percent sign or the words for it.
fn has_percentage(words: &str) -> bool {
    let words = words.to_lowercase();
    ["%", "per cent", "percent", "pc "].iter().any(|sign| {
        words.match_indices(sign).any(|(at, _)| {
            let before = words.get(..at).unwrap_or_default().trim_end();
            before.ends_with(|letter: char| letter.is_ascii_digit())
        })
    })
}

/// Numbers such as `9 of 12`, `9 out of 12`, `9/12` or `n = 12`.
fn has_count(words: &str) -> bool {
    let words = words.to_lowercase();
    let begins = |rest: &str| {
        let rest = rest.trim_start();
        let after = rest.trim_start_matches("the ").trim_start_matches("all ");
        after.starts_with(|letter: char| letter.is_ascii_digit())
    };
    let between = [" of ", " out of ", "/"].iter().any(|sign| {
        words.match_indices(sign).any(|(at, found)| {
            let before = words.get(..at).unwrap_or_default();
            let after = words.get(at + found.len()..).unwrap_or_default();
            before
                .trim_end()
                .ends_with(|letter: char| letter.is_ascii_digit())
                && begins(after)
        })
    });
    between || says_n(&words, begins)
}

/// `n` as a word of its own, an equals sign and a number.
fn says_n(words: &str, begins: impl Fn(&str) -> bool) -> bool {
    words.match_indices('=').any(|(at, _)| {
        let before = words.get(..at).unwrap_or_default().trim_end();
        let named = before
            .strip_suffix('n')
            .is_some_and(|rest| !rest.ends_with(|letter: char| letter.is_alphanumeric()));
        named && begins(words.get(at + 1..).unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::lacks_its_number;

    #[test]
    fn a_percentage_stands_beside_its_numbers() {
        for alone in [
            "75% of plans were late",
            "Some 75 % were late",
            "75 per cent of the plans were late",
            "Plans were late in 33.5 percent",
            "75% of 2025's plans; condition = 3",
        ] {
            assert!(lacks_its_number(alone), "{alone}");
        }
        for told in [
            "75% (9 of 12) were late",
            "9 out of 12 (75 per cent)",
            "9/12, that is 75%",
            "75% of plans were late (n=12)",
            "75% of plans were late (N = 12)",
            "9 of the 12 plans, 75%",
            "Plans were late",
            "Percentages were not kept",
            "9 of 12 plans were late",
        ] {
            assert!(!lacks_its_number(told), "{told}");
        }
    }
}
