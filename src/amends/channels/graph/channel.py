"""What every channel that speaks Graph does alike: how it calls, names failures, pages and is pushed to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from amends.channels.base import Channel, Link
from amends.channels.calls import Answer, Call
from amends.channels.contract import ChannelError, Delivery, Unknown
from amends.channels.erasing import Erases
from amends.channels.graph import batches, errors, signing
from amends.channels.wire import Wire

VERSION = "v26.0"
#: Beyond this share of what we may ask, reading stops for now and goes on from its cursor later.
ENOUGH = 90
#: So many pages are looked through for something whose answer was lost.
MOST_PAGES = 10


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of an edge: its objects, where the next begins (``""``: nowhere), how full our quota is."""

    data: tuple[Wire, ...]
    after: str
    used: int = 0


class GraphChannel(Channel, Erases):
    """A network behind the Graph API.

    Its adapter has a setting ``base_url``, and the secrets ``token``, ``app_secret`` and ``verify_token``
    (``token_secret`` names another one for the token).
    """

    token_secret: ClassVar[str] = "token"  # noqa: S105 - the name of a secret, not a secret

    # How it is called

    def base_url(self, link: Link) -> str:
        return f"{link.settings['base_url'].rstrip('/')}/{VERSION}"

    def token(self, link: Link) -> str:
        """The token that calls are made with."""
        return link.secrets.get(self.token_secret, "")

    def headers(self, link: Link) -> Mapping[str, str]:
        return {"authorization": f"Bearer {self.token(link)}"}

    def explain(self, answer: Answer) -> str:
        return errors.words(answer)

    def disconnects(self, answer: Answer) -> bool:
        return super().disconnects(answer) or errors.disconnects(answer)

    def named(self, answer: Answer, call: Call, detail: str, now: datetime) -> ChannelError | None:
        return errors.failure(answer, call, detail, now)

    def call(self, link: Link, call: Call) -> Answer:
        """As `Channel.call`, with the proof that we know the app's secret beside our own token."""
        secret, token = link.secrets.get("app_secret", ""), self.token(link)
        if secret and token and "authorization" not in call.headers:
            query = {**call.query, "appsecret_proof": signing.proof(secret, token)}
            call = replace(call, query=query)
        return super().call(link, call)

    def asked(self, link: Link, path: str, **query: str) -> Wire:
        """One object."""
        return Wire(self.call(link, Call("GET", path, query=query)).json, "the answer")

    def listed(self, link: Link, path: str, after: str = "", **query: str) -> Listing:
        """One page of an edge, from the cursor ``after`` on."""
        where = {**query, "after": after} if after else query
        answer = self.call(link, Call("GET", path, query=where))
        told = Wire(answer.json, "the answer")
        return Listing(
            tuple(told.each("data")), following(told, after), errors.used(answer.headers)
        )

    def looked_through(self, link: Link, path: str, **query: str) -> Iterator[Listing]:
        """An edge page by page. Raises Unknown at the end of what can be looked through, if not of all."""
        after = ""
        for _ in range(MOST_PAGES):
            found = self.listed(link, path, after, **query)
            yield found
            if not found.after:
                return
            after = found.after
        raise Unknown("More stands there than could be looked through.")

    # Pushes

    def verify(self, link: Link, delivery: Delivery, now: datetime) -> None:  # noqa: ARG002 - no time is signed
        signing.verify(link.secrets.get("app_secret", ""), delivery)

    def delivery_key(self, body: bytes, headers: Mapping[str, str]) -> str:  # noqa: ARG002 - none names it
        return batches.delivery_key(body)

    def challenge(self, link: Link, query: Mapping[str, str]) -> str | None:
        return signing.challenge(link.secrets.get("verify_token", ""), query)

    def whose(self, link: Link, form: Mapping[str, str]) -> str:
        secret = link.secrets.get("app_secret", "")
        return batches.known(
            signing.signed_request(secret, form.get("signed_request", "")), "user_id"
        )


def following(told: Wire, before: str) -> str:
    """The cursor after a page of an edge; ``""`` on the last one.

    ``paging.next`` is a whole address with the token in it: it says only that there is more. Raises
    Malformed for a cursor that does not move on.
    """
    if "paging" not in told:
        return ""
    paging = told.inner("paging")
    if not paging.maybe_text("next") or "cursors" not in paging:
        return ""
    after = paging.inner("cursors").maybe_text("after")
    if after and after == before:
        raise paging.wrong("cursors.after", "does not move on")
    return after
