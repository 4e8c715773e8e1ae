//! Who may do what: one table, a row a command.
//!
//! The compiler refuses a command without a row. What a role may do to *which* thing is in
//! [`super::scope`]; that nobody verifies their own claim is the action's own rule.

use crate::envelope::Role;
use crate::evidence_pack;
use crate::ids::StreamKind;
use crate::inspection;
use crate::practice_review;
use crate::world::Command;
use crate::{account, action, evidence, gap, meeting, partnership, plan, recommendation};
use crate::{audit, audit_case, audit_programme};
use crate::{briefing, child_death_learning, learning_activity};
use crate::{erasure, legal_hold};
use crate::{rapid_review, review_subject, serious_incident};
use crate::{self_assessment, service_return};

/// Keeps the settings.
const SETTINGS: &[Role] = &[Role::Administrator, Role::BusinessManager];

/// Runs the plan's business.
const BUSINESS: &[Role] = &[Role::BusinessManager];

/// Decides for the board.
const BOARD: &[Role] = &[Role::BusinessManager, Role::Chair];

/// Runs the partnership's work from day to day.
const TEAM: &[Role] = &[
    Role::BusinessManager,
    Role::Chair,
    Role::PqaCoordinator,
    Role::CsprCoordinator,
];

/// Checks what others claim.
const SCRUTINY: &[Role] = &[
    Role::BusinessManager,
    Role::Chair,
    Role::PqaCoordinator,
    Role::PqaMember,
    Role::CsprCoordinator,
    Role::ReviewGroupMember,
];

/// Answers for an agency, or records its answer.
const ANSWERERS: &[Role] = &[
    Role::BusinessManager,
    Role::PqaCoordinator,
    Role::CsprCoordinator,
    Role::AgencyLead,
];

/// Updates an agency's work, or records what it says.
const OWNERS: &[Role] = &[
    Role::BusinessManager,
    Role::PqaCoordinator,
    Role::CsprCoordinator,
    Role::AgencyLead,
    Role::AgencyContributor,
];

/// Everybody who writes at all, but for the keeper of the settings.
const EVERY_WRITER: &[Role] = &[
    Role::BusinessManager,
    Role::Chair,
    Role::PqaCoordinator,
    Role::PqaMember,
    Role::CsprCoordinator,
    Role::ReviewGroupMember,
    Role::AgencyLead,
    Role::AgencyContributor,
];

/// Runs audits and rounds of self-assessment, and answers for what comes of them.
const ASSURERS: &[Role] = &[Role::BusinessManager, Role::PqaCoordinator];

/// Approves the report made of all returns.
const APPROVERS: &[Role] = &[Role::BusinessManager, Role::Chair, Role::PqaCoordinator];

/// Looks at practice together: grades and moderates, and records what was found.
const MODERATORS: &[Role] = &[Role::BusinessManager, Role::PqaCoordinator, Role::PqaMember];

/// Fills in an agency's own return, of an audit or of a round.
const COMPILERS: &[Role] = &[Role::AgencyLead, Role::AgencyContributor];

/// Signs an agency's return, and answers for it.
const AGENCY_LEADS: &[Role] = &[Role::AgencyLead];

/// Works through a practice review together: monitors it, and records what it says.
const REVIEW_GROUP: &[Role] = &[
    Role::BusinessManager,
    Role::CsprCoordinator,
    Role::ReviewGroupMember,
];

/// Decides whether and what is published, and when it will be.
const PUBLISHERS: &[Role] = &[Role::BusinessManager, Role::Chair, Role::CsprCoordinator];

/// Answers for an agency in a practice review, or records its answer.
const REVIEW_ANSWERERS: &[Role] = &[
    Role::BusinessManager,
    Role::CsprCoordinator,
    Role::AgencyLead,
];

/// Keeps the accounts.
const ACCOUNTS: &[Role] = &[Role::Administrator];

/// Sees that a child is safe, for no agency that had to act.
const CONFIRMERS: &[Role] = &[
    Role::BusinessManager,
    Role::Chair,
    Role::PqaCoordinator,
    Role::PqaMember,
];

/// Grades an agency's own practice, or records its grade.
const SELF_GRADERS: &[Role] = &[
    Role::BusinessManager,
    Role::PqaCoordinator,
    Role::AgencyLead,
];

