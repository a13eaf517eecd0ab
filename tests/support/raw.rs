//! Requests byte for byte, for what no client would send.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::emulator::TestApp;
use super::receiver::PATIENCE;

/// A way to send bytes.
#[derive(Clone, Copy)]
pub struct Raw<'a> {
    app: &'a TestApp,
}

/// An answer as it came over the socket.
#[derive(Debug)]
pub struct RawAnswer {
    /// The status.
    pub status: u16,
    /// Everything before the body, in lower case.
    pub head: String,
    /// The rest.
    pub body: String,
}

impl<'a> Raw<'a> {
    pub(super) fn new(app: &'a TestApp) -> Self {
        Self { app }
    }

    /// Sends bytes on a connection of their own, closes its sending side, and reads until the emulator closes the other. None
    /// where it closes without an answer.
    pub async fn send(self, bytes: &[u8]) -> Option<RawAnswer> {
        let address = self.app.base_url().trim_start_matches("http://");
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        // The emulator may answer and close before it has read everything.
        let _ = stream.write_all(bytes).await;
        let _ = stream.shutdown().await;
        let mut answer = Vec::new();
        let read = timeout(PATIENCE, stream.read_to_end(&mut answer)).await.expect("the connection is closed in time");
        drop(read);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status line");
        Some(RawAnswer { status, head: head.to_lowercase(), body: body.to_owned() })
    }

    /// Sends a request with this line, these headers beside `Host` and `Connection`, and this body with its length.
    pub async fn request(self, line: &str, headers: &[&str], body: &[u8]) -> Option<RawAnswer> {
        let mut bytes = format!("{line} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n").into_bytes();
        for header in headers {
            bytes.extend_from_slice(header.as_bytes());
            bytes.extend_from_slice(b"\r\n");
        }
        bytes.extend_from_slice(format!("content-length: {}\r\n\r\n", body.len()).as_bytes());
        bytes.extend_from_slice(body);
        self.send(&bytes).await
    }
}
