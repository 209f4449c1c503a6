"""How an incident is said on the screens: its state, how bad, its timeline, what became of a notice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.utils.translation import gettext_noop as say

from amends.incidents.models import Incident, TimelineEntry
from amends.incidents.queries.pinned import Pin, Pinned
from amends.incidents.queries.standing import Standing, There
from amends.incidents.rules.words import IncidentState, Severity, Template
from amends.staff.rules.hours import Hours
from amends.web import pieces, words

STATES = {
    IncidentState.INVESTIGATING: gettext_lazy("Investigating"),
    IncidentState.IDENTIFIED: gettext_lazy("Identified"),
    IncidentState.WATCHING: gettext_lazy("Watching"),
    IncidentState.RESOLVED: gettext_lazy("Resolved"),
}
SEVERITIES = {
    Severity.MINOR: gettext_lazy("Minor"),
    Severity.MAJOR: gettext_lazy("Major"),
    Severity.CRITICAL: gettext_lazy("Critical"),
}
TEMPLATES = {
    Template.SITE_DOWN: (
        gettext_lazy("Site down"),
        gettext_lazy("The website or the app cannot be used."),
        gettext_lazy("Our website does not work"),
    ),
    Template.SHIPPING_DELAY: (
        gettext_lazy("Shipping delay"),
        gettext_lazy("Parcels come later than they were promised."),
        gettext_lazy("Parcels are late"),
    ),
    Template.LONG_WAITS: (
        gettext_lazy("Long waits on the phone"),
        gettext_lazy("Whoever calls waits very long."),
        gettext_lazy("Long waits on the phone"),
    ),
    Template.RECALL: (
        gettext_lazy("Recall"),
        gettext_lazy("Something that was sold must not be used."),
        gettext_lazy("A product is recalled"),
    ),
    Template.DATA_PROBLEM: (
        gettext_lazy("Data problem"),
        gettext_lazy("Data was lost, is wrong, or was seen by others."),
        gettext_lazy("A problem with customers’ data"),
    ),
    Template.CLOSED_TODAY: (
        gettext_lazy("Closed today"),
        gettext_lazy("A place that people come to is closed."),
        gettext_lazy("Closed today"),
    ),
    Template.OTHER: (
        gettext_lazy("Something else"),
        gettext_lazy("None of these: begin with plain words."),
        gettext_lazy("Something is wrong"),
    ),
}
SEVERITY_TINTS = {Severity.MINOR: "", Severity.MAJOR: "soon", Severity.CRITICAL: "late"}


def default_title(template: Template) -> str:
    """What an incident of this kind is called until somebody says better."""
    return str(TEMPLATES[template][2])


def ring(incident: Incident, now: datetime, css: str = "") -> SafeString:
    """The promise of the next word, counted down by the clock on the wall: troubles keep no hours."""
    if incident.next_update_at is None:
        return SafeString("")
    since = incident.opened_at
    told = getattr(incident, "last_told_at", None)
    return pieces.clock(incident.next_update_at, told or since, now, Hours(), css)


@dataclass(frozen=True, slots=True)
class Step:
    """One of the four states in the line at the top."""

    words: str
    at: str
    tint: str


def steps(incident: Incident, updates: list[Any], now: datetime) -> list[Step]:
    """The states from the first to the last: which are behind us, which is now, and since when."""
    first: dict[str, datetime] = {}
    for update in updates:
        first.setdefault(update.state, update.at)
    first.setdefault(IncidentState.INVESTIGATING, incident.opened_at)
    order = list(IncidentState)
    here = order.index(IncidentState(incident.state))
    tints = ["done" if at < here else "now" if at == here else "" for at in range(len(order))]
    return [
        Step(
            str(STATES[state]),
            words.moment(first[state], now) if state in first and tints[at] else "",
            tints[at],
        )
        for at, state in enumerate(order)
    ]


# -------------------------------------------------------------------------------- the timeline

_KINDS = {
    "open": say("Opened."),
    "describe": say("Changed what is known of it."),
    "promise": say("Moved the next word."),
    "resolve_proposed": say("The monitor says that all is well again."),
    "close_untold": say("Closed without a word: nobody was told of it."),
    "monitor": say("A monitor saw it."),
    "say_again": say("Asked one network once more."),
    "pin": say("The notice is to stay on top while this lasts."),
    "unpin": say("The notice need stay on top no longer."),
    "attach": say("Cases were attached."),
    "detach": say("A case was taken off."),
    "watch": say("Switched attaching by itself on or off."),
    "broadcast": say("Began to tell everybody affected."),
    "broadcast_cancel": say("Stopped telling; what had not left was taken back."),
    "broadcast_go_on": say("Went on telling everybody affected."),
    "broadcast_done": say("Of everybody affected it is known whether they were told."),
    "review": say("Wrote down what was learned."),
}


def happened(entry: TimelineEntry) -> str:
    """An entry of the timeline as a sentence."""
    facts: dict[str, Any] = entry.facts
    if entry.kind == "note":
        return entry.text
    if entry.kind == "tell":
        return _told(facts)
    if entry.kind == "open" and facts.get("cases"):
        n = int(facts["cases"])
        return ngettext("Opened from %(n)d case.", "Opened from %(n)d cases.", n) % {"n": n}
    known = _KINDS.get(entry.kind)
    return _(known) if known else entry.text or entry.kind.replace("_", " ")


def _told(facts: dict[str, Any]) -> str:
    state = STATES[IncidentState(facts["state"])]
    n, stopped = len(facts.get("asked", ())), len(facts.get("stopped", ()))
    said = ngettext(
        "%(state)s: told everyone on %(n)d network.",
        "%(state)s: told everyone on %(n)d networks.",
        n,
    ) % {"state": state, "n": n}
    if stopped:
        more = ngettext("The gate stopped %(n)d.", "The gate stopped %(n)d.", stopped)
        said = f"{said} {more % {'n': stopped}}"
    return said


# ------------------------------------------------------------------------- on one network

_STANDINGS = {
    Standing.SENT: (say("Posted"), "fine", "ok"),
    Standing.ON_ITS_WAY: (say("On its way"), "", "clock"),
    Standing.HELD: (say("Held"), "soon", "pause"),
    Standing.UNKNOWN: (say("May be there or not"), "soon", "info"),
    Standing.FAILED: (say("Not posted"), "late", "alert"),
    Standing.STOPPED: (say("Stopped by the gate"), "late", "no"),
    Standing.SKIPPED: (say("Left out"), "", "no"),
}


@dataclass(frozen=True, slots=True)
class OnNetwork:
    """What became of a notice on one network, and what a person may do about it."""

    there: There
    words: str
    tint: str
    icon: str
    #: Verbs of the send that is stuck, each with its button's words.
    ways: tuple[tuple[str, str], ...]


def on_network(there: There) -> OnNetwork:
    """The state of a notice on a network in words, with a way out where there is one."""
    said, tint, icon = _STANDINGS[there.standing]
    return OnNetwork(there, _(said), tint, icon, _ways(there))


def _ways(there: There) -> tuple[tuple[str, str], ...]:
    return {
        Standing.HELD: (("let-go", _("Let it go")),),
        Standing.FAILED: (("try-again", _("Try again")),),
        Standing.UNKNOWN: (
            ("look-up", _("Look there")),
            ("settle-as-sent", _("It is there")),
            ("settle-as-not-sent", _("It is not there")),
        ),
    }.get(there.standing, ())


_PINS = {
    Pinned.NOT: (say("Not pinned"), "", "no"),
    Pinned.WAITS: (say("Pinned once it is there"), "", "clock"),
    Pinned.ON_ITS_WAY: (say("Being pinned"), "", "clock"),
    Pinned.PINNED: (say("Pinned"), "fine", "ok"),
    Pinned.LETTING_GO: (say("Being let go"), "", "clock"),
    Pinned.STOPPED: (say("Not pinned"), "late", "alert"),
}


def pinned(pin: Pin) -> tuple[Pin, str, str, str, str]:
    """A pin with its state in words, its tint, its icon, and what the network said where it was stopped."""
    said, tint, icon = _PINS[pin.state]
    why = pin.deed.trouble if pin.deed is not None and pin.state is Pinned.STOPPED else ""
    return pin, _(said), tint, icon, why


def moment_given(text: str) -> datetime | None:
    """A moment that a form named, in the brand's time; None for nothing or nonsense."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    # Where the calendar ends, no clock of a brand can show it.
    if found is None or not 1970 < found.year < 9000:
        return None
    return found if found.tzinfo else timezone.make_aware(found)
