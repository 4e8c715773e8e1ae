//! The tokens of canonical JSON, refused when they are written in any other way.

use proof::canonical::INTEGER_MAX;
use std::borrow::Cow;

/// It is not canonical.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fault;

/// A place in a text.
pub(crate) struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scanner<'t> {
    pub(crate) const fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    pub(crate) const fn at(&self) -> usize {
        self.at
    }

    pub(crate) const fn ended(&self) -> bool {
        self.at == self.text.len()
    }

    pub(crate) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Goes over a byte if it is the next one.
    pub(crate) fn take(&mut self, byte: u8) -> bool {
        let is = self.peek() == Some(byte);
        self.at += usize::from(is);
        is
    }

    pub(crate) fn byte(&mut self, byte: u8) -> Result<(), Fault> {
        if self.take(byte) { Ok(()) } else { Err(Fault) }
    }

    /// Goes over exactly these bytes.
    pub(crate) fn exactly(&mut self, bytes: &str) -> Result<(), Fault> {
        let rest = self.text.as_bytes().get(self.at..).ok_or(Fault)?;
        if rest.starts_with(bytes.as_bytes()) {
            self.at += bytes.len();
            Ok(())
        } else {
            Err(Fault)
        }
    }

    /// `true`, `false` or `null`.
    pub(crate) fn word(&mut self) -> Result<(), Fault> {
        let word = match self.peek() {
            Some(b't') => "true",
            Some(b'f') => "false",
            Some(b'n') => "null",
            _ => return Err(Fault),
        };
        self.exactly(word)
    }

    /// A whole number.
    pub(crate) fn integer(&mut self) -> Result<i64, Fault> {
        let negative = self.take(b'-');
        let from = self.at;
        let mut number: u64 = 0;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            number = number * 10 + u64::from(digit - b'0');
            if number > INTEGER_MAX {
                return Err(Fault);
            }
            self.at += 1;
        }
        let digits = self.at - from;
        let leading = digits > 1 && self.text.as_bytes().get(from) == Some(&b'0');
        if digits == 0 || leading || (negative && number == 0) {
            return Err(Fault);
        }
        let number = i64::try_from(number).map_err(|_| Fault)?;
        Ok(if negative { -number } else { number })
    }

    /// A whole number that is not negative.
    pub(crate) fn count(&mut self) -> Result<u64, Fault> {
        u64::try_from(self.integer()?).map_err(|_| Fault)
    }

    /// A string, as it stands between its quotes.
    pub(crate) fn string(&mut self) -> Result<&'t str, Fault> {
        self.byte(b'"')?;
        let from = self.at;
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at) {
                Some(b'"') => {
                    let text = self.text.get(from..self.at).ok_or(Fault)?;
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => self.at += escape(bytes.get(self.at..).unwrap_or_default())?,
                Some(0..=0x1f) | None => return Err(Fault),
                Some(_) => self.at += plain(bytes.get(self.at..).unwrap_or_default()),
            }
        }
    }
}

/// How many bytes are looked at together: most strings are no longer.
const WIDTH: usize = 16;

/// The same byte again and again.
const fn all(byte: u8) -> u128 {
    u128::from_ne_bytes([byte; WIDTH])
}

/// Marks the lowest byte that is nought, and perhaps higher ones.
const fn noughts(word: u128) -> u128 {
    word.wrapping_sub(all(1)) & !word & all(0x80)
}

/// How many bytes stand in a string as they are, before the next that does not; at least one where
/// the first one does.
fn plain(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<WIDTH>();
    let mut at = 0;
    for word in words {
        let word = u128::from_le_bytes(*word);
        let control = word.wrapping_sub(all(b' ')) & !word & all(0x80);
        let quote = noughts(word ^ all(b'"'));
        let escape = noughts(word ^ all(b'\\'));
        let found = control | quote | escape;
        if found != 0 {
            return at + usize::try_from(found.trailing_zeros() / 8).unwrap_or(0);
        }
        at += WIDTH;
    }
    let stands = |byte: &&u8| !matches!(byte, 0..=0x1f | b'"' | b'\\');
    at + rest.iter().take_while(stands).count()
}

