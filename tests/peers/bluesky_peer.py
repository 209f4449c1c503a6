"""A real Bluesky on this machine: the PDS and the AppView that Bluesky runs, and people who live there.

Tests ask for the fixture ``bluesky``; it is skipped by name where the set-up could not install it.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright._impl._driver import compute_driver_executable

from amends.project.postgres import EmbeddedPostgres
from peers.own_servers import PEERS, environment, eventually, require

_HERE = Path(__file__).parent / "bluesky"
PASSWORD = "kept-between-us"
_POST = "app.bsky.feed.post"
_CHAT = {"atproto-proxy": "did:web:api.bsky.chat#bsky_chat"}


@dataclass
class Citizen:
    """Somebody with an account there, and an app that is not ours."""

    host: Bluesky
    handle: str
    did: str
    token: str = field(repr=False)

    def ask(self, method: str, *, headers: dict[str, str] | None = None, **query: Any) -> Any:
        """A query of the network. Raises for anything but a 200."""
        answer = self.host.http.get(f"/xrpc/{method}", params=query, headers=self._headers(headers))
        return answer.raise_for_status().json()

    def do(self, method: str, told: Any, *, headers: dict[str, str] | None = None) -> Any:
        """A procedure of the network."""
        answer = self.host.http.post(f"/xrpc/{method}", json=told, headers=self._headers(headers))
        return answer.raise_for_status().json() if answer.content else None

    def post(
        self, text: str, *, naming: Citizen | None = None, to: Any = None, quoting: Any = None
    ) -> dict[str, str]:
        """A post: its ``uri`` and ``cid``; ``to``: (root, parent); a name only tells with its facet.

        Nobody answers or quotes what they cannot see: the AppView must know that first, and tells nobody
        of an answer or a quote that it indexed before what it is about.
        """
        seen = [*(to or ()), *([quoting] if quoting else [])]
        eventually(lambda: self.sees(*seen))
        return self.keep(self.record(text, naming=naming, to=to, quoting=quoting))

    def record(
        self, text: str, *, naming: Citizen | None = None, to: Any = None, quoting: Any = None
    ) -> dict[str, Any]:
        """What a post holds."""
        record: dict[str, Any] = {"$type": _POST, "text": text, "createdAt": _now()}
        if naming is not None:
            name = f"@{naming.handle}".encode()
            start = text.encode().index(name)
            record["facets"] = [
                {
                    "index": {"byteStart": start, "byteEnd": start + len(name)},
                    "features": [{"$type": "app.bsky.richtext.facet#mention", "did": naming.did}],
                }
            ]
        if to is not None:
            record["reply"] = {"root": to[0], "parent": to[1]}
        if quoting is not None:
            record["embed"] = {"$type": "app.bsky.embed.record", "record": quoting}
        return record

    def keep(self, record: dict[str, Any]) -> dict[str, str]:
        """A record in their repository: its ``uri`` and ``cid``."""
        told = {"repo": self.did, "collection": record["$type"], "record": record}
        kept = self.do("com.atproto.repo.createRecord", told)
        return {"uri": kept["uri"], "cid": kept["cid"]}

    def like(self, post: dict[str, str]) -> None:
        self.keep({"$type": "app.bsky.feed.like", "subject": post, "createdAt": _now()})

    def block(self, other: Citizen) -> None:
        """From now on neither sees what the other posts."""
        self.keep({"$type": "app.bsky.graph.block", "subject": other.did, "createdAt": _now()})

    def delete(self, uri: str) -> None:
        key = uri.rpartition("/")[2]
        told = {"repo": self.did, "collection": _POST, "rkey": key}
        self.do("com.atproto.repo.deleteRecord", told)

    def answers_to(self, uri: str) -> list[Any]:
        """The posts right under a post, as everybody sees them."""
        thread = self.ask("app.bsky.feed.getPostThread", uri=uri)["thread"]
        return [each["post"] for each in thread.get("replies", [])]

    def sees(self, *posts: dict[str, str]) -> bool:
        """Whether the AppView shows them all of these posts."""
        uris = [each["uri"] for each in posts]
        if not uris:
            return True
        shown = self.ask("app.bsky.feed.getPosts", uris=uris)["posts"]
        return {each["uri"] for each in shown} == set(uris)

    def notices(self) -> list[Any]:
        found: list[Any] = self.ask("app.bsky.notification.listNotifications")["notifications"]
        return found

    def has_notices(self, count: int, reason: str = "") -> list[Any]:
        """Waits until the AppView has told of so many, of any reason or of one."""

        def told() -> list[Any]:
            found = [each for each in self.notices() if reason in {"", each["reason"]}]
            return found if len(found) >= count else []

        return eventually(told)

    def chats(self) -> list[Any]:
        """All messages of all their chats, newest first in each."""
        convos = self.ask("chat.bsky.convo.listConvos", headers=_CHAT)["convos"]
        return [
            message
            for convo in convos
            for message in self.ask(
                "chat.bsky.convo.getMessages", headers=_CHAT, convoId=convo["id"]
            )["messages"]
        ]

    def say(self, other: Citizen, text: str) -> Any:
        """A chat message."""
        found = self.ask("chat.bsky.convo.getConvoForMembers", headers=_CHAT, members=other.did)
        told = {"convoId": found["convo"]["id"], "message": {"text": text}}
        return self.do("chat.bsky.convo.sendMessage", told, headers=_CHAT)

    def take_no_chats(self) -> None:
        self.do("chat.bsky.convo.close", {}, headers=_CHAT)

    def app_password(self) -> str:
        """One that may also read and answer chats."""
        told = {"name": f"desk {uuid.uuid4().hex[:8]}", "privileged": True}
        return str(self.do("com.atproto.server.createAppPassword", told)["password"])

    def _headers(self, more: dict[str, str] | None) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token}", **(more or {})}


@dataclass
class Bluesky:
    """The network; whoever joins has a handle of their own."""

    pds: str
    http: httpx.Client = field(repr=False)

    def join(self, name: str) -> Citizen:
        handle = f"{name}-{uuid.uuid4().hex[:6]}.test"
        told = {"handle": handle, "email": f"{handle}@mail.example", "password": PASSWORD}
        answer = self.http.post("/xrpc/com.atproto.server.createAccount", json=told)
        account = answer.raise_for_status().json()
        citizen = Citizen(self, handle, account["did"], account["accessJwt"])
        # The AppView hears of a new account a moment later.
        eventually(lambda: self._knows(citizen))
        return citizen

    def _knows(self, citizen: Citizen) -> bool:
        query = {"actor": citizen.did}
        headers = {"authorization": f"Bearer {citizen.token}"}
        path = "/xrpc/app.bsky.actor.getProfile"
        return self.http.get(path, params=query, headers=headers).status_code == 200


@pytest.fixture(scope="module")
def bluesky() -> Iterator[Bluesky]:
    modules = require(PEERS / "bluesky" / "node_modules", "A real Bluesky")
    node, _ = compute_driver_executable()
    with tempfile.TemporaryDirectory(prefix="amends-bluesky-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        quick = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        with (
            EmbeddedPostgres(folder / "postgres", quick) as database,
            (folder / "log").open("w") as log,
        ):
            process = subprocess.Popen(
                [node, str(_HERE / "network.mjs"), str(modules), database.url],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=environment(
                    TMPDIR=name,
                    NODE_NO_WARNINGS="1",
                    LOG_ENABLED="false",
                    NODE_COMPILE_CACHE=str(PEERS / "compiled"),
                ),
                text=True,
            )
            try:
                standing = _standing(process, folder / "log")
                with standing.http:
                    yield standing
            finally:
                process.kill()
                process.communicate()


def _standing(process: subprocess.Popen[str], log: Path) -> Bluesky:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, f"Bluesky did not start: {log.read_text()[-3000:]}"
    told = json.loads(line)
    return Bluesky(told["pds"], httpx.Client(base_url=told["pds"], timeout=20))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
