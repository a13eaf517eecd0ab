//! In what a request departs from its page, though it is answered: held against the documents in `openapi/`.

mod body;

use actix_web::HttpRequest;
use actix_web::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};

use super::documented::Documented;
use super::reading::Reading;
use super::routing::{Route, parameter, segments};
use crate::core::rejection::brief;
use crate::tenant::findings::{Departure, Kind};

/// How much is said of one request.
const MOST: usize = 20;

/// A body that was sent, and what was read of it.
#[derive(Debug, Clone, Copy)]
pub struct Sent<'a> {
    /// The body; empty where it was too large to be read.
    pub body: &'a [u8],
    /// What was read of it.
    pub reading: &'a Reading,
}

/// All departures of a request for a route. The path is as it was written.
pub fn of(
    request: &HttpRequest,
    written: &str,
    route: &Route,
    documented: Documented,
    sent: Sent<'_>,
) -> Vec<Departure> {
    let mut found = Vec::new();
    of_operation(route, documented, &mut found);
    of_path(request, written, route, &mut found);
    of_query(request, documented, &mut found);
    of_headers(request, route, documented, sent.body, &mut found);
    body::departures(request, route, documented, sent, &mut found);
    found.truncate(MOST);
    found
}

fn departure(kind: Kind, place: &str, remedy: impl Into<String>) -> Departure {
    Departure { kind, place: brief(place.to_owned()), remedy: brief(remedy.into()) }
}

fn of_operation(route: &Route, documented: Documented, found: &mut Vec<Departure>) {
    if route.deprecated.is_some() {
        let remedy = "its page calls it deprecated: go over to what the page names in its place";
        found.push(departure(Kind::DeprecatedOperation, "", remedy));
    }
    if let Some(switch) = documented.operation["x-emulator-switch"].as_str() {
        let remedy = format!("no page has it; it is there because of the switch `{switch}`, and may not be at Concur");
        found.push(departure(Kind::UndocumentedOperation, "", remedy));
    }
}

fn of_path(request: &HttpRequest, written: &str, route: &Route, found: &mut Vec<Departure>) {
    let taken = request.match_info().as_str();
    let mut arguments = segments(taken);
    let as_documented = segments(&route.path).map(|documented| {
        let argument = arguments.next().unwrap_or_default();
        if parameter(documented).is_some() { argument } else { documented }
    });
    if !segments(written).eq(as_documented) {
        found.push(departure(Kind::PathSpelling, "", format!("write the path as its page does: {}", route.path)));
    }
}

fn of_query(request: &HttpRequest, documented: Documented, found: &mut Vec<Departure>) {
    let parameters = documented.operation["parameters"].as_array().map_or(&[][..], Vec::as_slice);
    let known = || parameters.iter().filter(|p| p["in"] == "query").filter_map(|p| p["name"].as_str());
    for (name, _) in form_urlencoded::parse(request.query_string().as_bytes()) {
        match spelt(&name, known) {
            Spelling::AsDocumented => {}
            Spelling::Otherwise(known) => {
                found.push(departure(Kind::ParameterCase, &name, format!("write `{known}`")));
            }
            Spelling::Unknown => found.push(departure(Kind::UnknownParameter, &name, meant(&name, known()))),
        }
    }
}

/// How a name is written.
enum Spelling<'k> {
    AsDocumented,
    /// In other letters than this.
    Otherwise(&'k str),
    Unknown,
}

fn spelt<'k, K: Iterator<Item = &'k str>>(name: &str, known: impl Fn() -> K) -> Spelling<'k> {
    if known().any(|known| known == name) {
        return Spelling::AsDocumented;
    }
    known().find(|known| known.eq_ignore_ascii_case(name)).map_or(Spelling::Unknown, Spelling::Otherwise)
}

fn of_headers(request: &HttpRequest, route: &Route, documented: Documented, body: &[u8], found: &mut Vec<Departure>) {
    let headers = request.headers();
    let scheme = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()?.trim().split(' ').next());
    let is_legacy = ["/api", "/net2"].iter().any(|prefix| route.path.starts_with(prefix));
    if !is_legacy && scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("oauth")) {
        found.push(departure(Kind::TokenScheme, "Authorization", "write `Authorization: Bearer` and the token"));
    }
    if !body.is_empty() && !headers.contains_key(CONTENT_TYPE) {
        found.push(departure(Kind::MissingHeader, "Content-Type", "say of what type the body is"));
    }
    let answers = documented.operation["responses"]["200"]["content"].as_object();
    if answers.is_some_and(|types| types.len() > 1) && !headers.contains_key(ACCEPT) {
        let remedy = "the operation answers in several formats: say which one is wanted";
        found.push(departure(Kind::MissingHeader, "Accept", remedy));
    }
    for wanted in documented.operation["parameters"].as_array().into_iter().flatten() {
        let name = wanted["name"].as_str().filter(|_| wanted["in"] == "header" && wanted["required"] == true);
        if let Some(name) = name.filter(|name| !headers.contains_key(*name)) {
            found.push(departure(Kind::MissingHeader, name, "the page requires it"));
        }
    }
}

/// What may have been meant by a name that nobody knows.
fn meant<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> String {
    let like = |known: &str| strsim::jaro_winkler(&name.to_lowercase(), &known.to_lowercase());
    let near = known.map(|known| (like(known), known)).filter(|(rate, _)| *rate > 0.85);
    match near.max_by(|(one, _), (other, _)| one.total_cmp(other)) {
        Some((_, known)) => format!("it does nothing; did you mean `{known}`?"),
        None => "no page has it, and it does nothing: leave it out".to_owned(),
    }
}
