//! Tenants come, are listed, and go.

use reqwest::Method;
use serde_json::json;

use crate::support::cast;
use crate::support::emulator::TestApp;
use crate::support::reports::DRAFT;
use crate::support::tenancy::Tenancy;

#[tokio::test]
async fn a_tenant_is_founded_with_everything_that_a_test_needs_to_call() {
    let app = TestApp::start().await;
    let tenant = Tenancy::found_as(&app, &json!({"fixture": "default"})).await;
    let first = Tenancy::first(&app).await;
    for differs in ["companyId", "clientId", "requestToken"] {
        assert_ne!(tenant.sheet[differs], first.sheet[differs], "{differs}");
    }
    assert_eq!(tenant.sheet["clientSecret"], "emulator-secret");
    assert_eq!(tenant.sheet["users"], first.sheet["users"]);
    assert_eq!(tenant.sheet["users"]["traveler@example.com"], cast::TRAVELER.to_string());
    assert_eq!((&tenant.sheet["isFirst"], &first.sheet["isFirst"]), (&json!(false), &json!(true)));
    let names = |of: &Tenancy| of.sheet["tokens"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&tenant), names(&first));
    assert_eq!(first.token("traveler-token"), "traveler-token");
    assert_ne!(tenant.token("traveler-token"), "traveler-token");
    tenant.holder("traveler-token", Some(cast::TRAVELER)).report(DRAFT).await.must(200);
}

#[tokio::test]
async fn the_first_tenant_is_described_as_its_scenario_is_written() {
    let app = TestApp::start().await;
    let first = Tenancy::first(&app).await;
    assert_eq!(first.company(), "12fc85ee-6f43-4d85-ba0d-94e844849dc1");
    assert_eq!(first.client_id(), "dabd27f0-23e7-415d-b5e5-19a7dbe4fb4d");
    assert_eq!(first.request_token(), "emulator-request-token");
    for (name, token) in first.sheet["tokens"].as_object().unwrap() {
        assert_eq!(token.as_str(), Some(name.as_str()));
    }
}

#[tokio::test]
async fn a_body_may_be_left_out() {
    let app = TestApp::of(&["empty"]).await;
    let tenant = app.control().request(Method::POST, "tenants").await.must(201).json();
    let company = tenant["companyId"].as_str().unwrap();
    let reports = app.control().of(company).reports().await;
    assert_eq!(reports, Vec::<serde_json::Value>::new());
}

#[tokio::test]
async fn scenario_clock_and_seed_can_be_chosen() {
    let app = TestApp::start().await;
    let chosen = json!({"fixture": "empty", "clock": "2027-01-01T00:00:00Z", "seed": 7});
    let (one, other) = (Tenancy::found_as(&app, &chosen).await, Tenancy::found_as(&app, &chosen).await);
    let mut created = Vec::new();
    for tenant in [&one, &other] {
        assert_eq!(tenant.control().reports().await.len(), 0);
        let clock = tenant.control().request(Method::GET, "clock").await.must(200).json();
        assert_eq!(clock, json!({"now": "2027-01-01T00:00:00.000Z", "frozen": true}));
        let traveler = tenant.holder("traveler-token", Some(cast::TRAVELER));
        let report = traveler.create(&json!({"name": "Trip", "policyId": "3B7E10C84F5A4D2296C1E8A0D45F7B19"})).await;
        created.push(report.must(201).json()["uri"].as_str().unwrap().to_owned());
    }
    assert_eq!(created[0], created[1], "the same seed gives the same ids");
    let running = Tenancy::found_as(&app, &json!({"clock": "system"})).await;
    let clock = running.control().request(Method::GET, "clock").await.must(200).json();
    assert_eq!(clock["frozen"], false);
}

