//! Expense group configurations.

use reqwest::Method;
use serde_json::{Value, json};

use super::{get, ids};
use crate::support::emulator::TestApp;
use crate::support::reports::policies;

const GROUP: &str = "D7A2095E4B8C4F169E3C60B17F82D4A5";

#[tokio::test]
async fn a_configuration_has_the_fields_of_the_page() {
    let app = TestApp::start().await;
    let page = get(app.traveler(), "expensegroupconfigurations").await.must(200).json();
    let group = &page["Items"][0];
    assert_eq!((ids(&page), &page["NextPage"]), (vec![GROUP.to_owned()], &Value::Null));
    for (field, value) in [
        ("AllowUserRegisterYodlee", json!(false)),
        ("AttendeeListFormName", json!("Attendee List")),
        ("ID", json!(GROUP)),
        ("URI", json!(format!("{}/api/v3.0/expense/expensegroupconfigurations/{GROUP}", app.base_url()))),
    ] {
        assert_eq!(group[field], value, "{field}");
    }
    assert_eq!(group["CashAdvance"]["Name"], "Cash Advance Approval");
    let list = |name: &str| group[name].as_array().unwrap().clone();
    assert!(list("PaymentTypes").iter().any(|kind| kind["ID"] == "CASH" && kind["Name"] == "Cash"));
    assert!(list("AttendeeTypes").contains(&json!({"Code": "BUSGUEST", "Name": "Business Guest"})));
    let offered = list("Policies");
    let policy = offered.iter().find(|policy| policy["ID"] == policies::DEFAULT).unwrap();
    let types = policy["ExpenseTypes"].as_array().unwrap();
    for (code, expense_code) in [("TAXIX", "OTHER"), ("LODNG", "LODGING"), ("MILEG", "PCARMILE")] {
        assert!(types.iter().any(|kind| kind["Code"] == code && kind["ExpenseCode"] == expense_code), "{code}");
    }
    assert!(!types.iter().any(|kind| kind["Code"] == "TRAVL"));
    let single = get(app.traveler(), &format!("expensegroupconfigurations/{GROUP}")).await.must(200).json();
    assert_eq!(single, *group);
    let path = format!("/api/v3.0/expense/expensegroupconfigurations/{GROUP}");
    let xml = app.traveler().get(&path).header("accept", "application/xml").await.must(200).xml();
    assert_eq!(xml.name, "ExpenseGroupConfiguration");
    assert_eq!(xml.child("Policies").children.len(), offered.len());
    assert!(xml.child("AttendeeTypes").children.iter().all(|kind| kind.name == "AttendeeType"));
}

#[tokio::test]
async fn configurations_are_shown_to_users_of_the_group_and_administrators() {
    let app = TestApp::start().await;
    for (caller, query, status) in [
        (app.company(), "", 200),
        (app.company(), "?user=ALL", 200),
        (app.admin(), "?user=ALL", 200),
        (app.admin(), "?user=traveler@example.com", 200),
        (app.delegate(), "?user=traveler@example.com", 200),
        (app.traveler(), "?user=ALL", 403),
        (app.traveler(), "?user=manager@example.com", 403),
        (app.admin(), "?user=nobody@example.com", 400),
        (app.traveler(), "?limit=0", 400),
        (app.traveler(), "?offset=x", 400),
    ] {
        get(caller, &format!("expensegroupconfigurations{query}")).await.must(status);
    }
    for (caller, path, status) in [
        (app.company(), GROUP.to_owned(), 200),
        (app.traveler(), GROUP.to_lowercase(), 200),
        (app.admin(), format!("{GROUP}?user=traveler@example.com"), 200),
        (app.traveler(), format!("{GROUP}?user=manager@example.com"), 403),
        (app.traveler(), "x".to_owned(), 404),
        (app.company(), "x".to_owned(), 404),
    ] {
        get(caller, &format!("expensegroupconfigurations/{path}")).await.must(status);
    }
    for path in ["expensegroupconfigurations", "expensegroupconfigurations/x"] {
        super::denies(&app, Method::GET, path).await;
    }
}

#[tokio::test]
async fn configurations_come_page_by_page() {
    let app = TestApp::of(&["groups.yaml"]).await;
    let all = ids(&get(app.company(), "expensegroupconfigurations").await.must(200).json());
    assert!(all.len() > 1);
    let (mut met, mut next) = (Vec::new(), Some("expensegroupconfigurations?limit=1".to_owned()));
    while let Some(address) = next {
        let page = get(app.company(), &address).await.must(200).json();
        met.extend(ids(&page));
        next = page["NextPage"].as_str().map(str::to_owned);
    }
    assert_eq!(met, all);
}
