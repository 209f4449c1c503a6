"""A person's data are deleted when their network asks for it, and only then; the person can look."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import timedelta

import httpx
import orjson
import pytest
from django.db import transaction
from django.test import Client

from amends.audit.models import Entry
from amends.channels import credentials, queries
from amends.channels.base import Link
from amends.channels.conformance.worlds import no_imap, no_smtp
from amends.channels.contract import Author, Said, ThreadKind, ThreadRef, Unreachable
from amends.channels.models import Connection
from amends.channels.transports import Transports
from amends.inbox.actions.take_in import take_in
from amends.inbox.models import Case, Identity, Message, Thread
from amends.listening.actions import erase
from amends.listening.models import Delivery, Erasure, Source
from cast import NOON, Cast, make_connection

SECRET = "the-secret-of-the-app"
ASKED, KNOWN = "10215", "24000000000042"


@pytest.fixture
def page(cast: Cast) -> Connection:
    """A Page on which somebody has written."""
    secrets = {"token": "t", "app_secret": SECRET, "verify_token": "v"}
    kept = {"app_id": "7", "base_url": "http://graph.example"}
    page = make_connection(
        cast.brand, "facebook", settings=kept, secrets=credentials.encrypted(secrets)
    )
    jo, li = Author(KNOWN, name="Jo Banks"), Author("24000000000077", name="Li")
    private = ThreadRef(KNOWN, ThreadKind.CONVERSATION, is_public=False)
    post = ThreadRef("1_2", ThreadKind.POST, is_public=True)
    said = [
        Said("m_1", private, jo, "My street is Elm Road 4", NOON),
        Said("2_3", post, jo, "Jo again, in public", NOON, reply_to="1_2"),
        Said("2_4", post, li, "Somebody else", NOON, reply_to="1_2"),
    ]
    with transaction.atomic():
        take_in(connection=page, items=said, now=NOON)
    Delivery.objects.create(
        brand=cast.brand,
        connection=page,
        source=Source.WEBHOOK,
        key="k1",
        body=f'{{"from": "{KNOWN}"}}'.encode(),
        received_at=NOON,
        state="done",
    )
    return page


def form(user: str = ASKED, secret: str = SECRET) -> dict[str, str]:
    told = {"algorithm": "HMAC-SHA256", "user_id": user}
    payload = base64.urlsafe_b64encode(orjson.dumps(told)).rstrip(b"=")
    digest = hmac.new(secret.encode(), payload, hashlib.sha256).digest()
    signed = base64.urlsafe_b64encode(digest).rstrip(b"=") + b"." + payload
    return {"signed_request": signed.decode()}


def link_over(answer: httpx.Response | None) -> object:
    """What makes links to a network that always answers so; None: it does not."""

    def answering(request: httpx.Request) -> httpx.Response:
        if answer is None:
            raise httpx.ConnectError("away", request=request)
        return answer

    def link_of(connection: Connection) -> Link:
        whole = queries.link_for(connection)
        transports = Transports(httpx.MockTransport(answering), no_imap, no_smtp)
        return Link(whole.settings, whole.secrets, transports, whole.account)

    return link_of


def erased(erasure: Erasure, answer: httpx.Response | None) -> Erasure:
    link_of = link_over(answer)
    erase.erase(erasure_id=erasure.pk, now=NOON + timedelta(minutes=1), link_of=link_of)  # type: ignore[arg-type]
    erasure.refresh_from_db()
    return erasure


def test_everything_of_the_person_goes_and_nothing_of_others(page: Connection) -> None:
    erasure = erase.ask(connection=page, form=form(), now=NOON)
    told = httpx.Response(200, json={"data": [{"id": KNOWN}]})
    erased(erasure, told)
    texts = set(Message.objects.values_list("external_id", "text"))
    assert texts == {("m_1", ""), ("2_3", ""), ("2_4", "Somebody else")}
    assert not Identity.objects.filter(external_id=KNOWN).exists()
    assert set(Identity.objects.values_list("name", flat=True)) == {"", "Li"}
    assert set(Case.objects.values_list("person__name", flat=True)) == {"Erased person", "Li"}
    assert not Thread.objects.filter(external_id=KNOWN).exists()
    assert bytes(Delivery.objects.get().body) == b""
    assert (erasure.external_id, erasure.done_at) == ("", NOON + timedelta(minutes=1))
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True)) == [
        "listening.ask_to_erase",
        "listening.erase",
    ]


def test_while_the_network_is_away_it_waits(page: Connection) -> None:
    erasure = erase.ask(connection=page, form=form(KNOWN), now=NOON)
    with pytest.raises(Unreachable):
        erased(erasure, None)
    assert Erasure.objects.get().done_at is None
    assert erased(erasure, httpx.Response(400, json={"error": {"code": 100}})).done_at is not None
    assert not Identity.objects.filter(external_id=KNOWN).exists()


def test_only_the_network_can_ask(page: Connection, connection: Connection) -> None:
    for given in (form(secret="another"), {}, {"signed_request": "é.é"}):
        with pytest.raises(erase.NotAsked):
            erase.ask(connection=page, form=given, now=NOON)
    with pytest.raises(erase.NotAsked):
        erase.ask(connection=connection, form=form(), now=NOON)
    assert not Erasure.objects.exists()


def test_the_address_answers_with_a_place_to_look(page: Connection, client: Client) -> None:
    answer = client.post(f"/erase/{page.public_id}/", form())
    told = answer.json()
    again = client.post(f"/erase/{page.public_id}/", form()).json()
    assert again == told
    assert told["url"].endswith(f"/erased/{told['confirmation_code']}/")
    shown = client.get(f"/erased/{told['confirmation_code']}/").content.decode()
    assert told["confirmation_code"] in shown
    assert "will be deleted" in shown
    assert client.post(f"/erase/{page.public_id}/", form(secret="another")).status_code == 403
    assert client.get("/erased/unknown/").status_code == 404
    assert client.get(f"/erase/{page.public_id}/").status_code == 405
