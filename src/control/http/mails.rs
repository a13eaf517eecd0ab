//! The mails that the tenant would have sent, so that a test can read the one-time password in them.

use actix_web::web;

use super::error::ErrorBody;
use super::selected::Selected;
use crate::control::{ControlError, List, MailFilter, MailSheet};

/// The last mails that the tenant would have sent, oldest first; 1,000 are kept.
#[utoipa::path(
    get,
    path = "/_emulator/mails",
    operation_id = "listMails",
    params(MailFilter),
    responses(
        (status = 200, description = "The mails.", body = List<MailSheet>),
        (status = 400, description = "A parameter is wrong.", body = ErrorBody),
    )
)]
pub(super) async fn list(control: Selected<MailFilter>) -> Result<web::Json<List<MailSheet>>, ControlError> {
    control.mails(&control.query).map(web::Json)
}
