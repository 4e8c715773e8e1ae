//! Secrets of 256 bits: links for set-up and invitations, API tokens, calendar feeds and cookies.
//!
//! A secret is shown once. What is kept is its SHA-256 digest, which is no use to somebody who
//! reads it: there is nothing to guess in 256 random bits, so no slow hash is needed.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use std::fmt;
use subtle::ConstantTimeEq as _;
use uuid::Uuid;
use zeroize::{ZeroizeOnDrop, Zeroizing};

/// What an API token begins with, so that a scanner for leaked secrets can find it.
pub const TOKEN_PREFIX: &str = "gt_";

/// How many characters a secret has when it is written.
pub const SECRET_CHARACTERS: usize = 43;

/// How many hexadecimal digits at the end of a token tell a typing mistake apart.
const CHECK_DIGITS: usize = 8;

/// The operating system gave no randomness, so no secret can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gives no randomness, so no secret can be made: {0}")]
pub struct NoRandomness(String);

/// Random bytes from the operating system.
///
/// # Errors
/// When it gives none.
pub fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, NoRandomness> {
    let mut bytes = Zeroizing::new([0_u8; N]);
    getrandom::fill(bytes.as_mut_slice()).map_err(|error| NoRandomness(error.to_string()))?;
    Ok(bytes)
}

/// 256 random bits that only their holder knows. Wiped from memory when dropped, never printed.
#[derive(Clone, ZeroizeOnDrop)]
pub struct Secret([u8; 32]);

impl Secret {
    /// A new secret.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn fresh() -> Result<Self, NoRandomness> {
        random::<32>().map(|bytes| Self(*bytes))
    }

    /// The secret as text: 43 characters that need no escape in a URL or a cookie.
    pub fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(URL_SAFE_NO_PAD.encode(self.0))
    }

    /// Reads the text of a secret. There is one way to write each.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != SECRET_CHARACTERS {
            return None;
        }
        let mut bytes = Zeroizing::new([0_u8; 32]);
        let length = URL_SAFE_NO_PAD.decode_slice(text, bytes.as_mut_slice());
        (length == Ok(32)).then(|| Self(*bytes))
    }

    /// The SHA-256 digest, which is what may be kept.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }

    /// The digest in 64 hexadecimal digits, as it stands in the log.
    pub fn digest_hex(&self) -> String {
        hex::encode(self.digest())
    }

    /// Whether this is the secret a kept digest was made of, compared in constant time.
    pub fn has_digest(&self, kept_hex: &str) -> bool {
        self.digest_hex()
            .as_bytes()
            .ct_eq(kept_hex.as_bytes())
            .into()
    }
}

/// Secrets stay out of logs and panics.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What a program shows instead of a password: which token it is, and the token's secret.
///
/// Written `gt_<id><secret><check>`, with an underscore after the id and the secret. The check
/// tells a token that was copied badly from one that was never issued, before anything is looked
/// up; it says nothing about whether the token is good.
#[derive(Debug, Clone)]
pub struct ApiToken {
    /// Which token: its id stands in the log in the open.
    pub id: Uuid,
    /// What only its holder knows.
    pub secret: Secret,
}

/// Why a text is not an API token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAToken {
    /// It does not look like one.
    #[error("this is no API token: one begins with `gt_` and has 88 characters")]
    Other,
    /// It looks like one but its check does not agree.
    #[error("this API token is damaged: copy it again, whole, from where it was kept")]
    Mistyped,
}

impl ApiToken {
    /// A token with this id and a new secret.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn fresh(id: Uuid) -> Result<Self, NoRandomness> {
        Secret::fresh().map(|secret| Self { id, secret })
    }

    /// The token as text, to be shown once.
    pub fn text(&self) -> Zeroizing<String> {
        let secret = self.secret.text();
        let check = check_digits(self.id, &secret);
        let id = self.id.simple();
        Zeroizing::new(format!("{TOKEN_PREFIX}{id}_{}_{check}", *secret))
    }

    /// Reads what a program sent.
    ///
    /// # Errors
    /// When it does not look like a token, or was copied badly.
    pub fn parse(text: &str) -> Result<Self, NotAToken> {
        let rest = text.strip_prefix(TOKEN_PREFIX).ok_or(NotAToken::Other)?;
        let (id, rest) = rest.split_once('_').ok_or(NotAToken::Other)?;
        let (secret, check) = rest.rsplit_once('_').ok_or(NotAToken::Other)?;
        let shaped = id.len() == 32
            && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
            && secret.len() == SECRET_CHARACTERS
            && check.len() == CHECK_DIGITS;
        if !shaped {
            return Err(NotAToken::Other);
        }
        let id = Uuid::try_parse(id).map_err(|_| NotAToken::Other)?;
        let told_apart = check_digits(id, secret).as_bytes().ct_eq(check.as_bytes());
        if !bool::from(told_apart) {
            return Err(NotAToken::Mistyped);
        }
        let secret = Secret::parse(secret).ok_or(NotAToken::Mistyped)?;
        Ok(Self { id, secret })
    }
}

