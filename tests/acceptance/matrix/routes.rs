//! Every address of the pages and every operation of the interface, asked for in every role.

use super::expected::{CLASSES, Relation, acting, reaches, reads};
use super::record::{Record, Thing};
use super::table::Golden;
use crate::reading::readable;
use crate::server::{Answer, Asked, Server, asked};
use events::envelope::{Classification, Role};
use events::everywhere::{Area, Reach, Sight};
use events::ids::StreamKind;
use golden_thread::api::table::{self as interface, Run};
use golden_thread::web::entrance::Needs;
use golden_thread::web::router;

/// What an address is about.
#[derive(Debug, Clone, Copy)]
enum About {
    /// Nothing in particular.
    Nothing,
    /// The plan, which everybody reaches who reaches an action of it.
    Plan,
    /// One thing of a kind.
    One(StreamKind),
}

/// An address that can be asked for.
struct Example {
    about: About,
    /// The address; the thing's id, position and kind are put into it.
    path: String,
    /// What is answered where the reader is let through and reaches what it is about.
    answer: u16,
    /// Whether the thing's own words stand in the answer.
    shows: bool,
}

fn plain(path: &str) -> Example {
    answering(path, 200)
}

fn answering(path: &str, answer: u16) -> Example {
    Example {
        about: About::Nothing,
        path: path.to_owned(),
        answer,
        shows: false,
    }
}

fn of_plan(path: &str) -> Example {
    Example {
        about: About::Plan,
        ..plain(path)
    }
}

fn one(kind: StreamKind, path: &str, shows: bool) -> Example {
    Example {
        about: About::One(kind),
        shows,
        ..plain(path)
    }
}

/// An id of nothing.
const NO_UPLOAD: &str = "0198f0c2-7a3b-7c41-8d52-0242ac120002";

/// No paper has this id.
fn no_paper(path: &str) -> Example {
    let path = path.replace("{paper}", NO_UPLOAD);
    answering(&path.replace("{id}", NO_UPLOAD), 404)
}

/// The lists that are taken away as files.
const LISTS: [&str; 14] = [
    "/actions",
    "/compare",
    "/recommendations",
    "/deadlines",
    "/gaps",
    "/audits",
    "/returns-to-chase",
    "/incidents",
    "/rapid-reviews",
    "/practice-reviews",
    "/inspections",
    "/briefings",
    "/learning-activities",
    "/trail",
];

/// How an address of the pages is asked for; none for one that nobody wrote a row for.
fn page(path: &str) -> Option<Example> {
    use StreamKind::{Evidence, ImprovementAction, Meeting, Recommendation};
    if let Some((list, "xlsx" | "csv")) = path.split_once("/export.")
        && LISTS.contains(&list)
    {
        return Some(plain(path));
    }
    Some(match path {
        "/"
        | "/deadlines"
        | "/deadlines/calculator"
        | "/gaps"
        | "/compare"
        | "/trail"
        | "/search"
        | "/settings"
        | "/settings/meetings"
        | "/plan"
        | "/actions"
        | "/rag-round"
        | "/recommendations"
        | "/audits"
        | "/audits/on-theme"
        | "/programmes"
        | "/returns-to-chase"
        | "/self-assessments"
        | "/import"
        | "/health"
        | "/ready"
        | "/verify"
        | "/trail/export.ndjson"
        | "/checkpoints"
        | "/checkpoints/check"
        | "/accounts/access"
        | "/accounts/access/export.csv"
        | "/account/access"
        | "/account/access/export.csv" => plain(path),
        // The address is the secret, and nobody has this one.
        "/calendar/{secret}" => answering("/calendar/nobodys.ics", 404),
        // Only a form is sent here.
        "/acting-as" | "/checkpoints/make" => answering(path, 405),
        // No checkpoint was made over no events.
        "/checkpoints/{size}"
        | "/checkpoints/{size}/note.txt"
        | "/checkpoints/{size}/proof.txt" => answering(&path.replace("{size}", "0"), 404),
        "/plan/{id}"
        | "/plan/{id}/priority/{priority}"
        | "/plan/{id}/export.xlsx"
        | "/plan/{id}/export.csv" => of_plan(path),
        "/trail/{position}" => one(ImprovementAction, path, true),
        "/action/{id}" => one(ImprovementAction, path, true),
        "/recommendation/{id}" => one(Recommendation, path, true),
        "/evidence/{id}" => one(Evidence, path, true),
        "/evidence/{id}/file" => one(Evidence, path, false),
        "/meeting/{id}/paper/{paper}/file" => no_paper(path),
        "/meeting/{id}" => one(Meeting, path, true),
        "/meeting/{id}/check-paper" => one(Meeting, path, false),
        "/thread/{kind}/{id}" => one(ImprovementAction, path, true),
        "/record/{kind}/{id}/{command}" => one(
            ImprovementAction,
            "/record/{kind}/{id}/report_progress",
            false,
        ),
        // A search that is not kept any more.
        "/search/{id}" => answering(&path.replace("{id}", NO_UPLOAD), 410),
        // A document that waits no more.
        "/import/{id}/tables"
        | "/import/{id}/columns/{table}"
        | "/import/{id}/problems"
        | "/import/{id}/check" => {
            let path = path.replace("{id}", NO_UPLOAD).replace("{table}", "0");
            answering(&path, 410)
        }
        "/import/{id}/done" => answering(&path.replace("{id}", NO_UPLOAD), 404),
        _ => return of_audits(path).or_else(|| of_accounts(path)),
    })
}

