use super::*;
use std::path::Path;

/// What is understood of a file, the environment and flags.
fn load(
    file: &str,
    environment: &[(&str, &str)],
    flags: &[(&'static str, &'static str, &str)],
) -> Result<Config, Refused> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gt.toml");
    std::fs::write(&path, file).unwrap();
    let text = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    Config::load(&Sources {
        file: Some(path),
        environment: environment.iter().map(text).collect(),
        flags: flags
            .iter()
            .map(|(path, flag, value)| (*path, *flag, (*value).to_owned()))
            .collect(),
    })
}

/// The problems of a file, each without the name of the file.
fn problems(file: &str) -> Vec<String> {
    let refused = load(file, &[], &[]).expect_err(file);
    let short = |problem: &String| match problem.split_once("gt.toml") {
        Some((_, rest)) => rest.trim_start_matches([':', ',']).trim().to_owned(),
        None => problem.clone(),
    };
    refused.problems.iter().map(short).collect()
}

#[track_caller]
fn one_problem(file: &str, words: &[&str]) {
    let problems = problems(file);
    assert_eq!(problems.len(), 1, "{problems:?}");
    for word in words {
        assert!(problems[0].contains(word), "{word}: {problems:?}");
    }
}

#[test]
fn without_anything_it_listens_on_this_machine_alone() {
    let config = Config::load(&Sources::default()).unwrap();
    assert!(config.server.listen.ip().is_loopback());
    assert_eq!(config.data, Path::new("golden-thread-data"));
    assert_eq!(config.log, Logging::default());
    assert_eq!(config.sessions.idle_minutes, 30);
    assert_eq!(config.sessions.absolute_hours, 12);
    assert!(config.mail.is_none() && config.scan.clamd.is_none());
    assert!(config.server.metrics_listen.is_none());
}

#[test]
fn a_flag_wins_over_the_environment_and_that_over_the_file() {
    let file = "[server]\nlisten = \"127.0.0.1:1\"\n[log]\nlevel = \"warn\"\nformat = \"json\"\n";
    let environment = [
        ("GOLDEN_THREAD_SERVER_LISTEN", "127.0.0.1:2"),
        ("GOLDEN_THREAD_LOG_LEVEL", "debug"),
    ];
    let flags = [("server.listen", "--listen", "127.0.0.1:3")];
    let config = load(file, &environment, &flags).unwrap();
    assert_eq!(config.server.listen.port(), 3);
    assert_eq!(config.log.level, "debug");
    assert_eq!(config.log.format, LogFormat::Json);
    let origins: Vec<String> = ["server.listen", "log.level", "log.format", "data"]
        .iter()
        .map(|key| {
            let found = config.told().iter().find(|(path, ..)| path == key);
            found.unwrap().2.to_string()
        })
        .collect();
    assert_eq!(origins[0], "--listen");
    assert_eq!(origins[1], "the variable GOLDEN_THREAD_LOG_LEVEL");
    assert!(origins[2].ends_with("gt.toml"), "{origins:?}");
    assert_eq!(origins[3], "default");
}

