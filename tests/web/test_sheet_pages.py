"""Reading a file in, as a lead does it: choose it, look at its rows, put them right, read it in."""

from __future__ import annotations

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from amends.channels.models import Connection
from amends.listening.actions import sheets
from amends.listening.models import Sheet, SheetState
from cast import NOON, Cast, make_brand, make_connection

ROWS = (
    b"when,who,words\n21/11/2026,<i>Jo</i>,<script>alert(1)</script> {{ 7 }}\n31/31/2026,Li,Odd\n"
)


@pytest.fixture
def connection(cast: Cast) -> Connection:
    return make_connection(cast.brand, "csv", settings={"site": "Reviews"})


def at(cast: Cast, rest: str) -> str:
    return f"/desk/{cast.brand.slug}/{rest}"


def given(browser: Client, cast: Cast, connection: Connection) -> Sheet:
    address = at(cast, f"connections/{connection.pk}/sheets/")
    answer = browser.post(address, {"file": SimpleUploadedFile("r.csv", ROWS)})
    sheet = Sheet.objects.get()
    assert answer["Location"].endswith(f"/sheets/{sheet.pk}/")
    return sheet


def test_a_file_is_looked_at_put_right_and_read_in(
    bo: Client, cast: Cast, connection: Connection
) -> None:
    sheet = given(bo, cast, connection)
    page = at(cast, f"sheets/{sheet.pk}/")
    assert "no text" in bo.get(page).content.decode()
    refused = bo.post(f"{page}plan/", {"do": "begin"})
    assert (refused.status_code, "text and the time" in refused.content.decode()) == (422, True)
    plan = {
        "column-time": "0",
        "column-author": "1",
        "column-text": "2",
        "form": "day first",
        "best": "5",
        "arrival": "live",
    }
    twice = bo.post(f"{page}plan/", {**plan, "column-title": "2"})
    assert "cannot hold two" in unescape(twice.content.decode())
    assert bo.post(f"{page}plan/", {**plan, "do": "look"}).status_code == 302
    looked = bo.get(page).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 }}" in looked
    assert "2026-11-21" in looked
    assert "Left out:" in looked
    assert bo.post(f"{page}plan/", {**plan, "do": "begin"}).status_code == 302
    assert "being read in" in bo.get(f"{page}progress/").content.decode()
    sheets.work(sheet_id=sheet.pk, clock=lambda: NOON)
    done = unescape(bo.get(page).content.decode())
    assert "<b>1</b> new" in done
    assert "Row 3" in done
    assert "r.csv" in bo.get(at(cast, f"connections/{connection.pk}/sheets/")).content.decode()


def test_a_file_can_be_forgotten(bo: Client, cast: Cast, connection: Connection) -> None:
    sheet = given(bo, cast, connection)
    assert bo.post(at(cast, f"sheets/{sheet.pk}/turn/forget/")).status_code == 302
    sheet.refresh_from_db()
    assert (sheet.state, bytes(sheet.body)) == (SheetState.DONE, b"")
    assert bo.post(at(cast, f"sheets/{sheet.pk}/turn/nonsense/")).status_code == 404


def test_only_leads_read_files_in_and_only_their_own(
    ada: Client, bo: Client, cast: Cast, connection: Connection
) -> None:
    address = at(cast, f"connections/{connection.pk}/sheets/")
    assert ada.get(address).status_code == 403
    assert bo.post(address, {}).status_code == 422
    sheet = given(bo, cast, connection)
    assert ada.get(at(cast, f"sheets/{sheet.pk}/")).status_code == 403
    sheet.brand = make_brand("Lumen")
    sheet.save(update_fields=["brand"])
    assert bo.get(at(cast, f"sheets/{sheet.pk}/")).status_code == 404


def test_what_is_no_spreadsheet_says_so(bo: Client, cast: Cast, connection: Connection) -> None:
    address = at(cast, f"connections/{connection.pk}/sheets/")
    answer = bo.post(address, {"file": SimpleUploadedFile("r.xlsx", b"PK\x03\x04\x00\x00")})
    assert "Save the spreadsheet as CSV" in answer.content.decode()
