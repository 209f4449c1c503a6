"""Secrets that grow old are renewed before they end, once, and kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amends.channels.actions import live_link
from amends.channels.adapters.demo import Demo
from amends.channels.base import Link
from amends.channels.contract import Disconnected, Renewal
from amends.channels.credentials import decrypted, encrypted
from amends.channels.models import Connection
from cast import NOON, Cast, make_connection

pytestmark = pytest.mark.django_db


class Sessions(Demo):
    """A network whose sessions last an hour."""

    slug = "sessions"
    learns = ("session",)
    asked: list[str] = []
    is_closed = False

    def renew(self, link: Link) -> Renewal:
        if self.is_closed:
            raise Disconnected
        self.asked.append(link.secrets.get("session", ""))
        return Renewal({"session": f"session-{len(self.asked)}"}, NOON + timedelta(hours=2))


@pytest.fixture
def sessions() -> type[Sessions]:
    Sessions.asked, Sessions.is_closed = [], False
    return Sessions


@pytest.fixture
def old(cast: Cast, sessions: type[Sessions]) -> Connection:
    """A connection whose session must be renewed at noon."""
    return make_connection(
        cast.brand,
        "sessions",
        settings={"base_url": "http://practice.example"},
        secrets=encrypted({"token": "typed", "session": "session-0"}),
        renew_at=NOON,
    )


def _link(connection: Connection, sessions: type[Sessions], minutes: float) -> Link:
    at = NOON + timedelta(minutes=minutes)
    return live_link(connection, clock=lambda: at, channel_of=lambda _: sessions())


def test_when_even_renewing_ends_is_kept(old: Connection) -> None:
    class Consents(Sessions):
        def renew(self, link: Link) -> Renewal:
            ends = NOON + timedelta(days=60)
            return Renewal({"session": "s"}, NOON + timedelta(days=30), ends)

    live_link(old, clock=lambda: NOON, channel_of=lambda _: Consents())
    assert old.ends_at == NOON + timedelta(days=60)
    assert Connection.objects.get().ends_at == old.ends_at


def test_nobody_is_asked_before_it_is_time(old: Connection, sessions: type[Sessions]) -> None:
    link = _link(old, sessions, -0.1)
    assert link.secrets["session"] == "session-0"
    assert sessions.asked == []


def test_in_time_it_is_renewed_and_kept_beside_what_was_typed_in(
    old: Connection, sessions: type[Sessions]
) -> None:
    link = _link(old, sessions, 0)
    assert dict(link.secrets) == {"token": "typed", "session": "session-1"}
    kept = Connection.objects.get(pk=old.pk)
    assert dict(decrypted(kept.secrets)) == dict(link.secrets)
    assert kept.renew_at == NOON + timedelta(minutes=96), "after four fifths of two hours"


def test_of_two_who_ask_at_once_one_renews(old: Connection, sessions: type[Sessions]) -> None:
    seen_before = Connection.objects.get(pk=old.pk)
    _link(old, sessions, 0)
    link = _link(seen_before, sessions, 0)
    assert link.secrets["session"] == "session-1"
    assert sessions.asked == ["session-0"]


def test_a_network_that_says_no_changes_nothing(old: Connection, sessions: type[Sessions]) -> None:
    sessions.is_closed = True
    with pytest.raises(Disconnected):
        _link(old, sessions, 0)
    kept = Connection.objects.get(pk=old.pk)
    assert decrypted(kept.secrets)["session"] == "session-0"
    assert kept.renew_at == NOON
