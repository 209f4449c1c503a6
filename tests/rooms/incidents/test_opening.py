from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from amends.audit.models import Entry
from amends.channels.models import Connection
from amends.incidents.actions.change import close_untold, describe, promise
from amends.incidents.actions.draft import Wording, begin, put_away, write
from amends.incidents.actions.note import add_note
from amends.incidents.actions.open import open_incident
from amends.incidents.models import AffectedCase, Incident
from amends.incidents.queries import look
from amends.incidents.queries.words import said
from amends.incidents.rules.opening import IsResolved, NoNextWord, NoTitle, Opening
from amends.incidents.rules.texts import LANGUAGES, filled, template_text
from amends.incidents.rules.words import IncidentState, Severity, Source, Template
from amends.refusals import Invalid, NotAllowed, NotFound
from cast import NOON, Cast, make_brand, make_connection, make_matter

LATE = Opening(
    title="Parcels are late",
    request_key="one",
    template=Template.SHIPPING_DELAY,
    areas=("Hamburg",),
    source=Source.CASES,
)


def opened(cast: Cast, opening: Opening = LATE) -> Incident:
    return open_incident(by=cast.actor(cast.ada), opening=opening, now=NOON)


def test_an_agent_opens_one_from_cases_with_the_words_ready(
    cast: Cast, connection: Connection
) -> None:
    cases = tuple(make_matter(connection).case.pk for _ in range(3))
    foreign = make_matter(make_connection(make_brand("Rival"))).case.pk
    incident = opened(cast, replace(LATE, case_ids=(*cases, cases[0], foreign)))
    assert list(AffectedCase.objects.order_by("pk").values_list("case_id", flat=True)) == [*cases]
    assert (incident.severity, incident.owner) == (Severity.MAJOR, cast.ada)
    assert incident.next_update_at == NOON + timedelta(hours=1)
    draft = look.draft_of(incident)
    assert draft is not None
    assert draft.texts["en"].startswith("We are sorry: parcels in Hamburg are late")
    assert "{notice.next_update}" in draft.texts["en"]
    attached, entry = look.timeline_of(incident, limit=9)
    assert (attached.kind, attached.facts["cases"]) == ("attach", 3)
    assert entry.kind == "open"
    assert Entry.objects.get(action="incidents.open").facts["template"] == "shipping_delay"


def test_two_presses_open_one(cast: Cast) -> None:
    assert opened(cast) == opened(cast)
    assert Incident.objects.count() == 1


def test_who_may_not_open_is_told_so(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        open_incident(by=cast.actor(cast.vera), opening=LATE, now=NOON)
    with pytest.raises(NoTitle):
        opened(cast, replace(LATE, title=" "))
    with pytest.raises(NotFound):
        opened(cast, replace(LATE, owner_id=10**9))


def test_another_brand_sees_nothing_of_it(cast: Cast) -> None:
    incident = opened(cast)
    with pytest.raises(NotFound):
        look.incident_of(make_brand("Rival").pk, incident.pk)
    stranger = replace(cast.actor(cast.ada), brand_id=make_brand("Rival").pk)
    with pytest.raises(NotFound):
        add_note(by=stranger, incident=incident, text="hello", now=NOON)


def test_what_is_known_changes_and_the_timeline_says_so(cast: Cast) -> None:
    incident = opened(cast)
    describe(
        by=cast.actor(cast.bo),
        incident=incident,
        title="Parcels stuck in Hamburg",
        severity=Severity.CRITICAL,
        services=["Delivery", " Delivery ", ""],
        areas=["Hamburg"],
        owner_id=cast.bo.pk,
        now=NOON,
    )
    incident.refresh_from_db()
    assert (incident.services, incident.owner) == (["Delivery"], cast.bo)
    newest = look.timeline_of(incident, limit=1)[0]
    assert newest.facts == {"what": ["title", "severity", "services", "owner"]}


def test_a_promise_lies_ahead(cast: Cast) -> None:
    incident = opened(cast)
    by = cast.actor(cast.ada)
    with pytest.raises(NoNextWord):
        promise(by=by, incident=incident, at=NOON, now=NOON)
    promise(by=by, incident=incident, at=NOON + timedelta(minutes=10), now=NOON)
    assert [each.pk for each in look.running_out(NOON)] == [incident.pk]
    assert look.running_out(NOON - timedelta(minutes=6)) == []


def test_a_false_alarm_is_closed_without_a_word(cast: Cast) -> None:
    incident = opened(cast)
    close_untold(by=cast.actor(cast.ada), incident=incident, now=NOON)
    assert look.open_incidents(cast.brand.pk) == []
    assert look.draft_of(incident) is None
    with pytest.raises(IsResolved):
        close_untold(by=cast.actor(cast.ada), incident=incident, now=NOON)


def test_one_draft_is_written_by_all(cast: Cast, connection: Connection) -> None:
    incident = opened(cast)
    draft = begin(
        by=cast.actor(cast.ada), incident=incident, state=IncidentState.INVESTIGATING, now=NOON
    )
    plan = {str(connection.pk): {"language": "de", "skip": False}}
    wording = Wording({"en": " Sorry. ", "de": ""}, "en", plan=plan)
    kept = write(by=cast.actor(cast.bo), notice=draft, wording=wording, now=NOON)
    assert (kept.texts, kept.plan) == (
        {"en": "Sorry."},
        {str(connection.pk): {"language": "de"}},
    )
    with pytest.raises(Invalid):
        write(by=cast.actor(cast.bo), notice=draft, wording=Wording({"xx": ""}, "xx"), now=NOON)
    put_away(by=cast.actor(cast.ada), notice=draft, now=NOON)
    again = begin(
        by=cast.actor(cast.ada), incident=incident, state=IncidentState.WATCHING, now=NOON
    )
    assert again.texts["en"].startswith("The trouble with Parcels are late in Hamburg is mended")


def test_times_are_said_in_the_brands_own_time(cast: Cast) -> None:
    cast.brand.time_zone = "Europe/Berlin"
    cast.brand.save()
    incident = opened(cast)
    words = "Bis {notice.next_update}."
    soon, later = NOON + timedelta(hours=1), NOON + timedelta(days=3)
    assert said(words, incident, language="de", at=soon, now=NOON) == "Bis 14:00."
    assert said(words, incident, language="de", at=later, now=NOON) == "Bis 24. November, 13:00."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_is_whole_in_every_language(language: str) -> None:
    values = {"notice.what": "X1", "notice.next_update": "15:30"}
    for template in Template:
        for state in IncidentState:
            text = filled(template_text(template, state, language), values)
            assert not set("{}[]") & set(text), text
            assert ("15:30" in text) == (state is not IncidentState.RESOLVED), text
            assert text[0].isupper()
