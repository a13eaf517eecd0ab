//! What there is to tell, before it is known to whom.

use std::sync::Arc;

use serde_json::value::RawValue;
use uuid::Uuid;

use super::topics::EventType;
use crate::core::Timestamp;
use crate::core::ids::{ReportId, UserId};
use crate::tenant::store::{Origin, Record};

/// Something to tell that is no change of a report.
#[derive(Debug, Clone)]
pub struct Announcement {
    /// `id` of the notification.
    pub id: Uuid,
    /// When it happened.
    pub at: Timestamp,
    /// Where it came from.
    pub origin: Origin,
    /// What happened.
    pub matter: Matter,
}

/// What an announcement is about.
#[derive(Debug, Clone)]
pub enum Matter {
    /// A user came into being.
    IdentityCreated(UserId),
    /// A user changed.
    IdentityUpdated {
        /// Who.
        user: UserId,
        /// The attributes that changed, as SCIM names them, such as `name.familyName`; their values are told to nobody.
        attributes: Vec<Box<str>>,
    },
    /// A user was deleted.
    IdentityDeleted(UserId),
    /// Nothing happened; somebody tries out his subscription.
    Test {
        /// What to tell: a JSON object.
        facts: Arc<RawValue>,
    },
}

impl Matter {
    /// The type of event that it raises.
    pub fn event_type(&self) -> EventType {
        match self {
            Self::IdentityCreated(_) => EventType::IdentityCreated,
            Self::IdentityUpdated { .. } => EventType::IdentityUpdated,
            Self::IdentityDeleted(_) => EventType::IdentityDeleted,
            Self::Test { .. } => EventType::Test,
        }
    }
}

/// What an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A report.
    Report(ReportId),
    /// A user.
    User(UserId),
    /// Nothing else but itself.
    Itself,
}

/// An event that was raised before this process began.
#[derive(Debug)]
pub(super) struct Kept {
    pub id: Uuid,
    pub at: Timestamp,
    pub origin: Origin,
    pub about: About,
    /// The notification. Its link begins with `/` where it is not known what else it begins with.
    pub payload: Box<str>,
}

/// What came in, of either kind.
#[derive(Debug, Clone)]
pub(super) enum News {
    /// A change of a report.
    Report(Arc<Record>),
    /// Anything else.
    Announced(Arc<Announcement>),
    /// Something of earlier.
    Kept(Arc<Kept>),
}

impl News {
    /// The identifier of what happened.
    pub fn id(&self) -> Uuid {
        match self {
            Self::Report(record) => record.id,
            Self::Announced(announcement) => announcement.id,
            Self::Kept(kept) => kept.id,
        }
    }

    /// When it happened.
    pub fn at(&self) -> Timestamp {
        match self {
            Self::Report(record) => record.event.at,
            Self::Announced(announcement) => announcement.at,
            Self::Kept(kept) => kept.at,
        }
    }

    /// What caused it.
    pub fn origin(&self) -> &Origin {
        match self {
            Self::Report(record) => &record.origin,
            Self::Announced(announcement) => &announcement.origin,
            Self::Kept(kept) => &kept.origin,
        }
    }

    /// What it is about.
    pub fn about(&self) -> About {
        match self {
            Self::Report(record) => About::Report(record.event.report),
            Self::Announced(announcement) => match &announcement.matter {
                Matter::IdentityCreated(user)
                | Matter::IdentityUpdated { user, .. }
                | Matter::IdentityDeleted(user) => About::User(*user),
                Matter::Test { .. } => About::Itself,
            },
            Self::Kept(kept) => kept.about,
        }
    }

    /// What it is about, as a number. News of one report or user have the same, and are told in the order in which they happened.
    pub fn subject(&self) -> u64 {
        match self.about() {
            About::Report(report) => fold(report.as_bytes()),
            About::User(user) => fold(user.0.as_bytes()),
            About::Itself => fold(self.id().as_bytes()),
        }
    }
}

/// FNV-1a: the same today and tomorrow, unlike the hashers of the standard library.
pub(super) fn fold(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
