//! The HTTP operations of the service.

use std::sync::Arc;

use actix_web::dev::fn_service;
use actix_web::http::StatusCode;
use actix_web::http::header::{AUTHORIZATION, CONTENT_TYPE};
use actix_web::{App as Server, test, web};
use chrono::Duration;
use concur_emulator::api::{App, families};
use concur_emulator::core::World;
use concur_emulator::core::company::{Company, Forms, Ledger};
use concur_emulator::core::form::{Form, FormBook};
use concur_emulator::core::money::Currency;
use concur_emulator::core::profile::Profile;
use concur_emulator::core::spend::Spend;
use concur_emulator::core::user::{Roles, User};
use concur_emulator::events::outbox::Settings;
use concur_emulator::server::exchange::{Exchanges, Shared};
use concur_emulator::server::routes::Families;
use concur_emulator::tenant::access::{AccessSeed, Grant, Principal};
use concur_emulator::tenant::authority::{Authority, Names};
use concur_emulator::tenant::{Blueprint, Tenant};
use concur_emulator::tenants::{Beginning, Founder, Realm, Tenants};
use serde_json::{Value, json};
use tokio::runtime::Handle;
use uuid::Uuid;

use super::stage::{APPLICATION, COMPANY, OWNER, Stage, deleted};
use crate::support::receiver::Receiver;

const SUBSCRIPTIONS: &str = "/events/v4/subscriptions";
const WEBHOOK: &str = "/events/v4/subscriptions/webhook";
const ALL_SCOPES: &[&str] = &["events.topic.read", "expense.report.read", "FISVC", "identity.user.event.read"];

fn company() -> Company {
    Company {
        id: COMPANY,
        name: "Example".into(),
        currency: Currency::USD,
        country_code: "US".into(),
        country_sub_division_code: None,
        ledger: Ledger { id: "1".into(), name: "Ledger".into() },
        forms: Forms {
            report: "1".into(),
            allocation: "2".into(),
            analytics_group: "3".into(),
            hierarchy_node: "4".into(),
        },
        expense_types: Default::default(),
        payment_types: Default::default(),
        cost_objects: Default::default(),
        cost_object_field: "custom9".into(),
        exchange_rates: Default::default(),
        expense_forms: FormBook::new(Form::of_any_expense()).into(),
        report_forms: FormBook::new(Form::of_any_report()).into(),
        bank_accounts: Default::default(),
        translations: Default::default(),
        places: Default::default(),
        switches: Default::default(),
        attendee_types: Default::default(),
        attendees: Default::default(),
        spend_categories: Default::default(),
        groups: Default::default(),
        cash_advances: Default::default(),
        tax_authorities: Default::default(),
        exception_types: Default::default(),
    }
}

/// The company with the one user whose token is tried.
fn staffed() -> World {
    let mut world = World::new(company());
    world.put_user(User {
        id: OWNER,
        login: "owner@example.com".to_owned(),
        employee_id: "1".to_owned(),
        first_name: "Olga".to_owned(),
        last_name: "Owner".to_owned(),
        manager: None,
        roles: Roles::default(),
        delegates: Vec::new(),
        group: None,
        profile: Profile::default(),
        spend: Spend::default(),
    });
    world
}

/// The family's operations on a stage, with tokens of several kinds.
struct Api {
    stage: Stage,
    app: web::Data<App>,
}