/// How a page of one thing of the audit year is asked for. No audit was agreed or commissioned:
/// see the tests of audits for those that were.
fn of_audits(path: &str) -> Option<Example> {
    Some(match path {
        "/learning"
        | "/briefings"
        | "/cascades-to-confirm"
        | "/learning-activities"
        | "/child-death-learning"
        | "/evidence-packs"
        | "/evidence-packs/new"
        | "/records" => plain(path),
        "/records/{kind}/{id}" | "/records/{kind}/{id}/copy.zip" => {
            let path = path.replace("{kind}", "review_subject");
            answering(&path.replace("{id}", NO_UPLOAD), 404)
        }
        "/programme/{id}"
        | "/audit/{id}"
        | "/audit/{id}/report"
        | "/case/{id}"
        | "/finding/{id}"
        | "/self-assessment/{id}"
        | "/self-assessment/{id}/heat-map"
        | "/self-assessment/{id}/heat-map/export.xlsx"
        | "/self-assessment/{id}/heat-map/export.csv"
        | "/return/{id}"
        | "/return/{id}/file.json"
        | "/return/{id}/take-over"
        | "/practice-review/{id}"
        | "/practice-review/{id}/scan"
        | "/inspection/{id}"
        | "/briefing/{id}"
        | "/briefing/{id}/seven-minute"
        | "/briefing/{id}/cascade/export.xlsx"
        | "/briefing/{id}/cascade/export.csv"
        | "/learning-activity/{id}"
        | "/learning-activity/{id}/attendance/export.xlsx"
        | "/learning-activity/{id}/attendance/export.csv"
        | "/child-death-learning/{id}"
        | "/erasure/{id}"
        | "/evidence-pack/{id}"
        | "/evidence-pack/{id}/pack.zip"
        | "/legal-hold/{id}" => answering(&path.replace("{id}", NO_UPLOAD), 404),
        "/practice-reviews" | "/inspections" | "/orientation" => plain(path),
        _ => return of_reviews(path),
    })
}

/// How a page about serious incidents and reviews is asked for. No incident was referred: see the
/// tests of rapid reviews for those that were.
fn of_reviews(path: &str) -> Option<Example> {
    Some(match path {
        "/reviews"
        | "/incidents"
        | "/rapid-reviews"
        | "/statutory-returns"
        | "/statutory-returns/export.xlsx"
        | "/statutory-returns/export.csv" => plain(path),
        "/incident/{id}" | "/rapid-review/{id}" | "/review-subject/{id}" => {
            answering(&path.replace("{id}", NO_UPLOAD), 404)
        }
        _ => return None,
    })
}

