//! What the rules ask about a practice review.

use super::kinds::{FindingKind, ReviewKind};
use crate::ids::{AgencyId, RapidReviewId, ReviewFindingId, ReviewSubjectId};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// How far a review has come. That it is delayed stands beside it: [`State::delays`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Nothing was commissioned under this id.
    #[default]
    Uncommissioned,
    /// The partners decided to carry it out.
    Commissioned,
    /// What it looks at is agreed.
    Scoped,
    /// Somebody independent is at work on it.
    Underway,
    /// There is a draft of the report.
    Draft,
    /// Every safeguarding partner stands for the latest draft.
    SignedOff,
    /// The Panel and the Secretary of State have it.
    Noticed,
    /// It is published.
    Published,
    /// Only what should get better is published.
    ImprovementsOnly,
    /// It is not published, for a reason given.
    Withheld,
    /// It is at its end.
    Closed,
}

impl Phase {
    /// Every phase of a review that was commissioned, in order.
    pub const ALL: [Self; 10] = [
        Self::Commissioned,
        Self::Scoped,
        Self::Underway,
        Self::Draft,
        Self::SignedOff,
        Self::Noticed,
        Self::Published,
        Self::ImprovementsOnly,
        Self::Withheld,
        Self::Closed,
    ];

    /// Whether something was published, or that it is not was decided, or it is closed.
    pub const fn is_ended(self) -> bool {
        match self {
            Self::Published | Self::ImprovementsOnly | Self::Withheld | Self::Closed => true,
            Self::Uncommissioned
            | Self::Commissioned
            | Self::Scoped
            | Self::Underway
            | Self::Draft
            | Self::SignedOff
            | Self::Noticed => false,
        }
    }

    /// The phase as an address or a filter writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Uncommissioned => "uncommissioned",
            Self::Commissioned => "commissioned",
            Self::Scoped => "scoped",
            Self::Underway => "underway",
            Self::Draft => "draft",
            Self::SignedOff => "signed_off",
            Self::Noticed => "noticed",
            Self::Published => "published",
            Self::ImprovementsOnly => "improvements_only",
            Self::Withheld => "withheld",
            Self::Closed => "closed",
        }
    }

    /// The phase as people say it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Uncommissioned => "Not commissioned",
            Self::Commissioned => "Commissioned",
            Self::Scoped => "Scoped",
            Self::Underway => "Underway",
            Self::Draft => "Draft",
            Self::SignedOff => "Signed off",
            Self::Noticed => "With the Panel",
            Self::Published => "Published",
            Self::ImprovementsOnly => "Improvements published",
            Self::Withheld => "Not published",
            Self::Closed => "Closed",
        }
    }
}

/// Somebody appointed to write it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reviewer {
    /// They were removed.
    pub removed: bool,
}

/// Somebody of the family who was asked to take part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FamilyMember {
    /// The alias.
    pub alias: String,
    /// The child or family member in the record.
    pub subject: Option<ReviewSubjectId>,
    /// They took part.
    pub contributed: bool,
    /// They would rather not.
    pub declined: bool,
}

/// A request for information in writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    /// The agency asked; none for the reviewer.
    pub agency: Option<AgencyId>,
    /// By when.
    pub due: NaiveDate,
    /// It came.
    pub answered: bool,
}

/// Whether an agency said that the draft is accurate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccuracyCheck {
    /// By when.
    pub due: NaiveDate,
    /// It answered: whether everything is accurate.
    pub answered: Option<bool>,
}

/// The latest draft, and what happened to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// Its version; none has come at 0.
    pub version: u32,
    /// The reviewer who stands for it.
    pub reviewer: Option<u32>,
    /// The day it came.
    pub on: Option<NaiveDate>,
    /// The agencies asked whether it is accurate.
    pub accuracy: BTreeMap<AgencyId, AccuracyCheck>,
    /// The partners that stand for it, and since when.
    pub signed: BTreeMap<AgencyId, NaiveDate>,
    /// When it was looked at whether somebody can be told from it.
    pub anonymised: Option<NaiveDate>,
    /// When it went to the Panel and to the Secretary of State.
    pub panel: Option<NaiveDate>,
    /// When it went to Ofsted.
    pub ofsted: Option<NaiveDate>,
}

/// Something the review says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind.
    pub kind: FindingKind,
    /// Its theme.
    pub theme: String,
    /// Somebody said why no recommendation is made of it.
    pub justified: bool,
}

/// Why it is late, and what is expected now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delay {
    /// The day it is expected.
    pub expected: NaiveDate,
    /// The day the Panel was told.
    pub told_panel_on: NaiveDate,
}

/// What was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// The day.
    pub on: NaiveDate,
    /// Until when it can be read.
    pub available_until: NaiveDate,
    /// It was taken down.
    pub taken_down: Option<NaiveDate>,
}

/// What the rules of any stream ask about one practice review.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// How far it has come.
    pub phase: Phase,
    /// What kind.
    pub kind: Option<ReviewKind>,
    /// Its reference.
    pub reference: String,
    /// The day of the decision.
    pub decided_on: Option<NaiveDate>,
    /// The rapid review it comes from.
    pub rapid_review: Option<RapidReviewId>,
    /// The edition whose clocks it keeps.
    pub rule_set: String,
    /// The last day on which it is published in time.
    pub due: Option<NaiveDate>,
    /// Everybody appointed to write it, by number.
    pub reviewers: BTreeMap<u32, Reviewer>,
    /// Whose work is looked at; none before that is agreed.
    pub scope: Option<BTreeSet<AgencyId>>,
    /// What goes on beside it, by number; whether it came to an end.
    pub proceedings: BTreeMap<u32, bool>,
    /// Who of the family was asked, by number.
    pub family: BTreeMap<u32, FamilyMember>,
    /// What was asked for in writing, by number.
    pub requests: BTreeMap<u32, Request>,
    /// The latest draft.
    pub draft: Draft,
    /// What it says.
    pub findings: BTreeMap<ReviewFindingId, Finding>,
    /// When it was thought through what publishing does.
    pub impact_assessed: Option<NaiveDate>,
    /// Why it is late, each time it was said.
    pub delays: Vec<Delay>,
    /// Publishing the report was found inappropriate.
    pub non_publication: bool,
    /// What was published.
    pub published: Option<Published>,
}

impl State {
    /// Whether law sets its clocks.
    pub fn is_statutory(&self) -> bool {
        self.kind.is_some_and(ReviewKind::is_statutory)
    }

    /// Whether somebody is appointed and was not removed.
    pub fn has_reviewer(&self) -> bool {
        self.reviewers.values().any(|one| !one.removed)
    }

    /// Whether work on it may begin: what it looks at is agreed, and somebody independent is
    /// appointed where law asks for one.
    pub fn is_staffed(&self) -> bool {
        self.scope.is_some() && (self.has_reviewer() || !self.is_statutory())
    }

    /// Whether a notice covers a day that is past the last one allowed: somebody said why, and the
    /// day named then is not past either.
    pub fn delay_covers(&self, day: NaiveDate) -> bool {
        self.delays.iter().any(|delay| day <= delay.expected)
    }

    /// Whether on a day it is past the last one allowed and nothing was published, decided or
    /// told.
    pub fn is_overdue_unexplained(&self, day: NaiveDate) -> bool {
        let late = self.due.is_some_and(|due| day > due);
        late && !self.phase.is_ended() && !self.delay_covers(day)
    }
}
