//! `healthcheck`: one plain HTTP request, for images that have no other client.

use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use actix_web::http::Uri;
use actix_web::http::uri::Scheme;
use concur_emulator::config::DEFAULT_PORT;

use super::Failure;

/// How long each step of the request may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// An answer is read no further than this, in bytes.
const ANSWER: u64 = 4_096;

/// Whom to ask.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The emulator's base URL; without it, the port of CONCUR_EMULATOR_PORT, or 7400, on this machine
    #[arg(long, value_name = "URL", value_parser = base_url)]
    url: Option<Base>,

    /// The port to ask at on this machine
    #[arg(long, hide = true, env = "CONCUR_EMULATOR_PORT", default_value_t = DEFAULT_PORT, conflicts_with = "url")]
    port: u16,
}

/// Where to connect to, and under which path control is.
#[derive(Debug, Clone)]
struct Base {
    host: String,
    port: u16,
    path: String,
}

/// Why the emulator is not well.
#[derive(Debug, thiserror::Error)]
pub enum Unhealthy {
    #[error("nothing answers at {host}:{port}: {source}; is the emulator running, and is that its port?")]
    Silent { host: String, port: u16, source: io::Error },
    #[error("{host}:{port} answers `{answer}`; is that the emulator?")]
    Wrong { host: String, port: u16, answer: String },
}

/// Asks, and fails where the answer is not that it serves.
pub fn run(args: &Args) -> Result<(), Failure> {
    let local = || Base { host: "127.0.0.1".to_owned(), port: args.port, path: String::new() };
    let base = args.url.clone().unwrap_or_else(local);
    let Base { host, port, .. } = &base;
    let silent = |source| Unhealthy::Silent { host: host.clone(), port: *port, source };
    let answer = ask(&base).map_err(silent)?;
    let first_line = answer.lines().next().unwrap_or_default();
    if first_line.split(' ').nth(1) == Some("200") && answer.contains(r#""status":"ok""#) {
        return Ok(());
    }
    Err(Unhealthy::Wrong { host: host.clone(), port: *port, answer: first_line.to_owned() }.into())
}

/// The whole answer to one request.
fn ask(Base { host, port, path }: &Base) -> io::Result<String> {
    let mut stream = connect(host.trim_matches(['[', ']']), *port)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let request = format!("GET {path}/_emulator/health HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.take(ANSWER).read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
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
fn base_url(text: &str) -> Result<Base, &'static str> {
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
