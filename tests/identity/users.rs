//! One user: get, create, replace, delete, and who am I.

use reqwest::Method;
use serde_json::{Value, json};

use super::{COMPANY, ENTERPRISE, NOBODY, SAP, create, either, id, newcomer, refused, reporting_to, v4, v4_1};
use crate::bad_input::identity::everything;
use crate::support::cast::{APPROVER_2, COLLEAGUE, MANAGER, TRAVELER};
use crate::support::emulator::TestApp;

const VERSIONS: [&str; 2] = ["v4", "v4.1"];

#[tokio::test]
async fn a_user_of_the_scenario_is_served_whole() {
    let app = TestApp::start().await;
    for version in VERSIONS {
        let user = either(&app, version, Method::GET, &format!("Users/{TRAVELER}")).await.must(200).json();
        let location = format!("{}/profile/identity/{version}/Users/{TRAVELER}", app.base_url());
        assert_eq!(user["meta"]["location"], location);
        assert_eq!(user["meta"]["resourceType"], "User");
        assert_eq!(user["userName"], "traveler@example.com");
        assert_eq!(user["displayName"], "Terry Brown");
        assert_eq!(user["name"]["formatted"], "Brown, Terry ");
        assert_eq!(user["emails"][0]["value"], "traveler@example.com");
        assert_eq!(user["phoneNumbers"], json!([]));
        assert_eq!(user["nickName"], Value::Null);
        assert_eq!(user[ENTERPRISE]["companyId"], COMPANY);
        assert_eq!(user[ENTERPRISE]["employeeNumber"], "1001");
        assert_eq!(user[ENTERPRISE]["startDate"], "2026-03-01T00:00:00.000");
        assert_eq!(user[ENTERPRISE]["manager"]["value"], MANAGER.to_string());
        for name in ["timezone", "preferredLanguage", "active", "schemas", "localeOverrides", "addresses"] {
            assert!(!user[name].is_null(), "{name}");
        }
    }
}

#[tokio::test]
async fn what_is_for_requests_only_is_answered_by_v4_and_on_request_by_v4_1() {
    let app = TestApp::start().await;
    let path = format!("Users/{TRAVELER}");
    let manager = v4(&app, Method::GET, &path).await.json()[ENTERPRISE]["manager"].clone();
    assert_eq!(manager["displayName"], "Marta Keller");
    assert_eq!(manager["$ref"], format!("{}/profile/identity/v4/Users/{MANAGER}", app.base_url()));
    let manager = v4_1(&app, Method::GET, &path).await.json()[ENTERPRISE]["manager"].clone();
    assert_eq!(manager, json!({"value": MANAGER.to_string(), "employeeNumber": "1002"}));
    let asked = format!("{path}?attributes={ENTERPRISE}:manager.displayName,entitlements");
    let user = v4_1(&app, Method::GET, &asked).await.must(200).json();
    assert_eq!(user, json!({"id": TRAVELER.to_string(), ENTERPRISE: {"manager": {"displayName": "Marta Keller"}}}));
}

#[tokio::test]
async fn only_what_is_asked_for_is_shown_and_what_is_excluded_is_not() {
    let app = TestApp::start().await;
    let of = async |query: &str| v4(&app, Method::GET, &format!("Users/{TRAVELER}?{query}")).await.must(200).json();
    let only = of("attributes=USERNAME,name.givenName,emails.value,active").await;
    let expected = json!({
        "id": TRAVELER.to_string(),
        "userName": "traveler@example.com",
        "active": true,
        "name": {"givenName": "Terry"},
        "emails": [{"value": "traveler@example.com"}],
    });
    assert_eq!(only, expected);
    let without = of(&format!("excludedAttributes=id,emails.value,name,{ENTERPRISE}")).await;
    assert_eq!(without["emails"], json!([{"notifications": true, "type": "work", "verified": false}]));
    assert_eq!((&without["name"], &without[ENTERPRISE]), (&Value::Null, &Value::Null));
    assert_eq!(without["id"], TRAVELER.to_string());
    let both = of("attributes=name&excludedAttributes=name.givenName").await;
    assert_eq!((&both["name"]["familyName"], &both["name"]["givenName"]), (&json!("Brown"), &Value::Null));
    for parameter in ["attributes", "excludedAttributes"] {
        let answer = v4(&app, Method::GET, &format!("Users/{TRAVELER}?{parameter}=nonsense")).await;
        refused(&answer, 400, "invalidValue", parameter);
    }
}

