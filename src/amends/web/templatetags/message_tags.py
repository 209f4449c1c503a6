"""A message of the thread, made by hand because a case shows so many of them."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from amends.web import said
from amends.web.timeline import Entry

register = template.Library()


@register.simple_tag(takes_context=True)
def message(context: Context, entry: Entry) -> SafeString:
    """The message, with the rare pieces that have templates of their own."""

    def piece(name: str) -> str:
        engine = context.template.engine  # type: ignore[union-attr]
        with context.push(entry=entry):
            return engine.get_template(name).render(context)

    if entry.message is None:
        return SafeString("")
    case_id = context["opened"].case.pk
    return said.message(context["desk"], entry, entry.message, case_id=case_id, piece=piece)
