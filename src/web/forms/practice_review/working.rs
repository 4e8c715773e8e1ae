//! The forms of a review at work: practitioners, what goes on beside it, monitoring,
//! and what is asked for in writing.

use super::super::choices;
use super::{Ask, valued};
use crate::web::components::dates::date_text;
use crate::web::form::{Choice, CommandForm, Kind, Question};
use events::practice_review::{Proceeding, Quality, Timeliness};
use serde_json::json;

impl Ask<'_> {
    pub(super) fn working(self, command: &str) -> Option<CommandForm> {
        Some(match command {
            "register_parallel_proceeding" => self.register(),
            "conclude_parallel_proceeding" => self.conclude(),
            "hold_practitioner_event" => self.practitioners(),
            "monitor_review_progress" => self.monitor(),
            "request_information" => self.request(),
            "provide_information" => self.provide(),
            "release_early_learning" => self.early_learning(),
            _ => return None,
        })
    }

    fn register(self) -> CommandForm {
        let kinds = Proceeding::ALL.map(|one| (choices::word_value(&one), one.title().to_owned()));
        self.begin(
            "register_parallel_proceeding",
            "Register a parallel proceeding",
        )
        .lead("No clock pauses for it. Where it makes the review late, record the delay.")
        .ask(Question::new(
            "kind",
            "What kind?",
            Kind::Radios(kinds.to_vec()),
        ))
        .ask(
            Question::new("words", "What is it?", Kind::Words)
                .hint("And what has to be agreed with whom before anything is published"),
        )
        .button("Register it")
    }

    fn conclude(self) -> CommandForm {
        let known = self.known.proceedings.iter();
        let open = known.filter(|one| one.concluded.is_none());
        let open: Vec<Choice> = open
            .map(|one| {
                let since = date_text(one.registered.occurred_on);
                let name = format!("{}, registered {since}", one.kind.title());
                (one.number.to_string(), name)
            })
            .collect();
        self.begin(
            "conclude_parallel_proceeding",
            "Record that a parallel proceeding came to an end",
        )
        .ask(self.numbered("Which?", open))
        .ask(Question::new("words", "What came of it?", Kind::Words))
        .button("Record it")
    }

    /// A question about one of some numbered things: the one the form was opened for stands there.
    pub(super) fn numbered(self, label: &str, of: Vec<Choice>) -> Question {
        let asked = self.reading.asked("number");
        let known = of.iter().find(|(number, _)| Some(number.as_str()) == asked);
        match known.and_then(|(number, _)| number.parse::<u32>().ok()) {
            Some(number) => Question::new("number", label, Kind::Fixed(json!(number))),
            None => Question::new("number", label, Kind::Values(valued(of))),
        }
    }

    fn practitioners(self) -> CommandForm {
        self.begin("hold_practitioner_event", "Record a practitioner event")
            .ask(Question::new("on", "The day", Kind::Day).on(Some(self.reading.today)))
            .ask(Question::new("attended", "How many came?", Kind::Number))
            .ask(self.agencies("From which agencies?", Vec::new()))
            .ask(
                Question::new("words", "What did they say?", Kind::Words)
                    .hint("What made it hard, and what would help"),
            )
            .button("Record the event")
    }

    fn monitor(self) -> CommandForm {
        let times = Timeliness::ALL.map(|one| (choices::word_value(&one), one.title().to_owned()));
        let qualities = Quality::ALL.map(|one| (choices::word_value(&one), one.title().to_owned()));
        self.begin("monitor_review_progress", "Monitor time and quality")
            .lead(
                "The partners look at both at intervals (the regulations of 2018, regulation 14: \
                 to be confirmed), and record it even where nothing changed.",
            )
            .ask(Question::new(
                "time",
                "Will it be done in time?",
                Kind::Radios(times.to_vec()),
            ))
            .ask(Question::new(
                "quality",
                "How good is it so far?",
                Kind::Radios(qualities.to_vec()),
            ))
            .ask(Question::new(
                "words",
                "What was seen, and what follows?",
                Kind::Words,
            ))
            .button("Record it")
    }

    fn request(self) -> CommandForm {
        self.begin("request_information", "Ask for information in writing")
            .ask(
                Question::new(
                    "agency",
                    "Which agency?",
                    Kind::Select(choices::agencies(self.reading)),
                )
                .hint("Leave it empty to ask the reviewer.")
                .optional(),
            )
            .ask(
                Question::new("what", "What is asked?", Kind::Words)
                    .hint("The agency asked sees this, and nothing else of the review."),
            )
            .ask(Question::new("due", "By when?", Kind::Day))
            .button("Ask for it")
    }

    fn provide(self) -> CommandForm {
        let speaks_for = choices::speaks_for(self.reading);
        let open = self.known.requests.iter().filter(|one| {
            let own = speaks_for.is_none() || one.agency == speaks_for;
            own && one.answered.is_none()
        });
        let open: Vec<Choice> = open
            .map(|one| {
                let of = one.agency.map_or("the reviewer", |agency| {
                    self.reading.view.people.agency_name(agency)
                });
                let name = format!("Asked of {of}, due {}", date_text(one.due));
                (one.number.to_string(), name)
            })
            .collect();
        self.begin("provide_information", "Answer a request")
            .ask(self.numbered("Which request?", open))
            .ask(Question::new("words", "The answer", Kind::Words))
            .ask(self.document("The document that came with it"))
            .button("Record the answer")
    }

    fn early_learning(self) -> CommandForm {
        self.begin("release_early_learning", "Release early learning")
            .lead("What cannot wait for the report, told so that nobody is known by it.")
            .ask(Question::new("audience", "To whom?", Kind::Words))
            .ask(Question::new("words", "What?", Kind::Words))
            .button("Release it")
    }
}