/// Captures what practitioners say, or records what an agency captured.
const LISTENERS: &[Role] = &[
    Role::BusinessManager,
    Role::PqaCoordinator,
    Role::PqaMember,
    Role::AgencyLead,
    Role::AgencyContributor,
];

/// Runs serious incidents, rapid reviews and practice reviews from day to day.
const REVIEWERS: &[Role] = &[Role::BusinessManager, Role::CsprCoordinator];

/// Records what the safeguarding partners decided.
const DECIDERS: &[Role] = &[Role::BusinessManager, Role::Chair, Role::CsprCoordinator];

/// Looks at an incident together, and says what is learned from it.
const INCIDENT_GROUP: &[Role] = &[
    Role::BusinessManager,
    Role::Chair,
    Role::CsprCoordinator,
    Role::ReviewGroupMember,
];

/// Spreads what was learned.
const SPREADERS: &[Role] = &[
    Role::BusinessManager,
    Role::PqaCoordinator,
    Role::CsprCoordinator,
];

/// Keeps what the child death overview panel passes on.
const OVERVIEW_KEEPERS: &[Role] = &[Role::BusinessManager, Role::CsprCoordinator];

/// Everybody, for an account of their own.
const SELF: &[Role] = &Role::ALL;

/// Whether a role may give a command at all.
pub fn may(role: Role, command: &Command) -> bool {
    roles(command).contains(&role)
}

/// What the product may do by itself, at first start.
pub(super) fn system_may(command: &Command) -> bool {
    matches!(
        command,
        Command::Partnership(
            partnership::Command::AdoptRagScheme { .. }
                | partnership::Command::AdoptGradingScale { .. }
                | partnership::Command::AdoptStatutoryRuleSet { .. }
                | partnership::Command::LoadBankHolidayCalendar { .. }
                | partnership::Command::ReviseThemeTaxonomy { .. }
        )
    )
}

/// Writes the table once, and reads it both by command and by the command's word.
macro_rules! permissions {
    ($($kind:ident in $stream:ident: {
        $($word:literal $command:ident => $roles:ident;)*
    })*) => {
        /// The roles that may give a command.
        pub fn roles(command: &Command) -> &'static [Role] {
            match command {
                $(Command::$kind(command) => match command {
                    $($stream::Command::$command { .. } => $roles,)*
                },)*
            }
        }

        /// The roles that may give the command of this word, as pages ask before there is one.
        pub fn roles_of(kind: StreamKind, word: &str) -> Option<&'static [Role]> {
            $(if kind == kind_of::$stream {
                return match word {
                    $($word => Some($roles),)*
                    _ => None,
                };
            })*
            None
        }
    };
}

/// The kind of stream that each module's commands are for.
#[expect(non_upper_case_globals, reason = "named as the modules in the table")]
mod kind_of {
    use crate::ids::StreamKind;
    pub(super) const partnership: StreamKind = StreamKind::Partnership;
    pub(super) const plan: StreamKind = StreamKind::Plan;
    pub(super) const recommendation: StreamKind = StreamKind::Recommendation;
    pub(super) const action: StreamKind = StreamKind::ImprovementAction;
    pub(super) const evidence: StreamKind = StreamKind::Evidence;
    pub(super) const meeting: StreamKind = StreamKind::Meeting;
    pub(super) const gap: StreamKind = StreamKind::Gap;
    pub(super) const account: StreamKind = StreamKind::Account;
    pub(super) const self_assessment: StreamKind = StreamKind::SelfAssessment;
    pub(super) const service_return: StreamKind = StreamKind::ServiceReturn;
    pub(super) const serious_incident: StreamKind = StreamKind::SeriousIncident;
    pub(super) const rapid_review: StreamKind = StreamKind::RapidReview;
    pub(super) const review_subject: StreamKind = StreamKind::ReviewSubject;
    pub(super) const practice_review: StreamKind = StreamKind::PracticeReview;
    pub(super) const briefing: StreamKind = StreamKind::Briefing;
    pub(super) const learning_activity: StreamKind = StreamKind::LearningActivity;
    pub(super) const child_death_learning: StreamKind = StreamKind::ChildDeathLearning;
    pub(super) const audit_programme: StreamKind = StreamKind::AuditProgramme;
    pub(super) const audit: StreamKind = StreamKind::Audit;
    pub(super) const audit_case: StreamKind = StreamKind::AuditCase;
    pub(super) const evidence_pack: StreamKind = StreamKind::EvidencePack;
    pub(super) const inspection: StreamKind = StreamKind::Inspection;
    pub(super) const erasure: StreamKind = StreamKind::Erasure;
    pub(super) const legal_hold: StreamKind = StreamKind::LegalHold;
}

