//! How a plan's events move its model on.

use super::{
    Approval, Assessment, ColumnRead, ImportReport, Outcome, Plan, PlanPhase, Priority, Problem,
    Review, SelfRating, SuccessMeasure, Unplaced, WaiverGiven, horizon,
};
use crate::reference::{Stamp, TextRef};
use events::envelope::Envelope;
use events::ids::{PlanId, PriorityId};
use events::plan::Event;

impl Plan {
    pub(super) fn new(id: PlanId, drafted: Stamp) -> Self {
        Self {
            id,
            version: 0,
            title: String::new(),
            from: drafted.occurred_on,
            to: drafted.occurred_on,
            rag_scheme: 0,
            joint_with: Vec::new(),
            phase: PlanPhase::Drafted,
            drafted,
            imports: Vec::new(),
            reviews: Vec::new(),
            approvals: Vec::new(),
            published: Vec::new(),
            revisions: Vec::new(),
            closed: None,
            priorities: Vec::new(),
            self_ratings: Vec::new(),
            carried_in: Vec::new(),
            last: drafted,
        }
    }

    pub(super) fn apply(&mut self, event: &Event, envelope: &Envelope) {
        let at = Stamp::of(envelope);
        match event {
            Event::PlanDrafted { .. } => {}
            Event::PlanImported { .. } => self.imported(event, at),
            Event::PlanReviewed { group, comments } => self.reviews.push(Review {
                at,
                group: *group,
                comments: text(comments.as_ref(), at, "/data/comments"),
            }),
            Event::PlanApproved { .. } => self.approved(event, envelope),
            Event::PlanAdoptedJointly { board } => {
                if !self.joint_with.contains(board) {
                    self.joint_with.push(board.clone());
                }
            }
            Event::PlanPublished { published_at } => {
                self.published.push((at, published_at.clone()));
                self.phase = self.phase.max(PlanPhase::Published);
            }
            Event::PlanDetailsCorrected { title, from, to } => {
                self.title.clone_from(title);
                self.from = *from;
                self.to = *to;
            }
            Event::PlanRevised { summary: _ } => {
                let summary = TextRef::new(at.position, "/data/summary");
                self.revisions.push((at, summary));
            }
            Event::PlanClosed {} => {
                self.closed = Some(at);
                self.phase = PlanPhase::Closed;
            }
            Event::SelfRated {
                priority,
                score,
                out_of,
                group,
            } => {
                let rating = SelfRating {
                    at,
                    score: *score,
                    out_of: *out_of,
                    group: *group,
                };
                match priority {
                    None => self.self_ratings.push(rating),
                    Some(id) => self.on(*id, |p| p.self_ratings.push(rating)),
                }
            }
            Event::PriorityAdopted { .. }
            | Event::PriorityReworded { .. }
            | Event::PriorityLeadNamed { .. }
            | Event::OutcomeSet { .. }
            | Event::SuccessMeasureSet { .. } => self.about_priority(event, at),
            Event::PriorityAssessed { .. }
            | Event::LittleOrNoProgressDeclared { .. }
            | Event::PriorityCarriedForward { .. }
            | Event::PriorityRetired { .. } => self.course_of_priority(event, at),
        }
    }

    fn imported(&mut self, event: &Event, at: Stamp) {
        let Event::PlanImported {
            source,
            problems,
            unplaced,
            columns,
        } = event
        else {
            return;
        };
        let problem = |(n, problem): (usize, &events::plan::ImportProblem)| Problem {
            place: problem.place.clone(),
            field: problem.field.clone(),
            code: problem.code.clone(),
            found: (problem.found.as_ref())
                .map(|_| TextRef::element(at.position, "problems", n, "found")),
        };
        let words = |(n, words): (usize, &events::plan::UnplacedText)| Unplaced {
            place: words.place.clone(),
            words: TextRef::element(at.position, "unplaced", n, "words"),
        };
        let column = |(n, column): (usize, &events::plan::ImportColumn)| ColumnRead {
            place: column.place.clone(),
            heading: TextRef::element(at.position, "columns", n, "heading"),
            meaning: column.meaning.clone(),
        };
        self.imports.push(ImportReport {
            at,
            source: *source,
            problems: problems.iter().enumerate().map(problem).collect(),
            unplaced: unplaced.iter().enumerate().map(words).collect(),
            columns: columns.iter().enumerate().map(column).collect(),
        });
    }

