//! What an administrator writes about a provider.

use events::envelope::Role;
use events::ids::AgencyId;
use reqwest::Url;
use serde::Deserialize;
use std::net::IpAddr;
use std::path::PathBuf;
use zeroize::Zeroizing;

/// Names in a Microsoft Entra ID issuer that stand for any tenant.
const ANY_TENANT: [&str; 3] = ["common", "organizations", "consumers"];

/// One provider, as it stands in the configuration.
///
/// ```toml
/// name = "northshire"
/// label = "Northshire Council"
/// issuer = "https://login.microsoftonline.com/3f2a…/v2.0"
/// client_id = "8c1d…"
/// client_secret = { file = "/etc/golden-thread/northshire-secret" }
/// tenant = "3f2a…"
/// groups = [{ group = "5b7e…", role = "agency_lead", post = "Head of Early Help" }]
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderSettings {
    /// What addresses call it: lower-case letters, digits and hyphens.
    pub name: String,
    /// What the sign-in page calls it: the organisation's name.
    pub label: String,
    /// The address the provider calls itself by.
    pub issuer: String,
    /// What the provider calls this service.
    pub client_id: String,
    /// Where the secret is that shows the provider who asks.
    pub client_secret: ClientSecretSource,
    /// The member agency whose people sign in here; none for the partnership's own team.
    #[serde(default)]
    pub agency: Option<AgencyId>,
    /// Which groups of the provider hold which roles.
    #[serde(default)]
    pub groups: Vec<GroupMapping>,
    /// The claim that lists somebody's groups.
    #[serde(default = "groups_claim")]
    pub groups_claim: String,
    /// What is asked for beside `openid`.
    #[serde(default = "scopes")]
    pub scopes: Vec<String>,
    /// For Microsoft Entra ID: the only tenant (directory id) whose people may sign in. They are
    /// then known by tenant and object id, which stay when a name or address changes.
    #[serde(default)]
    pub tenant: Option<String>,
}

/// Where a client secret is kept. Never in the configuration itself, which is copied about.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum ClientSecretSource {
    /// In a file that only the service can read.
    File(PathBuf),
    /// In an environment variable.
    Environment(String),
}

/// Members of a group hold a role.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupMapping {
    /// The group, as the provider names it in the claim: for Entra ID its object id.
    pub group: String,
    /// The role its members hold.
    pub role: Role,
    /// The post the role is held as, such as "Head of Early Help".
    pub post: String,
}

/// A role that somebody's groups give them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    /// The role.
    pub role: Role,
    /// The agency it is held for.
    pub agency: Option<AgencyId>,
    /// The post it is held as.
    pub post: String,
}

/// What is wrong with the settings of a provider, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsProblem {
    /// The name is not one.
    #[error("name: use 1 to 40 lower-case letters, digits and hyphens")]
    Name,
    /// A text that has to be there is not.
    #[error("{0}: write something")]
    Missing(&'static str),
    /// The issuer is no address that may be used.
    #[error(
        "issuer: write an address that begins with https:// and has no user, query or fragment; \
         http:// is taken on this machine only (127.0.0.1, ::1 or localhost), for trying out"
    )]
    Issuer,
    /// The issuer stands for any tenant.
    #[error(
        "issuer: `{0}` lets in people of any organisation; write the issuer of your own tenant, \
         such as https://login.microsoftonline.com/<directory id>/v2.0"
    )]
    AnyTenant(&'static str),
    /// The tenant is not one.
    #[error("tenant: write the directory id, without spaces")]
    Tenant,
    /// A role is held for an agency, and none is named.
    #[error("agency: the role `{0}` is held for an agency, so name the provider's agency")]
    NoAgency(&'static str),
    /// An inspector is let in under a named request and until a day, which no group says.
    #[error(
        "groups.role: the role `inspector` needs a named request and a last day, which a group \
         cannot give; open an account for each inspector instead"
    )]
    Inspector,
    /// The client secret cannot be read.
    #[error("client_secret: {0}")]
    Secret(String),
}

fn groups_claim() -> String {
    "groups".to_owned()
}

fn scopes() -> Vec<String> {
    ["profile", "email"].map(str::to_owned).to_vec()
}

impl ProviderSettings {
    /// Everything that is wrong with the settings, without asking anybody.
    pub fn problems(&self) -> Vec<SettingsProblem> {
        let mut problems = Vec::new();
        let slug = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if !(1..=40).contains(&self.name.len()) || !self.name.bytes().all(slug) {
            problems.push(SettingsProblem::Name);
        }
        for (field, text) in [
            ("label", &self.label),
            ("client_id", &self.client_id),
            ("groups_claim", &self.groups_claim),
        ] {
            if text.trim().is_empty() {
                problems.push(SettingsProblem::Missing(field));
            }
        }
        problems.extend(self.issuer_problem());
        let no_tenant = |t: &String| t.is_empty() || t.contains(char::is_whitespace);
        if self.tenant.as_ref().is_some_and(no_tenant) {
            problems.push(SettingsProblem::Tenant);
        }
        problems.extend(
            self.groups
                .iter()
                .flat_map(|group| self.group_problems(group)),
        );
        problems
    }

