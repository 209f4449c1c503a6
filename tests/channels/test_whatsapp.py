"""WhatsApp: its windows to the moment, its errors by name, its templates, and its published description."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml

from amends.channels.adapters.whatsapp import WhatsApp
from amends.channels.base import Link
from amends.channels.conformance.http import Http
from amends.channels.conformance.recordings import Recording, outgoing
from amends.channels.contract import Media, Refused, Throttled, TooLong, Unsupported
from amends.channels.rights import Heard, Offer, Standing, Way
from amends.channels.templates import TemplateOffer

RECORDING = Recording(Path(__file__).parent / "recordings" / "whatsapp")
DESCRIPTION = Path(__file__).resolve().parents[3] / "shared" / "specs" / "whatsapp.openapi.yaml"
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MOMENT = timedelta(milliseconds=100)
DAY = timedelta(hours=24)
CHANNEL = WhatsApp()


def test_in_the_last_moment_of_24_hours_own_words_may_be_sent() -> None:
    offer = offers_at(NOON + DAY - MOMENT)[Way.PRIVATE]
    assert offer.is_open
    assert offer.until == NOON + DAY
    assert offer.price == Decimal("0.0040")


def test_a_moment_after_24_hours_only_a_template_may() -> None:
    offers = offers_at(NOON + DAY + MOMENT)
    assert not offers[Way.PRIVATE].is_open
    assert "approved templates only" in offers[Way.PRIVATE].because
    assert offers[Way.TEMPLATE].is_open
    assert offers[Way.TEMPLATE].price is not None
    assert next(iter(offers)) is Way.TEMPLATE


def test_to_somebody_who_never_wrote_nothing_may_be_sent() -> None:
    offers = CHANNEL.offers(Standing(()), NOON)
    assert not any(each.is_open for each in offers)


@pytest.mark.parametrize(
    ("code", "wait"), [(131056, timedelta(seconds=6)), (130429, None), (80007, None)]
)
def test_too_many_messages_are_throttled(code: int, wait: timedelta | None) -> None:
    error = {"message": "(#131056) Pair rate limit hit", "type": "OAuthException", "code": code}
    link = linked(400, {"error": error})
    with pytest.raises(Throttled) as caught:
        CHANNEL.send(link, said("01-an-answer"))
    assert caught.value.wait == wait


def test_a_closed_window_is_refused_in_the_networks_words() -> None:
    error = {"message": "(#131047) Re-engagement message", "type": "OAuthException", "code": 131047}
    link = linked(400, {"error": error})
    with pytest.raises(Refused, match="Re-engagement"):
        CHANNEL.send(link, said("01-an-answer"))


def test_long_words_beside_a_picture_are_refused_before_calling() -> None:
    link = RECORDING.link(Http(_never, RECORDING.now).transports)
    with pytest.raises(TooLong, match=r"1,024"):
        CHANNEL.send(link, replace(said("03-a-picture-with-words"), text="x" * 1025))


def test_words_beside_a_sound_are_refused_before_calling() -> None:
    sound = Media(name="bell.mp3", content_type="audio/mpeg", content=b"ID3")
    with pytest.raises(Unsupported, match="beside a sound"):
        CHANNEL.check(replace(said("01-an-answer"), media=(sound,)))


def test_the_address_is_asked_for_by_the_account() -> None:
    asked: list[httpx.Request] = []

    def answering(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json={"success": True})

    link = RECORDING.link(Http(answering, RECORDING.now).transports)
    CHANNEL.subscribe(link, "https://desk.example/hooks/1")
    assert asked[0].url.path == "/v26.0/102290129340398/subscribed_apps"
    assert json.loads(asked[0].content) == {
        "override_callback_uri": "https://desk.example/hooks/1",
        "verify_token": "verify-5f1c0a7be2",
    }
    query = {"hub.mode": "subscribe", "hub.challenge": "42"}
    assert CHANNEL.challenge(link, {**query, "hub.verify_token": "verify-5f1c0a7be2"}) == "42"
    assert CHANNEL.challenge(link, {**query, "hub.verify_token": "another"}) is None


# -------------------------------------------------------------------------------- templates


def test_templates_that_a_person_can_fill_are_offered() -> None:
    offers = CHANNEL.templates(linked(200, {"data": [REFUND, NAMED, *LEFT_OUT]}))
    assert offers == (
        TemplateOffer(
            name="delay",
            language="de",
            body="Hallo {{first_name}}, {{order}} kommt später.",
            category="marketing",
            places=("first_name", "order"),
            examples=("Maren", "4471"),
            price=Decimal("0.0250"),
        ),
        TemplateOffer(
            name="refund_done",
            language="en_US",
            body="Hello {{1}}, your refund of {{2}} is on its way.",
            category="utility",
            header="Order {{header_1}}",
            footer="Northpost",
            places=("header_1", "1", "2"),
            examples=("4471", "Maren", "$12"),
            price=Decimal("0.0040"),
        ),
    )


def test_the_recorded_template_is_what_its_offer_reads_as() -> None:
    (offer,) = CHANNEL.templates(linked(200, {"data": [REFUND]}))
    recorded = said("04-an-approved-template")
    assert recorded.template is not None
    assert offer.places == recorded.template.places
    assert offer.filled(recorded.template.values) == recorded.text


def test_places_with_names_are_filled_by_name() -> None:
    (offer,) = CHANNEL.templates(linked(200, {"data": [NAMED]}))
    sent: list[Any] = []

    def answering(request: httpx.Request) -> httpx.Response:
        sent.append(json.loads(request.content))
        return httpx.Response(200, json={"messages": [{"id": "wamid.1"}]})

    link = RECORDING.link(Http(answering, RECORDING.now).transports)
    recorded = said("04-an-approved-template")
    assert recorded.template is not None
    filling = replace(
        recorded.template, name="delay", places=offer.places, values=("Maren", "4471")
    )
    CHANNEL.send(link, replace(recorded, template=filling))
    (body,) = sent[0]["template"]["components"]
    assert [each["parameter_name"] for each in body["parameters"]] == ["first_name", "order"]


# ------------------------------------------------------------ against the published description


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    """The published description, where it lies beside the repository."""
    if not DESCRIPTION.is_file():
        pytest.skip(f"{DESCRIPTION.name}, the network's published description, is not here")
    text = DESCRIPTION.read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("01-an-answer", "TextMessage"),
        ("03-a-picture-with-words", "ImageMessage"),
        ("04-an-approved-template", "TemplateMessage"),
    ],
)
def test_what_is_asked_for_fits_the_description(
    described: dict[str, Any], name: str, schema: str
) -> None:
    asked = RECORDING.scenes("sends")[name]["world"][-1]["request"]["json"]
    for part in described["components"]["schemas"][schema]["allOf"]:
        # The parts close themselves against one another's fields: each is asked for its own.
        validate({**part, "additionalProperties": True}, asked, described)


def test_every_example_of_the_description_is_understood(described: dict[str, Any]) -> None:
    content = described["paths"]["/whatsapp/webhooks"]["post"]["requestBody"]["content"]
    examples = content["application/json"]["examples"]
    for title, example in examples.items():
        body = json.dumps(example["value"]).encode()
        delivery = replace(RECORDING.deliveries()["01-a-text"][0], body=body)
        heard = CHANNEL.parse(nowhere(), delivery)
        assert bool(heard) is not title.startswith("Group "), title


def test_recorded_statuses_fit_the_description(described: dict[str, Any]) -> None:
    for name in ("20-sent", "21-delivered", "22-read", "23-failed"):
        schema = {"$ref": "#/components/schemas/StatusMessageValue"}
        validate(schema, _value(RECORDING.scenes("items")[name]["json"]), described)


def test_recorded_messages_have_what_the_descriptions_examples_have(
    described: dict[str, Any],
) -> None:
    # Its schema for what comes in names the messages that go out: so its examples are the measure.
    content = described["paths"]["/whatsapp/webhooks"]["post"]["requestBody"]["content"]
    examples = content["application/json"]["examples"].values()
    shown = {each["type"]: each for example in examples for each in _messages(example["value"])}
    recorded = [
        each for scene in RECORDING.scenes("items").values() for each in _messages(scene["json"])
    ]
    compared = {each["type"] for each in recorded} & shown.keys()
    assert compared >= {"text", "image", "location", "contacts", "button", "interactive", "order"}
    for each in recorded:
        if each["type"] in compared and "from" in each:
            assert shown[each["type"]].keys() - {"context", "referral"} <= each.keys()


def _value(push: Any) -> dict[str, Any]:
    found: dict[str, Any] = push["entry"][0]["changes"][0]["value"]
    return found


def _messages(push: Any) -> list[dict[str, Any]]:
    return list(_value(push).get("messages", []))


def validate(schema: dict[str, Any], value: object, described: dict[str, Any]) -> None:
    whole = {**schema, "components": described["components"]}
    jsonschema.Draft202012Validator(whole).validate(value)


# ------------------------------------------------------------------------------------- the cast


def said(name: str) -> Any:
    return outgoing(RECORDING.scenes("sends")[name])


def offers_at(now: datetime) -> dict[Way, Offer]:
    heard = Heard("wamid.1", "Where is my parcel?", NOON, is_public=False)
    return {each.way: each for each in CHANNEL.offers(Standing((heard,)), now)}


def linked(status: int, body: object) -> Link:
    world = Http(lambda _: httpx.Response(status, json=body), RECORDING.now)
    return RECORDING.link(world.transports)


def nowhere() -> Link:
    return RECORDING.link(Http(_never, RECORDING.now).transports)


def _never(request: httpx.Request) -> httpx.Response:
    raise AssertionError(f"{request.url} was called")


REFUND = {
    "name": "refund_done",
    "language": "en_US",
    "status": "APPROVED",
    "category": "UTILITY",
    "components": [
        {
            "type": "HEADER",
            "format": "TEXT",
            "text": "Order {{1}}",
            "example": {"header_text": ["4471"]},
        },
        {
            "type": "BODY",
            "text": "Hello {{1}}, your refund of {{2}} is on its way.",
            "example": {"body_text": [["Maren", "$12"]]},
        },
        {"type": "FOOTER", "text": "Northpost"},
        {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Thank you"}]},
    ],
    "id": "1",
}
NAMED = {
    "name": "delay",
    "language": "de",
    "status": "APPROVED",
    "category": "MARKETING",
    "components": [
        {
            "type": "BODY",
            "text": "Hallo {{first_name}}, {{order}} kommt später.",
            "example": {
                "body_text_named_params": [
                    {"param_name": "first_name", "example": "Maren"},
                    {"param_name": "order", "example": "4471"},
                ]
            },
        }
    ],
    "id": "2",
}
BODY = {"type": "BODY", "text": "Hello"}
LEFT_OUT: list[dict[str, Any]] = [
    {**NAMED, "name": "rejected", "status": "REJECTED"},
    {**NAMED, "name": "code", "category": "AUTHENTICATION"},
    {**NAMED, "name": "picture", "components": [{"type": "HEADER", "format": "IMAGE"}, BODY]},
    {
        **NAMED,
        "name": "link",
        "components": [
            BODY,
            {
                "type": "BUTTONS",
                "buttons": [{"type": "URL", "text": "Track", "url": "https://t.example/{{1}}"}],
            },
        ],
    },
    {**NAMED, "name": "new", "components": [BODY, {"type": "CAROUSEL", "cards": []}]},
]
