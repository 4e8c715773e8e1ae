//! The forms of the report: its drafts, what it says, who stands for it, and whether anybody can
//! be told from it.

use super::super::choices;
use super::{Ask, valued};
use crate::web::form::{Asked, Choice, CommandForm, Kind, Question};
use events::practice_review::gates::partners_on;
use events::practice_review::{AnonymityQuestion, FindingKind, PatternsFound};
use serde_json::json;

impl Ask<'_> {
    pub(super) fn drafting(self, command: &str) -> Option<CommandForm> {
        Some(match command {
            "receive_draft_report" => self.receive(),
            "request_accuracy_check" => self.ask_accuracy(),
            "check_accuracy" => self.check_accuracy(),
            "record_review_finding" => self.record_finding(),
            "correct_review_finding" => self.correct_finding(),
            "justify_no_recommendation" => self.justify(),
            "sign_off_report" => self.sign_off(),
            "assess_publication_impact" => self.assess_impact(),
            "check_anonymisation" => self.check_anonymisation(),
            _ => return None,
        })
    }

    fn receive(self) -> CommandForm {
        let reviewers = valued(self.reviewers());
        let whose = Question::new("reviewer", "Whose draft is it?", Kind::Values(reviewers));
        let whose = if self.state.is_statutory() {
            whose
        } else {
            whose.optional()
        };
        self.begin("receive_draft_report", "Record a draft of the report")
            .lead(
                "What was signed, checked and sent of the draft before it counts no longer: the \
                 new one is signed, checked and sent again.",
            )
            .ask(whose)
            .ask(Question::new("words", "What is new in it?", Kind::Words))
            .ask(self.document("The draft itself"))
            .button("Record the draft")
    }

    fn ask_accuracy(self) -> CommandForm {
        let asked = &self.state.draft.accuracy;
        let scope = self.state.scope.iter().flatten();
        let left = scope.filter(|agency| !asked.contains_key(agency));
        let left: Vec<String> = left.map(ToString::to_string).collect();
        self.begin(
            "request_accuracy_check",
            "Ask agencies whether the draft is accurate",
        )
        .lead("Each agency sees that it was asked, and nothing else of the review.")
        .ask(self.agencies("Which agencies?", left))
        .ask(Question::new("due", "By when?", Kind::Day))
        .button("Ask them")
    }

    fn check_accuracy(self) -> CommandForm {
        let accuracy = self.state.draft.accuracy.iter();
        let open = accuracy.filter(|(_, asked)| asked.answered.is_none());
        let open = open.map(|(agency, _)| *agency);
        let label = "Which agency answers?";
        self.begin("check_accuracy", "Say whether the draft is accurate")
            .ask(choices::agency_question(self.reading, label, open))
            .ask(Question::new(
                "accurate",
                "Everything it says of the agency’s work is accurate",
                Kind::Tick,
            ))
            .ask(
                Question::new("words", "What is not accurate?", Kind::Words)
                    .hint("Needed where something is not. Facts only; the judgement is the reviewer’s.")
                    .optional(),
            )
            .button("Record the answer")
    }

    fn kinds() -> Vec<Choice> {
        let kinds = FindingKind::ALL.map(|kind| {
            let label = match kind {
                FindingKind::Finding => "Finding: something about practice or the system",
                FindingKind::LearningPoint => "Learning point: something to be learned from",
                FindingKind::GoodPractice => "Good practice: asks for no recommendation",
            };
            (choices::word_value(&kind), label.to_owned())
        });
        kinds.to_vec()
    }

    fn record_finding(self) -> CommandForm {
        let themes = Kind::Select(choices::themes(self.reading));
        self.begin("record_review_finding", "Record what the review says")
            .ask(Question::new("finding", "", Kind::FreshId))
            .ask(Question::new(
                "kind",
                "What is it?",
                Kind::Radios(Self::kinds()),
            ))
            .ask(Question::new("statement", "What does it say?", Kind::Words))
            .ask(Question::new("theme", "Theme", themes))
            .ask(
                Question::new("underlying_reason", "Why did it come to that?", Kind::Words)
                    .hint("What lies behind it, not who did it")
                    .optional(),
            )
            .button("Record it")
    }

    fn findings(self, offered: impl Fn(FindingKind, bool) -> bool) -> Question {
        let all = (1..).zip(&self.known.findings);
        let offered = all.filter(|(_, one)| offered(one.kind, one.justified.is_some()));
        let all = offered.map(|(number, one)| {
            let theme = choices::themes(self.reading).into_iter();
            let mut theme = theme.filter(|(code, _)| *code == one.theme);
            let theme = theme.next().map_or(one.theme.clone(), |(_, name)| name);
            let name = format!("{number}. {}, {theme}", one.kind.title());
            (one.id.to_string(), name)
        });
        choices::which(self.reading, "finding", "Which?", all.collect())
    }

    fn correct_finding(self) -> CommandForm {
        let themes = Kind::Select(choices::themes(self.reading));
        let kinds = Kind::Radios(Self::kinds());
        self.begin("correct_review_finding", "Correct what the review says")
            .lead("What is left empty stays as it is.")
            .ask(self.findings(|_, _| true))
            .ask(Question::new("kind", "What is it?", kinds).optional())
            .ask(Question::new("statement", "What does it say?", Kind::Words).optional())
            .ask(Question::new("theme", "Theme", themes).optional())
            .reason(Asked::Required)
            .button("Correct it")
    }

    fn justify(self) -> CommandForm {
        let open = |kind: FindingKind, justified: bool| kind.asks_for_change() && !justified;
        self.begin(
            "justify_no_recommendation",
            "Say why no recommendation is made",
        )
        .ask(self.findings(open))
        .reason(Asked::Required)
        .meeting(Asked::Optional)
        .button("Record the reason")
    }

    fn sign_off(self) -> CommandForm {
        let partners = partners_on(&self.world.partnership, self.reading.today);
        let signed = &self.state.draft.signed;
        let left = partners.into_iter().filter(|one| !signed.contains_key(one));
        let label = "Which safeguarding partner?";
        self.begin("sign_off_report", "Sign off the report")
            .lead(format!(
                "Each safeguarding partner stands for the report by itself. This is version {}.",
                self.state.draft.version
            ))
            .ask(choices::agency_question(self.reading, label, left))
            .meeting(Asked::Optional)
            .button("Sign it off")
    }

    fn assess_impact(self) -> CommandForm {
        self.begin(
            "assess_publication_impact",
            "Assess the impact of publication",
        )
        .ask(
            Question::new("family", "On the family", Kind::Words)
                .hint("And what is done about it: who tells them, when, who is with them"),
        )
        .ask(
            Question::new("practitioners", "On practitioners", Kind::Words)
                .hint("And what is done about it"),
        )
        .button("Record the assessment")
    }

    fn check_anonymisation(self) -> CommandForm {
        let questions = AnonymityQuestion::ALL.map(|question| {
            let label = format!("{}: nobody can be told by them", question.title());
            (choices::word_value(&question), label)
        });
        let found = found_in(self.reading.asked("found"));
        let form = self
            .begin("check_anonymisation", "Check the anonymisation")
            .lead(format!(
                "Read version {} once more as somebody local would. Every question is ticked, or \
                 the report is changed first.",
                self.state.draft.version
            ));
        let form = if found.is_empty() {
            form
        } else {
            let places: u32 = found.iter().map(|one| one.places).sum();
            form.lead(format!(
                "The product found {places} places in the text that look like an identifier. \
                 Take them out, or say in the reason why they identify nobody."
            ))
        };
        form.ask(Question::new("by", "Who checked it?", Kind::Line).hint("A post, never a name"))
            .ask(Question::new(
                "answers",
                "The checklist",
                Kind::Checks(questions.to_vec()),
            ))
            .ask(Question::new("patterns", "", Kind::Fixed(json!(found))))
            .ask(
                Question::new("residual_risk", "What risk is left?", Kind::Words)
                    .hint("Such as what the local press knows, and what is done about it"),
            )
            .reason(Asked::Optional)
            .button("Record the check")
    }
}

/// What the look through the text found, as its page hands it on: `phone:2,email:1`.
pub(super) fn found_in(asked: Option<&str>) -> Vec<PatternsFound> {
    let parts = asked.unwrap_or_default().split(',');
    let read = parts.filter_map(|part| {
        let (kind, places) = part.split_once(':')?;
        let kind = serde_json::from_value(json!(kind)).ok()?;
        Some(PatternsFound {
            kind,
            places: places.parse().ok()?,
        })
    });
    read.collect()
}
