//! How evidence is lodged, linked, judged, rejected and followed by better evidence.

use super::cast::{Body, PQA, action, evidence, lead, meeting, plan_id, priority, recommendation};
use super::dates::{TUE, on};
use super::files;
use super::lodged::{Kept, LODGED, Lodged, Supports};
use super::story::Story;
use events::evidence::{Claim, Command};

/// What children and families could be recognised in, by their own words or first names.
const SENSITIVE: [&str; 2] = ["neglect-children", "advisers-letter"];

pub(super) fn tell(story: &mut Story) {
    for one in &LODGED {
        lodge(story, one);
    }
    let rejected = Command::RejectEvidence {};
    let step = story.step(
        on(65, TUE, 10),
        PQA,
        evidence("discussions-report"),
        rejected,
    );
    step.because(
        "It is the unit's own summary of its own work and names no figure. A dip sample by \
         somebody else is needed.",
    );
    let superseded = Command::SupersedeEvidence {
        by: evidence("neglect-guidance-2"),
    };
    let stream = evidence("neglect-guidance");
    let step = story.step(on(41, TUE, 10), lead(Body::Council), stream, superseded);
    step.because("The second edition has the page for schools.");
    let copy = Command::RecordRedactedCopy {
        copy: evidence("advisers-letter-redacted"),
    };
    story.step(on(60, TUE, 9), PQA, evidence("advisers-letter"), copy);
}

fn lodge(story: &mut Story, one: &Lodged) {
    let id = evidence(one.name);
    let file = files::made(id, one.kept);
    let reference = match one.kept {
        Kept::Reference(place) => Some(place.into()),
        Kept::Text(..) | Kept::Csv(..) | Kept::Workbook(..) | Kept::Document(..) => None,
    };
    let lodged = Command::LodgeEvidence {
        file: file.as_ref().map(files::reference_to),
        reference,
        evidence_date: story.dates.day(one.when.weeks_before(one.weeks_old)),
        source: one.who.1.map(Body::id),
        describes: one.describes.into(),
    };
    let step = story.step(one.when, one.who, id, lodged);
    for supports in one.supports {
        step.and(
            id,
            Command::LinkEvidence {
                claim: claim(*supports),
            },
        );
    }
    if let Some(file) = file {
        step.with(file);
    }
    if SENSITIVE.contains(&one.name) {
        step.sensitive();
    }
    let Some(strength) = one.strength else { return };
    let judged = one.when.at_hour(15);
    story.step(judged, PQA, id, Command::GradeEvidence { strength });
}

fn claim(supports: Supports) -> Claim {
    match supports {
        Supports::Action(reference) => Claim::Action(action(reference)),
        Supports::Recommendation(reference) => Claim::Recommendation(recommendation(reference)),
        Supports::Meeting(name) => Claim::Meeting(meeting(name)),
        Supports::Priority(number) => Claim::Priority(priority(number)),
        Supports::Plan => Claim::Plan(plan_id()),
    }
}
