"""Reads a network's JSON: what is missing, or of another type, is Malformed and named by its place. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import orjson

from amends.channels.contract import Malformed


class Wire:
    """A JSON object from a network, read by name; ``place`` says where in the message it stands."""

    __slots__ = ("_values", "place")

    def __init__(self, value: object, place: str = "the body") -> None:
        if not isinstance(value, dict):
            raise Malformed(f"{place} is no object.")
        self._values: Mapping[str, object] = value
        self.place = place

    def __contains__(self, name: str) -> bool:
        return self._values.get(name) is not None

    def whole(self) -> dict[str, object]:
        """Everything in it, as the network gave it."""
        return dict(self._values)

    def text(self, name: str) -> str:
        """A text with something in it. Raises Malformed."""
        found = self.maybe_text(name)
        if not found:
            raise self.wrong(name, "is missing or empty")
        return found

    def maybe_text(self, name: str) -> str:
        """A text, or ``""`` where there is none. NUL, which no database text may hold, is left out."""
        found = self._values.get(name)
        if found is not None and not isinstance(found, str):
            raise self.wrong(name, "is no text")
        return (found or "").replace("\x00", "")

    def maybe_number(self, name: str) -> int | None:
        """A whole number, or None where there is none."""
        found = self._values.get(name)
        if found is not None and type(found) is not int:
            raise self.wrong(name, "is no whole number")
        return found

    def flag(self, name: str) -> bool:
        """True or false; what is missing is false."""
        found = self._values.get(name)
        if found is not None and not isinstance(found, bool):
            raise self.wrong(name, "is neither true nor false")
        return bool(found)

    def time(self, name: str) -> datetime:
        """An ISO 8601 time with its offset, in UTC. Raises Malformed."""
        try:
            moment = datetime.fromisoformat(self.text(name))
            if moment.tzinfo is None:
                raise self.wrong(name, "has no offset")
            return moment.astimezone(UTC)
        except (ValueError, OverflowError):
            raise self.wrong(name, "is no time") from None

    def maybe_time(self, name: str) -> datetime | None:
        """A time, or None where there is none."""
        return self.time(name) if name in self else None

    def inner(self, name: str) -> Wire:
        """The object under a name. Raises Malformed."""
        return Wire(self._values.get(name), f"{self.place}.{name}")

    def listed(self, name: str) -> list[object]:
        """The list under a name. Raises Malformed."""
        found = self._values.get(name)
        if not isinstance(found, list):
            raise self.wrong(name, "is no list")
        return found

    def each(self, name: str) -> list[Wire]:
        """The objects of the list under a name. Raises Malformed."""
        found = self.listed(name)
        return [Wire(each, f"{self.place}.{name}[{at}]") for at, each in enumerate(found)]

    def maybe_each(self, name: str) -> list[Wire]:
        """The objects of the list under a name; none where there is no list."""
        return self.each(name) if name in self else []

    def wrong(self, name: str, what: str) -> Malformed:
        """The failure that something in here is not as it should be."""
        return Malformed(f"{self.place}.{name} {what}.")


def read(body: bytes) -> Wire:
    """The JSON object in a raw body. Raises Malformed."""
    try:
        return Wire(orjson.loads(body))
    except orjson.JSONDecodeError as error:
        raise Malformed(f"The body is no JSON ({error}).") from None
