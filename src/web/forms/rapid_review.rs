//! The forms of the commands to a rapid review. None asks for the day by which something is due,
//! and none stops the clock.

mod deciding;
mod learning;

use super::choices;
use super::serious_incident::WITHOUT_NAMES;
use crate::web::form::{Asked, Choice, CommandForm, Kind, PartKind, Question, Rows, part};
use crate::web::reading::Reading;
use events::ids::{AgencyId, IncidentId, RapidReviewId, StreamId};
use events::rapid_review::{Days, PanelView};
use events::world::World;
use projections::rapid_reviews::{IncidentStage, RapidReview, SummaryState};

/// The form of a command to a rapid review. `world` is what the rules know of it. Who does not see
/// the review has no form of it.
pub fn form(
    reading: &Reading<'_>,
    world: &World,
    stream: StreamId,
    command: &str,
) -> Option<CommandForm> {
    let id = RapidReviewId(stream.id);
    if command == "open_rapid_review" {
        return Some(open(reading, id));
    }
    let ask = Ask {
        reading,
        world,
        known: reading.view.rapid_reviews.review(id)?,
    };
    Some(match command {
        "agree_lead_area" => ask.lead_area(),
        "secure_records" => ask.secure(),
        "set_day_plan" => ask.day_plan(),
        "request_summary" => ask.request(),
        "send_summary" => ask.send(),
        "receive_summary" => ask.receive(),
        "return_summary" => ask.give_back(),
        "chase_summary" => ask.chase(),
        "explain_missing_summary" => ask.explain(),
        "check_previous_learning" => ask.check_learning(),
        "hold_review_meeting" => ask.meet(),
        "record_learning_point" => ask.record_point(),
        "correct_learning_point" => ask.correct_point(),
        "decide_review" => ask.decide(),
        "submit_rapid_review" => ask.submit(),
        "record_delay_reason" => ask.delay(),
        "receive_panel_response" => ask.panel(),
        "record_panel_lapse" => ask.lapse(),
        "reconsider_decision" => ask.reconsider(),
        "close_rapid_review" => ask.close(),
        _ => return None,
    })
}

/// Opens a review. The query may name the incident.
fn open(reading: &Reading<'_>, id: RapidReviewId) -> CommandForm {
    let all = reading.view.incidents_latest_first().into_iter();
    let notified = all.filter(|one| {
        let reviewed = reading.view.rapid_reviews.review_of(one.id).is_some();
        one.stage() == IncidentStage::Notified && !reviewed
    });
    let offered: Vec<Choice> = notified
        .map(|one| (one.id.to_string(), one.reference.clone()))
        .collect();
    let only = choices::only(&offered);
    let incident = reading.asked_for::<IncidentId>("incident");
    let cancel = incident.map_or_else(|| "/rapid-reviews".to_owned(), choices::page_of);
    let back = choices::page_of(id);
    CommandForm::new(id, "open_rapid_review", "Open a rapid review", back)
        .cancel(cancel)
        .lead(
            "The review is pinned to the edition of Working Together in force when its clock \
             started. The day it is due is worked out.",
        )
        .ask(
            choices::which(reading, "incident", "Of which incident?", offered).answered_where(only),
        )
        .button("Open the review")
}

/// A form being asked about one review.
#[derive(Clone, Copy)]
struct Ask<'a> {
    reading: &'a Reading<'a>,
    world: &'a World,
    known: &'a RapidReview,
}

