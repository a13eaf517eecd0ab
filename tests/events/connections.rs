//! Companies that connect, before subscriptions are made and after.

use concur_emulator::events::subscriptions::Subscription;
use reqwest::Method;
use serde_json::{Value, json};

use super::stage::{APPLICATION, COMPANY, Stage, deleted, id, subscription};
use crate::support::emulator::TestApp;
use crate::support::receiver::Receiver;
use crate::support::written;

const NEW: &str = "764428DD6A664AF0BFCB";

async fn with_switch(is_on: bool) -> TestApp {
    written::start(&json!({"extends": "default", "switches": {"lateSubscriptionsJoin": is_on}})).await
}

async fn subscribe(app: &TestApp, receiver: &Receiver) {
    let topic = "public.concur.expense.report";
    let body = json!({"id": "mine", "filter": ".*", "topic": topic, "webHookConfig": {"endpoint": receiver.url()}});
    app.application().request(Method::PUT, "/events/v4/subscriptions/webhook").json(&body).await.must(200);
}

/// The companies that the subscription shows.
async fn companies(app: &TestApp) -> Value {
    let answer = app.application().request(Method::GET, "/events/v4/subscriptions/mine").await.must(200);
    answer.json()[0]["companyIds"].clone()
}

/// Exchanges the company's request token, as the last step of connecting does. Answers the refresh token.
async fn connect(app: &TestApp) -> String {
    let form = "client_id=dabd27f0-23e7-415d-b5e5-19a7dbe4fb4d&client_secret=emulator-secret&grant_type=password\
        &credtype=authtoken&username=12fc85ee-6f43-4d85-ba0d-94e844849dc1&password=emulator-request-token";
    let answer = token(app, form.to_owned()).await;
    answer["refresh_token"].as_str().expect("a refresh token").to_owned()
}

async fn token(app: &TestApp, form: String) -> Value {
    let request = app.request(Method::POST, "/oauth2/v0/token");
    request.content("application/x-www-form-urlencoded", form).await.must(200).json()
}

#[tokio::test]
async fn a_new_subscription_gets_the_connected_company_at_once_unless_a_switch_says_otherwise() {
    for is_on in [true, false] {
        let (app, receiver) = (with_switch(is_on).await, Receiver::start());
        subscribe(&app, &receiver).await;
        app.control().act(NEW, "submit", "traveler@example.com").await.must(200);
        app.control().request(Method::POST, "drain").await.must(204);
        let expected = if is_on { json!([COMPANY.to_string()]) } else { json!([]) };
        assert_eq!(companies(&app).await, expected);
        assert_eq!(receiver.requests().len(), usize::from(is_on));
    }
}

#[tokio::test]
async fn a_company_that_connects_joins_from_then_on_and_not_retroactively() {
    let (app, receiver) = (with_switch(false).await, Receiver::start());
    let refresh_token = connect(&app).await;
    subscribe(&app, &receiver).await;
    app.control().act(NEW, "submit", "traveler@example.com").await.must(200);
    let refresh =
        "client_id=dabd27f0-23e7-415d-b5e5-19a7dbe4fb4d&client_secret=emulator-secret&grant_type=refresh_token";
    token(&app, format!("{refresh}&refresh_token={refresh_token}")).await;
    assert_eq!(companies(&app).await, json!([]), "neither an earlier exchange nor a refresh connects");

    connect(&app).await;
    connect(&app).await;
    assert_eq!(companies(&app).await, json!([COMPANY.to_string()]));
    app.control().act(NEW, "recall", "traveler@example.com").await.must(200);
    app.control().request(Method::POST, "drain").await.must(204);
    let came: Vec<_> = receiver.requests().iter().map(|r| r.json()["facts"]["stepCode"].clone()).collect();
    assert_eq!(came, ["RECALL"]);

    subscribe(&app, &receiver).await;
    assert_eq!(companies(&app).await, json!([COMPANY.to_string()]), "a change keeps who has joined");
}

#[tokio::test]
async fn a_subscription_of_the_scenario_has_the_company_either_way() {
    let receiver = Receiver::start();
    let scenario = json!({
        "extends": "default",
        "switches": {"lateSubscriptionsJoin": false},
        "subscriptions": [{
            "id": "mine", "application": APPLICATION.to_string(), "topic": "public.concur.expense.report",
            "endpoint": receiver.url(),
        }],
    });
    let app = written::start(&scenario).await;
    assert_eq!(companies(&app).await, json!([COMPANY.to_string()]));
}

#[tokio::test]
async fn a_company_joins_the_subscriptions_of_the_application_that_it_connects_to_and_keeps_them_alive() {
    let (stage, receiver) = (Stage::new(), Receiver::start());
    let unconnected = |name: &str| Subscription { companies: Vec::new(), ..subscription(name, &receiver.url()) };
    stage.put(unconnected("mine"));
    let other = uuid::Uuid::from_u128(9);
    stage.put(Subscription { application: other, ..unconnected("other") });
    let early = stage.happen(deleted());
    stage.outbox.connect(APPLICATION, COMPANY);
    let late = stage.happen(deleted());
    stage.pass(chrono::Duration::days(31)).await;
    assert_eq!(stage.entry(early).deliveries, []);
    assert_eq!(stage.delivery(late).subscription.as_str(), "mine");
    assert!(stage.outbox.subscription(APPLICATION, &id("mine")).is_some());
    assert!(stage.outbox.subscription(other, &id("other")).is_none(), "nobody has connected for 30 days");
}
