//! Expense Configuration v4: what each operation answers, and each refusal that its page documents.

mod refusals;

use serde_json::{Value, json};

use crate::support::caller::Caller;
use crate::support::cast::{COLLEAGUE, TRAVELER};
use crate::support::emulator::TestApp;
use crate::support::reports::policies;
use crate::support::request::Request;

/// The administrator, in the upper case of the examples.
const ADMIN: &str = "32C2FCC3-B2E8-4907-9672-5B3F49B1C643";
const COMPANY: &str = "12fc85ee-6f43-4d85-ba0d-94e844849dc1";
/// The group of the examples.
const SAMPLE_GROUP: &str = "40D435A25DAE45A093AF455A93702A02";
/// The company's own group.
const OWN_GROUP: &str = "D7A2095E4B8C4F169E3C60B17F82D4A5";

/// What applies to a user.
fn of_user<'a>(caller: Caller<'a>, user: &str, rest: &str) -> Request<'a> {
    caller.get(&format!("/expenseconfig/v4/users/{user}/{rest}")).header("content-type", "application/json")
}

/// What the company has.
fn of_company<'a>(caller: Caller<'a>, rest: &str) -> Request<'a> {
    caller.get(&format!("/expenseconfig/v4/companies/{COMPANY}/groupconfigs{rest}"))
}

async fn samples() -> TestApp {
    TestApp::of(&["empty", "documentation-samples"]).await
}

/// The group of the examples by itself.
fn sample_group() -> Value {
    json!({
        "hierarchyNodeId": SAMPLE_GROUP,
        "groupName": "Global",
        "allowUserDigitalTaxInvoice": true,
        "allowUserRegisterYodlee": true,
        "attendeeListFormId": "5717E29E031346ACB36502AE5E6852BA",
        "attendeeListFormName": "Attendee List Default Form",
        "cashAdvance": {
            "allowUserCarryBalance": true,
            "allowUserLinkMultiple": true,
            "allowUserUpdateExchangeRate": true,
            "name": "Default Cash Advance Workflow",
            "workflowId": "3A2AADC26EE84A1E9833C431FCBB16AC",
        },
    })
}

fn policy(id: &str, name: &str, is_default: bool) -> Value {
    json!({"policyId": id, "policyName": name, "isDefault": is_default, "isInheritable": false})
}

fn payment_type(id: &str, name: &str, is_default: bool) -> Value {
    json!({"paymentTypeId": id, "paymentTypeName": name, "isDefault": is_default})
}

fn attendee_type(code: &str, name: &str) -> Value {
    json!({"attendeeTypeCode": code, "attendeeTypeName": name})
}

#[tokio::test]
async fn the_lists_of_the_pages_examples_are_served_word_for_word() {
    let app = samples().await;
    let category = |id: &str, name: &str| json!({"expenseTypeId": id, "expenseTypeName": name, "spendCategoryCode": "OTHER", "spendCategoryName": "Other", "isCategory": true});
    let of_travel = |id: &str, name: &str| json!({"expenseTypeId": id, "expenseTypeName": name, "spendCategoryCode": "OTHER", "spendCategoryName": "Other", "isCategory": false, "parentExpenseTypeId": "TRAVL", "parentName": "01. Travel"});
    let expected = [
        (
            "policies",
            json!([
                policy("B3173DEE4434427293ED0286992452E3", "US Expense Policy", true),
                policy("4A0A51AF6F244476B65F9FF06E82AF2F", "CA Expense Policy", false),
            ]),
        ),
        (
            "policies/B3173DEE4434427293ED0286992452E3/expensetypes",
            json!([
                category("TRAVL", "01. Travel"),
                category("TRANS", "02. Transportation"),
                category("MLENT", "03. Meals and Entertainment"),
                category("OFFIC", "04. Office Expenses"),
                of_travel("AIRFR", "Airfare"),
                of_travel("AIRTX", "Airfare Ticket Tax"),
                of_travel("AIRFE", "Airline Fees"),
            ]),
        ),
        (
            "paymenttypes",
            json!([
                payment_type("CASH", "Cash", true),
                payment_type("PERS", "Personal", false),
                payment_type("PCCD", "Pending Card Transaction", false),
            ]),
        ),
        ("attendeetypes", json!([attendee_type("BUSGUEST", "Business Guest"), attendee_type("SPOUSE", "Spouse")])),
    ];
    for (rest, expected) in expected {
        for caller in [app.admin(), app.company()] {
            assert_eq!(of_user(caller, ADMIN, rest).await.must(200).json(), expected, "{rest}");
        }
    }
}

#[tokio::test]
async fn the_groups_of_the_pages_examples_are_served_field_by_field() {
    let app = samples().await;
    let mut group = of_user(app.admin(), ADMIN, "groupconfigs").await.must(200).json();
    let fields = group.as_object_mut().unwrap();
    for (list, length) in [("policies", 2), ("paymentTypes", 3), ("attendeeTypes", 2)] {
        assert_eq!(fields.remove(list).unwrap().as_array().map(Vec::len), Some(length), "{list}");
    }
    assert_eq!(group, sample_group());
    // The page's template has `companies`, its examples have `company`.
    for companies in ["companies", "company"] {
        let path = format!("/expenseconfig/v4/{companies}/{COMPANY}/groupconfigs");
        for caller in [app.company(), app.admin()] {
            let groups = caller.get(&path).await.must(200).json();
            assert_eq!(groups[0], sample_group());
            assert_eq!(groups[1]["hierarchyNodeId"], OWN_GROUP);
            let everything = format!("{path}/{SAMPLE_GROUP}?applicableConfigs=attendeeTypes,paymentTypes,policies");
            let one = caller.get(&everything).await.must(200).json();
            assert_eq!(one, of_user(app.admin(), ADMIN, "groupconfigs").await.must(200).json());
        }
    }
}

