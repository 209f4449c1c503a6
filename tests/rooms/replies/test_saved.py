"""Saved replies: one's own and the team's, found by their shortcuts, offered by use."""

from __future__ import annotations

import pytest

from amends.audit.models import Entry
from amends.refusals import Invalid, NotAllowed, NotFound
from amends.replies import actions, queries
from amends.replies.actions import Wording
from amends.replies.models import SavedReply
from amends.staff.rules import Actor
from cast import NOON, Cast, Matter

pytestmark = pytest.mark.django_db
SORRY = Wording("Sorry", "Hi {customer.first_name}, we are sorry.", "/Sorry", "en")


def save(by: Actor, wording: Wording = SORRY, *, is_teams: bool = False) -> SavedReply:
    return actions.save_reply(by=by, wording=wording, is_teams=is_teams, now=NOON)


def test_agents_keep_their_own_and_leads_the_teams(cast: Cast) -> None:
    ada, bo = cast.actor(cast.ada), cast.actor(cast.bo)
    save(ada)
    with pytest.raises(NotAllowed):
        save(ada, is_teams=True)
    teams = save(bo, is_teams=True)
    with pytest.raises(NotAllowed):
        actions.change_saved(by=ada, saved=teams, wording=SORRY, now=NOON)
    with pytest.raises(NotAllowed):
        save(cast.actor(cast.vera))
    assert Entry.objects.filter(action="replies.save_reply").count() == 2


def test_nobody_sees_or_changes_a_colleagues_own(cast: Cast) -> None:
    mine = save(cast.actor(cast.ada))
    with pytest.raises(NotFound):
        queries.saved_by_id(cast.brand.pk, cast.bo.pk, mine.pk)
    with pytest.raises(NotFound):
        actions.archive_saved(by=cast.actor(cast.bo), saved=mine, now=NOON)
    assert list(queries.saved_for(cast.brand.pk, cast.bo.pk)) == []


def test_a_title_and_a_shortcut_are_somebodys_once(cast: Cast) -> None:
    ada = cast.actor(cast.ada)
    first = save(ada)
    assert first.shortcut == "sorry"
    with pytest.raises(actions.SavedTwice):
        save(ada, Wording("SORRY", "x"))
    with pytest.raises(actions.SavedTwice):
        save(ada, Wording("Other", "x", "sorry"))
    actions.archive_saved(by=ada, saved=first, now=NOON)
    save(ada)
    with pytest.raises(actions.SavedTwice):
        actions.restore_saved(by=ada, saved=first, now=NOON)
    save(cast.actor(cast.bo))


@pytest.mark.parametrize(
    ("wording", "field"),
    [
        (Wording("", "x"), "title"),
        (Wording("x", "  "), "text"),
        (Wording("x", "x", "two words"), "shortcut"),
        (Wording("x", "x", "", "klingon!"), "language"),
    ],
)
def test_what_is_wrong_is_named(cast: Cast, wording: Wording, field: str) -> None:
    with pytest.raises(Invalid) as wrong:
        save(cast.actor(cast.ada), wording)
    assert wrong.value.facts["field"] == field


def test_those_used_most_are_offered_first(cast: Cast) -> None:
    ada = cast.actor(cast.ada)
    save(ada)
    often = save(ada, Wording("Thanks", "Thank you"))
    actions.count_use(by=ada, saved=often)
    offered = queries.saved_for(cast.brand.pk, cast.ada.pk)
    assert [each.title for each in offered] == ["Thanks", "Sorry"]


def test_variables_are_filled_in_from_the_case(cast: Cast, matter: Matter) -> None:
    known = queries.known(brand=cast.brand, user=cast.ada, case=matter.case)
    assert known.values()["customer.first_name"] == "Mira"
    assert known.values()["connection.network"] == "Practice network"
    assert known.values()["case.number"] == str(matter.case.pk)
