"""Search on a very large desk: every kind of query, and the list without one. Server time, no network.

The words follow Zipf's law and are looked for as people would: rare ones, ones that everybody says, two
of them, phrases, parts of names, handles, filters, and what is nowhere. Each query is asked for its first
and for its second page.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from benchmarks.harness import Figures, desk, percentile

LOOKS = 24
#: Ranks of words in the vocabulary.
_COMMON, _MIDDLE, _RARE = range(3, 16), range(60, 400), range(2_000, 18_000)


def run(figures: Figures, *, long: bool) -> None:
    """At 200,000 messages (long: at 1,000,000)."""
    with desk():
        _measure(figures, 1_000_000 if long else 200_000)


def _measure(figures: Figures, messages: int) -> None:
    from django.utils import timezone

    from amends.inbox.queries.views import View
    from amends.staff.models import Membership, User
    from benchmarks import corpus
    from benchmarks.stage import connection_of

    now = timezone.now()
    connection = connection_of("Scale")
    user = User.objects.create_user(email="ada@example.com", name="Ada Agent")
    Membership.objects.create(brand=connection.brand, user=user, role="agent")
    began = time.perf_counter()
    crowd = corpus.fill(connection, user, messages, now=now)
    figures.told("filled", time.perf_counter() - began, "s")
    ask = _asker(connection.brand_id, user.pk, now)
    all_times: list[float] = []
    for kind, make in _kinds(crowd).items():
        times = [ask(View.ALL, make()) for _ in range(LOOKS)][2:]
        all_times += times
        figures.told(f"{kind}-p50", percentile(times, 0.5), "ms")
        figures.at_most(f"{kind}-p95", percentile(times, 0.95), "ms", 200)
    figures.at_most("search-p95", percentile(all_times, 0.95), "ms", 200)
    lists = [
        ask(view, "")
        for view in (View.NEEDS_ANSWER, View.OPEN, View.MINE, View.CLOSED, View.ALL)
        for _ in range(LOOKS)
    ]
    figures.at_most("list-p95", percentile(lists[2:], 0.95), "ms", 50)


def _asker(brand_id: int, user_id: int, now: datetime) -> Callable[[object, str], float]:
    """A function that asks for a search's pages and says how many ms the slower one took."""
    from amends.inbox.queries import views
    from amends.inbox.queries.views import View, Wanted
    from amends.inbox.rules.search import parse

    def ask(view: object, typed: str) -> float:
        wanted = Wanted(brand_id, View(str(view)), user_id, parse(typed), now)
        began = time.perf_counter()
        try:
            page = views.cases(wanted)
        except views.TooSlow:  # a miss like any other
            page = views.Page(())
        first = time.perf_counter() - began
        if not page.following:
            return first * 1000
        began = time.perf_counter()
        views.cases(wanted, after=page.following)
        return max(first, time.perf_counter() - began) * 1000

    return ask


def _kinds(crowd: object) -> dict[str, Callable[[], str]]:
    """How each kind of query is made."""
    from benchmarks.corpus import Corpus

    assert isinstance(crowd, Corpus)
    chance, words = crowd.chance, crowd.words

    def one(ranks: range) -> str:
        return words[chance.choice(ranks)]

    return {
        "rare-word": lambda: one(_RARE),
        "common-word": lambda: one(_COMMON),
        "middling-word": lambda: one(_MIDDLE),
        "two-words": lambda: f"{one(_COMMON)} {one(_MIDDLE)}",
        "two-rare-words": lambda: f"{one(_MIDDLE)} {one(_RARE)}",
        "phrase": lambda: f'"{one(_COMMON)} {one(_COMMON)}"',
        "beginning": lambda: one(_RARE)[:4],
        "name": lambda: chance.choice(crowd.last)[:5],
        "full-name": crowd.name,
        "handle": lambda: f"@{crowd.name().lower().replace(' ', '_')}",
        "from": lambda: f"from:{chance.choice(crowd.last).lower()}",
        "number": lambda: f"#{chance.randint(1, 60_000)}",
        "word-and-channel": lambda: f"{one(_COMMON)} channel:demo",
        "word-and-person": lambda: f"{one(_COMMON)} from:{chance.choice(crowd.last).lower()}",
        "word-and-state": lambda: f"{one(_COMMON)} is:unanswered",
        "word-and-filters": lambda: f"{one(_MIDDLE)} is:open tag:Refund rating:<=3",
        "word-and-days": lambda: f"{one(_MIDDLE)} after:7d",
        "long-ago": lambda: f"{one(_COMMON)} before:400d",
        "without": lambda: f"{one(_COMMON)} -{one(_MIDDLE)}",
        "filters": lambda: chance.choice(
            (
                "is:late",
                "is:open tag:Damaged",
                "channel:demo is:private",
                "has:photo",
                "rating:<=2 is:open",
                "is:unassigned is:unanswered",
            )
        ),
        "nowhere": lambda: f"q{one(_RARE)}q",
    }
