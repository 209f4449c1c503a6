"""What is asked of a server of Mastodon's kind beside hearing and speaking: limits, stream, pictures.

Source: docs.joinmastodon.org, methods/instance and methods/media.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from amends.channels import fediverse_words, multipart
from amends.channels.calls import Answer, Call
from amends.channels.contract import Gone, Malformed, Media, Refused, Unreachable, Unsupported
from amends.channels.fediverse_words import Rule
from amends.channels.wire import Wire

Asking = Callable[[Call], Answer]


def rule(ask: Asking) -> Rule:
    """What the server says of itself; every server's rule where it does not say."""
    for version in ("v2", "v1"):
        with contextlib.suppress(Gone, Malformed, Refused):
            told = _answered(ask(Call("GET", f"/api/{version}/instance")))
            return fediverse_words.told_by(told)
    return Rule()


def streaming(ask: Asking, server: str) -> str:
    """Where the server streams: often another host, told as a web socket's address."""
    server = server.rstrip("/")
    try:
        told = _answered(ask(Call("GET", "/api/v2/instance")))
        address = told.inner("configuration").inner("urls").maybe_text("streaming")
    except (Gone, Malformed):
        return server
    scheme, joint, rest = address.partition("://")
    secure = {"wss": "https", "ws": "http"}.get(scheme, scheme)
    return f"{secure}{joint}{rest}".rstrip("/") if joint else server


def uploaded(ask: Asking, media: Media) -> str:
    """Hand a picture over before the post; alone it shows nowhere, so it may come twice."""
    if media.content is None:
        raise Unsupported("Mastodon: pictures that are only a link.")
    kind, content = multipart.packed({"description": media.alt_text}, {"file": media})
    call = Call(
        "POST", "/api/v2/media", headers={"content-type": kind}, content=content, timeout=60
    )
    kept = _answered(ask(call))
    if not kept.maybe_text("url"):
        raise Unreachable("The server is still working on the picture")
    return kept.text("id")


def _answered(answer: Answer) -> Wire:
    return Wire(answer.json, "the answer")
