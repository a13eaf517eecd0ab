//! A receiver of webhooks that answers at once and remembers what came, in order.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;

const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

/// What arrived.
pub struct Arrival {
    /// When its last byte was read.
    pub at: Instant,
    /// Its body.
    pub body: Vec<u8>,
}

/// A receiver.
pub struct Sink {
    /// Where it listens.
    pub address: SocketAddr,
    arrivals: Arc<Mutex<Vec<Arrival>>>,
    count: Arc<AtomicUsize>,
}

impl Sink {
    /// Starts one, with a thread for each connection.
    pub fn start() -> Self {
        Self::with(true)
    }

    /// Starts one that counts and remembers nothing.
    pub fn counting() -> Self {
        Self::with(false)
    }

    fn with(remember: bool) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let address = listener.local_addr().expect("an address");
        let arrivals = Arc::new(Mutex::new(Vec::new()));
        let count = Arc::new(AtomicUsize::new(0));
        let (shared, counted) = (Arc::clone(&arrivals), Arc::clone(&count));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (arrivals, count) = (Arc::clone(&shared), Arc::clone(&counted));
                std::thread::spawn(move || serve(stream, remember.then_some(&arrivals), &count));
            }
        });
        Self { address, arrivals, count }
    }

    /// How many arrived.
    pub fn count(&self) -> usize {
        self.count.load(Ordering::Acquire)
    }

    /// What arrived up to now; forgets it.
    pub fn take(&self) -> Vec<Arrival> {
        std::mem::take(&mut self.arrivals.lock().expect("no thread panicked"))
    }
}

fn serve(mut stream: TcpStream, arrivals: Option<&Arc<Mutex<Vec<Arrival>>>>, count: &AtomicUsize) {
    stream.set_nodelay(true).expect("a TCP option");
    let (mut buffer, mut chunk) = (Vec::new(), [0; 16 * 1024]);
    while let Ok(read @ 1..) = stream.read(&mut chunk) {
        buffer.extend_from_slice(&chunk[..read]);
        while let Some((start, end)) = request(&buffer) {
            if let Some(arrivals) = arrivals {
                let arrival = Arrival { at: Instant::now(), body: buffer[start..end].to_vec() };
                arrivals.lock().expect("no thread panicked").push(arrival);
            }
            count.fetch_add(1, Ordering::Release);
            buffer.drain(..end);
            if stream.write_all(ANSWER).is_err() {
                return;
            }
        }
    }
}

/// Where the body of a request that is there to its end begins and ends.
fn request(bytes: &[u8]) -> Option<(usize, usize)> {
    let start = bytes.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&bytes[..start]).expect("headers are text");
    let length: usize = text
        .lines()
        .find_map(|line| line.split_once(": ").filter(|(name, _)| name.eq_ignore_ascii_case("content-length")))
        .map_or(0, |(_, length)| length.parse().expect("a length"));
    (bytes.len() >= start + length).then_some((start, start + length))
}
