"""The keys of the desk, in one table: the sheet behind "?" is made of it, and the script reads the sheet.

So what is shown and what happens cannot differ: a key that is not in the sheet does nothing.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Group(enum.StrEnum):
    """Where keys are used."""

    LIST = "list"
    CASE = "case"
    ROUND = "round"
    WRITING = "writing"
    GO = "go"
    EVERYWHERE = "everywhere"


TITLES: dict[Group, Promise] = {
    Group.LIST: _("In the list"),
    Group.CASE: _("In the open case"),
    Group.ROUND: _("In the daily round"),
    Group.WRITING: _("While writing"),
    Group.GO: _("Go to"),
    Group.EVERYWHERE: _("Everywhere"),
}


@dataclass(frozen=True, slots=True)
class Shortcut:
    """What one or several keys do. ``does`` is the script's word for it.

    ``keys`` are bound by the script; in one of them parts are pressed after each other (``g i``) or,
    joined by ``+``, together (``Mod``: Ctrl, or Cmd on a Mac). ``native`` keys do it by themselves: the
    browser or the composer knows them. ``to`` is an address below the desk.
    """

    does: str
    words: Promise
    group: Group
    keys: tuple[str, ...] = ()
    native: tuple[str, ...] = ()
    to: str = ""

    @property
    def bound(self) -> str:
        """The keys as the script reads them."""
        return ",".join(self.keys)

    @property
    def shown(self) -> list[list[str]]:
        """Each way to press it, as the caps of its keys."""
        return [_caps(key) for key in (*self.keys, *self.native)]


_CAPS = {
    "ArrowDown": "↓",
    "ArrowUp": "↑",
    "Enter": "↵",
    "Escape": "Esc",
    "Mod": "Ctrl",
}


def _caps(key: str) -> list[str]:
    parts = [part for press in key.split() for part in press.split("+")]
    caps: list[str] = []
    for part in parts:
        is_big = len(part) == 1 and part.isalpha() and part.isupper()
        caps += ["Shift", part.lower()] if is_big else [_CAPS.get(part, part)]
    return caps


SHORTCUTS: tuple[Shortcut, ...] = (
    Shortcut("next", _("Next case"), Group.LIST, ("j", "ArrowDown")),
    Shortcut("previous", _("Previous case"), Group.LIST, ("k", "ArrowUp")),
    Shortcut("open", _("Open the case"), Group.LIST, ("o",), ("Enter",)),
    Shortcut("choose", _("Choose the case"), Group.LIST, ("x",)),
    Shortcut("choose-all", _("Choose all shown"), Group.LIST, ("X",)),
    Shortcut("reply", _("Reply"), Group.CASE, ("r",)),
    Shortcut("private", _("Private message"), Group.CASE, ("p",)),
    Shortcut("note", _("Note to the team"), Group.CASE, ("n",)),
    Shortcut("suggest", _("Suggest an answer"), Group.CASE, ("s",)),
    Shortcut("assign", _("Assign"), Group.CASE, ("a",)),
    Shortcut("mine", _("Assign to me"), Group.CASE, ("i",)),
    Shortcut("tag", _("Tag"), Group.CASE, ("t",)),
    Shortcut("wait", _("Snooze or wait"), Group.CASE, ("h",)),
    Shortcut("close", _("Close"), Group.CASE, ("e",)),
    Shortcut("urgent", _("Say that it is urgent, or not"), Group.CASE, ("u",)),
    Shortcut("rest", _("Say that it needs no answer, or one"), Group.CASE, ("y",)),
    Shortcut("kind", _("Say what kind it is"), Group.CASE, ("c",)),
    Shortcut("mood", _("Say how they feel"), Group.CASE, ("m",)),
    Shortcut("incident", _("It belongs to the open incident"), Group.CASE, ("b",)),
    Shortcut("take-tag", _("Take the suggested tag"), Group.CASE, ("T",)),
    Shortcut("dismiss-tag", _("Say that the suggested tag does not fit"), Group.CASE, ("D",)),
    Shortcut("next-case", _("Open the next case"), Group.CASE, ("J",)),
    Shortcut("previous-case", _("Open the previous case"), Group.CASE, ("K",)),
    Shortcut("answer", _("Give the answer of this number"), Group.ROUND, tuple("12345678")),
    Shortcut("answer", _("Skip"), Group.ROUND, ("0",)),
    Shortcut("send", _("Send"), Group.WRITING, (), ("Mod+Enter",)),
    Shortcut("send-close", _("Send and close"), Group.WRITING, (), ("Mod+Shift+Enter",)),
    Shortcut("undo", _("Take it back while it counts down"), Group.WRITING, (), ("Mod+z",)),
    Shortcut("saved", _("A saved reply, where a line begins"), Group.WRITING, (), ("/",)),
    Shortcut("suggest", _("Suggest an answer"), Group.WRITING, (), ("Mod+j",)),
    Shortcut("leave", _("Leave a field, a menu, a choice"), Group.WRITING, (), ("Escape",)),
    Shortcut("go", _("Needs an answer"), Group.GO, ("g i",), (), "inbox/needs-answer/"),
    Shortcut("go", _("Mine"), Group.GO, ("g m",), (), "inbox/mine/"),
    Shortcut("go", _("Waiting on customer"), Group.GO, ("g w",), (), "inbox/waiting-on-customer/"),
    Shortcut("go", _("Snoozed"), Group.GO, ("g z",), (), "inbox/snoozed/"),
    Shortcut("go", _("All open"), Group.GO, ("g o",), (), "inbox/open/"),
    Shortcut("go", _("Closed"), Group.GO, ("g e",), (), "inbox/closed/"),
    Shortcut("go", _("Many at once"), Group.GO, ("g x",), (), "many/"),
    Shortcut("go", _("Daily round"), Group.GO, ("g r",), (), "round/"),
    Shortcut("go", _("Settings"), Group.GO, ("g s",), (), "settings/"),
    Shortcut("search", _("Search"), Group.EVERYWHERE, ("/",)),
    Shortcut("palette", _("Find and do anything"), Group.EVERYWHERE, ("Mod+k",)),
    Shortcut("undo", _("Undo, while it is offered"), Group.EVERYWHERE, ("z",)),
    Shortcut("help", _("These keys"), Group.EVERYWHERE, ("?",)),
)


class Part(NamedTuple):
    """The keys that are used in one place, under its title."""

    name: str
    title: Promise
    shortcuts: list[Shortcut]


def sheet() -> list[Part]:
    """All keys by where they are used, in the order of the table."""
    return [
        Part(group.value, title, [each for each in SHORTCUTS if each.group is group])
        for group, title in TITLES.items()
    ]
