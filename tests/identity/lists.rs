//! Lists: by index in v4, by cursor in v4.1, and the filter of v4.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};

use super::{create, id, newcomer, refused, v4, v4_1};
use crate::support::emulator::TestApp;

/// How many users the scenario has.
const USERS: u64 = 10;

fn ids(page: &Value) -> Vec<String> {
    page["Resources"].as_array().expect("users").iter().map(|user| id(user).to_owned()).collect()
}

#[tokio::test]
async fn users_are_listed_by_index() {
    let app = TestApp::start().await;
    let list = async |query: &str| v4(&app, Method::GET, &format!("Users{query}")).await.must(200).json();
    let all = list("").await;
    assert_eq!(all["schemas"], json!(["urn:ietf:params:scim:api:messages:2.0:ListResponse"]));
    assert_eq!(
        (&all["totalResults"], &all["startIndex"], &all["itemsPerPage"]),
        (&json!(USERS), &json!(1), &json!(10))
    );
    assert_eq!(all.get("nextCursor"), None);
    let whole = ids(&all);
    let second = list("?startIndex=4&count=3").await;
    assert_eq!((ids(&second), &second["startIndex"]), (whole[3..6].to_vec(), &json!(4)));
    assert_eq!(ids(&list("?startIndex=0&count=200").await), whole);
    assert_eq!(ids(&list("?startIndex=-5").await), whole);
    for query in ["?count=0", "?count=-1", "?startIndex=11", "?startIndex=9223372036854775807"] {
        let none = list(query).await;
        assert_eq!((&none["totalResults"], &none["Resources"]), (&json!(USERS), &json!([])), "{query}");
    }
    for number in 0..100 {
        create(&app, &newcomer(&format!("user{number}@example.com"))).await;
    }
    assert_eq!(list("?count=1000").await["itemsPerPage"], 100);
    assert_eq!(list("").await["itemsPerPage"], 10);
}

#[tokio::test]
async fn users_are_listed_by_cursor_each_once() {
    let app = TestApp::start().await;
    let mut seen = BTreeSet::new();
    let mut query = "?count=4&attributes=userName".to_owned();
    let mut pages = Vec::new();
    loop {
        let page = v4_1(&app, Method::GET, &format!("Users{query}")).await.must(200).json();
        assert_eq!((&page["totalResults"], page.get("startIndex")), (&json!(USERS), None));
        pages.push(page["itemsPerPage"].as_u64().unwrap());
        seen.extend(ids(&page));
        let Some(cursor) = page["nextCursor"].as_str() else { break };
        query = format!("?count=4&attributes=userName&cursor={cursor}");
    }
    assert_eq!((pages, seen.len() as u64), (vec![4, 4, 2], USERS));
    for cursor in ["nonsense", "AAAAAAAAAAAAAAAAAAAAAAAAAAA", "%00"] {
        let answer = v4_1(&app, Method::GET, &format!("Users?cursor={cursor}")).await;
        refused(&answer, 400, "invalidCursor", "cursor");
    }
}

#[tokio::test]
async fn v4_filters_by_the_three_attributes_of_its_page() {
    let app = TestApp::start().await;
    let mut known = newcomer("known@example.com");
    known["externalId"] = json!("hr 1");
    let known = create(&app, &known).await;
    let found = async |filter: &str| {
        let answer = v4(&app, Method::GET, &format!("Users?filter={filter}")).await.must(200).json();
        assert_eq!(answer["totalResults"], answer["itemsPerPage"]);
        ids(&answer)
    };
    let wanted = vec![id(&known).to_owned()];
    // With plus signs for spaces, as most clients write it.
    assert_eq!(found("userName+eq+\"known@example.com\"").await, wanted);
    assert_eq!(found("userName%20eq%20%22KNOWN@example.com%22").await, wanted);
    assert_eq!(found("externalId+eq+\"hr+1\"").await, wanted);
    let terry = found("employeeNumber+eq+\"1001\"").await;
    assert_eq!(terry.len(), 1);
    let company = format!("companyId+eq+\"{}\"+and+employeeNumber+eq+\"1001\"", super::COMPANY);
    assert_eq!(found(&company).await, terry);
    assert_eq!(found("userName+eq+\"nobody@example.com\"").await, Vec::<String>::new());
    for filter in ["active+eq+true", "userName+sw+\"t\"", "not+(userName+eq+\"x\")", "userName", "nonsense+eq+1", ""] {
        refused(&v4(&app, Method::GET, &format!("Users?filter={filter}")).await, 400, "invalidFilter", "filter");
    }
}