/// How a page of accounts, or the way in, is asked for.
fn of_accounts(path: &str) -> Option<Example> {
    Some(match path {
        // In the demo there are no accounts, and these pages say so.
        "/accounts"
        | "/accounts/new"
        | "/hand-over"
        | "/account"
        | "/account/password"
        | "/account/second-step"
        | "/account/recovery-codes"
        | "/account/sessions"
        | "/account/tokens"
        | "/account/tokens/new"
        | "/account/calendar"
        | "/account/digest" => plain(path),
        "/accounts/{id}"
        | "/accounts/{id}/roles/new"
        | "/accounts/{id}/roles/{holding}/end"
        | "/accounts/{id}/{step}"
        | "/accounts/{id}/hand-over" => {
            let path = path
                .replace("{id}", NO_UPLOAD)
                .replace("{holding}", NO_UPLOAD);
            plain(&path.replace("{step}", "suspend"))
        }
        // Nobody signs in there, so the way in is not there.
        "/set-up/{link}"
        | "/sign-in"
        | "/sign-in/code"
        | "/sign-in/second-step"
        | "/sign-in/with/{provider}"
        | "/sign-in/return/{provider}"
        | "/invitation/{link}"
        | "/session"
        | "/held/{name}" => {
            let path = path
                .replace("{link}", "a-link")
                .replace("{provider}", "council");
            answering(&path.replace("{name}", "a-name"), 404)
        }
        // Only a form is sent here.
        "/sign-out" | "/session/stay" | "/working-as" => answering(path, 405),
        "/account/tokens/{token}/revoke" => answering(&path.replace("{token}", NO_UPLOAD), 405),
        _ => return None,
    })
}

/// How a read of the interface is asked for; none for one that nobody wrote a row for.
fn read(path: &str) -> Option<Example> {
    use StreamKind::{Evidence, ImprovementAction, Meeting, Recommendation};
    Some(match path {
        "/status"
        | "/deadlines"
        | "/gaps"
        | "/partnership"
        | "/plans"
        | "/actions"
        | "/recommendations"
        | "/meetings"
        | "/trail"
        | "/programmes"
        | "/audits"
        | "/returns-to-chase"
        | "/self-assessments"
        | "/incidents"
        | "/rapid-reviews"
        | "/practice-reviews"
        | "/inspections"
        | "/briefings"
        | "/learning-activities"
        | "/child-death-learning"
        | "/erasures"
        | "/evidence-packs"
        | "/legal-holds"
        | "/retention-due" => plain(&format!("{path}?texts=yes")),
        "/statutory-returns" => plain(path),
        "/health" | "/checkpoints" | "/openapi.json" | "/" | "/trail/export.ndjson" => plain(path),
        export if export.contains("/export.") && !export.contains('{') => plain(path),
        "/programmes/{id}"
        | "/audits/{id}"
        | "/cases/{id}"
        | "/incidents/{id}"
        | "/rapid-reviews/{id}"
        | "/review-subjects/{id}"
        | "/self-assessments/{id}"
        | "/self-assessments/{id}/heat-map"
        | "/returns/{id}"
        | "/practice-reviews/{id}"
        | "/inspections/{id}"
        | "/briefings/{id}"
        | "/learning-activities/{id}"
        | "/child-death-learning/{id}"
        | "/erasures/{id}"
        | "/evidence-packs/{id}"
        | "/legal-holds/{id}" => answering(&path.replace("{id}", NO_UPLOAD), 404),
        "/comparison" => plain("/comparison?from=2020-12-18&texts=yes"),
        "/deadlines/calculation" => {
            plain("/deadlines/calculation?clock=notify_panel&on=2020-12-18")
        }
        "/plans/{id}" | "/plans/{id}/priorities" => of_plan(&format!("{path}?texts=yes")),
        "/plans/{id}/export.xlsx" | "/plans/{id}/export.csv" => of_plan(path),
        "/actions/{id}" => one(ImprovementAction, "/actions/{id}?texts=yes", true),
        "/recommendations/{id}" => one(Recommendation, "/recommendations/{id}?texts=yes", true),
        "/evidence/{id}" => one(Evidence, "/evidence/{id}?texts=yes", true),
        "/evidence/{id}/file" => one(Evidence, path, false),
        "/meetings/{id}/papers/{paper}/file" => no_paper(path),
        "/meetings/{id}" => one(Meeting, "/meetings/{id}?texts=yes", true),
        "/threads/{kind}/{id}" => one(ImprovementAction, "/threads/{kind}/{id}?texts=yes", true),
        "/trail/{position}" => one(ImprovementAction, path, true),
        "/texts/{position}" => one(Recommendation, "/texts/{position}?field=/data/text", true),
        _ => return None,
    })
}

