//! Reports and policies of the built-in scenarios, by where they are. The traveler's, where nobody else is named.

/// Not submitted; on the default policy.
pub const DRAFT: &str = "764428DD6A664AF0BFCB";
/// Sent back; on the Cost Object Policy, allocated to both cost object owners.
pub const SENT_BACK: &str = "CB899F7D9F73420A8D8B";
/// At the manager.
pub const AT_MANAGER: &str = "C7F384C6A40020B81D7F";
/// At external validation.
pub const AT_EXTERNAL: &str = "37973A322062CE9001EF";
/// At both cost object owners.
pub const AT_COST_OBJECTS: &str = "4256F61E86E9AA2264AC";
/// At the second-level approver, after the cost objects.
pub const AT_SECOND_LEVEL: &str = "A99A5EE4B339D1EF57D6";
/// At the budget approver.
pub const AT_BUDGET: &str = "51138DFF02E5E1C84096";
/// At prepayment validation.
pub const AT_PREPAYMENT: &str = "250C74FF6A0BCF545CD0";
/// In accounting review.
pub const AT_ACCOUNTING: &str = "8BCF5B2F62880D8E6B5C";
/// Processing payment.
pub const PROCESSING: &str = "4F4CAD88A6BDF5BCC03E";
/// Payment confirmed.
pub const CONFIRMED: &str = "89B3E119F762F9E34F51";
/// Paid.
pub const PAID: &str = "62B43CB0F416FD401869";
/// Processing payment, on hold; the colleague's.
pub const PROCESSING_ON_HOLD: &str = "243C7578DA0800D68BC6";
/// At the manager, on hold; the colleague's.
pub const MANAGER_ON_HOLD: &str = "BFBFFE279F1ADDB88D09";
/// Filed in no workflow; the colleague's.
pub const FILED: &str = "EE886F2C7A8C627BF322";
/// Held for a receipt image.
pub const HELD_FOR_RECEIPTS: &str = "77CAE07CB5793E7FB97B";
/// Held for the check for anomalies; the colleague's.
pub const HELD_FOR_ANOMALY: &str = "2E4618949A23D9855162";
/// Expired at the manager.
pub const EXPIRED: &str = "07D3505BDD8F4ED3D99E";
/// Of no report.
pub const UNKNOWN: &str = "00000000000000000000";

/// Policies by their IDs.
pub mod policies {
    /// Manager, accounting review, processing payment.
    pub const DEFAULT: &str = "3B7E10C84F5A4D2296C1E8A0D45F7B19";
    /// Manager, cost objects, second level, accounting review, processing payment.
    pub const COST_OBJECTS: &str = "8C51F2D7A0364E9BB7E2190C5D84A36F";
    /// External validation, then as the default.
    pub const EXTERNAL: &str = "E940B36A1D7F4C58A2036F9B8E17D5C4";
    /// Manager, budget, prepayment validation, processing payment.
    pub const BUDGET: &str = "51AD7C09E8B3426F8D94C20B7F61E3A5";
    /// As the default, but nobody is told.
    pub const QUIET: &str = "06F3D8B25E914A7CBC40E71A92D5836B";
}
