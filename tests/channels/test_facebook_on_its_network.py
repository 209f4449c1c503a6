"""The Page's adapter against the practice Graph API, in good and in bad times."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from amends.channels.adapters.facebook import Facebook
from amends.channels.base import Link
from amends.channels.conformance.worlds import no_imap, no_smtp
from amends.channels.consent import Ask
from amends.channels.contract import (
    ChannelError,
    Delivery,
    Disconnected,
    Gone,
    Item,
    Media,
    Outgoing,
    Refused,
    Said,
    Secrets,
    ThreadKind,
    Throttled,
    Unknown,
    Unreachable,
    Unsupported,
    Visibility,
)
from amends.channels.transports import Transports, utc_now
from amends.channels.transports.http import AllowedAddresses, HttpTransport
from amends.practice import Network, Served, running
from amends.practice.graph import ids, sample
from amends.practice.objects import Account
from amends.practice.objects import Item as Thing

FACEBOOK = Facebook()
PNG = b"\x89PNG\r\n\x1a\n box"


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with running(Network(seed=12)) as network:
        yield network


@pytest.fixture
def page(served: Served) -> Account:
    """The Page in good times: calm, with a valid token and room in its bucket."""
    served.network.faults.calm()
    account = served.network.accounts["northpost"]
    account.state, account.expires_at = "valid", None
    account.bucket.tokens, account.bucket.per_second, account.bucket.burst = -1.0, 50.0, 500
    return account


@pytest.fixture
def link(served: Served, page: Account) -> Iterator[Link]:
    http = HttpTransport(AllowedAddresses(["127.0.0.1"]))
    given = dict(sample(served.url, "northpost", 12).given)
    secrets = {name: given.pop(name) for name in ("token", "app_secret")}
    link = Link(given, Secrets(secrets), Transports(http, no_imap, no_smtp, clock=utc_now))
    yield replace(link, account=FACEBOOK.identify(link))
    http.close()


def read(link: Link) -> list[Item]:
    """Everything of one round."""
    cursor, found = "", list[Delivery]()
    while True:
        page = FACEBOOK.fetch(link, cursor)
        found += page.deliveries
        cursor = page.cursor
        if not page.more:
            return [item for each in found for item in FACEBOOK.parse(link, each)]


def said(link: Link, text: str) -> Said:
    return next(each for each in read(link) if isinstance(each, Said) and each.text == text)


def commented(served: Served, page: Account, text: str) -> Thing:
    network = served.network
    post = served.call(lambda: network.post(page.profile, f"About: {text}"))
    return served.call(lambda: network.comment(network.person("jo"), post, text))


def public(to: Said, text: str) -> Outgoing:
    key = str(uuid.uuid4())
    return Outgoing(key, Visibility.PUBLIC, text, to.thread.external_id, reply_to=to.external_id)


def private(person: str, text: str, **more: object) -> Outgoing:
    more = {"thread": person, "recipient": person, **more}
    kind = ThreadKind.CONVERSATION
    made = Outgoing(str(uuid.uuid4()), Visibility.PRIVATE, text, thread_kind=kind)
    return replace(made, **more)  # type: ignore[arg-type]


def test_a_comment_is_read_answered_and_found_again(
    served: Served, page: Account, link: Link
) -> None:
    commented(served, page, "Where is my parcel, please?")
    heard = said(link, "Where is my parcel, please?")
    answer = public(heard, "On its way. 👍🏽")
    began = utc_now()
    receipt = FACEBOOK.send(link, answer)
    assert receipt.thread == heard.thread.external_id
    found = FACEBOOK.look_up(link, answer, began)
    assert found is not None
    assert found.external_id == receipt.external_id
    own = said(link, "On its way. 👍🏽")
    assert own.own
    assert own.reply_to == heard.external_id


def test_a_conversation_is_answered_with_words_and_with_a_picture(
    served: Served, page: Account, link: Link
) -> None:
    network = served.network
    served.call(lambda: network.message(network.person("li"), page, "Hello? My box!"))
    heard = said(link, "Hello? My box!")
    person = heard.author.external_id
    receipt = FACEBOOK.send(link, private(person, "Here we are."))
    assert receipt.thread == heard.thread.external_id == person
    picture = Media(name="box.png", content_type="image/png", content=PNG)
    shown = FACEBOOK.send(link, private(person, "", media=(picture,)))
    assert shown.external_id.startswith("m_")
    with pytest.raises(Unsupported, match="not both"):
        FACEBOOK.send(link, private(person, "Look", media=(picture,)))


def test_a_comment_has_one_private_reply(served: Served, page: Account, link: Link) -> None:
    commented(served, page, "Anybody there at all?")
    heard = said(link, "Anybody there at all?")
    told = {"thread": "", "reply_to": heard.external_id, "recipient": heard.author.external_id}
    reply = private(heard.author.external_id, "Here.", **told)
    began = utc_now()
    receipt = FACEBOOK.send(link, reply)
    assert receipt.thread == heard.author.external_id
    found = FACEBOOK.look_up(link, reply, began)
    assert found is not None
    assert found.external_id == receipt.external_id
    with pytest.raises(Refused, match="10900"):
        FACEBOOK.send(link, replace(reply, key=str(uuid.uuid4())))


def test_outside_the_window_facebook_says_no(served: Served, page: Account, link: Link) -> None:
    network = served.network
    long_ago = utc_now().timestamp() - 3 * 86_400
    message = served.call(lambda: network.message(network.person("old"), page, "Long ago"))
    message.created_at = long_ago
    person = ids.person_id(network.person("old"))
    with pytest.raises(Refused, match="2018278"):
        FACEBOOK.send(link, private(person, "Too late?"))
    assert FACEBOOK.send(link, private(person, "Not for a person.", tag="HUMAN_AGENT"))


def test_a_lost_answer_is_unknown_and_settled(served: Served, page: Account, link: Link) -> None:
    commented(served, page, "Is this lost?")
    answer = public(said(link, "Is this lost?"), "No, here it is.")
    served.network.faults.lost_answers.next = 1
    began = utc_now()
    with pytest.raises(Unknown):
        FACEBOOK.send(link, answer)
    found = FACEBOOK.look_up(link, answer, began)
    assert found is not None
    texts = [each.text for each in served.network.items.values()]
    assert texts.count("No, here it is.") == 1
    never = replace(answer, text="Never said.")
    with pytest.raises(Unknown):
        FACEBOOK.look_up(link, never, began)
    assert FACEBOOK.look_up(link, never, began - timedelta(minutes=1)) is None


def expired(page: Account) -> None:
    page.state = "expired"


def limited(page: Account) -> None:
    page.bucket.tokens, page.bucket.per_second, page.bucket.burst = 0.0, 0.001, 1


def down(page: Account) -> None:
    page.faults.outage_until = utc_now().timestamp() + 60


@pytest.mark.parametrize(
    ("trouble", "due"), [(expired, Disconnected), (limited, Throttled), (down, Unreachable)]
)
def test_bad_times_have_their_names(
    page: Account, link: Link, trouble: Callable[[Account], None], due: type[ChannelError]
) -> None:
    trouble(page)
    try:
        with pytest.raises(due) as failure:
            FACEBOOK.fetch(link, "")
    finally:
        page.faults.calm()
    if isinstance(failure.value, Throttled):
        assert failure.value.wait == timedelta(minutes=1)


def test_deeds_travel_and_what_is_gone_stays_gone(
    served: Served, page: Account, link: Link
) -> None:
    comment = commented(served, page, "Rude words")
    heard = said(link, "Rude words")
    FACEBOOK.hide(link, heard.external_id, "", hidden=True)
    assert comment.hidden
    FACEBOOK.like(link, heard.external_id, "")
    assert comment.likes == 1
    receipt = FACEBOOK.send(link, public(heard, "Plaese be kind."))
    FACEBOOK.edit(link, receipt.external_id, public(heard, "Please be kind."))
    assert said(link, "Please be kind.").external_id == receipt.external_id
    FACEBOOK.delete(link, receipt.external_id, "")
    FACEBOOK.delete(link, receipt.external_id, "")
    with pytest.raises(Gone):
        FACEBOOK.edit(link, receipt.external_id, public(heard, "Hello?"))


def test_the_owner_is_asked_and_a_page_chosen(served: Served, page: Account, link: Link) -> None:
    ask = Ask("https://desk.example/connections/answer/", "state", "verifier")
    beginning = FACEBOOK.begin_asking(link, ask)
    dialog = httpx.get(beginning.url, trust_env=False)
    assert "pages_messaging" in dialog.text
    asked = parse_qs(urlsplit(beginning.url).query)
    assert (asked["state"], asked["redirect_uri"]) == (["state"], [ask.back])
    nobody = replace(link, secrets=Secrets({"app_secret": link.secrets["app_secret"]}))
    renewal = FACEBOOK.finish_asking(nobody, ask, "practice-code")
    assert renewal.secrets["token"] == page.token
    assert set(renewal.secrets) <= set(FACEBOOK.learns)
    with pytest.raises(Refused):
        FACEBOOK.finish_asking(nobody, ask, "another code")
    elsewhere = replace(nobody, settings={**nobody.settings, "page_id": "7"})
    with pytest.raises(Refused, match="another Page"):
        FACEBOOK.finish_asking(elsewhere, ask, "practice-code")


def test_the_token_is_looked_after(page: Account, link: Link) -> None:
    renewal = FACEBOOK.renew(link)
    assert renewal is not None
    assert renewal.good_until is not None
    assert timedelta(hours=24) < renewal.good_until - utc_now() < timedelta(hours=31)
    assert "nothing was written" in FACEBOOK.try_writing(link)
    page.state = "revoked"
    with pytest.raises(Disconnected):
        FACEBOOK.renew(link)


def test_a_sweep_goes_further_back_than_a_fetch(served: Served, page: Account, link: Link) -> None:
    comment = commented(served, page, "Under an old post")
    old = comment.thread.items[0]
    old.created_at -= 9 * 86_400
    since: datetime = utc_now() - timedelta(hours=1)
    cursor, found = "", list[Delivery]()
    while True:
        swept = FACEBOOK.sweep(link, since, cursor)
        found += swept.deliveries
        cursor = swept.cursor
        if not swept.more:
            break
    texts = {
        item.text for each in found for item in FACEBOOK.parse(link, each) if isinstance(item, Said)
    }
    assert {"Under an old post", old.text} <= texts
