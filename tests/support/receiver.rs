//! A receiver of webhooks on a free port of loopback, with TLS or without: it records what it gets and answers as it is told.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use concur_emulator::tenant::authority::Certified;
use parking_lot::Mutex;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use tokio::sync::watch;

use super::tls;

/// How long a test waits for something that must happen.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A request as it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Method and target, as in `POST /hook`.
    pub line: String,
    /// Names in lower case, with their values.
    pub headers: Vec<(String, String)>,
    /// The body, byte for byte.
    pub body: Vec<u8>,
    /// On which connection it came in, from 0.
    pub connection: usize,
    /// The certificate that the client showed, DER.
    pub client: Option<Vec<u8>>,
}

impl Received {
    /// The value of a header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("a body of JSON")
    }
}

/// What a receiver does with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Answers with this status and an empty body.
    Status(u16),
    /// Redirects there.
    Redirect(String),
    /// Never answers.
    Silence,
    /// Closes the connection without an answer.
    Close,
    /// Answers what is no HTTP.
    Garbage,
    /// Acknowledges, but breaks off in the middle of the body.
    Truncated,
    /// Acknowledges with a body that does not end.
    Endless,
    /// Acknowledges with headers that do not end.
    EndlessHeaders,
    /// Acknowledges with one header that does not end.
    EndlessHeader,
    /// Says that it goes on, and nothing else, without end.
    EndlessInterim,
    /// Says a few times that it goes on, and then acknowledges.
    Interim,
    /// Acknowledges, sends half of the body, and then nothing more.
    Half,
}

/// A running receiver; it ends when it is dropped.
pub struct Receiver {
    address: SocketAddr,
    scheme: &'static str,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

struct Shared {
    requests: Mutex<Vec<Received>>,
    count: watch::Sender<usize>,
    answers: Mutex<VecDeque<Answer>>,
    otherwise: Mutex<Answer>,
    connections: Mutex<Vec<TcpStream>>,
    stopping: AtomicBool,
    tls: Option<Arc<ServerConfig>>,
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.shared.stopping.store(true, Ordering::SeqCst);
        // Wakes whoever waits for a connection, or for bytes on one. What is closed already needs no closing.
        let _ = TcpStream::connect(self.address);
        // Whatever went wrong there has failed the test already.
        let _ = self.accepting.take().map(JoinHandle::join);
        for connection in self.shared.connections.lock().drain(..) {
            let _ = connection.shutdown(Shutdown::Both);
        }
    }
}

impl Receiver {
    /// Starts one that answers 200.
    pub fn start() -> Self {
        Self::with(None)
    }

    /// Starts one over TLS. It shows this certificate, and lets in only clients that this authority has certified; everyone, where
    /// there is none.
    pub fn secure(shows: &Certified, lets_in: Option<&[u8]>) -> Self {
        Self::with(Some(tls::server(shows, lets_in)))
    }

    fn with(tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Shared {
            requests: Mutex::default(),
            count: watch::Sender::new(0),
            answers: Mutex::default(),
            otherwise: Mutex::new(Answer::Status(200)),
            connections: Mutex::default(),
            stopping: AtomicBool::new(false),
            tls,
        });
        let scheme = if shared.tls.is_some() { "https" } else { "http" };
        let accepting = Arc::clone(&shared);
        let accepting = thread::spawn(move || accepting.accept(&listener));
        Self { address, scheme, shared, accepting: Some(accepting) }
    }

    /// Where it listens; with TLS, under the name that certificates have.
    pub fn url(&self) -> String {
        self.url_at(if self.shared.tls.is_some() { "localhost" } else { "127.0.0.1" })
    }

    /// Where it listens, under a name.
    pub fn url_at(&self, host: &str) -> String {
        format!("{}://{host}:{}/hook", self.scheme, self.address.port())
    }

    /// Answers the next requests so, one after the other.
    pub fn answer(&self, answers: impl IntoIterator<Item = Answer>) {
        self.shared.answers.lock().extend(answers);
    }

    /// Answers so whenever nothing else was said.
    pub fn otherwise(&self, answer: Answer) {
        *self.shared.otherwise.lock() = answer;
    }

    /// What has come in up to now.
    pub fn requests(&self) -> Vec<Received> {
        self.shared.requests.lock().clone()
    }

    /// Waits until so many requests have come in, and answers them all.
    pub async fn received(&self, count: usize) -> Vec<Received> {
        let mut counted = self.shared.count.subscribe();
        let enough = counted.wait_for(|received| *received >= count);
        let waited = tokio::time::timeout(PATIENCE, enough).await;
        assert!(waited.is_ok(), "{} of {count} requests came in", self.requests().len());
        self.requests()
    }
}

