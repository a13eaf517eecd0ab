//! The key that the installation signs with, made when it is first needed.

use std::sync::Arc;

use aws_lc_rs::digest;
use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{KeyPair, RSA_PKCS1_SHA256, RsaEncoding, RsaKeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use tokio::sync::OnceCell;
use tokio::task::spawn_blocking;

/// The installation's signing key, shared by all tenants. Making an RSA key takes a while, so it is made on first use, on a
/// thread that serves nobody; whoever asks meanwhile waits for the same one.
#[derive(Debug, Default)]
pub struct Keys {
    signing: OnceCell<Arc<SigningKey>>,
}

/// Why there is no key, or no signature: the cryptographic library failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the cryptographic library could not make a key or a signature")]
pub struct KeyError;

impl From<Unspecified> for KeyError {
    fn from(_: Unspecified) -> Self {
        Self
    }
}

impl Keys {
    /// The key; it is made where there is none yet.
    pub async fn signing(&self) -> Result<Arc<SigningKey>, KeyError> {
        let make = || async { spawn_blocking(SigningKey::generate).await.map_err(|_| KeyError)? };
        self.signing.get_or_try_init(make).await.cloned()
    }
}

/// An RSA key of 2048 bits.
#[derive(Debug)]
pub struct SigningKey {
    pair: RsaKeyPair,
    id: String,
}

impl SigningKey {
    fn generate() -> Result<Arc<Self>, KeyError> {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048)?;
        let fingerprint = digest::digest(&digest::SHA256, pair.public_key().as_ref());
        let id = URL_SAFE_NO_PAD.encode(&fingerprint.as_ref()[..16]);
        Ok(Arc::new(Self { pair, id }))
    }

    /// Its `kid`: it follows from the key.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The modulus of the public key, big-endian, without leading zeros.
    pub fn modulus(&self) -> &[u8] {
        self.pair.public_key().modulus().big_endian_without_leading_zero()
    }

    /// The exponent of the public key, big-endian, without leading zeros.
    pub fn exponent(&self) -> &[u8] {
        self.pair.public_key().exponent().big_endian_without_leading_zero()
    }

    /// The public key as a `SubjectPublicKeyInfo`, DER.
    pub fn public_der(&self) -> Result<Vec<u8>, KeyError> {
        let der: PublicKeyX509Der<'_> = self.pair.public_key().as_der()?;
        Ok(der.as_ref().to_vec())
    }

    /// Signs, with the padding and the digest given. It takes the better part of a millisecond.
    pub fn sign(&self, encoding: &'static dyn RsaEncoding, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair.sign(encoding, &SystemRandom::new(), message, &mut signature)?;
        Ok(signature)
    }

    /// A JSON Web Token of these claims (a JSON object), signed with RS256.
    pub fn sign_jwt(&self, claims: &[u8]) -> Result<String, KeyError> {
        let header = format!(r#"{{"typ":"JWT","alg":"RS256","kid":"{}"}}"#, self.id);
        let mut token = URL_SAFE_NO_PAD.encode(header);
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(claims, &mut token);
        let signature = self.sign(&RSA_PKCS1_SHA256, token.as_bytes())?;
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(signature, &mut token);
        Ok(token)
    }
}
