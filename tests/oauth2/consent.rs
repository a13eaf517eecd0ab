//! The authorization grant: the page, the way back, the code, and what it is exchanged for.

use aws_lc_rs::digest;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Method;
use serde_json::json;

use super::client::*;
use crate::support::cast;
use crate::support::emulator::TestApp;

const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

fn s256(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, verifier.as_bytes()))
}

#[tokio::test]
async fn a_user_consents_on_a_page_and_the_application_gets_his_tokens() {
    let app = TestApp::of(&["oauth.yaml"]).await;
    let page = authorize(EMULATOR, &[("scope", "openid expense.report.read"), ("nonce", "n-0S6")]);
    let shown = app.request(Method::GET, &page).await.must(200);
    assert_eq!(shown.media_type(), "text/html");
    assert!(shown.text().contains("<form method=\"post\">") && shown.text().contains("<li>expense.report.read</li>"));

    let back = consent(&app, &page, ALLOWED).await;
    assert!(back.header("location").starts_with("http://127.0.0.1:9/back?"));
    assert_eq!(came_back(&back, "state").as_deref(), Some("a b&c"));
    assert_eq!(came_back(&back, "geolocation").as_deref(), Some(app.base_url()));
    let code = came_back(&back, "code").expect("a code");

    let tokens = exchange(&app, EMULATOR, &code, &[]).await.must(200);
    assert_eq!(text(&tokens, "scope"), "expense.report.read openid");
    assert!(!text(&tokens, "refresh_token").is_empty());
    let id = verified(&app, &text(&tokens, "id_token")).await.expect("a good signature");
    assert_eq!((&id["nonce"], &id["sub"]), (&json!("n-0S6"), &json!(cast::TRAVELER.0)));
    // A code is good once.
    assert_eq!(refusal(&exchange(&app, EMULATOR, &code, &[]).await), (400, 103));
}

#[tokio::test]
async fn the_page_shows_text_as_text_and_lets_nothing_run() {
    let app = TestApp::of(&["oauth.yaml"]).await;
    let to = ("redirect_uri", "https://app.example/back?tab=1");
    let page = authorize(REGISTERED, &[to, ("login_hint", "\"><script>alert(2)</script>")]);
    let shown = app.request(Method::GET, &page).await.must(200);
    assert!(!shown.text().contains("<script"), "{}", shown.text());
    assert!(shown.text().contains("Registered &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;Sons&#39;"));
    assert!(shown.text().contains("value=\"&quot;&gt;&lt;script&gt;alert(2)"));
    let policy = shown.header("content-security-policy");
    assert_eq!(
        policy,
        "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' https://app.example"
    );
    for (header, value) in
        [("x-frame-options", "DENY"), ("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer")]
    {
        assert_eq!(shown.header(header), value);
    }
    // What a browser would take for a further directive is not written down.
    let odd = app.request(Method::GET, &authorize(EMULATOR, &[("redirect_uri", "http://a;script-src/")])).await;
    assert!(odd.status == 400 || !odd.header("content-security-policy").contains("script-src"));
}

#[tokio::test]
async fn what_was_challenged_has_to_be_proved() {
    let app = TestApp::start().await;
    let hash = s256(VERIFIER);
    for challenge in [
        vec![("code_challenge", hash.as_str()), ("code_challenge_method", "S256")],
        vec![("code_challenge", VERIFIER), ("code_challenge_method", "plain")],
        vec![("code_challenge", VERIFIER)],
    ] {
        let code = code(&app, EMULATOR, &challenge).await;
        for wrong in
            [&[][..], &[("code_verifier", "")], &[("code_verifier", "x")], &[("code_verifier", s256("x").as_str())]]
        {
            assert_eq!(refusal(&exchange(&app, EMULATOR, &code, wrong).await), (400, 103), "{challenge:?} {wrong:?}");
        }
        // Who failed has used nothing up.
        exchange(&app, EMULATOR, &code, &[("code_verifier", VERIFIER)]).await.must(200);
    }
    let unchallenged = code(&app, EMULATOR, &[]).await;
    let answer = exchange(&app, EMULATOR, &unchallenged, &[("code_verifier", VERIFIER)]).await;
    assert_eq!(refusal(&answer), (400, 103), "someone between has taken the challenge out");
    for wrong in [
        vec![("code_challenge", "too-short")],
        vec![("code_challenge", "ä".repeat(50).leak() as &str)],
        vec![("code_challenge", hash.as_str()), ("code_challenge_method", "S512")],
        vec![("code_challenge_method", "S256")],
    ] {
        let back = app.request(Method::GET, &authorize(EMULATOR, &wrong)).await;
        assert_eq!(came_back(&back, "error_code").as_deref(), Some("135"), "{wrong:?}");
    }
}

