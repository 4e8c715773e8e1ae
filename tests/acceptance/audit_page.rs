//! The pages of one audit and of one of its cases, from the sample to the end: what they say at
//! each stage, what stands in the way of the end, what an agency must not see, and what the
//! printed report hides.

use super::reading::readable;
use super::server::{Answer, MANAGER, Server};
use serde_json::{Value, json};
use uuid::Uuid;

/// How many cases the audit looks at: ten children of one to four, and two of five to nine.
const CASES: u128 = 12;

/// An audit of two agencies. Both were asked about the first case, and nobody has answered.
struct Audit {
    server: Server,
    id: Uuid,
    council: Uuid,
    trust: Uuid,
    finding: Uuid,
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn case(number: u128) -> Uuid {
    id(100 + number)
}

impl Audit {
    fn begun() -> Self {
        let audit = Self {
            server: Server::new(),
            id: id(20),
            council: id(1),
            trust: id(2),
            finding: id(40),
        };
        let establish = json!({ "name": "Quayside", "area": "Quayside", "from": "2021-01-01" });
        audit.says("/partnership/establish_partnership", &establish);
        for (agency, name) in [
            (audit.council, "Northgate Council"),
            (audit.trust, "Moor Trust"),
        ] {
            let add = json!({
                "agency": agency, "name": name, "kind": "local_authority", "from": "2021-01-01",
            });
            audit.says("/partnership/add_relevant_agency", &add);
        }
        let both = [audit.council, audit.trust];
        let commission = json!({
            "kind": "multi_agency", "title": "Is neglect recognised?", "reference": "A1 2021",
            "question": "Is it recognised early?", "cohort": "Children under ten on a plan",
            "theme": "neglect", "sample_planned": CASES, "method": "Reading records",
            "agencies": both, "starts": "2021-05-01", "fieldwork_due": "2021-06-10",
            "report_due": "2021-06-20",
        });
        audit.to_audit("commission_audit", &commission);
        let question = json!({ "key": "1", "words": "Was the child seen alone?" });
        audit.to_audit("issue_audit_tool", &json!({ "questions": [question] }));
        for number in 1..=CASES {
            let age = if number > 10 {
                "five_to_nine"
            } else {
                "one_to_four"
            };
            let draw = json!({
                "audit": audit.id, "alias": format!("A-{number:02}"), "agencies": both,
                "age_band": age,
            });
            audit.to_case(number, "draw_case", &draw);
        }
        let cases: Vec<Uuid> = (1..=CASES).map(case).collect();
        let freeze = json!({ "method": "Every fifth file", "cases": cases });
        audit.to_audit("draw_sample", &freeze);
        for agency in both {
            let request = json!({ "agency": agency, "due": "2021-06-10" });
            audit.to_case(1, "request_return", &request);
        }
        audit
    }

    fn says(&self, path: &str, data: &Value) {
        self.says_as(MANAGER, path, data);
    }

    fn says_as(&self, acting: &str, path: &str, data: &Value) {
        let body = json!({ "data": data, "reason": "As the group agreed" });
        let answer = self.server.write_as(acting, path, &body, &[]);
        assert!(answer.status < 300, "{path}: {}", answer.text());
    }

    fn to_audit(&self, command: &str, data: &Value) {
        self.says(&format!("/audit/{}/{command}", self.id), data);
    }

    fn to_case(&self, number: u128, command: &str, data: &Value) {
        let path = format!("/audit_case/{}/{command}", case(number));
        self.says(&path, data);
    }

    fn returned(&self, agency: Uuid, words: &str) {
        let lead = format!("agency_lead@{agency}");
        let path = format!("/audit_case/{}/submit_return", case(1));
        let answers = json!([{ "question": "1", "words": words }]);
        let submit = json!({ "agency": agency, "tool": 1, "answers": answers });
        self.says_as(&lead, &path, &submit);
    }

    fn moderated(&self) {
        let both = [self.council, self.trust]
            .map(|agency| json!({ "agency": agency, "presence": "present" }));
        let meeting = json!({ "on": "2021-06-01", "attendance": both });
        self.to_audit("record_moderation_meeting", &meeting);
        for number in 1..=CASES {
            let (peer, agreed) = if number == 1 { ("G", "RI") } else { ("G", "G") };
            self.to_case(number, "grade_case_as_peer", &json!({ "grade": peer }));
            self.to_case(number, "moderate_case", &json!({ "to": agreed }));
        }
    }

    fn found(&self) {
        let record = json!({
            "finding": self.finding, "kind": "improvement", "theme": "neglect", "x": 7,
            "statement": "Chronologies were missing", "underlying_reason": "Nothing asks for one",
        });
        self.to_audit("record_finding", &record);
    }

