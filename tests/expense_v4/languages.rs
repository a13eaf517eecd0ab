//! Names in the caller's language.

use crate::support::emulator::TestApp;
use crate::support::reports::{AT_MANAGER, DRAFT};

#[tokio::test]
async fn a_report_has_its_names_in_the_language_that_the_caller_prefers() {
    let app = TestApp::start().await;
    let names = async |report: &str, language: &str| {
        let report = app.traveler().report(report).header("accept-language", language).await.must(200).json();
        ["approvalStatus", "paymentStatus", "country"].map(|name| report[name].as_str().unwrap().to_owned())
    };
    let english = ["Not Submitted", "Not Paid", "UNITED STATES"];
    let german = ["Nicht eingereicht", "Nicht bezahlt", "VEREINIGTE STAATEN"];
    assert_eq!(names(DRAFT, "de").await, german);
    assert_eq!(names(DRAFT, "de-CH, en;q=0.5").await, german);
    assert_eq!(names(DRAFT, "en-GB;q=0.9, de;q=0.3").await, english);
    assert_eq!(names(DRAFT, "fr").await, english);
    assert_eq!(names(AT_MANAGER, "de").await[0], "Eingereicht und Genehmigung ausstehend");
    let unasked = app.traveler().report(DRAFT).await.must(200).json();
    assert_eq!(unasked["approvalStatus"], english[0]);
}

#[tokio::test]
async fn every_status_has_a_name_of_its_own_in_each_language() {
    let app = TestApp::start().await;
    for language in ["en", "de"] {
        let mut names = std::collections::BTreeMap::new();
        for report in app.control().reports().await {
            let id = report["reportId"].as_str().unwrap();
            let path = format!("/expensereports/v4/reports/{id}");
            let report = app.company().get(&path).header("accept-language", language).await.must(200).json();
            for (code, name) in [("approvalStatusId", "approvalStatus"), ("paymentStatusId", "paymentStatus")] {
                let (code, name) = (report[code].to_string(), report[name].to_string());
                assert_ne!(name, "\"\"");
                assert_eq!(names.entry(name).or_insert_with(|| code.clone()), &code);
            }
        }
        assert!(names.len() > 15, "{names:?}");
    }
}
