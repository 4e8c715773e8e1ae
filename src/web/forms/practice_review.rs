//! The forms of the commands to a practice review.

mod drafting;
mod family;
mod publishing;
mod working;

use super::choices;
use crate::web::form::{Asked, Choice, CommandForm, Kind, Question};
use crate::web::reading::Reading;
use events::ids::{PracticeReviewId, StreamId};
use events::practice_review::{ReviewKind, State};
use events::world::World;
use projections::practice_reviews::Review;

/// Every how many weeks a review is monitored where nobody says otherwise.
const MONITORED_EVERY_WEEKS: u32 = 6;

/// The form of a command to a practice review. `world` is what the rules know of it.
pub fn form(
    reading: &Reading<'_>,
    world: &World,
    stream: StreamId,
    command: &str,
) -> Option<CommandForm> {
    let id = PracticeReviewId(stream.id);
    if command == "commission_review" {
        return Some(commission(reading, id));
    }
    let ask = Ask {
        reading,
        world,
        id,
        known: reading.view.practice_reviews.get(id)?,
        state: world.practice_reviews.get(&id)?,
    };
    ask.commissioned(command)
        .or_else(|| ask.working(command))
        .or_else(|| ask.family(command))
        .or_else(|| ask.drafting(command))
        .or_else(|| ask.publishing(command))
}

/// A form being asked about one review.
#[derive(Clone, Copy)]
struct Ask<'a> {
    reading: &'a Reading<'a>,
    world: &'a World,
    id: PracticeReviewId,
    known: &'a Review,
    state: &'a State,
}

impl Ask<'_> {
    /// A form about this review, which returns to its page.
    fn begin(self, command: &'static str, title: &str) -> CommandForm {
        CommandForm::new(self.id, command, title, choices::page_of(self.id))
            .about(format!("Practice review {}", self.known.name()))
    }

    fn agencies(self, label: &str, chosen: impl IntoIterator<Item = String>) -> Question {
        let all = choices::agencies(self.reading);
        Question::new("agencies", label, Kind::Several(all)).all_of(chosen)
    }

    fn document(self, label: &str) -> Question {
        let evidence = choices::latest_evidence(self.reading);
        Question::new("document", label, Kind::Select(evidence))
            .hint("Lodge it as evidence first. The newest stand first.")
            .optional()
    }

    /// The form of the decision, the reviewer and the terms of reference.
    fn commissioned(self, command: &str) -> Option<CommandForm> {
        Some(match command {
            "appoint_reviewer" => self.appoint(),
            "remove_reviewer" => self.remove(),
            "agree_terms_of_reference" => self
                .terms("agree_terms_of_reference", "Agree the terms of reference")
                .button("Agree them"),
            "revise_terms_of_reference" => self
                .terms("revise_terms_of_reference", "Revise the terms of reference")
                .reason(Asked::Required)
                .button("Revise them"),
            _ => return None,
        })
    }

    fn appoint(self) -> CommandForm {
        self.begin("appoint_reviewer", "Appoint a reviewer")
            .lead(
                "Whoever writes a review that law asks for had no part in the case and works for \
                 none of the partnership’s agencies.",
            )
            .ask(
                Question::new("who", "Who?", Kind::Words)
                    .hint("Their profession and where they come from"),
            )
            .ask(
                Question::new(
                    "employed_by",
                    "Which member agency employs them?",
                    Kind::Select(choices::agencies(self.reading)),
                )
                .hint("Leave it empty where none does.")
                .optional(),
            )
            .ask(Question::new(
                "had_part_in_case",
                "They had some part in the case",
                Kind::Tick,
            ))
            .ask(Question::new(
                "independence",
                "How was their independence looked at?",
                Kind::Words,
            ))
            .meeting(Asked::Optional)
            .button("Appoint them")
    }

    /// The reviewers in place, by number.
    fn reviewers(self) -> Vec<Choice> {
        let all = self.state.reviewers.iter().filter(|(_, one)| !one.removed);
        all.map(|(number, _)| {
            let known = self.known.reviewer(*number);
            let since = known.map(|one| one.appointed.occurred_on);
            let since = choices::day_or(since, "an unknown day");
            (
                number.to_string(),
                format!("Reviewer {number}, since {since}"),
            )
        })
        .collect()
    }

    fn remove(self) -> CommandForm {
        let which = valued(self.reviewers());
        self.begin("remove_reviewer", "Remove a reviewer")
            .ask(Question::new(
                "number",
                "Which reviewer?",
                Kind::Values(which),
            ))
            .reason(Asked::Required)
            .button("Remove them")
    }

    fn terms(self, command: &'static str, title: &str) -> CommandForm {
        let now = self.known.terms.last();
        let words = now.map(|terms| self.reading.plain(&terms.words));
        let agencies = now.into_iter().flat_map(|terms| &terms.agencies);
        let agencies: Vec<String> = agencies.map(ToString::to_string).collect();
        self.begin(command, title)
            .ask(
                Question::new("words", "What does the review look at?", Kind::Words)
                    .hint("The period, the questions, and how")
                    .answered_where(words),
            )
            .ask(self.agencies("Whose work is looked at?", agencies))
            .meeting(Asked::Optional)
    }
}