/// How a write that is no command is asked for: with nothing in it, which only those hear of who
/// are let through.
fn write(path: &str) -> Option<Example> {
    Some(match path {
        "/commands" | "/search" => answering(path, 400),
        "/evidence/files" | "/imports" => answering(path, 415),
        "/meetings/{id}/papers" => answering(&path.replace("{id}", NO_UPLOAD), 415),
        "/checkpoints" => answering(path, 201),
        _ => return None,
    })
}

/// One address with what stands around it.
struct Route {
    name: String,
    method: &'static str,
    needs: Needs,
    example: Example,
}

fn all() -> (Vec<Route>, Vec<String>) {
    let (mut routes, mut missing) = (Vec::new(), Vec::new());
    let mut add = |name: String, method, needs, example: Option<Example>| match example {
        Some(example) => routes.push(Route {
            name,
            method,
            needs,
            example,
        }),
        None => missing.push(format!(
            "{name} has no row in tests/acceptance/matrix/routes.rs"
        )),
    };
    for address in router::addresses() {
        let example = page(&address.path);
        add(
            format!("GET {}", address.path),
            "GET",
            address.needs,
            example,
        );
    }
    for one in interface::all() {
        if let Run::Command { .. } = one.run {
            continue;
        }
        let (method, example) = match one.method() {
            "get" => ("GET", read(&one.path)),
            _ => ("POST", write(&one.path)),
        };
        let example = example.map(|example| Example {
            path: format!("/api/v1{}", example.path),
            ..example
        });
        add(
            format!("{method} /api/v1{}", one.path),
            method,
            one.needs,
            example,
        );
    }
    (routes, missing)
}

/// Asks for every address in every role, and says where the answers are not the policy's.
pub(super) fn every_route(server: &Server, record: &Record, golden: &mut Golden) -> Vec<String> {
    let (routes, mut found) = all();
    let mut asking = Asking {
        asked: asked(server.address),
        record,
        golden,
        found: Vec::new(),
    };
    for role in Role::ALL {
        for relation in Relation::ALL {
            for route in &routes {
                asking.ask(route, role, relation);
            }
        }
    }
    found.extend(asking.found);
    found
}

struct Asking<'a> {
    asked: Asked,
    record: &'a Record,
    golden: &'a mut Golden,
    found: Vec<String>,
}

