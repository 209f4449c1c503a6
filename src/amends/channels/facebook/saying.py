"""What a Page is asked to say or do: where each goes and what it carries. Pure.

Source: developers.facebook.com/docs, Pages API (comments) and Messenger Platform (Send API, private replies).
"""

from __future__ import annotations

from urllib.parse import quote

from amends.channels.contract import Outgoing
from amends.channels.graph.windows import HUMAN_AGENT_TAG, PRIVATE_REPLY_TAG

#: How ids of private messages begin, which can be neither edited nor liked.
MESSAGE = "m_"


def is_private_reply(outgoing: Outgoing) -> bool:
    """Whether it goes to a comment's author by that comment, not to somebody who wrote to us."""
    return outgoing.tag == PRIVATE_REPLY_TAG or not outgoing.thread


def recipient(outgoing: Outgoing, page: str) -> dict[str, str]:
    """Who gets a private message: the person, or whoever wrote the comment or post it answers."""
    if not is_private_reply(outgoing):
        return {"id": outgoing.recipient or outgoing.thread}
    # A post of the Page or on it begins with the Page's id; a comment with its post's.
    kind = "post_id" if outgoing.reply_to.startswith(f"{page}_") else "comment_id"
    return {kind: outgoing.reply_to}


def message(outgoing: Outgoing, page: str, attachment: str) -> dict[str, object]:
    """The body of a private message; ``metadata`` comes back with its echo and settles a lost answer."""
    said: dict[str, object] = {"metadata": outgoing.key}
    if attachment:
        payload = {"attachment_id": attachment}
        said["attachment"] = {"type": "image", "payload": payload}
    else:
        said["text"] = outgoing.text
    by: dict[str, object] = {"messaging_type": "RESPONSE"}
    if outgoing.tag == HUMAN_AGENT_TAG:
        by = {"messaging_type": "MESSAGE_TAG", "tag": HUMAN_AGENT_TAG}
    return {"recipient": recipient(outgoing, page), **by, "message": said}


def place(outgoing: Outgoing, page: str) -> str:
    """Where a public message goes: under what it answers, under the thread's post, or on the Page."""
    above = outgoing.reply_to or outgoing.thread
    return f"/{quote(above, safe='')}/comments" if above else f"/{quote(page, safe='')}/feed"


def pictures(path: str, ids: list[str]) -> dict[str, object]:
    """How pictures that were handed over before go with what is said at a place."""
    if not ids:
        return {}
    if path.endswith("/feed"):
        return {"attached_media": [{"media_fbid": each} for each in ids]}
    return {"attachment_id": ids[0]}
