//! What is known of a request while it is answered: its correlation id, the operation it matched, whose token it carried.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use actix_web::{HttpMessage, HttpRequest};

use uuid::Uuid;

use super::explain::Cause;
use super::reading::Reading;
use super::routing::Route;
use crate::core::Timestamp;
use crate::core::ids::UserId;
use crate::tenant::access::{Grant, Principal};
use crate::tenant::journal::FaultMark;
use crate::tenants::Realm;

/// One request and its answer. The middleware makes it, handlers fill it in, the middleware writes headers and journal from it.
#[derive(Debug)]
pub struct Exchange {
    /// `Concur-Correlationid`: the caller's, or a new one.
    pub correlation: Arc<str>,
    /// The route that leads to who answers it; none where it matched none.
    pub route: OnceCell<Arc<Route>>,
    /// The operation that it matched, as in `openapi/`.
    pub operation: Cell<Option<&'static str>>,
    /// Whose token it carried, if a user's.
    pub user: Cell<Option<UserId>>,
    /// Why it was refused, where the caller asks for that.
    pub refusal: OnceCell<Cause>,
    /// What was read of its body, where somebody wants to know.
    pub reading: OnceCell<Box<Reading>>,
    /// The fault that struck it.
    pub fault: Cell<Option<FaultMark>>,
    /// The documented route that comes nearest, where it matched none.
    pub nearest: OnceCell<Arc<str>>,
    /// The tenant that its token or client named, and what time it was there; none for the first tenant.
    realm: OnceCell<(Arc<Realm>, Timestamp)>,
    /// What its token grants and where, until the operation takes it.
    granted: RefCell<Option<(Arc<Realm>, Arc<Grant>)>>,
}

impl Exchange {
    /// An exchange under this correlation id.
    pub fn new(correlation: Arc<str>) -> Rc<Self> {
        Rc::new(Self {
            correlation,
            route: OnceCell::new(),
            operation: Cell::new(None),
            user: Cell::new(None),
            refusal: OnceCell::new(),
            reading: OnceCell::new(),
            fault: Cell::new(None),
            nearest: OnceCell::new(),
            realm: OnceCell::new(),
            granted: RefCell::new(None),
        })
    }

    /// It carries a token of this tenant, which grants this, if anything any more. Whatever becomes of it, it is that tenant's from now on.
    pub fn recognize(&self, realm: Arc<Realm>, grant: Option<Arc<Grant>>) {
        self.belongs_to(&realm);
        let Some(grant) = grant else { return };
        if let Principal::User(user) = grant.principal {
            self.user.set(Some(user));
        }
        self.granted.replace(Some((realm, grant)));
    }

    /// What its token grants and where, for the one who lets it in: it is known only once.
    pub fn take_granted(&self) -> Option<(Arc<Realm>, Arc<Grant>)> {
        self.granted.take()
    }

    /// The application that its token was issued to.
    pub fn client(&self) -> Option<Uuid> {
        self.granted.borrow().as_ref().map(|(_, grant)| grant.client_id)
    }

    /// Its token, or its client, is of this tenant. The first one named counts.
    pub fn belongs_to(&self, realm: &Arc<Realm>) {
        if realm.mark().is_some() {
            self.realm.get_or_init(|| (Arc::clone(realm), realm.clock.now()));
        }
    }

    /// The tenant that it belongs to; none where that is the first, or not known.
    pub fn realm(&self) -> Option<&Arc<Realm>> {
        self.realm.get().map(|(realm, _)| realm)
    }

    /// What time it was for the tenant that it belongs to, when that was known; none where that is the first, or not known.
    pub fn at(&self) -> Option<Timestamp> {
        self.realm.get().map(|(_, at)| *at)
    }

    /// The exchange that a request belongs to.
    pub fn of(request: &HttpRequest) -> Rc<Self> {
        // Outside the server, in a test of a single service, there is no middleware.
        request.extensions().get::<Rc<Self>>().cloned().unwrap_or_else(|| Self::new("".into()))
    }
}
