//! The forms of the commands to a case of an audit. The child is called by the alias alone.

mod concerns;

use super::choices;
use crate::web::form::{Asked, Choice, CommandForm, Each, Kind, PartKind, Question, part};
use crate::web::reading::Reading;
use events::audit::{self, Phase};
use events::audit_case::{
    AgeBand, Disability, Ethnicity, FamilyVoice, Placement, PlanType, ReturnPhase, State,
};
use events::ids::{AgencyId, AuditId, CaseId, StreamId};
use events::world::World;
use serde_json::json;

const WITHOUT_NAMES: &str = "Without the name of a child, a family or a practitioner.";

/// The form of a command to a case. `world` is what the rules know of it. Who does not see the
/// case has no form of it.
pub fn form(
    reading: &Reading<'_>,
    world: &World,
    stream: StreamId,
    command: &str,
) -> Option<CommandForm> {
    let id = CaseId(stream.id);
    if command == "draw_case" {
        return Some(draw(reading, world, id));
    }
    reading.view.audits.case(id)?;
    let state = world.cases.get(&id)?;
    let of = state.audit?;
    let ask = Ask {
        reading,
        id,
        state,
        audit: world.audits.get(&of)?,
    };
    Some(match command {
        "exclude_case" => ask.exclude(),
        "request_return" => ask.request_return(),
        "save_return_draft" => ask.save_draft(),
        "submit_return" => ask.submit(),
        "receive_return" => ask.receive(),
        "return_for_rework" => ask.rework(),
        "send_return_reminder" => ask.remind(),
        "grade_own_case" => ask.grade_own(),
        "grade_case_as_peer" => ask.grade_as_peer(),
        "raise_immediate_concern" => ask.raise_concern(),
        "tell_of_concern" => ask.tell_of_concern(),
        "confirm_corrective_action" => ask.confirm(),
        "capture_practitioner_reflection" => ask.reflection(),
        "capture_family_view" => ask.family_view(),
        "moderate_case" => ask.moderate(),
        _ => return None,
    })
}

/// Draw a case. The query may name the audit.
fn draw(reading: &Reading<'_>, world: &World, id: CaseId) -> CommandForm {
    let asked = reading.asked_for::<AuditId>("audit");
    let open = world.audits.iter();
    let open = open.filter(|(_, audit)| audit.phase == Phase::Commissioned);
    let audits: Vec<Choice> = open
        .filter_map(|(id, _)| {
            let known = reading.view.audits.audit(*id)?;
            let name = format!("{}: {}", known.reference, known.title);
            Some((id.to_string(), name))
        })
        .collect();
    let audited = asked.and_then(|audit| world.audits.get(&audit));
    let agencies = match audited {
        Some(audit) => choices::named_agencies(reading.view, audit.agencies.iter().copied()),
        None => choices::agencies(reading),
    };
    let cancel = asked.map_or_else(|| "/".to_owned(), choices::page_of);
    let form = CommandForm::new(id, "draw_case", "Draw a case", choices::page_of(id))
        .cancel(cancel)
        .lead("Give no name, no date of birth and no number by which the child is known.")
        .ask(choices::which(reading, "audit", "For which audit?", audits))
        .ask(
            Question::new(
                "alias",
                "What the child is called in this audit",
                Kind::Line,
            )
            .hint("At most three letters, then a number, such as A-07. Never initials alone."),
        )
        .ask(
            Question::new(
                "agencies",
                "Which agencies work with the child?",
                Kind::Several(agencies),
            )
            .hint("Of those the audit looks at."),
        );
    characteristics(form).button("Draw the case")
}

/// What is asked of the child, in the bands of the domain.
fn characteristics(form: CommandForm) -> CommandForm {
    macro_rules! asked {
        ($form:ident, $($name:literal $label:literal $kind:ident;)*) => {$(
            let all = $kind::ALL.map(|one| (choices::word_value(&one), one.title().to_owned()));
            let unknown = choices::word_value(&$kind::Unknown);
            let question = Question::new($name, $label, Kind::Select(all.to_vec()));
            let $form = $form.ask(question.optional().answered(unknown));
        )*};
    }
    asked! { form,
        "age_band" "The child’s age" AgeBand;
        "disability" "Is the child disabled?" Disability;
        "ethnicity" "The child’s ethnic group" Ethnicity;
        "placement" "Where the child lives" Placement;
        "plan_type" "The plan that stands for the child" PlanType;
    }
    form
}

