//! In what a request departs from its page, though it is answered: held against the documents in `openapi/`.
//!
//! What is not in JSON is held against its page's path, query and headers only.

use actix_web::HttpRequest;
use actix_web::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use serde_json::{Map, Value};

use super::documented::Documented;
use super::routing::{Route, parameter, segments};
use crate::core::rejection::brief;
use crate::tenant::findings::{Departure, Kind};

/// How deep a body is looked into.
const DEEPEST: usize = 12;

/// How many entries of a list are looked at.
const ENTRIES: usize = 100;

/// How much is said of one request.
const MOST: usize = 20;

/// Fields that pages have and the documents do not, because they do nothing here.
const PASSED_OVER: [&str; 14] = [
    "applicationId",
    "companyIds",
    "country",
    "expectedWorkflowStepInstanceId",
    "groups",
    "hasReceivedCashAdvanceReturns",
    "isCopyDownInherited",
    "isValid",
    "listItemUrl",
    "policy",
    "receiptContainerId",
    "redirectFund",
    "scope",
    "smartExpense",
];

/// The field that v4's pages require and clients leave out.
const SOURCE: &str = "reportSource";

/// All departures of a request for a route. The path is as it was written.
pub fn of(request: &HttpRequest, written: &str, route: &Route, documented: Documented, body: &[u8]) -> Vec<Departure> {
    let mut found = Vec::new();
    of_operation(route, documented, &mut found);
    of_path(request, written, route, &mut found);
    of_query(request, documented, &mut found);
    of_headers(request, route, documented, body, &mut found);
    of_body(request, route, documented, body, &mut found);
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
        if known().any(|known| known == name) {
            continue;
        }
        match known().find(|known| known.eq_ignore_ascii_case(&name)) {
            Some(known) => found.push(departure(Kind::ParameterCase, &name, format!("write `{known}`"))),
            None => found.push(departure(Kind::UnknownParameter, &name, meant(&name, known()))),
        }
    }
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

fn of_body(request: &HttpRequest, route: &Route, documented: Documented, body: &[u8], found: &mut Vec<Departure>) {
    let content = &documented.operation["requestBody"]["content"]["application/json"]["schema"];
    let is_json =
        request.headers().get(CONTENT_TYPE).is_none_or(|kind| kind.to_str().is_ok_and(|k| k.contains("json")));
    let Some(schema) = Some(content).filter(|schema| schema.is_object() && is_json) else { return };
    let value: Value = match body.iter().all(u8::is_ascii_whitespace) {
        true => Value::Object(Map::new()),
        false => match serde_json::from_slice(body) {
            Ok(value) => value,
            Err(_) => return,
        },
    };
    // Names of SCIM count in any case, says its RFC.
    let any_case = route.path.starts_with("/profile/identity");
    let mut look = Look { documented, any_case, found };
    look.at(schema, &value, "", 0);
    let has_source = look.objects(schema, 0).iter().any(|object| object["properties"][SOURCE].is_object());
    if has_source && value[SOURCE].is_null() {
        look.found.push(departure(Kind::MissingField, SOURCE, "the page requires it: say what changes the report"));
    }
}

/// A look through a body.
struct Look<'f> {
    documented: Documented,
    any_case: bool,
    found: &'f mut Vec<Departure>,
}

impl Look<'_> {
    /// Compares a value with its schema.
    fn at(&mut self, schema: &'static Value, value: &Value, place: &str, depth: usize) {
        if depth > DEEPEST || self.found.len() >= MOST {
            return;
        }
        match value {
            Value::Object(fields) => self.object(schema, fields, place, depth),
            Value::Array(entries) => {
                let of_list = self.objects(schema, 0).into_iter().find(|schema| schema["items"].is_object());
                for entry in entries.iter().take(ENTRIES).filter(|_| of_list.is_some()) {
                    if let Some(schema) = of_list {
                        self.at(&schema["items"], entry, &format!("{place}[]"), depth + 1);
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn object(&mut self, schema: &'static Value, fields: &Map<String, Value>, place: &str, depth: usize) {
        let objects = self.objects(schema, 0);
        let known: Vec<_> = objects.iter().filter_map(|object| object["properties"].as_object()).flatten().collect();
        let is_open = objects.iter().any(|object| object["additionalProperties"].is_object());
        if known.is_empty() || is_open {
            return;
        }
        let inside = |name: &str| if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") };
        for (name, value) in fields {
            let exact = known.iter().find(|(known, _)| *known == name);
            let other = || known.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
            match (exact, exact.or_else(other)) {
                (Some((_, schema)), _) => self.at(schema, value, &inside(name), depth + 1),
                (None, Some((known, schema))) => {
                    if !self.any_case {
                        self.found.push(departure(Kind::FieldCase, &inside(name), format!("write `{known}`")));
                    }
                    self.at(schema, value, &inside(name), depth + 1);
                }
                (None, None) if self.is_of_family(name) => {}
                (None, None) => {
                    let remedy = meant(name, known.iter().map(|(known, _)| known.as_str()));
                    self.found.push(departure(Kind::UnknownField, &inside(name), remedy));
                }
            }
        }
        if let [object] = &objects[..] {
            let required = object["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            for name in required.filter(|name| fields.get(*name).is_none_or(Value::is_null)) {
                self.found.push(departure(Kind::MissingField, &inside(name), "the page requires it"));
            }
        }
    }

    /// Whether some page of the family has a field of this name, so that what was got can be put back.
    fn is_of_family(&self, name: &str) -> bool {
        let schemas = self.documented.document["components"]["schemas"].as_object();
        let has = |schema: &Value| schema["properties"].get(name).is_some();
        PASSED_OVER.contains(&name) || schemas.is_some_and(|schemas| schemas.values().any(has))
    }

    /// The schemas that a value may be of, with what they refer to looked up.
    fn objects(&self, schema: &'static Value, depth: usize) -> Vec<&'static Value> {
        let schema = self.documented.resolve(schema);
        let parts = ["oneOf", "anyOf", "allOf"].iter().filter_map(|word| schema[*word].as_array()).flatten();
        let parts: Vec<_> = parts.filter(|part| part["type"] != "null").collect();
        if parts.is_empty() || depth > DEEPEST {
            return vec![schema];
        }
        parts.into_iter().flat_map(|part| self.objects(part, depth + 1)).collect()
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
