//! Who is not let in, and what is not there.

use super::{COMPANY, OWN_GROUP, of_company, of_user};
use crate::support::caller::Caller;
use crate::support::cast::{COLLEAGUE, MANAGER, TRAVELER};
use crate::support::emulator::TestApp;
use crate::support::reports::policies;
use crate::support::request::Request;

/// Of nobody and nothing.
const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

/// Every operation on a user.
fn all<'a>(caller: Caller<'a>, user: &str) -> Vec<Request<'a>> {
    let types = format!("policies/{}/expensetypes", policies::QUIET);
    let rests = ["policies", &types, "paymenttypes", "attendeetypes", "groupconfigs"];
    rests.into_iter().map(|rest| of_user(caller, user, rest)).collect()
}

#[tokio::test]
async fn an_identifier_that_is_none_is_400_and_named() {
    let app = TestApp::start().await;
    for user in ["nonsense", "traveler@example.com", "f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca", "%20"] {
        for request in all(app.company(), user) {
            request.await.refused(400, "userID");
        }
    }
    let user = TRAVELER.to_string();
    of_user(app.company(), &user, "policies/nonsense/expensetypes").await.refused(400, "policyId");
    for rest in ["", &format!("/{OWN_GROUP}")] {
        let path = format!("/expenseconfig/v4/companies/nonsense/groupconfigs{rest}");
        app.company().get(&path).await.refused(400, "companyId");
    }
    for asked in ["nonsense", "policies,policy", "attendeetypes"] {
        let request = of_company(app.company(), &format!("/{OWN_GROUP}?applicableConfigs={asked}"));
        request.await.refused(400, "applicableConfigs");
    }
    let twice = format!("/{OWN_GROUP}?applicableConfigs=policies&applicableConfigs=paymentTypes");
    of_company(app.company(), &twice).await.refused(400, "applicableConfigs");
}

#[tokio::test]
async fn a_call_without_a_good_token_is_401() {
    let app = TestApp::start().await;
    let stranger = app.holder("nobody-token", None);
    let of_companies = ["".to_owned(), format!("/{OWN_GROUP}")].map(|rest| of_company(stranger, &rest));
    for request in all(stranger, &TRAVELER.to_string()).into_iter().chain(of_companies) {
        request.await.must(401);
    }
}

#[tokio::test]
async fn another_users_configuration_the_applications_token_and_a_missing_scope_are_403() {
    let app = TestApp::of(&["groups.yaml"]).await;
    for user in [MANAGER.to_string(), NOBODY.to_owned()] {
        for request in all(app.colleague(), &user) {
            request.await.refused(403, "userID");
        }
    }
    // A delegate sees what he needs for the reports of the one he stands in for.
    for request in all(app.delegate(), &TRAVELER.to_string()) {
        request.await.must(200);
    }
    for token in ["app-token", "reports-token"] {
        let caller = app.holder(token, None);
        let of_companies = ["".to_owned(), format!("/{OWN_GROUP}")].map(|rest| of_company(caller, &rest));
        for request in all(caller, &COLLEAGUE.to_string()).into_iter().chain(of_companies) {
            request.await.must(403);
        }
    }
    // Each list has a scope of its own; that of policies opens expense types, too.
    let statuses = async |token| {
        let mut statuses = Vec::new();
        for request in all(app.holder(token, None), &COLLEAGUE.to_string()) {
            statuses.push(request.await.status);
        }
        statuses
    };
    assert_eq!(statuses("types-token").await, [403, 200, 403, 403, 403]);
    assert_eq!(statuses("policies-token").await, [200, 200, 403, 403, 403]);
}

#[tokio::test]
async fn what_is_not_there_is_404_and_named() {
    let app = TestApp::of(&["groups.yaml"]).await;
    for request in all(app.company(), NOBODY) {
        request.await.refused(404, "userID");
    }
    // The default policy is none of the colleague's group.
    for policy in [policies::DEFAULT, "00000000000000000000000000000000"] {
        let types = format!("policies/{policy}/expensetypes");
        of_user(app.company(), &COLLEAGUE.to_string(), &types).await.refused(404, "policyId");
    }
    for path in [format!("{NOBODY}/groupconfigs"), format!("{NOBODY}/groupconfigs/{OWN_GROUP}")] {
        let request = app.company().get(&format!("/expenseconfig/v4/companies/{path}"));
        request.await.refused(404, "companyId");
    }
    of_company(app.company(), "/00000000000000000000000000000000").await.refused(404, "hierarchyNodeId");
    assert_eq!(of_company(app.company(), "").await.must(200).operation(), "expenseConfig.listGroups");
    let unknown = app.company().get(&format!("/expenseconfig/v4/companies/{COMPANY}/nonsense")).await.must(404);
    assert_eq!(unknown.json()["httpStatus"], "404 Not Found");
}
