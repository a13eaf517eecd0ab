//! A receiver of webhooks over TLS, which asks for the certificate of the client and answers 200.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use concur_emulator::tenant::authority::Certified;
use parking_lot::Mutex;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};

/// A webhook as it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The body, byte for byte.
    pub body: Vec<u8>,
    /// The certificate that the client showed, DER.
    pub client: Option<Vec<u8>>,
}

/// A running receiver. What serves it ends with the process.
pub struct TlsReceiver {
    address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
    stopping: Arc<AtomicBool>,
}

impl Drop for TlsReceiver {
    fn drop(&mut self) {
        self.stopping.store(true, Ordering::SeqCst);
        // Wakes whoever waits for a connection.
        let _ = TcpStream::connect(self.address);
    }
}

/// The cryptography that both sides of a test use.
pub fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::aws_lc_rs::default_provider())
}

/// Authorities to trust.
pub fn roots<'a>(certificates: impl IntoIterator<Item = &'a [u8]>) -> Arc<RootCertStore> {
    let mut roots = RootCertStore::empty();
    for certificate in certificates {
        roots.add(CertificateDer::from(certificate.to_vec())).expect("a certificate");
    }
    Arc::new(roots)
}

impl TlsReceiver {
    /// Starts one that shows this certificate, and lets in only clients that this authority has certified; everyone, where there is
    /// none.
    pub fn start(shows: &Certified, lets_in: Option<&[u8]>) -> Self {
        let chain = vec![CertificateDer::from(shows.certificate.clone())];
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(shows.key.clone()));
        let config = ServerConfig::builder_with_provider(provider()).with_safe_default_protocol_versions().unwrap();
        let config = match lets_in {
            Some(authority) => {
                let verifier = WebPkiClientVerifier::builder_with_provider(roots([authority]), provider());
                config.with_client_cert_verifier(verifier.build().unwrap())
            }
            None => config.with_no_client_auth(),
        };
        let config = Arc::new(config.with_single_cert(chain, key).unwrap());
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (received, stopping) = (Arc::<Mutex<Vec<Received>>>::default(), Arc::<AtomicBool>::default());
        let (kept, stop) = (Arc::clone(&received), Arc::clone(&stopping));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if stop.load(Ordering::SeqCst) {
                    return;
                }
                let (config, kept) = (Arc::clone(&config), Arc::clone(&kept));
                // A connection ends with an error when the other side goes away, which is its good right.
                thread::spawn(move || drop(serve(stream, config, &kept)));
            }
        });
        Self { address, received, stopping }
    }

    /// Where it listens, under a name.
    pub fn url(&self, host: &str) -> String {
        format!("https://{host}:{}/hook", self.address.port())
    }

    /// What has come in up to now.
    pub fn received(&self) -> Vec<Received> {
        self.received.lock().clone()
    }
}

fn serve(stream: TcpStream, config: Arc<ServerConfig>, received: &Mutex<Vec<Received>>) -> io::Result<()> {
    let session = ServerConnection::new(config).map_err(io::Error::other)?;
    let mut stream = BufReader::new(StreamOwned::new(session, stream));
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line)? == 0 {
                return Ok(());
            }
            if line.trim_end().is_empty() {
                break;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().map_err(io::Error::other)?;
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body)?;
        let session = &stream.get_ref().conn;
        let client = session.peer_certificates().and_then(|chain| chain.first()).map(|leaf| leaf.to_vec());
        received.lock().push(Received { body, client });
        stream.get_mut().write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")?;
    }
}
