from __future__ import annotations

import gzip
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from amends.status.actions.announce import Word, announce
from amends.status.actions.export import export
from amends.status.models import Component, StatusPage
from amends.status.serving import Answer, Scope, StatusDoor, StatusServer
from cast import NOON, Cast
from loops import run

Say = Callable[..., Word]


@pytest.fixture
def folder(cast: Cast, page: StatusPage, checkout: Component, word: Say, tmp_path: Path) -> Path:
    StatusPage.objects.filter(pk=page.pk).update(domain="status.northpost.example")
    by = cast.actor(cast.bo)
    announce(by=by, brand=cast.brand, reference="i:1", word=word(), now=NOON)
    export(page_id=page.pk, folder=tmp_path, now=NOON)
    return tmp_path


def _scope(path: str, method: str = "GET", **headers: str) -> Scope:
    path, _, query = path.partition("?")
    named = {"host": "desk.example", **headers}
    return {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [
            (name.replace("_", "-").encode(), value.encode()) for name, value in named.items()
        ],
    }


def _asked(app: Callable[..., Awaitable[object]], scope: Scope) -> tuple[Answer | None, Any]:
    """What a server answers, and what it returns."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"address=a%40b.example", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def whole() -> object:
        if isinstance(app, StatusDoor):
            return await app(scope, send)
        return await app(scope, receive, send)

    returned = run(whole())
    if not sent:
        return None, returned
    headers = tuple((name.decode(), value.decode()) for name, value in sent[0]["headers"])
    return Answer(sent[0]["status"], headers, sent[1]["body"]), returned


def _told(app: Callable[..., Awaitable[object]], scope: Scope) -> Answer:
    told, _ = _asked(app, scope)
    assert told is not None
    return told


def test_it_is_served_with_no_database(folder: Path, django_db_blocker: Any) -> None:
    server = StatusServer(folder)
    with django_db_blocker.block():
        told = _told(server, _scope("/status/northpost/"))
        feed = _told(server, _scope("/status/northpost/feed.atom"))
        own = _told(server, _scope("/", host="status.northpost.example:443"))
        form = _told(server, _scope("/status/northpost/subscribe/", "POST"))
    assert (told.status, feed.status) == (200, 200)
    assert b"Payments fail" in told.body
    assert own.body == told.body
    headers = dict(form.headers)
    assert (form.status, headers["retry-after"]) == (503, "300")
    assert b"Please try again later" in form.body
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "wish", "language"),
    [
        ("/status/northpost/", "de-AT,en;q=0.5", "de"),
        ("/status/northpost/", "", "en"),
        ("/status/northpost/?lang=de", "en", "de"),
        ("/status/northpost/history.html?lang=de", "", "de"),
        ("/status/northpost/history", "de", "en"),
        ("/status/northpost/index.html", "de", "en"),
        ("/status/northpost/?lang=xx", "de", "de"),
    ],
)
def test_the_language_is_the_readers(folder: Path, path: str, wish: str, language: str) -> None:
    told = _told(StatusServer(folder), _scope(path, accept_language=wish))
    assert dict(told.headers)["content-language"] == language
    assert f'<html lang="{language}">'.encode() in told.body


def test_what_a_reader_has_is_not_sent_again(folder: Path) -> None:
    server = StatusServer(folder)
    first = dict(_told(server, _scope("/status/northpost/")).headers)
    again = _told(server, _scope("/status/northpost/", if_none_match=first["etag"]))
    since = _scope("/status/northpost/", if_modified_since=first["last-modified"])
    other = _told(server, _scope("/status/northpost/", if_none_match='"other"'))
    assert (again.status, again.body) == (304, b"")
    assert _told(server, since).status == 304
    assert other.status == 200
    assert "stale-if-error" in first["cache-control"]


def test_it_is_packed_for_those_who_can_unpack(folder: Path) -> None:
    server = StatusServer(folder)
    plain = _told(server, _scope("/status/northpost/"))
    packed = _told(server, _scope("/status/northpost/", accept_encoding="gzip, br"))
    assert gzip.decompress(packed.body) == plain.body
    assert dict(packed.headers)["etag"] != dict(plain.headers)["etag"]


def test_head_has_no_body_and_says_so_little(folder: Path) -> None:
    told = _told(StatusServer(folder), _scope("/status/northpost/", "HEAD"))
    assert (told.status, told.body) == (200, b"")


def test_only_the_notice_may_stand_in_other_pages_and_only_data_is_for_all(folder: Path) -> None:
    server = StatusServer(folder)
    page, notice, data, script = (
        dict(_told(server, _scope(f"/status/northpost/{name}")).headers)
        for name in ("", "notice.html", "summary.json", "notice.js")
    )
    assert "frame-ancestors 'none'" in page["content-security-policy"]
    assert page["x-frame-options"] == "DENY"
    assert "frame-ancestors *" in notice["content-security-policy"]
    assert "x-frame-options" not in notice
    assert data["access-control-allow-origin"] == script["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in page


@pytest.mark.parametrize(
    "path",
    [
        *("/status/northpost/nothing.html", "/status/northpost/.stamps.json"),
        *("/status/northpost/../northpost/index.html", "/status/northpost/..", "/status/other/"),
        *("/status/northpost/%2e%2e", "/status/northpost/a\0b", "/", "/status/"),
    ],
)
def test_nothing_else_is_given_away(folder: Path, path: str) -> None:
    (folder / "secret.txt").write_text("secret")
    told = _told(StatusServer(folder), _scope(path))
    assert told.status in {404, 503}
    assert b"secret" not in told.body


def test_without_the_last_slash_it_leads_there(folder: Path) -> None:
    told = _told(StatusServer(folder), _scope("/status/northpost?lang=de"))
    assert (told.status, dict(told.headers)["location"]) == (301, "/status/northpost/?lang=de")


def test_forms_are_passed_on_to_the_desk(folder: Path) -> None:
    asked: list[tuple[str, bytes]] = []

    async def desk(scope: Scope, body: bytes) -> Answer:
        asked.append((scope["path"], body))
        return Answer(200, (), b"done")

    own = _scope("/subscribe/", "POST", host="status.northpost.example")
    assert _told(StatusServer(folder, desk), own).body == b"done"
    assert asked == [("/status/northpost/subscribe/", b"address=a%40b.example")]


@pytest.mark.parametrize(
    "path",
    ["subscribe/../../desk/", "confirm/../../sign-in/", "a/b", "stop//", "confirm/a/b/", "notes"],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nothing_but_forms_is_passed_on_to_the_desk(folder: Path, path: str, method: str) -> None:
    async def desk(scope: Scope, body: bytes) -> Answer:
        raise AssertionError(scope["path"])

    told = _told(StatusServer(folder, desk), _scope(f"/status/northpost/{path}", method))
    assert told.status == 404


def test_a_desk_that_does_not_answer_is_told_as_later(folder: Path) -> None:
    async def desk(scope: Scope, body: bytes) -> Answer:
        raise ConnectionRefusedError

    told = _told(
        StatusServer(folder, desk),
        _scope("/status/northpost/subscribe/", "POST", accept_language="de"),
    )
    assert told.status == 503
    assert "Bitte später noch einmal".encode() in told.body


def test_the_desks_door_leaves_alone_what_is_not_a_status_page(folder: Path) -> None:
    door = StatusDoor(folder, "desk.example")
    scope = _scope("/sign-in/")
    assert _asked(door, scope) == (None, scope)
    assert _told(door, _scope("/status/northpost/")).status == 200


def test_the_desk_hears_of_its_own_host_only(folder: Path) -> None:
    door = StatusDoor(folder, "desk.example")
    scope = _scope("/confirm/abc/", "POST", host="status.northpost.example", origin="https://x")
    told, passed = _asked(door, scope)
    assert told is None
    assert passed["path"] == "/status/northpost/confirm/abc/"
    assert passed["headers"] == [(b"host", b"desk.example")]
    foreign = _scope("/", host="evil.example")
    assert _asked(door, foreign) == (None, foreign)


def test_a_new_page_is_found_and_a_broken_folder_left_out(folder: Path) -> None:
    (folder / "broken").mkdir()
    (folder / "broken" / "site.json").write_text("{")
    (folder / "other").mkdir()
    told = {"domain": "", "languages": ["en"]}
    (folder / "other" / "site.json").write_text(json.dumps(told))
    (folder / "other" / "index.html").write_text("<p>Other</p>")
    assert _told(StatusServer(folder), _scope("/status/other/")).body == b"<p>Other</p>"
    assert _told(StatusServer(folder), _scope("/status/broken/")).status == 404
