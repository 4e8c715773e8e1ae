//! Accounts from the terminal, through the real program on a folder no server runs on.

use super::cli::{refused, run};
use super::running::Running;
use super::sample::PLAN_CSV;
use events::envelope::Actor;
use events::ids::AgencyId;
use events::partnership::{self, AgencyKind};
use events::world::Command as Recorded;
use golden_thread::app::{App, Instruction, Meta, Start};
use golden_thread::clock::Clock;
use golden_thread::master_key;
use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const ADA: &str = "ada@lamplight.example";

struct Office {
    beside: TempDir,
    data: PathBuf,
}

impl Office {
    /// A folder with an administrator.
    fn new() -> Self {
        let beside = tempfile::tempdir().unwrap();
        let data = beside.path().join("data");
        let office = Self { beside, data };
        office.add("Ada Lamplight", ADA, &["--role", "administrator"]);
        office
    }

    fn user(&self, arguments: &[&str]) -> Output {
        run(&self.data, &[&["user"], arguments, &["--json"]].concat())
    }

    #[track_caller]
    fn told(&self, arguments: &[&str]) -> Value {
        json(&self.user(arguments))
    }

    #[track_caller]
    fn add(&self, name: &str, address: &str, more: &[&str]) -> Value {
        let who = ["add", "--name", name, "--address", address];
        self.told(&[&who, more].concat())
    }

    /// What `user list` says of an address.
    fn known(&self, address: &str) -> Value {
        let all = self.told(&["list"]);
        let all = all["accounts"].as_array().unwrap();
        let found = all.iter().find(|one| one["address"] == address);
        found.cloned().unwrap_or_default()
    }

    /// The rule a command is refused by.
    #[track_caller]
    fn rule(&self, arguments: &[&str]) -> String {
        let output = self.user(arguments);
        assert_eq!(output.status.code(), Some(1));
        let told: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(told["ok"], false);
        let refused = &told["refused"][0];
        let words = refused["message"].as_str().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(words), "{words}: {said}");
        refused["rule"].as_str().unwrap().to_owned()
    }

    fn import(&self, more: &[&str]) -> Output {
        let file = self.beside.path().join("plan.csv");
        std::fs::write(&file, PLAN_CSV).unwrap();
        let import = ["import", "plan", file.to_str().unwrap(), "--yes", "--json"];
        run(&self.data, &[&import, more].concat())
    }

    fn trail(&self) -> String {
        let output = run(&self.data, &["trail", "--json"]);
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    }
}

