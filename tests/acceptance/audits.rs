//! A year of audits as its people meet it: the programme and its pace, the list, who has to
//! return what, and the banner that stays while a child may be unsafe.

use super::reading::readable;
use super::server::{Answer, MANAGER, Server};
use serde_json::{Value, json};
use uuid::Uuid;

/// A year with four planned audits of a minimum of six. One audit looks at both agencies and one
/// at the trust alone; each has a case, of which returns are due on 10 June 2021.
pub(super) struct Year {
    pub(super) server: Server,
    pub(super) council: Uuid,
    pub(super) trust: Uuid,
    pub(super) programme: Uuid,
    pub(super) audit: Uuid,
    other_audit: Uuid,
    pub(super) case: Uuid,
    other_case: Uuid,
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

impl Year {
    pub(super) fn begun() -> Self {
        let year = Self {
            server: Server::new(),
            council: id(1),
            trust: id(2),
            programme: id(10),
            audit: id(20),
            other_audit: id(21),
            case: id(30),
            other_case: id(31),
        };
        year.setting();
        year.agreed();
        let both = json!([year.council, year.trust]);
        year.commissioned(year.audit, "A1 2021", "multi_agency", &both, Some(1));
        let one = json!([year.trust]);
        year.commissioned(year.other_audit, "A2 2021", "single_agency", &one, None);
        year.in_fieldwork(year.audit, year.case, "A-07", &[year.council, year.trust]);
        year.in_fieldwork(year.other_audit, year.other_case, "B-04", &[year.trust]);
        year
    }

    /// A round of self-assessments that asked the council: the round and its return.
    pub(super) fn round(&self) -> (Uuid, Uuid) {
        use events::self_assessment::{CampaignKind, shipped};
        let (round, asked) = (id(40), id(41));
        let open = json!({
            "kind": "s11", "title": "Section 11", "opens": "2021-05-01", "due": "2021-05-31",
            "standards": shipped(CampaignKind::Section11)[0],
        });
        self.give(&format!("/self_assessment/{round}/open_campaign"), &open);
        for (agency, asked) in [(self.council, asked), (self.trust, id(42))] {
            let invite = json!({ "agency": agency, "service_return": asked });
            self.give(&format!("/self_assessment/{round}/invite_return"), &invite);
        }
        (round, asked)
    }

    pub(super) fn give(&self, path: &str, data: &Value) {
        self.give_as(MANAGER, path, data);
    }

    pub(super) fn give_as(&self, acting: &str, path: &str, data: &Value) {
        let body = json!({ "data": data, "reason": "As it was agreed in the sub-group" });
        let answer = self.server.write_as(acting, path, &body, &[]);
        assert!(answer.status < 300, "{path}: {}", answer.text());
    }

    fn setting(&self) {
        let establish = json!({ "name": "Quayside", "area": "Quayside", "from": "2021-01-01" });
        self.give("/partnership/establish_partnership", &establish);
        for (agency, name) in [
            (self.council, "Northgate Council"),
            (self.trust, "Moor Trust"),
        ] {
            let add = json!({
                "agency": agency, "name": name, "kind": "local_authority", "from": "2021-01-01",
            });
            self.give("/partnership/add_relevant_agency", &add);
        }
    }

    fn agreed(&self) {
        let planned: Vec<Value> = (1..=4_u8)
            .map(|quarter| {
                json!({
                    "scheduled": id(u128::from(quarter)), "kind": "multi_agency",
                    "theme": "neglect", "title": format!("Planned look {quarter}"),
                    "quarter": quarter,
                    "lead": { "role": "Quality lead", "agency": self.council },
                })
            })
            .collect();
        let agree = json!({
            "title": "2021", "starts": "2021-01-01", "ends": "2021-12-31", "minimum": 6,
            "scheduled": planned,
        });
        let path = format!("/audit_programme/{}/agree_programme", self.programme);
        self.give(&path, &agree);
    }

    fn commissioned(
        &self,
        audit: Uuid,
        reference: &str,
        kind: &str,
        agencies: &Value,
        planned: Option<u128>,
    ) {
        let scheduled =
            planned.map(|entry| json!({ "programme": self.programme, "scheduled": id(entry) }));
        let commission = json!({
            "kind": kind, "title": "Is neglect recognised?", "reference": reference,
            "question": "Is it recognised early?", "cohort": "Children under five on a plan",
            "theme": "neglect", "sample_planned": 1, "method": "Reading records",
            "agencies": agencies, "starts": "2021-05-01", "fieldwork_due": "2021-06-10",
            "report_due": "2021-06-20", "scheduled": scheduled,
        });
        self.give(&format!("/audit/{audit}/commission_audit"), &commission);
    }

