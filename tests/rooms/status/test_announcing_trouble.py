from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from amends.refusals import Invalid, NotAllowed
from amends.staff.rules import system
from amends.status.actions.announce import NoStatusPage, Word, announce, correct
from amends.status.actions.states import set_state
from amends.status.models import Component, ComponentSpell, StatusEvent, StatusPage, StatusUpdate
from amends.status.queries.pages import event_address
from amends.status.rules.states import ComponentState, EventState
from cast import NOON, Cast, make_brand

MINUTE = timedelta(minutes=1)


Say = Callable[..., Word]


def test_a_word_opens_the_trouble_and_its_component_shows_it(
    cast: Cast, page: StatusPage, checkout: Component, word: Say
) -> None:
    said = announce(
        by=cast.actor(cast.bo),
        brand=cast.brand,
        reference="incident:7",
        word=word(components={checkout.pk: ComponentState.PARTIAL}, started_at=NOON - MINUTE),
        now=NOON,
    )
    event = StatusEvent.objects.get(brand=cast.brand, reference="incident:7")
    assert (event.title, event.started_at, event.ended_at) == (
        "Payments fail",
        NOON - MINUTE,
        None,
    )
    assert said.words["de"] == "Manche Zahlungen scheitern."
    checkout.refresh_from_db()
    assert checkout.state == ComponentState.PARTIAL
    assert event_address(event) == f"http://testserver/status/northpost/incident-{event.key}.html"


def test_the_same_word_is_said_once(cast: Cast, page: StatusPage, word: Say) -> None:
    said = [
        announce(
            by=system(cast.brand.pk),
            brand=cast.brand,
            reference="incident:7",
            word=word(),
            now=NOON + each * MINUTE,
        )
        for each in range(3)
    ]
    assert len({each.pk for each in said}) == 1
    assert StatusUpdate.objects.count() == StatusEvent.objects.count() == 1


def test_resolved_gives_the_component_back_and_keeps_the_spell(
    cast: Cast, page: StatusPage, checkout: Component, word: Say
) -> None:
    by = cast.actor(cast.bo)
    down = word(components={checkout.pk: ComponentState.MAJOR})
    announce(by=by, brand=cast.brand, reference="i:1", word=down, now=NOON)
    over = word("update:2", state=EventState.RESOLVED, next_update_at=NOON + 9 * MINUTE)
    announce(by=by, brand=cast.brand, reference="i:1", word=over, now=NOON + 5 * MINUTE)
    checkout.refresh_from_db()
    assert checkout.state == ComponentState.OPERATIONAL
    spell = ComponentSpell.objects.get()
    assert (spell.began_at, spell.ended_at) == (NOON, NOON + 5 * MINUTE)
    event = StatusEvent.objects.get()
    assert (event.ended_at, event.next_update_at) == (NOON + 5 * MINUTE, None)


def test_a_component_shows_the_worst_of_two_troubles_and_its_own_word(
    cast: Cast, page: StatusPage, checkout: Component, word: Say
) -> None:
    by = cast.actor(cast.bo)
    set_state(by=by, component=checkout, state=ComponentState.DEGRADED, now=NOON)
    for number, state in enumerate((ComponentState.MAJOR, ComponentState.PARTIAL)):
        told = word(components={checkout.pk: state})
        announce(by=by, brand=cast.brand, reference=f"i:{number}", word=told, now=NOON)
    shown = []
    for number in range(2):
        over = word("update:2", state=EventState.RESOLVED)
        announce(by=by, brand=cast.brand, reference=f"i:{number}", word=over, now=NOON)
        checkout.refresh_from_db()
        shown.append(checkout.state)
    assert shown == [ComponentState.PARTIAL, ComponentState.DEGRADED]


def test_a_word_after_the_last_opens_it_anew(cast: Cast, page: StatusPage, word: Say) -> None:
    by = cast.actor(cast.bo)
    states = (EventState.INVESTIGATING, EventState.RESOLVED, EventState.IDENTIFIED)
    for number, state in enumerate(states):
        told = word(f"update:{number}", state=state)
        announce(by=by, brand=cast.brand, reference="i:1", word=told, now=NOON + number * MINUTE)
    event = StatusEvent.objects.get()
    assert (event.state, event.ended_at, event.started_at) == ("identified", None, NOON)


def test_every_change_is_a_new_version(cast: Cast, page: StatusPage, word: Say) -> None:
    by = cast.actor(cast.bo)
    said = announce(by=by, brand=cast.brand, reference="i:1", word=word(), now=NOON)
    correct(by=by, update=said, words={"en": "All payments fail."}, now=NOON + MINUTE)
    correct(by=by, update=said, words={"en": "All payments fail."}, now=NOON + 2 * MINUTE)
    before, page_now = page.version, StatusPage.objects.get()
    assert page_now.version == before + 2
    said.refresh_from_db()
    assert said.corrected_at == NOON + MINUTE


def test_what_is_refused(cast: Cast, page: StatusPage, checkout: Component, word: Say) -> None:
    by, brand = cast.actor(cast.bo), cast.brand
    for wrong in (
        word(title=" "),
        word(words={"en": "  "}),
        word(components={checkout.pk + 1: ComponentState.MAJOR}),
        word(""),
    ):
        with pytest.raises(Invalid):
            announce(by=by, brand=brand, reference="i:1", word=wrong, now=NOON)
    with pytest.raises(NotAllowed):
        announce(by=cast.actor(cast.ada), brand=brand, reference="i:1", word=word(), now=NOON)
    assert not StatusUpdate.objects.exists()


def test_a_brand_without_a_page_cannot_announce(cast: Cast, word: Say) -> None:
    other = make_brand("Southpost")
    for brand in (cast.brand, other):
        with pytest.raises(NoStatusPage):
            announce(by=cast.actor(cast.bo), brand=brand, reference="i:1", word=word(), now=NOON)
