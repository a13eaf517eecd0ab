//! `docs/operations.yaml`: the operations that Concur's pages document.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::support::documents;

/// An API.
#[derive(Debug, Deserialize)]
pub struct Family {
    #[serde(rename = "family")]
    pub name: String,
    pub pages: Vec<Page>,
}

/// A page of it.
#[derive(Debug, Deserialize)]
pub struct Page {
    #[serde(rename = "page")]
    pub name: String,
    pub operations: Vec<Operation>,
}

/// An operation as its page has it.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub struct Operation {
    pub method: String,
    pub path: String,
    /// The statuses that the page lists.
    pub statuses: Vec<u16>,
}

impl TryFrom<String> for Operation {
    type Error = String;

    fn try_from(line: String) -> Result<Self, String> {
        let mut words = line.split_whitespace().map(str::to_owned);
        let (Some(method), Some(path)) = (words.next(), words.next()) else { return Err(format!("no path: {line}")) };
        let statuses = words.map(|status| status.parse().map_err(|_| format!("no status: {line}")));
        Ok(Self { method, path, statuses: statuses.collect::<Result<_, _>>()? })
    }
}

impl Operation {
    /// The emulated operation that it is; none where it is not emulated.
    pub fn emulated(&self) -> Option<&'static str> {
        documents::id_of(&self.method, &self.path)
    }

    /// Method and path.
    pub fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

/// All families.
pub fn families() -> Vec<Family> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/operations.yaml");
    let text = fs::read_to_string(file).expect("docs/operations.yaml");
    serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("docs/operations.yaml: {error}"))
}

/// The operations of the nine pages of Expense Report v4, of its workflows, and of its configuration.
pub fn of_v4() -> Vec<Operation> {
    let v4 = |family: &Family| ["Expense Report v4", "Expense Configuration v4"].contains(&family.name.as_str());
    families().into_iter().filter(v4).flat_map(|family| family.pages).flat_map(|page| page.operations).collect()
}

#[test]
fn no_operation_is_listed_twice() {
    let mut names: Vec<_> =
        families().into_iter().flat_map(|f| f.pages).flat_map(|p| p.operations).map(|o| o.name()).collect();
    let listed = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), listed);
}
