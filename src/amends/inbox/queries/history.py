"""What was between one person and the brand, and the list of all people."""

from __future__ import annotations

from collections import Counter

from amends.inbox.models import Case
from amends.inbox.queries.views import OPEN_STATES


def open_cases_by_tag(brand_id: int) -> dict[int, int]:
    """How many open cases have each tag, by the tag's id."""
    tagged = Case.objects.filter(brand_id=brand_id, state__in=OPEN_STATES).exclude(tags=[])
    counted: Counter[int] = Counter()
    for tags in tagged.values_list("tags", flat=True).iterator(chunk_size=2_000):
        counted.update(tags)
    return dict(counted)
