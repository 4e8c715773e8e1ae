//! The connections: how many there may be, and how long each may keep the server waiting.
//!
//! A client that is slow, or means harm, can dawdle in three places: over the head of a request,
//! over its body, and over taking the answer. Each has its limit, so whatever a connection holds
//! is let go of in a time that is known, and stopping ends in that time too. axum's own way of
//! serving bounds neither the head nor the answer.

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep};

/// How long a connection may keep the server waiting, and how many there may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How long the head of a request may take to come, and a kept connection may be idle.
    pub head: Duration,
    /// How long a request may take once its head is there: its body, and the work.
    pub request: Duration,
    /// How long a client may be waited for, in all, while it takes an answer slower than
    /// [`SLOWEST_BYTES_A_SECOND`].
    pub answer: Duration,
    /// How many connections are served at once. Others wait their turn.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(15),
            request: Duration::from_secs(30),
            answer: Duration::from_secs(30),
            connections: 512,
        }
    }
}

/// Whoever takes an answer at this rate is never too slow, in bytes a second.
pub const SLOWEST_BYTES_A_SECOND: u64 = 16 * 1024;

/// How long to wait when no connection can be accepted, as when every file handle is in use.
const PAUSE: Duration = Duration::from_millis(200);

/// Serves until `stop` comes, and then answers what it has accepted.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head);
    let room = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &room) => accepted?,
            () = &mut stop => break,
        };
        let Some((stream, turn)) = accepted else {
            continue;
        };
        let stream = TokioIo::new(Patient::new(stream, limits.answer));
        let service = TowerToHyperService::new(router.clone());
        let served = graceful.watch(builder.serve_connection(stream, service));
        tokio::spawn(async move {
            if let Err(error) = served.await {
                // What hyper says of it names kinds of fault, never what was sent.
                tracing::debug!(%error, "a connection was cut");
            }
            drop(turn);
        });
    }
    drop(listener);
    graceful.shutdown().await;
    Ok(())
}

/// The next connection, once there is room for it; none when one could not be accepted.
async fn accept(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> io::Result<Option<(TcpStream, OwnedSemaphorePermit)>> {
    let turn = room.clone().acquire_owned().await;
    let turn = turn.map_err(io::Error::other)?;
    match listener.accept().await {
        Ok((stream, _)) => Ok(Some((stream, turn))),
        Err(error) => {
            tracing::warn!(%error, "a connection could not be accepted");
            sleep(PAUSE).await;
            Ok(None)
        }
    }
}

/// A connection whose client is waited for only so long while it takes what it is sent.
struct Patient<S> {
    stream: S,
    patience: Duration,
    /// How long was waited so far, less what the client has earned by taking bytes.
    waited: Duration,
    /// Since when something waits to be taken, and what rings when patience is at an end.
    waiting: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl<S> Patient<S> {
    const fn new(stream: S, patience: Duration) -> Self {
        Self {
            stream,
            patience,
            waited: Duration::ZERO,
            waiting: None,
        }
    }

    /// Counts the waiting around one attempt to write.
    fn count(
        &mut self,
        context: &mut Context<'_>,
        attempt: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if let Poll::Ready(written) = attempt {
            if let Some((since, _)) = self.waiting.take() {
                self.waited += since.elapsed();
            }
            let taken = u64::try_from(*written.as_ref().unwrap_or(&0)).unwrap_or(0);
            let earned = Duration::from_micros(taken * 1_000_000 / SLOWEST_BYTES_A_SECOND);
            self.waited = self.waited.saturating_sub(earned);
            return Poll::Ready(written);
        }
        let left = self.patience.saturating_sub(self.waited);
        let (_, end) = self
            .waiting
            .get_or_insert_with(|| (Instant::now(), Box::pin(sleep(left))));
        ready!(end.as_mut().poll(context));
        let slow = "the client took its answer too slowly";
        Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, slow)))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let attempt = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.count(context, attempt)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let attempt = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.count(context, attempt)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
