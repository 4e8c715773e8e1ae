//! The configuration: one TOML file, the environment and flags, read and judged as a whole.
//!
//! A flag wins over a variable of the environment, and that over the file. What nobody knows is
//! refused, with the nearest key there is; everything wrong is told at once. Secrets stand in
//! files of their own or in the environment, never in a flag: arguments are read by others.

mod given;
pub mod keys;
mod providers;
mod published;
mod read;
#[cfg(test)]
mod tests;
mod url;

pub use given::{Origin, Sources};
pub use providers::PROVIDER_KEYS;
pub use published::Checkpoints;
pub use url::{PublicUrl, split_port};

use crate::identity::oidc::ProviderSettings;
use given::Given;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

/// A network of addresses; one address is a network of its own.
pub type Network = ipnet::IpNet;

/// The environment variable that names the configuration file.
pub const FILE_VARIABLE: &str = "GOLDEN_THREAD_CONFIG";

/// The whole configuration, as it is in effect.
#[derive(Debug, Clone)]
pub struct Config {
    /// The data folder.
    pub data: PathBuf,
    /// The file with the master key, where one is named.
    pub master_key_file: Option<PathBuf>,
    /// Where it listens, and who stands before it.
    pub server: Server,
    /// The server's own log.
    pub log: Logging,
    /// How long somebody stays signed in.
    pub sessions: Sessions,
    /// How e-mail is sent; none where it is not.
    pub mail: Option<Mail>,
    /// The scanner of uploads.
    pub scan: Scan,
    /// Where checkpoints are published.
    pub checkpoints: Checkpoints,
    /// For how many months the access log is kept; for ever where none is said.
    pub access_months: Option<u32>,
    /// The organisations whose own sign-in is used.
    pub providers: Vec<ProviderSettings>,
    provider_tables: Vec<toml::Table>,
    told: Vec<(String, toml::Value, Origin)>,
}

/// Where it listens, and who stands before it.
#[derive(Debug, Clone)]
pub struct Server {
    /// The address to listen on.
    pub listen: SocketAddr,
    /// How people reach it.
    pub public_url: Option<PublicUrl>,
    /// The certificate and its key, where connections are protected here.
    pub tls: Option<TlsFiles>,
    /// The proxies whose word on the true peer is taken.
    pub trusted_proxies: Vec<Network>,
    /// The header in which they say it.
    pub proxy_header: ProxyHeader,
    /// Whether others are answered without TLS.
    pub insecure_http: bool,
    /// The address that gives metrics.
    pub metrics_listen: Option<SocketAddr>,
    /// How long what was accepted may take to be answered when it is stopped, in seconds.
    pub shutdown_seconds: u64,
}

/// The files that protect connections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// The certificate and its chain, PEM.
    pub certificate: PathBuf,
    /// Its key, PEM.
    pub key: PathBuf,
}

/// The header in which a proxy says who the true peer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ProxyHeader {
    /// `X-Forwarded-For`, with `X-Forwarded-Proto` beside it.
    #[default]
    XForwardedFor,
    /// `Forwarded` of RFC 7239.
    Forwarded,
}

/// The server's own log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Logging {
    /// How lines are written.
    pub format: LogFormat,
    /// How much is said: `error`, `warn`, `info`, `debug` or `trace`.
    pub level: &'static str,
}

impl Default for Logging {
    fn default() -> Self {
        Self {
            format: LogFormat::Text,
            level: "info",
        }
    }
}

/// How lines of the server's own log are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// How long somebody stays signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sessions {
    /// How long somebody who does nothing stays signed in, in minutes.
    pub idle_minutes: u32,
    /// How long anybody stays signed in, in hours.
    pub absolute_hours: u32,
}

/// How e-mail is sent.
#[derive(Debug, Clone)]
pub struct Mail {
    /// The mail server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Who signs in to it.
    pub username: Option<String>,
    /// The file with the password.
    pub password_file: Option<PathBuf>,
    /// The address that mail comes from.
    pub from: String,
    /// How the connection is protected.
    pub security: MailSecurity,
    password: Option<Secret>,
}

/// How a connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailSecurity {
    /// TLS from the first byte.
    Tls,
    /// TLS after asking for it; never without.
    StartTls,
    /// None, for a server on this machine.
    None,
}

/// The scanner of uploads.
#[derive(Debug, Clone, Default)]
pub struct Scan {
    /// Where clamd listens; none where uploads are not scanned.
    pub clamd: Option<Socket>,
}

/// Where another program on the network or the machine listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Socket {
    /// `host:port`.
    Host(String),
    /// A socket in the file system.
    Unix(PathBuf),
}

