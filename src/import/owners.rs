//! Who leads: role and agency, not a person.

use super::proposal::OwnerDraft;
use super::wording::{begins_lower, one_line, strip_bullet, undecided};

/// Capital letters that are topics, not agencies, at the end of a role.
const TOPICS: [&str; 22] = [
    "LAC", "CSE", "CE", "DV", "DA", "FGM", "SEND", "SEN", "CP", "CIN", "MASE", "MASH", "ICS",
    "LADO", "PVI", "CWD", "YP", "MARAC", "EHC", "L&D", "QA", "MAP",
];
/// Words that end the name of an agency written out.
const AGENCY_ENDINGS: [&str; 20] = [
    "council",
    "police",
    "trust",
    "nhs",
    "icb",
    "ccg",
    "constabulary",
    "partnership",
    "board",
    "borough",
    "probation",
    "cafcass",
    "health",
    "academy",
    "college",
    "school",
    "charity",
    "hospital",
    "authority",
    "service",
];

/// Reads the owners in one cell: several are set apart by lines, semicolons or ` / `.
pub(crate) fn read_owners(text: &str) -> Vec<OwnerDraft> {
    let mut parts: Vec<String> = Vec::new();
    for line in text.lines() {
        let bullet = strip_bullet(line);
        let item = bullet.unwrap_or(line);
        for (index, part) in item.split(';').flat_map(|p| p.split(" / ")).enumerate() {
            let part = one_line(part);
            if part.is_empty() {
                continue;
            }
            let goes_on =
                index == 0 && bullet.is_none() && begins_lower(&part) && !undecided(&part);
            match parts.last_mut() {
                // A line cut in the middle of a role, or one that ends in a comma, goes on.
                Some(last) if index == 0 && (goes_on || last.ends_with([',', '&'])) => {
                    last.push(' ');
                    last.push_str(&part);
                }
                _ => parts.push(part),
            }
        }
    }
    parts
        .iter()
        .filter(|part| !undecided(part))
        .map(|part| read_owner(part))
        .collect()
}

/// Reads one owner: `Head of Quality, HBC` or `Head of Quality (HBC)`.
pub(super) fn read_owner(text: &str) -> OwnerDraft {
    let whole = one_line(text);
    let trimmed = whole.trim_end_matches(['.', ',', ';']).trim();
    let (role, agency) = match split_agency(trimmed) {
        Some((role, agency)) => (role, Some(agency)),
        None => (trimmed, None),
    };
    let (role, agency) = (role.to_owned(), agency.map(str::to_owned));
    OwnerDraft {
        text: whole.clone(),
        role,
        agency,
        milestone_text: None,
    }
}

fn split_agency(text: &str) -> Option<(&str, &str)> {
    let (role, agency) = match text
        .strip_suffix(')')
        .and_then(|open| open.rsplit_once('('))
    {
        Some((role, inside)) => (role, inside),
        None => text.rsplit_once(',').or_else(|| text.rsplit_once(" – "))?,
    };
    let (role, agency) = (role.trim().trim_end_matches(',').trim(), agency.trim());
    (!role.is_empty() && is_agency(agency)).then_some((role, agency))
}

fn is_agency(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let initials = (2..=7).contains(&letters)
        && text
            .chars()
            .all(|c| c.is_uppercase() || matches!(c, '&' | '.'));
    if initials {
        return !TOPICS.contains(&text);
    }
    let last = text
        .split_whitespace()
        .last()
        .unwrap_or_default()
        .to_lowercase();
    let capital = text.starts_with(char::is_uppercase) || !text.contains(' ');
    capital && text.split_whitespace().count() <= 7 && AGENCY_ENDINGS.contains(&last.as_str())
}

/// Adds owners that are not there yet; a lower-case beginning goes on with the last one, as when a
/// page cuts a cell. Gives the index of the last owner named.
pub(super) fn add_owners(owners: &mut Vec<OwnerDraft>, text: &str) -> Vec<usize> {
    let mut text = text;
    let joined;
    let mut indexes = Vec::new();
    let cut = begins_lower(text) && !undecided(text);
    // A lead whose agency stands in a column of its own is whole.
    let whole = |owner: &OwnerDraft| owner.agency != read_owner(&owner.text).agency;
    if cut && let Some(last) = owners.pop_if(|last| !whole(last)) {
        joined = format!("{} {text}", last.text);
        text = &joined;
    }
    for owner in read_owners(text) {
        let same = owners
            .iter()
            .position(|o| o.role == owner.role && o.agency == owner.agency);
        if let Some(index) = same {
            indexes.push(index);
        } else {
            owners.push(owner);
            indexes.push(owners.len() - 1);
        }
    }
    indexes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, Option<String>)> {
        read_owners(text)
            .into_iter()
            .map(|o| (o.role, o.agency))
            .collect()
    }

    fn owner(role: &str, agency: Option<&str>) -> (String, Option<String>) {
        (role.to_owned(), agency.map(str::to_owned))
    }

    #[test]
    fn the_last_part_is_the_agency_where_it_names_one() {
        assert_eq!(
            read("Head of Quality, HBC"),
            [owner("Head of Quality", Some("HBC"))]
        );
        assert_eq!(
            read("Head of Early Help, council"),
            [owner("Head of Early Help", Some("council"))]
        );
        assert_eq!(
            read("Borough Commander (Metropolitan Police)"),
            [owner("Borough Commander", Some("Metropolitan Police"))]
        );
        assert_eq!(
            read("Strategic Lead, LAC"),
            [owner("Strategic Lead, LAC", None)]
        );
        assert_eq!(
            read("Chair, Training Group."),
            [owner("Chair, Training Group", None)]
        );
    }

    #[test]
    fn several_owners_are_set_apart_by_semicolons_lines_and_strokes() {
        let two = [owner("Nurse", Some("ICB")), owner("Board manager", None)];
        assert_eq!(read("Nurse, ICB; Board manager"), two);
        assert_eq!(read("Nurse, ICB\nBoard manager"), two);
        assert_eq!(read("Nurse, ICB / Board manager"), two);
        assert_eq!(read("• Nurse, ICB\n• Board manager"), two);
        assert_eq!(
            read("Audit group\nchair"),
            [owner("Audit group chair", None)]
        );
    }

    #[test]
    fn undecided_leads_are_no_owners() {
        assert_eq!(read("tbc"), []);
        assert_eq!(read("To be confirmed"), []);
        assert_eq!(read("Nurse, ICB; TBC"), [owner("Nurse", Some("ICB"))]);
    }
}
