//! The attributes of spend users: what is kept of a user for his spending, extension by extension.

use super::{Attribute, Kind, Schema};

/// The account, on which the others build.
pub const SPEND_USER: &str = "urn:ietf:params:scim:schemas:extension:spend:2.0:User";
/// Who approves for him.
pub const APPROVER: &str = "urn:ietf:params:scim:schemas:extension:spend:2.0:Approver";
/// Who acts for him.
pub const DELEGATE: &str = "urn:ietf:params:scim:schemas:extension:spend:2.0:Delegate";
/// What he may do.
pub const ROLE: &str = "urn:ietf:params:scim:schemas:extension:spend:2.0:Role";
/// How he likes things to be.
const USER_PREFERENCE: &str = "urn:ietf:params:scim:schemas:extension:spend:2.0:UserPreference";
/// How he likes invoices to be.
pub const INVOICE_PREFERENCE: &str = "urn:ietf:params:scim:schemas:extension:spend:2.0:InvoicePreference";
/// What he is asked and told of workflows.
const WORKFLOW_PREFERENCE: &str = "urn:ietf:params:scim:schemas:extension:spend:2.0:WorkflowPreference";
/// What pays him.
pub const PAYROLL: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:Payroll";

/// The scope that opens what is kept for spending.
pub const SPEND_READ: &str = "spend.user.general.read";
/// The scope that writes it.
pub const SPEND_WRITE: &str = "spend.user.general.writeonly";

/// The schemas of spend users; what others build on comes first.
pub const SPEND_SCHEMAS: &[Schema] = &[
    Schema { id: SPEND_USER, name: "SpendUser", description: "The account of a user's spending", attributes: ACCOUNT },
    Schema { id: ROLE, name: "SpendRole", description: "What a user may do", attributes: ROLES },
    Schema { id: APPROVER, name: "Approver", description: "Who approves for a user", attributes: APPROVERS },
    Schema { id: DELEGATE, name: "Delegate", description: "Who acts for a user", attributes: DELEGATES },
    Schema {
        id: USER_PREFERENCE,
        name: "UserPreference",
        description: "How a user likes things to be",
        attributes: USER_PREFERENCES,
    },
    Schema {
        id: WORKFLOW_PREFERENCE,
        name: "WorkflowPreference",
        description: "What a user is asked and told of workflows",
        attributes: WORKFLOW_PREFERENCES,
    },
    Schema {
        id: INVOICE_PREFERENCE,
        name: "InvoicePreference",
        description: "How a user likes invoices to be",
        attributes: INVOICE_PREFERENCES,
    },
    Schema { id: PAYROLL, name: "Payroll", description: "What pays a user", attributes: PAYROLLS },
];

const fn of_spend(attribute: Attribute) -> Attribute {
    Attribute { read: &[SPEND_READ], write: SPEND_WRITE, ..attribute }
}

const fn text(name: &'static str, description: &'static str) -> Attribute {
    of_spend(Attribute::text(name, description))
}

const fn flag(name: &'static str, description: &'static str) -> Attribute {
    of_spend(Attribute::flag(name, description))
}

const fn moment(name: &'static str, description: &'static str) -> Attribute {
    of_spend(Attribute::new(name, Kind::Moment, description))
}

const fn complex(name: &'static str, parts: &'static [Attribute], description: &'static str) -> Attribute {
    of_spend(Attribute::complex(name, parts, description))
}

const fn user(name: &'static str, description: &'static str) -> Attribute {
    complex(name, A_USER, description)
}

const A_USER: &[Attribute] = &[text("value", "His UUID").exact(), text("employeeNumber", "His employee number")];

const ACCOUNT: &[Attribute] = &[
    text("reimbursementCurrency", "What he is paid back in, ISO 4217").required(),
    text("reimbursementType", "How he is paid back").one_of(&[
        "ACCOUNTS_PAYABLE",
        "ADP_PAYROLL",
        "CONCUR_PAY",
        "OTHER",
    ]),
    text("ledgerCode", "The ledger"),
    text("country", "ISO 3166-1, two letters").required(),
    text("budgetCountryCode", "The country of his budgets, likewise"),
    text("stateProvince", "The state or province"),
    text("locale", "Such as en-US").required(),
    text("cashAdvanceAccountCode", "The account of his cash advances"),
    Attribute { is_immutable: true, ..flag("testEmployee", "Whether he is there for tests") },
    flag("nonEmployee", "Whether he is no employee"),
    user("biManager", "To whom he reports in analyses"),
    complex(
        "customData",
        &[text("id", "custom1 to custom22, orgUnit1 to orgUnit6").required(), text("value", "Its value")],
        "Values of the company's own fields",
    )
    .many(),
];

const AN_APPROVER: &[Attribute] =
    &[user("approver", "Who it is").required(), flag("primary", "Whether he is the first to be asked").required()];

const fn approver(name: &'static str, description: &'static str) -> Attribute {
    complex(name, AN_APPROVER, description).many()
}

const APPROVERS: &[Attribute] = &[
    approver("report", "Who approves expense reports"),
    approver("cashAdvance", "Who approves cash advances"),
    approver("request", "Who approves requests"),
    approver("invoice", "Who approves invoices"),
    approver("purchaseRequest", "Who approves purchase requests"),
    approver("statement", "Who approves statements"),
    approver("budget", "Who approves budgets"),
];

