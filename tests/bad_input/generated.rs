//! Bad input that nobody wrote: what `openapi/` says that an operation reads is damaged place by place.
//!
//! An operation that is registered has its document and its sound call (see [`super::operations`]); that is all that is needed here.

use reqwest::Method;
use serde_json::{Value, json};

use super::operations::{Sound, sound};
use crate::support::documents::{self, Place};
use crate::support::emulator::TestApp;
use crate::support::request::Answer;

/// Stands in a body where something else is to be.
const MARK: &str = "@here@";

/// Values of one type each.
const VALUES: &[(&str, &str)] = &[
    ("string", "\"x\""),
    ("number", "1.5"),
    ("boolean", "true"),
    ("object", "{\"x\": [1]}"),
    ("array", "[[]]"),
    ("array", "[\"x\"]"),
];

/// Numbers that nothing has so many of.
const NUMBERS: &[&str] = &["1e300", "-1e300", "99999999999999999999999999999999", "-99999999999999999999999999999999"];

/// A number that no parser holds, which is found before anything knows which field it is.
const ENDLESS: &[u8] = b"1e400";

/// Names that no list has.
const NAMES: &[&str] = &["\"NOPE\"", "\"\"", "\"\\u0000\""];

/// Days that no calendar has, and what is none.
const DAYS: &[&str] = &["\"2026-02-30\"", "\"\"", "\"yesterday\"", "\"2026-13-01T00:00:00Z\"", "\"+12345-01-01\""];

/// Fields that are read and not used, however long their text: rows of "Accepted and ignored" in `docs/fidelity.md`.
const IGNORED: &[(&str, &str)] = &[];

/// How bodies of XML begin: the elements around the fields that are damaged, and where JSON has those fields.
pub(super) const ROOTS: &[(&str, &[&str], &str)] = &[
    ("v3.createEntry", &["Entry"], ""),
    ("v3.createReport", &["Report"], ""),
    ("v3.updateReport", &["Report"], ""),
    ("v3.updateEntry", &["Entry"], ""),
    ("v3.createItemization", &["Itemization"], ""),
    ("v3.updateItemization", &["Itemization"], ""),
    ("v3.createEntryAttendeeAssociation", &["EntryAttendeeAssociation"], ""),
    ("v3.updateEntryAttendeeAssociation", &["EntryAttendeeAssociation"], ""),
    ("v3.createAttendee", &["Attendee"], ""),
    ("v3.updateAttendee", &["Attendee"], ""),
    ("v3.createAttendeeType", &["AttendeeType"], ""),
    ("v3.updateAttendeeType", &["AttendeeType"], ""),
    ("v3.createList", &["List"], ""),
    ("v3.updateList", &["List"], ""),
    ("v3.createListItem", &["ListItem"], ""),
    ("v3.updateListItem", &["ListItem"], ""),
    ("v1.postWorkflowAction", &["WorkflowAction"], ""),
    ("v1.postReportHeader", &["Report"], ""),
    ("v1.updateReportHeader", &["Report"], ""),
    ("v1.postItemizations", &["ExpenseItemizations", "Itemization"], "/ExpenseItemizations/0"),
    ("v1.updateItemization", &["ExpenseItemizations", "Itemization"], "/ExpenseItemizations/0"),
    ("v1.postReportHeaders", &["batch", "Report"], "/batch/0"),
    ("v1.postReportExceptions", &["Exceptions", "Exception"], "/Exceptions/0"),
];

/// Operations that answer for each record of a batch: what is wrong with the values of one is no fault of the whole. Each with the
/// place that says whether the first one failed, and what it says.
const BATCHES: &[(&str, &str, &[&str])] = &[
    ("v1.postReportHeaders", "/records-failed", &["1"]),
    ("v1.postReportExceptions", "/exceptions-failed", &["1"]),
    ("v1.postItemizations", "/ItemizationStatus/0/Status", &["\"400\""]),
    ("v1.updateItemization", "/ItemizationStatus/0/Status", &["\"400\""]),
];

