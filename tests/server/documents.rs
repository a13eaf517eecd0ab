//! The OpenAPI documents in `openapi/`.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::Path;

use concur_emulator::server::documents::describe;
use concur_emulator::server::routes::Families;

#[test]
fn the_committed_documents_are_what_the_code_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi");
    let renew = env::var_os("UPDATE_DOCS").is_some();
    let mut expected = BTreeSet::new();
    for (family, document) in describe() {
        let file = folder.join(format!("{family}.json"));
        let text = document.to_pretty_json().unwrap() + "\n";
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
    for (family, document) in describe() {
        let document = serde_json::to_value(document).unwrap();
        let items = document["paths"].as_object().unwrap().values();
        let ids: Vec<_> =
            items.flat_map(|item| item.as_object().unwrap().values()).map(|o| o["operationId"].as_str()).collect();
        assert!(ids.iter().all(Option::is_some), "{family}");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{family}");
    }
}

#[test]
fn every_family_is_described_and_carries_its_document() {
    let described: BTreeSet<_> = describe().into_iter().map(|(family, _)| family).collect();
    assert_eq!(described, Families::all().iter().map(|family| family.name).collect());
    for family in Families::all().iter() {
        assert!(family.document.text().contains(family.title), "{} carries the document of another", family.name);
    }
}
