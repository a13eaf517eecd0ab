//! The file that an authority is kept in: the names it may certify on the first line, then its certificate and its key.

use std::io;
use std::path::PathBuf;
use std::sync::OnceLock;

use rcgen::{Issuer, KeyPair, PublicKeyData};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::{Authority, CertificateError, Made, Names, identity};
use crate::tenant::data_dir::DataDir;
use crate::tenant::pem;

/// What it is called in the data folder.
const FILE: &str = "authority.pem";

/// What the first line begins with. It stands before the first block, where PEM has room for remarks.
const NAMES: &str = "concur-emulator local authority for: ";

/// Why there is no authority. The message says what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum AuthorityFileError {
    /// The file cannot be read.
    #[error("the local authority cannot be read from {path}: {source}")]
    Read {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It holds no authority.
    #[error("{path} is not the local authority that was kept there; remove it to have a new one made")]
    NoAuthority {
        /// Which file.
        path: PathBuf,
    },
    /// None can be made.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
}

/// The authority of a folder, as [`Authority::open`] says.
pub(super) fn open(kept_in: Option<&DataDir>, names: &Names) -> Result<Authority, AuthorityFileError> {
    let Some(folder) = kept_in else { return Ok(Authority::later(names)) };
    if let Some(kept) = read(folder)? {
        return Ok(kept);
    }
    let made = Authority::new(names)?;
    match folder.keep(FILE, made.to_file()?.as_bytes()) {
        Ok(()) => Ok(made),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(read(folder)?.unwrap_or(made)),
        Err(error) => {
            let path = folder.path(FILE);
            tracing::warn!(path = %path.display(), %error, "the local authority cannot be kept; it ends with this process");
            Ok(made)
        }
    }
}

fn read(folder: &DataDir) -> Result<Option<Authority>, AuthorityFileError> {
    let path = folder.path(FILE);
    match folder.read(FILE) {
        Ok(None) => Ok(None),
        Ok(Some(file)) => Authority::from_file(&file).map(Some).ok_or(AuthorityFileError::NoAuthority { path }),
        Err(source) => Err(AuthorityFileError::Read { path, source }),
    }
}

impl Authority {
    fn to_file(&self) -> Result<String, CertificateError> {
        let names = self.names.dns.iter().cloned().chain(self.names.ips.iter().map(ToString::to_string));
        let names = names.collect::<Vec<_>>().join(" ");
        let key = pem::block("PRIVATE KEY", &self.made()?.issuer.key().serialize_der());
        Ok(format!("{NAMES}{names}\n{}{key}", self.certificate_pem()?))
    }

    fn from_file(file: &[u8]) -> Option<Self> {
        let first = std::str::from_utf8(file).ok()?.lines().next()?;
        let mut names = Names::default();
        first.strip_prefix(NAMES)?.split(' ').for_each(|name| names.add(name));
        let certificate = CertificateDer::from_pem_slice(file).ok()?.to_vec();
        let key = KeyPair::try_from(&PrivateKeyDer::from_pem_slice(file).ok()?).ok()?;
        // The certificate has to be this key's.
        let public = key.der_bytes();
        certificate.windows(public.len()).any(|part| part == public).then_some(())?;
        let issuer = Issuer::new(identity(&key), key);
        Some(Self { names, made: OnceLock::from(Made { certificate, issuer }) })
    }
}
