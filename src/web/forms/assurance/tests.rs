//! A year of audits and a round of self-assessments, told through the forms alone: every form is
//! read back into a command that the rules accept, and what they refuse stands beside a question.

use super::form;
use crate::acting::Acting;
use crate::web::form::{Answers, Asked, Carried, CommandForm, Kind, read, show};
use crate::web::reading::tests::reading;
use crate::web::story::{COUNCIL, EVIDENCE, MEETING, POLICE, Story, day, lead_of, team};
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

/// The page of a form has a control for everything it asks.
fn shown(form: &CommandForm) {
    let carried = Carried {
        version: 1,
        key: Uuid::from_u128(1),
    };
    let page = show(form, &Answers::default(), &[], carried, &[]).into_string();
    for question in &form.questions {
        let is_asked = !matches!(question.kind, Kind::Fixed(_) | Kind::FreshId);
        assert!(
            !is_asked || page.contains(&question.label),
            "{}",
            question.label
        );
    }
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

    fn programme(&mut self) {
        let police = POLICE.to_string();
        let by = (pqa(), "2026-04-01");
        let planned = [
            ("title", "2026 to 2027"),
            ("starts@", "2026-04-01"),
            ("ends@", "2027-03-31"),
            ("minimum", "3"),
            ("scheduled-0-kind", "multi_agency"),
            ("scheduled-0-theme", "neglect"),
            ("scheduled-0-title", "Neglect of young children"),
            ("scheduled-0-quarter", "1"),
            ("scheduled-0-lead-role", "Head of Quality"),
            ("scheduled-0-lead-agency", police.as_str()),
            ("scheduled-2-kind", "dip_sample"),
            ("scheduled-2-theme", "neglect"),
            ("scheduled-2-title", "Chronologies"),
            ("scheduled-2-quarter", "2"),
            ("scheduled-2-lead-role", "Head of Quality"),
        ];
        self.fill(by, PROGRAMME, "agree_programme", &planned, Why::Said);
        let one_more = [
            ("title", "Bruises"),
            ("kind", "deep_dive"),
            ("theme", "neglect"),
            ("quarter", "3"),
            ("lead-role", "Designated Nurse"),
        ];
        self.fill(by, PROGRAMME, "schedule_audit", &one_more, Why::Unsaid);
        let entries = self.entries();
        self.opened_with("scheduled", entries[1]);
        let same = self.refused(by, PROGRAMME, "reschedule_audit", &[("to", "2")], Why::Said);
        assert_eq!(same, ["quarter_unchanged"]);
        self.fill(by, PROGRAMME, "reschedule_audit", &[("to", "4")], Why::Said);
        for entry in &entries[1..] {
            let entry = entry.to_string();
            let typed = [("scheduled", entry.as_str())];
            self.fill(by, PROGRAMME, "drop_audit", &typed, Why::Said);
        }
    }

    fn commission(&mut self, id: AuditId, reference: &str) {
        let (police, council) = (POLICE.to_string(), COUNCIL.to_string());
        let typed = [
            ("title", "Neglect of young children"),
            ("reference", reference),
            ("question", "Is neglect seen early?"),
            ("cohort", "Children under five"),
            ("theme", "neglect"),
            ("sample_planned", "3"),
            ("method", "Case files and a meeting"),
            ("agencies", police.as_str()),
            ("agencies", council.as_str()),
            ("starts@", "2026-05-01"),
            ("fieldwork_due@", "2026-07-31"),
            ("report_due@", "2026-09-30"),
        ];
        let mut typed = typed.to_vec();
        if id == AUDIT {
            typed.push(("kind", "multi_agency"));
        }
        let by = (pqa(), "2026-05-01");
        self.fill(by, id, "commission_audit", &typed, Why::Unsaid);
    }

    fn draw(&mut self, audit: AuditId, case: CaseId, alias: &str) {
        let (police, council) = (POLICE.to_string(), COUNCIL.to_string());
        let typed = [
            ("alias", alias),
            ("age_band", "one_to_four"),
            ("agencies", police.as_str()),
            ("agencies", council.as_str()),
        ];
        self.opened_with("audit", audit);
        self.fill(
            (pqa(), "2026-05-02"),
            case,
            "draw_case",
            &typed,
            Why::Unsaid,
        );
    }

    fn sample(&mut self) {
        let by = (pqa(), "2026-05-02");
        let entry = self.entries()[0];
        self.opened_with("scheduled", entry);
        self.commission(AUDIT, "A1 2026");
        let questions = [
            ("questions-0-key", "1"),
            ("questions-0-words", "Was the child seen alone?"),
            ("questions-1-key", "2a"),
            ("questions-1-words", "Is there a chronology?"),
            ("descriptors-G", "The child was seen alone"),
        ];
        self.fill(by, AUDIT, "issue_audit_tool", &questions, Why::Unsaid);
        for (case, alias) in CASES.into_iter().zip(["A-01", "A-02", "A-03"]) {
            self.draw(AUDIT, case, alias);
        }
        self.opened_with("audit", AUDIT);
        let police = POLICE.to_string();
        let named = [("alias", "Baby S"), ("agencies", police.as_str())];
        let refused = self.refused(by, LATER_CASE, "draw_case", &named, Why::Unsaid);
        assert_eq!(refused, ["alias_malformed"]);
        let method = [("method", "Every fifth child on a plan")];
        self.fill(by, AUDIT, "draw_sample", &method, Why::Unsaid);
    }

    fn returns(&mut self) {
        let by = (pqa(), "2026-05-03");
        let case = CASES[0];
        for agency in [POLICE, COUNCIL] {
            let agency = agency.to_string();
            let typed = [("agency", agency.as_str()), ("due@", "2026-06-30")];
            self.fill(by, case, "request_return", &typed, Why::Unsaid);
            self.fill(by, case, "send_return_reminder", &typed[..1], Why::Unsaid);
        }
        let draft = [("answers-1", "Yes")];
        let filler = (contributor(POLICE), "2026-05-04");
        self.fill(filler, case, "save_return_draft", &draft, Why::Unsaid);
        let signer = (lead_of(POLICE), "2026-05-04");
        let half = self.refused(signer, case, "submit_return", &draft, Why::Unsaid);
        assert_eq!(half, ["question_unanswered"]);
        let whole = [("answers-1", "Yes"), ("answers-2a", "No")];
        self.fill(signer, case, "submit_return", &whole, Why::Unsaid);
        let police = POLICE.to_string();
        let typed = [("agency", police.as_str())];
        self.fill(by, case, "return_for_rework", &typed, Why::Said);
        for agency in [POLICE, COUNCIL] {
            let agency = agency.to_string();
            let typed = [("agency", agency.as_str())];
            self.fill(by, case, "receive_return", &typed, Why::Unsaid);
        }
    }

    fn concerns(&mut self) {
        let case = CASES[0];
        let (police, council) = (POLICE.to_string(), COUNCIL.to_string());
        let raise = [
            ("words", "Nobody has seen the child for a month"),
            ("agencies", police.as_str()),
            ("told-0-who", "Duty manager"),
            ("told-0-on@", "2026-05-05"),
        ];
        let by = (lead_of(COUNCIL), "2026-05-05");
        self.fill(by, case, "raise_immediate_concern", &raise, Why::Unsaid);
        let concern = *self.case(case).concerns.keys().next().unwrap();
        let tell = [
            ("told-0-who", "Head of Service"),
            ("told-0-agency", council.as_str()),
            ("told-0-on@", "2026-05-05"),
        ];
        let by = (pqa(), "2026-05-05");
        self.opened_with("concern", concern);
        self.fill(by, case, "tell_of_concern", &tell, Why::Unsaid);
        let done = [("words", "Seen at home; the file shows it")];
        self.opened_with("concern", concern);
        self.fill(by, case, "confirm_corrective_action", &done, Why::Unsaid);
        let said = [
            ("agency", police.as_str()),
            ("words", "We had no chronology"),
        ];
        let reflection = "capture_practitioner_reflection";
        self.fill(by, case, reflection, &said, Why::Unsaid);
        let said = [("who", "parent"), ("words", "Nobody asked us")];
        self.fill(by, case, "capture_family_view", &said, Why::Unsaid);
    }

    fn grades(&mut self) {
        let own = (lead_of(POLICE), "2026-05-06");
        let evidence = EVIDENCE.to_string();
        let typed = [("grade", "G"), ("evidence", evidence.as_str())];
        self.fill(own, CASES[0], "grade_own_case", &typed, Why::Unsaid);
        let peer = (team(Role::PqaMember), "2026-05-06");
        for case in [CASES[0], CASES[1]] {
            self.fill(
                peer,
                case,
                "grade_case_as_peer",
                &[("grade", "G")],
                Why::Unsaid,
            );
        }
        let by = (pqa(), "2026-05-06");
        self.fill(by, CASES[2], "exclude_case", &[], Why::Said);
        let (police, council) = (
            format!("attendance-{POLICE}"),
            format!("attendance-{COUNCIL}"),
        );
        let met = [(police.as_str(), "present"), (council.as_str(), "deputy")];
        let alone = self.refused(
            by,
            AUDIT,
            "record_moderation_meeting",
            &met[..1],
            Why::Unsaid,
        );
        assert_eq!(alone, ["moderated_by_one_agency"]);
        self.fill(by, AUDIT, "record_moderation_meeting", &met, Why::Unsaid);
        self.fill(by, CASES[0], "moderate_case", &[("to", "RI")], Why::Said);
        self.fill(by, CASES[1], "moderate_case", &[("to", "G")], Why::Unsaid);
    }

    fn findings(&mut self) {
        let by = (pqa(), "2026-05-07");
        let found = [
            ("kind", "improvement"),
            ("statement", "Chronologies were missing"),
            ("x", "3"),
        ];
        let beyond = self.refused(by, AUDIT, "record_finding", &found, Why::Unsaid);
        assert_eq!(beyond, ["x_beyond_n"]);
        let found = [found[0], found[1], ("x", "2"), ("n", "2")];
        self.fill(by, AUDIT, "record_finding", &found, Why::Unsaid);
        let finding = self.finding(AUDIT);
        self.opened_with("finding", finding);
        self.fill(by, AUDIT, "correct_finding", &[("x", "1")], Why::Said);
        self.fill(by, AUDIT, "approve_audit_report", &[], Why::Unsaid);
        let meeting = MEETING.to_string();
        let presented = [("meeting", meeting.as_str())];
        self.fill(by, AUDIT, "present_audit", &presented, Why::Unsaid);
        self.opened_with("finding", finding);
        self.fill(by, AUDIT, "justify_no_recommendation", &[], Why::Said);
        let reached = [("audience", "Social workers"), ("how", "A briefing")];
        let learning = "disseminate_audit_learning";
        self.fill(by, AUDIT, learning, &reached, Why::Unsaid);
        let again = [("by@", "2027-03-31")];
        self.fill(by, AUDIT, "schedule_repeat_audit", &again, Why::Unsaid);
        self.fill(by, AUDIT, "close_audit", &[], Why::Unsaid);
    }

    fn repeat(&mut self) {
        let by = (pqa(), "2026-05-08");
        self.opened_with("repeat_of", AUDIT);
        self.commission(REPEAT, "A2 2026");
        self.draw(REPEAT, LATER_CASE, "B-01");
        self.fill(
            by,
            REPEAT,
            "draw_sample",
            &[("method", "At random")],
            Why::Unsaid,
        );
        let found = [
            ("kind", "improvement"),
            ("statement", "Chronologies are still missing"),
            ("x", "1"),
        ];
        self.fill(by, REPEAT, "record_finding", &found, Why::Unsaid);
        let (finding, earlier) = (self.finding(REPEAT), self.finding(AUDIT).to_string());
        self.opened_with("finding", finding);
        let nothing = [("what_was_done", "A briefing"), ("worked", "no")];
        let matched = "match_finding_to_earlier";
        let refused = self.refused(by, REPEAT, matched, &nothing, Why::Unsaid);
        assert_eq!(refused, ["earlier_missing"]);
        let same = [
            nothing[0],
            nothing[1],
            ("earlier_findings", earlier.as_str()),
        ];
        self.fill(by, REPEAT, matched, &same, Why::Unsaid);
        let mut compared = vec![
            ("measure", "Cases with a chronology"),
            ("better", "more"),
            ("baseline-0-x", "1"),
            ("baseline-0-n", "2"),
            ("now-0-x", "0"),
            ("now-0-n", "1"),
        ];
        compared.push(("judgement", "improved"));
        let compare = "compare_with_baseline";
        let refused = self.refused(by, REPEAT, compare, &compared, Why::Unsaid);
        assert_eq!(refused.first(), Some(&"too_small_to_conclude"));
        compared.pop();
        compared.push(("judgement", "too_small_to_conclude"));
        self.fill(by, REPEAT, compare, &compared, Why::Unsaid);
        self.fill(by, REPEAT, "abandon_audit", &[], Why::Said);
        let short = "acknowledge_shortfall";
        self.fill(by, PROGRAMME, short, &[], Why::Said);
        self.fill(by, PROGRAMME, "close_programme", &[], Why::Unsaid);
    }

    fn open(&mut self, round: CampaignId, opens: &str, due: &str) {
        let typed = [
            ("kind", "s11"),
            ("title", "Section 11 of the year"),
            ("opens@", opens),
            ("due@", due),
            ("standards", "section-11/1"),
        ];
        self.fill((pqa(), opens), round, "open_campaign", &typed, Why::Unsaid);
    }

    fn invite(&mut self, round: CampaignId, on: &str, agency: AgencyId) {
        let agency = agency.to_string();
        let typed = [("agency", agency.as_str())];
        self.fill((pqa(), on), round, "invite_return", &typed, Why::Unsaid);
    }

    fn first_round(&mut self) {
        self.open(ROUND, "2026-06-01", "2026-07-01");
        for agency in [POLICE, COUNCIL] {
            self.invite(ROUND, "2026-06-01", agency);
        }
        let id = self.returned(ROUND, POLICE);
        let reminds = (pqa(), "2026-06-02");
        self.fill(reminds, id, "send_return_reminder", &[], Why::Unsaid);
        let by = (contributor(POLICE), "2026-06-02");
        self.fill(by, id, "start_return", &[], Why::Unsaid);
        let campaign = &self.story.world.campaigns[&ROUND];
        let set = campaign.standards.clone().unwrap();
        let poor = set.scale.iter().find(|score| !score.counts_as_met);
        let met = set.scale.iter().find(|score| score.counts_as_met);
        let (poor, met) = (poor.unwrap().code.as_str(), met.unwrap().code.as_str());
        let bare = [("score", met), ("narrative", "In our training")];
        self.opened_with("standard", &set.standards[0].key);
        let refused = self.refused(by, id, "assess_standard", &bare, Why::Unsaid);
        assert_eq!(refused, ["met_without_evidence"]);
        let evidence = EVIDENCE.to_string();
        let shown = [bare[0], bare[1], ("evidence", evidence.as_str())];
        self.fill(by, id, "assess_standard", &shown, Why::Unsaid);
        for standard in &set.standards[1..] {
            let typed = [("score", poor), ("narrative", "Not yet")];
            self.opened_with("standard", &standard.key);
            self.fill(by, id, "assess_standard", &typed, Why::Unsaid);
        }
        let by = (lead_of(POLICE), "2026-06-03");
        let post = [("post", "Chief Constable")];
        self.fill(by, id, "sign_off_return", &post, Why::Unsaid);
        self.fill(by, id, "submit_return", &[], Why::Unsaid);
        self.judged(id, &set.standards[0].key, poor);
        self.followed(id);
    }

    fn judged(&mut self, id: ReturnId, standard: &str, poor: &str) {
        let by = (pqa(), "2026-06-10");
        self.opened_with("standard", standard);
        let typed = [("question", "Who is trained?")];
        self.fill(by, id, "request_clarification", &typed, Why::Unsaid);
        let typed = [("words", "Every officer")];
        let agency = (lead_of(POLICE), "2026-06-11");
        self.opened_with("standard", standard);
        self.fill(agency, id, "provide_clarification", &typed, Why::Unsaid);
        let held = [
            ("on@", "2026-06-12"),
            ("panel", "Independent chair\nDesignated Doctor"),
            ("lay_member", "yes"),
            ("words", "How do you know?"),
        ];
        let by = (pqa(), "2026-06-12");
        self.fill(by, id, "hold_challenge", &held, Why::Unsaid);
        self.opened_with("standard", standard);
        self.fill(by, id, "moderate_standard", &[("to", poor)], Why::Said);
        self.fill(by, id, "accept_return", &[], Why::Unsaid);
    }

    fn followed(&mut self, id: ReturnId) {
        let by = (pqa(), "2026-06-13");
        let new = [
            ("action-0-words", "Train the new officers"),
            ("action-0-owner", "Superintendent"),
            ("action-0-due@", "2026-06-30"),
        ];
        self.fill(by, id, "agree_agency_action", &new, Why::Unsaid);
        let evidence = EVIDENCE.to_string();
        let done = [
            ("number", "1"),
            ("words", "All trained"),
            ("evidence", evidence.as_str()),
        ];
        let agency = (lead_of(POLICE), "2026-06-20");
        self.fill(agency, id, "report_agency_action_done", &done, Why::Unsaid);
        let typed = [("partnership", "Theirborough")];
        let by = (pqa(), "2026-06-20");
        self.fill(by, id, "share_return", &typed, Why::Unsaid);
        self.fill((pqa(), "2026-06-21"), id, "close_return", &[], Why::Unsaid);
    }

    fn end_of_the_round(&mut self) {
        let by = (pqa(), "2026-07-05");
        let council = COUNCIL.to_string();
        let late = [("agency", council.as_str()), ("to", "Chief Executive")];
        self.fill(by, ROUND, "escalate_overdue_return", &late, Why::Unsaid);
        self.fill(by, ROUND, "report_non_return", &late[..1], Why::Said);
        let evidence = EVIDENCE.to_string();
        let report = [("report", evidence.as_str())];
        self.fill(by, ROUND, "approve_composite_report", &report, Why::Said);
        self.fill(by, ROUND, "close_campaign", &[], Why::Unsaid);
        self.open(NEXT_ROUND, "2027-06-01", "2027-07-01");
        self.invite(NEXT_ROUND, "2027-06-01", POLICE);
        let id = self.returned(NEXT_ROUND, POLICE);
        let by = (contributor(POLICE), "2027-06-02");
        self.fill(by, id, "start_return", &[], Why::Unsaid);
        let earlier = self.returned(ROUND, POLICE).to_string();
        let from = [("from", earlier.as_str())];
        self.fill(by, id, "carry_answers_forward", &from, Why::Unsaid);
        let waits = self.story.world.returns[&id].answers.keys().next();
        let waits = waits.unwrap().clone();
        self.opened_with("standard", waits);
        self.fill(by, id, "reaffirm_answer", &[], Why::Unsaid);
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
fn a_form_asks_for_every_field_and_lets_none_stay_empty_that_is_required() {
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
            StreamKind::Partnership
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
            | StreamKind::Account => continue,
        };
        for who in [pqa(), lead_of(POLICE)] {
            let form = walk.form(who, "2026-06-01", stream, &doc.word);
            let asked: BTreeSet<&str> = form.questions.iter().map(|one| one.name).collect();
            let schema = doc.schema.as_value();
            let fields = schema["properties"].as_object();
            let fields = fields.into_iter().flat_map(|fields| fields.keys());
            let fields: BTreeSet<&str> = fields.map(String::as_str).collect();
            assert_eq!(asked, fields, "{}", doc.word);
            shown(&form);
            let required = schema["required"].as_array().into_iter().flatten();
            let required: Vec<&str> = required.filter_map(|name| name.as_str()).collect();
            for question in form.questions.iter().filter(|one| one.optional) {
                let name = question.name;
                assert!(!required.contains(&name), "{} {name}", doc.word);
            }
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
