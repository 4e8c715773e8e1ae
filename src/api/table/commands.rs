//! The addresses of commands, made from the catalogue of commands.

use super::{ID, Operation, Run, write};
use crate::api::schemas::Shape;
use crate::web::entrance::Needs;
use events::command::CommandDoc;
use events::ids::StreamKind;

/// The addresses of one command: on a thing that is there, and, where it begins one, on none yet.
pub(super) fn of(doc: &'static CommandDoc) -> Vec<Operation> {
    let (kind, word) = (doc.kind.word(), doc.word.as_str());
    let run = Run::Command {
        kind: doc.kind,
        word,
    };
    let tag = tag(doc.kind);
    let body = Some(Shape::Command(doc.kind, word));
    let recorded = (
        200,
        "Recorded, and safe against a power cut.",
        Shape::Object("Recorded"),
    );
    let begun = (
        201,
        "Begun, and safe against a power cut.",
        Shape::Object("Recorded"),
    );
    // What a command needs is for the rules: who may give it, and on what.
    let at = |path: String, suffix: &str, params, answers| Operation {
        params,
        needs: Needs::Somebody,
        ..write(
            &path,
            &camel(kind, word, suffix),
            tag,
            &doc.summary,
            body,
            answers,
            run,
        )
    };
    match (doc.kind, doc.creates) {
        (StreamKind::Partnership, _) => {
            vec![at(
                format!("/{kind}/{word}"),
                "",
                Vec::new(),
                vec![recorded],
            )]
        }
        (StreamKind::Gap, _) | (_, false) => {
            vec![at(
                format!("/{kind}/{{id}}/{word}"),
                "",
                vec![ID],
                vec![recorded],
            )]
        }
        (_, true) => vec![
            at(format!("/{kind}/{word}"), "", Vec::new(), vec![begun]),
            at(
                format!("/{kind}/{{id}}/{word}"),
                "WithId",
                vec![ID],
                vec![begun],
            ),
        ],
    }
}

/// The group a kind of thing is shown in.
const fn tag(kind: StreamKind) -> &'static str {
    match kind {
        StreamKind::Partnership => "Partnership",
        StreamKind::Plan => "Plans",
        StreamKind::Recommendation => "Recommendations",
        StreamKind::ImprovementAction => "Actions",
        StreamKind::Evidence => "Evidence",
        StreamKind::Meeting => "Meetings",
        StreamKind::Gap => "Position",
        StreamKind::Account => "Accounts",
        StreamKind::SelfAssessment | StreamKind::ServiceReturn => "Self-assessments",
        StreamKind::SeriousIncident | StreamKind::RapidReview | StreamKind::ReviewSubject => {
            "Reviews"
        }
        StreamKind::PracticeReview => "Practice reviews",
        StreamKind::Briefing | StreamKind::LearningActivity | StreamKind::ChildDeathLearning => {
            "Learning"
        }
        StreamKind::AuditProgramme | StreamKind::Audit | StreamKind::AuditCase => "Audits",
        StreamKind::EvidencePack => "Evidence packs",
        StreamKind::Inspection => "Inspections",
        StreamKind::Erasure | StreamKind::LegalHold => "Records",
    }
}

/// `improvement_action` and `agree_action` make `improvementActionAgreeAction`.
fn camel(kind: &str, word: &str, suffix: &str) -> String {
    let mut name = String::new();
    for (index, part) in kind.split('_').chain(word.split('_')).enumerate() {
        let mut letters = part.chars();
        match letters.next() {
            Some(first) if index > 0 => name.extend(first.to_uppercase()),
            Some(first) => name.push(first),
            None => {}
        }
        name.extend(letters);
    }
    name + suffix
}

#[cfg(test)]
mod tests {
    use crate::api::table::all;

    #[test]
    fn what_carries_a_secret_has_no_address_and_the_rest_of_an_account_has() {
        let has = |word: &str| {
            let end = format!("/{word}");
            all()
                .iter()
                .any(|one| one.path.starts_with("/account/") && one.path.ends_with(&end))
        };
        for offered in ["open_account", "suspend_account", "revoke_token"] {
            assert!(has(offered), "{offered}");
        }
        for hidden in ["set_password", "issue_token", "issue_invitation"] {
            assert!(!has(hidden), "{hidden}");
        }
    }
}
