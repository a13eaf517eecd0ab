//! What delegates may do by right, and what the clock does by itself.

use reqwest::Method;
use serde_json::json;

use super::{new_report, raised_by, unchanged_by};
use crate::support::cast::{MANAGER, TRAVELER};
use crate::support::emulator::TestApp;
use crate::support::reports::{AT_MANAGER, DRAFT};
use crate::support::request::Request;

/// A policy whose manager has three days, and whose accounting review approves itself after five minutes.
const IMPATIENT: &str = "00000000000000000000000000000001";

async fn app() -> TestApp {
    TestApp::of(&["rights.yaml"]).await
}

#[tokio::test]
async fn a_delegate_does_what_he_has_the_right_to_and_nothing_else() {
    let app = app().await;
    let (prepares, submits) = (app.colleague().acting_for(TRAVELER), app.delegate().acting_for(TRAVELER));
    let (idle, approves) = (app.colleague().acting_for(MANAGER), app.delegate().acting_for(MANAGER));
    for call in [
        prepares.submit(DRAFT),
        prepares.recall(AT_MANAGER),
        submits.update(DRAFT, &json!({"name": "x"})),
        submits.create(&json!({"name": "x"})),
        idle.approve(AT_MANAGER),
        idle.send_back(AT_MANAGER),
        idle.to_approve(),
    ] {
        unchanged_by(&app, call).await.refused(403, "userId");
    }
    prepares.update(DRAFT, &json!({"name": "Prepared"})).await.must(204);
    submits.submit(DRAFT).await.must(204);
    approves.approve(DRAFT).await.must(204);
    submits.recall(DRAFT).await.must(204);
    approves.send_back(AT_MANAGER).await.must(204);
}

fn advance<'a>(app: &'a TestApp, by: &str) -> Request<'a> {
    app.control().request(Method::POST, "clock/advance").json(&json!({"by": by}))
}

#[tokio::test]
async fn the_clock_approves_a_step_that_says_so_and_lets_another_expire() {
    let app = app().await;
    let report = new_report(&app, IMPATIENT).await;
    app.traveler().submit(&report).await.must(204);
    let (_, raised) = raised_by(&app, advance(&app, "PT71H59M59S")).await;
    assert_eq!(raised, [""; 0]);
    app.manager().approve(&report).await.must(204);
    let (_, raised) = raised_by(&app, advance(&app, "PT4M59S")).await;
    assert_eq!(raised, [""; 0]);
    let (_, raised) = raised_by(&app, advance(&app, "PT1S")).await;
    assert_eq!(raised, ["statusChanged PROCPAY: A_ACCO/P_NOTP to A_APPR/P_PROC by nobody"]);
    let late = new_report(&app, IMPATIENT).await;
    app.traveler().submit(&late).await.must(204);
    let (_, raised) = raised_by(&app, advance(&app, "PT72H")).await;
    assert_eq!(raised, [""; 0]);
    assert_eq!(app.control().status(&late).await.0, "A_TEXP");
    unchanged_by(&app, app.manager().approve(&late)).await.refused(400, "approvalStatusId");
    app.manager().send_back(&late).await.must(204);
}
