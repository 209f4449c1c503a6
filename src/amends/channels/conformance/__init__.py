"""The conformance suite: the same questions for every channel, ours and other people's.

A test module needs two lines; ``docs`` may be left out::

    from amends.channels.conformance import suites

    globals().update(suites(Path(__file__).parent / "recordings", docs=Path("docs/channels")))
"""

from __future__ import annotations

from pathlib import Path

from amends.channels.base import Channel
from amends.channels.conformance.bench import Bench
from amends.channels.conformance.deeds import DeedChecks
from amends.channels.conformance.hearing import HearingChecks
from amends.channels.conformance.naming import NamingChecks
from amends.channels.conformance.pushing import PushingChecks
from amends.channels.conformance.reading import ReadingChecks
from amends.channels.conformance.rechecking import RecheckingChecks
from amends.channels.conformance.recordings import Recording
from amends.channels.conformance.saying import SayingChecks
from amends.channels.conformance.speaking_http import HttpChecks
from amends.channels.conformance.verdict import Broken
from amends.channels.registry import channels

__all__ = ["Broken", "suite_for", "suites"]

_CHECKS = (
    NamingChecks,
    HearingChecks,
    ReadingChecks,
    SayingChecks,
    PushingChecks,
    DeedChecks,
    RecheckingChecks,
)


def suites(recordings: Path, *, docs: Path | None = None) -> dict[str, type[Bench]]:
    """A test class for every channel of this installation, by the class's name.

    ``recordings``: the folder with one folder per slug; a channel without one fails by name.
    """
    made = [
        suite_for(channel, Recording(recordings / slug), docs=docs)
        for slug, channel in channels().items()
    ]
    return {each.__name__: each for each in made}


def suite_for(channel: Channel, recording: Recording, *, docs: Path | None = None) -> type[Bench]:
    """The test class for one channel and its recording."""
    name = "Test" + "".join(part.capitalize() for part in channel.slug.split("-"))
    bases = _CHECKS if not _speaks_http(recording) else (*_CHECKS, HttpChecks)
    facts = {"channel": channel, "recording": recording, "docs": docs, "__module__": __name__}
    return type(name, bases, facts)


def _speaks_http(recording: Recording) -> bool:
    try:
        return recording.transport == "http"
    except Broken:
        return False  # The first check that reads it says what is missing.
