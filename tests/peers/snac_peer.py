"""A real server of the fediverse on this machine (snac2, which speaks Mastodon's API), and people on it.

Tests ask for the fixture ``fediverse``; it is skipped by name where the set-up could not get snac2. snac is a
sparse server: no streams, no idempotency keys, no Link headers, and what is direct comes back as private.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from peers.own_servers import PEERS, environment, eventually, free_port, require

_OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"


@dataclass
class Neighbour:
    """Somebody with an account there, and an app that is not ours."""

    host: Fediverse
    name: str
    token: str = field(repr=False)
    password: str = field(repr=False)

    @property
    def address(self) -> str:
        return f"{self.name}@{self.host.domain}"

    def ask(self, path: str, **query: Any) -> Any:
        """A query of the server. Raises for anything but a 200."""
        answer = self.host.http.get(f"/api/v1/{path}", params=query, headers=self._headers())
        return answer.raise_for_status().json()

    def post(self, text: str, *, to: str = "", visibility: str = "public") -> dict[str, Any]:
        """A post; ``to``: the id of what it answers."""
        told = {"status": text, "visibility": visibility, **({"in_reply_to_id": to} if to else {})}
        answer = self.host.http.post("/api/v1/statuses", json=told, headers=self._headers())
        kept: dict[str, Any] = answer.raise_for_status().json()
        return kept

    def edit(self, id_: str, text: str) -> None:
        path = f"/api/v1/statuses/{id_}"
        self.host.http.put(path, json={"status": text}, headers=self._headers()).raise_for_status()

    def delete(self, uri: str) -> None:
        """Takes a post away on the server's own page: its API cannot."""
        told = {"id": uri, "action": "Delete", "actor": "", "group": "", "redir": ""}
        path = f"/{self.name}/admin/action"
        answer = self.host.http.post(path, data=told, auth=(self.name, self.password))
        assert answer.status_code < 400, answer.text

    def answers_to(self, id_: str) -> list[Any]:
        """What stands under a post, as this person sees it."""
        found: list[Any] = self.ask(f"statuses/{id_}/context")["descendants"]
        return found

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token}"}


@dataclass
class Fediverse:
    """The server; whoever joins has a name of their own."""

    url: str
    folder: Path
    program: Path
    http: httpx.Client = field(repr=False)

    @property
    def domain(self) -> str:
        return self.url.partition("://")[2]

    def join(self, name: str) -> Neighbour:
        name = f"{name}{uuid.uuid4().hex[:6]}"
        command = [str(self.program), "adduser", str(self.folder), name]
        told = subprocess.run(
            command, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL
        )
        password = re.search(r"User password is (\S+)", told.stdout + told.stderr)
        assert password is not None
        return Neighbour(self, name, self._token(name, password[1]), password[1])

    def _token(self, name: str, password: str) -> str:
        """As an app gets one: it registers, the person signs in, and the code becomes a token."""
        app = {"client_name": "An app", "redirect_uris": _OUT_OF_BAND, "scopes": "read write"}
        kept = self.http.post("/api/v1/apps", data=app).raise_for_status().json()
        signed_in = self.http.post(
            "/oauth/x-snac-login",
            data={
                "login": name,
                "passwd": password,
                "redir": _OUT_OF_BAND,
                "cid": kept["client_id"],
                "state": "",
            },
        )
        code = signed_in.raise_for_status().text.strip()
        assert code.isalnum(), code
        asked = {
            "grant_type": "authorization_code",
            "client_id": kept["client_id"],
            "client_secret": kept["client_secret"],
            "redirect_uri": _OUT_OF_BAND,
            "code": code,
        }
        return str(
            self.http.post("/oauth/token", data=asked).raise_for_status().json()["access_token"]
        )


@pytest.fixture(scope="module")
def fediverse() -> Iterator[Fediverse]:
    program = require(PEERS / "snac2" / "usr" / "bin" / "snac", "snac2")
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="amends-snac-") as name:
        folder = Path(name) / "data"
        _make(program, folder, port)
        with (Path(name) / "log").open("w") as log:
            command = [str(program), "httpd", str(folder)]
            process = subprocess.Popen(command, stdout=log, stderr=log, env=environment())
            # It closes every line after its answer without saying so.
            once = {"connection": "close"}
            http = httpx.Client(base_url=f"http://localhost:{port}", timeout=20, headers=once)
            try:
                eventually(lambda: _answers(http))
                yield Fediverse(f"http://localhost:{port}", folder, program, http)
            finally:
                http.close()
                process.terminate()
                process.wait(10)


def _make(program: Path, folder: Path, port: int) -> None:
    answers = f"127.0.0.1\n{port}\nlocalhost:{port}\n\n\n"
    subprocess.run(
        [str(program), "init", str(folder)],
        input=answers,
        text=True,
        check=True,
        capture_output=True,
    )
    path = folder / "server.json"
    told = {
        **json.loads(path.read_text()),
        "protocol": "http",
        "disable_sandbox": True,
        "num_threads": 16,
    }
    path.write_text(json.dumps(told))


def _answers(http: httpx.Client) -> bool:
    try:
        return http.get("/api/v1/instance").status_code == 200
    except httpx.TransportError:
        return False
