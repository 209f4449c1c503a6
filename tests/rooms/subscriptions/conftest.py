"""A program elsewhere, and the way to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from amends.channels.queries import transports
from amends.channels.transports import Transports
from receiver import Receiver


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as one:
        yield one


@pytest.fixture
def way() -> Callable[[datetime], Transports]:
    """The real way out, at a moment; only this machine may be reached by it."""

    def at(now: datetime) -> Transports:
        return replace(transports(("127.0.0.1",)), clock=lambda: now)

    return at
