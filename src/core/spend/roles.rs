//! The roles that users can be given, by code.
//!
//! Facts: the page of spend role codes. What a role opens in the emulator is inferred from its description.

use crate::core::profile::Entitlement;
use crate::core::user::Roles;

/// Approves expense reports.
pub const EXPENSE_APPROVER: &str = "EXP_APPROVER";
/// Processes expense reports.
pub const EXPENSE_PROCESSOR: &str = "EXP_PROCESSOR";
/// Processes expense reports, and deletes them.
pub const EXPENSE_PROCESSOR_MANAGER: &str = "EXP_PROCESSOR_ADMIN";
/// Administers web services.
pub const WEB_SERVICES_ADMINISTRATOR: &str = "SHD_WEB_SERVICES_ADMIN";

/// Roles that come and go with a feature, and are given no other way.
pub const OF_FEATURES: &[(&str, Entitlement)] =
    &[("EXP_USER", Entitlement::Expense), ("INV_PMT_USER", Entitlement::Invoice), ("REQ_USER", Entitlement::Request)];

/// The code of a role, however it was written; none where there is no such role.
pub fn known(code: &str) -> Option<&'static str> {
    CODES.binary_search(&code).ok().and_then(|at| CODES.get(at)).copied()
}

/// The commands that roles open.
pub fn opened<'a>(codes: impl Iterator<Item = &'a str>) -> Roles {
    let mut roles = Roles::default();
    for code in codes {
        match code {
            EXPENSE_PROCESSOR | EXPENSE_PROCESSOR_MANAGER => roles.processor = true,
            WEB_SERVICES_ADMINISTRATOR => roles.web_services_administrator = true,
            _ => {}
        }
    }
    roles
}

