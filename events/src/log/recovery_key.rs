//! The recovery key as it is written down: thirteen groups of five letters and digits.
//!
//! 256 bits in Crockford's base 32, four letters to a group, and a fifth that says whether the
//! group was copied right and stands in its place. So a mistyped group is named, and nobody has to
//! search through sixty-five letters.

use super::keys::KeyError;
use super::secret::random;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Crockford's letters: no I, L, O or U.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many groups there are.
const GROUPS: usize = 13;

/// How many letters of a group carry the key; one more checks them.
const CARRYING: usize = 4;

/// How many letters there are in all.
const LETTERS_IN_ALL: usize = GROUPS * (CARRYING + 1);

/// How many groups are printed on one line.
const GROUPS_ON_A_LINE: usize = 5;

/// A key that opens the master key, for the day it is lost. Kept on paper, by somebody else.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryKey([u8; 32]);

impl std::fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryKey")
    }
}

/// Why what was typed is no recovery key. What was typed is not repeated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadRecoveryKey {
    /// Too few or too many letters.
    #[error(
        "a recovery key has {GROUPS} groups of 5 letters and digits, {LETTERS_IN_ALL} in all, and \
         {given} were given; look at group {group} first"
    )]
    Length {
        /// How many letters and digits were given.
        given: usize,
        /// The first group that is wrong or incomplete, from 1.
        group: usize,
    },
    /// Groups whose letters do not fit together.
    #[error("mistyped: {}; compare with what is written down", named(.0))]
    Mistyped(Vec<usize>),
}

fn named(groups: &[usize]) -> String {
    let word = if groups.len() == 1 { "group" } else { "groups" };
    let numbers: Vec<String> = groups.iter().map(ToString::to_string).collect();
    format!("{word} {}", numbers.join(", "))
}

impl RecoveryKey {
    /// A new one from the system's randomness.
    pub(super) fn generate() -> Result<Self, KeyError> {
        Ok(Self(random()?))
    }

    pub(super) const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Its form on paper: groups of five, on three lines.
    pub fn printed(&self) -> Zeroizing<String> {
        let mut printed = Zeroizing::new(String::with_capacity(LETTERS_IN_ALL + GROUPS));
        let digits = digits(&self.0);
        for (group, carrying) in digits.chunks(CARRYING).enumerate() {
            if group > 0 {
                let ends = group % GROUPS_ON_A_LINE == 0;
                printed.push(if ends { '\n' } else { ' ' });
            }
            for digit in carrying.iter().copied().chain([check(group, carrying)]) {
                let letter = LETTERS.get(usize::from(digit)).copied();
                printed.push(char::from(letter.unwrap_or_default()));
            }
        }
        printed
    }

    /// Reads what somebody typed. Case, spaces, line ends and dashes do not matter; O is read as 0,
    /// I and L as 1.
    ///
    /// # Errors
    /// Which groups are mistyped, or how many letters are missing.
    pub fn parse(typed: &str) -> Result<Self, BadRecoveryKey> {
        let letters = typed.chars().filter(|c| !c.is_whitespace() && *c != '-');
        let read: Zeroizing<Vec<Option<u8>>> = Zeroizing::new(letters.map(digit).collect());
        let fits = |(group, letters): (usize, &[Option<u8>])| -> bool {
            let Some((Some(last), carrying)) = letters.split_last() else {
                return false;
            };
            let carrying: Option<Zeroizing<Vec<u8>>> = carrying
                .iter()
                .copied()
                .collect::<Option<Vec<u8>>>()
                .map(Zeroizing::new);
            carrying.is_some_and(|carrying| {
                carrying.len() == CARRYING && check(group, &carrying) == *last
            })
        };
        let groups = || read.chunks(CARRYING + 1).enumerate();
        if read.len() != LETTERS_IN_ALL {
            let wrong = groups().position(|group| !fits(group));
            let group = wrong.unwrap_or_else(|| groups().count()).min(GROUPS - 1) + 1;
            let given = read.len();
            return Err(BadRecoveryKey::Length { given, group });
        }
        let mut wrong: Vec<usize> = groups()
            .filter(|group| !fits(*group))
            .map(|(group, _)| group + 1)
            .collect();
        let carrying = read
            .chunks(CARRYING + 1)
            .flat_map(|group| group.iter().take(CARRYING));
        let digits: Zeroizing<Vec<u8>> =
            Zeroizing::new(carrying.map(|digit| digit.unwrap_or_default()).collect());
        match bytes(&digits) {
            Some(bytes) if wrong.is_empty() => Ok(Self(bytes)),
            Some(_) => Err(BadRecoveryKey::Mistyped(wrong)),
            None => {
                if wrong.last() != Some(&GROUPS) {
                    wrong.push(GROUPS);
                }
                Err(BadRecoveryKey::Mistyped(wrong))
            }
        }
    }
}

/// The value of a letter, as it may have been copied from paper.
fn digit(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let at = LETTERS
        .iter()
        .position(|known| char::from(*known) == letter)?;
    u8::try_from(at).ok()
}

