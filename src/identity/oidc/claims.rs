//! From verified claims to who somebody is.

use super::OidcError;
use super::settings::ProviderSettings;
use openidconnect::core::CoreGenderClaim;
use openidconnect::{AdditionalClaims, IdTokenClaims};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fmt;

/// How many characters of a name or address are kept.
const CHARACTERS_MAX: usize = 200;

/// How many groups are read. Entra ID lists at most 200 in a token.
const GROUPS_MAX: usize = 2_000;

/// Who a provider says somebody is.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider's name in the settings.
    pub provider: String,
    /// What the person is known by, for ever: tenant and object id where a tenant is set, else
    /// issuer and subject, with a space between.
    pub subject: String,
    /// Their name, for a proposal; never to know them by.
    pub name: Option<String>,
    /// Their address, for a proposal; never to know them by, as it may pass to somebody else.
    pub email: Option<String>,
    /// The groups they are in, as the provider names them.
    pub groups: Vec<String>,
}

/// A person stays out of logs and panics.
impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Identity({}, {} groups)",
            self.provider,
            self.groups.len()
        )
    }
}

/// Every claim that OpenID Connect does not define.
#[derive(Clone, Default, Deserialize, Serialize)]
pub(super) struct OtherClaims {
    #[serde(flatten)]
    by_name: Map<String, Value>,
}

impl AdditionalClaims for OtherClaims {}

impl fmt::Debug for OtherClaims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OtherClaims({})", self.by_name.len())
    }
}

impl OtherClaims {
    fn text(&self, name: &str) -> Option<&str> {
        let text = self.by_name.get(name)?.as_str()?;
        (!text.is_empty()).then_some(text)
    }
}

/// Who the claims of a verified token say somebody is.
pub(super) fn identify(
    settings: &ProviderSettings,
    claims: &IdTokenClaims<OtherClaims, CoreGenderClaim>,
) -> Result<Identity, OidcError> {
    let other = claims.additional_claims();
    let subject = match &settings.tenant {
        Some(tenant) => tenant_subject(tenant, other)?,
        None => format!("{} {}", claims.issuer().as_str(), claims.subject().as_str()),
    };
    let name = claims.name().and_then(|name| name.get(None));
    Ok(Identity {
        provider: settings.name.clone(),
        subject,
        name: name.map(|name| shortened(name)),
        email: claims.email().map(|email| shortened(email)),
        groups: groups(settings, other)?,
    })
}

fn tenant_subject(tenant: &str, claims: &OtherClaims) -> Result<String, OidcError> {
    let tid = claims.text("tid").ok_or(OidcError::NoObjectId)?;
    if tid != tenant {
        return Err(OidcError::OtherTenant);
    }
    let oid = claims.text("oid").ok_or(OidcError::NoObjectId)?;
    Ok(format!("{tid} {oid}"))
}

/// The groups of a token. Where there are too many for it, Entra ID says instead where they can be
/// asked for (`_claim_names`, or `hasgroups`); roles must not depend on half of a list.
fn groups(settings: &ProviderSettings, claims: &OtherClaims) -> Result<Vec<String>, OidcError> {
    let elsewhere = claims.by_name.get("_claim_names");
    let elsewhere = elsewhere.is_some_and(|names| names.get(&settings.groups_claim).is_some());
    let overage = elsewhere || claims.by_name.get("hasgroups") == Some(&Value::Bool(true));
    if overage && !settings.groups.is_empty() {
        return Err(OidcError::GroupOverage);
    }
    let listed = match claims.by_name.get(&settings.groups_claim) {
        Some(Value::Array(listed)) => listed.as_slice(),
        Some(one @ Value::String(_)) => std::slice::from_ref(one),
        Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_)) | None => &[],
    };
    if listed.len() > GROUPS_MAX {
        return Err(OidcError::GroupOverage);
    }
    let names = listed.iter().filter_map(Value::as_str);
    Ok(names.map(str::to_owned).collect())
}

