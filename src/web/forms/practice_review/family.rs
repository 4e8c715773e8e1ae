//! The forms about the family. What somebody says is asked for in the forms of their own record.

use super::super::choices;
use super::Ask;
use crate::web::form::{Choice, CommandForm, Kind, Question};
use serde_json::json;

/// Where what somebody said is recorded.
const OWN_RECORD: &str = "What a child or family member said is recorded on their own page, so \
                          that it can be erased alone. This records only that they answered.";

impl Ask<'_> {
    pub(super) fn family(self, command: &str) -> Option<CommandForm> {
        Some(match command {
            "invite_family" => self.invite(),
            "record_family_contribution" => self.contributed(),
            "record_family_declined" => self.declined(),
            _ => return None,
        })
    }

    fn invite(self) -> CommandForm {
        let invited = |id| {
            self.state
                .family
                .values()
                .any(|one| one.subject == Some(id))
        };
        let people = self.reading.view.people_of_review(self.known).into_iter();
        let people = people.filter(|one| !invited(one.id));
        let people: Vec<Choice> = people
            .map(|one| {
                let name = format!("{}, {}", one.alias, one.kind.title().to_lowercase());
                (one.id.to_string(), name)
            })
            .collect();
        self.begin("invite_family", "Invite somebody of the family")
            .lead(
                "Somebody who is not offered is added first: choose “Add a child or family \
                 member” on the page of the review.",
            )
            .ask(choices::which(self.reading, "subject", "Who?", people))
            .ask(
                Question::new("how", "How were they asked?", Kind::Words)
                    .hint("By which way, and by whom. Nothing of what they said."),
            )
            .button("Record the invitation")
    }

    /// Those who were invited, by number.
    fn invited(self) -> Vec<Choice> {
        let all = self.known.family.iter();
        all.map(|one| (one.number.to_string(), one.alias.clone()))
            .collect()
    }

    /// What they said, asked only of somebody who was invited before everybody of the family had a
    /// record of their own.
    fn words(self, label: &str) -> Question {
        let asked = self.reading.asked_for::<u32>("number");
        let mut family = self.state.family.iter();
        let without = family.any(|(number, one)| {
            one.subject.is_none() && asked.is_none_or(|asked| asked == *number)
        });
        if !without {
            return Question::new("words", "", Kind::Fixed(json!(null)));
        }
        Question::new("words", label, Kind::Words)
            .hint("Only where they have no page of their own in this record")
            .optional()
    }

    fn contributed(self) -> CommandForm {
        self.begin(
            "record_family_contribution",
            "Record that the family took part",
        )
        .lead(OWN_RECORD)
        .ask(self.numbered("Who?", self.invited()))
        .ask(self.words("What they said"))
        .button("Record it")
    }

    fn declined(self) -> CommandForm {
        self.begin(
            "record_family_declined",
            "Record that somebody would rather not take part",
        )
        .lead("The review says so and goes on. They may come round.")
        .lead(OWN_RECORD)
        .ask(self.numbered("Who?", self.invited()))
        .ask(self.words("What they said about it"))
        .button("Record it")
    }
}
