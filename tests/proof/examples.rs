//! The example requests of the pages of Expense Report v4 and of its configuration: method, path, and what a body says.
//!
//! Bodies say what the examples say, field by field, in other words. What stands in braces is put in by [`super::replay`]: the pages
//! use the same IDs for reports in different states, so each example gets one of the scenario's.

use self::By::{Administrator, Approver, Colleague, Company, CostOwner, Requester, User};

/// Whose token an example carries.
#[derive(Debug, Clone, Copy)]
pub enum By {
    /// The user whom most examples are about.
    User,
    /// Who approves his reports.
    Approver,
    /// Who approves what is charged to his cost objects.
    CostOwner,
    /// Whose report is at external validation.
    Colleague,
    /// Whose report has taxes and a request.
    Requester,
    /// Whose group the configuration is shown of.
    Administrator,
    /// The company.
    Company,
}

/// An example.
#[derive(Debug)]
pub struct Example {
    pub page: &'static str,
    /// Method, path, query.
    pub call: &'static str,
    /// None where it is empty.
    pub body: &'static str,
    /// What the page says that it answers.
    pub status: u16,
    /// Each of these has to be let in.
    pub by: &'static [By],
    /// Calls and bodies, of the same caller's, that make sense of it.
    pub after: &'static [(&'static str, &'static str)],
}

/// Either kind of token, as the pages' "Access Token Usage" has it.
const BOTH: &[By] = &[User, Company];
const USER: &[By] = &[User];
const COMPANY: &[By] = &[Company];

const fn example(
    page: &'static str,
    call: &'static str,
    body: &'static str,
    status: u16,
    by: &'static [By],
) -> Example {
    Example { page, call, body, status, by, after: &[] }
}

const COMMENT: &str = r#"{"comment": "For the office"}"#;
const EXCEPTION: &str = r#"{"exceptionCode": "MISSREQFLD", "exceptionVisibility": "ALL"}"#;
const ATTENDEES: &str = r#"{"noShowAttendeeCount": 0, "expenseAttendeeList": [ {"attendeeId": "{attendee1}",
    "customData": [{"id": "custom2", "value": "0", "isValid": true, "listItemUrl": null}],
    "isAmountUserEdited": false, "isTraveling": false, "associatedAttendeeCount": 1,
    "versionNumber": null, "transactionAmount": 23}, {"attendeeId": "{attendee2}",
    "customData": [{"id": "custom2", "value": "0", "isValid": true, "listItemUrl": null}],
    "isAmountUserEdited": true, "isTraveling": true, "associatedAttendeeCount": 2,
    "versionNumber": 2, "transactionAmount": 22}]}"#;
const NEW_REPORT: &str = r#"{"customData": [{"id": "custom15", "value": "E31CB42509F9FF408BA7DD6713AB49BD"}],
    "businessPurpose": "Supplies", "comment": "Each month", "countryCode": "US",
    "countrySubDivisionCode": "US-WA", "name": "Supplies in July", "policyId": "{policy}"}"#;
const REPORT: &str = r#"{"customData": [{"id": "custom15", "value": "E31CB42509F9FF408BA7DD6713AB49BD"}],
    "businessPurpose": "Supplies", "reportSource": "OTHER"}"#;
const SUBMITTED_REPORT: &str = r#"{"businessPurpose": "Supplies", "comment": "Each month", "customData": [{"id": "custom09",
    "value": "81188b39-605d-2d4f-b80b-43efa84a7b49", "isValid": true}],
    "name": "Supplies in July", "isPaperReceiptsReceived": false}"#;
const SUBMITTED_EXPENSE: &str = r#"{"customData": [{"id": "custom09", "value": "81188b39-605d-2d4f-b80b-43efa84a7b49",
    "isValid": true}], "businessPurpose": "Supplies", "expenseSource": "OTHER",
    "isExpenseRejected": false, "isPaperReceiptReceived": false}"#;
const ALLOCATION: &str = r#"{"allocation": {"customData": [{"id": "custom9", "value": "{costObject}",
    "isValid": true}]}, "expenseIds": ["{expense}"]}"#;
const TAX: &str = r#"{"customData": [{"id": "custom1", "value": "check"}], "reclaimTransactionAmount": 12,
    "taxTransactionAmount": 25, "reclaimCode": "RC7", "taxCode": "TC7"}"#;
const CASH_ADVANCE: &str = r#"{"cashAdvanceIds": ["{cashAdvance1}"]}"#;
const APPROVAL: &str = r#"{"comment": "Fine"}"#;
const APPROVAL_WITHOUT_SOME: &str = r#"{"comment": "Fine", "expenseRejectedComment": "Not ours"}"#;

