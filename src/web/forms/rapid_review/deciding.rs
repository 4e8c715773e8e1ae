//! The form of the safeguarding partners' decision.

use super::super::choices;
use super::Ask;
use crate::web::form::{Asked, CommandForm, Kind, PartKind, Question, Rows, part};
use events::ids::AgencyId;
use events::rapid_review::{Outcome, ReviewCriterion};
use std::collections::BTreeSet;

impl Ask<'_> {
    pub(super) fn decide(self) -> CommandForm {
        let title = "Record the partners’ decision";
        self.decision(self.begin("decide_review", title))
    }

    pub(super) fn reconsider(self) -> CommandForm {
        let title = "Record that the partners decided again";
        let form = self.begin("reconsider_decision", title);
        self.decision(form).reason(Asked::Required)
    }

    /// Every safeguarding partner that is designated has a row of its own.
    fn decision(self, form: CommandForm) -> CommandForm {
        let today = self.reading.today;
        let partners: BTreeSet<AgencyId> = self.world.partnership.partners_on(today).collect();
        let named = choices::named_agencies(self.reading.view, partners.iter().copied());
        let outcomes = Outcome::ALL.map(|one| (choices::word_value(&one), one.title().to_owned()));
        let criteria =
            ReviewCriterion::ALL.map(|one| (choices::word_value(&one), one.title().to_owned()));
        let parts = vec![
            part("agency", "Safeguarding partner", PartKind::Choice(named)),
            part(
                "outcome",
                "What it thinks should be decided",
                PartKind::Choice(outcomes.to_vec()),
            ),
            part(
                "words",
                "Why; needed where it thinks otherwise",
                PartKind::Words,
            )
            .optional(),
        ];
        let rows = Rows::several(parts, partners.len().max(3));
        let mut positions = Question::new(
            "positions",
            "What does each safeguarding partner think?",
            Kind::Rows(rows),
        );
        for (row, agency) in partners.iter().enumerate() {
            positions
                .before
                .push((format!("positions-{row}-agency"), agency.to_string()));
        }
        form.lead(
            "Each safeguarding partner states its own position: the local authority, the \
             integrated care board and the police, and a fourth where there is one.",
        )
        .ask(Question::new(
            "outcome",
            "What was decided?",
            Kind::Radios(outcomes.to_vec()),
        ))
        .ask(
            Question::new(
                "criteria",
                "What does it rest on?",
                Kind::Several(criteria.to_vec()),
            )
            .hint("The matters in the 2018 regulations on local reviews (SI 2018/789).")
            .optional(),
        )
        .ask(positions)
        .ask(Question::new("rationale", "Why?", Kind::Words).hint(super::WITHOUT_NAMES))
        .button("Record the decision")
    }
}
