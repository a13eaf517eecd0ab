//! `POST …/report/{reportKey}/entry/{entryId}/itemization` and `…/{itemizationId}`.

use reqwest::Method;
use serde_json::{Value, json};

use super::{NAMESPACE, is_error, narrow_token, path, post, unchanged_by};
use crate::support::caller::Caller;
use crate::support::emulator::TestApp;
use crate::support::reports::*;
use crate::support::request::{Answer, Request};

/// A report that is not submitted, with an expense of thirty dollars that is itemized into twenty and ten.
const REPORT: &str = "17E3120D000000000001";
const ENTRY: &str = "gWi17E3120D0000000000000000000000EA";
const PART: &str = "gWi17E3120D0000000000000000000000EB";

async fn app() -> TestApp {
    TestApp::of(&["switched_on.yaml"]).await
}

fn itemize<'a>(caller: Caller<'a>, rest: &str, parts: &[&str]) -> Request<'a> {
    let parts: String = parts.iter().map(|part| format!("<Itemization>{part}</Itemization>")).collect();
    let xml = format!("<ExpenseItemizations xmlns=\"{NAMESPACE}\">{parts}</ExpenseItemizations>");
    post(caller, rest, &xml)
}

fn split() -> String {
    format!("report/{REPORT}/entry/{ENTRY}/itemization")
}

/// Index, status, message and URL of each itemization that an answer tells of.
fn statuses(answer: &Answer) -> Vec<[String; 4]> {
    let root = answer.xml();
    assert_eq!((root.name.as_str(), root.attribute("xmlns")), ("ItemizationStatusList", Some(NAMESPACE)));
    let text = |status: &crate::support::xml::Element, name: &str| {
        status.children.iter().find(|child| child.name == name).map_or_else(String::new, |child| child.text.clone())
    };
    let names = ["Index", "Status", "Message", "ItemizedEntry-Details-Url"];
    root.children.iter().map(|status| names.map(|name| text(status, name))).collect()
}

/// The itemizations of the expense, as v4 has them.
async fn parts(app: &TestApp) -> Vec<Value> {
    let path = app.traveler().path("TRAVELER", REPORT);
    let path = format!("{path}/expenses/17E3120D00000000000000000000000A/itemizations");
    app.traveler().get(&path).await.must(200).json().as_array().expect("a list").clone()
}

#[tokio::test]
async fn parts_are_split_off_one_by_one_and_each_is_told_of() {
    let app = app().await;
    let answer = itemize(
        app.traveler(),
        &split(),
        &[
            "<ExpKey>MEALS</ExpKey><Description>Lunch</Description><TransactionAmount>4.50</TransactionAmount>\
             <PostedAmount>4.50</PostedAmount><Comment>Late</Comment><Custom1>x</Custom1><IsPersonal>Y</IsPersonal>",
            "<ExpKey>NOPE</ExpKey><TransactionAmount>1</TransactionAmount>",
            "<TransactionAmount>1</TransactionAmount>",
        ],
    );
    let told = statuses(&answer.await.must(200));
    assert_eq!((told[0][0].as_str(), told[0][1].as_str(), told[0][2].as_str()), ("1", "SUCCESS", ""));
    let base = format!("{}{}/gWi", app.base_url(), path(&split()));
    assert!(told[0][3].starts_with(&base), "{told:?}");
    assert_eq!((told[1][1].as_str(), told[2][1].as_str()), ("400", "400"));
    assert!(told[1][2].starts_with("Invalid Value for:ExpKey") && told[1][3].is_empty(), "{told:?}");
    assert_eq!(told[2][2], "Invalid Value for:ExpKey (is required)");
    let made = parts(&app).await;
    assert_eq!(made.len(), 3);
    assert_eq!(made[2]["businessPurpose"], "Lunch");
    assert_eq!(made[2]["isPersonalExpense"], true);
    // Where it says, it is changed.
    let url = told[0][3].strip_prefix(app.base_url()).and_then(|url| url.strip_prefix(&path(""))).expect("an address");
    let answer = itemize(app.traveler(), url, &["<ExpKey>MEALS</ExpKey><TransactionAmount>5</TransactionAmount>"]);
    let again = statuses(&answer.await.must(200));
    assert_eq!(again, [["1".to_owned(), "SUCCESS".to_owned(), String::new(), told[0][3].clone()]]);
    assert_eq!(parts(&app).await[2]["transactionAmount"]["value"].as_f64(), Some(5.0));
}

