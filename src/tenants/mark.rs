//! How a token says whose it is, so that its tenant is found without asking each.
//!
//! Tokens of the first tenant are as they are written, and found there first. Any other token begins with its company, or, if it is a JWT,
//! has the company as the first of its claims. The mark only leads to the tenant: whether the token is good is for its register to say.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;
use uuid::fmt::Simple;

use crate::core::ids::CompanyId;

/// How the claims of a marked JWT begin, up to the company.
const CLAIM: &[u8] = br#"{"concur.company":""#;

/// How many letters of base64url hold the claim and the company.
const LETTERS: usize = 76;

/// What stands between the company and the text that it was put before.
const BETWEEN: char = '.';

/// A token that carries its company's mark; one that does so already stays as it is.
pub fn marked(company: CompanyId, token: &str) -> String {
    if bare(company, token) != token {
        return token.to_owned();
    }
    format!("{}{BETWEEN}{token}", company.0.simple())
}

/// A token without its company's mark.
pub fn bare(company: CompanyId, token: &str) -> &str {
    let mut buffer = [0; Simple::LENGTH];
    let company = &*company.0.simple().encode_lower(&mut buffer);
    let rest = token.strip_prefix(company).and_then(|rest| rest.strip_prefix(BETWEEN));
    rest.unwrap_or(token)
}

/// The company whose mark a token carries.
pub fn company_of(token: &str) -> Option<CompanyId> {
    let bytes = token.as_bytes();
    if let Some((company, rest)) = bytes.split_at_checked(Simple::LENGTH)
        && rest.first() == Some(&(BETWEEN as u8))
    {
        return Uuid::try_parse_ascii(company).ok().map(CompanyId);
    }
    let (_, claims) = token.split_once('.')?;
    let mut buffer = [0; LETTERS / 4 * 3];
    let length = URL_SAFE_NO_PAD.decode_slice(claims.as_bytes().get(..LETTERS)?, &mut buffer).ok()?;
    let company = buffer.get(..length)?.strip_prefix(CLAIM)?.get(..uuid::fmt::Hyphenated::LENGTH)?;
    Uuid::try_parse_ascii(company).ok().map(CompanyId)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMPANY: CompanyId = CompanyId(uuid::uuid!("12fc85ee-6f43-4d85-ba0d-94e844849dc1"));

    #[test]
    fn a_mark_is_put_once_and_taken_off_again() {
        let token = marked(COMPANY, "traveler-token");
        assert_eq!(token, "12fc85ee6f434d85ba0d94e844849dc1.traveler-token");
        assert_eq!(marked(COMPANY, &token), token);
        assert_eq!((bare(COMPANY, &token), bare(COMPANY, "x")), ("traveler-token", "x"));
        assert_eq!(company_of(&token), Some(COMPANY));
    }

    #[test]
    fn the_company_of_a_jwt_is_its_first_claim() {
        let token = |claims: &str| format!("eyJ0.{}.c2ln", URL_SAFE_NO_PAD.encode(claims));
        let first = format!(r#"{{"concur.company":"{}","aud":"*"}}"#, COMPANY.0);
        assert_eq!(company_of(&token(&first)), Some(COMPANY));
        let later = format!(r#"{{"aud":"*","concur.company":"{}"}}"#, COMPANY.0);
        assert_eq!(company_of(&token(&later)), None);
    }

    #[test]
    fn what_carries_no_mark_has_no_company() {
        let unfinished = &marked(COMPANY, "")[..20];
        for token in
            ["", ".", "traveler-token", "a.b.c", "ä.ö.ü", unfinished, &"x".repeat(33), &format!("{}.", "g".repeat(32))]
        {
            assert_eq!(company_of(token), None, "{token}");
        }
    }
}
