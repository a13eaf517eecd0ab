//! Opening a call: which operation it is, whose token it carries, and whether that token will do.

use std::cell::RefCell;
use std::sync::Arc;

use actix_web::http::header::{AUTHORIZATION, HOST};
use actix_web::{HttpRequest, web};

use super::App;
use super::exchange::Exchange;
use super::explain;
use crate::core::event::Through;
use crate::core::rejection::brief;
use crate::core::switch::Switch;
use crate::tenant::Tenant;
use crate::tenant::access::{Grant, Principal};
use crate::tenant::store::Origin;
use crate::tenants::Realm;

/// An operation of an API, as its page describes it.
#[derive(Debug)]
pub struct Operation {
    /// Its `operationId` in `openapi/`, and the value of `X-Emulator-Operation`.
    pub id: &'static str,
    /// Scopes of which the token needs one; none where the list is empty.
    pub scopes: &'static [&'static str],
    /// The kinds of token that it takes.
    pub tokens: Tokens,
    /// The door that its commands come in by.
    pub through: Through,
    /// The switch that has to be on, where no page has the operation, or not every tenant.
    pub switch: Option<Switch>,
}

impl Operation {
    /// The same, there only where this switch is on. Its annotation names the switch as `x-emulator-switch`.
    pub const fn behind(mut self, switch: Switch) -> Self {
        self.switch = Some(switch);
        self
    }
}

/// Kinds of token that an operation takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tokens {
    /// Takes a user's.
    pub user: bool,
    /// Takes the company's.
    pub company: bool,
    /// Takes the application's.
    pub application: bool,
}

impl Tokens {
    /// A user's only.
    pub const USER: Self = Self { user: true, company: false, application: false };
    /// The company's only.
    pub const COMPANY: Self = Self { user: false, company: true, application: false };
    /// A user's or the company's.
    pub const USER_OR_COMPANY: Self = Self { user: true, company: true, application: false };
    /// The application's only.
    pub const APPLICATION: Self = Self { user: false, company: false, application: true };

    fn take(self, principal: Principal) -> bool {
        match principal {
            Principal::User(_) => self.user,
            Principal::Company => self.company,
            Principal::Application => self.application,
        }
    }
}

/// Why a call was not let in. Each dialect words it in its own way.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// No `Authorization` header with a token.
    #[error("the Authorization header with a bearer token is missing")]
    NoToken,
    /// Unknown, expired, revoked or forged, or of a user who is deactivated or gone.
    #[error("the access token is unknown, expired or revoked")]
    BadToken,
    /// The tenant does not have the operation: its switch is off. The words are those of tenants, whose paths begin with
    /// no slash.
    #[error("No static resource {path}.")]
    SwitchedOff {
        /// The path of the request.
        path: String,
    },
    /// None of the scopes that the operation needs.
    #[error("the access token has none of the scopes {}", .0.join(", "))]
    MissingScope(&'static [&'static str]),
    /// A kind of token that the operation does not take.
    #[error("{0}")]
    WrongToken(&'static str),
}

/// A call that was let in.
#[derive(Debug, Clone)]
pub struct Call {
    /// The tenant that it belongs to.
    pub tenant: Arc<Realm>,
    /// What its token grants.
    pub grant: Arc<Grant>,
    /// The door, the correlation id and the base URL.
    pub origin: Origin,
}

impl Call {
    /// Lets a request in to an operation, or says why not.
    pub fn open(request: &HttpRequest, operation: &'static Operation) -> Result<Self, Denied> {
        Self::judge(request, operation).inspect_err(|denied| explain::note(request, denied))
    }

    fn judge(request: &HttpRequest, operation: &'static Operation) -> Result<Self, Denied> {
        let exchange = Exchange::of(request);
        exchange.operation.set(Some(operation.id));
        let app = request.app_data::<web::Data<App>>().ok_or(Denied::NoToken)?;
        let (tenant, grant) = match exchange.take_granted() {
            Some(granted) => granted,
            None => {
                let token = token(request).ok_or(Denied::NoToken)?;
                app.tenants.of_token(token).ok_or(Denied::BadToken)?
            }
        };
        exchange.belongs_to(&tenant);
        if let Principal::User(user) = grant.principal {
            exchange.user.set(Some(user));
            if !tenant.store.may_log_in(user) {
                return Err(Denied::BadToken);
            }
        }
        is_there(&tenant, operation, request)?;
        if !grant.has_any(operation.scopes) {
            return Err(Denied::MissingScope(operation.scopes));
        }
        if !operation.tokens.take(grant.principal) {
            return Err(Denied::WrongToken(wrong_token(operation.tokens)));
        }
        let origin = Origin {
            through: operation.through,
            correlation: Arc::clone(&exchange.correlation),
            base_url: Some(base_url(app, request)),
        };
        Ok(Self { tenant, grant, origin })
    }
}

