//! What leaves the building: private calendars and summaries by e-mail. Both carry counts and
//! links, and never a name, a reference or a word of the record.

use super::sample::imported;
use super::server::{MASTER_KEY, Server, start_of_time};
use chrono::{DateTime, Utc};
use events::account::{self, DigestFrequency};
use events::envelope::{Actor, Role};
use events::ids::{AccountId, HoldingId, StreamId};
use events::partnership;
use events::text::Text;
use events::world::Command;
use golden_thread::app::{App, Instruction, Meta, Start};
use golden_thread::checkpoints::publish::Publisher;
use golden_thread::clock::Clock;
use golden_thread::digest::{MailSettings, Round, Security};
use golden_thread::feed;
use golden_thread::identity::secrets::Secret;
use golden_thread::web::visit::Site;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use tempfile::TempDir;
use uuid::Uuid;

const ACCOUNT: AccountId = AccountId(Uuid::from_u128(0x0198_f0c2));
const HOLDING: HoldingId = HoldingId(Uuid::from_u128(0x0198_f0c3));

/// Words of the record, of names and of addresses: none may be sent.
const NEVER: [&str; 9] = [
    "Perpetua",
    "Quillfeather",
    "school",
    "referral",
    "Lanterndale",
    "Designated",
    "Nurse",
    "1.1",
    "Audit",
];

fn start(folder: &TempDir, clock: &Clock) -> App {
    App::start(Start {
        data: folder.path().to_owned(),
        master_key: MASTER_KEY,
        clock: clock.clone(),
    })
    .unwrap()
}

fn record(app: &App, stream: StreamId, command: Command, actor: Actor) {
    let instruction = Instruction {
        stream,
        command,
        expected: None,
    };
    app.execute(vec![instruction], &Meta::by(actor)).unwrap();
}

fn by_account(app: &App, command: account::Command, role: Role) {
    let actor = Actor::of_account(ACCOUNT, role, None);
    record(app, ACCOUNT.into(), Command::Account(command), actor);
}

/// A folder with the invented plan, and an account that holds a role.
fn folder(role: Role) -> (TempDir, Clock) {
    let server = Server::new();
    imported(&server);
    let clock = server.clock.clone();
    let folder = server.stopped();
    let app = start(&folder, &clock);
    let appoint = partnership::Command::AppointRoleHolder {
        holding: HOLDING,
        role,
        post: "Quillfeather post".to_owned(),
        agency: None,
        holder: Text::plain("Perpetua Quillfeather"),
        from: clock.today(),
    };
    let partnership = app.partnership();
    record(
        &app,
        partnership,
        Command::Partnership(appoint),
        Actor::terminal(),
    );
    let open = account::Command::OpenAccount {
        name: Text::plain("Perpetua Quillfeather"),
        sign_in: Some(Text::plain("perpetua@quillfeather.example")),
        agency: None,
    };
    record(
        &app,
        ACCOUNT.into(),
        Command::Account(open),
        Actor::terminal(),
    );
    let link = account::Command::LinkHolding {
        holding: HOLDING,
        access: None,
    };
    record(
        &app,
        ACCOUNT.into(),
        Command::Account(link),
        Actor::terminal(),
    );
    app.close();
    (folder, clock)
}

fn issue_feed(app: &App, role: Role) -> String {
    let secret = Secret::fresh().unwrap();
    let digest = secret.digest_hex();
    by_account(app, account::Command::IssueCalendarFeed { digest }, role);
    secret.text().to_string()
}

/// The lines of a calendar, unfolded.
fn unfolded(calendar: &str) -> Vec<String> {
    let text = calendar.replace("\r\n ", "");
    text.lines().map(ToOwned::to_owned).collect()
}

fn says_nothing(sent: &str) {
    for word in NEVER {
        assert!(
            !sent.contains(word),
            "{word} stands in what was sent:\n{sent}"
        );
    }
}

