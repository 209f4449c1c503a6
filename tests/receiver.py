"""A program that is told: a real server here, which checks every signature and remembers what it took."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from amends.channels.plain import signing


class Receiver:
    """Answers with ``statuses`` first, then with 204; keeps what was signed by one of its secrets."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.headers: dict[str, str] = {}
        self.requests: list[tuple[dict[str, str], bytes]] = []

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/told"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def ids(self) -> list[str]:
        """The id of each request, as they came."""
        return [headers[signing.ID] for headers, _ in self.requests]

    @property
    def topics(self) -> list[str]:
        """What each request told of."""
        return [json.loads(body)["type"] for _, body in self.requests]

    def told(self, secrets: Sequence[str], now: datetime) -> list[dict[str, Any]]:
        """What came, each checked against its signature. Raises Refused for a wrong one."""
        for headers, body in self.requests:
            signing.check(secrets, headers, body, now)
        return [json.loads(body) for _, body in self.requests]


def _handler(outer: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            outer.requests.append((headers, body))
            self.send_response(outer.statuses.pop(0) if outer.statuses else 204)
            for name, value in outer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    return Handler
