//! Merge patches: what absent, null and a value do to each field of each of them, and the page that says so.

use std::collections::BTreeSet;
use std::path::Path;
use std::{env, fs};

use concur_emulator::api::expense_v4::nulls::{Null, Rule, TABLE};
use reqwest::Method;
use serde_json::{Map, Value, json};

use super::expenses::path;
use crate::bad_input::whole_expense;
use crate::support::emulator::TestApp;
use crate::support::reports::*;
use crate::support::request::Request;

const PAGE: &str = "docs/merge-patch.md";
const INTRODUCTION: &str = "\
# What null does in a merge patch

Generated from `src/api/expense_v4/nulls.rs`; to renew it: `UPDATE_DOCS=1 cargo test merge_patch`.

In a patch of Expense Report v4, a field that is absent stays as it is, and a field with a value is set. A null is the third case. By the
standard (RFC 7386) it clears; but clients send null for every field that they leave alone, and not every field can be empty. This is what
it does to each field, in every patch that has it. A nested object replaces the one before, whole.

";

const DRAFT_EXPENSE: &str = "F5EC52ED0108847512E1BC7656670B14";
const SUBMITTED_EXPENSE: &str = "FEE7A16B0A6BF830E5600642060D5A21";

/// A patch of one operation, and where its fields are read.
struct Patched {
    operation: &'static str,
    method_and_path: (&'static str, String),
    read: String,
    /// What has to be in every patch.
    always: Value,
    /// A value for each field.
    values: Value,
}

fn patched() -> Vec<Patched> {
    let custom = json!([{"id": "custom1", "value": "x"}]);
    let user = crate::support::cast::TRAVELER;
    let long = |report: &str| format!("/expensereports/v4/users/{user}/context/TRAVELER/reports/{report}");
    let short = |report: &str| format!("/expensereports/v4/reports/{report}");
    vec![
        Patched {
            operation: "v4.updateReport",
            method_and_path: ("traveler-token", long(DRAFT)),
            read: long(DRAFT),
            always: json!({}),
            values: json!({
                "name": "Trip", "policyId": policies::QUIET, "businessPurpose": "Sale", "comment": "Well", "countryCode": "DE",
                "countrySubDivisionCode": "DE-BE", "customData": custom, "reportDate": "2026-02-01",
                "startDate": "2026-02-02", "endDate": "2026-02-27", "isPaperReceiptsReceived": true, "reportSource": "UI",
            }),
        },
        Patched {
            operation: "v4.updateSubmittedReport",
            method_and_path: ("company-token", short(AT_MANAGER)),
            read: long(AT_MANAGER),
            always: json!({}),
            values: json!({
                "name": "Trip", "businessPurpose": "Sale", "comment": "Well", "customData": custom,
                "isPaperReceiptsReceived": true,
            }),
        },
        Patched {
            operation: "v4.updateSubmittedExpense",
            method_and_path: ("company-token", format!("{}/expenses/{SUBMITTED_EXPENSE}", short(AT_MANAGER))),
            read: path(AT_MANAGER, &format!("/{SUBMITTED_EXPENSE}")),
            always: json!({"expenseSource": "OTHER"}),
            values: json!({
                "businessPurpose": "Sale", "customData": custom, "expenseSource": "OTHER", "isExpenseRejected": true,
                "isPaperReceiptReceived": true,
            }),
        },
        Patched {
            operation: "v4.updateExpenseInContext",
            method_and_path: ("traveler-token", path(DRAFT, &format!("/{DRAFT_EXPENSE}"))),
            read: path(DRAFT, &format!("/{DRAFT_EXPENSE}")),
            always: json!({}),
            values: whole_expense(),
        },
    ]
}

impl Patched {
    fn send<'a>(&self, app: &'a TestApp, fields: Value) -> Request<'a> {
        let (token, path) = &self.method_and_path;
        let mut body = self.always.as_object().unwrap().clone();
        body.extend(fields.as_object().unwrap().clone());
        app.request(Method::PATCH, path).bearer(token).json(&Value::Object(body))
    }

    async fn shown(&self, app: &TestApp) -> Map<String, Value> {
        app.traveler().get(&self.read).await.must(200).json().as_object().unwrap().clone()
    }
}

/// Whether an answer shows what was set: a nested object with more fields than were said.
fn shows(shown: &Value, set: &Value) -> bool {
    match (shown, set) {
        (Value::Object(shown), Value::Object(set)) => set.iter().all(|(name, value)| shown.get(name) == Some(value)),
        _ => shown == set,
    }
}

/// Whether a field shows that nothing is said: null, or what is derived then.
fn is_empty(field: &str, shown: Option<&Value>) -> bool {
    let shown = shown.unwrap_or(&Value::Null);
    match field {
        "receiptType" => ["N", "R"].contains(&shown["id"].as_str().unwrap_or_default()),
        "taxRateLocation" => shown == "HOME",
        "travelAllowance" => shown["isExpensePartOfTravelAllowance"] == false && shown["dailyLimitAmount"].is_null(),
        _ => shown.is_null(),
    }
}

fn rule(field: &str) -> &'static Rule {
    TABLE.iter().find(|rule| rule.field == field).unwrap_or_else(|| panic!("the table has no row for {field}"))
}

