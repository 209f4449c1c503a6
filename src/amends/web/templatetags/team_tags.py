"""Pieces of the team's and the people's pages: bars, spans, and addresses of the lists they count."""

from __future__ import annotations

from datetime import timedelta

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from amends.web import team_board, words
from amends.web.team_board import Line

register = template.Library()

_WIDTH, _HEIGHT = 96, 8


@register.simple_tag(takes_context=True)
def find(context: Context, *parts: str) -> str:
    """The address of the open cases that a search finds."""
    return team_board.find(context["desk"], "".join(parts))


@register.filter
def span(lasting: timedelta) -> str:
    """How long something took."""
    return words.lasting(lasting)


@register.filter
def network_of(realm: str) -> str:
    """The network whose badge stands beside a handle: within a realm it is the first part."""
    return realm.partition(":")[0].partition("/")[0]


@register.simple_tag
def load_bar(line: Line) -> SafeString:
    """How full somebody's hands are; the number beside it says the same."""
    is_full = line.room is not None and line.load.held >= line.room
    return format_html(
        '<svg class="load {}" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">'
        '<rect class="whole" width="{}" height="{}" rx="4"/>'
        '<rect class="part" width="{}" height="{}" rx="4"/></svg>',
        "full" if is_full else "",
        _WIDTH,
        _HEIGHT,
        _WIDTH,
        _HEIGHT,
        f"{_WIDTH * line.share / 100:.0f}",
        _HEIGHT,
    )
