//! The text as characters with their byte places, the typography of documents made plain.

/// The characters of a text; places are counted in characters here, not in bytes.
///
/// Word processors put no-break spaces, en dashes and invisible marks into numbers: spaces and
/// dashes of all kinds are read as the plain ones, and invisible characters are left out.
pub(super) struct Scan {
    chars: Vec<(usize, char)>,
    bytes: usize,
}

impl Scan {
    pub(super) fn new(text: &str) -> Self {
        let chars = text
            .char_indices()
            .filter_map(|(byte, c)| Some((byte, plain(c)?)))
            .collect();
        Self {
            chars,
            bytes: text.len(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at a place.
    pub(super) fn at(&self, place: usize) -> Option<char> {
        self.chars.get(place).map(|(_, c)| *c)
    }

    /// The character ahead of a place.
    pub(super) fn before(&self, place: usize) -> Option<char> {
        self.at(place.checked_sub(1)?)
    }

    /// The byte a place begins at.
    pub(super) fn byte(&self, place: usize) -> usize {
        self.chars.get(place).map_or(self.bytes, |(byte, _)| *byte)
    }

    /// The byte after the character ahead of a place: the end of a match that stops there.
    ///
    /// Matches end in plain letters and digits, which no other character is read as, so the last
    /// one is a single byte.
    pub(super) fn byte_after(&self, place: usize) -> usize {
        place.checked_sub(1).map_or(0, |last| {
            self.byte(last) + self.at(last).map_or(0, char::len_utf8)
        })
    }

    /// The digit at a place.
    pub(super) fn digit(&self, place: usize) -> Option<u32> {
        self.at(place)?.to_digit(10)
    }

    /// How many digits follow each other from a place, counting no further than `most`.
    pub(super) fn digits(&self, place: usize, most: usize) -> usize {
        (0..most)
            .take_while(|n| self.digit(place + n).is_some())
            .count()
    }

    /// How many letters and digits follow each other from a place, counting no further than `most`.
    pub(super) fn run(&self, place: usize, most: usize) -> usize {
        (0..most)
            .take_while(|n| self.at(place + n).is_some_and(char::is_alphanumeric))
            .count()
    }

    /// How many characters that `wanted` accepts follow each other, up to `most`.
    pub(super) fn skip(&self, place: usize, most: usize, wanted: fn(char) -> bool) -> usize {
        (0..most)
            .take_while(|n| self.at(place + n).is_some_and(wanted))
            .count()
    }

    /// Whether a word ends here: the next character is no letter and no digit.
    pub(super) fn word_ends(&self, place: usize) -> bool {
        !self.at(place).is_some_and(char::is_alphanumeric)
    }

    /// The characters from one place up to another, in lower case.
    pub(super) fn lower(&self, from: usize, to: usize) -> String {
        (from..to)
            .filter_map(|place| self.at(place))
            .flat_map(char::to_lowercase)
            .collect()
    }

    /// Whether a number at this place is a part of something longer: an amount of money, or what
    /// follows a digit and one of the joints of a decimal, date or reference.
    pub(super) fn continues_number(&self, place: usize, joints: &str) -> bool {
        let Some(joint) = self.before(place) else {
            return false;
        };
        let ahead = place.checked_sub(2).and_then(|ahead| self.digit(ahead));
        matches!(joint, '£' | '$' | '€') || (joints.contains(joint) && ahead.is_some())
    }

    /// Whether a number that stops at this place goes on behind one of these joints, or is a
    /// percentage.
    pub(super) fn number_goes_on(&self, place: usize, joints: &str) -> bool {
        let Some(joint) = self.at(place) else {
            return false;
        };
        joint == '%' || (joints.contains(joint) && self.digit(place + 1).is_some())
    }
}

fn plain(c: char) -> Option<char> {
    match c {
        '\t' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => Some(' '),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => None,
        other => Some(other),
    }
}