/// Whether a batch of one record was answered as having failed.
pub(super) fn failed_in_a_batch(operation: &str, answer: &Answer) -> bool {
    let Some((_, place, failed)) = BATCHES.iter().find(|(batch, ..)| *batch == operation) else { return false };
    let said = answer.json().pointer(place).map(Value::to_string);
    answer.status == 200 && said.is_some_and(|said| failed.contains(&said.as_str()))
}

/// A body that is damaged at one place.
struct Damaged {
    bytes: Vec<u8>,
    /// What the refusal has to name.
    named: Option<String>,
}

/// The operations that read a body of this type: each with a sound one, and the places that its document has.
pub(super) fn readers(content_type: &str) -> Vec<(Sound, Value, &'static [Place])> {
    let reader = |mut call: Sound| {
        let places = documents::asked_by(call.operation).bodies.get(content_type)?;
        let body = call.body.take().unwrap_or_else(|| panic!("{} has a body and no sound one", call.operation));
        Some((call, body, places.as_slice()))
    };
    sound().into_iter().filter_map(reader).collect()
}

/// Sends every operation every damage to every place; each is refused with 400, short and to the point, and nothing changes.
async fn refuse(damage: impl Fn(&Value, &Place) -> Vec<Damaged>) {
    let app = TestApp::of(&["switched_on.yaml"]).await;
    for (call, body, places) in readers("application/json") {
        let before = app.control().snapshot().await;
        for place in places {
            for damaged in damage(&body, place) {
                let answer = call.with(&app, "application/json", damaged.bytes.clone()).await;
                check(&call, place, &damaged, &answer);
            }
        }
        assert_eq!(app.control().snapshot().await, before, "{} changed something", call.operation);
    }
}

fn check(call: &Sound, place: &Place, damaged: &Damaged, answer: &Answer) {
    let Sound { operation, .. } = call;
    let sent = String::from_utf8_lossy(&damaged.bytes[..damaged.bytes.len().min(400)]).into_owned();
    let at = place.path.join("/");
    let is_refused = answer.status == 400 || failed_in_a_batch(operation, answer);
    assert!(is_refused, "{operation}, {at}: {sent}: {}: {}", answer.status, answer.text());
    assert_eq!(answer.operation(), *operation);
    assert!(answer.body.len() < 2_000, "{operation}, {at}: the answer repeats what was sent");
    if let Some(name) = &damaged.named {
        assert!(answer.text().contains(name), "{operation}, {at} is not named: {sent}: {}", answer.text());
    }
}

/// The body with these bytes at a place.
fn placed(body: &Value, place: &Place, bytes: &[u8]) -> Vec<u8> {
    let mut damaged = body.clone();
    *at(&mut damaged, &place.path) = MARK.into();
    let text = damaged.to_string();
    let (before, after) = text.split_once(&format!("\"{MARK}\"")).expect("the mark");
    [before.as_bytes(), bytes, after.as_bytes()].concat()
}

/// A place in a body; what leads there is made if it is missing.
fn at<'a>(body: &'a mut Value, path: &[String]) -> &'a mut Value {
    path.iter().fold(body, |value, step| match step.as_str() {
        "" => {
            if value.as_array().is_none_or(Vec::is_empty) {
                *value = json!([null]);
            }
            &mut value[0]
        }
        name => {
            if !value.is_object() {
                *value = json!({});
            }
            &mut value[name]
        }
    })
}

/// What a sound body has at a place.
fn found<'a>(body: &'a Value, place: &Place) -> Option<&'a Value> {
    place.path.iter().try_fold(body, |value, step| if step.is_empty() { value.get(0) } else { value.get(step) })
}

