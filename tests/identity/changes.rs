//! What of a user changed, as events name it.

use concur_emulator::core::user::User;
use concur_emulator::events::identity_changes::changed_attributes;
use reqwest::Method;
use serde_json::json;

use super::{ENTERPRISE, patch, v4};
use crate::bad_input::identity::everything;
use crate::support::cast::COLLEAGUE;
use crate::support::emulator::TestApp;

fn colleague(app: &TestApp) -> User {
    User::clone(app.world().user(COLLEAGUE).expect("the colleague"))
}

#[tokio::test]
async fn changed_attributes_are_named_as_the_pages_example_names_them() {
    let app = TestApp::start().await;
    let before = colleague(&app);
    let operations = json!([
        {"op": "replace", "path": "active", "value": false},
        {"op": "add", "path": "nickName", "value": "C"},
        {"op": "replace", "path": "name.familyName", "value": "Other"},
        {"op": "replace", "path": "startDate", "value": "2026-02-01"},
    ]);
    v4(&app, Method::PATCH, &format!("Users/{COLLEAGUE}")).json(&patch(operations)).await.must(200);
    let mut names = changed_attributes(&before, &colleague(&app));
    names.sort();
    let mut expected = ["active", "nickName", "name.familyName", &format!("{ENTERPRISE}.startDate")].map(str::to_owned);
    expected.sort();
    assert_eq!(names, expected);
    assert_eq!(changed_attributes(&before, &before), Vec::<String>::new());
}

#[tokio::test]
async fn whatever_can_be_written_is_named_once_it_differs() {
    let app = TestApp::start().await;
    let before = colleague(&app);
    v4(&app, Method::PUT, &format!("Users/{COLLEAGUE}")).json(&everything()).await.must(200);
    let names = changed_attributes(&before, &colleague(&app));
    // Of all that can be written, only what was so before is not named: he was active, and had the same manager.
    assert_eq!(names.len(), 27, "{names:?}");
    assert!(!names.contains(&"active".to_owned()) && !names.contains(&format!("{ENTERPRISE}.manager")));
}
