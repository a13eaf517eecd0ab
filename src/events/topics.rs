//! Topics, the scopes that open them, and the types of events on them.

use std::fmt;

/// A stream of events that can be subscribed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// Expense reports.
    ExpenseReport,
    /// Documents that are ready for a financial system.
    FinancialIntegration,
    /// Users.
    Identity,
    /// For trying out a subscription; only control raises events on it.
    Test,
}

impl Topic {
    /// Every one of them, in the order in which they are listed.
    pub const ALL: &[Self] = &[Self::ExpenseReport, Self::FinancialIntegration, Self::Identity, Self::Test];

    /// Its name in subscriptions and events.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ExpenseReport => "public.concur.expense.report",
            Self::FinancialIntegration => "public.concur.financialintegration",
            Self::Identity => "public.concur.user.profile.identity",
            Self::Test => "public.test",
        }
    }

    /// The one with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|topic| topic.name() == name)
    }

    /// The scopes of which an application needs one. Whatever opens a real topic opens the one for tests (inferred: see
    /// `docs/fidelity.md`); `events.topic.read` alone opens none.
    pub const fn scopes(self) -> &'static [&'static str] {
        match self {
            Self::ExpenseReport => &["expense.report.read", "expense.report.readwrite"],
            Self::FinancialIntegration => &["FISVC"],
            Self::Identity => &["identity.user.event.read"],
            Self::Test => &["expense.report.read", "expense.report.readwrite", "FISVC", "identity.user.event.read"],
        }
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What kind of thing happened; subscriptions filter by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventType {
    /// A report came into being.
    ReportCreated,
    /// A report's header changed, or expenses left it for another report.
    ReportUpdated,
    /// A report was deleted.
    ReportDeleted,
    /// A report moved through its workflow.
    StatusChanged,
    /// A report is ready to be booked in a financial system.
    ExpenseReady,
    /// A user came into being.
    IdentityCreated,
    /// A user changed.
    IdentityUpdated,
    /// A user was deleted.
    IdentityDeleted,
    /// Somebody tries out his subscription.
    Test,
}

impl EventType {
    /// Every one of them.
    pub const ALL: &[Self] = &[
        Self::ReportCreated,
        Self::ReportUpdated,
        Self::ReportDeleted,
        Self::StatusChanged,
        Self::ExpenseReady,
        Self::IdentityCreated,
        Self::IdentityUpdated,
        Self::IdentityDeleted,
        Self::Test,
    ];

    /// Its name in events.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ReportCreated => "reportCreated",
            Self::ReportUpdated => "reportUpdated",
            Self::ReportDeleted => "reportDeleted",
            Self::StatusChanged => "statusChanged",
            Self::ExpenseReady => "expense.readyForIntegration",
            Self::IdentityCreated => "IdentityProfileCreated",
            Self::IdentityUpdated => "IdentityProfileUpdated",
            Self::IdentityDeleted => "IdentityProfileDeleted",
            Self::Test => "test",
        }
    }

    /// The one with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|event_type| event_type.name() == name)
    }

    /// The topic that it is raised on.
    pub const fn topic(self) -> Topic {
        match self {
            Self::ReportCreated | Self::ReportUpdated | Self::ReportDeleted | Self::StatusChanged => {
                Topic::ExpenseReport
            }
            Self::ExpenseReady => Topic::FinancialIntegration,
            Self::IdentityCreated | Self::IdentityUpdated | Self::IdentityDeleted => Topic::Identity,
            Self::Test => Topic::Test,
        }
    }
}

impl fmt::Display for EventType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