/// Sends what is due at a moment.
fn go_at(clock: &Clock, round: &mut Round, moment: &str) {
    clock.set(at(moment));
    round.go();
}

#[test]
fn a_private_calendar_tells_how_many_dates_fall_due_and_nothing_else() {
    let (folder, clock) = folder(Role::BusinessManager);
    let app = start(&folder, &clock);
    let secret = issue_feed(&app, Role::BusinessManager);
    let url = Some("https://learning.example.org");
    let calendar = feed::calendar(&app, &secret, url).unwrap().unwrap();
    says_nothing(&calendar);
    let lines = unfolded(&calendar);
    let has = |line: &str| lines.iter().any(|one| one == line);
    for day in ["20210930", "20210731", "20220331"] {
        assert!(has(&format!("DTSTART;VALUE=DATE:{day}")), "{calendar}");
    }
    let summaries = lines.iter().filter(|line| *line == "SUMMARY:1 action due");
    assert_eq!(summaries.count(), 3, "{calendar}");
    let link = "URL:https://learning.example.org/deadlines?from=2021-07-31&to=2021-07-31";
    assert!(has(link), "{calendar}");
    // The same again, so that a calendar program sees nothing new where nothing is.
    assert_eq!(
        feed::calendar(&app, &secret, url).unwrap().unwrap(),
        calendar
    );
    clock.set("2021-08-01T09:00:00Z".parse().unwrap());
    let later = feed::calendar(&app, &secret, None).unwrap().unwrap();
    assert!(later.contains("SUMMARY:1 action overdue"), "{later}");
    assert!(!later.contains("http"), "{later}");
    let uids = |calendar: &str| -> Vec<String> {
        let lines = unfolded(calendar);
        let uids = lines.into_iter().filter(|line| line.starts_with("UID:"));
        uids.collect()
    };
    assert_eq!(uids(&later), uids(&calendar));
}

#[test]
fn a_calendar_is_found_by_its_secret_alone_and_told_to_no_cache_of_others() {
    let (folder, clock) = folder(Role::Chair);
    let app = start(&folder, &clock);
    let (first, second) = (issue_feed(&app, Role::Chair), issue_feed(&app, Role::Chair));
    app.close();
    let server = Server::on(folder, clock);
    let calendar = server.page(&format!("/calendar/{second}.ics")).is(200);
    assert_eq!(
        calendar.header("content-type"),
        "text/calendar; charset=utf-8"
    );
    assert!(calendar.header("cache-control").starts_with("private"));
    assert!(calendar.text().contains("BEGIN:VEVENT"));
    let other = Secret::fresh().unwrap().text();
    for no_secret in [
        &format!("{first}.ics"),
        &second,
        &format!("{}.ics", *other),
        "x.ics",
    ] {
        server.page(&format!("/calendar/{no_secret}")).is(404);
    }
    let folder = server.stopped();
    for entry in std::fs::read_dir(folder.path().join("access"))
        .into_iter()
        .flatten()
    {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(!text.contains(&second), "{text}");
    }
}

#[test]
fn a_calendar_shows_what_the_roles_held_today_reach() {
    let (folder, clock) = folder(Role::Administrator);
    let app = start(&folder, &clock);
    let secret = issue_feed(&app, Role::Administrator);
    let calendar = feed::calendar(&app, &secret, None).unwrap().unwrap();
    assert!(!calendar.contains("BEGIN:VEVENT"), "{calendar}");
}

#[test]
fn a_suspended_account_has_no_calendar() {
    let (folder, clock) = folder(Role::Chair);
    let app = start(&folder, &clock);
    let secret = issue_feed(&app, Role::Chair);
    assert!(feed::calendar(&app, &secret, None).unwrap().is_some());
    let instruction = Instruction {
        stream: ACCOUNT.into(),
        command: Command::Account(account::Command::SuspendAccount {}),
        expected: None,
    };
    let meta = Meta::by(Actor::terminal()).because("Left");
    app.execute(vec![instruction], &meta).unwrap();
    assert_eq!(feed::calendar(&app, &secret, None).unwrap(), None);
}

