//! Short codes that people read out, write into minutes and type in again.
//!
//! A code is 120 bits of a SHA-256 hash in Crockford's base 32: 24 letters and digits in six groups.

use crate::merkle::Hash;
use sha2::{Digest, Sha256};

/// Crockford's letters: without I, L, O and U.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many groups a code has, and how many letters each.
const GROUPS: usize = 6;
const IN_A_GROUP: usize = 4;

/// The code of some bytes.
pub(crate) fn of(bytes: &[u8]) -> String {
    let hash: Hash = Sha256::digest(bytes).into();
    let mut code = String::with_capacity(GROUPS * (IN_A_GROUP + 1));
    for (nth, five) in hash.chunks(5).take(3).enumerate() {
        let bits = five
            .iter()
            .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        for place in (0..8_u32).rev() {
            if place == 3 || (place == 7 && nth > 0) {
                code.push('-');
            }
            let letter = LETTERS.get(usize::try_from(bits >> (5 * place) & 31).unwrap_or(0));
            code.push(letter.map_or('0', |letter| char::from(*letter)));
        }
    }
    code
}

/// A code as it is written here, from one as somebody typed it: in small letters, without the
/// hyphens or with other ones, and with O for 0, and I or L for 1. None where it is no code.
pub fn read(typed: &str) -> Option<String> {
    let mut code = String::with_capacity(GROUPS * (IN_A_GROUP + 1));
    let mut letters = 0;
    for typed in typed.trim().chars() {
        if typed.is_whitespace() || is_hyphen(typed) {
            continue;
        }
        let letter = letter(typed)?;
        if letters > 0 && letters % IN_A_GROUP == 0 {
            code.push('-');
        }
        code.push(letter);
        letters += 1;
    }
    (letters == GROUPS * IN_A_GROUP).then_some(code)
}

/// The first code in a text whose groups are joined by hyphens, as it is written here.
pub fn find(text: &str) -> Option<String> {
    let part_of_one = |c: char| c.is_ascii_alphanumeric() || is_hyphen(c);
    text.split(|c: char| !part_of_one(c))
        .map(|word| word.trim_matches(is_hyphen))
        .filter(|word| {
            let groups: Vec<&str> = word.split(is_hyphen).collect();
            groups.len() == GROUPS && groups.iter().all(|group| group.len() == IN_A_GROUP)
        })
        .find_map(read)
}

/// A hyphen, or what word processors make of one.
const fn is_hyphen(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2014}'
    )
}

/// A letter of Crockford's from what was typed for it.
fn letter(typed: char) -> Option<char> {
    let typed = match typed.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let known = u8::try_from(typed).is_ok_and(|byte| LETTERS.contains(&byte));
    known.then_some(typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_somebody_typed_it() {
        let code = of(b"something");
        assert_eq!(read(&code), Some(code.clone()));
        assert_eq!(read(&code.to_lowercase()), Some(code.clone()));
        assert_eq!(read(&code.replace('-', "")), Some(code.clone()));
        assert_eq!(read(&code.replace('-', " \u{2013} ")), Some(code.clone()));
        assert_eq!(
            read("oooo-iiii-llll-0000-1111-1111"),
            Some("0000-1111-1111-0000-1111-1111".to_owned())
        );
    }

    #[test]
    fn what_is_no_code_is_none() {
        let code = of(b"something");
        for no_code in ["", "ABCD", &code[1..], &format!("{code}-AAAA")] {
            assert_eq!(read(no_code), None, "{no_code}");
        }
        assert_eq!(read("UUUU-UUUU-UUUU-UUUU-UUUU-UUUU"), None);
        assert_eq!(read("\u{e9}BCD-ABCD-ABCD-ABCD-ABCD-ABCD"), None);
    }

    #[test]
    fn a_code_is_found_in_a_line_of_minutes() {
        let code = of(b"something");
        let line = format!("At 341 events on 4 November 2026: {code}.");
        assert_eq!(find(&line), Some(code.clone()));
        let in_word = line.replace('-', "\u{2011}");
        assert_eq!(find(&in_word), Some(code));
        assert_eq!(find("What they have told here last"), None);
        assert_eq!(
            find("on a well-known day-to-day run-of-the-mill matter"),
            None
        );
    }
}
