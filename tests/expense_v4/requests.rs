//! Request Associations v4.

use serde_json::json;

use super::samples;
use crate::support::caller::Caller;
use crate::support::cast::{MANAGER, TRAVELER};
use crate::support::emulator::TestApp;
use crate::support::reports::*;
use crate::support::request::Request;

/// The travel request of the traveler's report at the manager.
const REQUEST: &str = "2D80F1B6A35C4E07918B4CE6D29A53F7";

fn get<'a>(caller: Caller<'a>, context: &str, report: &str) -> Request<'a> {
    caller.get(&format!("{}/requestassociations", caller.path(context, report)))
}

#[tokio::test]
async fn the_example_of_the_page_is_served_word_for_word() {
    let app = samples().await;
    let path = "/expensereports/v4/users/f0257b7a-3f13-4b74-bb9f-66c9020cfb29/context/TRAVELER/reports/28BA437223EE41A49F7B/requestassociations";
    for token in ["requester-token", "company-token"] {
        let request = app.holder(token, None).get(path).header("content-type", "application/json");
        assert_eq!(request.await.must(200).json(), json!({"requests": [{"id": "6A51F1B24A419543A647DDF523F94C3F"}]}));
    }
}

#[tokio::test]
async fn each_of_the_four_contexts_shows_them() {
    let app = TestApp::start().await;
    let as_proxy = app.delegate().acting_for(TRAVELER);
    for (caller, context) in [
        (app.traveler(), "TRAVELER"),
        (app.manager(), "MANAGER"),
        (app.delegate().acting_for(MANAGER), "MANAGER"),
        (app.processor(), "PROCESSOR"),
        (as_proxy, "PROXY"),
        (app.company().acting_for(TRAVELER), "TRAVELER"),
        (app.company().acting_for(MANAGER), "MANAGER"),
    ] {
        let answer = get(caller, context, AT_MANAGER).await.must(200).json();
        assert_eq!(answer, json!({"requests": [{"id": REQUEST}]}), "{context}");
    }
    assert_eq!(get(app.traveler(), "TRAVELER", DRAFT).await.must(200).json(), json!({"requests": []}));
}

#[tokio::test]
async fn each_documented_refusal() {
    let app = TestApp::of(&["refusals.yaml"]).await;
    for context in ["OWNER", "traveler", "ADMINISTRATOR"] {
        get(app.traveler(), context, AT_MANAGER).await.refused(400, "contextType");
    }
    get(app.holder("nobody-token", Some(TRAVELER)), "TRAVELER", AT_MANAGER).await.must(401);
    for (caller, context) in [
        (app.colleague(), "TRAVELER"),
        (app.colleague(), "MANAGER"),
        (app.colleague(), "PROCESSOR"),
        (app.colleague().acting_for(TRAVELER), "TRAVELER"),
        (app.company().acting_for(MANAGER), "TRAVELER"),
        (app.application().acting_for(TRAVELER), "TRAVELER"),
        (app.holder("narrow-company-token", Some(TRAVELER)), "TRAVELER"),
    ] {
        get(caller, context, AT_MANAGER).await.must(403);
    }
    get(app.traveler(), "TRAVELER", UNKNOWN).await.refused(404, "reportId");
}
