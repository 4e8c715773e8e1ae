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
    /// Which block of the text was looked through last, and what it holds.
    block: usize,
    special: u64,
}

impl<'t> Scanner<'t> {
    pub(crate) const fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            block: usize::MAX,
            special: 0,
        }
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
    #[inline]
    pub(crate) fn string(&mut self) -> Result<&'t str, Fault> {
        self.byte(b'"')?;
        let from = self.at;
        loop {
            self.plain();
            match self.peek() {
                Some(b'"') => {
                    let text = self.text.get(from..self.at).ok_or(Fault)?;
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => {
                    let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
                    self.at += escape(rest)?;
                }
                Some(_) | None => return Err(Fault),
            }
        }
    }

    /// Goes over what stands in a string as it is, up to the next letter that does not.
    #[inline]
    fn plain(&mut self) {
        loop {
            let block = self.at / BLOCK;
            if block != self.block {
                let Some(bytes) = self.text.as_bytes().get(block * BLOCK..) else {
                    return;
                };
                self.block = block;
                self.special = special(bytes);
            }
            let left = self.special >> (self.at % BLOCK);
            if left != 0 {
                self.at += left.trailing_zeros() as usize;
                return;
            }
            self.at = (block + 1) * BLOCK;
        }
    }
}

/// How many bytes are looked through together.
const BLOCK: usize = 64;

/// Which of the first bytes do not stand in a string as they are, a bit for each, the first one
/// lowest; what is beyond the end is told as one that does not.
#[inline(never)]
fn special(bytes: &[u8]) -> u64 {
    let padded;
    let block: &[u8; BLOCK] = if let Some(block) = bytes.first_chunk() {
        block
    } else {
        let mut short = [0; BLOCK];
        for (to, from) in short.iter_mut().zip(bytes) {
            *to = *from;
        }
        padded = short;
        &padded
    };
    // Done for all bytes before any is gathered, this is done for sixteen at once.
    let marks = block.map(|byte| u8::from(byte < b' ' || byte == b'"' || byte == b'\\'));
    let mut bits = 0;
    for (nth, eight) in marks.as_chunks::<8>().0.iter().enumerate() {
        // The lowest bits of eight bytes, moved next to each other.
        let gathered = u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        bits |= gathered << (nth * 8);
    }
    bits
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
    // All letters together, so that this is done for sixteen at once.
    let digits = digits.map(digit);
    let all = digits.iter().fold(0, |all, digit| all | digit);
    let mut hash = [0; 32];
    for (byte, [high, low]) in hash.iter_mut().zip(digits.as_chunks::<2>().0) {
        *byte = high << 4 | low;
    }
    (all < 16).then_some(hash)
}

/// What a digit stands for; more than 15 if it is none.
const fn digit(letter: u8) -> u8 {
    let (numeral, small) = (letter.wrapping_sub(b'0'), letter.wrapping_sub(b'a'));
    if numeral < 10 {
        numeral
    } else if small < 6 {
        small + 10
    } else {
        u8::MAX
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
