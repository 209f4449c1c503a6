"""A connection's health in words: its state, its sum, its traffic as a drawing, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from amends.channels.models import Connection, ConnectionState
from amends.listening.models import Alarm, AlarmKind
from amends.listening.queries import Balance, Health
from amends.web import words

_WIDTH, _HEIGHT = 180, 36


@dataclass(frozen=True, slots=True)
class Advice:
    """An alarm with what a person can do about it."""

    alarm: Alarm
    what_to_do: str


@dataclass(frozen=True, slots=True)
class Told:
    """Everything a connection's line and page say."""

    connection: Connection
    health: Health
    light: str
    state_words: str
    last_word: str
    alarms: tuple[Advice, ...]
    sum: Balance
    edge: str
    area: str
    busiest: int
    today: int


def told(health: Health, now: datetime) -> Told:
    """The connection's health for a reader."""
    light, state_words = _state(health)
    edge = _edge(health.traffic)
    return Told(
        connection=health.connection,
        health=health,
        light=light,
        state_words=state_words,
        last_word=_last_word(health, now),
        alarms=tuple(Advice(alarm, _what_to_do(alarm)) for alarm in health.alarms),
        sum=health.balance,
        edge=edge,
        area=f"0,{_HEIGHT} {edge} {_WIDTH},{_HEIGHT}",
        busiest=max(health.traffic, default=0),
        today=sum(health.traffic[-24:]),
    )


def _state(health: Health) -> tuple[str, str]:
    """The light's colour and its word: the gravest of what is wrong."""
    kinds = {alarm.kind for alarm in health.alarms}
    state = health.connection.state
    told = (
        (state == ConnectionState.PAUSED, "off", _("Paused")),
        (state == ConnectionState.DISCONNECTED, "late", _("Disconnected")),
        (AlarmKind.FAILING in kinds, "late", _("Not heard")),
        (AlarmKind.UNBALANCED in kinds, "late", _("Sum is wrong")),
        (bool(kinds), "soon", _("Look at this")),
        (health.last_good_word_at is None, "soon", _("Not heard yet")),
    )
    return next(((light, word) for holds, light, word in told if holds), ("ok", _("Listening")))


def _last_word(health: Health, now: datetime) -> str:
    at = health.last_good_word_at
    if at is None:
        return _("The network has not answered yet.")
    if now - at < words.MINUTE:
        return _("The network answered well just now.")
    facts = {"span": words.lasting(now - at), "at": words.moment(at, now)}
    return _("The network answered well %(span)s ago (%(at)s).") % facts


def _what_to_do(alarm: Alarm) -> str:
    return {
        AlarmKind.FAILING: _(
            "Nothing is lost: we keep asking, and read everything again once it answers. If it lasts,"
            " look at the network’s own status page, then at the address and key in the settings."
        ),
        AlarmKind.DISCONNECTED: _(
            "Open the settings, give a new key or password and save: we ask the network at once."
        ),
        AlarmKind.SILENT: _(
            "Look on the network whether people really write less. If there are messages that are"
            " not here, pause and resume: everything since is read again."
        ),
        AlarmKind.UNBALANCED: _(
            "We counted more than we can account for. Look into the quarantine; the next reading"
            " repairs what it can."
        ),
        AlarmKind.UNPUSHED: _(
            "What is new is asked for meanwhile, only later. See what the network says of its pushes, and "
            "connect the account again."
        ),
        AlarmKind.ENDING: _(
            "Have the account's owner asked again on this page; nothing is lost if it is done in time."
        ),
        AlarmKind.BACKLOG: _(
            "Messages arrived and are safe, but are not read yet. Check that a worker runs"
            " (amends doctor), or start a second one."
        ),
    }.get(AlarmKind(alarm.kind), "")


def _edge(traffic: tuple[int, ...]) -> str:
    """The points of the traffic's line, an hour a step, the busiest hour at the top."""
    top = max(max(traffic, default=0), 1)
    step = _WIDTH / max(len(traffic) - 1, 1)
    room = _HEIGHT - 4
    points = [
        f"{index * step:.1f},{_HEIGHT - 2 - room * count / top:.1f}"
        for index, count in enumerate(traffic)
    ]
    return " ".join(points)