impl Call {
    /// The base URL to write into answers, without a trailing slash.
    pub fn base_url(&self) -> &str {
        self.origin.base_url.as_deref().unwrap_or_default()
    }
}

/// Refuses an operation that the tenant does not have, and says in the log how it would have it.
fn is_there(tenant: &Tenant, operation: &Operation, request: &HttpRequest) -> Result<(), Denied> {
    is_supported(tenant, operation, request)?;
    let Some(switch) = operation.switch else { return Ok(()) };
    if tenant.store.read(|world| world.company.switches.is_on(switch)) {
        return Ok(());
    }
    let (operation, switch) = (operation.id, switch.name());
    tracing::info!(operation, switch, "no page documents this operation; `switches: {{ {switch}: true }}` allows it");
    Err(Denied::SwitchedOff { path: brief(request.path().trim_start_matches('/').to_owned()) })
}

/// Refuses an operation that its page calls unsupported by now, where the tenant has it so.
fn is_supported(tenant: &Tenant, operation: &Operation, request: &HttpRequest) -> Result<(), Denied> {
    let exchange = Exchange::of(request);
    let deprecated = exchange.route.get().and_then(|route| route.deprecated);
    let Some(retired) = deprecated.filter(|deprecated| deprecated.is_retired(tenant.clock.now())) else {
        return Ok(());
    };
    if !tenant.store.read(|world| world.company.switches.is_on(Switch::RetiredAnswerAsRetired)) {
        return Ok(());
    }
    let (operation, page, switch) = (operation.id, retired.page, Switch::RetiredAnswerAsRetired.name());
    tracing::info!(operation, page, switch, "a retired operation is not answered; the switch can be turned off");
    Err(Denied::SwitchedOff { path: brief(request.path().trim_start_matches('/').to_owned()) })
}

thread_local! {
    /// The base URL of the last call on this thread: the next one most likely comes by the same name.
    static LAST_BASE_URL: RefCell<Arc<str>> = RefCell::new("".into());
}

/// The base URL to write into answers, without a trailing slash: the configured one, else the one that the caller used.
pub fn base_url(app: &App, request: &HttpRequest) -> Arc<str> {
    if let Some(configured) = &app.public_url {
        return Arc::clone(configured);
    }
    let scheme = if request.app_config().secure() { "https://" } else { "http://" };
    let Some(authority) = authority(request) else {
        // HTTP/1.0 may leave the host out; then the address it arrived at is the best there is.
        return format!("{scheme}{}", request.app_config().local_addr()).into();
    };
    LAST_BASE_URL.with_borrow_mut(|last| {
        if last.strip_prefix(scheme) != Some(authority) {
            *last = format!("{scheme}{authority}").into();
        }
        Arc::clone(last)
    })
}

/// The host and port by which the caller called: `:authority` of HTTP/2, else the `Host` header.
pub fn authority(request: &HttpRequest) -> Option<&str> {
    let in_uri = request.uri().authority().map(|authority| authority.as_str());
    in_uri.or_else(|| request.headers().get(HOST)?.to_str().ok()).filter(|authority| !authority.is_empty())
}

/// The token of `Authorization: Bearer …` or, as older clients write it, `Authorization: OAuth …`.
pub fn token(request: &HttpRequest) -> Option<&str> {
    let header = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = header.trim().split_once(' ')?;
    let known = scheme.eq_ignore_ascii_case("bearer") || scheme.eq_ignore_ascii_case("oauth");
    known.then(|| token.trim()).filter(|token| !token.is_empty())
}

const fn wrong_token(tokens: Tokens) -> &'static str {
    match tokens {
        Tokens { user: true, company: false, .. } => "this operation takes a user's access token",
        Tokens { user: false, company: true, .. } => "this operation takes a company access token",
        Tokens { user: true, company: true, .. } => "this operation takes a user's or a company access token",
        Tokens { application: true, .. } => "this operation takes an application access token (client credentials)",
        Tokens { user: false, company: false, application: false } => "this operation takes no access token",
    }
}
