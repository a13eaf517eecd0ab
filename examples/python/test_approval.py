"""What a connector does: it hears that a report was approved, and reads it."""

REPORT = "764428DD6A664AF0BFCB"


def submit(company):
    traveler = company.users["traveler@example.com"]
    return company.call("PATCH", f"/expensereports/v4/users/{traveler}/reports/{REPORT}/submit", "traveler-token")


def approve(company):
    manager = company.users["manager@example.com"]
    path = f"/expensereports/v4/users/{manager}/context/MANAGER/reports/{REPORT}/approve"
    return company.call("PATCH", path, "manager-token", json={"comment": "Approved"})


def test_a_manager_approves_and_the_connector_is_told(company, receiver):
    address, events = receiver
    subscription = {
        "id": "connector",
        "topic": "public.concur.expense.report",
        "filter": "statusChanged",
        "webHookConfig": {"endpoint": address},
    }
    assert company.call("PUT", "/events/v4/subscriptions/webhook", "app-token", json=subscription).ok

    assert submit(company).status_code == 204
    assert approve(company).status_code == 204

    company.control("POST", "drain")  # no sleeping: it answers when every webhook is delivered
    assert [event["eventType"] for event in events] == ["statusChanged"] * len(events)
    assert company.control("GET", f"reports/{REPORT}")["approvalStatus"] == "A_ACCO"


def test_what_was_submitted_cannot_be_submitted_again(company):
    assert submit(company).status_code == 204
    assert submit(company).status_code == 409


