//! What can be done with a report now, by whom, and where.

use super::{COMPANY, LegalAction};
use crate::control::ActionKind;
use crate::core::command::Caller;
use crate::core::journey::{self, Legal};
use crate::core::report::Report;
use crate::core::table::CommandKind;
use crate::core::{Timestamp, World};

/// What can be done with a report and by whom, as far as there is a call by which he can do it.
pub(in crate::control) fn legal_actions(world: &World, report: &Report, now: Timestamp) -> Vec<LegalAction> {
    let by = |legal: &Legal| match legal.actor.caller {
        Caller::User(user) => world.user(user).map_or_else(|| user.to_string(), |user| user.login.clone()),
        Caller::Company | Caller::Clock => COMPANY.to_owned(),
    };
    let sheet = |legal: &Legal| {
        let is_action = ActionKind::ALL.iter().any(|kind| kind.name() == legal.action.name());
        let through = if is_action { None } else { Some(call(legal)?) };
        Some(LegalAction { action: legal.action.name(), by: by(legal), through })
    };
    journey::legal(world, report, now).iter().filter_map(sheet).collect()
}

/// The call by which someone does what is no action of control's; none where no API has one that takes his token.
fn call(legal: &Legal) -> Option<&'static str> {
    use CommandKind as K;
    let is_user = matches!(legal.actor.caller, Caller::User(_));
    // Who is neither the owner nor stands in for him names him.
    let names_owner = legal.actor.target.is_some();
    match legal.action {
        K::UpdateHeader if names_owner => Some("PUT /api/v3.0/expense/reports/{reportId}?user={owner}"),
        K::UpdateHeader => Some("PATCH /expensereports/v4/users/{ownerId}/context/TRAVELER/reports/{reportId}"),
        K::AmendHeader if !is_user => Some("PATCH /expensereports/v4/reports/{reportId}"),
        K::PostHeader => Some("POST /api/expense/expensereport/v1.1/report/{reportId}"),
        K::Delete => Some("DELETE /expensereports/v4/reports/{reportId}"),
        K::AssociateCashAdvances => Some("POST /expensereports/v4/reports/{reportId}/cashAdvances"),
        K::DisassociateCashAdvances => Some("DELETE /expensereports/v4/reports/{reportId}/cashAdvances"),
        K::AdjustTax if !is_user => {
            Some("PATCH /expensereports/v4/reports/{reportId}/expenses/{expenseId}/tax/{taxAuthorityId}")
        }
        _ => None,
    }
}
