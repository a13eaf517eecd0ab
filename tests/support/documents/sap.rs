//! SAP's own descriptions of its APIs: what succeeds has to be as they say, except where their prose overrules them.
//!
//! They are no part of the project. They are looked for in `CONCUR_CONTRACTS`, else beside the project; where they are absent,
//! this says so once and checks nothing.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};
use std::{env, fs};

use jsonschema::Validator;
use reqwest::Method;
use serde_json::{Map, Value};

use super::schema::{self, Reading};
use crate::support::request::Answer;

static CONTRACTS: LazyLock<Vec<Operation>> = LazyLock::new(|| match folder() {
    Some(folder) => CONTRACT_FILES.iter().flat_map(|contract| contract.load(&folder)).collect(),
    None => {
        // Not by a macro, whose output is shown for failed tests only.
        let absent =
            "SAP's contracts are not at hand (CONCUR_CONTRACTS names their folder): nothing is held against them\n";
        io::stderr().write_all(absent.as_bytes()).expect("standard error");
        Vec::new()
    }
});

/// A contract, and where what it describes is served.
struct Contract {
    file: &'static str,
    /// What comes before its paths.
    prefix: &'static str,
    overrules: &'static [Overrule],
}

/// A place where a page says otherwise than the contract.
struct Overrule {
    /// A JSON pointer into the document, to what is there or is missing.
    at: &'static str,
    /// What belongs there.
    instead: &'static str,
    /// What the page says.
    #[expect(dead_code, reason = "for whoever reads the list")]
    because: &'static str,
}

