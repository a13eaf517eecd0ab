//! Which receivers are trusted over TLS, and what they are shown.

use std::fmt;
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, aws_lc_rs, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName, TrustAnchor, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};

use crate::tenant::authority::{Authority, CertificateError};

/// How receivers are met that are reached over TLS.
#[derive(Clone, Default)]
pub struct Trust {
    /// Who certifies the client of webhooks; without one it shows no certificate.
    pub authority: Option<Arc<Authority>>,
    /// Authorities that certify receivers, beside those that the world trusts.
    pub receivers: Vec<TrustAnchor<'static>>,
    /// Whether receivers may show any certificate, or one of another name.
    pub anyone: bool,
}

impl fmt::Debug for Trust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Trust").field("receivers", &self.receivers.len()).field("anyone", &self.anyone).finish()
    }
}

/// Why receivers cannot be met over TLS.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoTrust {
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    #[error("TLS cannot be set up: {0}")]
    Setup(#[from] rustls::Error),
}

/// The authorities in a file of certificates, PEM.
///
/// # Errors
/// What is wrong with the file, in words.
pub fn authorities(pem: &[u8]) -> Result<Vec<TrustAnchor<'static>>, String> {
    let mut store = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        let certificate = certificate.map_err(|error| error.to_string())?;
        store.add(certificate).map_err(|error| error.to_string())?;
    }
    Ok(store.roots)
}

/// TLS for whoever meets no receiver with it: nobody is trusted, and nothing is shown.
pub(super) fn nobody() -> Result<ClientConfig, rustls::Error> {
    let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
    let config = config.with_safe_default_protocol_versions()?;
    Ok(config.with_root_certificates(RootCertStore::empty()).with_no_client_auth())
}

impl Trust {
    /// TLS as it is spoken with receivers.
    pub(super) fn config(&self) -> Result<ClientConfig, NoTrust> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let config =
            ClientConfig::builder_with_provider(Arc::clone(&provider)).with_safe_default_protocol_versions()?;
        let config = if self.anyone {
            config.dangerous().with_custom_certificate_verifier(Arc::new(Anyone(provider)))
        } else {
            let known = webpki_roots::TLS_SERVER_ROOTS.iter().chain(&self.receivers).cloned();
            config.with_root_certificates(known.collect::<RootCertStore>())
        };
        let Some(authority) = &self.authority else { return Ok(config.with_no_client_auth()) };
        let own = authority.client()?;
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(own.key));
        Ok(config.with_client_auth_cert(vec![CertificateDer::from(own.certificate)], key)?)
    }
}

/// Takes whoever holds the key of the certificate that he shows, whatever is in it.
#[derive(Debug)]
struct Anyone(Arc<CryptoProvider>);

impl ServerCertVerifier for Anyone {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signature, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signature, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
