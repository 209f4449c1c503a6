"""Approved templates: which of them can be sent from a desk, and how their places are filled. Pure.

Source: the template components reference. A header's ``{{1}}`` is another place than the body's, so those
of the header are called ``header_1`` here. Templates that need a picture, a code or a link of their own for
each customer are not offered: a colleague has nothing to fill in there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from amends.channels.contract import Template
from amends.channels.templates import PLACE, TemplateOffer, places_of
from amends.channels.wire import Wire

_HEADER = "header_"
_SAYABLE = frozenset({"MARKETING", "UTILITY"})
_PLAIN_BUTTONS = frozenset({"QUICK_REPLY", "PHONE_NUMBER", "URL"})


def offers(data: Iterable[Wire], prices: Mapping[str, Decimal]) -> list[TemplateOffer]:
    """The templates in a list that are approved and can be filled by a person; prices by category."""
    found = (_offer(each, prices) for each in data if each.maybe_text("status") == "APPROVED")
    return [each for each in found if each is not None]


def _offer(told: Wire, prices: Mapping[str, Decimal]) -> TemplateOffer | None:
    category = told.maybe_text("category")
    if category not in _SAYABLE:
        return None
    offer = TemplateOffer(
        name=told.text("name"),
        language=told.text("language"),
        body="",
        category=category.lower(),
        price=prices.get(category.lower()),
    )
    for part in told.each("components"):
        built = _with(offer, part)
        if built is None:
            return None
        offer = built
    return offer if offer.body else None


def _with(offer: TemplateOffer, part: Wire) -> TemplateOffer | None:
    """The offer with one more component; None where a person cannot fill it."""
    match part.text("type"):
        case "HEADER" if part.maybe_text("format") in {"", "TEXT"}:
            text = PLACE.sub(lambda place: "{{" + _HEADER + place[1] + "}}", part.text("text"))
            return _placed(replace(offer, header=text), text, _examples(part, "header"))
        case "BODY":
            text = part.text("text")
            return _placed(replace(offer, body=text), text, _examples(part, "body"))
        case "FOOTER":
            return replace(offer, footer=part.maybe_text("text"))
        case "BUTTONS" if all(_is_plain(each) for each in part.each("buttons")):
            return offer
    return None


def _is_plain(button: Wire) -> bool:
    plain = button.text("type") in _PLAIN_BUTTONS
    return plain and not PLACE.search(button.maybe_text("url"))


def _placed(offer: TemplateOffer, text: str, examples: Mapping[str, str]) -> TemplateOffer:
    found = sorted(places_of(text), key=lambda place: _number(place.removeprefix(_HEADER)))
    shown = [examples.get(place.removeprefix(_HEADER), "") for place in found]
    return replace(offer, places=(*offer.places, *found), examples=(*offer.examples, *shown))


def _number(place: str) -> int:
    """Numbered places are filled by their number, named ones as they stand."""
    return int(place) if place.isascii() and place.isdigit() else 0


def _examples(part: Wire, kind: str) -> dict[str, str]:
    """What the brand gave as an example for each place; what cannot be read is left out."""
    if "example" not in part:
        return {}
    told = part.inner("example").whole()
    named = told.get(f"{kind}_text_named_params")
    if isinstance(named, list):
        pairs = [each for each in named if isinstance(each, dict)]
        return {str(each.get("param_name")): str(each.get("example") or "") for each in pairs}
    listed = told.get(f"{kind}_text")
    if isinstance(listed, list) and listed and isinstance(listed[0], list):
        listed = listed[0]
    values = listed if isinstance(listed, list) else []
    return {str(at): str(value) for at, value in enumerate(values, start=1)}


def components(template: Template) -> dict[str, object]:
    """What fills the places, as the request names it; empty for a template without places."""
    filled = list(zip(template.places, template.values, strict=True))
    header = [_parameter(p.removeprefix(_HEADER), v) for p, v in filled if p.startswith(_HEADER)]
    body = [_parameter(p, v) for p, v in filled if not p.startswith(_HEADER)]
    parts = [
        {"type": kind, "parameters": values}
        for kind, values in (("header", header), ("body", body))
        if values
    ]
    return {"components": parts} if parts else {}


def _parameter(place: str, value: str) -> dict[str, str]:
    named = {} if place.isdigit() else {"parameter_name": place}
    return {"type": "text", **named, "text": value}
