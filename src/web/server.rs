//! The connections: how many there may be, and how long each may keep the server waiting.
//!
//! A client that is slow, or means harm, can dawdle in four places: over agreeing on keys, over the
//! head of a request, over its body, and over taking the answer. Each has its limit, so whatever a connection holds
//! is let go of in a time that is known, and stopping ends in that time too. axum's own way of
//! serving bounds neither the head nor the answer.

use super::peer::Connection;
use super::tls::Tls;
use super::visit::Shared;
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep, sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tower_http::add_extension::AddExtension;

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

/// How a listener is served.
#[derive(Clone, Default)]
pub struct Serving {
    /// How long each may keep the server waiting.
    pub limits: Limits,
    /// What protects connections; none where they are plain.
    pub tls: Option<Arc<Tls>>,
    /// How long what was accepted may take to be answered after `stop`; as long as the limits let
    /// it, where none is said.
    pub ending: Option<Duration>,
    /// Where connections are counted.
    pub site: Option<Shared>,
}

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
    let serving = Serving {
        limits,
        ..Serving::default()
    };
    serve_as(listener, router, serving, stop).await
}

/// The same, perhaps with TLS, and in a time that is known.
///
/// # Errors
/// When the listener fails.
pub async fn serve_as(
    listener: TcpListener,
    router: Router,
    serving: Serving,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let limits = serving.limits;
    let room = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &room) => accepted?,
            () = &mut stop => break,
        };
        let Some((stream, address, turn)) = accepted else {
            continue;
        };
        let open = serving.site.as_ref().map(|site| site.metrics.connected());
        let tls = serving.tls.as_ref().map(|tls| tls.acceptor());
        let one = One {
            router: router.clone(),
            peer: Connection::from(address, tls.is_some()),
            head: limits.head,
            watcher: graceful.watcher(),
        };
        let stream = Patient::new(stream, limits.answer);
        tokio::spawn(async move {
            let served = match tls {
                Some(tls) => one.converse_over(tls, stream).await,
                None => one.converse(stream).await,
            };
            if let Err(error) = served {
                // What is said of it names kinds of fault, never what was sent.
                tracing::debug!(%error, "a connection was cut");
            }
            drop((open, turn));
        });
    }
    drop(listener);
    match serving.ending {
        None => graceful.shutdown().await,
        Some(ending) => {
            if timeout(ending, graceful.shutdown()).await.is_err() {
                tracing::warn!("connections that were not done in time are cut");
            }
        }
    }
    Ok(())
}

/// One connection.
struct One {
    router: Router,
    peer: Connection,
    head: Duration,
    watcher: Watcher,
}

type Cut = Box<dyn std::error::Error + Send + Sync>;

impl One {
    /// Agrees on keys first, in the time that a head may take.
    async fn converse_over(self, tls: TlsAcceptor, stream: Patient<TcpStream>) -> Result<(), Cut> {
        let agreed = timeout(self.head, tls.accept(stream)).await;
        self.converse(agreed??).await
    }

    async fn converse<S>(self, stream: S) -> Result<(), Cut>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let service = TowerToHyperService::new(AddExtension::new(self.router, self.peer));
        let served = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.head)
            .serve_connection(TokioIo::new(stream), service);
        Ok(self.watcher.watch(served).await?)
    }
}

/// The next connection, once there is room for it; none when one could not be accepted.
async fn accept(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> io::Result<Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)>> {
    let turn = room.clone().acquire_owned().await;
    let turn = turn.map_err(io::Error::other)?;
    match listener.accept().await {
        Ok((stream, address)) => Ok(Some((stream, address, turn))),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::TlsFiles;
    use std::io::{Read, Write};

    fn tls(folder: &std::path::Path) -> Tls {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let files = TlsFiles {
            certificate: folder.join("certificate.pem"),
            key: folder.join("key.pem"),
        };
        std::fs::write(&files.certificate, made.cert.pem()).unwrap();
        std::fs::write(&files.key, made.signing_key.serialize_pem()).unwrap();
        Tls::load(files).unwrap()
    }

    #[tokio::test]
    async fn a_client_that_dawdles_over_agreeing_on_keys_is_cut() {
        let folder = tempfile::tempdir().unwrap();
        let serving = Serving {
            limits: Limits {
                head: Duration::from_millis(200),
                ..Limits::default()
            },
            tls: Some(Arc::new(tls(folder.path()))),
            ..Serving::default()
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let stop_when = async {
            let _ = stopped.await;
        };
        let served = tokio::spawn(serve_as(listener, Router::new(), serving, stop_when));
        let dawdling = tokio::task::spawn_blocking(move || {
            // The first bytes of a greeting, and none after them.
            let mut client = std::net::TcpStream::connect(address).unwrap();
            let patience = Some(Duration::from_secs(30));
            client.set_read_timeout(patience).unwrap();
            client.write_all(&[0x16, 0x03, 0x01, 0x02]).unwrap();
            client.read(&mut [0; 16])
        });
        assert_eq!(dawdling.await.unwrap().unwrap(), 0, "it is cut");
        let _ = stop.send(());
        served.await.unwrap().unwrap();
    }
}
