//! What may be asked of a gap, and what then happened.

use super::{Command, Disposition, Event, GAP_RULES, State, gap_id};
use crate::refusal::{Refusal, Refusals};
use crate::world::{Given, World};
use uuid::Uuid;

/// Judges a command.
///
/// # Errors
/// Every rule it breaks.
pub fn decide(
    state: &State,
    id: Uuid,
    command: Command,
    given: &Given,
    world: &World,
) -> Result<Vec<Event>, Vec<Refusal>> {
    let mut broken = Refusals::default();
    match command {
        Command::DisposeOfGap {
            rule,
            about,
            disposition,
            escalated_to,
        } => {
            broken.need_reason(given, "what becomes of a gap");
            broken.when(!GAP_RULES.contains(&rule), rule_unknown);
            broken.when(!world.exists(about), about_unknown);
            broken.when(id != gap_id(rule, about), other_gap);
            broken.when(is_settled(state), already_disposed);
            let escalated = disposition == Disposition::Escalated;
            broken.when(escalated && escalated_to.is_none(), escalated_to_nobody);
            broken.when(!escalated && escalated_to.is_some(), not_escalated);
            broken.or(|| {
                vec![Event::GapDisposed {
                    rule,
                    about,
                    disposition,
                    escalated_to,
                }]
            })
        }
        Command::ReopenGap {} => {
            broken.need_reason(given, "opening a gap again");
            broken.when(state.disposition().is_none(), already_open);
            broken.or(|| vec![Event::GapReopened {}])
        }
    }
}

/// What was escalated may still be fixed or accepted; what was fixed or accepted is opened again
/// first.
fn is_settled(state: &State) -> bool {
    match state.disposition() {
        Some(Disposition::Fixed | Disposition::Accepted) => true,
        Some(Disposition::Escalated) | None => false,
    }
}

fn rule_unknown() -> Refusal {
    Refusal::new(
        "gap_rule_unknown",
        "rule",
        format!(
            "the gap rules are numbered {} to {}",
            GAP_RULES.start(),
            GAP_RULES.end()
        ),
        "give the number shown with the gap",
    )
}

fn about_unknown() -> Refusal {
    Refusal::new(
        "gap_about_unknown",
        "about",
        "the thing the gap is about does not exist",
        "choose a gap from the list",
    )
}

fn other_gap() -> Refusal {
    Refusal::new(
        "gap_id_mismatch",
        "about",
        "the rule and the thing belong to another gap",
        "choose a gap from the list",
    )
}

fn already_disposed() -> Refusal {
    Refusal::new(
        "gap_already_disposed",
        "disposition",
        "somebody already said what becomes of this gap",
        "open it again first",
    )
}

fn escalated_to_nobody() -> Refusal {
    Refusal::new(
        "escalated_to_nobody",
        "escalated_to",
        "an escalated gap was taken to somebody",
        "say to whom",
    )
}

fn not_escalated() -> Refusal {
    Refusal::new(
        "not_escalated",
        "escalated_to",
        "only an escalated gap was taken to somebody",
        "leave it out, or record the gap as escalated",
    )
}

fn already_open() -> Refusal {
    Refusal::new(
        "gap_already_open",
        "",
        "the gap is open",
        "nothing is left to record",
    )
}
