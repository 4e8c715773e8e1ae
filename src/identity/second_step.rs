//! The second step of signing in: a code from an app, or one of ten recovery codes.
//!
//! Codes are RFC 6238 with what every authenticator app understands: SHA-1, six digits, thirty
//! seconds. A code of the step before or after is taken too, for clocks that do not agree, and
//! no step is taken twice.

use super::secrets::{NoRandomness, random};
use chrono::{DateTime, Utc};
use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};
use sha2::{Digest as _, Sha256};
use std::fmt::{self, Write as _};
use subtle::{Choice, ConditionallySelectable as _, ConstantTimeEq as _};
use totp_rs::Totp;
use zeroize::Zeroizing;

/// How long one code is shown, in seconds.
pub const STEP_SECONDS: u64 = 30;

/// How many recovery codes somebody gets.
pub const RECOVERY_CODES: usize = 10;

/// The characters of a recovery code: Crockford's base 32, without I, L, O and U.
const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The characters of a recovery code that carry its 80 bits.
const RECOVERY_CHARACTERS: usize = 16;

/// Blank modules around a QR code, which scanners need (ISO/IEC 18004).
const QUIET_ZONE: usize = 4;

/// What an authenticator app shares with us: 160 bits. Wiped when dropped, never printed.
#[derive(Clone)]
pub struct TotpSecret(totp_rs::Secret);

/// Secrets stay out of logs and panics.
impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret(…)")
    }
}

/// Why a second step could not be set up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SecondStepError {
    /// The operating system gave no randomness.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The name of the account or the partnership does not fit an authenticator app.
    #[error("an authenticator app cannot show this: {0}")]
    NotShown(String),
}

impl TotpSecret {
    /// A new secret.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn fresh() -> Result<Self, NoRandomness> {
        random::<20>().map(|bytes| Self(totp_rs::Secret::new_stack(*bytes)))
    }

    /// The secret in base 32, as it is kept and as somebody types it who cannot scan.
    pub fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.to_base32())
    }

    /// The secret in groups of four, to be read from one screen and typed on another.
    pub fn grouped(&self) -> Zeroizing<String> {
        Zeroizing::new(in_groups(&self.text(), ' '))
    }

    /// Reads a kept secret.
    pub fn parse(text: &str) -> Option<Self> {
        let secret = totp_rs::Secret::try_from_base32(text).ok()?;
        (secret.as_bytes().len() == 20).then_some(Self(secret))
    }

    /// The address an authenticator app takes. `account` is the name somebody signs in with and
    /// `partnership` who asks for the code.
    ///
    /// # Errors
    /// When a name does not fit.
    pub fn uri(
        &self,
        account: &str,
        partnership: &str,
    ) -> Result<Zeroizing<String>, SecondStepError> {
        // A colon stands between the two names in the address, so neither may hold one.
        let label = |name: &str| name.replace(':', " ");
        let told = |error: totp_rs::TotpError| SecondStepError::NotShown(error.to_string());
        let totp = totp_rs::Builder::new()
            .with_secret(self.0.clone())
            .with_account_name(label(account))
            .with_issuer(Some(label(partnership)))
            .build()
            .map_err(told)?;
        totp.to_url().map(Zeroizing::new).map_err(told)
    }

    fn totp(&self) -> Option<Totp> {
        totp_rs::Builder::new()
            .with_secret(self.0.clone())
            .build()
            .ok()
    }
}

/// The time step of a moment.
pub fn step_at(moment: DateTime<Utc>) -> Option<u64> {
    Some(u64::try_from(moment.timestamp()).ok()? / STEP_SECONDS)
}

/// The step of a code that is right now, to be kept as the last used one; none when it is wrong or
/// its step, or a later one, was used already.
pub fn verify(
    secret: &TotpSecret,
    code: &str,
    now: DateTime<Utc>,
    last_used_step: Option<u64>,
) -> Option<u64> {
    let totp = secret.totp()?;
    let typed: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let current = step_at(now)?;
    let mut found = 0_u64;
    // Every step is computed and compared, so that time tells nothing of which one it was.
    for step in [
        current.saturating_sub(1),
        current,
        current.saturating_add(1),
    ] {
        let right = totp.generate(step.saturating_mul(STEP_SECONDS)).to_string();
        let same: Choice = right.as_bytes().ct_eq(typed.as_bytes());
        let unused = Choice::from(u8::from(last_used_step.is_none_or(|used| step > used)));
        found.conditional_assign(&step, same & unused);
    }
    (found > 0).then_some(found)
}