/// How long the escape is that the bytes begin with, if it is the canonical one of its letter.
fn escape(bytes: &[u8]) -> Result<usize, Fault> {
    match bytes {
        [b'\\', b'"' | b'\\' | b'b' | b'f' | b'n' | b'r' | b't', ..] => Ok(2),
        [b'\\', b'u', b'0', b'0', high @ b'0'..=b'1', low, ..] => {
            let low = match low {
                b'0'..=b'9' => low - b'0',
                b'a'..=b'f' => low - b'a' + 10,
                _ => return Err(Fault),
            };
            // These have a short form.
            match (high - b'0') << 4 | low {
                8 | 9 | 10 | 12 | 13 => Err(Fault),
                _ => Ok(6),
            }
        }
        _ => Err(Fault),
    }
}

/// What a string that stands between quotes says.
pub(crate) fn unescaped(raw: &str) -> Cow<'_, str> {
    if !raw.contains('\\') {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut letters = raw.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            out.push(letter);
            continue;
        }
        match letters.next() {
            Some('b') => out.push('\u{8}'),
            Some('f') => out.push('\u{c}'),
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('t') => out.push('\t'),
            Some('u') => {
                let digits: String = letters.by_ref().take(4).collect();
                let code = u32::from_str_radix(&digits, 16).ok();
                out.extend(code.and_then(char::from_u32));
            }
            Some(other) => out.push(other),
            None => {}
        }
    }
    Cow::Owned(out)
}

/// The bytes of a hash in hex, if it is one in small letters.
pub(crate) fn unhex(text: &str) -> Option<[u8; 32]> {
    let digits: &[u8; 64] = text.as_bytes().try_into().ok()?;
    let mut hash = [0; 32];
    let mut all = 0;
    for (byte, [high, low]) in hash.iter_mut().zip(digits.as_chunks::<2>().0) {
        let (high, low) = (digit(*high), digit(*low));
        *byte = high << 4 | low;
        all |= high | low;
    }
    (all < 16).then_some(hash)
}

const fn digit(letter: u8) -> u8 {
    match letter {
        b'0'..=b'9' => letter - b'0',
        b'a'..=b'f' => letter - b'a' + 10,
        _ => u8::MAX,
    }
}

/// Whether one member's name stands before another's, both as they stand between quotes.
pub(crate) fn in_order(before: &str, name: &str) -> bool {
    // Most names differ in one of their first letters, which then tell.
    let (one, other) = (before.as_bytes(), name.as_bytes());
    for (one, other) in one.iter().zip(other) {
        let tells = |byte: u8| byte.is_ascii() && byte != b'\\';
        if !tells(*one) || !tells(*other) {
            break;
        }
        if one != other {
            return one < other;
        }
    }
    let (before, name) = (unescaped(before), unescaped(name));
    before.encode_utf16().lt(name.encode_utf16())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_string_is_read_up_to_its_quote_wherever_that_stands() {
        for length in 0..70 {
            let text = "é".repeat(length / 3) + &"x".repeat(length);
            let line = format!("\"{text}\",");
            assert_eq!(Scanner::new(&line).string(), Ok(text.as_str()));
            for wrong in ["\u{1f}", "\n", "\0", "\\x", "\\"] {
                let line = format!("\"{text}{wrong}");
                assert_eq!(Scanner::new(&line).string(), Err(Fault), "{line}");
            }
            let escaped = format!("\"{text}\\n\\u001f{text}\"");
            let read = Scanner::new(&escaped).string().unwrap();
            assert_eq!(unescaped(read), format!("{text}\n\u{1f}{text}"));
        }
    }

    #[test]
    fn a_hash_is_read_in_small_letters_only() {
        let hash: Vec<u8> = (0..32_u8).map(|n| n.wrapping_mul(37)).collect();
        let text = hex::encode(&hash);
        assert_eq!(unhex(&text).unwrap().to_vec(), hash);
        for wrong in [
            text.to_uppercase(),
            text.replacen('4', "g", 1),
            text.replacen('4', "/", 1),
            text.replacen('4', ":", 1),
            text.replacen('4', "`", 1),
            text[1..].to_owned(),
            format!("{text}0"),
            "é".repeat(32),
        ] {
            assert_eq!(unhex(&wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn names_stand_in_the_order_of_their_letters(one in "[a\\\\\"\n\u{1f}é\u{ffff}𝄞]{0,4}",
            other in "[ab\\\\\"\n\u{1f}é\u{ffff}𝄞]{0,4}") {
            let raw = |text: &str| {
                let mut out = String::new();
                proof::write_string(text, &mut out);
                out[1..out.len() - 1].to_owned()
            };
            let expected = one.encode_utf16().lt(other.encode_utf16());
            prop_assert_eq!(in_order(&raw(&one), &raw(&other)), expected);
        }
    }
}
