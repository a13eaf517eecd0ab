//! Approval and payment status: two enums, because a report has one of each.

use std::fmt;

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every one of them, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Its code in every API.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The one with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.code())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.code())
            }
        }
    };
}

codes! {
    /// How far a report's approval has come.
    ApprovalStatus {
        /// Never submitted.
        NotSubmitted = "A_NOTF",
        /// Submitted, not yet in a workflow.
        Filed = "A_FILE",
        /// With a manager.
        Pending = "A_PEND",
        /// With an external system.
        ExternalValidation = "A_EXTV",
        /// With the owners of cost objects.
        CostObject = "A_PECO",
        /// With a budget approver.
        Budget = "A_PBDG",
        /// With accounting.
        Accounting = "A_ACCO",
        /// With a system that validates before payment.
        Prepayment = "A_PVAL",
        /// Approved by all.
        Approved = "A_APPR",
        /// Back with the employee, after a send back or a recall.
        Returned = "A_RESU",
        /// Held until receipt images are there.
        HeldForReceipts = "A_RHLD",
        /// Held by the check for anomalies and fraud.
        HeldForAnomaly = "A_AAFH",
        /// Expired in the approver's queue.
        Expired = "A_TEXP",
    }
}

codes! {
    /// How far a report's payment has come.
    PaymentStatus {
        /// Not paid.
        NotPaid = "P_NOTP",
        /// On hold.
        OnHold = "P_HOLD",
        /// Processing payment.
        Processing = "P_PROC",
        /// Payment confirmed.
        Confirmed = "P_PAYC",
        /// Paid: the end.
        Paid = "P_PAID",
    }
}

/// Both statuses of a report at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Status {
    /// Approval.
    pub approval: ApprovalStatus,
    /// Payment.
    pub payment: PaymentStatus,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.approval, self.payment)
    }
}