#[test]
fn an_unknown_key_is_refused_and_the_nearest_is_named() {
    for (file, nearest) in [
        ("[server]\nlistne = \"127.0.0.1:1\"", "server.listen"),
        (
            "[server]\npublic-url = \"https://a.example\"",
            "server.public_url",
        ),
        ("[log]\nformt = \"json\"", "log.format"),
        ("[session]\nidle_minutes = 5", "[sessions]"),
        ("[providers]\n", "[provider]"),
        ("dat = \"x\"", "data"),
        ("listen = \"127.0.0.1:1\"", "server.listen"),
        (
            "[mail]\npassword = \"Marigoldlantern\"",
            "mail.password_file",
        ),
    ] {
        one_problem(file, &["there is no such key", nearest]);
        assert!(!problems(file)[0].contains("Marigold"), "{file}");
    }
    let misspelt = [("GOLDEN_THREAD_SERVER_LISTNE", "127.0.0.1:1")];
    let refused = load("", &misspelt, &[]).unwrap_err().to_string();
    assert!(refused.contains("GOLDEN_THREAD_SERVER_LISTNE"), "{refused}");
    assert!(refused.contains("server.listen"), "{refused}");
    // Variables of other parts of the product are theirs.
    let others = [
        ("GOLDEN_THREAD_MASTER_KEY", "00"),
        ("GOLDEN_THREAD_CONFIG", "x"),
    ];
    load("", &others, &[]).unwrap();
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let file = "dta = 1\n[server]\nlisten = 8420\nshutdown_seconds = 0\nmetrics_exposed = \"yes\"\n\
                [log]\nformat = \"xml\"\n[sessions]\nidle_minutes = 61\nabsolute_hours = 25\n\
                [scan]\nclamd = \"3310\"\n";
    let problems = problems(file);
    for (key, remedy) in [
        ("dta", "data"),
        ("server.listen", "127.0.0.1:8420"),
        ("server.shutdown_seconds", "from 1 to 600"),
        ("server.metrics_exposed", "true or false"),
        ("log.format", "text, json"),
        ("sessions.idle_minutes", "from 5 to 60"),
        ("sessions.absolute_hours", "from 1 to 24"),
        ("scan.clamd", "unix:"),
    ] {
        let found = problems.iter().find(|problem| problem.contains(key));
        let found = found.unwrap_or_else(|| panic!("{key}: {problems:?}"));
        assert!(found.contains(remedy), "{remedy}: {found}");
    }
    assert_eq!(problems.len(), 8, "{problems:?}");
}

#[test]
fn a_file_that_is_no_toml_is_refused_by_line_and_not_repeated() {
    let problems = problems("[mail]\nhost = \"a\"\nMarigoldlantern secret\n");
    assert_eq!(problems.len(), 1);
    assert!(problems[0].contains("line 3"), "{problems:?}");
    assert!(!problems[0].contains("Marigold"), "{problems:?}");
    let sources = Sources {
        file: Some("/nowhere/gt.toml".into()),
        ..Sources::default()
    };
    let refused = Config::load(&sources).unwrap_err().to_string();
    assert!(refused.contains("/nowhere/gt.toml"), "{refused}");
}

#[test]
fn what_others_reach_is_protected_or_said_not_to_be() {
    let beyond = "[server]\nlisten = \"0.0.0.0:8420\"\npublic_url = \"https://a.example\"\n";
    one_problem(
        beyond,
        &[
            "server.tls_certificate",
            "server.trusted_proxies",
            "--insecure-http",
        ],
    );
    for way in [
        "tls_certificate = \"/c\"\ntls_key = \"/k\"",
        "trusted_proxies = [\"10.0.0.0/8\"]",
        "insecure_http = true",
    ] {
        load(&format!("{beyond}{way}"), &[], &[]).unwrap();
    }
    load(
        beyond,
        &[],
        &[("server.insecure_http", "--insecure-http", "true")],
    )
    .unwrap();
    // Others reach it by a name that has to be known.
    let nameless = "[server]\nlisten = \"0.0.0.0:8420\"\ninsecure_http = true\n";
    one_problem(nameless, &["server.public_url", "https://"]);
    one_problem(
        "[server]\ntrusted_proxies = [\"10.1.2.3\"]",
        &["server.public_url"],
    );
}

#[test]
fn a_certificate_comes_with_its_key() {
    one_problem("[server]\ntls_certificate = \"/c\"", &["server.tls_key"]);
    one_problem("[server]\ntls_key = \"/k\"", &["server.tls_certificate"]);
}

#[test]
fn only_proxies_that_are_named_are_trusted() {
    let with = |list: &str| {
        format!("[server]\npublic_url = \"https://a.example\"\ntrusted_proxies = {list}\n")
    };
    let config = load(&with("[\"10.1.2.3/8\", \"::1\"]"), &[], &[]).unwrap();
    let told: Vec<String> = config
        .server
        .trusted_proxies
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(told, ["10.0.0.0/8", "::1/128"]);
    one_problem(&with("[\"0.0.0.0/0\"]"), &["everybody"]);
    one_problem(&with("[\"proxy.example\"]"), &["is no network"]);
    one_problem(&with("\"10.0.0.0/8\""), &["a list"]);
    let variable = [(
        "GOLDEN_THREAD_SERVER_TRUSTED_PROXIES",
        "10.0.0.0/8, 192.0.2.1",
    )];
    let file = "[server]\npublic_url = \"https://a.example\"\n";
    let config = load(file, &variable, &[]).unwrap();
    assert_eq!(config.server.trusted_proxies.len(), 2);
}

