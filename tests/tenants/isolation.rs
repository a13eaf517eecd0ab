//! What one tenant has, no other has: data, tokens, clock, journal, subscriptions, events, mails.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::cast;
use crate::support::control::Control;
use crate::support::emulator::TestApp;
use crate::support::receiver::Receiver;
use crate::support::reports::{AT_MANAGER, DRAFT};
use crate::support::tenancy::Tenancy;

const FORM: &str = "application/x-www-form-urlencoded";

#[tokio::test]
async fn a_change_at_one_tenant_is_none_at_another() {
    let app = TestApp::start().await;
    let (one, other) = (Tenancy::found(&app).await, Tenancy::found(&app).await);
    let before = (other.world(), app.world());
    one.holder("manager-token", Some(cast::MANAGER)).approve(AT_MANAGER).await.must(204);
    one.holder("traveler-token", Some(cast::TRAVELER)).submit(DRAFT).await.must(204);
    assert_eq!(one.control().status(DRAFT).await.0, "A_PEND");
    assert!((other.world(), app.world()) == before, "another tenant has changed");
    assert_eq!(other.control().events().await, app.control().events().await);
}

#[tokio::test]
async fn a_token_opens_its_own_tenant_whichever_way_it_was_had() {
    let app = TestApp::start().await;
    let seed = json!({"seed": 5});
    let (one, other) = (Tenancy::found_as(&app, &seed).await, Tenancy::found_as(&app, &seed).await);
    let company_of = async |token: &str| {
        let me = app.holder(token, Some(cast::TRAVELER)).get("/profile/identity/v4/me").await.must(200).json();
        me.to_string()
    };
    for tenant in [&one, &other] {
        let form = format!(
            "grant_type=password&username=traveler@example.com&password=password&client_id={}&client_secret=emulator-secret",
            tenant.client_id()
        );
        let answer = app.request(Method::POST, "/oauth2/v0/token").content(FORM, form).await.must(200).json();
        let issued = answer["access_token"].as_str().unwrap();
        assert!(company_of(issued).await.contains(tenant.company()), "issued");
        assert!(company_of(tenant.token("traveler-token")).await.contains(tenant.company()), "fixed");
        let basic = app
            .request(Method::GET, "/net2/oauth2/accesstoken.ashx")
            .header("authorization", "Basic dHJhdmVsZXJAZXhhbXBsZS5jb206cGFzc3dvcmQ=")
            .header("x-consumerkey", tenant.client_id())
            .header("accept", "application/json");
        let legacy = basic.await.must(200).json();
        let legacy = legacy["Token"].as_str().unwrap();
        assert!(company_of(legacy).await.contains(tenant.company()), "legacy");

        let refresh = answer["refresh_token"].as_str().unwrap();
        for (of, status) in [(&one, one.company() == tenant.company()), (&other, other.company() == tenant.company())] {
            let form = format!(
                "grant_type=refresh_token&refresh_token={refresh}&client_id={}&client_secret=emulator-secret",
                of.client_id()
            );
            let answer = app.request(Method::POST, "/oauth2/v0/token").content(FORM, form).await;
            assert_eq!(answer.status == 200, status, "{}", answer.text());
        }
    }
}

#[tokio::test]
async fn a_request_token_is_exchanged_at_its_own_tenant_only() {
    let app = TestApp::start().await;
    let (one, other) = (Tenancy::found(&app).await, Tenancy::found(&app).await);
    let first = Tenancy::first(&app).await;
    let all = [&first, &one, &other];
    for client in all {
        for company in all {
            for token in all {
                let form = format!(
                    "grant_type=password&credtype=authtoken&username={}&password={}&client_id={}&client_secret=emulator-secret",
                    company.company(),
                    token.request_token(),
                    client.client_id()
                );
                let answer = app.request(Method::POST, "/oauth2/v0/token").content(FORM, form).await;
                let same = client.company() == company.company() && company.company() == token.company();
                assert_eq!(answer.status == 200, same, "{}", answer.text());
            }
        }
    }
}

