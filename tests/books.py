"""A playbook that holds, written in a line of a test."""

from __future__ import annotations

import hashlib
import itertools

from amends.playbook.models import PlaybookVersion, VersionState
from amends.playbook.rules.document import read
from amends.staff.models import Brand
from cast import NOON

_numbers = itertools.count(1)


def go_by(brand: Brand, text: str) -> PlaybookVersion:
    """Put a playbook live for ``brand``; the one before it is retired."""
    whole = f"schema_version: 1\n{text}"
    assert read(whole).playbook is not None, read(whole).problems
    live = PlaybookVersion.objects.filter(brand=brand, state=VersionState.LIVE)
    live.update(state=VersionState.RETIRED, retired_at=NOON)
    return PlaybookVersion.objects.create(
        brand=brand,
        number=next(_numbers),
        text=whole,
        sha256=hashlib.sha256(whole.encode()).hexdigest(),
        state=VersionState.LIVE,
        made_at=NOON,
        changed_at=NOON,
        live_at=NOON,
    )
