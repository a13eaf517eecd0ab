//! The emulator as a whole: what the command line and every test start, use and stop.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use actix_web::web;
use chrono::Duration;
use tokio::runtime::Handle;

use crate::api::App;
use crate::api::strict::Strict;
use crate::config::PublicUrl;
use crate::control::{Control, ControlError, Guard, NewTenant};
use crate::core::{Timestamp, World};
use crate::events::courier::{self, Courier};
use crate::events::outbox::Settings;
use crate::events::schedule::{RETENTION, Schedule};
use crate::export::{self, StopError};
use crate::export_file::{self, ExportError};
use crate::installation::Installation;
use crate::scenario::{Beginning, Scenario};
use crate::server::routes::Families;
use crate::server::tls::{self, TlsError};
use crate::server::{Server, Services, Sockets};
use crate::tenant::authority::{AuthorityFileError, CertificateError};
use crate::tenant::keys::KeyFileError;
use crate::tenants::{FoundError, Founder, Tenants};
use crate::{Builder, Config};

/// A running emulator. It runs on the Tokio runtime it was started on, and on worker threads of its own.
///
/// Dropping it closes its port without waiting for requests in flight; [`Emulator::stop`] waits.
#[derive(Debug)]
pub struct Emulator {
    app: web::Data<App>,
    server: Server,
    base_url: Arc<str>,
    listening_at: String,
    https_at: Option<SocketAddr>,
    export_on_exit: Option<PathBuf>,
    strict: Arc<Strict>,
}