#[tokio::test]
async fn a_clock_is_moved_and_reset_for_one_tenant_only() {
    let app = TestApp::start().await;
    let (one, other) = (Tenancy::found(&app).await, Tenancy::found(&app).await);
    let now = async |tenant: &Tenancy<'_>| {
        tenant.control().request(Method::GET, "clock").await.must(200).json()["now"].as_str().unwrap().to_owned()
    };
    let advance = json!({"by": "PT72H"});
    one.control().request(Method::POST, "clock/advance").json(&advance).await.must(200);
    assert_eq!(now(&one).await, "2026-03-04T08:00:00.000Z");
    assert_eq!(now(&other).await, "2026-03-01T08:00:00.000Z");
    // What the tenant's time is shows in what it answers, refusals included.
    let refused = one.holder("traveler-token", Some(cast::TRAVELER)).report("00000000000000000000").await.must(404);
    assert!(refused.json()["timestamp"].as_str().unwrap().starts_with("2026-03-04"), "{}", refused.text());
    one.holder("manager-token", Some(cast::MANAGER)).approve(AT_MANAGER).await.must(204);
    other.holder("manager-token", Some(cast::MANAGER)).approve(AT_MANAGER).await.must(204);
    one.control().request(Method::POST, "reset").await.must(204);
    assert_eq!(now(&one).await, "2026-03-01T08:00:00.000Z");
    assert_eq!(one.control().status(AT_MANAGER).await.0, "A_PEND");
    assert_eq!(other.control().status(AT_MANAGER).await.0, "A_ACCO");
    one.holder("manager-token", Some(cast::MANAGER)).approve(AT_MANAGER).await.must(204);
}

