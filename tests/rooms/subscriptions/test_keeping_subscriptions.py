"""Leads keep the brand's subscriptions; nobody else, and nobody else's."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from pytest_django.fixtures import Settings

from amends.channels import credentials
from amends.refusals import Invalid, NotAllowed, NotFound
from amends.staff.rules import RIGHTS, Actor, Role, Via
from amends.subscriptions import queries
from amends.subscriptions.actions import keep
from amends.subscriptions.models import Announcement, Subscription
from amends.subscriptions.rules import Topic
from cast import NOON, Cast, Matter, make_brand

pytestmark = pytest.mark.django_db
URL = "https://orders.example.com/told"


def add(by: Actor, url: str = URL, name: str = "Orders", *topics: Topic) -> Subscription:
    wanted = topics or (Topic.CASE_OPENED,)
    made, _secret = keep.add(by=by, name=name, url=url, topics=wanted, now=NOON)
    return made


def test_a_secret_is_kept_encrypted_and_told_once(cast: Cast) -> None:
    by = cast.actor(cast.bo)
    made, secret = keep.add(by=by, name="Orders", url=URL, topics=[Topic.MESSAGE], now=NOON)
    assert secret.startswith("whsec_")
    assert secret.encode() not in bytes(made.secrets)
    assert credentials.decrypted(made.secrets)["secret"] == secret
    again = keep.rotate(by=by, subscription=made, now=NOON)
    made.refresh_from_db()
    kept = credentials.decrypted(made.secrets)
    assert (kept["secret"], kept["old"]) == (again, secret)


@pytest.mark.parametrize(
    ("url", "name", "topics", "field"),
    [
        ("ftp://orders.example.com", "Orders", [Topic.MESSAGE], "url"),
        ("https://me:secret@orders.example.com", "Orders", [Topic.MESSAGE], "url"),
        ("https://orders.example.com:25/", "Orders", [Topic.MESSAGE], "url"),
        (URL, " ", [Topic.MESSAGE], "name"),
        (URL, "Orders", [], "topics"),
        (URL, "Orders", [Topic.TEST], "topics"),
    ],
)
def test_what_cannot_be_is_refused(
    cast: Cast, url: str, name: str, topics: list[Topic], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        keep.add(by=cast.actor(cast.bo), name=name, url=url, topics=topics, now=NOON)
    assert refused.value.facts["field"] == field


def test_only_leads_keep_them(cast: Cast) -> None:
    made = add(cast.actor(cast.bo))
    agent = cast.actor(cast.ada)
    with pytest.raises(NotAllowed):
        add(agent)
    for act in (keep.pause, keep.resume, keep.rotate, keep.remove, keep.try_out):
        with pytest.raises(NotAllowed):
            act(by=agent, subscription=made, now=NOON)


def test_another_brands_are_not_there(cast: Cast) -> None:
    made = add(cast.actor(cast.bo))
    stranger = Actor(make_brand("Rival").pk, RIGHTS[Role.OWNER], Via.WEB)
    for act in (keep.pause, keep.resume, keep.rotate, keep.remove, keep.try_out):
        with pytest.raises(NotFound):
            act(by=stranger, subscription=made, now=NOON)
    with pytest.raises(NotFound):
        queries.subscription_of(stranger.brand_id, made.pk)
    assert queries.subscriptions_of(stranger.brand_id) == []


def test_another_address_begins_anew_and_another_name_does_not(cast: Cast, matter: Matter) -> None:
    by, later = cast.actor(cast.bo), NOON + timedelta(hours=6)
    made = add(by)
    Subscription.objects.update(
        failures=3, failing_since=NOON, wait_until=later, problem="HTTP 500"
    )
    waits = Announcement.objects.create(
        brand=cast.brand,
        subscription=made,
        case=matter.case,
        topic=Topic.CASE_OPENED,
        source="event:1",
        body="{}",
        asked_at=NOON,
        due_at=later,
        tries=3,
    )

    def changed(name: str, url: str) -> tuple[int, str, datetime]:
        stale = queries.subscription_of(cast.brand.pk, made.pk)
        topics = [Topic.MESSAGE]
        keep.change(by=by, subscription=stale, name=name, url=url, topics=topics, now=NOON)
        made.refresh_from_db()
        waits.refresh_from_db()
        return made.failures, made.problem, waits.due_at

    assert changed("Other name", URL) == (3, "HTTP 500", later)
    assert changed("Other name", f"{URL}/new") == (0, "", NOON)
    assert (made.name, made.topics, made.wait_until) == ("Other name", ["message.received"], None)


def test_a_brand_has_a_bounded_number(cast: Cast) -> None:
    by = cast.actor(cast.bo)
    for number in range(keep.MOST_SUBSCRIPTIONS):
        add(by, URL, f"Program {number}")
    with pytest.raises(Invalid, match="at most 20"):
        add(by)


def test_secrets_stay_readable_when_the_keys_change(cast: Cast, settings: Settings) -> None:
    by = cast.actor(cast.bo)
    made, secret = keep.add(by=by, name="Orders", url=URL, topics=[Topic.MESSAGE], now=NOON)
    old, new = settings.CREDENTIALS_KEYS, Fernet.generate_key().decode()
    settings.CREDENTIALS_KEYS = [new, *old]
    assert keep.rotate_secrets(by=by, now=NOON) == 0
    settings.CREDENTIALS_KEYS = [new]
    made.refresh_from_db()
    assert credentials.decrypted(made.secrets)["secret"] == secret
    settings.CREDENTIALS_KEYS = [Fernet.generate_key().decode()]
    assert keep.rotate_secrets(by=by, now=NOON) == 1
    made.refresh_from_db()
    assert made.paused_at == NOON