/// Why an emulator did not start. The message says what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Another program has the port.
    #[error(
        "port {port} at {host} is in use; stop the program that has it, or choose another with {flag} (0 takes a free one)"
    )]
    PortInUse {
        /// The host asked for.
        host: String,
        /// The port asked for.
        port: u16,
        /// The flag that asks for it.
        flag: &'static str,
    },
    /// The user may not have the port.
    #[error("port {port} at {host} is not open to this user; choose one above 1023 with {flag} (0 takes a free one)")]
    PortForbidden {
        /// The host asked for.
        host: String,
        /// The port asked for.
        port: u16,
        /// The flag that asks for it.
        flag: &'static str,
    },
    /// The host is no address of this machine.
    #[error("cannot listen at {host}: {source}; choose an address of this machine with --host, such as 127.0.0.1")]
    NoSuchHost {
        /// The host asked for.
        host: String,
        /// What the system says.
        source: io::Error,
    },
    /// The sockets are there, and cannot be served.
    #[error("the server cannot be started: {0}")]
    Server(#[from] io::Error),
    /// HTTPS cannot be served.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The scenario cannot be loaded, or has subscriptions that break a rule together.
    #[error(transparent)]
    Tenant(#[from] FoundError),
    /// What there is at the end could not be written.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The signing key is not what it has to be.
    #[error(transparent)]
    Key(#[from] KeyFileError),
    /// The local authority is not what it has to be.
    #[error(transparent)]
    Authority(#[from] AuthorityFileError),
    /// The authorities of receivers cannot be read.
    #[error("--webhook-ca {path}: {reason}; it has to be a file of PEM certificates")]
    WebhookCa {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Nothing could be delivered.
    #[error(transparent)]
    Courier(#[from] courier::StartError),
}

impl Emulator {
    /// One for a test: at a free port of this machine, with the `default` scenario, unless told otherwise.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Starts one; it accepts connections when this returns.
    pub async fn start(config: Config) -> Result<Self, StartError> {
        Self::start_with(config, Families::all()).await
    }

    /// Starts one that serves these families: all, fewer, or some of one's own.
    pub async fn start_with(config: Config, families: Families) -> Result<Self, StartError> {
        if let Some(file) = &config.export_on_exit {
            export_file::check(file)?;
        }
        let (fixtures, resumed) = match config.resumes() {
            Some(file) => (vec![file.display().to_string()], Scenario::import(file).map_err(FoundError::from)?),
            None => (config.fixtures.clone(), Vec::new()),
        };
        let public_url = config.public_url.as_ref().map(PublicUrl::as_shared);
        let pauses = config.webhook_retries.iter().map(|pause| pause.length()).collect();
        let settings = Settings {
            schedule: Schedule::new(pauses, RETENTION),
            lanes: config.webhook_lanes.into(),
            keep: config.keep_events,
            public_url: public_url.clone(),
            ..Settings::default()
        };
        // Before any tenant is there: what waits in an import goes out at once, and receivers may call back.
        let (plain, secure) = sockets(&config.host, config.port, config.https_port).await?;
        let installation = Installation::open(&config)?;
        let courier = Arc::new(Courier::start(installation.courier(&config)?)?);
        let start = Beginning { fixtures, seed: config.seed, frozen_at: config.clock.frozen_at() };
        let founder = Founder::new(courier, settings, start, Handle::current());
        let resumed = founder.resume(resumed)?;
        let tenants = Tenants::of(resumed, founder)?;
        let app = web::Data::new(App {
            tenants,
            public_url: public_url.clone(),
            keys: Arc::clone(&installation.keys),
            authority: Arc::clone(&installation.authority),
        });
        let certified = secure.as_ref().map_or_else(Vec::new, |_| installation.certified());
        let token = config.control_token;
        let strict = Arc::new(Strict::new(config.strict || config.fail_on_findings));
        let services = Services {
            app: app.clone(),
            families: web::Data::new(families),
            guard: web::Data::new(Guard { allowed_hosts: config.allowed_hosts, certified, token }),
            strict: web::Data::from(Arc::clone(&strict)),
        };
        let open = services.guard.token.is_none();
        let (address, https_at) = (plain.address, secure.as_ref().map(|sockets| sockets.address));
        let secure = match secure {
            Some(sockets) => Some((sockets, tls::config(installation.authority, installation.names)?)),
            None => None,
        };
        let server = Server::start(services, plain, secure).await?;
        if open && !address.ip().is_loopback() {
            tracing::warn!(%address, "/_emulator/ is open to whoever reaches this port; set CONCUR_EMULATOR_CONTROL_TOKEN, or bind to 127.0.0.1");
        }
        let listening_at = format!("http://{address}");
        let base_url = public_url.unwrap_or_else(|| format!("http://{}", reachable(address)).into());
        let export_on_exit = config.export_on_exit;
        Ok(Self { app, server, base_url, listening_at, https_at, export_on_exit, strict })
    }

    /// Its base URL for a client on this machine, without a trailing slash: the public one where it is set.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The URL of the very address that it listens at.
    pub fn listening_at(&self) -> &str {
        &self.listening_at
    }

    /// The URL of the very address that it listens at with HTTPS, where it does.
    pub fn listening_securely_at(&self) -> Option<String> {
        self.https_at.map(|address| format!("https://{address}"))
    }

    /// Where a client on this machine reaches it with HTTPS, if it serves it.
    pub fn https_address(&self) -> Option<SocketAddr> {
        self.https_at.map(reachable)
    }

    /// What strict mode has found since the start; it can be asked after the end, too.
    pub fn strictness(&self) -> Arc<Strict> {
        Arc::clone(&self.strict)
    }

    /// The certificate of its local authority, PEM: what a client of HTTPS has to trust.
    ///
    /// # Errors
    /// Where the cryptographic library cannot make one.
    pub fn authority(&self) -> Result<String, CertificateError> {
        self.app.authority.certificate_pem()
    }

    /// Control of the tenant that it started with: whatever `/_emulator/` offers, as functions.
    ///
    /// ```
    /// # use concur_emulator::Emulator;
    /// use concur_emulator::control::Action;
    ///
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// let emulator = Emulator::builder().start().await?;
    /// let report = emulator.control().act("764428DD6A664AF0BFCB", &Action::submit().by("traveler@example.com"))?;
    /// assert!(report.is_legal("approve", "manager@example.com"));
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
    /// ```
    pub fn control(&self) -> Control {
        let (app, first) = (self.app.clone().into_inner(), Arc::clone(self.app.tenants.first()));
        Control::new(app, first, Arc::clone(&self.base_url))
    }

    /// Control of the tenant of a company.
    ///
    /// # Errors
    /// Where there is no such tenant.
    pub fn control_of(&self, company: &str) -> Result<Control, ControlError> {
        self.control().of_company(company)
    }

    /// Founds a tenant, a company of its own for a test that others run beside, and answers control of it.
    ///
    /// ```
    /// # use concur_emulator::Emulator;
    /// use concur_emulator::control::{Action, NewTenant};
    ///
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// # let emulator = Emulator::builder().start().await?;
    /// let mine = emulator.found(NewTenant::default()).await?;
    /// mine.act("764428DD6A664AF0BFCB", &Action::submit().by("traveler@example.com"))?;
    /// println!("call with {}", mine.tenant().tokens["traveler-token"]);
    /// mine.delete()?;
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(example()).unwrap();
    /// ```
    ///
    /// # Errors
    /// Where there is no such scenario, or there are as many tenants as there can be.
    pub async fn found(&self, tenant: NewTenant) -> Result<Control, ControlError> {
        self.control().found(tenant).await
    }

    /// The state of the first tenant as it is now: a copy, which stays as it is while the emulator goes on.
    pub fn world(&self) -> World {
        self.app.tenants.first().store.read(World::clone)
    }

    /// Its tenants: the one that it started with, and those that were founded since. Each has its store, its clock, its outbox and all
    /// the rest of its own.
    pub fn tenants(&self) -> &Tenants {
        &self.app.tenants
    }

    /// Brings the first tenant back to how it was at the start; refused where the subscriptions of the start break a rule.
    pub fn reset(&self) -> Result<(), ControlError> {
        self.control().reset()
    }

    /// Moves the clock of the first tenant on; everything due by then has happened when this is done. Answers what the clock shows.
    pub async fn advance(&self, by: Duration) -> Timestamp {
        let first = self.app.tenants.first();
        first.advance_to(first.clock.now() + by).await;
        first.clock.now()
    }

    /// Is done when nothing is due at the first tenant any more.
    pub async fn drain(&self) {
        self.app.tenants.first().drain().await;
    }

    /// Everything as it is now, as a document that `--import` and [`Config::import`] take: JSON, one document for one tenant, a list of them
    /// for several. Deliveries that are through, issued tokens and the journal are not part of it.
    pub fn export(&self) -> String {
        export::text(|out| export::all(&self.app.tenants, out))
    }

    /// Stops accepting, finishes what is in flight, writes the export that [`Config::export_on_exit`] asks for, and is done.
    pub async fn stop(self) -> Result<(), StopError> {
        let Self { app, server, export_on_exit, .. } = self;
        // What happens by itself goes on until the last request is answered.
        server.stop().await?;
        if let Some(file) = export_on_exit {
            export_file::save(&file, |out| export::all(&app.tenants, out))?;
            tracing::info!(file = %file.display(), "everything is written");
        }
        Ok(())
    }
}

impl StartError {
    fn from_bind(host: &str, port: u16, flag: &'static str, source: io::Error) -> Self {
        let host = host.to_owned();
        match source.kind() {
            io::ErrorKind::AddrInUse => Self::PortInUse { host, port, flag },
            io::ErrorKind::PermissionDenied => Self::PortForbidden { host, port, flag },
            _ => Self::NoSuchHost { host, source },
        }
    }
}

/// The sockets to serve on: without TLS, and with it where a port for it is given.
async fn sockets(host: &str, port: u16, https_port: Option<u16>) -> Result<(Sockets, Option<Sockets>), StartError> {
    let bind = async |port, flag| {
        Sockets::bind(host, port).await.map_err(|source| StartError::from_bind(host, port, flag, source))
    };
    let plain = bind(port, "--port").await?;
    let secure = match https_port {
        Some(port) => Some(bind(port, "--https-port").await?),
        None => None,
    };
    Ok((plain, secure))
}

/// Where a client on this machine reaches a server that listens at every address.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(match address.ip() {
            IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    address
}
