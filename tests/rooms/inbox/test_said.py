"""The pattern by which messages are passed over before they are split into words never passes over one."""

from __future__ import annotations

import pytest
from django.db import connection as database

from amends.inbox.queries import terms
from amends.inbox.rules.search import parse

pytestmark = pytest.mark.django_db


def test_a_sign_is_in_every_message_that_has_the_word(db: None) -> None:
    for typed, said in (
        ("NP-2049", "order np_2049."),
        ('"no answer"', "no…  Answer"),
        ("strasse", "An der STRAẞE"),
        ("Päckchen", "mein PACKCHEN"),
        ("荷物", "不満です。荷物が来ない"),
        ("don't", "I don't"),
        ("a@b.de", "to a@b.de"),
        ("parc", "the Parcels"),
    ):
        (term,) = terms.terms(parse(typed).words)
        with database.cursor() as cursor:
            cursor.execute(
                "SELECT inbox_words(1, '', %(said)s) @@ %(exact)s::tsquery, inbox_fold(%(said)s) ~ %(sign)s",
                {"said": said, "exact": term.exact, "sign": term.sign},
            )
            assert cursor.fetchone() == (True, True), typed
