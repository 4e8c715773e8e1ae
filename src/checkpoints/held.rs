//! What somebody kept of a checkpoint, found in what they pasted or uploaded: signed notes, and
//! short codes with or without the size they were read out with.

use pack::HeldCheckpoint;
use proof::code;

/// The most that is looked at of one text: a file with one checkpoint a day for years has fewer.
pub const HELD_MAX: usize = 5_000;

/// Something that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// A signed note, as the log made it.
    Note(String),
    /// A short code.
    Code {
        /// The code, as the log writes it.
        code: String,
        /// How many events the log held then, where that was kept too.
        size: Option<u64>,
    },
}

/// Everything that was kept in a text. `size` is said of codes that stand without one.
///
/// Line ends of any system are read alike, and what stands around a note is left alone: it may come
/// out of an e-mail, or out of a file with many.
pub fn find(text: &str, size: Option<u64>) -> Vec<Held> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let text = text.replace('\r', "\n");
    let notes = notes(&text);
    if !notes.is_empty() {
        return notes;
    }
    let in_lines = text.lines().filter_map(|line| {
        let code = code::find(line)?;
        let size = size_in(line).or_else(|| size_before(line)).or(size);
        Some(Held::Code { code, size })
    });
    let mut found: Vec<Held> = in_lines.take(HELD_MAX).collect();
    if found.is_empty() {
        let whole = code::read(&text);
        found.extend(whole.map(|code| Held::Code { code, size }));
    }
    found
}

/// The notes in a text: lines, an empty line, and lines that begin with a dash and a space.
fn notes(text: &str) -> Vec<Held> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut notes = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let signed = lines.get(at + 1).is_some_and(|next| is_signature(next));
        if !line.is_empty() || !signed {
            at += 1;
            continue;
        }
        let above = lines.get(..at).unwrap_or_default();
        let said = above.iter().rev().take_while(|line| is_said(line)).count();
        let said = above.get(above.len() - said..).unwrap_or_default();
        let below = lines.get(at + 1..).unwrap_or_default();
        let signatures = below.iter().take_while(|line| is_signature(line)).count();
        let signatures = below.get(..signatures).unwrap_or_default();
        notes.push(Held::Note(format!(
            "{}\n\n{}\n",
            said.join("\n"),
            signatures.join("\n")
        )));
        if notes.len() == HELD_MAX {
            break;
        }
        at += 1 + signatures.len();
    }
    notes
}

fn is_signature(line: &str) -> bool {
    line.starts_with("\u{2014} ")
}

/// Whether a line above a signature belongs to what was signed.
fn is_said(line: &str) -> bool {
    !line.is_empty() && !is_signature(line)
}

/// The size that stands in a line of minutes: the number before "events".
fn size_in(line: &str) -> Option<u64> {
    let words: Vec<&str> = line.split_whitespace().collect();
    words.windows(2).find_map(|pair| {
        let (number, word) = (pair.first()?, pair.get(1)?);
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_events = word.eq_ignore_ascii_case("events") || word.eq_ignore_ascii_case("event");
        is_events.then(|| size_of(number)).flatten()
    })
}

/// The size that stands before a code and nothing else, as a pack is compared with one.
fn size_before(line: &str) -> Option<u64> {
    match HeldCheckpoint::read(line) {
        Ok(HeldCheckpoint::Code { size, .. }) => size,
        Ok(HeldCheckpoint::Note(_) | HeldCheckpoint::Bridge { .. }) | Err(_) => None,
    }
}

/// A size as somebody typed it, perhaps with commas: 1,234.
pub fn size_of(typed: &str) -> Option<u64> {
    let digits: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != ',')
        .collect();
    let good = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    good.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "ABCD-EFGH-JKMN-PQRS-TVWX-YZ01";
    const NOTE: &str = "log.example\n7\nAAAA\n\n\u{2014} log.example BBBB\n";

    fn code(size: Option<u64>) -> Held {
        let code = CODE.to_owned();
        Held::Code { code, size }
    }

    #[test]
    fn a_line_of_minutes_gives_the_code_and_its_size() {
        let line = format!("At 1,341 events on 4 November 2026: {CODE}");
        assert_eq!(find(&line, None), [code(Some(1341))]);
        // What stands beside the code is nearer than what was typed beside it.
        assert_eq!(find(&line, Some(5)), [code(Some(1341))]);
    }

    #[test]
    fn a_size_and_a_code_are_read_as_a_pack_is_compared_with_them() {
        for line in [format!("1341 {CODE}"), format!("1,341: {CODE}")] {
            assert_eq!(find(&line, None), [code(Some(1341))], "{line}");
            assert_eq!(find(&line, Some(5)), [code(Some(1341))], "{line}");
        }
    }

    #[test]
    fn a_code_alone_takes_the_size_that_was_named() {
        assert_eq!(find(CODE, None), [code(None)]);
        assert_eq!(find(&CODE.to_lowercase(), Some(9)), [code(Some(9))]);
        assert_eq!(find(&CODE.replace('-', " "), Some(9)), [code(Some(9))]);
        assert_eq!(find(&format!("Code: {CODE}."), Some(9)), [code(Some(9))]);
    }

    #[test]
    fn every_code_of_several_minutes_is_found() {
        let minutes = format!("At 3 events: {CODE}\r\nNothing else.\r\nAt 9 events: {CODE}\r\n");
        assert_eq!(find(&minutes, None), [code(Some(3)), code(Some(9))]);
    }

    #[test]
    fn a_note_is_found_in_a_file_of_several_and_within_an_email() {
        let notes = |count: usize| vec![Held::Note(NOTE.to_owned()); count];
        assert_eq!(find(NOTE, None), notes(1));
        assert_eq!(find(NOTE.trim_end(), None), notes(1));
        assert_eq!(find(&format!("{NOTE}\n{NOTE}"), None), notes(2));
        let mail = format!("Dear Ada,\n\nThe checkpoint of today:\n\n{NOTE}\nYours");
        assert_eq!(find(&mail.replace('\n', "\r\n"), None), notes(1));
        assert_eq!(find(&format!("old 3\nAAAA\n\n{NOTE}"), None), notes(1));
    }

    #[test]
    fn nothing_is_found_where_nothing_was_kept() {
        for nothing in ["", "341", "At 341 events on 4 November 2026", "ABCD-EFGH"] {
            assert_eq!(find(nothing, Some(1)), [], "{nothing}");
        }
    }

    #[test]
    fn a_size_is_read_with_commas_and_nothing_else() {
        assert_eq!(size_of("1,234"), Some(1234));
        assert_eq!(size_of(" 12 "), Some(12));
        for no_size in ["", "-1", "1.5", "twelve", "99999999999999999999999"] {
            assert_eq!(size_of(no_size), None, "{no_size}");
        }
    }
}
