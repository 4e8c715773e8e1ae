//! The forms by which an action is rated, and a rating is moderated.

use super::super::choices::day_or;
use super::Ask;
use crate::web::form::{Asked, Choice, CommandForm, Kind, Question};
use events::partnership::RagCode;
use projections::actions::Rating;

impl Ask<'_> {
    pub(super) fn rate(self) -> CommandForm {
        let mut form = self
            .begin("rate_action", "Rate the action")
            .button("Save the rating");
        if self.reading.asked("then").is_some() {
            let id = self.action.id;
            form = form.cancel("/rag-round");
            form.back = format!("/record/improvement_action/{id}/report_progress?then=round");
        }
        form = form.lead(format!(
            "Due: {}. By the dates alone: {}.",
            day_or(self.action.due, "no date"),
            self.action
                .by_date(self.reading.today)
                .word()
                .to_lowercase()
        ));
        form = self.last_progress_in(self.last_rating_in(form));
        let (codes, explained) = self.codes();
        form.ask(Question::new("code", "Rating", Kind::Radios(codes)))
            .ask(
                Question::new("commentary", "Commentary", Kind::Words)
                    .hint(commentary_hint(&explained))
                    .optional(),
            )
            .ask(
                Question::new("as_at", "The day the rating speaks of", Kind::Day)
                    .on(Some(self.reading.today)),
            )
            .ask(
                Question::new("external_cause", "What changed outside", Kind::Words)
                    .hint(
                        "Only for a rating that says the action is no longer appropriate. Choose \
                         the meeting that decided it too.",
                    )
                    .optional(),
            )
            .meeting(Asked::Optional)
    }

    pub(super) fn moderate(self) -> CommandForm {
        let form = self.begin("moderate_rating", "Challenge the rating");
        let form = self
            .last_rating_in(form)
            .lead("The owner’s rating and yours are both kept, with your reason beside them.");
        let (codes, _) = self.codes();
        self.last_progress_in(form)
            .ask(Question::new(
                "to",
                "Rating from now on",
                Kind::Radios(codes),
            ))
            .reason(Asked::Required)
            .meeting(Asked::Optional)
            .button("Change the rating")
    }

    /// The colours of the plan's key with their definitions, and the words of those that must be
    /// explained.
    fn codes(self) -> (Vec<Choice>, Vec<String>) {
        let people = &self.reading.view.people;
        let plan = self.reading.view.plans.get(self.action.plan);
        let key = plan.and_then(|plan| people.rag_keys.get(&plan.rag_scheme));
        let codes = key.map_or(&[][..], |key| &key.codes);
        let choice = |code: &RagCode| {
            (
                code.letter.clone(),
                format!("{} – {}", named(code), code.definition),
            )
        };
        let explained = codes.iter().filter(|code| code.commentary_required);
        (
            codes.iter().map(choice).collect(),
            explained.map(|code| code.word.clone()).collect(),
        )
    }

    fn last_rating_in(self, form: CommandForm) -> CommandForm {
        let Some(rating) = self.action.rating() else {
            return form.lead("It was never rated.");
        };
        let why = rating
            .commentary()
            .map(|text| format!(": {}", self.reading.plain(&text)));
        form.lead(format!(
            "Last rated {} as at {}{}",
            self.rated(rating),
            day_or(Some(rating.as_at), ""),
            why.unwrap_or_else(|| ", without commentary.".to_owned())
        ))
    }

    fn rated(self, rating: &Rating) -> String {
        let letter = rating.code.as_str();
        let code = self.reading.view.people.rag_code(rating.scheme, letter);
        code.map_or_else(|| letter.to_owned(), named)
    }
}

fn named(code: &RagCode) -> String {
    format!("{} ({})", code.word, code.letter)
}

fn commentary_hint(explained: &[String]) -> String {
    let when = match explained {
        [] => return "Why this rating, in a sentence or two.".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    };
    format!("Commentary is required when {when}: why, and what is done about it.")
}

#[cfg(test)]
mod tests {
    use super::commentary_hint;

    #[test]
    fn the_hint_names_the_colours_that_must_be_explained() {
        let words = ["Red".to_owned(), "Amber".to_owned(), "Purple".to_owned()];
        assert!(
            commentary_hint(&words)
                .starts_with("Commentary is required when Red, Amber or Purple:")
        );
        assert!(commentary_hint(&words[..1]).starts_with("Commentary is required when Red:"));
        assert!(!commentary_hint(&[]).contains("required"));
    }
}
