"""A spreadsheet's rows as messages: how it is written, what its columns hold, what a row says. Pure."""

from __future__ import annotations

import csv
import enum
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from amends.channels.plain import ratings, times
from amends.channels.plain.times import Form, NoTime

LONGEST_CELL = 100_000
LONGEST_ID = 300
MOST_COLUMNS = 200
#: Rows looked at to find out how the others are written.
SAMPLE = 50
_DELIMITERS = ",;\t|"
_HEAD_BYTES = 64 * 1024


class BadSheet(ValueError):
    """This file is no spreadsheet that can be read."""


class BadRow(ValueError):
    """This row is no message."""


class Holds(enum.StrEnum):
    """What a column may hold."""

    TEXT = "text"
    TIME = "time"
    AUTHOR = "author"
    AUTHOR_ID = "author_id"
    ID = "id"
    THREAD = "thread"
    RATING = "rating"
    TITLE = "title"
    LINK = "link"


#: Names that columns have in exports, folded; the first column that fits is guessed.
_NAMES: Mapping[Holds, tuple[str, ...]] = {
    Holds.AUTHOR_ID: ("author id", "user id", "userid", "customer id", "email", "e-mail"),
    Holds.ID: ("id", "review id", "message id", "comment id", "external id", "guid", "uuid", "nr"),
    Holds.THREAD: ("thread", "thread id", "conversation", "conversation id", "ticket", "product"),
    Holds.TEXT: (
        *("text", "body", "review", "comment", "message", "content", "review text", "feedback"),
        *(
            "description",
            "kommentar",
            "bewertungstext",
            "nachricht",
            "texte",
            "avis",
            "commentaire",
        ),
        *("texto", "comentario", "mensaje", "comentário", "mensagem", "testo", "tekst", "本文"),
    ),
    Holds.TIME: (
        *("time", "date", "sent at", "created", "created at", "timestamp", "datetime", "posted"),
        *("review date", "submitted at", "published", "datum", "zeit", "fecha", "data", "日付"),
    ),
    Holds.AUTHOR: (
        *("author", "name", "user", "username", "reviewer", "customer", "from", "nickname"),
        *("autor", "kunde", "verfasser", "auteur", "nom", "cliente", "autore", "nombre", "nome"),
    ),
    Holds.RATING: (
        *("rating", "stars", "score", "star rating", "bewertung", "sterne", "note", "puntuación"),
        *("valoración", "avaliação", "voto", "beoordeling", "评分"),
    ),
    Holds.TITLE: (
        "title",
        "subject",
        "headline",
        "review title",
        "titel",
        "titre",
        "título",
        "titolo",
    ),
    Holds.LINK: ("link", "url", "permalink", "address", "review link", "adresse"),
}
_GUESSED_LAST = (Holds.THREAD,)


@dataclass(frozen=True, slots=True)
class Written:
    """How a file is written."""

    encoding: str
    delimiter: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What the columns hold (by number from 0), and how times and ratings are written."""

    columns: Mapping[Holds, int]
    form: Form = Form.WORDS
    best: int = ratings.BEST
    zone: tzinfo = field(default=UTC)

    @property
    def lacks(self) -> list[Holds]:
        """What is needed and in no column."""
        return [each for each in (Holds.TEXT, Holds.TIME) if each not in self.columns]


def written(content: bytes) -> Written:
    """How the file is written. Raises `BadSheet`."""
    encoding = _encoding(content)
    head = _decoded(content[:_HEAD_BYTES], encoding, lenient=True)
    first = next((line for line in head.splitlines() if line.strip()), "")
    counts = {each: first.count(each) for each in _DELIMITERS}
    best = max(counts, key=lambda each: counts[each])
    return Written(encoding, best if counts[best] else ",")


def rows(content: bytes, how: Written) -> Iterator[list[str]]:
    """Every row with something in it, the first with the columns' names included. Raises `BadSheet`."""
    text = _decoded(content, how.encoding)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=how.delimiter)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield row[:MOST_COLUMNS]
    except csv.Error as error:
        raise BadSheet(f"After line {reader.line_num} it cannot be read: {error}.") from None


def guess(names: Sequence[str], sample: Sequence[Sequence[str]], zone: tzinfo = UTC) -> Plan:
    """What the columns seem to hold, by their names, and how they write times and ratings."""
    folded = [" ".join(name.casefold().replace("_", " ").split()) for name in names]
    columns: dict[Holds, int] = {}
    for holds in sorted(_NAMES, key=lambda each: each in _GUESSED_LAST):
        found = (folded.index(name) for name in _NAMES[holds] if name in folded)
        column = next((each for each in found if each not in columns.values()), None)
        if column is not None:
            columns[holds] = column
    return Plan(
        columns, _form(_cells(sample, columns.get(Holds.TIME))), _best(sample, columns), zone
    )