    fn group_problems(&self, mapping: &GroupMapping) -> Vec<SettingsProblem> {
        let mut problems = Vec::new();
        if mapping.group.trim().is_empty() {
            problems.push(SettingsProblem::Missing("groups.group"));
        }
        if mapping.post.trim().is_empty() {
            problems.push(SettingsProblem::Missing("groups.post"));
        }
        let of_an_agency = matches!(mapping.role, Role::AgencyLead | Role::AgencyContributor);
        if of_an_agency && self.agency.is_none() {
            problems.push(SettingsProblem::NoAgency(mapping.role.word()));
        }
        if mapping.role == Role::Inspector {
            problems.push(SettingsProblem::Inspector);
        }
        problems
    }

    fn issuer_problem(&self) -> Option<SettingsProblem> {
        let Ok(issuer) = Url::parse(&self.issuer) else {
            return Some(SettingsProblem::Issuer);
        };
        let plain = issuer.username().is_empty()
            && issuer.password().is_none()
            && issuer.query().is_none()
            && issuer.fragment().is_none();
        let safe = match issuer.scheme() {
            "https" => issuer.host_str().is_some(),
            "http" => is_loopback(&issuer),
            _ => false,
        };
        if !(plain && safe) {
            return Some(SettingsProblem::Issuer);
        }
        let last = issuer
            .path_segments()?
            .rfind(|s| !s.is_empty() && *s != "v2.0")?;
        let any = ANY_TENANT
            .into_iter()
            .find(|any| last.eq_ignore_ascii_case(any));
        any.map(SettingsProblem::AnyTenant)
    }
}

/// Whether an address is on this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

impl ClientSecretSource {
    /// Reads the secret, without the line end an editor leaves behind it.
    ///
    /// # Errors
    /// When it is not there, or empty.
    pub fn read(&self) -> Result<Zeroizing<String>, SettingsProblem> {
        let (place, text) = match self {
            Self::File(path) => {
                let place = format!("the file {}", path.display());
                let text = std::fs::read_to_string(path).map_err(|e| format!("{place}: {e}"));
                (place, text)
            }
            Self::Environment(name) => {
                let place = format!("the environment variable {name}");
                // What is in the variable is left out of the error, whatever is wrong with it.
                let text = std::env::var(name).map_err(|_| format!("{place} is not set"));
                (place, text)
            }
        };
        let text = Zeroizing::new(text.map_err(SettingsProblem::Secret)?);
        let secret = text.trim_end_matches(['\r', '\n']);
        if secret.trim().is_empty() {
            return Err(SettingsProblem::Secret(format!("{place} is empty")));
        }
        Ok(Zeroizing::new(secret.to_owned()))
    }
}

