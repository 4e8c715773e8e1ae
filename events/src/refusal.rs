//! A refusal: which rule, why, and what to do next. An expected answer, not a fault.

use schemars::JsonSchema;
use serde::Serialize;
use std::fmt;

/// One rule that a command broke.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Refusal {
    /// The rule's stable name, such as `green_past_due`.
    pub rule: &'static str,
    /// The field of the command it is about; empty when it is about the whole.
    pub field: String,
    /// Which rule and why, in the field's words. Never repeats what was typed.
    pub message: String,
    /// What to do next.
    pub remedy: String,
}

impl Refusal {
    /// A refusal of one field.
    pub fn new(
        rule: &'static str,
        field: impl Into<String>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            field: field.into(),
            message: message.into(),
            remedy: remedy.into(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}. {}", self.message, self.remedy)
    }
}

impl std::error::Error for Refusal {}

/// The events a command leads to, unless it broke a rule.
///
/// # Errors
/// Every broken rule, when there is one.
pub(crate) fn verdict<E>(broken: Vec<Refusal>, events: Vec<E>) -> Result<Vec<E>, Vec<Refusal>> {
    if broken.is_empty() {
        Ok(events)
    } else {
        Err(broken)
    }
}