impl Shared {
    fn accept(self: Arc<Self>, listener: &TcpListener) {
        for (number, stream) in listener.incoming().flatten().enumerate() {
            if self.stopping.load(Ordering::SeqCst) {
                return;
            }
            self.connections.lock().extend(stream.try_clone());
            let shared = Arc::clone(&self);
            // A connection ends with an error when the other side goes away, which is its good right.
            thread::spawn(move || drop(shared.accepted(stream, number)));
        }
    }

    fn accepted(&self, stream: TcpStream, number: usize) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let socket = stream.try_clone()?;
        let served = match &self.tls {
            None => self.serve(stream, number, |_| None),
            Some(config) => {
                let session = ServerConnection::new(Arc::clone(config)).map_err(io::Error::other)?;
                self.serve(StreamOwned::new(session, stream), number, |stream| {
                    stream.conn.peer_certificates()?.first().map(|leaf| leaf.to_vec())
                })
            }
        };
        // Other handles of it are still open.
        socket.shutdown(Shutdown::Both)?;
        served
    }

    /// Answers what comes in until the other side goes, or an answer is to close the connection.
    fn serve<S: Read + Write>(
        &self,
        stream: S,
        connection: usize,
        client: impl Fn(&S) -> Option<Vec<u8>>,
    ) -> io::Result<()> {
        let mut stream = BufReader::new(stream);
        while let Some(received) = read(&mut stream, connection)? {
            let answer = {
                // In one go, so that answers are given in the order in which requests are listed.
                let mut requests = self.requests.lock();
                requests.push(Received { client: client(stream.get_ref()), ..received });
                self.answers.lock().pop_front().unwrap_or_else(|| self.otherwise.lock().clone())
            };
            self.count.send_modify(|count| *count += 1);
            let goes_on = write(stream.get_mut(), &answer)?;
            stream.get_mut().flush()?;
            if !goes_on {
                break;
            }
        }
        Ok(())
    }
}

/// Reads one request; nothing where the connection was closed.
fn read(reader: &mut impl BufRead, connection: usize) -> io::Result<Option<Received>> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let headers: Vec<(String, String)> = lines[1..]
        .iter()
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length").and_then(|(_, value)| value.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body)?;
    let line = lines[0].trim_end_matches(" HTTP/1.1").to_owned();
    Ok(Some(Received { line, headers, body, connection, client: None }))
}

/// Writes an answer. Answers whether the connection goes on.
fn write(stream: &mut impl Write, answer: &Answer) -> io::Result<bool> {
    match answer {
        Answer::Status(204) => stream.write_all(b"HTTP/1.1 204 None\r\n\r\n").map(|()| true),
        Answer::Status(code) => write!(stream, "HTTP/1.1 {code} Status\r\ncontent-length: 0\r\n\r\n").map(|()| true),
        Answer::Redirect(to) => {
            write!(stream, "HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n").map(|()| true)
        }
        Answer::Silence => Ok(true),
        Answer::Close => Ok(false),
        Answer::Garbage => stream.write_all(b"\0\x01 what is this?\r\n\r\n").map(|()| false),
        Answer::Truncated => {
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nonly this").map(|()| false)
        }
        Answer::Half => stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nhalf of it").map(|()| true),
        Answer::EndlessHeaders => {
            stream.write_all(b"HTTP/1.1 200 OK\r\n")?;
            repeat(stream, &format!("x-padding: {:1024}\r\n", "x"))
        }
        Answer::EndlessHeader => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nx-padding: ")?;
            repeat(stream, &format!("{:x>8192}", ""))
        }
        Answer::EndlessInterim => repeat(stream, "HTTP/1.1 102 Processing\r\n\r\n"),
        Answer::Interim => {
            stream.write_all("HTTP/1.1 102 Processing\r\n\r\n".repeat(3).as_bytes())?;
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").map(|()| true)
        }
        Answer::Endless => {
            stream.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")?;
            repeat(stream, &format!("2000\r\n{:8192}\r\n", ""))
        }
    }
}

/// Writes the same over and over, until the other side has had enough.
fn repeat(stream: &mut impl Write, text: &str) -> io::Result<bool> {
    loop {
        stream.write_all(text.as_bytes())?;
    }
}
