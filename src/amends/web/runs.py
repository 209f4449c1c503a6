"""How a run over many cases is said: what it does, how it goes, how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from amends.bulk.models import Run, RunState, Verb
from amends.bulk.rules import SURELY_MEANT, Tally
from amends.web import words

#: What is about to happen, and what has happened; the run's own facts fill the names in.
_DOES = {
    Verb.ASSIGN: gettext_noop("Assign to %(name)s"),
    Verb.RELEASE: gettext_noop("Assign to nobody"),
    Verb.TEAM: gettext_noop("Give to the team %(name)s"),
    Verb.TAG: gettext_noop("Tag “%(name)s”"),
    Verb.UNTAG: gettext_noop("Take the tag “%(name)s” off"),
    Verb.SNOOZE: gettext_noop("Snooze until %(until)s"),
    Verb.CLOSE: gettext_noop("Close"),
    Verb.REOPEN: gettext_noop("Reopen"),
    Verb.SPAM: gettext_noop("Mark as spam"),
    Verb.ANSWER: gettext_noop("Answer"),
}
_ICONS = {
    Verb.ASSIGN: "person",
    Verb.RELEASE: "person",
    Verb.TEAM: "people",
    Verb.TAG: "tag",
    Verb.UNTAG: "tag",
    Verb.SNOOZE: "snooze",
    Verb.CLOSE: "box",
    Verb.REOPEN: "open",
    Verb.SPAM: "no",
    Verb.ANSWER: "send",
    Verb.UNDO: "undo",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A run in words, with what may be done about it now."""

    run: Run
    tally: Tally
    does: str
    icon: str
    state: str
    #: The colour of the state.
    tint: str
    may_undo: bool
    may_go_on: bool


def does(run: Run, now: datetime) -> str:
    """What a run does, as its button says it."""
    if run.verb == Verb.UNDO:
        return _("Undo: %(what)s") % {"what": _does(Verb(str(run.facts["of"])), run, now)}
    return _does(Verb(run.verb), run, now)


def _does(verb: Verb, run: Run, now: datetime) -> str:
    facts = {"name": str(run.facts.get("name", "")), "until": ""}
    if run.facts.get("until"):
        facts["until"] = words.moment(datetime.fromisoformat(str(run.facts["until"])), now)
    return _(_DOES[verb]) % facts


def told(run: Run, tally: Tally, now: datetime) -> Told:
    """A run with its numbers, ready to be shown."""
    ended = run.state in {RunState.DONE, RunState.CANCELLED} and run.began_at is not None
    is_undone = Run.objects.filter(undoes=run).exists() if ended else False
    state, tint = _state(run, tally)
    return Told(
        run=run,
        tally=tally,
        does=does(run, now),
        icon=_ICONS[Verb(run.verb)],
        state=state,
        tint=tint,
        may_undo=ended and run.verb != Verb.UNDO and tally.done > 0 and not is_undone,
        may_go_on=ended and tally.done < tally.total,
    )


def _state(run: Run, tally: Tally) -> tuple[str, str]:
    if run.state == RunState.RUNNING:
        facts = {"n": tally.behind, "total": tally.total}
        return _("%(n)d of %(total)d") % facts, "act"
    if run.is_paused:
        return _("Paused by the brake"), "late"
    if run.state == RunState.CANCELLED:
        return _("Stopped"), "soon"
    if run.state == RunState.DRAFT:
        return _("Not begun"), ""
    return (_("Done"), "fine") if not tally.refused else (_("Done, with refusals"), "soon")


def outcome(run: Run, tally: Tally, now: datetime) -> str:
    """What became of a run, in a sentence for a toast."""
    facts = {"what": does(run, now), "n": tally.done, "total": tally.total, "no": tally.refused}
    if run.state == RunState.RUNNING:
        return _("%(what)s: %(total)d cases, going on.") % facts
    if run.is_paused:
        return _("%(what)s: %(n)d of %(total)d done, then paused by the brake.") % facts
    if not tally.refused:
        return ngettext("%(what)s: 1 case.", "%(what)s: %(n)d cases.", tally.done) % facts
    return _("%(what)s: %(n)d done, %(no)d refused.") % facts


def needs_a_look(run: Run) -> bool:
    """Whether a person is asked once more before it begins."""
    return run.verb == Verb.ANSWER or run.total > SURELY_MEANT