#[test]
fn metrics_stay_on_this_machine_unless_somebody_says_otherwise() {
    let beyond = "[server]\nmetrics_listen = \"0.0.0.0:9420\"\n";
    one_problem(beyond, &["server.metrics_exposed"]);
    load(&format!("{beyond}metrics_exposed = true"), &[], &[]).unwrap();
    load("[server]\nmetrics_listen = \"127.0.0.1:9420\"", &[], &[]).unwrap();
}

#[test]
fn a_public_url_is_a_scheme_and_a_name() {
    for (text, told) in [
        (
            "https://learning.example.org",
            "https://learning.example.org",
        ),
        (
            "https://Learning.Example.org/",
            "https://learning.example.org",
        ),
        ("http://localhost:8420", "http://localhost:8420"),
        ("https://[2001:db8::1]:443", "https://[2001:db8::1]:443"),
    ] {
        assert_eq!(PublicUrl::parse(text).unwrap().to_string(), told);
    }
    for text in [
        "learning.example.org",
        "https://",
        "https://a.example/path",
        "https://a.example?x",
        "https://user@a.example",
        "https://a..example",
        "ftp://a.example",
        "https://a.example:port",
        "https://a.example:0",
        "https://a b.example",
    ] {
        assert_eq!(PublicUrl::parse(text), None, "{text}");
    }
    let url = PublicUrl::parse("https://learning.example.org").unwrap();
    assert!(url.names("LEARNING.example.org:443") && url.names("learning.example.org"));
    for other in [
        "evil.example",
        "learning.example.org.evil.example",
        "",
        "[::1]",
    ] {
        assert!(!url.names(other), "{other}");
    }
}

#[test]
fn mail_needs_a_server_a_sender_and_a_password_that_stands_elsewhere() {
    let file = "[mail]\nsecurity = \"starttls\"\n";
    assert_eq!(problems(file).len(), 2, "{:?}", problems(file));
    let whole = "[mail]\nhost = \"mail.example.org\"\nfrom = \"learning@example.org\"\n";
    let mail = load(whole, &[], &[]).unwrap().mail.unwrap();
    assert_eq!((mail.port, mail.security), (465, MailSecurity::Tls));
    one_problem(
        &format!("{whole}username = \"learning\"\n"),
        &["mail.password_file", "GOLDEN_THREAD_MAIL_PASSWORD"],
    );
    one_problem(&format!("{whole}security = \"none\""), &["on this machine"]);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("password");
    std::fs::write(&file, "Marigoldlantern\n").unwrap();
    let with = format!(
        "{whole}username = \"l\"\npassword_file = \"{}\"\n",
        file.display()
    );
    let mail = load(&with, &[], &[]).unwrap().mail.unwrap();
    assert_eq!(
        mail.password().unwrap().unwrap().reveal(),
        "Marigoldlantern"
    );
    let variable = [("GOLDEN_THREAD_MAIL_PASSWORD", "Thimblewick")];
    let config = load(&with, &variable, &[]).unwrap();
    let mail = config.mail.as_ref().unwrap();
    assert_eq!(mail.password().unwrap().unwrap().reveal(), "Thimblewick");
    assert!(!format!("{config:?}").contains("Thimblewick"));
}

/// A provider as it should be written.
const PROVIDER: &str = "[[provider]]\nname = \"council\"\nlabel = \"Northshire Council\"\n\
    issuer = \"https://login.example.org/tenant\"\nclient_id = \"golden-thread\"\n\
    client_secret = { file = \"/run/council-secret\" }\n\
    groups = [{ group = \"board\", role = \"chair\", post = \"Chair\" }]\n";

#[test]
fn providers_are_understood_and_shown_by_where_their_secret_is() {
    let second = PROVIDER.replace("council", "police");
    let config = load(&format!("{PROVIDER}{second}"), &[], &[]).unwrap();
    assert_eq!(config.providers.len(), 2);
    assert_eq!(config.providers[0].groups_claim, "groups");
    assert_eq!(config.providers[1].name, "police");
    let shown = format!("{:?}", config.providers_shown());
    assert!(
        shown.contains("council") && shown.contains("/run/council-secret"),
        "{shown}"
    );
    one_problem("provider = \"Council\"", &["[[provider]]"]);
    one_problem("[provider]\nname = \"Council\"", &["[[provider]]"]);
}

