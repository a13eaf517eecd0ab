//! The key that the installation signs with: given as a file, kept in the data folder, or made when it is first needed.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use aws_lc_rs::digest;
use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::error::{KeyRejected, Unspecified};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    KeyPair, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding, RsaKeyPair, RsaPssSaltLength, RsaSignatureEncoding,
};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use parking_lot::RwLock;
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject;
use tokio::sync::OnceCell;
use tokio::task::spawn_blocking;

use super::data_dir::{self, DataDir};
use super::pem;

/// What the key is called in the data folder.
const FILE: &str = "signing-key.pem";

/// How webhooks are signed: RSA-PSS with SHA-256 and MGF1 of SHA-256. The salt is as long as the key lets it be, which is 222
/// bytes for 2048 bits.
static WEBHOOK: RsaSignatureEncoding = RSA_PSS_SHA256.with_pss_salt_length(RsaPssSaltLength::Max);

/// The installation's signing key, shared by all tenants. Making an RSA key takes a while, so it is made on first use, on a
/// thread that serves nobody; whoever asks meanwhile waits for the same one.
#[derive(Debug, Default)]
pub struct Keys {
    kept_in: Option<DataDir>,
    own: OnceCell<Arc<SigningKey>>,
    /// What signs in its place, once it was rotated.
    rotated: RwLock<Option<Arc<SigningKey>>>,
    /// A key that is nobody's.
    foreign: OnceCell<Arc<SigningKey>>,
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

/// Why a file is not the signing key. The message says what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// It cannot be read.
    #[error("the signing key cannot be read from {path}: {source}")]
    Read {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It holds no such key.
    #[error("{path} holds no RSA private key of 2048 to 8192 bits as PEM; `openssl genrsa 2048` makes one")]
    NoKey {
        /// Which file.
        path: PathBuf,
    },
}

impl Keys {
    /// The key in a file, else the one in the data folder, else one that is made when it is first needed, and kept in the data
    /// folder where there is one.
    pub fn open(file: Option<&Path>, kept_in: Option<DataDir>) -> Result<Self, KeyFileError> {
        let found = match (file, &kept_in) {
            (Some(path), _) => Some((path.to_owned(), data_dir::read(path).map(Some))),
            (None, Some(folder)) => Some((folder.path(FILE), folder.read(FILE))),
            (None, None) => None,
        };
        let Some((path, read)) = found else { return Ok(Self::default()) };
        let own = match read {
            Ok(None) => OnceCell::new(),
            Ok(Some(pem)) => {
                let key = SigningKey::from_pem(&pem).ok_or(KeyFileError::NoKey { path })?;
                OnceCell::new_with(Some(Arc::new(key)))
            }
            Err(source) => return Err(KeyFileError::Read { path, source }),
        };
        Ok(Self { kept_in, own, ..Self::default() })
    }

    /// The key; it is made where there is none yet.
    pub async fn signing(&self) -> Result<Arc<SigningKey>, KeyError> {
        if let Some(rotated) = self.rotated.read().clone() {
            return Ok(rotated);
        }
        let make = || async {
            let folder = self.kept_in.clone();
            let made = spawn_blocking(move || {
                let key = SigningKey::generate()?;
                Ok(folder.and_then(|folder| key.keep(&folder)).unwrap_or(key))
            });
            made.await.map_err(|_| KeyError)?.map(Arc::new)
        };
        self.own.get_or_try_init(make).await.cloned()
    }

    /// Makes another key, which signs from now on in place of the first, until [`Self::restore`] or the end of the process.
    pub async fn rotate(&self) -> Result<Arc<SigningKey>, KeyError> {
        let key = generate().await?;
        *self.rotated.write() = Some(Arc::clone(&key));
        Ok(key)
    }

    /// Lets the first key sign again.
    pub fn restore(&self) {
        *self.rotated.write() = None;
    }

    /// A key that is not the installation's: what it signs must not be believed.
    pub async fn foreign(&self) -> Result<Arc<SigningKey>, KeyError> {
        self.foreign.get_or_try_init(generate).await.cloned()
    }
}

/// Makes a key on a thread that serves nobody.
async fn generate() -> Result<Arc<SigningKey>, KeyError> {
    spawn_blocking(SigningKey::generate).await.map_err(|_| KeyError)?.map(Arc::new)
}

/// An RSA key, of 2048 bits where it was made here.
#[derive(Debug)]
pub struct SigningKey {
    pair: RsaKeyPair,
    id: String,
}

impl SigningKey {
    fn new(pair: RsaKeyPair) -> Self {
        let fingerprint = digest::digest(&digest::SHA256, pair.public_key().as_ref());
        let id = URL_SAFE_NO_PAD.encode(&fingerprint.as_ref()[..16]);
        Self { pair, id }
    }

    fn generate() -> Result<Self, KeyError> {
        Ok(Self::new(RsaKeyPair::generate(KeySize::Rsa2048)?))
    }

    /// The first private key in a PEM file, if it is of the right kind.
    fn from_pem(pem: &[u8]) -> Option<Self> {
        let read = |der: &PrivateKeyDer<'_>| match der {
            PrivateKeyDer::Pkcs8(der) => RsaKeyPair::from_pkcs8(der.secret_pkcs8_der()),
            PrivateKeyDer::Pkcs1(der) => RsaKeyPair::from_der(der.secret_pkcs1_der()),
            _ => Err(KeyRejected::from(Unspecified)),
        };
        PrivateKeyDer::from_pem_slice(pem).ok().and_then(|der| read(&der).ok()).map(Self::new)
    }

    fn to_pem(&self) -> Result<String, KeyError> {
        let der: Pkcs8V1Der<'_> = self.pair.as_der()?;
        Ok(pem::block("PRIVATE KEY", der.as_ref()))
    }

    /// Keeps it in a folder. Where another process has kept one meanwhile, that one is answered, since it is the installation's.
    fn keep(&self, folder: &DataDir) -> Option<Self> {
        let kept = self.to_pem().map_err(io::Error::other).and_then(|pem| folder.keep(FILE, pem.as_bytes()));
        let error = kept.err()?;
        let other = folder.read(FILE).ok().flatten().and_then(|pem| Self::from_pem(&pem));
        if other.is_none() {
            let path = folder.path(FILE);
            tracing::warn!(path = %path.display(), %error, "the signing key cannot be kept; it ends with this process");
        }
        other
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

    /// The public key as a `SubjectPublicKeyInfo`, PEM.
    pub fn public_pem(&self) -> Result<String, KeyError> {
        self.public_der().map(|der| pem::block("PUBLIC KEY", &der))
    }

    /// Signs, with the padding and the digest given. It takes the better part of a millisecond.
    pub fn sign(&self, encoding: &'static dyn RsaEncoding, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair.sign(encoding, &SystemRandom::new(), message, &mut signature)?;
        Ok(signature)
    }

    /// What `Concur-Signature` says of a body. It takes as long as any signature.
    pub fn sign_webhook(&self, body: &[u8]) -> Result<String, KeyError> {
        self.sign(&WEBHOOK, body).map(|signature| STANDARD.encode(signature))
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
