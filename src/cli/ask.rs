//! One plain HTTP request to an emulator, for images that have no other client.

use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use actix_web::http::Uri;
use actix_web::http::uri::Scheme;

/// How long each step of the request may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// An answer is read no further than this, in bytes.
const ANSWER: u64 = 16_384;

/// Where to connect to, and under which path control is.
#[derive(Debug, Clone)]
pub struct Base {
    host: String,
    port: u16,
    path: String,
}

/// Why there is no good answer.
#[derive(Debug, thiserror::Error)]
pub enum Unanswered {
    #[error("nothing answers at {host}:{port}: {source}; is the emulator running, and is that its port?")]
    Silent { host: String, port: u16, source: io::Error },
    #[error("{host}:{port} answers `{answer}`; is that the emulator?")]
    Wrong { host: String, port: u16, answer: String },
    #[error("{host}:{port} asks for its token; put it into CONCUR_EMULATOR_CONTROL_TOKEN")]
    Token { host: String, port: u16 },
}

impl Base {
    /// The emulator that listens on a port of this machine.
    pub fn local(port: u16) -> Self {
        Self { host: "127.0.0.1".to_owned(), port, path: String::new() }
    }

    /// The body of control's answer to a GET; refused where it does not have this in it. The token is shown where there is one.
    pub fn get(&self, what: &str, token: Option<&str>, expected: &str) -> Result<String, Unanswered> {
        let (host, port) = (self.host.clone(), self.port);
        let answer = match self.ask(what, token) {
            Ok(answer) => answer,
            Err(source) => return Err(Unanswered::Silent { host, port, source }),
        };
        let first_line = answer.lines().next().unwrap_or_default();
        match first_line.split(' ').nth(1) {
            Some("200") if answer.contains(expected) => {
                Ok(answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default())
            }
            Some("401") => Err(Unanswered::Token { host, port }),
            _ => Err(Unanswered::Wrong { host, port, answer: first_line.to_owned() }),
        }
    }

    /// The whole answer.
    fn ask(&self, what: &str, token: Option<&str>) -> io::Result<String> {
        let Self { host, port, path } = self;
        let mut stream = connect(host.trim_matches(['[', ']']), *port)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let token = token.map(|token| format!("Authorization: Bearer {token}\r\n")).unwrap_or_default();
        let head = format!("GET {path}/_emulator/{what} HTTP/1.1\r\nHost: {host}:{port}\r\n");
        let request = format!("{head}{token}Connection: close\r\n\r\n");
        stream.write_all(request.as_bytes())?;
        let mut answer = Vec::new();
        stream.take(ANSWER).read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }
}

/// Connects to the first address of a host that answers.
fn connect(host: &str, port: u16) -> io::Result<TcpStream> {
    let mut failure = io::Error::new(io::ErrorKind::NotFound, "the name has no address");
    for address in (host, port).to_socket_addrs()? {
        match TcpStream::connect_timeout(&address, PATIENCE) {
            Ok(stream) => return Ok(stream),
            Err(error) => failure = error,
        }
    }
    Err(failure)
}

/// Reads a base URL; a path, perhaps one that a proxy adds, may follow the host.
pub fn base_url(text: &str) -> Result<Base, &'static str> {
    const EXPECTED: &str = "expected an http URL such as http://127.0.0.1:7400";
    let uri: Uri = text.parse().map_err(|_| EXPECTED)?;
    match (uri.scheme(), uri.host()) {
        (Some(scheme), Some(host)) if *scheme == Scheme::HTTP && !host.is_empty() => Ok(Base {
            host: host.to_owned(),
            port: uri.port_u16().unwrap_or(80),
            path: uri.path().trim_end_matches('/').to_owned(),
        }),
        _ => Err(EXPECTED),
    }
}
