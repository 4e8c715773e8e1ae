//! A year of audits and a round of self-assessments, told through the forms alone: every form is
//! read back into a command that the rules accept, and what they refuse stands beside a question.

mod audits;
mod self_assessments;

use super::form;
use crate::acting::Acting;
use crate::web::form::fits::assert_fits;
use crate::web::form::{Answers, Asked, CommandForm, Kind, read};
use crate::web::reading::tests::reading;
use crate::web::story::{COUNCIL, EVIDENCE, MEETING, POLICE, Story, day, lead_of, noon, team};
use events::audit_case::State as CaseState;
use events::command::Command;
use events::envelope::{DecidedIn, Role};
use events::ids::{
    AgencyId, AuditId, CampaignId, CaseId, FindingId, ProgrammeId, ReturnId, ScheduledId, StreamId,
    StreamKind,
};
use events::refusal::Refusal;
use events::text::Text;
use events::world::Given;
use std::collections::BTreeSet;
use uuid::Uuid;

const PROGRAMME: ProgrammeId = ProgrammeId(Uuid::from_u128(0x201));
const AUDIT: AuditId = AuditId(Uuid::from_u128(0x301));
const REPEAT: AuditId = AuditId(Uuid::from_u128(0x302));
const CASES: [CaseId; 3] = [
    CaseId(Uuid::from_u128(0x311)),
    CaseId(Uuid::from_u128(0x312)),
    CaseId(Uuid::from_u128(0x313)),
];
const LATER_CASE: CaseId = CaseId(Uuid::from_u128(0x314));
const ROUND: CampaignId = CampaignId(Uuid::from_u128(0x401));
const NEXT_ROUND: CampaignId = CampaignId(Uuid::from_u128(0x402));

/// The kinds whose commands are told of here.
const KINDS: [StreamKind; 5] = [
    StreamKind::AuditProgramme,
    StreamKind::Audit,
    StreamKind::AuditCase,
    StreamKind::SelfAssessment,
    StreamKind::ServiceReturn,
];

/// Whether a reason is typed, and the meeting chosen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    Said,
    Unsaid,
}

/// What was typed into a form; `due@` stands for the three boxes of a day.
type Typed<'a> = &'a [(&'a str, &'a str)];

struct Walk {
    story: Story,
    given: BTreeSet<(StreamKind, String)>,
    fresh: u128,
    /// What the form is opened with.
    query: Vec<(String, String)>,
}

fn pqa() -> Acting {
    team(Role::PqaCoordinator)
}

fn contributor(agency: AgencyId) -> Acting {
    Acting {
        role: Role::AgencyContributor,
        ..lead_of(agency)
    }
}

fn given(who: Acting, on: &str, why: Why) -> Given {
    let said = why == Why::Said;
    Given {
        actor: who.actor(),
        occurred_on: day(on),
        today: day(on),
        now: noon(on),
        reason: said.then(|| Text::plain("because")),
        decided_in: said.then_some(DecidedIn {
            meeting: MEETING,
            decision: None,
        }),
        late: false,
        identifiers_confirmed: false,
    }
}

