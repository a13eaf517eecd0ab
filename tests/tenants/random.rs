//! Random calls with the tokens of one tenant neither change nor show anything of another.

use std::collections::HashSet;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use reqwest::Method;
use serde_json::{Value, json};

use crate::bad_input::operations::{Sound, sound};
use crate::support::cast;
use crate::support::emulator::TestApp;
use crate::support::receiver::Receiver;
use crate::support::tenancy::Tenancy;

const MARKER: &str = "only-at-the-other-tenant";

/// A call to be: which operation, whose token, and what of the other tenant is put into it.
#[derive(Debug, Clone)]
struct Step {
    operation: usize,
    token: Option<usize>,
    foreign: Foreign,
}

/// What of the other tenant a call names.
#[derive(Debug, Clone, Copy)]
enum Foreign {
    Nothing,
    /// The last thing that a path names is something that the other tenant alone has.
    Thing(usize),
    /// The company, as a parameter and in place of one's own.
    Company,
    /// Everywhere in the body where there is a text.
    Body(usize),
}

/// The tenant that is to be left alone, with things that no other has.
struct Other<'a> {
    tenant: Tenancy<'a>,
    /// The names and IDs of what is there.
    things: Vec<String>,
}

impl<'a> Other<'a> {
    async fn found(app: &'a TestApp, receiver: &Receiver) -> Self {
        let tenant = Tenancy::found_as(app, &json!({"seed": 77})).await;
        let traveler = tenant.holder("traveler-token", Some(cast::TRAVELER));
        let report = json!({"name": MARKER, "policyId": "3B7E10C84F5A4D2296C1E8A0D45F7B19"});
        let created = traveler.create(&report).await.must(201).json();
        let report = created["uri"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        let png = [b"\x89PNG\r\n\x1a\n".as_slice(), MARKER.as_bytes()].concat();
        let image = traveler
            .request(Method::POST, "/api/v3.0/expense/receiptimages")
            .header("accept", "application/json")
            .content("image/png", png);
        let image = image.await.must(200).json()["ID"].as_str().unwrap().to_owned();
        let application = tenant.holder("app-token", None);
        application.subscribe(MARKER, "public.concur.expense.report", &receiver.url()).await.must(200);
        tenant
            .holder("manager-token", Some(cast::MANAGER))
            .approve(crate::support::reports::AT_MANAGER)
            .await
            .must(204);
        tenant.control().request(Method::POST, "drain").await.must(204);
        let mut things = vec![report, image, MARKER.to_owned()];
        let sheet = &tenant.sheet;
        things.extend([tenant.company(), tenant.client_id(), tenant.request_token()].map(str::to_owned));
        things.extend(sheet["tokens"].as_object().unwrap().values().map(|token| token.as_str().unwrap().to_owned()));
        Self { tenant, things }
    }

    fn thing(&self, number: usize) -> &str {
        &self.things[number % self.things.len()]
    }

    /// Everything of it that a call could change.
    async fn state(&self) -> (concur_emulator::core::World, Vec<Value>, Value, Value, Value, Value) {
        let control = self.tenant.control();
        let get = async |path: &str| control.request(Method::GET, path).await.must(200).json();
        (
            self.tenant.world(),
            control.events().await,
            get("requests?limit=1000").await,
            get("subscriptions").await,
            get("mails").await,
            get("clock").await,
        )
    }
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let foreign = prop_oneof![
        2 => Just(Foreign::Nothing),
        3 => any::<prop::sample::Index>().prop_map(|index| Foreign::Thing(index.index(1_000))),
        1 => Just(Foreign::Company),
        2 => any::<prop::sample::Index>().prop_map(|index| Foreign::Body(index.index(1_000))),
    ];
    let step = (any::<prop::sample::Index>(), proptest::option::of(0_usize..20), foreign)
        .prop_map(|(operation, token, foreign)| Step { operation: operation.index(10_000), token, foreign });
    prop::collection::vec(step, 10..40)
}

/// The path with its last identifier replaced.
fn with_thing(path: &str, thing: &str) -> String {
    let (path, query) = path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
    let is_id = |segment: &str| segment.len() >= 16 && segment.bytes().any(|b| b.is_ascii_digit());
    let mut segments: Vec<&str> = path.split('/').collect();
    if let Some(place) = segments.iter().rposition(|segment| is_id(segment)) {
        segments[place] = thing;
    }
    let path = segments.join("/");
    query.map_or(path.clone(), |query| format!("{path}?{query}"))
}

/// A body in which every text is another.
fn with_texts(body: &Value, text: &str) -> Value {
    match body {
        Value::String(_) => json!(text),
        Value::Array(items) => items.iter().map(|item| with_texts(item, text)).collect(),
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), with_texts(value, text))).collect(),
        other => other.clone(),
    }
}

