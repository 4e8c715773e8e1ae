//! The forms of the commands to a child or family member of an incident or a practice review. They
//! are called by the alias alone.

use super::choices;
use super::serious_incident::WITHOUT_NAMES;
use crate::web::form::{Asked, Choice, CommandForm, Kind, Question};
use crate::web::reading::Reading;
use events::audit_case::{AgeBand, Disability, Ethnicity, FamilyVoice, Placement, PlanType};
use events::ids::{IncidentId, PracticeReviewId, ReviewSubjectId, StreamId};
use events::review_subject::{Characteristics, LookedAfter, Safety, Sex, SubjectKind, SubjectOf};
use events::world::World;
use projections::rapid_reviews::Subject;
use serde_json::json;

/// The form of a command to a subject. Who does not see the subject has no form of it.
pub fn form(
    reading: &Reading<'_>,
    _: &World,
    stream: StreamId,
    command: &str,
) -> Option<CommandForm> {
    let id = ReviewSubjectId(stream.id);
    if command == "add_subject" {
        return Some(add(reading, id));
    }
    let ask = Ask {
        reading,
        known: reading.view.rapid_reviews.subject(id)?,
    };
    Some(match command {
        "correct_subject" => ask.correct(),
        "record_circumstances" => ask.circumstances(),
        "capture_subject_view" => ask.view(),
        "judge_safety" => ask.judge(),
        "record_safety_action" => ask.record_action(),
        "confirm_safety_action" => ask.confirm(),
        _ => return None,
    })
}

/// What the form was opened for: an incident, or a practice review.
fn opened_for(reading: &Reading<'_>) -> Option<SubjectOf> {
    let view = reading.view;
    let incident = reading.asked_for::<IncidentId>("incident");
    let incident = incident.filter(|id| view.rapid_reviews.incident(*id).is_some());
    let review = reading.asked_for::<PracticeReviewId>("practice_review");
    let review = review.filter(|id| view.practice_reviews.get(*id).is_some());
    let incident = incident.map(SubjectOf::Incident);
    incident.or_else(|| review.map(SubjectOf::PracticeReview))
}

/// Of what: not asked where the form was opened for it. A practice review is added to while it is
/// at work.
fn of_what(reading: &Reading<'_>, of: Option<SubjectOf>) -> Question {
    if let Some(of) = of {
        return Question::new("of", "", Kind::Fixed(json!(of)));
    }
    let incidents = reading.view.incidents_latest_first().into_iter();
    let incidents = incidents.map(|one| {
        let value = choices::json_value(&SubjectOf::Incident(one.id));
        (value, format!("Serious incident {}", one.reference))
    });
    let reviews = reading.view.practice_reviews.latest_first().into_iter();
    let reviews = reviews.filter(|one| !one.phase().is_ended()).map(|one| {
        let value = choices::json_value(&SubjectOf::PracticeReview(one.id));
        (value, format!("Practice review {}", one.reference))
    });
    let offered: Vec<Choice> = incidents.chain(reviews).collect();
    Question::new("of", "Of which incident or review?", Kind::Select(offered))
}

fn add(reading: &Reading<'_>, id: ReviewSubjectId) -> CommandForm {
    let of = opened_for(reading);
    let back = match of {
        None => "/incidents".to_owned(),
        Some(SubjectOf::Incident(incident)) => choices::page_of(incident),
        Some(SubjectOf::PracticeReview(review)) => choices::page_of(review),
    };
    let form = CommandForm::new(
        id,
        "add_subject",
        "Add a child or family member",
        back.clone(),
    )
    .cancel(back)
    .lead("Give no name, no date of birth and no number by which anybody is known.")
    .ask(of_what(reading, of))
    .ask(
        Question::new("alias", "What the person is called here", Kind::Line)
            .hint("At most three letters, then a number, such as C-1. Never initials alone."),
    );
    asked(
        form,
        reading,
        SubjectKind::Child,
        &Characteristics::default(),
    )
    .button("Add the person")
}

