//! What is out of somebody's reach cannot be changed, cannot be told from what is not there, and
//! does not come into reach by being named.

use super::expected::acting;
use super::record::{Record, Thing};
use crate::server::{Answer, MANAGER, Server};
use events::envelope::{Classification, Role};
use events::ids::StreamKind;
use serde_json::{Value, json};

/// An id of nothing.
const NOTHING: &str = "0198f0c2-7a3b-7c41-8d52-0242ac12000f";

struct Lead {
    server: Server,
    record: Record,
    who: String,
}

impl Lead {
    fn new() -> Self {
        let server = Server::new();
        let record = Record::made(&server);
        let who = acting(Role::AgencyLead, Some(record.own));
        Self {
            server,
            record,
            who,
        }
    }

    fn thing(&self, kind: StreamKind, own: bool) -> &Thing {
        self.record.thing(kind, own, Classification::Official)
    }

    fn write(&self, path: &str, body: &Value) -> Answer {
        self.server.write_as(&self.who, path, body, &[])
    }

    fn reads(&self, path: &str) -> u16 {
        let headers = [("Golden-Thread-Acting-As", self.who.as_str())];
        self.server
            .send("GET", &format!("/api/v1{path}"), &headers, &[])
            .status
    }
}

/// Two answers that must not be told apart.
#[track_caller]
fn alike(hidden: Answer, nothing: Answer) {
    assert_eq!(hidden.status, nothing.status, "{}", hidden.text());
    assert_eq!(hidden.text(), nothing.text());
}

#[test]
fn a_command_to_what_is_out_of_reach_answers_as_one_to_nothing() {
    let lead = Lead::new();
    let other = lead
        .thing(StreamKind::ImprovementAction, false)
        .stream
        .id
        .to_string();
    let body = json!({ "data": { "text": "Half the schools have answered" } });
    let path = |id: &str| format!("/improvement_action/{id}/report_progress");
    let refused = lead.write(&path(&other), &body).is(404);
    alike(refused, lead.write(&path(NOTHING), &body));
    let batch = |id: &str| {
        json!({ "commands": [{
            "stream": format!("improvement_action/{id}"), "command": "report_progress",
            "data": { "text": "Half the schools have answered" }, "expected": 1,
        }]})
    };
    let refused = lead.write("/commands", &batch(&other)).is(404);
    alike(refused, lead.write("/commands", &batch(NOTHING)));
    let own = lead
        .thing(StreamKind::ImprovementAction, true)
        .stream
        .id
        .to_string();
    lead.write(&path(&own), &body).is(200);
}

#[test]
fn a_form_of_what_is_out_of_reach_is_not_there() {
    let lead = Lead::new();
    let cookie = format!("golden-thread-acting-as={}", lead.who);
    let form = |id: &str, method: &str| {
        let path = format!("/record/improvement_action/{id}/report_progress");
        let headers = [
            ("Cookie", cookie.as_str()),
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Sec-Fetch-Site", "same-origin"),
        ];
        lead.server
            .send(method, &path, &headers, b"text=Half+of+them")
    };
    let other = lead
        .thing(StreamKind::ImprovementAction, false)
        .stream
        .id
        .to_string();
    let own = lead
        .thing(StreamKind::ImprovementAction, true)
        .stream
        .id
        .to_string();
    for method in ["GET", "POST"] {
        let hidden = form(&other, method).is(404).text().replace(&other, NOTHING);
        assert_eq!(hidden, form(NOTHING, method).is(404).text());
    }
    form(&own, "GET").is(200);
    form(&own, "POST").is(303);
}

