//! How far ratings can be trusted: what was claimed beside what others made of it.

use crate::Models;
use crate::actions::CompletionWord;
use crate::status::rank;
use events::ids::PlanId;
use serde::Serialize;

/// What became of ratings and of claims of completion.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Honesty {
    /// Ratings that owners gave.
    pub rated: usize,
    /// Ratings that the business manager or the chair changed.
    pub moderated: usize,
    /// Those of them that were changed to a worse one.
    pub lowered: usize,
    /// Claims of completion.
    pub claims: usize,
    /// Those of them that somebody independent refused.
    pub refused: usize,
}

/// Where children, families and those who work with them were heard.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Heard {
    /// Views of children and families taken down in audits.
    pub in_audits: usize,
    /// In how many audits.
    pub audits: usize,
    /// Views of children and families taken down in incidents and reviews.
    pub in_reviews: usize,
    /// Members of families who took part in practice reviews.
    pub contributed: usize,
    /// Of how many who were invited.
    pub invited: usize,
}

impl Models {
    /// What became of the ratings and claims of a plan; of every plan where none is named.
    pub fn honesty(&self, plan: Option<PlanId>) -> Honesty {
        let mut honesty = Honesty::default();
        let all = self.actions.all();
        for action in all.filter(|one| plan.is_none_or(|plan| one.plan == plan)) {
            for rating in &action.ratings {
                let place = |code: &str| self.people.meaning(rating.scheme, code).and_then(rank);
                match &rating.moderated_from {
                    None => honesty.rated += 1,
                    Some(from) => {
                        honesty.moderated += 1;
                        let both = place(from.as_str()).zip(place(rating.code.as_str()));
                        honesty.lowered += usize::from(both.is_some_and(|(from, to)| to < from));
                    }
                }
            }
            for step in &action.completion {
                honesty.claims += usize::from(step.step == CompletionWord::Claimed);
                honesty.refused += usize::from(step.step == CompletionWord::Refused);
            }
        }
        honesty
    }

    /// Where children, families and those who work with them were heard.
    pub fn heard(&self) -> Heard {
        let mut heard = Heard::default();
        for audit in self.audits.all() {
            let cases = self.audits.drawn(audit.id).into_iter();
            let views: usize = cases.map(|case| case.family_views.len()).sum();
            heard.in_audits += views;
            heard.audits += usize::from(views > 0);
        }
        let subjects = self.rapid_reviews.subjects();
        heard.in_reviews = subjects.map(|one| one.views.len()).sum();
        for review in self.practice_reviews.latest_first() {
            heard.invited += review.family.len();
            let took_part = review.family.iter();
            heard.contributed += took_part.filter(|one| !one.contributed.is_empty()).count();
        }
        heard
    }
}

#[cfg(test)]
mod tests {
    use super::Honesty;
    use crate::given::{Log, id, words};
    use events::action;

    fn moderated(log: &mut Log, number: u128, from: &str, to: &str) {
        let event = action::Event::RagModerated {
            from: from.to_owned(),
            to: to.to_owned(),
            scheme: 1,
        };
        log.action(number, event);
    }

    #[test]
    fn a_rating_that_was_changed_to_a_worse_one_is_counted_as_lowered() {
        let mut log = Log::new();
        log.agreed(1, Some("2026-12-01"));
        log.rated(1, "G", false);
        moderated(&mut log, 1, "G", "A");
        log.rated(1, "A", true);
        moderated(&mut log, 1, "A", "G");
        let claim = action::Event::CompletionClaimed {
            evidence: Vec::new(),
            statement: words(),
        };
        log.action(1, claim);
        log.action(1, action::Event::CompletionRefused {});
        let expected = Honesty {
            rated: 2,
            moderated: 2,
            lowered: 1,
            claims: 1,
            refused: 1,
        };
        assert_eq!(log.models.honesty(None), expected);
        assert_eq!(log.models.honesty(Some(id(1))), expected);
        assert_eq!(log.models.honesty(Some(id(2))), Honesty::default());
    }
}
