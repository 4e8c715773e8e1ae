//! From what a document proposes to the commands that record it: one commit, all or nothing.
//!
//! Whatever the rules would not accept (a Green that is past due, an overlong post) is recorded as
//! a problem of the import with the words that stood there, so that nothing of the document is lost.

use crate::import::{ActionDraft, OwnerDraft, PriorityDraft, Proposal, RecommendationDraft};
use chrono::NaiveDate;
use events::action::{self, DatePrecision, Impact, Measure, Owner, Parent};
use events::evidence::{self, Claim, FileRef};
use events::ids::{
    ActionId, AgencyId, EvidenceId, MeasureId, MilestoneId, OutcomeId, PlanId, PriorityId,
    RecommendationId, StreamId,
};
use events::partnership::{self, AgencyKind};
use events::plan::{self, ImportColumn, ImportProblem, UnplacedText};
use events::recommendation::{self, Level, Source, SourceKind};
use events::text::{TEXT_BYTES_MAX, Text};
use events::world::{Command, Given, World};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The longest label, in characters; as the rules have it.
const LABEL_CHARACTERS_MAX: usize = 200;

/// How many problems or unplaced texts one event of the log carries.
const KEPT_IN_ONE_EVENT_MAX: usize = 60;

/// How many bytes of words one event of the log carries.
const WORDS_IN_ONE_EVENT_BYTES_MAX: usize = 24 * 1024;

/// What somebody confirmed before the import is recorded.
#[derive(Debug, Clone)]
pub struct Choices {
    /// The plan's title.
    pub title: String,
    /// First day of its period.
    pub from: NaiveDate,
    /// Last day of its period.
    pub to: NaiveDate,
    /// The document's name.
    pub file_name: String,
    /// The document, kept as evidence.
    pub file: FileRef,
    /// Under which evidence.
    pub evidence: EvidenceId,
    /// How the columns are read.
    pub columns: Vec<ReadAs>,
}

/// How one column of a document is read.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ReadAs {
    /// Where its heading stands.
    #[serde(rename = "where")]
    pub place: String,
    /// The heading.
    pub heading: String,
    /// What it is read as, in the words of the import.
    pub meaning: String,
}

/// Something a reader of the import should look at.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Reported {
    /// Where in the document.
    #[serde(rename = "where")]
    pub place: String,
    /// Which field.
    pub field: String,
    /// The problem's stable name.
    pub code: String,
    /// In words, with what to do.
    pub message: String,
    /// What stood there, where it is kept beside the problem.
    #[serde(skip)]
    pub found: Option<String>,
}

/// The commands of an import, and what it says about itself.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The plan it makes.
    pub plan: PlanId,
    /// The commands, in order.
    pub commands: Vec<(StreamId, Command)>,
    /// How many priorities.
    pub priorities: usize,
    /// How many actions.
    pub actions: usize,
    /// How many recommendations.
    pub recommendations: usize,
    /// What should be looked at.
    pub problems: Vec<Reported>,
    /// Where and what found no place in the plan.
    pub unplaced: Vec<(String, String)>,
}

/// Turns a proposal into commands. `partnership` is the stream of the partnership itself.
pub fn prepare(
    proposal: &Proposal,
    choices: &Choices,
    world: &World,
    partnership: StreamId,
    given: &Given,
    ids: &mut dyn FnMut() -> Uuid,
) -> Prepared {
    let plan = PlanId(ids());
    let mut intake = Intake {
        choices,
        partnership,
        given,
        ids,
        scratch: world.clone(),
        agencies: BTreeMap::new(),
        actions: BTreeMap::new(),
        recommendations: BTreeMap::new(),
        outcomes: BTreeMap::new(),
        done: Prepared {
            plan,
            commands: Vec::new(),
            priorities: proposal.priorities.len(),
            actions: proposal.actions().count(),
            recommendations: proposal.recommendations().count(),
            problems: proposal
                .problems
                .iter()
                .map(|problem| Reported {
                    place: problem.at.clone(),
                    field: problem.field.clone(),
                    code: word_of(&problem.code),
                    message: problem.message.clone(),
                    found: None,
                })
                .collect(),
            unplaced: proposal
                .unplaced
                .iter()
                .map(|one| (one.at.clone(), one.text.clone()))
                .collect(),
        },
    };
    intake.begin();
    intake.priorities(&proposal.priorities);
    intake.dependencies(proposal);
    intake.keep_the_rest(&choices.columns);
    intake.done
}