/// What a group's letters come to, in the field of 32 elements. One wrong letter, two neighbours
/// exchanged, or two groups exchanged always give another sum.
fn check(group: usize, carrying: &[u8]) -> u8 {
    let doubled = |sum: u8| {
        let doubled = sum << 1;
        if doubled & 0x20 == 0 {
            doubled
        } else {
            doubled ^ 0x25
        }
    };
    let place = u8::try_from(group + 1).unwrap_or_default();
    let sum = carrying
        .iter()
        .fold(place, |sum, digit| doubled(sum) ^ digit);
    doubled(sum)
}

/// 256 bits as 52 digits of five bits; the last four bits are nought.
fn digits(bytes: &[u8; 32]) -> Zeroizing<Vec<u8>> {
    let mut digits = Zeroizing::new(Vec::with_capacity(GROUPS * CARRYING));
    for nth in 0..GROUPS * CARRYING {
        let mut digit = 0;
        for bit in nth * 5..nth * 5 + 5 {
            let byte = bytes.get(bit / 8).copied().unwrap_or_default();
            digit = digit << 1 | (byte >> (7 - bit % 8) & 1);
        }
        digits.push(digit);
    }
    digits
}

/// The bytes of 52 digits; none when the bits beyond them are not nought.
fn bytes(digits: &[u8]) -> Option<[u8; 32]> {
    let mut bytes = [0_u8; 32];
    for bit in 0..digits.len() * 5 {
        let set = digits.get(bit / 5)? >> (4 - bit % 5) & 1;
        match bytes.get_mut(bit / 8) {
            Some(byte) => *byte |= set << (7 - bit % 8),
            None if set == 0 => {}
            None => return None,
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key() -> RecoveryKey {
        let mut bytes = [0; 32];
        for (nth, byte) in (0_u8..).zip(&mut bytes) {
            *byte = nth.wrapping_mul(37) ^ 0x5a;
        }
        RecoveryKey(bytes)
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_again_however_it_is_typed(bytes: [u8; 32]) {
            let key = RecoveryKey(bytes);
            let printed = key.printed();
            prop_assert_eq!(&RecoveryKey::parse(&printed).unwrap(), &key);
            let typed = printed.to_lowercase().replace('0', "o").replace('1', "l");
            let typed = typed.replace([' ', '\n'], "-");
            prop_assert_eq!(&RecoveryKey::parse(&typed).unwrap(), &key);
            let run_together = typed.replace('-', "").replace('l', "I");
            prop_assert_eq!(&RecoveryKey::parse(&run_together).unwrap(), &key);
        }
    }

    #[test]
    fn it_is_printed_as_thirteen_groups_of_five_on_three_lines() {
        let printed = key().printed();
        let lines: Vec<usize> = printed
            .lines()
            .map(|line| line.split(' ').count())
            .collect();
        assert_eq!(lines, [5, 5, 3]);
        assert!(printed.split_whitespace().all(|group| group.len() == 5));
        assert!(!printed.contains(['I', 'L', 'O', 'U']));
        assert_eq!(format!("{:?}", key()), "RecoveryKey");
    }

    fn groups() -> Vec<String> {
        let printed = key().printed();
        printed.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn every_single_wrong_letter_and_its_group_are_noticed() {
        for at in 0..GROUPS {
            for place in 0..5 {
                for letter in LETTERS
                    .iter()
                    .map(|letter| char::from(*letter))
                    .chain(['U', '?'])
                {
                    let mut typed = groups();
                    let before = typed[at].remove(place);
                    typed[at].insert(place, letter);
                    let read = RecoveryKey::parse(&typed.join(" "));
                    if letter == before {
                        assert_eq!(read, Ok(key()));
                    } else {
                        assert_eq!(read, Err(BadRecoveryKey::Mistyped(vec![at + 1])));
                    }
                }
            }
        }
    }

    #[test]
    fn exchanged_letters_and_exchanged_groups_are_noticed() {
        for at in 0..GROUPS {
            for place in 0..4 {
                let mut typed = groups();
                let mut letters: Vec<char> = typed[at].chars().collect();
                letters.swap(place, place + 1);
                let same = letters[place] == letters[place + 1];
                typed[at] = letters.into_iter().collect();
                let read = RecoveryKey::parse(&typed.join("-"));
                assert_eq!(read.is_ok(), same, "{typed:?}");
            }
        }
        let mut typed = groups();
        typed.swap(2, 7);
        let read = RecoveryKey::parse(&typed.join(" "));
        assert_eq!(read, Err(BadRecoveryKey::Mistyped(vec![3, 8])));
        let told = read.unwrap_err().to_string();
        assert!(told.starts_with("mistyped: groups 3, 8"), "{told}");
    }

    #[test]
    fn a_letter_too_few_or_too_many_names_the_group_to_look_at() {
        let mut typed = groups();
        typed[4].pop();
        let read = RecoveryKey::parse(&typed.join(" ")).unwrap_err();
        assert_eq!(
            read,
            BadRecoveryKey::Length {
                given: 64,
                group: 5
            }
        );
        let read = RecoveryKey::parse("").unwrap_err();
        assert_eq!(read, BadRecoveryKey::Length { given: 0, group: 1 });
        let whole = groups().join(" ");
        let read = RecoveryKey::parse(&format!("{whole} 7")).unwrap_err();
        assert_eq!(
            read,
            BadRecoveryKey::Length {
                given: 66,
                group: 13
            }
        );
        assert!(!read.to_string().contains(&groups()[0]));
    }
}
