//! Every answer in XML of v1.1, v2.0 and v3.0: in the documented namespace, and saying what the answer in JSON says.

use reqwest::Method;
use serde_json::Value;

use super::older_examples::with_image;
use crate::bad_input::operations::{Sound, sound};
use crate::support::emulator::TestApp;
use crate::support::request::Answer;
use crate::support::xml::Element;

const INSTANCES: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The namespace of an operation's answers, behind what all of them begin with; none of v3.
fn namespace(operation: &str) -> Option<String> {
    let version = match operation {
        "v2.listReports" => "2012/06",
        "v2.getReportDetails" => "2012/07",
        operation if operation.starts_with("v1.") => "2011/03",
        _ => return None,
    };
    Some(format!("http://www.concursolutions.com/api/expense/expensereport/{version}"))
}

/// Holds an element against the JSON that has to say the same.
fn same(element: &Element, json: &Value) -> Result<(), String> {
    let differs = || Err(format!("<{}> is {:?}, and JSON has {json}", element.name, element.text));
    let is = |same: bool| if same { Ok(()) } else { differs() };
    match json {
        Value::Null => is(element.text.is_empty() && element.children.is_empty()),
        Value::String(text) => is(element.children.is_empty() && element.text == text.trim()),
        Value::Bool(truth) => is(element.text == truth.to_string()),
        Value::Number(number) => is(element.text.parse::<f64>().ok() == number.as_f64()),
        Value::Array(items) if element.children.len() != items.len() => differs(),
        Value::Array(items) => element.children.iter().zip(items).try_for_each(|(child, item)| same(child, item)),
        Value::Object(fields) => {
            if let Some(child) = element.children.iter().find(|child| !fields.contains_key(&child.name)) {
                return Err(format!("<{}> has a {} that JSON does not have", element.name, child.name));
            }
            fields.iter().try_for_each(|(name, value)| same_field(element, name, value))
        }
    }
}

fn same_field(element: &Element, name: &str, value: &Value) -> Result<(), String> {
    if let Some(attribute) = name.strip_prefix('@') {
        let is = element.attribute(attribute) == value.as_str();
        return if is { Ok(()) } else { Err(format!("the attribute {attribute} of <{}>", element.name)) };
    }
    let named: Vec<_> = element.children.iter().filter(|child| child.name == name).collect();
    match (value, &*named) {
        (Value::Null, []) => Ok(()),
        // Items beside each other, without an element around them.
        (Value::Array(items), named)
            if named.len() == items.len() && named.iter().zip(items).all(|(child, item)| same(child, item).is_ok()) =>
        {
            Ok(())
        }
        (_, [child]) => same(child, value),
        (_, named) => Err(format!("<{}> has {} {name}, and JSON has {value}", element.name, named.len())),
    }
}

/// Whether every prefix in a document is declared, which here is done at the root.
fn prefixes_are_declared(element: &Element, root: &Element) -> bool {
    let names = element.attributes.iter().map(|(name, _)| name).chain([&element.name]);
    let mut prefixes = names.filter_map(|name| name.split_once(':')).map(|(prefix, _)| prefix);
    prefixes.all(|prefix| prefix == "xmlns" || root.attribute(&format!("xmlns:{prefix}")).is_some())
        && element.children.iter().all(|child| prefixes_are_declared(child, root))
}

async fn ask(app: &TestApp, call: &Sound, path: &str, format: &str) -> Answer {
    let mut request = app.request(call.method.clone(), path).header("accept", format);
    if !call.token.is_empty() {
        request = request.bearer(call.token);
    }
    request.await.must(200)
}

#[tokio::test]
async fn every_xml_answer_is_in_its_namespace_and_says_what_the_json_says() {
    let mut compared = 0;
    for scenario in ["switched_on.yaml", "detailed.yaml"] {
        let app = TestApp::of(&[scenario]).await;
        let is_legacy = |call: &Sound| ["v1.", "v2.", "v3."].iter().any(|family| call.operation.starts_with(family));
        let looks = |call: &Sound| call.method == Method::GET && !call.path.ends_with("/file");
        for call in sound().into_iter().filter(|call| is_legacy(call) && looks(call)) {
            let path = with_image(&app, &call.path).await;
            if scenario != "switched_on.yaml" && app.request(Method::GET, &path).bearer(call.token).await.status != 200
            {
                // It is about a report of the other scenario.
                continue;
            }
            let (xml, json) =
                (ask(&app, &call, &path, "application/xml").await, ask(&app, &call, &path, "application/json").await);
            assert_eq!((xml.media_type(), json.media_type()), ("application/xml", "application/json"), "{path}");
            let root = xml.xml();
            assert_eq!(root.attribute("xmlns").map(str::to_owned), namespace(call.operation), "{}", call.operation);
            assert_eq!(root.attribute("xmlns:i"), Some(INSTANCES), "{}", call.operation);
            assert!(prefixes_are_declared(&root, &root), "{}", call.operation);
            same(&root, &json.json()).unwrap_or_else(|why| panic!("{}: {why}", call.operation));
            compared += 1;
        }
    }
    assert!(compared > 40, "{compared} answers");
}