impl Api {
    fn new() -> Self {
        let stage = Stage::new();
        let now = stage.clock.now();
        let blueprint = Blueprint {
            world: staffed(),
            access: AccessSeed::default(),
            faults: Default::default(),
            seed: Some(1),
            frozen_at: Some(now),
            runs_from: None,
        };
        let tenant = Tenant::new(blueprint, Arc::clone(&stage.clock), Arc::clone(&stage.outbox) as _);
        let issue = |token: &str, principal, client_id, scopes: &[&str]| {
            let scopes = scopes.iter().map(|scope| Arc::from(*scope)).collect();
            let expires_at = Some(now + Duration::days(30));
            tenant.access.issue(token, Arc::new(Grant { principal, client_id, scopes, expires_at }), now);
        };
        issue("app", Principal::Application, APPLICATION, ALL_SCOPES);
        issue("stranger", Principal::Application, Uuid::from_u128(1), ALL_SCOPES);
        issue("service-only", Principal::Application, APPLICATION, &["events.topic.read"]);
        issue("topic-only", Principal::Application, APPLICATION, &["expense.report.read"]);
        let of_reports = &["events.topic.read", "expense.report.readwrite"];
        issue("reports-only", Principal::Application, APPLICATION, of_reports);
        issue("user", Principal::User(OWNER), APPLICATION, ALL_SCOPES);
        issue("company", Principal::Company, APPLICATION, ALL_SCOPES);
        let realm = Realm::new(Arc::new(tenant), Arc::clone(&stage.outbox), Vec::new());
        let courier = Arc::clone(&stage.courier);
        let founder = Founder::new(courier, Settings::default(), Beginning::default(), Handle::current());
        let app = web::Data::new(App {
            tenants: Tenants::new(Arc::new(realm), founder),
            public_url: None,
            keys: Arc::default(),
            authority: Arc::new(Authority::new(&Names::default()).unwrap()),
        });
        Self { stage, app }
    }

    /// Sends a request, and answers status and body.
    async fn send(&self, token: &str, request: test::TestRequest) -> (StatusCode, Value) {
        let families = families::EMULATED.iter().filter(|family| family.name == "events-v4").collect();
        let families = web::Data::new(Families::new(families));
        let exchanges = Exchanges::new(self.app.clone(), families, Shared::new(None));
        let answer = fn_service(move |request| exchanges.answer(request));
        let service = test::init_service(Server::new().app_data(self.app.clone()).default_service(answer)).await;
        let request = match token {
            "" => request,
            token => request.insert_header((AUTHORIZATION, format!("Bearer {token}"))),
        };
        let response = test::call_service(&service, request.to_request()).await;
        let status = response.status();
        let body = test::read_body(response).await;
        (status, serde_json::from_slice(&body).expect("a body of JSON"))
    }

    async fn get(&self, token: &str, path: &str) -> (StatusCode, Value) {
        self.send(token, test::TestRequest::get().uri(path)).await
    }

    async fn put(&self, token: &str, body: &Value) -> (StatusCode, Value) {
        self.send(token, test::TestRequest::put().uri(WEBHOOK).set_json(body)).await
    }

    async fn delete(&self, token: &str, id: &str) -> (StatusCode, Value) {
        self.send(token, test::TestRequest::delete().uri(&format!("{SUBSCRIPTIONS}/{id}"))).await
    }
}

fn body(id: &str) -> Value {
    json!({
        "id": id,
        "filter": ".*",
        "topic": "public.concur.expense.report",
        "webHookConfig": {"endpoint": "http://127.0.0.1:9/hook"},
    })
}

#[actix_web::test]
async fn topics_are_those_that_the_scopes_open() {
    let api = Api::new();
    let all = json!([
        "public.concur.expense.report",
        "public.concur.financialintegration",
        "public.concur.user.profile.identity",
        "public.test",
    ]);
    assert_eq!(api.get("app", "/events/v4/topics").await, (StatusCode::OK, all));
    let reports = json!(["public.concur.expense.report", "public.test"]);
    assert_eq!(api.get("reports-only", "/events/v4/topics").await, (StatusCode::OK, reports));
    assert_eq!(api.get("service-only", "/events/v4/topics").await, (StatusCode::OK, json!([])));
}