impl Ask<'_> {
    /// A form about this review, which returns to its page.
    fn begin(self, command: &'static str, title: &str) -> CommandForm {
        let id = self.known.id;
        let about = format!("Rapid review {}", self.known.reference);
        CommandForm::new(id, command, title, choices::page_of(id)).about(about)
    }

    fn on(self, label: &str) -> Question {
        Question::new("on", label, Kind::Day).on(Some(self.reading.today))
    }

    /// The agencies whose summary stands so.
    fn summaries(self, wanted: impl Fn(SummaryState) -> bool) -> Vec<AgencyId> {
        let all = self.known.summaries.iter();
        let wanted = all.filter(|(_, one)| wanted(one.state));
        wanted.map(|(agency, _)| *agency).collect()
    }

    fn awaited(self) -> Vec<AgencyId> {
        self.summaries(|state| match state {
            SummaryState::Requested | SummaryState::Returned | SummaryState::Explained => true,
            SummaryState::Received => false,
        })
    }

    fn agency(self, label: &str, of: impl IntoIterator<Item = AgencyId>) -> Question {
        choices::agency_question(self.reading, label, of)
    }

    fn lead_area(self) -> CommandForm {
        let agreed = self.known.lead_area.is_some();
        self.begin("agree_lead_area", "Record which area leads")
            .ask(Question::new(
                "area",
                "Which area leads the review?",
                Kind::Line,
            ))
            .reason(if agreed { Asked::Required } else { Asked::No })
            .button("Record the area")
    }

    fn secure(self) -> CommandForm {
        let agencies = Kind::Several(choices::agencies(self.reading));
        self.begin("secure_records", "Record that records were secured")
            .ask(Question::new(
                "agencies",
                "Which agencies secured their records?",
                agencies,
            ))
            .ask(self.on("The day they did"))
            .button("Record it")
    }

    fn day_plan(self) -> CommandForm {
        let plan = self.known.plan;
        let days = |name: &'static str, label: &str, now: Days| {
            let parts = vec![
                part("from", "From working day", PartKind::Number),
                part("to", "To working day", PartKind::Number),
            ];
            let mut question = Question::new(name, label, Kind::Rows(Rows::one(parts)));
            question.before = vec![
                (format!("{name}-0-from"), now.from.to_string()),
                (format!("{name}-0-to"), now.to.to_string()),
            ];
            question
        };
        self.begin("set_day_plan", "Plan the working days")
            .lead(
                "Day 0 is the day the clock started. The plan is the partnership’s own; the \
                 statutory day does not move.",
            )
            .ask(days(
                "summaries",
                "Agencies send their summaries",
                plan.summaries,
            ))
            .ask(days("meeting", "The review meeting is held", plan.meeting))
            .ask(days(
                "executive",
                "The safeguarding partners decide",
                plan.executive,
            ))
            .button("Set the plan")
    }

    fn request(self) -> CommandForm {
        let members = self.reading.view.people.agencies.iter();
        let open = members.filter(|(id, agency)| {
            agency.is_member(self.reading.today) && !self.known.summaries.contains_key(*id)
        });
        let open: Vec<AgencyId> = open.map(|(id, _)| *id).collect();
        self.begin("request_summary", "Ask an agency for its summary")
            .lead("It is due by the last day the day plan gives for summaries.")
            .ask(self.agency("Which agency?", open))
            .button("Ask for the summary")
    }

    fn send(self) -> CommandForm {
        self.begin("send_summary", "Send your agency’s summary")
            .lead("You send it for your agency. Other agencies do not see it.")
            .ask(self.agency("Which agency?", self.awaited()))
            .ask(
                Question::new(
                    "words",
                    "What does your agency know, what did it do, and what did it learn?",
                    Kind::Words,
                )
                .hint(WITHOUT_NAMES),
            )
            .at_once()
            .button("Send the summary")
    }

    fn receive(self) -> CommandForm {
        let evidence = Kind::Several(choices::latest_evidence(self.reading));
        self.begin("receive_summary", "Record a summary that came another way")
            .ask(self.agency("Of which agency?", self.awaited()))
            .ask(
                Question::new("words", "What does it say?", Kind::Words)
                    .hint("May be left empty where the summary is kept as evidence.")
                    .optional(),
            )
            .ask(
                Question::new("evidence", "Which document did it come as?", evidence)
                    .hint("The evidence lodged last.")
                    .optional(),
            )
            .button("Record the summary")
    }

    fn give_back(self) -> CommandForm {
        let received = self.summaries(|state| state == SummaryState::Received);
        self.begin("return_summary", "Give a summary back")
            .lead("The reason says what has to be better.")
            .ask(self.agency("To which agency?", received))
            .reason(Asked::Required)
            .button("Give it back")
    }

    fn chase(self) -> CommandForm {
        self.begin("chase_summary", "Record that an agency was reminded")
            .ask(self.agency("Which agency?", self.awaited()))
            .ask(Question::new(
                "to",
                "Whom there? Their post, never a name",
                Kind::Line,
            ))
            .button("Record it")
    }

    fn explain(self) -> CommandForm {
        self.begin("explain_missing_summary", "Say why a summary is missing")
            .ask(self.agency("Which agency’s?", self.awaited()))
            .ask(Question::new("words", "Why is there none?", Kind::Words).hint(WITHOUT_NAMES))
            .button("Record the reason")
    }

    fn meet(self) -> CommandForm {
        let agencies = Kind::Several(choices::agencies(self.reading));
        self.begin("hold_review_meeting", "Record the review meeting")
            .ask(self.on("The day it was held"))
            .ask(
                Question::new("present", "Which agencies were there?", agencies)
                    .hint("At least two."),
            )
            .button("Record the meeting")
    }

    fn submit(self) -> CommandForm {
        self.begin(
            "submit_rapid_review",
            "Record that the review was sent to the Panel",
        )
        .lead("Every summary that was asked for came in, or somebody said why it is missing.")
        .ask(self.on("The day it was sent"))
        .button("Record it")
    }

    fn delay(self) -> CommandForm {
        self.begin("record_delay_reason", "Say why the review is late")
            .lead("The day by which it was due stands.")
            .ask(Question::new("words", "Why is it late?", Kind::Words).hint(WITHOUT_NAMES))
            .ask(
                Question::new("told", "Who was told?", Kind::Line)
                    .hint("A post or a body, such as the Panel’s secretariat. Never a name."),
            )
            .ask(self.on("The day they were told"))
            .button("Record the reason")
    }

    fn panel(self) -> CommandForm {
        let views = PanelView::ALL.map(|one| (choices::word_value(&one), one.title().to_owned()));
        self.begin("receive_panel_response", "Record the Panel’s answer")
            .ask(Question::new(
                "view",
                "What does the Panel think?",
                Kind::Radios(views.to_vec()),
            ))
            .ask(
                Question::new("comments", "What does it say?", Kind::Words)
                    .hint(WITHOUT_NAMES)
                    .optional(),
            )
            .ask(self.on("The day it answered"))
            .button("Record the answer")
    }

    fn lapse(self) -> CommandForm {
        let title = "Record that the Panel did not answer";
        self.begin("record_panel_lapse", title)
            .lead("The reason says how long it was waited for, and who asked.")
            .reason(Asked::Required)
            .button("Record it")
    }

    fn close(self) -> CommandForm {
        self.begin("close_rapid_review", "Close the review")
            .lead(
                "The Panel answered, or is waited for no longer, and everything that had to be \
                 done at once is confirmed.",
            )
            .meeting(Asked::Optional)
            .button("Close the review")
    }
}
