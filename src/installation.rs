//! What belongs to the installation and outlives its scenarios: the signing key and the certificate authority.

use std::iter;
use std::path::PathBuf;
use std::sync::Arc;

use rustls::pki_types::TrustAnchor;

use crate::config::{Config, PublicUrl};
use crate::emulator::StartError;
use crate::events::courier::Setup;
use crate::events::reach::Reach;
use crate::events::trust::{Trust, authorities};
use crate::tenant::authority::{Authority, Names};
use crate::tenant::data_dir::{self, DataDir};
use crate::tenant::keys::Keys;

/// Key, authority, and the names of the server.
#[derive(Debug)]
pub(crate) struct Installation {
    pub keys: Arc<Keys>,
    pub authority: Arc<Authority>,
    /// What the server is called; an authority that was kept may certify fewer.
    pub names: Names,
}

impl Installation {
    /// What the settings name or the data folder keeps, and anew what is not there yet.
    pub fn open(config: &Config) -> Result<Self, StartError> {
        let data_dir = config.data_dir.clone().map(DataDir::new);
        let public_host = config.public_url.as_ref().and_then(PublicUrl::host);
        let named = iter::once(&config.host).chain(&config.allowed_hosts).chain(&public_host);
        let names = Names::of_server(named.map(String::as_str));
        let authority = Arc::new(Authority::open(data_dir.as_ref(), &names)?);
        let keys = Arc::new(Keys::open(config.signing_key.as_deref(), data_dir)?);
        Ok(Self { keys, authority, names })
    }

    /// What webhooks are posted with.
    pub fn courier(&self, config: &Config) -> Result<Setup, StartError> {
        let trust = Trust {
            authority: Some(Arc::clone(&self.authority)),
            receivers: receivers(config.webhook_ca.clone())?,
            anyone: config.webhook_insecure,
        };
        let (keys, reach) = (Arc::clone(&self.keys), Reach::new(config.webhook_hosts.clone()));
        Ok(Setup { keys, trust, reach, ..Setup::default() })
    }

    /// The names that the certificate of the server is for.
    pub fn certified(&self) -> Vec<String> {
        let permitted = self.authority.permitted(&self.names).dns;
        let missing: Vec<_> = self.names.dns.iter().filter(|name| !permitted.contains(name)).collect();
        if !missing.is_empty() {
            let advice = "to have a new one made, remove authority.pem from the data folder; clients have to trust that one, then";
            tracing::warn!(
                ?missing,
                "HTTPS is not served under every name: the local authority was made for others; {advice}"
            );
        }
        permitted
    }
}

/// The authorities in a file that receivers may be certified by.
fn receivers(file: Option<PathBuf>) -> Result<Vec<TrustAnchor<'static>>, StartError> {
    let Some(path) = file else { return Ok(Vec::new()) };
    let read = data_dir::read(&path).map_err(|error| error.to_string());
    match read.and_then(|pem| authorities(&pem)) {
        Ok(found) if found.is_empty() => Err(StartError::WebhookCa { path, reason: "no certificate is in it".into() }),
        Ok(found) => Ok(found),
        Err(reason) => Err(StartError::WebhookCa { path, reason }),
    }
}
