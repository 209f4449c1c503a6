"""Customers' pictures and files are fetched before networks' links end, and never in anybody's way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from procrastinate.contrib.django.models import ProcrastinateJob

from amends.audit.models import Entry
from amends.channels.adapters.demo import Demo
from amends.channels.base import Link
from amends.channels.conformance.worlds import Nowhere
from amends.channels.contract import (
    Author,
    ChannelError,
    Gone,
    Media,
    Refused,
    Said,
    Secrets,
    ThreadKind,
    ThreadRef,
    Unreachable,
)
from amends.channels.models import Connection, ConnectionState
from amends.inbox.actions import fetch_files
from amends.inbox.actions.take_in import take_in
from amends.inbox.models import Attachment, Message
from amends.refusals import NotAllowed, NotFound
from cast import NOON, Cast, make_brand, make_connection

pytestmark = pytest.mark.django_db
LINK = Link({}, Secrets(), Nowhere(NOON).transports)
URL = "https://files.example/box.jpg"


@dataclass
class Keeps(Demo):
    """A network that hands out files, or fails to."""

    answers: list[Media | ChannelError] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def file(self, link: Link, url: str) -> Media:
        self.asked.append(url)
        answer = self.answers.pop(0)
        if isinstance(answer, ChannelError):
            raise answer
        return answer


PICTURE = Media(content_type="image/png", content=b"a broken box")


@pytest.fixture
def attachment(connection: Connection) -> Attachment:
    """A picture of which the network told only the address."""
    told = Said(
        "m1",
        ThreadRef("t1", ThreadKind.POST, is_public=True),
        Author("mira"),
        "Look!",
        NOON,
        media=(Media(url=URL, content_type="image/*", alt_text="A box"),),
    )
    take_in(connection=connection, items=[told], now=NOON)
    return Attachment.objects.get()


def fetched(connection: Connection, *answers: Media | ChannelError, at: timedelta) -> Keeps:
    channel = Keeps(list(answers))
    fetch_files.fetch(connection=connection, channel=channel, link=LINK, now=NOON + at)
    return channel


def test_a_file_is_asked_for_when_its_message_comes_and_then_kept(
    connection: Connection, attachment: Attachment
) -> None:
    asked = ProcrastinateJob.objects.filter(task_name="inbox.fetch_files")
    assert [each.args for each in asked] == [{"connection_id": connection.pk}]
    assert fetch_files.connections_waiting(NOON) == [connection.pk]
    assert fetched(connection, PICTURE, at=timedelta()).asked == [URL]
    attachment.refresh_from_db()
    assert (attachment.content_type, attachment.size) == ("image/png", 12)
    with default_storage.open(attachment.path) as kept:
        assert kept.read() == b"a broken box"
    assert fetched(connection, at=timedelta(days=1)).asked == []


def test_a_network_that_is_away_is_asked_again_and_at_last_given_up(
    connection: Connection, attachment: Attachment
) -> None:
    at = timedelta()
    for wait in fetch_files.WAITS:
        fetched(connection, Unreachable("away"), at=at)
        assert fetched(connection, at=at + wait - timedelta(seconds=1)).asked == []
        at += wait
    fetched(connection, Unreachable("away"), at=at)
    attachment.refresh_from_db()
    assert (attachment.fetch_at, attachment.path) == (None, "")
    assert "away" in attachment.problem


@pytest.mark.parametrize(
    "answer",
    [Gone("it is gone"), Refused("no"), Media(content_type="text/html", content=b"<p>Sign in")],
)
def test_what_cannot_be_had_is_said_at_once(
    connection: Connection, attachment: Attachment, answer: Media | ChannelError
) -> None:
    fetched(connection, answer, at=timedelta())
    attachment.refresh_from_db()
    assert attachment.problem
    assert attachment.fetch_at is None


def test_a_person_has_it_tried_again(
    cast: Cast, connection: Connection, attachment: Attachment
) -> None:
    fetched(connection, Gone("it is gone"), at=timedelta())
    by = cast.actor(cast.ada)
    fetch_files.again(by=by, attachment=attachment, now=NOON)
    assert Entry.objects.filter(action="inbox.fetch_file_again").exists()
    fetched(connection, PICTURE, at=timedelta())
    attachment.refresh_from_db()
    assert attachment.path
    assert not attachment.problem
    with pytest.raises(fetch_files.FileIsKept):
        fetch_files.again(by=by, attachment=attachment, now=NOON)


def test_nobody_else_has_it_tried_again(cast: Cast, attachment: Attachment) -> None:
    with pytest.raises(NotAllowed):
        fetch_files.again(by=cast.actor(cast.vera), attachment=attachment, now=NOON)
    attachment.brand = make_brand("Linden Lane")
    with pytest.raises(NotFound):
        fetch_files.again(by=cast.actor(cast.ada), attachment=attachment, now=NOON)


def test_a_paused_account_and_others_files_are_left_alone(
    cast: Cast, connection: Connection, attachment: Attachment
) -> None:
    other = make_connection(cast.brand, channel="x")
    assert fetched(other, at=timedelta()).asked == []
    Connection.objects.filter(pk=connection.pk).update(state=ConnectionState.PAUSED)
    assert fetch_files.connections_waiting(NOON) == []


def test_a_message_that_was_erased_meanwhile_stays_so(
    connection: Connection, attachment: Attachment
) -> None:
    class Erasing(Keeps):
        def file(self, link: Link, url: str) -> Media:
            Message.objects.all().update(text="")
            Attachment.objects.all().delete()
            return super().file(link, url)

    channel = Erasing([PICTURE])
    fetch_files.fetch(connection=connection, channel=channel, link=LINK, now=NOON)
    assert not Attachment.objects.exists()