def message(row: Sequence[str], plan: Plan, now: datetime) -> dict[str, object]:
    """A row in our plain JSON (docs/channels/webhook.md), which is an archive's line too. Raises `BadRow`."""
    text, title = _cell(row, plan, Holds.TEXT), _cell(row, plan, Holds.TITLE)
    if not text and not title:
        raise BadRow("It has no text.")
    sent_at = _time(_cell(row, plan, Holds.TIME), plan, now)
    rating = _rating(_cell(row, plan, Holds.RATING), plan)
    author = _cell(row, plan, Holds.AUTHOR)[:255]
    row_id = _id(_cell(row, plan, Holds.ID)) or _made_id(text, title, author, sent_at)
    author_id = _id(_cell(row, plan, Holds.AUTHOR_ID)) or f"{row_id} {author}".strip()
    thread = _id(_cell(row, plan, Holds.THREAD)) or row_id
    return {
        "type": "said",
        "id": row_id,
        "text": "\n\n".join(filter(None, (title, text))),
        "sent_at": sent_at.isoformat(),
        "author": {"id": author_id, "name": author},
        "thread": {
            "id": thread,
            "kind": "post" if rating is None else "review",
            "public": True,
            "title": title[:500],
            "url": _link(row, plan),
        },
        "url": _link(row, plan),
        "rating": rating,
    }


# ------------------------------------------------------------------------------ how it is written


def _encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\x00" in content[:_HEAD_BYTES]:
        raise BadSheet("This is no text file. Save the spreadsheet as CSV.")
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _decoded(content: bytes, encoding: str, *, lenient: bool = False) -> str:
    # Windows-1252 has five holes; one odd byte must not keep a file of reviews out.
    errors = "replace" if lenient or encoding == "cp1252" else "strict"
    try:
        return content.decode(encoding, errors).replace("\x00", "")
    except UnicodeError as error:
        raise BadSheet(f"It is not written as it says it is: {error}.") from None


# ------------------------------------------------------------------------------- what it holds


def _cells(sample: Sequence[Sequence[str]], column: int | None) -> list[str]:
    if column is None:
        return []
    return [row[column].strip() for row in sample if column < len(row) and row[column].strip()]


def _form(cells: Sequence[str]) -> Form:
    """The form by which most of the cells are times; the earlier one of two that fit alike."""
    forms = (Form.WORDS, Form.DAY_FIRST, Form.MONTH_FIRST, Form.UNIX)
    return max(forms, key=lambda form: sum(_is_time(each, form) for each in cells))


def _is_time(cell: str, form: Form) -> bool:
    try:
        times.by_form(cell, form, datetime.max.replace(tzinfo=UTC, year=9000))
    except NoTime:
        return False
    return True


def _best(sample: Sequence[Sequence[str]], columns: Mapping[Holds, int]) -> int:
    """The scale of 5, 10 or 100 that the highest plain number fits."""
    found = [ratings.BEST]
    for cell in _cells(sample, columns.get(Holds.RATING)):
        try:
            found.append(int(float(cell.replace(",", "."))))
        except (ValueError, OverflowError):
            continue
    return next((scale for scale in (5, 10, 100) if max(found) <= scale), 100)


def _cell(row: Sequence[str], plan: Plan, holds: Holds) -> str:
    column = plan.columns.get(holds)
    if column is None or not 0 <= column < len(row):
        return ""
    found = row[column].replace("\x00", "").strip()
    if len(found) > LONGEST_CELL:
        raise BadRow(f"What is in “{holds}” is longer than {LONGEST_CELL} characters.")
    return found


def _time(cell: str, plan: Plan, now: datetime) -> datetime:
    if not cell:
        raise BadRow("It has no time.")
    try:
        return times.by_form(cell, plan.form, now, plan.zone)
    except NoTime as no:
        raise BadRow(str(no)) from None


def _rating(cell: str, plan: Plan) -> int | None:
    try:
        return ratings.read(cell, plan.best) if cell else None
    except ratings.NoRating as no:
        raise BadRow(str(no)) from None


def _link(row: Sequence[str], plan: Plan) -> str:
    found = _cell(row, plan, Holds.LINK)
    is_web = (
        found.startswith(("https://", "http://")) and len(found) <= 1000 and found.isprintable()
    )
    return found if is_web else ""


def _id(found: str) -> str:
    if len(found) <= LONGEST_ID:
        return found
    return "sha256:" + hashlib.sha256(found.encode(errors="replace")).hexdigest()


def _made_id(text: str, title: str, author: str, sent_at: datetime) -> str:
    said = f"{author}\x1f{title}\x1f{text}\x1f{sent_at.isoformat()}"
    return "row:" + hashlib.sha256(said.encode(errors="replace")).hexdigest()[:40]
