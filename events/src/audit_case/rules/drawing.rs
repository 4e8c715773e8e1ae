//! Drawing a case, and taking it out of the count.

use super::super::{Command, Event, State, refusals as refused};
use super::{Case, Verdict};
use crate::audit::{Phase, sample};
use crate::refusal::{Refusal, Refusals};
use crate::world::World;
use std::collections::BTreeSet;

/// Draws a case. Anything but [`Command::DrawCase`] leads to nothing.
pub(super) fn draw(state: &State, command: Command, world: &World) -> Verdict {
    let Command::DrawCase {
        audit,
        alias,
        age_band,
        disability,
        ethnicity,
        placement,
        plan_type,
        agencies,
    } = command
    else {
        return Ok(Vec::new());
    };
    if state.audit.is_some() {
        return Err(vec![refused::case_already_drawn()]);
    }
    let known = world.audits.get(&audit);
    let known = known.ok_or_else(|| vec![refused::audit_unknown()])?;
    drawable(known.phase).map_err(|refusal| vec![refusal])?;
    let mut broken = Refusals::default();
    broken.when(!is_alias(&alias), refused::alias_malformed);
    let taken = sample::drawn(audit, world).any(|other| same_alias(&other.alias, &alias));
    broken.when(taken, refused::alias_taken);
    let each: BTreeSet<_> = agencies.iter().copied().collect();
    broken.when(each.is_empty(), refused::case_agencies_missing);
    broken.when(each.len() < agencies.len(), refused::case_agency_repeated);
    let audited = each.is_subset(&known.agencies);
    broken.when(!audited, refused::agency_not_audited);
    let drawn = Event::CaseDrawn {
        audit,
        alias,
        age_band,
        disability,
        ethnicity,
        placement,
        plan_type,
        agencies,
    };
    broken.or(|| vec![drawn])
}

fn drawable(phase: Phase) -> Result<(), Refusal> {
    match phase {
        Phase::Commissioned => Ok(()),
        Phase::Proposed => Err(refused::audit_unknown()),
        Phase::Sampled | Phase::Approved => Err(refused::sample_frozen()),
        Phase::Closed | Phase::Abandoned => Err(refused::audit_not_open()),
    }
}

/// At most three letters, perhaps a hyphen, then one to four digits: enough to tell cases apart,
/// too little to hold a name, a birthday or a case number of an agency's system.
pub(crate) fn is_alias(alias: &str) -> bool {
    let digits_from = alias.find(|letter: char| letter.is_ascii_digit());
    let Some((prefix, digits)) = digits_from.and_then(|at| alias.split_at_checked(at)) else {
        return false;
    };
    let letters = prefix.strip_suffix('-').unwrap_or(prefix);
    let few = letters.len() <= 3 && letters.chars().all(|letter| letter.is_ascii_alphabetic());
    let numbered = digits.len() <= 4 && digits.chars().all(|digit| digit.is_ascii_digit());
    let hyphen_alone = letters.is_empty() && prefix.len() == 1;
    few && numbered && !hyphen_alone
}

fn same_alias(one: &str, other: &str) -> bool {
    let plain = |alias: &str| alias.replace('-', "").to_lowercase();
    plain(one) == plain(other)
}

/// A case that is no longer counted after it was graded is kept apart: its grade may have been the
/// reason.
pub(super) fn exclude(case: Case<'_>) -> Verdict {
    let mut broken = Refusals::default();
    broken.need_reason(case.given, "excluding a case");
    let after_grading = case.state.is_graded();
    broken.or(|| vec![Event::CaseExcluded { after_grading }])
}

#[cfg(test)]
mod tests {
    use super::is_alias;

    #[test]
    fn an_alias_holds_no_name() {
        for alias in ["A-07", "a7", "12", "ABC-1234", "C0"] {
            assert!(is_alias(alias), "{alias}");
        }
        for name in [
            "Anna",
            "A",
            "",
            "-7",
            "ABCD-1",
            "A-12345",
            "A 7",
            "A-7b",
            "12-03-2011",
            "É-7",
            "A--7",
        ] {
            assert!(!is_alias(name), "{name}");
        }
    }
}
