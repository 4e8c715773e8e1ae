//! The date arithmetic that stands beside every claimed colour.
//!
//! A colour is a judgement; these words are arithmetic on dates and nothing else. A page shows
//! *claimed*, *by date* and *verified* side by side, and marks where the claim says better than
//! the dates.

use crate::reference::Word;
use chrono::{Days, NaiveDate};
use events::partnership::RagMeaning;
use serde::Serialize;

/// How many days before a date an open action counts as due soon.
pub const DUE_SOON_DAYS: u64 = 30;

/// Where an action stands by its dates alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ByDate {
    /// Its start lies ahead.
    NotStarted,
    /// Its next date is more than thirty days ahead.
    OnTrack,
    /// Its next date is today or within thirty days.
    DueSoon,
    /// Its date, or a milestone's, has passed and it is not shown to be done.
    Overdue,
    /// Its completion was verified, or it is closed.
    Done,
    /// There is no date to reckon with.
    Undated,
    /// It was discontinued.
    Stopped,
}

impl ByDate {
    /// Every word, in the order a page counts them.
    pub const ALL: [Self; 7] = [
        Self::NotStarted,
        Self::OnTrack,
        Self::DueSoon,
        Self::Overdue,
        Self::Done,
        Self::Undated,
        Self::Stopped,
    ];

    /// The word a page shows.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotStarted => "Not started",
            Self::OnTrack => "On track",
            Self::DueSoon => "Due soon",
            Self::Overdue => "Overdue",
            Self::Done => "Done",
            Self::Undated => "No date",
            Self::Stopped => "Discontinued",
        }
    }
}

/// What is known about completion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verified {
    /// Nobody says it is done.
    NotClaimed,
    /// An owner says so and nobody has checked.
    Claimed,
    /// Somebody independent checked that it is.
    Verified,
    /// The last claim was refused.
    Refused,
    /// It was discontinued.
    Discontinued,
}

impl Verified {
    /// Every word, in the order a page counts them.
    pub const ALL: [Self; 5] = [
        Self::NotClaimed,
        Self::Claimed,
        Self::Verified,
        Self::Refused,
        Self::Discontinued,
    ];

    /// The word a page shows.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotClaimed => "Not claimed",
            Self::Claimed => "Claimed, not checked",
            Self::Verified => "Verified",
            Self::Refused => "Refused",
            Self::Discontinued => "Discontinued",
        }
    }
}

/// What the arithmetic goes by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Dates {
    /// When it starts.
    pub start: Option<NaiveDate>,
    /// When it is due.
    pub due: Option<NaiveDate>,
    /// The earliest date of a milestone that is not met.
    pub next_milestone: Option<NaiveDate>,
    /// A milestone was recorded as missed and has not been met or moved since.
    pub milestone_missed: bool,
    /// Its completion was verified, or it is closed.
    pub done: bool,
    /// It was discontinued.
    pub stopped: bool,
}

/// Where something stands by its dates alone, on a day. The first line that holds decides:
///
/// 1. discontinued → [`ByDate::Stopped`];
/// 2. completion verified, or closed → [`ByDate::Done`] (a claim alone changes nothing);
/// 3. due before today, or an unmet milestone due before today, or a milestone missed →
///    [`ByDate::Overdue`];
/// 4. starts after today → [`ByDate::NotStarted`];
/// 5. neither a due date nor an unmet milestone with a date → [`ByDate::Undated`];
/// 6. the earlier of the two within [`DUE_SOON_DAYS`] days → [`ByDate::DueSoon`];
/// 7. otherwise [`ByDate::OnTrack`].
///
/// A date meant as a month is the month's last day, so nothing is late before its month is over.
pub fn reckon(dates: &Dates, today: NaiveDate) -> ByDate {
    if dates.stopped {
        return ByDate::Stopped;
    }
    if dates.done {
        return ByDate::Done;
    }
    let next = match (dates.due, dates.next_milestone) {
        (Some(due), Some(milestone)) => Some(due.min(milestone)),
        (due, milestone) => due.or(milestone),
    };
    if dates.milestone_missed || next.is_some_and(|next| next < today) {
        return ByDate::Overdue;
    }
    if dates.start.is_some_and(|start| start > today) {
        return ByDate::NotStarted;
    }
    let soon = today.checked_add_days(Days::new(DUE_SOON_DAYS));
    match next {
        None => ByDate::Undated,
        Some(next) if soon.is_none_or(|soon| next <= soon) => ByDate::DueSoon,
        Some(_) => ByDate::OnTrack,
    }
}

/// Whether a claimed colour says better than the dates do:
///
/// - on track, at risk or not started, while the date has passed (past its timeframe is Red in
///   the default key);
/// - complete, while completion is not verified;
/// - not started, although the start has passed.
///
/// Red never differs, and a discontinued action is not compared.
pub fn differs(claim: RagMeaning, dates: &Dates, today: NaiveDate) -> bool {
    let by_date = reckon(dates, today);
    if matches!(by_date, ByDate::Stopped | ByDate::Done) {
        return false;
    }
    match claim {
        RagMeaning::OnTrack | RagMeaning::AtRisk => by_date == ByDate::Overdue,
        RagMeaning::Complete => true,
        RagMeaning::NotStarted => {
            by_date == ByDate::Overdue || dates.start.is_some_and(|start| start < today)
        }
        RagMeaning::OffTrack | RagMeaning::Discontinued => false,
    }
}

/// How an action stands, three ways side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// The letter that stands; none while it was never rated.
    pub claimed: Option<Word>,
    /// The number of the RAG key the letter was given in.
    pub scheme: Option<u32>,
    /// What the letter stands for; none where the key does not know it.
    pub meaning: Option<RagMeaning>,
    /// Where it stands by its dates alone.
    pub by_date: ByDate,
    /// What is known about completion.
    pub verified: Verified,
    /// The claim says better than the dates.
    pub differs: bool,
}
