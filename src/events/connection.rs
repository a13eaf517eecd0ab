//! Connections to receivers: opened to addresses that webhooks may go to, and closed on whoever answers without end.

use std::error::Error;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::vec;

use http::Uri;
use hyper_util::client::legacy::connect::dns::Name;
use hyper_util::client::legacy::connect::{Connected, Connection, HttpConnector};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpStream, lookup_host};
use tower_service::Service;

use super::reach;

/// How much a receiver may send before it is sent something again, in bytes: its answer, and whatever interim answers it sends
/// before that. What one answer may be is less.
const MOST_UNASKED: usize = 256 * 1024;

type Opening<T> = Pin<Box<dyn Future<Output = Result<T, Box<dyn Error + Send + Sync>>> + Send>>;

/// Opens connections.
#[derive(Debug, Clone)]
pub(crate) struct Dialer(HttpConnector<Resolver>);

impl Dialer {
    pub fn new() -> Self {
        let mut tcp = HttpConnector::new_with_resolver(Resolver);
        tcp.set_nodelay(true);
        // What follows over the connection is not its business: it may be TLS.
        tcp.enforce_http(false);
        Self(tcp)
    }
}

impl Service<Uri> for Dialer {
    type Response = TokioIo<Wire>;
    type Error = Box<dyn Error + Send + Sync>;
    type Future = Opening<TokioIo<Wire>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.0.poll_ready(cx).map_err(Into::into)
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let opening = self.0.call(to);
        Box::pin(async move {
            let stream = opening.await?.into_inner();
            Ok(TokioIo::new(Wire { stream, unasked: 0 }))
        })
    }
}

/// Looks names up, and leaves out addresses that webhooks never go to. It is asked for each new connection, so that a name that stands
/// for another address by then leads nowhere else.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Resolver;

impl Service<Name> for Resolver {
    type Response = vec::IntoIter<SocketAddr>;
    type Error = Box<dyn Error + Send + Sync>;
    type Future = Opening<Self::Response>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        Box::pin(async move { Ok(reach::open(lookup_host((name.as_str(), 0)).await?)?.into_iter()) })
    }
}

/// An open connection, which breaks where more comes in than was asked for.
#[derive(Debug)]
pub(crate) struct Wire {
    stream: TcpStream,
    /// How much has come in since something was sent, in bytes.
    unasked: usize,
}

impl Connection for Wire {
    fn connected(&self) -> Connected {
        self.stream.connected()
    }
}

impl AsyncRead for Wire {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.unasked >= MOST_UNASKED {
            let error = format!("more than {} KiB came in answer to one post", MOST_UNASKED / 1024);
            return Poll::Ready(Err(io::Error::other(error)));
        }
        let before = into.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(cx, into);
        self.unasked += into.filled().len() - before;
        read
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.unasked = 0;
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.unasked = 0;
        Pin::new(&mut self.stream).poll_write_vectored(cx, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
