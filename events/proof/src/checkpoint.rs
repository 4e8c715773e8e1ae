//! The size and root of a log, signed, in the notes that other transparency logs use.
//!
//! A checkpoint is text (C2SP `tlog-checkpoint`, `signed-note`):
//!
//! ```text
//! golden-thread.example/0198…        the log's name, its origin
//! 1234                               how many events
//! kn6v…=                             the root hash, in base64
//!
//! — golden-thread.example/0198… …    the signature, in base64
//! ```

use crate::canonical::INTEGER_MAX;
use crate::code;
use crate::merkle::Hash;
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use std::fmt;

/// The letter C2SP gives Ed25519.
const ED25519: u8 = 1;

/// The size and root hash of one log at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's name.
    pub origin: String,
    /// How many events it held.
    pub size: u64,
    /// The root hash over them.
    pub root: Hash,
}

/// Why a signed note says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Not the shape of a signed checkpoint.
    #[error("this is not a signed checkpoint")]
    Shape,
    /// Not the shape of a public key.
    #[error("this is not the public key of a log: it reads `name+hash+key`")]
    Key,
    /// A name may hold neither white space nor a plus.
    #[error("a log's name has no space, no line break and no plus sign")]
    Name,
    /// Signed by somebody else, or for another log.
    #[error("the checkpoint is not signed by this log")]
    OtherSigner,
    /// The text was changed after it was signed.
    #[error("the checkpoint's signature does not fit its text")]
    Forged,
}

impl Checkpoint {
    /// The text that is signed: three lines.
    pub fn text(&self) -> String {
        format!(
            "{}\n{}\n{}\n",
            self.origin,
            self.size,
            BASE64.encode(self.root)
        )
    }

    /// A code of 24 letters and digits to read out and write into minutes.
    ///
    /// It is 120 bits of a hash of the signed text, in Crockford's base 32, so letters that look
    /// alike do not occur. Whoever keeps the size and the code can tell later whether the log still
    /// begins with what it held then.
    pub fn short_code(&self) -> String {
        code::of(self.text().as_bytes())
    }

    /// Reads the three lines of a checkpoint that is not signed, and nothing after them.
    ///
    /// # Errors
    /// [`NoteError::Shape`] when the text is anything else.
    pub fn from_text(text: &str) -> Result<Self, NoteError> {
        let checkpoint = parse(text)?;
        if checkpoint.text() == text {
            Ok(checkpoint)
        } else {
            Err(NoteError::Shape)
        }
    }

    /// Reads what a note says without asking who signed it: nothing may rest on it but what a
    /// reader is told of a note that was refused.
    ///
    /// # Errors
    /// When it is no checkpoint.
    pub fn claimed(note: &str) -> Result<Self, NoteError> {
        let (text, _) = note.rsplit_once("\n\n").ok_or(NoteError::Shape)?;
        parse(text)
    }
}

/// Signs checkpoints. The key is wiped when this is dropped.
pub struct Signer {
    name: String,
    key: SigningKey,
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({})", self.name)
    }
}

impl Signer {
    /// The signer of the log with this name.
    ///
    /// # Errors
    /// When the name holds white space or a plus.
    pub fn new(name: &str, secret: &[u8; 32]) -> Result<Self, NoteError> {
        named(name)?;
        Ok(Self {
            name: name.to_owned(),
            key: SigningKey::from_bytes(secret),
        })
    }

    /// What checks these signatures.
    pub fn verifier(&self) -> Verifier {
        Verifier {
            name: self.name.clone(),
            key: self.key.verifying_key(),
        }
    }

    /// The checkpoint as a signed note.
    pub fn sign(&self, checkpoint: &Checkpoint) -> String {
        self.note(&checkpoint.text())
    }

    /// Any other text as a signed note.
    ///
    /// # Errors
    /// [`NoteError::Shape`] when the text does not end in a line feed, has an empty line, or could
    /// be read as a checkpoint: those are signed by [`Signer::sign`] alone.
    pub fn sign_text(&self, text: &str) -> Result<String, NoteError> {
        let lines = text.strip_suffix('\n').ok_or(NoteError::Shape)?;
        let empty = lines.split('\n').any(str::is_empty);
        if empty || parse(text).is_ok() {
            return Err(NoteError::Shape);
        }
        Ok(self.note(text))
    }

    fn note(&self, text: &str) -> String {
        let signature = self.key.sign(text.as_bytes());
        let mut signed = self.verifier().key_hash().to_vec();
        signed.extend_from_slice(&signature.to_bytes());
        format!("{text}\n— {} {}\n", self.name, BASE64.encode(signed))
    }
}

/// Checks signed checkpoints of one log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verifier {
    name: String,
    key: VerifyingKey,
}

impl Verifier {
    /// The log's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A code of the public key to read out, in the letters of [`Checkpoint::short_code`]: whoever
    /// was told it once knows later that they look at the same log's key.
    pub fn fingerprint(&self) -> String {
        code::of(self.to_string().as_bytes())
    }

