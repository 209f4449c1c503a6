"""A web part that answers every request with its process id."""

from __future__ import annotations

import http.server
import os
import socket


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers with who it is."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(str(os.getpid()).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


door = socket.socket(fileno=int(os.environ["AMENDS_DOOR"]))
server = http.server.HTTPServer(("", 0), Handler, bind_and_activate=False)
server.socket = door
server.serve_forever()