/// A mail server that takes what it is given, after refusing as often as it is told.
struct MailServer {
    port: u16,
    taken: Receiver<String>,
    refuses: Arc<AtomicUsize>,
}

impl MailServer {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (tell, taken) = channel();
        let refuses = Arc::new(AtomicUsize::new(0));
        let told = Arc::clone(&refuses);
        // It ends with the test's own process.
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let _ = spoken(stream, &told, &tell);
            }
        });
        Self {
            port,
            taken,
            refuses,
        }
    }

    fn settings(&self) -> MailSettings {
        MailSettings {
            host: "127.0.0.1".to_owned(),
            port: self.port,
            username: None,
            password: None,
            from: "golden-thread@learning.example.org".to_owned(),
            security: Security::None,
        }
    }
}

/// One conversation. Whoever hands a message over hears that it was taken after it was told.
fn spoken(stream: TcpStream, refuses: &AtomicUsize, tell: &Sender<String>) -> Option<()> {
    let mut out = stream.try_clone().unwrap();
    let mut lines = BufReader::new(stream).lines();
    let mut envelope = String::new();
    write!(out, "220 mail.example\r\n").ok()?;
    while let Some(Ok(line)) = lines.next() {
        let word = line.split([' ', ':']).next().unwrap_or_default();
        match word {
            "EHLO" => write!(out, "250-mail.example\r\n250 8BITMIME\r\n").ok()?,
            "RCPT" if refuses.load(Ordering::SeqCst) > 0 => {
                refuses.fetch_sub(1, Ordering::SeqCst);
                write!(out, "451 perpetua@quillfeather.example: later\r\n").ok()?;
            }
            "MAIL" | "RCPT" => {
                envelope.push_str(&line);
                envelope.push('\n');
                write!(out, "250 well\r\n").ok()?;
            }
            "DATA" => {
                write!(out, "354 go on\r\n").ok()?;
                let body: Vec<String> = lines
                    .by_ref()
                    .map_while(Result::ok)
                    .take_while(|line| line != ".")
                    .collect();
                let message = format!("{envelope}\n{}", body.join("\n"));
                tell.send(message).ok()?;
                write!(out, "250 taken\r\n").ok()?;
            }
            "QUIT" => {
                return write!(out, "221 bye\r\n").ok();
            }
            _ => write!(out, "250 well\r\n").ok()?,
        }
    }
    None
}