/// Text that is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

/// What is wrong with a configuration: everything, at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Each problem: who gave what, why it will not do, and what would.
    pub problems: Vec<String>,
}

impl std::error::Error for Refused {}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the configuration will not do")?;
        for problem in &self.problems {
            write!(f, "\n  {problem}")?;
        }
        Ok(())
    }
}

impl Secret {
    /// The words themselves, to be given to whom they are for and to nobody else.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(not shown)")
    }
}

impl fmt::Display for Socket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Host(host) => f.write_str(host),
            Self::Unix(path) => write!(f, "unix:{}", path.display()),
        }
    }
}

impl Socket {
    /// Reads `host:port`, or `unix:` and a path.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(path) = text.strip_prefix("unix:") {
            return (path.starts_with('/')).then(|| Self::Unix(PathBuf::from(path)));
        }
        let (host, port) = text.rsplit_once(':')?;
        let good = !host.is_empty() && port.parse::<u16>().is_ok_and(|port| port > 0);
        good.then(|| Self::Host(text.to_owned()))
    }
}

impl Mail {
    /// The password: the environment's, or the file's without the line's end.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn password(&self) -> std::io::Result<Option<Secret>> {
        if let Some(password) = &self.password {
            return Ok(Some(password.clone()));
        }
        let Some(file) = &self.password_file else {
            return Ok(None);
        };
        let text = std::fs::read_to_string(file)?;
        let text = text.trim_end_matches(['\n', '\r']).to_owned();
        Ok(Some(Secret(text)))
    }
}

/// What a file says of the data folder, the key and how people reach the record, as the arguments
/// of every command that have these names stand for them. A file that cannot be read says nothing here; [`Config::load`]
/// tells why.
pub fn folder_in(file: &std::path::Path) -> Vec<(&'static str, String)> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let table = text.parse::<toml::Table>().unwrap_or_default();
    let url = table
        .get("server")
        .and_then(|server| server.get("public_url"));
    [
        ("data", table.get("data")),
        ("master_key_file", table.get("master_key_file")),
        ("reached_at", url),
    ]
    .into_iter()
    .filter_map(|(argument, value)| Some((argument, value?.as_str()?.to_owned())))
    .collect()
}

impl Config {
    /// Reads and judges what was given.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn load(sources: &Sources) -> Result<Self, Refused> {
        let mut given = Given::gather(sources);
        let data = given.path("data");
        let master_key_file = given.path("master_key_file");
        let server = server(&mut given);
        let format = given.one_of("log.format");
        let level = given.one_of("log.level");
        let sessions = sessions(&mut given);
        let mail = mail(&mut given);
        let clamd = given.socket("scan.clamd");
        let checkpoints = published::read(&mut given, data.as_deref(), mail.is_some());
        let months = given.number("access.keep_months");
        let providers = providers::read(&mut given);
        let (Some(data), Some(server), true) = (data, server, given.problems.is_empty()) else {
            let problems = given.problems;
            return Err(Refused { problems });
        };
        let told = keys::KEYS
            .iter()
            .filter(|key| key.table != "mail" || mail.is_some())
            .filter_map(|key| {
                let (value, origin) = given.value(&key.path())?;
                Some((key.path(), value, origin))
            })
            .collect();
        Ok(Self {
            data,
            master_key_file,
            server,
            log: Logging {
                format: match format {
                    Some("json") => LogFormat::Json,
                    Some(_) | None => LogFormat::Text,
                },
                level: level.unwrap_or("info"),
            },
            sessions,
            mail,
            scan: Scan { clamd },
            checkpoints,
            access_months: months.and_then(|months| u32::try_from(months).ok()),
            providers,
            provider_tables: given.providers,
            told,
        })
    }

    /// Every key that has a value, the value, and who gave it, in the order of the reference.
    /// No secret is among them.
    pub fn told(&self) -> &[(String, toml::Value, Origin)] {
        &self.told
    }

    /// The providers as they were written. Of a secret they say only where it is kept: a table that
    /// holds one is refused.
    pub fn providers_shown(&self) -> &[toml::Table] {
        &self.provider_tables
    }
}