    fn in_fieldwork(&self, audit: Uuid, case: Uuid, alias: &str, agencies: &[Uuid]) {
        let tool = json!({ "questions": [{ "key": "1", "words": "Was the tool used?" }] });
        self.give(&format!("/audit/{audit}/issue_audit_tool"), &tool);
        let draw = json!({ "audit": audit, "alias": alias, "agencies": agencies });
        self.give(&format!("/audit_case/{case}/draw_case"), &draw);
        let freeze = json!({ "method": "At random", "cases": [case] });
        self.give(&format!("/audit/{audit}/draw_sample"), &freeze);
        for agency in agencies {
            let request = json!({ "agency": agency, "due": "2021-06-10" });
            self.give(&format!("/audit_case/{case}/request_return"), &request);
        }
    }

    /// A child of a case is unsafe, and an agency has to act.
    fn concern(&self, number: u128, case: Uuid, agency: Uuid) {
        let raise = json!({
            "concern": id(number), "words": "Left alone at night", "agencies": [agency],
            "told": [{ "who": "Duty manager", "agency": agency, "on": "2021-06-01" }],
        });
        let path = format!("/audit_case/{case}/raise_immediate_concern");
        self.give(&path, &raise);
    }

    fn confirmed(&self, number: u128, case: Uuid) {
        let confirm = json!({ "concern": id(number), "words": "Seen safe by a practitioner" });
        let path = format!("/audit_case/{case}/confirm_corrective_action");
        self.give_as("pqa_coordinator", &path, &confirm);
    }

    fn days_later(&self, days: i64) {
        self.server.clock.advance(chrono::TimeDelta::days(days));
    }

    fn asked_as(&self, acting: &str, path: &str) -> Answer {
        let cookie = format!("golden-thread-acting-as={acting}");
        let headers = [
            ("Cookie", cookie.as_str()),
            ("Golden-Thread-Acting-As", acting),
        ];
        self.server.send("GET", path, &headers, &[])
    }

    /// The page as somebody reads it.
    pub(super) fn text(&self, acting: &str, path: &str) -> String {
        self.asked_as(acting, path).is(200).text()
    }

