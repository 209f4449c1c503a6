"""Customers' words on our pages: always data. Text is escaped and linked; a mail's HTML is cleaned."""

from __future__ import annotations

import re

import nh3
from django.utils.html import escape, linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe

#: Looking for links costs time; nobody reads links in a text longer than this.
LINKED_UP_TO = 20_000
#: Whatever `urlize` may link has one of these in it; most of what people write has none.
_MAY_LINK = re.compile(r"://|www\.|@|\.(?:com|edu|gov|int|mil|net|org)", re.IGNORECASE)

_TAGS = {
    *(
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "code",
        "dd",
        "del",
        "div",
        "dl",
        "dt",
        "em",
        "h1",
        "h2",
    ),
    *("h3", "h4", "h5", "h6", "hr", "i", "ins", "li", "ol", "p", "pre", "q", "s", "small", "span"),
    *("strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul"),
}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
}
_WITH_CONTENT = {"script", "style", "title", "template", "noscript", "svg", "math", "textarea"}


def said(text: str) -> SafeString:
    """Plain words with their line breaks kept and web addresses linked; nothing in them is markup."""
    if len(text) > LINKED_UP_TO:
        return mark_safe(linebreaks(escape(text)))  # noqa: S308 - escaped the line before
    if not _MAY_LINK.search(text):
        return mark_safe(linebreaks(escape(text)))  # noqa: S308 - escaped on this line
    linked = urlize(text, nofollow=True, autoescape=True)
    linked = linked.replace(
        ' rel="nofollow"', ' rel="nofollow noopener noreferrer" target="_blank"'
    )
    return mark_safe(linebreaks(linked))  # noqa: S308 - urlize escapes everything but its own links


def mail(html: str) -> SafeString:
    """A mail's own HTML without scripts, styles, forms, pictures or anything fetched from elsewhere."""
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        clean_content_tags=_WITH_CONTENT,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
    return mark_safe(clean)  # noqa: S308 - cleaned the line before
