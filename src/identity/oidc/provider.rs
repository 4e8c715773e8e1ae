//! One provider, spoken to.

use super::claims::{Identity, OtherClaims, identify};
use super::error::{OidcError, of_claims, of_discovery, of_exchange, of_return};
use super::http::{Http, Transport};
use super::pending::Pending;
use super::settings::{ProviderSettings, SettingsProblem, is_loopback};
use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreClientAuthMethod,
    CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AccessTokenHash, AuthType, AuthorizationCode, ClaimsVerificationError, Client, ClientId,
    ClientSecret, CsrfToken, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    IdTokenFields, IssuerUrl, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier,
    RedirectUrl, Scope, SignatureVerificationError, StandardErrorResponse, StandardTokenResponse,
    TokenResponse as _,
};
use serde::Deserialize;
use std::fmt;
use std::sync::Arc;
use subtle::ConstantTimeEq as _;
use tokio::sync::Mutex;
use zeroize::Zeroizing;

/// How long what a provider says about itself is believed.
const DESCRIPTION_KEPT_FOR: TimeDelta = TimeDelta::hours(12);

/// How far a provider's clock may be ahead of or behind ours.
const LEEWAY: TimeDelta = TimeDelta::seconds(60);

/// The longest code or state that is looked at, in bytes.
const RETURNED_BYTES_MAX: usize = 8 * 1024;

type Fields = IdTokenFields<
    OtherClaims,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
type Tokens = StandardTokenResponse<Fields, CoreTokenType>;
type OurClient = Client<
    OtherClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Why a provider cannot be used at all.
#[derive(Debug, thiserror::Error)]
pub enum SetUpError {
    /// Its settings are wrong.
    #[error("provider `{name}`: {}", words(.problems))]
    Settings {
        /// Which provider.
        name: String,
        /// Everything that is wrong.
        problems: Vec<SettingsProblem>,
    },
    /// Two providers have the same name.
    #[error("two providers are named `{0}`: give each a name of its own")]
    TwoOfOneName(String),
    /// The address people come back to is none.
    #[error("provider `{0}`: the address of this service is not one people can come back to")]
    Redirect(String),
    /// The client for HTTP cannot be made.
    #[error("provider `{name}`: TLS cannot be used here")]
    Tls {
        /// Which provider.
        name: String,
        /// Why.
        #[source]
        source: reqwest::Error,
    },
}

fn words(problems: &[SettingsProblem]) -> String {
    let words: Vec<String> = problems.iter().map(ToString::to_string).collect();
    words.join("; ")
}

/// What the browser brings back from the provider: the query of the address it comes back to.
#[derive(Clone, Default, Deserialize)]
pub struct Returned {
    /// The state it was sent out with.
    #[serde(default)]
    pub state: String,
    /// The code to be exchanged, when all went well.
    #[serde(default)]
    pub code: Option<String>,
    /// What went wrong, in a word, when something did.
    #[serde(default)]
    pub error: Option<String>,
    /// Who answers (RFC 9207), where the provider says so.
    #[serde(default)]
    pub iss: Option<String>,
}

/// Codes stay out of logs and panics.
impl fmt::Debug for Returned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Returned(…)")
    }
}

/// What a provider says about itself, and when it was asked.
struct Described {
    metadata: CoreProviderMetadata,
    asked: DateTime<Utc>,
}

/// One provider: its settings, its secret, and what it last said about itself.
pub struct Provider {
    settings: ProviderSettings,
    secret: Zeroizing<String>,
    issuer: IssuerUrl,
    redirect: RedirectUrl,
    http: Http,
    described: Mutex<Option<Described>>,
}

/// Secrets stay out of logs and panics.
impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Provider({})", self.settings.name)
    }
}

impl Provider {
    /// A provider as it is set up. `redirect` is the address people come back to. Nobody is asked
    /// yet, so this service starts while a provider is down.
    ///
    /// # Errors
    /// When the settings are wrong or the client secret cannot be read.
    pub fn new(settings: ProviderSettings, redirect: &str) -> Result<Self, SetUpError> {
        let name = settings.name.clone();
        let mut problems = settings.problems();
        let secret = settings.client_secret.read();
        let issuer = IssuerUrl::new(settings.issuer.clone());
        let (secret, issuer) = match (secret, issuer) {
            (Ok(secret), Ok(issuer)) if problems.is_empty() => (secret, issuer),
            (Err(problem), _) => {
                problems.push(problem);
                return Err(SetUpError::Settings { name, problems });
            }
            (Ok(_), _) => return Err(SetUpError::Settings { name, problems }),
        };
        let redirect = RedirectUrl::new(redirect.to_owned());
        let redirect = redirect.map_err(|_| SetUpError::Redirect(name.clone()))?;
        let transport = if is_loopback(issuer.url()) {
            Transport::Loopback
        } else {
            Transport::Tls
        };
        let http = Http::new(transport).map_err(|source| SetUpError::Tls { name, source })?;
        Ok(Self {
            settings,
            secret,
            issuer,
            redirect,
            http,
            described: Mutex::new(None),
        })
    }

