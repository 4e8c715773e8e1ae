//! Handing an e-mail to the mail server.

use super::letter::Letter;
use super::sent::SentError;
use crate::config::{Mail, MailSecurity};
use chrono::{DateTime, Utc};
use events::log::ReadError;
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Message, SmtpTransport, Transport};
use std::fmt;
use std::io;
use std::time::{Duration, SystemTime};
use uuid::Uuid;
use zeroize::Zeroizing;

/// How long the mail server is waited for.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How a connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// TLS after asking for it; never without.
    StartTls,
    /// None, for a mail server on this machine only.
    None,
}

/// How e-mail is sent.
#[derive(Clone)]
pub struct MailSettings {
    /// The mail server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Who signs in to it; nobody where it asks for none.
    pub username: Option<String>,
    /// Their password.
    pub password: Option<Zeroizing<String>>,
    /// The address that mail comes from.
    pub from: String,
    /// How the connection is protected.
    pub security: Security,
}

impl fmt::Debug for MailSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (host, port, security) = (&self.host, self.port, self.security);
        write!(f, "MailSettings({host}:{port}, {security:?})")
    }
}

/// Why settings for e-mail will not do.
#[derive(Debug, thiserror::Error)]
pub enum NotSettings {
    /// A connection without protection leaves this machine.
    #[error("without TLS mail is only handed to this machine itself: choose tls or starttls")]
    Unprotected,
    /// The sender is no address.
    #[error("the address that mail comes from is not an e-mail address")]
    From,
    /// TLS cannot be set up.
    #[error("TLS to the mail server cannot be set up: {0}")]
    Tls(#[source] lettre::transport::smtp::Error),
}

/// Why an e-mail was not sent. Says nothing of whom it was for: what the mail server answers may
/// repeat the address, so only its number is told.
#[derive(Debug, thiserror::Error)]
pub enum NotSent {
    /// What the account signs in with is no address.
    #[error("the account's address is not an e-mail address")]
    Address,
    /// The mail server refused it.
    #[error("the mail server answered {0}")]
    Refused(u16),
    /// The mail server did not answer in time.
    #[error("the mail server did not answer in time")]
    Timeout,
    /// TLS failed.
    #[error("there is no safe connection to the mail server")]
    Tls,
    /// The connection failed.
    #[error("the mail server cannot be reached")]
    Unreachable,
    /// The message could not be written.
    #[error("the message could not be written")]
    Unwritable,
    /// The record could not be read.
    #[error("the record could not be read")]
    Unreadable,
    /// What was sent could not be kept.
    #[error("what was sent could not be kept")]
    NotKept(#[from] SentError),
}

impl From<ReadError> for NotSent {
    fn from(_: ReadError) -> Self {
        Self::Unreadable
    }
}

impl NotSent {
    /// Whether the mail server takes nothing from anybody just now.
    pub(super) const fn is_everybodys(&self) -> bool {
        match self {
            Self::Timeout | Self::Tls | Self::Unreachable | Self::NotKept(_) => true,
            Self::Address | Self::Refused(_) | Self::Unwritable | Self::Unreadable => false,
        }
    }
}

impl MailSettings {
    /// What a configuration says.
    ///
    /// # Errors
    /// When the file with the password cannot be read.
    pub fn of(mail: &Mail) -> io::Result<Self> {
        let password = mail.password()?;
        Ok(Self {
            host: mail.host.clone(),
            port: mail.port,
            username: mail.username.clone(),
            password: password.map(|secret| Zeroizing::new(secret.reveal().to_owned())),
            from: mail.from.clone(),
            security: match mail.security {
                MailSecurity::Tls => Security::Tls,
                MailSecurity::StartTls => Security::StartTls,
                MailSecurity::None => Security::None,
            },
        })
    }

    /// The sender.
    pub(crate) fn from(&self) -> Result<Mailbox, NotSettings> {
        let address = self.from.parse().map_err(|_| NotSettings::From)?;
        Ok(Mailbox::new(Some("Golden Thread".to_owned()), address))
    }

    /// The way to the mail server.
    pub(crate) fn transport(&self) -> Result<SmtpTransport, NotSettings> {
        let parameters = || TlsParameters::new(self.host.clone()).map_err(NotSettings::Tls);
        let tls = match self.security {
            Security::Tls => Tls::Wrapper(parameters()?),
            Security::StartTls => Tls::Required(parameters()?),
            Security::None if is_this_machine(&self.host) => Tls::None,
            Security::None => return Err(NotSettings::Unprotected),
        };
        let domain = self.from.rsplit('@').next().unwrap_or("localhost");
        // The connection is protected as said above, whatever the name of this function.
        let mut builder = SmtpTransport::builder_dangerous(&self.host)
            .port(self.port)
            .tls(tls)
            .hello_name(ClientId::Domain(domain.to_owned()))
            .timeout(Some(TIMEOUT));
        if let (Some(username), Some(password)) = (&self.username, &self.password) {
            let credentials = Credentials::new(username.clone(), password.to_string());
            builder = builder.credentials(credentials);
        }
        Ok(builder.build())
    }
}

fn is_this_machine(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || address
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

/// Addresses a letter.
pub(super) fn message(
    letter: &Letter,
    from: &Mailbox,
    to: &str,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Message, NotSent> {
    let to = to.trim().parse().map_err(|_| NotSent::Address)?;
    let domain = from.email.domain();
    let body = MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone());
    Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(letter.subject.clone())
        .message_id(Some(format!("<{id}@{domain}>")))
        .date(SystemTime::from(now))
        .multipart(body)
        .map_err(|_| NotSent::Unwritable)
}

/// Sends a message and waits for the mail server to take it.
pub(crate) fn send(transport: &SmtpTransport, message: &Message) -> Result<(), NotSent> {
    let Err(error) = transport.send(message) else {
        return Ok(());
    };
    Err(match error.status() {
        Some(code) => NotSent::Refused(u16::from(code)),
        None if error.is_timeout() => NotSent::Timeout,
        None if error.is_tls() => NotSent::Tls,
        None => NotSent::Unreachable,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(host: &str, security: Security) -> MailSettings {
        MailSettings {
            host: host.to_owned(),
            port: 25,
            username: Some("somebody".to_owned()),
            password: Some(Zeroizing::new("Marigoldlantern".to_owned())),
            from: "golden-thread@example.org".to_owned(),
            security,
        }
    }

    #[test]
    fn mail_without_tls_goes_to_this_machine_only() {
        for host in ["127.0.0.1", "localhost", "::1", "[::1]"] {
            assert!(settings(host, Security::None).transport().is_ok(), "{host}");
        }
        for host in ["mail.example.org", "10.0.0.1", "localhost.example.org"] {
            let refused = settings(host, Security::None).transport();
            assert!(matches!(refused, Err(NotSettings::Unprotected)), "{host}");
            assert!(settings(host, Security::Tls).transport().is_ok(), "{host}");
            assert!(settings(host, Security::StartTls).transport().is_ok());
        }
    }

    #[test]
    fn settings_show_no_password() {
        let told = format!("{:?}", settings("localhost", Security::None));
        assert!(
            !told.contains("Marigold") && !told.contains("somebody"),
            "{told}"
        );
    }
}