fn shortened(text: &str) -> String {
    text.chars().take(CHARACTERS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn settings(tenant: Option<&str>, groups: bool) -> ProviderSettings {
        let groups = if groups {
            r#"groups = [{ group = "leads", role = "chair", post = "Chair" }]"#
        } else {
            ""
        };
        let tenant = tenant.map_or(String::new(), |t| format!("tenant = \"{t}\""));
        let text = format!(
            "name = \"p\"\nlabel = \"P\"\nissuer = \"https://p.example\"\nclient_id = \"c\"\n\
             client_secret = {{ file = \"f\" }}\n{tenant}\n{groups}"
        );
        toml::from_str(&text).unwrap()
    }

    fn claims(more: Value) -> IdTokenClaims<OtherClaims, CoreGenderClaim> {
        let mut all = json!({
            "iss": "https://p.example", "aud": "c", "exp": 2, "iat": 1, "sub": "s-1",
        });
        let fields = all.as_object_mut().unwrap();
        fields.extend(more.as_object().unwrap().clone());
        serde_json::from_value(all).unwrap()
    }

    fn who(settings: &ProviderSettings, more: Value) -> Result<Identity, OidcError> {
        identify(settings, &claims(more))
    }

    #[test]
    fn without_a_tenant_somebody_is_known_by_issuer_and_subject() {
        let more = json!({ "tid": "t", "oid": "o", "name": "Ann", "email": "ann@p.example" });
        let found = who(&settings(None, false), more).unwrap();
        assert_eq!(found.subject, "https://p.example s-1");
        assert_eq!(found.name.as_deref(), Some("Ann"));
        assert_eq!(found.email.as_deref(), Some("ann@p.example"));
    }

    #[test]
    fn with_a_tenant_somebody_is_known_by_tenant_and_object_id() {
        let settings = settings(Some("t"), false);
        let subject = |more| who(&settings, more).map(|found| found.subject);
        assert_eq!(
            subject(json!({ "tid": "t", "oid": "o" })),
            Ok("t o".to_owned())
        );
        assert_eq!(
            subject(json!({ "tid": "u", "oid": "o" })),
            Err(OidcError::OtherTenant)
        );
        assert_eq!(subject(json!({ "oid": "o" })), Err(OidcError::NoObjectId));
        assert_eq!(subject(json!({ "tid": "t" })), Err(OidcError::NoObjectId));
        assert_eq!(
            subject(json!({ "tid": "t", "oid": "" })),
            Err(OidcError::NoObjectId)
        );
        assert_eq!(
            subject(json!({ "tid": ["t"], "oid": "o" })),
            Err(OidcError::NoObjectId)
        );
    }

    #[test]
    fn groups_are_those_of_the_claim_and_nothing_else() {
        let settings = settings(None, true);
        let groups = |more| who(&settings, more).map(|found| found.groups);
        assert_eq!(
            groups(json!({ "groups": ["a", 1, "b"] })).unwrap(),
            ["a", "b"]
        );
        assert_eq!(groups(json!({ "groups": "a" })).unwrap(), ["a"]);
        for none in [
            json!({}),
            json!({ "groups": null }),
            json!({ "roles": ["a"] }),
        ] {
            assert_eq!(groups(none).unwrap(), Vec::<String>::new());
        }
    }

    #[test]
    fn more_groups_than_a_token_holds_are_told_where_roles_depend_on_them() {
        let elsewhere = json!({ "_claim_names": { "groups": "src1" } });
        for overage in [elsewhere.clone(), json!({ "hasgroups": true })] {
            let found = who(&settings(None, true), overage);
            assert_eq!(found.unwrap_err(), OidcError::GroupOverage);
        }
        assert!(who(&settings(None, false), elsewhere).is_ok());
        let other = json!({ "_claim_names": { "photos": "src1" } });
        assert!(who(&settings(None, true), other).is_ok());
    }

    #[test]
    fn nobody_is_printed_and_long_names_are_cut() {
        let more = json!({ "name": "x".repeat(1_000), "groups": ["secret group"] });
        let found = who(&settings(None, false), more).unwrap();
        assert_eq!(found.name.as_ref().map(String::len), Some(CHARACTERS_MAX));
        assert_eq!(format!("{found:?}"), "Identity(p, 1 groups)");
    }
}
