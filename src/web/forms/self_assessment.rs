//! The forms of the commands to a round of self-assessments.

use super::choices;
use crate::web::form::{Asked, CommandForm, Kind, Question, Valued};
use crate::web::reading::Reading;
use events::ids::{AgencyId, CampaignId, StreamId};
use events::self_assessment::{CampaignKind, Invitation, StandardsSet, State, shipped};
use events::world::World;
use serde_json::json;

/// The form of a command to a round. `world` is what the rules know of it.
pub fn form(
    reading: &Reading<'_>,
    world: &World,
    stream: StreamId,
    command: &str,
) -> Option<CommandForm> {
    let id = CampaignId(stream.id);
    if command == "open_campaign" {
        return Some(open(reading, world, id));
    }
    let ask = Ask {
        reading,
        world,
        id,
        title: reading.view.campaigns.title(id)?,
        state: world.campaigns.get(&id)?,
    };
    Some(match command {
        "invite_return" => ask.invite(),
        "escalate_overdue_return" => ask.escalate(),
        "report_non_return" => ask.report_missing(),
        "approve_composite_report" => ask.approve_report(),
        "close_campaign" => ask.close(),
        _ => return None,
    })
}

/// The sets that are shipped, then those that rounds before used, each once.
fn sets(world: &World) -> Vec<StandardsSet> {
    let shipped = CampaignKind::ALL.into_iter().flat_map(shipped);
    let mut sets: Vec<StandardsSet> = shipped.cloned().collect();
    let used = world.campaigns.values();
    for set in used.filter_map(|campaign| campaign.standards.as_deref()) {
        if !sets.contains(set) {
            sets.push(set.clone());
        }
    }
    sets
}

fn set_choice(set: &StandardsSet) -> Valued {
    let word = format!("{}/{}", set.code, set.version);
    let count = set.standards.len();
    let name = format!("{}, number {}: {count} standards", set.title, set.version);
    ((word, name), json!(set))
}

fn open(reading: &Reading<'_>, world: &World, id: CampaignId) -> CommandForm {
    let kinds = [
        (
            CampaignKind::Section11,
            "Section 11 of the Children Act 2004: councils, health, police and others named there",
        ),
        (
            CampaignKind::Section175And157,
            "Sections 175 and 157 of the Education Act 2002: schools and colleges",
        ),
    ];
    let kinds = kinds.map(|(kind, label)| (kind.word().to_owned(), label.to_owned()));
    let sets = sets(world).iter().map(set_choice).collect();
    CommandForm::new(
        id,
        "open_campaign",
        "Open a round of self-assessments",
        choices::page_of(id),
    )
    .cancel("/")
    .ask(Question::new(
        "kind",
        "Under which duty do agencies assess themselves?",
        Kind::Radios(kinds.to_vec()),
    ))
    .ask(
        Question::new("title", "What it is called", Kind::Line)
            .hint("Such as Section 11 2026 to 2027"),
    )
    .ask(
        Question::new(
            "opens",
            "First day on which returns are filled in",
            Kind::Day,
        )
        .on(Some(reading.today)),
    )
    .ask(Question::new(
        "due",
        "Last day on which a return is in time",
        Kind::Day,
    ))
    .ask(
        Question::new(
            "standards",
            "What do they assess themselves against?",
            Kind::Values(sets),
        )
        .hint("The set stays as it is for the whole round."),
    )
    .meeting(Asked::Optional)
    .button("Open the round")
}

/// A form being asked about one round.
#[derive(Clone, Copy)]
struct Ask<'a> {
    reading: &'a Reading<'a>,
    world: &'a World,
    id: CampaignId,
    title: &'a str,
    state: &'a State,
}

impl Ask<'_> {
    /// A form about this round, which returns to its page.
    fn begin(self, command: &'static str, title: &str) -> CommandForm {
        CommandForm::new(self.id, command, title, choices::page_of(self.id)).about(self.title)
    }

    /// The agencies of which a return is waited for and past its day.
    fn late(self) -> Vec<AgencyId> {
        let today = self.reading.today;
        let invited = self.state.invited.iter();
        let late =
            invited.filter(|(_, one)| one.due < today && !one.reported_missing && !self.came(one));
        late.map(|(agency, _)| *agency).collect()
    }

    fn came(self, one: &Invitation) -> bool {
        let known = self.world.returns.get(&one.service_return);
        known.is_some_and(|known| known.phase.is_submitted())
    }

    /// The agencies whose return did not come, on time or not: an agency that left need not be
    /// waited for.
    fn missing(self) -> Vec<AgencyId> {
        let members = &self.reading.view.people.agencies;
        let today = self.reading.today;
        let left = |agency| {
            let known = members.get(agency);
            known.is_none_or(|known| !known.is_member(today))
        };
        let accepted = |one: &Invitation| {
            let known = self.world.returns.get(&one.service_return);
            known.is_some_and(|known| known.phase.is_accepted())
        };
        // What an agency handed in before it left may be given up until it is accepted.
        let invited = self.state.invited.iter();
        let missing = invited.filter(|(agency, one)| {
            if self.came(one) {
                left(agency) && !accepted(one)
            } else {
                !one.reported_missing
            }
        });
        missing.map(|(agency, _)| *agency).collect()
    }

    fn invite(self) -> CommandForm {
        let mut agencies = choices::agencies(self.reading);
        let invited = self.state.invited.keys();
        let invited: Vec<String> = invited.map(ToString::to_string).collect();
        agencies.retain(|(id, _)| !invited.contains(id));
        self.begin("invite_return", "Ask an agency for its return")
            .ask(
                Question::new("agency", "Which agency?", Kind::Select(agencies))
                    .hint("Those that were asked already are not in the list.")
                    .answered_where(self.reading.asked("agency")),
            )
            .ask(Question::new("service_return", "", Kind::FreshId))
            .ask(
                Question::new("due", "Last day on which it is in time", Kind::Day)
                    .hint("Leave empty for the round’s own last day.")
                    .optional(),
            )
            .button("Ask for the return")
    }

    fn agency(self, of: Vec<AgencyId>) -> Question {
        let agencies = choices::named_agencies(self.reading.view, of);
        Question::new("agency", "Which agency?", Kind::Radios(agencies))
            .answered_where(self.reading.asked("agency"))
    }

    fn escalate(self) -> CommandForm {
        let title = "Record that somebody was told of a late return";
        self.begin("escalate_overdue_return", title)
            .ask(self.agency(self.late()))
            .ask(
                Question::new("to", "Who was told?", Kind::Line)
                    .hint("The post or group, never a person’s name, such as Chief Officer"),
            )
            .button("Record it")
    }

    fn report_missing(self) -> CommandForm {
        self.begin("report_non_return", "Report that an agency did not return")
            .lead("The round can then be closed without it. A late return is still taken.")
            .ask(self.agency(self.missing()))
            .reason(Asked::Required)
            .button("Report it")
    }

    fn approve_report(self) -> CommandForm {
        let evidence = Kind::Select(choices::latest_evidence(self.reading));
        self.begin(
            "approve_composite_report",
            "Approve the report of all returns",
        )
        .lead("Lodge the report as evidence first, then choose it here.")
        .ask(
            Question::new("report", "The report", evidence)
                .answered_where(self.reading.asked("report")),
        )
        .meeting(Asked::Required)
        .button("Approve the report")
    }

    fn close(self) -> CommandForm {
        self.begin("close_campaign", "Close the round")
            .lead("Every return was accepted, or reported as not returned.")
            .meeting(Asked::Optional)
            .button("Close the round")
    }
}