#[test]
fn naming_evidence_or_a_decision_does_not_bring_it_into_reach() {
    let lead = Lead::new();
    let own = lead.thing(StreamKind::ImprovementAction, true).stream.id;
    let claim = format!("/improvement_action/{own}/claim_completion");
    let named = |id: &str| json!({ "data": { "statement": "All done", "evidence": [id] } });
    let hidden = lead
        .thing(StreamKind::Evidence, false)
        .stream
        .id
        .to_string();
    let refused = lead.write(&claim, &named(&hidden)).is(422);
    alike(refused, lead.write(&claim, &named(NOTHING)));
    assert_eq!(lead.reads(&format!("/evidence/{hidden}")), 404);

    let report = format!("/improvement_action/{own}/report_progress");
    let resting =
        |id: &str| json!({ "data": { "text": "As decided" }, "decided_in": { "meeting": id } });
    let meeting = lead.thing(StreamKind::Meeting, true).stream.id.to_string();
    let refused = lead.write(&report, &resting(&meeting)).is(422);
    alike(refused, lead.write(&report, &resting(NOTHING)));
    assert_eq!(lead.reads(&format!("/meetings/{meeting}")), 404);

    let depend = format!("/improvement_action/{own}/depend_on_action");
    let on = |id: &str| json!({ "data": { "on": id } });
    let other = lead
        .thing(StreamKind::ImprovementAction, false)
        .stream
        .id
        .to_string();
    alike(
        lead.write(&depend, &on(&other)),
        lead.write(&depend, &on(NOTHING)),
    );
    assert_eq!(lead.reads(&format!("/actions/{other}")), 404);

    // What is one's own may be named.
    let piece = lead.thing(StreamKind::Evidence, true).stream.id.to_string();
    let answer = lead.write(&claim, &named(&piece));
    let rules = if answer.status == 200 {
        Vec::new()
    } else {
        answer.rules(422)
    };
    assert!(
        !rules.iter().any(|rule| rule.starts_with("evidence")),
        "{rules:?}"
    );
}

#[test]
fn a_file_cannot_be_lodged_for_what_is_out_of_reach() {
    let lead = Lead::new();
    let agency = lead.record.own.to_string();
    let lodge = |action: &str| {
        let supports = format!("action/{action}");
        let fields = [
            ("describes", "What was looked at"),
            ("evidence_date", "2021-06-01"),
            ("source", agency.as_str()),
            ("supports", supports.as_str()),
        ];
        let who = [("Golden-Thread-Acting-As", lead.who.as_str())];
        let file = Some(("note.txt", &b"Looked at."[..]));
        lead.server
            .multipart("/api/v1/evidence/files", &who, &fields, file)
    };
    let other = lead
        .thing(StreamKind::ImprovementAction, false)
        .stream
        .id
        .to_string();
    let own = lead
        .thing(StreamKind::ImprovementAction, true)
        .stream
        .id
        .to_string();
    alike(lodge(&other), lodge(NOTHING));
    lodge(&own).is(201);
}

#[test]
fn what_is_reached_and_not_ones_own_is_refused_as_another_agencys() {
    let lead = Lead::new();
    let other = lead.thing(StreamKind::Recommendation, false).stream.id;
    let agree = json!({ "data": {
        "reference": "2.1", "plan": lead.record.plan, "priority": lead.record.priority,
        "parent": { "kind": "recommendation", "id": other }, "text": "Ask every school",
        "owners": [{ "role": "Head of Practice", "agency": lead.record.own }],
    }});
    let path = "/improvement_action/agree_action";
    lead.server.write_as(MANAGER, path, &agree, &[]).is(201);
    assert_eq!(lead.reads(&format!("/recommendations/{other}")), 200);
    let accept = json!({ "data": { "agency": lead.record.own } });
    let path = format!("/recommendation/{other}/accept_recommendation");
    let rules = lead.write(&path, &accept).rules(422);
    assert!(
        rules.iter().any(|rule| rule == "not_your_agency"),
        "{rules:?}"
    );
}

/// Evidence of one agency may support another's action, which its own lead is not told of. A form
/// carried the version counted without that, and was refused for ever as out of date.
#[test]
fn what_a_reader_is_not_shown_of_a_thing_does_not_stop_them_from_changing_it() {
    let lead = Lead::new();
    let piece = lead.thing(StreamKind::Evidence, true).stream.id;
    let other = lead.thing(StreamKind::ImprovementAction, false).stream.id;
    let link = json!({ "data": { "claim": { "kind": "action", "id": other } } });
    let path = format!("/evidence/{piece}/link_evidence");
    lead.server.write_as(MANAGER, &path, &link, &[]).is(200);
    let cookie = format!("golden-thread-acting-as={}", lead.who);
    let form = format!("/record/evidence/{piece}/link_evidence");
    let shown = lead
        .server
        .send("GET", &form, &[("Cookie", &cookie)], &[])
        .is(200)
        .text();
    assert!(shown.contains("name=\"version\" value=\"2\""), "{shown}");
    assert!(!shown.contains(&other.to_string()));
}
