"""The list and a case's page on a small and on a very large desk: both fast, and equally so.

Server time: the whole of Django's work on a request, from the URL to the last byte of the page, without
the network. The pages are those of a brand with 40,000 open cases at a million messages.
"""

from __future__ import annotations

import importlib
import random
import time

from benchmarks.harness import Figures, desk, percentile

SMALL = 10_000
LOOKS = 120
#: The least disturbed of so many rounds counts: on a shared machine others take the processor for seconds.
ROUNDS = 3


def run(figures: Figures, *, long: bool) -> None:
    """At 10,000 and at 200,000 messages (long: at 1,000,000)."""
    with desk():
        _measure(figures, 1_000_000 if long else 200_000)


def _measure(figures: Figures, large: int) -> None:
    from django.test import Client

    from amends.staff.models import Membership, User
    from benchmarks.stage import connection_of, fill

    importlib.import_module("amends.project.asgi")  # as the web process begins
    connection = connection_of("Scale")
    user = User.objects.create_user(email="ada@example.com", name="Ada Agent")
    Membership.objects.create(brand=connection.brand, user=user, role="agent")
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    found = {}
    for size in (SMALL, large):
        fill(connection, user, size)
        found[size] = _look(client, connection)
    for name in ("list", "case"):
        small, big = found[SMALL][name], found[large][name]
        figures.told(f"{name}-p95-at-{SMALL}", small, "ms")
        figures.at_most(f"{name}-p95-at-{large}", big, "ms", 50)
        figures.at_most(f"{name}-growth", big / small, "ratio", 1.5)


def _look(client: object, connection: object) -> dict[str, float]:
    """p95 in ms of the list's and of a case's page in the best round; views and cases at random."""
    from django.test import Client
    from django.urls import reverse

    from amends.channels.models import Connection
    from amends.inbox.models import Case

    assert isinstance(client, Client)
    assert isinstance(connection, Connection)
    chance = random.Random(3)
    slug = connection.brand.slug
    views = ["needs-answer", "mine", "waiting-on-customer", "closed"]
    open_cases = list(
        Case.objects.filter(brand=connection.brand)
        .exclude(state="closed")
        .values_list("pk", flat=True)[:5000]
    )
    lists: list[float] = []
    cases: list[float] = []
    found = {"list": float("inf"), "case": float("inf")}
    for turn in range(ROUNDS + 1):  # the first is what only the first requests pay
        for _ in range(LOOKS if turn else 20):
            view, case = chance.choice(views), chance.choice(open_cases)
            lists.append(_seconds(client, reverse("view", args=[slug, view])))
            cases.append(_seconds(client, reverse("case", args=[slug, views[0], case])))
        if turn:
            for name, times in (("list", lists), ("case", cases)):
                found[name] = min(found[name], percentile(times, 0.95) * 1000)
        lists.clear()
        cases.clear()
    return found


def _seconds(client: object, address: str) -> float:
    from django.test import Client

    assert isinstance(client, Client)
    began = time.perf_counter()
    response = client.get(address)
    seconds = time.perf_counter() - began
    assert response.status_code == 200, (address, response.status_code)
    return seconds
