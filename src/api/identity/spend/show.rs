//! From core to the JSON of spend users.

use serde_json::{Map, Value, json};

use super::super::attributes::{
    APPROVER, Attribute, DELEGATE, INVOICE_PREFERENCE, Kind, PAYROLL, ROLE, SPEND_SCHEMAS, SPEND_USER, Schema,
};
use crate::core::spend::roles::OF_FEATURES;
use crate::core::spend::{Approval, Approver, Payroll, Product, Reimbursement, Setting, SpendAccount};
use crate::core::user::{Delegate, Favours, User};
use crate::core::{Timestamp, ids::UserId};

/// Preferences that are set where nobody has unset them, as the page has it.
const SET_BY_DEFAULT: &[&str] = &[
    "showImagingIntro",
    "allowCreditCardTransArrivalEmails",
    "allowReceiptImageAvailEmails",
    "promptForCardTransactionsOnReport",
    "showInstructHelpPanel",
    "emailStatusChangeOnCashAdvance",
    "emailAwaitApprovalOnCashAdvance",
    "emailStatusChangeOnReport",
    "emailAwaitApprovalOnReport",
    "emailStatusChangeOnTravelRequest",
    "emailAwaitApprovalOnTravelRequest",
    "emailStatusChangeOnPayment",
    "emailAwaitApprovalOnPayment",
    "emailOnPurchaseRequestStatusChange",
    "emailOnPurchaseRequestAwaitApproval",
];

/// A spend user, whole.
pub(super) fn resource(user: &User, base_url: &str) -> Value {
    let modified = user.spend.modified_at.unwrap_or(user.profile.modified_at);
    let mut schemas = vec!["urn:ietf:params:scim:schemas:ScimResource"];
    schemas.extend(SPEND_SCHEMAS.iter().map(|schema| schema.id));
    let mut resource = Map::new();
    resource.insert("schemas".to_owned(), json!(schemas));
    resource.insert("id".to_owned(), json!(user.id.to_string()));
    let meta = json!({
        "resourceType": "User",
        "created": null,
        "lastModified": moment(modified),
        // As the page's examples have it, whichever version is asked.
        "location": format!("{base_url}/profile/spend/v4/Users/{}", user.id),
        "version": null,
    });
    resource.insert("meta".to_owned(), meta);
    resource.extend(SPEND_SCHEMAS.iter().map(|schema| (schema.id.to_owned(), extension(user, schema))));
    Value::Object(resource)
}

/// One of his extensions.
pub(in super::super) fn extension(user: &User, schema: &'static Schema) -> Value {
    let spend = &user.spend;
    match schema.id {
        SPEND_USER => spend.account.as_deref().map_or_else(|| json!({}), account),
        APPROVER => approvers(&spend.approvers),
        DELEGATE => delegates(user),
        ROLE => roles(user),
        PAYROLL => spend.payroll.as_ref().map_or_else(|| json!({}), payroll),
        _ => preferences(user, schema),
    }
}

fn account(account: &SpendAccount) -> Value {
    let SpendAccount {
        currency,
        reimbursement,
        ledger_code,
        country,
        budget_country,
        state_province,
        locale,
        cash_advance_account,
        is_test,
        is_no_employee,
        reporting_manager,
        custom,
    } = account;
    let custom: Vec<_> = custom.iter().map(|(id, value)| json!({"id": id, "value": value})).collect();
    json!({
        "reimbursementCurrency": currency.as_str(),
        "reimbursementType": reimbursement.map(reimbursement_name),
        "ledgerCode": ledger_code,
        "country": country,
        "budgetCountryCode": budget_country,
        "stateProvince": state_province,
        "locale": locale,
        "cashAdvanceAccountCode": cash_advance_account,
        "testEmployee": is_test,
        "nonEmployee": is_no_employee,
        "biManager": reporting_manager.map(reference),
        "customData": custom,
    })
}

/// The name of a way of paying back.
pub(super) const fn reimbursement_name(reimbursement: Reimbursement) -> &'static str {
    match reimbursement {
        Reimbursement::AccountsPayable => "ACCOUNTS_PAYABLE",
        Reimbursement::AdpPayroll => "ADP_PAYROLL",
        Reimbursement::ConcurPay => "CONCUR_PAY",
        Reimbursement::Other => "OTHER",
    }
}

