//! Switches: what tenants of Concur do differently from each other, so that a scenario may have it either way.

use std::collections::BTreeSet;

/// Something that one tenant does and another does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Switch {
    /// A new report has to name its policy; no default one is taken.
    PolicyIdRequired,
    /// Reports of a user can be listed.
    ListReports,
    /// A report can be had by its ID alone, without naming a user.
    GetReportById,
    /// A report can be submitted by a path that names a context.
    SubmitInContext,
    /// Cost objects can be listed by a path that names a context.
    CostObjectsInContext,
    /// A report can be deleted by the path that names its owner.
    DeleteReportInContext,
    /// An expense can be added where expenses are listed.
    CreateExpense,
    /// An expense can be changed by the path that names its owner.
    UpdateExpenseInContext,
    /// An expense can be deleted by the path that names its owner.
    DeleteExpenseInContext,
    /// What the pages call unsupported since a day that has come is not there any more.
    RetiredAnswerAsRetired,
    /// Webhooks carry a signature.
    SignWebhooks,
    /// A new subscription gets the events of companies that connected before it was made.
    LateSubscriptionsJoin,
    /// A refresh brings another refresh token, and the old one is worthless.
    RotateRefreshTokens,
    /// A company request token can be exchanged once.
    SingleUseRequestTokens,
}

impl Switch {
    /// All of them, in the order in which documents list them.
    pub const ALL: &[Self] = &[
        Self::PolicyIdRequired,
        Self::ListReports,
        Self::GetReportById,
        Self::SubmitInContext,
        Self::CostObjectsInContext,
        Self::DeleteReportInContext,
        Self::CreateExpense,
        Self::UpdateExpenseInContext,
        Self::DeleteExpenseInContext,
        Self::RetiredAnswerAsRetired,
        Self::SignWebhooks,
        Self::LateSubscriptionsJoin,
        Self::RotateRefreshTokens,
        Self::SingleUseRequestTokens,
    ];

    /// What a scenario, a log and a document call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PolicyIdRequired => "policyIdRequired",
            Self::ListReports => "listReports",
            Self::GetReportById => "getReportById",
            Self::SubmitInContext => "submitInContext",
            Self::CostObjectsInContext => "costObjectsInContext",
            Self::DeleteReportInContext => "deleteReportInContext",
            Self::CreateExpense => "createExpense",
            Self::UpdateExpenseInContext => "updateExpenseInContext",
            Self::DeleteExpenseInContext => "deleteExpenseInContext",
            Self::RetiredAnswerAsRetired => "retiredAnswerAsRetired",
            Self::SignWebhooks => "signWebhooks",
            Self::LateSubscriptionsJoin => "lateSubscriptionsJoin",
            Self::RotateRefreshTokens => "rotateRefreshTokens",
            Self::SingleUseRequestTokens => "singleUseRequestTokens",
        }
    }

    /// Whether it is on where a scenario does not say.
    ///
    /// On is what Concur does for all, what every tenant was seen to answer though no page has it, and what spares a first call its errand; off is what the pages leave out and tenants
    /// disagree about.
    pub const fn is_on_by_default(self) -> bool {
        match self {
            Self::ListReports
            | Self::GetReportById
            | Self::SubmitInContext
            | Self::CostObjectsInContext
            | Self::SignWebhooks
            | Self::LateSubscriptionsJoin => true,
            Self::PolicyIdRequired
            | Self::DeleteReportInContext
            | Self::CreateExpense
            | Self::UpdateExpenseInContext
            | Self::DeleteExpenseInContext
            | Self::RetiredAnswerAsRetired
            | Self::RotateRefreshTokens
            | Self::SingleUseRequestTokens => false,
        }
    }
}

/// How the switches of a company stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Switchboard(BTreeSet<Switch>);

impl Default for Switchboard {
    /// Every switch as it is by default.
    fn default() -> Self {
        Self(Switch::ALL.iter().copied().filter(|switch| switch.is_on_by_default()).collect())
    }
}

impl Switchboard {
    /// Whether a switch is on.
    pub fn is_on(&self, switch: Switch) -> bool {
        self.0.contains(&switch)
    }

    /// Turns a switch.
    pub fn set(&mut self, switch: Switch, is_on: bool) {
        if is_on {
            self.0.insert(switch);
        } else {
            self.0.remove(&switch);
        }
    }
}