#[actix_web::test]
async fn only_an_applications_token_with_the_scope_of_the_service_is_let_in() {
    let api = Api::new();
    let expected = [("", 401), ("forged", 401), ("topic-only", 403), ("user", 403), ("company", 403)];
    for (token, status) in expected {
        for path in ["/events/v4/topics", SUBSCRIPTIONS, "/events/v4/subscriptions/any"] {
            let (answered, body) = api.get(token, path).await;
            assert_eq!(answered.as_u16(), status, "{token} {path}");
            assert_eq!(body["path"], path);
            assert!(body["httpStatus"].as_str().is_some_and(|text| text.starts_with(&status.to_string())));
        }
        assert_eq!(api.put(token, &body("mine")).await.0.as_u16(), status, "{token}");
        assert_eq!(api.delete(token, "mine").await.0.as_u16(), status, "{token}");
    }
}

#[actix_web::test]
async fn a_subscription_is_saved_shown_listed_and_deleted_as_the_pages_have_it() {
    let api = Api::new();
    let shown = json!({
        "id": "my.sub-1",
        "topic": "public.concur.expense.report",
        "filter": ".*",
        "webHookConfig": {"endpoint": "http://127.0.0.1:9/hook"},
        "applicationId": APPLICATION,
        "scope": "",
        "groups": [],
        "companyIds": [COMPANY.to_string()],
    });
    let saved = json!({"message": "Subscription 'my.sub-1' saved successfully"});
    assert_eq!(api.put("app", &body("my.sub-1")).await, (StatusCode::OK, saved.clone()));
    assert_eq!(api.get("app", "/events/v4/subscriptions/my.sub-1").await, (StatusCode::OK, json!([shown])));
    assert_eq!(api.get("app", SUBSCRIPTIONS).await, (StatusCode::OK, json!([shown])));

    // What was answered can be sent back.
    assert_eq!(api.put("app", &shown).await, (StatusCode::OK, saved));

    let deleted = json!({"message": "Subscription 'my.sub-1' marked for deletion"});
    assert_eq!(api.delete("app", "my.sub-1").await, (StatusCode::OK, deleted));
    assert_eq!(api.get("app", SUBSCRIPTIONS).await, (StatusCode::OK, json!([])));
    assert_eq!(api.delete("app", "my.sub-1").await.0, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn a_filter_that_is_left_out_or_null_lets_everything_through() {
    let api = Api::new();
    let mut without = body("mine");
    without.as_object_mut().expect("an object").remove("filter");
    let mut null = body("mine");
    null["filter"] = Value::Null;
    for body in [without, null] {
        assert_eq!(api.put("app", &body).await.0, StatusCode::OK);
        assert_eq!(api.get("app", SUBSCRIPTIONS).await.1[0]["filter"], ".*");
    }
}

#[actix_web::test]
async fn another_applications_subscription_can_be_neither_seen_nor_touched() {
    let api = Api::new();
    api.put("app", &body("mine")).await;
    assert_eq!(api.get("stranger", SUBSCRIPTIONS).await, (StatusCode::OK, json!([])));
    assert_eq!(api.get("stranger", "/events/v4/subscriptions/mine").await.0, StatusCode::NOT_FOUND);
    assert_eq!(api.delete("stranger", "mine").await.0, StatusCode::NOT_FOUND);
    let (status, problem) = api.put("stranger", &body("mine")).await;
    assert_eq!((status, &problem["validationErrors"][0]["id"]), (StatusCode::CONFLICT, &json!("subscription.taken")));
}

#[actix_web::test]
async fn a_topic_that_the_token_does_not_open_is_closed_to_every_operation() {
    let api = Api::new();
    api.put("app", &body("mine")).await;
    assert_eq!(api.put("service-only", &body("new")).await.0, StatusCode::FORBIDDEN);
    assert_eq!(api.get("service-only", "/events/v4/subscriptions/mine").await.0, StatusCode::FORBIDDEN);
    assert_eq!(api.delete("service-only", "mine").await.0, StatusCode::FORBIDDEN);
    assert_eq!(api.get("service-only", SUBSCRIPTIONS).await, (StatusCode::OK, json!([])));
    assert_eq!(api.get("app", SUBSCRIPTIONS).await.1.as_array().map(Vec::len), Some(1));
}

#[actix_web::test]
async fn a_sixth_subscription_is_refused() {
    let api = Api::new();
    for id in ["a", "b", "c", "d", "e"] {
        assert_eq!(api.put("app", &body(id)).await.0, StatusCode::OK);
    }
    let (status, problem) = api.put("app", &body("f")).await;
    assert_eq!(
        (status, &problem["validationErrors"][0]["id"]),
        (StatusCode::BAD_REQUEST, &json!("subscription.tooMany"))
    );
}

#[actix_web::test]
async fn everything_that_is_wrong_with_a_subscription_is_named() {
    let api = Api::new();
    let wrong = json!({"id": "Bad Id", "filter": "(", "topic": "no.such", "webHookConfig": {"endpoint": "ftp://x"}});
    let (status, problem) = api.put("app", &wrong).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let errors = problem["validationErrors"].as_array().expect("a list");
    let sources: Vec<_> = errors.iter().map(|error| error["source"].clone()).collect();
    assert_eq!(sources, ["id", "filter", "webHookConfig.endpoint", "topic"]);
    assert_eq!(api.get("app", SUBSCRIPTIONS).await.1, json!([]));
}

#[actix_web::test]
async fn a_body_that_is_no_subscription_is_refused_with_the_place_that_is_wrong() {
    let api = Api::new();
    let json = "application/json";
    let bodies: [(&str, &[u8], &str); 11] = [
        (json, b"", "body"),
        (json, b"{", "body"),
        (json, b"[]", "body"),
        (json, b"null", "body"),
        (json, b"\xff\xfe{}", "body"),
        (json, br#"{"id":"a","id":"b","topic":"public.test","webHookConfig":{"endpoint":"http://x"}}"#, "body"),
        (json, br#"{"id":7,"topic":"public.test","webHookConfig":{"endpoint":"http://x"}}"#, "id"),
        (json, br#"{"id":"a","topic":"public.test","webHookConfig":"http://x"}"#, "webHookConfig"),
        (json, br#"{"id":"a","topic":"public.test","webHookConfig":{"endpoint":null}}"#, "webHookConfig.endpoint"),
        ("text/xml", b"<id/>", "Content-Type"),
        ("nonsense", b"{}", "Content-Type"),
    ];
    for (content_type, bytes, source) in bodies {
        let request = test::TestRequest::put().uri(WEBHOOK).insert_header((CONTENT_TYPE, content_type));
        let (status, problem) = api.send("app", request.set_payload(bytes)).await;
        let text = String::from_utf8_lossy(bytes);
        assert_eq!(status, StatusCode::BAD_REQUEST, "{text}");
        assert_eq!(problem["validationErrors"][0]["source"], source, "{text}");
    }
    let huge = vec![b' '; 5 * 1024 * 1024 + 1];
    let request = test::TestRequest::put().uri(WEBHOOK).insert_header((CONTENT_TYPE, json));
    assert_eq!(api.send("app", request.set_payload(huge)).await.0, StatusCode::BAD_REQUEST);
    assert_eq!(api.get("app", SUBSCRIPTIONS).await.1, json!([]));
}

#[actix_web::test]
async fn odd_ids_in_the_path_name_no_subscription() {
    let api = Api::new();
    for id in ["unknown", "A", "a%2Fb", "a%20b", "%FF", "$%25", "webhook"] {
        let (status, problem) = api.get("app", &format!("{SUBSCRIPTIONS}/{id}")).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{id}");
        assert_eq!(problem["validationErrors"][0]["source"], "id", "{id}");
    }
}

#[actix_web::test]
async fn a_subscription_made_by_http_gets_what_happens_from_then_on() {
    let (api, receiver) = (Api::new(), Receiver::start());
    api.stage.happen(deleted());
    let mut body = body("mine");
    body["webHookConfig"]["endpoint"] = receiver.url().into();
    assert_eq!(api.put("app", &body).await.0, StatusCode::OK);
    let event = api.stage.happen(deleted());
    api.stage.drain().await;
    let [only] = &receiver.requests()[..] else { panic!("one request") };
    assert_eq!(only.json()["id"], event.to_string());
}
