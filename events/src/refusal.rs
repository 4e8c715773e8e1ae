//! A refusal: which rule, why, and what to do next. An expected answer, not a fault.

use crate::world::Given;
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

/// The rules one command breaks, collected so that all are told at once.
#[derive(Debug, Default)]
pub struct Refusals(Vec<Refusal>);

impl Refusals {
    /// Notes a refusal when a rule is broken.
    pub fn when(&mut self, broken: bool, refusal: impl FnOnce() -> Refusal) {
        if broken {
            self.0.push(refusal());
        }
    }

    /// Notes a refusal.
    pub fn push(&mut self, refusal: Refusal) {
        self.0.push(refusal);
    }

    /// Notes that a reason is missing, where none was given.
    pub fn need_reason(&mut self, given: &Given, what: &str) {
        self.when(!given.has_reason(), || reason_required(what));
    }

    /// The answer: what happened, or every rule that was broken.
    ///
    /// # Errors
    /// Every refusal noted, in the order noted.
    pub fn or<T>(self, happened: impl FnOnce() -> T) -> Result<T, Vec<Refusal>> {
        if self.0.is_empty() {
            Ok(happened())
        } else {
            Err(self.0)
        }
    }

    /// The refusals noted.
    pub fn into_vec(self) -> Vec<Refusal> {
        self.0
    }
}

/// A correction, reversal or override without a reason.
pub fn reason_required(what: &str) -> Refusal {
    Refusal::new(
        "reason_required",
        "reason",
        format!("{what} needs a reason"),
        "say why",
    )
}

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
