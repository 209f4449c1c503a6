from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation


@pytest.mark.parametrize(
    ("source", "english", "german"),
    [
        ('{% translate "Monday" %}', "Monday", "Montag"),
        ("{% trans 'Monday' %}", "Monday", "Montag"),
        ('{% translate "Monday"|upper %}', "MONDAY", "MONTAG"),
        ('{% translate "Monday" as word %}[{{ word }}]', "[Monday]", "[Montag]"),
        ('{% translate "Monday" noop %}', "Monday", "Monday"),
        ("{% translate word %}", "Monday", "Montag"),
        ('{% translate "100%" %}', "100%", "100%"),
        ("{% blocktranslate with n=word %}Now {{ n }}{% endblocktranslate %}", "Now Monday", None),
    ],
)
def test_a_sentence_is_said_in_the_language_of_each_reader(
    source: str, english: str, german: str | None
) -> None:
    page = Template("{% load i18n %}" + source)
    for _ in range(2):
        with translation.override("en"):
            assert page.render(Context({"word": "Monday"})) == english
        if german is not None:
            with translation.override("de"):
                assert page.render(Context({"word": "Monday"})) == german
