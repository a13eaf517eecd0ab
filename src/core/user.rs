//! Users of the company: who approves for whom, who may act for whom.

use super::Timestamp;
use super::ids::UserId;
use super::profile::{EmailKind, Entitlement, Profile};
use super::spend::{Approval, Spend};

/// A person with a login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Unique, in every API.
    pub id: UserId,
    /// The login, an e-mail address; compared without case.
    pub login: String,
    /// The identifier that the company's other systems know.
    pub employee_id: String,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Whom he reports to. He approves his reports, where no approver of theirs is named.
    pub manager: Option<UserId>,
    /// What he may do beyond his own reports.
    pub roles: Roles,
    /// Who may act for him.
    pub delegates: Vec<Delegate>,
    /// The expense group that he is in; the company's own where none is named.
    pub group: Option<String>,
    /// What else is known of him: the identity profile.
    pub profile: Profile,
    /// What is kept of him for his spending.
    pub spend: Spend,
}

/// Where a user is paid back to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BankAccount {
    /// The identification number of the bank.
    pub bank_number: Option<String>,
    /// Its name.
    pub bank_name: Option<String>,
    /// Where its branch is.
    pub branch_location: Option<String>,
    /// The number of the account.
    pub number: String,
    /// The name on the account.
    pub name: Option<String>,
    /// The address, first line.
    pub address_line_1: Option<String>,
    /// The address, second line.
    pub address_line_2: Option<String>,
    /// The city.
    pub city: Option<String>,
    /// The region.
    pub region: Option<String>,
    /// The postal code.
    pub postal_code: Option<String>,
    /// The country, ISO 3166-1.
    pub country_code: Option<String>,
}

/// Roles that open commands to a user.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Roles {
    /// Expense processor: accounting review, holds, payment.
    pub processor: bool,
    /// Web Services Administrator: integration status, submission for others.
    pub web_services_administrator: bool,
}

/// Someone who may act for a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delegate {
    /// The one who acts.
    pub user: UserId,
    /// May create and change reports.
    pub can_prepare: bool,
    /// May submit and recall.
    pub can_submit: bool,
    /// May approve and send back.
    pub can_approve: bool,
    /// What else he was given.
    pub favours: Favours,
}

/// What a delegate may have been given that no rule of a report's life looks at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Favours {
    /// May prepare what is to be approved.
    pub can_prepare_for_approval: bool,
    /// Is written to when there is something to approve.
    pub receives_approval_email: bool,
    /// Is written to.
    pub receives_email: bool,
    /// May submit requests for travel.
    pub can_submit_travel_request: bool,
    /// May look at analyses.
    pub can_use_bi: bool,
    /// May look at receipts.
    pub can_view_receipt: bool,
    /// From when he may approve for a while.
    pub approves_from: Option<Timestamp>,
    /// Until when.
    pub approves_until: Option<Timestamp>,
}

/// What a delegate may have been given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// Create and change reports.
    Prepare,
    /// Submit and recall.
    Submit,
    /// Approve and send back.
    Approve,
    /// See what any other right lets one act on.
    View,
}

impl User {
    /// His address at work; his login, where he has none.
    pub fn primary_email(&self) -> &str {
        let at_work = self.profile.emails.iter().find(|email| email.kind == EmailKind::Work);
        at_work.map_or(&self.login, |email| &email.value)
    }

    /// Who approves his reports: the first of their approvers, where one is named, else his manager (inferred).
    pub fn approver(&self) -> Option<UserId> {
        self.spend.primary_approver(Approval::Report).or(self.manager)
    }

    /// Whether a feature is enabled for him. Of whoever has an account and no feature at all, expenses are (inferred).
    pub fn has_feature(&self, feature: Entitlement) -> bool {
        let enabled = &self.profile.entitlements;
        let by_default = feature == Entitlement::Expense && enabled.is_empty() && self.spend.account.is_some();
        enabled.contains(&feature) || by_default
    }

    /// Whether that user may use this right for this one.
    pub fn has_delegate(&self, user: UserId, right: Right) -> bool {
        self.delegates.iter().any(|d| d.user == user && d.grants(right))
    }
}

impl Delegate {
    fn grants(&self, right: Right) -> bool {
        match right {
            Right::Prepare => self.can_prepare,
            Right::Submit => self.can_submit,
            Right::Approve => self.can_approve,
            Right::View => self.can_prepare || self.can_submit || self.can_approve,
        }
    }
}
