//! Passwords: which are good enough, and how they are kept.
//!
//! The policy follows the National Cyber Security Centre's password guidance and NIST SP 800-63B:
//! length over composition, a deny list, no forced expiry, and nothing done to what was typed.
//! What is kept is an Argon2id verifier with the parameters the OWASP Password Storage Cheat Sheet
//! gives first (19 MiB, two passes, one lane).

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use std::fmt;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// The shortest password, in characters (Unicode scalar values).
pub const CHARACTERS_MIN: usize = 12;

/// The longest password, in characters (Unicode scalar values).
pub const CHARACTERS_MAX: usize = 128;

const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// A well-formed verifier of no password, checked where there is no account, so that an unknown
/// name takes as long as a wrong password.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$R29sZGVuVGhyZWFkTm9uZQ$\
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// How many letters or digits of a password have to be other than known words, where it holds any.
const LEFT_MIN: usize = 8;

/// The product's own name, which is among the first things somebody would guess.
const PRODUCT: [&str; 4] = ["goldenthread", "golden thread", "golden", "thread"];

/// Why a password is refused. Each says the limit and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PasswordProblem {
    /// Too few characters.
    TooShort {
        /// How many it has.
        characters: usize,
    },
    /// Too many characters.
    TooLong {
        /// How many it has.
        characters: usize,
    },
    /// On the lists attackers try first, or close to something on them.
    EasilyGuessed {
        /// What makes it easy, as a sentence; empty when nothing in particular does.
        why: String,
    },
}

impl fmt::Display for PasswordProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooShort { characters } => write!(
                f,
                "Use at least {CHARACTERS_MIN} characters: this password has {characters}. \
                 Three or four unrelated words do well"
            ),
            Self::TooLong { characters } => write!(
                f,
                "Use at most {CHARACTERS_MAX} characters: this password has {characters}"
            ),
            Self::EasilyGuessed { why } => {
                f.write_str("Choose a password that is harder to guess. ")?;
                if !why.is_empty() {
                    write!(f, "{why} ")?;
                }
                f.write_str(
                    "Use three or four unrelated words, without your name or the name of this \
                     service",
                )
            }
        }
    }
}

/// Judges a new password. `about` is what others know of the person: their name, the name they
/// sign in with, the name of their partnership.
///
/// # Errors
/// Everything that is wrong with it, at once.
pub fn judge(password: &str, about: &[&str]) -> Result<(), Vec<PasswordProblem>> {
    let characters = password.chars().count();
    let mut problems = Vec::new();
    if characters < CHARACTERS_MIN {
        problems.push(PasswordProblem::TooShort { characters });
    }
    if characters > CHARACTERS_MAX {
        // Nothing that long is judged further, so that judging takes little time.
        return Err(vec![PasswordProblem::TooLong { characters }]);
    }
    problems.extend(easily_guessed(password, about));
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}

/// Refuses what consists of little but known words, and a score below three of four: fewer than
/// about 10^8 guesses.
fn easily_guessed(password: &str, about: &[&str]) -> Option<PasswordProblem> {
    let known = known_words(about);
    if is_mostly_known(password, &known) {
        let why = "It is little more than names that others know.".to_owned();
        return Some(PasswordProblem::EasilyGuessed { why });
    }
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let judged = zxcvbn::zxcvbn(password, &known);
    if judged.score() >= zxcvbn::Score::Three {
        return None;
    }
    let warning = judged
        .feedback()
        .and_then(zxcvbn::feedback::Feedback::warning);
    let why = warning.map_or_else(String::new, |warning| warning.to_string());
    Some(PasswordProblem::EasilyGuessed { why })
}

/// Whether known words are in a password and less than eight letters or digits are left without
/// them. Several names in a row score well, though they are the first thing somebody would try.
fn is_mostly_known(password: &str, known: &[String]) -> bool {
    let whole = password.to_lowercase();
    let mut longest_first: Vec<&String> = known.iter().collect();
    longest_first.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let mut rest = whole.clone();
    for word in longest_first {
        rest = rest.replace(word.as_str(), " ");
    }
    let left = rest.chars().filter(|c| c.is_alphanumeric()).count();
    rest != whole && left < LEFT_MIN
}

/// What is known of somebody, whole, in words, and run together.
fn known_words(about: &[&str]) -> Vec<String> {
    let mut known: Vec<String> = PRODUCT.map(str::to_owned).to_vec();
    for text in about {
        let text: String = text.chars().take(200).collect::<String>().to_lowercase();
        let words: Vec<&str> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() > 2)
            .collect();
        known.extend(words.iter().map(|&word| word.to_owned()));
        known.push(words.concat());
        known.push(text);
    }
    known.retain(|word| word.chars().count() > 2);
    known
}

