//! Spend users, as they are described. What is answered is built by `show`, what is taken read by `read`; both go by the tables of
//! attributes.
#![expect(dead_code, reason = "described, and built of nothing")]

mod preferences;

use utoipa::ToSchema;

pub use self::preferences::{InvoicePreferenceExtension, UserPreferenceExtension, WorkflowPreferenceExtension};

/// A page of spend users.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct SpendUserList {
    /// The schema of lists.
    schemas: Vec<String>,
    /// How many there are.
    total_results: usize,
    /// They.
    #[schema(rename = "Resources")]
    resources: Vec<SpendUser>,
    /// The place of the first of them.
    start_index: usize,
    /// How many are on this page.
    items_per_page: usize,
}

/// What is kept of a user for his spending.
#[derive(ToSchema)]
pub struct SpendUser {
    /// The schemas of spend users.
    schemas: Vec<String>,
    /// The user's UUID.
    id: String,
    /// Of the resource.
    meta: SpendMeta,
    #[schema(rename = "urn:ietf:params:scim:schemas:extension:spend:2.0:User")]
    account: SpendUserExtension,
    #[schema(rename = "urn:ietf:params:scim:schemas:extension:spend:2.0:Approver")]
    approvers: ApproverExtension,
    #[schema(rename = "urn:ietf:params:scim:schemas:extension:spend:2.0:Delegate")]
    delegates: DelegateExtension,
    #[schema(rename = "urn:ietf:params:scim:schemas:extension:spend:2.0:Role")]
    roles: RoleExtension,
    #[schema(rename = "urn:ietf:params:scim:schemas:extension:spend:2.0:UserPreference")]
    user_preferences: UserPreferenceExtension,
    #[schema(rename = "urn:ietf:params:scim:schemas:extension:spend:2.0:WorkflowPreference")]
    workflow_preferences: WorkflowPreferenceExtension,
    #[schema(rename = "urn:ietf:params:scim:schemas:extension:spend:2.0:InvoicePreference")]
    invoice_preferences: InvoicePreferenceExtension,
    #[schema(rename = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:Payroll")]
    payroll: PayrollExtension,
}

/// Of a spend user.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct SpendMeta {
    /// `User`.
    resource_type: String,
    /// Not known.
    created: Option<String>,
    /// When any of it was last changed.
    #[schema(format = "date-time")]
    last_modified: String,
    /// Its URL.
    location: String,
    /// Not known.
    version: Option<String>,
}

/// The account of a user's spending.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct SpendUserExtension {
    /// What he is paid back in, ISO 4217.
    reimbursement_currency: Option<String>,
    /// `ACCOUNTS_PAYABLE`, `ADP_PAYROLL`, `CONCUR_PAY` or `OTHER`.
    reimbursement_type: Option<String>,
    /// The ledger.
    ledger_code: Option<String>,
    /// ISO 3166-1, two letters.
    country: Option<String>,
    /// The country of his budgets, likewise.
    budget_country_code: Option<String>,
    /// The state or province.
    state_province: Option<String>,
    /// Such as `en-US`.
    locale: Option<String>,
    /// The account of his cash advances.
    cash_advance_account_code: Option<String>,
    /// Whether he is there for tests; never changes.
    test_employee: Option<bool>,
    /// Whether he is no employee.
    non_employee: Option<bool>,
    /// To whom he reports in analyses.
    bi_manager: Option<UserReference>,
    /// Values of the company's own fields.
    custom_data: Option<Vec<SpendCustomData>>,
}

/// A value of a field of the company's own.
#[derive(ToSchema)]
pub struct SpendCustomData {
    /// `custom1` to `custom22`, `orgUnit1` to `orgUnit6`.
    id: String,
    /// Its value.
    value: Option<String>,
}

/// A user, by UUID or by employee number.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct UserReference {
    /// His UUID.
    value: Option<String>,
    /// His employee number, where he is named by it.
    employee_number: Option<String>,
}

/// Who approves for a user.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct ApproverExtension {
    /// Expense reports.
    report: Option<Vec<SpendApprover>>,
    /// Cash advances.
    cash_advance: Option<Vec<SpendApprover>>,
    /// Requests.
    request: Option<Vec<SpendApprover>>,
    /// Invoices.
    invoice: Option<Vec<SpendApprover>>,
    /// Purchase requests.
    purchase_request: Option<Vec<SpendApprover>>,
    /// Statements.
    statement: Option<Vec<SpendApprover>>,
    /// Budgets.
    budget: Option<Vec<SpendApprover>>,
}

/// Someone who approves.
#[derive(ToSchema)]
pub struct SpendApprover {
    /// Who it is.
    approver: UserReference,
    /// Whether he is the first to be asked.
    primary: bool,
}

/// Who acts for a user.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct DelegateExtension {
    /// In expenses.
    expense: Option<Vec<SpendDelegate>>,
    /// In invoices.
    payment: Option<Vec<SpendDelegate>>,
    /// In purchase requests.
    purchase_request: Option<Vec<SpendDelegate>>,
}

/// Someone who acts for a user.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct SpendDelegate {
    /// Who it is.
    delegate: UserReference,
    /// May approve and send back.
    can_approve: Option<bool>,
    /// May create and change.
    can_prepare: Option<bool>,
    /// May prepare what is to be approved.
    can_prepare_for_approval: Option<bool>,
    /// Is written to when there is something to approve.
    can_receive_approval_email: Option<bool>,
    /// Is written to.
    can_receive_email: Option<bool>,
    /// May submit and recall.
    can_submit: Option<bool>,
    /// May submit requests for travel.
    can_submit_travel_request: Option<bool>,
    /// May look at analyses.
    can_use_bi: Option<bool>,
    /// May look at receipts.
    can_view_receipt: Option<bool>,
    /// When he may approve for a while.
    temporary_delegation: Option<TemporaryDelegation>,
}

/// When a delegate may approve for a while.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct TemporaryDelegation {
    /// From when.
    #[schema(format = "date-time")]
    temporary_delegation_from_date: Option<String>,
    /// Until when.
    #[schema(format = "date-time")]
    temporary_delegation_to_date: Option<String>,
}

/// What a user may do.
#[derive(ToSchema)]
pub struct RoleExtension {
    /// His roles.
    roles: Option<Vec<SpendRole>>,
}

/// A role.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct SpendRole {
    /// Its code.
    role_name: String,
    /// The groups for which he has it.
    role_groups: Option<Vec<String>>,
}

/// What pays a user.
#[derive(ToSchema)]
pub struct PayrollExtension {
    /// What ADP calls him.
    adp: Option<Adp>,
}

/// What ADP calls a user.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Adp {
    /// The company's code.
    company_code: String,
    /// The deduction's code.
    deduction_code: String,
    /// The number of the employee's file.
    employee_file_number: String,
}
