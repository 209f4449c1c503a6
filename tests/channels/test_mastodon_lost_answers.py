"""An answer to a post of ours was lost, and we said so much since that nobody can look through it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from amends.channels.adapters.mastodon import Mastodon
from amends.channels.base import Link, Outgoing
from amends.channels.conformance.worlds import no_imap, no_smtp
from amends.channels.contract import Account, Secrets, Unknown, Visibility
from amends.channels.transports import Transports

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
WORDS = "Sorry, Mira! We are looking for it now."
OURS = "1"


def status(number: int, account: str, text: str, above: str) -> dict[str, object]:
    return {
        "id": str(number),
        "created_at": NOW.isoformat(),
        "in_reply_to_id": above,
        "visibility": "public",
        "content": f"<p>{text}</p>",
        "url": f"https://social.example/{number}",
        "account": {"id": account, "acct": f"account{account}"},
    }


def storm(under: list[dict[str, object]]) -> Link:
    """An account that says something else without end; ``under``: what stands under the post."""

    def answers(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/9001/context"):
            return httpx.Response(200, json={"ancestors": [], "descendants": under})
        last = int(request.url.params.get("max_id", 900_000))
        page = [status(last - n, OURS, f"Sorry, {n}!", str(n)) for n in range(1, 41)]
        return httpx.Response(200, json=page)

    lines = Transports(httpx.MockTransport(answers), no_imap, no_smtp, lambda: NOW)
    settings = {"base_url": "https://social.example"}
    return Link(settings, Secrets({"token": "a token"}), lines, Account(OURS))


def asked() -> Outgoing:
    return Outgoing("a key", Visibility.PUBLIC, WORDS, thread="9001", reply_to="9001")


def test_it_is_found_under_what_it_answers() -> None:
    under = [status(5, "7", WORDS, "9001"), status(6, OURS, WORDS, "9001")]
    found = Mastodon().look_up(storm(under), asked(), NOW - timedelta(hours=1))
    assert found is not None
    assert found.external_id == "6"


def test_where_it_is_not_there_either_nobody_knows() -> None:
    with pytest.raises(Unknown):
        Mastodon().look_up(storm([]), asked(), NOW - timedelta(hours=1))
