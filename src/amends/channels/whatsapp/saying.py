"""How a message is asked for: words, a file with words, or an approved template. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from amends.channels.contract import Outgoing, Template
from amends.channels.media import MediaLimit
from amends.channels.whatsapp import approved

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
_PICTURES = frozenset({"image/jpeg", "image/png"})
_VIDEOS = frozenset({"video/mp4", "video/3gpp"})
_SOUNDS = frozenset({"audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"})
_DOCUMENTS = frozenset(
    {
        "application/pdf",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "text/plain",
    }
)
LARGEST_PICTURE = 5_000_000
#: Source: the Cloud API's media reference. Documents might be larger, but not through the desk.
FILES = MediaLimit(
    count=1,
    largest=16_000_000,
    together=16_000_000,
    types=_PICTURES | _VIDEOS | _SOUNDS | _DOCUMENTS,
    describes=False,
)


def kind_of(content_type: str) -> str:
    """By which type of message a file goes."""
    if content_type in _PICTURES:
        return "image"
    if content_type in _VIDEOS:
        return "video"
    return "audio" if content_type in _SOUNDS else "document"


def body(outgoing: Outgoing, media_id: str = "") -> dict[str, object]:
    """The whole request; ``media_id``: of the file that was handed over before."""
    said: dict[str, object] = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **addressee(outgoing.thread or outgoing.recipient),
        # The network gives it back with every status: so a lost answer is settled.
        "biz_opaque_callback_data": outgoing.key,
    }
    if outgoing.template is not None:
        return said | _template(outgoing.template)
    if outgoing.reply_to:
        said["context"] = {"message_id": outgoing.reply_to}
    return said | (_file(outgoing, media_id) if media_id else _text(outgoing.text))


def addressee(person: str) -> Mapping[str, str]:
    """A phone number is named in one field, a business-scoped user id in another."""
    return {"to": person} if person.isascii() and person.isdigit() else {"recipient": person}


def _text(text: str) -> dict[str, object]:
    return {"type": "text", "text": {"body": text, "preview_url": "https://" in text}}


def _file(outgoing: Outgoing, media_id: str) -> dict[str, object]:
    (file,) = outgoing.media
    kind = kind_of(file.content_type)
    told = {"id": media_id}
    if outgoing.text and kind != "audio":
        told["caption"] = outgoing.text
    if kind == "document" and file.name:
        told["filename"] = file.name
    return {"type": kind, kind: told}


def _template(template: Template) -> dict[str, object]:
    language = {"policy": "deterministic", "code": template.language}
    named: dict[str, object] = {"name": template.name, "language": language}
    return {"type": "template", "template": named | approved.components(template)}
