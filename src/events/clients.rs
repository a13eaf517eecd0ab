//! The HTTP clients that posts go out with.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use parking_lot::Mutex;
use reqwest::{Certificate, Client, ClientBuilder, Identity, Url, redirect};

use super::reach::{Reach, Resolver};
use crate::tenant::authority::{Authority, CertificateError, RENEWED_AFTER};
use crate::tenant::clock;

/// How long a connection that nothing is sent over stays open: less than common servers allow, since an event that meets a
/// connection in the moment in which the receiver closes it has failed and must be tried again.
const IDLE: Duration = Duration::from_secs(4);

/// How receivers are met that are reached over TLS.
#[derive(Clone, Default)]
pub struct Trust {
    /// Who certifies the client of webhooks; without one it shows no certificate.
    pub authority: Option<Arc<Authority>>,
    /// Authorities that certify receivers, beside those that the world trusts.
    pub receivers: Vec<Certificate>,
    /// Whether receivers may show any certificate, or one of another name.
    pub anyone: bool,
}

impl fmt::Debug for Trust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Trust").field("receivers", &self.receivers.len()).field("anyone", &self.anyone).finish()
    }
}

/// Why there is no client for a receiver.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoClient {
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    #[error("the HTTP client cannot be set up: {0}")]
    Client(#[from] reqwest::Error),
}

/// What posts go out with: one client for receivers without TLS, and one for those with it, which is made when the first of
/// them is posted to. Its certificates are most of what an emulator would hold that never needs them.
#[derive(Debug)]
pub(super) struct Clients {
    response_timeout: Duration,
    trust: Trust,
    /// Where posts may go.
    pub reach: Reach,
    plain: Client,
    /// With the day on which it was made: its own certificate ends some day.
    secure: Mutex<Option<(NaiveDate, Client)>>,
}

impl Clients {
    pub fn new(response_timeout: Duration, trust: Trust, reach: Reach) -> reqwest::Result<Self> {
        let plain = client(configured(Client::builder().tls_certs_only([])), response_timeout)?;
        Ok(Self { response_timeout, trust, reach, plain, secure: Mutex::default() })
    }

    /// How long a receiver may take to answer, in real time.
    pub fn response_timeout(&self) -> Duration {
        self.response_timeout
    }

    /// The client for a receiver.
    pub fn of(&self, receiver: &Url) -> Result<Client, NoClient> {
        if receiver.scheme() != "https" {
            return Ok(self.plain.clone());
        }
        let (mut secure, today) = (self.secure.lock(), clock::real_date());
        if let Some((made, client)) = &*secure
            && (today - *made).num_days() < RENEWED_AFTER
        {
            return Ok(client.clone());
        }
        let made = self.secured()?;
        *secure = Some((today, made.clone()));
        Ok(made)
    }

    fn secured(&self) -> Result<Client, NoClient> {
        let Trust { authority, receivers, anyone } = &self.trust;
        let roots = roots()?.into_iter().chain(receivers.iter().cloned());
        let mut builder = configured(Client::builder().tls_certs_only(roots)).tls_danger_accept_invalid_certs(*anyone);
        if let Some(authority) = authority {
            builder = builder.identity(Identity::from_pem(authority.client()?.to_pem().as_bytes())?);
        }
        Ok(client(builder, self.response_timeout)?)
    }
}

/// Sets up a client that goes where it is told and nowhere else: through no proxy of the environment, after no redirect. It
/// brings its own root certificates, since the root of a container may hold none.
pub(crate) fn client_builder() -> reqwest::Result<ClientBuilder> {
    Ok(configured(Client::builder().tls_certs_only(roots()?)))
}

fn roots() -> reqwest::Result<Vec<Certificate>> {
    webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().map(|der| Certificate::from_der(der)).collect()
}

fn configured(builder: ClientBuilder) -> ClientBuilder {
    builder.no_proxy().redirect(redirect::Policy::none()).referer(false).tcp_nodelay(true)
}

fn client(builder: ClientBuilder, response_timeout: Duration) -> reqwest::Result<Client> {
    let builder = builder.http1_only().retry(reqwest::retry::never()).dns_resolver(Resolver::shared());
    builder.timeout(response_timeout).pool_idle_timeout(IDLE).build()
}
