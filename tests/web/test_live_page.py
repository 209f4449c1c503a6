"""What an open page says of itself, and what it is told of others."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from amends.inbox.models import CaseLock, Presence
from cast import Cast, Matter, make_brand, make_connection, make_matter

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
SignIn = Callable[..., Client]


@pytest.fixture
def at_desk(cast: Cast) -> SignIn:
    """Somebody's browser."""

    def sit(user: object) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
        return client

    return sit


def beat(client: Client, cast: Cast, matter: Matter, **values: str) -> object:
    address = reverse("here", args=[cast.brand.slug, matter.case.pk])
    return client.post(address, {"page": str(uuid.uuid4()), **values}, headers=HTMX)


def words(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_a_heartbeat_tells_who_else_is_there_and_nothing_when_nothing_changed(
    at_desk: SignIn, cast: Cast, matter: Matter
) -> None:
    ada, bo = at_desk(cast.ada), at_desk(cast.bo)
    page = str(uuid.uuid4())
    first = beat(ada, cast, matter, page=page)
    assert "Bo Lead" not in words(first)
    beat(bo, cast, matter)
    told = words(beat(ada, cast, matter, page=page, stamp="old"))
    assert "Bo Lead is here" in told
    stamp = told.split('data-stamp="')[1].split('"')[0]
    again = beat(ada, cast, matter, page=page, stamp=stamp)
    assert again.status_code == 204  # type: ignore[attr-defined]
    beat(bo, cast, matter, writes="yes")
    told = words(beat(ada, cast, matter, page=page, stamp=stamp))
    assert "Bo Lead is writing…" in told
    assert "Ask before you answer too." in told


def test_the_open_case_shows_who_is_there_without_scripts_too(
    at_desk: SignIn, cast: Cast, matter: Matter
) -> None:
    beat(at_desk(cast.bo), cast, matter, writes="yes")
    case = reverse("case", args=[cast.brand.slug, "needs-answer", matter.case.pk])
    page = words(at_desk(cast.ada).get(case))
    assert "Bo Lead is writing…" in page
    assert f'name="drafted_after" value="{matter.message.pk}"' in page


def test_a_page_that_leaves_is_gone_and_nonsense_is_refused(
    at_desk: SignIn, cast: Cast, matter: Matter
) -> None:
    ada, page = at_desk(cast.ada), str(uuid.uuid4())
    beat(ada, cast, matter, page=page)
    away = reverse("away", args=[cast.brand.slug])
    assert ada.post(away, {"page": page}).status_code == 204
    assert not Presence.objects.exists()
    assert beat(ada, cast, matter, page="nonsense").status_code == 422  # type: ignore[attr-defined]


def test_a_lock_is_taken_shown_and_opened(at_desk: SignIn, cast: Cast, matter: Matter) -> None:
    ada, bo, vera = at_desk(cast.ada), at_desk(cast.bo), at_desk(cast.vera)
    lock = reverse("lock", args=[cast.brand.slug, matter.case.pk])
    assert vera.post(lock, {"verb": "take"}, headers=HTMX).status_code == 403
    assert "only you can answer" in words(ada.post(lock, {"verb": "take"}, headers=HTMX))
    told = words(beat(bo, cast, matter))
    assert "Locked by Ada Agent" in told
    assert "Open the lock" in told
    assert "Open the lock" not in words(beat(vera, cast, matter))
    assert bo.post(lock, {"verb": "take"}, headers=HTMX).status_code == 422
    bo.post(lock, {"verb": "break"}, headers=HTMX)
    assert not CaseLock.objects.exists()
    assert bo.post(lock, {"verb": "nonsense"}, headers=HTMX).status_code == 422


def test_who_was_slower_is_shown_the_answer_and_may_send_anyway(
    at_desk: SignIn, cast: Cast, matter: Matter
) -> None:
    say = reverse("say", args=[cast.brand.slug, matter.case.pk])
    seen = str(matter.message.pk)

    def send(client: Client, text: str, **more: str) -> object:
        values = {"kind": "public", "text": text, "request_key": text, "drafted_after": seen}
        headers = {**HTMX, "HX-Target": "composer-answer"}
        return client.post(say, {**values, **more}, headers=headers)

    send(at_desk(cast.bo), "Bo answers")
    refused = send(at_desk(cast.ada), "Ada answers")
    assert refused.status_code == 422  # type: ignore[attr-defined]
    assert "Bo Lead answered" in words(refused)
    assert "Send anyway" in words(refused)
    sent = send(at_desk(cast.ada), "Ada answers", anyway="yes")
    assert sent.status_code == 200  # type: ignore[attr-defined]


def test_another_brands_case_has_no_heartbeat_and_no_lock(at_desk: SignIn, cast: Cast) -> None:
    other = make_matter(make_connection(make_brand("Other")))
    ada = at_desk(cast.ada)
    for name in ("here", "lock"):
        address = reverse(name, args=[cast.brand.slug, other.case.pk])
        values = {"page": str(uuid.uuid4()), "verb": "take"}
        assert ada.post(address, values, headers=HTMX).status_code == 404
