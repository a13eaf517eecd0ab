//! The HTTP clients that posts go out with.

use std::sync::OnceLock;
use std::time::Duration;

use reqwest::{Certificate, Client, ClientBuilder, Url, redirect};

/// How long a connection that nothing is sent over stays open: less than common servers allow, since an event that meets a
/// connection in the moment in which the receiver closes it has failed and must be tried again.
const IDLE: Duration = Duration::from_secs(4);

/// What posts go out with: one client for receivers without TLS, and one for those with it, which is made when the first of
/// them is posted to. Its certificates are most of what an emulator would hold that never needs them.
#[derive(Debug)]
pub struct Clients {
    response_timeout: Duration,
    plain: Client,
    secure: OnceLock<Client>,
}

impl Clients {
    pub(super) fn new(response_timeout: Duration) -> reqwest::Result<Self> {
        let plain = client(configured(Client::builder().tls_certs_only([])), response_timeout)?;
        Ok(Self { response_timeout, plain, secure: OnceLock::new() })
    }

    /// How long a receiver may take to answer, in real time.
    pub fn response_timeout(&self) -> Duration {
        self.response_timeout
    }

    /// The client for a receiver.
    pub fn of(&self, receiver: &Url) -> reqwest::Result<&Client> {
        if receiver.scheme() != "https" {
            return Ok(&self.plain);
        }
        if let Some(secure) = self.secure.get() {
            return Ok(secure);
        }
        let made = client(client_builder()?, self.response_timeout)?;
        Ok(self.secure.get_or_init(|| made))
    }
}

/// Sets up a client that goes where it is told and nowhere else: through no proxy of the environment, after no redirect. It
/// brings its own root certificates, since the root of a container may hold none.
pub(crate) fn client_builder() -> reqwest::Result<ClientBuilder> {
    let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().map(|der| Certificate::from_der(der));
    Ok(configured(Client::builder().tls_certs_only(roots.collect::<reqwest::Result<Vec<_>>>()?)))
}

fn configured(builder: ClientBuilder) -> ClientBuilder {
    builder.no_proxy().redirect(redirect::Policy::none()).referer(false).tcp_nodelay(true)
}

fn client(builder: ClientBuilder, response_timeout: Duration) -> reqwest::Result<Client> {
    builder.http1_only().retry(reqwest::retry::never()).timeout(response_timeout).pool_idle_timeout(IDLE).build()
}
