//! The two ways to receivers: plain HTTP, and mutual TLS.

use std::net::Ipv4Addr;
use std::sync::{Arc, LazyLock};

use concur_emulator::events::courier::Setup;
use concur_emulator::events::trust::{Trust, authorities};
use concur_emulator::tenant::authority::{Authority, Certified, Names};

use super::stage::KEYS;
use crate::support::receiver::{PATIENCE, Receiver};

/// The emulator's authority, and that of its receivers.
static AUTHORITIES: LazyLock<(Arc<Authority>, Authority)> = LazyLock::new(|| (authority().into(), authority()));

/// A way to a receiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    Plain,
    /// Each side shows a certificate, and the other one asks for it.
    MutualTls,
}

impl Transport {
    pub const ALL: [Self; 2] = [Self::Plain, Self::MutualTls];

    /// What a courier needs on this way.
    pub fn setup(self) -> Setup {
        let (own, other) = &*AUTHORITIES;
        let trust = match self {
            Self::Plain => Trust::default(),
            Self::MutualTls => trust(own, Some(other), false),
        };
        Setup { response_timeout: PATIENCE, keys: Arc::clone(&KEYS), trust, ..Setup::default() }
    }

    /// A receiver at the end of it that answers 200.
    pub fn receiver(self) -> Receiver {
        let (own, other) = &*AUTHORITIES;
        match self {
            Self::Plain => Receiver::start(),
            Self::MutualTls => Receiver::secure(&certified(other), Some(own.certificate().unwrap())),
        }
    }

    /// What URLs on it begin with.
    pub const fn scheme(self) -> &'static str {
        match self {
            Self::Plain => "http",
            Self::MutualTls => "https",
        }
    }
}

/// An authority that is nobody else's.
pub fn authority() -> Authority {
    let names = Names { dns: vec!["localhost".into()], ips: vec![Ipv4Addr::LOCALHOST.into()] };
    Authority::new(&names).unwrap()
}

/// What it certifies a receiver on this machine with.
pub fn certified(authority: &Authority) -> Certified {
    authority.server(&Names { dns: vec!["localhost".into()], ips: Vec::new() }).unwrap()
}

/// What an emulator with an authority of its own trusts.
pub fn trust(own: &Arc<Authority>, receivers: Option<&Authority>, anyone: bool) -> Trust {
    let receivers = receivers.map(|authority| authorities(authority.certificate_pem().unwrap().as_bytes()).unwrap());
    Trust { authority: Some(Arc::clone(own)), receivers: receivers.unwrap_or_default(), anyone }
}