fn server(given: &mut Given) -> Option<Server> {
    let listen = given.address("server.listen");
    let url = url::read(given);
    let certificate = given.path("server.tls_certificate");
    let key = given.path("server.tls_key");
    match (&certificate, &key) {
        (Some(_), None) => given.wrong(
            "server.tls_certificate",
            "its key is missing: name it as server.tls_key",
        ),
        (None, Some(_)) => given.wrong(
            "server.tls_key",
            "its certificate is missing: name it as server.tls_certificate",
        ),
        (Some(_), Some(_)) | (None, None) => {}
    }
    let header = given.one_of("server.proxy_header");
    let metrics_listen = given.address("server.metrics_listen");
    let exposed = given.yes_no("server.metrics_exposed");
    if !exposed && metrics_listen.is_some_and(|address| !address.ip().is_loopback()) {
        given.wrong(
            "server.metrics_listen",
            "other machines reach this address: name a loopback address such as \
             \"127.0.0.1:9420\", or set server.metrics_exposed",
        );
    }
    let server = Server {
        trusted_proxies: given.networks("server.trusted_proxies"),
        insecure_http: given.yes_no("server.insecure_http"),
        shutdown_seconds: given
            .number("server.shutdown_seconds")
            .and_then(|seconds| u64::try_from(seconds).ok())
            .unwrap_or(35),
        listen: listen?,
        public_url: url,
        tls: certificate
            .zip(key)
            .map(|(certificate, key)| TlsFiles { certificate, key }),
        proxy_header: match header {
            Some("forwarded") => ProxyHeader::Forwarded,
            Some(_) | None => ProxyHeader::XForwardedFor,
        },
        metrics_listen,
    };
    reached_safely(&server, given);
    Some(server)
}

/// The record is reached by others over TLS, by a proxy that is named, or because somebody said
/// in so many words that it need not be safe.
fn reached_safely(server: &Server, given: &mut Given) {
    let behind_proxy = !server.trusted_proxies.is_empty();
    let beyond = !server.listen.ip().is_loopback();
    if beyond && server.tls.is_none() && !behind_proxy && !server.insecure_http {
        given.wrong(
            "server.listen",
            &format!(
                "{} can be reached by others, and nothing protects what they send. There are three \
                 ways: name a certificate and its key (server.tls_certificate and server.tls_key); \
                 or name the proxy before it that has them (server.trusted_proxies); or say \
                 --insecure-http, and whoever is between can read and change everything. Without \
                 any of them, listen on a loopback address such as 127.0.0.1:8420",
                server.listen
            ),
        );
    }
    if (beyond || behind_proxy) && server.public_url.is_none() && !given.has("server.public_url") {
        given.wrong(
            "server.public_url",
            "say how people reach it, such as \"https://learning.example.org\": no other name is \
             answered",
        );
    }
}

fn sessions(given: &mut Given) -> Sessions {
    let number = |given: &mut Given, path: &str, default| {
        let number = given.number(path).and_then(|n| u32::try_from(n).ok());
        number.unwrap_or(default)
    };
    Sessions {
        idle_minutes: number(given, "sessions.idle_minutes", 30),
        absolute_hours: number(given, "sessions.absolute_hours", 12),
    }
}

fn mail(given: &mut Given) -> Option<Mail> {
    let wanted = keys::KEYS
        .iter()
        .any(|key| key.table == "mail" && given.has(&key.path()));
    if !wanted {
        return None;
    }
    let host = given.text("mail.host");
    let from = given.text("mail.from");
    for (path, value) in [("mail.host", &host), ("mail.from", &from)] {
        if value.is_none() && !given.has(path) {
            given.wrong(path, "this is needed to send e-mail");
        }
    }
    if from.as_ref().is_some_and(|from| !from.contains('@')) {
        given.wrong("mail.from", "this is no e-mail address");
    }
    let username = given.text("mail.username");
    let password_file = given.path("mail.password_file");
    let password = given.mail_password.take().map(Secret);
    if username.is_some() && password_file.is_none() && password.is_none() {
        given.wrong(
            "mail.username",
            &format!(
                "the password is missing: name its file as mail.password_file, or set {}",
                keys::MAIL_PASSWORD
            ),
        );
    }
    let (security, usual) = match given.one_of("mail.security") {
        Some("starttls") => (MailSecurity::StartTls, 587),
        Some("none") => (MailSecurity::None, 25),
        Some(_) | None => (MailSecurity::Tls, 465),
    };
    let here = host.as_deref().is_some_and(|host| {
        host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
    });
    if security == MailSecurity::None && !here {
        given.wrong(
            "mail.security",
            &format!(
                "none is only for a mail server on this machine, such as {}: choose tls or \
                 starttls",
                Ipv4Addr::LOCALHOST
            ),
        );
    }
    let port = given
        .number("mail.port")
        .and_then(|port| u16::try_from(port).ok());
    Some(Mail {
        host: host?,
        port: port.unwrap_or(usual),
        username,
        password_file,
        from: from?,
        security,
        password,
    })
}
