//! Every key there is: what it takes, what stands where it is not given, and what it is for.

/// A key of the configuration.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its table; empty at the top level.
    pub table: &'static str,
    /// Its name in the table.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// What stands where it is not given, as it would be written in the environment.
    pub default: Option<&'static str>,
    /// What it is for.
    pub meaning: &'static str,
}

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Words.
    Text,
    /// The path of a file or folder.
    Path,
    /// An IP address and a port.
    Address,
    /// `https://` and a name, and nothing behind it.
    Url,
    /// A list of networks such as `10.0.0.0/8`.
    Networks,
    /// `true` or `false`.
    YesNo,
    /// A whole number between two others, both included.
    Number(i64, i64),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// `host:port`, or `unix:` and a path.
    Socket,
}

/// The tables, and what each is about.
pub const TABLES: [(&str, &str); 7] = [
    ("server", "where it listens, and who stands before it"),
    ("log", "the server's own log"),
    ("sessions", "how long somebody stays signed in"),
    ("mail", "how e-mail is sent; without this table none is"),
    ("scan", "the scanner that looks at uploaded files"),
    (
        "checkpoints",
        "where signed checkpoints are published, outside the data folder",
    ),
    ("access", "the log of who looked at what"),
];

/// The list of tables that names the organisations whose own sign-in is used.
pub const PROVIDERS: &str = "provider";

/// The environment variable that may hold the password of `mail.username`. It is no key: a secret
/// stands neither in the file nor among the arguments, which others on the machine can read.
pub const MAIL_PASSWORD: &str = "GOLDEN_THREAD_MAIL_PASSWORD";

impl Key {
    /// `server.listen`, or `data`.
    pub fn path(&self) -> String {
        match self.table {
            "" => self.name.to_owned(),
            table => format!("{table}.{}", self.name),
        }
    }

    /// The environment variable that gives it, such as `GOLDEN_THREAD_SERVER_LISTEN`.
    pub fn variable(&self) -> String {
        let path = self.path().replace('.', "_").to_ascii_uppercase();
        format!("GOLDEN_THREAD_{path}")
    }

    /// The key with this path.
    pub fn of(path: &str) -> Option<&'static Self> {
        KEYS.iter().find(|key| key.path() == path)
    }
}

const fn key(
    table: &'static str,
    name: &'static str,
    takes: Takes,
    default: Option<&'static str>,
    meaning: &'static str,
) -> Key {
    Key {
        table,
        name,
        takes,
        default,
        meaning,
    }
}

/// Every key, in the order of the example file.
pub const KEYS: &[Key] = &[
    key(
        "",
        "data",
        Takes::Path,
        Some("golden-thread-data"),
        "the data folder",
    ),
    key(
        "",
        "master_key_file",
        Takes::Path,
        None,
        "the file with the master key; else a systemd credential, or beside the data folder",
    ),
    key(
        "server",
        "listen",
        Takes::Address,
        Some("127.0.0.1:8420"),
        "the address to listen on",
    ),
    key(
        "server",
        "public_url",
        Takes::Url,
        None,
        "how people reach it; needed wherever that is not the machine itself",
    ),
    key(
        "server",
        "tls_certificate",
        Takes::Path,
        None,
        "the certificate and its chain, PEM; read again at SIGHUP",
    ),
    key(
        "server",
        "tls_key",
        Takes::Path,
        None,
        "the key of the certificate, PEM; read again at SIGHUP",
    ),
    key(
        "server",
        "trusted_proxies",
        Takes::Networks,
        Some(""),
        "the networks of the proxies whose word on the true peer is taken",
    ),
    key(
        "server",
        "proxy_header",
        Takes::OneOf(&["x-forwarded-for", "forwarded"]),
        Some("x-forwarded-for"),
        "the header in which they say it; the other one is never read",
    ),
    key(
        "server",
        "insecure_http",
        Takes::YesNo,
        Some("false"),
        "answer others without TLS, so that whoever is between can read and change everything",
    ),
    key(
        "server",
        "metrics_listen",
        Takes::Address,
        None,
        "the address that gives metrics, /health and /ready in plain HTTP; none when not given",
    ),
    key(
        "server",
        "metrics_exposed",
        Takes::YesNo,
        Some("false"),
        "let metrics_listen be an address that other machines reach",
    ),
    key(
        "server",
        "shutdown_seconds",
        Takes::Number(1, 600),
        Some("35"),
        "how long what was accepted may take to be answered when it is stopped",
    ),
    key(
        "log",
        "format",
        Takes::OneOf(&["text", "json"]),
        Some("text"),
        "how lines are written",
    ),
    key(
        "log",
        "level",
        Takes::OneOf(&["error", "warn", "info", "debug", "trace"]),
        Some("info"),
        "how much is said; the variable RUST_LOG says it in more detail",
    ),
    key(
        "sessions",
        "idle_minutes",
        Takes::Number(5, 60),
        Some("30"),
        "how long somebody who does nothing stays signed in",
    ),
    key(
        "sessions",
        "absolute_hours",
        Takes::Number(1, 24),
        Some("12"),
        "how long anybody stays signed in",
    ),
    key(
        "mail",
        "host",
        Takes::Text,
        None,
        "the mail server; needed in this table",
    ),
    key(
        "mail",
        "port",
        Takes::Number(1, 65535),
        None,
        "its port; by security 465, 587 or 25",
    ),
    key(
        "mail",
        "username",
        Takes::Text,
        None,
        "who signs in to it; nobody when not given",
    ),
    key(
        "mail",
        "password_file",
        Takes::Path,
        None,
        "the file with the password, or else the variable GOLDEN_THREAD_MAIL_PASSWORD",
    ),
    key(
        "mail",
        "from",
        Takes::Text,
        None,
        "the address that mail comes from; needed in this table",
    ),
    key(
        "mail",
        "security",
        Takes::OneOf(&["tls", "starttls", "none"]),
        Some("tls"),
        "how the connection is protected; none only for a server on this machine",
    ),
    key(
        "scan",
        "clamd",
        Takes::Socket,
        None,
        "where clamd listens; uploads are not scanned when not given",
    ),
    key(
        "checkpoints",
        "publish_file",
        Takes::Path,
        None,
        "the file that each checkpoint is added to; outside the data folder",
    ),
    key(
        "checkpoints",
        "publish_folder",
        Takes::Path,
        None,
        "the folder that gets a file for each checkpoint; outside the data folder",
    ),
    key(
        "checkpoints",
        "publish_url",
        Takes::Text,
        None,
        "the https address that each checkpoint is sent to by POST; no secret in it",
    ),
    key(
        "checkpoints",
        "publish_email",
        Takes::Text,
        None,
        "the mailbox that each checkpoint is sent to; needs the table mail",
    ),
    key(
        "access",
        "keep_months",
        Takes::Number(12, 1200),
        None,
        "for how many months it is kept, whole months at a time; for ever when not given",
    ),
];
