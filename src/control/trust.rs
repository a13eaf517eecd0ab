//! What a receiver or a client has to know to trust the emulator: public keys, never private ones.

use super::{Control, ControlError, ErrorKind};

impl Control {
    /// The public key that the `Concur-Signature` of webhooks verifies with: an RSA key as `SubjectPublicKeyInfo`, PEM.
    ///
    /// # Errors
    /// Where the cryptographic library cannot make one.
    pub async fn signing_key(&self) -> Result<String, ControlError> {
        let key = self.app.keys.signing().await.and_then(|key| key.public_pem());
        key.map_err(|failed| ControlError::new(ErrorKind::Failed, failed.to_string()))
    }

    /// The certificate of the local authority, which certifies the emulator's own HTTPS and the client of its webhooks: PEM.
    ///
    /// # Errors
    /// Where the cryptographic library cannot make one.
    pub fn authority(&self) -> Result<String, ControlError> {
        let certificate = self.app.authority.certificate_pem();
        certificate.map_err(|failed| ControlError::new(ErrorKind::Failed, failed.to_string()))
    }
}
