//! Files too long to be held in memory: written while they are sent.

use axum::body::{Body, Bytes, HttpBody};
use http_body::Frame;
use std::io::{self, BufWriter, Write};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// How many pieces may wait for a slow reader.
const WAITING_MAX: usize = 8;

/// How large a piece is, in bytes.
const PIECE_SIZE_BYTES: usize = 64 * 1024;

/// A body that `write` writes, on a thread of its own, as fast as it is read. When writing fails
/// the body breaks off, so that the client sees that the file is not whole.
pub fn streamed(write: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send + 'static) -> Body {
    let (send, receive) = channel(WAITING_MAX);
    tokio::task::spawn_blocking(move || {
        let mut out = BufWriter::with_capacity(PIECE_SIZE_BYTES, Pieces(send.clone()));
        let done = write(&mut out).and_then(|()| out.flush());
        if let Err(error) = done {
            tracing::warn!(%error, "a file was not sent whole");
            // Nobody may be there any more to be told.
            let _ = send.blocking_send(Err(error));
        }
    });
    Body::new(Streamed(receive))
}

struct Pieces(Sender<io::Result<Bytes>>);

impl Write for Pieces {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        let bytes = Bytes::copy_from_slice(piece);
        let sent = self.0.blocking_send(Ok(bytes));
        sent.map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Streamed(Receiver<io::Result<Bytes>>);

impl HttpBody for Streamed {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let piece = self.0.poll_recv(context);
        piece.map(|piece| piece.map(|bytes| bytes.map(Frame::data)))
    }
}
