"""The Instagram adapter against the practice network's Instagram, in good and in bad times."""

from __future__ import annotations

import html
import re
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import meta_line
import pytest
from meta_line import SEED

from amends.channels.adapters.instagram import Instagram
from amends.channels.base import Link
from amends.channels.consent import Ask
from amends.channels.contract import (
    Deleted,
    Delivery,
    Disconnected,
    Edited,
    Item,
    Outgoing,
    Refused,
    Said,
    Secrets,
    ThreadKind,
    Unknown,
    Visibility,
)
from amends.channels.transports import utc_now
from amends.practice import Network, Served, Strike, running
from amends.practice.graph import instagram
from amends.practice.objects import Profile

CHANNEL = Instagram()
DAY = 86_400


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with running(Network(seed=SEED)) as network:
        yield network


@pytest.fixture
def network(served: Served) -> Network:
    return meta_line.calm(served)


@pytest.fixture
def link(served: Served, network: Network) -> Iterator[Link]:
    sample = instagram.sample(served.url, "northpost", SEED).given
    with meta_line.linked(CHANNEL, sample) as link:
        yield link


@pytest.fixture
def pushed(network: Network) -> Iterator[list[Delivery]]:
    told = instagram.Accounts(network).told
    with meta_line.pushed_to(CHANNEL, network, instagram.KIND, told) as pushed:
        yield pushed


def heard(link: Link, pushed: list[Delivery]) -> list[Item]:
    return meta_line.heard_by(CHANNEL, link, pushed)


def read_again(link: Link) -> list[Item]:
    found, cursor, since = list[Item](), "", link.transports.clock() - timedelta(hours=1)
    while True:
        page = CHANNEL.sweep(link, since, cursor)
        found += [item for each in page.deliveries for item in CHANNEL.parse(link, each)]
        cursor = page.cursor
        if not page.more:
            return found


def commented(served: Served, link: Link, pushed: list[Delivery], text: str) -> Said:
    """Maren comments under a post of Northpost's."""
    network = served.network
    mine, maren = network.accounts["northpost"].profile, network.person("maren", "Maren Holt")
    served.call(lambda: network.comment(maren, network.post(mine, "We carry more."), text))
    said = heard(link, pushed)[-1]
    assert isinstance(said, Said)
    return said


def answer(said: Said, text: str = "We look at once. 🔎", **more: str) -> Outgoing:
    is_public = said.thread.is_public
    return Outgoing(
        key=str(uuid.uuid4()),
        visibility=Visibility.PUBLIC if is_public else Visibility.PRIVATE,
        text=text,
        thread=said.thread.external_id,
        thread_kind=said.thread.kind,
        recipient=said.author.external_id,
        reply_to=said.external_id,
        **more,
    )


def test_a_comment_is_heard_answered_hidden_and_found_again(
    served: Served, link: Link, pushed: list[Delivery]
) -> None:
    said = commented(served, link, pushed, "Wo ist mein Päckchen? 📦")
    assert (said.text, said.author.handle) == ("Wo ist mein Päckchen? 📦", "maren")
    receipt = CHANNEL.send(link, answer(said))
    CHANNEL.hide(link, said.external_id, said.thread.external_id, hidden=True)
    assert any(item.hidden for item in served.network.items.values())
    again = {each.external_id: each for each in read_again(link) if isinstance(each, Said)}
    assert again[said.external_id].text == said.text
    assert again[receipt.external_id].own
    assert again[receipt.external_id].reply_to == said.external_id
    CHANNEL.delete(link, receipt.external_id, said.thread.external_id)
    CHANNEL.delete(link, receipt.external_id, said.thread.external_id)
    assert receipt.external_id not in {
        each.external_id for each in read_again(link) if isinstance(each, Said)
    }


def test_a_comment_that_was_taken_away_is_noticed(
    served: Served, link: Link, pushed: list[Delivery]
) -> None:
    network = served.network
    said = commented(served, link, pushed, "Never mind")
    item = list(network.items.values())[-1]
    stands = commented(served, link, pushed, "Still waiting")
    asked = (said.external_id, "mention:1:2", stands.external_id)
    assert CHANNEL.recheck(link, asked).deliveries == ()
    served.call(lambda: network.delete(item))
    assert heard(link, pushed)[-1] == stands  # nobody is told
    page, again = CHANNEL.recheck(link, asked), CHANNEL.recheck(link, asked)
    (gone,) = (item for each in page.deliveries for item in CHANNEL.parse(link, each))
    assert isinstance(gone, Deleted)
    assert gone.external_id == said.external_id
    assert [each.key for each in again.deliveries] == [each.key for each in page.deliveries]


def test_a_lost_answer_is_found_where_it_stands(
    served: Served, link: Link, pushed: list[Delivery]
) -> None:
    outgoing, since = answer(commented(served, link, pushed, "Hello?")), link.transports.clock()
    served.network.faults.lost_answers.next = 1
    with pytest.raises(Unknown):
        CHANNEL.send(link, outgoing)
    receipt = CHANNEL.look_up(link, outgoing, since)
    assert receipt is not None
    served.network.faults.lookup_lag_seconds = 60.0
    with pytest.raises(Unknown):
        CHANNEL.look_up(link, outgoing, since)


