//! A small record with one thing of each kind, of each of two agencies, in each classification;
//! every text holds a word of its own that stands nowhere else.

use super::expected::CLASSES;
use crate::server::{MANAGER, Server};
use events::envelope::Classification;
use events::gap::gap_id;
use events::ids::{AgencyId, StreamId, StreamKind};
use serde_json::{Value, json};
use uuid::Uuid;

/// The day everything happens on.
const TODAY: &str = "2021-06-01";

/// One thing of the record.
#[derive(Debug, Clone)]
pub(super) struct Thing {
    pub(super) stream: StreamId,
    pub(super) agency: Option<AgencyId>,
    pub(super) classification: Classification,
    /// The word that stands in its first event, and the position of that event.
    pub(super) word: String,
    pub(super) position: u64,
}

/// A word, and by whom it may be read: whoever reaches the thing and is cleared for this.
#[derive(Debug, Clone)]
pub(super) struct Marked {
    pub(super) word: String,
    pub(super) thing: usize,
    pub(super) classification: Classification,
}

/// The record.
pub(super) struct Record {
    pub(super) own: AgencyId,
    pub(super) plan: Uuid,
    pub(super) priority: Uuid,
    pub(super) group: Uuid,
    pub(super) things: Vec<Thing>,
    pub(super) marked: Vec<Marked>,
}

/// A fresh id; the record's ids never tell anything of themselves.
fn fresh(name: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes())
}

struct Making<'a> {
    server: &'a Server,
    record: Record,
    words: u32,
}

impl Record {
    /// Records everything, as the business manager.
    pub(super) fn made(server: &Server) -> Self {
        let (own, other) = (fresh("own"), fresh("other"));
        let mut making = Making {
            server,
            record: Self {
                own: AgencyId(own),
                plan: fresh("plan"),
                priority: fresh("priority"),
                group: fresh("group"),
                things: Vec::new(),
                marked: Vec::new(),
            },
            words: 0,
        };
        making.setting(own, other);
        for agency in [own, other] {
            for classification in CLASSES {
                making.work(agency, classification);
            }
        }
        making.record
    }

    /// The thing of a kind, an agency and a classification.
    pub(super) fn thing(
        &self,
        kind: StreamKind,
        first: bool,
        classification: Classification,
    ) -> &Thing {
        let of_it =
            |thing: &&Thing| thing.agency.is_none() || (thing.agency == Some(self.own)) == first;
        let found = self
            .things
            .iter()
            .filter(of_it)
            .find(|thing| thing.stream.kind == kind && thing.classification == classification);
        found.unwrap_or_else(|| panic!("no {kind:?} of {classification:?}"))
    }
}

