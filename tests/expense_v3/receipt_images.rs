//! Receipt images: uploaded, listed, appended to, fetched back byte for byte, deleted.

use reqwest::Method as M;
use serde_json::json;

use super::{ids, send};
use crate::support::caller::Caller;
use crate::support::emulator::TestApp;
use crate::support::request::Request;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\x00\xff\x01 all of it";
const PDF: &[u8] = b"%PDF-1.7 \x00\xfe the rest";

fn upload<'a>(caller: Caller<'a>, content_type: &str, bytes: &[u8]) -> Request<'a> {
    send(caller, M::POST, "receiptimages").content(content_type, bytes)
}

#[tokio::test]
async fn an_image_is_fetched_back_byte_for_byte_by_whoever_knows_its_address() {
    let app = TestApp::start().await;
    for (content_type, bytes, fetched) in [
        ("image/png", PNG, "image/png"),
        ("application/pdf", PDF, "application/pdf"),
        ("image/jpg", b"\xff\xd8\xff\xe0 and so on", "image/jpeg"),
    ] {
        let uploaded = upload(app.traveler(), content_type, bytes).await.must(200).json();
        let id = uploaded["ID"].as_str().unwrap();
        let found = send(app.traveler(), M::GET, &format!("receiptimages/{id}")).await.must(200).json();
        assert_eq!(found, uploaded);
        let file = app.request(M::GET, uploaded["URI"].as_str().unwrap()).await.must(200);
        assert_eq!((file.media_type(), &file.body[..]), (fetched, bytes));
    }
    app.request(M::GET, "/api/v3.0/expense/receiptimages/NOPE/file").await.must(404);
}

#[tokio::test]
async fn images_are_listed_page_by_page_for_their_owner_and_for_administrators() {
    let app = TestApp::start().await;
    let mut uploaded = Vec::new();
    for _ in 0..5 {
        uploaded
            .push(upload(app.traveler(), "image/png", PNG).await.must(200).json()["ID"].as_str().unwrap().to_owned());
    }
    uploaded.sort();
    let mut seen = Vec::new();
    let mut next = Some("receiptimages?limit=2".to_owned());
    while let Some(path) = next {
        let page = send(app.traveler(), M::GET, &path).await.must(200).json();
        seen.extend(ids(&page));
        next = page["NextPage"].as_str().map(str::to_owned);
    }
    assert_eq!(seen, uploaded);
    let of_traveler = "receiptimages?user=traveler@example.com";
    for caller in [app.admin(), app.company(), app.traveler()] {
        assert_eq!(ids(&send(caller, M::GET, of_traveler).await.must(200).json()), uploaded);
    }
    assert_eq!(send(app.colleague(), M::GET, "receiptimages").await.must(200).json()["Items"], json!([]));
    send(app.colleague(), M::GET, of_traveler).await.must(403);
    send(app.company(), M::GET, "receiptimages").await.must(403);
    send(app.admin(), M::GET, "receiptimages?user=nobody@example.com").await.must(400);
    send(app.colleague(), M::GET, &format!("receiptimages/{}", uploaded[0])).await.must(404);
}

#[tokio::test]
async fn what_is_appended_is_the_next_part() {
    let app = TestApp::start().await;
    let image = upload(app.traveler(), "image/png", PNG).await.must(200).json();
    let (path, uri) = (format!("receiptimages/{}", image["ID"].as_str().unwrap()), image["URI"].as_str().unwrap());
    send(app.traveler(), M::PUT, &path).content("application/pdf", PDF).await.must(204);
    let second = app.request(M::GET, &format!("{uri}?part=2")).await.must(200);
    assert_eq!((second.media_type(), &second.body[..]), ("application/pdf", PDF));
    assert_eq!(&app.request(M::GET, uri).await.must(200).body[..], PNG);
    for (part, status) in [("0", 404), ("3", 404), ("x", 400)] {
        app.request(M::GET, &format!("{uri}?part={part}")).await.must(status);
    }
    send(app.colleague(), M::PUT, &path).content("image/png", PNG).await.must(404);
}

#[tokio::test]
async fn a_deleted_image_is_gone() {
    let app = TestApp::start().await;
    let image = upload(app.traveler(), "image/png", PNG).await.must(200).json();
    let path = format!("receiptimages/{}", image["ID"].as_str().unwrap());
    send(app.colleague(), M::DELETE, &path).await.must(404);
    send(app.admin(), M::DELETE, &format!("{path}?user=traveler@example.com")).await.must(204);
    send(app.traveler(), M::GET, &path).await.must(404);
    send(app.traveler(), M::DELETE, &path).await.must(404);
    app.request(M::GET, image["URI"].as_str().unwrap()).await.must(404);
}

#[tokio::test]
async fn what_is_no_image_of_its_type_is_refused_and_nothing_kept() {
    let app = TestApp::start().await;
    for (content_type, bytes) in [
        ("image/png", &b"no image"[..]),
        ("image/png", PDF),
        ("image/gif", b"GIF89a"),
        ("application/json", b"{}"),
        ("", PNG),
        ("image/png", b""),
    ] {
        let answer = upload(app.traveler(), content_type, bytes).await.must(400);
        assert!(answer.text().contains("image"), "{}", answer.text());
    }
    assert_eq!(send(app.traveler(), M::GET, "receiptimages").await.must(200).json()["Items"], json!([]));
    upload(app.company(), "image/png", PNG).await.must(403);
}
