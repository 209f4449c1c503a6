"""Whose turn it is: connections to be heard, and those whose networks are to be asked for something now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from amends.channels import registry
from amends.channels.models import Connection, ConnectionState
from amends.inbox.queries import heard
from amends.listening.models import Position
from amends.listening.rules import asking, pace, pushing, rechecking


def connections_to_hear() -> QuerySet[Connection]:
    """Every active connection with its position, in the order in which listeners take seats."""
    active = Connection.objects.filter(state=ConnectionState.ACTIVE)
    return active.select_related("position").order_by("pk")


def connections_to_sweep(now: datetime) -> list[Connection]:
    """The active connections that must be read again now; those in trouble wait until it is over."""
    return [
        connection
        for connection, position in _well(now)
        if pace.sweep_is_due(position.swept_at, connection.state_since, now)
    ]


def connections_to_search(now: datetime) -> list[Connection]:
    """The active connections whose network can be asked for words, and whose brand wants it asked now."""
    brands = heard.brands_that_ask()
    known = registry.channels().items()
    searched = {slug for slug, channel in known if channel.capabilities.searches}
    return [
        connection
        for connection, position in _well(now)
        if connection.brand_id in brands
        and connection.channel in searched
        and asking.is_due(position.searched_at, now)
    ]


def connections_to_recheck(now: datetime) -> list[Connection]:
    """The active connections whose customers' messages should be looked at again now."""
    paces = {slug: each.capabilities.recheck for slug, each in registry.channels().items()}
    return [
        connection
        for connection, position in _well(now)
        if (pace_of := paces.get(connection.channel)) is not None
        and rechecking.is_due(position.rechecked_at, pace_of, now)
    ]


def connections_to_recount(now: datetime) -> list[Connection]:
    """The active connections where it should be read again now how far customers' messages have spread."""
    paces = {slug: each.capabilities.recount for slug, each in registry.channels().items()}
    return [
        connection
        for connection, position in _well(now)
        if (pace_of := paces.get(connection.channel)) is not None
        and rechecking.is_due(position.recounted_at, pace_of, now)
    ]


def _well(now: datetime) -> Iterator[tuple[Connection, Position]]:
    """The active connections that were listened to and are in no trouble."""
    for connection in connections_to_hear():
        position: Position | None = getattr(connection, "position", None)
        if position is not None and not _is_in_trouble(position, now):
            yield connection, position


def connections_to_ask_for_pushes(now: datetime) -> list[Connection]:
    """The active connections whose network should be asked now whether it still pushes to us."""
    pushing_ones = {s for s, each in registry.channels().items() if each.capabilities.pushes}
    return [
        connection
        for connection, position in _well(now)
        if connection.channel in pushing_ones and pushing.is_due(position.pushes_checked_at, now)
    ]


def _is_in_trouble(position: Position, now: datetime) -> bool:
    asked_to_wait = bool(position.problem) and (position.next_poll_at or now) > now
    return position.failing_since is not None or asked_to_wait