/// Two of these roles that nobody has at once, if there are any.
pub fn rivals(codes: &[&'static str]) -> Option<(&'static str, &'static str)> {
    RIVALS.iter().find_map(|set| {
        let mut held = set.iter().filter(|code| codes.contains(code));
        Some((*held.next()?, *held.next()?))
    })
}

/// Roles of which a user has one at most.
const RIVALS: &[&[&str]] = &[
    &["EXP_ATTENDEE_ADMIN", "EXP_ATTENDEE_ADMIN_RO"],
    &["SHD_EMPLOYEE_ADMIN", "SHD_EMPLOYEE_ADMIN_RO", "SHD_PASSWORD_ADMIN"],
    &["EXP_CONFIG_ADMIN", "EXP_CONFIG_ADMIN_RO"],
    &["EXP_PROCESSOR_AUDIT", "EXP_PROCESSOR"],
    &["EXP_PROCESSOR_AUDIT", "EXP_PROCESSOR_ADMIN"],
    &["SHD_CONFIG_ADMIN", "SHD_CONFIG_ADMIN_RO"],
    &["SHD_TAX_ADMIN", "SHD_TAX_ADMIN_RO"],
    &["REQ_PROCESSOR_ADMIN", "REQ_PROCESSOR_AUDIT", "REQ_PROCESSOR", "REQ_RISK_ADMIN"],
    &["REQ_CONFIG_ADMIN", "REQ_CONFIG_ADMIN_RO"],
    &["INV_CONFIG_ADMIN", "INV_CONFIG_ADMIN_RO"],
    &["INV_PROCESSOR", "INV_PROCESSOR_AUDIT", "INV_PROCESSOR_MANAGER"],
    &["REPORTING_BUSINESS_AUTHOR", "REPORTING_CONSUMER", "REPORTING_PRO_AUTHOR"],
];

/// All roles, in order.
const CODES: &[&str] = &[
    "BUDGET_REPORTING_USER",
    "EXP_APPROVER",
    "EXP_ATTENDEE_ADMIN",
    "EXP_ATTENDEE_ADMIN_RO",
    "EXP_CARD_ADMIN",
    "EXP_CASHADVANCE_ADMIN",
    "EXP_CONFIG_ADMIN",
    "EXP_CONFIG_ADMIN_CLIENT",
    "EXP_CONFIG_ADMIN_RO",
    "EXP_EMPLOYEE_ADMIN",
    "EXP_EXTRACT_ADMIN",
    "EXP_FB_TAX_ADMIN",
    "EXP_FIND_ATTENDEES_USER",
    "EXP_PCARD_ADMIN",
    "EXP_PROCESSOR",
    "EXP_PROCESSOR_ADMIN",
    "EXP_PROCESSOR_AUDIT",
    "EXP_PROCESSOR_CR",
    "EXP_PROXY_USER",
    "EXP_RECEIPT_PROCESSOR",
    "EXP_REIMBURSEMENT_APPROVER",
    "EXP_REIMBURSEMENT_AUDITOR",
    "EXP_TRAVEL_AND_EXPENSE_USER",
    "EXP_USER",
    "INV_APPROVER",
    "INV_AP_USER",
    "INV_CONFIG_ADMIN",
    "INV_CONFIG_ADMIN_RO",
    "INV_EMPLOYEE_ADMIN",
    "INV_IC_VERIFIER",
    "INV_IMAGE_PROCESSOR",
    "INV_PMT_MANAGER",
    "INV_PMT_USER",
    "INV_PROCESSOR",
    "INV_PROCESSOR_AUDIT",
    "INV_PROCESSOR_MANAGER",
    "INV_PROXY_USER",
    "INV_PURCH_ORDER_PROCESSOR",
    "INV_PURCH_ORDER_PROCESSOR_AUDIT",
    "INV_PURCH_RECEIVER",
    "INV_PURCH_REQ_APPROVER",
    "INV_PURCH_REQ_PROCESSOR",
    "INV_PURCH_REQ_PROCESSOR_AUDIT",
    "INV_PURCH_REQ_PROXY_USER",
    "INV_PURCH_REQ_USER",
    "INV_PURCH_USER",
    "INV_RECEIPT_PROCESSOR",
    "INV_RECEIPT_USER",
    "INV_TAX_ADMIN",
    "INV_VENDOR_ADMIN",
    "REPORTING_BUSINESS_AUTHOR",
    "REPORTING_CAS_ANALYST",
    "REPORTING_CONFIG_ADMIN",
    "REPORTING_CONSUMER",
    "REPORTING_DASHBOARD_USER",
    "REPORTING_EMPLOYEE_ADMIN",
    "REPORTING_HIST_DATA_USER",
    "REPORTING_PRO_AUTHOR",
    "REQ_APPROVER",
    "REQ_CONFIG_ADMIN",
    "REQ_CONFIG_ADMIN_RO",
    "REQ_EVENT_ADMIN",
    "REQ_PROCESSOR",
    "REQ_PROCESSOR_ADMIN",
    "REQ_PROCESSOR_AUDIT",
    "REQ_PROXY_USER",
    "REQ_RISK_ADMIN",
    "REQ_USER",
    "SHD_APP_CENTER_ADMIN",
    "SHD_AUTHORIZED_APPROVER",
    "SHD_BILLING_ATTRIBUTES_USER",
    "SHD_BUDGET_ADMIN",
    "SHD_BUDGET_APPROVER",
    "SHD_BUDGET_OWNER",
    "SHD_BUDGET_VIEWER",
    "SHD_COMPANY_INFO_ADMIN",
    "SHD_CONFIG_ADMIN",
    "SHD_CONFIG_ADMIN_RO",
    "SHD_COST_OBJECT_APPROVER",
    "SHD_DATA_RETENTION_ADMIN",
    "SHD_EMPLOYEE_ADMIN",
    "SHD_EMPLOYEE_ADMIN_RO",
    "SHD_IMPORT_EXTRACT_ADMIN_RO",
    "SHD_PASSWORD_ADMIN",
    "SHD_PAYROLL_ADMIN",
    "SHD_ROLE_ADMIN",
    "SHD_TAX_ADMIN",
    "SHD_TAX_ADMIN_RO",
    "SHD_TRAINING_ADMIN",
    "SHD_WEB_SERVICES_ADMIN",
    "STATEMENT_APPROVER",
    "STATEMENT_PROCESSOR",
    "STATEMENT_PROCESSOR_ADMIN",
    "STATEMENT_PROCESSOR_AUDITOR",
    "STATEMENT_USER",
    "TRAVEL_USER",
];
