"""Fields of plain forms: a label, a control, its help, and beside it what was wrong with it."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

register = template.Library()


@register.inclusion_tag("web/settings/_field.html", takes_context=True)
def field(  # noqa: PLR0913 - what a control needs, by name
    context: Context,
    name: str,
    label: str,
    *,
    value: object = "",
    help: str = "",  # noqa: A002 - the word on the page
    form: str = "",
    kind: str = "text",
    **attributes: object,
) -> dict[str, Any]:
    """A text control. ``form``: which of a page's forms it is in, for its id and for its error.

    Further names are attributes of the control (``_`` becomes ``-``); True stands alone.
    """
    prefix = f"{form}-" if form else ""
    wrong = _wrong(context, form, name)
    given = context.get("given") if wrong or _is_back(context, form) else None
    kept = value if given is None or kind == "password" else given.get(name, value)
    return {
        "id": f"{prefix}{name}",
        "name": name,
        "label": label,
        "value": kept,
        "help": help,
        "kind": kind,
        "wrong": wrong,
        "attributes": [(key.replace("_", "-"), each) for key, each in attributes.items() if each],
    }


@register.simple_tag(takes_context=True)
def wrong_in(context: Context, form: str) -> str:
    """What is wrong with a whole form; empty when a field of it says so."""
    refusal = context.get("refusal")
    if refusal is None or context.get("wrong_form", "") != form or refusal.facts.get("field"):
        return ""
    return str(refusal.sentence)


@register.simple_tag(takes_context=True)
def wrong_at(context: Context, form: str, name: str) -> str:
    """What is wrong with a control that is written out by hand."""
    return _wrong(context, form, name)


@register.simple_tag(takes_context=True)
def is_back(context: Context, form: str) -> bool:
    """Whether a form came back refused, so that it shows what was typed."""
    return _is_back(context, form)


def _is_back(context: Context, form: str) -> bool:
    return context.get("refusal") is not None and context.get("wrong_form", "") == form


def _wrong(context: Context, form: str, name: str) -> str:
    refusal = context.get("refusal")
    if refusal is None or not _is_back(context, form) or refusal.facts.get("field") != name:
        return ""
    return str(refusal.sentence)
