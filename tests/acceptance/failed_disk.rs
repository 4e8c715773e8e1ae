//! A disk that fails while something is recorded.

use super::pages::Form;
use super::sample::{action, imported, rating, to_action};
use super::server::{MANAGER, Server, start_of_time};
use events::log::{Disk, RealDisk};
use golden_thread::clock::Clock;
use golden_thread::web::server::Limits;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A disk that writes, and from some moment on fails to make that safe.
#[derive(Default)]
struct Unsafe(AtomicBool);

impl Disk for Unsafe {
    fn allocate(&self, file: &File, offset: u64, length: u64) -> io::Result<()> {
        RealDisk.allocate(file, offset, length)
    }

    fn reserve(&self, file: &File, offset: u64, length: u64) -> io::Result<()> {
        RealDisk.reserve(file, offset, length)
    }

    fn write(&self, file: &File, bytes: &[u8], offset: u64) -> io::Result<()> {
        RealDisk.write(file, bytes, offset)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        if self.0.load(Ordering::SeqCst) {
            return Err(io::Error::other("the sync failed"));
        }
        RealDisk.sync(file)
    }

    fn free(&self, folder: &Path) -> io::Result<u64> {
        RealDisk.free(folder)
    }
}

fn on_failing_disk() -> (Server, Arc<Unsafe>) {
    let disk = Arc::new(Unsafe::default());
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::set_to(start_of_time());
    let server = Server::on_disk(folder, clock, Limits::default(), disk.clone());
    imported(&server);
    (server, disk)
}

/// Nothing is taken any more, nothing unsafe is shown, and everything else is read as before.
fn has_stopped(server: &Server) {
    let health = server.page("/health").is(503).json();
    assert_eq!(health["accepting"], false);
    assert!(health["stopped"].as_str().unwrap().contains("sync failed"));
    let ready = server.page("/ready").is(503).json();
    assert_eq!(ready["ready"], false);
    assert!(ready["why"].as_str().unwrap().contains("sync failed"));
    let health = server.read("/health").is(200).json();
    assert_eq!(health["accepting_writes"], false);
    let path = to_action(server, "1.1", "rate_action");
    let next = server.write(&path, &rating("A", "Half")).is(503).json();
    assert_eq!(next["type"], "/api/v1/problems/not-accepting-writes");
    assert_ne!(action(server, "1.1")["shown"]["claimed"], "G");
    let page = server.page("/").is(200).text();
    assert!(page.contains("Nothing can be recorded at the moment."));
}

#[test]
fn the_interface_says_so_where_a_failed_sync_leaves_the_outcome_unknown() {
    let (server, disk) = on_failing_disk();
    let path = to_action(&server, "1.1", "rate_action");
    let send = |server: &Server| {
        let key = [("Idempotency-Key", "rating-of-june")];
        server.write_as(MANAGER, &path, &rating("G", "Asked"), &key)
    };
    disk.0.store(true, Ordering::SeqCst);
    let told = send(&server).is(503);
    assert_eq!(told.header("content-type"), "application/problem+json");
    let told = told.json();
    assert_eq!(told["type"], "/api/v1/problems/outcome-unknown");
    let text = told.to_string();
    assert!(text.contains("is not known"), "{text}");
    assert!(
        !text.to_lowercase().contains("nothing was recorded"),
        "{text}"
    );
    disk.0.store(false, Ordering::SeqCst);
    has_stopped(&server);
    // After a restart the same sending is recorded once, whatever had reached the disk.
    let server = server.restarted();
    send(&server).is(200);
    assert_eq!(action(&server, "1.1")["shown"]["claimed"], "G");
    assert_eq!(send(&server).is(200).json()["already"], true);
}

#[test]
fn the_page_says_so_where_a_failed_sync_leaves_the_outcome_unknown() {
    let (server, disk) = on_failing_disk();
    let path = format!("/record{}", to_action(&server, "1.1", "rate_action"));
    let form = Form::on(&server.page(&path).is(200), "/rate_action")
        .with("code", "G")
        .with("commentary", "Every school has answered");
    disk.0.store(true, Ordering::SeqCst);
    let told = form.send(&server).is(503);
    disk.0.store(false, Ordering::SeqCst);
    let text = told.text();
    assert!(
        text.contains("Whether this was recorded is not known."),
        "{text}"
    );
    assert!(!text.contains("Nothing was recorded."), "{text}");
    let kept = Form::on(&told, "/rate_action");
    assert_eq!(kept.value("commentary"), "Every school has answered");
    has_stopped(&server);
    // The form is still there after a restart; sending it again records it once.
    let server = server.restarted();
    assert_eq!(kept.send(&server).status, 303);
    let events = server.read("/health").json()["events"].clone();
    assert_eq!(kept.send(&server).status, 303);
    assert_eq!(server.read("/health").json()["events"], events);
    assert_eq!(action(&server, "1.1")["shown"]["claimed"], "G");
}
