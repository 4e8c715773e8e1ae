//! Numbers given to a person: NHS number, Unique Pupil Number, telephone.

use super::scan::Scan;

/// Letters a Unique Pupil Number may use, in the order of their values: no I, O or S.
const UPN_LETTERS: &str = "ABCDEFGHJKLMNPQRTUVWXYZ";

/// Ten digits, solid or grouped 3-3-4, with the check digit: the weighted sum of the first nine
/// (weights 10 down to 2) and the tenth is a multiple of eleven. Ten noughts are a placeholder.
pub(super) fn nhs_number(scan: &Scan, at: usize) -> Option<usize> {
    if scan.continues_number(at, ".-") {
        return None;
    }
    let mut place = at;
    let mut sum = 0;
    let mut all = 0;
    for (index, weight) in (1..=10_u32).rev().enumerate() {
        if matches!(index, 3 | 6) {
            place += scan.skip(place, 3, |c| matches!(c, ' ' | '-'));
        }
        let digit = scan.digit(place)?;
        sum += digit * weight;
        all += digit;
        place += 1;
    }
    let whole = scan.word_ends(place) && !scan.number_goes_on(place, ".");
    (whole && all > 0 && sum % 11 == 0).then_some(place)
}

/// A check letter, then twelve digits, or eleven and a letter: the digits' values weighted 2 to 13
/// and summed leave, modulo 23, the value of the check letter.
pub(super) fn upn(scan: &Scan, at: usize) -> Option<usize> {
    let check = upn_letter(scan.at(at)?)?;
    let mut place = at + 1;
    let mut sum = 0;
    for weight in 2..=13 {
        if matches!(weight, 2 | 5 | 9) {
            place += scan.skip(place, 1, |c| matches!(c, ' ' | '-'));
        }
        let value = match scan.digit(place) {
            Some(digit) => digit,
            None if weight == 13 => upn_letter(scan.at(place)?)?,
            None => return None,
        };
        sum += value * weight;
        place += 1;
    }
    (scan.word_ends(place) && sum % 23 == check).then_some(place)
}

fn upn_letter(c: char) -> Option<u32> {
    let upper = c.to_ascii_uppercase();
    UPN_LETTERS
        .chars()
        .zip(0..)
        .find_map(|(letter, value)| (letter == upper).then_some(value))
}

/// A telephone number: `+44` or `0044` (with or without `(0)`) or `0`, then ten digits beginning
/// 1, 2, 3, 7 or 8; nine for the few short 01 and 080 numbers. Groups are kept whole, and the
/// area code is written together, so that `01 09 2016 12` stays a date and a count.
pub(super) fn phone(scan: &Scan, at: usize) -> Option<usize> {
    if scan.continues_number(at, ".-") {
        return None;
    }
    let start = national_part(scan, at)?;
    let first = scan
        .digit(start)
        .filter(|digit| matches!(digit, 1 | 2 | 3 | 7 | 8))?;
    let mut place = start;
    let mut counted = scan.digits(place, 11);
    place += counted;
    let bracket_left_open = scan.at(at) == Some('(') && scan.at(place) != Some(')');
    if counted < 2 || bracket_left_open {
        return None;
    }
    let second = scan.digit(start + 1);
    while counted < 10 {
        let gap = scan.skip(place, 3, |c| matches!(c, ' ' | '-' | '.' | ')'));
        let group = scan.digits(place + gap, 11);
        if gap == 0 || group < 2 || counted + group > 10 {
            break;
        }
        counted += group;
        place += gap + group;
    }
    let short = counted == 9 && (first == 1 || (first == 8 && second == Some(0)));
    let whole = scan.word_ends(place) && !scan.number_goes_on(place, ".");
    (whole && (counted == 10 || short)).then_some(place)
}

/// Where the digits after the leading 0 or the country code begin.
fn national_part(scan: &Scan, at: usize) -> Option<usize> {
    let gap = |place: usize| scan.skip(place, 2, |c| matches!(c, ' ' | '-' | '.'));
    let bracket = |place: usize| usize::from(scan.at(place) == Some('('));
    let literal = |place: usize, text: &str| {
        text.chars()
            .zip(place..)
            .all(|(c, place)| scan.at(place) == Some(c))
    };
    let start = at + bracket(at);
    let country = if literal(start, "+44") {
        start + 3
    } else if literal(start, "0044") {
        start + 4
    } else {
        return (scan.at(start) == Some('0')).then_some(start + 1);
    };
    let mut place = country + scan.skip(country, 3, |c| matches!(c, ' ' | '-' | '.' | ')'));
    if literal(place, "(0)") {
        place += 3 + gap(place + 3);
    }
    place += bracket(place);
    Some(place + usize::from(scan.at(place) == Some('0')))
}
