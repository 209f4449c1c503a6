"""What a message says, of whatever type: as words, and with its pictures and files. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from amends.channels.contract import Media
from amends.channels.graph import batches
from amends.channels.wire import Wire

MEDIA = ("image", "video", "audio", "voice", "document", "sticker")
_FALLBACK = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Content:
    """The words of a message and what came with it; ``automatic``: nobody needs to answer it."""

    text: str
    media: tuple[Media, ...] = ()
    automatic: bool = False


def content(message: Wire, media_base: str) -> Content | None:
    """What a message says; None where it says nothing (a reaction taken back).

    ``media_base``: what the ids of files are added to. A type that we do not know is kept as a sentence:
    somebody said something. Raises Malformed.
    """
    kind = message.text("type")
    if kind in MEDIA:
        return _with_file(message.inner(kind), kind, media_base)
    if kind == "reaction":
        emoji = message.inner("reaction").maybe_text("emoji")
        return Content(emoji, automatic=True) if emoji else None
    if kind == "system":
        return Content(message.inner("system").maybe_text("body") or "(system)", automatic=True)
    read = _TEXTS.get(kind)
    return Content(read(message) if read else _unknown(kind))


def _with_file(told: Wire, kind: str, media_base: str) -> Content:
    file = Media(
        url=f"{media_base}/{batches.known(told, 'id')}",
        name=told.maybe_text("filename"),
        content_type=told.maybe_text("mime_type").partition(";")[0].strip() or _FALLBACK,
        alt_text="A voice message" if kind == "voice" or told.flag("voice") else "",
    )
    return Content(told.maybe_text("caption"), (file,))


def _text(message: Wire) -> str:
    return message.inner("text").maybe_text("body")


def _button(message: Wire) -> str:
    return message.inner("button").text("text")


def _interactive(message: Wire) -> str:
    """What somebody chose from a list or tapped; a filled form is named by its body."""
    told = message.inner("interactive")
    kind = told.text("type")
    answer = told.inner(kind)
    if kind == "nfm_reply":
        return answer.maybe_text("body") or "(a form was filled in)"
    described = answer.maybe_text("description")
    return answer.text("title") + (f"\n{described}" if described else "")


def _location(message: Wire) -> str:
    place = message.inner("location")
    at = ", ".join(_degrees(place, name) for name in ("latitude", "longitude"))
    named = [place.maybe_text(name) for name in ("name", "address")]
    return "\n".join([*filter(None, named), f"📍 {at}"])


def _degrees(place: Wire, name: str) -> str:
    return f"{_number(place, name):.6f}".rstrip("0").rstrip(".")


def _number(told: Wire, name: str) -> float:
    value = told.whole().get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise told.wrong(name, "is no number")
    return value


def _contacts(message: Wire) -> str:
    return "\n".join(_contact(each) for each in message.each("contacts"))


def _contact(told: Wire) -> str:
    name = told.inner("name").maybe_text("formatted_name")
    phones = [each.maybe_text("phone") for each in told.maybe_each("phones")]
    mails = [each.maybe_text("email") for each in told.maybe_each("emails")]
    return ", ".join(filter(None, ["👤 " + name, *phones, *mails]))


def _order(message: Wire) -> str:
    order = message.inner("order")
    lines = [_ordered(each) for each in order.each("product_items")]
    return "\n".join([*filter(None, [order.maybe_text("text")]), *lines])


def _ordered(item: Wire) -> str:
    quantity, price = _number(item, "quantity"), _number(item, "item_price")
    each = f"{price:,.2f} {item.maybe_text('currency')}"
    return f"🛒 {quantity:g} × {item.text('product_retailer_id')}, {each} each"


def _unsupported(message: Wire) -> str:
    """WhatsApp says only that there was something: so do we, with its reason."""
    why = [each.maybe_text("title") for each in message.maybe_each("errors")]
    because = "; ".join(filter(None, why))
    sentence = "(A message of a kind that WhatsApp does not hand on"
    return f"{sentence}: {because})" if because else f"{sentence})"


def _unknown(kind: str) -> str:
    return f"(A message of a kind that is not known here: {kind[:60]})"


_TEXTS: Mapping[str, Callable[[Wire], str]] = {
    "text": _text,
    "button": _button,
    "interactive": _interactive,
    "location": _location,
    "contacts": _contacts,
    "order": _order,
    "unsupported": _unsupported,
}