#[tokio::test]
async fn a_part_keeps_its_type_and_what_is_not_named() {
    let app = app().await;
    let one = format!("{}/{PART}", split());
    let answer = itemize(
        app.admin(),
        &one,
        &["<ExpKey>LODNG</ExpKey><TransactionAmount>25</TransactionAmount><Description>Room</Description>"],
    );
    assert_eq!(statuses(&answer.await.must(200))[0][1], "SUCCESS");
    let answer = itemize(app.company(), &one, &["<ExpKey>LODNG</ExpKey><TransactionAmount>26</TransactionAmount>"]);
    assert_eq!(statuses(&answer.await.must(200))[0][1], "SUCCESS");
    let part = &parts(&app).await[0];
    assert_eq!((&part["businessPurpose"], part["transactionAmount"]["value"].as_f64()), (&json!("Room"), Some(26.0)));
    let other = ["<ExpKey>MEALS</ExpKey><TransactionAmount>25</TransactionAmount>"];
    let told = statuses(&unchanged_by(&app, itemize(app.admin(), &one, &other)).await.must(200));
    assert!(told[0][1] == "400" && told[0][2].contains("cannot be changed"), "{told:?}");
    let nothing = format!("{}/gWi{}", split(), "0".repeat(32));
    let told = statuses(&unchanged_by(&app, itemize(app.admin(), &nothing, &other)).await.must(200));
    assert_eq!(told[0][1], "404");
    is_error(&unchanged_by(&app, itemize(app.admin(), &one, &[other[0], other[0]])).await, 400, "one Itemization only");
}

#[tokio::test]
async fn what_was_submitted_takes_no_parts_and_strangers_split_nothing() {
    let app = app().await;
    let meal = ["<ExpKey>MEALS</ExpKey><TransactionAmount>1</TransactionAmount>"];
    for caller in [app.colleague(), app.manager(), app.processor()] {
        is_error(&unchanged_by(&app, itemize(caller, &split(), &meal)).await, 403, "");
    }
    let entry = app.world().find_report(&AT_MANAGER.parse().unwrap()).unwrap().expenses[0].entry_id;
    let rest = format!("report/{AT_MANAGER}/entry/gWi{entry}/itemization");
    let told = statuses(&unchanged_by(&app, itemize(app.traveler(), &rest, &meal)).await.must(200));
    assert!(told[0][1] == "500" && told[0][2].contains("A_PEND"), "{told:?}");
    for (rest, words) in [
        (format!("report/{UNKNOWN}/entry/{ENTRY}/itemization"), "Invalid report"),
        (format!("report/{DRAFT}/entry/{ENTRY}/itemization"), "expense"),
        (format!("report/{REPORT}/entry/{PART}/itemization"), "expense"),
        (format!("report/{REPORT}/entry/nothing/itemization"), "expense"),
    ] {
        is_error(&unchanged_by(&app, itemize(app.traveler(), &rest, &meal)).await, 400, words);
    }
    is_error(&unchanged_by(&app, itemize(app.traveler(), &split(), &[])).await, 400, "ExpenseItemizations");
    is_error(&app.request(Method::POST, &path(&split())).await, 401, "");
    is_error(&itemize(app.holder("wrong", None), &split(), &meal).await, 403, "");
    let app = TestApp::of(&["refusals.yaml"]).await;
    let narrow = narrow_token(&app).await;
    is_error(&itemize(app.holder(&narrow, None), &split(), &meal).await, 403, "EXPRPT");
    is_error(&itemize(app.holder(&narrow, None), &format!("{}/{PART}", split()), &meal).await, 403, "EXPRPT");
}

#[tokio::test]
async fn json_is_read_and_answered() {
    let app = app().await;
    let body = json!({"ExpenseItemizations": [{"ExpKey": "MEALS", "TransactionAmount": "1.25", "IsPersonal": "N"}]});
    let answer = app.traveler().request(Method::POST, &path(&split())).json(&body).await.must(200).json();
    assert_eq!(answer["ItemizationStatus"][0]["Status"], "SUCCESS");
}
