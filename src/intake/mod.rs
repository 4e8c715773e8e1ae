//! From what a document proposes to the commands that record it: one commit, all or nothing.
//!
//! Whatever the rules would not accept (a Green that is past due, an overlong post) is recorded as
//! a problem of the import with the words that stood there, so that nothing of the document is lost.

mod rows;
mod words;

use crate::import::{OwnerDraft, PriorityDraft, Proposal};
use chrono::NaiveDate;
use events::action::Owner;
use events::evidence::{self, Claim, FileRef};
use events::ids::{
    ActionId, AgencyId, EvidenceId, OutcomeId, PlanId, PriorityId, RecommendationId, StreamId,
};
use events::partnership;
use events::plan::{self, ImportColumn, ImportProblem, UnplacedText};
use events::text::Text;
use events::world::{Command, Given, World};
use std::collections::BTreeMap;
use uuid::Uuid;
use words::{
    cut_at, cut_label, explain, kind_of, pieces, self_words, somewhere, word_of, words_found,
};

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
                    found: words_found(proposal, problem),
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
                place: somewhere(&problem.place),
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
                    place: somewhere(place),
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

    /// The first rule that a command would break.
    fn would_refuse(
        &self,
        stream: impl Into<StreamId>,
        command: &(impl Clone + Into<Command>),
    ) -> Option<&'static str> {
        let decided = self
            .scratch
            .decide(stream.into(), command.clone().into(), self.given);
        decided
            .err()
            .map(|refusals| refusals.first().map_or("refused", |refusal| refusal.rule))
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

#[cfg(test)]
mod tests;
