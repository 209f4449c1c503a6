"""What a network can and cannot do through us, in words, from its adapter's declaration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.channels import registry
from amends.channels.base import Channel
from amends.channels.contract import Capabilities, Hears, Limit, Unit


@dataclass(frozen=True, slots=True)
class Ability:
    """One thing a network can do through us or not, and what is to be known of it."""

    can: bool
    words: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Abilities:
    """Everything a person wants to know before connecting: what comes in, what goes out, what it costs."""

    hears: tuple[Ability, ...]
    answers: tuple[Ability, ...]
    comes: tuple[str, ...]
    costs: tuple[str, ...]


def of(channel: Channel) -> Abilities:
    """The abilities of a network."""
    can = channel.capabilities
    hears = sorted(
        (
            Ability(kind in can.hears, words)
            for kind, words in _heard().items()
            if kind in can.hears or kind is not Hears.MAIL  # which nobody misses on a network
        ),
        key=lambda each: not each.can,
    )
    return Abilities(
        hears=tuple(hears),
        answers=tuple(sorted((*_speaks(can), *_deeds(can)), key=lambda each: not each.can)),
        comes=tuple(_comes(can)),
        costs=tuple(
            f"{each.label or each.unit}: ${each.dollars.normalize():f}" for each in channel.prices
        ),
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """A network as a card that leads to its page."""

    slug: str
    name: str
    hears: str
    asks: bool


def choices() -> list[Choice]:
    """Every network of this installation, by name."""
    found = [
        Choice(each.slug, each.name, _in_short(each), each.asks)
        for each in registry.channels().values()
    ]
    return sorted(found, key=lambda each: each.name.lower())


def _in_short(channel: Channel) -> str:
    """One line for a card: what is heard, most wanted first."""
    known = _heard()
    heard = [known[kind] for kind in _ON_CARDS if kind in channel.capabilities.hears]
    return ", ".join(heard).capitalize() or _("What you tell it")


_ON_CARDS = (
    Hears.MENTION,
    Hears.COMMENT,
    Hears.DIRECT_MESSAGE,
    Hears.REVIEW,
    Hears.MAIL,
)


def _heard() -> dict[Hears, str]:
    return {
        Hears.MENTION: _("mentions"),
        Hears.COMMENT: _("comments and answers"),
        Hears.DIRECT_MESSAGE: _("direct messages"),
        Hears.REVIEW: _("reviews"),
        Hears.MAIL: _("mail"),
        Hears.EDIT: _("that somebody changed their words"),
        Hears.DELETION: _("that somebody took their words away"),
        Hears.COUNTS: _("how far a post has spread"),
        Hears.OUTCOME: _("whether our messages arrive"),
        Hears.OWN_POST: _("answers you give on the network itself"),
    }


def _speaks(can: Capabilities) -> tuple[Ability, ...]:
    window = _("within %(span)s of the customer’s last word")
    private = [_long(can.private_limit)]
    if can.private_window:
        private.append(window % {"span": _span(can.private_window)})
    pictures = ""
    if can.media_limit:
        pictures = ngettext(
            "%(n)d with a message", "up to %(n)d with a message", can.media_limit.count
        ) % {"n": can.media_limit.count}
    return (
        Ability(can.replies_publicly, _("answer publicly"), _long(can.public_limit)),
        Ability(can.replies_privately, _("answer privately"), ", ".join(filter(None, private))),
        Ability(can.opens_private, _("write privately to somebody who has not written to you")),
        Ability(can.sends_media, _("send pictures and files"), pictures),
    )


def _deeds(can: Capabilities) -> tuple[Ability, ...]:
    return (
        Ability(can.edits, _("change what you said")),
        Ability(can.deletes, _("take back what you said")),
        Ability(can.hides, _("hide what somebody put under your posts")),
        Ability(can.removes, _("delete what somebody put under your posts")),
        Ability(can.likes, _("like a customer’s words")),
        Ability(can.pins, _("pin a post of yours")),
    )


def _comes(can: Capabilities) -> list[str]:
    told = []
    if can.pushes:
        told.append(_("The network tells us at once."))
    if can.streams:
        told.append(_("A line stays open, and what is new comes within seconds."))
    if can.fetches:
        facts = {"every": _span(can.poll_every), "back": _span(can.sweep_back)}
        told.append(
            _("We ask every %(every)s, and read the last %(back)s again from time to time.") % facts
        )
    else:
        told.append(_("It cannot be asked: what came while nobody listened is lost."))
    return told


def _long(limit: Limit | None) -> str:
    if limit is None:
        return ""
    units = {
        Unit.GRAPHEMES: _("up to %(n)s characters"),
        Unit.CODE_POINTS: _("up to %(n)s characters"),
        Unit.UTF16_UNITS: _("up to %(n)s characters"),
        Unit.UTF8_BYTES: _("up to %(n)s bytes"),
        Unit.WEIGHTED: _("up to %(n)s characters as the network counts them"),
    }
    return units[limit.unit] % {"n": f"{limit.size:,}"}


def _span(span: timedelta) -> str:
    seconds = int(span.total_seconds())
    if seconds % 86_400 == 0 and seconds > 86_400:
        return ngettext("%(n)d day", "%(n)d days", seconds // 86_400) % {"n": seconds // 86_400}
    if seconds % 3_600 == 0:
        return ngettext("%(n)d hour", "%(n)d hours", seconds // 3_600) % {"n": seconds // 3_600}
    if seconds % 60 == 0:
        return ngettext("%(n)d minute", "%(n)d minutes", seconds // 60) % {"n": seconds // 60}
    return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
