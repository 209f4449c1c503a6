"""The live feed: who may listen, what is heard, and what happens when anything breaks."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection as database
from django.db import transaction

import loops
from amends.inbox.actions import bell
from amends.listening.tasks.line import open_line
from amends.staff.models import Membership, User
from amends.web.live import entrance, hub, notices
from amends.web.live.door import LiveDoor
from amends.web.live.hub import Hub, Pass
from amends.web.live.line import Line
from amends.web.live.notices import Notice
from cast import Cast, make_brand

HERE = {"host": "testserver"}


def cookie_of(user: User) -> str:
    """The Cookie header of somebody who signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"sessionid={session.session_key}"


# ------------------------------------------------------------------------------------ notices


def test_notices_are_read_and_nonsense_is_none() -> None:
    assert notices.parsed(bell.payload(7, [2, 1], [3])) == Notice(
        7, frozenset({1, 2}), frozenset({3})
    )
    assert notices.parsed(bell.payload(7, range(500), [])) == Notice(7, None, frozenset())
    for nonsense in ("", "[]", "{}", '{"brand":"x","cases":[],"here":[]}', "null"):
        assert notices.parsed(nonsense) is None


def test_two_notices_are_one_and_too_many_are_many() -> None:
    one, other = Notice(7, frozenset({1})), Notice(7, frozenset({2}), frozenset({3}))
    assert one.and_also(other) == Notice(7, frozenset({1, 2}), frozenset({3}))
    assert one.and_also(Notice(7, None)).cases is None
    crowd = Notice(7, frozenset(range(notices.MOST_NAMED)))
    assert crowd.and_also(Notice(7, frozenset({10_000}))).cases is None


# ---------------------------------------------------------------------------------------- hub


def a_pass(user_id: int = 1, brand_id: int = 7) -> Pass:
    return Pass(user_id, brand_id, "northpost", "key")


def test_the_first_change_is_told_at_once_and_the_next_ones_in_one() -> None:
    async def listen() -> list[bytes | None]:
        lobby = Hub()
        stream = lobby.join(a_pass())
        elsewhere = lobby.join(a_pass(brand_id=8))
        assert stream is not None
        assert elsewhere is not None
        for case in (1, 2, 3):
            lobby.publish(Notice(7, frozenset({case})))
        first = await stream.next()
        began = time.monotonic()
        second = await stream.next()
        assert time.monotonic() - began >= hub.BREATH_SECONDS / 2
        elsewhere.end()
        return [first, second, await elsewhere.next()]

    first, second, other = loops.run(listen())
    assert first == notices.changed(Notice(7, frozenset({1})), 1)
    assert second == notices.changed(Notice(7, frozenset({2, 3})), 2)
    assert other is None


def test_a_page_that_reads_slowly_is_told_to_look_at_everything() -> None:
    async def listen() -> bytes | None:
        stream = Hub().join(a_pass())
        assert stream is not None
        for number in range(hub.MOST_WAITING + 1):
            stream.tell(b"%d" % number)
        return await stream.next()

    assert loops.run(listen()) == notices.resync()


def test_one_person_has_so_many_streams_and_no_more() -> None:
    async def listen() -> None:
        lobby = Hub()
        streams = [lobby.join(a_pass()) for _ in range(hub.MOST_OF_ONE)]
        assert lobby.join(a_pass()) is None
        assert lobby.join(a_pass(user_id=2)) is not None
        assert streams[0] is not None
        lobby.leave(streams[0])
        assert lobby.join(a_pass()) is not None

    loops.run(listen())


# ----------------------------------------------------------------------------------- entrance


@pytest.mark.django_db
def test_a_member_comes_in_and_nobody_else(cast: Cast) -> None:
    slug = cast.brand.slug
    found = entrance.admitted(cookie_of(cast.ada), slug)
    assert (found.user_id, found.brand_id) == (cast.ada.pk, cast.brand.pk)
    for cookie in ("", "sessionid=", "sessionid=unknown", "nonsense"):
        with pytest.raises(entrance.NotSignedIn):
            entrance.admitted(cookie, slug)
    for other in (make_brand("Other").slug, "nowhere"):
        with pytest.raises(entrance.NotFound):
            entrance.admitted(cookie_of(cast.ada), other)


@pytest.mark.django_db
def test_who_is_removed_signed_out_or_closed_may_not_stay(cast: Cast) -> None:
    def comes() -> Pass:
        return entrance.admitted(cookie_of(cast.ada), cast.brand.slug)

    holder = comes()
    assert entrance.may_stay(holder)
    SessionStore(holder.session_key).flush()
    assert not entrance.may_stay(holder)
    holder = comes()
    User.objects.filter(pk=cast.ada.pk).update(is_active=False)
    assert not entrance.may_stay(holder)
    User.objects.filter(pk=cast.ada.pk).update(is_active=True)
    Membership.objects.filter(user=cast.ada).delete()
    assert not entrance.may_stay(holder)


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "elsewhere.example"},
        {},
        {**HERE, "origin": "https://elsewhere.example"},
        {**HERE, "origin": "null"},
        {**HERE, "sec-fetch-site": "cross-site"},
        {**HERE, "sec-fetch-site": "same-site"},
    ],
)
def test_another_sites_page_hears_nothing(headers: dict[str, str]) -> None:
    with pytest.raises(entrance.NotFromHere):
        entrance.require_own_page(headers, is_secure=False)


