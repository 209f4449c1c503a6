"""Filters and pieces for the templates: addresses of the brand, times, faces, icons, safe words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.template import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from amends.channels import registry
from amends.web import safe_html, words

register = template.Library()
register.filter("said", safe_html.said)
register.filter("mail", safe_html.mail)
register.filter("short", words.short)
register.filter("size", words.size)
register.filter("stars", words.stars)

_TINTS = 12


@register.simple_tag(takes_context=True)
def to(context: Context, name: str, *parts: object) -> str:
    """The address of a screen of the brand that is open."""
    return reverse(name, args=[context["desk"].brand.slug, *parts])


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """A drawing from our own sprite; the words beside it carry the meaning."""
    sprite = static("amends/icons.svg")
    return format_html(
        '<svg class="icon {}" aria-hidden="true"><use href="{}#{}"/></svg>', extra, sprite, name
    )


@register.simple_tag
def face(name: str, number: int, size: str = "", channel: str = "") -> SafeString:
    """A round face with initials, coloured by id, and the badge of the network it speaks from."""
    return format_html(
        '<span class="face {} tint-{}" aria-hidden="true">{}{}</span>',
        size,
        number % _TINTS,
        words.initials(name),
        badge(channel, "net") if channel else "",
    )


@register.simple_tag
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


@register.filter
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


@register.filter
def moment(at: datetime, now: datetime) -> str:
    """When it was, as near as a reader needs it."""
    return words.moment(at, now)


@register.filter
def day(at: datetime, now: datetime) -> str:
    """Which day it was."""
    return words.day(at, now)


@register.filter
def ago(at: datetime, now: datetime) -> str:
    """How long ago, as a span."""
    return words.lasting(max(now - at, timedelta()))


@register.inclusion_tag("web/_clock.html")
def clock(since: datetime, now: datetime) -> dict[str, Any]:
    """A waiting time in words, with a ring that fills and a colour by age."""
    waited = max(now - since, timedelta())
    part = words.share(waited)
    return {
        "urgency": words.urgency(waited),
        "words": words.lasting(waited),
        "filled": f"{part * 0.1822:.2f} 18.22",
        "since": since,
    }


@register.filter
def capped(number: int) -> str:
    """A count that was not counted to its end says so."""
    return "999+" if number >= 1_000 else str(number)


@register.filter
def field_of(values: Any, name: str) -> Any:
    """One entry of a mapping, or nothing."""
    return values.get(name, "") if hasattr(values, "get") else ""
