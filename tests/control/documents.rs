//! That the document of control describes what is answered, component by component.

use concur_emulator::{Config, Emulator};
use reqwest::{Client, Method};

use crate::support::documents;
use crate::support::request::Answer;

#[tokio::test]
async fn findings_of_strict_mode_keep_to_the_document() {
    let config = Config { port: 0, strict: true, ..Config::default() };
    let emulator = Emulator::start(config).await.unwrap();
    let client = Client::builder().no_proxy().build().unwrap();
    let url = |path: &str| format!("{}{path}", emulator.base_url());
    client.get(url("/expensereports/reports/764428DD6A664AF0BFCB")).bearer_auth("company-token").send().await.unwrap();
    let response = client.get(url("/_emulator/findings")).send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let asked = "GET /_emulator/findings".to_owned();
    let answer = Answer { asked, status, headers, body: response.bytes().await.unwrap() };
    assert!(!answer.json()["items"].as_array().unwrap().is_empty(), "{}", answer.text());
    documents::check(&Method::GET, "/_emulator/findings", &answer);
}

#[test]
fn no_two_types_of_control_are_one_component() {
    let mut names = Vec::new();
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src/control"))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            names.extend(components(&text));
        }
    }
    names.sort();
    let twice: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
    assert!(names.len() > 30 && twice.is_empty(), "{twice:?} of {}", names.len());
}

/// What the types of a file are called in the document: what they say, else their own names.
fn components(text: &str) -> Vec<String> {
    let described = text.split("ToSchema)]").skip(1);
    let name = |rest: &str| {
        let head = rest.split('{').next().unwrap_or_default();
        let said = head.split("#[schema(as = ").nth(1).and_then(|rest| rest.split(')').next());
        let word = |after: &str| {
            let rest = head.split(after).nth(1)?;
            rest.split(|c: char| !c.is_alphanumeric()).next().map(str::to_owned)
        };
        said.map(str::to_owned).or_else(|| word("struct ")).or_else(|| word("enum "))
    };
    described.filter_map(name).collect()
}
