//! A tenant that goes on from an export does so as it would have, and tells everybody what he was not told.

use std::fs;
use std::path::Path;

use concur_emulator::core::World;
use concur_emulator::tenants::{Wish, mark};
use concur_emulator::{Config, Emulator};
use reqwest::Method;
use serde_json::{Value, json};

use crate::bad_input::operations::{Sound, sound};
use crate::support::emulator::{NOW, TestApp};
use crate::support::receiver::{Answer, Receiver};
use crate::support::written;

const REPORT: &str = "764428DD6A664AF0BFCB";

/// An export, once nothing is on its way.
async fn export(app: &TestApp) -> String {
    app.control().request(Method::POST, "drain").await.must(204);
    app.control().request(Method::GET, "export").await.must(200).text()
}

async fn go_on(export: &str) -> TestApp {
    written::start(&serde_json::from_str(export).expect("an export is JSON")).await
}

async fn advance(app: &TestApp, by: &str) {
    app.control().request(Method::POST, "clock/advance").json(&json!({ "by": by })).await.must(200);
}

/// Each event with how its one delivery stands, and how often that was tried.
async fn deliveries(app: &TestApp) -> Vec<(Value, Value, usize)> {
    let events = app.control().events().await;
    let told = |event: &Value| {
        let delivery = &event["deliveries"][0];
        let attempts = delivery["attempts"].as_array().map_or(0, Vec::len);
        (event["id"].clone(), delivery["state"].clone(), attempts)
    };
    events.iter().map(told).collect()
}

#[tokio::test]
async fn what_waits_for_a_receiver_goes_out_wherever_the_tenant_goes_on() {
    let receiver = Receiver::start();
    receiver.otherwise(Answer::Status(503));
    let before = TestApp::start().await;
    before.application().subscribe("kept", "public.concur.expense.report", &receiver.url()).await.must(200);
    before.control().act(REPORT, "submit", "traveler@example.com").await.must(200);
    before.control().request(Method::POST, "drain").await.must(204);
    let refused = receiver.received(1).await;
    let waiting = deliveries(&before).await;
    assert!(!waiting.is_empty() && waiting[0].1 == "pending" && waiting[0].2 == 1, "{waiting:?}");
    let written = export(&before).await;
    drop(before);

    let after = go_on(&written).await;
    assert_eq!(export(&after).await, written);
    assert_eq!(deliveries(&after).await, waiting);
    receiver.otherwise(Answer::Status(200));
    advance(&after, "PT5S").await;
    let came = receiver.received(1 + waiting.len()).await;
    assert_eq!(came[1].body, refused[0].body);
    assert!(deliveries(&after).await.iter().all(|(_, state, _)| state == "delivered"));

    // A reset comes back to the export, and to what waited then.
    after.control().request(Method::POST, "reset").await.must(204);
    assert_eq!(export(&after).await, written);
    assert_eq!(deliveries(&after).await, waiting);
}

#[tokio::test]
async fn ids_go_on_as_they_would_have_and_issued_tokens_do_not() {
    let before = TestApp::start().await;
    let login = before.request(Method::POST, "/oauth2/v0/token").content(
        "application/x-www-form-urlencoded",
        "client_id=dabd27f0-23e7-415d-b5e5-19a7dbe4fb4d&client_secret=emulator-secret&grant_type=password\
         &username=traveler@example.com&password=password",
    );
    let issued = login.await.must(200).json()["access_token"].as_str().expect("a token").to_owned();
    let written = export(&before).await;
    assert!(!written.contains(&issued));
    let after = go_on(&written).await;
    let new = json!({ "name": "One more" });
    let ids = [
        before.traveler().create(&new).await.must(201).json()["uri"].clone(),
        after.traveler().create(&new).await.must(201).json()["uri"].clone(),
    ];
    let last = |uri: &Value| uri.as_str().and_then(|uri| uri.rsplit('/').next()).map(str::to_owned);
    assert_eq!(last(&ids[0]), last(&ids[1]), "the same seed goes on with the same IDs");
    let path = after.traveler().path("TRAVELER", REPORT);
    after.request(Method::GET, &path).bearer(&issued).await.must(401);
    after.traveler().get(&path).await.must(200);
}

#[tokio::test]
async fn whatever_an_operation_has_changed_is_there_where_the_tenant_goes_on() {
    let before = TestApp::of(&["switched_on.yaml"]).await;
    let mut done = 0;
    // The key of a step is gone once another operation has left the step.
    let changes = |call: &Sound| call.method != Method::GET && !call.path.contains("step-of-");
    for (number, call) in sound().into_iter().filter(changes).enumerate() {
        let path = call.path.clone();
        let answer = match &call.body {
            Some(body) => call.request(&before, &path).json(body).await,
            None => call.request(&before, &path).content("image/png", &b"\x89PNG\r\n\x1a\nand so on"[..]).await,
        };
        done += usize::from(answer.status < 300);
        // What one operation has added, another may take away.
        if number % 20 == 19 {
            let after = go_on(&export(&before).await).await;
            assert!(after.world() == before.world(), "after {}", call.operation);
        }
    }
    assert!(done > 40, "{done} operations changed something");
    let written = export(&before).await;
    let after = go_on(&written).await;
    assert!(after.world() == before.world());
    assert_eq!(export(&after).await, written);
}

#[tokio::test]
async fn several_tenants_go_on_each_as_itself() {
    let settings = || Config { port: 0, ..Config::default() };
    let clock = NOW.parse().expect("a moment");
    let before = Emulator::start(Config { seed: Some(1), clock, ..settings() }).await.expect("the emulator starts");
    let second = before.tenants().found(&Wish::default()).expect("a tenant").company;
    let text = before.export();
    assert!(text.starts_with("[\n{\"state\":{\n"));
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("several-{}.json", std::process::id()));
    fs::write(&file, &text).expect("an export");
    let after =
        Emulator::start(Config { import: Some(file.clone()), ..settings() }).await.expect("the emulator starts");
    fs::remove_file(&file).expect("the export");
    assert_eq!(after.export(), text);
    let token = mark::marked(second, "traveler-token");
    for (token, company) in [("traveler-token", before.tenants().first().company), (token.as_str(), second)] {
        let (realm, _) = after.tenants().of_token(token).expect("a tenant of the token");
        assert_eq!(realm.company, company);
    }
    // One that is asked for now is like the first, and another all the same.
    let third = after.tenants().found(&Wish::default()).expect("a tenant").company;
    assert!(![before.tenants().first().company, second].contains(&third));
    // So is one with a clock and a seed of its own, though the file is gone.
    let moment = "2030-01-01T00:00:00Z".parse().expect("a moment");
    let wish = Wish { clock: Some(Some(moment)), seed: Some(5), ..Wish::default() };
    let fourth = after.tenants().found(&wish).expect("a tenant");
    assert_eq!(fourth.clock.now(), moment);
    assert_eq!(fourth.store.read(World::report_count), before.world().report_count());
}
