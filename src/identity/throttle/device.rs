//! The cookie that tells a browser somebody has signed in with before from all others.
//!
//! It holds a random id, when it was issued, and a signature over both and the name it was issued
//! to. For another name it is worth nothing, so somebody with an account of their own gains no
//! tries for another's.

use super::{Key, NameDigest};
use crate::identity::secrets::{NoRandomness, random};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use subtle::ConstantTimeEq as _;

/// How long a browser is known after its last full sign-in.
pub(super) const KNOWN_FOR: TimeDelta = TimeDelta::days(180);

const ID: usize = 16;
const ISSUED: usize = 8;
const LENGTH: usize = ID + ISSUED + 32;

pub(super) fn issue(
    key: &Key,
    name: &NameDigest,
    now: DateTime<Utc>,
) -> Result<String, NoRandomness> {
    let id = random::<ID>()?;
    let issued = now.timestamp().to_be_bytes();
    let signature = sign(key, name, id.as_slice(), &issued);
    let whole = [id.as_slice(), &issued, &signature].concat();
    Ok(URL_SAFE_NO_PAD.encode(whole))
}

/// The id of a cookie that was issued to this name and is not too old.
pub(super) fn read(
    key: &Key,
    name: &NameDigest,
    cookie: &str,
    now: DateTime<Utc>,
) -> Option<[u8; ID]> {
    if cookie.len() > LENGTH * 2 {
        return None;
    }
    let whole = URL_SAFE_NO_PAD.decode(cookie).ok()?;
    let (id, rest) = whole.split_first_chunk::<ID>()?;
    let (issued, signature) = rest.split_first_chunk::<ISSUED>()?;
    let right = sign(key, name, id, issued);
    if !bool::from(right.as_slice().ct_eq(signature)) {
        return None;
    }
    let issued = DateTime::from_timestamp(i64::from_be_bytes(*issued), 0)?;
    (now < issued + KNOWN_FOR).then_some(*id)
}

fn sign(key: &Key, name: &NameDigest, id: &[u8], issued: &[u8]) -> [u8; 32] {
    key.mac("device", &[&name.0, id, issued])
}
