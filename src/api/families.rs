//! API families: which paths each one has, its operations, how it words an error.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use uuid::Uuid;

use super::routing::Route;
use super::{
    events_v4, expense_config_v4, expense_v1, expense_v2, expense_v3, expense_v4, identity, oauth2, profile_v1,
};
use crate::packed::{Packed, packed};
use crate::tenants::{Realm, Tenants};

/// A family of operations that share a document in `openapi/` and a way of wording errors.
#[derive(Debug)]
pub struct Family {
    /// Its name on the command line and the stem of its document's file name.
    pub name: &'static str,
    /// The title of its document.
    pub title: &'static str,
    /// The leading segments of its paths, without a slash at the end. A path below them that matches nothing is refused in
    /// this family's words.
    pub prefixes: &'static [&'static str],
    /// Beginnings, or whole paths, under which its pages also write its paths, each with what it stands for.
    pub variants: &'static [(&'static str, &'static str)],
    /// Whether the words of its paths are taken in any case, and with a slash at the end: its pages write them both ways.
    pub any_case: bool,
    /// Its operations.
    pub routes: fn() -> Vec<Route>,
    /// Its OpenAPI document: the file in `openapi/`, which its operations wrote.
    pub document: Packed,
    /// Words a refusal that none of its operations made.
    pub refuse: Refuse,
}

/// Words a refusal that no operation made: an unknown path, a body that the framework could not read.
pub type Refuse = fn(&HttpRequest, StatusCode, String) -> HttpResponse;

/// Who a request says that it comes from, where it shows no token.
#[derive(Debug)]
pub struct Named {
    /// The tenant.
    pub realm: Arc<Realm>,
    /// The application, where that is what it names.
    pub application: Option<Uuid>,
}

/// Finds out whom a request and its body name.
pub type WhoIsNamed = fn(&Tenants, &HttpRequest, &[u8]) -> Option<Named>;

/// How requests for a path say whom they come from, where they are not expected to show a token.
pub fn who_is_named(path: &str) -> Option<WhoIsNamed> {
    ["/oauth2", "/net2/oauth2", "/profile-service"]
        .iter()
        .any(|prefix| is_below(path, prefix))
        .then_some(oauth2::caller::named as WhoIsNamed)
}

/// How a path is refused that no family claims.
pub const REFUSE_UNCLAIMED: Refuse = expense_v4::error::plain;