    /// Its settings.
    pub fn settings(&self) -> &ProviderSettings {
        &self.settings
    }

    /// Begins a sign-in: where to send the browser, and what its answer has to agree with.
    ///
    /// # Errors
    /// When the provider cannot be asked what it is.
    pub async fn begin(&self, now: DateTime<Utc>) -> Result<(String, Pending), OidcError> {
        let client = self.client(Age::AtMost(DESCRIPTION_KEPT_FOR), now).await?;
        let (challenge, pkce) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let request = client.authorize_url(flow, CsrfToken::new_random, Nonce::new_random);
        let asked = self
            .settings
            .scopes
            .iter()
            .filter(|scope| *scope != "openid");
        let (url, state, nonce) = request
            .add_scopes(asked.cloned().map(Scope::new))
            .set_pkce_challenge(challenge)
            .url();
        let pending = Pending {
            state,
            nonce,
            pkce: Zeroizing::new(pkce.into_secret()),
            provider: self.settings.name.clone(),
            begun: now,
        };
        Ok((url.into(), pending))
    }

    /// Finishes a sign-in: who the provider says somebody is.
    ///
    /// # Errors
    /// When the answer does not agree with what was begun, is not signed by the provider, or is
    /// not about somebody who may sign in here.
    pub async fn finish(
        &self,
        pending: Pending,
        returned: &Returned,
        now: DateTime<Utc>,
    ) -> Result<Identity, OidcError> {
        let code = self.code(&pending, returned)?;
        let client = self.client(Age::AtMost(DESCRIPTION_KEPT_FOR), now).await?;
        let exchange = client
            .exchange_code(code)
            .map_err(|_| OidcError::NotAProvider)?;
        let exchanged = exchange
            .set_pkce_verifier(PkceCodeVerifier::new(pending.pkce.to_string()))
            .request_async(&self.http)
            .await;
        let tokens = exchanged.map_err(|error| of_exchange(&error))?;
        match self.verified(&client, &tokens, &pending.nonce, now) {
            Err(Unverified::UnknownKey) => {
                // The provider may have changed its keys since it was asked: it is asked once more.
                let client = self.client(Age::New, now).await?;
                let again = self.verified(&client, &tokens, &pending.nonce, now);
                again.map_err(Unverified::told)
            }
            other => other.map_err(Unverified::told),
        }
    }

    /// The code, when the answer is one to what was begun.
    fn code(&self, pending: &Pending, returned: &Returned) -> Result<AuthorizationCode, OidcError> {
        let expected = pending.state.secret().as_bytes();
        let same = bool::from(expected.ct_eq(returned.state.as_bytes()));
        if !same || pending.provider != self.settings.name {
            return Err(OidcError::OtherState);
        }
        if returned
            .iss
            .as_ref()
            .is_some_and(|iss| *iss != self.settings.issuer)
        {
            return Err(OidcError::OtherIssuer);
        }
        if let Some(error) = &returned.error {
            return Err(of_return(error));
        }
        let code = returned
            .code
            .as_ref()
            .filter(|code| code.len() <= RETURNED_BYTES_MAX);
        let code = code.ok_or(OidcError::Refused)?;
        Ok(AuthorizationCode::new(code.clone()))
    }