async fn call(
    app: &TestApp,
    tenants: (&Tenancy<'_>, &Other<'_>),
    calls: &[Sound],
    step: &Step,
    said: &mut HashSet<String>,
) {
    let (mine, other) = tenants;
    let call = &calls[step.operation % calls.len()];
    let tokens: Vec<&str> =
        mine.sheet["tokens"].as_object().unwrap().values().map(|token| token.as_str().unwrap()).collect();
    let token = match step.token {
        Some(number) => tokens[number % tokens.len()],
        None => mine.token(call.token),
    };
    let first = "12fc85ee-6f43-4d85-ba0d-94e844849dc1";
    let path = call.path.replace("step-of-", "").replace("{image}", other.thing(1)).replace(first, mine.company());
    let mut body = call.body.clone();
    let path = match step.foreign {
        Foreign::Nothing => path,
        Foreign::Thing(number) => with_thing(&path, other.thing(number)),
        Foreign::Company => {
            let between = if path.contains('?') { '&' } else { '?' };
            let company = other.tenant.company();
            format!("{}{between}company={company}", path.replace(mine.company(), company))
        }
        Foreign::Body(number) => {
            body = body.map(|body| with_texts(&body, other.thing(number)));
            path
        }
    };
    // Whether an answer is as documented is for other tests to say.
    let request = app.client().request(call.method.clone(), format!("{}{path}", app.base_url()));
    let request = request.header("accept", "application/json").bearer_auth(token);
    let sent = format!("{path} {}", body.as_ref().map(Value::to_string).unwrap_or_default());
    let request = match &body {
        Some(body) => request.json(body),
        None => request,
    };
    let answer = request.send().await.expect("an answer");
    let text = String::from_utf8_lossy(&answer.bytes().await.expect("an answer")).into_owned();
    // What a caller has said himself, he may be told, now and later.
    said.extend(other.things.iter().filter(|thing| sent.contains(*thing)).cloned());
    for thing in other.things.iter().filter(|thing| !said.contains(*thing)) {
        assert!(!text.contains(thing), "{sent}: {thing} is shown in {text}");
    }
}

#[test]
fn random_calls_of_one_tenant_neither_change_nor_show_anything_of_another() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let app = runtime.block_on(TestApp::of(&["switched_on.yaml"]));
    let receiver = Receiver::start();
    // What takes no token is open to whoever knows the address of an image, or has a client's secret.
    let calls: Vec<Sound> = sound().into_iter().filter(|call| !call.token.is_empty()).collect();
    let mut runner = TestRunner::new(Config { cases: 24, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&steps(), |steps| {
        runtime.block_on(async {
            let other = Other::found(&app, &receiver).await;
            let mine = Tenancy::found(&app).await;
            let (before, posted) = (other.state().await, receiver.requests().len());
            let (first, mut said) = (app.world(), HashSet::new());
            for step in &steps {
                call(&app, (&mine, &other), &calls, step, &mut said).await;
            }
            mine.control().request(Method::POST, "drain").await.must(204);
            assert!(other.state().await == before, "the other tenant has changed");
            assert!(app.world() == first, "the first tenant has changed");
            assert_eq!(receiver.requests().len(), posted, "the other tenant's receiver was told something");
            mine.delete().await;
            assert!(other.state().await == before, "the other tenant has changed");
            other.tenant.delete().await;
        });
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}
