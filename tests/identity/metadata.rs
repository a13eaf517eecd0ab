//! What the service says of itself.

use reqwest::Method;
use serde_json::json;

use super::{ENTERPRISE, SAP, either, refused, v4};
use crate::support::emulator::TestApp;

const CORE: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

#[tokio::test]
async fn every_schema_is_listed_and_served_alone() {
    let app = TestApp::start().await;
    for version in ["v4", "v4.1"] {
        let list = either(&app, version, Method::GET, "Schemas").await.must(200).json();
        let ids: Vec<_> = list["Resources"].as_array().unwrap().iter().map(|schema| schema["id"].clone()).collect();
        assert_eq!(ids, [json!(CORE), json!(ENTERPRISE), json!(SAP)]);
        for schema in list["Resources"].as_array().unwrap() {
            let path = format!("Schemas/{}", schema["id"].as_str().unwrap());
            assert_eq!(either(&app, version, Method::GET, &path).await.must(200).json(), *schema);
        }
        refused(&either(&app, version, Method::GET, "Schemas/urn:nobody").await, 404, "", "id");
        assert_eq!(list["Resources"][0]["meta"]["location"], format!("/{version}/Schemas/{CORE}"));
    }
}

#[tokio::test]
async fn every_attribute_of_an_answer_is_one_of_a_schema() {
    let app = TestApp::start().await;
    let schemas = v4(&app, Method::GET, "Schemas").await.json();
    let user = super::create(&app, &crate::bad_input::identity::everything()).await;
    for (schema, object) in [(0, &user), (1, &user[ENTERPRISE]), (2, &user[SAP])] {
        let attributes = schemas["Resources"][schema]["attributes"].as_array().unwrap();
        let known = |name: &str| attributes.iter().find(|attribute| attribute["name"] == name);
        for (name, value) in object.as_object().unwrap() {
            if name == "schemas" || name.starts_with("urn:") {
                continue;
            }
            let attribute = known(name).unwrap_or_else(|| panic!("no schema has {name}"));
            assert_eq!(attribute["multiValued"] == true, value.is_array(), "{name}");
            let parts = attribute["subAttributes"].as_array();
            let element = value.get(0).unwrap_or(value);
            for part in element.as_object().into_iter().flatten().map(|(part, _)| part) {
                assert!(parts.unwrap().iter().any(|known| known["name"] == **part), "no schema has {name}.{part}");
            }
        }
    }
}

#[tokio::test]
async fn what_is_supported_and_what_there_is_are_told() {
    let app = TestApp::start().await;
    for (version, is_paged) in [("v4", false), ("v4.1", true)] {
        let config = either(&app, version, Method::GET, "ServiceProviderConfig").await.must(200).json();
        assert_eq!((&config["patch"]["supported"], &config["bulk"]["supported"]), (&json!(true), &json!(false)));
        assert_eq!(config.get("pagination").is_some(), is_paged);
        let types = either(&app, version, Method::GET, "ResourceTypes").await.must(200).json();
        assert_eq!((&types[0]["endpoint"], &types[0]["schema"]), (&json!("/Users"), &json!(CORE)));
    }
}

#[tokio::test]
async fn lists_are_served_with_a_slash_at_the_end_too() {
    let app = TestApp::start().await;
    for version in ["v4", "v4.1"] {
        for path in ["Users", "ResourceTypes", "ServiceProviderConfig", "Schemas"] {
            let plain = either(&app, version, Method::GET, path).await.must(200);
            let slashed = either(&app, version, Method::GET, &format!("{path}/")).await.must(200);
            assert_eq!((slashed.json(), slashed.operation()), (plain.json(), plain.operation()));
        }
        either(&app, version, Method::GET, "Groups/").await.must(404);
    }
}
