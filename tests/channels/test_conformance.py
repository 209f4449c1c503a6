"""Every channel is asked the same questions; see `amends.channels.conformance`."""

from __future__ import annotations

from pathlib import Path

from amends.channels.conformance import suites

HERE = Path(__file__).parent

globals().update(suites(HERE / "recordings", docs=HERE.parents[1] / "docs" / "channels"))