/// Why a password could not be hashed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HashingError {
    /// Too many people are signing in at this moment.
    #[error("too many people are signing in at this moment: try again in a few seconds")]
    Busy,
    /// The hash could not be made; says nothing of the password.
    #[error("the password could not be hashed: {0}")]
    Failed(String),
}

fn argon2() -> Result<Argon2<'static>, HashingError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)
        .map_err(|error| HashingError::Failed(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The verifier of a password, with a fresh salt, as a PHC string. Takes tens of milliseconds and
/// 19 MiB: a server calls it through [`Hashing`].
///
/// # Errors
/// When the operating system gives no randomness for the salt.
pub fn hash(password: &str) -> Result<String, HashingError> {
    let hashed = argon2()?.hash_password(password.as_bytes());
    match hashed {
        Ok(verifier) => Ok(verifier.to_string()),
        Err(error) => Err(HashingError::Failed(error.to_string())),
    }
}

/// Whether this is the password a verifier was made of. Without a verifier (no such account, or
/// one that has set no password) the answer is no and takes as long.
pub fn verify(password: &str, verifier: Option<&str>) -> bool {
    // No verifier was ever made of anything longer, whosever account it is.
    if password.chars().count() > CHARACTERS_MAX {
        return false;
    }
    let parsed = verifier.and_then(|text| PasswordHash::new(text).ok());
    let known = parsed.is_some();
    let Some(against) = parsed.or_else(|| PasswordHash::new(NOBODY).ok()) else {
        return false;
    };
    let right = argon2().is_ok_and(|argon2| {
        argon2
            .verify_password(password.as_bytes(), &against)
            .is_ok()
    });
    right && known
}

/// Whether a verifier was made with other parameters than today's, so that it is replaced the next
/// time its owner signs in and the password is at hand.
pub fn needs_rehash(verifier: &str) -> bool {
    let Ok(parsed) = PasswordHash::new(verifier) else {
        return true;
    };
    let is = |name: &str, value: u32| parsed.params.get_decimal(name) == Some(value);
    parsed.algorithm.as_str() != "argon2id"
        || parsed.version != Some(u32::from(Version::V0x13))
        || !(is("m", MEMORY_KIB) && is("t", PASSES) && is("p", LANES))
}

/// Lets only so many hashes be computed at once, so that a flood of sign-ins exhausts neither
/// memory (19 MiB each) nor processors. Those beyond wait in line, and beyond that are refused.
#[derive(Debug, Clone)]
pub struct Hashing {
    working: Arc<Semaphore>,
    in_line: Arc<Semaphore>,
}

impl Hashing {
    /// At most `at_once` hashes at a time, with at most `waiting_max` more in line.
    pub fn new(at_once: usize, waiting_max: usize) -> Self {
        let at_once = at_once.max(1);
        Self {
            working: Arc::new(Semaphore::new(at_once)),
            in_line: Arc::new(Semaphore::new(at_once.saturating_add(waiting_max))),
        }
    }

    /// Runs `work` on a thread that may block, when its turn comes.
    ///
    /// # Errors
    /// When the line is full, or the work panicked.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, HashingError> {
        let place = Arc::clone(&self.in_line).try_acquire_owned();
        let place = place.map_err(|_| HashingError::Busy)?;
        let turn = Arc::clone(&self.working).acquire_owned().await;
        let turn = turn.map_err(|_| HashingError::Busy)?;
        // The turn goes with the work: somebody who hangs up does not make room early.
        let done = tokio::task::spawn_blocking(move || {
            let result = work();
            drop((turn, place));
            result
        });
        let failed = |_| HashingError::Failed("the thread that hashes stopped".to_owned());
        done.await.map_err(failed)
    }
}

/// As many at once as there are processors (at most four), and some seconds' worth in line.
impl Default for Hashing {
    fn default() -> Self {
        let processors = std::thread::available_parallelism().map_or(2, usize::from);
        Self::new(processors.min(4), 64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    const GOOD: &str = "umbrella violin gravel seventeen";

    fn problems(password: &str, about: &[&str]) -> Vec<PasswordProblem> {
        judge(password, about).err().unwrap_or_default()
    }

    #[test]
    fn a_password_verifies_against_its_own_verifier_only() {
        let verifier = hash(GOOD).unwrap();
        assert!(verifier.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify(GOOD, Some(&verifier)));
        assert!(!verify("umbrella violin gravel sevente", Some(&verifier)));
        assert!(!verify(&format!("{GOOD} "), Some(&verifier)));
        assert!(!verify("", Some(&verifier)));
    }

    #[test]
    fn the_same_password_has_another_verifier_each_time() {
        assert_ne!(hash(GOOD).unwrap(), hash(GOOD).unwrap());
    }

    #[test]
    fn no_account_and_a_damaged_verifier_are_wrong_passwords() {
        assert!(!verify(GOOD, None));
        assert!(!verify(GOOD, Some("")));
        assert!(!verify(GOOD, Some("plain")));
        assert!(!verify(GOOD, Some(NOBODY)));
    }

    #[test]
    fn an_unknown_account_is_checked_with_the_parameters_of_a_known_one() {
        assert!(PasswordHash::new(NOBODY).is_ok());
        assert!(!needs_rehash(NOBODY));
    }

    #[test]
    fn a_verifier_of_other_parameters_is_replaced() {
        let verifier = hash(GOOD).unwrap();
        assert!(!needs_rehash(&verifier));
        assert!(needs_rehash(&verifier.replace("t=2", "t=3")));
        assert!(needs_rehash(&verifier.replace("m=19456", "m=4096")));
        assert!(needs_rehash(&verifier.replace("argon2id", "argon2i")));
        assert!(needs_rehash(&verifier.replace("v=19$", "v=16$")));
        assert!(needs_rehash("plain"));
    }

    #[test]
    fn length_counts_characters_and_nothing_else_is_asked_of_them() {
        assert_eq!(judge(GOOD, &[]), Ok(()));
        assert_eq!(judge("жираф телескоп облако", &[]), Ok(()));
        assert_eq!(judge("🦒🔭🌥🪗🧦🪁🫖🦔🪵🧲🛶🪕", &[]), Ok(()));
        let eleven = "qv7Lr2Xw9mK";
        assert_eq!(
            problems(eleven, &[]),
            [PasswordProblem::TooShort { characters: 11 }]
        );
        assert_eq!(judge(&format!("{eleven}Z"), &[]), Ok(()));
    }

    #[test]
    fn a_password_longer_than_the_limit_is_refused_and_never_verifies() {
        let words = "umbrella violin gravel seventeen ".repeat(4);
        let longest: String = words.chars().take(CHARACTERS_MAX).collect();
        assert_eq!(judge(&longest, &[]), Ok(()));
        let longer = format!("{longest}x");
        assert_eq!(
            problems(&longer, &[]),
            [PasswordProblem::TooLong { characters: 129 }]
        );
        let verifier = hash(&longer).unwrap();
        assert!(!verify(&longer, Some(&verifier)));
    }

    #[test]
    fn what_attackers_try_first_is_refused_with_the_reason() {
        for easy in [
            "password1234",
            "passwordpassword",
            "qwertyuiop12",
            "aaaaaaaaaaaaaaaa",
            "123456789012",
            "P@ssw0rdP@ssw0rd",
        ] {
            let found = problems(easy, &[]);
            assert!(
                matches!(found.as_slice(), [PasswordProblem::EasilyGuessed { .. }]),
                "{easy}: {found:?}"
            );
        }
        assert!(
            !problems("password1234", &[])[0]
                .to_string()
                .contains("password1234")
        );
    }

    #[test]
    fn what_others_know_of_somebody_is_no_password() {
        let about = [
            "Ludmilla Okonjo-Brandt",
            "l.okonjo@northshire.gov.uk",
            "Northshire",
        ];
        for easy in [
            "ludmillaokonjo",
            "OkonjoBrandt1",
            "northshire2026",
            "goldenthread1",
        ] {
            assert!(!problems(easy, &about).is_empty(), "{easy}");
        }
        assert_eq!(judge("okonjo telescope gravel umbrella", &about), Ok(()));
        assert_eq!(judge("thread a needle in Okonjo's hat", &about), Ok(()));
        // Of somebody else, nothing is known.
        assert_eq!(judge("ludmillaokonjo", &[]), Ok(()));
    }

    #[test]
    fn problems_say_the_limit_and_the_remedy() {
        let told = problems("short", &[])[0].to_string();
        assert!(told.contains("at least 12") && told.contains("has 5") && told.contains("words"));
        let told = PasswordProblem::TooLong { characters: 130 }.to_string();
        assert!(told.contains("at most 128") && told.contains("has 130"));
    }

    #[tokio::test]
    async fn only_so_many_hashes_run_at_once_and_the_line_has_an_end() {
        let hashing = Hashing::new(1, 1);
        let running = Arc::new(AtomicUsize::new(0));
        let (open, gate) = std::sync::mpsc::channel::<()>();
        let gate = Arc::new(std::sync::Mutex::new(gate));
        let work = || {
            let (running, gate) = (Arc::clone(&running), Arc::clone(&gate));
            move || {
                let now = running.fetch_add(1, Ordering::SeqCst) + 1;
                gate.lock().unwrap().recv().unwrap();
                running.fetch_sub(1, Ordering::SeqCst);
                now
            }
        };
        let third = async {
            let refused = hashing.run(|| 0).await;
            open.send(()).unwrap();
            open.send(()).unwrap();
            refused
        };
        let (first, second, third) = tokio::join!(hashing.run(work()), hashing.run(work()), third);
        assert_eq!((first, second), (Ok(1), Ok(1)));
        assert_eq!(third, Err(HashingError::Busy));
        assert_eq!(hashing.run(|| 5).await, Ok(5));
    }
}