    fn verified(
        &self,
        client: &OurClient,
        tokens: &Tokens,
        nonce: &Nonce,
        now: DateTime<Utc>,
    ) -> Result<Identity, Unverified> {
        let token = tokens
            .id_token()
            .ok_or(Unverified::Told(OidcError::Unreadable))?;
        // Only algorithms with a public key: nothing that is signed with our own client secret.
        let verifier = client
            .id_token_verifier()
            .set_allowed_algs([
                CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
                CoreJwsSigningAlgorithm::RsaSsaPssSha256,
                CoreJwsSigningAlgorithm::EcdsaP256Sha256,
                CoreJwsSigningAlgorithm::EcdsaP384Sha384,
                CoreJwsSigningAlgorithm::EdDsa,
            ])
            .set_time_fn(move || now - LEEWAY)
            .set_issue_time_verifier_fn(move |issued| {
                let from_the_future = issued > now + LEEWAY;
                if from_the_future {
                    Err("issued later than now".to_owned())
                } else {
                    Ok(())
                }
            });
        let claims = token
            .claims(&verifier, nonce)
            .map_err(Unverified::of_claims)?;
        if let Some(expected) = claims.access_token_hash() {
            let not_signed = |_| Unverified::Told(OidcError::NotSigned);
            let algorithm = token.signing_alg().map_err(not_signed)?;
            let key = token.signing_key(&verifier).map_err(not_signed)?;
            let actual = AccessTokenHash::from_token(tokens.access_token(), algorithm, key);
            let actual = actual.map_err(|_| Unverified::Told(OidcError::NotSigned))?;
            if actual != *expected {
                return Err(Unverified::Told(OidcError::NotSigned));
            }
        }
        identify(&self.settings, claims).map_err(Unverified::Told)
    }

    /// A client made of what the provider says about itself, which is asked for when it is not
    /// known or too old. Others wait meanwhile, so that it is asked once.
    async fn client(&self, age: Age, now: DateTime<Utc>) -> Result<OurClient, OidcError> {
        let mut described = self.described.lock().await;
        let known = described.as_ref();
        let known = known.filter(|known| age.allows(known.asked, now));
        let metadata = if let Some(known) = known {
            known.metadata.clone()
        } else {
            let asking = CoreProviderMetadata::discover_async(self.issuer.clone(), &self.http);
            let metadata = asking.await.map_err(|error| of_discovery(&error))?;
            *described = Some(Described {
                metadata: metadata.clone(),
                asked: now,
            });
            metadata
        };
        // Nobody waits for somebody else's sign-in.
        drop(described);
        let shows = metadata.token_endpoint_auth_methods_supported();
        let basic = shows.is_none_or(|m| m.contains(&CoreClientAuthMethod::ClientSecretBasic));
        let by = if basic {
            AuthType::BasicAuth
        } else {
            AuthType::RequestBody
        };
        let id = ClientId::new(self.settings.client_id.clone());
        let secret = ClientSecret::new(self.secret.as_str().to_owned());
        let client = OurClient::from_provider_metadata(metadata, id, Some(secret));
        Ok(client
            .set_auth_type(by)
            .set_redirect_uri(self.redirect.clone()))
    }
}

/// How old what a provider said about itself may be.
#[derive(Clone, Copy)]
enum Age {
    New,
    AtMost(TimeDelta),
}

impl Age {
    fn allows(self, asked: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        match self {
            Self::New => false,
            Self::AtMost(age) => asked <= now && now - asked < age,
        }
    }
}

/// Why claims are not believed.
enum Unverified {
    /// They are signed with a key the provider has not told of.
    UnknownKey,
    /// Anything else.
    Told(OidcError),
}

impl Unverified {
    fn of_claims(error: ClaimsVerificationError) -> Self {
        let unknown_key = ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::NoMatchingKey,
        );
        if error == unknown_key {
            Self::UnknownKey
        } else {
            Self::Told(of_claims(&error))
        }
    }

    fn told(self) -> OidcError {
        match self {
            Self::UnknownKey => OidcError::NotSigned,
            Self::Told(error) => error,
        }
    }
}

/// Every provider, in the order of the settings.
#[derive(Debug, Clone, Default)]
pub struct Providers(Vec<Arc<Provider>>);

impl Providers {
    /// Providers as they are set up; `redirect_of` gives the address people come back to from the
    /// provider of a name.
    ///
    /// # Errors
    /// When the settings of one are wrong, or two have one name.
    pub fn new(
        settings: Vec<ProviderSettings>,
        redirect_of: impl Fn(&str) -> String,
    ) -> Result<Self, SetUpError> {
        let mut providers: Vec<Arc<Provider>> = Vec::new();
        for one in settings {
            if providers
                .iter()
                .any(|known| known.settings.name == one.name)
            {
                return Err(SetUpError::TwoOfOneName(one.name));
            }
            let redirect = redirect_of(&one.name);
            providers.push(Arc::new(Provider::new(one, &redirect)?));
        }
        Ok(Self(providers))
    }

    /// The provider of a name.
    pub fn get(&self, name: &str) -> Option<&Arc<Provider>> {
        self.0
            .iter()
            .find(|provider| provider.settings.name == name)
    }

    /// All of them, for the buttons of the sign-in page.
    pub fn all(&self) -> &[Arc<Provider>] {
        &self.0
    }
}