def test_a_comment_has_one_private_reply(
    served: Served, link: Link, pushed: list[Delivery]
) -> None:
    said = commented(served, link, pushed, "My number is 4471")
    private = replace(
        answer(said, "May we write here?", tag="PRIVATE_REPLY"),
        visibility=Visibility.PRIVATE,
        thread="",
        thread_kind=ThreadKind.CONVERSATION,
    )
    receipt = CHANNEL.send(link, private)
    assert receipt.thread == said.author.external_id
    with pytest.raises(Refused, match="already replied"):
        CHANNEL.send(link, private)


def test_messages_go_by_the_windows(served: Served, link: Link, pushed: list[Delivery]) -> None:
    said = wrote(served, link, pushed, served.network.person("lou"))
    receipt = CHANNEL.send(link, answer(said))
    echo = heard(link, pushed)[-1]
    assert isinstance(echo, Said)
    assert (echo.own, echo.external_id) == (True, receipt.external_id)
    thread = served.network.accounts["northpost"].conversations["usr_lou"]
    thread.items[0].created_at -= 2 * DAY
    with pytest.raises(Refused, match="outside of allowed window"):
        CHANNEL.send(link, answer(said, "Late"))
    CHANNEL.send(link, answer(said, "As a person", tag="HUMAN_AGENT"))
    thread.items[0].created_at -= 6 * DAY
    with pytest.raises(Refused, match="outside of allowed window"):
        CHANNEL.send(link, answer(said, "Too late", tag="HUMAN_AGENT"))


def test_messages_change_and_go(served: Served, link: Link, pushed: list[Delivery]) -> None:
    said = wrote(served, link, pushed, served.network.person("ola"))
    item = list(served.network.items.values())[-1]
    served.call(lambda: served.network.edit(item, "Hello there?"))
    served.call(lambda: served.network.delete(item))
    edited, deleted = heard(link, pushed)[-2:]
    assert isinstance(edited, Edited)
    assert (edited.external_id, edited.said.text) == (said.external_id, "Hello there?")
    assert isinstance(deleted, Deleted)
    assert deleted.external_id == said.external_id


def test_named_elsewhere_it_can_be_answered(
    served: Served, link: Link, pushed: list[Delivery]
) -> None:
    network = served.network
    served.call(lambda: network.post(network.person("jo"), "Thank you @northpost!"))
    (named,) = heard(link, pushed)
    assert isinstance(named, Said)
    CHANNEL.send(link, answer(named, "You are welcome."))
    newest = list(network.items.values())[-1]
    assert (newest.text, newest.author.handle) == ("You are welcome.", "northpost")


def test_an_ended_token_disconnects(served: Served, link: Link) -> None:
    assert CHANNEL.renew(link) is not None
    served.network.accounts["northpost"].state = "expired"
    with pytest.raises(Disconnected):
        CHANNEL.fetch(link, "")


def wrote(served: Served, link: Link, pushed: list[Delivery], person: Profile) -> Said:
    account = served.network.accounts["northpost"]
    served.call(lambda: served.network.message(person, account, "Hello?"))
    said = heard(link, pushed)[-1]
    assert isinstance(said, Said)
    return said


def test_the_owner_is_asked_and_the_token_lives_for_sixty_days(served: Served, link: Link) -> None:
    ask = Ask("https://desk.example/connections/answer/", "state", "verifier")
    beginning = CHANNEL.begin_asking(link, ask)
    dialog = httpx.get(beginning.url, trust_env=False)
    assert "instagram_business_manage_messages" in dialog.text
    (allowed,) = re.findall(r'href="([^"]*code=practice-code-northpost[^"]*)"', dialog.text)
    back = parse_qs(urlsplit(html.unescape(allowed)).query)
    assert back["state"] == ["state"]
    nobody = replace(link, secrets=Secrets({"app_secret": link.secrets["app_secret"]}))
    renewal = CHANNEL.finish_asking(nobody, ask, back["code"][0])
    assert renewal.secrets["token"] == link.secrets["token"]
    assert set(renewal.secrets) <= set(CHANNEL.learns)
    assert renewal.ends_at
    assert timedelta(days=59) < renewal.ends_at - utc_now() <= timedelta(days=60)
    with pytest.raises(Refused):
        CHANNEL.finish_asking(nobody, ask, "another code")
    with pytest.raises(Refused, match="app ID"):
        CHANNEL.begin_asking(replace(link, settings={**link.settings, "app_id": ""}), ask)


def test_it_is_asked_whether_it_still_pushes(network: Network, link: Link) -> None:
    CHANNEL.subscribe(link, "http://desk.example/hooks/1")
    assert CHANNEL.pushes_to(link, "http://desk.example/hooks/1")
    network.faults.dropped_subscriptions = Strike(next=1)
    assert not CHANNEL.pushes_to(link, "http://desk.example/hooks/1")
    CHANNEL.subscribe(link, "http://desk.example/hooks/1")
    assert CHANNEL.pushes_to(link, "http://desk.example/hooks/1")