/// What is approved, by the names that the extension has for it.
pub(super) const APPROVALS: &[(&str, Approval)] = &[
    ("report", Approval::Report),
    ("cashAdvance", Approval::CashAdvance),
    ("request", Approval::Request),
    ("invoice", Approval::Invoice),
    ("purchaseRequest", Approval::PurchaseRequest),
    ("statement", Approval::Statement),
    ("budget", Approval::Budget),
];

/// What delegates act in, likewise; expenses are no product of their own.
pub(super) const PRODUCTS: &[(&str, Option<Product>)] =
    &[("expense", None), ("payment", Some(Product::Payment)), ("purchaseRequest", Some(Product::PurchaseRequest))];

fn approvers(approvers: &[Approver]) -> Value {
    let of = |wanted: Approval| -> Vec<Value> {
        let them = approvers.iter().filter(|approver| approver.approval == wanted);
        them.map(|approver| json!({"approver": reference(approver.user), "primary": approver.is_primary})).collect()
    };
    let lists = APPROVALS.iter().map(|(name, approval)| ((*name).to_owned(), of(*approval)));
    Value::Object(lists.filter(|(_, list)| !list.is_empty()).map(|(name, list)| (name, Value::Array(list))).collect())
}

fn delegates(user: &User) -> Value {
    let of = |product: Option<Product>| -> Vec<Value> {
        match product {
            None => user.delegates.iter().map(delegate).collect(),
            Some(wanted) => user
                .spend
                .delegates
                .iter()
                .filter(|(product, _)| *product == wanted)
                .map(|(_, d)| delegate(d))
                .collect(),
        }
    };
    let lists = PRODUCTS.iter().map(|(name, product)| ((*name).to_owned(), of(*product)));
    Value::Object(lists.filter(|(_, list)| !list.is_empty()).map(|(name, list)| (name, Value::Array(list))).collect())
}

fn delegate(delegate: &Delegate) -> Value {
    let Delegate { user, can_prepare, can_submit, can_approve, favours } = delegate;
    let Favours {
        can_prepare_for_approval,
        receives_approval_email,
        receives_email,
        can_submit_travel_request,
        can_use_bi,
        can_view_receipt,
        approves_from,
        approves_until,
    } = favours;
    let mut shown = json!({
        "canApprove": can_approve,
        "canPrepare": can_prepare,
        "canPrepareForApproval": can_prepare_for_approval,
        "canReceiveApprovalEmail": receives_approval_email,
        "canReceiveEmail": receives_email,
        "canSubmit": can_submit,
        "canSubmitTravelRequest": can_submit_travel_request,
        "canUseBi": can_use_bi,
        "canViewReceipt": can_view_receipt,
        "delegate": reference(*user),
    });
    if approves_from.is_some() || approves_until.is_some() {
        shown["temporaryDelegation"] = json!({
            "temporaryDelegationFromDate": approves_from.map(moment),
            "temporaryDelegationToDate": approves_until.map(moment),
        });
    }
    shown
}

fn roles(user: &User) -> Value {
    let of_features = OF_FEATURES.iter().filter(|(_, feature)| user.has_feature(*feature));
    let of_features = of_features.map(|(code, _)| json!({"roleName": code}));
    let given = user.spend.roles.iter().map(|role| {
        let mut shown = json!({"roleName": role.code});
        if !role.groups.is_empty() {
            shown["roleGroups"] = json!(role.groups);
        }
        shown
    });
    json!({"roles": of_features.chain(given).collect::<Vec<_>>()})
}

fn payroll(payroll: &Payroll) -> Value {
    let Payroll { company_code, deduction_code, employee_file_number } = payroll;
    json!({"adp": {
        "companyCode": company_code,
        "deductionCode": deduction_code,
        "employeeFileNumber": employee_file_number,
    }})
}

/// The preferences of an extension: what was set, and what is set by default.
fn preferences(user: &User, schema: &'static Schema) -> Value {
    let shown = |attribute: &'static Attribute| {
        let value = match user.spend.preferences.get(attribute.name) {
            Some(Setting::Flag(value)) => Value::from(*value),
            Some(Setting::Word(word)) => Value::from(word.as_str()),
            None if schema.id == INVOICE_PREFERENCE || attribute.kind != Kind::Boolean => return None,
            None => Value::from(SET_BY_DEFAULT.contains(&attribute.name)),
        };
        Some((attribute.name.to_owned(), value))
    };
    Value::Object(schema.attributes.iter().filter_map(shown).collect())
}

fn reference(user: UserId) -> Value {
    json!({"value": user.to_string()})
}

fn moment(moment: Timestamp) -> String {
    moment.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}
