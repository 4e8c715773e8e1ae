//! The sorts of dates there are to be kept.

use serde::Serialize;

/// What sort of date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// An action's due date.
    Action,
    /// A milestone of an action.
    Milestone,
    /// A recommendation's date.
    Recommendation,
    /// What one agency returns about the children of an audit.
    AuditReturns,
    /// The report of an audit.
    AuditReport,
    /// An audit that is to be made again.
    AuditRepeat,
    /// An audit that a year's programme planned for a quarter: the quarter's last day.
    PlannedAudit,
    /// An agency's self-assessment.
    SelfAssessment,
    /// What an agency agreed to do about its self-assessment.
    AgencyAction,
    /// The national Panel is notified of a serious incident.
    Notification,
    /// A rapid review is with the Panel.
    RapidReview,
    /// An agency's summary for a rapid review.
    AgencySummary,
    /// A step of a rapid review's own day plan.
    DayPlan,
    /// Something to be done at once so that a child is safe.
    SafetyAction,
    /// A practice review's publication.
    ReviewPublished,
    /// The copy of its report to the Panel and the Secretary of State.
    PanelCopy,
    /// A step planned back from those.
    ReviewStep,
    /// A look at its time and quality.
    ReviewMonitoring,
    /// How long its report stays public.
    ReportPublic,
    /// What was asked for it in writing, or whether its draft is accurate.
    ReviewRequest,
    /// A briefing that an agency passes on.
    Cascade,
    /// Practice looked at months after an activity.
    LaterLook,
    /// What an inspectorate asked for.
    InformationRequest,
    /// The plan that answers an inspection.
    PostInspectionPlan,
    /// How long a closed record is kept is reviewed.
    RetentionReview,
}

impl DeadlineKind {
    /// Every sort, in the order of the work.
    pub const ALL: [Self; 25] = [
        Self::Action,
        Self::Milestone,
        Self::Recommendation,
        Self::AuditReturns,
        Self::AuditReport,
        Self::AuditRepeat,
        Self::PlannedAudit,
        Self::SelfAssessment,
        Self::AgencyAction,
        Self::Notification,
        Self::RapidReview,
        Self::AgencySummary,
        Self::DayPlan,
        Self::SafetyAction,
        Self::ReviewPublished,
        Self::PanelCopy,
        Self::ReviewStep,
        Self::ReviewMonitoring,
        Self::ReportPublic,
        Self::ReviewRequest,
        Self::Cascade,
        Self::LaterLook,
        Self::InformationRequest,
        Self::PostInspectionPlan,
        Self::RetentionReview,
    ];

    /// Its stable name, as it is written in answers and addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Action => "action",
            Self::Milestone => "milestone",
            Self::Recommendation => "recommendation",
            Self::AuditReturns => "audit_returns",
            Self::AuditReport => "audit_report",
            Self::AuditRepeat => "audit_repeat",
            Self::PlannedAudit => "planned_audit",
            Self::SelfAssessment => "self_assessment",
            Self::AgencyAction => "agency_action",
            Self::Notification => "notification",
            Self::RapidReview => "rapid_review",
            Self::AgencySummary => "agency_summary",
            Self::DayPlan => "day_plan",
            Self::SafetyAction => "safety_action",
            Self::ReviewPublished => "review_published",
            Self::PanelCopy => "panel_copy",
            Self::ReviewStep => "review_step",
            Self::ReviewMonitoring => "review_monitoring",
            Self::ReportPublic => "report_public",
            Self::ReviewRequest => "review_request",
            Self::Cascade => "cascade",
            Self::LaterLook => "later_look",
            Self::InformationRequest => "information_request",
            Self::PostInspectionPlan => "post_inspection_plan",
            Self::RetentionReview => "retention_review",
        }
    }

    /// The words a page shows.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Action => "Action",
            Self::Milestone => "Milestone",
            Self::Recommendation => "Recommendation",
            Self::AuditReturns => "Audit returns",
            Self::AuditReport => "Audit report",
            Self::AuditRepeat => "Repeat audit",
            Self::PlannedAudit => "Planned audit",
            Self::SelfAssessment => "Self-assessment",
            Self::AgencyAction => "Agency action",
            Self::Notification => "Notification of the Panel",
            Self::RapidReview => "Rapid review",
            Self::AgencySummary => "Summary for a rapid review",
            Self::DayPlan => "Step of a rapid review",
            Self::SafetyAction => "Safety action",
            Self::ReviewPublished => "Practice review",
            Self::PanelCopy => "Copy to the Panel",
            Self::ReviewStep => "Step of a review",
            Self::ReviewMonitoring => "Review monitoring",
            Self::ReportPublic => "Report stays public",
            Self::ReviewRequest => "Asked for a review",
            Self::Cascade => "Briefing to pass on",
            Self::LaterLook => "Look at effect on practice",
            Self::InformationRequest => "Request of an inspectorate",
            Self::PostInspectionPlan => "Plan after an inspection",
            Self::RetentionReview => "Retention review",
        }
    }

    /// One and several of them, in a count.
    pub const fn counted(self) -> (&'static str, &'static str) {
        match self {
            Self::Action => ("action", "actions"),
            Self::Milestone => ("milestone", "milestones"),
            Self::Recommendation => ("recommendation", "recommendations"),
            Self::AuditReturns => ("set of audit returns", "sets of audit returns"),
            Self::AuditReport => ("audit report", "audit reports"),
            Self::AuditRepeat => ("repeat audit", "repeat audits"),
            Self::PlannedAudit => ("planned audit", "planned audits"),
            Self::SelfAssessment => ("self-assessment", "self-assessments"),
            Self::AgencyAction => ("agency action", "agency actions"),
            Self::Notification => ("notification", "notifications"),
            Self::RapidReview => ("rapid review", "rapid reviews"),
            Self::AgencySummary => ("summary", "summaries"),
            Self::DayPlan => ("step of a rapid review", "steps of rapid reviews"),
            Self::SafetyAction => ("safety action", "safety actions"),
            Self::ReviewPublished => ("practice review", "practice reviews"),
            Self::PanelCopy => ("copy to the Panel", "copies to the Panel"),
            Self::ReviewStep => ("step of a review", "steps of reviews"),
            Self::ReviewMonitoring => ("review to monitor", "reviews to monitor"),
            Self::ReportPublic => ("report to keep public", "reports to keep public"),
            Self::ReviewRequest => ("request of a review", "requests of reviews"),
            Self::Cascade => ("briefing to pass on", "briefings to pass on"),
            Self::LaterLook => ("look at effect on practice", "looks at effect on practice"),
            Self::InformationRequest => ("request of an inspectorate", "requests of inspectorates"),
            Self::PostInspectionPlan => ("plan after an inspection", "plans after inspections"),
            Self::RetentionReview => ("retention review", "retention reviews"),
        }
    }
}
