"""Filters and pieces for the templates: addresses of the brand, times, faces, icons, safe words."""

from __future__ import annotations

import functools
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from amends.web import pieces, safe_html, words

register = template.Library()
register.filter("said", safe_html.said)
register.filter("mail", safe_html.mail)
register.filter("short", words.short)
register.filter("size", words.size)
register.filter("stars", words.stars)
register.filter("network", pieces.network)
register.simple_tag(pieces.icon, name="icon")
register.simple_tag(pieces.face, name="face")
register.simple_tag(pieces.badge, name="badge")


@register.simple_tag(takes_context=True)
def to(context: Context, name: str, *parts: object) -> str:
    """The address of a screen of the brand that is open."""
    prefix, slug = get_script_prefix(), context["desk"].brand.slug
    if len(parts) == 1 and type(parts[0]) is int:
        return _address(prefix, name, slug, _NUMBER).replace(str(_NUMBER), str(parts[0]))
    return _address(prefix, name, slug, *parts)


@register.simple_tag
@functools.cache
def asset(path: str) -> str:
    """The address of one of our own files: the same on every page."""
    return static(path)


@register.simple_tag
def still(name: str) -> SafeString:
    """A piece that reads the same on every page: made once for each language."""
    return _still(name, get_language() or "")


@functools.lru_cache(maxsize=64)
def _still(name: str, _language: str) -> SafeString:
    return SafeString(render_to_string(name))


#: Stands in a remembered address for any number, so that it is remembered once and not for each case.
_NUMBER = 7_315_902_846_173_509_284


@functools.lru_cache(maxsize=1_024)
def _address(_prefix: str, name: str, *parts: object) -> str:
    """Remembered, because a page names the same few addresses dozens of times."""
    return reverse(name, args=parts)


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


@register.filter
def capped(number: int) -> str:
    """A count that was not counted to its end says so."""
    return "999+" if number >= 1_000 else str(number)


@register.filter
def field_of(values: Any, name: str) -> Any:
    """One entry of a mapping, or nothing."""
    return values.get(name, "") if hasattr(values, "get") else ""
