"""The starters live by their own rules: nothing that they tell people to say is stopped by them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from amends.playbook.rules.document import Playbook, policy_in, read
from amends.playbook.rules.draft import Draft, Kind
from amends.playbook.rules.engine import lint
from amends.playbook.rules.findings import Level
from amends.playbook.starters import Starter, starters

#: What the desk fills in.
VALUES = {
    "{customer.first_name}": "Ada",
    "{customer.name}": "Ada Moss",
    "{agent.first_name}": "Rosa",
    "{agent.name}": "Rosa Okafor",
    "{brand.name}": "Northpost",
    "{notice.what}": "the service",
    "{notice.where}": "Leeds",
    "{notice.since}": "9 o’clock",
    "{notice.next_update}": "noon",
    "{notice.link}": "https://northpost.example/news",
}


def _drafts(playbook: Playbook) -> Iterator[Draft]:
    """Everything that the playbook offers to be said."""
    by_language = (
        playbook.voice.greetings,
        playbook.voice.sign_offs,
        playbook.words.apologies,
        playbook.words.thanks,
    )
    for language, texts in (pair for lines in by_language for pair in lines.items()):
        yield from (Draft(_filled(text), language=language) for text in texts)
    for route in playbook.offline:
        for language, text in route.says.items():
            yield Draft(_filled(text), language=language)
    for says in (playbook.crisis.holding, *(each.says for each in playbook.notices)):
        for language, text in says.items():
            yield Draft(_filled(text), language=language, kind=Kind.NOTICE, role="owner")


def _filled(text: str) -> str:
    for variable, value in VALUES.items():
        text = text.replace(variable, value)
    return text


@pytest.mark.parametrize("starter", starters(), ids=lambda each: each.slug)
def test_a_starter_stops_nothing_that_it_offers(starter: Starter) -> None:
    playbook = read(starter.text).playbook
    assert playbook is not None
    policy = policy_in(playbook, brand_name="Northpost")
    drafts = list(_drafts(playbook))
    assert len(drafts) >= 50
    stopped = {
        draft.text: [(each.code, each.sentence) for each in found]
        for draft in drafts
        if (found := [each for each in lint(draft, policy) if each.level is not Level.ADVISE])
    }
    assert stopped == {}
