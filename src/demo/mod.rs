//! The demo partnership: invented bodies, an invented plan, and eighteen months of its history.
//!
//! The history is a list of steps. Each step says who acted, when it was recorded and which
//! commands were given; it goes through the same rules as everything else, and every date is
//! counted from the day the demo is started, so that it always looks fresh.
//!
//! Authors write in *weeks of the history* (`dates::When`); no calendar date is written down.

mod actions;
mod actions_agreed;
mod audit_programme;
mod audits;
mod cast;
mod completions;
mod dates;
mod evidence;
mod extensions;
mod files;
mod gaps;
mod groups;
mod inspections;
mod late;
mod learning;
mod lodged;
mod meetings;
mod packs;
mod plan;
mod practice_reviews;
mod rapid_reviews;
mod recommendations;
mod records;
mod rounds;
mod run;
mod self_assessment;
mod setting;
mod story;
#[cfg(test)]
mod tests;
mod updates;

use crate::app::lodging::FilePlace;
use chrono::{DateTime, NaiveDate, Utc};
use events::envelope::{Classification, DecidedIn, Role};
use events::ids::{AgencyId, StreamId};
use events::world::Command;

pub use run::start;

pub use cast::{
    action, activity, audit, briefing, campaign, case, child_death_year, erasure, evidence,
    finding, gap, group, incident, legal_hold, meeting, plan_id, practice_review, priority,
    programme, rapid_review, recommendation, subject,
};

/// One moment of the history: what somebody recorded together.
#[derive(Debug, Clone)]
pub struct Step {
    /// When it is recorded.
    pub at: DateTime<Utc>,
    /// In which role, and for which agency; none for the partnership's own team.
    pub acting: (Role, Option<AgencyId>),
    /// The day it happened, when it is entered late; otherwise the day of `at`.
    pub occurred_on: Option<NaiveDate>,
    /// Why.
    pub reason: Option<String>,
    /// The meeting it rests on.
    pub decided_in: Option<DecidedIn>,
    /// How openly it may be shown.
    pub classification: Classification,
    /// What is recorded, in order, together or not at all.
    pub commands: Vec<(StreamId, Command)>,
    /// The file that goes with what is lodged or frozen in this step.
    pub file: Option<DemoFile>,
}

/// A small real file that is lodged as evidence or frozen as a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoFile {
    /// What it belongs to.
    pub place: FilePlace,
    /// Its name.
    pub name: String,
    /// What kind of file, such as `text/csv`.
    pub media_type: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What the demo is called wherever it has to be told from a real partnership.
pub const TRAINING_DATA: &str =
    "This is training data. The partnership, its agencies, people and figures are invented.";

/// The moment before the first step, at which the shipped defaults are recorded.
pub fn begins(today: NaiveDate) -> DateTime<Utc> {
    dates::Dates::ending_before(today).opening()
}

/// The whole history, oldest first: it begins about eighteen months before `today` and ends a few
/// days before it, on working days and in office hours.
///
/// The same `today` always gives the same steps. The shipped defaults (RAG key, grading scale,
/// themes, rule sets) must have been recorded before, at [`begins`].
pub fn history(partnership: StreamId, today: NaiveDate) -> Vec<Step> {
    let mut story = story::Story::new(partnership, dates::Dates::ending_before(today));
    setting::tell(&mut story);
    plan::tell(&mut story);
    recommendations::tell(&mut story);
    actions::tell(&mut story);
    meetings::tell(&mut story);
    evidence::tell(&mut story);
    rounds::tell(&mut story);
    updates::tell(&mut story);
    completions::tell(&mut story);
    extensions::tell(&mut story);
    late::tell(&mut story);
    gaps::tell(&mut story);
    audit_programme::tell(&mut story);
    audits::tell(&mut story);
    self_assessment::tell(&mut story);
    rapid_reviews::tell(&mut story);
    practice_reviews::tell(&mut story);
    learning::tell(&mut story);
    inspections::tell(&mut story);
    packs::tell(&mut story);
    records::tell(&mut story);
    story.told()
}