/// A body of quoted-printable as it is read.
fn read(body: &str) -> String {
    body.replace("=\n", "").replace("=3D", "=")
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn choose(app: &App, frequency: DigestFrequency) {
    let command = account::Command::ChooseDigest { frequency };
    by_account(app, command, Role::Chair);
}

fn round(app: &Arc<App>, mail: &MailServer, clock: &Clock) -> Round {
    let url = Some("https://learning.example.org/".to_owned());
    Round::new(Arc::clone(app), &mail.settings(), url, clock.clone()).unwrap()
}

#[test]
fn a_digest_comes_once_at_its_hour_with_counts_and_links_and_nothing_else() {
    let (folder, clock) = folder(Role::Chair);
    let app = Arc::new(start(&folder, &clock));
    let mail = MailServer::start();
    choose(&app, DigestFrequency::Daily);
    let mut one = round(&app, &mail, &clock);
    one.go();
    assert!(mail.taken.try_recv().is_err(), "the hour has not come");
    go_at(&clock, &mut one, "2021-08-01T06:00:00Z");
    let sent = mail.taken.try_recv().unwrap();
    let (envelope, message) = sent.split_once("\n\n").unwrap();
    assert!(
        envelope.contains("RCPT TO:<perpetua@quillfeather.example>"),
        "{envelope}"
    );
    let (head, body) = message.split_once("\n\n").unwrap();
    assert!(
        head.contains("Subject: Golden Thread: 1 overdue, 0 due soon"),
        "{head}"
    );
    assert!(
        head.contains("Date: Sun, 01 Aug 2021 06:00:00 +0000"),
        "{head}"
    );
    says_nothing(head.split_once("To: ").unwrap().0);
    let body = read(body);
    says_nothing(&body);
    let plain = "Golden Thread, as it stands this morning:\n\
         \n\
         - 1 date overdue\n  \
           https://learning.example.org/deadlines?state=overdue\n\
         - 0 dates due in the next 14 days\n  \
           https://learning.example.org/deadlines?state=ahead&to=2021-08-15\n\
         - 0 completions waiting for your verification\n  \
           https://learning.example.org/actions?phase=claimed\n\
         - 4 new gaps since the last summary\n  \
           https://learning.example.org/gaps\n\
         \n\
         You get this because you asked for it in Golden Thread. It holds numbers only. To change \
         how often it comes, or to stop it, open your account there.\n";
    assert!(body.contains(plain), "{body}");
    assert!(body.contains(">1 date overdue</a>"), "{body}");
    // Neither again on the same day, nor by a server that is started anew.
    one.go();
    drop(one);
    let mut again = round(&app, &mail, &clock);
    go_at(&clock, &mut again, "2021-08-01T20:00:00Z");
    assert!(mail.taken.try_recv().is_err());
    go_at(&clock, &mut again, "2021-08-02T06:30:00Z");
    assert!(mail.taken.try_recv().is_ok());
    assert_eq!((again.tally().sent(), again.tally().failed()), (1, 0));
}

#[test]
fn a_digest_that_is_refused_is_tried_again_later_and_not_at_once() {
    let (folder, clock) = folder(Role::Chair);
    let app = Arc::new(start(&folder, &clock));
    let mail = MailServer::start();
    choose(&app, DigestFrequency::Weekly);
    let mut one = round(&app, &mail, &clock);
    one.go();
    mail.refuses.store(2, Ordering::SeqCst);
    // A Monday.
    for (moment, failed) in [
        ("2021-06-07T06:00:00Z", 1),
        ("2021-06-07T06:04:00Z", 1),
        ("2021-06-07T06:05:00Z", 2),
        ("2021-06-07T06:14:00Z", 2),
    ] {
        clock.set(at(moment));
        one.go();
        assert_eq!(one.tally().failed(), failed, "{moment}");
        assert!(mail.taken.try_recv().is_err(), "{moment}");
    }
    go_at(&clock, &mut one, "2021-06-07T06:15:00Z");
    assert!(mail.taken.try_recv().is_ok());
    assert_eq!((one.tally().sent(), one.tally().failed()), (1, 2));
}

#[test]
fn nobody_gets_a_digest_who_wants_none_or_is_suspended() {
    let (folder, clock) = folder(Role::Chair);
    let app = Arc::new(start(&folder, &clock));
    let mail = MailServer::start();
    let mut one = round(&app, &mail, &clock);
    one.go();
    go_at(&clock, &mut one, "2021-06-07T06:00:00Z");
    choose(&app, DigestFrequency::Daily);
    // Chosen after this morning's hour: the first comes tomorrow.
    one.go();
    assert!(mail.taken.try_recv().is_err());
    let instruction = Instruction {
        stream: ACCOUNT.into(),
        command: Command::Account(account::Command::SuspendAccount {}),
        expected: None,
    };
    let meta = Meta::by(Actor::terminal()).because("Left");
    app.execute(vec![instruction], &meta).unwrap();
    go_at(&clock, &mut one, "2021-06-08T06:00:00Z");
    assert!(mail.taken.try_recv().is_err());
    assert_eq!(one.tally().sent(), 0);
}

/// Whoever's role had ended went on being told how much there is to do.
#[test]
fn nobody_gets_a_digest_who_holds_no_role_today() {
    let (folder, clock) = folder(Role::Chair);
    let app = Arc::new(start(&folder, &clock));
    let mail = MailServer::start();
    choose(&app, DigestFrequency::Daily);
    let mut one = round(&app, &mail, &clock);
    one.go();
    let end = partnership::Command::EndRoleHolder {
        holding: HOLDING,
        on: clock.today(),
    };
    let actor = Actor::terminal();
    record(&app, app.partnership(), Command::Partnership(end), actor);
    go_at(&clock, &mut one, "2021-06-02T06:30:00Z");
    assert!(mail.taken.try_recv().is_err());
    assert_eq!((one.tally().sent(), one.tally().failed()), (0, 0));
}

#[test]
fn metrics_count_what_was_sent_and_what_could_not_be() {
    let (folder, clock) = folder(Role::Chair);
    let app = Arc::new(start(&folder, &clock));
    let site = Site::of(Arc::clone(&app), false);
    let mail = MailServer::start();
    choose(&app, DigestFrequency::Daily);
    let mut one = round(&app, &mail, &clock).counted_in(site.metrics.digest_tally());
    one.go();
    mail.refuses.store(1, Ordering::SeqCst);
    for moment in ["2021-06-02T06:00:00Z", "2021-06-02T06:10:00Z"] {
        clock.set(at(moment));
        one.go();
    }
    let told = site.metrics.written(&app, &[]);
    for series in [
        "golden_thread_digests_total{outcome=\"Sent\"} 1\n",
        "golden_thread_digests_total{outcome=\"Failed\"} 1\n",
    ] {
        assert!(told.contains(series), "{series}: {told}");
    }
}

#[test]
fn a_checkpoint_goes_to_a_mailbox_and_says_nothing_of_the_record() {
    let (folder, clock) = folder(Role::Chair);
    let app = start(&folder, &clock);
    let signed = app.log().checkpoint().unwrap();
    let mail = MailServer::start();
    let wanted = golden_thread::config::Checkpoints {
        email: Some("minutes@learning.example.org".to_owned()),
        ..golden_thread::config::Checkpoints::default()
    };
    let settings = mail.settings();
    let mut publisher = Publisher::of(app.data_folder(), &wanted, Some(&settings)).unwrap();
    mail.refuses.store(1, Ordering::SeqCst);
    publisher.go(&app.log().checkpoints(), clock.now());
    let failure = publisher.publication().states()[0].failure.unwrap();
    assert_eq!(failure.why.to_string(), "it was answered with 451");
    clock.advance(chrono::TimeDelta::minutes(5));
    publisher.go(&app.log().checkpoints(), clock.now());
    let sent = mail.taken.try_recv().unwrap();
    assert!(sent.contains("RCPT TO:<minutes@learning.example.org>"));
    let size = signed.checkpoint.size;
    let subject = format!("Subject: Golden Thread: checkpoint at {size} events");
    assert!(sent.contains(&subject), "{sent}");
    assert!(sent.contains(&signed.checkpoint.short_code()), "{sent}");
    assert!(sent.contains(&format!("checkpoint-{size}.txt")), "{sent}");
    says_nothing(&sent);
    assert_eq!(publisher.publication().states()[0].published, Some(size));
}

#[test]
fn the_file_of_what_was_sent_holds_ids_and_moments_only() {
    let (folder, clock) = folder(Role::Chair);
    assert_eq!(clock.now(), start_of_time());
    let app = Arc::new(start(&folder, &clock));
    let mail = MailServer::start();
    choose(&app, DigestFrequency::Daily);
    round(&app, &mail, &clock).go();
    let kept = std::fs::read_to_string(folder.path().join("digests.json")).unwrap();
    assert_eq!(
        kept,
        format!("{{\"{}\":\"2021-06-01T09:00:00Z\"}}", ACCOUNT.0)
    );
}
