"""The WhatsApp adapter against the practice network's WhatsApp, in good and in bad times."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace

import meta_line
import pytest
from meta_line import SEED

from amends.channels.adapters.whatsapp import WhatsApp
from amends.channels.base import Link
from amends.channels.contract import (
    Deleted,
    Delivery,
    Disconnected,
    Edited,
    Gone,
    Item,
    Media,
    Outcome,
    OutcomeState,
    Outgoing,
    Refused,
    Said,
    Template,
    ThreadKind,
    Throttled,
    Unknown,
    Unsupported,
    Visibility,
)
from amends.channels.whatsapp.files import is_for_our_key
from amends.practice import Network, Served, running
from amends.practice.graph import whatsapp
from amends.practice.objects import Words

CHANNEL = WhatsApp()


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with running(Network(seed=SEED)) as network:
        yield network


@pytest.fixture
def network(served: Served) -> Network:
    return meta_line.calm(served)


@pytest.fixture
def link(served: Served, network: Network) -> Iterator[Link]:
    sample = whatsapp.sample(served.url, "northpost", SEED).given
    with meta_line.linked(CHANNEL, sample) as link:
        yield link


@pytest.fixture
def pushed(network: Network) -> Iterator[list[Delivery]]:
    told = whatsapp.Numbers(network).told
    with meta_line.pushed_to(CHANNEL, network, whatsapp.KIND, told) as pushed:
        yield pushed


def heard(link: Link, pushed: list[Delivery]) -> list[Item]:
    return meta_line.heard_by(CHANNEL, link, pushed)


def answer(said: Said, text: str = "We look at once. 🔎") -> Outgoing:
    return Outgoing(
        key=str(uuid.uuid4()),
        visibility=Visibility.PRIVATE,
        text=text,
        thread=said.thread.external_id,
        thread_kind=ThreadKind.CONVERSATION,
        recipient=said.author.external_id,
        reply_to=said.external_id,
    )


def written_by(
    served: Served, link: Link, pushed: list[Delivery], handle: str, text: str = "Hello?"
) -> Said:
    network = served.network
    account = network.accounts["northpost"]
    served.call(lambda: network.message(network.person(handle), account, text))
    said = heard(link, pushed)[-1]
    assert isinstance(said, Said)
    return said


def test_a_message_comes_in_and_its_answer_is_followed_by_three_statuses(
    served: Served, link: Link, pushed: list[Delivery]
) -> None:
    said = written_by(served, link, pushed, "maren", "Wo ist mein Päckchen? 📦")
    assert said.text == "Wo ist mein Päckchen? 📦"
    outgoing = answer(said)
    receipt = CHANNEL.send(link, outgoing)
    outcomes = [item for item in heard(link, pushed) if isinstance(item, Outcome)]
    assert [each.state for each in outcomes] == [
        OutcomeState.SENT,
        OutcomeState.DELIVERED,
        OutcomeState.READ,
    ]
    assert {each.external_id for each in outcomes} == {receipt.external_id}
    assert {each.client_ref for each in outcomes} == {outgoing.key}


def test_people_are_reached_with_and_without_a_number(
    served: Served, link: Link, pushed: list[Delivery]
) -> None:
    said = [written_by(served, link, pushed, f"person{at}") for at in range(6)]
    assert {each.author.handle.startswith("+") for each in said} == {True, False}
    for each in said:
        assert CHANNEL.send(link, answer(each)).external_id


def test_a_lost_answer_is_settled_by_its_status(
    served: Served, link: Link, pushed: list[Delivery]
) -> None:
    outgoing = answer(written_by(served, link, pushed, "maren"))
    served.network.faults.lost_answers.next = 1
    with pytest.raises(Unknown):
        CHANNEL.send(link, outgoing)
    with pytest.raises(Unsupported):
        CHANNEL.look_up(link, outgoing, link.transports.clock())
    told = [each for each in heard(link, pushed) if isinstance(each, Outcome)]
    assert (told[0].state, told[0].client_ref) == (OutcomeState.SENT, outgoing.key)


def test_words_change_and_go(served: Served, link: Link, pushed: list[Delivery]) -> None:
    said = written_by(served, link, pushed, "maren", "Helo?")
    item = list(served.network.items.values())[-1]
    served.call(lambda: served.network.edit(item, "Hello?"))
    served.call(lambda: served.network.delete(item))
    edited, deleted = heard(link, pushed)[-2:]
    assert isinstance(edited, Edited)
    assert (edited.external_id, edited.said.text) == (said.external_id, "Hello?")
    assert isinstance(deleted, Deleted)
    assert deleted.external_id == said.external_id


def test_a_day_later_only_a_template_goes(
    served: Served, link: Link, pushed: list[Delivery]
) -> None:
    said = written_by(served, link, pushed, "late_lou")
    item = list(served.network.items.values())[-1]
    item.created_at -= 25 * 3600
    with pytest.raises(Refused, match="Re-engagement"):
        CHANNEL.send(link, answer(said))
    offers = {each.name: each for each in CHANNEL.templates(link)}
    assert set(offers) == {"we_found_it", "refund_is_on_its_way", "come_back"}
    offer = offers["we_found_it"]
    values = ("4471", "Lou", "it lay in Porto")
    template = Template(offer.name, offer.language, values, offer.places, offer.category)
    CHANNEL.send(link, replace(answer(said, offer.filled(values)), template=template))
    assert list(served.network.items.values())[-1].text == offer.filled(values)


def test_a_picture_goes_with_its_words(served: Served, link: Link, pushed: list[Delivery]) -> None:
    said = written_by(served, link, pushed, "maren")
    picture = Media(name="depot.png", content_type="image/png", content=b"\x89PNG\r\n\x1a\n")
    CHANNEL.send(link, replace(answer(said, "It waits here."), media=(picture,)))
    item = list(served.network.items.values())[-1]
    assert item.text == "It waits here."
    assert len(item.media) == 1


def test_one_person_is_not_written_to_too_often(
    served: Served, link: Link, pushed: list[Delivery]
) -> None:
    said = written_by(served, link, pushed, "often_ola")
    for at in range(whatsapp.PAIR_BURST):
        CHANNEL.send(link, answer(said, f"Answer {at}"))
    with pytest.raises(Throttled) as caught:
        CHANNEL.send(link, answer(said, "One too many"))
    assert caught.value.wait is not None
    assert caught.value.wait.total_seconds() == 6


def test_an_ended_token_disconnects(served: Served, link: Link) -> None:
    served.network.accounts["northpost"].state = "expired"
    with pytest.raises(Disconnected):
        CHANNEL.fetch(link, "")


def test_a_customer_s_picture_is_fetched_by_its_id(
    served: Served, network: Network, link: Link, pushed: list[Delivery]
) -> None:
    maren, account = network.person("maren"), network.accounts["northpost"]
    words = Words("Look!", alts=("A broken box",))
    served.call(lambda: network.message(maren, account, words))
    said = heard(link, pushed)[-1]
    assert isinstance(said, Said)
    (told,) = said.media
    file = CHANNEL.file(link, told.url)
    assert (file.content_type, (file.content or b"")[:4]) == ("image/png", b"\x89PNG")
    with pytest.raises(Gone):
        CHANNEL.file(link, told.url + "9")
    with pytest.raises(Refused):
        CHANNEL.file(link, "https://files.example/v26.0/1")


@pytest.mark.parametrize(
    ("where", "may"),
    [
        ("https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1", True),
        ("https://graph.facebook.com/v26.0/1", True),
        ("http://lookaside.fbsbx.com/1", False),
        ("https://fbsbx.com.evil.example/1", False),
        ("https://graph.facebook.com.evil.example/1", False),
        ("https://graph.facebook.com:8443/1", True),
        ("https://evilfbsbx.com/1", False),
    ],
)
def test_only_meta_sees_our_key(where: str, may: bool) -> None:
    assert is_for_our_key(where, "https://graph.facebook.com") is may