/// The QR code of an address as SVG markup that needs no style, so that it stands under a strict
/// content security policy.
///
/// # Errors
/// When the address is too long for a QR code.
pub fn qr_code(uri: &str, title: &str) -> Result<Markup, SecondStepError> {
    let code = QrCode::with_error_correction_level(uri, EcLevel::M)
        .map_err(|error| SecondStepError::NotShown(error.to_string()))?;
    let side = code.width() + 2 * QUIET_ZONE;
    let modules = modules(&code);
    Ok(html! {
        svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label=(title)
            viewBox=(format!("0 0 {side} {side}")) width="240" height="240"
            shape-rendering="crispEdges" focusable="false" {
            title { (title) }
            rect width=(side) height=(side) fill="#ffffff" {}
            path d=(modules) fill="#000000" {}
        }
    })
}

/// The dark modules as one path, a run of them at a time.
fn modules(code: &QrCode) -> String {
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&Color::Dark) {
                let (left, top, length) = (x + QUIET_ZONE, y + QUIET_ZONE, run.len());
                // Writing into a string cannot fail.
                let _ = write!(path, "M{left} {top}h{length}v1h-{length}z");
            }
            x += run.len();
        }
    }
    path
}

/// Ten new recovery codes of 80 bits each, as they are shown: `4F7K-92MX-0TRB-HC3W`.
///
/// # Errors
/// When the operating system gives no randomness.
pub fn recovery_codes() -> Result<Vec<Zeroizing<String>>, NoRandomness> {
    (0..RECOVERY_CODES).map(|_| recovery_code()).collect()
}

fn recovery_code() -> Result<Zeroizing<String>, NoRandomness> {
    // A byte for each character: five of its eight bits are taken.
    let bytes = random::<RECOVERY_CHARACTERS>()?;
    let characters = bytes
        .iter()
        .filter_map(|byte| CROCKFORD.get(usize::from(byte & 31)));
    let text: Zeroizing<String> = Zeroizing::new(characters.map(|&c| char::from(c)).collect());
    Ok(Zeroizing::new(in_groups(&text, '-')))
}

/// The digests of recovery codes, one a line, as they are kept.
pub fn recovery_lines<S: AsRef<str>>(codes: &[S]) -> String {
    let lines: Vec<String> = codes.iter().map(|c| recovery_digest(c.as_ref())).collect();
    lines.join("\n")
}

/// Which of the kept lines is the digest of `code`, counted from 0. Every line is compared, in
/// constant time.
pub fn find_recovery_code(code: &str, lines: &str) -> Option<usize> {
    let digest = recovery_digest(code);
    let mut found = None;
    for (index, line) in lines.lines().enumerate() {
        if bool::from(digest.as_bytes().ct_eq(line.trim().as_bytes())) {
            found = Some(index);
        }
    }
    found.filter(|_| canonical(code).len() == RECOVERY_CHARACTERS)
}

fn recovery_digest(code: &str) -> String {
    hex::encode(Sha256::digest(canonical(code).as_bytes()))
}

/// A code as it was typed, without what people add, and with what they misread put right: capitals
/// only, O is 0, I and L are 1.
fn canonical(code: &str) -> Zeroizing<String> {
    let kept = code.chars().filter(|c| !c.is_whitespace() && !is_dash(*c));
    let kept = kept.take(RECOVERY_CHARACTERS + 1);
    let read = kept.map(|c| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    });
    Zeroizing::new(read.collect())
}

