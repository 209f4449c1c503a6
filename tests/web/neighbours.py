"""The brand next door, whose things nobody of Northpost may see; and how tests read a page."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from amends.staff.models import Brand, User
from cast import Matter


@dataclass(frozen=True)
class Other:
    """Lumen, a brand of other people, with a case of its own."""

    brand: Brand
    user: User
    matter: Matter


def attribute(page: str, marker: str, name: str) -> str:
    """The attribute of the first element that carries ``marker``, unescaped."""
    element = re.search(rf"<[^<>]*{re.escape(marker)}[^<>]*>", page)
    assert element is not None, marker
    found = re.search(rf'\s{name}="([^"]*)"', element[0])
    assert found is not None, name
    return html.unescape(found[1])