#[track_caller]
fn json(output: &Output) -> Value {
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Adds an agency, as somebody at the terminal may.
fn agency(data: &Path, name: &str) -> AgencyId {
    let found = master_key::find_or_make(data, None).unwrap();
    let app = App::start(Start {
        data: data.to_owned(),
        master_key: found.key,
        clock: Clock::System,
    })
    .unwrap();
    let agency = AgencyId(app.fresh_id().unwrap());
    let add = partnership::Command::AddRelevantAgency {
        agency,
        name: name.to_owned(),
        also_known_as: Vec::new(),
        kind: AgencyKind::Education,
        from: app.clock().today(),
    };
    let instruction = Instruction {
        stream: app.partnership(),
        command: Recorded::Partnership(add),
        expected: None,
    };
    app.execute(vec![instruction], &Meta::by(Actor::terminal()))
        .unwrap();
    agency
}

#[test]
fn an_account_is_opened_in_a_role_with_a_link_that_only_its_digest_is_kept_of() {
    let office = Office::new();
    let url = ["--role", "chair", "--url", "https://learning.example.org"];
    let told = office.add("Bo Wickham", "bo@wickham.example", &url);
    let link = told["invitation"].as_str().unwrap();
    let secret = link.strip_prefix("https://learning.example.org/invitation/");
    let secret = secret.unwrap();
    assert_eq!(secret.len(), 43);
    let known = office.known("bo@wickham.example");
    assert_eq!(known["id"], told["account"]);
    assert_eq!(known["name"], "Bo Wickham");
    assert_eq!(known["suspended"], false);
    assert_eq!(known["password"], false);
    assert_eq!(known["invited_until"], told["invitation_until"]);
    assert_eq!(known["roles"][0]["role"], "chair");
    assert_eq!(known["roles"][0]["holding"], told["holding"]);
    assert_eq!(known["roles"][0]["held"], true);
    for segment in std::fs::read_dir(office.data.join("journal")).unwrap() {
        let text = std::fs::read_to_string(segment.unwrap().path()).unwrap();
        assert!(!text.contains(secret) && !text.contains("Wickham"));
    }
    let words = run(&office.data, &["user", "list"]);
    let words = String::from_utf8(words.stdout).unwrap();
    assert!(words.contains("Bo Wickham <bo@wickham.example>"), "{words}");
    let trail = office.trail();
    let opened = trail.lines().find(|line| line.contains("account_opened"));
    let opened: Value = serde_json::from_str(opened.unwrap()).unwrap();
    assert_eq!(opened["actor"]["user"], "terminal");
    assert_eq!(opened["actor"]["role"], "administrator");
}

#[test]
fn name_and_address_are_asked_for_where_arguments_would_show_them() {
    let office = Office::new();
    let mut child = Command::new(env!("CARGO_BIN_EXE_golden-thread"))
        .args(["user", "add", "--role", "business-manager", "--json"])
        .env("GOLDEN_THREAD_DATA", &office.data)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin
        .write_all(b"Bo Wickham\nbo@wickham.example\n")
        .unwrap();
    drop(stdin);
    let told = json(&child.wait_with_output().unwrap());
    let known = office.known("bo@wickham.example");
    assert_eq!(
        (&known["id"], &known["name"]),
        (&told["account"], &"Bo Wickham".into())
    );
    let nothing = office.user(&["add", "--role", "chair"]);
    assert!(refused(&nothing).contains("name: nothing was given"));
}

#[test]
fn nobody_gets_an_address_that_is_taken_or_none_and_the_first_is_an_administrator() {
    let office = Office::new();
    let add = |name: &str, address: &str| {
        let who = [
            "add",
            "--name",
            name,
            "--address",
            address,
            "--role",
            "chair",
        ];
        refused(&office.user(&who))
    };
    let taken = add("Somebody Else", &ADA.to_uppercase());
    assert!(
        taken.contains("another account") && !taken.contains("lamplight"),
        "{taken}"
    );
    assert!(add("Somebody Else", "lamplight").contains("no e-mail address"));
    let beside = tempfile::tempdir().unwrap();
    let who = [
        "user",
        "add",
        "--name",
        "Bo",
        "--address",
        ADA,
        "--role",
        "chair",
    ];
    let first = run(&beside.path().join("data"), &who);
    assert!(refused(&first).contains("--role administrator"));
}

#[test]
fn a_role_for_an_agency_is_granted_by_its_name_and_ended_with_a_reason() {
    let office = Office::new();
    let schools = agency(&office.data, "Lanterndale Schools");
    let lead = ["--role", "agency_lead"];
    let add = ["add", "--name", "Bo", "--address", "bo@wickham.example"];
    assert_eq!(
        office.rule(&[&add[..], &lead].concat()),
        "role_needs_agency"
    );
    assert_eq!(office.known("bo@wickham.example"), Value::Null);
    let for_schools = [
        &lead[..],
        &["--agency", "lanterndale schools", "--post", "Head"],
    ]
    .concat();
    let told = office.add("Bo", "bo@wickham.example", &for_schools);
    let id = told["account"].as_str().unwrap();
    let known = office.known("bo@wickham.example");
    assert_eq!(known["agency"], schools.to_string());
    assert_eq!(known["roles"][0]["post"], "Head");
    let nowhere = [&["grant", id][..], &lead, &["--agency", "Nowhere"]].concat();
    assert!(refused(&office.user(&nowhere)).contains("no agency"));
    let granted = office.told(&["grant", id, "--role", "pqa_member"]);
    let ended = office.told(&[
        "end",
        id,
        "--role",
        "pqa_member",
        "--reason",
        "Left the group",
    ]);
    assert_eq!(ended["holding"], granted["holding"]);
    let roles = office.known("bo@wickham.example")["roles"].clone();
    let of = |role: &str| {
        let mut roles = roles.as_array().unwrap().iter();
        roles.find(|one| one["role"] == role).cloned().unwrap()
    };
    assert_eq!(of("pqa_member")["until"], ended["last_day"]);
    assert_eq!(of("agency_lead")["until"], Value::Null);
    assert!(office.trail().contains("Left the group"));
    let again = ["end", id, "--role", "pqa_member", "--reason", "Again"];
    assert!(refused(&office.user(&again)).contains("does not hold"));
    let others = office.known(ADA)["roles"][0]["holding"].clone();
    let others = [
        "end",
        id,
        "--holding",
        others.as_str().unwrap(),
        "--reason",
        "x",
    ];
    assert!(refused(&office.user(&others)).contains("no such holding"));
}

#[test]
fn an_inspector_comes_with_a_request_and_a_last_day() {
    let office = Office::new();
    let add = [
        "add",
        "--name",
        "Ins",
        "--address",
        "ins@inspect.example",
        "--role",
        "inspector",
    ];
    assert_eq!(office.rule(&add), "access_missing");
    let later = Clock::System.today() + chrono::Days::new(367);
    let later = later.to_string();
    let long = [&add[..], &["--request", "JTAI 7", "--until", &later]].concat();
    assert_eq!(office.rule(&long), "access_too_long");
    let today = Clock::System.today().to_string();
    office.told(&[&add[..], &["--request", "JTAI 7", "--until", &today]].concat());
    let access = office.known("ins@inspect.example")["roles"][0]["access"].clone();
    assert_eq!(
        (&access["request"], &access["until"]),
        (&"JTAI 7".into(), &today.into())
    );
}

#[test]
fn an_account_is_suspended_and_restored_with_a_reason_and_invited_again() {
    let office = Office::new();
    let address = "bo@wickham.example";
    let first = office.add("Bo", address, &["--role", "chair"]);
    office.told(&["suspend", address, "--reason", "On leave"]);
    assert_eq!(office.known(address)["suspended"], true);
    assert_eq!(office.rule(&["invite", address]), "account_suspended");
    assert_eq!(
        office.rule(&["suspend", address, "--reason", "Again"]),
        "account_suspended"
    );
    office.told(&["restore", address, "--reason", "Back"]);
    assert_eq!(office.known(address)["suspended"], false);
    let again = office.told(&["invite", address]);
    assert_ne!(first["invitation"], again["invitation"]);
    let reset = ["reset-second-step", address, "--reason", "Lost telephone"];
    assert_eq!(office.rule(&reset), "no_second_step");
    assert!(refused(&office.user(&["invite", "nobody@x.example"])).contains("no account"));
    for without in [
        &["suspend", address][..],
        &["end", address, "--role", "chair"],
    ] {
        assert!(refused(&office.user(without)).contains("--reason"));
    }
}

#[test]
fn the_last_administrator_stays() {
    let office = Office::new();
    let suspend = ["suspend", ADA, "--reason", "x"];
    let end = ["end", ADA, "--role", "administrator", "--reason", "x"];
    assert_eq!(office.rule(&suspend), "last_administrator");
    assert_eq!(office.rule(&end), "last_administrator");
    office.add("Bo", "bo@wickham.example", &["--role", "administrator"]);
    office.told(&end);
}

#[test]
fn a_folder_that_is_served_or_is_no_record_is_left_alone() {
    let office = Office::new();
    let server = Running::start(&office.data, &[]);
    let told = refused(&office.user(&["list"]));
    assert!(told.contains("in use by another Golden Thread"), "{told}");
    drop(server);
    let nowhere = office.beside.path().join("nowhere");
    assert!(!run(&nowhere, &["user", "list"]).status.success());
    assert!(!nowhere.exists(), "nothing was made");
}

#[test]
fn once_there_are_accounts_a_plan_is_imported_as_one_that_may() {
    let office = Office::new();
    let told = refused(&office.import(&[]));
    assert!(
        told.contains("--as") && told.contains("GOLDEN_THREAD_AS"),
        "{told}"
    );
    let told = refused(&office.import(&["--acting", "business_manager"]));
    assert!(told.contains("--as"), "{told}");
    let told = refused(&office.import(&["--as", ADA]));
    assert!(told.contains("business manager today"), "{told}");
    assert!(refused(&office.import(&["--as", "no@body.example"])).contains("no account"));
    office.told(&["grant", ADA, "--role", "business_manager"]);
    assert!(!office.trail().contains("plan_drafted"));
    assert!(json(&office.import(&["--as", ADA]))["position"].is_u64());
    let id = office.known(ADA)["id"].as_str().unwrap().to_owned();
    let trail = office.trail();
    let drafted = trail.lines().find(|line| line.contains("\"plan_drafted\""));
    let drafted: Value = serde_json::from_str(drafted.unwrap()).unwrap();
    assert_eq!(drafted["actor"]["kind"], "import");
    assert_eq!(drafted["actor"]["user"], format!("account:{id}"));
    assert_eq!(drafted["actor"]["role"], "business_manager");
    office.add("Bo", "bo@wickham.example", &["--role", "business_manager"]);
    office.told(&["suspend", "bo@wickham.example", "--reason", "x"]);
    let told = refused(&office.import(&["--as", "bo@wickham.example"]));
    assert!(told.contains("suspended"), "{told}");
    // A checkpoint says nothing in anybody's name.
    json(&run(&office.data, &["checkpoint", "--json"]));
}
