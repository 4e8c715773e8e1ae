//! Publishing checkpoints, so that copies lie where nobody who has the data folder can change them:
//! in a file or a folder elsewhere, at an address on the web, in a mailbox.
//!
//! What is sent is the signed note and nothing else: no name, no reference, no word of the record.
//! What was published is kept in a small file beside the log; it is no part of the record. What
//! cannot be published is tried again, and told on the page of the checkpoints and at `/health`.

mod email;
mod files;
mod kept;
mod state;
mod web;

#[cfg(test)]
mod tests;

pub use files::outside;
pub use kept::KeptError;
pub use state::{Failure, NotPublished, Publication, State, To};

use crate::config;
use crate::digest::{MailSettings, NotSettings};
use chrono::{DateTime, TimeDelta, Utc};
use email::Email;
use events::log::SignedCheckpoint;
use kept::{Kept, Published};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use web::Web;

/// How long to wait after the first failure; twice as long after each further one.
const WAITS_FIRST_MINUTES: i64 = 5;

/// How often the wait is doubled at most: five minutes become some two and a half hours.
const DOUBLED_MAX: u32 = 5;

/// Why publication cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum NotSetUp {
    /// The place is within the data folder, where whoever changes the one changes the other.
    #[error(
        "{0} is within the data folder: publish checkpoints where whoever can change the record \
         cannot change them too"
    )]
    Within(PathBuf),
    /// The address is none.
    #[error("checkpoints.publish_url is no address that can be used")]
    Url,
    /// There is no way to send e-mail.
    #[error("checkpoints.publish_email needs a mail server: fill in [mail]")]
    NoMail,
    /// The mail server or the address will not do.
    #[error(transparent)]
    Mail(#[from] NotSettings),
    /// What was published before cannot be read.
    #[error(transparent)]
    Kept(#[from] KeptError),
}

/// Where checkpoints go.
enum Target {
    File(PathBuf),
    Folder(PathBuf),
    Url(Web),
    Email(Box<Email>),
}

/// A place, and what the file of what was published calls it.
struct Place {
    target: Target,
    key: String,
}

/// Publishes what is new, and tries again what could not be.
pub struct Publisher {
    places: Vec<Place>,
    kept: Kept,
    publication: Arc<Publication>,
}

impl Publisher {
    /// What a configuration asks for. `data` is the data folder, where it is kept what was
    /// published, and within which nothing is.
    ///
    /// # Errors
    /// When the configuration will not do, or what was published before cannot be read.
    pub fn of(
        data: &Path,
        wanted: &config::Checkpoints,
        mail: Option<&MailSettings>,
    ) -> Result<Self, NotSetUp> {
        let mut places = Vec::new();
        if let Some(file) = &wanted.file {
            let file = outside(data, file).ok_or_else(|| NotSetUp::Within(file.clone()))?;
            let name = file.display().to_string();
            places.push(Place::of(Target::File(file), &name));
        }
        if let Some(folder) = &wanted.folder {
            let folder = outside(data, folder).ok_or_else(|| NotSetUp::Within(folder.clone()))?;
            let name = folder.display().to_string();
            places.push(Place::of(Target::Folder(folder), &name));
        }
        if let Some(url) = &wanted.url {
            let web = Web::of(url).ok_or(NotSetUp::Url)?;
            places.push(Place::of(Target::Url(web), url));
        }
        if let Some(address) = &wanted.email {
            let mail = mail.ok_or(NotSetUp::NoMail)?;
            let email = Email::of(mail, address)?;
            places.push(Place::of(Target::Email(Box::new(email)), address));
        }
        let kept = Kept::read(data)?;
        let states = places.iter().map(|place| {
            let published = kept.last(&place.key);
            State {
                to: place.target.to(),
                published: published.map(|last| last.size),
                at: published.map(|last| last.at),
                failure: None,
            }
        });
        let publication = Arc::new(Publication::of(states.collect()));
        Ok(Self {
            places,
            kept,
            publication,
        })
    }

    /// How it goes, for whoever shows it.
    pub fn publication(&self) -> Arc<Publication> {
        Arc::clone(&self.publication)
    }

    /// Publishes what was not published yet, of all checkpoints, oldest first. A place that is new
    /// gets the newest, and every one after it. Blocks.
    pub fn go(&mut self, all: &[SignedCheckpoint], now: DateTime<Utc>) {
        for (nth, place) in self.places.iter().enumerate() {
            let state = self.publication.state(nth);
            let waits = state.as_ref().and_then(|state| state.failure.as_ref());
            if waits.is_some_and(|failure| now < failure.again) {
                continue;
            }
            for signed in waiting(all, self.kept.last(&place.key)) {
                let done = place.target.publish(signed, now);
                let done = done.and_then(|()| {
                    let published = Published {
                        size: signed.checkpoint.size,
                        made_at: signed.made_at,
                        at: now,
                    };
                    let kept = self.kept.put(&place.key, published);
                    kept.map_err(|_| NotPublished::NotKept)
                });
                match done {
                    Ok(()) => self.publication.published(nth, signed.checkpoint.size, now),
                    Err(why) => {
                        let times = self.publication.failed(nth, now, why, wait);
                        let to = place.target.to().word();
                        tracing::warn!(%why, times, to, "a checkpoint was not published; waiting");
                        break;
                    }
                }
            }
        }
    }
}

/// Whether checkpoints can be published to an address on the web: `https://`, or `http://` on this
/// machine, without a name and a password in it.
pub fn is_address(url: &str) -> bool {
    Web::of(url).is_some()
}

/// The checkpoints that have to be published, oldest first.
fn waiting(all: &[SignedCheckpoint], last: Option<Published>) -> &[SignedCheckpoint] {
    let from = match last {
        // By when it was made: a record that was restored from a backup may have grown anew to a
        // size that was published before.
        Some(last) => all
            .partition_point(|one| (one.made_at, one.checkpoint.size) <= (last.made_at, last.size)),
        None => all.len().saturating_sub(1),
    };
    all.get(from..).unwrap_or_default()
}

/// How long to wait after having failed so often.
fn wait(times: u32) -> TimeDelta {
    let doubled = times.saturating_sub(1).min(DOUBLED_MAX);
    TimeDelta::minutes(WAITS_FIRST_MINUTES << doubled)
}

impl Place {
    /// A place of that name. The name itself is not kept: it may be somebody's address.
    fn of(target: Target, name: &str) -> Self {
        let hash = hex::encode(Sha256::digest(name.as_bytes()));
        let short = hash.get(..16).unwrap_or_default();
        let key = format!("{}:{short}", target.to().word());
        Self { target, key }
    }
}

impl Target {
    const fn to(&self) -> To {
        match self {
            Self::File(_) => To::File,
            Self::Folder(_) => To::Folder,
            Self::Url(_) => To::Url,
            Self::Email(_) => To::Email,
        }
    }

    fn publish(&self, signed: &SignedCheckpoint, now: DateTime<Utc>) -> Result<(), NotPublished> {
        match self {
            Self::File(file) => files::append(file, signed),
            Self::Folder(folder) => files::put(folder, signed),
            Self::Url(web) => web.post(&signed.note),
            Self::Email(email) => email.send(signed, now),
        }
    }
}
