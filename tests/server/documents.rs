//! The OpenAPI documents in `openapi/`.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::Path;

use concur_emulator::api::openapi;
use concur_emulator::server::routes::Families;
use serde_json::Value;

#[test]
fn the_committed_documents_are_what_the_code_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi");
    let renew = env::var_os("UPDATE_DOCS").is_some();
    let mut expected = BTreeSet::new();
    for family in Families::all().iter() {
        let file = folder.join(format!("{}.json", family.name));
        let text = openapi::document_text(family).unwrap_or_else(|| panic!("{} is described nowhere", family.name));
        if renew {
            fs::write(&file, &text).unwrap();
        }
        let committed = fs::read_to_string(&file).unwrap_or_default();
        assert!(committed == text, "{} is stale; renew it with UPDATE_DOCS=1 cargo test", file.display());
        expected.insert(file);
    }
    let found: BTreeSet<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(found, expected, "openapi/ has a document for each family, and nothing else");
}

#[test]
fn every_operation_has_an_id_of_its_own_within_its_family() {
    for family in Families::all().iter() {
        let document = serde_json::from_str::<Value>(family.document).unwrap();
        let items = document["paths"].as_object().unwrap().values();
        let ids: Vec<_> =
            items.flat_map(|item| item.as_object().unwrap().values()).map(|o| o["operationId"].as_str()).collect();
        assert!(ids.iter().all(Option::is_some), "{}", family.name);
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{}", family.name);
    }
}