/// What is asked of the person, in the bands of the yearly figures.
fn asked(
    form: CommandForm,
    reading: &Reading<'_>,
    kind: SubjectKind,
    known: &Characteristics,
) -> CommandForm {
    macro_rules! asked {
        ($form:ident, $($name:literal $label:literal $all:ident $now:expr;)*) => {$(
            let all = $all::ALL.map(|one| (choices::word_value(&one), one.title().to_owned()));
            let question = Question::new($name, $label, Kind::Select(all.to_vec()));
            let now = choices::word_value(&$now);
            let $form = $form.ask(question.optional().answered(now));
        )*};
    }
    asked! { form,
        "kind" "Who is the person?" SubjectKind kind;
        "age_band" "The child’s age when it happened" AgeBand known.age_band;
        "sex" "The child’s sex" Sex known.sex;
        "ethnicity" "The child’s ethnic group" Ethnicity known.ethnicity;
        "disability" "Is the child disabled?" Disability known.disability;
        "looked_after" "Was the child looked after?" LookedAfter known.looked_after;
        "placement" "Where the child lived" Placement known.placement;
        "plan_type" "The plan that stood for the child" PlanType known.plan_type;
    }
    form.ask(
        Question::new(
            "known_to",
            "Which agencies knew the child?",
            Kind::Several(choices::agencies(reading)),
        )
        .all_of(known.known_to.iter().map(ToString::to_string))
        .optional(),
    )
}

/// A form being asked about one person.
#[derive(Clone, Copy)]
struct Ask<'a> {
    reading: &'a Reading<'a>,
    known: &'a Subject,
}

impl Ask<'_> {
    /// A form about this person, which returns to their page.
    fn begin(self, command: &'static str, title: &str) -> CommandForm {
        let id = self.known.id;
        let about = self.reading.view.label(id.into()).name;
        CommandForm::new(id, command, title, choices::page_of(id)).about(about)
    }

    fn correct(self) -> CommandForm {
        let form = self
            .begin("correct_subject", "Correct what is counted")
            .lead("All of it is recorded anew; what is not known is left so.");
        let known = self.known;
        asked(form, self.reading, known.kind, &known.characteristics)
            .reason(Asked::Required)
            .button("Correct it")
    }

    fn circumstances(self) -> CommandForm {
        self.begin("record_circumstances", "Record what life was like")
            .ask(Question::new("words", "What is known?", Kind::Words).hint(WITHOUT_NAMES))
            .button("Record it")
    }

    fn view(self) -> CommandForm {
        let who = [
            (FamilyVoice::Child, "The child"),
            (FamilyVoice::Parent, "A parent"),
            (FamilyVoice::Carer, "A carer"),
            (FamilyVoice::OtherFamily, "Somebody else of the family"),
        ];
        let who = who.map(|(word, label)| (choices::word_value(&word), label.to_owned()));
        self.begin(
            "capture_subject_view",
            "Record what the child or the family said",
        )
        .ask(Question::new("who", "Who?", Kind::Radios(who.to_vec())))
        .ask(Question::new("words", "What did they say?", Kind::Words).hint(WITHOUT_NAMES))
        .button("Record it")
    }

    fn judge(self) -> CommandForm {
        let all = Safety::ALL.map(|one| (choices::word_value(&one), one.title().to_owned()));
        self.begin("judge_safety", "Say whether the child is safe now")
            .ask(Question::new(
                "safety",
                "Is the child safe now?",
                Kind::Radios(all.to_vec()),
            ))
            .ask(Question::new("words", "How is that known?", Kind::Words).hint(WITHOUT_NAMES))
            .button("Record it")
    }

    fn record_action(self) -> CommandForm {
        let agencies = Kind::Several(choices::agencies(self.reading));
        self.begin("record_safety_action", "Record what has to be done at once")
            .lead(
                "Act on the child’s safety by your local procedures first. This records what has \
                 to be done; it tells nobody by itself.",
            )
            .ask(Question::new("action", "", Kind::FreshId))
            .ask(Question::new("words", "What has to be done?", Kind::Words).hint(WITHOUT_NAMES))
            .ask(Question::new(
                "agencies",
                "Which agencies have to do it?",
                agencies,
            ))
            .button("Record it")
    }

    fn confirm(self) -> CommandForm {
        let actions = (1..).zip(&self.known.actions);
        let open = actions.filter(|(_, (_, action))| action.confirmed.is_none());
        let open: Vec<Choice> = open
            .map(|(number, (id, action))| {
                let of = action.agencies.iter().copied();
                let of = choices::named_agencies(self.reading.view, of);
                let of: Vec<String> = of.into_iter().map(|(_, name)| name).collect();
                (
                    id.to_string(),
                    format!("Action {number}, for {}", of.join(" and ")),
                )
            })
            .collect();
        let only = choices::only(&open);
        let which = choices::which(self.reading, "action", "Which safety action?", open)
            .answered_where(only);
        self.begin("confirm_safety_action", "Confirm that it was done")
            .lead("An agency does not confirm its own safety action.")
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