/// A form being asked about one case.
#[derive(Clone, Copy)]
struct Ask<'a> {
    reading: &'a Reading<'a>,
    id: CaseId,
    state: &'a State,
    audit: &'a audit::State,
}

impl Ask<'_> {
    /// A form about this case, which returns to its page.
    fn begin(self, command: &'static str, title: &str) -> CommandForm {
        CommandForm::new(self.id, command, title, choices::page_of(self.id)).about(format!(
            "Case {} of audit {}",
            self.state.alias, self.audit.reference
        ))
    }

    /// The agencies whose return is at one of these steps.
    fn returns(self, at: impl Fn(ReturnPhase) -> bool) -> Vec<AgencyId> {
        let returns = self.state.returns.iter();
        let at = returns.filter(|(_, one)| at(one.phase));
        at.map(|(agency, _)| *agency).collect()
    }

    /// The agencies of which a return is waited for.
    fn awaited(self) -> Vec<AgencyId> {
        self.returns(|phase| match phase {
            ReturnPhase::Requested | ReturnPhase::Drafted | ReturnPhase::Rework => true,
            ReturnPhase::Received => false,
        })
    }

    fn agency(self, label: &str, of: impl IntoIterator<Item = AgencyId>) -> Question {
        choices::agency_question(self.reading, label, of)
    }

    fn grades(self) -> Vec<Choice> {
        choices::grades(self.reading.view, self.audit.grading_scale)
    }

    fn exclude(self) -> CommandForm {
        self.begin("exclude_case", "Exclude the case")
            .lead(
                "It stays on the record and is no longer counted. Findings are counted again \
                 without it.",
            )
            .reason(Asked::Required)
            .button("Exclude the case")
    }

    fn request_return(self) -> CommandForm {
        let agencies = self.state.agencies.iter().copied();
        let open = agencies.filter(|agency| !self.state.returns.contains_key(agency));
        self.begin("request_return", "Ask an agency for its return")
            .ask(self.agency("Which agency?", open))
            .ask(Question::new("due", "By when?", Kind::Day))
            .button("Ask for the return")
    }

    /// The answers to the questions of the tool in force. What the agency saved before stands
    /// there, so that nobody writes it twice.
    fn answers(self) -> Question {
        let questions = self.audit.tool.iter().flat_map(|tool| &tool.questions);
        let of = questions.map(|key| (key.clone(), self.asked(key)));
        let each = Each {
            key: "question",
            of: of.collect(),
            answer: part("words", "Answer", PartKind::Words),
        };
        let mut answers = Question::new("answers", "Answers", Kind::Each(each)).hint(WITHOUT_NAMES);
        for (key, words) in self.saved() {
            answers.before.push((format!("answers-{key}"), words));
        }
        answers
    }

    /// A question as it is asked, after its key.
    fn asked(self, key: &str) -> String {
        let audit = self.state.audit;
        let known = audit.and_then(|audit| self.reading.view.audits.audit(audit));
        let tool = known.and_then(|audit| audit.tools.last());
        let mut asked = tool.into_iter().flat_map(|tool| &tool.questions);
        let words = asked.find(|(one, _)| one == key);
        let words = words.map(|(_, words)| self.reading.plain(words));
        match words.filter(|words| !words.is_empty()) {
            Some(words) => format!("{key}. {words}"),
            None => format!("Question {key}"),
        }
    }

    /// What the agency the form is for has saved so far, as far as the reader may read it.
    fn saved(self) -> Vec<(String, String)> {
        let agency = choices::speaks_for(self.reading);
        let agency = agency.or_else(|| self.reading.asked_for("agency"));
        let case = self.reading.view.audits.case(self.id);
        let begun = agency.and_then(|agency| case?.returns.get(&agency));
        let answers = begun.into_iter().flat_map(|one| &one.answers);
        answers
            .map(|(key, words)| (key.clone(), self.reading.plain(words)))
            .filter(|(_, words)| !words.is_empty())
            .collect()
    }

    /// The number of the tool in force; 0 where none was given out, which no rule takes.
    fn tool(self) -> Question {
        let number = self.audit.tool.as_ref().map_or(0, |tool| tool.version);
        Question::new("tool", "", Kind::Fixed(json!(number)))
    }

    fn save_draft(self) -> CommandForm {
        self.begin("save_return_draft", "Save the return to go on later")
            .lead("What is saved takes the place of what was saved before, all of it.")
            .ask(self.agency("Which agency?", self.awaited()))
            .ask(self.answers().optional())
            .at_once()
            .button("Save")
    }

    fn submit(self) -> CommandForm {
        self.begin("submit_return", "Sign and send the return")
            .lead("Every question is answered. You sign it for your agency.")
            .ask(self.agency("Which agency?", self.awaited()))
            .ask(self.tool())
            .ask(self.answers())
            .at_once()
            .button("Sign and send")
    }

    fn receive(self) -> CommandForm {
        self.begin("receive_return", "Record a return that came another way")
            .ask(self.agency("Of which agency?", self.awaited()))
            .ask(self.tool())
            .ask(
                self.answers()
                    .hint("Leave empty where the return is kept elsewhere, as evidence.")
                    .optional(),
            )
            .button("Record the return")
    }

    fn remind(self) -> CommandForm {
        self.begin("send_return_reminder", "Record a reminder")
            .lead(
                "This records that the agency was reminded, by telephone or by e-mail. The day \
                 the return is due stays as it is.",
            )
            .ask(self.agency("Which agency was reminded?", self.awaited()))
            .button("Record the reminder")
    }

    fn rework(self) -> CommandForm {
        let received = self.returns(|phase| phase == ReturnPhase::Received);
        self.begin("return_for_rework", "Give a return back")
            .lead("The reason says what has to be done again.")
            .ask(self.agency("To which agency?", received))
            .reason(Asked::Required)
            .button("Give it back")
    }

    fn grade_own(self) -> CommandForm {
        let agencies = self.state.agencies.iter().copied();
        let evidence = Kind::Several(choices::latest_evidence(self.reading));
        self.begin("grade_own_case", "Grade one’s own practice")
            .lead("Where another grade was given before, say why it changes.")
            .ask(self.agency("Which agency’s practice?", agencies))
            .ask(Question::new("grade", "Grade", Kind::Radios(self.grades())))
            .ask(
                Question::new("evidence", "What does it rest on?", evidence)
                    .hint("The evidence lodged last.")
                    .optional(),
            )
            .reason(Asked::Optional)
            .button("Record the grade")
    }

    fn grade_as_peer(self) -> CommandForm {
        self.begin("grade_case_as_peer", "Grade the case for the sub-group")
            .lead("Nobody grades as a peer what they graded as their own practice.")
            .ask(Question::new("grade", "Grade", Kind::Radios(self.grades())))
            .ask(
                Question::new("words", "Why?", Kind::Words)
                    .hint(WITHOUT_NAMES)
                    .optional(),
            )
            .reason(Asked::Optional)
            .button("Record the grade")
    }

    fn moderate(self) -> CommandForm {
        let grades = Kind::Radios(self.grades());
        let agreed = self.state.moderated.clone();
        self.begin("moderate_case", "Record the grade agreed together")
            .lead("Where the grade changes, and each time it is moderated again, say why.")
            .ask(Question::new("to", "The grade agreed", grades).answered_where(agreed))
            .reason(Asked::Optional)
            .button("Record the grade")
    }

    fn reflection(self) -> CommandForm {
        let agencies = self.state.agencies.iter().copied();
        let title = "Record what a practitioner said";
        self.begin("capture_practitioner_reflection", title)
            .ask(self.agency("Of which agency?", agencies))
            .ask(
                Question::new("words", "What did they say, looking back?", Kind::Words)
                    .hint(WITHOUT_NAMES),
            )
            .button("Record it")
    }

    fn family_view(self) -> CommandForm {
        let who = [
            (FamilyVoice::Child, "The child"),
            (FamilyVoice::Parent, "A parent"),
            (FamilyVoice::Carer, "A carer"),
            (FamilyVoice::OtherFamily, "Somebody else of the family"),
        ];
        let who = who.map(|(word, label)| (choices::word_value(&word), label.to_owned()));
        let title = "Record what the child or the family said";
        self.begin("capture_family_view", title)
            .ask(Question::new("who", "Who?", Kind::Radios(who.to_vec())))
            .ask(Question::new("words", "What did they say?", Kind::Words).hint(WITHOUT_NAMES))
            .button("Record it")
    }
}
