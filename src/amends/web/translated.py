"""Django's translation tags; a sentence without values is looked up once for each language.

A page of the desk has some 150 such sentences, and looking each up took a tenth of its time.
"""

from __future__ import annotations

from django import template
from django.template import Context, Node
from django.template.base import Parser, Token
from django.templatetags import i18n
from django.utils.translation import get_language

register = template.Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class _Kept(Node):
    """A sentence as it is said in each language."""

    child_nodelists = ()

    def __init__(self, sentence: i18n.TranslateNode) -> None:
        self._sentence = sentence
        self._said: dict[tuple[str | None, bool], str] = {}

    def render(self, context: Context) -> str:
        asked = (get_language(), context.autoescape)
        said = self._said.get(asked)
        if said is None:
            said = self._said[asked] = self._sentence.render(context)
        return said


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> Node:
    """As Django's; what is not a plain sentence is left to it."""
    node = i18n.do_translate(parser, token)
    words = token.contents.split('"' if '"' in token.contents else "'")
    # The tag's name, the sentence, and nothing after it: no filter, no variable, no option.
    is_plain = len(words) == 3 and words[0].split() == [token.contents.split()[0]] and not words[2]
    return _Kept(node) if is_plain else node
