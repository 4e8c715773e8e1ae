//! An agency's return as a file, so that an agency that works in several partnerships answers the
//! same duty once and takes its answers to the next board.
//!
//! The file is JSON, described in `docs/return-file.md`. It is written from what its reader may
//! see, and read as a proposal: nothing is recorded before somebody of the agency has looked at
//! each answer, and what counts as met is shown again with evidence lodged here.

mod propose;
mod read;
#[cfg(test)]
mod tests;

pub use propose::{By, Proposal, Proposed, propose};
pub use read::{FileFault, read};

use chrono::NaiveDate;
use events::ids::EvidenceId;
use events::self_assessment::CampaignKind;
use projections::campaigns::{Campaign, Return};
use projections::{Models, TextRef};
use serde::{Deserialize, Serialize};

/// What such a file says it is.
pub const FORMAT: &str = "golden-thread-return";

/// The version of the format that is written, and the latest that is read.
pub const VERSION: u32 = 1;

/// The most a file may hold, in bytes.
pub const BYTES_MAX: usize = 1024 * 1024;

/// The most answers a file may hold.
pub const ANSWERS_MAX: usize = 200;

/// A return, as it is taken from one partnership to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnFile {
    /// Always [`FORMAT`].
    pub format: String,
    /// Always [`VERSION`] where it is written.
    pub version: u32,
    /// The partnership it was given to.
    pub partnership: String,
    /// The agency, as that partnership calls it.
    pub agency: String,
    /// The round it belongs to.
    pub round: RoundInFile,
    /// The day the file was made.
    pub made_on: NaiveDate,
    /// The post of the senior officer who stands up for it, once one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_off_as: Option<String>,
    /// The day it was handed in, once it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_in_on: Option<NaiveDate>,
    /// The number of its receipt, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// The agency's answers, in the order of the standards. What the partnership thought of them
    /// is the partnership's and is not in it.
    pub answers: Vec<AnswerInFile>,
}

/// The round a file comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundInFile {
    /// What it is called.
    pub title: String,
    /// The duty agencies assess themselves under.
    pub duty: CampaignKind,
    /// The line of standards, such as `section-11`.
    pub standards_code: String,
    /// The number in that line.
    pub standards_version: u32,
    /// What the standards are called.
    pub standards_title: String,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerInFile {
    /// The key of the standard.
    pub standard: String,
    /// What the standard is called.
    pub title: String,
    /// The code of the agency's own score.
    pub score: String,
    /// The words of that score.
    pub score_label: String,
    /// How the standard is met, and what is missing; empty where the words were erased.
    pub narrative: String,
    /// What each piece of evidence shows. The evidence itself stays where it was lodged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
}

/// Writes a return as a file. `words` tells a text as the reader may read it.
pub fn of(
    models: &Models,
    round: &Campaign,
    one: &Return,
    today: NaiveDate,
    words: &dyn Fn(&TextRef) -> String,
) -> ReturnFile {
    let set = &round.standards;
    let shows = |id: &EvidenceId| {
        let piece = models.evidence.get(*id);
        piece.map_or_else(String::new, |piece| words(&piece.describes))
    };
    let answered = set.standards.iter().filter_map(|standard| {
        let answer = one.answers.get(&standard.key)?;
        let narrative = models.campaigns.words_of(&standard.key, answer);
        let score = set.score(&answer.score);
        Some(AnswerInFile {
            standard: standard.key.clone(),
            title: standard.title.clone(),
            score: answer.score.clone(),
            score_label: score.map_or_else(|| answer.score.clone(), |known| known.label.clone()),
            narrative: narrative.map(words).unwrap_or_default(),
            evidence: answer.evidence.iter().map(shows).collect(),
        })
    });
    ReturnFile {
        format: FORMAT.to_owned(),
        version: VERSION,
        partnership: models.people.name.clone(),
        agency: models.people.agency_name(one.agency).to_owned(),
        round: RoundInFile {
            title: round.title.clone(),
            duty: round.kind,
            standards_code: set.code.clone(),
            standards_version: set.version,
            standards_title: set.title.clone(),
        },
        made_on: today,
        signed_off_as: one.sign_off.as_ref().map(|signed| signed.post.clone()),
        handed_in_on: one.submitted.as_ref().map(|handed| handed.at.occurred_on),
        receipt: one.receipt.as_ref().map(|(_, number)| number.clone()),
        answers: answered.collect(),
    }
}

impl ReturnFile {
    /// The file itself, for people to look into as well.
    ///
    /// # Errors
    /// When it cannot be written as JSON, which no value of it prevents.
    pub fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec_pretty(self)
    }

    /// Where the answers come from, as the reason recorded with each of them.
    pub fn provenance(&self) -> String {
        let handed_in = match (self.handed_in_on, &self.receipt) {
            (Some(day), Some(receipt)) => {
                let day = day.format("%-d %B %Y");
                format!(", handed in on {day} with the receipt {receipt}")
            }
            (Some(day), None) => format!(", handed in on {}", day.format("%-d %B %Y")),
            (None, _) => ", not handed in yet".to_owned(),
        };
        format!(
            "Taken over from the return of {} to {} for “{}”{handed_in}.",
            self.agency, self.partnership, self.round.title
        )
    }
}
