//! Secrets: the master key, the data keys under it, and what is done with them.

use super::keys::KeyError;
use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The key under which every data key is wrapped. It never lies in the data folder.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct MasterKey([u8; 32]);

impl MasterKey {
    /// The key with these bytes.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A new key from the system's randomness.
    ///
    /// # Errors
    /// When the system gives none.
    pub fn generate() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// The bytes, to be kept where the data folder is not.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(super) fn derived(&self, purpose: &str, about: &[u8]) -> Zeroizing<[u8; 32]> {
        mac(
            &self.0,
            &[b"golden-thread ", purpose.as_bytes(), b"\0", about],
        )
    }
}

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MasterKey")
    }
}

/// A key that seals words or a file. Wiped when dropped.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct DataKey(pub(super) [u8; 32]);

impl std::fmt::Debug for DataKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DataKey")
    }
}

/// The length of the random number before every ciphertext.
const NONCE: usize = 12;

impl DataKey {
    pub(super) const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(super) fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Encrypts, binding the ciphertext to what it is about. The nonce stands first.
    pub(super) fn seal(
        &self,
        nonce: [u8; NONCE],
        plain: &[u8],
        about: &[u8],
    ) -> Result<Vec<u8>, KeyError> {
        encrypt(&self.0, nonce, plain, about)
    }

    /// Decrypts what [`DataKey::seal`] gave; none when it is not that, or about something else.
    pub(super) fn open(&self, sealed: &[u8], about: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        decrypt(&self.0, sealed, about)
    }

    /// A keyed hash, cut to 16 bytes.
    pub(super) fn mac(&self, parts: &[&[u8]]) -> [u8; 16] {
        let whole = mac(&self.0, parts);
        whole.first_chunk::<16>().copied().unwrap_or_default()
    }
}

fn mac(key: &[u8; 32], parts: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    // A key of any length is taken, so this is never empty-handed.
    let Ok(mut hmac) = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key) else {
        return Zeroizing::default();
    };
    for part in parts {
        hmac.update(part);
    }
    Zeroizing::new(hmac.finalize().into_bytes().into())
}

pub(super) fn encrypt(
    key: &[u8; 32],
    nonce: [u8; NONCE],
    plain: &[u8],
    about: &[u8],
) -> Result<Vec<u8>, KeyError> {
    let cipher = Aes256Gcm::new(key.into());
    let sealed = cipher
        .encrypt(
            &Nonce::from(nonce),
            Payload {
                msg: plain,
                aad: about,
            },
        )
        .map_err(|_| KeyError::Encryption)?;
    let mut out = Vec::with_capacity(NONCE + sealed.len());
    out.extend_from_slice(&nonce);
    out.extend_from_slice(&sealed);
    Ok(out)
}

pub(super) fn decrypt(key: &[u8; 32], sealed: &[u8], about: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
    let cipher = Aes256Gcm::new(key.into());
    let payload = Payload {
        msg: sealed,
        aad: about,
    };
    cipher
        .decrypt(&Nonce::from(*nonce), payload)
        .ok()
        .map(Zeroizing::new)
}

/// Fresh randomness, asked of the system every time: none is kept that a copy of this process (a
/// restored snapshot of its machine) could use again.
pub(super) fn random<const N: usize>() -> Result<[u8; N], KeyError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| KeyError::NoRandomness)?;
    Ok(bytes)
}
