//! The forms about a child who is unsafe now.

use super::super::choices;
use super::{Ask, WITHOUT_NAMES};
use crate::web::form::{Choice, CommandForm, Kind, Part, PartKind, Question, Rows, part};
use events::audit_case::Concern;

/// How many people who were told a form takes.
const TOLD_SHOWN: usize = 3;

impl Ask<'_> {
    fn told_parts(self) -> Vec<Part> {
        let agencies = choices::agencies(self.reading);
        vec![
            part("who", "Their post, never a name", PartKind::Line),
            part("agency", "Their agency", PartKind::Choice(agencies)).optional(),
            part("on", "On which day", PartKind::Day),
        ]
    }

    /// The concerns a form may be about: for somebody of an agency, those on which it has to act.
    fn concerns(self, offered: impl Fn(&Concern) -> bool) -> Vec<Choice> {
        let agency = choices::speaks_for(self.reading);
        let concerns = (1..).zip(&self.state.concerns);
        let offered = concerns.filter(|(_, (_, concern))| {
            offered(concern) && agency.is_none_or(|agency| concern.agencies.contains(&agency))
        });
        offered
            .map(|(number, (id, concern))| {
                let of = concern.agencies.iter().copied();
                let of = choices::named_agencies(self.reading.view, of);
                let of: Vec<String> = of.into_iter().map(|(_, name)| name).collect();
                let name = format!("Concern {number}, for {} to act on", of.join(" and "));
                (id.to_string(), name)
            })
            .collect()
    }

    pub(super) fn raise_concern(self) -> CommandForm {
        let told = Kind::Rows(Rows::several(self.told_parts(), TOLD_SHOWN));
        let agencies = Kind::Several(choices::agencies(self.reading));
        self.begin(
            "raise_immediate_concern",
            "Say that the child is unsafe now",
        )
        .lead(
            "Act on the child’s safety by your local procedures first. This records that it \
                 was raised; it tells nobody by itself.",
        )
        .ask(Question::new("concern", "", Kind::FreshId))
        .ask(Question::new("words", "What is wrong?", Kind::Words).hint(WITHOUT_NAMES))
        .ask(Question::new(
            "agencies",
            "Which agencies have to act?",
            agencies,
        ))
        .ask(Question::new("told", "Who was told at once?", told).optional())
        .button("Raise the concern")
    }

    pub(super) fn tell_of_concern(self) -> CommandForm {
        let concerns = self.concerns(|_| true);
        let told = Kind::Rows(Rows::one(self.told_parts()));
        let which = choices::which(self.reading, "concern", "Which concern?", concerns);
        self.begin("tell_of_concern", "Record who else was told of a concern")
            .ask(which)
            .ask(Question::new("told", "Who was told?", told))
            .button("Record it")
    }

    pub(super) fn confirm(self) -> CommandForm {
        let concerns = self.concerns(|concern| !concern.confirmed);
        let which = choices::which(self.reading, "concern", "Which concern?", concerns);
        self.begin("confirm_corrective_action", "Confirm what was done")
            .lead("An agency does not confirm its own corrective action.")
            .ask(which)
            .ask(
                Question::new(
                    "words",
                    "What was done, and how is that known?",
                    Kind::Words,
                )
                .hint(WITHOUT_NAMES),
            )
            .button("Confirm it")
    }
}