#[tokio::test]
async fn merge_patch_absent_null_and_a_value_are_three_things_for_every_field() {
    for patched in patched() {
        for (field, value) in patched.values.as_object().unwrap() {
            let app = TestApp::of(&["switched_on.yaml"]).await;
            let said = format!("{field} of {}", patched.operation);
            patched.send(&app, json!({field: value})).await.must(204);
            let set = patched.shown(&app).await.get(field).cloned();
            patched.send(&app, json!({})).await.must(204);
            assert_eq!(patched.shown(&app).await.get(field).cloned(), set, "{said}, absent");
            let answer = patched.send(&app, json!({field: null})).await;
            let after = patched.shown(&app).await.get(field).cloned();
            match rule(field).null {
                Null::Clears => {
                    answer.must(204);
                    assert!(shows(set.as_ref().unwrap_or(&Value::Null), value), "{said}, set: {set:?}");
                    assert!(is_empty(field, after.as_ref()), "{said}, null: {after:?}");
                }
                Null::Leaves => {
                    answer.must(204);
                    assert_eq!(after, set, "{said}, null");
                }
                // Required by the page; what no page has asks for less.
                Null::Refused if patched.operation == "v4.updateExpenseInContext" => drop(answer.must(204)),
                Null::Refused => {
                    answer.refused(400, field);
                }
            }
        }
    }
}

#[tokio::test]
async fn merge_patch_null_for_every_field_left_alone_changes_only_what_the_table_says() {
    let app = TestApp::of(&["switched_on.yaml"]).await;
    let all = |values: &Value| -> Value {
        values.as_object().unwrap().keys().map(|field| (field.clone(), Value::Null)).collect::<Map<_, _>>().into()
    };
    for patched in patched() {
        patched.send(&app, patched.values.clone()).await.must(204);
        let mut nulls = all(&patched.values);
        for (field, value) in patched.always.as_object().unwrap() {
            nulls[field] = value.clone();
        }
        let before = patched.shown(&app).await;
        patched.send(&app, nulls).await.must(204);
        let after = patched.shown(&app).await;
        for field in patched.values.as_object().unwrap().keys() {
            let said = format!("{field} of {}", patched.operation);
            if rule(field).null == Null::Clears {
                assert!(is_empty(field, after.get(field)), "{said}: {:?}", after.get(field));
            } else {
                assert_eq!(after.get(field), before.get(field), "{said}");
            }
        }
    }
}

#[tokio::test]
async fn merge_patch_a_custom_field_is_cleared_by_itself() {
    let app = TestApp::start().await;
    let path = format!("/expensereports/v4/reports/{DRAFT}/expenses/{DRAFT_EXPENSE}");
    let patch = |fields: Value| {
        let body = json!({"expenseSource": "OTHER", "customData": fields});
        app.company().request(Method::PATCH, &path).json(&body)
    };
    patch(json!([{"id": "custom1", "value": "a"}, {"id": "custom2", "value": "b"}])).await.must(204);
    patch(json!([{"id": "custom1", "value": null}])).await.must(204);
    let shown = app.traveler().get(&super::expenses::path(DRAFT, &format!("/{DRAFT_EXPENSE}"))).await.must(200).json();
    let left: Vec<_> = shown["customData"].as_array().unwrap().iter().map(|field| field["id"].clone()).collect();
    assert_eq!(left, ["custom2"]);
}

/// The fields of the body of an operation, by the document in `openapi/`.
fn fields_of(operation: &str) -> BTreeSet<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi/expense-v4.json");
    let document: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let items = document["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().values());
    let found = items.into_iter().find(|o| o["operationId"] == operation).expect("the operation");
    let reference = found["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str().unwrap();
    let schema = document.pointer(reference.trim_start_matches('#')).unwrap();
    schema["properties"].as_object().unwrap().keys().cloned().collect()
}

#[test]
fn merge_patch_every_field_of_every_patch_is_in_the_table_and_tried() {
    for patched in patched() {
        let tried: BTreeSet<_> = patched.values.as_object().unwrap().keys().cloned().collect();
        assert_eq!(tried, fields_of(patched.operation), "{}", patched.operation);
        tried.iter().for_each(|field| assert_eq!(rule(field).field, field));
    }
    assert!(TABLE.is_sorted_by(|one, other| one.field < other.field), "the table is sorted, each field once");
}

#[test]
fn merge_patch_the_page_says_what_the_table_says() {
    let row = |Rule { field, null, because }: &Rule| {
        let what = match null {
            Null::Clears => "clears",
            Null::Leaves => "leaves it",
            Null::Refused => "is refused",
        };
        format!("| `{field}` | {what} | It {because}. |\n")
    };
    let rows: String = TABLE.iter().map(row).collect();
    let page = format!("{INTRODUCTION}| Field | Null | Why |\n|---|---|---|\n{rows}");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&file, &page).unwrap();
    }
    let written = fs::read_to_string(&file).unwrap_or_default();
    assert!(written == page, "{PAGE} is stale: renew it with UPDATE_DOCS=1 cargo test merge_patch");
}