#[tokio::test]
async fn a_user_is_created_as_the_pages_example_has_him() {
    let app = TestApp::start().await;
    for (version, login) in VERSIONS.into_iter().zip(["john12@example.com", "john13@example.com"]) {
        let request = either(&app, version, Method::POST, "Users").json(&newcomer(login));
        let user = request.await.must(200).json();
        assert_eq!(user["displayName"], "John Doe");
        assert_eq!(user["name"]["formatted"], "Doe, John ");
        assert_eq!((&user["preferredLanguage"], &user["timezone"]), (&json!("en-US"), &json!("America/New_York")));
        assert_eq!(user["meta"]["version"], 0);
        assert_eq!(user["meta"]["created"], "2026-03-01T08:00:00.000000Z");
        assert_eq!(user[ENTERPRISE]["startDate"], "2026-03-01T08:00:00.000");
        assert_eq!(user[ENTERPRISE]["employeeNumber"], login);
        assert_eq!(user["schemas"].as_array().map(Vec::len), Some(3));
        let again = either(&app, version, Method::GET, &format!("Users/{}", id(&user))).await.must(200).json();
        assert_eq!(again, user);
    }
}

#[tokio::test]
async fn everything_that_can_be_written_is_read_again() {
    let app = TestApp::start().await;
    let sent = everything();
    let user = create(&app, &sent).await;
    let check = |sent: &Value, user: &Value, without: &[&str]| {
        for (name, value) in sent.as_object().unwrap().iter().filter(|(name, _)| !without.contains(&name.as_str())) {
            assert_eq!(&user[name], value, "{name}");
        }
    };
    check(&sent, &user, &[ENTERPRISE, "name"]);
    check(&sent["name"], &user["name"], &[]);
    check(&sent[ENTERPRISE], &user[ENTERPRISE], &["manager"]);
    assert_eq!(user["displayName"], "Janey Doe");
    assert_eq!(user["name"]["formatted"], "Doe, Jane Quincy");
    assert_eq!(user[ENTERPRISE]["manager"]["value"], MANAGER.to_string());
    assert_eq!(user[SAP]["userUuid"], "5e68f37d-26f2-417e-ac90-a6157f6d7e15");
}

#[tokio::test]
async fn an_answer_can_be_put_back_and_changes_nothing() {
    let app = TestApp::start().await;
    for version in VERSIONS {
        let path = format!("Users/{TRAVELER}");
        let user = either(&app, version, Method::GET, &path).await.json();
        let put = either(&app, version, Method::PUT, &path).json(&user).await.must(200).json();
        assert_eq!(put, user);
    }
}

#[tokio::test]
async fn a_replacement_erases_what_it_does_not_name() {
    let app = TestApp::start().await;
    let user = create(&app, &everything()).await;
    let path = format!("Users/{}", id(&user));
    let put = v4(&app, Method::PUT, &path).json(&newcomer("jane2@example.com")).await.must(200).json();
    assert_eq!(put["userName"], "jane2@example.com");
    for name in ["nickName", "title", "dateOfBirth", "emergencyContacts"] {
        assert_eq!(put[name], Value::Null, "{name}");
    }
    assert_eq!((&put["phoneNumbers"], &put["timezone"]), (&json!([]), &json!("America/New_York")));
    assert_eq!(put[ENTERPRISE]["manager"], Value::Null);
    assert_eq!(put["meta"]["version"], 1);
    // The login is another one, in every look-up.
    for (login, count) in [("jane.doe@example.com", 0), ("jane2@example.com", 1)] {
        let path = format!("Users?filter=userName+eq+\"{login}\"");
        assert_eq!(v4(&app, Method::GET, &path).await.must(200).json()["totalResults"], count);
    }
}

#[tokio::test]
async fn what_somebody_else_has_is_refused_as_not_unique() {
    let app = TestApp::start().await;
    create(&app, &everything()).await;
    let before = app.control().snapshot().await;
    let mut taken = everything();
    taken["userName"] = json!("JANE.DOE@example.com");
    let answer = v4(&app, Method::POST, "Users").json(&taken).await;
    for field in ["userName", "employeeNumber", "externalId"] {
        refused(&answer, 400, "uniqueness", field);
    }
    let answer = v4_1(&app, Method::PUT, &format!("Users/{COLLEAGUE}")).json(&everything()).await;
    refused(&answer, 400, "uniqueness", "userName");
    assert_eq!(app.control().snapshot().await, before);
}

