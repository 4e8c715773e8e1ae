//! Signing in with a real OpenID provider, which is started here and asked over HTTP.

use chrono::{DateTime, Utc};
use golden_thread::clock::Clock;
use golden_thread::identity::oidc::{
    Identity, OidcError, Pending, Provider, ProviderSettings, Returned, roles,
};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::NamedTempFile;
use tokio::runtime::Runtime;

const BACK: &str = "http://127.0.0.1:9/sign-in/northshire/return";

/// A provider in a program of its own, which stops when this is dropped.
struct RealProvider {
    child: Child,
    told: Value,
}

impl RealProvider {
    /// Nothing where the packages of the journeys are not installed; the gate installs them first.
    fn start() -> Option<Self> {
        let journeys = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journeys");
        if !journeys.join("node_modules/oidc-provider").exists() {
            eprintln!("SKIPPED: no OpenID provider: run npm ci in tests/journeys");
            assert!(
                std::env::var_os("CI").is_none(),
                "the gate must try a real OpenID provider"
            );
            return None;
        }
        let mut child = Command::new("node")
            .arg(journeys.join("harness/provider.mjs"))
            .arg(BACK)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("node starts");
        let mut line = String::new();
        let output = child.stdout.take().unwrap();
        BufReader::new(output).read_line(&mut line).unwrap();
        let told = serde_json::from_str(&line).expect("the provider says where it is");
        Some(Self { child, told })
    }

    fn told(&self, what: &str) -> &str {
        self.told[what].as_str().unwrap()
    }

    /// Changes the key the provider signs with.
    fn rotate(&self) {
        let address = format!("{}/rotate", self.told("issuer"));
        let answer = agent().post(address).send_empty().unwrap();
        assert_eq!(answer.status(), 204);
    }
}

impl Drop for RealProvider {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The product's side: one provider as an administrator sets it up.
struct Ours {
    provider: Provider,
    runtime: Runtime,
    _secret: NamedTempFile,
}

impl Ours {
    fn new(real: &RealProvider) -> Self {
        Self::with(real, |_| {})
    }

    fn with(real: &RealProvider, change: impl FnOnce(&mut ProviderSettings)) -> Self {
        let mut secret = NamedTempFile::new().unwrap();
        writeln!(secret, "{}", real.told("clientSecret")).unwrap();
        let (issuer, client) = (real.told("issuer"), real.told("clientId"));
        let (tenant, file) = (real.told("tenant"), secret.path().display());
        let written = format!(
            r#"
            name = "northshire"
            label = "Northshire Council"
            issuer = "{issuer}"
            client_id = "{client}"
            client_secret = {{ file = "{file}" }}
            tenant = "{tenant}"
            agency = "00000000-0000-4000-8000-000000000001"
            groups = [{{ group = "leads", role = "agency_lead", post = "Head of Early Help" }}]
            "#
        );
        let mut settings: ProviderSettings = toml::from_str(&written).unwrap();
        change(&mut settings);
        Self {
            provider: Provider::new(settings, BACK).unwrap(),
            runtime: Runtime::new().unwrap(),
            _secret: secret,
        }
    }

    fn begin(&self) -> (String, Pending) {
        self.runtime.block_on(self.provider.begin(now())).unwrap()
    }

    fn finish(&self, pending: Pending, returned: &Returned) -> Result<Identity, OidcError> {
        self.finish_at(pending, returned, now())
    }

    fn finish_at(
        &self,
        pending: Pending,
        returned: &Returned,
        now: DateTime<Utc>,
    ) -> Result<Identity, OidcError> {
        let finished = self.provider.finish(pending, returned, now);
        self.runtime.block_on(finished)
    }

    /// The whole of a sign-in, as it goes when nobody interferes.
    fn sign_in(&self, login: &str) -> Result<Identity, OidcError> {
        let (address, pending) = self.begin();
        self.finish(pending, &Browser::default().sign_in(&address, login))
    }
}

fn now() -> DateTime<Utc> {
    Clock::System.now()
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_global(Some(Duration::from_mins(1)))
        .build()
        .into()
}

/// What a browser does: keeps cookies, follows redirects, fills in the form.
#[derive(Default)]
struct Browser {
    cookies: BTreeMap<String, String>,
}

impl Browser {
    /// Goes to the provider, gives `login` there, and comes back with what it answered.
    fn sign_in(&mut self, address: &str, login: &str) -> Returned {
        self.go(address, &[("login", login)])
    }