    /// The first four bytes of the hash of name and key, which tell keys apart.
    fn key_hash(&self) -> [u8; 4] {
        let hash: Hash = Sha256::new()
            .chain_update(self.name.as_bytes())
            .chain_update(b"\n")
            .chain_update([ED25519])
            .chain_update(self.key.as_bytes())
            .finalize()
            .into();
        let [a, b, c, d, ..] = hash;
        [a, b, c, d]
    }

    /// Reads a signed note, checks who signed it, and gives the checkpoint.
    ///
    /// # Errors
    /// When it is no signed checkpoint, of another log, or changed.
    pub fn open(&self, note: &str) -> Result<Checkpoint, NoteError> {
        parse(self.open_text(note)?)
    }

    /// Reads a signed note, checks who signed it, and gives its text with the last line feed.
    ///
    /// # Errors
    /// When it is no signed note, not signed by this key, or changed.
    pub fn open_text<'n>(&self, note: &'n str) -> Result<&'n str, NoteError> {
        let (text, signatures) = note_parts(note)?;
        let own = self.key_hash();
        let mut opened = Err(NoteError::OtherSigner);
        // Every line is looked at, so that one which is no signature is refused wherever it stands.
        for line in signatures.split_terminator('\n') {
            let (name, bytes) = signature_line(line)?;
            let (hash, signature) = bytes.split_at_checked(4).ok_or(NoteError::Shape)?;
            if name != self.name || hash != own {
                continue;
            }
            let signature = Signature::from_slice(signature).map_err(|_| NoteError::Shape)?;
            if self.key.verify_strict(text.as_bytes(), &signature).is_ok() {
                opened = Ok(text);
            } else if opened.is_err() {
                opened = Err(NoteError::Forged);
            }
        }
        opened
    }
}

/// The public key as text: `name+hash+base64(1 ‖ key)`.
impl fmt::Display for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut key = vec![ED25519];
        key.extend_from_slice(self.key.as_bytes());
        write!(
            f,
            "{}+{}+{}",
            self.name,
            hex::encode(self.key_hash()),
            BASE64.encode(key)
        )
    }
}

impl std::str::FromStr for Verifier {
    type Err = NoteError;
    fn from_str(text: &str) -> Result<Self, NoteError> {
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(hash), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(NoteError::Key);
        };
        named(name)?;
        let key = BASE64.decode(key).map_err(|_| NoteError::Key)?;
        let Some((&ED25519, key)) = key.split_first() else {
            return Err(NoteError::Key);
        };
        let key: [u8; 32] = key.try_into().map_err(|_| NoteError::Key)?;
        let key = VerifyingKey::from_bytes(&key).map_err(|_| NoteError::Key)?;
        let verifier = Self {
            name: name.to_owned(),
            key,
        };
        if hash == hex::encode(verifier.key_hash()) {
            Ok(verifier)
        } else {
            Err(NoteError::Key)
        }
    }
}

fn named(name: &str) -> Result<(), NoteError> {
    let wrong = name.is_empty() || name.contains(|c: char| c.is_whitespace() || c == '+');
    if wrong { Err(NoteError::Name) } else { Ok(()) }
}

/// Bytes in base64, as notes and proofs write them.
pub fn base64(bytes: &[u8]) -> String {
    BASE64.encode(bytes)
}

/// The text and the signature lines of a note, whoever signed it.
///
/// Lines end in a line feed and in nothing else, the last one too; so what is signed and what stands
/// around it has one way of being written.
///
/// # Errors
/// [`NoteError::Shape`] when it is no note.
pub fn note_parts(note: &str) -> Result<(&str, &str), NoteError> {
    let control = |byte: u8| byte < b' ' && byte != b'\n';
    if !note.ends_with('\n') || note.bytes().any(control) {
        return Err(NoteError::Shape);
    }
    let (text, signatures) = note.rsplit_once("\n\n").ok_or(NoteError::Shape)?;
    let text = note.get(..=text.len()).ok_or(NoteError::Shape)?;
    Ok((text, signatures))
}

/// The name and the bytes of a signature line: a key's hash and what it signed with.
fn signature_line(line: &str) -> Result<(&str, Vec<u8>), NoteError> {
    let rest = line.strip_prefix("— ").ok_or(NoteError::Shape)?;
    let (name, signature) = rest.split_once(' ').ok_or(NoteError::Shape)?;
    let bytes = BASE64.decode(signature).map_err(|_| NoteError::Shape)?;
    if named(name).is_err() || bytes.len() <= 4 {
        return Err(NoteError::Shape);
    }
    Ok((name, bytes))
}

/// Reads the three lines of a checkpoint; what other logs add after them is left alone.
fn parse(text: &str) -> Result<Checkpoint, NoteError> {
    let mut lines = text.lines();
    let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
        return Err(NoteError::Shape);
    };
    let number: u64 = size.parse().map_err(|_| NoteError::Shape)?;
    let root = BASE64.decode(root).map_err(|_| NoteError::Shape)?;
    let root: Hash = root.try_into().map_err(|_| NoteError::Shape)?;
    // A size is a position, and positions are whole numbers of canonical JSON.
    if number.to_string() != size || number > INTEGER_MAX || origin.is_empty() {
        return Err(NoteError::Shape);
    }
    Ok(Checkpoint {
        origin: origin.to_owned(),
        size: number,
        root,
    })
}

#[cfg(test)]
mod tests;
