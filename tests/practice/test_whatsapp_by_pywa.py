"""The practice WhatsApp driven by pywa, a client library of the Cloud API: a second opinion on its wire.

What it is handed instead of the way to Meta is a transport of httpx that leads to the practice network,
and adds the proof of the app's secret that the practice app asks for.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from datetime import timedelta

import httpx
import pytest
from pywa import WhatsApp, handlers, types
from pywa.errors import WhatsAppError

from amends.channels.graph import signing
from amends.practice import Network, Served
from amends.practice.graph import ids, whatsapp
from amends.practice.graph.pushes import signed, written
from amends.practice.objects import Account, Event

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
VERSION = ids.VERSION.removeprefix("v")


class Leading(httpx.BaseTransport):
    """Leads what is meant for Meta to the practice network."""

    def __init__(self, url: str, secret: str) -> None:
        self.there = httpx.URL(url)
        self.secret = secret
        plain = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # no https here
        self.inner = httpx.HTTPTransport(verify=plain)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        token = request.headers["authorization"].partition(" ")[2]
        there = self.there.copy_with(path=f"/whatsapp{request.url.path}", query=request.url.query)
        request.url = there.copy_merge_params(
            {"appsecret_proof": signing.proof(self.secret, token)}
        )
        request.headers["host"] = self.there.netloc.decode()
        return self.inner.handle_request(request)

    def close(self) -> None:
        self.inner.close()


@pytest.fixture
def client(served: Served) -> Iterator[WhatsApp]:
    given = whatsapp.sample(served.url, "northpost", served.network.seed).given
    session = httpx.Client(transport=Leading(served.url, given["app_secret"]))
    yield WhatsApp(
        phone_id=given["phone_number_id"],
        token=given["token"],
        session=session,
        waba_id=given["business_account_id"],
        app_secret=given["app_secret"],
        verify_token="verify",
        server=None,
        api_version=VERSION,
    )
    session.close()


@pytest.fixture
def heard(client: WhatsApp, network: Network) -> list[object]:
    """What pywa makes of everything that is pushed, once it has looked at the signature."""
    found: list[object] = []

    def keep(_: WhatsApp, update: object) -> None:
        found.append(update)

    for kind in (
        handlers.MessageHandler,
        handlers.MessageStatusHandler,
        handlers.EditedMessageHandler,
        handlers.DeletedMessageHandler,
    ):
        client.add_handlers(kind(keep))
    numbers = whatsapp.Numbers(network)

    def push(account: Account, event: Event) -> None:
        # One by one: pywa looks at the first of what comes together.
        for entry in numbers.told(account, event):
            body = written({"object": whatsapp.KIND, "entry": [entry]})
            head = signed(ids.app_secret(network.seed), body)
            assert client.webhook_update_validator(body, head) is None
            assert client.webhook_update_validator(body + b" ", head) is not None
            assert client.webhook_update_handler(body) == ("ok", 200)

    network.listeners.append(push)
    return found


@pytest.fixture
def writes(served: Served, network: Network) -> Callable[[str, str], None]:
    def write(handle: str, text: str) -> None:
        person = network.person(handle)
        served.call(lambda: network.message(person, network.account("northpost"), text))

    return write


def test_pywa_knows_the_number_and_its_templates(client: WhatsApp) -> None:
    number = client.get_business_phone_number()
    assert (number.verified_name, number.quality_rating) == ("Northpost", "GREEN")
    listed = client.get_templates()
    found = {each.name: each for each in listed}
    assert listed.total_count == len(found)
    assert found["we_found_it"].language == types.templates.TemplateLanguage.ENGLISH
    assert found["login_code"].category == types.templates.TemplateCategory.AUTHENTICATION


def test_pywa_hears_a_message_answers_it_and_follows_its_statuses(
    client: WhatsApp, heard: list[object], network: Network, writes: Callable[[str, str], None]
) -> None:
    writes("maren", "Wo ist mein Päckchen? 📦")
    (message,) = heard
    assert isinstance(message, types.Message)
    assert (message.text, message.from_user.name) == ("Wo ist mein Päckchen? 📦", "Maren")
    sent = message.reply("We look at once. 🔎")
    said = network.account("northpost").conversations[network.person("maren").id].items[-1]
    assert (said.text, sent.id) == ("We look at once. 🔎", whatsapp.wamid(said))
    statuses = [each for each in heard if isinstance(each, types.MessageStatus)]
    assert [each.status for each in statuses] == ["sent", "delivered", "read"]
    assert {each.id for each in statuses} == {sent.id}
    assert {each.from_user.bsuid for each in statuses} == {message.from_user.bsuid}


def test_pywa_hears_words_that_change_and_go(
    heard: list[object], served: Served, network: Network, writes: Callable[[str, str], None]
) -> None:
    writes("maren", "Helo?")
    item = network.account("northpost").conversations[network.person("maren").id].items[-1]
    served.call(lambda: network.edit(item, "Hello?"))
    served.call(lambda: network.delete(item))
    said, edited, deleted = heard
    assert isinstance(said, types.Message)
    assert isinstance(edited, types.EditedMessage)
    assert (edited.message.text, edited.original_message_id) == ("Hello?", said.id)
    assert isinstance(deleted, types.DeletedMessage)
    assert deleted.original_message_id == said.id


def test_pywa_sends_a_picture_and_a_template(
    client: WhatsApp, heard: list[object], network: Network, writes: Callable[[str, str], None]
) -> None:
    writes("maren", "Hello?")
    account, maren = network.account("northpost"), network.person("maren")
    there = whatsapp.phone(maren)
    kept = client.upload_media(PNG, mime_type="image/png", filename="box.png")
    assert client.get_media_url(kept.id).mime_type == "image/png"
    client.send_image(there, kept.id, caption="Yours?", mime_type="image/png")
    said = account.conversations[maren.id].items
    assert (said[-1].text, len(said[-1].media)) == ("Yours?", 1)
    said[0].created_at -= timedelta(hours=25).total_seconds()
    with pytest.raises(WhatsAppError, match="Re-engagement"):
        client.send_message(there, "Still there?")
    body = types.templates.BodyText.params("Mira", "$12.50")
    client.send_template(
        there, "refund_is_on_its_way", types.templates.TemplateLanguage.ENGLISH, [body]
    )
    assert said[-1].text == "Hello Mira, your refund of $12.50 is on its way."