/// The emulated families. A new one is an entry here.
pub const EMULATED: &[Family] = &[
    Family {
        name: "oauth2",
        title: "OAuth 2.0",
        prefixes: &["/oauth2", "/app-mgmt", "/profile-service", "/.well-known", "/net2/oauth2"],
        // The page writes it in either case.
        variants: &[("/net2/oauth2/GetAccessToken.ashx", "/net2/oauth2/getaccesstoken.ashx")],
        any_case: false,
        routes: oauth2::routes,
        document: packed!("openapi/oauth2.json"),
        refuse: oauth2::error::plain,
    },
    Family {
        name: "expense-v4",
        title: "Expense Report v4",
        prefixes: &["/expensereports"],
        variants: &[("/expensereports/", "/expensereports/v4/")],
        any_case: false,
        routes: expense_v4::routes,
        document: packed!("openapi/expense-v4.json"),
        refuse: expense_v4::error::plain,
    },
    Family {
        name: "expense-v3",
        title: "Expense v3.0",
        prefixes: &["/api", "/api/v3.0"],
        variants: &[],
        any_case: false,
        routes: expense_v3::routes,
        document: packed!("openapi/expense-v3.json"),
        refuse: expense_v3::error::plain,
    },
    Family {
        name: "expense-v2",
        title: "Expense Report v2.0",
        prefixes: &["/api/expense/expensereport/v2.0"],
        // The page's examples of searches have a slash at the end.
        variants: &[("/api/expense/expensereport/v2.0/Reports/", "/api/expense/expensereport/v2.0/Reports")],
        any_case: true,
        routes: expense_v2::routes,
        document: packed!("openapi/expense-v2.json"),
        refuse: expense_v2::error::plain,
    },
    Family {
        name: "expense-v1",
        title: "Expense Report v1.1",
        prefixes: &["/api/expense/expensereport/v1.1"],
        variants: &[],
        any_case: true,
        routes: expense_v1::routes,
        document: packed!("openapi/expense-v1.json"),
        refuse: expense_v1::error::plain,
    },
    Family {
        name: "events-v4",
        title: "Event Subscription Service v4",
        prefixes: &["/events"],
        variants: &[],
        any_case: false,
        routes: events_v4::routes,
        document: packed!("openapi/events-v4.json"),
        refuse: events_v4::error::plain,
    },
    Family {
        name: "expense-config-v4",
        title: "Expense Configuration v4",
        prefixes: &["/expenseconfig"],
        // The page's examples have the singular, its templates the plural.
        variants: &[("/expenseconfig/v4/company/", "/expenseconfig/v4/companies/")],
        any_case: false,
        routes: expense_config_v4::routes,
        document: packed!("openapi/expense-config-v4.json"),
        refuse: expense_config_v4::error::plain,
    },
    Family {
        name: "identity",
        title: "Identity v4 and v4.1",
        prefixes: &["/profile/identity"],
        // The pages write lists with a slash at the end, too.
        variants: &[
            ("/profile/identity/v4/Users/", "/profile/identity/v4/Users"),
            ("/profile/identity/v4/ResourceTypes/", "/profile/identity/v4/ResourceTypes"),
            ("/profile/identity/v4/ServiceProviderConfig/", "/profile/identity/v4/ServiceProviderConfig"),
            ("/profile/identity/v4/Schemas/", "/profile/identity/v4/Schemas"),
            ("/profile/identity/v4.1/Users/", "/profile/identity/v4.1/Users"),
            ("/profile/identity/v4.1/ResourceTypes/", "/profile/identity/v4.1/ResourceTypes"),
            ("/profile/identity/v4.1/ServiceProviderConfig/", "/profile/identity/v4.1/ServiceProviderConfig"),
            ("/profile/identity/v4.1/Schemas/", "/profile/identity/v4.1/Schemas"),
        ],
        any_case: false,
        routes: identity::routes,
        document: packed!("openapi/identity.json"),
        refuse: identity::error::plain,
    },
    Family {
        name: "user-provisioning-v4",
        title: "User Provisioning v4",
        prefixes: &["/profile/v4"],
        variants: &[],
        // The page writes its paths with and without a slash at the end.
        any_case: true,
        routes: identity::provisioning::routes,
        document: packed!("openapi/user-provisioning-v4.json"),
        refuse: identity::error::plain,
    },
    Family {
        name: "spend-user",
        title: "Spend User v4 and v4.1",
        prefixes: &["/profile/spend"],
        variants: &[],
        any_case: true,
        routes: identity::spend::routes,
        document: packed!("openapi/spend-user.json"),
        refuse: identity::error::plain,
    },
    Family {
        name: "profile-v1",
        title: "Profile v1",
        prefixes: &["/profile/v1"],
        variants: &[],
        any_case: false,
        routes: profile_v1::routes,
        document: packed!("openapi/profile-v1.json"),
        refuse: profile_v1::error::plain,
    },
];

impl Family {
    /// The path that a variant of it stands for; none where it is written as it should be.
    pub fn canonical(&self, path: &str) -> Option<String> {
        self.variants.iter().find_map(|(variant, stands_for)| {
            // What differs by a slash at the end is a path of its own, and not the beginning of others.
            if variant.strip_suffix('/') == Some(stands_for) {
                return (path == *variant).then(|| (*stands_for).to_owned());
            }
            let rest = path.strip_prefix(variant).filter(|_| !path.starts_with(stands_for))?;
            Some(format!("{stands_for}{rest}"))
        })
    }

    /// How much of a path this family claims: the length of the longest prefix of its own that the path has.
    pub fn claim(&self, path: &str) -> Option<usize> {
        self.prefixes.iter().filter(|prefix| is_below(path, prefix)).map(|prefix| prefix.len()).max()
    }
}

/// Whether a path is this prefix or goes on below it, segment by segment: `/a/b` is below `/a`, `/ab` is not.
pub fn is_below(path: &str, prefix: &str) -> bool {
    path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