/// The stored word of a unit variant.
fn word_of(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(_) | Err(_) => "other".to_owned(),
    }
}

struct Intake<'a> {
    choices: &'a Choices,
    partnership: StreamId,
    given: &'a Given,
    ids: &'a mut dyn FnMut() -> Uuid,
    scratch: World,
    agencies: BTreeMap<String, AgencyId>,
    actions: BTreeMap<String, ActionId>,
    recommendations: BTreeMap<String, RecommendationId>,
    outcomes: BTreeMap<(PriorityId, String), OutcomeId>,
    done: Prepared,
}

impl Intake<'_> {
    fn begin(&mut self) {
        let choices = self.choices;
        self.push(
            choices.evidence,
            evidence::Command::LodgeEvidence {
                file: Some(choices.file.clone()),
                reference: None,
                evidence_date: self.given.occurred_on,
                source: None,
                describes: Text::plain(format!(
                    "Document read in as a plan: {}",
                    choices.file_name
                )),
            },
        );
        let title = self.label(&choices.title, "title", "Title");
        self.push(
            self.done.plan,
            plan::Command::DraftPlan {
                title,
                from: choices.from,
                to: choices.to,
                joint_with: Vec::new(),
            },
        );
        let claim = Claim::Plan(self.done.plan);
        self.push(choices.evidence, evidence::Command::LinkEvidence { claim });
    }

    fn priorities(&mut self, drafts: &[PriorityDraft]) {
        let mut numbered: BTreeMap<&str, PriorityId> = BTreeMap::new();
        for draft in drafts {
            let priority = PriorityId((self.ids)());
            let parent = draft
                .parent_number
                .as_deref()
                .and_then(|number| numbered.get(number))
                .copied();
            let place = draft.at.first().cloned().unwrap_or_default();
            let title = if draft.title.trim().is_empty() {
                &draft.number
            } else {
                &draft.title
            };
            let title = self.words(title, &place);
            let statement = draft
                .statement
                .as_deref()
                .map(|words| self.words(words, &place));
            let number = self.label(&draft.number, "number", &place);
            self.push(
                self.done.plan,
                plan::Command::AdoptPriority {
                    priority,
                    number,
                    title,
                    statement,
                    parent,
                    joint_with: None,
                },
            );
            numbered.insert(&draft.number, priority);
            for outcome in &draft.outcomes {
                let id = OutcomeId((self.ids)());
                let text = self.words(&outcome.text, &place);
                self.push(
                    self.done.plan,
                    plan::Command::SetOutcome {
                        outcome: id,
                        priority,
                        horizon_months: outcome.horizon_months.and_then(|m| u16::try_from(m).ok()),
                        text,
                    },
                );
                self.outcomes.insert((priority, outcome.text.clone()), id);
            }
            for recommendation in &draft.recommendations {
                self.recommendation(recommendation, priority);
            }
            for action in &draft.actions {
                self.action(action, priority);
            }
        }
    }

    fn recommendation(&mut self, draft: &RecommendationDraft, priority: PriorityId) {
        let id = RecommendationId((self.ids)());
        let place = draft.at.first().cloned().unwrap_or_default();
        let details = draft.details.as_deref();
        let mut addressees: Vec<AgencyId> = Vec::new();
        for owner in details.map(|d| d.owners.as_slice()).unwrap_or_default() {
            let owner = self.owner(owner, &place);
            if let Some(agency) = owner.agency
                && !addressees.contains(&agency)
            {
                addressees.push(agency);
            }
        }
        let outcome = details.and_then(|d| joined(d.outcomes.iter().map(|o| o.text.as_str())));
        let measure = details.and_then(|d| joined(d.measures.iter().map(String::as_str)));
        let command = recommendation::Command::MakeRecommendation {
            reference: self.label(&draft.reference, "reference", &place),
            plan: Some(self.done.plan),
            priority: Some(priority),
            theme: None,
            sources: vec![Source {
                kind: SourceKind::Document,
                id: Some(self.choices.evidence.0),
                title: self.label(&self.choices.title, "title", "Title"),
            }],
            text: self.words(&draft.text, &place),
            addressees,
            outcome: outcome.map(|words| self.words(&words, &place)),
            measure: measure.map(|words| self.words(&words, &place)),
            level: Level::Local,
            due: details.and_then(|d| d.due),
        };
        self.push(id, command);
        self.recommendations.insert(draft.reference.clone(), id);
        self.keep(&place, draft.theme.as_deref());
        if let Some(details) = details {
            self.keep(&place, Some(&details.owner_text));
            self.keep(&place, Some(&details.timescale));
            self.keep(&place, details.rag.as_ref().map(|rag| rag.text.as_str()));
            let more = [&details.resources, &details.commentary, &details.start_text];
            let most = [&details.progress, &details.evidence, &details.impact];
            for words in more.into_iter().chain(most) {
                self.keep(&place, words.as_deref());
            }
        }
    }

    fn action(&mut self, draft: &ActionDraft, priority: PriorityId) {
        let id = ActionId((self.ids)());
        let place = draft.at.first().cloned().unwrap_or_default();
        let owners: Vec<Owner> = draft.owners.iter().map(|o| self.owner(o, &place)).collect();
        let recommendation = draft
            .recommendation
            .as_ref()
            .and_then(|r| self.recommendations.get(r))
            .copied();
        let outcome = draft
            .outcomes
            .first()
            .and_then(|outcome| self.outcomes.get(&(priority, outcome.text.clone())))
            .copied();
        let parent = match (recommendation, outcome) {
            (Some(recommendation), _) => Parent::Recommendation(recommendation),
            (None, Some(outcome)) => Parent::Outcome(outcome),
            (None, None) => Parent::Priority(priority),
        };
        let mut measures = Vec::new();
        for words in &draft.measures {
            let measure = MeasureId((self.ids)());
            measures.push(Measure {
                measure,
                text: self.words(words, &place),
            });
        }
        let start = draft
            .start
            .filter(|start| draft.due.is_none_or(|due| *start <= due));
        if draft.start.is_some() && start.is_none() {
            self.report(
                &place,
                "start",
                "start_after_due",
                draft.start_text.as_deref(),
            );
        }
        let command = action::Command::AgreeAction {
            reference: self.label(&draft.reference, "reference", &place),
            plan: self.done.plan,
            priority,
            parent,
            text: self.words(&draft.text, &place),
            owners: distinct(&owners),
            start,
            due: draft.due,
            due_precision: precision(draft.due_precision),
            timescale: self.optional(&draft.timescale, &place),
            measures,
            baseline: None,
            resources: draft
                .resources
                .as_deref()
                .and_then(|r| self.optional(r, &place)),
        };
        self.push(id, command);
        self.actions.insert(draft.reference.clone(), id);
        self.keep(&place, draft.theme.as_deref());
        for milestone in &draft.milestones {
            let owner = milestone.owner.and_then(|index| owners.get(index)).cloned();
            let command = action::Command::SetMilestone {
                milestone: MilestoneId((self.ids)()),
                text: self.words(&milestone.text, &place),
                owner,
                due: milestone.due,
                due_precision: precision(milestone.precision),
                beyond_plan: milestone.due.is_some_and(|due| due > self.choices.to),
            };
            self.push(id, command);
        }
        self.said_about(draft, id, &place);
    }

    /// What the document says of the action so far: progress, evidence, impact, rating.
    fn said_about(&mut self, draft: &ActionDraft, id: ActionId, place: &str) {
        if let Some(text) = draft
            .progress
            .as_deref()
            .and_then(|w| self.optional(w, place))
        {
            self.push(id, action::Command::ReportProgress { text });
        }
        if let Some(words) = draft.evidence.as_deref().filter(|w| !w.trim().is_empty()) {
            let evidence = EvidenceId((self.ids)());
            self.push(
                evidence,
                evidence::Command::LodgeEvidence {
                    file: None,
                    reference: Some(self_words(words)),
                    evidence_date: self.given.occurred_on,
                    source: None,
                    describes: Text::plain("Evidence named in the document"),
                },
            );
            let claim = Claim::Action(id);
            self.push(evidence, evidence::Command::LinkEvidence { claim });
            self.keep(place, words.get(cut_at(words)..));
        }
        if let Some(words) = draft.impact.as_deref().filter(|w| !w.trim().is_empty()) {
            self.impact(words, id, place);
        }
        let commentary = draft.commentary.as_deref().filter(|w| !w.trim().is_empty());
        let Some(rag) = &draft.rag else {
            if let Some(text) = commentary.and_then(|w| self.optional(w, place)) {
                self.push(id, action::Command::ReportProgress { text });
            }
            return;
        };
        let word = word_of(&rag.word);
        let code = self
            .scratch
            .plans
            .get(&self.done.plan)
            .and_then(|plan| self.scratch.partnership.rag_scheme(plan.rag_scheme))
            .and_then(|key| {
                key.codes
                    .iter()
                    .find(|c| c.word.eq_ignore_ascii_case(&word))
            })
            .map(|code| code.letter.clone());
        let Some(code) = code else {
            self.report(place, "rating", "rating_not_in_key", Some(&rag.text));
            return;
        };
        let command = action::Command::RateAction {
            code,
            commentary: commentary.map(self_words),
            as_at: self.given.occurred_on,
            external_cause: None,
        };
        if let Err(rule) = self.try_push(id, command) {
            self.report(place, "rating", rule, Some(&rag.text));
            if let Some(text) = commentary.and_then(|w| self.optional(w, place)) {
                self.push(id, action::Command::ReportProgress { text });
            }
        }
    }

    /// "Some: attendance rose" is a judgement; other words are progress.
    fn impact(&mut self, words: &str, id: ActionId, place: &str) {
        let judged = words.split_once(':').and_then(|(judgement, explanation)| {
            let judgement = match judgement.trim().to_lowercase().as_str() {
                "none" => Impact::None,
                "too early" | "too early to tell" => Impact::TooEarly,
                "some" => Impact::Some,
                "sustained" => Impact::Sustained,
                _ => return None,
            };
            Some((judgement, explanation.trim()))
        });
        if let Some((judgement, explanation)) = judged {
            let explanation = self.words(explanation, place);
            let evidence = Vec::new();
            let command = action::Command::JudgeActionImpact {
                judgement,
                evidence,
                explanation,
            };
            if self.try_push(id, command).is_ok() {
                return;
            }
        }
        if let Some(text) = self.optional(&format!("Impact: {words}"), place) {
            self.push(id, action::Command::ReportProgress { text });
        }
    }

    fn dependencies(&mut self, proposal: &Proposal) {
        for (_, draft) in proposal.actions() {
            let Some(id) = self.actions.get(&draft.reference).copied() else {
                continue;
            };
            for reference in &draft.depends_on {
                let Some(on) = self.actions.get(reference).copied() else {
                    continue;
                };
                let place = draft.at.first().cloned().unwrap_or_default();
                if let Err(rule) = self.try_push(id, action::Command::DependOnAction { on }) {
                    self.report(&place, "timescale", rule, Some(reference));
                }
            }
        }
    }

    /// Problems and unplaced words go into the log with the plan, in events of bounded size.
    fn keep_the_rest(&mut self, read_as: &[ReadAs]) {
        let columns: Vec<ImportColumn> = read_as
            .iter()
            .map(|column| ImportColumn {
                place: cut_label(&column.place),
                heading: self_words(&column.heading),
                meaning: column.meaning.clone(),
            })
            .collect();
        let problems: Vec<ImportProblem> = self
            .done
            .problems
            .iter()
            .map(|problem| ImportProblem {
                place: cut_label(&problem.place),
                field: cut_label(&problem.field),
                code: problem.code.clone(),
                found: problem.found.as_deref().map(self_words),
            })
            .collect();
        let mut unplaced = Vec::new();
        for (place, words) in &self.done.unplaced {
            for piece in pieces(words) {
                let words = Text::plain(piece);
                unplaced.push(UnplacedText {
                    place: cut_label(place),
                    words,
                });
            }
        }
        let source = self.choices.evidence;
        let mut first = true;
        let mut columns = columns.into_iter().peekable();
        let mut problems = problems.into_iter().peekable();
        let mut unplaced = unplaced.into_iter().peekable();
        while first
            || columns.peek().is_some()
            || problems.peek().is_some()
            || unplaced.peek().is_some()
        {
            first = false;
            let some_problems: Vec<_> = problems.by_ref().take(KEPT_IN_ONE_EVENT_MAX).collect();
            let mut some_unplaced: Vec<UnplacedText> = Vec::new();
            let mut bytes = 0;
            while let Some(next) = unplaced.peek() {
                bytes += next.words.as_plain().map_or(0, str::len);
                let full = some_unplaced.len() >= KEPT_IN_ONE_EVENT_MAX
                    || (bytes > WORDS_IN_ONE_EVENT_BYTES_MAX && !some_unplaced.is_empty());
                if full {
                    break;
                }
                some_unplaced.extend(unplaced.next());
            }
            self.push(
                self.done.plan,
                plan::Command::RecordImport {
                    source,
                    columns: columns.by_ref().take(KEPT_IN_ONE_EVENT_MAX).collect(),
                    problems: some_problems,
                    unplaced: some_unplaced,
                },
            );
        }
    }

    fn owner(&mut self, draft: &OwnerDraft, place: &str) -> Owner {
        let agency = draft.agency.as_deref().map(|name| self.agency(name, place));
        let role = if draft.role.trim().is_empty() {
            &draft.text
        } else {
            &draft.role
        };
        Owner {
            role: self.label(role, "owner", place),
            agency,
        }
    }

    fn agency(&mut self, name: &str, place: &str) -> AgencyId {
        let name = self.label(name, "agency", place);
        let known = self.scratch.partnership.agency_named(&name);
        if let Some(id) = known.or_else(|| self.agencies.get(&name.to_lowercase()).copied()) {
            return id;
        }
        let id = AgencyId((self.ids)());
        self.agencies.insert(name.to_lowercase(), id);
        let stream = self.partnership;
        let command = partnership::Command::AddRelevantAgency {
            agency: id,
            kind: kind_of(&name),
            name,
            also_known_as: Vec::new(),
            from: self.choices.from.min(self.given.occurred_on),
        };
        self.push_to(stream, Command::Partnership(command));
        id
    }

    fn report(&mut self, place: &str, field: &str, code: &str, found: Option<&str>) {
        self.done.problems.push(Reported {
            place: place.to_owned(),
            field: field.to_owned(),
            code: code.to_owned(),
            message: explain(code),
            found: found.map(ToOwned::to_owned),
        });
    }

    /// Words that no field of the plan takes are listed as unplaced.
    fn keep(&mut self, place: &str, words: Option<&str>) {
        if let Some(words) = words.filter(|words| !words.trim().is_empty()) {
            self.done
                .unplaced
                .push((place.to_owned(), words.to_owned()));
        }
    }

    /// Narrative, cut to what one field holds; the rest is listed as unplaced.
    fn words(&mut self, words: &str, place: &str) -> Text {
        let at = cut_at(words);
        self.keep(place, words.get(at..));
        Text::plain(words.get(..at).unwrap_or_default())
    }

    fn optional(&mut self, words: &str, place: &str) -> Option<Text> {
        if words.trim().is_empty() {
            None
        } else {
            Some(self.words(words, place))
        }
    }

    /// A label, on one line and cut to what a label holds; the whole is kept with a problem.
    fn label(&mut self, words: &str, field: &str, place: &str) -> String {
        let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let cut = cut_label(&line);
        if cut.len() < line.len() {
            self.report(place, field, "label_shortened", Some(words));
        }
        cut
    }

    fn push(&mut self, stream: impl Into<StreamId>, command: impl Into<Command>) {
        self.push_to(stream.into(), command.into());
    }

    fn push_to(&mut self, stream: StreamId, command: Command) {
        if let Ok(events) = self.scratch.decide(stream, command.clone(), self.given) {
            self.scratch.imagine(stream, &events, self.given);
        }
        self.done.commands.push((stream, command));
    }

    /// Adds a command only if the rules accept it; otherwise names the first rule it breaks.
    fn try_push(
        &mut self,
        stream: impl Into<StreamId>,
        command: impl Into<Command>,
    ) -> Result<(), &'static str> {
        let (stream, command) = (stream.into(), command.into());
        match self.scratch.decide(stream, command.clone(), self.given) {
            Ok(events) => {
                self.scratch.imagine(stream, &events, self.given);
                self.done.commands.push((stream, command));
                Ok(())
            }
            Err(refusals) => Err(refusals.first().map_or("refused", |refusal| refusal.rule)),
        }
    }
}

