"""What we say on the fediverse: names before the words, warnings kept, each server's limits. Pure.

Source: docs.joinmastodon.org, methods/statuses and entities/Instance.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from amends.channels import counting, fediverse
from amends.channels.base import Link
from amends.channels.contract import Outgoing, Receipt
from amends.channels.wire import Wire

#: Every server takes 500.
LONGEST = 500
#: The longest name that may have to go before the words.
LONGEST_NAME = 32
#: What a link counts on Mastodon, however long it is.
LINK_COUNTS = 23
_ANY_CASE = regex.IGNORECASE
_TOLD_LONGEST, _TOLD_LINK = "longest_post", "link_counts"


@dataclass(frozen=True, slots=True)
class Rule:
    """How long a post may be on a server, and what it counts a link as."""

    longest: int = LONGEST
    link: int = LINK_COUNTS

    @property
    def room(self) -> int:
        """What is left for the words when the person's name goes before them."""
        return max(self.longest - LONGEST_NAME, 1)

    def facts(self) -> dict[str, str]:
        """As they are kept with a connection."""
        return {_TOLD_LONGEST: str(self.longest), _TOLD_LINK: str(self.link)}


def rule(facts: Mapping[str, str]) -> Rule:
    """What a server has told when its account was connected; every server's rule where it told nothing."""
    return Rule(
        _number(facts.get(_TOLD_LONGEST, ""), LONGEST),
        _number(facts.get(_TOLD_LINK, ""), LINK_COUNTS),
    )


def told_by(instance: Wire) -> Rule:
    """The rule in a server's description of itself, of whichever version. Raises Malformed."""
    if "configuration" not in instance or "statuses" not in instance.inner("configuration"):
        # Pleroma and others tell it without a place of its own.
        return Rule(instance.maybe_number("max_toot_chars") or LONGEST)
    statuses = instance.inner("configuration").inner("statuses")
    return Rule(
        statuses.maybe_number("max_characters") or LONGEST,
        statuses.maybe_number("characters_reserved_per_url") or LINK_COUNTS,
    )


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 9 else otherwise


# ------------------------------------------------------------------------------------- words


def worded(outgoing: Outgoing, link: Link) -> str:
    """The words with the person's name before them, without which nobody is told of an answer."""
    if not outgoing.recipient or _names(outgoing.text, outgoing.recipient):
        return outgoing.text
    user, _, where = outgoing.recipient.partition("@")
    if where != fediverse.host(link):
        return f"@{outgoing.recipient} {outgoing.text}"
    # Who lives on our own server needs no host, and small servers know only those without.
    return outgoing.text if _names(outgoing.text, user) else f"@{user} {outgoing.text}"


def _names(text: str, who: str) -> bool:
    return regex.search(rf"(?<![\w@])@{regex.escape(who)}(?![\w@])", text, _ANY_CASE) is not None


def alike(shown: str, outgoing: Outgoing, link: Link) -> bool:
    """Whether the server shows what we sent: it may leave the hosts of mentions away."""
    words = " ".join(worded(outgoing, link).split())
    return counting.without_hosts(" ".join(shown.split())) == counting.without_hosts(words)


def warned(answered: Wire) -> dict[str, object]:
    """The warning of what is answered, for the answer too: whoever wrote it had a reason."""
    warning = answered.maybe_text("spoiler_text")
    return {"spoiler_text": warning, "sensitive": True} if warning else {}


def rewritten(before: Wire, outgoing: Outgoing, link: Link) -> dict[str, object]:
    """Other words for a post that keeps its warning and its pictures: what is not said again is lost."""
    pictures = [each.text("id") for each in before.maybe_each("media_attachments")]
    return {
        "status": worded(outgoing, link),
        "sensitive": before.flag("sensitive"),
        "spoiler_text": before.maybe_text("spoiler_text"),
        **({"media_ids": pictures} if pictures else {}),
    }


def receipt(sent: Wire, link: Link, thread: str) -> Receipt:
    """The server has it."""
    return Receipt(
        external_id=sent.text("id"),
        thread=thread or fediverse.thread(sent, link, "").external_id,
        url=sent.maybe_text("url"),
        sent_at=sent.time("created_at"),
    )
