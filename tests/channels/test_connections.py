"""Connecting a brand to its networks, against the practice network on a port of its own."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytest_django.fixtures import Settings

from amends.audit.models import Entry
from amends.channels import actions, credentials, queries
from amends.channels.contract import Disconnected
from amends.channels.models import Connection, ConnectionState
from amends.channels.registry import NoSuchChannel
from amends.channels.rules import BadSettings
from amends.listening.tasks.line import open_line, wait_for_notice
from amends.practice import Network, Served, running, token_for
from amends.project.keyfiles import new_credentials_key
from amends.refusals import Invalid, NotAllowed, NotFound
from amends.staff.rules import Actor, system
from cast import NOON, Cast, make_brand, make_connection

TOKEN = token_for("northpost", 7)


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with running(Network(seed=7, brands=("northpost", "tallybook"))) as network:
        yield network


@pytest.fixture
def given(served: Served, settings: Settings) -> Iterator[dict[str, str]]:
    """What a person types to connect Northpost's account."""
    settings.PRIVATE_ADDRESSES = ("127.0.0.0/8",)
    settings.PUBLIC_URL = "http://127.0.0.1:9"
    served.network.accounts["northpost"].state = "valid"
    yield {"base_url": served.url, "token": TOKEN}
    queries.transports(("127.0.0.0/8",)).http.close()
    queries.transports.cache_clear()


@pytest.fixture
def bo(cast: Cast) -> Actor:
    return cast.actor(cast.bo)


@pytest.fixture
def connected(bo: Actor, given: dict[str, str]) -> Connection:
    return actions.connect(by=bo, channel="demo", name="", given=given, now=NOON)


def test_connecting_asks_who_we_are_and_keeps_it(connected: Connection, served: Served) -> None:
    kept = Connection.objects.get(pk=connected.pk)
    assert (kept.account_id, kept.account_handle) == ("acc_northpost", "northpost")
    assert kept.name == "Northpost"
    assert (kept.state, kept.state_since) == (ConnectionState.ACTIVE, NOON)
    assert kept.settings == {"base_url": served.url}


def test_secrets_are_encrypted_and_the_missing_one_is_made(connected: Connection) -> None:
    kept = bytes(Connection.objects.get(pk=connected.pk).secrets)
    assert TOKEN.encode() not in kept
    secrets = credentials.decrypted(kept)
    assert secrets["token"] == TOKEN
    assert len(secrets["webhook_secret"]) >= 32


def test_the_network_is_asked_to_push_to_us(connected: Connection, served: Served) -> None:
    webhook = served.network.accounts["northpost"].webhook
    assert webhook is not None
    assert webhook.url == f"http://127.0.0.1:9/hooks/{connected.public_id}"


def test_a_network_that_will_not_push_is_polled_all_the_same(
    bo: Actor, given: dict[str, str], settings: Settings
) -> None:
    settings.PUBLIC_URL = "gopher://nowhere"
    found = actions.connect(by=bo, channel="demo", name="N", given=given, now=NOON)
    found.refresh_from_db()
    assert found.state == ConnectionState.ACTIVE
    assert "does not push to us" in found.state_reason


@pytest.mark.django_db(transaction=True)
def test_listeners_hear_of_every_change_at_once(bo: Actor, given: dict[str, str]) -> None:
    with open_line(actions.CHANGED) as line:
        found = actions.connect(by=bo, channel="demo", name="", given=given, now=NOON)
        assert wait_for_notice(line, 5)
        actions.update(by=bo, connection=found, name="New", given={}, now=NOON)
        assert wait_for_notice(line, 5)
        actions.pause(by=bo, connection=found, now=NOON)
        assert wait_for_notice(line, 5)
        actions.resume(by=bo, connection=found, now=NOON)
        assert wait_for_notice(line, 5)
        assert not wait_for_notice(line, 0.2)


def test_connecting_leaves_an_entry_without_secrets(connected: Connection) -> None:
    entry = Entry.objects.get(action="channels.connect")
    assert entry.target == f"connection:{connected.pk}"
    assert entry.facts["account"] == "acc_northpost"
    assert TOKEN not in str(entry.facts)


def test_an_account_is_connected_once(
    bo: Actor, connected: Connection, given: dict[str, str]
) -> None:
    with pytest.raises(actions.AlreadyConnected):
        actions.connect(by=bo, channel="demo", name="again", given=given, now=NOON)