#[tokio::test]
async fn a_request_is_in_the_journal_of_the_tenant_that_its_token_or_client_names() {
    let app = TestApp::start().await;
    let tenant = Tenancy::found(&app).await;
    let paths = async |list: Value| {
        let items = list["items"].as_array().unwrap().clone();
        items.iter().map(|item| item["path"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    tenant.holder("traveler-token", Some(cast::TRAVELER)).report(DRAFT).await.must(200);
    let form = format!("grant_type=client_credentials&client_secret=emulator-secret&client_id={}", tenant.client_id());
    app.request(Method::POST, "/oauth2/v0/token").content(FORM, form).await.must(200);
    app.request(Method::GET, "/nowhere").await.must(404);
    app.holder("nobodys", None).report(DRAFT).await.must(401);
    let theirs = paths(tenant.control().request(Method::GET, "requests").await.must(200).json()).await;
    let first = paths(app.control().request(Method::GET, "requests").await.must(200).json()).await;
    assert_eq!(theirs.len(), 2, "{theirs:?}");
    assert!(theirs[0].ends_with(DRAFT) && theirs[1] == "/oauth2/v0/token", "{theirs:?}");
    assert_eq!(first.len(), 2, "{first:?}");
    assert!(first[0] == "/nowhere" && first[1].ends_with(DRAFT), "{first:?}");
}

#[tokio::test]
async fn what_no_operation_answers_is_in_the_journal_of_whose_token_it_carries_too() {
    let app = TestApp::start().await;
    let tenant = Tenancy::found(&app).await;
    let worthless = format!("{}.of-nobody", tenant.company().replace('-', ""));
    let rows = async |control: Control<'_>, filter: &str| {
        let list = control.request(Method::GET, &format!("requests{filter}")).await.must(200).json();
        let row = |item: &Value| (item["status"].as_u64().unwrap(), item["userId"].as_str().map(str::to_owned));
        list["items"].as_array().unwrap().iter().map(row).collect::<Vec<_>>()
    };
    for holder in [tenant.holder("traveler-token", None), app.traveler()] {
        holder.get("/expensereports/v4/nothing").await.must(404);
        holder.request(Method::DELETE, "/oauth2/v0/token").await.must(405);
        holder.get(&format!("/{}", "x".repeat(8_192))).await.must(414);
    }
    app.holder(&worthless, None).get("/nothing").await.must(404);
    app.holder(&worthless, Some(cast::TRAVELER)).report(DRAFT).await.must(401);
    let traveler = Some(cast::TRAVELER.to_string());
    let known: Vec<_> = [404, 405, 414].into_iter().map(|status| (status, traveler.clone())).collect();
    assert_eq!(rows(app.control(), "").await, known);
    assert_eq!(rows(tenant.control(), "").await, [&known[..], &[(404, None), (401, None)]].concat());
    for control in [app.control(), tenant.control()] {
        assert_eq!(rows(control, "?user=traveler@example.com").await, known);
    }
    let meant = json!({"match": {"path": "/expensereports/v4/nothign", "user": "traveler@example.com"}});
    let verdict = tenant.control().request(Method::POST, "requests/verify").json(&meant).await.must(200).json();
    assert_eq!(verdict["ok"], false);
    assert_eq!(verdict["nearMisses"][0]["request"]["path"], "/expensereports/v4/nothing", "{verdict}");
}

#[tokio::test]
async fn subscriptions_and_events_are_each_tenants_own_though_their_ids_are_the_same() {
    let app = TestApp::start().await;
    let (one, other) = (Tenancy::found(&app).await, Tenancy::found(&app).await);
    let (to_one, to_other) = (Receiver::start(), Receiver::start());
    for (tenant, receiver) in [(&one, &to_one), (&other, &to_other)] {
        let application = tenant.holder("app-token", None);
        application.subscribe("mine", "public.concur.expense.report", &receiver.url()).await.must(200);
    }
    one.holder("traveler-token", Some(cast::TRAVELER)).submit(DRAFT).await.must(204);
    for tenant in [&one, &other] {
        tenant.control().request(Method::POST, "drain").await.must(204);
    }
    let got = to_one.requests();
    assert_eq!((got.len(), to_other.requests().len()), (1, 0));
    assert_eq!(got[0].json()["facts"]["companyId"].as_str(), Some(one.company()), "{}", got[0].json());
    assert_eq!(one.control().events().await.len(), 1);
    assert_eq!(other.control().events().await.len(), 0);
    let list = other.holder("app-token", None).get("/events/v4/subscriptions").await.must(200).json();
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert_eq!(list[0]["webHookConfig"]["endpoint"].as_str(), Some(to_other.url().as_str()), "{list}");
    let first = app.application().get("/events/v4/subscriptions").await.must(200).json();
    assert_eq!(first, json!([]));
}

#[tokio::test]
async fn a_mail_is_in_the_mailbox_of_the_tenant_whose_client_sent_it() {
    let app = TestApp::start().await;
    let tenant = Tenancy::found(&app).await;
    let body = json!({
        "client_id": tenant.client_id(), "client_secret": "emulator-secret", "channel_type": "email",
        "channel_handle": "traveler@example.com", "name": "T", "company": "C", "link": "https://example.com/",
    });
    let form: Vec<String> =
        body.as_object().unwrap().iter().map(|(k, v)| format!("{k}={}", v.as_str().unwrap())).collect();
    app.request(Method::POST, "/oauth2/v0/otp").content(FORM, form.join("&")).await.must(200);
    let mails = async |path: String| app.control().request(Method::GET, &path).await.must(200).json()["items"].clone();
    assert_eq!(mails(format!("mails?company={}", tenant.company())).await.as_array().unwrap().len(), 1);
    assert_eq!(mails("mails".to_owned()).await, json!([]));
}

#[tokio::test]
async fn the_address_of_a_receipt_image_leads_to_the_tenant_that_has_it() {
    let app = TestApp::start().await;
    let seed = json!({"seed": 5});
    let (one, other) = (Tenancy::found_as(&app, &seed).await, Tenancy::found_as(&app, &seed).await);
    let mut images = Vec::new();
    for tenant in [&one, &other] {
        let traveler = tenant.holder("traveler-token", Some(cast::TRAVELER));
        let png = [b"\x89PNG\r\n\x1a\n".as_slice(), tenant.company().as_bytes()].concat();
        let upload =
            traveler.request(Method::POST, "/api/v3.0/expense/receiptimages").header("accept", "application/json");
        let image = upload.content("image/png", png.clone()).await.must(200).json();
        images.push((image["ID"].clone(), image["URI"].as_str().unwrap().to_owned(), png));
    }
    assert_eq!(images[0].0, images[1].0, "under one seed the ids are the same");
    for (_, uri, png) in &images {
        assert_eq!(app.request(Method::GET, uri).await.must(200).body.to_vec(), *png);
    }
}