    fn go(&mut self, address: &str, form: &[(&str, &str)]) -> Returned {
        let mut address = address.to_owned();
        for _ in 0..10 {
            if let Some(query) = address.strip_prefix(BACK) {
                return serde_urlencoded::from_str(query.trim_start_matches('?')).unwrap();
            }
            let post = address.contains("/interaction/").then_some(form);
            let next = self.ask(&address, post);
            let base = reqwest::Url::parse(&address).unwrap();
            address = base.join(&next).unwrap().into();
        }
        panic!("the provider never sent the browser back");
    }

    /// Asks for a page and gives where it leads.
    fn ask(&mut self, address: &str, form: Option<&[(&str, &str)]>) -> String {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let cookies = cookies.join("; ");
        let answer = match form {
            Some(form) => {
                let body = serde_urlencoded::to_string(form).unwrap();
                let request = agent().post(address).header("cookie", &cookies);
                let kind = "application/x-www-form-urlencoded";
                request.header("content-type", kind).send(body).unwrap()
            }
            None => agent()
                .get(address)
                .header("cookie", &cookies)
                .call()
                .unwrap(),
        };
        for cookie in answer.headers().get_all("set-cookie") {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let leads = answer.headers().get("location");
        let leads = leads.unwrap_or_else(|| panic!("{address} answers {}", answer.status()));
        leads.to_str().unwrap().to_owned()
    }
}

#[test]
fn somebody_signs_in_and_is_known_by_tenant_and_object_id() {
    let Some(real) = RealProvider::start() else {
        return;
    };
    let ours = Ours::new(&real);
    let ann = ours.sign_in("ann").unwrap();
    assert_eq!(ann.provider, "northshire");
    assert_eq!(ann.subject, format!("{} a-1", real.told("tenant")));
    assert_eq!(ann.name.as_deref(), Some("Ann Example"));
    assert_eq!(ann.email.as_deref(), Some("ann@northshire.example"));
    assert_eq!(ann.groups, ["leads", "everybody"]);
    let granted = roles(ours.provider.settings(), &ann.groups);
    assert_eq!(granted.len(), 1);
    assert_eq!(granted[0].role.word(), "agency_lead");
    assert_eq!(granted[0].agency, ours.provider.settings().agency);

    let bob = ours.sign_in("bob").unwrap();
    assert_eq!(bob.subject, format!("{} b-2", real.told("tenant")));
    assert_eq!(roles(ours.provider.settings(), &bob.groups), []);
}

#[test]
fn without_a_tenant_somebody_is_known_by_issuer_and_subject() {
    let Some(real) = RealProvider::start() else {
        return;
    };
    let ours = Ours::with(&real, |settings| settings.tenant = None);
    let ann = ours.sign_in("ann").unwrap();
    assert_eq!(ann.subject, format!("{} ann", real.told("issuer")));
}

#[test]
fn an_answer_with_another_state_or_for_another_sign_in_is_refused() {
    let Some(real) = RealProvider::start() else {
        return;
    };
    let ours = Ours::new(&real);
    let (address, pending) = ours.begin();
    let mut returned = Browser::default().sign_in(&address, "ann");
    returned.state.push('x');
    assert_eq!(ours.finish(pending, &returned), Err(OidcError::OtherState));

    // Somebody is given an attacker's code, with the state of their own sign-in.
    let (attackers, _) = ours.begin();
    let stolen = Browser::default().sign_in(&attackers, "mallory");
    let (address, pending) = ours.begin();
    let own = Browser::default().sign_in(&address, "ann");
    let mixed = Returned {
        state: own.state,
        ..stolen
    };
    assert_eq!(ours.finish(pending, &mixed), Err(OidcError::CodeRefused));
}

#[test]
fn a_code_is_worth_nothing_the_second_time() {
    let Some(real) = RealProvider::start() else {
        return;
    };
    let ours = Ours::new(&real);
    // The browser's answer is sent twice, as it were by somebody who saw it, with everything the
    // product keeps of the sign-in: only the provider can know that the code was used.
    let (address, pending) = ours.begin();
    let returned = Browser::default().sign_in(&address, "ann");
    let kept = pending.clone();
    assert!(ours.finish(pending, &returned).is_ok());
    assert_eq!(ours.finish(kept, &returned), Err(OidcError::CodeRefused));
}

#[test]
fn an_answer_made_for_another_nonce_is_refused() {
    let Some(real) = RealProvider::start() else {
        return;
    };
    let ours = Ours::new(&real);
    let (address, pending) = ours.begin();
    let (before, after) = address.split_once("nonce=").unwrap();
    let swapped = format!("{before}nonce=x{after}");
    let returned = Browser::default().sign_in(&swapped, "ann");
    assert_eq!(ours.finish(pending, &returned), Err(OidcError::OtherNonce));
}

#[test]
fn somebody_of_another_tenant_is_refused_though_the_object_id_is_the_same() {
    let Some(real) = RealProvider::start() else {
        return;
    };
    let refused = Ours::new(&real).sign_in("mallory");
    assert_eq!(refused, Err(OidcError::OtherTenant));
    assert!(
        !OidcError::OtherTenant
            .to_string()
            .contains("another-tenant")
    );
}

#[test]
fn more_groups_than_a_token_holds_are_told_clearly() {
    let Some(real) = RealProvider::start() else {
        return;
    };
    let refused = Ours::new(&real).sign_in("olga");
    assert_eq!(refused, Err(OidcError::GroupOverage));
    assert!(
        OidcError::GroupOverage
            .to_string()
            .contains("administrator")
    );
    let unmapped = Ours::with(&real, |settings| settings.groups.clear());
    assert!(unmapped.sign_in("olga").is_ok());
}

#[test]
fn somebody_who_cancels_is_told_so() {
    let Some(real) = RealProvider::start() else {
        return;
    };
    let ours = Ours::new(&real);
    let (address, pending) = ours.begin();
    let returned = Browser::default().go(&address, &[("cancel", "yes")]);
    assert_eq!(ours.finish(pending, &returned), Err(OidcError::Declined));
}

#[test]
fn a_provider_that_changed_its_key_is_asked_for_the_new_one() {
    let Some(real) = RealProvider::start() else {
        return;
    };
    let ours = Ours::new(&real);
    assert!(ours.sign_in("ann").is_ok());
    real.rotate();
    assert!(ours.sign_in("ann").is_ok());
}

#[test]
fn an_answer_that_has_expired_or_comes_from_the_future_is_refused() {
    let Some(real) = RealProvider::start() else {
        return;
    };
    let ours = Ours::new(&real);
    let late = |minutes| {
        let (address, pending) = ours.begin();
        let returned = Browser::default().sign_in(&address, "ann");
        let at = now() + chrono::TimeDelta::minutes(minutes);
        ours.finish_at(pending, &returned, at)
    };
    assert!(late(9).is_ok());
    assert_eq!(late(12), Err(OidcError::Expired));
    assert_eq!(late(-5), Err(OidcError::Expired));
}

#[test]
fn a_wrong_client_secret_is_the_administrators_matter() {
    let Some(real) = RealProvider::start() else {
        return;
    };
    let mut file = NamedTempFile::new().unwrap();
    write!(file, "something else").unwrap();
    let wrong = golden_thread::identity::oidc::ClientSecretSource::File(file.path().to_owned());
    let ours = Ours::with(&real, |settings| settings.client_secret = wrong);
    assert_eq!(ours.sign_in("ann"), Err(OidcError::ClientRefused));
}

#[test]
fn a_provider_that_is_down_or_calls_itself_otherwise_is_told_apart() {
    let Some(real) = RealProvider::start() else {
        return;
    };
    let begun = |issuer: String| {
        let ours = Ours::with(&real, |settings| settings.issuer = issuer);
        ours.runtime
            .block_on(ours.provider.begin(now()))
            .map(|_| ())
    };
    // Nothing listens on port 9 (discard), and the provider calls itself by its address.
    assert_eq!(
        begun("http://127.0.0.1:9".to_owned()),
        Err(OidcError::Unreachable)
    );
    let otherwise = real.told("issuer").replace("127.0.0.1", "localhost");
    assert_eq!(begun(otherwise), Err(OidcError::NotAProvider));
    assert_eq!(begun(real.told("issuer").to_owned()), Ok(()));
}