def test_a_wrong_token_is_the_networks_no_and_keeps_nothing(
    bo: Actor, given: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = {**given, "token": "not-the-token-at-all"}
    with pytest.raises(actions.CannotConnect, match="no longer accepts our key") as refused:
        actions.connect(by=bo, channel="demo", name="", given=wrong, now=NOON)
    assert not Connection.objects.exists()
    assert "not-the-token-at-all" not in f"{refused.value}{refused.value.facts}{caplog.text}"


def test_a_private_address_is_refused_unless_the_operator_allows_it(
    bo: Actor, given: dict[str, str], settings: Settings
) -> None:
    settings.PRIVATE_ADDRESSES = ()
    with pytest.raises(actions.CannotConnect, match="private address"):
        actions.connect(by=bo, channel="demo", name="", given=given, now=NOON)


def test_odd_settings_are_named_one_by_one(bo: Actor) -> None:
    given = {"token": "", "colour": "green", "base_url": "http://a\x00b"}
    with pytest.raises(BadSettings) as refused:
        actions.connect(by=bo, channel="demo", name="", given=given, now=NOON)
    fields = refused.value.facts["fields"]
    assert isinstance(fields, dict)
    assert sorted(fields) == ["base_url", "colour", "token"]


def test_a_channel_that_is_not_installed(bo: Actor) -> None:
    with pytest.raises(NoSuchChannel):
        actions.connect(by=bo, channel="nowhere", name="", given={}, now=NOON)


def test_a_name_may_not_be_endless(bo: Actor, given: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        actions.connect(by=bo, channel="demo", name="n" * 121, given=given, now=NOON)


@pytest.mark.parametrize("who", ["ada", "vera"])
def test_only_leads_and_owners_manage_connections(
    who: str, cast: Cast, connection: Connection
) -> None:
    by = cast.actor(getattr(cast, who))
    with pytest.raises(NotAllowed):
        actions.connect(by=by, channel="demo", name="", given={}, now=NOON)
    with pytest.raises(NotAllowed):
        actions.update(by=by, connection=connection, name="", given={}, now=NOON)
    for act in (actions.pause, actions.resume):
        with pytest.raises(NotAllowed):
            act(by=by, connection=connection, now=NOON)
    with pytest.raises(NotAllowed):
        actions.rotate_credentials(by=by, now=NOON)


def test_another_brands_connection_does_not_exist(bo: Actor, given: dict[str, str]) -> None:
    foreign = make_connection(make_brand("Tallybook"))
    with pytest.raises(NotFound):
        actions.pause(by=bo, connection=foreign, now=NOON)
    with pytest.raises(NotFound):
        queries.connection_of(bo.brand_id, foreign.pk)
    assert foreign not in queries.connections_of(bo.brand_id)


def test_an_update_keeps_the_secrets_that_are_not_given(
    bo: Actor, connected: Connection, served: Served
) -> None:
    before = credentials.decrypted(connected.secrets)
    changed = actions.update(by=bo, connection=connected, name="Desk", given={}, now=NOON)
    assert changed.name == "Desk"
    assert dict(credentials.decrypted(changed.secrets)) == dict(before)


def test_an_update_cannot_slip_in_another_account(bo: Actor, connected: Connection) -> None:
    other = {"token": token_for("tallybook", 7)}
    with pytest.raises(actions.OtherAccount):
        actions.update(by=bo, connection=connected, name="", given=other, now=NOON)
    assert queries.link_for(connected).secrets["token"] == TOKEN


def test_a_disconnected_connection_comes_back_by_an_update(
    bo: Actor, connected: Connection
) -> None:
    desk = system(connected.brand_id)
    assert actions.mark_disconnected(by=desk, connection=connected, reason="401", now=NOON)
    assert not actions.mark_disconnected(by=desk, connection=connected, reason="401", now=NOON)
    changed = actions.update(by=bo, connection=connected, name="", given={"token": TOKEN}, now=NOON)
    assert changed.state == ConnectionState.ACTIVE
    moves = Entry.objects.filter(action="channels.move").order_by("position")
    assert [entry.facts["to"] for entry in moves] == ["disconnected", "active"]


def test_a_pause_holds_until_somebody_resumes(bo: Actor, connection: Connection) -> None:
    later = NOON + timedelta(hours=1)
    actions.pause(by=bo, connection=connection, now=later)
    assert not actions.mark_disconnected(by=bo, connection=connection, reason="", now=later)
    assert not actions.mark_reconnected(by=bo, connection=connection, now=later)
    with pytest.raises(actions.WrongState):
        actions.pause(by=bo, connection=connection, now=later)
    connection.refresh_from_db()
    assert (connection.state, connection.state_since) == (ConnectionState.PAUSED, later)
    actions.resume(by=bo, connection=connection, now=later)
    connection.refresh_from_db()
    assert connection.state == ConnectionState.ACTIVE


def test_a_link_is_remembered_until_something_changes(connected: Connection) -> None:
    first = queries.link_for(connected)
    assert queries.link_for(Connection.objects.get(pk=connected.pk)) is first
    assert TOKEN not in repr(first)
    connected.account_id = "acc_other"
    assert queries.link_for(connected) is not first


def test_a_connection_without_secrets_or_account_has_a_link(cast: Cast) -> None:
    link = queries.link_for(make_connection(cast.brand, account_id=""))
    assert (len(link.secrets), link.account) == (0, None)


def test_the_webhook_address_finds_its_connection(connection: Connection) -> None:
    assert queries.connection_by_public_id(connection.public_id) == connection
    assert queries.webhook_address(connection).endswith(f"/hooks/{connection.public_id}")


def test_keys_rotate(bo: Actor, connected: Connection, settings: Settings) -> None:
    old = settings.CREDENTIALS_KEYS[0]
    new = new_credentials_key()
    settings.CREDENTIALS_KEYS = (new, old)
    assert actions.rotate_credentials(by=system(0), now=NOON) == actions.Rotation(1, ())
    settings.CREDENTIALS_KEYS = (new,)
    connected.refresh_from_db()
    assert queries.link_for(connected).secrets["token"] == TOKEN
    assert Entry.objects.get(action="channels.rotate_credentials").brand_id == 0


def test_a_lost_key_is_a_disconnection_and_new_secrets_mend_it(
    bo: Actor, connected: Connection, given: dict[str, str], settings: Settings
) -> None:
    settings.CREDENTIALS_KEYS = (new_credentials_key(),)
    with pytest.raises(Disconnected, match="connect it again"):
        queries.link_for(connected)
    assert actions.rotate_credentials(by=bo, now=NOON) == actions.Rotation(0, (connected.pk,))
    mended = actions.update(by=bo, connection=connected, name="", given=given, now=NOON)
    assert queries.link_for(mended).secrets["token"] == TOKEN