    fn approved(&mut self, event: &Event, envelope: &Envelope) {
        let Event::PlanApproved { group, waivers } = event else {
            return;
        };
        let given = |(n, waiver): (usize, &events::plan::Waiver)| WaiverGiven {
            action: waiver.action,
            lacking: waiver.lacking,
            reason: TextRef::element(envelope.position, "waivers", n, "reason"),
        };
        self.approvals.push(Approval {
            at: Stamp::of(envelope),
            group: *group,
            decided_in: envelope.decided_in,
            waivers: waivers.iter().enumerate().map(given).collect(),
        });
        self.phase = self.phase.max(PlanPhase::Approved);
    }

    fn on(&mut self, id: PriorityId, change: impl FnOnce(&mut Priority)) {
        if let Some(priority) = self.priorities.iter_mut().find(|p| p.id == id) {
            change(priority);
        }
    }

    fn about_priority(&mut self, event: &Event, at: Stamp) {
        let title = TextRef::new(at.position, "/data/title");
        let words = TextRef::new(at.position, "/data/text");
        if let Event::PriorityAdopted {
            priority,
            number,
            title: _,
            statement,
            parent,
            joint_with,
        } = event
        {
            let mut new = Priority::new(*priority, number.clone(), title, at);
            new.statement = text(statement.as_ref(), at, "/data/statement");
            new.parent = *parent;
            new.joint_with.clone_from(joint_with);
            self.priorities.retain(|known| known.id != *priority);
            self.priorities.push(new);
        } else if let Event::PriorityReworded {
            priority,
            title: _,
            statement,
        } = event
        {
            let statement = text(statement.as_ref(), at, "/data/statement");
            self.on(*priority, |p| {
                p.title = title;
                p.statement = statement;
            });
        } else if let Event::PriorityLeadNamed { priority, lead } = event {
            self.on(*priority, |p| p.lead = Some(lead.clone()));
        } else if let Event::OutcomeSet {
            outcome,
            priority,
            horizon_months,
            text: _,
        } = event
        {
            let new = Outcome {
                id: *outcome,
                horizon_months: *horizon_months,
                by: horizon_months.and_then(|months| horizon(self.from, months)),
                text: words,
            };
            self.on(*priority, |p| {
                p.outcomes.retain(|known| known.id != new.id);
                p.outcomes.push(new);
            });
        } else if let Event::SuccessMeasureSet {
            measure,
            priority,
            outcome,
            text: _,
        } = event
        {
            let new = SuccessMeasure {
                id: *measure,
                outcome: *outcome,
                text: words,
            };
            self.on(*priority, |p| {
                p.measures.retain(|known| known.id != new.id);
                p.measures.push(new);
            });
        }
    }

    fn course_of_priority(&mut self, event: &Event, at: Stamp) {
        let field = |name| TextRef::new(at.position, name);
        if let Event::PriorityAssessed {
            priority,
            worked_well: _,
            not_so_well: _,
            barriers,
            services,
            outcomes,
        } = event
        {
            let new = Assessment {
                at,
                worked_well: field("/data/worked_well"),
                not_so_well: field("/data/not_so_well"),
                barriers: text(barriers.as_ref(), at, "/data/barriers"),
                services: text(services.as_ref(), at, "/data/services"),
                outcomes: text(outcomes.as_ref(), at, "/data/outcomes"),
            };
            self.on(*priority, |p| p.assessments.push(new));
        } else if let Event::LittleOrNoProgressDeclared { priority, .. } = event {
            let new = (at, field("/data/explanation"), field("/data/remedy"));
            self.on(*priority, |p| p.little_progress.push(new));
        } else if let Event::PriorityCarriedForward { priority, to } = event {
            self.on(*priority, |p| p.carried_to = Some((at, *to)));
        } else if let Event::PriorityRetired { priority } = event {
            self.on(*priority, |p| p.retired = Some(at));
        }
    }
}

impl Priority {
    fn new(id: PriorityId, number: String, title: TextRef, adopted: Stamp) -> Self {
        Self {
            id,
            number,
            title,
            statement: None,
            parent: None,
            joint_with: None,
            lead: None,
            outcomes: Vec::new(),
            measures: Vec::new(),
            assessments: Vec::new(),
            little_progress: Vec::new(),
            self_ratings: Vec::new(),
            adopted,
            carried_to: None,
            retired: None,
        }
    }
}

fn text<T>(given: Option<&T>, at: Stamp, field: &'static str) -> Option<TextRef> {
    given.map(|_| TextRef::new(at.position, field))
}
