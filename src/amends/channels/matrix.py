"""Writes the capability matrix: docs/channels/matrix.md, one row per channel in each of its tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from amends.channels.base import Channel
from amends.channels.contract import Capabilities, Hears, Limit
from amends.channels.registry import channels

YES, NO = "yes", "–"
_HEAD = """\
# What each network can do through Amends

Generated from the adapters themselves: `amends channels matrix > docs/channels/matrix.md`.
"""
_HEARS = ("network", *(str(kind) for kind in Hears))
_COMES = (
    "network",
    "pushed to us",
    "streamed",
    "asked every",
    "read again",
    "asked for words",
    "all that is posted",
    "messages looked at again",
    "spread counted again",
)
_SAYS = (
    "network",
    "public answers",
    "posts of its own",
    "warnings",
    "private answers",
    "opens private",
    "pictures and files",
    "longest public text",
    "longest private text",
    "private within",
)
_FILES = ("network", "files with a message", "largest", "together", "types", "alt text")
_DOES = ("network", "edits", "takes back", "hides", "deletes others’", "likes", "pins")
_SURE = ("network", "repeats are safe", "lost answers can be looked up", "shows sends within")


def render() -> str:
    """The whole page, for every channel of this installation, without the last line's end."""
    tables = zip(*(rows(channel) for channel in channels().values()), strict=True)
    titles = (
        *("What it hears", "How it comes", "What it says"),
        *("Pictures and files", "What it does to what stands there", "How sure we are"),
    )
    heads = (_HEARS, _COMES, _SAYS, _FILES, _DOES, _SURE)
    parts = [
        f"## {title}\n\n{_table(head, lines)}"
        for title, head, lines in zip(titles, heads, tables, strict=True)
    ]
    return "\n".join((_HEAD, *parts)).rstrip("\n")


def rows(channel: Channel) -> tuple[str, ...]:
    """A channel's line in each of the tables."""
    can = channel.capabilities
    hears = [_yes(kind in can.hears) for kind in Hears]
    comes = [_yes(can.pushes), _yes(can.streams)]
    comes += [_span(can.poll_every), _span(can.sweep_back)] if can.fetches else [NO, NO]
    comes += [_yes(can.searches), _yes(can.overhears)]
    comes += [_span(again.every) if again else NO for again in (can.recheck, can.recount)]
    says = [
        _yes(can.replies_publicly),
        _yes(can.posts),
        _yes(can.warns),
        _yes(can.replies_privately),
        _yes(can.opens_private),
        _yes(can.sends_media),
        _limit(can.public_limit, speaks=can.replies_publicly),
        _limit(can.private_limit, speaks=can.replies_privately),
        _span(can.private_window) if can.private_window else NO,
    ]
    sure = [_yes(can.idempotent_sends), _yes(can.reads_back)]
    sure.append(_span(can.shows_sends_within) if can.reads_back else NO)
    name = f"[{channel.name}]({channel.slug}.md)"
    cells_of_all = (hears, comes, says, _files(can), _does(can), sure)
    return tuple(_line((name, *cells)) for cells in cells_of_all)


def _does(can: Capabilities) -> list[str]:
    able = (can.edits, can.deletes, can.hides, can.removes, can.likes, can.pins)
    return [_yes(each) for each in able]


def _files(can: Capabilities) -> list[str]:
    limit = can.media_limit
    if not can.sends_media:
        return [NO] * (len(_FILES) - 1)
    if limit is None:
        return ["no limit", "no limit", "no limit", "any", NO]
    sizes = [f"{size / 1_000_000:g} MB" for size in (limit.largest, limit.together)]
    types = ", ".join(sorted(limit.types)) or "any"
    return [str(limit.count), *sizes, types, _yes(limit.describes)]


def _table(head: Iterable[str], lines: Iterable[str]) -> str:
    cells = tuple(head)
    return "\n".join((_line(cells), _line(["---"] * len(cells)), *lines)) + "\n"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _yes(whether: bool) -> str:  # noqa: FBT001 - it is what it shows
    return YES if whether else NO


def _limit(limit: Limit | None, *, speaks: bool) -> str:
    if not speaks:
        return NO
    return f"{limit.size:,} {limit.unit}" if limit else "no limit"


def _span(span: timedelta) -> str:
    seconds = int(span.total_seconds())
    if not seconds:
        return "at once"
    for name, size in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        if seconds % size == 0:
            number = seconds // size
            return f"{number} {name}{'s' if number > 1 else ''}"
    raise AssertionError("every whole number of seconds is a number of seconds")
