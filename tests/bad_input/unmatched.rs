//! Paths that no operation has: refused in the words of the family whose prefix they have, naming the nearest documented route.

use reqwest::Method;

use crate::support::emulator::TestApp;

#[tokio::test]
async fn an_unknown_path_is_404_in_the_shape_of_v4_and_names_the_nearest_route() {
    let app = TestApp::start().await;
    for (method, path, nearest) in [
        (Method::GET, "/expensereports/v4/report/764428DD6A664AF0BFCB", "/expensereports/v4/reports/{reportId}"),
        (Method::PATCH, "/expensereports/v4/reports/X/aprove", "PATCH /expensereports/v4/reports/{reportId}/approve"),
        (
            Method::PATCH,
            "/expensereports/v4/reports/X/sendback",
            "PATCH /expensereports/v4/reports/{reportId}/sendBack",
        ),
        (
            Method::GET,
            "/expensereport/v4/users/U/context/TRAVELER/reports/X",
            "GET /expensereports/v4/users/{userId}/context/{contextType}/reports/{reportId}",
        ),
        (Method::GET, "/events/v4/topic", "GET /events/v4/topics"),
        (Method::GET, "/", ""),
        (Method::GET, "/favicon.ico", ""),
        (Method::POST, "/expensereports/v4/reports/X/approve/", "/expensereports/v4/reports/{reportId}/approve"),
        (Method::GET, "//expensereports//v4", ""),
        (Method::PUT, "/%ff%fe", ""),
    ] {
        let error = app.traveler().request(method.clone(), path).await.must(404).json();
        let message = error["errorMessage"].as_str().unwrap();
        assert!(
            message.contains("nearest documented operation is") && message.contains(nearest),
            "{method} {path}: {message}"
        );
        for field in ["timestamp", "httpStatus", "errorId", "path"] {
            assert!(error[field].as_str().is_some_and(|text| !text.is_empty()), "{field}: {error}");
        }
    }
}

#[tokio::test]
async fn an_unknown_path_below_an_older_api_is_404_in_the_shape_of_that_one() {
    let app = TestApp::start().await;
    for path in
        ["/api/v3.0/expense/entry", "/api/expense/expensereport/v2.0/integrationstatus/reports/X", "/api/nothing"]
    {
        let answer = app.admin().request(Method::POST, path).header("accept", "application/json").await.must(404);
        assert!(answer.json()["Error"]["Message"].as_str().unwrap().contains("nearest"), "{}", answer.text());
        let answer = app.admin().request(Method::POST, path).header("accept", "application/xml").await.must(404);
        assert_eq!(answer.xml().name, "Error");
        assert!(answer.xml().child("Message").text.contains("nearest"));
    }
    let answer = app.request(Method::POST, "/oauth2/token").await.must(404);
    assert!(answer.json()["error_description"].as_str().unwrap().contains("/oauth2/v0/token"), "{}", answer.text());
    let answer = app.control().request(Method::GET, "nothing").await.must(404);
    assert!(answer.json()["error"]["message"].as_str().unwrap().contains("nearest"), "{}", answer.text());
}

#[tokio::test]
async fn another_method_on_a_documented_path_is_405_and_says_which_there_are() {
    let app = TestApp::start().await;
    for (method, path, allow) in [
        (Method::GET, "/oauth2/v0/token", "POST"),
        (Method::PUT, "/expensereports/v4/reports/X/approve", "PATCH"),
        (Method::POST, "/events/v4/topics", "GET"),
        (Method::POST, "/api/v3.0/expense/allocations", "GET"),
    ] {
        let answer = app.traveler().request(method, path).await.must(405);
        assert_eq!(answer.header("allow"), allow);
        assert!(answer.text().contains(allow));
    }
}
