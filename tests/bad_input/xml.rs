//! XML that is not what it has to be, or means harm.

use reqwest::Method;

use crate::support::emulator::TestApp;
use crate::support::reports::{DRAFT, PROCESSING};
use crate::support::request::Request;

/// An entry, as XML has it.
fn entry(inside: &str) -> String {
    format!(
        "<Entry><ReportID>{DRAFT}</ReportID><ExpenseTypeCode>TAXIX</ExpenseTypeCode><PaymentTypeID>CASH</PaymentTypeID>\
         <TransactionDate>2026-02-27</TransactionDate><TransactionAmount>10</TransactionAmount>\
         <TransactionCurrencyCode>USD</TransactionCurrencyCode>{inside}</Entry>"
    )
}

fn post_entry<'a>(app: &'a TestApp, content_type: &str, body: impl Into<Vec<u8>>) -> Request<'a> {
    let request = app.traveler().request(Method::POST, "/api/v3.0/expense/entries");
    request.content(content_type, body).header("accept", "application/xml")
}

#[tokio::test]
async fn an_entry_of_xml_is_taken_under_every_type_of_xml() {
    let app = TestApp::start().await;
    for content_type in ["application/xml", "text/xml", "application/xml; charset=utf-8", "application/vnd.x+xml"] {
        let created = post_entry(&app, content_type, entry("<Comment>1 &lt; 2 &amp; &#x41;</Comment>")).await.must(200);
        assert!(!created.xml().child("ID").text.is_empty());
    }
    let namespaced = entry("")
        .replace("<Entry>", "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Entry xmlns=\"urn:x\" xmlns:i=\"urn:i\">");
    post_entry(&app, "application/xml", namespaced).await.must(200);
}

#[tokio::test]
async fn xml_that_is_broken_or_harmful_is_refused_in_xml_and_changes_nothing() {
    let app = TestApp::start().await;
    let before = app.control().snapshot().await;
    let whole = entry("");
    let laughs = "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>";
    let outside = "<!DOCTYPE l [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>";
    let mut damaged: Vec<Vec<u8>> = [
        String::new(),
        "   ".to_owned(),
        "text".to_owned(),
        "<Entry/>".to_owned(),
        "<Other/>".to_owned(),
        whole.replace("Entry>", "Report>"),
        format!("{whole}{whole}"),
        format!("{whole}text"),
        format!("{laughs}{}", entry("<Comment>&c;</Comment>")),
        format!("{outside}{}", entry("<Comment>&a;</Comment>")),
        format!("<!DOCTYPE Entry SYSTEM \"http://127.0.0.1:9/x.dtd\">{whole}"),
        entry("<Comment>&undefined;</Comment>"),
        entry("<Comment>&#0;</Comment>"),
        entry("<Comment>&#xFFFFFFFF;</Comment>"),
        entry("<Comment>a</Comment><Comment>b</Comment>"),
        entry("<Comment>a</Description>"),
        entry("<Comment"),
        entry("<Comment a='1' a='2'>x</Comment>"),
        entry("<Comment a=1>x</Comment>"),
        entry("<![CDATA[<x>]]>").replace("</Entry>", ""),
        entry("<Comment><A><B>x</B></A></Comment>"),
        entry("").replace("2026-02-27", "2026-02-30"),
        entry("").replace(">10<", ">ten<"),
        entry("").replace("<TransactionAmount>10</TransactionAmount>", "<TransactionAmount i:nil=\"true\"/>"),
        entry("<IsPersonal>perhaps</IsPersonal>"),
        entry(&"<a>".repeat(100_000)),
        "<Entry>".repeat(100_000),
        entry(&format!("<Comment>{}</Comment>", "x".repeat(100_000))),
        "{\"ReportID\": 1}".to_owned(),
    ]
    .map(String::into_bytes)
    .to_vec();
    damaged.extend((1..whole.len()).step_by(11).map(|end| whole.as_bytes()[..end].to_vec()));
    damaged.push(entry("<Comment>\u{1}</Comment>").into_bytes());
    damaged.push([b"<Entry><Comment>".as_slice(), b"\xff\xfe", b"</Comment></Entry>"].concat());
    damaged.push(whole.encode_utf16().flat_map(u16::to_le_bytes).collect());
    damaged.push(entry(&" ".repeat(5 * 1024 * 1024)).into_bytes());
    for body in damaged {
        let shown = String::from_utf8_lossy(&body[..body.len().min(300)]).into_owned();
        let answer = post_entry(&app, "application/xml", body).await;
        assert_eq!(answer.status, 400, "{shown}: {}", answer.text());
        assert!(!answer.xml().child("Message").text.is_empty());
    }
    assert_eq!(app.control().snapshot().await, before);
}

#[tokio::test]
async fn integration_takes_no_body_but_one_that_is_there_has_to_be_what_it_says() {
    let app = TestApp::start().await;
    let before = app.control().snapshot().await;
    for (content_type, body) in [
        ("application/json", "{"),
        ("application/json", "{\"a\": 1, \"a\": 2}"),
        ("application/xml", "<a>"),
        ("application/xml", "<!DOCTYPE a []><a/>"),
        ("application/xml", "{}"),
        ("text/csv", "a;b"),
        ("", "a"),
    ] {
        let answer = app.admin().integrate(PROCESSING).content(content_type, body).await.must(400);
        assert!(!answer.json()["Error"]["Message"].as_str().unwrap().is_empty());
    }
    assert_eq!(app.control().snapshot().await, before);
    app.admin().integrate(PROCESSING).content("application/xml", "<x/>").await.must(200);
}
