//! The round: an agency is asked, answers and hands in; the partnership judges and follows it, and
//! the next round takes the answers over.

use super::*;

impl Walk {
    pub(super) fn open(&mut self, round: CampaignId, opens: &str, due: &str) {
        let typed = [
            ("kind", "s11"),
            ("title", "Section 11 of the year"),
            ("opens@", opens),
            ("due@", due),
            ("standards", "section-11/1"),
        ];
        self.fill((pqa(), opens), round, "open_campaign", &typed, Why::Unsaid);
    }

    pub(super) fn invite(&mut self, round: CampaignId, on: &str, agency: AgencyId) {
        let agency = agency.to_string();
        let typed = [("agency", agency.as_str())];
        self.fill((pqa(), on), round, "invite_return", &typed, Why::Unsaid);
    }

    pub(super) fn first_round(&mut self) {
        self.open(ROUND, "2026-06-01", "2026-07-01");
        for agency in [POLICE, COUNCIL] {
            self.invite(ROUND, "2026-06-01", agency);
        }
        let id = self.returned(ROUND, POLICE);
        let reminds = (pqa(), "2026-06-02");
        self.fill(reminds, id, "send_return_reminder", &[], Why::Unsaid);
        let by = (contributor(POLICE), "2026-06-02");
        self.fill(by, id, "start_return", &[], Why::Unsaid);
        let campaign = &self.story.world.campaigns[&ROUND];
        let set = campaign.standards.clone().unwrap();
        let poor = set.scale.iter().find(|score| !score.counts_as_met);
        let met = set.scale.iter().find(|score| score.counts_as_met);
        let (poor, met) = (poor.unwrap().code.as_str(), met.unwrap().code.as_str());
        let bare = [("score", met), ("narrative", "In our training")];
        self.opened_with("standard", &set.standards[0].key);
        let refused = self.refused(by, id, "assess_standard", &bare, Why::Unsaid);
        assert_eq!(refused, ["met_without_evidence"]);
        let evidence = EVIDENCE.to_string();
        let shown = [bare[0], bare[1], ("evidence", evidence.as_str())];
        self.fill(by, id, "assess_standard", &shown, Why::Unsaid);
        for standard in &set.standards[1..] {
            let typed = [("score", poor), ("narrative", "Not yet")];
            self.opened_with("standard", &standard.key);
            self.fill(by, id, "assess_standard", &typed, Why::Unsaid);
        }
        let by = (lead_of(POLICE), "2026-06-03");
        let post = [("post", "Chief Constable")];
        self.fill(by, id, "sign_off_return", &post, Why::Unsaid);
        self.fill(by, id, "submit_return", &[], Why::Unsaid);
        self.judged(id, &set.standards[0].key, poor);
        self.followed(id);
    }

    fn judged(&mut self, id: ReturnId, standard: &str, poor: &str) {
        let by = (pqa(), "2026-06-10");
        self.opened_with("standard", standard);
        let typed = [("question", "Who is trained?")];
        self.fill(by, id, "request_clarification", &typed, Why::Unsaid);
        let typed = [("words", "Every officer")];
        let agency = (lead_of(POLICE), "2026-06-11");
        self.opened_with("standard", standard);
        self.fill(agency, id, "provide_clarification", &typed, Why::Unsaid);
        let held = [
            ("on@", "2026-06-12"),
            ("panel", "Independent chair\nDesignated Doctor"),
            ("lay_member", "yes"),
            ("words", "How do you know?"),
        ];
        let by = (pqa(), "2026-06-12");
        self.fill(by, id, "hold_challenge", &held, Why::Unsaid);
        self.opened_with("standard", standard);
        self.fill(by, id, "moderate_standard", &[("to", poor)], Why::Said);
        self.fill(by, id, "accept_return", &[], Why::Unsaid);
    }

    fn followed(&mut self, id: ReturnId) {
        let by = (pqa(), "2026-06-13");
        let new = [
            ("action-0-words", "Train the new officers"),
            ("action-0-owner", "Superintendent"),
            ("action-0-due@", "2026-06-30"),
        ];
        self.fill(by, id, "agree_agency_action", &new, Why::Unsaid);
        let evidence = EVIDENCE.to_string();
        let done = [
            ("number", "1"),
            ("words", "All trained"),
            ("evidence", evidence.as_str()),
        ];
        let agency = (lead_of(POLICE), "2026-06-20");
        self.fill(agency, id, "report_agency_action_done", &done, Why::Unsaid);
        let typed = [("partnership", "Theirborough")];
        let by = (pqa(), "2026-06-20");
        self.fill(by, id, "share_return", &typed, Why::Unsaid);
        self.fill((pqa(), "2026-06-21"), id, "close_return", &[], Why::Unsaid);
    }

    pub(super) fn end_of_the_round(&mut self) {
        let by = (pqa(), "2026-07-05");
        let council = COUNCIL.to_string();
        let late = [("agency", council.as_str()), ("to", "Chief Executive")];
        self.fill(by, ROUND, "escalate_overdue_return", &late, Why::Unsaid);
        self.fill(by, ROUND, "report_non_return", &late[..1], Why::Said);
        let evidence = EVIDENCE.to_string();
        let report = [("report", evidence.as_str())];
        self.fill(by, ROUND, "approve_composite_report", &report, Why::Said);
        self.fill(by, ROUND, "close_campaign", &[], Why::Unsaid);
        self.open(NEXT_ROUND, "2027-06-01", "2027-07-01");
        self.invite(NEXT_ROUND, "2027-06-01", POLICE);
        let id = self.returned(NEXT_ROUND, POLICE);
        let by = (contributor(POLICE), "2027-06-02");
        self.fill(by, id, "start_return", &[], Why::Unsaid);
        let earlier = self.returned(ROUND, POLICE).to_string();
        let from = [("from", earlier.as_str())];
        self.fill(by, id, "carry_answers_forward", &from, Why::Unsaid);
        let waits = self.story.world.returns[&id].answers.keys().next();
        let waits = waits.unwrap().clone();
        self.opened_with("standard", waits);
        self.fill(by, id, "reaffirm_answer", &[], Why::Unsaid);
    }
}
