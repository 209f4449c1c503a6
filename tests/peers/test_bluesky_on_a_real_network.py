"""The whole desk on a real Bluesky: heard, answered in its thread, taken private, cut off, caught up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import override_settings

from amends.channels.contract import Outgoing, Refused, Unknown, Visibility
from amends.inbox.models import Case, CaseState, Message
from amends.outbox.models import SendState
from amends.outbox.rules import SayKind
from cast import Cast
from peers.bluesky_peer import Bluesky, Citizen
from peers.cut_lines import Cut
from peers.network_desk import NetworkDesk, connect
from peers.own_servers import eventually

pytestmark = [pytest.mark.peer, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def brand(bluesky: Bluesky) -> Citizen:
    return bluesky.join("northpost")


@pytest.fixture(scope="module")
def ana(bluesky: Bluesky) -> Citizen:
    return bluesky.join("ana")


@pytest.fixture(scope="module")
def password(brand: Citizen) -> str:
    return brand.app_password()


@pytest.fixture
def care(cast: Cast, brand: Citizen, password: str) -> Iterator[NetworkDesk]:
    given = {"handle": brand.handle, "password": password, "base_url": brand.host.pds}
    with override_settings(PRIVATE_ADDRESSES=("127.0.0.1", "localhost")):
        desk = connect(cast, "bluesky", given)
        desk.listen()
        yield desk


def test_a_mention_becomes_a_case_and_the_answer_stands_in_its_thread(
    care: NetworkDesk, brand: Citizen, ana: Citizen
) -> None:
    asked = ana.post(f"Größter Ärger 📦 @{brand.handle} where is it?", naming=brand)
    heard = care.hears("Größter Ärger 📦")
    assert heard.case is not None
    assert heard.case.state == CaseState.NEEDS_ANSWER
    send = care.answer(heard.case, f"Sorry, @{ana.handle}! It left today.")
    assert send.state == SendState.SENT
    [answer] = eventually(lambda: ana.answers_to(asked["uri"]))
    assert answer["uri"] == send.external_id
    assert answer["author"]["did"] == brand.did
    assert answer["record"]["reply"] == {"root": asked, "parent": asked}
    [facet] = answer["record"]["facets"]
    assert facet["features"][0]["did"] == ana.did

    ana.post("Thank you, it came.", to=(asked, {"uri": answer["uri"], "cid": answer["cid"]}))
    again = care.hears("Thank you, it came.")
    assert again.case_id == heard.case_id
    assert care.quarantined() == []


def test_a_private_follow_up_stays_private(care: NetworkDesk, brand: Citizen, ana: Citizen) -> None:
    asked = ana.post(f"@{brand.handle} my order number is secret", naming=brand)
    case = care.hears("my order number is secret").case
    assert case is not None
    send = care.answer(case, "Tell us here, Ana.", SayKind.PRIVATE_MESSAGE)
    assert send.state == SendState.SENT
    assert "Tell us here, Ana." in [each["text"] for each in ana.chats()]
    assert ana.answers_to(asked["uri"]) == []
    ana.say(brand, "It is 4711.")
    told = care.hears("It is 4711.")
    assert told.case_id == case.pk
    assert not told.is_public
    feed = ana.ask("app.bsky.feed.getAuthorFeed", actor=brand.did)["feed"]
    assert "Tell us here" not in str(feed)


def test_who_takes_no_chats_is_not_written_to(
    care: NetworkDesk, brand: Citizen, bluesky: Bluesky
) -> None:
    shy = bluesky.join("shy")
    shy.take_no_chats()
    shy.post(f"@{brand.handle} do not write me", naming=brand)
    case = care.hears("do not write me").case
    assert case is not None
    send = care.answer(case, "May we?", SayKind.PRIVATE_MESSAGE)
    assert send.state == SendState.REFUSED
    assert "chat" in send.reason.lower()


def test_a_reply_that_also_mentions_and_a_quote_are_each_heard_once(
    care: NetworkDesk, brand: Citizen, ana: Citizen
) -> None:
    ours = brand.post("We deliver on Sundays now.")
    ana.post(f"@{brand.handle} not here", naming=brand, to=(ours, ours))
    ana.post("Look at this claim", quoting=ours)
    care.hears("not here")
    quote = care.hears("Look at this claim")
    care.listen()
    assert Message.objects.filter(text__contains="not here").count() == 1
    assert quote.thread.external_id != ours["uri"]


def test_what_was_said_while_the_line_was_cut_is_heard_afterwards(
    care: NetworkDesk, brand: Citizen, bluesky: Bluesky
) -> None:
    talker = bluesky.join("talker")
    for number in range(60):
        talker.post(f"@{brand.handle} parcel number {number:02}", naming=brand)
    brand.has_notices(50)
    texts = care.hears_all("parcel number", 60)
    assert [each[-2:] for each in texts] == [f"{number:02}" for number in range(60)]


def test_a_lost_answer_is_unknown_and_is_settled_without_a_second_post(
    care: NetworkDesk, brand: Citizen, ana: Citizen
) -> None:
    asked = ana.post(f"@{brand.handle} lost and found", naming=brand)
    case = care.hears("lost and found").case
    assert case is not None
    lossy = Cut(care.link.transports.http, after="createRecord")
    send = care.ask(case, "Found.")
    care.send_out(care.courier(over=lossy))
    send.refresh_from_db()
    assert send.state == SendState.UNKNOWN
    care.settle()
    send.refresh_from_db()
    assert send.state == SendState.SENT
    assert len(eventually(lambda: ana.answers_to(asked["uri"]))) == 1
    twice = Outgoing(
        key=str(send.key),
        visibility=Visibility.PUBLIC,
        text="Found.",
        thread=asked["uri"],
        reply_to=asked["uri"],
    )
    with pytest.raises((Unknown, Refused)):
        care.channel.send(care.link, twice)
    assert len(ana.answers_to(asked["uri"])) == 1


def test_our_words_can_be_liked_taken_back_and_others_hidden(
    care: NetworkDesk, brand: Citizen, ana: Citizen
) -> None:
    ours = brand.post("A new depot opens.")
    ana.post("Buy followers here", to=(ours, ours))
    heard = care.hears("Buy followers here")
    thread = heard.thread.external_id
    link, channel = care.link, care.channel
    channel.like(link, heard.external_id, thread)
    channel.like(link, heard.external_id, thread)
    assert [each["reason"] for each in ana.has_notices(1, "like")] == ["like"]
    channel.hide(link, heard.external_id, thread, hidden=True)
    assert heard.external_id in _gate(brand, ours["uri"])
    channel.hide(link, heard.external_id, thread, hidden=False)
    assert heard.external_id not in _gate(brand, ours["uri"])
    case = Case.objects.get(pk=heard.case_id)
    send = care.answer(case, "We do not sell any.")
    posted = {"uri": send.external_id}
    eventually(lambda: ana.sees(posted))
    channel.delete(link, send.external_id, thread)
    channel.delete(link, send.external_id, thread)
    eventually(lambda: not ana.sees(posted))
    said = Outgoing(key=str(send.key), visibility=Visibility.PUBLIC, text=send.text)
    assert channel.look_up(link, said, send.asked_at - timedelta(minutes=1)) is None


def test_a_deletion_is_noticed_and_a_block_is_none(
    care: NetworkDesk, brand: Citizen, bluesky: Bluesky
) -> None:
    hasty, offended = bluesky.join("hasty"), bluesky.join("offended")
    asked = hasty.post(f"@{brand.handle} never mind", naming=brand)
    shouted = offended.post(f"@{brand.handle} goodbye", naming=brand)
    gone, hidden = care.hears("never mind"), care.hears("goodbye")
    offended.block(brand)
    eventually(lambda: not brand.sees(shouted))
    hasty.delete(asked["uri"])
    gone = care.notices(gone, lambda message: message.deleted_at)
    assert gone.text.endswith("never mind")
    assert gone.case_id is not None
    care.look_again()
    hidden.refresh_from_db()
    assert hidden.deleted_at is None


def _gate(brand: Citizen, uri: str) -> list[str]:
    """The answers that are hidden under a post."""
    query = {"repo": brand.did, "collection": "app.bsky.feed.threadgate"}
    records = brand.ask("com.atproto.repo.listRecords", **query)["records"]
    gates = [each["value"] for each in records if each["value"]["post"] == uri]
    return [hidden for each in gates for hidden in each["hiddenReplies"]]
