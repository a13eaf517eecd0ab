"""Takes a token, subscribes a receiver of its own, submits a report of the default scenario, and waits for the webhook.

Usage: prove_delivery.py BASE_URL. Uses the standard library alone; ends with 1 where anything is not as it has to be.
"""

import json
import sys
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

CLIENT_ID = "dabd27f0-23e7-415d-b5e5-19a7dbe4fb4d"
TRAVELER = "f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca3"
REPORT = "764428DD6A664AF0BFCB"
PATIENCE = 10


def call(base_url, method, path, token=None, body=None, content_type="application/json"):
    """Sends a request, and answers the body; an HTTP error raises."""
    request = urllib.request.Request(base_url + path, data=body, method=method)
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    if body is not None:
        request.add_header("Content-Type", content_type)
    # No proxy of the environment stands between this and loopback.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=PATIENCE) as response:
        text = response.read()
    return json.loads(text) if text else None


class Receiver:
    """A webhook endpoint on loopback that keeps what it is sent."""

    def __init__(self):
        self.arrived = threading.Event()
        self.received = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.received.append(json.loads(body))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()
                receiver.arrived.set()

            def log_message(self, *_):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self):
        # By address: a root without /etc/hosts knows no names.
        return f"http://127.0.0.1:{self.server.server_port}/webhook"


def main(base_url):
    form = f"grant_type=client_credentials&client_id={CLIENT_ID}&client_secret=emulator-secret"
    granted = call(
        base_url, "POST", "/oauth2/v0/token", body=form.encode(), content_type="application/x-www-form-urlencoded"
    )
    print("a token was granted")

    receiver = Receiver()
    subscription = {
        "id": "proof",
        "topic": "public.concur.expense.report",
        "filter": ".*",
        "webHookConfig": {"endpoint": receiver.url},
    }
    body = json.dumps(subscription).encode()
    call(base_url, "PUT", "/events/v4/subscriptions/webhook", granted["access_token"], body)

    path = f"/expensereports/v4/users/{TRAVELER}/reports/{REPORT}/submit"
    call(base_url, "PATCH", path, "traveler-token", b"{}")

    if not receiver.arrived.wait(PATIENCE):
        sys.exit("no webhook arrived")
    event = receiver.received[0]
    if event["eventType"] != "statusChanged" or REPORT not in json.dumps(event):
        sys.exit(f"an odd webhook arrived: {event}")
    print(f"a webhook arrived: {event['eventType']} of {REPORT}")


if __name__ == "__main__":
    main(*sys.argv[1:])
