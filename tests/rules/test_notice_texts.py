from __future__ import annotations

import pytest

from amends.incidents.rules.texts import LANGUAGES, filled, template_text
from amends.incidents.rules.words import IncidentState, Template
from amends.playbook.rules import Draft, Kind, lint

KNOWN = {
    "notice.what": "The app",
    "notice.where": "Hamburg",
    "notice.next_update": "15:30",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_playbook_has_nothing_to_say_of_the_words_that_we_bring(language: str) -> None:
    for template in Template:
        for state in IncidentState:
            text = filled(template_text(template, state, language), KNOWN)
            draft = Draft(text, language=language, kind=Kind.NOTICE, role="lead")
            assert lint(draft) == (), text


def test_a_bare_notice_is_told_what_it_lacks() -> None:
    draft = Draft("Hello, this is your team.", language="en", kind=Kind.NOTICE)
    codes = {finding.code for finding in lint(draft)}
    assert {"notice-what", "notice-next", "notice-apology", "notice-meanwhile"} <= codes


def test_an_answer_is_no_notice() -> None:
    draft = Draft("The backend has a high latency.", language="en")
    assert not [each for each in lint(draft) if each.code.startswith("notice")]