/// A body for each of these at a place. The place is named where the rest of the body is in order.
fn with_each(body: &Value, place: &Place, values: &[&str]) -> Vec<Damaged> {
    let named = found(body, place).map(|_| place.name().to_owned());
    let one = |value: &&str| Damaged { bytes: placed(body, place, value.as_bytes()), named: named.clone() };
    values.iter().map(one).collect()
}

#[tokio::test]
async fn a_value_of_a_type_that_its_field_does_not_have_is_refused_and_named_wherever_it_is() {
    refuse(|body, place| {
        let wrong = VALUES.iter().filter(|(kind, _)| !place.takes(kind));
        // Types come before everything else, so that the field is named whatever else there is.
        let named = Some(place.name().to_owned());
        wrong.map(|(_, value)| Damaged { bytes: placed(body, place, value.as_bytes()), named: named.clone() }).collect()
    })
    .await;
}

#[tokio::test]
async fn a_name_that_no_list_has_is_refused_wherever_it_is() {
    refuse(|body, place| if place.is_enumeration { with_each(body, place, NAMES) } else { Vec::new() }).await;
}

#[tokio::test]
async fn a_day_that_no_calendar_has_is_refused_wherever_it_is() {
    refuse(|body, place| match place.format.as_deref() {
        Some("date" | "date-time") => with_each(body, place, DAYS),
        _ => Vec::new(),
    })
    .await;
}

#[tokio::test]
async fn a_number_beyond_all_bounds_is_refused_wherever_it_is() {
    refuse(|body, place| {
        let is_number = !place.types.is_empty() && (place.takes("number") || place.takes("integer"));
        let mut damaged = if is_number { with_each(body, place, NUMBERS) } else { Vec::new() };
        damaged.push(Damaged { bytes: placed(body, place, ENDLESS), named: None });
        damaged
    })
    .await;
}

#[tokio::test]
async fn a_text_without_end_is_refused_wherever_it_is() {
    let app = TestApp::of(&["switched_on.yaml"]).await;
    let endless = Value::from("x".repeat(100_000)).to_string();
    for (call, body, places) in readers("application/json") {
        let before = app.control().snapshot().await;
        let is_read = |place: &&Place| !IGNORED.contains(&(call.operation, place.name()));
        for place in places.iter().filter(|place| place.types.contains("string")).filter(is_read) {
            for damaged in with_each(&body, place, &[&endless]) {
                let answer = call.with(&app, "application/json", damaged.bytes.clone()).await;
                // A report that is named in a body and does not exist may be one that is someone else's.
                let in_a_batch = failed_in_a_batch(call.operation, &answer);
                assert!(
                    in_a_batch || [400, 403, 404].contains(&answer.status),
                    "{}, {:?}: {}",
                    call.operation,
                    place.path,
                    answer.status
                );
                assert!(answer.body.len() < 2_000, "{}, {:?}: the answer repeats it", call.operation, place.path);
                let is_named = in_a_batch || damaged.named.is_none_or(|name| answer.text().contains(&name));
                assert!(is_named, "{}, {:?}: {}", call.operation, place.path, answer.text());
            }
        }
        assert_eq!(app.control().snapshot().await, before, "{} changed something", call.operation);
    }
}

#[tokio::test]
async fn a_field_that_is_there_twice_is_refused_wherever_it_is() {
    refuse(|body, place| {
        let Some(name) = place.path.last().filter(|name| !name.is_empty()) else { return Vec::new() };
        let value = found(body, place).unwrap_or(&Value::Null);
        let twice = format!("{value},\"{name}\":{value}");
        vec![Damaged { bytes: placed(body, place, twice.as_bytes()), named: Some("twice".to_owned()) }]
    })
    .await;
}