/// The check of a token: the beginning of a hash over everything before it.
fn check_digits(id: Uuid, secret: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(b"golden-thread token check\0");
    hash.update(id.as_bytes());
    hash.update(secret.as_bytes());
    let mut digits = hex::encode(hash.finalize());
    digits.truncate(CHECK_DIGITS);
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_reads_back_as_it_was_written() {
        let secret = Secret::fresh().unwrap();
        let text = secret.text();
        assert_eq!(text.len(), SECRET_CHARACTERS);
        let read = Secret::parse(&text).unwrap();
        assert_eq!(read.digest(), secret.digest());
        assert!(read.has_digest(&secret.digest_hex()));
    }

    #[test]
    fn two_secrets_are_never_the_same() {
        let (one, other) = (Secret::fresh().unwrap(), Secret::fresh().unwrap());
        assert_ne!(one.digest(), other.digest());
        assert!(!one.has_digest(&other.digest_hex()));
        assert!(!one.has_digest(""));
    }

    #[test]
    fn a_digest_is_the_sha_256_of_the_bits() {
        let digest = Secret([0; 32]).digest_hex();
        assert_eq!(
            digest,
            "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925"
        );
    }

    #[test]
    fn a_secret_is_written_in_one_way_only() {
        let text = "A".repeat(SECRET_CHARACTERS);
        assert!(Secret::parse(&text).is_some());
        // The last character carries two bits that mean nothing; they have to be zero.
        assert!(Secret::parse(&format!("{}B", &text[1..])).is_none());
        assert!(Secret::parse(&format!("{}=", &text[1..])).is_none());
        assert!(Secret::parse(&format!("{text}A")).is_none());
        assert!(Secret::parse(&text[1..]).is_none());
        assert!(Secret::parse("").is_none());
        assert!(Secret::parse(&"é".repeat(22)).is_none());
    }

    #[test]
    fn nothing_secret_is_printed() {
        let token = ApiToken::fresh(Uuid::nil()).unwrap();
        let printed = format!("{:?} {token:?}", token.secret);
        assert!(!printed.contains(&*token.secret.text()));
        assert!(!printed.contains(&token.secret.digest_hex()));
        assert!(printed.contains('…'));
    }

    #[test]
    fn a_token_reads_back_as_it_was_written() {
        // Secrets may hold underscores, which also stand between the parts.
        for secret in [[0xff; 32], [0; 32], [0xfb; 32]] {
            let token = ApiToken {
                id: Uuid::from_u128(7),
                secret: Secret(secret),
            };
            let text = token.text();
            assert_eq!(text.len(), 88);
            let read = ApiToken::parse(&text).unwrap();
            assert_eq!(read.id, token.id);
            assert_eq!(read.secret.digest(), token.secret.digest());
        }
    }

    #[test]
    fn every_mistyped_character_of_a_token_is_told() {
        let text = ApiToken::fresh(Uuid::from_u128(7)).unwrap().text();
        for at in TOKEN_PREFIX.len()..text.len() {
            let typed: String = text
                .char_indices()
                .map(|(i, c)| match (i == at, c) {
                    (true, '0') => '1',
                    (true, _) => '0',
                    (false, c) => c,
                })
                .collect();
            assert!(ApiToken::parse(&typed).is_err(), "character {at}");
        }
        let swapped = text.replacen("_0", "_1", 1);
        assert_eq!(ApiToken::parse(&swapped).unwrap_err(), NotAToken::Mistyped);
    }

    #[test]
    fn what_is_no_token_is_refused_without_a_panic() {
        let text = ApiToken::fresh(Uuid::from_u128(7)).unwrap().text();
        let shortened = &text[..text.len() - 1];
        let upper = text.to_uppercase();
        for other in [
            "",
            "gt_",
            "gt__",
            "gt___",
            "Bearer x",
            shortened,
            &upper,
            "gt_é_é_é",
        ] {
            assert_eq!(ApiToken::parse(other).unwrap_err(), NotAToken::Other);
        }
    }
}
