//! What still stands in the way of approving an audit's report, and of closing it.

use super::super::shown;
use crate::web::components::{Tag, TagColour, Task, TaskList, TaskStatus};
use maud::{Markup, html};
use projections::audits::{AuditStage, AuditView};

/// One thing that has to be so, whether it is, and where that is seen.
struct Need {
    title: String,
    is_met: bool,
    to: &'static str,
}

/// The list, each part leading to where it is done; what is closed or given up needs nothing.
pub(super) fn show(view: &AuditView<'_>) -> Markup {
    if matches!(view.stage, AuditStage::Closed | AuditStage::Abandoned) {
        return html! { p class="govuk-body" { "Nothing: it is over." } };
    }
    let approved = view.stage.is_reported();
    html! {
        @if !approved {
            h3 class="govuk-heading-s" { "Before the report is approved" }
            (list("approve", &to_approve(view)))
        }
        h3 class="govuk-heading-s" { "Before it is closed" }
        (list("close", &to_close(view)))
    }
}

fn to_approve(view: &AuditView<'_>) -> Vec<Need> {
    let sample = &view.sample;
    let ungraded = shown::count(number(sample.ungraded), "case", "cases");
    let unmoderated = shown::count(number(sample.unmoderated), "case", "cases");
    let outstanding = shown::count(number(view.returns.outstanding), "return", "returns");
    let stale = view.findings.iter().filter(|one| one.is_stale).count();
    let mut needs = vec![
        need(
            "The sample is frozen",
            view.audit.sample.is_some(),
            "#sample",
        ),
        need(
            format!("Every case is graded: {ungraded} left"),
            sample.ungraded == 0,
            "#moderation",
        ),
        need(
            format!("Every case is moderated: {unmoderated} left"),
            sample.unmoderated == 0,
            "#moderation",
        ),
        need(
            format!("Every return is in, or a reason is given: {outstanding} waited for"),
            view.returns.outstanding == 0,
            "#returns",
        ),
        need(
            "At least one finding is recorded",
            !view.findings.is_empty(),
            "#findings",
        ),
    ];
    if stale > 0 {
        let title = shown::count(stale, "finding counts", "findings count");
        let title = format!("{title} another sample than is left: correct it");
        needs.push(need(title, false, "#findings"));
    }
    needs
}

fn to_close(view: &AuditView<'_>) -> Vec<Need> {
    let orphans = view.findings.iter().filter(|one| one.is_orphan).count();
    let orphans_left = shown::count(orphans, "finding", "findings");
    let open = shown::count(view.open_concerns.len(), "concern", "concerns");
    vec![
        need("The report is approved", view.stage.is_reported(), "#after"),
        need(
            format!(
                "Every finding that asks for change has a recommendation, or a reason why not: \
                 {orphans_left} left"
            ),
            orphans == 0,
            "#findings",
        ),
        need(
            format!("Every child found unsafe is confirmed to be safe: {open} open"),
            view.open_concerns.is_empty(),
            "#sample",
        ),
        need(
            "What was learned reached people",
            !view.audit.disseminated.is_empty(),
            "#after",
        ),
    ]
}

fn need(title: impl Into<String>, is_met: bool, to: &'static str) -> Need {
    Need {
        title: title.into(),
        is_met,
        to,
    }
}

fn number(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

fn list(prefix: &str, needs: &[Need]) -> Markup {
    let items = needs.iter().map(|need| {
        let status = if need.is_met {
            TaskStatus::Words("Done".into())
        } else {
            TaskStatus::Tagged(Tag::new("Still to do", TagColour::Yellow))
        };
        Task::new(need.to, need.title.as_str(), status)
    });
    let list = TaskList {
        id_prefix: prefix,
        ..TaskList::new(items.collect())
    };
    html! { (list) }
}
