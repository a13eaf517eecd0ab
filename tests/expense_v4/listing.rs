//! The list of a user's reports, and a report by its ID alone.

use serde_json::{Value, json};

use crate::support::caller::Caller;
use crate::support::cast::{COLLEAGUE, DELEGATE, MANAGER, TRAVELER};
use crate::support::emulator::TestApp;
use crate::support::reports::{AT_MANAGER, DRAFT};
use crate::support::request::Request;

/// The list of someone's reports.
fn list<'a>(caller: Caller<'a>, user: impl ToString, query: &str) -> Request<'a> {
    caller.get(&format!("/expensereports/v4/users/{}/context/TRAVELER/reports{query}", user.to_string()))
}

fn by_id<'a>(caller: Caller<'a>, report: &str) -> Request<'a> {
    caller.get(&format!("/expensereports/v4/reports/{report}"))
}

fn ids(page: &Value) -> Vec<String> {
    let content = page["content"].as_array().unwrap();
    content.iter().map(|report| report["reportId"].as_str().unwrap().to_owned()).collect()
}

/// The address of another page, where there is one.
fn link(page: &Value, rel: &str) -> Option<String> {
    let links = page["links"].as_array().unwrap();
    let link = links.iter().find(|link| link["rel"] == rel)?;
    Some(link["href"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn all_reports_of_a_user_are_found_by_going_from_page_to_page() {
    let app = TestApp::start().await;
    let all = list(app.traveler(), TRAVELER, "?limit=100").await.must(200).json();
    let total = all["totalElements"].as_u64().unwrap();
    assert_eq!(ids(&all).len() as u64, total);
    assert_eq!(all["totalPages"], 1);
    assert!(all["content"].as_array().unwrap().iter().all(|report| report["userId"] == TRAVELER.to_string()));
    let created: Vec<_> = all["content"].as_array().unwrap().iter().map(|r| r["creationDate"].to_string()).collect();
    assert!(created.is_sorted_by(|one, next| one >= next), "{created:?}");

    let mut page = list(app.traveler(), TRAVELER, "?limit=2").await.must(200).json();
    assert_eq!(page["totalPages"].as_u64().unwrap(), total.div_ceil(2));
    assert_eq!(link(&page, "prev"), None);
    let mut found = ids(&page);
    while let Some(next) = link(&page, "next") {
        let before = link(&page, "self").unwrap();
        page = app.traveler().get(&next).await.must(200).json();
        assert_eq!(link(&page, "prev").unwrap(), before);
        found.extend(ids(&page));
    }
    assert_eq!(link(&page, "self"), link(&page, "last"));
    assert_eq!(found, ids(&all));
}

#[tokio::test]
async fn a_new_report_comes_first_and_a_deleted_one_goes() {
    let app = TestApp::start().await;
    let total = async || list(app.traveler(), TRAVELER, "").await.must(200).json()["totalElements"].as_u64().unwrap();
    let before = total().await;
    let uri = app.traveler().create(&json!({"name": "Trip"})).await.must(201).json()["uri"].clone();
    let id = uri.as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let page = list(app.traveler(), TRAVELER, "?limit=1").await.must(200).json();
    assert_eq!(ids(&page), [id.as_str()]);
    assert_eq!(page["totalElements"], before + 1);
    app.traveler().delete(&id).await.must(204);
    assert_eq!(total().await, before);
}

#[tokio::test]
async fn a_page_is_bounded_and_one_beyond_the_last_is_empty() {
    let app = TestApp::start().await;
    for query in ["?limit=0", "?limit=-1", "?limit=x"] {
        list(app.traveler(), TRAVELER, query).await.refused(400, "limit");
    }
    list(app.traveler(), TRAVELER, "?page=-1").await.refused(400, "page");
    let page = list(app.traveler(), TRAVELER, "?page=4294967295&limit=4294967295").await.must(200).json();
    assert_eq!(ids(&page), [""; 0]);
    assert_ne!(page["totalElements"], 0);
    assert_eq!(link(&page, "next"), None);
    assert!(link(&page, "self").unwrap().ends_with("limit=100"));
    let nobodys = list(app.company(), MANAGER, "").await.must(200).json();
    assert_eq!((&nobodys["totalElements"], &nobodys["totalPages"]), (&json!(0), &json!(0)));
}

#[tokio::test]
async fn reports_are_listed_by_their_owner_his_delegate_and_the_company() {
    let app = TestApp::start().await;
    let own = ids(&list(app.traveler(), TRAVELER, "").await.must(200).json());
    for caller in [app.delegate(), app.company()] {
        assert_eq!(ids(&list(caller, TRAVELER, "").await.must(200).json()), own);
    }
    assert_eq!(ids(&list(app.delegate(), DELEGATE, "").await.must(200).json()), [""; 0]);
    let colleagues = ids(&list(app.colleague(), COLLEAGUE, "").await.must(200).json());
    assert!(colleagues.iter().all(|id| !own.contains(id)), "{colleagues:?}");
    list(app.colleague(), TRAVELER, "").await.refused(403, "userId");
    list(app.company(), "11111111-1111-1111-1111-111111111111", "").await.refused(403, "userId");
    list(app.application(), TRAVELER, "").await.must(403);
    let manager = format!("/expensereports/v4/users/{TRAVELER}/context/MANAGER/reports");
    app.traveler().get(&manager).await.refused(400, "contextType");
    app.request(reqwest::Method::GET, &manager).await.must(401);
}

#[tokio::test]
async fn a_report_is_had_by_its_id_alone_by_whoever_may_see_it() {
    let app = TestApp::start().await;
    let long = app.traveler().report(DRAFT).await.must(200).json();
    assert_eq!(by_id(app.traveler(), DRAFT).await.must(200).json(), long);
    for caller in [app.company(), app.delegate(), app.processor()] {
        assert_eq!(by_id(caller, DRAFT).await.must(200).json()["reportId"], DRAFT);
    }
    assert_eq!(by_id(app.traveler(), AT_MANAGER).await.must(200).json()["canRecall"], true);
    assert_eq!(by_id(app.manager(), AT_MANAGER).await.must(200).json()["canRecall"], false);
    by_id(app.manager(), DRAFT).await.refused(403, "reportId");
    by_id(app.colleague(), DRAFT).await.refused(403, "reportId");
    by_id(app.company(), "FFFFFFFFFFFFFFFFFFFF").await.refused(404, "reportId");
    by_id(app.application(), DRAFT).await.must(403);
    app.request(reqwest::Method::GET, &format!("/expensereports/v4/reports/{DRAFT}")).await.must(401);
}
