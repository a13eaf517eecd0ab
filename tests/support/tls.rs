//! Both sides of TLS, as tests set them up.

use std::sync::Arc;

use concur_emulator::tenant::authority::Certified;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};

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

/// A server that shows this certificate, and lets in only clients that this authority has certified; everyone, where there is none.
pub fn server(shows: &Certified, lets_in: Option<&[u8]>) -> Arc<ServerConfig> {
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
    Arc::new(config.with_single_cert(chain, key).unwrap())
}
