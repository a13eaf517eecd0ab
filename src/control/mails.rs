//! The mails that the tenant would have sent, so that a test can read the one-time password in them.

use actix_web::{HttpRequest, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::ControlError;
use super::answer::{List, read_query};
use super::clock::millis;
use super::error::ErrorBody;
use super::selected::Selected;
use crate::tenant::mails::{KEPT, Mail};

/// A mail that nobody got.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Mail)]
pub(super) struct Letter {
    /// Its number; the first since the start is 1.
    sequence: u64,
    /// When it was sent.
    #[serde(serialize_with = "millis")]
    at: DateTime<Utc>,
    /// To whom.
    to: String,
    /// What it is about.
    subject: String,
    /// What it says.
    text: String,
    /// The one-time password in it.
    otp: String,
    /// The link in it; null where there is none.
    link: Option<String>,
}

/// Which mails to list. Each one given has to hold.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Those to this address, in any case.
    to: Option<String>,
    /// Those after this number, as `next` gives it.
    after: Option<u64>,
    /// At most so many; 100 where it is left out.
    limit: Option<usize>,
}

/// The last mails that the tenant would have sent, oldest first; 1,000 are kept.
#[utoipa::path(
    get,
    path = "/_emulator/mails",
    operation_id = "listMails",
    params(Filter),
    responses(
        (status = 200, description = "The mails.", body = List<Letter>),
        (status = 400, description = "A parameter is wrong.", body = ErrorBody),
    )
)]
pub(super) async fn list(request: HttpRequest, tenant: Selected) -> Result<web::Json<List<Letter>>, ControlError> {
    let filter: Filter = read_query(&request)?;
    let limit = filter.limit.unwrap_or(100);
    if !(1..=KEPT).contains(&limit) {
        return Err(ControlError::bad(format!("the limit has to be from 1 to {KEPT}")).at("limit"));
    }
    let is_to = |mail: &Mail| filter.to.as_ref().is_none_or(|to| mail.to.eq_ignore_ascii_case(to));
    let mails = tenant.mails.after(filter.after.unwrap_or_default());
    let mut found = mails.into_iter().filter(|(_, mail)| is_to(mail));
    let items: Vec<Letter> = found.by_ref().take(limit).map(Letter::from).collect();
    let next = found.next().and(items.last()).map(|last| last.sequence.to_string());
    Ok(web::Json(List { items, next }))
}

impl From<(u64, Mail)> for Letter {
    fn from((sequence, mail): (u64, Mail)) -> Self {
        let Mail { at, to, subject, text, otp, link } = mail;
        Self { sequence, at, to, subject, text, otp, link }
    }
}