const A_DELEGATE: &[Attribute] = &[
    user("delegate", "Who it is").required(),
    flag("canApprove", "May approve and send back"),
    flag("canPrepare", "May create and change"),
    flag("canPrepareForApproval", "May prepare what is to be approved"),
    flag("canReceiveApprovalEmail", "Is written to when there is something to approve"),
    flag("canReceiveEmail", "Is written to"),
    flag("canSubmit", "May submit and recall"),
    flag("canSubmitTravelRequest", "May submit requests for travel"),
    flag("canUseBi", "May look at analyses"),
    flag("canViewReceipt", "May look at receipts"),
    complex(
        "temporaryDelegation",
        &[
            moment("temporaryDelegationFromDate", "From when he may approve for a while"),
            moment("temporaryDelegationToDate", "Until when"),
        ],
        "When he may approve for a while",
    ),
];

const fn delegate(name: &'static str, description: &'static str) -> Attribute {
    complex(name, A_DELEGATE, description).many()
}

const DELEGATES: &[Attribute] = &[
    delegate("expense", "Who acts for him in expenses"),
    delegate("payment", "Who acts for him in invoices"),
    delegate("purchaseRequest", "Who acts for him in purchase requests"),
];

const ROLES: &[Attribute] = &[complex(
    "roles",
    &[
        text("roleName", "The code of the role").required().exact(),
        text("roleGroups", "The groups for which he has it").many(),
    ],
    "His roles",
)
.many()];

const USER_PREFERENCES: &[Attribute] = &[
    flag("showImagingIntro", "Whether he is introduced to images"),
    text("expenseAuditRequired", "Whether his expenses are audited").one_of(&["NEVER", "REQUIRED", "ALWAYS"]),
    text("processorReportAccess", "Which reports he sees as a processor").one_of(&["COMPLETE", "RESTRICTED"]),
    flag("allowCreditCardTransArrivalEmails", "Whether he is written to of card transactions"),
    flag("allowReceiptImageAvailEmails", "Whether he is written to of receipts"),
    flag("promptForCardTransactionsOnReport", "Whether a new report asks for card transactions"),
    flag("autoAddTripCardTransOnReport", "Whether a trip's card transactions are added"),
    flag("promptForReportPrintFormat", "Whether he is asked how to print"),
    text("defaultReportPrintFormat", "How reports are printed").one_of(&["RECEIPTS", "DETAILED", "FAX"]),
    flag("showTotalOnReport", "Whether reports are printed with totals"),
    text("showExpenseOnReport", "Which expenses are printed").one_of(&["ALL", "PARENT", "NOTHING"]),
    flag("showInstructHelpPanel", "Whether he is shown how to do things"),
    flag("useQuickItinAsDefault", "Whether itineraries are quick ones"),
    flag("enableOcrForUi", "Whether images that he uploads are read"),
    flag("enableOcrForEmail", "Whether images that he mails are read"),
];

const WORKFLOW_PREFERENCES: &[Attribute] = &[
    flag("emailStatusChangeOnCashAdvance", "Mail on a change of a cash advance"),
    flag("emailAwaitApprovalOnCashAdvance", "Mail on a cash advance to approve"),
    flag("emailStatusChangeOnReport", "Mail on a change of a report"),
    flag("emailAwaitApprovalOnReport", "Mail on a report to approve"),
    flag("promptForApproverOnReportSubmit", "Whether a submit asks for an approver"),
    flag("emailStatusChangeOnTravelRequest", "Mail on a change of a request"),
    flag("emailAwaitApprovalOnTravelRequest", "Mail on a request to approve"),
    flag("promptForApproverOnTravelRequestSubmit", "Whether a request asks for an approver"),
    flag("emailStatusChangeOnPayment", "Mail on a change of an invoice"),
    flag("emailAwaitApprovalOnPayment", "Mail on an invoice to approve"),
    flag("promptForApproverOnPaymentSubmit", "Whether an invoice asks for an approver"),
    flag("emailOnPurchaseRequestStatusChange", "Mail on a change of a purchase request"),
    flag("emailOnPurchaseRequestAwaitApproval", "Mail on a purchase request to approve"),
    flag("promptForPurchaseRequestApproverOnSubmit", "Whether a purchase request asks for an approver"),
];

const INVOICE_PREFERENCES: &[Attribute] = &[
    flag("emailOnPurchasingAssigned", "Mail on what is assigned to purchasing"),
    flag("emailOnPurchasingSendBack", "Mail on what purchasing sends back"),
    flag("emailOnFaxImageAvailablePaymentRequest", "Mail on images"),
    flag("promptNewLineItemsPaymentRequest", "Whether a new invoice asks for its items"),
    flag("displayInlineImage", "Whether images are shown inside"),
    flag("autoOpenImage", "Whether images are opened"),
];

const PAYROLLS: &[Attribute] = &[complex(
    "adp",
    &[
        text("companyCode", "The company's code").required(),
        text("deductionCode", "The deduction's code").required(),
        text("employeeFileNumber", "The number of the employee's file").required(),
    ],
    "What ADP calls him",
)];
