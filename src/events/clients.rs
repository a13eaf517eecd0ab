//! The HTTP clients that posts go out with.

use std::time::Duration;

use bytes::Bytes;
use chrono::NaiveDate;
use http::Uri;
use http_body_util::Full;
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use parking_lot::Mutex;
use rustls::ClientConfig;

use super::connection::Dialer;
use super::trust::{self, NoTrust, Trust};
use crate::tenant::authority::RENEWED_AFTER;
use crate::tenant::clock;

/// How long a connection that nothing is sent over stays open: less than common servers allow, since an event that meets a
/// connection in the moment in which the receiver closes it has failed and must be tried again.
const IDLE: Duration = Duration::from_secs(4);

/// The longest head of an answer, in bytes.
const LONGEST_HEAD: usize = 64 * 1024;

/// A client that goes where it is told and nowhere else: through no proxy of the environment, after no redirect.
pub(crate) type Client = legacy::Client<HttpsConnector<Dialer>, Full<Bytes>>;

/// What posts go out with: one client for receivers without TLS, and one for those with it, which is made when the first of
/// them is posted to. Its certificates are most of what an emulator would hold that never needs them.
#[derive(Debug)]
pub(super) struct Clients {
    trust: Trust,
    plain: Client,
    /// With the day on which it was made: its own certificate ends some day.
    secure: Mutex<Option<(NaiveDate, Client)>>,
}

impl Clients {
    pub fn new(trust: Trust) -> Result<Self, rustls::Error> {
        Ok(Self { trust, plain: plain()?, secure: Mutex::default() })
    }

    /// The client for a receiver.
    pub fn of(&self, receiver: &Uri) -> Result<Client, NoTrust> {
        if receiver.scheme_str() != Some("https") {
            return Ok(self.plain.clone());
        }
        let (mut secure, today) = (self.secure.lock(), clock::real_date());
        if let Some((made, client)) = &*secure
            && (today - *made).num_days() < RENEWED_AFTER
        {
            return Ok(client.clone());
        }
        let made = client(self.trust.config()?);
        *secure = Some((today, made.clone()));
        Ok(made)
    }
}

/// A client of servers without TLS. It trusts none with it.
pub(crate) fn plain() -> Result<Client, rustls::Error> {
    Ok(client(trust::nobody()?))
}

fn client(tls: ClientConfig) -> Client {
    let mut builder = legacy::Client::builder(TokioExecutor::new());
    builder.pool_timer(TokioTimer::new()).pool_idle_timeout(IDLE).http1_max_buf_size(LONGEST_HEAD);
    builder.build(HttpsConnector::from((Dialer::new(), tls)))
}