/// What a browser sends: what stood there before, but where something was typed.
fn sent(form: &CommandForm, typed: Typed<'_>) -> Answers {
    let mut all: Vec<(String, String)> = Vec::new();
    for (name, value) in typed {
        match (
            name.strip_suffix('@'),
            value.split('-').collect::<Vec<_>>().as_slice(),
        ) {
            (Some(name), [year, month, day]) => {
                for (part, value) in [("day", day), ("month", month), ("year", year)] {
                    all.push((format!("{name}-{part}"), (*value).to_owned()));
                }
            }
            _ => all.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    let names: BTreeSet<String> = all.iter().map(|(name, _)| name.clone()).collect();
    let before = form.questions.iter().flat_map(|one| &one.before);
    let kept = before.filter(|(name, _)| !names.contains(name)).cloned();
    all.extend(kept.collect::<Vec<_>>());
    Answers(all)
}

/// Every refusal stands beside something the form asks, or above it.
fn beside_a_question(form: &CommandForm, refusals: &[Refusal]) {
    for refusal in refusals {
        let root = refusal.field.split(['.', '[', '/']).next().unwrap();
        let asked = |one: &crate::web::form::Question| {
            one.name == root && !matches!(one.kind, Kind::FreshId)
        };
        let is_beside = match root {
            "" | "late" => true,
            "reason" => form.reason != Asked::No,
            "decided_in" => form.meeting != Asked::No,
            _ => form.questions.iter().any(asked),
        };
        assert!(is_beside, "{}: {} at {root}", form.command, refusal.rule);
    }
}

impl Walk {
    fn begin() -> Self {
        Self {
            story: Story::begin(),
            given: BTreeSet::new(),
            fresh: 0x9000,
            query: Vec::new(),
        }
    }

    fn opened_with(&mut self, name: &str, value: impl ToString) {
        self.query = vec![(name.to_owned(), value.to_string())];
    }

    fn form(&self, who: Acting, on: &str, stream: StreamId, word: &str) -> CommandForm {
        let reading = reading(&self.story.models, day(on), who, &self.query);
        let form = form(&reading, &self.story.world, stream, word);
        form.unwrap_or_else(|| panic!("no form for {word}"))
    }

    fn read(&mut self, form: &CommandForm, typed: Typed<'_>) -> serde_json::Value {
        let mut answers = sent(form, typed);
        for name in ["reason", "decided_in"] {
            let value = MEETING.to_string();
            answers.0.push((name.to_owned(), value));
        }
        let mut fresh = || {
            self.fresh += 1;
            Uuid::from_u128(self.fresh)
        };
        let read = read(form, &answers, &mut fresh);
        read.unwrap_or_else(|wrong| panic!("{}: {wrong:?}", form.command))
            .body
    }

    /// What the rules say of a form as it was filled in.
    fn refused(
        &mut self,
        (who, on): (Acting, &str),
        stream: impl Into<StreamId>,
        word: &str,
        typed: Typed<'_>,
        why: Why,
    ) -> Vec<&'static str> {
        let stream = stream.into();
        let form = self.form(who, on, stream, word);
        let body = self.read(&form, typed);
        let command = Command::from_parts(stream.kind, word, body).unwrap();
        let decided = self
            .story
            .world
            .decide(stream, command, &given(who, on, why));
        let refusals = decided.err().unwrap_or_default();
        beside_a_question(&form, &refusals);
        refusals.into_iter().map(|refusal| refusal.rule).collect()
    }

    /// Fills a form in; the rules accept what it gives. Where a reason is said, it is tried without
    /// one first, and refused.
    fn fill(
        &mut self,
        who: (Acting, &str),
        stream: impl Into<StreamId>,
        word: &str,
        typed: Typed<'_>,
        why: Why,
    ) {
        let stream = stream.into();
        let (acting, on) = who;
        if why == Why::Said {
            let refused = self.refused(who, stream, word, typed, Why::Unsaid);
            assert!(
                !refused.is_empty(),
                "{word} needs neither reason nor meeting"
            );
        }
        let form = self.form(acting, on, stream, word);
        let asks = |asked: Asked| asked != Asked::No;
        let says_why = asks(form.reason) || asks(form.meeting);
        assert!(why == Why::Unsaid || says_why, "{word} asks no reason");
        let body = self.read(&form, typed);
        let reason = (why == Why::Said).then_some("because");
        self.story.give(acting, on, stream, word, body, reason);
        self.given.insert((stream.kind, word.to_owned()));
        self.query.clear();
    }

    fn entries(&self) -> Vec<ScheduledId> {
        let entries = &self.story.world.programmes[&PROGRAMME].entries;
        entries.keys().copied().collect()
    }

    fn finding(&self, audit: AuditId) -> FindingId {
        let findings = &self.story.world.audits[&audit].findings;
        *findings.keys().next().unwrap()
    }

    fn case(&self, id: CaseId) -> &CaseState {
        &self.story.world.cases[&id]
    }

    fn returned(&self, round: CampaignId, agency: AgencyId) -> ReturnId {
        self.story.world.campaigns[&round].invited[&agency].service_return
    }
}

#[test]
fn every_command_of_audits_and_self_assessments_is_given_from_its_form() {
    let mut walk = Walk::begin();
    walk.programme();
    walk.sample();
    walk.returns();
    walk.concerns();
    walk.grades();
    walk.findings();
    walk.repeat();
    walk.first_round();
    walk.end_of_the_round();
    let all = Command::catalogue().iter();
    let all = all.filter(|doc| KINDS.contains(&doc.kind));
    let all: BTreeSet<_> = all.map(|doc| (doc.kind, doc.word.clone())).collect();
    assert_eq!(walk.given, all);
}

#[test]
fn every_command_has_a_form_that_fits_it() {
    let mut walk = Walk::begin();
    walk.programme();
    walk.sample();
    walk.open(ROUND, "2026-06-01", "2026-07-01");
    walk.invite(ROUND, "2026-06-01", POLICE);
    let returned = walk.returned(ROUND, POLICE);
    for doc in Command::catalogue() {
        let stream: StreamId = match doc.kind {
            StreamKind::AuditProgramme => PROGRAMME.into(),
            StreamKind::Audit => AUDIT.into(),
            StreamKind::AuditCase => CASES[0].into(),
            StreamKind::SelfAssessment => ROUND.into(),
            StreamKind::ServiceReturn => returned.into(),
            StreamKind::SeriousIncident
            | StreamKind::RapidReview
            | StreamKind::ReviewSubject
            | StreamKind::Partnership
            | StreamKind::Plan
            | StreamKind::Recommendation
            | StreamKind::ImprovementAction
            | StreamKind::Evidence
            | StreamKind::Meeting
            | StreamKind::Gap
            | StreamKind::PracticeReview
            // Their forms are told of in tests of their own.
            | StreamKind::Briefing
            | StreamKind::LearningActivity
            | StreamKind::ChildDeathLearning
| StreamKind::Inspection
            | StreamKind::EvidencePack
            | StreamKind::Account | StreamKind::Erasure | StreamKind::LegalHold => continue,
        };
        for who in [pqa(), lead_of(POLICE)] {
            let form = walk.form(who, "2026-06-01", stream, &doc.word);
            assert_fits(&form, doc);
        }
    }
}

#[test]
fn what_is_not_there_has_no_form() {
    let walk = Walk::begin();
    let reading = reading(&walk.story.models, day("2026-06-01"), pqa(), &[]);
    let world = &walk.story.world;
    let none = |stream: StreamId, word: &str| {
        assert_eq!(form(&reading, world, stream, word), None, "{word}");
    };
    none(PROGRAMME.into(), "close_programme");
    none(AUDIT.into(), "close_audit");
    none(CASES[0].into(), "exclude_case");
    none(ROUND.into(), "close_campaign");
    none(ReturnId(Uuid::from_u128(0x499)).into(), "start_return");
    none(AUDIT.into(), "fly");
}
