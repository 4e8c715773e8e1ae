//! The year: its programme, an audit with its sample, returns, concerns, grades and findings, and
//! the audit that looks again.

use super::*;

impl Walk {
    pub(super) fn programme(&mut self) {
        let police = POLICE.to_string();
        let by = (pqa(), "2026-04-01");
        let planned = [
            ("title", "2026 to 2027"),
            ("starts@", "2026-04-01"),
            ("ends@", "2027-03-31"),
            ("minimum", "3"),
            ("scheduled-0-kind", "multi_agency"),
            ("scheduled-0-theme", "neglect"),
            ("scheduled-0-title", "Neglect of young children"),
            ("scheduled-0-quarter", "1"),
            ("scheduled-0-lead-role", "Head of Quality"),
            ("scheduled-0-lead-agency", police.as_str()),
            ("scheduled-2-kind", "dip_sample"),
            ("scheduled-2-theme", "neglect"),
            ("scheduled-2-title", "Chronologies"),
            ("scheduled-2-quarter", "2"),
            ("scheduled-2-lead-role", "Head of Quality"),
        ];
        self.fill(by, PROGRAMME, "agree_programme", &planned, Why::Said);
        let one_more = [
            ("title", "Bruises"),
            ("kind", "deep_dive"),
            ("theme", "neglect"),
            ("quarter", "3"),
            ("lead-role", "Designated Nurse"),
        ];
        self.fill(by, PROGRAMME, "schedule_audit", &one_more, Why::Unsaid);
        let entries = self.entries();
        self.opened_with("scheduled", entries[1]);
        let same = self.refused(by, PROGRAMME, "reschedule_audit", &[("to", "2")], Why::Said);
        assert_eq!(same, ["quarter_unchanged"]);
        self.fill(by, PROGRAMME, "reschedule_audit", &[("to", "4")], Why::Said);
        for entry in &entries[1..] {
            let entry = entry.to_string();
            let typed = [("scheduled", entry.as_str())];
            self.fill(by, PROGRAMME, "drop_audit", &typed, Why::Said);
        }
    }

    fn commission(&mut self, id: AuditId, reference: &str) {
        let (police, council) = (POLICE.to_string(), COUNCIL.to_string());
        let typed = [
            ("title", "Neglect of young children"),
            ("reference", reference),
            ("question", "Is neglect seen early?"),
            ("cohort", "Children under five"),
            ("theme", "neglect"),
            ("sample_planned", "3"),
            ("method", "Case files and a meeting"),
            ("agencies", police.as_str()),
            ("agencies", council.as_str()),
            ("starts@", "2026-05-01"),
            ("fieldwork_due@", "2026-07-31"),
            ("report_due@", "2026-09-30"),
        ];
        let mut typed = typed.to_vec();
        if id == AUDIT {
            typed.push(("kind", "multi_agency"));
        }
        let by = (pqa(), "2026-05-01");
        self.fill(by, id, "commission_audit", &typed, Why::Unsaid);
    }

    fn draw(&mut self, audit: AuditId, case: CaseId, alias: &str) {
        let (police, council) = (POLICE.to_string(), COUNCIL.to_string());
        let typed = [
            ("alias", alias),
            ("age_band", "one_to_four"),
            ("agencies", police.as_str()),
            ("agencies", council.as_str()),
        ];
        self.opened_with("audit", audit);
        self.fill(
            (pqa(), "2026-05-02"),
            case,
            "draw_case",
            &typed,
            Why::Unsaid,
        );
    }

    pub(super) fn sample(&mut self) {
        let by = (pqa(), "2026-05-02");
        let entry = self.entries()[0];
        self.opened_with("scheduled", entry);
        self.commission(AUDIT, "A1 2026");
        let questions = [
            ("questions-0-key", "1"),
            ("questions-0-words", "Was the child seen alone?"),
            ("questions-1-key", "2a"),
            ("questions-1-words", "Is there a chronology?"),
            ("descriptors-G", "The child was seen alone"),
        ];
        self.fill(by, AUDIT, "issue_audit_tool", &questions, Why::Unsaid);
        for (case, alias) in CASES.into_iter().zip(["A-01", "A-02", "A-03"]) {
            self.draw(AUDIT, case, alias);
        }
        self.opened_with("audit", AUDIT);
        let police = POLICE.to_string();
        let named = [("alias", "Baby S"), ("agencies", police.as_str())];
        let refused = self.refused(by, LATER_CASE, "draw_case", &named, Why::Unsaid);
        assert_eq!(refused, ["alias_malformed"]);
        let method = [("method", "Every fifth child on a plan")];
        self.fill(by, AUDIT, "draw_sample", &method, Why::Unsaid);
    }

