//! Uploaded files, looked at by the virus scanner of the organisation before they are kept.
//!
//! The scanner is `clamd`, spoken to with its `INSTREAM` command. The conversation is written here
//! and not taken from a crate because all of it has to end by one deadline, and an answer of any
//! length has to be bounded: a scanner that hangs must not hold up the server.
//!
//! Where a scanner is configured and does not answer, the file is refused: a file that nobody
//! looked at is not kept.

use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How long a scan may take, connecting to a port included.
const SCAN_TIME_MAX: Duration = Duration::from_secs(30);

/// How much is sent at once, in bytes.
const CHUNK_BYTES: usize = 64 * 1024;

/// No answer is longer, in bytes.
const ANSWER_BYTES_MAX: u64 = 1024;

/// The longest name of a finding that is told, in characters.
const NAME_CHARACTERS_MAX: usize = 100;

/// Where `clamd` listens.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Address {
    Tcp(String),
    Unix(PathBuf),
}

/// A virus scanner.
#[derive(Debug, Clone)]
pub struct Scanner {
    address: Address,
    within: Duration,
}

/// What is said of an address that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no address of clamd: write host:port, such as 127.0.0.1:3310, or the full path of \
     its socket, such as /run/clamav/clamd.ctl"
)]
pub struct BadAddress(String);

/// What the scanner says of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing was found.
    Clean,
    /// Something was found, under this name.
    Found(String),
    /// Nobody looked at the file, and why.
    Unavailable(String),
}

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The scanner found something.
    #[error(
        "the virus scanner found {0} in this file, so it is not kept; tell whoever looks after \
         your computers, and do not open it again"
    )]
    Infected(String),
    /// The scanner did not look at it. Why stands in the server's own log.
    #[error(
        "the virus scanner cannot be reached or did not finish, so nothing was kept; send the file \
         again in some minutes, and tell whoever runs Golden Thread if that does not help"
    )]
    NotScanned,
}

impl Refused {
    /// The rule's name.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::Infected(_) => "file_infected",
            Self::NotScanned => "file_not_scanned",
        }
    }
}

impl Scanner {
    /// The scanner at `host:port` or at the full path of a socket.
    ///
    /// # Errors
    /// When it is neither.
    pub fn new(address: &str) -> Result<Self, BadAddress> {
        let address = address.trim();
        let bad = || BadAddress(address.to_owned());
        let address = if address.starts_with('/') {
            Address::Unix(PathBuf::from(address))
        } else {
            let (host, port) = address.rsplit_once(':').ok_or_else(bad)?;
            let port: u16 = port.parse().map_err(|_| bad())?;
            if host.is_empty() || port == 0 {
                return Err(bad());
            }
            Address::Tcp(address.to_owned())
        };
        let within = SCAN_TIME_MAX;
        Ok(Self { address, within })
    }

    /// The same with another limit of time.
    #[must_use]
    pub const fn within(mut self, within: Duration) -> Self {
        self.within = within;
        self
    }

    /// Whether the file may be taken. Blocks; it has no place on an async thread.
    ///
    /// # Errors
    /// When something was found, or nobody looked.
    pub fn admit(&self, bytes: &[u8]) -> Result<(), Refused> {
        match self.scan(bytes) {
            Verdict::Clean => Ok(()),
            Verdict::Found(name) => {
                tracing::warn!(
                    name,
                    "the virus scanner found something in an uploaded file"
                );
                Err(Refused::Infected(name))
            }
            Verdict::Unavailable(why) => {
                tracing::error!(why, "an uploaded file was refused: nothing scanned it");
                Err(Refused::NotScanned)
            }
        }
    }

    /// What the scanner says of a file. Blocks.
    pub fn scan(&self, bytes: &[u8]) -> Verdict {
        let until = Instant::now() + self.within;
        let answer = match &self.address {
            Address::Tcp(address) => {
                tcp(address, until).and_then(|stream| ask(Stream::Tcp(stream), bytes, until))
            }
            Address::Unix(path) => {
                UnixStream::connect(path).and_then(|stream| ask(Stream::Unix(stream), bytes, until))
            }
        };
        match answer {
            Ok(answer) => verdict(&answer),
            Err(error) => Verdict::Unavailable(error.to_string()),
        }
    }
}

