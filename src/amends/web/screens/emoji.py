"""Every emoji with its names, for the picker: made once, and kept by browsers for as long as they like."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator

import emoji
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

#: Emoji that came later are squares on too many of customers' phones.
_NEWEST = 15
_SKINS = frozenset("🏻🏼🏽🏾🏿")
#: What people at a care desk call some of them, beside the names that Unicode gives.
_ALSO = {
    "📦": "parcel delivery box",
    "🚚": "courier van delivery",
    "🙏": "thanks thank you please sorry",
    "😊": "happy friendly",
    "🎉": "congratulations hooray",
    "✅": "done ok yes",
    "🤝": "deal agreed",
    "😔": "sorry sad",
    "💌": "thank you letter",
    "🔎": "looking search",
    "⏰": "soon time reminder",
    "📍": "place address here",
    "💶": "refund money euro",
    "🎁": "gift voucher present",
    "👋": "hello hi bye",
}
#: In the address, so that a new list is fetched anew.
VERSION = emoji.__version__.replace(".", "-") + "-a"


@require_safe
def listed(_request: HttpRequest, version: str) -> HttpResponse:
    """``[[emoji, "its names in words"], …]`` in one text."""
    if version != VERSION:
        raise Http404
    response = HttpResponse(_all(), content_type="application/json")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@functools.cache
def _all() -> bytes:
    return json.dumps(list(_each()), ensure_ascii=False, separators=(",", ":")).encode()


def _each() -> Iterator[tuple[str, str]]:
    for picture, facts in emoji.EMOJI_DATA.items():
        is_whole = facts["status"] == emoji.STATUS["fully_qualified"]
        if is_whole and facts["E"] <= _NEWEST and not _SKINS.intersection(picture):
            also = [_ALSO[picture]] if picture in _ALSO else []
            yield picture, _words([facts["en"], *facts.get("alias", ()), *also])


def _words(names: list[str]) -> str:
    said = (name.strip(":").replace("_", " ").replace("-", " ").lower() for name in names)
    return ", ".join(dict.fromkeys(said))
