//! The rules of a plan.