permissions! {
    Partnership in partnership: {
        "establish_partnership" EstablishPartnership => SETTINGS;
        "correct_partnership_details" CorrectPartnershipDetails => SETTINGS;
        "designate_safeguarding_partner" DesignateSafeguardingPartner => SETTINGS;
        "add_relevant_agency" AddRelevantAgency => SETTINGS;
        "correct_agency_details" CorrectAgencyDetails => SETTINGS;
        "withdraw_relevant_agency" WithdrawRelevantAgency => SETTINGS;
        "constitute_sub_group" ConstituteSubGroup => SETTINGS;
        "revise_group_membership" ReviseGroupMembership => SETTINGS;
        "appoint_chair" AppointChair => SETTINGS;
        "stand_down_chair" StandDownChair => SETTINGS;
        "declare_chair_vacant" DeclareChairVacant => SETTINGS;
        "appoint_role_holder" AppointRoleHolder => SETTINGS;
        "end_role_holder" EndRoleHolder => SETTINGS;
        "set_reporting_year" SetReportingYear => SETTINGS;
        "freeze_reporting_year" FreezeReportingYear => SETTINGS;
        "adopt_rag_scheme" AdoptRagScheme => SETTINGS;
        "adopt_grading_scale" AdoptGradingScale => SETTINGS;
        "adopt_statutory_rule_set" AdoptStatutoryRuleSet => SETTINGS;
        "load_bank_holiday_calendar" LoadBankHolidayCalendar => SETTINGS;
        "revise_theme_taxonomy" ReviseThemeTaxonomy => SETTINGS;
        "adopt_retention_rule" AdoptRetentionRule => SETTINGS;
        "agree_budget" AgreeBudget => BUSINESS;
        "record_contribution" RecordContribution => BUSINESS;
        "record_expenditure" RecordExpenditure => BUSINESS;
        "report_year_end_position" ReportYearEndPosition => BUSINESS;
        "remember_column_matching" RememberColumnMatching => SETTINGS;
    }
    Plan in plan: {
        "draft_plan" DraftPlan => BOARD;
        "record_import" RecordImport => BUSINESS;
        "review_plan" ReviewPlan => BOARD;
        "approve_plan" ApprovePlan => BOARD;
        "adopt_plan_jointly" AdoptPlanJointly => BOARD;
        "publish_plan" PublishPlan => BOARD;
        "correct_plan_details" CorrectPlanDetails => BOARD;
        "revise_plan" RevisePlan => BOARD;
        "adopt_priority" AdoptPriority => BOARD;
        "reword_priority" RewordPriority => BOARD;
        "name_priority_lead" NamePriorityLead => BOARD;
        "set_outcome" SetOutcome => BOARD;
        "set_success_measure" SetSuccessMeasure => TEAM;
        "assess_priority" AssessPriority => TEAM;
        "declare_little_or_no_progress" DeclareLittleOrNoProgress => BOARD;
        "rate_self" RateSelf => BOARD;
        "carry_priority_forward" CarryPriorityForward => BOARD;
        "retire_priority" RetirePriority => BOARD;
        "close_plan" ClosePlan => BOARD;
    }
    Recommendation in recommendation: {
        "make_recommendation" MakeRecommendation => TEAM;
        "check_recommendation_quality" CheckRecommendationQuality => TEAM;
        "accept_recommendation" AcceptRecommendation => ANSWERERS;
        "partly_accept_recommendation" PartlyAcceptRecommendation => ANSWERERS;
        "decline_recommendation" DeclineRecommendation => ANSWERERS;
        "amend_recommendation" AmendRecommendation => TEAM;
        "merge_recommendation" MergeRecommendation => TEAM;
        "split_recommendation" SplitRecommendation => TEAM;
        "supersede_recommendation" SupersedeRecommendation => TEAM;
        "carry_recommendation_forward" CarryRecommendationForward => TEAM;
        "link_earlier_recommendation" LinkEarlierRecommendation => TEAM;
        "report_implementation" ReportImplementation => OWNERS;
        "verify_implementation" VerifyImplementation => SCRUTINY;
        "judge_recommendation_impact" JudgeRecommendationImpact => SCRUTINY;
        "close_without_impact_evidence" CloseWithoutImpactEvidence => BOARD;
        "close_recommendation" CloseRecommendation => TEAM;
        "reopen_recommendation" ReopenRecommendation => TEAM;
    }
    Action in action: {
        "agree_action" AgreeAction => TEAM;
        "accept_action" AcceptAction => ANSWERERS;
        "query_action" QueryAction => OWNERS;
        "answer_action_query" AnswerActionQuery => TEAM;
        "reword_action" RewordAction => TEAM;
        "reassign_action" ReassignAction => TEAM;
        "set_action_measure" SetActionMeasure => ANSWERERS;
        "set_milestone" SetMilestone => OWNERS;
        "meet_milestone" MeetMilestone => OWNERS;
        "miss_milestone" MissMilestone => OWNERS;
        "reschedule_milestone" RescheduleMilestone => ANSWERERS;
        "depend_on_action" DependOnAction => ANSWERERS;
        "report_progress" ReportProgress => OWNERS;
        "rate_action" RateAction => OWNERS;
        "moderate_rating" ModerateRating => BOARD;
        "set_due_date" SetDueDate => ANSWERERS;
        "request_extension" RequestExtension => ANSWERERS;
        "refuse_extension" RefuseExtension => BOARD;
        "extend_due_date" ExtendDueDate => BOARD;
        "claim_completion" ClaimCompletion => OWNERS;
        "verify_completion" VerifyCompletion => SCRUTINY;
        "refuse_completion" RefuseCompletion => SCRUTINY;
        "judge_action_impact" JudgeActionImpact => SCRUTINY;
        "discontinue_action" DiscontinueAction => BOARD;
        "reopen_action" ReopenAction => TEAM;
        "send_reminder" SendReminder => TEAM;
        "escalate_overdue" EscalateOverdue => TEAM;
        "close_action" CloseAction => TEAM;
    }
    Evidence in evidence: {
        "lodge_evidence" LodgeEvidence => EVERY_WRITER;
        "link_evidence" LinkEvidence => EVERY_WRITER;
        "grade_evidence" GradeEvidence => SCRUTINY;
        "reject_evidence" RejectEvidence => SCRUTINY;
        "supersede_evidence" SupersedeEvidence => EVERY_WRITER;
        "record_redacted_copy" RecordRedactedCopy => TEAM;
    }
    Meeting in meeting: {
        "hold_meeting" HoldMeeting => TEAM;
        "cancel_meeting" CancelMeeting => TEAM;
        "make_decision" MakeDecision => TEAM;
        "ratify_decision" RatifyDecision => TEAM;
        "rescind_decision" RescindDecision => TEAM;
        "freeze_paper" FreezePaper => TEAM;
        "approve_minutes" ApproveMinutes => TEAM;
    }
    Gap in gap: {
        "dispose_of_gap" DisposeOfGap => TEAM;
        "reopen_gap" ReopenGap => TEAM;
    }
    Account in account: {
        "open_account" OpenAccount => ACCOUNTS;
        "correct_account_details" CorrectAccountDetails => ACCOUNTS;
        "link_holding" LinkHolding => ACCOUNTS;
        "issue_invitation" IssueInvitation => ACCOUNTS;
        "set_password" SetPassword => SELF;
        "set_second_step" SetSecondStep => SELF;
        "use_recovery_code" UseRecoveryCode => SELF;
        "replace_recovery_codes" ReplaceRecoveryCodes => SELF;
        "remove_second_step" RemoveSecondStep => ACCOUNTS;
        "link_external_identity" LinkExternalIdentity => SELF;
        "unlink_external_identity" UnlinkExternalIdentity => ACCOUNTS;
        "suspend_account" SuspendAccount => ACCOUNTS;
        "restore_account" RestoreAccount => ACCOUNTS;
        "issue_token" IssueToken => SELF;
        "revoke_token" RevokeToken => SELF;
        "issue_calendar_feed" IssueCalendarFeed => SELF;
        "revoke_calendar_feed" RevokeCalendarFeed => SELF;
        "choose_digest" ChooseDigest => SELF;
    }
    SelfAssessment in self_assessment: {
        "open_campaign" OpenCampaign => ASSURERS;
        "invite_return" InviteReturn => ASSURERS;
        "escalate_overdue_return" EscalateOverdueReturn => ASSURERS;
        "report_non_return" ReportNonReturn => ASSURERS;
        "approve_composite_report" ApproveCompositeReport => APPROVERS;
        "close_campaign" CloseCampaign => ASSURERS;
    }
    ServiceReturn in service_return: {
        "start_return" StartReturn => COMPILERS;
        "carry_answers_forward" CarryAnswersForward => COMPILERS;
        "reaffirm_answer" ReaffirmAnswer => COMPILERS;
        "assess_standard" AssessStandard => COMPILERS;
        "sign_off_return" SignOffReturn => AGENCY_LEADS;
        "submit_return" SubmitReturn => AGENCY_LEADS;
        "request_clarification" RequestClarification => MODERATORS;
        "provide_clarification" ProvideClarification => COMPILERS;
        "hold_challenge" HoldChallenge => ASSURERS;
        "moderate_standard" ModerateStandard => MODERATORS;
        "accept_return" AcceptReturn => ASSURERS;
        "agree_agency_action" AgreeAgencyAction => ASSURERS;
        "report_agency_action_done" ReportAgencyActionDone => COMPILERS;
        "share_return" ShareReturn => ASSURERS;
        "send_return_reminder" SendReturnReminder => ASSURERS;
        "close_return" CloseReturn => ASSURERS;
    }
    SeriousIncident in serious_incident: {
        "refer_incident" ReferIncident => REVIEWERS;
        "correct_incident" CorrectIncident => REVIEWERS;
        "become_aware" BecomeAware => REVIEWERS;
        "decide_notification" DecideNotification => DECIDERS;
        "notify_panel" NotifyPanel => REVIEWERS;
        "explain_late_notification" ExplainLateNotification => REVIEWERS;
        "inform_partners" InformPartners => REVIEWERS;
        "inform_ofsted_and_dfe" InformOfstedAndDfe => REVIEWERS;
        "withdraw_notification" WithdrawNotification => DECIDERS;
    }
    RapidReview in rapid_review: {
        "open_rapid_review" OpenRapidReview => REVIEWERS;
        "agree_lead_area" AgreeLeadArea => REVIEWERS;
        "secure_records" SecureRecords => REVIEWERS;
        "set_day_plan" SetDayPlan => REVIEWERS;
        "request_summary" RequestSummary => REVIEWERS;
        "send_summary" SendSummary => AGENCY_LEADS;
        "receive_summary" ReceiveSummary => REVIEWERS;
        "return_summary" ReturnSummary => REVIEWERS;
        "chase_summary" ChaseSummary => REVIEWERS;
        "explain_missing_summary" ExplainMissingSummary => REVIEWERS;
        "check_previous_learning" CheckPreviousLearning => INCIDENT_GROUP;
        "hold_review_meeting" HoldReviewMeeting => REVIEWERS;
        "record_learning_point" RecordLearningPoint => INCIDENT_GROUP;
        "correct_learning_point" CorrectLearningPoint => INCIDENT_GROUP;
        "decide_review" DecideReview => DECIDERS;
        "submit_rapid_review" SubmitRapidReview => REVIEWERS;
        "record_delay_reason" RecordDelayReason => REVIEWERS;
        "receive_panel_response" ReceivePanelResponse => REVIEWERS;
        "record_panel_lapse" RecordPanelLapse => REVIEWERS;
        "reconsider_decision" ReconsiderDecision => DECIDERS;
        "close_rapid_review" CloseRapidReview => REVIEWERS;
    }
    ReviewSubject in review_subject: {
        "add_subject" AddSubject => REVIEWERS;
        "correct_subject" CorrectSubject => REVIEWERS;
        "record_circumstances" RecordCircumstances => REVIEWERS;
        "capture_subject_view" CaptureSubjectView => INCIDENT_GROUP;
        "judge_safety" JudgeSafety => INCIDENT_GROUP;
        "record_safety_action" RecordSafetyAction => INCIDENT_GROUP;
        "confirm_safety_action" ConfirmSafetyAction => INCIDENT_GROUP;
    }
    PracticeReview in practice_review: {
        "commission_review" CommissionReview => REVIEWERS;
        "appoint_reviewer" AppointReviewer => REVIEWERS;
        "remove_reviewer" RemoveReviewer => REVIEWERS;
        "agree_terms_of_reference" AgreeTermsOfReference => REVIEWERS;
        "revise_terms_of_reference" ReviseTermsOfReference => REVIEWERS;
        "register_parallel_proceeding" RegisterParallelProceeding => REVIEWERS;
        "conclude_parallel_proceeding" ConcludeParallelProceeding => REVIEWERS;
        "invite_family" InviteFamily => REVIEWERS;
        "record_family_contribution" RecordFamilyContribution => REVIEWERS;
        "record_family_declined" RecordFamilyDeclined => REVIEWERS;
        "hold_practitioner_event" HoldPractitionerEvent => REVIEWERS;
        "monitor_review_progress" MonitorReviewProgress => REVIEW_GROUP;
        "request_information" RequestInformation => REVIEWERS;
        "provide_information" ProvideInformation => REVIEW_ANSWERERS;
        "receive_draft_report" ReceiveDraftReport => REVIEWERS;
        "request_accuracy_check" RequestAccuracyCheck => REVIEWERS;
        "check_accuracy" CheckAccuracy => REVIEW_ANSWERERS;
        "record_review_finding" RecordReviewFinding => REVIEW_GROUP;
        "correct_review_finding" CorrectReviewFinding => REVIEW_GROUP;
        "justify_no_recommendation" JustifyNoRecommendation => REVIEWERS;
        "release_early_learning" ReleaseEarlyLearning => REVIEWERS;
        "sign_off_report" SignOffReport => REVIEW_ANSWERERS;
        "assess_publication_impact" AssessPublicationImpact => REVIEWERS;
        "check_anonymisation" CheckAnonymisation => REVIEW_GROUP;
        "send_report_to_panel" SendReportToPanel => REVIEWERS;
        "send_report_to_ofsted" SendReportToOfsted => REVIEWERS;
        "record_panel_comment" RecordPanelComment => REVIEWERS;
        "delay_publication" DelayPublication => PUBLISHERS;
        "decide_non_publication" DecideNonPublication => PUBLISHERS;
        "publish_report" PublishReport => PUBLISHERS;
        "publish_improvements" PublishImprovements => PUBLISHERS;
        "take_report_down" TakeReportDown => PUBLISHERS;
        "close_review" CloseReview => REVIEWERS;
    }
    Briefing in briefing: {
        "draft_briefing" DraftBriefing => SPREADERS;
        "redraft_briefing" RedraftBriefing => SPREADERS;
        "clear_briefing" ClearBriefing => SCRUTINY;
        "publish_briefing" PublishBriefing => SPREADERS;
        "withdraw_briefing" WithdrawBriefing => SPREADERS;
        "request_cascade" RequestCascade => SPREADERS;
        "confirm_cascade" ConfirmCascade => AGENCY_LEADS;
        "chase_cascade" ChaseCascade => SPREADERS;
    }
    LearningActivity in learning_activity: {
        "schedule_activity" ScheduleActivity => SPREADERS;
        "cancel_activity" CancelActivity => SPREADERS;
        "analyse_training_needs" AnalyseTrainingNeeds => SPREADERS;
        "hold_activity" HoldActivity => SPREADERS;
        "issue_newsletter" IssueNewsletter => SPREADERS;
        "evaluate_activity" EvaluateActivity => SPREADERS;
        "evaluate_practice_impact" EvaluatePracticeImpact => SPREADERS;
        "judge_effect_on_practice" JudgeEffectOnPractice => SCRUTINY;
        "assure_course_quality" AssureCourseQuality => SCRUTINY;
        "recommission_course" RecommissionCourse => SPREADERS;
    }
    ChildDeathLearning in child_death_learning: {
        "open_child_death_year" OpenChildDeathYear => OVERVIEW_KEEPERS;
        "receive_cdop_learning" ReceiveCdopLearning => OVERVIEW_KEEPERS;
        "receive_cdop_recommendation" ReceiveCdopRecommendation => OVERVIEW_KEEPERS;
        "record_deaths_referred" RecordDeathsReferred => OVERVIEW_KEEPERS;
        "receive_cdop_annual_report" ReceiveCdopAnnualReport => OVERVIEW_KEEPERS;
    }
    AuditProgramme in audit_programme: {
        "agree_programme" AgreeProgramme => ASSURERS;
        "schedule_audit" ScheduleAudit => ASSURERS;
        "reschedule_audit" RescheduleAudit => ASSURERS;
        "drop_audit" DropAudit => ASSURERS;
        "acknowledge_shortfall" AcknowledgeShortfall => ASSURERS;
        "close_programme" CloseProgramme => ASSURERS;
    }
    Audit in audit: {
        "commission_audit" CommissionAudit => ASSURERS;
        "issue_audit_tool" IssueAuditTool => ASSURERS;
        "draw_sample" DrawSample => ASSURERS;
        "record_moderation_meeting" RecordModerationMeeting => MODERATORS;
        "record_finding" RecordFinding => MODERATORS;
        "correct_finding" CorrectFinding => MODERATORS;
        "match_finding_to_earlier" MatchFindingToEarlier => MODERATORS;
        "justify_no_recommendation" JustifyNoRecommendation => ASSURERS;
        "approve_audit_report" ApproveAuditReport => ASSURERS;
        "present_audit" PresentAudit => ASSURERS;
        "disseminate_audit_learning" DisseminateAuditLearning => ASSURERS;
        "schedule_repeat_audit" ScheduleRepeatAudit => ASSURERS;
        "compare_with_baseline" CompareWithBaseline => ASSURERS;
        "close_audit" CloseAudit => ASSURERS;
        "abandon_audit" AbandonAudit => ASSURERS;
    }
    AuditCase in audit_case: {
        "draw_case" DrawCase => ASSURERS;
        "exclude_case" ExcludeCase => ASSURERS;
        "request_return" RequestReturn => ASSURERS;
        "send_return_reminder" SendReturnReminder => ASSURERS;
        "save_return_draft" SaveReturnDraft => COMPILERS;
        "submit_return" SubmitReturn => AGENCY_LEADS;
        "receive_return" ReceiveReturn => ASSURERS;
        "return_for_rework" ReturnForRework => ASSURERS;
        "grade_own_case" GradeOwnCase => SELF_GRADERS;
        "grade_case_as_peer" GradeCaseAsPeer => MODERATORS;
        "raise_immediate_concern" RaiseImmediateConcern => EVERY_WRITER;
        "tell_of_concern" TellOfConcern => EVERY_WRITER;
        "confirm_corrective_action" ConfirmCorrectiveAction => CONFIRMERS;
        "capture_practitioner_reflection" CapturePractitionerReflection => LISTENERS;
        "capture_family_view" CaptureFamilyView => MODERATORS;
        "moderate_case" ModerateCase => MODERATORS;
    }
    EvidencePack in evidence_pack: {
        "assemble_pack" AssemblePack => TEAM;
        "release_pack" ReleasePack => BOARD;
    }
    Inspection in inspection: {
        "notify_inspection" NotifyInspection => TEAM;
        "change_inspection_dates" ChangeInspectionDates => TEAM;
        "receive_information_request" ReceiveInformationRequest => TEAM;
        "answer_information_request" AnswerInformationRequest => ANSWERERS;
        "withdraw_information_request" WithdrawInformationRequest => TEAM;
        "explain_late_answer" ExplainLateAnswer => ANSWERERS;
        "receive_inspection_letter" ReceiveInspectionLetter => TEAM;
        "receive_inspection_finding" ReceiveInspectionFinding => TEAM;
        "correct_inspection_finding" CorrectInspectionFinding => TEAM;
        "justify_no_recommendation" JustifyNoRecommendation => TEAM;
        "submit_post_inspection_plan" SubmitPostInspectionPlan => TEAM;
        "explain_late_plan" ExplainLatePlan => TEAM;
        "close_inspection" CloseInspection => BOARD;
    }
    Erasure in erasure: {
        "review_retention" ReviewRetention => TEAM;
        "request_erasure" RequestErasure => TEAM;
        "refuse_erasure" RefuseErasure => BOARD;
        "erase_data" EraseData => BOARD;
    }
    LegalHold in legal_hold: {
        "place_hold" PlaceHold => TEAM;
        "lift_hold" LiftHold => BOARD;
    }
}
