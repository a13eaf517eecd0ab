//! Identifiers: each kind of thing has its own type, so that one cannot be passed for another.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

/// Why a text is not an identifier of the kind asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected {digits} hexadecimal digits")]
pub struct MalformedId {
    /// How many hexadecimal digits such an identifier has.
    pub digits: usize,
}

macro_rules! hex_id {
    ($(#[$doc:meta])* $name:ident, $bytes:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $bytes]);

        impl $name {
            /// How many random bytes one is made of.
            pub const BYTES: usize = $bytes;

            /// What a path names that names nothing of the kind.
            pub const NOTHING: Self = Self([0; $bytes]);

            /// The identifier with these bytes.
            pub const fn from_bytes(bytes: [u8; $bytes]) -> Self {
                Self(bytes)
            }

            /// Its bytes, in the order in which they are written.
            pub const fn as_bytes(&self) -> &[u8; $bytes] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut text = [0_u8; $bytes * 2];
                write_hex(&self.0, &mut text);
                f.pad(std::str::from_utf8(&text).map_err(|_| fmt::Error)?)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = MalformedId;

            fn from_str(text: &str) -> Result<Self, MalformedId> {
                let mut bytes = [0_u8; $bytes];
                read_hex(text.as_bytes(), &mut bytes)
                    .map(|()| Self(bytes))
                    .ok_or(MalformedId { digits: $bytes * 2 })
            }
        }
    };
}

hex_id!(
    /// A report: 20 upper-case hexadecimal digits, the same in every version of the APIs.
    ReportId,
    10
);
hex_id!(
    /// An expense as v4 names it: 32 upper-case hexadecimal digits.
    ExpenseId,
    16
);
hex_id!(
    /// The same expense as v3 names it; never equal to its [`ExpenseId`].
    EntryId,
    16
);
hex_id!(
    /// An allocation of an expense: 32 upper-case hexadecimal digits.
    AllocationId,
    16
);
hex_id!(
    /// An expense policy: 32 upper-case hexadecimal digits.
    PolicyId,
    16
);
hex_id!(
    /// A workflow definition; `processId` in events.
    ProcessId,
    16
);
hex_id!(
    /// One entering of one workflow step by one report, for one approver.
    StepInstanceId,
    16
);
hex_id!(
    /// A travel request that reports are associated with: 32 upper-case hexadecimal digits.
    RequestId,
    16
);
hex_id!(
    /// A tax authority; within an expense it also names the tax.
    TaxAuthorityId,
    16
);

hex_id!(
    /// An attendee of the company's catalogue: 32 hexadecimal digits; clients write it as a UUID, too.
    AttendeeId,
    16
);
hex_id!(
    /// A receipt image: 32 upper-case hexadecimal digits.
    ReceiptImageId,
    16
);
hex_id!(
    /// A list, whose items custom fields take their values from: 32 upper-case hexadecimal digits.
    ListId,
    16
);
hex_id!(
    /// An item of a list, as custom fields name it: 32 upper-case hexadecimal digits.
    ListItemId,
    16
);

/// A user of the company, everywhere the same UUID; compared without case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UserId(pub Uuid);

/// A company.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CompanyId(pub Uuid);

/// A cash advance; as associations name it a UUID, elsewhere its digits alone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CashAdvanceId(pub Uuid);

macro_rules! uuid_text {
    ($name:ident) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0.as_hyphenated(), f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                Uuid::try_parse(text).map(Self)
            }
        }
    };
}

impl UserId {
    /// Nobody's: what a path names that names no user.
    pub const NOBODY: Self = Self(Uuid::nil());
}

uuid_text!(UserId);
uuid_text!(CompanyId);
uuid_text!(CashAdvanceId);

fn write_hex(bytes: &[u8], text: &mut [u8]) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for (byte, pair) in bytes.iter().zip(text.chunks_exact_mut(2)) {
        pair[0] = DIGITS[usize::from(byte >> 4)];
        pair[1] = DIGITS[usize::from(byte & 15)];
    }
}

/// Reads digits of either case; hyphens between them are passed over, since some clients write policies as UUIDs.
fn read_hex(text: &[u8], bytes: &mut [u8]) -> Option<()> {
    let mut digits = text.iter().filter(|c| **c != b'-').map(|c| char::from(*c).to_digit(16));
    for byte in bytes.iter_mut() {
        let (high, low) = (digits.next()??, digits.next()??);
        *byte = u8::try_from(high * 16 + low).ok()?;
    }
    digits.next().is_none().then_some(())
}
