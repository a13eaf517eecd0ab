//! What applies to a user: policies, expense types of a policy, payment types, attendee types, his expense group.

use actix_web::{HttpRequest, HttpResponse};

use super::error::{Denials, ErrorMessage, Problem};
use super::wire::{AttendeeType, ExpensePolicy, ExpenseType, GroupConfig, PaymentType};
use super::{GROUPS, actor, answer, convert, id, json, operation};
use crate::api::call::{Call, Operation};
use crate::api::language;
use crate::core::configuration::{self, GroupView, Refusal};
use crate::core::ids::{PolicyId, UserId};

const POLICIES: Operation = operation("expenseConfig.listPolicies", &["expense.config.policies.restricted.read"]);
/// The page lists both scopes at this operation; either opens it (inferred).
const EXPENSE_TYPES: Operation = operation(
    "expenseConfig.listExpenseTypes",
    &["expense.config.expensetypes.restricted.read", "expense.config.policies.restricted.read"],
);
const PAYMENT_TYPES: Operation =
    operation("expenseConfig.listPaymentTypes", &["expense.config.paymenttypes.restricted.read"]);
const ATTENDEE_TYPES: Operation =
    operation("expenseConfig.listAttendeeTypes", &["expense.config.attendeetypes.restricted.read"]);
const GROUP: Operation = operation("expenseConfig.getUserGroup", GROUPS);

/// The group of the user that the path names.
fn group_of(call: &Call, request: &HttpRequest) -> Result<GroupView, Problem> {
    let user: UserId = id(request, "userID", "a UUID")?;
    Ok(call.tenant.store.group_of(&actor(call), user)?)
}

/// List the policies of a user
#[utoipa::path(
    get,
    path = "/expenseconfig/v4/users/{userID}/policies",
    operation_id = POLICIES.id,
    params(("userID" = String, Path, description = "The user's UUID")),
    responses(
        (status = 200, description = "All of them", body = Vec<ExpensePolicy>),
        (status = 400, description = "The identifier is none", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such user", body = ErrorMessage),
    )
)]
pub async fn policies(request: HttpRequest) -> HttpResponse {
    answer(&request, &POLICIES, |call| Ok(json(&convert::policies(&group_of(call, &request)?, language::of(&request)))))
}

/// List the expense types that a user may have under a policy
#[utoipa::path(
    get,
    path = "/expenseconfig/v4/users/{userID}/policies/{policyId}/expensetypes",
    operation_id = EXPENSE_TYPES.id,
    params(
        ("userID" = String, Path, description = "The user's UUID"),
        ("policyId" = String, Path, description = "32 hexadecimal digits"),
    ),
    responses(
        (status = 200, description = "All of them", body = Vec<ExpenseType>),
        (status = 400, description = "An identifier is none", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such user, or the policy is none of his", body = ErrorMessage),
    )
)]
pub async fn expense_types(request: HttpRequest) -> HttpResponse {
    answer(&request, &EXPENSE_TYPES, |call| {
        let policy: PolicyId = id(&request, "policyId", "32 hexadecimal digits")?;
        let view = group_of(call, &request)?;
        let found = view.policies.iter().find(|(offered, _)| offered.id == policy);
        let (_, policy) = found.ok_or(Refusal::UnknownPolicy(policy))?;
        let types = configuration::expense_types(&view.company, policy);
        Ok(json(&convert::expense_types(&view.company, &types, language::of(&request))))
    })
}

/// List the payment types of a user
#[utoipa::path(
    get,
    path = "/expenseconfig/v4/users/{userID}/paymenttypes",
    operation_id = PAYMENT_TYPES.id,
    params(("userID" = String, Path, description = "The user's UUID")),
    responses(
        (status = 200, description = "All of them", body = Vec<PaymentType>),
        (status = 400, description = "The identifier is none", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such user", body = ErrorMessage),
    )
)]
pub async fn payment_types(request: HttpRequest) -> HttpResponse {
    answer(&request, &PAYMENT_TYPES, |call| {
        Ok(json(&convert::payment_types(&group_of(call, &request)?, language::of(&request))))
    })
}

/// List the attendee types of a user
#[utoipa::path(
    get,
    path = "/expenseconfig/v4/users/{userID}/attendeetypes",
    operation_id = ATTENDEE_TYPES.id,
    params(("userID" = String, Path, description = "The user's UUID")),
    responses(
        (status = 200, description = "All of them", body = Vec<AttendeeType>),
        (status = 400, description = "The identifier is none", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such user", body = ErrorMessage),
    )
)]
pub async fn attendee_types(request: HttpRequest) -> HttpResponse {
    answer(&request, &ATTENDEE_TYPES, |call| {
        Ok(json(&convert::attendee_types(&group_of(call, &request)?, language::of(&request))))
    })
}

/// Get the expense group of a user
#[utoipa::path(
    get,
    path = "/expenseconfig/v4/users/{userID}/groupconfigs",
    operation_id = GROUP.id,
    params(("userID" = String, Path, description = "The user's UUID")),
    responses(
        (status = 200, description = "The group, with everything that applies", body = GroupConfig),
        (status = 400, description = "The identifier is none", body = ErrorMessage),
        Denials,
        (status = 404, description = "No such user", body = ErrorMessage),
    )
)]
pub async fn group(request: HttpRequest) -> HttpResponse {
    answer(&request, &GROUP, |call| {
        Ok(json(&convert::group_config(&group_of(call, &request)?, convert::Parts::ALL, language::of(&request))))
    })
}
