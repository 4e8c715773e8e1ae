//! Rating in the plan's key, and moderating a rating.

use super::super::decided::rests_on_decision;
use super::super::{Event, refusals};
use super::{Case, Verdict};
use crate::partnership::{RagCode, RagMeaning};
use crate::refusal::{Refusal, verdict};
use crate::text::Text;
use chrono::NaiveDate;

/// What an owner says about the colour.
pub(super) struct Claim {
    pub(super) code: String,
    pub(super) commentary: Option<Text>,
    pub(super) as_at: NaiveDate,
    pub(super) external_cause: Option<Text>,
}

impl Claim {
    pub(super) fn rate(self, case: Case<'_>) -> Verdict {
        let mut broken = Vec::new();
        if self.as_at > case.given.today {
            broken.push(refusals::rating_of_a_future_day());
        }
        let (scheme, colour) = case.colour(&self.code)?;
        if colour.commentary_required && is_missing(self.commentary.as_ref()) {
            broken.push(refusals::rating_without_commentary());
        }
        if colour.meaning == RagMeaning::Discontinued && is_missing(self.external_cause.as_ref()) {
            broken.push(refusals::purple_without_cause());
        }
        broken.extend(case.meaning_broken(colour.meaning, self.as_at));
        let rated = Event::RagRated {
            code: colour.letter.clone(),
            scheme,
            commentary: self.commentary.filter(|words| !words.is_blank()),
            as_at: self.as_at,
            external_cause: self.external_cause.filter(|words| !words.is_blank()),
        };
        verdict(broken, vec![rated])
    }
}

/// The moderated colour speaks of the same day as the rating it changes, and is held to the same
/// dates; the reason stands for the commentary.
pub(super) fn moderate(case: Case<'_>, to: String) -> Verdict {
    let Some(rating) = &case.state.rating else {
        return Err(vec![refusals::not_yet_rated()]);
    };
    let mut broken: Vec<Refusal> = case
        .reason_broken("moderating a rating")
        .into_iter()
        .collect();
    let (scheme, colour) = case.colour(&to).map_err(in_field_to)?;
    if rating.scheme == scheme && rating.code == colour.letter {
        broken.push(refusals::rating_unchanged());
    }
    broken.extend(in_field_to(
        case.meaning_broken(colour.meaning, rating.as_at),
    ));
    let moderated = Event::RagModerated {
        from: rating.code.clone(),
        to: colour.letter.clone(),
        scheme,
    };
    verdict(broken, vec![moderated])
}

fn in_field_to(mut broken: Vec<Refusal>) -> Vec<Refusal> {
    for refusal in &mut broken {
        if refusal.field == "code" {
            "to".clone_into(&mut refusal.field);
        }
    }
    broken
}

fn is_missing(words: Option<&Text>) -> bool {
    words.is_none_or(Text::is_blank)
}

impl<'a> Case<'a> {
    /// The plan's key and the colour of a letter in it.
    fn colour(self, letter: &str) -> Result<(u32, &'a RagCode), Vec<Refusal>> {
        self.plan()
            .and_then(|plan| {
                let key = self.world.partnership.rag_scheme(plan.rag_scheme)?;
                Some((plan.rag_scheme, key.code(letter)?))
            })
            .ok_or_else(|| vec![refusals::rating_not_in_key()])
    }

    /// What dates and decisions say against a colour. On the due date and on the start date
    /// themselves nothing is late yet.
    fn meaning_broken(self, meaning: RagMeaning, as_at: NaiveDate) -> Vec<Refusal> {
        let past = |date: Option<NaiveDate>| date.is_some_and(|date| date < as_at);
        let broken = match meaning {
            RagMeaning::OnTrack | RagMeaning::Complete => {
                (past(self.state.due) && !self.state.is_verified()).then(refusals::green_past_due)
            }
            RagMeaning::NotStarted => past(self.state.start).then(refusals::white_after_start),
            RagMeaning::Discontinued => {
                (!rests_on_decision(self.given, self.world)).then(refusals::purple_without_decision)
            }
            RagMeaning::OffTrack | RagMeaning::AtRisk => None,
        };
        broken.into_iter().collect()
    }
}
