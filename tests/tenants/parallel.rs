//! Tenants that are driven at the same time end as those that are driven one after the other.

use concur_emulator::core::World;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::json;

use crate::support::cast;
use crate::support::emulator::TestApp;
use crate::support::reports::{AT_ACCOUNTING, AT_EXTERNAL, AT_MANAGER, DRAFT, SENT_BACK};
use crate::support::tenancy::Tenancy;

const TENANTS: usize = 64;
const STEPS: usize = 12;

/// Where a tenant ended: the status of each answer, its world, and the events it raised.
#[derive(PartialEq)]
struct End {
    statuses: Vec<u16>,
    world: World,
    events: Vec<String>,
}

/// The calls of a tenant: some succeed, some are refused, and every tenant makes others.
async fn drive(tenant: &Tenancy<'_>, number: usize) -> End {
    let traveler = tenant.holder("traveler-token", Some(cast::TRAVELER));
    let manager = tenant.holder("manager-token", Some(cast::MANAGER));
    let company = tenant.holder("company-token", None);
    let mut statuses = Vec::new();
    for step in 0..STEPS {
        let report = [DRAFT, SENT_BACK, AT_MANAGER, AT_ACCOUNTING, AT_EXTERNAL][(number / 3 + step) % 5];
        let request = match (number * 7 + step * 5 + step * step) % 11 {
            0 | 1 => traveler.submit(report),
            2 => traveler.recall(report),
            3 | 4 => manager.approve(report),
            5 => manager.send_back(report),
            6 => company.integrate(report),
            7 => traveler.create(&json!({
                "name": format!("Trip {number}.{step}"),
                "policyId": "3B7E10C84F5A4D2296C1E8A0D45F7B19",
            })),
            8 => traveler.update(report, &json!({"name": format!("Renamed {number}.{step}")})),
            9 => tenant.control().request(Method::POST, "clock/advance").json(&json!({"by": format!("PT{number}M")})),
            _ => traveler.report(report),
        };
        statuses.push(request.await.status);
    }
    let events = tenant.control().events().await;
    let events = events.iter().map(|event| format!("{} {} {}", event["id"], event["eventType"], event["at"])).collect();
    End { statuses, world: tenant.world(), events }
}

async fn found(app: &TestApp) -> Vec<Tenancy<'_>> {
    let mut tenants = Vec::new();
    for _ in 0..TENANTS {
        tenants.push(Tenancy::found(app).await);
    }
    tenants
}

#[tokio::test]
async fn tenants_driven_in_parallel_end_as_those_driven_one_after_the_other() {
    let (together, apart) = (TestApp::start().await, TestApp::start().await);
    let before = together.world();
    // Under one seed both servers give the same companies.
    let (parallel, sequential) = (found(&together).await, found(&apart).await);
    let ends = join_all(parallel.iter().enumerate().map(|(number, tenant)| drive(tenant, number))).await;
    let mut changed = 0;
    for (number, (tenant, end)) in sequential.iter().zip(ends).enumerate() {
        assert_eq!(tenant.company(), parallel[number].company());
        let expected = drive(tenant, number).await;
        assert_eq!(end.statuses, expected.statuses, "tenant {number}");
        assert_eq!(end.events, expected.events, "tenant {number}");
        assert!(end.world == expected.world, "tenant {number} ends in another state");
        changed += usize::from(!end.events.is_empty());
    }
    assert!(changed > TENANTS / 2, "only {changed} tenants have changed at all");
    assert!(together.world() == before, "the first tenant has changed");
}
