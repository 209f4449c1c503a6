"""A desk with a scripted network."""

from __future__ import annotations

import pytest
from outbox_script import Desk, Script, Scripted

from cast import Cast


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def desk(cast: Cast, script: Script) -> Desk:
    """Ada's desk."""
    return Desk(script, Scripted(script), cast.actor(cast.ada))