const CONTRACT_FILES: &[Contract] = &[
    Contract {
        file: "v4-0/Reports.swagger.json",
        prefix: "",
        overrules: &[
            Overrule {
                at: "/components/schemas/ReportToApprove/properties/links",
                instead: r##"{"type": "array", "items": {"$ref": "#/components/schemas/Link"}}"##,
                because: "the page lists links among the fields of a report to approve",
            },
            Overrule {
                at: "/components/schemas/ReportEntryDetail/properties/invoiceId",
                instead: r#"{"type": "string"}"#,
                because: "the page lists it among the fields of an expense",
            },
            Overrule {
                at: "/components/schemas/ReportEntryDetail/properties/governmentInvoiceId",
                instead: r#"{"type": "string"}"#,
                because: "the page lists it among the fields of an expense",
            },
            Overrule {
                at: "/components/schemas/ExpenseSourceIdentifiers/properties/eReceiptURL",
                instead: r#"{"type": "string"}"#,
                because: "the page writes it so",
            },
            Overrule {
                at: "/components/schemas/ReportReceiptMapping/properties/receiptId",
                instead: r#"{"type": "string"}"#,
                because: "the page calls it receiptId, not id",
            },
            Overrule {
                at: "/components/schemas/ReportReceiptMapping/required",
                instead: r#"["feature", "imageId", "receiptId"]"#,
                because: "the page calls it receiptId, not id",
            },
        ],
    },
    Contract {
        file: "v4-0/EventSubscriptionService.swagger.json",
        prefix: "/events",
        overrules: &[Overrule {
            at: "/paths/~1v4~1subscriptions~1{id}/get/responses/200/schema",
            instead: r##"{"type": "array", "items": {"$ref": "#/definitions/PublicWebhookSubscription"}}"##,
            because: "the page shows one subscription as a list of one",
        }],
    },
    Contract { file: "v4-0/Identity.swagger2.json", prefix: "/profile/identity/v4", overrules: IDENTITY_OVERRULES },
    Contract { file: "v4-1/Identity.swagger2.json", prefix: "/profile/identity/v4.1", overrules: IDENTITY_OVERRULES },
    Contract { file: "v4-0/UserProvisioning.swagger2.json", prefix: "/profile/v4", overrules: PROVISIONING_OVERRULES },
    Contract {
        file: "v3-0/Entries.swagger2.json",
        prefix: "/api/v3.0",
        overrules: &[
            Overrule {
                at: "/definitions/EntryCollection/properties/Items",
                instead: r##"{"type": "array", "items": {"$ref": "#/definitions/EntryGet"}}"##,
                because: "the page shows a list",
            },
            Overrule {
                at: "/definitions/EntryGet/properties/ExpenseID",
                instead: r#"{"type": "string"}"#,
                because: "the page lists it among the fields of an entry",
            },
            Overrule {
                at: "/definitions/EntryGet/properties/Comment",
                instead: r#"{"type": "string"}"#,
                because: "the page lists it among the fields of an entry",
            },
            Overrule {
                at: "/paths/~1expense~1entries~1{id}/put/responses/204",
                instead: r#"{"description": "no content"}"#,
                because: "tenants answer with no content",
            },
            Overrule {
                at: "/paths/~1expense~1entries~1{id}/delete/responses/204",
                instead: r#"{"description": "no content"}"#,
                because: "tenants answer with no content",
            },
        ],
    },
    Contract {
        file: "v3-0/Itemizations.swagger2.json",
        prefix: "/api/v3.0",
        overrules: &[
            Overrule {
                at: "/definitions/ItemizationCollection/properties/Items",
                instead: r##"{"type": "array", "items": {"$ref": "#/definitions/ItemizationGet"}}"##,
                because: "the page shows a list",
            },
            Overrule {
                at: "/paths/~1expense~1itemizations~1{id}/put/responses/204",
                instead: r#"{"description": "no content"}"#,
                because: "tenants answer with no content",
            },
            Overrule {
                at: "/paths/~1expense~1itemizations~1{id}/delete/responses/204",
                instead: r#"{"description": "no content"}"#,
                because: "tenants answer with no content",
            },
        ],
    },
    Contract {
        file: "v3-0/Allocations.swagger2.json",
        prefix: "/api/v3.0",
        overrules: &[Overrule {
            at: "/definitions/AllocationCollection/properties/Items",
            instead: r##"{"type": "array", "items": {"$ref": "#/definitions/AllocationGet"}}"##,
            because: "the page shows a list",
        }],
    },
    Contract {
        file: "v3-0/EntryAttendeeAssociations.swagger2.json",
        prefix: "/api/v3.0",
        overrules: &[
            Overrule {
                at: "/definitions/EntryAttendeeAssociationCollection/properties/Items",
                instead: r##"{"type": "array", "items": {"$ref": "#/definitions/EntryAttendeeAssociationGet"}}"##,
                because: "the page shows a list",
            },
            Overrule {
                at: "/paths/~1expense~1entryattendeeassociations~1{id}/put/responses/204",
                instead: r#"{"description": "no content"}"#,
                because: "tenants answer with no content",
            },
            Overrule {
                at: "/paths/~1expense~1entryattendeeassociations~1{id}/delete/responses/204",
                instead: r#"{"description": "no content"}"#,
                because: "tenants answer with no content",
            },
        ],
    },
    Contract {
        file: "v3-0/Attendees.swagger2.json",
        prefix: "/api/v3.0",
        overrules: &[
            Overrule {
                at: "/definitions/AttendeeCollection/properties/Items",
                instead: r##"{"type": "array", "items": {"$ref": "#/definitions/AttendeeGet"}}"##,
                because: "the page shows a list",
            },
            Overrule {
                at: "/paths/~1expense~1attendees~1{id}/put/responses/204",
                instead: r#"{"description": "no content"}"#,
                because: "tenants answer with no content",
            },
            Overrule {
                at: "/paths/~1expense~1attendees~1{id}/delete/responses/204",
                instead: r#"{"description": "no content"}"#,
                because: "tenants answer with no content",
            },
        ],
    },
    Contract {
        file: "v3-0/AttendeeTypes.swagger2.json",
        prefix: "/api/v3.0",
        overrules: &[
            Overrule {
                at: "/definitions/AttendeeTypesCollection/properties/Items",
                instead: r##"{"type": "array", "items": {"$ref": "#/definitions/AttendeeTypeGet"}}"##,
                because: "the page shows a list",
            },
            Overrule {
                at: "/paths/~1expense~1attendeetypes~1{id}/put/responses/204",
                instead: r#"{"description": "no content"}"#,
                because: "tenants answer with no content",
            },
            Overrule {
                at: "/paths/~1expense~1attendeetypes~1{id}/delete/responses/204",
                instead: r#"{"description": "no content"}"#,
                because: "tenants answer with no content",
            },
        ],
    },
    Contract {
        file: "v3-0/ExpenseGroupConfigurations.swagger2.json",
        prefix: "/api/v3.0",
        overrules: &[
            Overrule {
                at: "/definitions/ExpenseGroupConfigurationCollection/properties/Items",
                instead: r##"{"type": "array", "items": {"$ref": "#/definitions/ExpenseGroupConfiguration"}}"##,
                because: "the page shows a list",
            },
            Overrule {
                at: "/definitions/ExpenseGroupConfiguration/properties/AttendeeTypes",
                instead: r##"{"type": "array", "items": {"$ref": "#/definitions/AttendeeType"}}"##,
                because: "the page shows a list",
            },
            Overrule {
                at: "/definitions/ExpenseGroupConfiguration/properties/PaymentTypes",
                instead: r##"{"type": "array", "items": {"$ref": "#/definitions/PaymentType"}}"##,
                because: "the page shows a list",
            },
            Overrule {
                at: "/definitions/ExpenseGroupConfiguration/properties/Policies",
                instead: r##"{"type": "array", "items": {"$ref": "#/definitions/Policy"}}"##,
                because: "the page shows a list",
            },
            Overrule {
                at: "/definitions/Policy/properties/ExpenseTypes",
                instead: r##"{"type": "array", "items": {"$ref": "#/definitions/ExpenseType"}}"##,
                because: "the page shows a list",
            },
        ],
    },
    Contract {
        file: "v3-0/Reports.swagger2.json",
        prefix: "/api/v3.0",
        overrules: &[
            Overrule {
                at: "/definitions/ReportCollection/properties/Items",
                instead: r##"{"type": "array", "items": {"$ref": "#/definitions/ReportGet"}}"##,
                because: "the page shows a list of reports",
            },
            Overrule {
                at: "/paths/~1expense~1reports~1{id}/put/responses/204",
                instead: r#"{"description": "no content"}"#,
                because: "the page answers a change with no content",
            },
        ],
    },
];

