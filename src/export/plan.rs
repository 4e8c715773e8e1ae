//! A plan in the columns boards use, so that an import reads the same plan back.

use super::Look;
use super::sheet::{Cell, Heading, Sheet, heading};
use super::timescale::{OwnersRow, rows};
use crate::import::{find_horizons, find_period, read_owners};
use chrono::NaiveDate;
use events::action::{Impact, Owner, Parent};
use events::evidence::Claim;
use events::ids::OutcomeId;
use projections::Models;
use projections::actions::Action;
use projections::plans::{Outcome, Plan, Priority, PriorityNode, number_order};
use projections::recommendations::Recommendation;
use projections::trail::{TrailFilter, TrailOrder, TrailPage};
use projections::{TextRef, plans};

/// How a report of progress begins that an import made from a column for impact.
const IMPACT_MARK: &str = "Impact: ";

/// How many reports of progress are looked through for the latest one.
const REPORTS_READ: usize = 20;

/// The columns, in a board's own words.
const HEADINGS: [Heading; 12] = [
    heading("Ref", 10),
    heading("Recommendation or outcome", 32),
    heading("Action", 44),
    heading("Resources", 20),
    heading("Lead", 26),
    heading("Agency", 20),
    heading("Start", 14),
    heading("Due", 26),
    heading("Measure of success", 32),
    heading("Progress", 36),
    heading("Evidence", 26),
    heading("Impact", 26),
];

/// The last column.
const RAG: Heading = heading("RAG", 28);

/// A plan as its board's own table: a row for each priority and action, and a row below an action
/// for each further owner with milestones of its own. `look` finds words.
pub fn plan_sheet(models: &Models, plan: &Plan, _today: NaiveDate, look: &Look<'_>) -> Sheet {
    let writing = Writing { models, plan, look };
    let mut rows = Vec::new();
    for node in plan.tree() {
        writing.priority(&node, &mut rows);
    }
    let mut headings = HEADINGS.to_vec();
    headings.push(RAG);
    let headings = without_empty(headings, &mut rows);
    Sheet {
        title: title(plan),
        note: String::new(),
        headings,
        rows,
    }
}

/// The title, with the period in a form that is read back where its own words do not say it.
fn title(plan: &Plan) -> String {
    let month = |day: NaiveDate| day.format("%B %Y").to_string();
    let day = |day: NaiveDate| day.format("%-d %B %Y").to_string();
    let (from, to) = (plan.from, plan.to);
    let forms = [
        plan.title.clone(),
        format!("{}, {} to {}", plan.title, month(from), month(to)),
        format!(
            "{}, {} - {}",
            plan.title,
            from.format("%Y"),
            to.format("%Y")
        ),
    ];
    let says = |title: &&String| {
        find_period(title).is_some_and(|read| read.start == from && read.end == to)
    };
    let found = forms.iter().find(says).cloned();
    found.unwrap_or_else(|| format!("{}, {} to {}", plan.title, day(from), day(to)))
}

/// Columns boards do not always have are left out where they would be empty.
fn without_empty(headings: Vec<Heading>, rows: &mut [Vec<Cell>]) -> Vec<Heading> {
    const ONLY_WHEN_FILLED: [&str; 3] = ["Resources", "Agency", "Start"];
    let kept: Vec<bool> = headings
        .iter()
        .enumerate()
        .map(|(column, heading)| {
            let filled = |row: &Vec<Cell>| row.get(column).is_some_and(|c| *c != Cell::Blank);
            !ONLY_WHEN_FILLED.contains(&heading.words) || rows.iter().any(filled)
        })
        .collect();
    let mut keep = |row: &mut Vec<Cell>| {
        let mut kept = kept.iter();
        row.retain(|_| kept.next().copied().unwrap_or(true));
    };
    rows.iter_mut().for_each(&mut keep);
    headings
        .into_iter()
        .zip(&kept)
        .filter(|(_, kept)| **kept)
        .map(|(h, _)| h)
        .collect()
}

