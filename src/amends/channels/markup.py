"""The words in a social post's HTML, as networks of the fediverse deliver it. Pure."""

from __future__ import annotations

import regex

from amends.channels.mail.html import to_text

#: Links of mentions and tags lead to profiles; their words are all a reader needs.
_MENTION = regex.compile(
    r'<a\b[^<>]*\bclass="[^"<>]*\b(?:mention|hashtag)\b[^"<>]*"[^<>]*>(.*?)</a>', regex.DOTALL
)
#: Servers cut links into pieces that only the eye puts together; behind them stands the whole one.
_LINK = regex.compile(r'<a\b[^<>]*\bhref="(https?://[^"<>]+)"[^<>]*>.*?</a>', regex.DOTALL)


def words_of_post(html: str) -> str:
    """The text of a post: paragraphs and line breaks kept, links whole, mentions as they are written."""
    return to_text(_LINK.sub(r"\1", _MENTION.sub(r"\1", html)))