/// What a problem that only the rules can see means to a reader.
fn explain(code: &str) -> String {
    match code {
        "start_after_due" => "it starts after it is due, so no start was recorded",
        "rating_not_in_key" => {
            "this colour is not in the partnership's key, so it was not recorded"
        }
        "label_shortened" => "this was too long for a label and was shortened",
        _ => "the rules do not accept this, so it was not recorded; the words are kept here",
    }
    .to_owned()
}

fn self_words(words: &str) -> Text {
    Text::plain(words.get(..cut_at(words)).unwrap_or_default())
}

/// Where words must be cut to fit one field.
fn cut_at(words: &str) -> usize {
    words.floor_char_boundary(TEXT_BYTES_MAX)
}

fn cut_label(words: &str) -> String {
    words
        .chars()
        .filter(|c| !c.is_control())
        .take(LABEL_CHARACTERS_MAX)
        .collect()
}

/// Words in pieces that each fit one field.
fn pieces(words: &str) -> Vec<&str> {
    let mut rest = words;
    let mut done = Vec::new();
    while !rest.is_empty() {
        let (piece, more) = rest.split_at(cut_at(rest));
        done.push(piece);
        rest = more;
    }
    done
}

fn joined<'a>(words: impl Iterator<Item = &'a str>) -> Option<String> {
    let words: Vec<&str> = words.filter(|words| !words.trim().is_empty()).collect();
    if words.is_empty() {
        None
    } else {
        Some(words.join("\n"))
    }
}

