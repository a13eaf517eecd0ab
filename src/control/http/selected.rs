//! Which tenant a call of control is about: the one of the company that `?company=` names, else the one that the server started with.

use std::future::{Ready, ready};
use std::ops::Deref;
use std::str::FromStr;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use serde::de::DeserializeOwned;
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::{Content, Object, Ref, Required, ResponseBuilder, Type};

use super::read::{NoQuery, read_query};
use crate::api::App;
use crate::api::call::base_url;
use crate::api::exchange::Exchange;
use crate::control::tenants::unknown;
use crate::control::{Control, ControlError, ErrorKind};
use crate::core::ids::CompanyId;
use crate::tenants::Realm;

/// The parameter that names the company.
pub(super) const COMPANY: &str = "company";

/// What the documents say of it.
const DESCRIPTION: &str =
    "The company whose tenant is meant; where it is left out, the one that the server started with.";

/// What they say of it where the call is about no tenant.
const WITHOUT_EFFECT: &str = "A company that has a tenant. It makes no difference here.";

/// Control of the tenant that a call is about, and the call's own query: without one of its own it takes the company and nothing else.
/// Every handler that touches a tenant takes this, and nothing else leads to one.
#[derive(Debug)]
pub(super) struct Selected<Q = NoQuery> {
    /// The tenant.
    pub control: Control,
    /// What else is in the query.
    pub query: Q,
}

impl<Q> Deref for Selected<Q> {
    type Target = Control;

    fn deref(&self) -> &Control {
        &self.control
    }
}

impl<Q: DeserializeOwned> FromRequest for Selected<Q> {
    type Error = ControlError;
    type Future = Ready<Result<Self, ControlError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        // Whoever misspells the company means another tenant than the first.
        let query = read_query(request);
        ready(query.and_then(|query| Ok(Self { control: control(request, |app| named(app, request))?, query })))
    }
}

/// Control of a tenant, on behalf of a request.
fn control(
    request: &HttpRequest,
    tenant: impl FnOnce(&App) -> Result<Arc<Realm>, ControlError>,
) -> Result<Control, ControlError> {
    let app = request.app_data::<web::Data<App>>();
    let app = app.ok_or_else(|| ControlError::new(ErrorKind::Failed, "no tenant is served here"))?;
    let control = Control::new(app.clone().into_inner(), tenant(app)?, base_url(app, request));
    Ok(control.for_request(Arc::clone(&Exchange::of(request).correlation)))
}

fn named(app: &App, request: &HttpRequest) -> Result<Arc<Realm>, ControlError> {
    let mut named = form_urlencoded::parse(request.query_string().as_bytes()).filter(|(name, _)| name == COMPANY);
    let Some((_, company)) = named.next() else { return Ok(Arc::clone(app.tenants.first())) };
    if named.next().is_some() {
        return Err(ControlError::bad("is there twice; name one company").at(COMPANY));
    }
    let known = CompanyId::from_str(&company).ok().and_then(|company| app.tenants.of_company(company));
    known.ok_or_else(|| unknown(&company).at(COMPANY))
}

/// Control for a call that is about no tenant, or about all of them. A company may be named all the same, for whoever names his in every
/// call; it has to be there.
#[derive(Debug)]
pub(super) struct Installation<Q = NoQuery> {
    /// Control, of whichever tenant.
    pub control: Control,
    /// What is in the query.
    pub query: Q,
}

impl<Q> Deref for Installation<Q> {
    type Target = Control;

    fn deref(&self) -> &Control {
        &self.control
    }
}

impl<Q: DeserializeOwned> FromRequest for Installation<Q> {
    type Error = ControlError;
    type Future = Ready<Result<Self, ControlError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let selected = Selected::<Q>::from_request(request, payload).into_inner();
        ready(selected.map(|Selected { control, query }| Self { control, query }))
    }
}

/// Says of an operation that it takes the parameter, and how that is refused.
pub(super) fn describe(operation: &mut Operation, is_about_a_tenant: bool) {
    let parameter = ParameterBuilder::new()
        .name(COMPANY)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(if is_about_a_tenant { DESCRIPTION } else { WITHOUT_EFFECT }))
        .schema(Some(Object::with_type(Type::String)));
    operation.parameters.get_or_insert_default().push(parameter.build().into());
    let body = || Content::new(Some(Ref::from_schema_name("Error")));
    for (status, description) in
        [("400", "A parameter is unknown, or there twice."), ("404", "There is no such tenant.")]
    {
        let refusal = || {
            let answer = ResponseBuilder::new().description(description);
            answer.content("application/json", body()).build().into()
        };
        operation.responses.responses.entry(status.to_owned()).or_insert_with(refusal);
    }
}