    fn get(&self, acting: &str, path: &str) -> Answer {
        let cookie = format!("golden-thread-acting-as={acting}");
        self.server
            .send("GET", path, &[("Cookie", cookie.as_str())], &[])
    }

    /// What the audit's page says to a role.
    fn page(&self, acting: &str) -> String {
        let page = self.get(acting, &format!("/audit/{}", self.id));
        readable(&page.is(200)).1
    }
}

#[track_caller]
fn says(page: &str, words: &str) {
    assert!(page.contains(words), "no “{words}” in: {page}");
}

#[track_caller]
fn hides(page: &str, words: &str) {
    assert!(!page.contains(words), "“{words}” in: {page}");
}

const COORDINATOR: &str = "pqa_coordinator";

#[test]
fn what_stands_in_the_way_is_named_until_the_audit_is_closed() {
    let audit = Audit::begun();
    let page = audit.page(COORDINATOR);
    says(&page, "12 of 12 planned cases drawn");
    says(&page, "Every case is graded: 12 cases left");
    says(&page, "2 returns waited for");
    audit.returned(audit.council, "The council saw the child alone");
    audit.returned(audit.trust, "The trust saw the child alone");
    audit.moderated();
    let page = audit.page(COORDINATOR);
    says(&page, "0 returns waited for");
    says(&page, "12 of 12 cases moderated");
    says(&page, "0 moved up, 1 moved down, 11 stayed as they were");
    audit.found();
    audit.to_audit("approve_audit_report", &json!({}));
    says(&audit.page(COORDINATOR), "In 7 of 12 cases");
    let words = json!({ "audience": "Health visitors", "how": "A briefing" });
    audit.to_audit("disseminate_audit_learning", &words);
    let justify = json!({ "finding": audit.finding });
    audit.to_audit("justify_no_recommendation", &justify);
    audit.to_audit("close_audit", &json!({}));
    let page = audit.page(COORDINATOR);
    says(&page, "Nothing: it is over.");
    says(&page, "Health visitors");
}

#[test]
fn a_finding_without_a_recommendation_is_named_and_holds_the_end_up() {
    let audit = Audit::begun();
    audit.returned(audit.council, "Seen");
    audit.returned(audit.trust, "Seen");
    audit.moderated();
    audit.found();
    audit.to_audit("approve_audit_report", &json!({}));
    let words = json!({ "audience": "Health visitors", "how": "A briefing" });
    audit.to_audit("disseminate_audit_learning", &words);
    let page = audit.page(COORDINATOR);
    says(&page, "No recommendation, and nobody said why not");
    says(&page, "a reason why not: 1 finding left");
    let close = format!("/audit/{}/close_audit", audit.id);
    let rules = audit
        .server
        .write(&close, &json!({ "data": {} }))
        .rules(422);
    assert_eq!(rules, ["finding_without_recommendation"]);
    let justify = json!({ "finding": audit.finding });
    audit.to_audit("justify_no_recommendation", &justify);
    let page = audit.page(COORDINATOR);
    hides(&page, "nobody said why not");
    says(&page, "No recommendation, because: As the group agreed");
}

#[test]
fn an_agency_reads_its_own_return_and_nothing_of_the_others() {
    let audit = Audit::begun();
    audit.returned(audit.council, "The council saw the child alone");
    audit.returned(audit.trust, "The trust saw nobody");
    audit.moderated();
    let lead = format!("agency_lead@{}", audit.council);
    let of_case = audit.get(&lead, &format!("/case/{}", case(1)));
    let of_case = readable(&of_case.is(200)).1;
    says(&of_case, "The council saw the child alone");
    hides(&of_case, "The trust saw nobody");
    let page = audit.page(&lead);
    hides(&page, "The trust saw nobody");
    hides(&page, "moved down");
    let report = audit.get(&lead, &format!("/audit/{}/report", audit.id));
    assert_eq!(report.status, 404, "{}", report.text());
}

#[test]
fn the_report_hides_small_numbers_so_that_none_can_be_worked_out() {
    let audit = Audit::begun();
    audit.returned(audit.council, "Seen");
    audit.returned(audit.trust, "Seen");
    audit.moderated();
    audit.found();
    let report = audit.get(COORDINATOR, &format!("/audit/{}/report", audit.id));
    let (raw, report) = readable(&report.is(200));
    // Two of twelve are five to nine: their number is hidden, and the ten that would tell it.
    for told in [">2 of 12<", ">10 of 12<", ">1 of 12<", ">11 of 12<"] {
        hides(&raw, told);
    }
    // One of twelve grades moved down, which would tell how many cases require improvement.
    hides(&report, "1 moved down");
    says(&report, "a hidden number moved down");
    says(&report, "in 7 of 12 cases");
    says(&report, "A draft: the report is not approved.");
}