/// All of them, page by page.
pub const EXAMPLES: &[Example] = &[
    example("v4.reports", "GET {long}/{draft}", "", 200, BOTH),
    example("v4.reports", "POST {long}", NEW_REPORT, 201, BOTH),
    example("v4.reports", "PATCH {long}/{draft}", REPORT, 204, BOTH),
    example("v4.reports", "GET {short}/{draft}/formFields", "", 200, BOTH),
    example("v4.reports", "PATCH {short}/{submitted}", SUBMITTED_REPORT, 204, COMPANY),
    example("v4.reports", "DELETE {short}/{draft}", "", 204, BOTH),
    example(
        "v4.reports",
        "GET {approvals}/reportsToApprove?sort=reportDate&order=desc&includeDelegateApprovals=true",
        "",
        200,
        &[Approver],
    ),
    example("v4.expenses", "GET {long}/{draft}/expenses", "", 200, BOTH),
    example("v4.expenses", "GET {long}/{draft}/expenses/{expense}", "", 200, BOTH),
    example("v4.expenses", "GET {long}/{draft}/expenses/{expense}/itemizations", "", 200, BOTH),
    example("v4.expenses", "PATCH {short}/{submitted}/expenses/{submittedExpense}", SUBMITTED_EXPENSE, 204, COMPANY),
    example("v4.expenses", "DELETE {short}/{draft}/expenses/{expense}", "", 204, BOTH),
    example("v4.expenses", "GET {short}/{draft}/expenses/{expense}/formFields", "", 200, BOTH),
    example("v4.comments", "GET {long}/{draft}/comments?includeAllComments=true", "", 200, USER),
    example("v4.comments", "POST {long}/{draft}/comments", COMMENT, 201, USER),
    Example {
        after: &[("POST {long}/{draft}/comments", COMMENT)],
        ..example("v4.comments", "PUT {long}/{draft}/comments", COMMENT, 200, USER)
    },
    Example {
        after: &[("POST {long}/{draft}/comments", COMMENT)],
        ..example("v4.comments", "DELETE {long}/{draft}/comments", "", 204, USER)
    },
    example("v4.comments", "GET {short}/{draft}/comments?includeAllComments=true", "", 200, COMPANY),
    example("v4.comments", "POST {short}/{draft}/comments", COMMENT, 201, COMPANY),
    Example {
        after: &[("POST {short}/{draft}/comments", COMMENT)],
        ..example("v4.comments", "PUT {short}/{draft}/comments", COMMENT, 200, COMPANY)
    },
    Example {
        after: &[("POST {short}/{draft}/comments", COMMENT)],
        ..example("v4.comments", "DELETE {short}/{draft}/comments", "", 204, COMPANY)
    },
    example("v4.comments", "GET {long}/{draft}/expenses/{expense}/comments", "", 200, USER),
    example("v4.comments", "POST {long}/{draft}/expenses/{expense}/comments", COMMENT, 201, USER),
    Example {
        after: &[("POST {long}/{draft}/expenses/{expense}/comments", COMMENT)],
        ..example("v4.comments", "PUT {long}/{draft}/expenses/{expense}/comments", COMMENT, 200, USER)
    },
    Example {
        after: &[("POST {long}/{draft}/expenses/{expense}/comments", COMMENT)],
        ..example("v4.comments", "DELETE {long}/{draft}/expenses/{expense}/comments", "", 204, USER)
    },
    example("v4.comments", "GET {short}/{draft}/expenses/{expense}/comments", "", 200, COMPANY),
    example("v4.comments", "POST {short}/{draft}/expenses/{expense}/comments", COMMENT, 201, COMPANY),
    Example {
        after: &[("POST {short}/{draft}/expenses/{expense}/comments", COMMENT)],
        ..example("v4.comments", "PUT {short}/{draft}/expenses/{expense}/comments", COMMENT, 200, COMPANY)
    },
    Example {
        after: &[("POST {short}/{draft}/expenses/{expense}/comments", COMMENT)],
        ..example("v4.comments", "DELETE {short}/{draft}/expenses/{expense}/comments", "", 204, COMPANY)
    },
    example("v4.exceptions", "GET {long}/{draft}/exceptions?excludeExpenses=true", "", 200, USER),
    example("v4.exceptions", "GET {short}/{draft}/exceptions?excludeExpenses=true", "", 200, COMPANY),
    example("v4.exceptions", "PUT {short}/{draft}/exceptions", EXCEPTION, 200, COMPANY),
    Example {
        after: &[("PUT {short}/{draft}/exceptions", EXCEPTION)],
        ..example("v4.exceptions", "DELETE {short}/{draft}/exceptions/MISSREQFLD", "", 204, COMPANY)
    },
    example(
        "v4.exceptions",
        "GET {long}/{draft}/expenses/{expense}/exceptions?excludeItemizations=true",
        "",
        200,
        USER,
    ),
    example(
        "v4.exceptions",
        "GET {short}/{draft}/expenses/{expense}/exceptions?excludeItemizations=true",
        "",
        200,
        COMPANY,
    ),
    example("v4.exceptions", "PUT {short}/{draft}/expenses/{expense}/exceptions", EXCEPTION, 200, COMPANY),
    Example {
        after: &[("PUT {short}/{draft}/expenses/{expense}/exceptions", EXCEPTION)],
        ..example("v4.exceptions", "DELETE {short}/{draft}/expenses/{expense}/exceptions/MISSREQFLD", "", 204, COMPANY)
    },
    example(
        "v4.exceptions",
        "GET {long}/{draft}/expenses/{expense}/allocations/{allocation}/exceptions",
        "",
        200,
        USER,
    ),
    example(
        "v4.exceptions",
        "GET {short}/{draft}/expenses/{expense}/allocations/{allocation}/exceptions",
        "",
        200,
        COMPANY,
    ),
    example(
        "v4.exceptions",
        "PUT {short}/{draft}/expenses/{expense}/allocations/{allocation}/exceptions",
        EXCEPTION,
        200,
        COMPANY,
    ),
    Example {
        after: &[("PUT {short}/{draft}/expenses/{expense}/allocations/{allocation}/exceptions", EXCEPTION)],
        ..example(
            "v4.exceptions",
            "DELETE {short}/{draft}/expenses/{expense}/allocations/{allocation}/exceptions/MISSREQFLD",
            "",
            204,
            COMPANY,
        )
    },
    example("v4.allocations", "GET {long}/{draft}/expenses/{expense}/allocations", "", 200, BOTH),
    example("v4.allocations", "GET {long}/{draft}/allocations/{allocation}", "", 200, BOTH),
    example("v4.allocations", "PATCH {long}/{draft}/allocations/{allocation}", ALLOCATION, 204, BOTH),
    example("v4.expense-attendee-associations", "GET {long}/{draft}/expenses/{expense}/attendees", "", 200, BOTH),
    example("v4.expense-attendee-associations", "GET {short}/{draft}/expenses/{expense}/attendees", "", 200, COMPANY),
    example(
        "v4.expense-attendee-associations",
        "POST {long}/{draft}/expenses/{expense}/attendees",
        ATTENDEES,
        201,
        USER,
    ),
    Example {
        after: &[("POST {long}/{draft}/expenses/{expense}/attendees", ATTENDEES)],
        ..example(
            "v4.expense-attendee-associations",
            "DELETE {long}/{draft}/expenses/{expense}/attendees",
            "",
            204,
            USER,
        )
    },
    example(
        "v4.expense-cash-advance-associations",
        "GET {short}/{external}/cashAdvances",
        "",
        200,
        &[Colleague, Company],
    ),
    example("v4.expense-cash-advance-associations", "POST {short}/{external}/cashAdvances", CASH_ADVANCE, 201, COMPANY),
    Example {
        after: &[("POST {short}/{external}/cashAdvances", CASH_ADVANCE)],
        ..example(
            "v4.expense-cash-advance-associations",
            "DELETE {short}/{external}/cashAdvances?cashAdvanceIds={cashAdvance1}&cashAdvanceIds={cashAdvance2}",
            "",
            204,
            COMPANY,
        )
    },
    example("v4.expense-tax", "GET {short}/{taxed}/expenses/{taxedExpense}/taxes", "", 200, COMPANY),
    example("v4.expense-tax", "PATCH {short}/{taxed}/expenses/{taxedExpense}/tax/{tax}", TAX, 204, COMPANY),
    example("v4.request-associations", "GET {requests}/requestassociations", "", 200, &[Requester, Company]),
    example("v4.workflows", "PATCH /expensereports/reports/{external}/approve", APPROVAL, 204, COMPANY),
    example("v4.workflows", "PATCH {approvals}/reports/{submitted}/approve", APPROVAL_WITHOUT_SOME, 204, &[Approver]),
    example("v4.workflows", "PATCH /expensereports/v4/users/{user}/reports/{draft}/submit", "", 204, BOTH),
    example(
        "v4.workflows",
        "GET /expensereports/v4/users/{costOwner}/reports/{allocated}/costObjectsForApprover",
        "",
        200,
        &[CostOwner],
    ),
    example("v4.expense.config", "GET {config}/policies", "", 200, &[Administrator, Company]),
    example("v4.expense.config", "GET {config}/policies/{offered}/expensetypes", "", 200, &[Administrator, Company]),
    example("v4.expense.config", "GET {config}/paymenttypes", "", 200, &[Administrator, Company]),
    example("v4.expense.config", "GET {config}/attendeetypes", "", 200, &[Administrator, Company]),
    example("v4.expense.config", "GET {config}/groupconfigs", "", 200, &[Administrator, Company]),
    example(
        "v4.expense.config",
        "GET /expenseconfig/v4/companies/{company}/groupconfigs",
        "",
        200,
        &[Administrator, Company],
    ),
    example(
        "v4.expense.config",
        "GET /expenseconfig/v4/companies/{company}/groupconfigs/{group}?applicableConfigs=attendeeTypes,paymentTypes,policies",
        "",
        200,
        &[Administrator, Company],
    ),
];
