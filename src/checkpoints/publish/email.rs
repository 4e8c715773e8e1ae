//! Publishing into a mailbox: the line for the minutes, and the signed note as text and as a file.

use super::super::minute;
use super::NotPublished;
use crate::digest::{MailSettings, NotSent, NotSettings, hand_over};
use chrono::{DateTime, Utc};
use events::log::SignedCheckpoint;
use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::{Message, SmtpTransport};
use std::time::SystemTime;

/// Why it comes, and what to do with it.
const WHY: &str = "This comes because somebody who runs Golden Thread named this mailbox in its \
                   configuration. Keep it: with the note below, anybody can tell later whether the \
                   record still begins with what it held then. It says nothing of what is recorded.";

/// A mailbox, and the way to it.
pub(super) struct Email {
    transport: SmtpTransport,
    from: Mailbox,
    to: Mailbox,
}

impl Email {
    /// The mailbox with that address.
    pub(super) fn of(mail: &MailSettings, address: &str) -> Result<Self, NotSettings> {
        let to = address.trim().parse().map_err(|_| NotSettings::From)?;
        Ok(Self {
            transport: mail.transport()?,
            from: mail.from()?,
            to: Mailbox::new(None, to),
        })
    }

    /// Sends a checkpoint and waits for the mail server to take it.
    pub(super) fn send(
        &self,
        signed: &SignedCheckpoint,
        now: DateTime<Utc>,
    ) -> Result<(), NotPublished> {
        let message = self.message(signed, now)?;
        hand_over(&self.transport, &message).map_err(|why| match why {
            NotSent::Refused(code) => NotPublished::Refused(code),
            NotSent::Timeout => NotPublished::Timeout,
            NotSent::Tls => NotPublished::Tls,
            NotSent::Unreachable => NotPublished::Unreachable,
            NotSent::Address | NotSent::Unwritable | NotSent::Unreadable | NotSent::NotKept(_) => {
                NotPublished::Unwritable
            }
        })
    }

    fn message(
        &self,
        signed: &SignedCheckpoint,
        now: DateTime<Utc>,
    ) -> Result<Message, NotPublished> {
        let checkpoint = &signed.checkpoint;
        let code = checkpoint.short_code();
        let domain = self.from.email.domain();
        let text = format!("{}\n\n{WHY}\n\n{}", minute(signed), signed.note);
        let kind = ContentType::parse("text/plain; charset=utf-8");
        let kind = kind.map_err(|_| NotPublished::Unwritable)?;
        let name = format!("checkpoint-{}.txt", checkpoint.size);
        let file = Attachment::new(name).body(signed.note.clone(), kind);
        let body = MultiPart::mixed()
            .singlepart(SinglePart::plain(text))
            .singlepart(file);
        Message::builder()
            .from(self.from.clone())
            .to(self.to.clone())
            .subject(format!(
                "Golden Thread: checkpoint at {} events",
                checkpoint.size
            ))
            // The same checkpoint has the same id, so that one sent twice is shown once.
            .message_id(Some(format!("<{}-{code}@{domain}>", checkpoint.size)))
            .date(SystemTime::from(now))
            .multipart(body)
            .map_err(|_| NotPublished::Unwritable)
    }
}
