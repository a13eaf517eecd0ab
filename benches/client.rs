//! A client that costs as little as possible: it writes requests that are ready and counts bytes of answers.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A connection that is kept open.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer.
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// The length of its body.
    pub length: usize,
    /// The length of everything, headers included.
    pub whole: usize,
}

impl Connection {
    /// Connects.
    pub async fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.expect("the server listens");
        stream.set_nodelay(true).expect("a TCP option");
        Self { stream, buffer: Vec::with_capacity(16 * 1024) }
    }

    /// The body of the answer that came last.
    pub fn body(&self, answer: &Answer) -> &[u8] {
        &self.buffer[answer.whole - answer.length..answer.whole]
    }

    /// Sends a request that is ready, and waits for the whole answer.
    pub async fn call(&mut self, request: &[u8]) -> Answer {
        self.stream.write_all(request).await.expect("the server reads");
        self.buffer.clear();
        loop {
            let read = self.stream.read_buf(&mut self.buffer).await.expect("the server writes");
            assert!(read > 0, "the server closed the connection");
            if let Some(answer) = parse(&self.buffer) {
                return answer;
            }
        }
    }
}

impl Connection {
    /// Sends a request whose answer is known to have so many bytes, headers included, and waits for all of them.
    pub async fn repeat(&mut self, request: &[u8], length: usize) {
        self.stream.write_all(request).await.expect("the server reads");
        self.buffer.clear();
        while self.buffer.len() < length {
            let read = self.stream.read_buf(&mut self.buffer).await.expect("the server writes");
            assert!(read > 0, "the server closed the connection");
        }
        assert!(self.buffer.starts_with(b"HTTP/1.1 200 OK"), "the answer is the one that is known");
        assert_eq!(self.buffer.len(), length, "the answer is as long as the one that is known");
    }
}

/// An answer, once it is there to its end.
fn parse(bytes: &[u8]) -> Option<Answer> {
    let head = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let text = std::str::from_utf8(&bytes[..head]).expect("headers are text");
    let status = text.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status line");
    let length = text
        .lines()
        .find_map(|line| line.split_once(": ").filter(|(name, _)| name.eq_ignore_ascii_case("content-length")))
        .map_or(0, |(_, length)| length.parse().expect("a length"));
    let whole = head + 4 + length;
    (bytes.len() >= whole).then_some(Answer { status, length, whole })
}

/// A request, ready to be sent.
pub fn request(method: &str, address: SocketAddr, path: &str, token: &str, body: &str) -> Vec<u8> {
    let content = if body.is_empty() {
        String::new()
    } else {
        format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len())
    };
    format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n{content}\r\n{body}")
        .into_bytes()
}
