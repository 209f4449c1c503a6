"""Somewhere for webhooks to land."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Doormat:
    """What a webhook's receiver got, and what it answers (200 when nothing is planned)."""

    url: str
    got: list[tuple[str, bytes]] = field(default_factory=list)
    planned: list[int] = field(default_factory=list)
    most_at_once: int = 0


@contextmanager
def laid_out() -> Iterator[Doormat]:
    mat = Doormat("")
    lock = threading.Lock()
    busy: list[int] = []

    class Receiver(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def do_POST(self) -> None:
            with lock:
                busy.append(1)
                mat.most_at_once = max(mat.most_at_once, len(busy))
            body = self.rfile.read(int(self.headers["Content-Length"]))
            threading.Event().wait(0.01)
            with lock:
                busy.pop()
                mat.got.append((self.headers["X-Practice-Signature"], body))
                status = mat.planned.pop(0) if mat.planned else 200
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002

    with ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        server.daemon_threads = True
        mat.url = f"http://127.0.0.1:{server.server_port}/hook"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield mat
        server.shutdown()
        thread.join()