/// A hyphen, or what a word processor makes of one.
fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn in_groups(text: &str, between: char) -> String {
    let mut grouped = String::with_capacity(text.len() * 5 / 4);
    for (index, character) in text.chars().enumerate() {
        if index > 0 && index % 4 == 0 {
            grouped.push(between);
        }
        grouped.push(character);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The secret of the test values in RFC 6238, appendix B.
    fn rfc_secret() -> TotpSecret {
        TotpSecret(totp_rs::Secret::new_stack(*b"12345678901234567890"))
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] {
            let step = u64::try_from(seconds).unwrap() / STEP_SECONDS;
            assert_eq!(verify(&rfc_secret(), code, at(seconds), None), Some(step));
        }
    }

    #[test]
    fn a_code_is_taken_one_step_early_or_late_and_no_more() {
        let (code, middle) = ("081804", 1_111_111_109);
        let step = Some(1_111_111_109 / 30);
        assert_eq!(verify(&rfc_secret(), code, at(middle + 30), None), step);
        assert_eq!(verify(&rfc_secret(), code, at(middle - 30), None), step);
        assert_eq!(verify(&rfc_secret(), code, at(middle + 60), None), None);
        assert_eq!(verify(&rfc_secret(), code, at(middle - 60), None), None);
    }

    #[test]
    fn a_code_is_taken_once() {
        let (code, now) = ("081804", at(1_111_111_109));
        let step = verify(&rfc_secret(), code, now, None).unwrap();
        assert_eq!(verify(&rfc_secret(), code, now, Some(step)), None);
        assert_eq!(verify(&rfc_secret(), code, now, Some(step + 1)), None);
        assert_eq!(verify(&rfc_secret(), code, now, Some(step - 1)), Some(step));
    }

    #[test]
    fn a_code_may_be_typed_with_spaces_and_nothing_else() {
        let now = at(1_111_111_109);
        assert!(verify(&rfc_secret(), " 081 804 ", now, None).is_some());
        for wrong in ["", "81804", "0081804", "+81804", "081805", "٠٨١٨٠٤"] {
            assert_eq!(verify(&rfc_secret(), wrong, now, None), None, "{wrong}");
        }
    }

    #[test]
    fn a_secret_reads_back_and_is_not_printed() {
        let secret = TotpSecret::fresh().unwrap();
        let read = TotpSecret::parse(&secret.text()).unwrap();
        assert_eq!(*read.text(), *secret.text());
        assert_eq!(secret.text().len(), 32);
        assert_eq!(secret.grouped().split(' ').count(), 8);
        assert!(!format!("{secret:?}").contains(&*secret.text()));
        assert!(TotpSecret::parse("JBSWY3DP").is_none());
        assert!(TotpSecret::parse("not base 32!").is_none());
        assert_ne!(*TotpSecret::fresh().unwrap().text(), *secret.text());
    }

    #[test]
    fn the_address_names_the_partnership_and_the_account() {
        let uri = rfc_secret()
            .uri("ann@northshire.example", "Northshire: partnership")
            .unwrap();
        let expected = "otpauth://totp/Northshire%20%20partnership:ann%40northshire.example\
            ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Northshire%20%20partnership";
        assert_eq!(*uri, expected);
    }

    #[test]
    fn a_qr_code_is_an_image_with_a_name_and_without_style() {
        let markup = qr_code("otpauth://totp/a:b?secret=GEZD", "Scan <this>").unwrap();
        let markup = markup.into_string();
        assert!(markup.contains(r#"role="img""#));
        assert!(markup.contains("<title>Scan &lt;this&gt;</title>"));
        assert!(!markup.contains("style") && !markup.contains("<this>"));
        // Each of the three finder patterns has a top of seven dark modules.
        assert!(markup.contains("M4 4h7v1h-7z"));
        assert!(qr_code(&"x".repeat(5_000), "too long").is_err());
    }

    #[test]
    fn recovery_codes_are_ten_different_ones_of_eighty_bits() {
        let codes = recovery_codes().unwrap();
        let different: BTreeSet<&str> = codes.iter().map(|code| code.as_str()).collect();
        assert_eq!(different.len(), RECOVERY_CODES);
        for code in different {
            assert_eq!(code.len(), 19);
            assert_eq!(code.split('-').count(), 4);
            let drawn = code.bytes().filter(|b| CROCKFORD.contains(b)).count();
            assert_eq!(drawn * 5, 80);
        }
    }

    #[test]
    fn a_recovery_code_is_found_however_it_is_typed() {
        let codes = ["4F7K-92MX-0TRB-HC3W", "0101-ABCD-EFGH-JKMN"];
        let lines = recovery_lines(&codes);
        assert_eq!(lines.lines().count(), 2);
        assert!(!lines.contains("4F7K"));
        assert_eq!(find_recovery_code("4F7K-92MX-0TRB-HC3W", &lines), Some(0));
        assert_eq!(
            find_recovery_code(" 4f7k 92mx–0trb hc3w\n", &lines),
            Some(0)
        );
        assert_eq!(find_recovery_code("4F7K92MXOTRBHC3W", &lines), Some(0));
        assert_eq!(find_recovery_code("oiol-abcd-efgh-jkmn", &lines), Some(1));
    }

    #[test]
    fn another_recovery_code_is_not_found() {
        let lines = recovery_lines(&["4F7K-92MX-0TRB-HC3W"]);
        for wrong in ["", "4F7K", "4F7K-92MX-0TRB-HC3X", "4F7K-92MX-0TRB-HC3WW"] {
            assert_eq!(find_recovery_code(wrong, &lines), None, "{wrong}");
        }
        assert_eq!(find_recovery_code("", &recovery_lines(&[""])), None);
        assert_eq!(find_recovery_code("4F7K-92MX-0TRB-HC3W", ""), None);
    }
}
