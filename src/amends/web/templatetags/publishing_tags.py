"""How places on the calendar are named and coloured."""

from __future__ import annotations

from django import template
from django.utils.dates import WEEKDAYS

from amends.web import publishing_month

register = template.Library()
register.filter("shown_as", publishing_month.said)
register.filter("shown_tint", publishing_month.tint)


@register.filter
def weekday(number: int) -> str:
    """A day of the week by its number; 0 is Monday."""
    return str(WEEKDAYS[number])


@register.filter
def clock_face(minute: int) -> str:
    """A minute of the day as a clock shows it."""
    return f"{minute // 60:02}:{minute % 60:02}"