/// What both contracts of Identity say otherwise than their pages.
const IDENTITY_OVERRULES: &[Overrule] = &[
    Overrule {
        at: "/components/schemas/ResourceType/properties/id",
        instead: r#"{"type": "string"}"#,
        because: "the page lists it among the fields of a resource type, and the contract requires it",
    },
    Overrule {
        at: "/components/schemas/ResourceType/properties/attributes",
        instead: r##"{"type": "array", "items": {"$ref": "#/components/schemas/SchemaExtension"}}"##,
        because: "the page lists it among the fields of a resource type, and the contract requires it",
    },
    Overrule {
        at: "/components/schemas/User/required",
        instead: r#"["id"]"#,
        because: "the page shows answers with nothing but what was asked for",
    },
    Overrule {
        at: "/components/schemas/User/properties/name/required",
        instead: "[]",
        because: "the page lets parts of attributes be asked for",
    },
    Overrule {
        at: "/components/schemas/User/properties/emails/items/required",
        instead: "[]",
        because: "the page lets parts of attributes be asked for",
    },
    Overrule {
        at: "/components/schemas/User/properties/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/required",
        instead: "[]",
        because: "the page lets parts of extensions be asked for",
    },
    Overrule {
        at: "/components/schemas/User/properties/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User/properties/manager/required",
        instead: "[]",
        because: "the page lets parts of attributes be asked for",
    },
];

