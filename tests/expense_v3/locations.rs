//! The places that the company knows, and expenses that are made at them.

use reqwest::Method as M;
use serde_json::{Value, json};

use super::{ids, send, shared};
use crate::support::emulator::TestApp;
use crate::support::reports::DRAFT;

const SEATTLE: &str = "27829";
const BERLIN: &str = "29210";

#[tokio::test]
async fn places_are_found_by_each_of_their_properties() {
    let app = TestApp::start().await;
    for (query, found) in [
        ("", vec![SEATTLE, "28155", BERLIN, "30041"]),
        ("name=seattle", vec![SEATTLE, "30041"]),
        ("name=Atlantis", vec![]),
        ("city=Berlin", vec![BERLIN]),
        ("city=Ber", vec![]),
        ("country=FR", vec!["28155"]),
        ("country=XX", vec![]),
        ("countrySubdivision=US-WA", vec![SEATTLE, "30041"]),
        ("countrySubdivision=US-CA", vec![]),
        ("administrativeRegion=King%20County&name=airport", vec!["30041"]),
        ("administrativeRegion=Queen%20County", vec![]),
    ] {
        let page = shared(app.traveler(), M::GET, &format!("locations?{query}")).await.must(200).json();
        assert_eq!(ids(&page), found, "{query}");
    }
    let mut seen = Vec::new();
    let mut next = Some("locations?limit=1&countrySubdivision=US-WA".to_owned());
    while let Some(path) = next {
        let page = shared(app.traveler(), M::GET, &path).await.must(200).json();
        seen.extend(ids(&page));
        next = page["NextPage"].as_str().map(str::to_owned);
    }
    assert_eq!(seen, [SEATTLE, "30041"]);
}

#[tokio::test]
async fn a_place_is_found_by_its_id_and_by_that_of_its_name() {
    let app = TestApp::start().await;
    let airport = shared(app.traveler(), M::GET, "locations/30041").await.must(200).json();
    assert_eq!(
        (&airport["IATACode"], &airport["IsAirport"], &airport["IsBookingTool"]),
        (&json!("SEA"), &json!(true), &json!(true))
    );
    assert_eq!((&airport["Latitude"], &airport["Longitude"]), (&json!(47.449889), &json!(-122.311778)));
    let name = airport["LocationNameId"].as_str().unwrap();
    assert_eq!(shared(app.company(), M::GET, &format!("locations/{name}")).await.must(200).json(), airport);
    let berlin = shared(app.traveler(), M::GET, &format!("locations/{BERLIN}")).await.must(200).json();
    assert_eq!((&berlin["IATACode"], &berlin["CountrySubdivision"]), (&Value::Null, &Value::Null));
    shared(app.traveler(), M::GET, "locations/NOPE").await.must(404);
}

#[tokio::test]
async fn an_entry_at_a_place_is_where_the_catalogue_says() {
    let app = TestApp::start().await;
    let entry = json!({
        "ReportID": DRAFT, "ExpenseTypeCode": "TAXIX", "PaymentTypeID": "CASH", "TransactionDate": "2026-02-20",
        "TransactionAmount": 10, "TransactionCurrencyCode": "USD", "LocationID": BERLIN,
    });
    send(app.traveler(), M::POST, "entries").json(&entry).await.must(200);
    let expenses = app.traveler().expenses(DRAFT).await.must(200).json();
    let place = &expenses.as_array().unwrap().last().unwrap()["location"];
    assert_eq!(
        (&place["id"], &place["name"], &place["countryCode"]),
        (&json!(BERLIN), &json!("Berlin, GERMANY"), &json!("DE"))
    );
}
