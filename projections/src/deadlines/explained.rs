//! Why something is late, and who was told: said beside a date that stands, never in its place.

use super::of_inspections::OfInspection;
use super::of_rapid_reviews::OfRapid;
use super::of_reviews::OfReview;
use super::{Dated, Part};
use crate::reference::TextRef;
use chrono::NaiveDate;
use events::practice_review::planning::Step;
use serde::Serialize;

/// A reason for being late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explained {
    /// Why.
    pub why: TextRef,
    /// Who was told, and on which day; none where nobody has to be.
    pub told: Vec<(Whom, NaiveDate)>,
}

/// Somebody who was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    /// The national Panel and the Secretary of State.
    Panel,
    /// A body or a post, in words of the record.
    Words(TextRef),
    /// A body or a post.
    Post(String),
}

/// What was said about a date's lateness, oldest first. Of dates that are moved, the move says it.
/// `is_late` says whether it is late, or was: a delay of publication explains only those of the
/// steps planned back from it that were.
pub(super) fn of(dated: Dated<'_>, is_late: bool) -> Vec<Explained> {
    match dated {
        Dated::OfRapid(of) => of_rapid_review(of),
        Dated::OfReview(of) => of_review(of, is_late),
        Dated::OfInspection(of) => of_inspection(of),
        Dated::Action(_)
        | Dated::Milestone(..)
        | Dated::Recommendation(_)
        | Dated::Returns(_)
        | Dated::Report(_)
        | Dated::Repeat(_)
        | Dated::Planned(_)
        | Dated::OfReturn(_)
        | Dated::OfRecord(_)
        | Dated::Learning(_) => Vec::new(),
    }
}

fn alone(why: &TextRef) -> Explained {
    Explained {
        why: why.clone(),
        told: Vec::new(),
    }
}

fn of_rapid_review(of: OfRapid<'_>) -> Vec<Explained> {
    match of {
        OfRapid::Notification(incident) => {
            let all = incident.late_because.iter();
            all.map(|(_, why)| alone(why)).collect()
        }
        OfRapid::Review(review) => {
            let all = review.delays.iter();
            all.map(|one| Explained {
                why: one.words.clone(),
                told: vec![(Whom::Words(one.told.clone()), one.on)],
            })
            .collect()
        }
        OfRapid::Summary(review, agency) => {
            let one = review.summaries.get(&agency);
            let explained = one.and_then(|one| one.explained.as_ref());
            explained.map(|(_, why)| alone(why)).into_iter().collect()
        }
        OfRapid::Step(..) | OfRapid::Safety(..) => Vec::new(),
    }
}

fn of_inspection(of: OfInspection<'_>) -> Vec<Explained> {
    let of_plan = &of.inspection.late_because;
    let all = of.request.map_or(of_plan, |request| &request.late_because);
    all.iter()
        .map(|one| Explained {
            why: one.words.clone(),
            told: vec![(Whom::Words(one.told.clone()), one.on)],
        })
        .collect()
}

/// A delay of publication explains the publication and the copy that goes before it, and the steps
/// towards it that are late.
fn of_review(of: OfReview<'_>, is_late: bool) -> Vec<Explained> {
    match of.part() {
        Part::Step(step) if step.is_statutory() || (is_late && step != Step::Scoped) => {
            let all = of.review.delays.iter();
            all.map(|one| {
                let others = one.told.iter();
                let others = others.map(|told| (Whom::Post(told.who.clone()), told.on));
                let told = std::iter::once((Whom::Panel, one.told_panel_on)).chain(others);
                Explained {
                    why: one.why.clone(),
                    told: told.collect(),
                }
            })
            .collect()
        }
        Part::Whole
        | Part::Agency(_)
        | Part::Milestone(_)
        | Part::Again
        | Part::Entry(_)
        | Part::Number(_)
        | Part::PlanStep(_)
        | Part::Safety(_)
        | Part::Step(_)
        | Part::Request(_) => Vec::new(),
    }
}