fn tcp(address: &str, until: Instant) -> io::Result<TcpStream> {
    let mut last = io::Error::other("the name of its host leads nowhere");
    for address in address.to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, left(until)?) {
            Ok(stream) => return Ok(stream),
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// How much time is left.
fn left(until: Instant) -> io::Result<Duration> {
    let left = until.saturating_duration_since(Instant::now());
    if left.is_zero() {
        return Err(io::Error::new(io::ErrorKind::TimedOut, "it took too long"));
    }
    Ok(left)
}

/// A connection whose every step ends by the deadline.
enum Stream {
    Tcp(TcpStream),
    Unix(UnixStream),
}

impl Stream {
    fn write(&mut self, bytes: &[u8], until: Instant) -> io::Result<()> {
        let mut rest = bytes;
        while !rest.is_empty() {
            let left = Some(left(until)?);
            let written = match self {
                Self::Tcp(stream) => {
                    stream.set_write_timeout(left)?;
                    stream.write(rest)?
                }
                Self::Unix(stream) => {
                    stream.set_write_timeout(left)?;
                    stream.write(rest)?
                }
            };
            if written == 0 {
                return Err(io::ErrorKind::WriteZero.into());
            }
            rest = rest.get(written..).unwrap_or_default();
        }
        Ok(())
    }

    fn read(&mut self, into: &mut [u8], until: Instant) -> io::Result<usize> {
        let left = Some(left(until)?);
        match self {
            Self::Tcp(stream) => {
                stream.set_read_timeout(left)?;
                stream.read(into)
            }
            Self::Unix(stream) => {
                stream.set_read_timeout(left)?;
                stream.read(into)
            }
        }
    }
}

fn ask(mut stream: Stream, bytes: &[u8], until: Instant) -> io::Result<String> {
    let sent = send(&mut stream, bytes, until);
    // A scanner that has heard enough says so and hangs up before everything is sent.
    let answer = answer(&mut stream, until);
    match (sent, answer) {
        (_, Ok(answer)) if !answer.is_empty() => Ok(answer),
        (Err(error), _) | (Ok(()), Err(error)) => Err(error),
        (Ok(()), Ok(_)) => Err(io::Error::other("it hung up without an answer")),
    }
}

fn send(stream: &mut Stream, bytes: &[u8], until: Instant) -> io::Result<()> {
    stream.write(b"zINSTREAM\0", until)?;
    for chunk in bytes.chunks(CHUNK_BYTES) {
        let length = u32::try_from(chunk.len()).map_err(io::Error::other)?;
        stream.write(&length.to_be_bytes(), until)?;
        stream.write(chunk, until)?;
    }
    stream.write(&0_u32.to_be_bytes(), until)
}

/// Reads up to the zero byte that ends an answer. One that is cut off is none.
fn answer(stream: &mut Stream, until: Instant) -> io::Result<String> {
    let mut answer = Vec::new();
    let mut part = [0; 256];
    loop {
        let read = stream.read(&mut part, until)?;
        answer.extend_from_slice(part.get(..read).unwrap_or_default());
        if let Some(end) = answer.iter().position(|byte| *byte == 0) {
            answer.truncate(end);
            return Ok(String::from_utf8_lossy(&answer).into_owned());
        }
        if read == 0 {
            return Ok(String::new());
        }
        if answer.len() as u64 > ANSWER_BYTES_MAX {
            return Err(io::Error::other("its answer is too long"));
        }
    }
}

/// Anything but a plain "OK" or a finding means that the file was not scanned.
fn verdict(answer: &str) -> Verdict {
    let said = answer.trim();
    let Some(said) = said.strip_prefix("stream: ") else {
        return Verdict::Unavailable(plain(said));
    };
    if said == "OK" {
        return Verdict::Clean;
    }
    match said.strip_suffix(" FOUND") {
        Some(name) => Verdict::Found(plain(name)),
        None => Verdict::Unavailable(plain(said)),
    }
}

/// What another program says, without what could not stand on a line.
fn plain(said: &str) -> String {
    let kept = said.chars().filter(|c| !c.is_control());
    kept.take(NAME_CHARACTERS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;
    use std::os::unix::net::UnixListener;
    use std::sync::mpsc::channel;

    /// Reads a whole conversation and gives the file that was sent.
    fn heard(stream: &mut impl Read) -> Vec<u8> {
        let mut command = [0; 10];
        stream.read_exact(&mut command).unwrap();
        assert_eq!(&command, b"zINSTREAM\0");
        let mut file = Vec::new();
        loop {
            let mut length = [0; 4];
            stream.read_exact(&mut length).unwrap();
            let length = u32::from_be_bytes(length) as usize;
            if length == 0 {
                return file;
            }
            let from = file.len();
            file.resize(from + length, 0);
            stream.read_exact(&mut file[from..]).unwrap();
        }
    }

    /// A `clamd` that answers one scan; gives what it heard and what was made of its answer.
    fn scanned(file: &[u8], answer: &'static [u8]) -> (Vec<u8>, Verdict) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let clamd = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let file = heard(&mut stream);
            stream.write_all(answer).unwrap();
            file
        });
        let verdict = Scanner::new(&address).unwrap().scan(file);
        (clamd.join().unwrap(), verdict)
    }

    #[test]
    fn a_clean_file_is_sent_whole_and_admitted() {
        let file: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
        assert_eq!(scanned(&file, b"stream: OK\0"), (file, Verdict::Clean));
        assert_eq!(scanned(b"", b"stream: OK\0").1, Verdict::Clean);
    }

    #[test]
    fn what_is_found_is_named() {
        let (_, verdict) = scanned(b"X5O!", b"stream: Win.Test.EICAR_HDB-1 FOUND\0");
        assert_eq!(verdict, Verdict::Found("Win.Test.EICAR_HDB-1".to_owned()));
    }

    #[test]
    fn an_answer_that_is_neither_means_that_nobody_looked() {
        let answers: [&[u8]; 7] = [
            b"INSTREAM size limit exceeded. ERROR\0",
            b"stream: Can't allocate memory ERROR\0",
            b"stream: OK",
            b"OK\0",
            b"HTTP/1.1 400 Bad Request\r\n\r\n\0",
            b"",
            &[b'x'; 5000],
        ];
        for answer in answers {
            let (_, verdict) = scanned(b"a file", answer);
            assert!(matches!(verdict, Verdict::Unavailable(_)), "{verdict:?}");
        }
    }

    #[test]
    fn a_scanner_that_is_away_or_silent_refuses_the_file() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let scanner = Scanner::new(&address).unwrap();
        // It takes the connection and never says a word.
        let silent = scanner.clone().within(Duration::from_millis(50));
        assert_eq!(silent.admit(b"a file"), Err(Refused::NotScanned));
        // It reads nothing either, and the file is larger than what the system holds on the way.
        assert_eq!(silent.admit(&vec![0; 20_000_000]), Err(Refused::NotScanned));
        drop(listener);
        assert_eq!(scanner.admit(b"a file"), Err(Refused::NotScanned));
    }

    #[test]
    fn one_that_hangs_up_early_is_still_heard() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (done, wait) = channel::<()>();
        let clamd = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut some = [0; 100];
            stream.read_exact(&mut some).unwrap();
            let answer = b"INSTREAM size limit exceeded. ERROR\0";
            stream.write_all(answer).unwrap();
            // Keeps the connection until the other side gave up sending.
            let _ = wait.recv();
        });
        let scanner = Scanner::new(&address).unwrap();
        let scanner = scanner.within(Duration::from_secs(5));
        let verdict = scanner.scan(
            b"more than one hundred bytes, so that all of them can be read \
                                     by the other side before it answers that it has had enough",
        );
        drop(done);
        clamd.join().unwrap();
        let said = "INSTREAM size limit exceeded. ERROR".to_owned();
        assert_eq!(verdict, Verdict::Unavailable(said));
    }

    #[test]
    fn a_socket_on_the_same_machine_is_spoken_to_alike() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("clamd.ctl");
        let listener = UnixListener::bind(&path).unwrap();
        let clamd = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let file = heard(&mut stream);
            stream
                .write_all(b"stream: Eicar-Signature FOUND\0")
                .unwrap();
            file
        });
        let scanner = Scanner::new(path.to_str().unwrap()).unwrap();
        let refused = scanner.admit(b"a file").unwrap_err();
        assert_eq!(refused.rule(), "file_infected");
        assert!(refused.to_string().contains("Eicar-Signature"));
        assert_eq!(clamd.join().unwrap(), b"a file");
        drop(folder);
        assert_eq!(scanner.admit(b"a file"), Err(Refused::NotScanned));
    }

    #[test]
    fn an_address_that_is_none_is_refused_with_two_that_are() {
        for good in [
            "127.0.0.1:3310",
            "clamav:3310",
            "[::1]:3310",
            "/run/clamd.ctl",
        ] {
            assert!(Scanner::new(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "clamav",
            ":3310",
            "clamav:0",
            "clamav:many",
            "run/clamd.ctl",
        ] {
            let told = Scanner::new(bad).unwrap_err().to_string();
            assert!(told.contains("/run/clamav/clamd.ctl"), "{told}");
        }
    }
}