    pub(super) fn returns(&mut self) {
        let by = (pqa(), "2026-05-03");
        let case = CASES[0];
        for agency in [POLICE, COUNCIL] {
            let agency = agency.to_string();
            let typed = [("agency", agency.as_str()), ("due@", "2026-06-30")];
            self.fill(by, case, "request_return", &typed, Why::Unsaid);
            self.fill(by, case, "send_return_reminder", &typed[..1], Why::Unsaid);
        }
        let draft = [("answers-1", "Yes")];
        let filler = (contributor(POLICE), "2026-05-04");
        self.fill(filler, case, "save_return_draft", &draft, Why::Unsaid);
        let signer = (lead_of(POLICE), "2026-05-04");
        let half = self.refused(signer, case, "submit_return", &draft, Why::Unsaid);
        assert_eq!(half, ["question_unanswered"]);
        let whole = [("answers-1", "Yes"), ("answers-2a", "No")];
        self.fill(signer, case, "submit_return", &whole, Why::Unsaid);
        let police = POLICE.to_string();
        let typed = [("agency", police.as_str())];
        self.fill(by, case, "return_for_rework", &typed, Why::Said);
        for agency in [POLICE, COUNCIL] {
            let agency = agency.to_string();
            let typed = [("agency", agency.as_str())];
            self.fill(by, case, "receive_return", &typed, Why::Unsaid);
        }
    }

    pub(super) fn concerns(&mut self) {
        let case = CASES[0];
        let (police, council) = (POLICE.to_string(), COUNCIL.to_string());
        let raise = [
            ("words", "Nobody has seen the child for a month"),
            ("agencies", police.as_str()),
            ("told-0-who", "Duty manager"),
            ("told-0-on@", "2026-05-05"),
        ];
        let by = (lead_of(COUNCIL), "2026-05-05");
        self.fill(by, case, "raise_immediate_concern", &raise, Why::Unsaid);
        let concern = *self.case(case).concerns.keys().next().unwrap();
        let tell = [
            ("told-0-who", "Head of Service"),
            ("told-0-agency", council.as_str()),
            ("told-0-on@", "2026-05-05"),
        ];
        let by = (pqa(), "2026-05-05");
        self.opened_with("concern", concern);
        self.fill(by, case, "tell_of_concern", &tell, Why::Unsaid);
        let done = [("words", "Seen at home; the file shows it")];
        self.opened_with("concern", concern);
        self.fill(by, case, "confirm_corrective_action", &done, Why::Unsaid);
        let said = [
            ("agency", police.as_str()),
            ("words", "We had no chronology"),
        ];
        let reflection = "capture_practitioner_reflection";
        self.fill(by, case, reflection, &said, Why::Unsaid);
        let said = [("who", "parent"), ("words", "Nobody asked us")];
        self.fill(by, case, "capture_family_view", &said, Why::Unsaid);
    }

    pub(super) fn grades(&mut self) {
        let own = (lead_of(POLICE), "2026-05-06");
        let evidence = EVIDENCE.to_string();
        let typed = [("grade", "G"), ("evidence", evidence.as_str())];
        self.fill(own, CASES[0], "grade_own_case", &typed, Why::Unsaid);
        let peer = (team(Role::PqaMember), "2026-05-06");
        for case in [CASES[0], CASES[1]] {
            self.fill(
                peer,
                case,
                "grade_case_as_peer",
                &[("grade", "G")],
                Why::Unsaid,
            );
        }
        let by = (pqa(), "2026-05-06");
        self.fill(by, CASES[2], "exclude_case", &[], Why::Said);
        let (police, council) = (
            format!("attendance-{POLICE}"),
            format!("attendance-{COUNCIL}"),
        );
        let met = [(police.as_str(), "present"), (council.as_str(), "deputy")];
        let alone = self.refused(
            by,
            AUDIT,
            "record_moderation_meeting",
            &met[..1],
            Why::Unsaid,
        );
        assert_eq!(alone, ["moderated_by_one_agency"]);
        self.fill(by, AUDIT, "record_moderation_meeting", &met, Why::Unsaid);
        self.fill(by, CASES[0], "moderate_case", &[("to", "RI")], Why::Said);
        self.fill(by, CASES[1], "moderate_case", &[("to", "G")], Why::Unsaid);
    }