#[tokio::test]
async fn a_field_that_has_to_be_there_and_is_not_is_refused_and_named() {
    refuse(|body, place| {
        let is_field = place.path.last().is_some_and(|name| !name.is_empty());
        if !place.is_required || !is_field || found(body, place).is_none() {
            return Vec::new();
        }
        let mut without = body.clone();
        let (last, above) = place.path.split_last().expect("a name");
        at(&mut without, above).as_object_mut().into_iter().for_each(|object| drop(object.remove(last)));
        vec![Damaged { bytes: without.to_string().into_bytes(), named: Some(place.name().to_owned()) }]
    })
    .await;
}

#[tokio::test]
async fn bytes_that_are_no_text_and_structure_without_end_are_refused_wherever_they_are() {
    refuse(|body, place| {
        let raw = |bytes: &[u8]| Damaged { bytes: placed(body, place, bytes), named: None };
        vec![
            raw(b"\"\xff\xfe\""),
            raw(b"\xff"),
            raw(b"\"\\ud800\""),
            raw(b"\"\n\""),
            raw(b","),
            raw("[".repeat(10_000).as_bytes()),
            raw("{\"a\":".repeat(10_000).as_bytes()),
        ]
    })
    .await;
}

/// Fields as XML has them, without the one of this name.
pub(super) fn xml(fields: &Value, without: &str) -> String {
    let mut elements = String::new();
    for (name, value) in fields.as_object().expect("an object").iter().filter(|(name, _)| *name != without) {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        elements += &format!("<{name}>{text}</{name}>");
    }
    elements
}

/// These elements, the first outermost, around an inside.
pub(super) fn wrapped(elements: &[&str], inside: &str) -> String {
    elements.iter().rev().fold(inside.to_owned(), |inside, name| format!("<{name}>{inside}</{name}>"))
}

#[tokio::test]
async fn an_element_that_is_not_what_it_has_to_be_is_refused() {
    let app = TestApp::of(&["switched_on.yaml"]).await;
    let plain = |name: &str, text: &str| format!("<{name}>{text}</{name}>");
    let endless = "x".repeat(100_000);
    for (call, body, places) in readers("application/xml") {
        let (_, elements, pointer) =
            ROOTS.iter().find(|(operation, ..)| *operation == call.operation).expect("the names of its outer elements");
        let fields = body.pointer(pointer).expect("the fields");
        let before = app.control().snapshot().await;
        let whole = wrapped(elements, &xml(fields, ""));
        let mut damaged: Vec<String> = (1..whole.len()).step_by(13).map(|end| whole[..end].to_owned()).collect();
        for place in places.iter().filter(|place| place.path.len() > pointer.split('/').skip(1).count()) {
            let name = place.name();
            let mut instead = vec![format!("<{name}>"), format!("<{name}>&nobody;</{name}>"), plain(name, "<A>x</A>")];
            instead.push(plain(name, "x").repeat(2));
            instead.push(format!("<{name}>{endless}</{name}>"));
            if !place.takes("string") || place.format.is_some() {
                instead.extend(["x", "1e400", "2026-02-30", "--1"].map(|text| plain(name, text)));
            }
            let others = xml(fields, name);
            damaged.extend(instead.iter().map(|instead| wrapped(elements, &format!("{others}{instead}"))));
        }
        for text in damaged {
            let shown = text[..text.len().min(600)].to_owned();
            let answer = call.with(&app, "application/xml", text).await;
            let is_refused = [400, 403, 404].contains(&answer.status) || failed_in_a_batch(call.operation, &answer);
            assert!(is_refused, "{} {shown}: {}", call.operation, answer.text());
            assert!(answer.body.len() < 2_000, "{} {shown}: the answer repeats it", call.operation);
        }
        assert_eq!(app.control().snapshot().await, before, "{} changed something", call.operation);
    }
}

