//! The standards an agency assesses itself against, and the scale it scores itself on.
//!
//! A set has a code and a number. It is never edited: what changes is put into a set with a later
//! number, so that an answer given under the old words stays under them. A campaign keeps the
//! whole set it was opened with.
//!
//! The shipped sets are written in our own words from what the law and the guidance ask: Children
//! Act 2004 section 11 with chapter 4 of *Working Together to Safeguard Children*; Education Act
//! 2002 sections 175 and 157 with *Keeping Children Safe in Education*. A partnership may open a
//! campaign with a set of its own.

use super::CampaignKind;
use crate::rule_set::Citation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A numbered set of standards with its scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct StandardsSet {
    /// Which line of sets it belongs to, such as `section-11`. Answers are carried forward only
    /// within one.
    pub code: String,
    /// Its number in that line, from 1.
    pub version: u32,
    /// What it is called.
    pub title: String,
    /// The acts and guidance it rests on. Never empty.
    pub citations: Vec<Citation>,
    /// Whether the citations still have to be confirmed against their sources.
    #[serde(default)]
    pub confirm: bool,
    /// The scores there are, best first.
    pub scale: Vec<Score>,
    /// The standards, in the order they are answered.
    pub standards: Vec<Standard>,
}

/// One standard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Standard {
    /// The short name an answer refers to. It stays the same from one number of the set to the
    /// next, as long as the standard asks the same.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// What it asks of an agency.
    pub statement: String,
    /// What somebody would see where it is met.
    pub what_good_looks_like: Vec<String>,
    /// Where it comes from.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

/// One step of the scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Score {
    /// What is stored with an answer, such as `partly_met`.
    pub code: String,
    /// What people say, such as "Partly met".
    pub label: String,
    /// When it is the right score.
    pub definition: String,
    /// Whether it says that the standard is met. Such a score needs evidence.
    pub counts_as_met: bool,
}

/// A fault that keeps a campaign from being opened with a set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StandardsFault {
    /// Sets are numbered from 1.
    #[error("the set has no number; sets are numbered from 1")]
    NoVersion,
    /// It rests on nothing.
    #[error("the set names no act or guidance it rests on")]
    NoCitation,
    /// There is nothing to answer.
    #[error("the set has no standards")]
    NoStandards,
    /// Two standards have the same key, so an answer could be to either.
    #[error("two standards have the same key")]
    StandardTwice,
    /// Two scores have the same code.
    #[error("two scores have the same code")]
    ScoreTwice,
    /// Every answer would be the same.
    #[error("the scale needs a score that counts as met and one that does not")]
    ScaleTooNarrow,
}

impl StandardsSet {
    /// The standard with this key.
    pub fn standard(&self, key: &str) -> Option<&Standard> {
        self.standards.iter().find(|standard| standard.key == key)
    }

    /// The score with this code.
    pub fn score(&self, code: &str) -> Option<&Score> {
        self.scale.iter().find(|score| score.code == code)
    }

    /// Whether a score says that a standard is met; one that the scale does not have, does not.
    pub fn counts_as_met(&self, code: &str) -> bool {
        self.score(code).is_some_and(|score| score.counts_as_met)
    }

    /// Everything that keeps a campaign from being opened with the set, all at once.
    pub fn faults(&self) -> Vec<StandardsFault> {
        let mut faults = Vec::new();
        let mut when = |broken, fault| {
            if broken {
                faults.push(fault);
            }
        };
        when(self.version == 0, StandardsFault::NoVersion);
        when(self.citations.is_empty(), StandardsFault::NoCitation);
        when(self.standards.is_empty(), StandardsFault::NoStandards);
        let keys: BTreeSet<&str> = self.standards.iter().map(|one| one.key.as_str()).collect();
        let twice = keys.len() < self.standards.len();
        when(twice, StandardsFault::StandardTwice);
        let codes: BTreeSet<&str> = self.scale.iter().map(|one| one.code.as_str()).collect();
        when(codes.len() < self.scale.len(), StandardsFault::ScoreTwice);
        let any = |met| self.scale.iter().any(|score| score.counts_as_met == met);
        when(!any(true) || !any(false), StandardsFault::ScaleTooNarrow);
        faults
    }

    /// Whether another set claims the same number for other words: a set is never edited.
    pub fn contradicts(&self, other: &Self) -> bool {
        self.code == other.code && self.version == other.version && self != other
    }
}

static SECTION_11: LazyLock<Vec<StandardsSet>> =
    LazyLock::new(|| read(&[include_str!("standards/section_11_v1.json")]));

static SECTION_175_157: LazyLock<Vec<StandardsSet>> =
    LazyLock::new(|| read(&[include_str!("standards/section_175_157_v1.json")]));

/// The sets shipped for a kind of campaign, earliest first. A later number is added behind.
pub fn shipped(kind: CampaignKind) -> &'static [StandardsSet] {
    match kind {
        CampaignKind::Section11 => &SECTION_11,
        CampaignKind::Section175And157 => &SECTION_175_157,
    }
}

fn read(files: &[&str]) -> Vec<StandardsSet> {
    #[expect(
        clippy::expect_used,
        reason = "the files are part of the binary and \
                  tests::the_shipped_sets_are_sound_and_say_where_they_come_from parses them"
    )]
    let parsed = |text: &&str| serde_json::from_str(text).expect("the shipped sets are valid JSON");
    files.iter().map(parsed).collect()
}