impl Asking<'_> {
    fn ask(&mut self, route: &Route, role: Role, relation: Relation) {
        match route.example.about {
            // What is nobody's is the same whatever another agency has.
            About::Nothing | About::Plan if relation == Relation::Other => {}
            About::Nothing | About::Plan => self.check(route, role, relation, None),
            About::One(kind) => {
                for classification in CLASSES {
                    let record = self.record;
                    let thing = record.thing(kind, relation.is_first(), classification);
                    self.check(route, role, relation, Some(thing));
                }
            }
        }
    }

    fn check(&mut self, route: &Route, role: Role, relation: Relation, thing: Option<&Thing>) {
        let agency = relation.agency(self.record);
        let sight = Sight::of(role, agency);
        let expected = expected(route, &sight, thing);
        let path = filled(&route.example.path, self.record, thing);
        let who = acting(role, agency);
        let cookie = format!("golden-thread-acting-as={who}");
        let headers = [
            ("Cookie", cookie.as_str()),
            ("Golden-Thread-Acting-As", &who),
            ("Content-Type", "application/json"),
        ];
        let body: &[u8] = if route.method == "POST" { b"{}" } else { b"" };
        let answer = self.asked.send(route.method, &path, &headers, body);
        let classification = thing.map(|thing| thing.classification);
        let at = format!(
            "{} as {who}, {} {classification:?}",
            route.name,
            relation.word()
        );
        if answer.status != expected {
            self.found
                .push(format!("{at}: {} and not {expected}", answer.status));
        }
        if answer.status == 403 && path.starts_with("/api/") {
            let kind = answer.json()["type"].clone();
            if kind != "/api/v1/problems/not-for-your-role" {
                self.found.push(format!("{at}: is told as {kind}"));
            }
        }
        let words = self.words(&at, &sight, &answer);
        if let Some(thing) = thing.filter(|_| answer.status == 200 && route.example.shows) {
            let may = reads(&sight, thing.classification);
            if words.contains(&thing.word) != may {
                self.found
                    .push(format!("{at}: its words are there or not: {}", !may));
            }
        }
        let told = told(&answer, &path, thing, &words, route.example.shows);
        self.golden
            .keep(&route.name, (role, relation), classification, told);
    }

    /// The marked words of an answer, each of which the reader may read.
    fn words(&mut self, at: &str, sight: &Sight, answer: &Answer) -> Vec<String> {
        let (raw, text) = readable(answer);
        let mut words = marks(&text);
        words.extend(marks(&raw));
        for word in &words {
            let marked = self
                .record
                .marked
                .iter()
                .find(|marked| marked.word == *word);
            let Some(marked) = marked else {
                self.found
                    .push(format!("{at}: {word} is no word of the record"));
                continue;
            };
            let thing = &self.record.things[marked.thing];
            if !(reaches(sight, thing) && reads(sight, marked.classification)) {
                let kind = thing.stream.kind;
                self.found.push(format!(
                    "{at}: tells {word} of {kind:?} {:?}",
                    marked.classification
                ));
            }
        }
        words
    }
}

/// The marked words in a text.
fn marks(text: &str) -> Vec<String> {
    let parts = text.split("Qzx").skip(1);
    parts
        .filter_map(|part| Some(format!("Qzx{}", part.get(..5)?)))
        .collect()
}

/// What the policy says is answered.
fn expected(route: &Route, sight: &Sight, thing: Option<&Thing>) -> u16 {
    // A method that an address does not have is said to everybody, before who asks is looked at.
    if route.example.answer == 405 {
        return 405;
    }
    if !route.needs.lets_through(Some(sight)) {
        return 403;
    }
    if route.name == "GET /" && !sight.enters(Area::Work) {
        return 303;
    }
    let reached = match route.example.about {
        About::Nothing => true,
        About::Plan => match sight.reach() {
            Reach::Everything | Reach::Agency(_) => true,
            Reach::Settings | Reach::Nothing | Reach::Request(_) => false,
        },
        About::One(_) => thing.is_some_and(|thing| reaches(sight, thing)),
    };
    if reached { route.example.answer } else { 404 }
}

/// The answer as the table tells it.
fn told(
    answer: &Answer,
    path: &str,
    thing: Option<&Thing>,
    words: &[String],
    shows: bool,
) -> String {
    if answer.status == 303 {
        return format!("to {}", answer.header("location"));
    }
    match thing {
        Some(thing) if answer.status == 200 && shows && !words.contains(&thing.word) => {
            "200 without words".to_owned()
        }
        Some(_) | None => {
            assert!(answer.status < 500, "{path}: {}", answer.text());
            answer.status.to_string()
        }
    }
}

fn filled(path: &str, record: &Record, thing: Option<&Thing>) -> String {
    let path = path.replace("{priority}", &record.priority.to_string());
    match thing {
        Some(thing) => path
            .replace("{kind}", thing.stream.kind.word())
            .replace("{id}", &thing.stream.id.to_string())
            .replace("{position}", &thing.position.to_string()),
        None => path.replace("{id}", &record.plan.to_string()),
    }
}

/// The classification of what commands are about where only one is tried.
pub(super) const USUAL: Classification = Classification::Official;
