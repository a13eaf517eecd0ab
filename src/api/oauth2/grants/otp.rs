//! The one-time password grant, and what it has in common with the request for such a password.

use super::{Asking, Award, connected, has_account, need};
use crate::api::oauth2::refusal::{Field, Refusal};
use crate::tenant::access::{OneTimePassword, OtpCheck, Principal, Spent};

/// The longest e-mail address, in bytes (RFC 5321).
const LONGEST_HANDLE: usize = 254;

/// The parameters that the page reserves, and those of the mail: all others are the application's own.
const OURS: [&str; 10] = [
    "client_id",
    "client_secret",
    "channel_type",
    "channel_handle",
    "scope",
    "grant_type",
    "otp",
    "name",
    "company",
    "link",
];

/// An e-mail address.
#[derive(Debug)]
pub(in crate::api::oauth2) struct Handle(pub String);

impl Handle {
    /// The handle of a request, if both its fields are there and in order.
    pub fn read(channel_type: &Option<String>, channel_handle: &Option<String>) -> Result<Self, Refusal> {
        let channel_type = need(channel_type, Field::ChannelType)?;
        let handle = need(channel_handle, Field::ChannelHandle)?;
        if channel_type != "email" {
            return Err(Refusal::BadChannelType);
        }
        let parts = handle.split_once('@').filter(|(local, domain)| !local.is_empty() && !domain.is_empty());
        let is_text = !handle.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ','));
        if parts.is_none() || !is_text || handle.len() > LONGEST_HANDLE {
            return Err(Refusal::BadHandle);
        }
        Ok(Self(handle.to_lowercase()))
    }
}

/// The parameters that are the application's own, in order.
pub(in crate::api::oauth2) fn facts(parameters: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut facts: Vec<_> = parameters.into_iter().filter(|(name, _)| !OURS.contains(&name.as_str())).collect();
    facts.sort();
    facts
}

pub(super) fn award(asking: &Asking<'_>) -> Result<Award, Refusal> {
    let Asking { tenant, application, form, facts, now } = asking;
    let Handle(handle) = Handle::read(&form.channel_type, &form.channel_handle)?;
    let otp = need(&form.otp, Field::Otp)?.to_owned();
    let user = tenant.store.user(&handle).ok_or(Refusal::UnknownEmail)?.id;
    let offered = OneTimePassword { client_id: application.client_id, handle, otp, facts: facts.clone() };
    match tenant.access.check_otp(&offered, *now) {
        OtpCheck::Good => {}
        OtpCheck::NoneWaits => return Err(Refusal::NoOtp),
        OtpCheck::Wrong => return Err(Refusal::WrongOtp),
        OtpCheck::OtherFacts => return Err(Refusal::OtherFacts),
    }
    connected(application)?;
    has_account(tenant, Principal::User(user))?;
    asking.fresh(Principal::User(user), Spent::OneTimePassword(offered))
}
