//! In what a body departs from its page: JSON, XML and forms.

use actix_web::HttpRequest;
use actix_web::http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use super::{MOST, Sent, Spelling, departure, meant, spelt};
use crate::api::documented::Documented;
use crate::api::routing::Route;
use crate::api::xml::{self, Document};
use crate::tenant::findings::{Departure, Kind};

/// How deep a body is looked into.
const DEEPEST: usize = 12;

/// How many entries of a list are looked at.
const ENTRIES: usize = 100;

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

/// The media type of forms.
const FORM: &str = "application/x-www-form-urlencoded";

/// All departures of a body.
pub(super) fn departures(
    request: &HttpRequest,
    route: &Route,
    documented: Documented,
    sent: Sent<'_>,
    found: &mut Vec<Departure>,
) {
    let content = &documented.operation["requestBody"]["content"];
    if content.is_null() {
        return of_none(sent.body, found);
    }
    if let Some(document) = sent.reading.xml.get() {
        return of_xml(&content["application/xml"]["schema"], document, documented, sent.body, found);
    }
    if content[FORM].is_object() {
        return of_form(&content[FORM]["schema"], documented, sent, found);
    }
    let is_json =
        request.headers().get(CONTENT_TYPE).is_none_or(|kind| kind.to_str().is_ok_and(|k| k.contains("json")));
    let schema = &content["application/json"]["schema"];
    if schema.is_object() && is_json {
        of_json(schema, route, documented, sent.body, found);
    }
}

/// Of an operation that takes none. An empty object says nothing, and so is none.
fn of_none(body: &[u8], found: &mut Vec<Departure>) {
    if !body.iter().all(|byte| byte.is_ascii_whitespace() || b"{}".contains(byte)) {
        let remedy = "the operation takes no body, and this one does nothing: leave it out";
        found.push(departure(Kind::UnknownBody, "", remedy));
    }
}

fn of_json(schema: &'static Value, route: &Route, documented: Documented, body: &[u8], found: &mut Vec<Departure>) {
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

fn of_xml(
    schema: &'static Value,
    document: &Document,
    documented: Documented,
    body: &[u8],
    found: &mut Vec<Departure>,
) {
    let Document { root, value, namespace } = document;
    let mut look = Look { documented, any_case: false, found };
    // Where the root is a list, the document has it as the one field of an object.
    let of_root = look.objects(schema, 0).into_iter().find_map(|object| object["properties"].get(root));
    match of_root {
        Some(of_root) if value.is_array() => look.at(of_root, value, root, 0),
        Some(_) | None => look.at(schema, value, "", 0),
    }
    if let (Some(namespace), Ok(text)) = (namespace, std::str::from_utf8(body)) {
        for place in xml::outside(text, namespace) {
            let remedy = format!("the page has it in the namespace {namespace}");
            found.push(departure(Kind::Namespace, &place, remedy));
        }
    }
}

/// Fields that are missing are refused, whatever they are. Where every field is read, those that no page has are the caller's own.
fn of_form(schema: &'static Value, documented: Documented, sent: Sent<'_>, found: &mut Vec<Departure>) {
    let fields = documented.resolve(schema)["properties"].as_object();
    let known = || fields.into_iter().flatten().map(|(name, _)| name.as_str());
    for (name, _) in form_urlencoded::parse(sent.body) {
        match spelt(&name, known) {
            Spelling::AsDocumented => {}
            Spelling::Otherwise(known) => found.push(departure(Kind::FieldCase, &name, format!("write `{known}`"))),
            Spelling::Unknown if sent.reading.is_open.get() => {}
            Spelling::Unknown => found.push(departure(Kind::UnknownField, &name, meant(&name, known()))),
        }
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
