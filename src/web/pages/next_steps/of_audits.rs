//! "What next" on an audit and on one of its cases.

use super::{Step, Steps};
use crate::web::forms::speaks_for;
use crate::web::reading::Reading;
use events::ids::StreamKind;
use projections::audits::{Audit, AuditStage, AuditView, Case, Concern};

/// What may be done with an audit, the likeliest first.
pub fn for_audit(reading: &Reading<'_>, view: &AuditView<'_>) -> Vec<Step> {
    let audit = view.audit;
    let mut steps = Steps::of(reading, audit.id);
    let stage = view.stage;
    let over = matches!(stage, AuditStage::Closed | AuditStage::Abandoned);
    drawing(&mut steps, view);
    let sampled = audit.sample.is_some() && stage.is_under_way();
    let moderated = matches!(stage, AuditStage::Moderated | AuditStage::Reported);
    let found = stage == AuditStage::Reported;
    steps.add(found, "approve_audit_report", "Approve the report");
    steps.add(moderated, "record_finding", "Record a finding");
    steps.add(
        sampled && !moderated,
        "record_moderation_meeting",
        "Record the moderation meeting",
    );
    let reported = stage.is_reported() && !over;
    let shared = !audit.disseminated.is_empty();
    steps.add(reported && shared, "close_audit", "Close the audit");
    steps.add(
        reported,
        "disseminate_audit_learning",
        "Record whom the learning reached",
    );
    let again = audit.repeat_of.is_some() && audit.report_approved.is_some() && !over;
    steps.add(
        again,
        "compare_with_baseline",
        "Compare with the earlier audit",
    );
    steps.add(reported, "present_audit", "Record that a meeting heard it");
    steps.add(
        reported,
        "schedule_repeat_audit",
        "Say by when it is made again",
    );
    let query = format!("?repeat_of={}", audit.id);
    let repeat = stage.is_reported() && view.repeats.is_empty();
    let commission = "commission_audit";
    steps.begin(
        repeat,
        StreamKind::Audit,
        commission,
        &query,
        "Commission the repeat",
    );
    steps.add(
        sampled && moderated,
        "record_moderation_meeting",
        "Record another moderation meeting",
    );
    steps.add(!over && !reported, "abandon_audit", "Give the audit up");
    steps.found
}

/// What comes before the fieldwork.
fn drawing(steps: &mut Steps<'_>, view: &AuditView<'_>) {
    let audit = view.audit;
    let open = view.stage == AuditStage::Commissioned;
    let before = open || view.stage == AuditStage::Sampled;
    let tool = audit.tool().is_some();
    steps.add(
        before && !tool,
        "issue_audit_tool",
        "Give out the audit tool",
    );
    let query = format!("?audit={}", audit.id);
    steps.begin(
        open,
        StreamKind::AuditCase,
        "draw_case",
        &query,
        "Draw a case",
    );
    steps.add(
        open && !view.cases.is_empty(),
        "draw_sample",
        "Freeze the sample",
    );
    steps.add(
        before && tool,
        "issue_audit_tool",
        "Give out another version of the tool",
    );
}

/// What may be done with a case, the likeliest first.
pub fn for_case(reading: &Reading<'_>, audit: &Audit, case: &Case) -> Vec<Step> {
    let mut steps = Steps::of(reading, case.id);
    let stage = reading.view.audits.stage(audit.id);
    let open = stage.is_some_and(AuditStage::is_under_way);
    let sampled = open && audit.sample.is_some() && case.excluded.is_none();
    let own = speaks_for(reading);
    let involved = own.is_none_or(|agency| case.agencies.contains(&agency));
    if let Some(agency) = own {
        let waited = case
            .returns
            .get(&agency)
            .is_some_and(|one| one.state.is_outstanding());
        let query = format!("?agency={agency}");
        let waited = waited && sampled;
        steps.add_with(waited, "save_return_draft", &query, "Fill in your return");
        steps.add_with(waited, "submit_return", &query, "Sign and send your return");
        let graded = case.self_grades.contains_key(&agency);
        let words = if graded {
            "Change your own grade"
        } else {
            "Grade your own practice"
        };
        steps.add_with(sampled && involved, "grade_own_case", &query, words);
    } else {
        let asked = |agency| case.returns.contains_key(agency);
        let unasked = !case.agencies.iter().all(asked);
        steps.add(
            sampled && unasked,
            "request_return",
            "Ask an agency for its return",
        );
        steps.add(sampled, "grade_case_as_peer", "Grade it for the sub-group");
        let met = !audit.moderation.is_empty();
        steps.add(
            sampled && met,
            "moderate_case",
            "Record the grade agreed together",
        );
    }
    let unsafe_child = case.concerns.iter().any(Concern::is_open);
    steps.add(
        unsafe_child && involved,
        "confirm_corrective_action",
        "Confirm what was done",
    );
    steps.add(
        unsafe_child && involved,
        "tell_of_concern",
        "Record who else was told",
    );
    steps.add(
        open && involved,
        "raise_immediate_concern",
        "Raise an immediate concern",
    );
    let heard = open && involved;
    steps.add(
        heard,
        "capture_practitioner_reflection",
        "Record what a practitioner said",
    );
    steps.add(
        heard,
        "capture_family_view",
        "Record what the child or the family said",
    );
    steps.add(sampled && own.is_none(), "exclude_case", "Exclude the case");
    steps.found
}