/// The roles that somebody's groups give them, in the order of the settings, each once.
pub fn roles(settings: &ProviderSettings, groups: &[String]) -> Vec<Granted> {
    let mut granted = Vec::new();
    for mapping in settings.groups.iter().filter(|m| groups.contains(&m.group)) {
        let grant = Granted {
            role: mapping.role,
            agency: settings.agency,
            post: mapping.post.clone(),
        };
        if !granted.contains(&grant) {
            granted.push(grant);
        }
    }
    granted
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    const WRITTEN: &str = r#"
        name = "northshire"
        label = "Northshire Council"
        issuer = "https://login.microsoftonline.com/3f2a9c50-0000-4000-8000-000000000000/v2.0"
        client_id = "golden-thread"
        client_secret = { environment = "NORTHSHIRE_SECRET" }
        agency = "00000000-0000-4000-8000-000000000001"
        tenant = "3f2a9c50-0000-4000-8000-000000000000"
        groups = [
            { group = "leads", role = "agency_lead", post = "Head of Early Help" },
            { group = "heads", role = "agency_lead", post = "Head of Early Help" },
            { group = "auditors", role = "log_auditor", post = "Internal audit" },
        ]
    "#;

    fn settings() -> ProviderSettings {
        toml::from_str(WRITTEN).unwrap()
    }

    fn with(change: impl FnOnce(&mut ProviderSettings)) -> Vec<SettingsProblem> {
        let mut settings = settings();
        change(&mut settings);
        settings.problems()
    }

    #[test]
    fn settings_are_read_with_what_is_usual_filled_in() {
        let settings = settings();
        assert_eq!(settings.problems(), []);
        assert_eq!(settings.groups_claim, "groups");
        assert_eq!(settings.scopes, ["profile", "email"]);
        assert_eq!(settings.groups[0].role, Role::AgencyLead);
    }

    #[test]
    fn a_misspelt_key_and_a_secret_written_out_are_refused() {
        let misspelt = WRITTEN.replace("tenant", "tennant");
        assert!(toml::from_str::<ProviderSettings>(&misspelt).is_err());
        let inline = WRITTEN.replace(r#"{ environment = "NORTHSHIRE_SECRET" }"#, r#""hunter2""#);
        assert!(toml::from_str::<ProviderSettings>(&inline).is_err());
    }

    #[test]
    fn an_issuer_for_any_tenant_is_refused_with_what_to_write() {
        for tenant in ["common", "organizations", "consumers", "Common"] {
            for end in ["", "/", "/v2.0", "/v2.0/"] {
                let issuer = format!("https://login.microsoftonline.com/{tenant}{end}");
                let problems = with(|s| s.issuer = issuer);
                assert!(
                    matches!(problems.as_slice(), [SettingsProblem::AnyTenant(_)]),
                    "{tenant}{end}"
                );
                assert!(problems[0].to_string().contains("your own tenant"));
            }
        }
        assert_eq!(
            with(|s| s.issuer = "https://common.example/realm".to_owned()),
            []
        );
    }

    #[test]
    fn http_is_for_this_machine_only() {
        for taken in [
            "http://127.0.0.1:8080",
            "http://[::1]:1",
            "http://localhost/realm",
        ] {
            assert_eq!(with(|s| s.issuer = taken.to_owned()), [], "{taken}");
        }
        for refused in [
            "http://login.example.org",
            "http://localhost.example.org",
            "http://192.0.2.1",
            "ftp://127.0.0.1",
            "https://user@login.example.org",
            "https://login.example.org?x=1",
            "https://login.example.org#x",
            "login.example.org",
            "",
        ] {
            let problems = with(|s| s.issuer = refused.to_owned());
            assert_eq!(problems, [SettingsProblem::Issuer], "{refused}");
        }
    }

    #[test]
    fn every_problem_is_told_at_once() {
        let problems = with(|s| {
            s.name = "North shire".to_owned();
            s.label = " ".to_owned();
            s.client_id = String::new();
            s.tenant = Some(String::new());
            s.agency = None;
            s.groups[0].post = String::new();
        });
        assert_eq!(
            problems,
            [
                SettingsProblem::Name,
                SettingsProblem::Missing("label"),
                SettingsProblem::Missing("client_id"),
                SettingsProblem::Tenant,
                SettingsProblem::Missing("groups.post"),
                SettingsProblem::NoAgency("agency_lead"),
                SettingsProblem::NoAgency("agency_lead"),
            ]
        );
    }

    /// Such a mapping used to be taken, and then failed every sign-in of the group's members.
    #[test]
    fn no_group_makes_somebody_an_inspector() {
        let problems = with(|s| s.groups[2].role = Role::Inspector);
        assert_eq!(problems, [SettingsProblem::Inspector]);
        let told = problems[0].to_string();
        assert!(told.starts_with("groups.role: ") && told.contains("open an account"));
    }

    #[test]
    fn groups_give_roles_for_the_agency_of_the_provider() {
        let settings = settings();
        let groups = ["everybody", "heads", "leads"].map(str::to_owned);
        let granted = roles(&settings, &groups);
        let lead = Granted {
            role: Role::AgencyLead,
            agency: settings.agency,
            post: "Head of Early Help".to_owned(),
        };
        assert_eq!(granted, [lead]);
        assert_eq!(roles(&settings, &["Leads".to_owned()]), []);
        assert_eq!(roles(&settings, &[]), []);
    }

    #[test]
    fn a_client_secret_is_read_from_its_file_without_the_line_end() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(b" kept as it is \r\n").unwrap();
        let source = ClientSecretSource::File(file.path().to_owned());
        assert_eq!(*source.read().unwrap(), " kept as it is ");
    }

    #[test]
    fn a_client_secret_that_is_missing_or_empty_is_told_by_its_place() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let empty = ClientSecretSource::File(file.path().to_owned());
        assert!(empty.read().unwrap_err().to_string().ends_with("is empty"));
        let nowhere = ClientSecretSource::File(file.path().join("nothing"));
        assert!(nowhere.read().is_err());
        let unset = ClientSecretSource::Environment("GOLDEN_THREAD_NEVER_SET".to_owned());
        let told = unset.read().unwrap_err().to_string();
        assert!(told.contains("GOLDEN_THREAD_NEVER_SET is not set"));
    }
}