#[tokio::test]
async fn a_code_is_good_for_ten_minutes_for_its_application_at_its_redirect_uri() {
    let app = TestApp::of(&["oauth.yaml"]).await;
    let code = code(&app, EMULATOR, &[]).await;
    let with = |fields: Fields<'_>| exchange(&app, EMULATOR, &code, fields);
    assert_eq!(refusal(&with(&[("code", "")]).await), (400, 101));
    assert_eq!(refusal(&with(&[("redirect_uri", "")]).await), (400, 102));
    assert_eq!(refusal(&with(&[("redirect_uri", "http://127.0.0.1:9/back/")]).await), (400, 104));
    assert_eq!(refusal(&exchange(&app, NO_REFRESH, &code, &[]).await), (400, 105));
    assert_eq!(refusal(&with(&[("scope", "nope")]).await), (400, 54));
    advance(&app, "PT9M59S").await;
    let narrow = with(&[("scope", "openid")]).await.must(200);
    assert_eq!(text(&narrow, "scope"), "openid");
    let late = super::client::code(&app, EMULATOR, &[]).await;
    advance(&app, "PT10M").await;
    assert_eq!(refusal(&exchange(&app, EMULATOR, &late, &[]).await), (400, 103));
    assert_eq!(refusal(&exchange(&app, EMULATOR, "made-up", &[]).await), (400, 103));
}

#[tokio::test]
async fn of_many_who_exchange_one_code_at_once_one_gets_a_token() {
    let app = TestApp::start().await;
    let code = code(&app, EMULATOR, &[]).await;
    let answers =
        futures_util::future::join_all((0..8).map(|_| exchange(&app, EMULATOR, &code, &[]).into_future())).await;
    let good = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(good, 1);
    assert!(answers.iter().filter(|answer| answer.status != 200).all(|answer| refusal(answer) == (400, 103)));
}

#[tokio::test]
async fn where_there_is_nowhere_to_go_back_to_the_user_sees_what_is_wrong() {
    let app = TestApp::of(&["oauth.yaml"]).await;
    let endless = format!("http://127.0.0.1/{}", "x".repeat(2_000));
    for (client, fields, expected) in [
        (EMULATOR, &[("client_id", "")][..], (400, 62)),
        (EMULATOR, &[("client_id", "nobody")], (401, 61)),
        (EMULATOR, &[("client_id", "99999999-1111-4111-8111-111111111111")], (401, 61)),
        (EMULATOR, &[("redirect_uri", "")], (400, 102)),
        (EMULATOR, &[("redirect_uri", "nowhere")], (400, 104)),
        (EMULATOR, &[("redirect_uri", "javascript:alert(1)")], (400, 104)),
        (EMULATOR, &[("redirect_uri", "http://127.0.0.1/#top")], (400, 104)),
        (REGISTERED, &[("redirect_uri", "https://app.example/back")], (400, 104)),
        (REGISTERED, &[("redirect_uri", "https://evil.example/?https://app.example/back?tab=1")], (400, 104)),
        (EMULATOR, &[("redirect_uri", endless.as_str())], (400, 135)),
    ] {
        let page = authorize(client, fields);
        assert_eq!(refusal(&app.request(Method::GET, &page).await), expected, "{page}");
        assert_eq!(refusal(&consent(&app, &page, ALLOWED).await), expected, "{page}");
    }
    let only = authorize(REGISTERED, &[("redirect_uri", "")]);
    let back = consent(&app, &only, ALLOWED).await;
    assert!(back.header("location").starts_with("https://app.example/back?tab=1&geolocation="));
    let fields = [("redirect_uri", "https://app.example/back?tab=1")];
    exchange(&app, REGISTERED, &came_back(&back, "code").expect("a code"), &fields).await.must(200);
}

