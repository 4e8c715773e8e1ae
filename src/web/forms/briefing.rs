//! The forms of the commands to a briefing.

mod sources;

use self::sources::{source_value, sources};
use super::choices;
use crate::web::form::{Asked, CommandForm, Each, Kind, PartKind, Question, part};
use crate::web::reading::Reading;
use events::briefing::{Part, State};
use events::ids::{AgencyId, BriefingId, StreamId};
use events::world::World;
use projections::briefings::Briefing;
use uuid::Uuid;

/// How many days agencies are given to pass a briefing on, unless somebody says otherwise.
const DAYS_GIVEN: u64 = 28;

/// The form of a command to a briefing. `world` is what the rules know of it.
pub fn form(
    reading: &Reading<'_>,
    world: &World,
    stream: StreamId,
    command: &str,
) -> Option<CommandForm> {
    let id = BriefingId(stream.id);
    if command == "draft_briefing" {
        return Some(draft(reading, id));
    }
    let ask = Ask {
        reading,
        id,
        known: reading.view.briefings.get(id)?,
        state: world.briefings.get(&id)?,
    };
    Some(match command {
        "redraft_briefing" => ask.redraft(),
        "clear_briefing" => ask.clear(),
        "publish_briefing" => ask.publish(),
        "withdraw_briefing" => ask.withdraw(),
        "request_cascade" => ask.request(),
        "confirm_cascade" => ask.confirm(),
        "chase_cascade" => ask.chase(),
        _ => return None,
    })
}

fn headings() -> Each {
    let of = Part::ALL.map(|part| (choices::word_value(&part), part.title().to_owned()));
    Each {
        key: "part",
        of: of.to_vec(),
        answer: part("words", "What it says", PartKind::Words),
    }
}

/// What is written into a draft, first or again.
fn written(form: CommandForm, reading: &Reading<'_>, known: Option<&Briefing>) -> CommandForm {
    let asked: Option<Uuid> = reading.asked_for("source");
    let asked = asked.filter(|_| known.is_none());
    let mut offered = sources(reading, asked);
    let mut rests_on = Question::new("sources", "What does it spread?", Kind::Labels).hint(
        "At least one thing. What is in this record is chosen; give a review of others its title \
         and year.",
    );
    for (row, source) in known.iter().flat_map(|known| &known.sources).enumerate() {
        let value = match source.id {
            Some(id) => source_value(source.kind, id),
            None => choices::word_value(&source.kind),
        };
        if !offered.iter().any(|(choice, _)| *choice == value) {
            offered.push((value.clone(), source.title.clone()));
        }
        let title = (format!("sources-{row}-title"), source.title.clone());
        rests_on
            .before
            .extend([(format!("sources-{row}-kind"), value), title]);
    }
    let asked = asked.map(|id| id.to_string());
    let chosen = asked.and_then(|id| offered.iter().find(|(value, _)| value.contains(&id)));
    if let Some((value, _)) = chosen {
        let before = ("sources-0-kind".to_owned(), value.clone());
        rests_on.before.push(before);
    }
    rests_on.kind = Kind::Sources(offered);
    let mut parts = Question::new("parts", "What it says", Kind::Each(headings())).hint(
        "About a minute’s reading under each of the seven headings. Say what happened without \
         saying to whom. What we learned and what we ask people to do are needed before it goes \
         out.",
    );
    for (part, words) in known.iter().flat_map(|known| &known.parts) {
        let name = format!("parts-{}", choices::word_value(part));
        parts.before.push((name, reading.plain(words)));
    }
    form.ask(rests_on).ask(parts)
}

fn draft(reading: &Reading<'_>, id: BriefingId) -> CommandForm {
    let form = CommandForm::new(
        id,
        "draft_briefing",
        "Draft a briefing",
        choices::page_of(id),
    )
    .cancel("/briefings")
    .ask(Question::new("reference", "Reference", Kind::Line).hint("Such as B3 2026"))
    .ask(Question::new("title", "What it is called", Kind::Line))
    .ask(
        Question::new("theme", "Theme", Kind::Select(choices::themes(reading)))
            .optional()
            .answered_where(reading.asked("theme")),
    );
    written(form, reading, None).button("Save the draft")
}

