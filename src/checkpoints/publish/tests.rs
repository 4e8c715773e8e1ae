use super::*;
use crate::app::App;
use crate::checkpoints::held;
use crate::checkpoints::make;
use crate::checkpoints::tests::{clock, record, started};
use crate::clock::Clock;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use tempfile::TempDir;

/// An app on a folder within another, beside which things are published.
struct Office {
    beside: TempDir,
    clock: Clock,
    app: App,
}

impl Office {
    fn new() -> Self {
        let beside = tempfile::tempdir().unwrap();
        let clock = clock();
        let app = started(&beside.path().join("data"), &clock);
        Self { beside, clock, app }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.beside.path().join(name)
    }

    fn publisher(&self, wanted: &config::Checkpoints) -> Publisher {
        Publisher::of(self.app.data_folder(), wanted, None).unwrap()
    }

    /// One more event and a checkpoint over it.
    fn grow(&self, number: u128) -> SignedCheckpoint {
        record(&self.app, number);
        self.clock.advance(TimeDelta::hours(1));
        make(&self.app).unwrap().signed
    }

    fn go(&self, publisher: &mut Publisher) {
        publisher.go(&self.app.log().checkpoints(), self.clock.now());
    }
}

fn to_file(path: PathBuf) -> config::Checkpoints {
    config::Checkpoints {
        file: Some(path),
        ..config::Checkpoints::default()
    }
}

fn notes_in(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let found = held::find(&text, None).into_iter();
    found
        .map(|one| match one {
            held::Held::Note(note) => note,
            held::Held::Code { code, .. } => panic!("{code}"),
        })
        .collect()
}

#[test]
fn a_new_place_gets_the_newest_checkpoint_and_then_every_one_once() {
    let office = Office::new();
    office.grow(1);
    let second = office.grow(2);
    let file = office.path("notes.txt");
    let mut publisher = office.publisher(&to_file(file.clone()));
    office.go(&mut publisher);
    assert_eq!(notes_in(&file), vec![second.note.clone()]);
    let third = office.grow(3);
    let fourth = office.grow(4);
    office.go(&mut publisher);
    office.go(&mut publisher);
    let all = [second, third, fourth.clone()].map(|signed| signed.note);
    assert_eq!(notes_in(&file), all);
    // Nor again by a server that is started anew.
    let mut again = office.publisher(&to_file(file.clone()));
    office.go(&mut again);
    assert_eq!(notes_in(&file), all);
    let state = again.publication().states()[0];
    assert_eq!(state.published, Some(fourth.checkpoint.size));
    assert!(state.failure.is_none());
}

#[test]
fn a_folder_gets_a_file_for_each_and_none_is_written_over() {
    let office = Office::new();
    let first = office.grow(1);
    let folder = office.path("notes");
    fs::create_dir(&folder).unwrap();
    let wanted = config::Checkpoints {
        folder: Some(folder.clone()),
        ..config::Checkpoints::default()
    };
    let mut publisher = office.publisher(&wanted);
    office.go(&mut publisher);
    let names = || -> Vec<String> {
        let entries = fs::read_dir(&folder).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name());
        names.map(|name| name.into_string().unwrap()).collect()
    };
    let [name] = &names()[..] else {
        panic!("{:?}", names())
    };
    let path = folder.join(name);
    assert!(name.contains(&first.checkpoint.short_code()), "{name}");
    assert_eq!(fs::read_to_string(&path).unwrap(), first.note);
    // Something else under that name stays as it is.
    fs::write(&path, "other words").unwrap();
    fs::remove_file(office.path("data").join("published.json")).unwrap();
    let mut publisher = office.publisher(&wanted);
    office.go(&mut publisher);
    assert_eq!(fs::read_to_string(&path).unwrap(), "other words");
    let failure = publisher.publication().states()[0].failure.unwrap();
    assert_eq!(failure.why, NotPublished::OtherFile);
}

#[test]
fn what_cannot_be_published_is_tried_again_later_and_then_all_of_it() {
    let office = Office::new();
    let first = office.grow(1);
    let folder = office.path("drive");
    let file = folder.join("notes.txt");
    let mut publisher = office.publisher(&to_file(file.clone()));
    let publication = publisher.publication();
    let times = || publication.states()[0].failure.map(|failure| failure.times);
    office.go(&mut publisher);
    assert_eq!(times(), Some(1));
    let failure = publication.states()[0].failure.unwrap();
    assert_eq!(failure.why, NotPublished::NoFolder);
    assert!(failure.why.remedy().contains("Make the folder"));
    let since = office.clock.now();
    for (minutes, tried) in [(4, 1), (1, 2), (9, 2), (1, 3)] {
        office.clock.advance(TimeDelta::minutes(minutes));
        office.go(&mut publisher);
        assert_eq!(times(), Some(tried), "after {minutes} more minutes");
    }
    assert_eq!(publication.states()[0].failure.unwrap().since, since);
    let second = office.grow(2);
    fs::create_dir(&folder).unwrap();
    office.go(&mut publisher);
    assert_eq!(times(), None);
    // Nothing had been published there: it begins with the newest.
    assert_eq!(notes_in(&file), vec![second.note.clone()]);
    fs::rename(&folder, office.path("away")).unwrap();
    office.grow(3);
    office.go(&mut publisher);
    office.grow(4);
    office.clock.advance(TimeDelta::hours(3));
    fs::rename(office.path("away"), &folder).unwrap();
    office.go(&mut publisher);
    assert_eq!(notes_in(&file).len(), 3);
    assert!(!notes_in(&file).contains(&first.note));
}