/// What the contract of User Provisioning says otherwise than the page.
const PROVISIONING_OVERRULES: &[Overrule] = &[
    Overrule {
        at: "/definitions/ProvisionStatus/properties/schemas",
        instead: r#"{"type": "array", "items": {"type": "string"}}"#,
        because: "the page's samples have it",
    },
    Overrule {
        at: "/definitions/ProvisionStatus/properties/meta",
        instead: r#"{"type": "object"}"#,
        because: "the page's samples have it",
    },
    Overrule {
        at: "/definitions/ProvisionStatus/properties/operations/items/properties/status/properties/code",
        instead: r#"{"type": "string"}"#,
        because: "the page's sample of a failure has it",
    },
    Overrule {
        at: "/definitions/ProvisionStatus/properties/operations/items/properties/extensions/items/properties/messages",
        instead: r#"{"type": "array", "items": {"type": "object"}}"#,
        because: "the page's sample of a failure has a list",
    },
    Overrule {
        at: "/definitions/User/properties/schemas",
        instead: r#"{"type": "array", "items": {"type": "string"}}"#,
        because: "the page's samples have it",
    },
    Overrule {
        at: "/definitions/User/properties/meta/properties/statusUrl",
        instead: r#"{"type": "string"}"#,
        because: "the page's samples have it",
    },
    Overrule {
        at: "/definitions/User/properties/meta/properties/provisionId",
        instead: r#"{"type": "string"}"#,
        because: "the page's samples have it",
    },
    Overrule {
        at: "/definitions/User/properties/urn:ietf:params:scim:schemas:extension:sap:2.0:User",
        instead: r#"{"type": "object"}"#,
        because: "the page lists it among the extensions of a user",
    },
    Overrule {
        at: "/definitions/EnterpriseUser/properties/leavesOfAbsence",
        instead: r#"{"type": "array", "items": {"type": "object"}}"#,
        because: "the page lists it among the attributes of the enterprise",
    },
    Overrule {
        at: "/definitions/ServiceProviderConfig/properties/documentationUrl",
        instead: r#"{"type": "string"}"#,
        because: "the page requires it",
    },
];

/// Optional fields are null in the pages' samples where they say nothing, and enumerations are prose
/// (`"'Regular' or 'Reconciliation' or …"`, `"N - No Receipt"`) more often than not.
const READING: Reading = Reading { optional_may_be_null: true, ignores_enumerations: true };

/// An operation of a contract, with one of its successful answers.
struct Operation {
    file: &'static str,
    method: Method,
    path: String,
    status: u16,
    /// None where the answer has no body.
    content: Option<Content>,
}

struct Content {
    schema: Value,
    validator: OnceLock<Validator>,
}

/// Holds an answer against the contract, where there is one for it. An operation that no contract has is one that only the pages
/// have: submit, cost objects, delete, v1.1, v2.0, OAuth.
pub fn check(method: &Method, path: &str, answer: &Answer) {
    if !(200..300).contains(&answer.status) {
        return;
    }
    let of_this = |o: &&Operation| o.method == *method && schema::fits(&o.path, path);
    let mut operations = CONTRACTS.iter().filter(of_this).peekable();
    let Some(Operation { file, .. }) = operations.peek() else { return };
    let operation = operations.find(|operation| operation.status == answer.status);
    let operation = operation.unwrap_or_else(|| panic!("{}: {file} knows no {}", answer.asked, answer.status));
    let Some(content) = operation.content.as_ref().filter(|_| answer.media_type() == "application/json") else {
        return;
    };
    let validator = content
        .validator
        .get_or_init(|| jsonschema::draft4::new(&content.schema).unwrap_or_else(|error| panic!("{file}: {error}")));
    let faults = schema::faults(validator, &answer.json());
    assert!(faults.is_empty(), "{}, by {file}: {}\n{}", answer.asked, faults.join("\n"), answer.text());
}

/// What the pages overrule, as `docs/fidelity.md` has to name it: the parts of a row, each list for one row.
pub fn overruled() -> Vec<Vec<String>> {
    let overrules = CONTRACT_FILES.iter().flat_map(|contract| contract.overrules.iter().map(move |o| (contract, o)));
    overrules.map(|(contract, overrule)| overrule.names(contract)).collect()
}

