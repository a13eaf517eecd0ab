//! What the parts of a profile are for, by the names that SCIM has for them.

macro_rules! kinds {
    ($($(#[$doc:meta])+ $name:ident { $($(#[$variant_doc:meta])+ $variant:ident = $text:literal,)+ })+) => {$(
        $(#[$doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_doc])+ $variant,)+
        }

        impl $name {
            /// Every one of them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];
            /// The name of each.
            pub const NAMES: &[&str] = &[$($text),+];

            /// Its name.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }

            /// The one of this name, whatever the case.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.name().eq_ignore_ascii_case(name))
            }
        }
    )+};
}

kinds! {
    /// What an e-mail address is for.
    EmailKind {
        /// Work.
        Work = "work",
        /// Home.
        Home = "home",
        /// More work.
        Work2 = "work2",
        /// Anything else.
        Other = "other",
        /// Anything else yet.
        Other2 = "other2",
    }
    /// What a phone number is for.
    PhoneKind {
        /// Work.
        Work = "work",
        /// Home.
        Home = "home",
        /// On the way.
        Mobile = "mobile",
        /// Facsimiles.
        Fax = "fax",
        /// Pages.
        Pager = "pager",
        /// Anything else.
        Other = "other",
        /// More work.
        Work2 = "work2",
    }
    /// What an address is for.
    AddressKind {
        /// Work.
        Work = "work",
        /// Home.
        Home = "home",
        /// Anything else.
        Other = "other",
        /// Bills.
        Billing = "billing",
        /// The bank.
        Bank = "bank",
        /// Parcels.
        Shipping = "shipping",
    }
    /// What somebody is to a user.
    Relationship {
        /// Husband or wife.
        Spouse = "Spouse",
        /// Brother.
        Brother = "Brother",
        /// Father or mother.
        Parent = "Parent",
        /// Sister.
        Sister = "Sister",
        /// Partner.
        LifePartner = "Life Partner",
        /// Anything else.
        Other = "Other",
    }
    /// A feature that can be enabled for a user.
    Entitlement {
        /// Expense.
        Expense = "Expense",
        /// Invoice.
        Invoice = "Invoice",
        /// Locate.
        Locate = "Locate",
        /// Request.
        Request = "Request",
        /// Travel.
        Travel = "Travel",
        /// Analytics.
        Analytics = "Analytics",
        /// Unified Analytics.
        UnifiedAnalytics = "Unified Analytics",
    }
    /// Whether a leave was wanted.
    LeaveKind {
        /// It was.
        Voluntary = "voluntary",
        /// It was not.
        Mandatory = "mandatory",
    }
}