#[test]
fn a_record_restored_from_a_backup_is_published_on_however_long_it_is() {
    let office = Office::new();
    let kept = office.grow(1);
    let later = |size| {
        let mut signed = kept.clone();
        signed.checkpoint.size = size;
        signed.made_at = events::envelope::Moment::new(office.clock.now());
        signed
    };
    let last = Published {
        size: kept.checkpoint.size + 100,
        made_at: kept.made_at,
        at: office.clock.now(),
    };
    office.clock.advance(TimeDelta::days(1));
    let all = [kept.clone(), later(kept.checkpoint.size + 1)];
    assert_eq!(waiting(&all, Some(last)), &all[1..]);
}

#[test]
fn nothing_is_published_within_the_data_folder() {
    let office = Office::new();
    let data = office.app.data_folder();
    let link = office.path("link");
    std::os::unix::fs::symlink(data, &link).unwrap();
    for place in [
        data.join("notes.txt"),
        data.join("journal/../notes.txt"),
        link.join("notes.txt"),
        link.join("not/there/yet.txt"),
    ] {
        let refused = Publisher::of(data, &to_file(place.clone()), None);
        assert!(matches!(refused, Err(NotSetUp::Within(_))), "{place:?}");
    }
    assert!(Publisher::of(data, &to_file(office.path("data-too.txt")), None).is_ok());
}

/// Something that takes what is sent by POST, where it is told to.
fn web_server(willing: Arc<AtomicBool>) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (tell, taken) = channel();
    // It ends with the test's own process.
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let _ = answered(stream, &willing, &tell);
        }
    });
    (format!("http://{address}/checkpoints"), taken)
}

fn answered(stream: TcpStream, willing: &AtomicBool, tell: &Sender<String>) -> Option<()> {
    let mut out = stream.try_clone().ok()?;
    let mut reader = BufReader::new(stream);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        if line.trim().is_empty() {
            break;
        }
        let lower = line.to_ascii_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
        head.push_str(&lower);
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let status = if willing.load(Ordering::SeqCst) {
        tell.send(format!("{head}\n{}", String::from_utf8(body).ok()?))
            .ok()?;
        "200 OK"
    } else {
        "503 Service Unavailable"
    };
    write!(
        out,
        "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    )
    .ok()
}

#[test]
fn the_note_is_posted_to_an_address_and_again_where_it_was_not_taken() {
    let office = Office::new();
    let first = office.grow(1);
    let willing = Arc::new(AtomicBool::new(false));
    let (url, taken) = web_server(Arc::clone(&willing));
    let mut publisher = office.publisher(&config::Checkpoints {
        url: Some(url),
        ..config::Checkpoints::default()
    });
    office.go(&mut publisher);
    let failure = publisher.publication().states()[0].failure.unwrap();
    assert_eq!(failure.why, NotPublished::Refused(503));
    willing.store(true, Ordering::SeqCst);
    office.clock.advance(TimeDelta::minutes(5));
    office.go(&mut publisher);
    let sent = taken.recv().unwrap();
    let (head, body) = sent.split_once("\n\n").unwrap();
    assert!(head.starts_with("post /checkpoints http/1.1"), "{head}");
    assert!(
        head.contains("content-type: text/plain; charset=utf-8"),
        "{head}"
    );
    assert_eq!(body, first.note);
    let state = publisher.publication().states()[0];
    assert_eq!(state.published, Some(first.checkpoint.size));
    assert!(state.failure.is_none());
}

#[test]
fn an_address_is_used_over_tls_and_without_a_password_in_it() {
    for good in [
        "https://witness.example.org/c",
        "http://127.0.0.1:9/c",
        "http://[::1]:9/c",
        "http://localhost/c",
    ] {
        assert!(is_address(good), "{good}");
    }
    for bad in [
        "",
        "witness",
        "http://witness.example.org/c",
        "https://ada@witness.example.org/c",
        "https://:secret@witness.example.org/c",
        "file:///etc/passwd",
        "http://localhost.example.org/c",
    ] {
        assert!(!is_address(bad), "{bad}");
    }
}

#[test]
fn an_email_needs_a_mail_server() {
    let office = Office::new();
    let wanted = config::Checkpoints {
        email: Some("minutes@example.org".to_owned()),
        ..config::Checkpoints::default()
    };
    let refused = Publisher::of(office.app.data_folder(), &wanted, None);
    assert!(matches!(refused, Err(NotSetUp::NoMail)));
}

#[test]
fn the_file_of_what_was_published_holds_no_address() {
    let office = Office::new();
    office.grow(1);
    let file = office.path("Marigoldlantern.txt");
    let mut publisher = office.publisher(&to_file(file));
    office.go(&mut publisher);
    let kept = fs::read_to_string(office.path("data").join("published.json")).unwrap();
    assert!(kept.starts_with("{\"file:"), "{kept}");
    assert!(!kept.contains("Marigold"), "{kept}");
}
