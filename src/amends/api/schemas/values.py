"""Kinds of values that go in, and the form of every "no"."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field

#: The ids of our tables.
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
Limit = Annotated[int, Field(ge=1, le=100, description="How many on a page.")]
Cursor = Annotated[str, Field(max_length=200, description="`next` of the page before.")]

_FIRST, _LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def _storable(text: str) -> str:
    if "\0" in text:
        msg = "must not contain the character NUL"
        raise ValueError(msg)
    return text


def _in_our_time(at: datetime) -> datetime:
    if not _FIRST <= at <= _LAST:
        msg = "must lie between 1970 and 2200"
        raise ValueError(msg)
    return at


Words = Annotated[str, AfterValidator(_storable)]
Moment = Annotated[AwareDatetime, AfterValidator(_in_our_time)]


class Given(Schema):
    """What a program sends: a field we do not know is a mistake, not nothing."""

    model_config = ConfigDict(extra="forbid")


class Wrong(Schema):
    """One thing that is not right: where, and what."""

    where: str
    what: str


class Problem(Schema):
    """Every "no" (RFC 9457, `application/problem+json`): switch on `code`."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[Wrong] = []


def answers(status: int, schema: Any) -> dict[Any, Any]:
    """What an operation answers when all is well, and the form of its refusals."""
    return {status: schema, frozenset({401, 403, 404, 409, 422, 429}): Problem}
