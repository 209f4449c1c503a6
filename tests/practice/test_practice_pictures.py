"""Pictures: uploaded first, said with words or alone, shown to everybody, and still there after a restart."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from amends.practice import Item, Journal, Network
from amends.practice.objects import Media, Words

PNG = b"\x89PNG\r\n\x1a\n and so on"


def uploaded(desk: httpx.Client, content: bytes = PNG) -> str:
    answer = desk.post("/v1/media", content=content, headers={"content-type": "image/png"})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["media"]["id"])


def test_a_picture_is_said_with_its_alt_text(desk: httpx.Client, complaint: Item) -> None:
    media = [{"id": uploaded(desk), "alt": "A wet box"}]
    body = {"thread": complaint.thread.id, "text": "", "media": media}
    said = desk.post("/v1/comments", json=body)
    assert said.status_code == 201, said.text
    [shown] = said.json()["media"]
    assert shown["alt"] == "A wet box"
    picture = httpx.get(str(desk.base_url) + httpx.URL(shown["url"]).path)
    assert picture.content == PNG
    assert picture.headers["content-type"] == "image/png"


def test_the_same_bytes_are_the_same_picture(desk: httpx.Client) -> None:
    assert uploaded(desk) == uploaded(desk)


@pytest.mark.parametrize("content", [b"<svg/>", b"", b"%PDF-1.7"])
def test_only_pictures_are_taken(desk: httpx.Client, content: bytes) -> None:
    answer = desk.post("/v1/media", content=content)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "invalid_media"


def test_a_picture_that_is_too_large_is_refused(desk: httpx.Client) -> None:
    assert desk.post("/v1/media", content=PNG + bytes(5_000_000)).status_code == 413


def test_nobody_says_anothers_picture(
    desk: httpx.Client, other_desk: httpx.Client, complaint: Item
) -> None:
    media = [{"id": uploaded(other_desk)}]
    body = {"thread": complaint.thread.id, "text": "Look", "media": media}
    assert desk.post("/v1/comments", json=body).status_code == 422
    five = [{"id": uploaded(desk)}] * 5
    assert desk.post("/v1/comments", json={**body, "media": five}).status_code == 422


def test_pictures_outlive_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "practice.jsonl"
    before = Network(seed=7)
    first = Journal(path)
    first.attach(before)
    account = before.account("northpost")
    picture = before.upload(account, PNG, "png")
    before.post(account.profile, Words("Look", pictures=(Media(picture.id, "A box", "png"),)))
    first.close()
    after = Network(seed=7)
    second = Journal(path)
    second.attach(after)
    second.close()
    assert after.pictures[picture.id].content == PNG
    assert [each.raw for each in after.account("northpost").events] == [
        each.raw for each in account.events
    ]
