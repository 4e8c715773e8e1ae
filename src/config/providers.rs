//! The `[[provider]]` tables, understood: everything that is wrong with each, by its name and key.
//!
//! What stood in a table is not repeated in a problem: it may be a secret put there by mistake.

use super::given::{Given, kind};
use super::keys::PROVIDERS;
use crate::identity::oidc::{ClientSecretSource, GroupMapping, ProviderSettings};
use events::ids::AgencyId;
use serde::de::DeserializeOwned;
use std::path::PathBuf;
use toml::{Table, Value};

/// Every key of a provider, and what it is for.
pub const PROVIDER_KEYS: &[(&str, &str)] = &[
    ("name", "what addresses call it"),
    ("label", "what the sign-in page calls it"),
    ("issuer", "the address the provider calls itself by"),
    ("client_id", "what the provider calls this service"),
    ("client_secret", "where the secret is kept"),
    ("tenant", "for Microsoft Entra ID, the only tenant let in"),
    ("agency", "the agency whose people sign in here"),
    ("groups", "which groups hold which roles"),
    ("groups_claim", "the claim that lists somebody's groups"),
    ("scopes", "what is asked for beside `openid`"),
];

/// Reads every provider, and tells everything that is wrong with any.
pub(super) fn read(given: &mut Given) -> Vec<ProviderSettings> {
    let mut providers: Vec<ProviderSettings> = Vec::new();
    for (index, table) in given.providers.clone().into_iter().enumerate() {
        let mut one = One::of(index, table);
        let settings = one.settings();
        one.unknown_keys();
        let problems = settings.iter().flat_map(ProviderSettings::problems);
        for problem in problems {
            one.wrong(&problem.to_string());
        }
        let twice = |known: &ProviderSettings| {
            let name = settings.as_ref().map(|settings| &settings.name);
            name == Some(&known.name)
        };
        if providers.iter().any(twice) {
            one.wrong("name: another provider has it already: give each a name of its own");
        }
        given.problems.extend(one.problems);
        providers.extend(settings);
    }
    providers
}

/// One table on its way to be understood.
struct One {
    place: String,
    table: Table,
    problems: Vec<String>,
}

impl One {
    fn of(index: usize, table: Table) -> Self {
        let name = table.get("name").and_then(Value::as_str);
        let place = match name.filter(|name| !name.is_empty() && name.len() <= 40) {
            Some(name) => format!("{PROVIDERS} `{name}`"),
            None => format!("{PROVIDERS} {}", index + 1),
        };
        let problems = Vec::new();
        Self {
            place,
            table,
            problems,
        }
    }

    fn wrong(&mut self, why: &str) {
        self.problems.push(format!("{}: {why}", self.place));
    }

    fn settings(&mut self) -> Option<ProviderSettings> {
        let words = "words: write them in quotation marks";
        let name = self.needed("name", words);
        let label = self.needed("label", words);
        let issuer = self.needed("issuer", words);
        let client_id = self.needed("client_id", words);
        let client_secret = self.client_secret();
        let agency = self.may::<AgencyId>("agency", "the id of an agency, in quotation marks");
        let tenant = self.may("tenant", words);
        let groups_claim = self.may("groups_claim", words);
        let lists = "a list of words, such as [\"profile\", \"email\"]";
        let scopes = self.may("scopes", lists);
        let groups = self.groups();
        Some(ProviderSettings {
            name: name?,
            label: label?,
            issuer: issuer?,
            client_id: client_id?,
            client_secret: client_secret?,
            agency,
            groups,
            groups_claim: groups_claim.unwrap_or_else(|| "groups".to_owned()),
            scopes: scopes.unwrap_or_else(|| ["profile", "email"].map(str::to_owned).to_vec()),
            tenant,
        })
    }

    fn may<T: DeserializeOwned>(&mut self, key: &str, wanted: &str) -> Option<T> {
        let value = self.table.get(key)?.clone();
        let found = kind(&value);
        let read = T::deserialize(value).ok();
        if read.is_none() {
            self.wrong(&format!("{key}: {found} was found here; this is {wanted}"));
        }
        read
    }

    fn needed<T: DeserializeOwned>(&mut self, key: &str, wanted: &str) -> Option<T> {
        if !self.table.contains_key(key) {
            self.wrong(&format!("{key}: this is needed"));
        }
        self.may(key, wanted)
    }

    fn client_secret(&mut self) -> Option<ClientSecretSource> {
        let value = self.table.get("client_secret");
        let table = value.and_then(Value::as_table).filter(|t| t.len() == 1);
        let of = |key: &str| table?.get(key)?.as_str().map(str::to_owned);
        let file = of("file").map(|file| ClientSecretSource::File(PathBuf::from(file)));
        let source = file.or_else(|| of("environment").map(ClientSecretSource::Environment));
        if source.is_none() {
            self.wrong(
                "client_secret: say where the secret is kept, never the secret itself: \
                 { file = \"/etc/golden-thread/provider-secret\" } or \
                 { environment = \"PROVIDER_SECRET\" }",
            );
        }
        source
    }

    fn groups(&mut self) -> Vec<GroupMapping> {
        let Some(value) = self.table.get("groups").cloned() else {
            return Vec::new();
        };
        let Value::Array(all) = value else {
            let wanted = "a list such as [{ group = \"…\", role = \"chair\", post = \"…\" }]";
            self.wrong(&format!(
                "groups: {} was found here; this is {wanted}",
                kind(&value)
            ));
            return Vec::new();
        };
        let mut groups = Vec::new();
        for (index, one) in all.into_iter().enumerate() {
            match one.try_into::<GroupMapping>() {
                Ok(group) => groups.push(group),
                Err(error) => {
                    let why = error.message();
                    self.wrong(&format!("groups, number {}: {why}", index + 1));
                }
            }
        }
        groups
    }

    fn unknown_keys(&mut self) {
        let known = |key: &String| PROVIDER_KEYS.iter().any(|(name, _)| name == key);
        let unknown: Vec<String> = self
            .table
            .keys()
            .filter(|key| !known(key))
            .cloned()
            .collect();
        for key in unknown {
            let alike = |name: &str| strsim::jaro_winkler(name, &key);
            let names = PROVIDER_KEYS.iter().map(|(name, _)| *name);
            let nearest = names.max_by(|a, b| alike(a).total_cmp(&alike(b)));
            let nearest = nearest.unwrap_or_default();
            self.wrong(&format!(
                "{key}: there is no such key; the nearest there is: {nearest}"
            ));
        }
    }
}
