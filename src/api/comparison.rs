//! What changed between two moments.

use super::answer::Answer;
use super::ask::{Ask, Kind, Param};
use super::lists::{cut, paged};
use super::problem::{Fault, Problem};
use super::table::{PAGE, PER_PAGE, PLAN, TEXTS};
use projections::comparison::{Between, ChangeKind, ChangedThing, Compared};

const WHAT: Kind = Kind::OneOf(&["plan", "recommendations", "actions"]);
const CHANGES: Kind = Kind::OneOf(&[
    "added",
    "closed",
    "reopened",
    "moved_on",
    "rated_better",
    "rated_worse",
    "rated_otherwise",
    "slipped",
    "brought_forward",
    "dated",
    "reworded",
    "other_hands",
    "placed",
    "unchanged",
    "silent",
    "out_of_sight",
]);

/// What a comparison takes: the names that its page takes, and `to` for its later moment.
pub(super) const PARAMS: [Param; 8] = [
    Param::query(
        "from",
        Kind::Moment,
        "The earlier moment of recorded time; a day means its end.",
    )
    .required(),
    Param::query(
        "to",
        Kind::Moment,
        "The later moment of recorded time; now when left out, and a day means its end.",
    ),
    PLAN,
    Param::query("what", WHAT, "Only things of this sort."),
    Param::query(
        "change",
        CHANGES,
        "Only things that changed in this way; every one that is not as it was when left out.",
    ),
    PAGE,
    PER_PAGE,
    TEXTS,
];

/// Every thing that changed between two moments, in the order people read them.
///
/// # Errors
/// 400 when the moments are not one before the other, or the later one has not come.
pub fn changes(ask: &Ask) -> Result<Answer, Problem> {
    let (from, to) = (ask.moment("from"), ask.moment("to"));
    let now = ask.site.app.clock().now();
    let mut faults = Vec::new();
    for (name, moment) in [("from", from), ("to", to)] {
        if moment.is_some_and(|moment| moment.utc() > now) {
            let why = "this moment has not come yet";
            let remedy = "ask for an earlier moment";
            faults.push(Fault::new("moment_in_future", name, why, remedy));
        }
    }
    if to.is_some_and(|to| from > Some(to)) {
        let why = "this moment comes after the one it is compared with";
        faults.push(Fault::new(
            "moments_turned_round",
            "from",
            why,
            "give the earlier moment first",
        ));
    }
    if !faults.is_empty() {
        return Err(Problem::bad_request(faults));
    }
    // The past is read first: it lets the record go again.
    let before = ask.seen().view(from)?;
    let after = ask.seen().view(to)?;
    let between = Between {
        before: &before,
        after: &after,
    };
    let what = ask.value("what").and_then(Compared::from_key);
    let change = ask.value("change").and_then(ChangeKind::from_key);
    let wants = |thing: &ChangedThing| match change {
        Some(kind) => thing.is(kind),
        None => !thing.is_unchanged(),
    };
    let sorts = Compared::ALL.into_iter();
    let mut all = Vec::new();
    for sort in sorts.filter(|sort| what.is_none_or(|what| what == *sort)) {
        let things = between.things(sort, ask.read("plan"));
        all.extend(things.into_iter().filter(wants).map(|thing| (sort, thing)));
    }
    let page = cut(all, super::lists::page_of(ask), |(sort, thing)| {
        let mut row = serde_json::to_value(&thing).map_err(|error| Problem::fault(&error))?;
        if let Some(fields) = row.as_object_mut() {
            fields.insert("what".to_owned(), sort.key().into());
        }
        Ok(row)
    })?;
    paged(ask, &page, &PARAMS)
}
