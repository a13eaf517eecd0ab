//! HTTPS: the certificate that the server shows, from the installation's own authority, made anew before it ends.

use std::sync::Arc;

use chrono::NaiveDate;
use parking_lot::Mutex;
use rustls::ServerConfig;
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;

use crate::tenant::authority::{Authority, CertificateError, Names, RENEWED_AFTER};
use crate::tenant::clock;

/// Why HTTPS cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// There is no certificate to show.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// The TLS library takes it for a wrong one, or cannot be set up.
    #[error("HTTPS cannot be set up: {0}")]
    Setup(#[from] rustls::Error),
}

/// TLS as the server speaks it under these names.
pub fn config(authority: Arc<Authority>, names: Names) -> Result<ServerConfig, TlsError> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let certificate = Certificate { authority, names, provider: Arc::clone(&provider), current: Mutex::default() };
    // What could go wrong with it goes wrong at the start.
    certificate.of(clock::real_date())?;
    let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(config.with_no_client_auth().with_cert_resolver(Arc::new(certificate)))
}

/// The certificate that is shown, whichever of its names is asked for.
#[derive(Debug)]
struct Certificate {
    authority: Arc<Authority>,
    names: Names,
    provider: Arc<CryptoProvider>,
    /// With the day on which it was made.
    current: Mutex<Option<(NaiveDate, Arc<CertifiedKey>)>>,
}

impl Certificate {
    fn of(&self, today: NaiveDate) -> Result<Arc<CertifiedKey>, TlsError> {
        let mut current = self.current.lock();
        if let Some((made, key)) = &*current
            && (today - *made).num_days() < RENEWED_AFTER
        {
            return Ok(Arc::clone(key));
        }
        let made = self.authority.server(&self.names)?;
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.key));
        let chain = vec![CertificateDer::from(made.certificate)];
        let key = Arc::new(CertifiedKey::from_der(chain, key, &self.provider)?);
        *current = Some((today, Arc::clone(&key)));
        Ok(key)
    }
}

impl ResolvesServerCert for Certificate {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.of(clock::real_date()).inspect_err(|error| tracing::error!(%error, "no certificate to show")).ok()
    }
}
