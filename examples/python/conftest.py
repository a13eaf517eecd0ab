"""One emulator for the whole run, and a company of its own for each test: tests can run side by side and never meet."""

import os
import subprocess
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from json import loads

import pytest
import requests


@dataclass
class Company:
    """A company of the emulator, with the tokens and users of the scenario by the names that they have there."""

    url: str
    id: str
    tokens: dict
    users: dict

    def call(self, method, path, token, **options):
        headers = {"Authorization": f"Bearer {self.tokens[token]}"}
        return requests.request(method, self.url + path, headers=headers, timeout=10, **options)

    def control(self, method, path, **options):
        options.setdefault("params", {})["company"] = self.id
        answer = requests.request(method, f"{self.url}/_emulator/{path}", timeout=10, **options)
        answer.raise_for_status()
        return answer.json() if answer.content else None


@pytest.fixture(scope="session")
def emulator():
    """The address of an emulator that ends with the run."""
    program = os.environ.get("CONCUR_EMULATOR", "concur-emulator")
    process = subprocess.Popen([program, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        # It prints one line when it accepts connections: listening on http://127.0.0.1:PORT
        yield process.stdout.readline().split()[-1]
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def company(emulator):
    """A fresh company from the default scenario, gone after the test."""
    made = requests.post(f"{emulator}/_emulator/tenants", json={"fixture": "default"}, timeout=10).json()
    yield Company(emulator, made["companyId"], made["tokens"], made["users"])
    requests.delete(f"{emulator}/_emulator/tenants/{made['companyId']}", timeout=10)


@pytest.fixture
def receiver():
    """A webhook receiver: its address, and the events that it got."""
    events = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self):
            events.append(loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", events
    server.shutdown()
