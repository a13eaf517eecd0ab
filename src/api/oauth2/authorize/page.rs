//! The page that asks a user for consent: a form and nothing else, with no script, no style and nothing from elsewhere.

use std::fmt::{self, Display, Formatter, Write};

use actix_web::HttpResponse;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, ContentType, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use url::Url;

use super::ask::Ask;

/// The page for what an application asks for. The form goes to the URL that the page came from, query and all.
pub(super) fn consent(ask: &Ask, login_hint: &str) -> HttpResponse {
    let company = ask.tenant.store.read(|world| world.company.name.clone());
    let scopes: String = ask.scopes.iter().map(|scope| format!("<li>{}</li>\n", Escaped(scope))).collect();
    let (application, company, hint) = (Escaped(&ask.application.name), Escaped(&company), Escaped(login_hint));
    let mut page = String::new();
    // Writing to a string cannot fail.
    let _ = write!(
        page,
        r#"<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Authorize {application}</title></head>
<body>
<main>
<h1>Authorize {application}</h1>
<p>{application} asks for access on your behalf at {company}. Sign in to allow it.</p>
<form method="post">
<p><label>User name <input name="username" value="{hint}" autocomplete="username"></label></p>
<p><label>Password <input name="password" type="password" autocomplete="current-password"></label></p>
<p><button name="decision" value="allow">Allow</button> <button name="decision" value="deny">Deny</button></p>
</form>
<h2>What it may do</h2>
<ul>
{scopes}</ul>
<p>This is concur-emulator, not SAP Concur: enter no password of yours.</p>
</main>
</body>
</html>
"#
    );
    HttpResponse::Ok()
        .content_type(ContentType::html())
        .insert_header((CONTENT_SECURITY_POLICY, policy(&ask.back.to)))
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((X_FRAME_OPTIONS, "DENY"))
        .insert_header((REFERRER_POLICY, "no-referrer"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(page)
}

/// Nothing is loaded and nothing runs. Browsers hold the redirect after a form against the places that forms may go to, so the
/// application's is one of them.
fn policy(to: &Url) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-:/[]+".contains(c);
    let place = match to.scheme() {
        "http" | "https" => to.origin().ascii_serialization(),
        scheme => format!("{scheme}:"),
    };
    let place = if place.chars().all(plain) { place.as_str() } else { "" };
    format!("default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' {place}")
}

/// Text that means nothing to a browser but itself, in elements and in quoted attributes.
struct Escaped<'a>(&'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            '\'' => f.write_str("&#39;"),
            other => f.write_char(other),
        })
    }
}
