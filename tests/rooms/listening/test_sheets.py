"""Spreadsheets: how they are written, what their rows say, and each row taken in once."""

from __future__ import annotations

import contextlib
import csv
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.audit.models import Entry
from amends.channels.models import Connection
from amends.channels.plain.times import Form
from amends.inbox.models import Case, CaseState, Message
from amends.listening.actions import sheets as actions
from amends.listening.actions.digest import digest
from amends.listening.models import Delivery, DeliveryState, Sheet, SheetState
from amends.listening.rules import sheets
from amends.listening.rules.sheets import BadRow, BadSheet, Holds, Plan
from amends.refusals import Invalid, NotAllowed, NotFound
from cast import NOON, Cast, make_brand, make_connection

ENGLISH = """id,Author,Rating,Review,Date,Link
r-1,Maren,2,"Three days late,
and no word.",2026-11-20T18:00:00Z,https://apps.example/r/1
r-2,Jo,5,=HYPERLINK("https://evil.example") <b>fine</b>,2026-11-21T08:00:00Z,javascript:alert(1)
r-3,Li,4,,2026-11-21T08:00:00Z,
r-4,Li,9,Nine of five,2026-11-21T08:00:00Z,
r-5,Li,4,No time,soon,
"""
GERMAN = "Datum;Kunde;Bewertung;Kommentar\n31.12.2025 14:05;Jürgen;4,5;Schöne Grüße\n"


# --------------------------------------------------------------------------------------- rules