    pub(super) fn findings(&mut self) {
        let by = (pqa(), "2026-05-07");
        let found = [
            ("kind", "improvement"),
            ("statement", "Chronologies were missing"),
            ("x", "3"),
        ];
        let beyond = self.refused(by, AUDIT, "record_finding", &found, Why::Unsaid);
        assert_eq!(beyond, ["x_beyond_n"]);
        let found = [found[0], found[1], ("x", "2"), ("n", "2")];
        self.fill(by, AUDIT, "record_finding", &found, Why::Unsaid);
        let finding = self.finding(AUDIT);
        self.opened_with("finding", finding);
        self.fill(by, AUDIT, "correct_finding", &[("x", "1")], Why::Said);
        self.fill(by, AUDIT, "approve_audit_report", &[], Why::Unsaid);
        let meeting = MEETING.to_string();
        let presented = [("meeting", meeting.as_str())];
        self.fill(by, AUDIT, "present_audit", &presented, Why::Unsaid);
        self.opened_with("finding", finding);
        self.fill(by, AUDIT, "justify_no_recommendation", &[], Why::Said);
        let reached = [("audience", "Social workers"), ("how", "A briefing")];
        let learning = "disseminate_audit_learning";
        self.fill(by, AUDIT, learning, &reached, Why::Unsaid);
        let again = [("by@", "2027-03-31")];
        self.fill(by, AUDIT, "schedule_repeat_audit", &again, Why::Unsaid);
        self.fill(by, AUDIT, "close_audit", &[], Why::Unsaid);
    }

    pub(super) fn repeat(&mut self) {
        let by = (pqa(), "2026-05-08");
        self.opened_with("repeat_of", AUDIT);
        self.commission(REPEAT, "A2 2026");
        self.draw(REPEAT, LATER_CASE, "B-01");
        self.fill(
            by,
            REPEAT,
            "draw_sample",
            &[("method", "At random")],
            Why::Unsaid,
        );
        let found = [
            ("kind", "improvement"),
            ("statement", "Chronologies are still missing"),
            ("x", "1"),
        ];
        self.fill(by, REPEAT, "record_finding", &found, Why::Unsaid);
        let (finding, earlier) = (self.finding(REPEAT), self.finding(AUDIT).to_string());
        self.opened_with("finding", finding);
        let nothing = [("what_was_done", "A briefing"), ("worked", "no")];
        let matched = "match_finding_to_earlier";
        let refused = self.refused(by, REPEAT, matched, &nothing, Why::Unsaid);
        assert_eq!(refused, ["earlier_missing"]);
        let same = [
            nothing[0],
            nothing[1],
            ("earlier_findings", earlier.as_str()),
        ];
        self.fill(by, REPEAT, matched, &same, Why::Unsaid);
        let mut compared = vec![
            ("measure", "Cases with a chronology"),
            ("better", "more"),
            ("baseline-0-x", "1"),
            ("baseline-0-n", "2"),
            ("now-0-x", "0"),
            ("now-0-n", "1"),
        ];
        compared.push(("judgement", "improved"));
        let compare = "compare_with_baseline";
        let refused = self.refused(by, REPEAT, compare, &compared, Why::Unsaid);
        assert_eq!(refused.first(), Some(&"too_small_to_conclude"));
        compared.pop();
        compared.push(("judgement", "too_small_to_conclude"));
        self.fill(by, REPEAT, compare, &compared, Why::Unsaid);
        self.fill(by, REPEAT, "abandon_audit", &[], Why::Said);
        let short = "acknowledge_shortfall";
        self.fill(by, PROGRAMME, short, &[], Why::Said);
        self.fill(by, PROGRAMME, "close_programme", &[], Why::Unsaid);
    }
}
