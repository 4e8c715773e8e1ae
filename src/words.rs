//! Numbers in words, as pages, calendars and e-mails say them.

/// A count and its word: "1 action", "2 actions".
pub fn count(number: usize, one: &str, several: &str) -> String {
    if number == 1 {
        format!("1 {one}")
    } else {
        format!("{number} {several}")
    }
}
