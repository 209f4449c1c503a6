"""What a dry run came to, for the page: its numbers, and the answers in question in their own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.outbox import queries as outbox
from amends.outbox.models import Send
from amends.playbook.models import DryRun

_LEVELS = {
    "block": gettext_noop("Stopped"),
    "warn": gettext_noop("Warned of"),
    "advise": gettext_noop("With advice"),
    "": gettext_noop("Nothing found"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A number under what is live, and under the version that was tried."""

    name: str
    now: int
    then: int

    @property
    def more(self) -> int:
        """How many more it would be."""
        return self.then - self.now


@dataclass(frozen=True, slots=True)
class Example:
    """An answer of the past and the rules that decide about it."""

    send: Send
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Came:
    """The whole result."""

    levels: tuple[Row, ...]
    rules: tuple[Row, ...]
    stopped: tuple[Example, ...]
    freed: tuple[Example, ...]
    stopped_count: int
    freed_count: int


def came_to(run: DryRun) -> Came | None:
    """What a dry run that is done came to."""
    if not run.result:
        return None
    marks = {each["mark"] for side in ("stopped", "freed") for each in run.result[side]["examples"]}
    sends = outbox.sends_by_id(run.brand_id, marks)
    return Came(
        tuple(
            Row(_(_LEVELS[each["level"]]), each["now"], each["then"])
            for each in run.result["worst"]
        ),
        tuple(
            Row(f"{each['code']} · {_(_LEVELS[each['level']])}", each["now"], each["then"])
            for each in run.result["rules"]
        ),
        _examples(run.result["stopped"], sends),
        _examples(run.result["freed"], sends),
        run.result["stopped"]["count"],
        run.result["freed"]["count"],
    )


def _examples(side: dict[str, Any], sends: dict[int, Send]) -> tuple[Example, ...]:
    """What was erased since is left out."""
    return tuple(
        Example(sends[each["mark"]], tuple(dict.fromkeys(f["code"] for f in each["findings"])))
        for each in side["examples"]
        if each["mark"] in sends
    )