fn distinct(owners: &[Owner]) -> Vec<Owner> {
    let mut seen: Vec<Owner> = Vec::new();
    for owner in owners {
        if !seen.contains(owner) {
            seen.push(owner.clone());
        }
    }
    seen
}

fn precision(read: Option<crate::import::Precision>) -> DatePrecision {
    match read {
        Some(crate::import::Precision::Month) => DatePrecision::Month,
        Some(crate::import::Precision::Quarter) => DatePrecision::Quarter,
        Some(crate::import::Precision::Year) => DatePrecision::Year,
        Some(crate::import::Precision::Day) | None => DatePrecision::Day,
    }
}

/// A first guess at what sort of organisation a name stands for; the settings can correct it.
fn kind_of(name: &str) -> AgencyKind {
    let name = name.to_lowercase();
    let any = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if any(&["nhs", "health", "ccg", "icb", "hospital", "trust", "nelft"]) {
        AgencyKind::Health
    } else if any(&["police", "constabulary"]) {
        AgencyKind::Police
    } else if any(&["school", "college", "academy", "nursery"]) {
        AgencyKind::Education
    } else if any(&["probation", "youth justice", "cafcass", "prison"]) {
        AgencyKind::Justice
    } else if any(&["council", "borough", "county", "children's services"]) {
        AgencyKind::LocalAuthority
    } else if any(&["lscb", "nscb", "lscp", "partnership"]) {
        AgencyKind::PartnershipTeam
    } else {
        AgencyKind::Other
    }
}