@pytest.mark.parametrize(
    "more", [{}, {"origin": "http://testserver"}, {"sec-fetch-site": "same-origin"}]
)
def test_our_own_page_is_let_in(more: dict[str, str]) -> None:
    entrance.require_own_page({**HERE, **more}, is_secure=False)


# ----------------------------------------------------------------------------- door and line


class Browser:
    """A page that listens, as the server sees it."""

    def __init__(self, door: LiveDoor, cookie: str, brand: str, **headers: str) -> None:
        self.status = 0
        self.heard = b""
        self.is_over = False
        self._gone = asyncio.Event()
        named = {**HERE, "cookie": cookie, **{k.replace("_", "-"): v for k, v in headers.items()}}
        self._scope: Any = {
            "type": "http",
            "method": "GET",
            "scheme": "http",
            "path": f"/live/{brand}/",
            "query_string": b"",
            "headers": [(name.encode(), value.encode()) for name, value in named.items()],
        }
        self._task = asyncio.create_task(door(self._scope, self._receive, self._send))

    async def _receive(self) -> Any:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        self.status = message.get("status", self.status)
        self.heard += message.get("body", b"")
        if message["type"] == "http.response.body" and not message["more_body"]:
            self.is_over = True

    async def until(self, condition: Callable[[], bool], seconds: float = 10.0) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, (self.status, self.heard)
            await asyncio.sleep(0.01)

    async def close(self) -> None:
        self._gone.set()
        await self._task


def listening(work: Callable[[LiveDoor], Any], *, check_seconds: float = 60.0) -> None:
    """Run ``work`` with a door that hears this run's database."""

    async def run() -> None:
        door = LiveDoor(open_line=lambda: open_line(bell.BELL), check_seconds=check_seconds)
        door.start()
        try:
            await work(door)
        finally:
            door.stop()

    loops.run(run())


@transaction.atomic
def change(brand_id: int, case: int) -> None:
    bell.ring(brand_id=brand_id, cases=[case])


@pytest.mark.django_db(transaction=True)
def test_a_page_hears_of_a_change_once_it_is_committed(cast: Cast) -> None:
    cookie, slug, brand_id = cookie_of(cast.ada), cast.brand.slug, cast.brand.pk

    async def work(door: LiveDoor) -> None:
        page = Browser(door, cookie, slug)
        await page.until(lambda: b"event: hello" in page.heard)
        await asyncio.sleep(0.5)  # until its line is open
        await asyncio.to_thread(change, brand_id, 12)
        await page.until(lambda: b'"cases":[12]' in page.heard)
        await asyncio.to_thread(bell.ring_presence, brand_id=brand_id, case_id=13)
        await page.until(lambda: b'"here":[13]' in page.heard)
        await page.close()
        assert not door.hub.streams
        again = Browser(door, cookie, slug, last_event_id="1")
        await again.until(lambda: b"event: resync" in again.heard)
        door.end()
        await again.until(lambda: again.is_over)
        late = Browser(door, cookie, slug)
        await late.until(lambda: late.status == 503)

    listening(work)


@pytest.mark.django_db(transaction=True)
def test_strangers_are_told_why_and_hear_nothing(cast: Cast) -> None:
    cookie, slug = cookie_of(cast.ada), cast.brand.slug

    async def work(door: LiveDoor) -> None:
        for browser, status in (
            (Browser(door, "", slug), 401),
            (Browser(door, cookie, "elsewhere"), 404),
            (Browser(door, cookie, slug, origin="https://elsewhere.example"), 403),
        ):
            await browser.until(lambda browser=browser: browser.is_over)  # type: ignore[misc]
            assert (browser.status, browser.heard) == (status, b"")

    listening(work)


@pytest.mark.django_db(transaction=True)
def test_a_removed_colleague_is_cut_off(cast: Cast) -> None:
    cookie, slug = cookie_of(cast.ada), cast.brand.slug

    async def work(door: LiveDoor) -> None:
        page = Browser(door, cookie, slug)
        await page.until(lambda: b"event: hello" in page.heard)
        await asyncio.sleep(0.5)
        assert not page.is_over
        await asyncio.to_thread(Membership.objects.filter(user=cast.ada).delete)
        await page.until(lambda: page.is_over)

    listening(work, check_seconds=0.1)


@pytest.mark.django_db(transaction=True)
def test_a_broken_line_comes_back_and_everybody_looks_again() -> None:
    heard: list[str] = []
    gaps = threading.Semaphore(0)
    lines: list[psycopg.Connection] = []

    def opened() -> psycopg.Connection:
        lines.append(open_line(bell.BELL))
        return lines[-1]

    line = Line(opened, heard.append, gaps.release)
    line.start()
    try:
        assert gaps.acquire(timeout=10)
        with database.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [lines[0].info.backend_pid])
        assert gaps.acquire(timeout=10)
        with database.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, 'back')", [bell.BELL])
        end = time.monotonic() + 10
        while heard != ["back"]:
            assert time.monotonic() < end
            time.sleep(0.01)
    finally:
        line.close()
