//! Preferences of a user, as they are described.

use utoipa::ToSchema;

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