/// Choices that are sent on as numbers.
fn valued(choices: Vec<Choice>) -> Vec<crate::web::form::Valued> {
    let number = |choice: Choice| {
        let number: u32 = choice.0.parse().unwrap_or_default();
        (choice, serde_json::json!(number))
    };
    choices.into_iter().map(number).collect()
}

/// The words of a kind as choices, with what each means where that has to be said.
pub(crate) fn kinds() -> Vec<Choice> {
    let kinds = ReviewKind::ALL.map(|kind| {
        let label = match kind {
            ReviewKind::LegacySeriousCase => {
                format!("{}: decided upon until 29 September 2019", kind.title())
            }
            ReviewKind::OtherLearning | ReviewKind::NationalAdopted => {
                format!("{}: no statutory clock", kind.title())
            }
            ReviewKind::Local | ReviewKind::Thematic => kind.title().to_owned(),
        };
        (choices::word_value(&kind), label)
    });
    kinds.to_vec()
}

/// The rapid review it comes from: those that decided for a review that is not commissioned yet.
fn rapid_review(reading: &Reading<'_>) -> Question {
    let all = reading.view.rapid_reviews.reviews();
    let waiting = all.filter(|one| reading.view.review_decided_for(one).is_some());
    let waiting: Vec<Choice> = waiting
        .map(|one| {
            let decided = one.decisions.last().map_or("", |last| last.outcome.title());
            (one.id.to_string(), format!("{}: {decided}", one.reference))
        })
        .collect();
    choices::which(reading, "rapid_review", "From which rapid review?", waiting)
        .hint("Leave it empty where it comes from none. The kind is the one decided for there.")
        .optional()
}

fn commission(reading: &Reading<'_>, id: PracticeReviewId) -> CommandForm {
    let form = CommandForm::new(
        id,
        "commission_review",
        "Commission a practice review",
        choices::page_of(id),
    )
    .cancel("/practice-reviews");
    form.lead(
        "The last day to publish is worked out from the day of the decision by the rule set in \
         force on it. It is never typed and never paused.",
    )
    .ask(
        Question::new("kind", "Kind of review", Kind::Radios(kinds()))
            .answered_where(reading.asked("kind")),
    )
    .ask(
        Question::new("reference", "Reference", Kind::Line)
            .hint("Such as LCSPR 2026-1. No other review has it."),
    )
    .ask(
        Question::new("title", "What it is called", Kind::Line)
            .hint("An alias by which nobody is known, such as Child Alder"),
    )
    .ask(
        Question::new("about", "What is it about?", Kind::Words)
            .hint("No name, date of birth or place by which anybody is known"),
    )
    .ask(rapid_review(reading))
    .ask(Question::new("decided_on", "The day of the decision", Kind::Day).on(Some(reading.today)))
    .ask(
        Question::new(
            "monitored_every_weeks",
            "Every how many weeks are time and quality looked at?",
            Kind::Number,
        )
        .hint("1 to 13")
        .answered(MONITORED_EVERY_WEEKS.to_string()),
    )
    .meeting(Asked::Optional)
    .button("Commission the review")
}

#[cfg(test)]
mod tests;
