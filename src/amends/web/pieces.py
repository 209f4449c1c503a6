"""Small drawings that stand in many places: icons, faces, networks' badges, and the ring of a wait."""

from __future__ import annotations

import functools
from datetime import datetime, timedelta
from html import escape

from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from amends.channels import registry
from amends.staff.rules.hours import Hours
from amends.web import clocks, words

_TINTS = 12


@functools.lru_cache(maxsize=256)
def icon(name: str, extra: str = "") -> SafeString:
    """A drawing from our own sprite; the words beside it carry the meaning."""
    sprite = static("amends/icons.svg")
    return format_html(
        '<svg class="icon {}" aria-hidden="true"><use href="{}#{}"/></svg>', extra, sprite, name
    )


def face(name: str, number: int, size: str = "", channel: str = "") -> SafeString:
    """A round face with initials, coloured by id, and the badge of the network it speaks from."""
    mark = badge(channel, "net") if channel else ""
    letters = escape(words.initials(name))
    return SafeString(
        f'<span class="face {escape(size)} tint-{number % _TINTS:d}" aria-hidden="true">'
        f"{letters}{mark}</span>"
    )


@functools.lru_cache(maxsize=256)
def badge(slug: str, css: str = "net-inline") -> SafeString:
    """A network's mark on its colour, in black or white ink, whichever can be read."""
    mark, colour, name = _look(slug)
    return format_html(
        '<svg class="{}" viewBox="0 0 17 17" role="img" aria-label="{}">'
        '<rect width="17" height="17" rx="4.5" fill="{}"/><text x="8.5" y="12" font-size="9.5"'
        ' font-weight="700" text-anchor="middle" fill="{}">{}</text></svg>',
        css,
        name,
        colour,
        _ink_on(colour),
        mark,
    )


def network(slug: str) -> str:
    """A network's name as people say it."""
    return _look(slug)[2]


def _look(slug: str) -> tuple[str, str, str]:
    try:
        channel = registry.channel(slug)
    except registry.NoSuchChannel:
        return "?", "#6a645b", slug
    return channel.mark, channel.colour, channel.name


def _ink_on(colour: str) -> str:
    try:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    except ValueError:
        return "#ffffff"
    return "#1d1b18" if 0.3 * red + 0.59 * green + 0.11 * blue > 165 else "#ffffff"


def clock(
    due_at: datetime | None, since: datetime, now: datetime, hours: Hours, css: str = ""
) -> SafeString:
    """What is left of a promise, in words, with a ring that shrinks and a colour; or how long they wait.

    ``due_at`` None: nothing was promised. The data are for the browser's own hand (js/clocks.js): working
    seconds left and in all, and for how many more the clock goes on.
    """
    if due_at is None:
        waits = _("for %(span)s") % {"span": words.lasting(max(now - since, timedelta()))}
        return SafeString(f'<span class="clock num ok {css}">{escape(waits)}</span>')
    face = clocks.face(due_at, since, now, hours)
    runs = "" if face.runs is None else f' data-runs="{face.runs.total_seconds():.0f}"'
    counted = " data-counted" if face.is_counted else ""
    return SafeString(
        f'<span class="clock num {face.urgency.value} {css}" data-left="{face.left.total_seconds():.0f}"'
        f' data-total="{face.total.total_seconds():.0f}"{runs}{counted}>'
        '<svg class="ring" viewBox="0 0 13 13" aria-hidden="true">'
        '<circle class="whole" cx="6.5" cy="6.5" r="5.75" />'
        '<circle class="part" cx="6.5" cy="6.5" r="2.9"'
        f' stroke-dasharray="{face.share * 0.1822:.2f} 18.22" /></svg>'
        f'<time datetime="{timezone.localtime(due_at).isoformat()}">{escape(face.said)}</time></span>'
    )
