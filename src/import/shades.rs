//! Ratings given by the colour of a cell alone: which colours are plainly one of the key's.

use super::document::Shade;
use super::proposal::RagWord;

/// The least saturation, in hundredths, of a colour that means something; greys and tints of a
/// table's style have less.
const SATURATION_MIN: u32 = 40;

/// The least brightness, in hundredths.
const BRIGHTNESS_MIN: u32 = 40;

/// A shaded cell before anybody knows whether its colour says anything.
#[derive(Debug, Clone)]
pub(super) struct Shaded {
    pub(super) column: usize,
    /// Six hexadecimal digits.
    pub(super) colour: String,
    pub(super) at: String,
}

/// The shades of one row that say something: those that are plainly red, amber, green, blue or
/// purple, unless the row is simply painted that way. `width` is the number of cells of the row.
pub(super) fn telling(shaded: Vec<Shaded>, width: usize) -> Vec<Shade> {
    let painted = |colour: &str| {
        let same = shaded.iter().filter(|one| one.colour == colour).count();
        same > 2 || (same > 1 && same * 2 > width)
    };
    shaded
        .iter()
        .filter(|one| !painted(&one.colour))
        .filter_map(|one| {
            Some(Shade {
                column: one.column,
                colour: plainly(&one.colour)?,
                at: one.at.clone(),
            })
        })
        .collect()
}

/// The colour of the key that six hexadecimal digits plainly show. Yellow, between amber and
/// green, and white, which is most often no colour at all, show none.
pub(super) fn plainly(hex: &str) -> Option<RagWord> {
    let digits = hex.trim_start_matches('#');
    if digits.len() != 6 || !digits.is_ascii() {
        return None;
    }
    let part = |from: usize| i32::from_str_radix(digits.get(from..from + 2)?, 16).ok();
    let (red, green, blue) = (part(0)?, part(2)?, part(4)?);
    let most = red.max(green).max(blue);
    let spread = most - red.min(green).min(blue);
    let hundredths = |of: i32, whole: i32| u32::try_from(of * 100 / whole.max(1)).unwrap_or(0);
    if hundredths(spread, most) < SATURATION_MIN || hundredths(most, 255) < BRIGHTNESS_MIN {
        return None;
    }
    let turn = if most == red {
        60 * (green - blue) / spread
    } else if most == green {
        120 + 60 * (blue - red) / spread
    } else {
        240 + 60 * (red - green) / spread
    };
    match turn.rem_euclid(360) {
        0..=14 | 346..=359 => Some(RagWord::Red),
        20..=52 => Some(RagWord::Amber),
        80..=165 => Some(RagWord::Green),
        195..=245 => Some(RagWord::Blue),
        260..=300 => Some(RagWord::Purple),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colours_offices_offer_are_told_apart_and_tints_say_nothing() {
        for (hex, word) in [
            ("FF0000", Some(RagWord::Red)),
            ("C00000", Some(RagWord::Red)),
            ("FFC000", Some(RagWord::Amber)),
            ("ED7D31", Some(RagWord::Amber)),
            ("00B050", Some(RagWord::Green)),
            ("92D050", Some(RagWord::Green)),
            ("0070C0", Some(RagWord::Blue)),
            ("7030A0", Some(RagWord::Purple)),
            ("FFFF00", None),
            ("FFFFFF", None),
            ("D9D9D9", None),
            ("000000", None),
            ("E2EFD9", None),
            ("DEEAF6", None),
            ("auto", None),
            ("é12345", None),
        ] {
            assert_eq!(plainly(hex), word, "{hex}");
        }
    }

    #[test]
    fn a_row_painted_whole_says_nothing() {
        let shaded = |column: usize, colour: &str| Shaded {
            column,
            colour: colour.to_owned(),
            at: String::new(),
        };
        let all = |colour: &str| (1..=4).map(|column| shaded(column, colour)).collect();
        assert_eq!(telling(all("00B050"), 4), vec![]);
        let one = telling(vec![shaded(4, "00B050")], 4);
        assert_eq!(one.len(), 1);
        let band = vec![
            shaded(1, "0070C0"),
            shaded(2, "0070C0"),
            shaded(3, "FF0000"),
        ];
        assert_eq!(telling(band, 3).len(), 1);
    }
}
