"""The webhooks of the practice X: an address is checked, events are signed, and tried a few times."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field

import httpx
import orjson

from amends.practice.answers import Answer
from amends.practice.objects import Account, Event
from amends.practice.x import ids, shapes
from amends.practice.x.door import Call, Desk, Fault
from amends.practice.x.tokens import push_signature

#: X tries three times within five minutes; a rehearsal has no such patience.
PAUSES = (0.0, 1.0, 4.0)
_HEADER = "x-twitter-webhooks-signature"


@dataclass(slots=True)
class Pushing:
    """Registers addresses and pushes what happens to them while the network is served."""

    desk: Desk
    delivered: list[bytes] = field(default_factory=list)
    _loop: asyncio.AbstractEventLoop | None = None
    _waiting: asyncio.Queue[tuple[str, Account, Event]] = field(default_factory=asyncio.Queue)

    # What the app asks for

    def listed(self, call: Call) -> Answer:
        if call.network.trouble(None).hits("dropped_subscriptions"):
            call.desk.distrusted.update(call.desk.webhooks)
        told = [
            _shown(number, url, is_valid=number not in call.desk.distrusted)
            for number, url in call.desk.webhooks.items()
        ]
        return Answer({"data": told, "meta": {"result_count": len(told)}})

    def register(self, call: Call) -> Answer:
        """Take an address that answers X's check."""
        url = call.text("url")
        self._check(url)
        number = str(10**12 + len(call.desk.webhooks) + 1)
        call.desk.webhooks[number] = url
        return Answer({"data": _shown(number, url)})

    def check_again(self, call: Call) -> Answer:
        url = call.desk.webhooks.get(call.path("id"))
        if url is None:
            raise Fault(404, "There is no such webhook.")
        self._check(url)
        call.desk.distrusted.discard(call.path("id"))
        return Answer({"data": {"valid": True}})

    def subscriptions(self, call: Call) -> Answer:
        """What is pushed where, about whom."""
        told = [
            {
                "subscription_id": str(number),
                "event_type": kind,
                "filter": {"user_id": about},
                "webhook_id": hook,
                "tag": "",
            }
            for number, (hook, about, kind) in enumerate(sorted(call.desk.subscribed), 1)
        ]
        return Answer({"data": told})

    def subscribe(self, call: Call) -> Answer:
        """Push one kind of event about the caller's account to an address."""
        kind, hook = call.text("event_type"), call.text("webhook_id")
        wanted = call.body.get("filter")
        named = str(wanted.get("user_id")) if isinstance(wanted, dict) else ""
        # Whatever is public may be asked for about anybody; that somebody deletes is.
        is_open = named == ids.of_profile(call.me.profile) or kind == "post.delete"
        if hook not in call.desk.webhooks or not is_open:
            raise Fault(400, "The filter or the webhook of this subscription is not valid.")
        if (hook, named, kind) in call.desk.subscribed:
            raise Fault(400, "This subscription exists already.")
        call.desk.subscribed.add((hook, named, kind))
        told = {"subscription_id": str(len(call.desk.subscribed)), "event_type": kind}
        return Answer({"data": {"subscription": {**told, "filter": wanted, "webhook_id": hook}}})

    def unsubscribe(self, call: Call) -> Answer:
        """Let go of subscriptions by their ids, as `subscriptions` tells them."""
        gone = set(call.query("ids").split(","))
        known = {str(number): each for number, each in enumerate(sorted(call.desk.subscribed), 1)}
        call.desk.subscribed = {each for number, each in known.items() if number not in gone}
        told = [{"subscription_id": each, "deleted": True} for each in gone if each in known]
        return Answer({"data": told, "meta": {"total_subscriptions": len(call.desk.subscribed)}})

    def _check(self, url: str) -> None:
        token = secrets.token_urlsafe(16)
        expected = push_signature(self.desk.network.seed, token.encode())
        try:
            answer = httpx.get(url, params={"crc_token": token}, timeout=5.0, trust_env=False)
            told = answer.json().get("response_token") if answer.status_code == 200 else None
        except (httpx.HTTPError, ValueError, AttributeError):
            told = None
        if told != expected:
            raise Fault(400, "Your webhook did not answer the CRC check.")

    # What happens

    def hear(self, account: Account, event: Event) -> None:
        """Note an event for every address that wants it; safe from any thread."""
        if self._loop is None or self.desk.network.trouble(account).muted():
            return
        for hook in list(self.desk.webhooks):
            self._loop.call_soon_threadsafe(self._waiting.put_nowait, (hook, account, event))

    async def run(self) -> None:
        """Push until cancelled."""
        self._loop = asyncio.get_running_loop()
        self.desk.network.listeners.append(self.hear)
        tasks: set[asyncio.Task[None]] = set()
        async with httpx.AsyncClient(timeout=10.0, trust_env=False) as client:
            try:
                while True:
                    hook, account, event = await self._waiting.get()
                    for body in self._bodies(hook, account, event):
                        task = asyncio.create_task(self._bring(client, hook, account, body))
                        tasks.add(task)
                        task.add_done_callback(tasks.discard)
            finally:
                self.desk.network.listeners.remove(self.hear)
                for task in tasks:
                    task.cancel()

    def _bodies(self, hook: str, account: Account, event: Event) -> list[bytes]:
        told = shapes.envelope(self.desk.network, account, event)
        data = told.get("data") if told else None
        if not told or not isinstance(data, dict):
            return []
        kind = data.get("event_type")
        about = [ids.of_profile(account.profile), *shapes.deleted_by(told)]
        wanted = [each for each in about if (hook, each, kind) in self.desk.subscribed]
        if not wanted:
            return []
        data["filter"] = {"user_id": wanted[-1]}
        self.desk.charged[_UNITS.get(str(kind), "event free")] += 1
        twice = self.desk.network.trouble(account).hits("duplicate_deliveries")
        return [orjson.dumps(told)] * (2 if twice else 1)

    async def _bring(
        self, client: httpx.AsyncClient, hook: str, account: Account, body: bytes
    ) -> None:
        trouble = self.desk.network.trouble(account)
        if trouble.hits("shuffled_deliveries"):
            await asyncio.sleep(self.desk.network.rng.uniform(0.05, 0.4))
        for pause in PAUSES:
            await asyncio.sleep(pause)
            if await self._try(client, hook, account, body):
                self.delivered.append(body)
                return

    async def _try(
        self, client: httpx.AsyncClient, hook: str, account: Account, body: bytes
    ) -> bool:
        trouble = self.desk.network.trouble(account)
        sent = body[: len(body) // 2] if trouble.hits("malformed_deliveries") else body
        signed = push_signature(self.desk.network.seed, sent)
        if trouble.hits("wrong_signatures"):
            signed = push_signature(self.desk.network.seed, sent + b" ")
        head = {"content-type": "application/json", _HEADER: signed}
        try:
            answer = await client.post(self.desk.webhooks[hook], content=sent, headers=head)
        except (httpx.HTTPError, OSError):
            return False
        return answer.status_code == 200


_UNITS = {
    "dm.received": "message read",
    "post.create": "post read",
    "post.mention.create": "post read",
}


def _shown(number: str, url: str, *, is_valid: bool = True) -> dict[str, object]:
    return {"id": number, "url": url, "valid": is_valid, "created_at": "2026-11-21T09:00:00.000Z"}