#[tokio::test]
async fn a_field_of_a_form_that_is_there_twice_or_is_no_text_or_has_no_end_is_refused() {
    let app = TestApp::of(&["switched_on.yaml"]).await;
    let form = "application/x-www-form-urlencoded";
    let client = "client_id=dabd27f0-23e7-415d-b5e5-19a7dbe4fb4d&client_secret=emulator-secret";
    let user = "username=traveler@example.com&password=password";
    for sound in [format!("grant_type=client_credentials&{client}"), format!("grant_type=password&{user}&{client}")] {
        app.request(Method::POST, "/oauth2/v0/token").content(form, sound.clone()).await.must(200);
        for place in &documents::asked_by("oauth2.token").bodies[form] {
            let name = place.name();
            let others: Vec<_> = sound.split('&').filter(|field| !field.starts_with(&format!("{name}="))).collect();
            let others = others.join("&");
            let mut damaged = vec![format!("{others}&{name}=a&{name}=a"), format!("{sound}&{name}=a&{name}=b")];
            if others.len() < sound.len() {
                let endless = "x".repeat(100_000);
                damaged.extend(["", "%ff", "%00", &endless].map(|value| format!("{others}&{name}={value}")));
                damaged.push(others);
            }
            for text in damaged {
                let shown = text[..text.len().min(300)].to_owned();
                let answer = app.request(Method::POST, "/oauth2/v0/token").content(form, text).await;
                assert!((400..404).contains(&answer.status), "{shown}: {} {}", answer.status, answer.text());
                assert!(answer.json()["code"].is_number() && answer.body.len() < 2_000, "{shown}: {}", answer.text());
            }
        }
    }
}

#[tokio::test]
async fn a_parameter_that_is_there_twice_or_is_not_of_its_type_is_refused_and_named() {
    let app = TestApp::of(&["switched_on.yaml"]).await;
    let before = app.control().snapshot().await;
    for call in sound() {
        for parameter in &documents::asked_by(call.operation).parameters {
            let name = parameter.name();
            let mut queries = Vec::new();
            if !parameter.types.contains("array") {
                queries.push(format!("{name}=1&{name}=1"));
            }
            if !parameter.takes("string") && !parameter.types.contains("array") {
                queries.extend(["x", "", "%ff", "1e400"].map(|value| format!("{name}={value}")));
            }
            for query in queries {
                let path = format!("{}{}{query}", call.path, if call.path.contains('?') { '&' } else { '?' });
                let request = call.request(&app, &path);
                let answer = match &call.body {
                    Some(body) => request.json(body).await,
                    None => request.await,
                };
                assert_eq!(answer.status, 400, "{} {query}: {}", call.operation, answer.text());
                assert!(answer.text().contains(name), "{} {query}: {}", call.operation, answer.text());
            }
        }
    }
    assert_eq!(app.control().snapshot().await, before);
}

#[tokio::test]
async fn parameters_that_no_document_names_are_passed_over_by_whatever_only_looks() {
    let app = TestApp::of(&["switched_on.yaml"]).await;
    for call in sound().into_iter().filter(|call| call.method == Method::GET) {
        let plain = call.request(&app, &call.path).await.status;
        for query in ["nope=1", "nope=1&nope=2", "%ff=%ff", "a=%zz", "=", "[]={}"] {
            let path = format!("{}{}{query}", call.path, if call.path.contains('?') { '&' } else { '?' });
            let answer = call.request(&app, &path).await;
            assert_eq!(answer.status, plain, "{} {query}: {}", call.operation, answer.text());
        }
    }
}

#[test]
fn places_are_found_however_deep_and_behind_whatever_reference() {
    let places = &documents::asked_by("v4.updateReport").bodies["application/json"];
    let place = |path: &[&str]| places.iter().find(|place| place.path == path).expect("the place");
    assert!(place(&["customData", "", "id"]).is_required);
    assert!(place(&["customData"]).takes("null") && !place(&["customData"]).takes("object"));
    assert!(place(&["reportSource"]).is_enumeration);
    assert_eq!(place(&["reportDate"]).format.as_deref(), Some("date"));
    assert_eq!(place(&["customData", "", "value"]).name(), "value");
}