#[tokio::test]
async fn what_cannot_be_founded_is_refused_by_field_and_founds_nothing() {
    let app = TestApp::start().await;
    for (body, field) in [
        (json!({"fixture": "nope"}), "fixture"),
        (json!({"fixture": "/etc/passwd"}), "fixture"),
        (json!({"fixture": ""}), "fixture"),
        (json!({"fixture": 1}), "fixture"),
        (json!({"clock": "noon"}), "clock"),
        (json!({"seed": -1}), "seed"),
        (json!({"name": "x"}), "name"),
    ] {
        let answer = app.control().request(Method::POST, "tenants").json(&body).await;
        let answer = answer.must(400).json();
        assert!(
            answer["error"]["field"] == field || answer["error"]["message"].as_str().unwrap().contains(field),
            "{body}: {answer}"
        );
    }
    let all = app.control().request(Method::GET, "tenants").await.must(200).json();
    assert_eq!(all["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn tenants_are_listed_in_the_order_in_which_they_were_founded_page_by_page() {
    let app = TestApp::start().await;
    let mut companies = vec![Tenancy::first(&app).await.company().to_owned()];
    for _ in 0..4 {
        companies.push(Tenancy::found(&app).await.company().to_owned());
    }
    let (mut seen, mut path) = (Vec::new(), "tenants?limit=2".to_owned());
    loop {
        let page = app.control().request(Method::GET, &path).await.must(200).json();
        let items = page["items"].as_array().unwrap();
        seen.extend(items.iter().map(|item| item["companyId"].as_str().unwrap().to_owned()));
        match page["next"].as_str() {
            Some(next) => path = format!("tenants?limit=2&after={next}"),
            None => break,
        }
    }
    assert_eq!(seen, companies);
    for (path, field) in [("tenants?limit=0", "limit"), ("tenants?limit=1001", "limit"), ("tenants?after=x", "after")] {
        let answer = app.control().request(Method::GET, path).await.must(400).json();
        assert_eq!(answer["error"]["field"], field, "{answer}");
    }
}

#[tokio::test]
async fn a_deleted_tenant_is_gone_with_its_tokens_and_its_clients() {
    let app = TestApp::start().await;
    let (tenant, stays) = (Tenancy::found(&app).await, Tenancy::found(&app).await);
    let traveler = tenant.holder("traveler-token", Some(cast::TRAVELER));
    traveler.report(DRAFT).await.must(200);
    tenant.delete().await;
    traveler.report(DRAFT).await.must(401);
    let form = format!("grant_type=client_credentials&client_secret=emulator-secret&client_id={}", tenant.client_id());
    let asked = app.request(Method::POST, "/oauth2/v0/token").content("application/x-www-form-urlencoded", form);
    asked.await.must(401);
    tenant.control().request(Method::GET, "clock").await.must(404);
    let path = format!("tenants/{}", tenant.company());
    app.control().request(Method::DELETE, &path).await.must(404);
    stays.holder("traveler-token", Some(cast::TRAVELER)).report(DRAFT).await.must(200);
    app.traveler().report(DRAFT).await.must(200);
}

#[tokio::test]
async fn the_first_tenant_cannot_be_deleted_and_no_unknown_one() {
    let app = TestApp::start().await;
    let path = format!("tenants/{}", Tenancy::first(&app).await.company());
    let answer = app.control().request(Method::DELETE, &path).await.must(409).json();
    assert!(answer["error"]["message"].as_str().unwrap().contains("started with"), "{answer}");
    for unknown in ["nobody", "00000000-0000-0000-0000-000000000000"] {
        let answer = app.control().request(Method::DELETE, &format!("tenants/{unknown}")).await.must(404).json();
        assert_eq!(answer["error"]["field"], "companyId");
    }
    app.traveler().report(DRAFT).await.must(200);
}

#[tokio::test]
async fn there_are_so_many_tenants_at_most_and_a_deleted_one_makes_room() {
    let app = TestApp::start().await;
    app.tenants().hold_at_most(3);
    let (one, _other) = (Tenancy::found(&app).await, Tenancy::found(&app).await);
    let refused = app.control().request(Method::POST, "tenants").await.must(409).json();
    let message = refused["error"]["message"].as_str().unwrap();
    assert!(message.starts_with("there are 3 tenants, the most that there can be"), "{message}");
    assert!(message.contains("DELETE /_emulator/tenants/{companyId}"), "{message}");
    assert_eq!(app.tenants().count(), 3);
    one.delete().await;
    let new = Tenancy::found(&app).await;
    new.holder("traveler-token", Some(cast::TRAVELER)).report(DRAFT).await.must(200);
    app.control().request(Method::POST, "tenants").await.must(409);
    // Whoever is there goes on, even where there are more than there may be.
    app.tenants().hold_at_most(1);
    new.holder("traveler-token", Some(cast::TRAVELER)).report(DRAFT).await.must(200);
    new.delete().await;
    app.control().request(Method::POST, "tenants").await.must(409);
}

#[tokio::test]
async fn of_many_who_ask_at_once_for_the_last_place_one_gets_it() {
    let app = TestApp::start().await;
    app.tenants().hold_at_most(4);
    let tenants = app.tenants();
    let found = std::thread::scope(|scope| {
        let runtime = tokio::runtime::Handle::current();
        let asked: Vec<_> = (0..16)
            .map(|_| {
                let runtime = runtime.clone();
                scope.spawn(move || {
                    let _inside = runtime.enter();
                    tenants.found(&concur_emulator::tenants::Wish::default()).is_ok()
                })
            })
            .collect();
        asked.into_iter().map(|asked| asked.join().unwrap()).filter(|found| *found).count()
    });
    assert_eq!((found, tenants.count()), (3, 4));
}