#[test]
fn everything_wrong_with_a_provider_is_told_by_its_name_and_key_and_no_secret_is_repeated() {
    for secret in [
        "\"Marigoldlantern\"",
        "{ value = \"Marigoldlantern\" }",
        "{ file = \"/run/s\", environment = \"Marigoldlantern\" }",
    ] {
        let file = PROVIDER.replace("{ file = \"/run/council-secret\" }", secret);
        one_problem(&file, &["provider `council`: client_secret", "environment"]);
        assert!(!format!("{:?}", problems(&file)).contains("Marigold"));
    }
    let file = PROVIDER
        .replace("label", "lable")
        .replace("\"golden-thread\"", "7")
        .replace("https://login", "http://login")
        .replace("\"chair\"", "\"mayor\"");
    let told = problems(&format!("{file}agency = \"Northshire\"\n"));
    for words in [
        "lable: there is no such key; the nearest there is: label",
        "label: this is needed",
        "client_id: a whole number was found here",
        "agency: text was found here",
        "groups, number 1",
    ] {
        let found = told.iter().any(|one| one.contains(words));
        assert!(found, "{words}: {told:?}");
    }
    assert!(
        told.iter()
            .all(|one| one.starts_with("provider `council`: "))
    );
    one_problem(&PROVIDER.replace("https", "http"), &["issuer"]);
    one_problem(
        &format!("{PROVIDER}{PROVIDER}"),
        &["`council`: name: another"],
    );
}

#[test]
fn every_key_has_a_table_and_its_default_is_one_it_takes() {
    for key in keys::KEYS {
        let known = keys::TABLES.iter().any(|(table, _)| *table == key.table);
        assert!(known || key.table.is_empty(), "{}", key.path());
        assert!(!key.meaning.is_empty());
    }
    // Each default, given by the environment, changes nothing.
    let environment: Vec<(String, String)> = keys::KEYS
        .iter()
        .filter(|key| key.table != "mail")
        .filter_map(|key| Some((key.variable(), key.default?.to_owned())))
        .collect();
    let sources = Sources {
        environment,
        ..Sources::default()
    };
    let config = Config::load(&sources).unwrap();
    assert_eq!(config.server.shutdown_seconds, 35);
}

#[test]
fn checkpoints_are_published_outside_the_data_folder_and_over_tls() {
    let good = "data = \"/srv/data\"\n[checkpoints]\npublish_file = \"/srv/notes.txt\"\n\
                publish_folder = \"/srv/notes\"\npublish_url = \"https://w.example.org/c\"\n";
    let config = load(good, &[], &[]).unwrap();
    assert_eq!(
        config.checkpoints.file.as_deref(),
        Some(Path::new("/srv/notes.txt"))
    );
    for (key, value) in [
        ("publish_file", "/srv/data/notes.txt"),
        ("publish_folder", "/srv/data/../data/notes"),
        ("publish_url", "http://w.example.org/c"),
        ("publish_url", "https://ada:secret@w.example.org/c"),
        ("publish_url", "witness"),
        ("publish_email", "minutes@example.org"),
    ] {
        let file = format!("data = \"/srv/data\"\n[checkpoints]\n{key} = \"{value}\"\n");
        one_problem(&file, &[&format!("checkpoints.{key}")]);
    }
    let mail = "[mail]\nhost = \"localhost\"\nfrom = \"a@example.org\"\n";
    let email = |to: &str| format!("[checkpoints]\npublish_email = \"{to}\"\n{mail}");
    assert!(load(&email("minutes@example.org"), &[], &[]).is_ok());
    one_problem(&email("minutes"), &["no e-mail address"]);
}

#[test]
fn the_access_log_is_kept_for_a_year_at_least_and_for_ever_when_nothing_is_said() {
    assert_eq!(load("", &[], &[]).unwrap().access_months, None);
    let months = |months: u32| format!("[access]\nkeep_months = {months}\n");
    assert_eq!(load(&months(24), &[], &[]).unwrap().access_months, Some(24));
    one_problem(&months(11), &["access.keep_months", "from 12"]);
}
