"""How an Instagram account answers: under a post, to a comment, where it was named, and in private. Pure.

Source: the references of IG Comment, IG Media, mentions, and the Messaging API.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from amends.channels.contract import Outgoing
from amends.channels.graph.windows import HUMAN_AGENT_TAG, PRIVATE_REPLY_TAG
from amends.channels.instagram.pushed import MENTION

LONGEST_COMMENT = 300
LONGEST_MESSAGE = 1000
MOST_HASHTAGS, MOST_LINKS = 4, 1
_HASHTAG = re.compile(r"(?<!\w)#\w")
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


def comment_problem(text: str) -> str:
    """Why Instagram would not take a comment, as the end of a sentence; empty when it would."""
    if len(_HASHTAG.findall(text)) > MOST_HASHTAGS:
        return f"comments with more than {MOST_HASHTAGS} hashtags"
    if len(_LINK.findall(text)) > MOST_LINKS:
        return "comments with more than one link"
    if text.isupper():
        return "comments in capital letters only"
    return ""


def is_private_reply(outgoing: Outgoing) -> bool:
    """Whether it goes to a comment's author by that comment, not to somebody who wrote to us."""
    return outgoing.tag == PRIVATE_REPLY_TAG or not outgoing.thread


def message(outgoing: Outgoing) -> dict[str, object]:
    """The body of a private message."""
    to = outgoing.recipient or outgoing.thread
    recipient = {"comment_id": outgoing.reply_to} if is_private_reply(outgoing) else {"id": to}
    by: dict[str, object] = {}
    if outgoing.tag == HUMAN_AGENT_TAG:
        by = {"messaging_type": "MESSAGE_TAG", "tag": HUMAN_AGENT_TAG}
    return {"recipient": recipient, **by, "message": {"text": outgoing.text}}


def place(outgoing: Outgoing) -> tuple[str, dict[str, str]]:
    """Where a public answer goes, and what in its body says so."""
    above = outgoing.reply_to or outgoing.thread
    if above.startswith(f"{MENTION}:"):
        _, media, comment = (*above.split(":", 2), "")[:3]
        return "/me/mentions", {"media_id": media, **({"comment_id": comment} if comment else {})}
    edge = "comments" if above == outgoing.thread else "replies"
    return f"/{quote(above, safe='')}/{edge}", {}