    fn lead_of(agency: Uuid) -> String {
        format!("agency_lead@{agency}")
    }
}

#[test]
fn a_year_is_told_in_counts_against_its_minimum_and_its_pace() {
    let year = Year::begun();
    let path = format!("/programme/{}", year.programme);
    let page = year.text(MANAGER, &path);
    for count in ["4 planned", "1 commissioned", "0 reported"] {
        assert!(page.contains(count), "{count}");
    }
    assert!(page.contains("of a minimum of 6"));
    // 151 days of 365 are over: two of six audits.
    let pace = "2 should have been reported by today, 0 were: the year is 2 behind.";
    assert!(page.contains(pace));
    let told = year.server.read(&format!("/programmes/{}", year.programme));
    let told = told.is(200).json();
    assert_eq!(told["pace"]["expected"], 2);
    assert_eq!(told["counts"]["planned"], 4);
    let rows = year.server.read("/programmes").is(200).json();
    assert_eq!(rows["rows"][0]["counts"]["commissioned"], 1);
    year.asked_as(MANAGER, &format!("/programme/{}", id(99)))
        .is(404);
}

#[test]
fn an_entry_that_moves_or_is_taken_out_keeps_its_reason_on_the_page() {
    let year = Year::begun();
    let command = |word: &str| format!("/audit_programme/{}/{word}", year.programme);
    let moved = json!({ "scheduled": id(2), "to": 3 });
    year.give(&command("reschedule_audit"), &moved);
    year.give(&command("drop_audit"), &json!({ "scheduled": id(4) }));
    let page = year.text(MANAGER, &format!("/programme/{}", year.programme));
    assert!(page.contains("Moved to quarter 3"));
    assert!(page.contains("From quarter 2 to quarter 3"));
    assert!(page.contains("3 planned") && page.contains("1 taken out"));
    assert!(page.matches("As it was agreed in the sub-group").count() >= 2);
    // What was taken out is neither moved nor commissioned any more.
    let commission = |entry: u128| format!("commission_audit?scheduled={}", id(entry));
    assert!(page.contains(&commission(3)) && !page.contains(&commission(4)));
    assert!(!page.contains(&commission(1)), "it is commissioned already");
}

#[test]
fn a_year_is_closed_only_when_nothing_waits_and_the_shortfall_is_known() {
    let year = Year::begun();
    let path = format!("/programme/{}", year.programme);
    let command = |word: &str| format!("/audit_programme/{}/{word}", year.programme);
    assert!(!year.text(MANAGER, &path).contains("/close_programme"));
    let abandon = format!("/audit/{}/abandon_audit", year.audit);
    year.give(&abandon, &json!({}));
    for entry in 1..=4 {
        year.give(&command("drop_audit"), &json!({ "scheduled": id(entry) }));
    }
    assert!(!year.text(MANAGER, &path).contains("/close_programme"));
    year.give(&command("acknowledge_shortfall"), &json!({}));
    let page = year.text(MANAGER, &path);
    assert!(page.contains("/close_programme"));
    assert!(page.contains("0 planned and 0 reported of a minimum of 6"));
    year.give(&command("close_programme"), &json!({}));
    let page = year.text(MANAGER, &path);
    assert!(!page.contains("/close_programme") && !page.contains("/schedule_audit"));
}

#[test]
fn the_list_is_narrowed_by_year_stage_kind_theme_and_agency() {
    let year = Year::begun();
    let found = |query: &str| {
        let page = year.text(MANAGER, &format!("/audits?{query}"));
        (page.contains("A1 2021"), page.contains("A2 2021"))
    };
    assert_eq!(found(""), (true, true));
    assert_eq!(
        found(&format!("programme={}", year.programme)),
        (true, false)
    );
    assert_eq!(found("kind=single_agency"), (false, true));
    assert_eq!(found(&format!("agency={}", year.council)), (true, false));
    assert_eq!(found("stage=fieldwork"), (true, true));
    assert_eq!(found("stage=closed"), (false, false));
    assert_eq!(found("theme=neglect"), (true, true));
    assert_eq!(found("theme=exploitation"), (false, false));
    assert_eq!(found("overdue=yes"), (false, false));
    year.days_later(30);
    assert_eq!(found("overdue=yes"), (true, true));
    let rows = year
        .server
        .read("/audits?kind=single_agency")
        .is(200)
        .json();
    assert_eq!(rows["total"], 1);
    assert_eq!(rows["rows"][0]["report_overdue_days"], 11);
    let csv = year.server.read("/audits/export.csv?kind=single_agency");
    assert_eq!(csv.is(200).text().lines().count(), 2);
}

#[test]
fn who_has_not_returned_is_listed_with_the_days_it_is_overdue() {
    let year = Year::begun();
    year.days_later(12);
    let page = year.text(MANAGER, "/returns-to-chase");
    assert!(page.contains("3 returns are waited for, 3 overdue."));
    assert!(page.contains("3 days overdue"));
    let receive = json!({ "agency": year.council, "tool": 1 });
    let path = format!("/audit_case/{}/receive_return", year.case);
    year.give(&path, &receive);
    let page = year.text(MANAGER, "/returns-to-chase");
    assert!(page.contains("2 returns are waited for, 2 overdue."));
    let told = year.server.read("/returns-to-chase").is(200).json();
    assert_eq!(told["agencies"].as_array().unwrap().len(), 2);
    assert_eq!(told["audits"].as_array().unwrap().len(), 1);
    let narrowed = format!("/returns-to-chase?audit={}", year.other_audit);
    assert!(
        year.text(MANAGER, &narrowed)
            .contains("1 return is waited for")
    );
}

#[test]
fn somebody_of_an_agency_sees_its_own_audits_and_returns_and_no_others() {
    let year = Year::begun();
    year.concern(40, year.other_case, year.trust);
    let lead = Year::lead_of(year.council);
    for path in [
        "/",
        "/audits",
        "/returns-to-chase",
        "/audits/on-theme?theme=neglect",
    ] {
        let (raw, text) = readable(&year.asked_as(&lead, path).is(200));
        for hidden in ["A2 2021", "B-04", "Immediate concern"] {
            assert!(!text.contains(hidden), "{path}: {hidden}");
        }
        assert!(!raw.contains(&year.other_case.to_string()), "{path}");
    }
    let page = year.text(&lead, "/returns-to-chase");
    assert!(page.contains("1 return is waited for, 0 overdue."));
    assert!(page.contains("A-07") && page.contains("/submit_return"));
    assert!(
        !page.contains("href=\"/programmes\""),
        "the year is the sub-group’s own"
    );
    year.asked_as(&lead, &format!("/programme/{}", year.programme))
        .is(404);
    let read = |path: String| year.asked_as(&lead, &format!("/api/v1{path}"));
    read(format!("/cases/{}", year.other_case)).is(404);
    read(format!("/audits/{}", year.other_audit)).is(404);
    assert_eq!(
        read("/programmes".to_owned()).is(200).json()["rows"],
        json!([])
    );
    let own = read(format!("/cases/{}", year.case)).is(200).json();
    let returns = own["returns"].as_object().unwrap();
    assert_eq!(returns.len(), 1, "the other agency’s return is not told");
    let csv = read("/returns-to-chase/export.csv".to_owned())
        .is(200)
        .text();
    assert_eq!(csv.lines().count(), 2);
}

#[test]
fn a_concern_stays_on_the_pages_until_somebody_confirms_what_was_done() {
    let year = Year::begun();
    let council = Year::lead_of(year.council);
    let everybody = [MANAGER, "pqa_member", &council];
    for acting in everybody {
        assert!(!year.text(acting, "/audits").contains("Immediate concern"));
    }
    year.concern(40, year.case, year.council);
    year.days_later(3);
    for acting in everybody {
        for path in ["/", "/audits", "/returns-to-chase"] {
            let page = year.text(acting, path);
            assert!(
                page.contains("1 immediate concern about a child is open"),
                "{acting}"
            );
            assert!(page.contains("open for 3 days"), "{acting}: {path}");
            assert!(page.contains("Duty manager"), "who was told: {acting}");
            assert!(
                !page.contains("Left alone at night"),
                "it says that, not what"
            );
        }
    }
    // Nobody confirms what their own agency had to do.
    assert!(
        year.text(MANAGER, "/")
            .contains("/confirm_corrective_action?concern=")
    );
    assert!(
        !year
            .text(&council, "/")
            .contains("/confirm_corrective_action")
    );
    // An agency that works with the child, and neither has to act nor was told, is not told here.
    let trust = Year::lead_of(year.trust);
    assert!(!year.text(&trust, "/audits").contains("Immediate concern"));
    year.confirmed(40, year.case);
    for acting in everybody {
        for path in ["/", "/audits", "/returns-to-chase"] {
            let page = year.text(acting, path);
            assert!(!page.contains("Immediate concern"), "{acting}: {path}");
        }
    }
}

#[test]
fn what_was_seen_before_stands_beside_the_form_that_commissions() {
    let year = Year::begun();
    let entry = format!("/record/audit/new/commission_audit?scheduled={}", id(2));
    let page = year.text(MANAGER, &entry);
    assert!(
        page.contains("Earlier audits (2)"),
        "on the theme of the entry"
    );
    assert!(
        page.contains("value=\"Planned look 2\""),
        "what was planned is filled in"
    );
    let blank = year.text(MANAGER, "/record/audit/new/commission_audit");
    assert!(blank.contains("2 audits, 0 findings, 0 open actions"));
    let seen = year.text(MANAGER, "/audits/on-theme?theme=neglect");
    assert!(seen.contains("Audits (2)") && seen.contains("Nothing was found on this theme."));
}

#[test]
fn a_reminder_is_recorded_from_the_chase_list_and_is_the_last_thing_asked() {
    let year = Year::begun();
    let (_, asked) = year.round();
    year.days_later(3);
    let list = year.text("pqa_coordinator", "/returns-to-chase");
    let of_case = format!(
        "/record/audit_case/{}/send_return_reminder?agency={}",
        year.case, year.council
    );
    assert!(list.contains(&of_case), "{list}");
    let form = year.text("pqa_coordinator", &of_case);
    assert!(form.contains("Record a reminder"), "{form}");
    assert!(!list.contains(", reminded"), "nobody was yet: {list}");

    let to = json!({ "agency": year.council });
    let path = format!("/audit_case/{}/send_return_reminder", year.case);
    year.give_as("pqa_coordinator", &path, &to);
    let path = format!("/service_return/{asked}/send_return_reminder");
    year.give_as("pqa_coordinator", &path, &json!({}));
    let list = year.text("pqa_coordinator", "/returns-to-chase");
    let reminded = list.matches(", reminded").count();
    assert_eq!(reminded, 2, "one of an audit, one of the round: {list}");
    let told = year.server.read("/returns-to-chase").is(200).json();
    let told = told.to_string();
    assert!(told.contains("\"reminded\":{"), "{told}");
    // An agency sees that it was reminded, and reminds nobody.
    let own = year.text(&Year::lead_of(year.council), "/returns-to-chase");
    assert!(own.contains(", reminded") && !own.contains("send_return_reminder"));
}