impl Making<'_> {
    /// A word that stands nowhere else.
    fn word(&mut self) -> String {
        self.words += 1;
        let letters: String = format!("{:05}", self.words)
            .bytes()
            .map(|digit| char::from(digit - b'0' + b'a'))
            .collect();
        format!("Qzx{letters}")
    }

    /// A text of a thing, which holds a word of its own.
    fn text(&mut self, thing: usize, classification: Classification) -> String {
        let word = self.word();
        let text = format!("Practice at {word} was looked at");
        self.record.marked.push(Marked {
            word,
            thing,
            classification,
        });
        text
    }

    fn write(&self, path: &str, classification: Classification, data: Value) -> Value {
        self.write_with(path, classification, data, json!({}))
    }

    fn write_with(
        &self,
        path: &str,
        classification: Classification,
        data: Value,
        more: Value,
    ) -> Value {
        let mut body = json!({ "data": data, "classification": classification });
        let fields = body.as_object_mut().unwrap();
        fields.extend(more.as_object().unwrap().clone());
        let answer = self.server.write_as(MANAGER, path, &body, &[]);
        assert!(answer.status < 300, "{path}: {}", answer.text());
        answer.json()
    }

    /// The partnership, its agencies and group, and the plan with its priority.
    fn setting(&mut self, own: Uuid, other: Uuid) {
        let official = Classification::Official;
        let establish = json!({ "name": "Quayside", "area": "Quayside", "from": "2021-04-01" });
        self.write("/partnership/establish_partnership", official, establish);
        for (agency, name) in [(own, "Northgate Council"), (other, "Southgate Trust")] {
            let add = json!({
                "agency": agency, "name": name, "kind": "local_authority", "from": "2021-04-01",
            });
            self.write("/partnership/add_relevant_agency", official, add);
        }
        let group = json!({
            "group": self.record.group, "name": "Board", "quorum": 1, "meetings_per_year": 4,
            "members": [own, other],
        });
        self.write("/partnership/constitute_sub_group", official, group);
        let plan = self.record.plan;
        let draft =
            json!({ "title": "Plan of the year", "from": "2021-04-01", "to": "2022-03-31" });
        self.write(&format!("/plan/{plan}/draft_plan"), official, draft);
        let adopt = json!({
            "priority": self.record.priority, "number": "1", "title": "Children are heard",
        });
        self.write(&format!("/plan/{plan}/adopt_priority"), official, adopt);
    }

    /// One thing of each kind.
    fn work(&mut self, agency: Uuid, classification: Classification) {
        let recommendation = self.recommendation(agency, classification);
        let action = self.action(agency, classification, recommendation);
        self.evidence(agency, classification);
        self.meeting(agency, classification);
        self.gap(agency, classification, action);
    }

    /// Puts a thing down, whose first event will hold a word.
    fn begin(
        &mut self,
        kind: StreamKind,
        id: Uuid,
        agency: Option<Uuid>,
        classification: Classification,
    ) -> (usize, String) {
        let index = self.record.things.len();
        let text = self.text(index, classification);
        let word = text.split(' ').nth(2).unwrap().to_owned();
        self.record.things.push(Thing {
            stream: StreamId { kind, id },
            agency: agency.map(AgencyId),
            classification,
            word,
            position: 0,
        });
        (index, text)
    }

    fn begun(&mut self, index: usize, answer: &Value) {
        self.record.things[index].position = answer["positions"][0].as_u64().unwrap();
    }

    fn recommendation(&mut self, agency: Uuid, classification: Classification) -> Uuid {
        let kind = StreamKind::Recommendation;
        let id = fresh(&format!("recommendation {agency} {classification:?}"));
        let (index, text) = self.begin(kind, id, Some(agency), classification);
        let reference = format!("R{index}");
        let make = json!({
            "reference": reference, "plan": self.record.plan, "priority": self.record.priority,
            "text": text, "sources": [{ "kind": "inspection", "title": "Letter of the inspectorate" }],
            "addressees": [agency],
        });
        let path = format!("/recommendation/{id}/make_recommendation");
        let answer = self.write(&path, classification, make);
        self.begun(index, &answer);
        id
    }

    fn action(&mut self, agency: Uuid, classification: Classification, parent: Uuid) -> Uuid {
        let kind = StreamKind::ImprovementAction;
        let id = fresh(&format!("action {agency} {classification:?}"));
        let (index, text) = self.begin(kind, id, Some(agency), classification);
        let agree = json!({
            "reference": format!("1.{index}"), "plan": self.record.plan,
            "priority": self.record.priority,
            "parent": { "kind": "recommendation", "id": parent }, "text": text,
            "owners": [{ "role": "Head of Practice", "agency": agency }], "due": "2021-12-31",
        });
        let path = format!("/improvement_action/{id}/agree_action");
        let answer = self.write(&path, classification, agree);
        self.begun(index, &answer);
        // What is said later may be more sensitive than the thing itself.
        for later in CLASSES.into_iter().filter(|later| *later >= classification) {
            let text = self.text(index, later);
            let path = format!("/improvement_action/{id}/report_progress");
            self.write(&path, later, json!({ "text": text }));
        }
        id
    }

    fn evidence(&mut self, agency: Uuid, classification: Classification) {
        let kind = StreamKind::Evidence;
        let index = self.record.things.len();
        let (index, text) = self.begin(
            kind,
            fresh(&format!("waiting {index}")),
            Some(agency),
            classification,
        );
        let file = self.text(index, classification);
        let (agency, class) = (
            agency.to_string(),
            super::expected::shown(Some(classification)),
        );
        let fields = [
            ("describes", text.as_str()),
            ("evidence_date", TODAY),
            ("source", &agency),
            ("classification", class),
        ];
        let answer = self.server.multipart(
            "/api/v1/evidence/files",
            &[("Golden-Thread-Acting-As", MANAGER)],
            &fields,
            Some(("looked-at.txt", file.as_bytes())),
        );
        let answer = answer.is(201).json();
        self.begun(index, &answer);
        self.record.things[index].stream.id = answer["id"].as_str().unwrap().parse().unwrap();
    }

    /// A meeting with a decision: nobody's in particular, and reached by agencies only where
    /// something of theirs rests on it.
    fn meeting(&mut self, agency: Uuid, classification: Classification) {
        if agency != self.record.own.0 {
            return;
        }
        let id = fresh(&format!("meeting {classification:?}"));
        let (index, text) = self.begin(StreamKind::Meeting, id, None, classification);
        let hold = json!({
            "group": self.record.group, "on": TODAY,
            "attendance": [{ "agency": agency, "presence": "present" }],
        });
        let answer = self.write(&format!("/meeting/{id}/hold_meeting"), classification, hold);
        self.begun(index, &answer);
        let decide = json!({
            "decision": fresh(&format!("decision {classification:?}")),
            "text": text, "rationale": self.text(index, classification),
        });
        self.write(
            &format!("/meeting/{id}/make_decision"),
            classification,
            decide,
        );
    }

    /// What was said of a gap of an action: reached as the action is.
    fn gap(&mut self, agency: Uuid, classification: Classification, action: Uuid) {
        let about = StreamId {
            kind: StreamKind::ImprovementAction,
            id: action,
        };
        let id = gap_id(15, about);
        let (index, text) = self.begin(StreamKind::Gap, id, Some(agency), classification);
        let dispose = json!({ "rule": 15, "about": about, "disposition": "accepted" });
        let path = format!("/gap/{id}/dispose_of_gap");
        let answer = self.write_with(&path, classification, dispose, json!({ "reason": text }));
        self.begun(index, &answer);
    }
}
