//! Every command of the interface, given in every role.
//!
//! Each is dated tomorrow, which the rules refuse whoever gives it, beside everything else they
//! refuse: so the whole policy is asked, and nothing is recorded. The first command to each kind
//! of thing is tried on every classification, the others on what is official.

use super::expected::{CLASSES, Relation, acting, reaches};
use super::record::Record;
use super::routes::USUAL;
use super::table::Golden;
use crate::privacy::filled;
use crate::server::{Answer, Asked, Server, asked};
use events::command::{Command, CommandDoc};
use events::envelope::{Classification, Role};
use events::everywhere::{Reach, Sight, roles_of};
use events::ids::{AgencyId, StreamKind};
use golden_thread::api::table::{self as interface, Run};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A day after every day of the record.
const TOMORROW: &str = "2021-06-02";

/// An account that nobody opened, a campaign or an audit that nobody began.
const NO_ACCOUNT: &str = "0198f0c2-7a3b-7c41-8d52-0242ac120009";

/// Gives every command in every role, and says where the answers are not the policy's.
pub(super) fn every_command(server: &Server, record: &Record, golden: &mut Golden) -> Vec<String> {
    let mut giving = Giving {
        asked: asked(server.address),
        record,
        golden,
        found: Vec::new(),
    };
    let mut kinds = BTreeSet::new();
    for one in interface::all() {
        let Run::Command { kind, word } = one.run else {
            continue;
        };
        let mut docs = Command::catalogue().iter();
        let doc = docs
            .find(|doc| doc.kind == kind && doc.word == word)
            .unwrap();
        let first = one.path.contains("{id}") && kinds.insert(kind);
        let classes: &[Classification] = if first { &CLASSES } else { &[USUAL] };
        for role in Role::ALL {
            for relation in Relation::ALL {
                for classification in classes {
                    giving.give(&one.path, doc, (role, relation), *classification);
                }
            }
        }
    }
    giving.found
}

struct Giving<'a> {
    asked: Asked,
    record: &'a Record,
    golden: &'a mut Golden,
    found: Vec<String>,
}

impl Giving<'_> {
    fn give(
        &mut self,
        path: &str,
        doc: &CommandDoc,
        (role, relation): (Role, Relation),
        classification: Classification,
    ) {
        let agency = relation.agency(self.record);
        let sight = Sight::of(role, agency);
        let who = acting(role, agency);
        let id = self.id(doc.kind, relation, classification);
        let address = format!("/api/v1{}", path.replace("{id}", &id));
        let schema = serde_json::to_value(&doc.schema).unwrap();
        let mut data = filled(&schema, "Words of somebody");
        spoken_for(&mut data, agency.unwrap_or(self.record.own));
        let body = json!({ "data": data, "occurred_on": TOMORROW }).to_string();
        let headers = [
            ("Content-Type", "application/json"),
            ("Golden-Thread-Acting-As", who.as_str()),
        ];
        let answer = self.asked.send("POST", &address, &headers, body.as_bytes());
        let expected = self.expected(path, doc, (&sight, relation), classification);
        let told = told(&answer);
        let whose = relation.word();
        if told.as_deref() != Ok(expected) {
            let what = format!("POST /api/v1{path} as {who}, {whose} {classification:?}");
            self.found
                .push(format!("{what}: {told:?} and not {expected}"));
        }
        let name = format!("POST /api/v1{path}");
        let row = (role, relation);
        self.golden
            .keep(&name, row, Some(classification), told.unwrap_or_default());
    }

    fn id(&self, kind: StreamKind, relation: Relation, classification: Classification) -> String {
        match kind {
            StreamKind::Partnership
            | StreamKind::Account
            | StreamKind::SelfAssessment
            | StreamKind::ServiceReturn
            | StreamKind::SeriousIncident
            | StreamKind::RapidReview
            | StreamKind::ReviewSubject
            | StreamKind::PracticeReview
            | StreamKind::Briefing
            | StreamKind::LearningActivity
            | StreamKind::ChildDeathLearning
            | StreamKind::AuditProgramme
            | StreamKind::Audit
            | StreamKind::AuditCase
            | StreamKind::Inspection
            | StreamKind::EvidencePack
            | StreamKind::Erasure
            | StreamKind::LegalHold => NO_ACCOUNT.to_owned(),
            StreamKind::Plan => self.record.plan.to_string(),
            StreamKind::Recommendation
            | StreamKind::ImprovementAction
            | StreamKind::Evidence
            | StreamKind::Meeting
            | StreamKind::Gap => {
                let thing = self.record.thing(kind, relation.is_first(), classification);
                thing.stream.id.to_string()
            }
        }
    }

    /// What the policy says: not there, which role rule refuses it, or allowed as far as it goes.
    fn expected(
        &self,
        path: &str,
        doc: &CommandDoc,
        (sight, relation): (&Sight, Relation),
        classification: Classification,
    ) -> &'static str {
        let there = match doc.kind {
            StreamKind::Partnership => true,
            // The record has none of these: what begins one gets as far as the rules.
            StreamKind::Account
            | StreamKind::SelfAssessment
            | StreamKind::ServiceReturn
            | StreamKind::SeriousIncident
            | StreamKind::RapidReview
            | StreamKind::ReviewSubject
            | StreamKind::PracticeReview
            | StreamKind::Briefing
            | StreamKind::LearningActivity
            | StreamKind::ChildDeathLearning
            | StreamKind::AuditProgramme
            | StreamKind::Audit
            | StreamKind::AuditCase
            | StreamKind::Inspection
            | StreamKind::EvidencePack
            | StreamKind::Erasure
            | StreamKind::LegalHold => doc.creates || sight.reaches_everything(),
            StreamKind::Plan => match sight.reach() {
                Reach::Everything | Reach::Agency(_) => true,
                Reach::Settings | Reach::Nothing | Reach::Request(_) => false,
            },
            kind => reaches(
                sight,
                self.record.thing(kind, relation.is_first(), classification),
            ),
        };
        if path.contains("{id}") && !there {
            return "404";
        }
        let roles = roles_of(doc.kind, &doc.word).unwrap();
        let of_agency = matches!(sight.role, Role::AgencyLead | Role::AgencyContributor);
        match (
            roles.contains(&sight.role),
            of_agency && sight.agency.is_none(),
        ) {
            (false, _) => "role_may_not",
            (true, true) => "acts_for_no_agency",
            (true, false) if doc.kind == StreamKind::Account => "sign_in_required",
            (true, false) => "allowed",
        }
    }
}

/// Every agency a command speaks for is this one.
fn spoken_for(data: &mut Value, agency: AgencyId) {
    match data {
        Value::Object(fields) => {
            for (name, inner) in fields {
                if (name == "agency" || name == "source") && inner.is_string() {
                    *inner = json!(agency);
                } else {
                    spoken_for(inner, agency);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| spoken_for(item, agency)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The answer as the table tells it; what came instead where it is none of these.
fn told(answer: &Answer) -> Result<&'static str, String> {
    if answer.status == 404 {
        return Ok("404");
    }
    let problem = answer.json();
    let errors = problem["errors"].as_array().cloned().unwrap_or_default();
    let rules: BTreeSet<&str> = errors
        .iter()
        .filter_map(|one| one["rule"].as_str())
        .collect();
    if answer.status != 422 || !rules.contains("occurred_in_future") {
        return Err(format!("{}: {problem}", answer.status));
    }
    for rule in [
        "role_may_not",
        "acts_for_no_agency",
        "not_your_agency",
        "sign_in_required",
    ] {
        if rules.contains(rule) {
            return Ok(rule);
        }
    }
    Ok("allowed")
}
