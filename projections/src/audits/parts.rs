//! The parts of an audit that are not findings: tools, sample, meetings, comparisons.

use crate::reference::{Stamp, TextRef};
use chrono::NaiveDate;
use events::audit::{Better, Count, Judgement};
use events::ids::CaseId;
use events::meeting::Attendance;
use serde::Serialize;
use std::collections::BTreeSet;

/// What a grade looks like in the practice an audit looks at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Descriptor {
    /// The grade's code.
    pub grade: String,
    /// What it looks like.
    pub words: TextRef,
}

/// The questions agencies answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tool {
    /// When it was given out.
    pub at: Stamp,
    /// Its number, from 1.
    pub version: u32,
    /// The key of each question, and what is asked.
    pub questions: Vec<(String, TextRef)>,
    /// What the grades look like.
    pub descriptors: Vec<Descriptor>,
}

/// A frozen sample.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sample {
    /// When it was frozen.
    pub at: Stamp,
    /// How the cases were chosen.
    pub method: TextRef,
    /// The cases, those excluded since too.
    pub cases: BTreeSet<CaseId>,
    /// How many they were.
    pub n: u32,
}

/// Agencies met and looked at the grades together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ModerationMeeting {
    /// When it was recorded.
    pub at: Stamp,
    /// The day.
    pub on: NaiveDate,
    /// Who was there.
    pub attendance: Vec<Attendance>,
}

/// What was learned reached people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dissemination {
    /// When.
    pub at: Stamp,
    /// Whom.
    pub audience: TextRef,
    /// How.
    pub how: TextRef,
}

/// One measure compared with the audit that is made again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// When.
    pub at: Stamp,
    /// What is measured.
    pub measure: TextRef,
    /// In which direction it gets better.
    pub better: Better,
    /// Before.
    pub baseline: Count,
    /// Now.
    pub now: Count,
    /// What that says.
    pub judgement: Judgement,
}
