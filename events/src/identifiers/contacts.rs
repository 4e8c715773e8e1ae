//! Where a person can be found: postcode and email address.

use super::scan::Scan;

/// The postcode areas of the United Kingdom and the Crown dependencies.
const AREAS: [&str; 124] = [
    "AB", "AL", "B", "BA", "BB", "BD", "BH", "BL", "BN", "BR", "BS", "BT", "CA", "CB", "CF", "CH",
    "CM", "CO", "CR", "CT", "CV", "CW", "DA", "DD", "DE", "DG", "DH", "DL", "DN", "DT", "DY", "E",
    "EC", "EH", "EN", "EX", "FK", "FY", "G", "GL", "GU", "GY", "HA", "HD", "HG", "HP", "HR", "HS",
    "HU", "HX", "IG", "IM", "IP", "IV", "JE", "KA", "KT", "KW", "KY", "L", "LA", "LD", "LE", "LL",
    "LN", "LS", "LU", "M", "ME", "MK", "ML", "N", "NE", "NG", "NN", "NP", "NR", "NW", "OL", "OX",
    "PA", "PE", "PH", "PL", "PO", "PR", "RG", "RH", "RM", "S", "SA", "SE", "SG", "SK", "SL", "SM",
    "SN", "SO", "SP", "SR", "SS", "ST", "SW", "SY", "TA", "TD", "TF", "TN", "TQ", "TR", "TS", "TW",
    "UB", "W", "WA", "WC", "WD", "WF", "WN", "WR", "WS", "WV", "YO", "ZE",
];

/// What people write behind a number in lower case ("s47 2nd", "s16 5wd"), which a postcode is not.
const AFTER_A_NUMBER: [&str; 9] = ["st", "nd", "rd", "th", "wd", "yr", "hr", "ft", "pt"];

/// The longest part of an address before and after its `@` (RFC 5321, 4.5.3.1).
const LOCAL_PART_MAX: usize = 64;
const DOMAIN_MAX: usize = 255;

/// A full postcode: outward part, a space or none, inward part.
pub(super) fn postcode(scan: &Scan, at: usize) -> Option<usize> {
    let run = scan.run(at, 8);
    let (outward_ends, inward) = match run {
        2..=4 => {
            let gap = scan.skip(at + run, 2, |c| c == ' ');
            (at + run, (gap > 0).then_some(at + run + gap)?)
        }
        5..=7 => (at + run - 3, at + run - 3),
        _ => return None,
    };
    let end = inward + 3;
    let fits = scan.word_ends(end) && is_outward(scan, at, outward_ends) && is_inward(scan, inward);
    fits.then_some(end)
}

fn is_outward(scan: &Scan, at: usize, end: usize) -> bool {
    let code = scan.lower(at, end).to_ascii_uppercase();
    let letters = code.chars().take_while(char::is_ascii_alphabetic).count();
    let (Some(area), Some(district)) = (code.get(..letters), code.get(letters..)) else {
        return false;
    };
    let digits = district.chars().take_while(char::is_ascii_digit).count();
    let district_fits = match (digits, district.chars().nth(1)) {
        (1, None) => true,
        (1, Some(last)) => letters + 2 == code.len() && has_letter_district(area, last),
        (2, _) => district.len() == 2 && !district.starts_with('0'),
        _ => false,
    };
    district_fits && AREAS.contains(&area)
}

/// Only the crowded middle of London splits its districts by a letter (E1W, N1C, W1A, SW1A …).
fn has_letter_district(area: &str, last: char) -> bool {
    let central = matches!(area, "E" | "EC" | "N" | "NW" | "SE" | "SW" | "W" | "WC");
    central && "ABCDEFGHJKMNPRSTUVWXY".contains(last)
}

/// A digit and two letters, never C, I, K, M, O or V.
fn is_inward(scan: &Scan, at: usize) -> bool {
    let letters: String = (at + 1..at + 3)
        .filter_map(|place| scan.at(place))
        .collect();
    let allowed = |c: char| c.is_ascii_alphabetic() && !"CIKMOV".contains(c.to_ascii_uppercase());
    scan.digit(at).is_some()
        && letters.chars().count() == 2
        && letters.chars().all(allowed)
        && !AFTER_A_NUMBER.contains(&letters.as_str())
}

/// The address around an `@`: what may stand before it, and a domain with a dot in it.
pub(super) fn email_around(scan: &Scan, at_sign: usize) -> Option<(usize, usize)> {
    let mut start = at_sign;
    while at_sign - start < LOCAL_PART_MAX && scan.before(start).is_some_and(is_local) {
        start -= 1;
    }
    start += scan.skip(start, at_sign - start, |c| !c.is_alphanumeric());
    let last = scan.before(at_sign).is_some_and(|c| c != '.');
    let end = domain_end(scan, at_sign + 1)?;
    (start < at_sign && last).then_some((start, end))
}

fn is_local(c: char) -> bool {
    c.is_alphanumeric() || "._%+-'&".contains(c)
}

/// The end of the last label of a domain of two or more labels, the last of two letters or more.
fn domain_end(scan: &Scan, at: usize) -> Option<usize> {
    let mut end = None;
    let mut place = at;
    let mut labels = 0;
    while place - at < DOMAIN_MAX {
        let mut label = scan.skip(place, 63, |c| c.is_alphanumeric() || c == '-');
        while label > 0 && scan.before(place + label) == Some('-') {
            label -= 1;
        }
        if label == 0 || scan.at(place) == Some('-') {
            break;
        }
        labels += 1;
        let letters = scan.skip(place, label, char::is_alphabetic);
        if labels > 1 && letters >= 2 && letters == label {
            end = Some(place + label);
        }
        if scan.at(place + label) != Some('.') {
            break;
        }
        place += label + 1;
    }
    end
}