#[tokio::test]
async fn what_nobody_can_be_is_refused_and_named() {
    let app = TestApp::start().await;
    let before = app.control().snapshot().await;
    let long = "x".repeat(33);
    for (place, value, field) in [
        ("/userName", json!("no-domain"), "userName"),
        ("/userName", json!("a#b@example.com"), "userName"),
        ("/userName", json!(" "), "userName"),
        ("/name/familyName", json!(long), "name.familyName"),
        ("/name/givenName", json!(""), "name.givenName"),
        ("/name/middleInitial", json!("QQ"), "name.middleInitial"),
        ("/dateOfBirth", json!("2026-03-02"), "dateOfBirth"),
        ("/preferredLanguage", json!("deutsch, bitte"), "preferredLanguage"),
        ("/timezone", json!(""), "timezone"),
        ("/emails", json!([]), "emails"),
        ("/emails/0/type", json!("nowhere"), "emails.type"),
        ("/emails/0/value", json!("nowhere"), "emails.value"),
        ("/emails", json!([{"value": "a@b", "type": "home"}, {"value": "b@b", "type": "home"}]), "emails"),
        ("/phoneNumbers/0/type", json!("work"), "phoneNumbers.primary"),
        ("/addresses/0/country", json!("USA"), "addresses.country"),
        ("/emergencyContacts/0/relationship", json!("Cat"), "emergencyContacts.relationship"),
        ("/entitlements/0", json!("Everything"), "entitlements"),
        (&format!("/{ENTERPRISE}/companyId"), json!(NOBODY), "companyId"),
        (&format!("/{ENTERPRISE}/startDate"), json!("1899-12-31T00:00:00Z"), "startDate"),
        (&format!("/{ENTERPRISE}/terminationDate"), json!("2079-06-07"), "terminationDate"),
        (&format!("/{ENTERPRISE}/manager/value"), json!(NOBODY), "manager.value"),
        (&format!("/{ENTERPRISE}/leavesOfAbsence/0/endDate"), json!("2026-06-30"), "leavesOfAbsence.endDate"),
        (&format!("/{SAP}/userUuid"), json!("x"), "userUuid"),
    ] {
        let mut user = everything();
        *user.pointer_mut(place).expect(place) = value;
        refused(&v4(&app, Method::POST, "Users").json(&user).await, 400, "invalidValue", field);
    }
    let himself = reporting_to("colleague@example.com", COLLEAGUE);
    let answer = v4(&app, Method::PUT, &format!("Users/{COLLEAGUE}")).json(&himself).await;
    refused(&answer, 400, "invalidValue", "manager.value");
    assert_eq!(app.control().snapshot().await, before);
}

#[tokio::test]
async fn a_user_without_a_trace_is_deleted_and_one_with_is_not() {
    let app = TestApp::start().await;
    for version in VERSIONS {
        let user = create(&app, &reporting_to("gone@example.com", MANAGER)).await;
        let path = format!("Users/{}", id(&user));
        either(&app, version, Method::DELETE, &path).await.must(204);
        refused(&either(&app, version, Method::GET, &path).await, 404, "", "id");
        refused(&either(&app, version, Method::DELETE, &path).await, 404, "", "id");
    }
    // An image of a receipt is a trace, too.
    let user = create(&app, &reporting_to("keeps@example.com", MANAGER)).await;
    let upload = "/api/v3.0/expense/receiptimages?user=keeps@example.com";
    app.admin().request(Method::POST, upload).content("image/png", b"\x89PNG\r\n\x1a\nand so on").await.must(200);
    refused(&v4(&app, Method::DELETE, &format!("Users/{}", id(&user))).await, 400, "invalidValue", "id");
    let before = app.control().snapshot().await;
    for user in [TRAVELER, MANAGER, APPROVER_2, COLLEAGUE] {
        refused(&v4(&app, Method::DELETE, &format!("Users/{user}")).await, 400, "invalidValue", "id");
    }
    assert_eq!(app.control().snapshot().await, before);
}

#[tokio::test]
async fn who_is_not_there_is_404() {
    let app = TestApp::start().await;
    let operations = json!([{"op": "add", "path": "nickName", "value": "x"}]);
    for version in VERSIONS {
        for user in [NOBODY, "nonsense", "traveler@example.com"] {
            let path = format!("Users/{user}");
            refused(&either(&app, version, Method::GET, &path).await, 404, "", "id");
            let put = either(&app, version, Method::PUT, &path).json(&newcomer("x@example.com")).await;
            refused(&put, 404, "", "id");
            let patch = either(&app, version, Method::PATCH, &path).json(&super::patch(operations.clone())).await;
            refused(&patch, 404, "", "id");
            refused(&either(&app, version, Method::DELETE, &path).await, 404, "", "id");
        }
    }
}

#[tokio::test]
async fn me_is_whose_token_it_is() {
    let app = TestApp::start().await;
    let me = app.traveler().get("/profile/identity/v4/me").await.must(200).json();
    assert_eq!((&me["id"], &me["meta"]["resourceType"]), (&json!(TRAVELER.to_string()), &json!("User")));
    let me = app.company().get("/profile/identity/v4/me").await.must(200).json();
    assert_eq!((&me["id"], &me["meta"]["resourceType"]), (&json!(COMPANY), &json!("Company")));
    app.application().get("/profile/identity/v4/me").await.must(403);
}

#[tokio::test]
async fn an_unknown_path_is_refused_in_the_familys_words() {
    let app = TestApp::start().await;
    let answer = v4(&app, Method::GET, "Groups").await;
    assert_eq!((answer.status, &answer.json()["status"]), (404, &json!("404")));
}