#[tokio::test]
async fn a_group_shows_what_is_asked_for_and_no_more() {
    let app = TestApp::start().await;
    let lists = async |query: &str| {
        let group = of_company(app.company(), &format!("/{OWN_GROUP}{query}")).await.must(200).json();
        let has = |list: &&str| group.get(*list).is_some();
        ["policies", "paymentTypes", "attendeeTypes"].into_iter().filter(|list| has(list)).collect::<Vec<_>>()
    };
    assert_eq!(lists("").await, [""; 0]);
    assert_eq!(lists("?applicableConfigs=").await, [""; 0]);
    assert_eq!(lists("?applicableConfigs=policies").await, ["policies"]);
    assert_eq!(lists("?applicableConfigs=attendeeTypes,%20policies").await, ["policies", "attendeeTypes"]);
    of_company(app.company(), &format!("/{}", OWN_GROUP.to_lowercase())).await.must(200);
}

#[tokio::test]
async fn whoever_is_in_no_group_is_in_the_companys_own_with_everything_that_there_is() {
    let app = TestApp::start().await;
    let user = TRAVELER.to_string();
    let group = of_user(app.traveler(), &user, "groupconfigs").await.must(200).json();
    assert_eq!(group["hierarchyNodeId"], OWN_GROUP);
    let report = app.traveler().report(crate::support::reports::DRAFT).await.must(200).json();
    assert_eq!(report["hierarchyNodeId"], OWN_GROUP);
    let policies = of_user(app.traveler(), &user, "policies").await.must(200).json();
    assert_eq!(policies[0], policy(policies::DEFAULT, "Default Expense Policy", true));
    assert_eq!(policies.as_array().map(Vec::len), Some(9));
    let payment_types = of_user(app.traveler(), &user, "paymenttypes").await.must(200).json();
    let expected = json!([
        payment_type("CASH", "Cash", true),
        payment_type("CBCP", "Company Card", false),
        payment_type("COPD", "Company Paid", false),
    ]);
    assert_eq!(payment_types, expected);
    let types = format!("policies/{}/expensetypes", policies::DEFAULT);
    let types = of_user(app.traveler(), &user, &types).await.must(200).json();
    let codes: Vec<_> = types.as_array().unwrap().iter().map(|t| t["expenseTypeId"].as_str().unwrap()).collect();
    let categories = ["MLENT", "OFFIC", "TRANS", "TRAVL"];
    assert_eq!(codes[..4], categories);
    assert_eq!(codes[4..7], ["AIRFR", "BUSML", "CARRT"]);
    let airfare = json!({
        "expenseTypeId": "AIRFR", "expenseTypeName": "Airfare", "spendCategoryCode": "AIRFR", "spendCategoryName": "Airfare",
        "isCategory": false, "parentExpenseTypeId": "TRAVL", "parentName": "Travel",
    });
    assert_eq!(types[4], airfare);
}

#[tokio::test]
async fn a_user_in_a_group_has_what_the_group_has() {
    let app = TestApp::of(&["groups.yaml"]).await;
    let user = COLLEAGUE.to_string();
    let policies = of_user(app.colleague(), &user, "policies").await.must(200).json();
    let travel = "0A11E100000000000000000000000001";
    let expected = json!([
        {"policyId": travel, "policyName": "Travel Only Policy", "isDefault": true, "isInheritable": true},
        policy(policies::QUIET, "Quiet Policy", false),
    ]);
    assert_eq!(policies, expected);
    let types = of_user(app.colleague(), &user, &format!("policies/{travel}/expensetypes")).await.must(200).json();
    let codes: Vec<_> = types.as_array().unwrap().iter().map(|t| t["expenseTypeId"].as_str().unwrap()).collect();
    assert_eq!(codes, ["TRAIN", "TRAVL", "LODNG"]);
    // Where a group marks no default, the company's counts.
    let payment_types = of_user(app.company(), &user, "paymenttypes").await.must(200).json();
    assert_eq!(payment_types, json!([payment_type("COPD", "Company Paid", false), payment_type("CASH", "Cash", true)]));
    let attendee_types = of_user(app.company(), &user, "attendeetypes").await.must(200).json();
    assert_eq!(attendee_types, json!([attendee_type("SPOUSE", "Spouse")]));
    // His reports refer to his group, and begin with its default policy.
    let uri = app.colleague().create(&json!({"name": "Trip"})).await.must(201).json()["uri"].clone();
    let report = app.colleague().get(uri.as_str().unwrap()).await.must(200).json();
    assert_eq!(
        (&report["policyId"], &report["hierarchyNodeId"]),
        (&json!(travel), &json!("0F1E1D000000000000000000000000AB"))
    );
    assert_eq!(of_company(app.company(), "").await.must(200).json().as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn no_expense_is_of_a_type_that_only_gathers_others() {
    let app = TestApp::start().await;
    let mut entry = crate::support::caller::entry(crate::support::reports::DRAFT);
    entry["ExpenseTypeCode"] = "TRAVL".into();
    let request = app.traveler().request(reqwest::Method::POST, "/api/v3.0/expense/entries").json(&entry);
    let answer = request.await.must(400);
    assert!(answer.text().contains("ExpenseTypeCode") && !answer.text().contains("MLENT"), "{}", answer.text());
}
