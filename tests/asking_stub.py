"""A server with one account that can be asked for it, as Mastodon's servers are, on a port of its own."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

CODE = "the-owner-said-yes"
TOKEN = "token-of-northpost"
CLIENT_SECRET = "secret-of-the-app"


@dataclass
class Instance:
    """What the server was told; ``account``: who signs in there; ``refuses``: codes are worth nothing."""

    url: str = ""
    account: str = "1"
    refuses: bool = False
    apps: list[dict[str, str]] = field(default_factory=list)
    exchanges: list[dict[str, str]] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)

    def asked(self, url: str) -> dict[str, str]:
        """What the address to which the browser was sent says."""
        return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


@contextmanager
def standing() -> Iterator[Instance]:
    """The server, for as long as the block lasts."""
    instance = Instance()
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), type("Handler", (_Handler,), {"instance": instance})
    )
    instance.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield instance
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _body(raw: bytes) -> dict[str, str]:
    """What was sent, as JSON or as a form."""
    if raw.startswith(b"{"):
        read: dict[str, str] = json.loads(raw)
        return read
    return {name: values[0] for name, values in parse_qs(raw.decode()).items()}


class _Handler(BaseHTTPRequestHandler):
    instance: Instance

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Says nothing."""

    def do_GET(self) -> None:
        knows = self.headers.get("authorization") == f"Bearer {TOKEN}"
        if self.path.startswith("/api/v1/accounts/verify_credentials"):
            known = {"id": self.instance.account, "acct": "northpost", "username": "northpost"}
            self._answer(*((200, known) if knows else (401, {"error": "Unauthorised"})))
        else:
            self._answer(200, [])

    def do_DELETE(self) -> None:
        self.instance.drafts.remove(self.path.rpartition("/")[2])
        self._answer(200, {})

    def do_POST(self) -> None:
        body = _body(self.rfile.read(int(self.headers.get("content-length", 0))))
        if self.path == "/api/v1/apps":
            self.instance.apps.append(body)
            made = {"client_id": "app-1", "client_secret": CLIENT_SECRET}
            self._answer(200, made)
        elif self.path == "/api/v1/statuses":
            self.instance.drafts.append("77")
            self._answer(200, {"id": "77", "scheduled_at": body["scheduled_at"]})
        else:
            self._exchange(body)

    def _exchange(self, body: dict[str, str]) -> None:
        self.instance.exchanges.append(body)
        if self.instance.refuses or body["code"] != CODE:
            words = "The authorization grant is invalid"
            self._answer(400, {"error": "invalid_grant", "error_description": words})
            return
        scope = self.instance.apps[-1]["scopes"]
        self._answer(200, {"access_token": TOKEN, "token_type": "Bearer", "scope": scope})

    def _answer(self, status: int, told: object) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
