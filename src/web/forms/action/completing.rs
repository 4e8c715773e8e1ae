//! The forms from a claim of completion to its verification, impact and end.

use super::super::choices;
use super::Ask;
use crate::web::form::{Asked, CommandForm, Kind, Question};
use events::evidence::Claim;
use projections::actions::CompletionWord;

impl Ask<'_> {
    pub(super) fn claim_completion(self) -> CommandForm {
        let form = self.begin("claim_completion", "Say that the action is done");
        let mut form = self.measures_in(form).lead(format!(
            "Owners: {}. Somebody who is neither an owner nor you verifies it: the business \
             manager, the independent chair, or a member of the PQA or practice review group of \
             another agency. Until then it counts as claimed, not as done.",
            self.owners_line()
        ));
        let refused = self.action.completion.last();
        let refused = refused.filter(|step| step.step == CompletionWord::Refused);
        if let Some(words) = refused.and_then(|step| step.words.as_ref()) {
            form = form.lead(format!(
                "The last claim was refused: {}",
                self.reading.plain(words)
            ));
        }
        let evidence = choices::evidence(self.reading, Claim::Action(self.action.id));
        if evidence.is_empty() {
            form = form.lead(
                "A claim needs evidence, and none is lodged yet: add evidence to the action first.",
            );
        }
        form.ask(Question::new("statement", "What was done?", Kind::Words))
            .ask(
                Question::new("evidence", "What shows it?", Kind::Several(evidence)).hint(
                    "From weakest to strongest: self-report, document, data, audit, feedback, \
                     observation.",
                ),
            )
            .button("Claim completion")
    }

    pub(super) fn verify_completion(self) -> CommandForm {
        let form = self.begin("verify_completion", "Verify that it is done");
        self.claim_in(self.measures_in(form))
            .lead(
                "Verifying says that you looked at the evidence and it is done. Nobody verifies \
                 their own claim or their own agency’s. Whether it made a difference is judged \
                 apart from this.",
            )
            .ask(Question::new("how", "How was it checked?", Kind::Words))
            .meeting(Asked::Optional)
            .button("Verify")
    }

    pub(super) fn refuse_completion(self) -> CommandForm {
        let form = self.begin("refuse_completion", "Refuse the claim");
        self.claim_in(form)
            .lead("Say what is missing, so that the owner knows what to do next.")
            .reason(Asked::Required)
            .meeting(Asked::Optional)
            .button("Refuse the claim")
    }

    pub(super) fn judge_impact(self) -> CommandForm {
        let evidence = choices::evidence(self.reading, Claim::Action(self.action.id));
        let form = self.begin("judge_action_impact", "Judge the impact on children");
        self.measures_in(form)
            .lead("Completion is not impact: judge what changed for children and families.")
            .ask(Question::new(
                "judgement",
                "Difference made",
                Kind::Radios(choices::impacts()),
            ))
            .ask(Question::new("evidence", "What it rests on", Kind::Several(evidence)).optional())
            .ask(Question::new("explanation", "Why?", Kind::Words))
            .meeting(Asked::Optional)
            .button("Record the judgement")
    }

    pub(super) fn discontinue(self) -> CommandForm {
        self.begin("discontinue_action", "Discontinue the action")
            .lead(
                "An action is given up only because something outside changed, and by the \
                 decision of a meeting. An action that is merely late stays open.",
            )
            .ask(Question::new(
                "external_cause",
                "What changed outside?",
                Kind::Words,
            ))
            .reason(Asked::Optional)
            .meeting(Asked::Required)
            .button("Discontinue")
    }

    pub(super) fn reopen(self) -> CommandForm {
        self.begin("reopen_action", "Reopen the action")
            .lead("That it was closed stays on the trail.")
            .reason(Asked::Required)
            .meeting(Asked::Optional)
            .button("Reopen")
    }

    pub(super) fn close(self) -> CommandForm {
        self.begin("close_action", "Close the action")
            .lead(
                "An action closes once its completion is verified and every milestone is settled. \
                 If its impact is not judged yet, it stays in the list of gaps.",
            )
            .meeting(Asked::Optional)
            .button("Close the action")
    }

    /// The last claim, before the questions.
    fn claim_in(self, mut form: CommandForm) -> CommandForm {
        let mut claims = self.action.completion.iter().rev();
        let Some(claim) = claims.find(|step| step.step == CompletionWord::Claimed) else {
            return form;
        };
        if let Some(words) = &claim.words {
            let day = choices::day_or(Some(claim.at.occurred_on), "");
            form = form.lead(format!("Claimed on {day}: {}", self.reading.plain(words)));
        }
        for id in &claim.evidence {
            if let Some(piece) = self.reading.view.evidence.get(*id) {
                let name = choices::evidence_name(self.reading, piece);
                form = form.lead(format!("Evidence: {name}"));
            }
        }
        form
    }
}