/// A form being asked about one briefing.
#[derive(Clone, Copy)]
struct Ask<'a> {
    reading: &'a Reading<'a>,
    id: BriefingId,
    known: &'a Briefing,
    state: &'a State,
}

impl Ask<'_> {
    /// A form about this briefing, which returns to its page.
    fn begin(self, command: &'static str, title: &str) -> CommandForm {
        let name = format!("Briefing {} {}", self.known.reference, self.known.title);
        CommandForm::new(self.id, command, title, choices::page_of(self.id)).about(name)
    }

    fn redraft(self) -> CommandForm {
        let form = self
            .begin("redraft_briefing", "Write the draft anew")
            .lead("What somebody cleared before is no longer cleared.")
            .ask(
                Question::new("title", "What it is called", Kind::Line)
                    .answered(self.known.title.clone()),
            );
        written(form, self.reading, Some(self.known)).button("Save the draft")
    }

    fn clear(self) -> CommandForm {
        self.begin("clear_briefing", "Clear the briefing")
            .lead(
                "You did not write it, you have read it as it stands, and nothing in it tells who \
                 a child is.",
            )
            .button("Clear it")
    }

    fn publish(self) -> CommandForm {
        self.begin("publish_briefing", "Publish the briefing")
            .lead("From then on every agency can read it, and agencies can be asked to pass it on.")
            .ask(
                Question::new("audience", "For whom?", Kind::Line)
                    .hint("Such as everybody who works with children under one"),
            )
            .button("Publish it")
    }

    fn withdraw(self) -> CommandForm {
        self.begin("withdraw_briefing", "Withdraw the briefing")
            .lead("It stays on the record, marked as withdrawn, and is no longer passed on.")
            .reason(Asked::Required)
            .button("Withdraw it")
    }

    fn request(self) -> CommandForm {
        let mut agencies = choices::agencies(self.reading);
        let asked: Vec<String> = self.state.asked.keys().map(ToString::to_string).collect();
        agencies.retain(|(id, _)| !asked.contains(id));
        let days = chrono::Days::new(DAYS_GIVEN);
        let due = self.reading.today.checked_add_days(days);
        self.begin("request_cascade", "Ask agencies to pass it on")
            .ask(
                Question::new("agencies", "Which agencies?", Kind::Several(agencies))
                    .hint("Those that were asked already are not in the list."),
            )
            .ask(Question::new("due", "By when do their leads confirm?", Kind::Day).on(due))
            .button("Ask them")
    }

    fn outstanding(self) -> Vec<AgencyId> {
        self.state.outstanding().map(|(agency, _)| agency).collect()
    }

    fn confirm(self) -> CommandForm {
        let agency = choices::agency_question(self.reading, "Which agency?", self.outstanding());
        self.begin("confirm_cascade", "Confirm that it was passed on")
            .ask(agency)
            .ask(
                Question::new("teams", "Which teams did it reach?", Kind::Labels)
                    .hint("One team on each line. No people’s names."),
            )
            .ask(
                Question::new("reached", "How many people did it reach?", Kind::Number)
                    .hint("As far as you know it: those who were there or confirmed reading it."),
            )
            .ask(
                Question::new("how", "How did it reach them?", Kind::Words)
                    .hint("Such as read and talked about in team meetings"),
            )
            .button("Confirm it")
    }

    fn chase(self) -> CommandForm {
        let today = self.reading.today;
        let late = self.state.outstanding();
        let late = late.filter(|(_, asked)| asked.due < today);
        let late: Vec<AgencyId> = late.map(|(agency, _)| agency).collect();
        let agencies = choices::named_agencies(self.reading.view, late);
        self.begin("chase_cascade", "Record that an agency was chased")
            .ask(
                Question::new("agency", "Which agency?", Kind::Radios(agencies))
                    .answered_where(self.reading.asked("agency")),
            )
            .button("Record it")
    }
}
