//! What every exchange has: a correlation id, an operation, an entry in the journal, and an answer whatever happens.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use concur_emulator::Emulator;
use concur_emulator::api::families::Family;
use concur_emulator::api::routing::Route;
use concur_emulator::control;
use concur_emulator::packed::Packed;
use concur_emulator::server::routes::Families;

use super::{client, config, get, header, json, start};

/// A family of handlers that misbehave as no operation of the emulator should.
const UNRULY: Family = Family {
    name: "unruly",
    title: "Unruly",
    prefixes: &["/unruly"],
    variants: &[],
    any_case: false,
    routes: unruly_routes,
    document: Packed(&[]),
    refuse: refuse_unruly,
};

fn unruly_routes() -> Vec<Route> {
    vec![Route::of::<__path_panics, _, _>(panics), Route::of::<__path_wants_json, _, _>(wants_json)]
}

fn refuse_unruly(_: &HttpRequest, status: StatusCode, message: String) -> HttpResponse {
    HttpResponse::build(status).content_type("text/unruly").body(message)
}

#[utoipa::path(get, path = "/unruly/panic")]
async fn panics() -> HttpResponse {
    panic!("a handler that breaks down, on purpose");
}

#[utoipa::path(post, path = "/unruly/json", request_body = Vec<u32>)]
async fn wants_json(numbers: web::Json<Vec<u32>>) -> HttpResponse {
    HttpResponse::Ok().json(numbers.iter().sum::<u32>())
}

async fn start_unruly() -> Emulator {
    let families = Families::new(vec![&UNRULY, &control::FAMILY]);
    Emulator::start_with(config(), families).await.unwrap()
}

#[tokio::test]
async fn a_callers_correlation_id_comes_back() {
    let emulator = start(config()).await;
    let url = format!("{}/nothing/here", emulator.base_url());
    for sent in ["3d7ae2c3-a3e7-4ae4-8b5e-1a6cb4d5ffa7", "order-66", &"x".repeat(128)] {
        let response = client().get(&url).header("Concur-Correlationid", sent).send().await.unwrap();
        assert_eq!(header(&response, "Concur-Correlationid"), Some(sent));
    }
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn without_a_sane_correlation_id_an_exchange_gets_a_new_uuid() {
    let emulator = start(config()).await;
    let url = format!("{}/nothing/here", emulator.base_url());
    let mut seen = Vec::new();
    for sent in [None, Some(String::new()), Some("two words".into()), Some("x".repeat(129)), Some("tab\there".into())] {
        let mut request = client().get(&url);
        if let Some(sent) = sent {
            request = request.header("Concur-Correlationid", sent);
        }
        let response = request.send().await.unwrap();
        let given = header(&response, "Concur-Correlationid").unwrap();
        assert_eq!(given.parse::<uuid::Uuid>().unwrap().get_version_num(), 4);
        seen.push(given.to_owned());
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 5);
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn under_a_seed_the_correlation_ids_repeat() {
    let mut runs = Vec::new();
    for _ in 0..2 {
        let emulator = start(concur_emulator::Config { seed: Some(7), ..config() }).await;
        let (client, url) = (client(), format!("{}/nothing/here", emulator.base_url()));
        let mut ids = Vec::new();
        for _ in 0..3 {
            let response = client.get(&url).send().await.unwrap();
            ids.push(header(&response, "Concur-Correlationid").unwrap().to_owned());
        }
        runs.push(ids);
        emulator.stop().await.unwrap();
    }
    assert_eq!(runs[0], runs[1]);
}

#[tokio::test]
async fn an_answer_names_its_operation_or_none_and_control_carries_neither_header() {
    let emulator = start(config()).await;
    assert_eq!(header(&get(&emulator, "/nothing/here").await, "X-Emulator-Operation"), Some("none"));
    for path in ["/_emulator/health", "/_emulator/nothing"] {
        let response = get(&emulator, path).await;
        assert_eq!(header(&response, "X-Emulator-Operation"), None);
        assert_eq!(header(&response, "Concur-Correlationid"), None);
    }
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn a_handler_that_panics_answers_500_in_the_v4_shape_and_the_server_lives_on() {
    let emulator = start_unruly().await;
    for _ in 0..20 {
        let response = get(&emulator, "/unruly/panic").await;
        assert_eq!(response.status(), 500);
        let correlation = header(&response, "Concur-Correlationid").unwrap().to_owned();
        let body = json(response).await;
        assert_eq!(body["httpStatus"], "500 Internal Server Error");
        assert_eq!((body["path"].as_str(), body["errorId"].as_str()), (Some("/unruly/panic"), Some(&*correlation)));
    }
    assert_eq!(get(&emulator, "/_emulator/health").await.status(), 200);
    let journal = json(get(&emulator, "/_emulator/requests?status=500").await).await;
    assert_eq!(journal["items"].as_array().unwrap().len(), 20);
    emulator.stop().await.unwrap();
}

#[tokio::test]
async fn what_the_framework_refuses_is_put_into_the_familys_words() {
    let emulator = start_unruly().await;
    let url = format!("{}/unruly/json", emulator.base_url());
    let too_long = format!("[{}1]", "1,".repeat(1_500_000));
    for (body, status) in [("[1,".to_owned(), 400), ("{}".to_owned(), 400), (too_long, 413)] {
        let response = client().post(&url).header("content-type", "application/json").body(body).send().await.unwrap();
        assert_eq!(response.status(), status);
        assert_eq!(header(&response, "content-type"), Some("text/unruly"));
        assert!(header(&response, "Concur-Correlationid").is_some());
        assert!(!response.text().await.unwrap().is_empty());
    }
    emulator.stop().await.unwrap();
}
