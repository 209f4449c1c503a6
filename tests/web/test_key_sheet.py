"""One table of keys: the sheet shows it, the script obeys it, the page of the docs tells it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from amends.channels.models import Connection
from amends.web.keyboard import SHORTCUTS, Group, sheet
from cast import make_matter
from docs.pages import ROOT, text

Desk = Callable[[str], str]
PAGE = text(ROOT / "docs" / "using" / "keyboard.md")


def script() -> str:
    path = finders.find("amends/js/keys.js")
    assert isinstance(path, str)
    return text(ROOT / path)


def handlers() -> set[str]:
    """What the script knows to do."""
    body = script().partition("const does = {")[2].partition("\n};")[0]
    return set(re.findall(r'^  "?([a-z-]+)"?[:,]', body, flags=re.MULTILINE))


def test_what_is_bound_is_done_and_nothing_else() -> None:
    assert {each.does for each in SHORTCUTS if each.keys} == handlers()


def test_no_key_does_two_things() -> None:
    outside = [each for each in SHORTCUTS if each.group is not Group.WRITING]
    pressed = Counter(key for each in outside for key in (*each.keys, *each.native))
    assert [key for key, times in pressed.items() if times > 1] == []


def test_no_key_is_the_beginning_of_another() -> None:
    bound = {key for each in SHORTCUTS for key in each.keys}
    assert {key.split()[0] for key in bound if " " in key} & bound == set()


def test_the_page_tells_the_same_table() -> None:
    said = [
        f"| {each.words} | " + " or ".join(" ".join(f"`{c}`" for c in caps) for caps in each.shown)
        for part in sheet()
        for each in part.shortcuts
    ]
    told = [line.removesuffix(" |") for line in PAGE.splitlines() if re.match(r"\| \w", line)]
    assert told == said


@pytest.mark.django_db
def test_the_sheet_shows_the_table(ada: Client, desk: Desk) -> None:
    page = ada.get(desk("inbox/needs-answer/")).content.decode()
    shown = re.findall(r'data-does="([a-z-]+)"\s+data-keys="([^"]*)"', page)
    assert shown == [(each.does, each.bound) for part in sheet() for each in part.shortcuts]


@pytest.mark.django_db
@pytest.mark.parametrize("to", [each.to for each in SHORTCUTS if each.to])
def test_where_a_key_goes_there_is_something(to: str, ada: Client, desk: Desk) -> None:
    assert ada.get(desk(to), follow=True).status_code == 200


@pytest.mark.django_db
def test_how_somebody_likes_the_desk_is_kept(ada: Client, desk: Desk) -> None:
    ada.post("/like/", {"density": "dense", "next": "on"})
    page = ada.get(desk("inbox/needs-answer/")).content.decode()
    assert 'data-density="dense"' in page
    assert 'data-next="on"' in page
    assert 'data-keys=""' in page
    ada.post("/like/", {"density": "", "keys": "off"})
    page = ada.get(desk("inbox/needs-answer/")).content.decode()
    assert 'data-density=""' in page
    assert 'data-keys="off"' in page
    assert 'data-next="on"' in page


@pytest.mark.django_db
def test_the_palette_knows_places_and_cases(
    ada: Client, desk: Desk, connection: Connection
) -> None:
    case = make_matter(connection, name="Zelda Zimmer", text="My parcel is soaked").case
    places = ada.get(desk("palette/")).json()["parts"]
    urls = {entry["url"] for part in places for entry in part["entries"]}
    assert {desk("inbox/mine/"), desk("many/"), desk("settings/you/"), desk("people/")} <= urls
    assert f"{desk('inbox/all/')}?q=is%3Alate" in urls
    found = ada.get(desk("palette/"), {"q": "zelda"}).json()["parts"]
    assert found[1]["entries"][0]["url"] == desk(f"people/{case.person_id}/")
    cases = found[0]["entries"]
    assert [entry["words"] for entry in cases] == ["Zelda Zimmer"]
    assert cases[0]["url"] == desk(f"cases/{case.pk}/")
    assert ada.get(desk("palette/"), {"q": "qqqq"}).json()["parts"][0]["entries"] == []
