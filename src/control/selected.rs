//! Which tenant a call of control is about: the one of the company that `?company=` names, else the one that the server started with.

use std::future::{Ready, ready};
use std::ops::Deref;
use std::str::FromStr;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest, web};

use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::{Content, Object, Ref, Required, ResponseBuilder, Type};

use super::ControlError;
use crate::api::App;
use crate::api::call::base_url;
use crate::api::exchange::Exchange;
use crate::core::event::Through;
use crate::core::ids::CompanyId;
use crate::tenant::store::Origin;
use crate::tenants::Realm;

/// The parameter that names the company.
pub(super) const COMPANY: &str = "company";

/// What the documents say of it.
const DESCRIPTION: &str =
    "The company whose tenant is meant; where it is left out, the one that the server started with.";

/// The tenant that a call is about. Every handler that touches a tenant takes this, and nothing else leads to one.
#[derive(Debug, Clone)]
pub(super) struct Selected(Arc<Realm>);

impl Deref for Selected {
    type Target = Realm;

    fn deref(&self) -> &Realm {
        &self.0
    }
}

impl FromRequest for Selected {
    type Error = ControlError;
    type Future = Ready<Result<Self, ControlError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(select(request).map(Self))
    }
}

impl Selected {
    /// What a call of control causes comes from here.
    pub fn origin(&self, app: &App, request: &HttpRequest) -> Origin {
        Origin {
            through: Through::Control,
            correlation: Exchange::of(request).correlation.clone(),
            base_url: Some(base_url(app, request)),
        }
    }
}

fn select(request: &HttpRequest) -> Result<Arc<Realm>, ControlError> {
    let app = request.app_data::<web::Data<App>>();
    let app = app.ok_or_else(|| ControlError::new(StatusCode::INTERNAL_SERVER_ERROR, "no tenant is served here"))?;
    let mut named = form_urlencoded::parse(request.query_string().as_bytes()).filter(|(name, _)| name == COMPANY);
    let Some((_, company)) = named.next() else { return Ok(Arc::clone(app.tenants.first())) };
    if named.next().is_some() {
        return Err(ControlError::bad("is there twice; name one company").at(COMPANY));
    }
    let known = CompanyId::from_str(&company).ok().and_then(|company| app.tenants.of_company(company));
    known.ok_or_else(|| unknown(&company).at(COMPANY))
}

/// Says of an operation that it takes the parameter, and how that is refused.
pub(super) fn describe(operation: &mut Operation) {
    let parameter = ParameterBuilder::new()
        .name(COMPANY)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(DESCRIPTION))
        .schema(Some(Object::with_type(Type::String)));
    operation.parameters.get_or_insert_default().push(parameter.build().into());
    let body = || Content::new(Some(Ref::from_schema_name("Error")));
    for (status, description) in [("400", "The company is named twice."), ("404", "There is no such tenant.")] {
        let refusal = || {
            let answer = ResponseBuilder::new().description(description);
            answer.content("application/json", body()).build().into()
        };
        operation.responses.responses.entry(status.to_owned()).or_insert_with(refusal);
    }
}

/// 404: there is no tenant of this company.
pub(super) fn unknown(company: &str) -> ControlError {
    let company: String = company.chars().take(36).collect();
    let message = format!("there is no tenant of company `{company}`; GET /_emulator/tenants lists them");
    ControlError::new(StatusCode::NOT_FOUND, message)
}
