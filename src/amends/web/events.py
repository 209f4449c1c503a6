"""What happened to a case, as quiet sentences for its thread. What the thread shows anyway is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.inbox.models import CaseEvent, CaseEventKind, SetAside
from amends.web import words

Kind = CaseEventKind


def sentence(event: CaseEvent, now: datetime, names: Mapping[int, str]) -> str:
    """The event in words; empty when the messages and notes around it already say so.

    ``names``: colleagues' names by their id, for whom a case was given to.
    """
    who = event.by.name if event.by else _("Amends")
    if event.kind == Kind.SNOOZED:
        return _snoozed(event, who, now)
    if event.kind in _NAMING:
        return _NAMING[Kind(event.kind)](event, who, names)
    if event.kind in _TELLING:
        return _TELLING[Kind(event.kind)](event, who)
    return _plain(event, who)


def _plain(event: CaseEvent, who: str) -> str:
    by_hand = event.by_id is not None
    said = {
        Kind.CLOSED: _("%(who)s closed the case"),
        Kind.REOPENED: _("%(who)s reopened the case") if by_hand else _("The case came back"),
        Kind.WOKEN: _("The snooze ended"),
        Kind.WAITING_COLLEAGUE: _("%(who)s waits for a colleague"),
        Kind.WAITING_CUSTOMER: _("%(who)s waits for the customer") if by_hand else "",
        Kind.NEEDS_ANSWER: _("%(who)s put it back into the queue") if by_hand else "",
        Kind.TAKEN_OFFLINE: _("Taken offline"),
    }
    # A turn that follows from a merge, a split or a block is told with that.
    is_told = by_hand and event.facts.get("because") and event.kind in said
    found = "" if is_told else said.get(Kind(event.kind), "")
    return found % {"who": who} if "%(who)s" in found else found


# ------------------------------------------------------------------------ who has it


def _assigned(event: CaseEvent, who: str, names: Mapping[int, str]) -> str:
    to = event.facts.get("to")
    if to is None:
        return _("%(who)s gave the case back to everybody") % {"who": who}
    if to == event.by_id:
        return _("%(who)s took the case") % {"who": who}
    name = names.get(to, _("a former colleague")) if isinstance(to, int) else str(to)
    if event.facts.get("because") in {"round_robin", "by_load"}:
        return _("Handed out to %(name)s") % {"name": name}
    return _("%(who)s assigned the case to %(name)s") % {"who": who, "name": name}


def _joined(event: CaseEvent, who: str, names: Mapping[int, str]) -> str:
    user = event.facts.get("user")
    if user == event.by_id:
        return _("%(who)s follows the case") % {"who": who}
    name = names.get(user, _("a former colleague")) if isinstance(user, int) else ""
    if event.facts.get("because"):
        return _("%(name)s was named in a note and follows the case") % {"name": name}
    return _("%(who)s added %(name)s") % {"who": who, "name": name}


def _left(event: CaseEvent, who: str, names: Mapping[int, str]) -> str:
    user = event.facts.get("user")
    if user == event.by_id:
        return _("%(who)s no longer follows the case") % {"who": who}
    name = names.get(user, _("a former colleague")) if isinstance(user, int) else ""
    return _("%(who)s removed %(name)s") % {"who": who, "name": name}


def _to_team(event: CaseEvent, who: str) -> str:
    if event.by_id is None:
        return ""
    facts = {"who": who, "team": event.facts.get("name") or "?"}
    if event.facts.get("to") is None:
        return _("%(who)s took the case out of the team’s queue") % facts
    return _("%(who)s gave the case to the team %(team)s") % facts


# ----------------------------------------------------------------------- tags and fields


def _tagged(event: CaseEvent, who: str) -> str:
    facts = {"who": who, "tag": event.facts.get("name") or event.facts.get("tag") or "?"}
    if event.kind == Kind.TAGGED and event.facts.get("because") == "learnt":
        facts["percent"] = event.facts.get("precision") or "?"
        return (
            _("%(who)s added the tag “%(tag)s” by itself, right %(percent)s times of 100 before")
            % facts
        )
    if event.kind == Kind.TAGGED:
        return _("%(who)s added the tag “%(tag)s”") % facts
    return _("%(who)s took the tag “%(tag)s” off") % facts


def _field_set(event: CaseEvent, who: str) -> str:
    facts = {"who": who, "field": event.facts.get("name") or "?"}
    if event.facts.get("empty"):
        return _("%(who)s emptied “%(field)s”") % facts
    return _("%(who)s filled in “%(field)s”") % facts


# --------------------------------------------------------------- merging, linking, setting aside


def _merged(event: CaseEvent, who: str) -> str:
    facts = {"who": who, "origin": event.facts.get("origin"), "target": event.facts.get("target")}
    if event.case_id == event.facts.get("target"):
        return _("%(who)s merged case #%(origin)s into this one") % facts
    return _("%(who)s merged this case into #%(target)s") % facts


def _unmerged(event: CaseEvent, who: str) -> str:
    facts = {"who": who, "origin": event.facts.get("origin"), "target": event.facts.get("target")}
    if event.facts.get("undo") == "split":
        return _("%(who)s put #%(origin)s and #%(target)s together again") % facts
    return _("%(who)s took apart #%(origin)s and #%(target)s again") % facts


def _split(event: CaseEvent, who: str) -> str:
    facts = {"who": who, "origin": event.facts.get("origin"), "target": event.facts.get("target")}
    if event.case_id == event.facts.get("target"):
        return _("%(who)s split this case off from #%(origin)s") % facts
    return _("%(who)s split off case #%(target)s") % facts


def _moved(event: CaseEvent, _who: str) -> str:
    count = len(event.facts.get("messages") or ())
    facts = {"n": count, "other": event.facts.get("from")}
    if event.case_id == event.facts.get("from"):
        facts["other"] = event.facts.get("to")
        told = ngettext(
            "%(n)d message went to case #%(other)s",
            "%(n)d messages went to case #%(other)s",
            count,
        )
        return told % facts
    told = ngettext(
        "%(n)d message came from case #%(other)s",
        "%(n)d messages came from case #%(other)s",
        count,
    )
    return told % facts


def _linked(event: CaseEvent, who: str) -> str:
    facts = {"who": who, "case": event.facts.get("case")}
    if event.kind == Kind.LINKED:
        return _("%(who)s linked case #%(case)s") % facts
    return _("%(who)s took the link to #%(case)s away") % facts


def _set_aside(event: CaseEvent, who: str) -> str:
    if event.facts.get("why") == SetAside.SPAM:
        return _("%(who)s marked it as spam") % {"who": who}
    if event.facts.get("why") == SetAside.NOISE:
        return _("Taken for something that needs no answer")
    if event.by_id is None:
        return _("Closed: the customer is blocked")
    return _("%(who)s blocked the customer") % {"who": who}


def _put_back(event: CaseEvent, who: str) -> str:
    if (event.facts.get("why") or event.facts.get("was")) == SetAside.BLOCKED:
        return _("%(who)s unblocked the customer") % {"who": who}
    if (event.facts.get("why") or event.facts.get("was")) == SetAside.NOISE:
        return _("It needs an answer after all")
    return _("%(who)s said that it is no spam") % {"who": who}


def _answered_elsewhere(event: CaseEvent, who: str) -> str:
    """What the thread does not show by itself: an answer that a colleague gave on the network."""
    if not event.facts.get("by_hand"):
        return ""
    text = event.facts.get("text")
    if text:
        return _("%(who)s answered on the network itself: “%(text)s”") % {"who": who, "text": text}
    return _("%(who)s answered on the network itself") % {"who": who}


def _deed(event: CaseEvent, who: str) -> str:
    """What a colleague did on the network, and how it ended; that it is under way stands at the message."""
    if event.kind == Kind.DEED_ASKED:
        return ""
    what = str(event.facts.get("what", ""))
    facts = {"who": who, "reason": event.facts.get("reason", "")}
    if event.kind == Kind.DEED_DONE:
        told = _done(what) % facts
        return _("%(told)s: %(reason)s") % {**facts, "told": told} if facts["reason"] else told
    wanted = _wanted(what)
    if event.kind == Kind.DEED_PUT_AWAY:
        return _("%(who)s left it undone: %(wanted)s") % {"who": who, "wanted": wanted}
    ended = _ended(str(event.facts.get("ended", "")))
    facts |= {"wanted": wanted, "ended": ended}
    return _("%(who)s wanted %(wanted)s: %(ended)s") % facts


def _approval(event: CaseEvent, who: str) -> str:
    """What became of an answer, or of something done on the network, that a colleague has to look at."""
    rules = ", ".join(str(each) for each in event.facts.get("rules", []))
    what = str(event.facts.get("what", ""))
    comment = event.facts.get("comment", "")
    facts = {"who": who, "rules": rules, "comment": comment, "wanted": _wanted(what)}
    if what:
        return _approval_of_deed(event.kind) % facts
    return {
        Kind.APPROVAL_ASKED: _("The answer of %(who)s waits for approval: %(rules)s"),
        Kind.APPROVED: _("%(who)s approved the answer"),
        Kind.APPROVAL_RETURNED: _("%(who)s gave the answer back: %(comment)s"),
        Kind.APPROVAL_ESCALATED: _("Nobody approved in time; somebody else is asked, too"),
    }[Kind(event.kind)] % facts


def _approval_of_deed(kind: str) -> str:
    return {
        Kind.APPROVAL_ASKED: _("%(who)s wants %(wanted)s; a second person is asked"),
        Kind.APPROVED: _("%(who)s said yes, %(wanted)s"),
        Kind.APPROVAL_RETURNED: _("%(who)s said no, not %(wanted)s: %(comment)s"),
        Kind.APPROVAL_ESCALATED: _("Nobody approved in time; somebody else is asked, too"),
    }[Kind(kind)]


def _done(what: str) -> str:
    return {
        "edit": _("%(who)s edited our answer on the network"),
        "delete": _("%(who)s took our answer back from the network"),
        "hide": _("%(who)s hid a message on the network"),
        "show": _("%(who)s showed a hidden message again"),
        "remove": _("%(who)s deleted a message on the network"),
        "like": _("%(who)s thanked for a message with a like"),
        "pin": _("%(who)s pinned a notice of ours on the network"),
        "unpin": _("%(who)s let go a pinned notice of ours"),
    }.get(what, "%(who)s")


def _wanted(what: str) -> str:
    return {
        "edit": _("to edit our answer on the network"),
        "delete": _("to take our answer back from the network"),
        "hide": _("to hide a message on the network"),
        "show": _("to show a hidden message again"),
        "remove": _("to delete a message on the network"),
        "like": _("to thank for a message with a like"),
        "pin": _("to pin a notice of ours on the network"),
        "unpin": _("to let go a pinned notice of ours"),
    }.get(what, what)


def _ended(state: str) -> str:
    return {
        "held": _("it is held until somebody looks"),
        "refused": _("the network refused"),
        "failed": _("it did not work"),
        "unknown": _("nobody knows whether it was done"),
    }.get(state, state)


def _pinned(event: CaseEvent, who: str) -> str:
    if event.kind == Kind.PINNED:
        return _("%(who)s pinned it to the top") % {"who": who}
    return _("%(who)s took the pin off") % {"who": who}


def _corrected(_event: CaseEvent, who: str) -> str:
    return _("%(who)s corrected what was made of a message") % {"who": who}


def _rules_acted(event: CaseEvent, _who: str) -> str:
    rules = [str(each) for each in event.facts.get("rules") or ()]
    said = _("Rules of the playbook caught it: %(rules)s") % {"rules": ", ".join(rules)}
    missed = [str(each) for each in event.facts.get("missed") or ()]
    return f"{said}. {' '.join(missed)}" if missed else said


def _person_changed(_event: CaseEvent, who: str) -> str:
    return _("%(who)s changed whose case this is: two people were merged or parted") % {"who": who}


def _snoozed(event: CaseEvent, who: str, now: datetime) -> str:
    if event.facts.get("because"):
        return ""
    try:
        until = datetime.fromisoformat(str(event.facts.get("until", "")))
    except ValueError:
        return _("%(who)s snoozed the case") % {"who": who}
    return _("%(who)s snoozed the case until %(at)s") % {"who": who, "at": words.moment(until, now)}


_NAMING: Mapping[CaseEventKind, Callable[[CaseEvent, str, Mapping[int, str]], str]] = {
    Kind.ASSIGNED: _assigned,
    Kind.JOINED: _joined,
    Kind.LEFT: _left,
}
_TELLING: Mapping[CaseEventKind, Callable[[CaseEvent, str], str]] = {
    Kind.TEAM_ASSIGNED: _to_team,
    Kind.TAGGED: _tagged,
    Kind.UNTAGGED: _tagged,
    Kind.FIELD_SET: _field_set,
    Kind.MERGED: _merged,
    Kind.UNMERGED: _unmerged,
    Kind.SPLIT: _split,
    Kind.MOVED: _moved,
    Kind.LINKED: _linked,
    Kind.UNLINKED: _linked,
    Kind.SET_ASIDE: _set_aside,
    Kind.PUT_BACK: _put_back,
    Kind.PERSON_CHANGED: _person_changed,
    Kind.ANSWERED_ELSEWHERE: _answered_elsewhere,
    Kind.DEED_ASKED: _deed,
    Kind.DEED_DONE: _deed,
    Kind.DEED_STOPPED: _deed,
    Kind.DEED_PUT_AWAY: _deed,
    Kind.PINNED: _pinned,
    Kind.UNPINNED: _pinned,
    Kind.CORRECTED: _corrected,
    Kind.RULES_ACTED: _rules_acted,
    Kind.APPROVAL_ASKED: _approval,
    Kind.APPROVED: _approval,
    Kind.APPROVAL_RETURNED: _approval,
    Kind.APPROVAL_ESCALATED: _approval,
}