/// Where the contracts are; none where they are absent.
pub fn folder() -> Option<PathBuf> {
    let named = env::var_os("CONCUR_CONTRACTS").map(PathBuf::from);
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/contracts");
    Some(named.unwrap_or_else(beside)).filter(|folder| folder.is_dir())
}

impl Contract {
    fn load(&self, folder: &Path) -> Vec<Operation> {
        let text = fs::read_to_string(folder.join(self.file)).unwrap_or_else(|error| panic!("{}: {error}", self.file));
        let mut document: Value = serde_json::from_str(&text).expect("a contract of JSON");
        if self.prefix == "/api/v3.0" {
            // Every sample of v3's pages has moments without a zone.
            schema::drop_format(&mut document, "date-time");
        }
        for Overrule { at, instead, .. } in self.overrules {
            let (parent, name) = at.rsplit_once('/').expect("a place in an object");
            let parent = document.pointer_mut(parent).and_then(Value::as_object_mut);
            let parent = parent.unwrap_or_else(|| panic!("{} has no place for {at}", self.file));
            parent.insert(name.to_owned(), serde_json::from_str(instead).expect("an overrule of JSON"));
        }
        let definitions = definitions(&mut document);
        let mut operations = Vec::new();
        for (path, item) in document["paths"].as_object().expect("paths") {
            for (method, operation) in item.as_object().expect("a path's operations") {
                let Ok(method) = method.to_uppercase().parse::<Method>() else { continue };
                for (status, response) in operation["responses"].as_object().into_iter().flatten() {
                    let Some(status) = status.parse().ok().filter(|status| (200..300).contains(status)) else {
                        continue;
                    };
                    let path = format!("{}{path}", self.prefix);
                    let content =
                        schema_of(referred(&document, response)).map(|schema| Content::new(schema, &definitions));
                    operations.push(Operation { file: self.file, method: method.clone(), path, status, content });
                }
            }
        }
        operations
    }
}

impl Content {
    fn new(mut schema: Value, definitions: &Map<String, Value>) -> Self {
        schema::close(&mut schema, READING);
        schema.as_object_mut().into_iter().for_each(|schema| schema.extend(definitions.clone()));
        Self { schema, validator: OnceLock::new() }
    }
}

impl Overrule {
    /// A schema and its field, or a path.
    fn names(&self, contract: &Contract) -> Vec<String> {
        let parts: Vec<_> = self.at.split('/').skip(1).map(|part| part.replace("~1", "/")).collect();
        match parts.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            ["components", "schemas", schema, .., field] | ["definitions", schema, .., field] => {
                vec![format!("`{schema}`"), format!("`{field}`")]
            }
            ["paths", path, ..] => vec![format!("{}{path}", contract.prefix)],
            _ => panic!("{}: say here what docs/fidelity.md has to name", self.at),
        }
    }
}

/// The schemas that references lead to, where they lead to: `definitions` in the older form, `components` in the newer.
fn definitions(document: &mut Value) -> Map<String, Value> {
    let mut definitions = Map::new();
    for (key, pointer) in [("definitions", "/definitions"), ("components", "/components/schemas")] {
        let schemas = document.pointer_mut(pointer).and_then(Value::as_object_mut);
        schemas.into_iter().flat_map(|schemas| schemas.values_mut()).for_each(|schema| schema::close(schema, READING));
        definitions.extend(document.get(key).map(|found| (key.to_owned(), found.clone())));
    }
    definitions
}

/// A response, or the one that it refers to.
fn referred<'a>(document: &'a Value, response: &'a Value) -> &'a Value {
    let pointer = response["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    pointer.map_or(response, |pointer| document.pointer(pointer).expect("a response of the contract"))
}

fn schema_of(response: &Value) -> Option<Value> {
    let schema = response.get("schema").or_else(|| response.pointer("/content/application~1json/schema"))?;
    Some(schema.clone())
}