#[tokio::test]
async fn whatever_else_is_wrong_the_application_gets_to_know() {
    let app = TestApp::of(&["oauth.yaml"]).await;
    let said = |name, password| [("username", name), ("password", password), ("decision", "allow")];
    let page = authorize(EMULATOR, &[]);
    for (fields, code) in [
        (said("traveler@example.com", "wrong").to_vec(), "5"),
        (said("nobody@example.com", "password").to_vec(), "5"),
        (said("refused14@example.com", "password").to_vec(), "14"),
        (said("elsewhere@example.com", "password").to_vec(), "16"),
        (said("", "password").to_vec(), "51"),
        (said("traveler@example.com", "").to_vec(), "52"),
        (vec![("decision", "deny")], "59"),
        (vec![("decision", "perhaps")], "135"),
        (vec![], "135"),
    ] {
        let back = consent(&app, &page, &fields).await;
        assert_eq!(came_back(&back, "error_code").as_deref(), Some(code), "{fields:?}");
        assert!(came_back(&back, "error_description").is_some_and(|words| !words.is_empty()));
        assert_eq!(came_back(&back, "state").as_deref(), Some("a b&c"));
        assert_eq!(came_back(&back, "code"), None);
    }
    for (client, fields, code) in [
        (DISABLED, &[][..], "59"),
        (BY_ITSELF, &[], "60"),
        (UNCONNECTED, &[], "53"),
        (EMULATOR, &[("scope", "nope")], "54"),
        (EMULATOR, &[("response_type", "")], "135"),
        (EMULATOR, &[("response_type", "nope")], "135"),
        (EMULATOR, &[("response_type", "token")], "115"),
        (EMULATOR, &[("response_type", "code id_token")], "117"),
        (EMULATOR, &[("response_type", "id_token"), ("nonce", "n")], "115"),
        (EMULATOR, &[("display", "hologram")], "118"),
        (EMULATOR, &[("prompt", "never")], "119"),
        (EMULATOR, &[("prompt", "none login")], "119"),
        (EMULATOR, &[("prompt", "none")], "119"),
        (EMULATOR, &[("scope", "openid offline_access")], "119"),
        (EMULATOR, &[("auto_approve", "nobody")], "5"),
        (EMULATOR, &[("auto_approve", "refused10@example.com")], "10"),
    ] {
        let back = app.request(Method::GET, &authorize(client, fields)).await;
        assert_eq!(came_back(&back, "error_code").as_deref(), Some(code), "{fields:?}");
    }
    let elsewhere = authorize(EMULATOR, &[("auto_approve", "elsewhere@example.com")]);
    let back = app.request(Method::GET, &elsewhere).await;
    assert_eq!(came_back(&back, "geolocation").as_deref(), Some("https://eu2.api.concursolutions.com"));
    let fine = [("display", "popup"), ("prompt", "login consent"), ("scope", "openid offline_access")];
    app.request(Method::GET, &authorize(EMULATOR, &fine)).await.must(200);
}

#[tokio::test]
async fn someone_may_have_consented_beforehand() {
    let app = TestApp::of(&["oauth.yaml"]).await;
    let manager = [("auto_approve", "manager@example.com"), ("prompt", "none")];
    for (client, fields, who) in [
        (EMULATOR, &manager[..], cast::MANAGER),
        (AUTOMATIC, &[], cast::TRAVELER),
        (AUTOMATIC, &manager, cast::MANAGER),
    ] {
        let back = app.request(Method::GET, &authorize(client, fields)).await;
        let code = came_back(&back, "code").expect("a code");
        let tokens = exchange(&app, client, &code, &[]).await.must(200);
        let said = verified(&app, &text(&tokens, "access_token")).await.expect("a good signature");
        assert_eq!(said["sub"], json!(who.0));
    }
}
