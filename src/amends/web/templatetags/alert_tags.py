"""The bell's number."""

from __future__ import annotations

from django import template
from django.template import Context

from amends.alerts.queries import bell

register = template.Library()
#: More than this reads "99+" anyway.
_MOST = 100


@register.simple_tag(takes_context=True)
def unread_alerts(context: Context) -> int:
    """How many alerts the person at the desk has not read; asked once for a page."""
    desk, page = context["desk"], context.dicts[0]
    if "unread_alerts" not in page:
        page["unread_alerts"] = bell.unread_count(desk.brand.pk, desk.user.pk, up_to=_MOST)
    return int(page["unread_alerts"])
