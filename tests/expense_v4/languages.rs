//! Display names in the language that the caller asks for; codes are the same in all of them.

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
