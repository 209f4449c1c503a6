"""The adapter of X against the practice network as X, every exchange held against X's published schema."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import timedelta

import httpx
import pytest

from amends.channels.adapters.x import X
from amends.channels.base import Link
from amends.channels.contract import (
    Deleted,
    Disconnected,
    Edited,
    Item,
    Media,
    Outgoing,
    Receipt,
    Refused,
    Said,
    Secrets,
    ThreadKind,
    Throttled,
    Unknown,
    Unreachable,
    Visibility,
)
from amends.channels.transports import utc_now
from amends.channels.transports.http import AllowedAddresses, HttpTransport
from amends.practice import Network, Served
from amends.practice.x import ids

CHANNEL = X()
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def heard(link: Link, cursor: str = "") -> tuple[list[Item], str]:
    page = CHANNEL.fetch(link, cursor)
    found = [item for each in page.deliveries for item in CHANNEL.parse(link, each)]
    return found, page.cursor


def reply(text: str, to: Said) -> Outgoing:
    return Outgoing(
        key=str(uuid.uuid4()),
        visibility=Visibility.PUBLIC,
        text=text,
        thread=to.thread.external_id,
        reply_to=to.external_id,
    )


def test_what_is_said_there_is_heard_and_answered(
    served: Served, network: Network, link: Link
) -> None:
    _, cursor = heard(link)
    ada, li = network.person("ada_moss"), network.person("li_wei", "李伟")
    post = served.call(lambda: network.post(ada, "@northpost where is it? <3 & thanks"))
    served.call(lambda: network.comment(li, post, "same here"))
    served.call(lambda: network.message(ada, network.accounts["northpost"], "NP-4471"))
    found, cursor = heard(link, cursor)
    texts = {each.text: each for each in found if isinstance(each, Said)}
    asked = texts["@northpost where is it? <3 & thanks"]
    assert asked.author.handle == "@ada_moss"
    assert texts["NP-4471"].thread.kind is ThreadKind.CONVERSATION
    receipt = CHANNEL.send(link, reply("We are looking for it now 🔎", asked))
    assert receipt.units == {"reply": 1}
    found, _ = heard(link, cursor)
    answer = next(each for each in found if isinstance(each, Said) and each.own)
    assert (answer.external_id, answer.reply_to) == (receipt.external_id, asked.external_id)
    assert answer.thread == asked.thread


def test_only_who_names_the_account_is_answered(
    served: Served, network: Network, link: Link
) -> None:
    jo = network.person("jo_banks")
    post = served.call(lambda: network.post(jo, "Northpost, never again"))
    there = ids.of_item(post)
    said = Outgoing(str(uuid.uuid4()), Visibility.PUBLIC, "Sorry!", thread=there, reply_to=there)
    with pytest.raises(Refused, match="not mentioned or quoted"):
        CHANNEL.send(link, said)


def test_edits_deletions_hiding_and_likes(served: Served, network: Network, link: Link) -> None:
    ada = network.person("ada_moss")
    own = CHANNEL.send(link, Outgoing(str(uuid.uuid4()), Visibility.PUBLIC, "Late in the north."))
    ours = next(each for each in network.items.values() if each.text == "Late in the north.")
    comment = served.call(lambda: network.comment(ada, ours, "again?"))
    _, cursor = heard(link)
    there = ids.of_item(comment)
    CHANNEL.like(link, there, own.thread)
    CHANNEL.hide(link, there, own.thread, hidden=True)
    assert comment.hidden
    assert comment.likes == 1
    better = Outgoing(str(uuid.uuid4()), Visibility.PUBLIC, "Late in the north today.")
    assert CHANNEL.edit(link, own.external_id, better).external_id == own.external_id
    CHANNEL.edit(link, own.external_id, better)
    found, _ = heard(link, cursor)
    edited = next(each for each in found if isinstance(each, Edited))
    assert (edited.external_id, edited.said.text) == (own.external_id, better.text)
    CHANNEL.delete(link, own.external_id, "")
    CHANNEL.delete(link, own.external_id, "")
    assert ours.deleted_at is not None


def test_what_was_edited_or_taken_away_is_seen_by_looking_again(
    served: Served, network: Network, link: Link
) -> None:
    ada = network.person("ada_moss")
    kept, edited, gone = (
        served.call(lambda text=text: network.post(ada, f"@northpost {text}"))
        for text in ("stays", "chnages", "goes")
    )
    asked = [ids.of_item(each) for each in (kept, edited, gone)]
    assert CHANNEL.recheck(link, asked).deliveries == ()
    # X tells the versions of a post apart by the millisecond.
    edited.created_at -= 1
    asked[1] = ids.of_item(edited)
    served.call(lambda: network.edit(edited, "@northpost changes"))
    served.call(lambda: network.delete(gone))
    page = CHANNEL.recheck(link, [*asked, "17-1", "1"])
    changed, missing, unknown = [
        item for each in page.deliveries for item in CHANNEL.parse(link, each)
    ]
    assert isinstance(changed, Edited)
    assert (changed.external_id, changed.said.text) == (asked[1], "@northpost changes")
    assert isinstance(missing, Deleted)
    assert isinstance(unknown, Deleted)
    assert (missing.external_id, unknown.external_id) == (asked[2], "1")
    assert page.units == {"post read": 3}
    again = CHANNEL.recheck(link, asked)
    assert {each.key for each in again.deliveries} < {each.key for each in page.deliveries}
    assert CHANNEL.recheck(link, ["17-1"]).units == {}


@dataclass
class Older(httpx.BaseTransport):
    """X as long as it does not know the new names of its parameters."""

    inner: httpx.BaseTransport

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if "post.fields" in request.url.params:
            said = "The query parameter [post.fields] is not one of [ids,expansions,tweet.fields]"
            told = {"parameters": {"post.fields": ["lang"]}, "message": said}
            return httpx.Response(400, json={"errors": [told], "title": "Invalid Request"})
        return self.inner.handle_request(request)


def test_an_x_that_knows_only_its_old_names_is_asked_in_them(
    served: Served, network: Network, link: Link
) -> None:
    http = HttpTransport(AllowedAddresses(["127.0.0.1"]))
    link = replace(link, transports=replace(link.transports, http=Older(http)))
    _, cursor = heard(link)
    ada = network.person("ada_moss")
    post = served.call(lambda: network.post(ada, "@northpost in the old way?"))
    served.call(lambda: network.comment(network.person("li_wei"), post, "@northpost mine"))
    found, _ = heard(link, cursor)
    http.close()
    said = {each.text: each for each in found if isinstance(each, Said)}
    assert said["@northpost in the old way?"].external_id == ids.of_item(post)
    assert {each.reply_to for each in said.values()} == {"", ids.of_item(post)}


def test_a_picture_and_a_message_that_opens_a_conversation(
    served: Served, network: Network, link: Link
) -> None:
    jo = network.person("jo_banks")
    picture = Media(name="box.png", content_type="image/png", alt_text="A box", content=PNG)
    said = Outgoing(
        str(uuid.uuid4()),
        Visibility.PRIVATE,
        "Is this yours?",
        recipient=ids.of_profile(jo),
        media=(picture,),
    )
    receipt = CHANNEL.send(link, said)
    item = network.items[next(reversed(network.items))]
    assert item.media[0].alt == "A box"
    assert receipt.thread == ids.conversation(jo, network.account("northpost").profile)
    found = CHANNEL.look_up(link, said, utc_now() - timedelta(minutes=2))
    assert found is not None
    assert found.external_id == receipt.external_id
    CHANNEL.delete(link, receipt.external_id, receipt.thread)
    assert item.deleted_at is not None


def test_lost_answers_are_found_and_never_doubled(
    served: Served, network: Network, link: Link
) -> None:
    network.faults.change({"lost_answers": 0.2})
    ada = network.person("ada_moss")
    post = served.call(lambda: network.post(ada, "@northpost hello?"))
    thread = ids.of_item(post)
    before = len(network.accounts["northpost"].sent)
    lost = 0
    for number in range(60):
        said = Outgoing(
            str(uuid.uuid4()),
            Visibility.PUBLIC,
            f"Answer {number}: see https://track.example.com/{number}",
            thread=thread,
            reply_to=thread,
        )
        began = utc_now()
        try:
            CHANNEL.send(link, said)
        except Unknown:
            lost += 1
            later = replace(
                link,
                transports=replace(link.transports, clock=lambda: utc_now() + timedelta(minutes=1)),
            )
            assert isinstance(CHANNEL.look_up(later, said, began), Receipt)
    assert lost
    assert len(network.accounts["northpost"].sent) == before + 60


def test_in_a_storm_a_lost_answer_is_found_among_hundreds(
    served: Served, network: Network, link: Link
) -> None:
    post = served.call(lambda: network.post(network.person("ada_moss"), "@northpost hello?"))
    mine, thread, began = network.accounts["northpost"].profile, ids.of_item(post), utc_now()
    said = Outgoing(
        str(uuid.uuid4()), Visibility.PUBLIC, "We look.", thread=thread, reply_to=thread
    )
    network.faults.lost_answers.next = 1
    with pytest.raises(Unknown):
        CHANNEL.send(link, said)
    for number in range(210):
        served.call(lambda number=number: network.post(mine, f"Broadcast {number}"))
    assert isinstance(CHANNEL.look_up(link, said, began), Receipt)


def test_a_refusal_for_too_many_requests_says_until_when(network: Network, link: Link) -> None:
    bucket = network.accounts["northpost"].bucket
    bucket.tokens, bucket.burst, bucket.per_second = 0.0, 10, 0.1
    with pytest.raises(Throttled) as caught:
        CHANNEL.fetch(link, "")
    assert caught.value.wait is not None
    assert timedelta(seconds=60) < caught.value.wait < timedelta(seconds=120)


def test_tokens_end_and_are_renewed_once(network: Network, link: Link) -> None:
    network.accounts["northpost"].state = "expired"
    with pytest.raises(Disconnected):
        CHANNEL.identify(link)
    renewal = CHANNEL.renew(link)
    assert renewal is not None
    fresh = replace(link, secrets=Secrets({**link.secrets, **renewal.secrets}))
    assert CHANNEL.identify(fresh) == link.account
    with pytest.raises(Disconnected):
        CHANNEL.renew(link)


def test_an_outage_is_unreachable(network: Network, link: Link) -> None:
    network.faults.outage_until = network.clock() + 60
    with pytest.raises(Unreachable):
        CHANNEL.fetch(link, "")
