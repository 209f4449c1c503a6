"""What the pages of a run show of each case: the exact words, the forecast of the gate, the outcome."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from amends.bulk.models import ItemState, Run, RunItem
from amends.bulk.rules import Where
from amends.inbox.models import Case
from amends.outbox.rules import variables as known_variables
from amends.replies import queries as replies
from amends.replies.models import SavedReply
from amends.replies.rules import render
from amends.web import writing
from amends.web.desk import Desk

_VERDICTS = {
    "pass": (gettext_lazy("Will be sent"), "fine", "ok"),
    "hold": (gettext_lazy("Will be held"), "soon", "pause"),
    "block": (gettext_lazy("Will be refused"), "late", "no"),
    "": (gettext_lazy("Being checked"), "", "clock"),
}
_STATES = {
    ItemState.WAITING: (gettext_lazy("Not yet"), "", "clock"),
    ItemState.DONE: (gettext_lazy("Done"), "fine", "ok"),
    ItemState.REFUSED: (gettext_lazy("Refused"), "late", "no"),
}
_WHERES: dict[Where, Promise] = {
    Where.AS_WRITTEN: gettext_lazy("Where each customer wrote last"),
    Where.PUBLIC: gettext_lazy("Always in public"),
    Where.PRIVATE: gettext_lazy("Always in private"),
}


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One case of a run, ready to be shown."""

    item: RunItem
    counter: writing.Counter
    verdict: str
    verdict_tint: str
    verdict_icon: str
    state: str
    state_tint: str
    state_icon: str


@dataclass(frozen=True, slots=True)
class WhereChoice:
    """A way to say an answer to many."""

    value: str
    words: str
    is_chosen: bool


def line(item: RunItem) -> ItemLine:
    """An item with its words: the gate's forecast, and what became of it."""
    kind = writing.PUBLIC if item.is_public else writing.PRIVATE
    foreseen, foreseen_tint, foreseen_icon = _VERDICTS[item.verdict]
    state, tint, icon = _STATES[ItemState(item.state)]
    return ItemLine(
        item=item,
        counter=writing.counter(item.case, kind, item.text),
        verdict=str(foreseen),
        verdict_tint=foreseen_tint,
        verdict_icon=foreseen_icon,
        state=str(state),
        state_tint=tint,
        state_icon=icon,
    )


def wheres(run: Run) -> list[WhereChoice]:
    """The ways to say it, with the one that was chosen."""
    chosen = run.facts.get("where", Where.AS_WRITTEN.value)
    return [WhereChoice(each.value, str(said), each == chosen) for each, said in _WHERES.items()]


def variables() -> list[str]:
    """What may stand in braces, as it is written."""
    return [f"{{{name}}}" for name in known_variables.NAMES]


def saved_replies(desk: Desk) -> list[SavedReply]:
    """The saved replies that this person may use."""
    return list(replies.saved_for(desk.brand.pk, desk.user.pk))


def text_of(desk: Desk, text: str) -> Callable[[Case], str]:
    """Each customer's own words: every variable that is known filled in. The gate stops what is not."""

    def own(case: Case) -> str:
        return render(text, replies.known(brand=desk.brand, user=desk.user, case=case))

    return own
