//! Display names in the language that the caller asks for; codes are the same in all of them.

use super::expenses::{ITEMIZED, expense};
use crate::support::cast::TRAVELER;
use crate::support::emulator::TestApp;
use crate::support::reports::{AT_ACCOUNTING, DRAFT};

const LANGUAGE: &str = "accept-language";

#[tokio::test]
async fn names_of_a_report_follow_accept_language_and_codes_do_not() {
    let app = TestApp::start().await;
    let english = app.traveler().report(AT_ACCOUNTING).await.must(200).json();
    let german = app.traveler().report(AT_ACCOUNTING).header(LANGUAGE, "de-AT, en;q=0.5").await.must(200).json();
    let names = |report: &serde_json::Value| {
        ["approvalStatus", "paymentStatus", "country", "currency"]
            .map(|field| report[field].as_str().unwrap().to_owned())
    };
    assert_eq!(names(&english), ["Approved & In Accounting Review", "Not Paid", "UNITED STATES", "US, Dollar"]);
    assert_eq!(
        names(&german),
        ["Genehmigt und in Buchführungsprüfung", "Nicht bezahlt", "VEREINIGTE STAATEN", "USA, Dollar"]
    );
    for code in ["approvalStatusId", "paymentStatusId", "countryCode", "currencyCode", "reportTotal"] {
        assert_eq!(english[code], german[code], "{code}");
    }
}

#[tokio::test]
async fn a_language_that_is_not_known_is_english() {
    let app = TestApp::start().await;
    for header in ["fr-FR, tlh;q=0.5", "de;q=0", "*", ";=,"] {
        let report = app.traveler().report(DRAFT).header(LANGUAGE, header).await.must(200).json();
        assert_eq!(report["approvalStatus"], "Not Submitted", "{header}");
    }
}

#[tokio::test]
async fn what_is_said_of_a_receipt_follows_accept_language() {
    let app = TestApp::start().await;
    let expense = app.traveler().expenses(DRAFT).await.must(200).json()[0]["expenseId"].as_str().unwrap().to_owned();
    let path = format!("{}/expenses/{expense}", app.traveler().path("TRAVELER", DRAFT));
    for (language, said) in [("en", "No Receipt"), ("de", "Kein Beleg")] {
        let expense = app.traveler().get(&path).header(LANGUAGE, language).await.must(200).json();
        assert_eq!(expense["receiptType"]["status"], said);
    }
}

#[tokio::test]
async fn what_the_scenario_names_follows_accept_language_where_it_says_how() {
    let app = TestApp::of(&["expenses.yaml"]).await;
    let get = |path: &str, language: &str| app.traveler().get(path).header(LANGUAGE, language);
    let draft = app.traveler().path("TRAVELER", ITEMIZED);
    let hotel = format!("{draft}/expenses/{}", expense("A01"));
    for (language, policy, paid, place) in [
        ("en", "Default Expense Policy", "Company Card", "Seattle, Washington"),
        ("de", "Standard-Spesenrichtlinie", "Firmenkarte", "Seattle im Staat Washington"),
    ] {
        assert_eq!(get(&draft, language).await.must(200).json()["policy"], policy);
        let hotel = get(&hotel, language).await.must(200).json();
        assert_eq!(hotel["paymentType"]["name"], paid);
        // What a traveller wrote himself stays as he wrote it.
        assert_eq!(hotel["vendor"]["description"], "Hotel am Ufer");
        let taxi = format!("{}/expenses", app.traveler().path("TRAVELER", DRAFT));
        assert_eq!(get(&taxi, language).await.must(200).json()[0]["location"]["name"], place);
    }
}

#[tokio::test]
async fn names_of_the_configuration_follow_accept_language() {
    let app = TestApp::start().await;
    let names = async |list: &str, field: &str, language: &str| -> Vec<String> {
        let path = format!("/expenseconfig/v4/users/{TRAVELER}/{list}");
        let list = app.traveler().get(&path).header(LANGUAGE, language).await.must(200).json();
        list.as_array().unwrap().iter().map(|entry| entry[field].as_str().unwrap().to_owned()).collect()
    };
    assert!(names("policies", "policyName", "en").await.contains(&"Budget Policy".to_owned()));
    assert!(names("policies", "policyName", "de").await.contains(&"Budget-Richtlinie".to_owned()));
    assert_eq!(names("paymenttypes", "paymentTypeName", "de").await[0], "Bar");
    assert_eq!(names("paymenttypes", "paymentTypeName", "en").await[0], "Cash");
}