struct Writing<'a> {
    models: &'a Models,
    plan: &'a Plan,
    look: &'a Look<'a>,
}

/// An empty row of every column.
fn blank() -> Vec<Cell> {
    vec![Cell::Blank; HEADINGS.len() + 1]
}

fn set(row: &mut [Cell], column: usize, cell: Cell) {
    if let Some(place) = row.get_mut(column) {
        *place = cell;
    }
}

impl Writing<'_> {
    fn words(&self, text: Option<&TextRef>) -> String {
        text.map(self.look).unwrap_or_default()
    }

    fn priority(&self, node: &PriorityNode<'_>, rows: &mut Vec<Vec<Cell>>) {
        let priority = node.priority;
        let title = one_line(&(self.look)(&priority.title));
        let mut row = blank();
        set(
            &mut row,
            0,
            Cell::words(format!("Priority {}: {title}", priority.number)),
        );
        rows.push(row);
        for line in self.words(priority.statement.as_ref()).lines() {
            let mut row = blank();
            set(&mut row, 0, Cell::words(line));
            rows.push(row);
        }
        self.recommendations(priority, rows);
        for action in self.actions(priority) {
            self.action(priority, action, rows);
        }
        for part in &node.parts {
            self.priority(part, rows);
        }
    }

    /// Its actions by reference; those for no recommendation first, since a blank cell below one
    /// goes on with it.
    fn actions(&self, priority: &Priority) -> Vec<&Action> {
        let mut actions: Vec<&Action> = self.models.actions.of_priority(priority.id).collect();
        actions.sort_by_cached_key(|a| (number_order(&a.reference), a.id));
        let of_recommendation = |a: &Action| matches!(a.parent, Parent::Recommendation(_));
        let first = actions.iter().position(|a| of_recommendation(a));
        let mixed = first.is_some_and(|first| {
            actions
                .iter()
                .skip(first)
                .any(|a| matches!(a.parent, Parent::Priority(_)))
        });
        if mixed {
            actions.sort_by_key(|a| of_recommendation(a));
        }
        actions
    }

    /// Recommendations of the priority that no action carries out.
    fn recommendations(&self, priority: &Priority, rows: &mut Vec<Vec<Cell>>) {
        let of_plan = self.models.recommendations.of_plan(self.plan.id);
        let mut bare: Vec<&Recommendation> = of_plan
            .filter(|one| one.priority == Some(priority.id))
            .filter(|one| {
                let parent = Parent::Recommendation(one.id);
                self.models.actions.for_parent(parent).next().is_none()
            })
            .collect();
        bare.sort_by_cached_key(|one| (number_order(&one.reference), one.id));
        for one in bare {
            let mut row = blank();
            let leads: Vec<&str> = one
                .addressees
                .iter()
                .map(|id| self.models.people.agency_name(*id))
                .collect();
            set(&mut row, 0, Cell::words(&one.reference));
            set(&mut row, 1, Cell::words((self.look)(&one.text)));
            set(&mut row, 4, Cell::words(leads.join("\n")));
            set(&mut row, 7, Cell::day(one.due));
            set(&mut row, 8, Cell::words(self.words(one.measure.as_ref())));
            set(
                &mut row,
                11,
                Cell::words(one.impact.last().map_or_else(String::new, |judged| {
                    format!(
                        "{}: {}",
                        impact_word(judged.judgement),
                        (self.look)(&judged.explanation)
                    )
                })),
            );
            rows.push(row);
        }
    }

    fn action(&self, priority: &Priority, action: &Action, rows: &mut Vec<Vec<Cell>>) {
        let waits: Vec<String> = action
            .depends_on
            .iter()
            .filter_map(|id| self.models.actions.get(*id))
            .map(|other| other.reference.clone())
            .collect();
        let text = (self.look)(&action.text);
        let (progress, impact) = self.progress(action);
        let mut row = blank();
        set(&mut row, 0, Cell::words(&action.reference));
        set(&mut row, 1, Cell::words(self.parent(priority, action)));
        set(&mut row, 2, Cell::words(text));
        set(
            &mut row,
            3,
            Cell::words(self.words(action.resources.as_ref())),
        );
        set(&mut row, 6, Cell::day(action.start));
        set(&mut row, 8, Cell::words(self.measures(action)));
        set(&mut row, 9, Cell::words(progress));
        set(&mut row, 10, Cell::words(self.evidence(action)));
        set(&mut row, 11, Cell::words(impact));
        set(&mut row, 12, Cell::words(self.rating(action)));
        let own = self::rows(action, &waits, self.look);
        let mut own = own.into_iter().flat_map(|row| self.by_agency(row));
        if let Some(first) = own.next() {
            self.owners(&mut row, first);
        }
        rows.push(row);
        for further in own {
            let mut row = blank();
            self.owners(&mut row, further);
            rows.push(row);
        }
    }

    /// A row for each agency that stands in a column of its own: a cell of it names one agency, and
    /// it is read as that of every lead beside it.
    fn by_agency(&self, row: OwnersRow) -> Vec<OwnersRow> {
        let mut parts = vec![OwnersRow {
            owners: Vec::new(),
            due: row.due,
        }];
        for owner in row.owners {
            // What is read back out of its own cell stands beside any other.
            let apart = |one: &Owner| !self.is_read_back(one);
            let beside = |one: &Owner, other: &Owner| {
                one.agency == other.agency || !apart(one) && (one.agency.is_some() || !apart(other))
            };
            let fits = parts.last().is_some_and(|part| {
                let mut above = part.owners.iter();
                above.all(|other| beside(other, &owner) || beside(&owner, other))
            });
            if !fits {
                parts.push(OwnersRow {
                    owners: Vec::new(),
                    due: Cell::Blank,
                });
            }
            if let Some(part) = parts.last_mut() {
                part.owners.push(owner);
            }
        }
        parts
    }

    /// Whether the lead's own cell is enough to read its role and agency back.
    fn is_read_back(&self, owner: &Owner) -> bool {
        let agency = self.agency(owner);
        let read = read_owners(&self.owner(owner));
        agency.is_empty()
            || matches!(read.as_slice(), [one] if one.role == owner.role
                && one.agency.as_deref().unwrap_or_default() == agency)
    }

    /// The leads and their timescale. An agency that would not be read back out of the lead's own
    /// cell stands in the column beside it.
    fn owners(&self, row: &mut [Cell], own: OwnersRow) {
        let mut apart = "";
        let mut lines = Vec::new();
        for owner in &own.owners {
            if self.is_read_back(owner) {
                lines.push(self.owner(owner));
            } else {
                lines.push(owner.role.clone());
                apart = self.agency(owner);
            }
        }
        set(row, 4, Cell::words(lines.join("\n")));
        set(row, 5, Cell::words(apart));
        set(row, 7, own.due);
    }

    fn agency(&self, owner: &Owner) -> &str {
        let of = |id| self.models.people.agency_name(id);
        owner.agency.map_or("", of)
    }

    fn owner(&self, owner: &Owner) -> String {
        match owner.agency.map(|id| self.models.people.agency_name(id)) {
            None | Some("") => owner.role.clone(),
            Some(agency) => format!("{}, {agency}", owner.role),
        }
    }

    /// What the action is there for, in the words that are read back as such.
    fn parent(&self, priority: &Priority, action: &Action) -> String {
        match action.parent {
            Parent::Recommendation(id) => {
                let one = self.models.recommendations.get(id);
                one.map(|one| (self.look)(&one.text)).unwrap_or_default()
            }
            Parent::Outcome(id) => self.outcomes(priority, id),
            Parent::Priority(_) => String::new(),
        }
    }

    /// An outcome with those after it that no action names: one cell of the board's table.
    fn outcomes(&self, priority: &Priority, id: OutcomeId) -> String {
        let after = priority
            .outcomes
            .iter()
            .skip_while(|outcome| outcome.id != id);
        let named = |outcome: &&Outcome| {
            let parent = Parent::Outcome(outcome.id);
            self.models.actions.for_parent(parent).next().is_some()
        };
        let mut lines = Vec::new();
        for (place, outcome) in after.enumerate() {
            if place > 0 && named(&outcome) {
                break;
            }
            lines.push(self.outcome(outcome));
        }
        lines.join("\n")
    }

    fn outcome(&self, outcome: &Outcome) -> String {
        let words = (self.look)(&outcome.text);
        let begins = find_horizons(&words)
            .first()
            .is_some_and(|h| h.range.start == 0);
        if begins || words.to_lowercase().starts_with("outcome") {
            return words;
        }
        match outcome.horizon_months {
            Some(months) => format!("Within {months} months: {words}"),
            None => format!("Outcome: {words}"),
        }
    }

    fn measures(&self, action: &Action) -> String {
        let items: Vec<String> = action
            .measures
            .iter()
            .map(|(_, text)| format!("• {}", (self.look)(text)))
            .collect();
        items.join("\n")
    }

    fn rating(&self, action: &Action) -> String {
        let Some(rating) = action.rating() else {
            return String::new();
        };
        let code = self
            .models
            .people
            .rag_code(rating.scheme, rating.code.as_str());
        let word = code.map_or(rating.code.as_str(), |code| &code.word);
        match rating.commentary().map(|text| (self.look)(&text)) {
            Some(said) if !said.is_empty() => format!("{word}: {said}"),
            Some(_) | None => word.to_owned(),
        }
    }

    /// The last report of progress, and the difference made.
    fn progress(&self, action: &Action) -> (String, String) {
        let filter = TrailFilter {
            stream: Some(action.id.into()),
            types: vec!["progress_reported".to_owned()],
            ..TrailFilter::default()
        };
        let newest = TrailPage {
            order: TrailOrder::NewestFirst,
            after: None,
            limit: REPORTS_READ,
        };
        let reports = self.models.trail_part(&filter, newest).rows;
        let said: Vec<String> = reports
            .iter()
            .map(|row| (self.look)(&TextRef::new(row.position, "/data/text")))
            .collect();
        let progress = said.iter().find(|words| !words.starts_with(IMPACT_MARK));
        let impact = said
            .iter()
            .find_map(|words| words.strip_prefix(IMPACT_MARK));
        let judged = action.impact.last().map(|judged| {
            format!(
                "{}: {}",
                impact_word(judged.judgement),
                (self.look)(&judged.explanation)
            )
        });
        let impact = judged
            .or_else(|| impact.map(ToOwned::to_owned))
            .unwrap_or_default();
        (progress.cloned().unwrap_or_default(), impact)
    }

    fn evidence(&self, action: &Action) -> String {
        let pieces = self.models.evidence.supporting(Claim::Action(action.id));
        let lines: Vec<String> = pieces
            .filter(|piece| piece.stands())
            .map(|piece| (self.look)(piece.reference.as_ref().unwrap_or(&piece.describes)))
            .filter(|words| !words.is_empty())
            .collect();
        lines.join("\n")
    }
}

/// A judgement of impact, as an import reads it.
pub(super) const fn impact_word(impact: Impact) -> &'static str {
    match impact {
        Impact::None => "None",
        Impact::TooEarly => "Too early to tell",
        Impact::Some => "Some",
        Impact::Sustained => "Sustained",
    }
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The file name of a plan, without its ending: an import takes the title from it.
pub fn file_stem(plan: &plans::Plan) -> String {
    let letters = plan
        .title
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' });
    let words: String = letters.collect();
    one_line(&words).replace(' ', "-")
}
