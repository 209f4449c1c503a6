"""The practice X driven by tweepy, the client library that people use for X: a second opinion on its wire.

tweepy still calls posts tweets, as X did, so this shows those names, too. What it is handed instead of
the way to X is an adapter of `requests` that leads to the practice network.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import tweepy
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter

from amends.practice import Item, Network, Served
from amends.practice.x import ids
from amends.practice.x.tokens import Tokens

FIELDS = ["conversation_id", "created_at", "lang", "public_metrics", "referenced_tweets"]
ASKED = {"tweet_fields": FIELDS, "expansions": ["author_id", "referenced_tweets.id"]}


class Leading(HTTPAdapter):
    """Leads what is meant for X to the practice network."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url

    def send(self, request: PreparedRequest, **how: object) -> Response:  # type: ignore[override]
        there = urlsplit(request.url or "")
        request.url = f"{self.url}/x{there.path}" + (f"?{there.query}" if there.query else "")
        return super().send(request, **how)  # type: ignore[arg-type]


@pytest.fixture
def client(served: Served) -> Iterator[tweepy.Client]:
    network = served.network
    token = Tokens(network.seed).given("northpost", network.clock())["access_token"]
    client = tweepy.Client(str(token))
    client.session.trust_env = False
    client.session.mount("https://", Leading(served.url))
    yield client
    client.session.close()


@pytest.fixture
def asked(served: Served, complaint: Item) -> Item:
    """A question under the complaint, from somebody else."""
    li = served.network.person("li_wei", "李伟")
    return served.call(lambda: served.network.comment(li, complaint, "@northpost mine, too? <3"))


def test_tweepy_knows_who_it_is(client: tweepy.Client, network: Network) -> None:
    me = client.get_me(user_auth=False, user_fields=["profile_image_url", "public_metrics"]).data
    profile = network.account("northpost").profile
    assert (str(me.id), me.username, me.name) == (
        ids.of_profile(profile),
        "northpost",
        profile.name,
    )
    assert me.public_metrics["followers_count"] == profile.followers


def test_tweepy_reads_mentions_searches_and_turns_pages(
    client: tweepy.Client, network: Network, complaint: Item, asked: Item
) -> None:
    me = ids.of_profile(network.account("northpost").profile)
    mentions = client.get_users_mentions(me, **ASKED)
    assert [str(each.id) for each in mentions.data] == [ids.of_item(asked), ids.of_item(complaint)]
    newest = mentions.data[0]
    assert newest.text == "@maren @northpost mine, too? &lt;3"
    assert newest.created_at.timestamp() == pytest.approx(asked.created_at, abs=0.001)
    assert [str(each) for each in newest.edit_history_tweet_ids] == [ids.of_item(asked)]
    assert [str(each.id) for each in newest.referenced_tweets] == [ids.of_item(complaint)]
    assert {each.username for each in mentions.includes["users"]} == {"maren", "li_wei"}
    assert [each.text for each in mentions.includes["tweets"]] == [complaint.text]

    query = f"conversation_id:{ids.of_item(complaint)} -from:northpost"
    pages = tweepy.Paginator(client.search_recent_tweets, query, max_results=1, **ASKED)
    assert [str(each.id) for each in pages.flatten()] == [
        ids.of_item(asked),
        ids.of_item(complaint),
    ]


def test_tweepy_posts_replies_hides_likes_and_deletes(
    client: tweepy.Client, served: Served, network: Network, complaint: Item
) -> None:
    said = client.create_tweet(
        text="We look at once 🔎", in_reply_to_tweet_id=ids.of_item(complaint), user_auth=False
    ).data
    reply = ids.item_of(network, said["id"])
    assert reply is not None
    assert (reply.text, reply.parent) == ("We look at once 🔎", complaint.id)
    client.like(ids.of_item(complaint), user_auth=False)
    assert complaint.likes == 1

    own = client.create_tweet(text="Late in the north today.", user_auth=False).data
    ours = ids.item_of(network, own["id"])
    assert ours is not None
    rude = served.call(lambda: network.comment(network.person("maren"), ours, "Again?!"))
    assert client.hide_reply(ids.of_item(rude), user_auth=False).data == {"hidden": True}
    assert rude.hidden
    client.unhide_reply(ids.of_item(rude), user_auth=False)
    assert not rude.hidden
    client.delete_tweet(own["id"], user_auth=False)
    assert ours.deleted_at is not None
    gone = client.get_tweet(own["id"], **ASKED)
    assert gone.data is None
    assert [each["title"] for each in gone.errors] == ["Not Found Error"]
    both = client.get_tweets([own["id"], ids.of_item(complaint)], **ASKED)
    assert [str(each.id) for each in both.data] == [ids.of_item(complaint)]
    assert [each["resource_id"] for each in both.errors] == [own["id"]]


def test_tweepy_writes_and_reads_direct_messages(
    client: tweepy.Client, served: Served, network: Network
) -> None:
    account, maren = network.account("northpost"), network.person("maren", "Maren Holt")
    served.call(lambda: network.message(maren, account, "NP-4471"))
    there = ids.of_profile(maren)
    sent = client.create_direct_message(participant_id=there, text="Thanks!", user_auth=False).data
    fields = ["created_at", "dm_conversation_id", "sender_id"]
    read = client.get_direct_message_events(
        participant_id=there, user_auth=False, dm_event_fields=fields
    ).data
    assert [(each.text, str(each.sender_id)) for each in read] == [
        ("Thanks!", ids.of_profile(account.profile)),
        ("NP-4471", there),
    ]
    assert str(read[0].id) == sent["dm_event_id"]
    assert {each.dm_conversation_id for each in read} == {sent["dm_conversation_id"]}


def test_tweepy_names_what_goes_wrong(
    client: tweepy.Client, served: Served, network: Network, complaint: Item
) -> None:
    jo = network.person("jo_banks")
    other = served.call(lambda: network.post(jo, "Northpost, never again"))
    with pytest.raises(tweepy.Forbidden, match="not mentioned or quoted"):
        client.create_tweet(text="Sorry!", in_reply_to_tweet_id=ids.of_item(other), user_auth=False)
    with pytest.raises(tweepy.BadRequest):
        client.get_users_mentions(
            ids.of_profile(network.account("northpost").profile), max_results=0
        )
    account = network.account("northpost")
    account.bucket.tokens, account.bucket.burst, account.bucket.per_second = 0.0, 10, 0.1
    with pytest.raises(tweepy.TooManyRequests) as caught:
        client.get_me(user_auth=False)
    assert caught.value.reset_time > network.clock() + 60
    network.faults.outage_until = network.clock() + 60
    with pytest.raises(tweepy.TwitterServerError):
        client.get_me(user_auth=False)
    network.faults.calm()
    account.state = "expired"
    with pytest.raises(tweepy.Unauthorized):
        client.get_me(user_auth=False)
