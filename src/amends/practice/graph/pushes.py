"""The app's webhooks: its address checked by a challenge, batches signed as Meta signs them, tried again."""

from __future__ import annotations

import asyncio
import hmac
from collections import defaultdict
from collections.abc import Callable
from hashlib import sha256

import httpx
import orjson

from amends.practice.answers import Answer
from amends.practice.graph import ids
from amends.practice.graph.door import Call, Fault
from amends.practice.network import Network
from amends.practice.objects import Account, Event, Json

#: Meta tries at once, then less and less often for 36 hours; a rehearsal has no such patience.
PAUSES = (0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
MOST_IN_A_BATCH = 20
CHALLENGE = "1158201444"
_TAKES_PART = (httpx.HTTPError, OSError)
Telling = Callable[[Account, Event], list[Json]]


def signed(secret: str, body: bytes) -> str:
    """The value of ``X-Hub-Signature-256`` for a raw body."""
    return "sha256=" + hmac.new(secret.encode(), body, sha256).hexdigest()


class Pushes:
    """Where pushes about each kind of object go, and the tasks that bring them there."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.addresses: dict[str, str] = {}
        self.subscribed: set[tuple[str, str]] = set()
        self.fields: dict[str, list[str]] = {}
        self.delivered: list[bytes] = []
        self._telling: dict[str, Telling] = {}
        self._waiting: defaultdict[str, list[Json]] = defaultdict(list)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._woken = asyncio.Event()

    def about(self, kind: str, telling: Telling) -> None:
        """Tell of one kind of object, such as "page": ``telling`` makes an event's entries."""
        self._telling[kind] = telling

    # What the app asks for

    def register(self, call: Call) -> Answer:
        """Push one kind of object to an address from now on."""
        if not call.is_app or call.path("app") != ids.APP_ID:
            raise Fault(15, "This method must be called with an app access_token.")
        kind, url = call.text("object"), call.text("callback_url")
        checked(url, call.text("verify_token"))
        self.addresses[kind] = url
        return Answer({"success": True})

    def subscribe(self, call: Call, kind: str = "page") -> Answer:
        """An account says that the app may be told of it."""
        self.fields[call.page.handle] = call.text("subscribed_fields").split(",")
        self.subscribed.add((kind, call.page.handle))
        return Answer({"success": True})

    def addresses_told(self, call: Call) -> Answer:
        """Where the app's pushes go."""
        if not call.is_app or call.path("app") != ids.APP_ID:
            raise Fault(15, "This method must be called with an app access_token.")
        told = [
            {"object": kind, "callback_url": url, "active": True, "fields": []}
            for kind, url in self.addresses.items()
        ]
        return Answer({"data": told})

    def subscribed_apps(self, call: Call) -> Answer:
        """Which apps an account tells of itself: ours, or none."""
        if self.network.trouble(call.page).hits("dropped_subscriptions"):
            self._forget(call.page)
        fields = self.fields.get(call.page.handle, [])
        told = [{"id": ids.APP_ID, "name": "Practice desk", "subscribed_fields": fields}]
        return Answer({"data": told if fields else []})

    def told_of_businesses(self, kind: str, call: Call) -> Answer:
        """Which apps a business account tells of itself, and where."""
        if self.network.trouble(call.page).hits("dropped_subscriptions"):
            self._forget(call.page)
        app = {"id": ids.APP_ID, "name": "Practice desk", "link": "https://practice.example"}
        told = {
            "whatsapp_business_api_data": app,
            "override_callback_uri": self.addresses.get(kind),
        }
        return Answer({"data": [told] if (kind, call.page.handle) in self.subscribed else []})

    def _forget(self, account: Account) -> None:
        """The network drops what an account subscribed to, and tells nobody: that happens."""
        self.subscribed = {each for each in self.subscribed if each[1] != account.handle}
        self.fields.pop(account.handle, None)

    # What happens

    def hear(self, account: Account, event: Event) -> None:
        """Note an event for the kinds that tell of it; safe from any thread."""
        loop = self._loop
        if loop is None or self.network.trouble(account).muted():
            return
        for kind, telling in self._telling.items():
            if kind in self.addresses and (kind, account.handle) in self.subscribed:
                loop.call_soon_threadsafe(self._queue, kind, telling(account, event))

    def _queue(self, kind: str, entries: list[Json]) -> None:
        self._waiting[kind] += entries
        self._woken.set()

    async def run(self) -> None:
        """Bring what waits where it belongs, for as long as the network is served."""
        self._loop = asyncio.get_running_loop()
        self.network.listeners.append(self.hear)
        tasks: set[asyncio.Task[None]] = set()
        async with httpx.AsyncClient(timeout=10.0, trust_env=False) as client:
            try:
                while True:
                    await self._woken.wait()
                    self._woken.clear()
                    for kind in list(self._waiting):
                        for body in self._batches(kind):
                            task = asyncio.create_task(self._bring(client, kind, body))
                            tasks.add(task)
                            task.add_done_callback(tasks.discard)
            finally:
                self.network.listeners.remove(self.hear)
                for task in tasks:
                    task.cancel()

    def _batches(self, kind: str) -> list[bytes]:
        """The waiting entries as bodies; a troubled network says things twice, or the later ones first."""
        entries, self._waiting[kind] = self._waiting[kind], []
        trouble = self.network.trouble(None)
        bodies = []
        for start in range(0, len(entries), MOST_IN_A_BATCH):
            some = entries[start : start + MOST_IN_A_BATCH]
            body = written({"object": kind, "entry": some})
            bodies += [body] * (2 if trouble.hits("duplicate_deliveries") else 1)
        return list(reversed(bodies)) if trouble.hits("shuffled_deliveries") else bodies

    async def _bring(self, client: httpx.AsyncClient, kind: str, body: bytes) -> None:
        for pause in PAUSES:
            await asyncio.sleep(pause)
            if await self._try(client, kind, body):
                self.delivered.append(body)
                return

    async def _try(self, client: httpx.AsyncClient, kind: str, body: bytes) -> bool:
        trouble = self.network.trouble(None)
        signature = signed(ids.app_secret(self.network.seed), body)
        if trouble.hits("wrong_signatures"):
            signature = signature[:-4] + ("0000" if not signature.endswith("0000") else "1111")
        sent = body[: len(body) // 2] if trouble.hits("malformed_deliveries") else body
        head = {"content-type": "application/json", "x-hub-signature-256": signature}
        try:
            answer = await client.post(self.addresses[kind], content=sent, headers=head)
        except _TAKES_PART:
            return False
        return answer.status_code == 200


def written(told: Json) -> bytes:
    """JSON as Meta writes it: every character beyond ASCII escaped, in lower case; slashes too."""
    whole = orjson.dumps(told).decode()
    escaped = "".join(each if each < "\x80" else _escaped(each) for each in whole)
    return escaped.replace("/", "\\/").encode()


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def checked(url: str, verify_token: str) -> None:
    """Ask the address for the challenge that only who knows the token gives back. Raises Fault."""
    query = {
        "hub.mode": "subscribe",
        "hub.verify_token": verify_token,
        "hub.challenge": CHALLENGE,
    }
    try:
        answer = httpx.get(url, params=query, timeout=2.0, trust_env=False)
    except _TAKES_PART:
        # Meta would refuse. A rehearsal's desk connects before its own door is open, and is pushed to later.
        return
    if answer.status_code != 200 or answer.text != CHALLENGE:
        raise Fault(2200, "The URL couldn't be validated. Response does not match challenge")