def read(content: bytes) -> tuple[list[str], list[list[str]], Plan]:
    how = sheets.written(content)
    names, *rows = sheets.rows(content, how)
    return names, rows, sheets.guess(names, rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_encoding_delimiter_columns_and_times_are_found(encoding: str, delimiter: str) -> None:
    text = GERMAN.replace("4,5", "4").replace(";", delimiter)
    _, rows, plan = read(text.encode(encoding))
    assert plan.columns == {Holds.TIME: 0, Holds.AUTHOR: 1, Holds.RATING: 2, Holds.TEXT: 3}
    assert plan.form is Form.DAY_FIRST
    said = sheets.message(rows[0], plan, NOON)
    assert (said["text"], said["rating"]) == ("Schöne Grüße", 4)
    assert said["sent_at"] == "2025-12-31T14:05:00+00:00"


@pytest.mark.parametrize(
    ("cell", "form"),
    [
        ("2026-11-20", Form.WORDS),
        ("3 days ago", Form.WORDS),
        ("11/30/2025 2:05 PM", Form.MONTH_FIRST),
        ("30/11/25", Form.DAY_FIRST),
        ("1763700000", Form.UNIX),
    ],
)
def test_how_times_are_written_is_guessed(cell: str, form: Form) -> None:
    _, rows, plan = read(f"date,text\n{cell},Late\n".encode())
    assert plan.form is form
    assert sheets.message(rows[0], plan, NOON)["text"] == "Late"


def test_the_scale_is_guessed_from_the_highest() -> None:
    _, rows, plan = read(b"date,text,score\n2026-01-01,a,8\n2026-01-02,b,3\n")
    assert plan.best == 10
    assert sheets.message(rows[0], plan, NOON)["rating"] == 4


def test_a_file_that_is_no_text_is_no_spreadsheet() -> None:
    with pytest.raises(BadSheet, match="no text file"):
        sheets.written(b"PK\x03\x04\x00\x00")
    huge = ("a,b\n" + "x" * 200_000).encode()
    with pytest.raises(BadSheet):
        list(sheets.rows(huge, sheets.written(huge)))


@given(st.lists(st.lists(st.text(max_size=20), min_size=6, max_size=6), max_size=5))
def test_whatever_cells_hold_is_a_message_or_a_reason(cells: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written).writerows([["id", "author", "rating", "text", "time", "url"], *cells])
    content = written.getvalue().encode(errors="replace")
    how = sheets.written(content) if b"\x00" not in content else None
    if how is None:
        return
    names, *rows = sheets.rows(content, how)
    for row in rows:
        with contextlib.suppress(BadRow):
            said = sheets.message(row, sheets.guess(names, rows), NOON)
            assert datetime.fromisoformat(str(said["sent_at"])).tzinfo is not None


# ---------------------------------------------------------------------------------- taking in


@pytest.fixture
def connection(cast: Cast) -> Connection:
    return make_connection(cast.brand, "csv", settings={"site": "Reviews"})


def keep(cast: Cast, connection: Connection, text: str = ENGLISH) -> Sheet:
    bo = cast.actor(cast.bo)
    return actions.keep_sheet(
        by=bo, connection=connection, name="reviews.csv", content=text.encode(), now=NOON
    )


def read_in(cast: Cast, sheet: Sheet, *, is_live: bool = True) -> Sheet:
    found = actions.plan_of(sheet)
    actions.plan_sheet(
        by=cast.actor(cast.bo),
        sheet=sheet,
        columns=found.columns,
        form=found.form,
        best=5,
        is_live=is_live,
    )
    actions.begin(by=cast.actor(cast.bo), sheet=sheet, now=NOON)
    while actions.work(sheet_id=sheet.pk, clock=lambda: NOON):
        pass
    sheet.refresh_from_db()
    return sheet


def test_rows_become_open_cases_and_bad_rows_say_why(cast: Cast, connection: Connection) -> None:
    sheet = read_in(cast, keep(cast, connection))
    assert (sheet.state, sheet.at, sheet.stored, sheet.bad) == (SheetState.DONE, 5, 2, 3)
    assert [number for number, _ in sheet.problems] == [4, 5, 6]
    assert bytes(sheet.body) == b""
    digest(limit=10, now=NOON)
    texts = sorted(Message.objects.filter(brand=cast.brand).values_list("text", "rating"))
    assert texts == [
        ('=HYPERLINK("https://evil.example") <b>fine</b>', 5),
        ("Three days late,\nand no word.", 2),
    ]
    assert Case.objects.filter(brand=cast.brand, state=CaseState.NEEDS_ANSWER).count() == 2
    deeds = set(Entry.objects.values_list("action", flat=True))
    assert {"listening.begin_sheet", "listening.finish_sheet"} <= deeds


def test_the_same_file_again_adds_nothing(cast: Cast, connection: Connection) -> None:
    read_in(cast, keep(cast, connection))
    digest(limit=10, now=NOON)
    again = read_in(cast, keep(cast, connection))
    past = read_in(cast, keep(cast, connection), is_live=False)
    assert (again.stored, again.duplicate) == (0, 2)
    assert (past.stored, past.duplicate) == (0, 2)
    assert Message.objects.filter(brand=cast.brand).count() == 2


def test_the_past_is_read_in_without_work_for_anybody(cast: Cast, connection: Connection) -> None:
    sheet = read_in(cast, keep(cast, connection), is_live=False)
    assert (sheet.stored, sheet.bad) == (2, 3)
    assert not Delivery.objects.filter(state=DeliveryState.WAITING).exists()
    states = set(Case.objects.filter(brand=cast.brand).values_list("state", flat=True))
    assert states == {CaseState.CLOSED}


def test_the_past_closes_no_case_that_was_open_before(cast: Cast, connection: Connection) -> None:
    live, past = (
        f"id,author id,text,date\n{row},u-1,Late,2026-11-{day}\n"
        for row, day in (("r-1", 20), ("r-0", 10))
    )
    read_in(cast, keep(cast, connection, live))
    digest(limit=10, now=NOON)
    read_in(cast, keep(cast, connection, past), is_live=False)
    states = Case.objects.filter(brand=cast.brand).values_list("state", flat=True)
    assert CaseState.NEEDS_ANSWER in states


def test_what_was_stopped_goes_on_where_it_was(cast: Cast, connection: Connection) -> None:
    many = "id,text,date\n" + "".join(f"r-{n},Late,2026-11-20\n" for n in range(1200))
    sheet = keep(cast, connection, many)
    actions.begin(by=cast.actor(cast.bo), sheet=sheet, now=NOON)
    ticks = iter(range(9))

    def clock() -> datetime:
        """Somebody stops it after the first batch."""
        if next(ticks) == 1:
            Sheet.objects.filter(pk=sheet.pk).update(state=SheetState.STOPPED)
        return NOON

    assert not actions.work(sheet_id=sheet.pk, clock=clock)
    sheet.refresh_from_db()
    assert (sheet.at, sheet.stored) == (500, 500)
    actions.begin(by=cast.actor(cast.bo), sheet=sheet, now=NOON)
    actions.work(sheet_id=sheet.pk, clock=lambda: NOON)
    sheet.refresh_from_db()
    assert (sheet.state, sheet.at, sheet.stored) == (SheetState.DONE, 1200, 1200)


def test_who_may_and_when(cast: Cast, connection: Connection) -> None:
    with pytest.raises(NotAllowed):
        actions.keep_sheet(
            by=cast.actor(cast.ada), connection=connection, name="x", content=b"a\nb", now=NOON
        )
    elsewhere = make_connection(make_brand("Lumen"), "csv")
    with pytest.raises(NotFound):
        keep(cast, elsewhere)
    with pytest.raises(NotFound):
        keep(cast, make_connection(cast.brand, "demo"))
    with pytest.raises(actions.NotAFile):
        keep(cast, connection, "text,date\n")
    unguessed = keep(cast, connection, "a,b\n1,2\n")
    with pytest.raises(Invalid, match="text and the time"):
        actions.begin(by=cast.actor(cast.bo), sheet=unguessed, now=NOON)
    sheet = read_in(cast, keep(cast, connection))
    with pytest.raises(actions.WrongTurn):
        actions.begin(by=cast.actor(cast.bo), sheet=sheet, now=NOON)


def test_times_without_an_offset_are_the_brands(cast: Cast, connection: Connection) -> None:
    cast.brand.time_zone = "Europe/Berlin"
    cast.brand.save(update_fields=["time_zone"])
    connection.refresh_from_db()
    read_in(cast, keep(cast, connection, GERMAN), is_live=False)
    told = Message.objects.get(brand=cast.brand)
    assert told.sent_at == datetime(2025, 12, 31, 13, 5, tzinfo=UTC)
