//! Explanations: what a refusal says beyond Concur's words to whoever asks for it.

use reqwest::Method;
use serde_json::json;

use crate::support::emulator::TestApp;
use crate::support::request::{Answer, Request};

const REPORT: &str = "764428DD6A664AF0BFCB";

/// The explanation of an answer, read back.
fn explained(answer: &Answer) -> String {
    let header = answer.header("x-emulator-explanation");
    assert!(!header.is_empty() && header.len() <= 2_000, "{}: {header:?}", answer.asked);
    percent_encoding::percent_decode_str(header).decode_utf8().unwrap().into_owned()
}

fn asking(request: Request<'_>) -> Request<'_> {
    request.header("X-Emulator-Explain", "true")
}

#[tokio::test]
async fn a_refusal_names_the_rule_the_state_and_what_would_have_been_legal() {
    let app = TestApp::start().await;
    app.traveler().submit(REPORT).await.must(204);
    let plain = app.traveler().submit(REPORT).await.must(409);
    assert_eq!(plain.header("x-emulator-explanation"), "");
    let refused = asking(app.traveler().submit(REPORT)).await.must(409);
    let mut bodies = [plain.json(), refused.json()];
    bodies.iter_mut().for_each(|body| body["errorId"] = json!(""));
    assert_eq!(bodies[0], bodies[1]);
    let text = explained(&refused);
    for part in [
        "rule=alreadySubmitted; ",
        "operation=v4.submitReport",
        "report=764428DD6A664AF0BFCB",
        "state=A_PEND/P_NOTP",
        "step=MANAGER waits for manager@example.com",
        "approve by manager@example.com",
        "/expensereports/v4/users/45afdc31-0593-4e95-ba75-b094e9326b6d/context/MANAGER/reports/764428DD6A664AF0BFCB/approve",
        "recall by traveler@example.com",
        "/context/TRAVELER/reports/764428DD6A664AF0BFCB/recall",
    ] {
        assert!(text.contains(part), "{part:?} in {text:?}");
    }
}

#[tokio::test]
async fn the_call_that_is_named_is_legal() {
    let app = TestApp::start().await;
    app.traveler().submit(REPORT).await.must(204);
    let text = explained(&asking(app.colleague().approve(REPORT)).await.must(403));
    assert!(text.starts_with("rule=notAnApprover; "), "{text}");
    let call = text.split("approve by manager@example.com").nth(1).unwrap().split(": PATCH ").nth(1).unwrap();
    let path = call.split(" | ").next().unwrap();
    app.manager().request(Method::PATCH, path).await.must(204);
    let text = explained(&asking(app.manager().approve(REPORT)).await.must(400));
    assert!(text.contains("state=A_ACCO/P_NOTP") && text.contains("approve by processor@example.com"), "{text}");
    assert!(text.contains(&format!("POST /_emulator/reports/{REPORT}/actions")), "{text}");
}

#[tokio::test]
async fn every_kind_of_refusal_is_explained() {
    let app = TestApp::start().await;
    let path = app.traveler().path("TRAVELER", REPORT);
    for (request, status, rule) in [
        (app.request(Method::GET, &path), 401, "rule=noToken"),
        (app.request(Method::GET, &path).bearer("nonsense"), 401, "rule=badToken"),
        (app.application().get(&path), 403, "rule=wrongToken"),
        (app.traveler().report("00000000000000000000"), 404, "rule=reportNotFound"),
        (app.manager().report_as("TRAVELER", REPORT), 403, "rule=not"),
        (
            app.request(Method::PATCH, "/expensereports/v4/reports/A/aprove"),
            404,
            "rule=noSuchOperation; nearest=PATCH /expensereports/v4/reports/{reportId}/approve",
        ),
        (app.traveler().update(REPORT, &json!({"name": 7})), 400, "rule=invalid"),
        (app.traveler().report_as("KING", REPORT), 400, "rule=contextType"),
        (app.company().integrate(REPORT), 200, "rule=illegalAtStatus"),
        (app.request(Method::POST, "/oauth2/v0/token"), 400, "rule=missing"),
    ] {
        let answer = asking(request).await.must(status);
        let text = explained(&answer);
        assert!(text.starts_with(rule), "{}: {text}", answer.asked);
    }
    let answered = asking(app.traveler().report(REPORT)).await.must(200);
    assert_eq!(answered.header("x-emulator-explanation"), "");
    app.control().request(Method::POST, "faults").json(&json!({"status": 503})).await.must(201);
    let struck = asking(app.traveler().report(REPORT)).await.must(503);
    assert!(explained(&struck).starts_with("rule=fault; operation=v4.getReport"));
}

#[tokio::test]
async fn every_family_names_its_rules() {
    let app = TestApp::start().await;
    let nobody = "00000000-0000-0000-0000-000000000001";
    let subscription = |id: &str, topic: &str| json!({"id": id, "topic": topic, "filter": ".*", "webHookConfig": {"endpoint": "http://127.0.0.1:9/"}});
    let put = |body: &serde_json::Value| {
        app.application().request(Method::PUT, "/events/v4/subscriptions/webhook").json(body)
    };
    for number in 0..5 {
        put(&subscription(&format!("s{number}"), "public.test")).await.must(200);
    }
    let mut wrong = Vec::new();
    for (request, status, rule, said) in [
        (app.company().get(&format!("/profile/identity/v4/Users/{nobody}")), 404, "notFound", "there is no such user"),
        (app.company().get("/profile/identity/v4/Users?filter=userName+is+x"), 400, "invalidFilter", "filter: "),
        (
            app.company().request(Method::POST, "/profile/identity/v4/Users").json(&json!({"userName": 7})),
            400,
            "invalid",
            "userName",
        ),
        (app.company().get(&format!("/profile/spend/v4.1/Users/{nobody}")), 404, "notFound", "user"),
        (app.traveler().get(&format!("/profile/v1/principals/{nobody}")), 403, "notThePrincipal", "principal"),
        (app.application().get("/events/v4/subscriptions/nothing"), 404, "subscriptionNotFound", "nothing"),
        (put(&subscription("s9", "public.test")), 400, "tooManySubscriptions", "5 subscriptions"),
        (put(&json!({"id": "s0", "topic": "public.nothing"})), 400, "invalid", "webHookConfig"),
        (
            app.traveler().get(&format!("/expenseconfig/v4/users/{}/policies", crate::support::cast::MANAGER)),
            403,
            "notTheUser",
            "",
        ),
        (
            app.company().get(&format!("/expenseconfig/v4/companies/{nobody}/groupconfigs")),
            404,
            "companyNotFound",
            nobody,
        ),
        (app.traveler().get("/api/v3.0/expense/attendees/nothing"), 404, "notFound", "attendee"),
        (app.traveler().get("/api/v3.0/common/lists/nothing"), 404, "notFound", "list"),
        (app.traveler().get("/api/v3.0/expense/reports/nothing"), 404, "reportNotFound", ""),
        (
            app.request(Method::POST, "/oauth2/v0/token").content(
                "application/x-www-form-urlencoded",
                "client_id=dabd27f0-23e7-415d-b5e5-19a7dbe4fb4d&client_secret=wrong&grant_type=password",
            ),
            401,
            "wrongSecret",
            "Incorrect credentials",
        ),
    ] {
        let answer = asking(request.header("accept", "application/json")).await;
        let text = answer.header("x-emulator-explanation");
        if answer.status != status || !text.starts_with(&format!("rule={rule}; why=")) || !text.contains(said) {
            wrong.push(format!("{} is {}, not {rule}: {text}", answer.asked, answer.status));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn records_of_a_batch_that_are_refused_are_explained_with_their_numbers() {
    let app = TestApp::start().await;
    let report = |index: u32, login: &str| json!({"Index": index, "LoginId": login, "Name": "Trip"});
    let batch = json!({"batch": [report(1, "traveler@example.com"), report(7, "nobody@example.com"), report(8, "x")]});
    let request = app.admin().request(Method::POST, "/api/expense/expensereport/v1.1/report/batch");
    let answer = asking(request.json(&batch).header("accept", "application/json")).await.must(200);
    let text = explained(&answer);
    assert!(text.contains("why=record 7: ") && text.contains(", record 8: "), "{text}");
    let exceptions = json!({"Exceptions": [{"Index": 3, "ObjectType": "Report", "ExceptionCode": "NOPE"}]});
    let path = format!("/api/expense/expensereport/v1.1/report/{REPORT}/Exceptions");
    let request = app.admin().request(Method::POST, &path).json(&exceptions);
    let text = explained(&asking(request.header("accept", "application/json")).await.must(200));
    assert!(text.starts_with("rule=invalid; why=record 3: "), "{text}");
}

/// Who can do what, and by which call, as an explanation lists it. `likewise` means the call before, with one's own UUID.
fn ways(text: &str) -> Vec<(String, String, String)> {
    let legal = text.split("; legal=").nth(1).unwrap_or_else(|| panic!("no ways in {text:?}"));
    let mut ways: Vec<(String, String, String)> = Vec::new();
    for way in legal.split(" | ").filter(|way| *way != "nothing") {
        let (action, rest) = way.split_once(" by ").unwrap();
        let (people, call) = match rest.split_once(": ") {
            Some((people, call)) => (people, call.to_owned()),
            None => (rest.split_once(" likewise").unwrap().0, ways.last().unwrap().2.clone()),
        };
        let people = people.split(", ").filter(|person| *person != "…");
        ways.extend(people.map(|person| (action.to_owned(), person.to_owned(), call.clone())));
    }
    ways
}

#[tokio::test]
async fn whatever_is_named_as_legal_is_done_when_it_is_tried() {
    let app = TestApp::start().await;
    let reports = app.control().reports().await;
    let users = app.control().request(Method::GET, "tenants").await.must(200).json()["items"][0]["users"].clone();
    let mut tried = 0;
    for report in &reports {
        let id = report["reportId"].as_str().unwrap();
        // It takes the company's token only, whatever the status.
        let path = format!("/expensereports/v4/reports/{id}/approve");
        let refused = asking(app.colleague().request(Method::PATCH, &path)).await.must(403);
        for (action, person, call) in ways(&explained(&refused)) {
            app.control().request(Method::POST, "reset").await.must(204);
            let (method, path) = call.split_once(' ').unwrap();
            // The path of the first has his own UUID where a user is named.
            let own = users[&person].as_str().unwrap_or_default();
            let path =
                match path.split_once("/users/").and_then(|(before, rest)| Some((before, rest.split_once('/')?.1))) {
                    Some((before, rest)) => format!("{before}/users/{own}/{rest}"),
                    None => path.to_owned(),
                };
            let token = format!("{}-token", person.split('@').next().unwrap());
            let body = match (path.contains("/_emulator/"), action.as_str()) {
                (true, _) => json!({"action": action, "as": person, "comment": "Another look"}),
                (false, "update" | "amend") if path.contains("/v3.0/") => json!({"Name": "Trip"}),
                (false, "update" | "amend") => json!({"name": "Trip", "reportSource": "OTHER"}),
                _ => json!({"comment": "Another look"}),
            };
            let request = app.request(method.parse().unwrap(), &path).header("Accept", "application/json");
            let request = if path.contains("/_emulator/") { request } else { request.bearer(&token) };
            let answer = request.json(&body).await;
            let done = (200..300).contains(&answer.status) && !answer.text().contains("FAILURE");
            assert!(done, "{id}: {action} by {person}: {call}: {} {}", answer.status, answer.text());
            tried += 1;
        }
    }
    assert!(tried > reports.len(), "{tried} ways of {} reports", reports.len());
}
