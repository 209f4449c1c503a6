"""An archive's rows become messages with their labels; what is none is told of."""

from __future__ import annotations

from datetime import timedelta

from amends.listening.rules.replaying import BadRow, Row, Rows
from cast import NOON

LINES = """\
Body,Created At,UserName,public,Sentiment,needs_answer
"Where is it?",2026-03-01T09:30:00,jo,yes,negative,1
,2026-03-01T09:31:00,jo,yes,,
Thanks,yesterday,jo,,,
Fine,,,no,positive,no
"""

WHOLE = (
    '{"id": "m", "sent_at": "2026-03-01T09:30:00+00:00", "text": "Ho", "author": {"id": "u"},'
    ' "thread": {"id": "t", "kind": "post", "public": true}, "kind": "question"}'
)


def test_a_spreadsheet_by_its_columns_whatever_they_are_called() -> None:
    first, empty, odd, last = Rows(NOON).of_csv(LINES.splitlines())
    assert isinstance(first, Row)
    assert (first.said.text, first.said.author.name) == ("Where is it?", "jo")
    assert first.said.sent_at.isoformat() == "2026-03-01T09:30:00+00:00"
    assert first.labels == {"mood": "unhappy", "needs_answer": "yes"}
    assert str(empty) == "Row 2 has no text."
    assert isinstance(odd, BadRow)
    assert "yesterday" in str(odd)
    assert isinstance(last, Row)
    assert not last.said.thread.is_public
    assert last.said.sent_at == first.said.sent_at + timedelta(seconds=1)
    assert last.labels == {"mood": "happy", "needs_answer": "no"}


def test_json_lines_flat_or_as_an_import_has_them() -> None:
    lines = [
        '{"text": "Hi", "followers": 12, "urgent": true, "lang": "en"}',
        WHOLE,
        "[]",
        "{",
        "",
    ]
    flat, whole, listed, broken = Rows(NOON).of_json(lines)
    assert isinstance(flat, Row)
    assert isinstance(whole, Row)
    assert (flat.said.author.followers, flat.labels) == (12, {"urgent": "yes", "language": "en"})
    assert (whole.said.external_id, whole.labels) == ("m", {"kind": "question"})
    assert isinstance(listed, BadRow)
    assert isinstance(broken, BadRow)
