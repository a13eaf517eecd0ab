//! The installation's own certificate authority: whoever trusts it trusts the emulator under Concur's names, and nobody else.
//!
//! It is bound to the names it may certify, so that its key, should it get lost, opens nothing but an emulator.

mod kept;
mod names;

use std::net::IpAddr;
use std::sync::OnceLock;

use aws_lc_rs::digest;
use chrono::{Datelike, Duration, NaiveDate};
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DistinguishedName, DnType, ExtendedKeyUsagePurpose,
    GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose, NameConstraints, PKCS_ECDSA_P256_SHA256, PublicKeyData,
    SanType, date_time_ymd,
};

pub use kept::AuthorityFileError;
pub use names::{Names, covers};

use super::clock;
use super::data_dir::DataDir;
use super::pem;

/// Whom webhooks are sent by, in the certificate that receivers ask for.
pub const WEBHOOK_CLIENT: &str = "webhook.api.concursolutions.com";

/// How long the authority is good, in days.
const AUTHORITY_DAYS: i64 = 3_650;

/// How long what it certifies is good, in days.
const LEAF_DAYS: i64 = 90;

/// After so many days a certificate is made anew, in days: long before it ends.
pub const RENEWED_AFTER: i64 = 30;

/// An authority with its key.
#[derive(Debug)]
pub struct Authority {
    /// What it may certify.
    names: Names,
    /// Made when it is first needed, where it is kept nowhere: gathering what its key is made of takes most of a start.
    made: OnceLock<Made>,
}

/// What an authority certifies with.
#[derive(Debug)]
struct Made {
    certificate: Vec<u8>,
    issuer: Issuer<'static, KeyPair>,
}

/// A certificate with its key, made for one process and kept nowhere.
#[derive(Debug)]
pub struct Certified {
    /// The certificate, DER.
    pub certificate: Vec<u8>,
    /// Its private key, PKCS #8.
    pub key: Vec<u8>,
}

impl Certified {
    /// Both as PEM, the certificate first.
    pub fn to_pem(&self) -> String {
        pem::block("CERTIFICATE", &self.certificate) + &pem::block("PRIVATE KEY", &self.key)
    }
}

/// A certificate could not be made: the cryptographic library failed, or a name cannot stand in one.
#[derive(Debug, thiserror::Error)]
#[error("a certificate could not be made: {0}")]
pub struct CertificateError(#[from] rcgen::Error);

impl Authority {
    /// The authority in the data folder; without a folder, or with nothing in it, a new one that may certify these names and
    /// Concur's, which is kept in the folder.
    pub fn open(kept_in: Option<&DataDir>, names: &Names) -> Result<Self, AuthorityFileError> {
        kept::open(kept_in, names)
    }

    /// A new authority, which lives in memory.
    pub fn new(names: &Names) -> Result<Self, CertificateError> {
        let authority = Self::later(names);
        authority.made()?;
        Ok(authority)
    }

    /// The same, made when it is first asked for something.
    fn later(names: &Names) -> Self {
        Self { names: Names::permitted(names), made: OnceLock::new() }
    }

    fn made(&self) -> Result<&Made, CertificateError> {
        match self.made.get() {
            Some(made) => Ok(made),
            None => {
                let made = Made::new(&self.names)?;
                // Of two who make one at once, the first is right.
                Ok(self.made.get_or_init(|| made))
            }
        }
    }

    /// Its certificate, PEM: what a client adds to those it trusts.
    pub fn certificate_pem(&self) -> Result<String, CertificateError> {
        Ok(pem::block("CERTIFICATE", self.certificate()?))
    }

    /// Its certificate, DER.
    pub fn certificate(&self) -> Result<&[u8], CertificateError> {
        Ok(&self.made()?.certificate)
    }

    /// Those of these names that it may certify.
    pub fn permitted(&self, names: &Names) -> Names {
        let permits = |name: &&String| self.names.dns.iter().any(|permitted| names::is_at_or_below(name, permitted));
        Names {
            dns: names.dns.iter().filter(permits).cloned().collect(),
            ips: names.ips.iter().filter(|ip| self.names.ips.contains(ip)).copied().collect(),
        }
    }

    /// A certificate for a server under these names, as far as it may certify them.
    pub fn server(&self, names: &Names) -> Result<Certified, CertificateError> {
        let names = self.permitted(names);
        self.leaf("concur-emulator", &names, ExtendedKeyUsagePurpose::ServerAuth)
    }

    /// A certificate for the client that posts webhooks.
    pub fn client(&self) -> Result<Certified, CertificateError> {
        let names = Names { dns: vec![WEBHOOK_CLIENT.to_owned()], ips: Vec::new() };
        self.leaf(WEBHOOK_CLIENT, &names, ExtendedKeyUsagePurpose::ClientAuth)
    }

    fn leaf(&self, name: &str, names: &Names, usage: ExtendedKeyUsagePurpose) -> Result<Certified, CertificateError> {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, name);
        for name in &names.dns {
            params.subject_alt_names.push(SanType::DnsName(name.clone().try_into()?));
        }
        params.subject_alt_names.extend(names.ips.iter().copied().map(SanType::IpAddress));
        // Says that it is no authority, and has a key identifier with that.
        params.is_ca = IsCa::ExplicitNoCa;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![usage];
        params.use_authority_key_identifier_extension = true;
        dated(&mut params, clock::real_date(), LEAF_DAYS);
        let certificate = params.signed_by(&key, &self.made()?.issuer)?.der().to_vec();
        Ok(Certified { certificate, key: key.serialize_der() })
    }
}

impl Made {
    fn new(names: &Names) -> Result<Self, CertificateError> {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256)?;
        let today = clock::real_date();
        let mut params = identity(&key);
        dated(&mut params, today, AUTHORITY_DAYS);
        let dns = names.dns.iter().cloned().map(GeneralSubtree::DnsName);
        let whole = |ip: &IpAddr| CidrSubnet::from_addr_prefix(*ip, if ip.is_ipv4() { 32 } else { 128 });
        let ips = names.ips.iter().map(whole).map(GeneralSubtree::IpAddress);
        params.name_constraints =
            Some(NameConstraints { permitted_subtrees: dns.chain(ips).collect(), excluded_subtrees: Vec::new() });
        let certificate = params.self_signed(&key)?.der().to_vec();
        Ok(Self { certificate, issuer: Issuer::new(params, key) })
    }
}

/// What of an authority follows from its key. Two of one name would be taken for each other, so the name has a part of the key.
fn identity(key: &KeyPair) -> CertificateParams {
    let fingerprint = digest::digest(&digest::SHA256, key.der_bytes());
    let mark: String = fingerprint.as_ref()[..4].iter().map(|byte| format!("{byte:02x}")).collect();
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::OrganizationName, "concur-emulator");
    params.distinguished_name.push(DnType::CommonName, format!("concur-emulator local authority {mark}"));
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

/// From yesterday on, since clocks differ, for so many days.
fn dated(params: &mut CertificateParams, today: NaiveDate, days: i64) {
    let at = |date: NaiveDate| date_time_ymd(date.year(), date.month() as u8, date.day() as u8);
    params.not_before = at(today - Duration::days(1));
    params.not_after = at(today + Duration::days(days));
}
