//! Scopes and kinds of token, operation by operation: what each asks for is found out by calling it, and written down.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use super::client::*;
use crate::bad_input::operations::{Sound, sound};
use crate::support::documents;
use crate::support::emulator::TestApp;
use crate::support::request::Answer;

const INTRODUCTION: &str = "\
# Scopes

What each operation asks of a token: one of these scopes, and one of these kinds. Found out by calling the operations; to renew it:
`UPDATE_DOCS=1 cargo test the_table_of_scopes`.

A token without any of the scopes, or of another kind, is answered with 403. An application has the scopes that its scenario gives it,
and `scope` in a request for a token narrows them.

| Operation | Scopes, one of | Tokens |
|---|---|---|
";

/// An application that may do nothing.
pub(super) const POWERLESS: Client = Client("88888888-8888-4888-8888-888888888888", "secret");

const KINDS: &[(&str, &str)] =
    &[("user", "traveler-token"), ("company", "company-token"), ("application", "app-token")];

/// Operations that every token opens, as far as scopes go.
pub(super) const NEED_NONE: &[&str] = &[
    "oauth2.revoke",
    "oauth2.legacyRevoke",
    "identity41.listResourceTypes",
    "identity41.getServiceProviderConfig",
    "identity41.listSchemas",
    "identity41.getSchema",
    "identity.listResourceTypes",
    "identity.getServiceProviderConfig",
    "identity.listSchemas",
    "identity.getSchema",
];

async fn called(app: &TestApp, call: &Sound, token: &str) -> Answer {
    let request = app.request(call.method.clone(), &call.path).header("accept", "application/json").bearer(token);
    match &call.body {
        Some(body) => request.json(body).await,
        None => request.await,
    }
}

/// The scopes of which an answer says that the token has none.
pub(super) fn missed(answer: &Answer) -> BTreeSet<String> {
    let text = answer.text();
    let Some((_, rest)) = text.split_once("has none of the scopes ") else { return BTreeSet::new() };
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"., ".contains(c)).unwrap_or(rest.len());
    rest[..end].split(", ").map(|scope| scope.trim_end_matches('.').to_owned()).collect()
}

/// The kind of a fixed token.
pub(super) fn kind_of(token: &str) -> &'static str {
    KINDS.iter().find(|(_, known)| *known == token).map_or("user", |(kind, _)| kind)
}

/// A token of an application, of each kind, with these scopes.
pub(super) async fn issued(app: &TestApp, client: Client, kind: &str, scope: &str) -> String {
    let company = [
        ("grant_type", "password"),
        ("credtype", "authtoken"),
        ("username", "12fc85ee-6f43-4d85-ba0d-94e844849dc1"),
        ("password", "emulator-request-token"),
    ];
    let fields = match kind {
        "user" => TRAVELER.to_vec(),
        "company" => company.to_vec(),
        _ => vec![("grant_type", "client_credentials")],
    };
    let answer = token(app, client, &[&fields[..], &[("scope", scope)]].concat()).await.must(200);
    text(&answer, "access_token")
}

#[tokio::test]
async fn the_table_of_scopes_is_what_the_operations_say() {
    let app = TestApp::of(&["switched_on.yaml", "powerless.yaml"]).await;
    let mut powerless = BTreeMap::new();
    for (kind, _) in KINDS {
        powerless.insert(*kind, issued(&app, POWERLESS, kind, "").await);
    }
    let mut rows = BTreeMap::new();
    for call in sound().into_iter().filter(|call| !call.token.is_empty()) {
        let refused = called(&app, &call, &powerless[kind_of(call.token)]).await;
        let scopes = missed(&refused);
        let needs_none = NEED_NONE.contains(&call.operation);
        assert_eq!(scopes.is_empty(), needs_none, "{}: {}", call.operation, refused.text());
        assert!(needs_none || refused.status == 403, "{}: {}", call.operation, refused.text());
        let mut kinds = Vec::new();
        for (kind, token) in KINDS {
            // Some operations are for a certain user only.
            let token = if *kind == kind_of(call.token) { call.token } else { *token };
            let answer = called(&app, &call, token).await;
            if !answer.text().contains("this operation takes ") {
                kinds.push(*kind);
            } else {
                assert_eq!(answer.status, 403, "{}: {}", call.operation, answer.text());
            }
        }
        assert!(kinds.contains(&kind_of(call.token)), "{}: {kinds:?}", call.operation);
        // Any one of the scopes is enough to be let in. What is asked for inside, such as a topic, may need more.
        for scope in &scopes {
            let alone = issued(&app, EMULATOR, kind_of(call.token), scope).await;
            let more = missed(&called(&app, &call, &alone).await);
            assert!(!more.contains(scope) && more != scopes, "{} with {scope}", call.operation);
        }
        let scopes: Vec<_> = scopes.iter().map(|scope| format!("`{scope}`")).collect();
        let scopes = if scopes.is_empty() { "–".to_owned() } else { scopes.join(", ") };
        let path = documents::template_of(call.operation);
        let row = format!("| `{} {path}` | {scopes} | {} |", call.method, kinds.join(", "));
        rows.insert((path, call.method.to_string()), row);
    }
    let mut page = INTRODUCTION.to_owned();
    rows.values().for_each(|row| writeln!(page, "{row}").expect("text"));
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/scopes.md");
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&file, &page).expect("docs/scopes.md can be written");
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    assert!(committed == page, "docs/scopes.md is stale; renew it with UPDATE_DOCS=1 cargo test the_table_of_scopes");
}
