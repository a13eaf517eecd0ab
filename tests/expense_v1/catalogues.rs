//! Delegators, forms and their fields, what a group has.

use reqwest::Method;
use serde_json::json;

use super::{NAMESPACE, is_error, narrow_token, path};
use crate::support::caller::Caller;
use crate::support::emulator::TestApp;
use crate::support::request::Request;
use crate::support::xml::Element;

fn get<'a>(caller: Caller<'a>, rest: &str) -> Request<'a> {
    caller.get(&path(rest))
}

/// The items of an answer's root, which has this name.
async fn items(caller: Caller<'_>, rest: &str, root: &str) -> Vec<Element> {
    let answer = get(caller, rest).await.must(200);
    assert_eq!(answer.media_type(), "application/xml");
    let document = answer.xml();
    assert_eq!((document.name.as_str(), document.attribute("xmlns")), (root, Some(NAMESPACE)));
    document.children
}

#[tokio::test]
async fn a_delegate_finds_who_made_him_one_and_what_he_may_do() {
    let app = TestApp::start().await;
    for rest in ["delegators", "Delegators", "delegators?includeInactive=Y", "delegators?includeInactive=N"] {
        let found = items(app.delegate(), rest, "DelegatorsList").await;
        let logins: Vec<_> = found.iter().map(|one| one.child("DelegatorXUserID").text.as_str()).collect();
        assert_eq!(logins, ["manager@example.com", "traveler@example.com"]);
        let rights: Vec<_> = found[1].children.iter().map(|c| (c.name.as_str(), c.text.as_str())).collect();
        assert_eq!(
            rights[..7],
            [
                ("CanApprove", "Y"),
                ("CanPrepare", "Y"),
                ("CanSubmit", "Y"),
                ("CanTemporaryApprove", "N"),
                ("CanViewReceipts", "Y"),
                ("ReceiveApprovalEmails", "N"),
                ("ReceivesEmails", "N")
            ]
        );
    }
    assert!(items(app.traveler(), "delegators", "DelegatorsList").await.is_empty());
    let none = get(app.traveler(), "delegators").header("accept", "application/json").await.must(200);
    assert_eq!(none.json(), json!({"Delegator": []}));
    is_error(&get(app.delegate(), "delegators?includeInactive=yes").await, 400, "includeInactive");
    is_error(&get(app.company(), "delegators").await, 403, "user");
}

#[tokio::test]
async fn forms_are_found_by_their_kind_and_fields_by_their_form() {
    let app = TestApp::start().await;
    let kinds = items(app.traveler(), "report/Forms/", "FormTypesList").await;
    let codes: Vec<_> = kinds.iter().map(|kind| kind.child("FormCode").text.as_str()).collect();
    assert_eq!(codes, ["ENTRYINFO", "RPTINFO"]);
    for code in codes {
        let forms = items(app.traveler(), &format!("report/Forms/{code}"), "FormDataList").await;
        assert!(!forms.is_empty());
        for form in forms {
            assert_eq!(form.children[0].name, "Name");
            let id = &form.child("FormId").text;
            let fields = items(app.traveler(), &format!("report/Form/{id}/Fields"), "FormFieldsList").await;
            let names: Vec<_> = fields[0].children.iter().map(|child| child.name.as_str()).collect();
            assert_eq!(
                names,
                [
                    "Id",
                    "Label",
                    "ControlType",
                    "DataType",
                    "MaxLength",
                    "Required",
                    "Cols",
                    "Access",
                    "Width",
                    "Custom",
                    "Sequence"
                ]
            );
            let places: Vec<_> = fields.iter().map(|field| field.child("Sequence").text.clone()).collect();
            assert_eq!(places, (1..=fields.len()).map(|place| place.to_string()).collect::<Vec<_>>());
            assert!(fields.iter().any(|field| field.child("DataType").text == "TIMESTAMP"));
        }
    }
    let json = get(app.company(), "report/Forms").header("accept", "application/json").await.must(200).json();
    assert_eq!(json["FormType"][1], json!({"Name": "Expense Report Header", "FormCode": "RPTINFO"}));
    for nothing in ["report/Forms/CARINFO", "report/Forms/nothing", "report/Form/nothing/Fields"] {
        is_error(&get(app.traveler(), nothing).await, 404, "the company has no form");
    }
}

#[tokio::test]
async fn a_group_has_payment_types_and_policies_with_expense_types() {
    let app = TestApp::start().await;
    let parts = items(app.traveler(), "ExpenseGroupConfiguration/", "ExpenseGroupConfiguration").await;
    let names: Vec<_> = parts.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(names, ["PaymentTypes", "PolicyAndExpenseTypesList"]);
    let cash = &parts[0].children[0];
    assert_eq!(cash.name, "PaymentType");
    assert!(!cash.child("PaymentTypeID").text.is_empty() && !cash.child("PaymentTypeName").text.is_empty());
    let policy = &parts[1].children[0];
    assert_eq!(policy.name, "PolicyAndExpenseTypes");
    assert!(!policy.child("PolicyKey").text.is_empty() && !policy.child("PolicyName").text.is_empty());
    let types = &policy.child("ExpenseTypes").children;
    let taxi = types.iter().find(|known| known.child("ExpKey").text == "TAXIX").expect("a taxi");
    let names: Vec<_> = taxi.children.iter().map(|child| child.name.as_str()).collect();
    assert_eq!(names, ["ExpKey", "ExpName", "ParentExpKey", "ParentExpName", "SpendCategory"]);
    let json = get(app.traveler(), "ExpenseGroupConfiguration").header("accept", "application/json").await.must(200);
    assert!(json.json()["PaymentTypes"].is_array());
    is_error(&get(app.company(), "ExpenseGroupConfiguration").await, 403, "user");
}

#[tokio::test]
async fn without_a_token_or_its_scope_nothing_is_told() {
    let app = TestApp::of(&["refusals.yaml"]).await;
    let narrow = narrow_token(&app).await;
    for rest in
        ["delegators", "report/Forms", "report/Forms/RPTINFO", "report/Form/x/Fields", "ExpenseGroupConfiguration"]
    {
        is_error(&app.request(Method::GET, &path(rest)).await, 401, "");
        is_error(&get(app.holder("wrong", None), rest).await, 403, "");
        is_error(&get(app.application(), rest).await, 403, "");
        is_error(&get(app.holder(&narrow, None), rest).await, 403, "EXPRPT");
    }
}
