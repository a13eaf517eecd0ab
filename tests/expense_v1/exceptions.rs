//! `POST …/report/{reportKey}/Exceptions`.

use concur_emulator::core::command::ReportKey;
use reqwest::Method;
use serde_json::json;

use super::{NAMESPACE, is_error, narrow_token, path, post, unchanged_by};
use crate::support::caller::Caller;
use crate::support::emulator::TestApp;
use crate::support::reports::*;
use crate::support::request::{Answer, Request};

/// An allocation of the report at its cost objects.
const SHARE: &str = "2B7D90C41E5F4A83B6D2097C31E8F5A4";

/// Posts exceptions, each with its type, object and code; nothing where a text is empty.
fn put<'a>(caller: Caller<'a>, report: &str, exceptions: &[[&str; 3]]) -> Request<'a> {
    let element =
        |name: &str, text: &str| if text.is_empty() { String::new() } else { format!("<{name}>{text}</{name}>") };
    let one = |(place, [kind, id, code]): (usize, &[&str; 3])| {
        let fields =
            [("ObjectType", kind), ("ObjectId", id), ("ExceptionCode", code)].map(|(name, t)| element(name, t));
        format!("<Exception><Index>{}</Index>{}</Exception>", place + 1, fields.concat())
    };
    let exceptions: String = exceptions.iter().enumerate().map(one).collect();
    let xml = format!("<Exceptions xmlns=\"{NAMESPACE}\">{exceptions}</Exceptions>");
    post(caller, &format!("report/{report}/Exceptions"), &xml)
}

/// How many succeeded and failed, with the messages.
fn outcome(answer: &Answer) -> (String, String, Vec<(String, String)>) {
    let root = answer.xml();
    assert_eq!((root.name.as_str(), root.attribute("xmlns")), ("exception-result", Some(NAMESPACE)));
    let errors = root.child("errors").children.iter();
    let text = |name| root.child(name).text.clone();
    let errors = errors.map(|error| (error.child("Index").text.clone(), error.child("message").text.clone()));
    (text("exceptions-succeeded"), text("exceptions-failed"), errors.collect())
}

/// The key of the first entry of a report.
fn entry(app: &TestApp, report: &str) -> String {
    let world = app.world();
    let report = world.find_report(&ReportKey::from(report)).expect("the report");
    format!("gWi{}", report.expenses[0].entry_id)
}

#[tokio::test]
async fn exceptions_are_put_one_by_one_and_what_is_wrong_with_one_is_said_of_it() {
    let app = TestApp::start().await;
    let entry = entry(&app, AT_COST_OBJECTS);
    let answer = put(
        app.admin(),
        AT_COST_OBJECTS,
        &[
            ["Report", "", "APPRVTO"],
            ["Entry", &entry, "NOPE"],
            ["entry", &entry, "LATESUBM"],
            ["Allocation", SHARE, "MISSALLOCREQFLD"],
            ["", "", "HIGHAMNT"],
            ["Entry", SHARE, "HIGHAMNT"],
            ["Allocation", "", "HIGHAMNT"],
            ["Card", "", "HIGHAMNT"],
            ["Report", DRAFT, "HIGHAMNT"],
            ["Report", AT_COST_OBJECTS, ""],
        ],
    );
    let answer = answer.await.must(200);
    let (succeeded, failed, errors) = outcome(&answer);
    assert_eq!((succeeded.as_str(), failed.as_str()), ("4", "6"));
    let pair = |index: &str, message: &str| (index.to_owned(), message.to_owned());
    assert_eq!(
        errors[..3],
        [pair("2", "Invalid Exception Code"), pair("6", "Invalid Object ID"), pair("7", "Invalid Object ID"),]
    );
    assert!(errors[3].1.contains("ObjectType"), "{errors:?}");
    assert_eq!(errors[4..], [pair("9", "Invalid Object ID"), pair("10", "Invalid Exception Code")]);
    let put: Vec<_> = answer.xml().child("ExceptionDetails").children.clone();
    let put: Vec<_> =
        put.iter().map(|info| (info.child("Index").text.clone(), info.child("Status").text.clone())).collect();
    assert_eq!(put, ["1", "3", "4", "5"].map(|index| pair(index, "Success")));
    let listed = app.company().get(&format!("/expensereports/v4/reports/{AT_COST_OBJECTS}/exceptions"));
    let listed = listed.await.must(200).json();
    for code in ["APPRVTO", "LATESUBM", "MISSALLOCREQFLD", "HIGHAMNT"] {
        assert!(listed.to_string().contains(code), "{code}: {listed}");
    }
}

#[tokio::test]
async fn the_company_puts_exceptions_too_and_is_answered_in_json() {
    let app = TestApp::start().await;
    let body = json!({"Exceptions": [{"Index": 1, "ExceptionCode": "APPRVTO"}]});
    let request = app.company().request(Method::POST, &path(&format!("report/{DRAFT}/Exceptions"))).json(&body);
    assert_eq!(
        request.await.must(200).json(),
        json!({
            "exceptions-succeeded": 1,
            "exceptions-failed": 0,
            "errors": [],
            "ExceptionDetails": [{"Index": 1, "Status": "Success"}],
        })
    );
}

#[tokio::test]
async fn nobody_else_puts_any_and_none_is_put_on_what_is_not_there() {
    let app = TestApp::of(&["refusals.yaml"]).await;
    let one = &[["Report", "", "APPRVTO"]];
    for caller in [app.traveler(), app.manager(), app.processor()] {
        is_error(&unchanged_by(&app, put(caller, AT_MANAGER, one)).await, 403, "");
    }
    is_error(&unchanged_by(&app, put(app.admin(), UNKNOWN, one)).await, 400, "Invalid report");
    is_error(&unchanged_by(&app, put(app.admin(), DRAFT, &[])).await, 400, "Exceptions");
    is_error(&put(app.holder("wrong", None), DRAFT, one).await, 403, "");
    let narrow = narrow_token(&app).await;
    is_error(&put(app.holder(&narrow, None), DRAFT, one).await, 403, "EXPRPT");
    is_error(&app.request(Method::POST, &path(&format!("report/{DRAFT}/Exceptions"))).await, 401, "");
    let paid = unchanged_by(&app, put(app.admin(), PAID, one)).await.must(200);
    assert!(outcome(&paid).2[0].1.contains("P_PAID"), "{}", paid.text());
    let alien = format!("report/{DRAFT}/Exceptions");
    for xml in [
        "<Exceptions><Error/></Exceptions>",
        "<Exception/>",
        "<Exceptions><Exception><Index>x</Index></Exception></Exceptions>",
    ] {
        is_error(&unchanged_by(&app, post(app.admin(), &alien, xml)).await, 400, "");
    }
}

#[tokio::test]
async fn only_the_first_thousand_count() {
    let app = TestApp::start().await;
    let many = vec![["Report", "", "APPRVTO"]; 1001];
    let (succeeded, failed, _) = outcome(&put(app.admin(), DRAFT, &many).await.must(200));
    assert_eq!((succeeded.as_str(), failed.as_str()), ("1000", "0"));
}
