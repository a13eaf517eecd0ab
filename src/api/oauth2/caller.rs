//! Who calls without a token, as far as a request says so before it is carried out: faults and rate limits go by that.

use std::borrow::Cow;
use std::str::FromStr;

use actix_web::HttpRequest;
use uuid::Uuid;

use super::legacy::{basic, consumer_key};
use crate::api::families::Named;
use crate::core::ids::CompanyId;
use crate::tenants::{Tenants, mark};

/// What the path of a request by the App Center begins with, up to the company.
const PRINCIPALS: &str = "/profile-service/v1/keys/principals/";

/// The client that a request names, in its form, its query or its headers; else whoever gave it the code or refresh token that it comes
/// with, or the company that its path names.
pub fn named(tenants: &Tenants, request: &HttpRequest, form: &[u8]) -> Option<Named> {
    let fields = form_urlencoded::parse(form).chain(form_urlencoded::parse(request.query_string().as_bytes()));
    let fields: Vec<_> = fields.filter(|(name, _)| matches!(&**name, "client_id" | "refresh_token" | "code")).collect();
    let field = |wanted: &str| fields.iter().find(|(name, _)| name == wanted).map(|(_, value)| Cow::as_ref(value));
    let basic = basic(request);
    let written = [field("client_id"), consumer_key(request), basic.as_ref().map(|(name, _)| name.as_str())];
    let mut clients = written.into_iter().flatten().filter_map(|written| Uuid::try_parse(written).ok());
    if let Some((realm, client)) = clients.find_map(|client| Some((tenants.of_client(client)?, client))) {
        return Some(Named { realm, application: Some(client) });
    }
    let marked = [field("refresh_token"), field("code")].into_iter().flatten().find_map(mark::company_of);
    let in_path = || CompanyId::from_str(request.path().strip_prefix(PRINCIPALS)?.split('/').next()?).ok();
    Some(Named { realm: tenants.of_company(marked.or_else(in_path)?)?, application: None })
}
