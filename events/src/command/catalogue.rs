//! Every command with its summary and schema, as the interface's document tells it. Made from the
//! types themselves, so that neither can say what the other does not.

use crate::evidence_pack;
use crate::ids::StreamKind;
use crate::inspection;
use crate::practice_review;
use crate::{account, action, evidence, gap, meeting, partnership, plan, recommendation};
use crate::{audit, audit_case, audit_programme};
use crate::{briefing, child_death_learning, learning_activity};
use crate::{erasure, legal_hold};
use crate::{rapid_review, review_subject, serious_incident};
use crate::{self_assessment, service_return};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::Value;
use std::sync::LazyLock;

/// One command, told.
#[derive(Debug, Clone)]
pub struct CommandDoc {
    /// The kind of thing it is for.
    pub kind: StreamKind,
    /// Its word, as the interface writes it.
    pub word: String,
    /// What it does, in a sentence or two.
    pub summary: String,
    /// The JSON schema of its fields, complete in itself.
    pub schema: Schema,
    /// Whether it begins a stream, rather than going on with one.
    pub creates: bool,
    /// Whether the interface and the pages of the record offer it. What carries a secret or a
    /// digest of one is given by the pages of accounts alone, which make it.
    pub offered: bool,
}

/// The commands that begin a stream.
pub(super) const CREATING: [(StreamKind, &str); 25] = [
    (StreamKind::Plan, "draft_plan"),
    (StreamKind::Recommendation, "make_recommendation"),
    (StreamKind::ImprovementAction, "agree_action"),
    (StreamKind::Evidence, "lodge_evidence"),
    (StreamKind::Meeting, "hold_meeting"),
    (StreamKind::Meeting, "cancel_meeting"),
    (StreamKind::Gap, "dispose_of_gap"),
    (StreamKind::Account, "open_account"),
    (StreamKind::SelfAssessment, "open_campaign"),
    (StreamKind::ServiceReturn, "start_return"),
    (StreamKind::SeriousIncident, "refer_incident"),
    (StreamKind::RapidReview, "open_rapid_review"),
    (StreamKind::ReviewSubject, "add_subject"),
    (StreamKind::PracticeReview, "commission_review"),
    (StreamKind::Briefing, "draft_briefing"),
    (StreamKind::LearningActivity, "schedule_activity"),
    (StreamKind::ChildDeathLearning, "open_child_death_year"),
    (StreamKind::AuditProgramme, "agree_programme"),
    (StreamKind::Audit, "commission_audit"),
    (StreamKind::AuditCase, "draw_case"),
    (StreamKind::EvidencePack, "assemble_pack"),
    (StreamKind::Inspection, "notify_inspection"),
    (StreamKind::Erasure, "review_retention"),
    (StreamKind::Erasure, "request_erasure"),
    (StreamKind::LegalHold, "place_hold"),
];

/// The commands to an account that carry a secret or a digest of one, or choose for its person:
/// neither the interface nor the pages of the record offer them.
const NOT_OFFERED: [&str; 10] = [
    "choose_digest",
    "issue_calendar_feed",
    "issue_invitation",
    "issue_token",
    "link_external_identity",
    "replace_recovery_codes",
    "revoke_calendar_feed",
    "set_password",
    "set_second_step",
    "use_recovery_code",
];

static ALL: LazyLock<Vec<CommandDoc>> = LazyLock::new(|| {
    StreamKind::ALL
        .into_iter()
        .flat_map(|kind| of_enum(kind, &schema_of(kind)))
        .collect()
});

pub(super) fn all() -> &'static [CommandDoc] {
    &ALL
}

pub(super) fn find(kind: StreamKind, word: &str) -> Option<&'static CommandDoc> {
    ALL.iter().find(|doc| doc.kind == kind && doc.word == word)
}

pub(super) fn words(kind: StreamKind) -> Vec<&'static str> {
    let of_kind = ALL.iter().filter(|doc| doc.kind == kind && doc.offered);
    of_kind.map(|doc| doc.word.as_str()).collect()
}

pub(super) fn creates(kind: StreamKind, word: &str) -> bool {
    CREATING.contains(&(kind, word))
}

fn schema_of(kind: StreamKind) -> Schema {
    match kind {
        StreamKind::Partnership => complete_schema::<partnership::Command>(),
        StreamKind::Plan => complete_schema::<plan::Command>(),
        StreamKind::Recommendation => complete_schema::<recommendation::Command>(),
        StreamKind::ImprovementAction => complete_schema::<action::Command>(),
        StreamKind::Evidence => complete_schema::<evidence::Command>(),
        StreamKind::Meeting => complete_schema::<meeting::Command>(),
        StreamKind::Gap => complete_schema::<gap::Command>(),
        StreamKind::Account => complete_schema::<account::Command>(),
        StreamKind::SelfAssessment => complete_schema::<self_assessment::Command>(),
        StreamKind::ServiceReturn => complete_schema::<service_return::Command>(),
        StreamKind::SeriousIncident => complete_schema::<serious_incident::Command>(),
        StreamKind::RapidReview => complete_schema::<rapid_review::Command>(),
        StreamKind::ReviewSubject => complete_schema::<review_subject::Command>(),
        StreamKind::PracticeReview => complete_schema::<practice_review::Command>(),
        StreamKind::Briefing => complete_schema::<briefing::Command>(),
        StreamKind::LearningActivity => complete_schema::<learning_activity::Command>(),
        StreamKind::ChildDeathLearning => complete_schema::<child_death_learning::Command>(),
        StreamKind::AuditProgramme => complete_schema::<audit_programme::Command>(),
        StreamKind::Audit => complete_schema::<audit::Command>(),
        StreamKind::AuditCase => complete_schema::<audit_case::Command>(),
        StreamKind::EvidencePack => complete_schema::<evidence_pack::Command>(),
        StreamKind::Inspection => complete_schema::<inspection::Command>(),
        StreamKind::Erasure => complete_schema::<erasure::Command>(),
        StreamKind::LegalHold => complete_schema::<legal_hold::Command>(),
    }
}

/// A schema without references, so that each command's part can stand alone.
fn complete_schema<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    let generator = settings.for_deserialize().into_generator();
    generator.into_root_schema_for::<T>()
}

/// One entry for each variant of an externally tagged enum.
fn of_enum(kind: StreamKind, schema: &Schema) -> Vec<CommandDoc> {
    let variants = schema.get("oneOf").and_then(Value::as_array);
    variants
        .into_iter()
        .flatten()
        .filter_map(|variant| of_variant(kind, variant))
        .collect()
}

fn of_variant(kind: StreamKind, variant: &Value) -> Option<CommandDoc> {
    let (word, fields) = variant.get("properties")?.as_object()?.iter().next()?;
    let summary = variant.get("description").and_then(Value::as_str);
    Some(CommandDoc {
        kind,
        word: word.clone(),
        summary: summary.unwrap_or_default().replace('\n', " "),
        schema: Schema::try_from(fields.clone()).ok()?,
        creates: creates(kind, word),
        offered: kind != StreamKind::Account || !NOT_OFFERED.contains(&word.as_str()),
    })
}
