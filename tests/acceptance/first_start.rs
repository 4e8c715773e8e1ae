//! The first start of a real record: one link in the terminal, and nothing else can be reached.

use super::cli::run;
use super::office::Programs;
use super::running::Running;
use super::sample::PLAN_CSV;
use std::path::Path;

/// A folder with a plan in it, in which nobody has an account.
fn with_a_plan(beside: &Path) -> std::path::PathBuf {
    let data = beside.join("data");
    let file = beside.join("plan.csv");
    std::fs::write(&file, PLAN_CSV).unwrap();
    let import = run(&data, &["import", "plan", file.to_str().unwrap(), "--yes"]);
    assert!(import.status.success());
    data
}

/// The path of the link that is printed.
fn link(server: &Running) -> String {
    let line = server.prints("set-up link (works once): ");
    let base = format!("http://{}", server.address);
    let link = line.rsplit(' ').next().unwrap();
    link.strip_prefix(&base).unwrap().to_owned()
}

#[test]
fn until_the_link_is_used_nothing_of_the_record_is_shown() {
    let beside = tempfile::tempdir().unwrap();
    let data = with_a_plan(beside.path());
    let server = Running::start(&data, &[]);
    for path in [
        "/",
        "/plan",
        "/actions",
        "/settings",
        "/trail",
        "/import",
        "/api/v1/status",
        "/api/v1/health",
        "/api/v1/trail",
        "/api/v1/actions/export.csv",
    ] {
        for more in [None, Some("business_manager")] {
            let headers: Vec<_> = more
                .map(|role| ("Golden-Thread-Acting-As", role))
                .into_iter()
                .collect();
            let answer = server.send("GET", path, &headers, &[]);
            assert!(
                matches!(answer.status, 401 | 403),
                "{path}: {}",
                answer.status
            );
            let told = answer.text();
            for word in ["young carers", "Run four audits", "Lanterndale"] {
                assert!(!told.contains(word), "{path}: {told}");
            }
        }
    }
    let body = b"{\"data\":{\"title\":\"x\",\"from\":\"2021-04-01\",\"to\":\"2022-03-31\"}}";
    let headers = [
        ("Content-Type", "application/json"),
        ("Golden-Thread-Acting-As", "business_manager"),
    ];
    let before = server.send("GET", "/health", &[], &[]).is(200).json();
    let write = server.send("POST", "/api/v1/plan/draft_plan", &headers, body);
    assert!(matches!(write.status, 401 | 403), "{}", write.status);
    let after = server.send("GET", "/health", &[], &[]).is(200).json();
    assert_eq!(before["root"], after["root"]);
    server.send("GET", "/ready", &[], &[]).is(200);
}

#[test]
fn the_link_stands_on_standard_output_alone_and_is_another_at_every_start() {
    let beside = tempfile::tempdir().unwrap();
    let data = beside.path().join("data");
    let mut links = Vec::new();
    for _ in 0..2 {
        let arguments = ["--log-level", "trace", "--log-format", "json"];
        let server = Running::start(&data, &arguments);
        let path = link(&server);
        let secret = path.strip_prefix("/set-up/").unwrap().to_owned();
        assert_eq!(secret.len(), 43);
        let told = server.says("Nobody has an account yet");
        assert!(told.contains("nothing else can be reached"), "{told}");
        server.send("GET", &path, &[], &[]);
        server.send("GET", "/", &[], &[]);
        assert_eq!(server.printed().len(), 1);
        server.signal("TERM");
        let (status, said) = server.ended();
        assert!(status.success(), "{said:?}");
        let repeated = said.iter().find(|line| line.contains(&secret));
        assert_eq!(repeated, None);
        links.push(secret);
    }
    assert_ne!(links[0], links[1]);
    let kept = std::fs::read_dir(data.join("journal")).unwrap();
    for segment in kept {
        let text = std::fs::read_to_string(segment.unwrap().path()).unwrap();
        assert!(links.iter().all(|secret| !text.contains(secret)));
    }
}

#[test]
fn the_link_names_the_address_people_reach_it_by() {
    let beside = tempfile::tempdir().unwrap();
    let url = ["--public-url", "https://learning.example.org"];
    let server = Running::start(&beside.path().join("data"), &url);
    let line = server.prints("set-up link");
    assert!(
        line.contains(" https://learning.example.org/set-up/"),
        "{line}"
    );
}

#[test]
fn where_somebody_has_an_account_there_is_no_link_and_people_are_sent_to_sign_in() {
    let beside = tempfile::tempdir().unwrap();
    let data = beside.path().join("data");
    let programs = Programs::of(&data, 1);
    let server = Running::start(&data, &[]);
    let answer = server.send("GET", "/plan", &[], &[]).is(303);
    assert!(answer.header("location").starts_with("/sign-in?"));
    // The interface's own health once asked for somebody whom nobody had looked for: a fault.
    for path in ["/api/v1/status", "/api/v1/health"] {
        server.send("GET", path, &[], &[]).is(401);
    }
    for path in ["/api/v1/openapi.json", "/api/v1/", "/health"] {
        server.send("GET", path, &[], &[]).is(200);
    }
    let [(name, bearer), _] = programs.next();
    let signed = [(name, bearer.as_str())];
    server.send("GET", "/api/v1/status", &signed, &[]).is(200);
    server.signal("TERM");
    assert!(server.printed().is_empty());
    let (status, said) = server.ended();
    assert!(status.success(), "{said:?}");
    assert!(said.iter().all(|line| !line.contains("set-up")), "{said:?}");
}

#[test]
fn a_provider_that_cannot_be_used_stops_the_start_with_its_name_and_key() {
    let beside = tempfile::tempdir().unwrap();
    let data = beside.path().join("data");
    let file = beside.path().join("gt.toml");
    let provider = |name: &str| {
        format!(
            "[[provider]]\nname = \"{name}\"\nlabel = \"Northshire Council\"\n\
             issuer = \"https://login.example.org/tenant\"\nclient_id = \"golden-thread\"\n\
             client_secret = {{ file = \"/no/such/{name}-secret\" }}\n"
        )
    };
    std::fs::write(&file, provider("council") + &provider("police")).unwrap();
    let serve = ["serve", "--config", file.to_str().unwrap()];
    let told = super::cli::refused(&run(&data, &serve));
    for words in ["council-secret", "police-secret", "`police`: client_secret"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let misspelt = provider("council").replace("issuer", "isuer");
    std::fs::write(&file, misspelt).unwrap();
    let told = super::cli::refused(&run(&data, &serve));
    assert!(
        told.contains("`council`: isuer: there is no such key"),
        "{told}"
    );
    assert!(told.contains("`council`: issuer: this is needed"), "{told}");
    assert!(!data.exists(), "nothing was begun");
}
