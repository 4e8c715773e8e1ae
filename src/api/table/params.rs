//! What many operations take in path and query, each told once.

use super::super::ask::{Kind, Param};

pub(in crate::api) const AS_AT: Param = Param::query(
    "as_at",
    Kind::Moment,
    "The record as it stood at this moment of recorded time; a day means its end.",
);
pub(in crate::api) const TEXTS: Param = Param::query(
    "texts",
    Kind::Flag,
    "Put the words beside every place that points at some: null when they were erased.",
);
pub(in crate::api) const PAGE: Param = Param::query(
    "page",
    Kind::Number {
        min: 1,
        max: 1_000_000,
    },
    "Which page, from 1.",
);
pub(in crate::api) const PER_PAGE: Param = Param::query(
    "per_page",
    Kind::Number { min: 1, max: 500 },
    "Rows on a page; 50 when not said.",
);
pub(in crate::api) const PLAN: Param = Param::query("plan", Kind::Id, "Only of this plan.");
pub(in crate::api) const AGENCY: Param = Param::query("agency", Kind::Id, "Only of this agency.");
pub(in crate::api) const PRIORITY: Param = Param::query(
    "priority",
    Kind::Id,
    "Only under this priority or a part of it.",
);
pub(in crate::api) const OPEN: Param = Param::query(
    "open",
    Kind::Flag,
    "Only those something is still expected of.",
);
pub(in crate::api) const OVERDUE: Param =
    Param::query("overdue", Kind::Flag, "Only those past their date.");
pub(in crate::api) const ID: Param = Param::path("id", Kind::Id, "Which one.");
pub(in crate::api) const PAPER: Param =
    Param::path("paper", Kind::Id, "Which paper of the meeting.");
pub(in crate::api) const POSITION: Param = Param::path(
    "position",
    Kind::Number {
        min: 1,
        max: 9_007_199_254_740_991,
    },
    "The event's place in the log, from 1.",
);

/// The parameters of any list: the moment, the page, and words on demand.
pub(in crate::api) const LIST: [Param; 4] = [AS_AT, PAGE, PER_PAGE, TEXTS];

/// The parameters that filters share.
pub(in crate::api) const FILTERS: [Param; 5] = [PLAN, PRIORITY, AGENCY, OPEN, OVERDUE];
