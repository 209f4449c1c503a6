"""Asking an account's owner on the network: once, by one person, within ten minutes, or not at all."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from pytest_django.fixtures import Settings

from amends.audit.models import Entry
from amends.channels import actions, asking, credentials, keeping, queries
from amends.channels.contract import Renewal
from amends.channels.models import Asking, Connection, ConnectionState
from amends.channels.rules import BadSettings
from amends.refusals import NotAllowed, NotFound
from amends.staff.rules import Actor, system
from asking_stub import CLIENT_SECRET, CODE, TOKEN, Instance, standing
from cast import NOON, Cast, make_brand, make_connection

SOON = NOON + timedelta(minutes=2)
ALLOWED = ("127.0.0.0/8",)


@pytest.fixture(scope="module")
def served() -> Iterator[Instance]:
    with standing() as instance:
        yield instance


@pytest.fixture
def instance(served: Instance, settings: Settings) -> Iterator[Instance]:
    settings.PRIVATE_ADDRESSES = ALLOWED
    settings.PUBLIC_URL = "https://desk.example"
    served.account, served.refuses = "1", False
    served.apps.clear()
    served.exchanges.clear()
    yield served
    queries.transports(ALLOWED).http.close()
    queries.transports.cache_clear()


@pytest.fixture
def bo(cast: Cast) -> Actor:
    return cast.actor(cast.bo)


def ask(by: Actor, instance: Instance, connection: Connection | None = None) -> str:
    """The address to which the browser is sent."""
    return asking.begin(
        by=by,
        channel="mastodon",
        name="",
        given={"base_url": instance.url},
        connection=connection,
        now=NOON,
    )


def answer(instance: Instance, url: str, **more: str) -> asking.Brought:
    """What the browser comes back with."""
    return asking.Brought(**{"state": instance.asked(url)["state"], "code": CODE, **more})


def test_the_browser_is_sent_with_what_only_we_can_answer(bo: Actor, instance: Instance) -> None:
    url = ask(bo, instance)
    asked = instance.asked(url)
    assert url.startswith(f"{instance.url}/oauth/authorize?")
    assert asked["redirect_uri"] == "https://desk.example/connections/answer/"
    assert instance.apps[0]["redirect_uris"] == asked["redirect_uri"]
    assert set(asked["scope"].split()) == set(instance.apps[0]["scopes"].split())
    assert "admin" not in asked["scope"]
    kept = Asking.objects.get()
    assert asked["state"].encode() not in bytes(kept.state_digest)
    assert CLIENT_SECRET.encode() not in bytes(kept.secrets)
    assert kept.expires_at == NOON + timedelta(minutes=10)
    assert not Connection.objects.exists()


def test_the_owner_says_yes_and_the_account_is_connected(bo: Actor, instance: Instance) -> None:
    url = ask(bo, instance)
    made = asking.finish(by=bo, brought=answer(instance, url), now=SOON)
    given = instance.exchanges[0]
    digest = hashlib.sha256(given["code_verifier"].encode()).digest()
    assert (
        base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        == (instance.asked(url)["code_challenge"])
    )
    assert made.account_id == "1"
    assert credentials.decrypted(made.secrets)["token"] == TOKEN
    assert made.settings["base_url"] == instance.url
    actions_taken = list(Entry.objects.order_by("position").values_list("action", flat=True))
    assert actions_taken[-2:] == ["channels.ask", "channels.connect"]
    said = str(list(Entry.objects.values_list("facts", flat=True)))
    assert TOKEN not in said
    assert CLIENT_SECRET not in said


def test_an_answer_counts_once(bo: Actor, instance: Instance) -> None:
    brought = answer(instance, ask(bo, instance))
    asking.finish(by=bo, brought=brought, now=SOON)
    with pytest.raises(asking.NobodyAsked):
        asking.finish(by=bo, brought=brought, now=SOON)
    assert len(instance.exchanges) == 1


def test_only_who_asked_can_answer(bo: Actor, cast: Cast, instance: Instance) -> None:
    brought = answer(instance, ask(bo, instance))
    with pytest.raises(asking.NobodyAsked):
        asking.finish(by=cast.actor(cast.olga), brought=brought, now=SOON)
    with pytest.raises(asking.NobodyAsked):
        asking.question_of(cast.olga.pk, brought.state)
    with pytest.raises(NotAllowed):
        asking.finish(by=cast.actor(cast.ada), brought=brought, now=SOON)
    assert not instance.exchanges
    assert asking.finish(by=bo, brought=brought, now=SOON).account_id == "1"


def test_an_answer_for_another_brand_is_nobody_s(bo: Actor, instance: Instance) -> None:
    brought = answer(instance, ask(bo, instance))
    elsewhere = Actor(make_brand("Lumen").pk, bo.rights, bo.via, bo.user_id, bo.name)
    with pytest.raises(asking.NobodyAsked):
        asking.finish(by=elsewhere, brought=brought, now=SOON)


def test_after_ten_minutes_it_is_too_late(bo: Actor, instance: Instance) -> None:
    brought = answer(instance, ask(bo, instance))
    with pytest.raises(asking.AskedTooLongAgo):
        asking.finish(by=bo, brought=brought, now=NOON + asking.GOOD_FOR)
    assert not instance.exchanges
    assert not Asking.objects.exists()


def test_what_nobody_answered_is_cleared_away(bo: Actor, instance: Instance) -> None:
    ask(bo, instance)
    asking.begin(
        by=bo,
        channel="mastodon",
        name="",
        given={"base_url": instance.url},
        now=NOON + timedelta(hours=1),
    )
    assert Asking.objects.count() == 1


@pytest.mark.parametrize(
    ("brought", "words"),
    [
        ({"code": "", "error": "access_denied", "words": "The owner  denied it."}, "denied it."),
        ({"code": "", "error": "server_error"}, "server_error"),
        ({"code": ""}, "nothing was changed"),
    ],
)
def test_the_owner_says_no(
    bo: Actor, instance: Instance, brought: dict[str, str], words: str
) -> None:
    url = ask(bo, instance)
    with pytest.raises(asking.NotAllowedThere, match=words):
        asking.finish(by=bo, brought=answer(instance, url, **brought), now=SOON)
    assert not Connection.objects.exists()
    assert not Asking.objects.exists()


def test_a_code_that_is_worth_nothing_says_so_in_the_network_s_words(
    bo: Actor, instance: Instance
) -> None:
    url = ask(bo, instance)
    instance.refuses = True
    with pytest.raises(actions.CannotConnect, match="grant is invalid"):
        asking.finish(by=bo, brought=answer(instance, url), now=SOON)


def test_a_disconnected_account_is_connected_again_and_no_other_in_its_place(
    bo: Actor, cast: Cast, instance: Instance
) -> None:
    connection = make_connection(
        cast.brand, channel="mastodon", account_id="1", settings={"base_url": instance.url}
    )
    actions.mark_disconnected(by=system(bo.brand_id), connection=connection, reason="", now=NOON)
    instance.account = "2"
    url = ask(bo, instance, connection)
    with pytest.raises(actions.OtherAccount):
        asking.finish(by=bo, brought=answer(instance, url), now=SOON)
    instance.account = "1"
    url = ask(bo, instance, connection)
    asking.finish(by=bo, brought=answer(instance, url), now=SOON)
    connection.refresh_from_db()
    assert connection.state == ConnectionState.ACTIVE
    assert credentials.decrypted(connection.secrets)["token"] == TOKEN


def test_settings_change_without_asking_again(bo: Actor, instance: Instance) -> None:
    made = asking.finish(by=bo, brought=answer(instance, ask(bo, instance)), now=SOON)
    given = {"base_url": instance.url, "token": ""}
    actions.update(by=bo, connection=made, name="Our voice", given=given, now=SOON)
    made.refresh_from_db()
    assert made.name == "Our voice"
    assert credentials.decrypted(made.secrets)["token"] == TOKEN


def test_the_test_of_writing_leaves_nothing_there(bo: Actor, instance: Instance) -> None:
    made = asking.finish(by=bo, brought=answer(instance, ask(bo, instance)), now=SOON)
    sentence = keeping.try_writing(by=bo, connection=made, now=SOON)
    assert "taken away again" in sentence
    assert not instance.drafts
    assert Entry.objects.order_by("position").last().action == "channels.try_writing"


def test_a_paused_connection_writes_nothing(bo: Actor, instance: Instance) -> None:
    made = asking.finish(by=bo, brought=answer(instance, ask(bo, instance)), now=SOON)
    actions.pause(by=bo, connection=made, now=SOON)
    with pytest.raises(actions.WrongState):
        keeping.try_writing(by=bo, connection=made, now=SOON)


def test_what_was_allowed_elsewhere_is_taken_over(bo: Actor, instance: Instance) -> None:
    brought = Renewal({"token": TOKEN}, good_until=None)
    given = {"base_url": instance.url}
    made = asking.take_over(
        by=bo, channel="mastodon", name="", given=given, brought=brought, now=NOON
    )
    assert made.account_id == "1"
    assert made.renew_at is None


def test_a_server_in_our_own_network_is_not_asked(bo: Actor, settings: Settings) -> None:
    settings.PRIVATE_ADDRESSES = ()
    given = {"base_url": "http://127.0.0.1:5432"}
    with pytest.raises(actions.CannotConnect, match="such addresses are not allowed"):
        asking.begin(by=bo, channel="mastodon", name="", given=given, now=NOON)
    queries.transports(()).http.close()
    queries.transports.cache_clear()


@pytest.mark.parametrize("server", ["javascript:alert(1)//", "mastodon", "ftp://example.com"])
def test_what_is_no_web_address_is_never_gone_to(bo: Actor, server: str) -> None:
    with pytest.raises(actions.CannotConnect):
        asking.begin(by=bo, channel="mastodon", name="", given={"base_url": server}, now=NOON)
    assert not Asking.objects.exists()


def test_only_who_may_connect_asks_and_only_for_their_own(
    cast: Cast, bo: Actor, instance: Instance
) -> None:
    with pytest.raises(NotAllowed):
        ask(cast.actor(cast.ada), instance)
    with pytest.raises(NotFound):
        ask(bo, instance, make_connection(make_brand("Lumen"), channel="mastodon"))
    with pytest.raises(asking.CannotBeAsked):
        asking.begin(by=bo, channel="email", name="", given={}, now=NOON)
    with pytest.raises(BadSettings):
        asking.begin(by=bo, channel="mastodon", name="", given={}, now=NOON)


def test_a_network_that_wants_no_introduction_gets_none(db: None) -> None:
    with pytest.raises(NotFound):
        asking.introduction("demo")
    assert urlsplit(asking.introduction_address("demo")).path.endswith("/demo.json")
