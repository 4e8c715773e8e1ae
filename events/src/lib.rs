//! The facts, the rules and the log of Golden Thread.
//!
//! Reading order: [`ids`] and [`text`] are the smallest words; [`envelope`] is what stands on every
//! event; one module a stream holds its events, commands, state, and the rules that decide;
//! [`event`] is how any of them is stored and read back, and [`command`] how any is asked;
//! [`world`] is the sum of the states, and [`everywhere`] the rules that hold for all; [`log`]
//! keeps the facts.

pub mod ids;
pub mod text;

pub mod envelope;
pub mod refusal;

pub mod calendar;
pub mod identifiers;
pub mod rule_set;

pub mod account;
pub mod action;
pub mod briefing;
pub mod child_death_learning;
pub mod evidence;
pub mod gap;
pub mod learning_activity;
pub mod meeting;
pub mod partnership;
pub mod plan;
pub mod practice_review;
pub mod recommendation;
pub mod self_assessment;
pub mod service_return;

pub mod rapid_review;
pub mod review_subject;
pub mod serious_incident;

pub mod audit;
pub mod audit_case;
pub mod audit_programme;
pub mod evidence_pack;

pub mod inspection;

pub mod erasure;
pub mod legal_hold;

pub mod command;
pub mod event;

pub mod everywhere;
pub mod world;

pub mod log;

#[cfg(test)]
mod given_when_then;
