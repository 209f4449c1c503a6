"""Says an alert in one sentence: for the bell, a mail, a push, a chat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.alerts.models import Alert
from amends.alerts.rules.kinds import Detail, Kind
from amends.channels.models import Connection
from amends.inbox.models import Case, Message
from amends.staff.models import Team, User

#: Characters of a customer's words, for those who let them leave the desk.
MOST_WORDS = 120


@dataclass(frozen=True, slots=True)
class Known:
    """The names that the sentences need, each by its id."""

    people: Mapping[int, str] = field(default_factory=dict)
    colleagues: Mapping[int, str] = field(default_factory=dict)
    teams: Mapping[int, str] = field(default_factory=dict)
    connections: Mapping[int, str] = field(default_factory=dict)
    words: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """An alert as it is shown."""

    alert: Alert
    sentence: str
    #: The customer's own words, where they may be shown.
    words: str = ""


def known_for(alerts: Sequence[Alert], *, with_words: bool = False) -> Known:
    """Every name that these alerts need, in five queries."""
    cases = {alert.case_id for alert in alerts if alert.case_id}
    users = _ids(alerts, "by", "to", "from")
    messages = _ids(alerts, "message") if with_words else set()
    people = Case.objects.filter(pk__in=cases).values_list("pk", "person__name", "identity__handle")
    return Known(
        people={pk: " ".join((name or handle).split()) for pk, name, handle in people},
        colleagues=dict(User.objects.filter(pk__in=users).values_list("pk", "name")),
        teams=dict(Team.objects.filter(pk__in=_ids(alerts, "team")).values_list("pk", "name")),
        connections=dict(
            Connection.objects.filter(pk__in=_ids(alerts, "connection")).values_list("pk", "name")
        ),
        words=dict(Message.objects.filter(pk__in=messages).values_list("pk", "text")),
    )


def said(alerts: Iterable[Alert], *, zone: str, detail: Detail = Detail.NAMES) -> list[Said]:
    """The alerts in words, in their order; times are in ``zone``."""
    listed = list(alerts)
    known = known_for(listed, with_words=detail is Detail.WORDS)
    return [
        Said(alert, sentence(alert, known, zone=zone, detail=detail), _words(alert, known))
        for alert in listed
    ]


def sentence(alert: Alert, known: Known, *, zone: str, detail: Detail = Detail.NAMES) -> str:
    """The alert in one sentence."""
    facts = alert.facts
    person = known.people.get(alert.case_id or 0, "") if detail is not Detail.HIDDEN else ""
    names = {
        "person": person or _("a customer"),
        "by": known.colleagues.get(facts.get("by") or 0, _("Amends")),
        "to": known.colleagues.get(facts.get("to") or 0, _("a colleague")),
        "team": known.teams.get(facts.get("team") or 0, _("Your team")),
        "connection": known.connections.get(facts.get("connection") or 0, _("A connection")),
        "name": facts.get("name", ""),
        "n": alert.times,
        "at": _time(facts.get("due_at"), zone),
    }
    words = _TEMPLATES[Kind(alert.kind)](alert) % names
    return words[:1].upper() + words[1:]


def _words(alert: Alert, known: Known) -> str:
    text = " ".join(known.words.get(alert.facts.get("message") or 0, "").split())
    return text if len(text) <= MOST_WORDS else f"{text[: MOST_WORDS - 1]}…"


def _ids(alerts: Iterable[Alert], *names: str) -> set[int]:
    found = (alert.facts.get(name) for alert in alerts for name in names)
    return {each for each in found if isinstance(each, int)}


def _time(text: object, zone: str) -> str:
    if not isinstance(text, str):
        return ""
    return f"{datetime.fromisoformat(text).astimezone(ZoneInfo(zone)):%H:%M}"


def _mentioned(_alert: Alert) -> str:
    return _("%(by)s mentioned you in the case of %(person)s")


def _assigned(alert: Alert) -> str:
    if alert.facts.get("by") is None:
        return _("The case of %(person)s was given to you")
    return _("%(by)s gave you the case of %(person)s")


def _handed_over(alert: Alert) -> str:
    if not alert.facts.get("was_mine"):
        return _("%(by)s handed you the case of %(person)s")
    if alert.facts.get("to") is None:
        return _("%(by)s put your case of %(person)s back for everybody")
    if alert.facts.get("to") == alert.facts.get("by"):
        return _("%(by)s took over your case of %(person)s")
    return _("%(by)s gave your case of %(person)s to %(to)s")


def _team(alert: Alert) -> str:
    return ngettext("%(team)s got the case of %(person)s", "%(team)s got %(n)s cases", alert.times)


def _new(alert: Alert) -> str:
    return ngettext("A new case: %(person)s wrote", "%(n)s new cases", alert.times)


def _reply(alert: Alert) -> str:
    return ngettext("%(person)s replied", "%(person)s replied %(n)s times", alert.times)


def _next_word(alert: Alert) -> str:
    if alert.facts.get("is_late"):
        return _("The next word on “%(name)s” was promised for %(at)s and is late")
    return _("The next word on “%(name)s” is promised for %(at)s")


def _late(alert: Alert) -> str:
    if "incident" in alert.facts:
        return _next_word(alert)
    if alert.facts.get("is_late"):
        return _("%(person)s was promised an answer by %(at)s and has none")
    return _("%(person)s was promised an answer by %(at)s")


def _team_late(alert: Alert) -> str:
    if "incident" in alert.facts:
        return _next_word(alert)
    if alert.times > 1:
        return _("%(n)s promises are late or nearly late")
    return _late(alert)


def _send(alert: Alert) -> str:
    if alert.user_id is None:
        return {
            "held": _("An answer of %(to)s to %(person)s is held"),
            "unknown": _("Nobody knows whether %(person)s got the answer of %(to)s"),
        }.get(str(alert.facts.get("state")), _("An answer of %(to)s did not reach %(person)s"))
    if alert.times > 1:
        return {
            "held": _("%(n)s of your answers are held"),
            "unknown": _("Nobody knows of %(n)s of your answers whether they arrived"),
        }.get(str(alert.facts.get("state")), _("%(n)s of your answers did not arrive"))
    return {
        "held": _("Your answer to %(person)s is held"),
        "unknown": _("Nobody knows whether %(person)s got your answer"),
    }.get(str(alert.facts.get("state")), _("Your answer did not reach %(person)s"))


def _approval(alert: Alert) -> str:
    if alert.times > 1:
        return _("%(n)s things wait for your approval")
    if alert.facts.get("what"):
        return {
            "hide": _("%(by)s asks for your approval to hide words of %(person)s"),
            "remove": _("%(by)s asks for your approval to delete words of %(person)s"),
        }.get(
            str(alert.facts["what"]),
            _("%(by)s asks for your approval of other words in an answer to %(person)s"),
        )
    if alert.facts.get("is_escalated"):
        return _("Nobody has approved the answer of %(by)s to %(person)s yet: now you are asked")
    return _("%(by)s asks for your approval of an answer to %(person)s")


def _decided(alert: Alert) -> str:
    if alert.facts.get("what"):
        return _decided_deed(is_approved=bool(alert.facts.get("is_approved")))
    if alert.facts.get("is_approved"):
        return _("%(by)s approved your answer to %(person)s")
    return _("%(by)s gave your answer to %(person)s back")


def _decided_deed(*, is_approved: bool) -> str:
    if is_approved:
        return _("%(by)s approved what you wanted done to words of %(person)s")
    return _("%(by)s said no to what you wanted done to words of %(person)s")


def _connection(alert: Alert) -> str:
    return {
        "failing": _("%(connection)s does not answer us"),
        "disconnected": _("%(connection)s must be connected again"),
        "subscription": _("The subscription “%(name)s” was paused: its program takes nothing"),
        "silent": _("%(connection)s is unusually quiet"),
        "backlog": _("Deliveries of %(connection)s wait and nobody reads them"),
    }.get(str(alert.facts.get("alarm")), _("The journal of %(connection)s does not add up"))


def _quarantine(alert: Alert) -> str:
    if int(alert.facts.get("count", 1)) == 1:
        return _("A delivery could not be understood and is in quarantine")
    words = _("%(count)s deliveries are in quarantine")
    return words.replace("%(count)s", str(int(alert.facts["count"])))


def _spike(alert: Alert) -> str:
    people = str(int(alert.facts.get("people", 0)))
    if alert.facts.get("is_campaign"):
        return _("Many accounts write the same words: it looks like a campaign")
    return _("%(people)s people say the same, more than usual").replace("%(people)s", people)


def _spread(_alert: Alert) -> str:
    return _("What %(person)s said is about to be seen by many")


_TEMPLATES = {
    Kind.MENTIONED: _mentioned,
    Kind.ASSIGNED: _assigned,
    Kind.HANDED_OVER: _handed_over,
    Kind.TEAM: _team,
    Kind.NEW: _new,
    Kind.REPLY: _reply,
    Kind.LATE: _late,
    Kind.TEAM_LATE: _team_late,
    Kind.SEND: _send,
    Kind.APPROVAL: _approval,
    Kind.DECIDED: _decided,
    Kind.CONNECTION: _connection,
    Kind.QUARANTINE: _quarantine,
    Kind.SPIKE: _spike,
    Kind.SPREAD: _spread,
}
