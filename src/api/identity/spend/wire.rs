//! Spend users, as they are described. What is answered is built by `show`, what is taken read by `read`; both go by the tables of
//! attributes.
#![expect(dead_code, reason = "described, and built of nothing")]

use utoipa::ToSchema;

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

/// How a user likes things to be.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct UserPreferenceExtension {
    /// Whether he is introduced to images.
    show_imaging_intro: Option<bool>,
    /// Whether his expenses are audited: `NEVER`, `REQUIRED` or `ALWAYS`.
    expense_audit_required: Option<String>,
    /// Which reports he sees as a processor: `COMPLETE` or `RESTRICTED`.
    processor_report_access: Option<String>,
    /// Whether he is written to of card transactions.
    allow_credit_card_trans_arrival_emails: Option<bool>,
    /// Whether he is written to of receipts.
    allow_receipt_image_avail_emails: Option<bool>,
    /// Whether a new report asks for card transactions.
    prompt_for_card_transactions_on_report: Option<bool>,
    /// Whether a trip's card transactions are added.
    auto_add_trip_card_trans_on_report: Option<bool>,
    /// Whether he is asked how to print.
    prompt_for_report_print_format: Option<bool>,
    /// How reports are printed: `RECEIPTS`, `DETAILED` or `FAX`.
    default_report_print_format: Option<String>,
    /// Whether reports are printed with totals.
    show_total_on_report: Option<bool>,
    /// Which expenses are printed: `ALL`, `PARENT` or `NOTHING`.
    show_expense_on_report: Option<String>,
    /// Whether he is shown how to do things.
    show_instruct_help_panel: Option<bool>,
    /// Whether itineraries are quick ones.
    use_quick_itin_as_default: Option<bool>,
    /// Whether images that he uploads are read.
    enable_ocr_for_ui: Option<bool>,
    /// Whether images that he mails are read.
    enable_ocr_for_email: Option<bool>,
}

/// What a user is asked and told of workflows.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct WorkflowPreferenceExtension {
    /// Mail on a change of a cash advance.
    email_status_change_on_cash_advance: Option<bool>,
    /// Mail on a cash advance to approve.
    email_await_approval_on_cash_advance: Option<bool>,
    /// Mail on a change of a report.
    email_status_change_on_report: Option<bool>,
    /// Mail on a report to approve.
    email_await_approval_on_report: Option<bool>,
    /// Whether a submit asks for an approver.
    prompt_for_approver_on_report_submit: Option<bool>,
    /// Mail on a change of a request.
    email_status_change_on_travel_request: Option<bool>,
    /// Mail on a request to approve.
    email_await_approval_on_travel_request: Option<bool>,
    /// Whether a request asks for an approver.
    prompt_for_approver_on_travel_request_submit: Option<bool>,
    /// Mail on a change of an invoice.
    email_status_change_on_payment: Option<bool>,
    /// Mail on an invoice to approve.
    email_await_approval_on_payment: Option<bool>,
    /// Whether an invoice asks for an approver.
    prompt_for_approver_on_payment_submit: Option<bool>,
    /// Mail on a change of a purchase request.
    email_on_purchase_request_status_change: Option<bool>,
    /// Mail on a purchase request to approve.
    email_on_purchase_request_await_approval: Option<bool>,
    /// Whether a purchase request asks for an approver.
    prompt_for_purchase_request_approver_on_submit: Option<bool>,
}

/// How a user likes invoices to be.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct InvoicePreferenceExtension {
    /// Mail on what is assigned to purchasing.
    email_on_purchasing_assigned: Option<bool>,
    /// Mail on what purchasing sends back.
    email_on_purchasing_send_back: Option<bool>,
    /// Mail on images.
    email_on_fax_image_available_payment_request: Option<bool>,
    /// Whether a new invoice asks for its items.
    prompt_new_line_items_payment_request: Option<bool>,
    /// Whether images are shown inside.
    display_inline_image: Option<bool>,
    /// Whether images are opened.
    auto_open_image: Option<bool>,
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
