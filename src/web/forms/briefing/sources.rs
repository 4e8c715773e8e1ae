//! What a briefing can rest on.

use super::choices;
use crate::web::form::Choice;
use crate::web::reading::Reading;
use events::briefing::SourceKind;
use events::practice_review::FindingKind;
use serde_json::json;
use std::cmp::Reverse;
use uuid::Uuid;

/// How many of each sort are offered, the newest first, beside the one asked for.
const SHOWN: usize = 60;

/// A thing of this record that a briefing can rest on: where it stands in the log, what kind it
/// is, which, and what it is called.
type Offered = (u64, SourceKind, Uuid, String);

/// A thing of this record as a source, as a choice sends it.
pub(super) fn source_value(kind: SourceKind, id: Uuid) -> String {
    json!({ "kind": kind, "id": id }).to_string()
}

/// What a briefing can rest on: what comes from elsewhere, then of this record the newest of what
/// reviews and audits learned and found, of recommendations, of the reviews and audits themselves,
/// and the years of learning from child deaths. Titles stand in the leaf and hold none of the
/// words. `asked` is offered whatever its age.
pub(super) fn sources(reading: &Reading<'_>, asked: Option<Uuid>) -> Vec<Choice> {
    let mut all = vec![(
        choices::word_value(&SourceKind::Elsewhere),
        "A review or report of others, such as a national review".to_owned(),
    )];
    let sorts = [
        learning_points(reading),
        review_findings(reading),
        audit_findings(reading),
        recommendations(reading),
        rapid_reviews(reading),
        practice_reviews(reading),
        audits(reading),
    ];
    for sort in sorts {
        all.extend(newest(sort, asked));
    }
    for year in reading.view.child_deaths.latest_first() {
        let name = format!("Learning from child deaths in {}", year.title);
        let value = source_value(SourceKind::ChildDeathLearning, year.id.0);
        all.push((value, name));
    }
    all
}

/// The newest of a sort, and the one asked for.
fn newest(mut sort: Vec<Offered>, asked: Option<Uuid>) -> impl Iterator<Item = Choice> {
    sort.sort_by_key(|(position, ..)| Reverse(*position));
    let numbered = sort.into_iter().enumerate();
    let offered =
        numbered.filter(move |(place, (_, _, id, _))| *place < SHOWN || asked == Some(*id));
    offered.map(|(_, (_, kind, id, name))| (source_value(kind, id), name))
}

/// A theme by the name it has now.
fn theme<'a>(reading: &Reading<'a>, code: &'a str) -> &'a str {
    let code = reading.view.theme_now(code);
    let mut themes = reading.view.people.themes.iter();
    let theme = themes.find(|theme| theme.code == code);
    theme.map_or(code, |theme| theme.name.as_str())
}

fn learning_points(reading: &Reading<'_>) -> Vec<Offered> {
    let mut all = Vec::new();
    for review in reading.view.rapid_reviews.reviews() {
        for (number, point) in (1..).zip(&review.points) {
            let number: i32 = number;
            let theme = theme(reading, &point.theme);
            let of = &review.reference;
            let name = format!("Learning point {number} of rapid review {of}: {theme}");
            let kind = SourceKind::LearningPoint;
            all.push((point.recorded.position, kind, point.id.0, name));
        }
    }
    all
}

fn review_findings(reading: &Reading<'_>) -> Vec<Offered> {
    let mut all = Vec::new();
    for review in reading.view.practice_reviews.latest_first() {
        for (number, finding) in (1..).zip(&review.findings) {
            let number: i32 = number;
            let (kind, what) = match finding.kind {
                FindingKind::LearningPoint => (SourceKind::LearningPoint, "Learning point"),
                FindingKind::Finding => (SourceKind::Finding, "Finding"),
                FindingKind::GoodPractice => (SourceKind::Finding, "Good practice"),
            };
            let theme = theme(reading, &finding.theme);
            let of = &review.reference;
            let name = format!("{what} {number} of practice review {of}: {theme}");
            all.push((finding.recorded.position, kind, finding.id.0, name));
        }
    }
    all
}

fn audit_findings(reading: &Reading<'_>) -> Vec<Offered> {
    let mut all = Vec::new();
    for audit in reading.view.audits.all() {
        for (number, finding) in (1..).zip(&audit.findings) {
            let number: i32 = number;
            let theme = theme(reading, &finding.now.theme);
            let name = format!("Finding {number} of audit {}: {theme}", audit.reference);
            let kind = SourceKind::Finding;
            all.push((finding.recorded.position, kind, finding.id.0, name));
        }
    }
    all
}

fn recommendations(reading: &Reading<'_>) -> Vec<Offered> {
    let all = reading.view.recommendations.all();
    let all = all.map(|one| {
        let name = format!("Recommendation {}", one.reference);
        (
            one.made.position,
            SourceKind::Recommendation,
            one.id.0,
            name,
        )
    });
    all.collect()
}

fn rapid_reviews(reading: &Reading<'_>) -> Vec<Offered> {
    let all = reading.view.rapid_reviews.reviews();
    let all = all.map(|one| {
        let name = format!("Rapid review {}", one.reference);
        (one.opened.position, SourceKind::RapidReview, one.id.0, name)
    });
    all.collect()
}

fn practice_reviews(reading: &Reading<'_>) -> Vec<Offered> {
    let all = reading.view.practice_reviews.latest_first().into_iter();
    let all = all.map(|one| {
        let name = format!("Practice review {}", one.name());
        (
            one.commissioned.position,
            SourceKind::PracticeReview,
            one.id.0,
            name,
        )
    });
    all.collect()
}

fn audits(reading: &Reading<'_>) -> Vec<Offered> {
    let all = reading.view.audits.all().map(|one| {
        let name = format!("Audit {}: {}", one.reference, one.title);
        (one.commissioned.position, SourceKind::Audit, one.id.0, name)
    });
    all.collect()
}
