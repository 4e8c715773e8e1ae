//! Exporting a plan and importing it again gives the same plan.

use super::plan::{file_stem, plan_sheet};
use super::sheet::{Sheet, to_titled_csv, to_xlsx};
use crate::acting::Acting;
use crate::app::{App, Start};
use crate::clock::Clock;
use crate::import::{Proposal, guess_matching, propose, read_document};
use crate::importing::{self, Wish};
use chrono::NaiveDate;
use events::log::Disclosed;
use projections::TextRef;

/// An invented plan with what boards' own tables have: continuation rows, bullets, several dates
/// in a cell, months, "see 2.1", horizons, a rating with commentary, words that look like a formula.
const PLAN: &str = "\
Ref,Recommendation or outcome,Action,Resources,Lead,Due,Measure of success,Progress,RAG\n\
Priority 1: To hear young carers sooner,,,,,,,,\n\
1.1,Within 6 months: young carers are known to schools,Ask every school how many it knows,One day a term,\"Head of Schools, HBC\",\"Survey sent by 30 June 2021. Findings to the Board October 2021.\",\"• Nine schools in ten reply\n• Numbers are known for each ward\",Letters are out,White\n\
1.2,,Put one form in place,,\"Designated Nurse, ICB\",Form agreed by 31/7/21,• The form is used,,Amber: two agencies have not answered\n\
,,,,Chair of the Training Group,Training given for July 2021 cohort.,,,\n\
1.3,,=Look at ten cases together,,\"Chair, Audit Group\",See 2.1,• Learning is shared,,White\n\
Priority 2: To know whether practice is good,,,,,,,,\n\
2.1,,Agree what good looks like,,\"Head of Quality, HBC\",30 September 2021,• A page everybody has read,,White\n\
2.2,,Run four audits,,\"Chair, Audit Group; Head of Quality, HBC\",March 2022,• Four reports,,White\n";

fn proposal(name: &str, bytes: &[u8]) -> Proposal {
    let document = read_document(name, bytes).unwrap();
    propose(&document, &guess_matching(&document), None)
}

/// What a plan says, without where it stands in a document and how its cells were written.
fn said(proposal: &Proposal) -> Vec<String> {
    let mut lines = Vec::new();
    for priority in &proposal.priorities {
        lines.push(format!(
            "{} {} {:?}",
            priority.number, priority.title, priority.statement
        ));
        for outcome in &priority.outcomes {
            lines.push(format!(
                "outcome {} {:?}",
                outcome.text, outcome.horizon_months
            ));
        }
        for one in &priority.recommendations {
            lines.push(format!(
                "recommendation {} {} {:?}",
                one.reference, one.text, one.actions
            ));
        }
        for a in &priority.actions {
            let owners: Vec<_> = a.owners.iter().map(|o| (&o.role, &o.agency)).collect();
            let milestones: Vec<_> = a
                .milestones
                .iter()
                .map(|m| (&m.text, m.due, m.precision, m.owner))
                .collect();
            let rag = a.rag.as_ref().map(|rag| rag.word);
            lines.push(format!(
                "{} {} {:?} {owners:?} {:?} {:?} {milestones:?} {:?} {:?} {rag:?} {:?} {:?} {:?}",
                a.reference,
                a.text,
                a.recommendation,
                a.due,
                a.due_precision,
                a.measures,
                a.depends_on,
                a.commentary,
                a.progress,
                a.resources,
            ));
        }
    }
    lines
}

fn exported(app: &App, today: NaiveDate) -> (Sheet, String) {
    let view = app.live();
    let plan = view.plans.all().next_back().unwrap();
    let look = |text: &TextRef| match app.text(text.position, &text.field).unwrap() {
        Disclosed::Words(words) => words,
        Disclosed::Erased | Disclosed::Sealed => String::new(),
    };
    (plan_sheet(&view, plan, today, &look), file_stem(plan))
}

#[test]
fn a_plan_exported_and_imported_again_is_the_same_plan() {
    let folder = tempfile::tempdir().unwrap();
    let start = Start {
        data: folder.path().to_owned(),
        master_key: [7; 32],
        clock: Clock::System,
    };
    let app = App::start(start).unwrap();
    let name = "Invented-plan-2021-22.csv";
    let document = read_document(name, PLAN.as_bytes()).unwrap();
    let matching = guess_matching(&document);
    let wish = Wish::default();
    let acting = Acting::default();
    let ready =
        importing::ready(&app, &document, PLAN.as_bytes(), &matching, &wish, acting).unwrap();
    assert_eq!(ready.refused, vec![]);
    importing::record(&app, &document, PLAN.as_bytes(), &ready, &wish, acting).unwrap();
    let before = said(&ready.proposal);
    assert!(before.len() > 7, "{before:#?}");
    let (sheet, stem) = exported(&app, app.clock().today());
    let csv = proposal("plan.csv", &to_titled_csv(&sheet).unwrap());
    assert_eq!(said(&csv), before);
    assert_eq!(csv.period_guess, ready.proposal.period_guess);
    let xlsx = proposal(&format!("{stem}.xlsx"), &to_xlsx(&sheet).unwrap());
    assert_eq!(said(&xlsx), before);
    assert_eq!(xlsx.unplaced, vec![]);
    assert_eq!(xlsx.period_guess, ready.proposal.period_guess);
    app.close();
}
