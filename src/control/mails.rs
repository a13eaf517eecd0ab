//! The mails that the tenant would have sent, so that a test can read the one-time password in them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::list::{limit, millis};
use super::{Control, ControlError, List};
use crate::tenant::mails::{KEPT, Mail};

/// A mail that nobody got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Mail)]
#[non_exhaustive]
pub struct MailSheet {
    /// Its number; the first since the start is 1.
    pub sequence: u64,
    /// When it was sent.
    #[serde(serialize_with = "millis")]
    pub at: DateTime<Utc>,
    /// To whom.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub text: String,
    /// The one-time password in it.
    pub otp: String,
    /// The link in it; null where there is none.
    pub link: Option<String>,
}

/// Which mails to list. Each one given has to hold; what differs is written over `MailFilter::default()`.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MailFilter {
    /// Those to this address, in any case.
    pub to: Option<String>,
    /// Those after this number, as `next` gives it.
    pub after: Option<u64>,
    /// At most so many; 100 where it is left out.
    pub limit: Option<usize>,
}

impl Control {
    /// The last mails that the tenant would have sent, oldest first; 1,000 are kept.
    ///
    /// # Errors
    /// Where the limit is none.
    pub fn mails(&self, wanted: &MailFilter) -> Result<List<MailSheet>, ControlError> {
        let limit = limit(wanted.limit, 100, KEPT)?;
        let is_to = |mail: &Mail| wanted.to.as_ref().is_none_or(|to| mail.to.eq_ignore_ascii_case(to));
        let mails = self.realm.mails.after(wanted.after.unwrap_or_default());
        let mut found = mails.into_iter().filter(|(_, mail)| is_to(mail));
        let items: Vec<MailSheet> = found.by_ref().take(limit).map(MailSheet::from).collect();
        let next = found.next().and(items.last()).map(|last| last.sequence.to_string());
        Ok(List { items, next })
    }
}

impl From<(u64, Mail)> for MailSheet {
    fn from((sequence, mail): (u64, Mail)) -> Self {
        let Mail { at, to, subject, text, otp, link } = mail;
        Self { sequence, at, to, subject, text, otp, link }
    }
}
