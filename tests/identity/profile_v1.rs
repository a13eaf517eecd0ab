//! Profile v1: whose token it is, and who a principal is.

use serde_json::json;

use super::{COMPANY, NOBODY};
use crate::support::cast::{MANAGER, TRAVELER};
use crate::support::emulator::TestApp;

#[tokio::test]
async fn me_is_the_user_or_the_company() {
    let app = TestApp::of(&["identity.yaml"]).await;
    let me = app.traveler().get("/profile/v1/me?schema=compact").await.must(200).json();
    assert_eq!((&me["id"], &me["userType"]), (&json!(TRAVELER.to_string()), &json!("Enterprise")));
    assert_eq!(me["meta"]["principalType"], "user");
    let work = json!([{"value": "traveler@example.com", "type": "Business", "notifications": true, "verified": false}]);
    assert_eq!(me["emails"], work);
    let employee =
        json!({"companyUUID": COMPANY, "employeeId": "1001", "jobTitle": "", "managerId": MANAGER.to_string()});
    assert_eq!(me["com:concur:Employee:1.0"], employee);
    let company = app.company().get("/profile/v1/me").await.must(200).json();
    assert_eq!((&company["id"], &company["meta"]["principalType"]), (&json!(COMPANY), &json!("company")));
    app.application().get("/profile/v1/me").await.must(403);
    app.holder("reports-token", None).get("/profile/v1/me").await.must(403);
    app.holder("nobody", None).get("/profile/v1/me").await.must(401);
}

#[tokio::test]
async fn a_principal_is_seen_by_himself_and_by_the_company() {
    let app = TestApp::start().await;
    let path = |id: &str| format!("/profile/v1/principals/{id}");
    let (traveler, manager) = (TRAVELER.to_string(), MANAGER.to_string());
    let own = app.traveler().get(&path(&traveler)).await.must(200).json();
    assert_eq!(app.company().get(&path(&traveler)).await.must(200).json(), own);
    for other in [manager.as_str(), COMPANY, NOBODY] {
        app.traveler().get(&path(other)).await.must(403);
    }
    assert_eq!(app.company().get(&path(COMPANY)).await.must(200).json()["id"], COMPANY);
    for nobody in [NOBODY, "nonsense"] {
        app.company().get(&path(nobody)).await.must(404);
    }
    app.company().get("/profile/v1/nonsense").await.must(404);
}
