"""When people complained of a trouble, as a row of bars that a screen reader reads as a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from amends.incidents.queries.affected import Span

HEIGHT = 48
WIDTH = 480


@dataclass(frozen=True, slots=True)
class Bar:
    """One span: where its bar stands and how high it is, in the plot's own measure."""

    x: float
    y: float
    width: float
    height: float
    people: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Plot:
    """All the bars, and what they say in a sentence."""

    bars: tuple[Bar, ...]
    first: datetime
    busiest: datetime
    most: int


def plot(spans: Sequence[Span]) -> Plot | None:
    """The spans as bars, the highest as high as the plot; None while there is nothing to compare."""
    if len(spans) < 2:
        return None
    step, top = WIDTH / len(spans), max(spans, key=lambda each: each.people)
    bars = []
    for number, span in enumerate(spans):
        # Somebody is never drawn as nobody.
        height = max(2.0, HEIGHT * span.people / top.people) if span.people else 0.0
        bars.append(
            Bar(
                x=round(step * number, 2),
                y=round(HEIGHT - height, 2),
                width=round(max(1.0, step - 1.5), 2),
                height=round(height, 2),
                people=span.people,
                since=span.since,
            )
        )
    return Plot(tuple(bars), spans[0].since, top.since, top.people)
