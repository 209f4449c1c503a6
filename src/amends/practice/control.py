"""Rehearsals from outside: faults, tokens, rates, storms and the truth."""

from __future__ import annotations

from collections.abc import Callable

from amends.practice.answers import Answer, Problem
from amends.practice.faults import Faults
from amends.practice.life import Life
from amends.practice.limits import Bucket
from amends.practice.network import Network
from amends.practice.objects import Account, Item, Json, TokenState, Words

TOKEN_STATES: dict[object, TokenState] = {
    "valid": "valid",
    "expired": "expired",
    "revoked": "revoked",
}
Order = Callable[[Json], Answer]


def orders(network: Network, life: Life | None = None) -> dict[tuple[str, str], Order]:
    """Every control endpoint as (method, path) to what it does."""
    control = Control(network, life)
    return {
        ("GET", "/control/accounts"): control.accounts,
        ("GET", "/control/truth"): control.truth,
        ("GET", "/control/faults"): control.faults,
        ("POST", "/control/faults"): control.change_faults,
        ("POST", "/control/outage"): control.outage,
        ("POST", "/control/calm"): control.calm,
        ("POST", "/control/token"): control.token,
        ("POST", "/control/rate"): control.rate,
        ("POST", "/control/features"): control.features,
        ("POST", "/control/storm"): control.storm,
        ("POST", "/control/say"): control.say,
        ("POST", "/control/life"): control.change_life,
    }


class Control:
    """The orders a rehearsal can give a network."""

    def __init__(self, network: Network, life: Life | None) -> None:
        self.network = network
        self.life = life

    def accounts(self, _: Json) -> Answer:
        return Answer({"accounts": [self._shown(each) for each in self.network.accounts.values()]})

    def truth(self, _: Json) -> Answer:
        return Answer(self.network.truth().as_dict())

    def faults(self, _: Json) -> Answer:
        own = {each.handle: each.faults.as_dict() for each in self.network.accounts.values()}
        return Answer({"network": self.network.faults.as_dict(), "accounts": own})

    def change_faults(self, body: Json) -> Answer:
        wanted = {name: value for name, value in body.items() if name != "account"}
        faults = self._faults(body)
        try:
            faults.change(wanted)
        except ValueError as error:
            raise Problem(422, "invalid_fault", str(error)) from None
        return Answer(faults.as_dict())

    def outage(self, body: Json) -> Answer:
        faults = self._faults(body)
        faults.outage_until = self.network.clock() + _number(body, "seconds", 10.0)
        faults.outage_kind = "reset" if body.get("kind") == "reset" else "503"
        return Answer(faults.as_dict())

    def calm(self, _: Json) -> Answer:
        for faults in (self.network.faults, *(a.faults for a in self.network.accounts.values())):
            faults.calm()
        return Answer({"calm": True})

    def token(self, body: Json) -> Answer:
        account, state = self._account(body), body.get("state", "valid")
        if state not in TOKEN_STATES:
            raise Problem(422, "invalid_field", "state is one of valid, expired or revoked.")
        account.state = TOKEN_STATES[state]
        expires_in = _number(body, "expires_in", 0.0)
        account.expires_at = self.network.clock() + expires_in if expires_in else None
        fresh = body.get("token")
        account.token = fresh if isinstance(fresh, str) and fresh else account.token
        return Answer(self._shown(account))

    def rate(self, body: Json) -> Answer:
        account = self._account(body)
        per_second, burst = _number(body, "per_second", 50.0), _number(body, "burst", 200.0)
        account.bucket = Bucket(max(0.001, per_second), max(1, int(burst)))
        return Answer(self._shown(account))

    def features(self, body: Json) -> Answer:
        account = self._account(body)
        account.idempotency = body.get("idempotency") is True
        return Answer(self._shown(account))

    def storm(self, body: Json) -> Answer:
        account = self._account(body)
        try:
            report = self.network.storm(
                people=int(_number(body, "people", 50)),
                threads=int(_number(body, "threads", 10)),
                messages=int(_number(body, "messages", 200)),
                brand=account.handle,
            )
        except ValueError as error:
            raise Problem(422, "invalid_field", str(error)) from None
        seqs = {"first_seq": report.first_seq, "last_seq": report.last_seq}
        return Answer({"brand": report.brand, "messages": len(report.object_ids), **seqs})

    def say(self, body: Json) -> Answer:
        """Let a person say something: kind post, comment, message or review."""
        item = self._said(body)
        return Answer(self.network.seen(item, item.author), 201)

    def change_life(self, body: Json) -> Answer:
        """Pause life, let it go on, or change its speed."""
        if self.life is None:
            raise Problem(404, "not_found", "Nobody lives here; start with people.")
        self.life.speed = max(0.01, _number(body, "speed", self.life.speed))
        self.life.paused = body.get("paused", self.life.paused) is True
        return Answer({"speed": self.life.speed, "paused": self.life.paused})

    def _said(self, body: Json) -> Item:
        network, kind = self.network, body.get("kind")
        person = network.person(_string(body, "person"))
        words = Words(_string(body, "text"))
        if kind == "post":
            return network.post(person, words)
        if kind == "message":
            return network.message(person, self._account(body), words)
        if kind == "review":
            return network.review(
                person, self._account(body), int(_number(body, "rating", 3)), words
            )
        parent = network.items.get(_string(body, "parent"))
        if kind != "comment" or parent is None or parent.kind not in {"post", "comment"}:
            raise Problem(
                422, "invalid_field", "kind is post, message, review or comment + parent."
            )
        return network.comment(person, parent, words)

    def _account(self, body: Json) -> Account:
        handle = body.get("account", next(iter(self.network.accounts)))
        account = self.network.accounts.get(str(handle))
        if account is None:
            raise Problem(404, "not_found", "There is no such account.")
        return account

    def _faults(self, body: Json) -> Faults:
        return self._account(body).faults if body.get("account") else self.network.faults

    def _shown(self, account: Account) -> Json:
        return {
            "handle": account.handle,
            "name": account.profile.name,
            "token": account.token,
            "state": account.token_state(self.network.clock()),
            "idempotency": account.idempotency,
            "rate": {"per_second": account.bucket.per_second, "burst": account.bucket.burst},
            "events": len(account.events),
        }


def _number(body: Json, name: str, default: float) -> float:
    value = body.get(name, default)
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value < 1e9:
        raise Problem(422, "invalid_field", f"{name} is a number.", field=name)
    return value


def _string(body: Json, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Problem(422, "invalid_field", f"{name} is missing.", field=name)
    return value
