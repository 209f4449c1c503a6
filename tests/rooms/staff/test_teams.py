"""Teams, and when colleagues are on duty."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from amends.audit.models import Entry
from amends.refusals import Invalid, NotAllowed, NotFound
from amends.staff.actions import (
    DutyHours,
    add_team,
    change_team,
    come_back,
    delete_team,
    go_away,
    set_capacity,
    set_duty_hours,
)
from amends.staff.models import HandsOut, Membership, Shift, Team, User
from amends.staff.queries import place_of, teams_of
from cast import NOON, Cast, make_brand, make_user

pytestmark = pytest.mark.django_db


def _place(cast: Cast, user: User) -> Membership:
    return place_of(cast.brand.pk, user.pk)


def test_a_lead_makes_a_team_and_says_who_is_in_it(cast: Cast) -> None:
    by = cast.actor(cast.bo)
    team = add_team(by=by, name="  Parcels ", now=NOON)
    members = [_place(cast, cast.ada).pk, _place(cast, cast.bo).pk]
    change_team(
        by=by, team=team, name="Parcels", hands_out=HandsOut.BY_LOAD, members=members, now=NOON
    )
    (known,) = teams_of(cast.brand.pk)
    assert known.name == "Parcels"
    assert {each.membership.user for each in known.members.all()} == {cast.ada, cast.bo}
    change_team(
        by=by, team=team, name="Parcels", hands_out=HandsOut.NO, members=members[:1], now=NOON
    )
    assert [each.membership.user for each in team.members.all()] == [cast.ada]


def test_two_teams_do_not_share_a_name(cast: Cast) -> None:
    add_team(by=cast.actor(cast.bo), name="Parcels", now=NOON)
    with pytest.raises(Invalid):
        add_team(by=cast.actor(cast.bo), name="PARCELS", now=NOON)


def test_nobody_of_another_brand_gets_into_a_team(cast: Cast) -> None:
    stranger = Membership.objects.create(
        brand=make_brand("Lumen"), user=make_user("sven@lumen.example", "Sven"), role="agent"
    )
    team = add_team(by=cast.actor(cast.bo), name="Parcels", now=NOON)
    change_team(
        by=cast.actor(cast.bo),
        team=team,
        name="Parcels",
        hands_out=HandsOut.NO,
        members=[stranger.pk],
        now=NOON,
    )
    assert not team.members.exists()


def test_agents_change_neither_teams_nor_anybodys_hours(cast: Cast) -> None:
    team = add_team(by=cast.actor(cast.bo), name="Parcels", now=NOON)
    for user in (cast.ada, cast.vera):
        by = cast.actor(user)
        with pytest.raises(NotAllowed):
            add_team(by=by, name="x", now=NOON)
        with pytest.raises(NotAllowed):
            delete_team(by=by, team=team, now=NOON)
        with pytest.raises(NotAllowed):
            set_capacity(by=by, place=_place(cast, cast.ada), capacity=3, now=NOON)
        with pytest.raises(NotAllowed):
            set_duty_hours(by=by, place=_place(cast, cast.ada), hours=[], now=NOON)


def test_another_brands_team_is_not_there(cast: Cast) -> None:
    team = add_team(by=cast.actor(cast.bo), name="Parcels", now=NOON)
    stranger = replace(cast.actor(cast.olga), brand_id=make_brand("Lumen").pk)
    with pytest.raises(NotFound):
        delete_team(by=stranger, team=team, now=NOON)
    assert Team.objects.filter(pk=team.pk).exists()


def test_a_colleagues_hours_replace_those_before(cast: Cast) -> None:
    by, place = cast.actor(cast.bo), _place(cast, cast.ada)
    split = [DutyHours(0, 540, 720), DutyHours(0, 780, 1020), DutyHours(4, 540, 840)]
    set_duty_hours(by=by, place=place, hours=split, now=NOON)
    set_duty_hours(by=by, place=place, hours=split[1:], now=NOON)
    kept = Shift.objects.filter(membership=place).values_list("weekday", "starts", "ends")
    assert sorted(kept) == [(0, 780, 1020), (4, 540, 840)]


@pytest.mark.parametrize(
    "hours",
    [
        [DutyHours(0, 600, 600)],
        [DutyHours(7, 1, 2)],
        [DutyHours(0, 1, 1441)],
        [DutyHours(0, 1, 9), DutyHours(0, 8, 12)],
    ],
)
def test_hours_that_make_no_sense_change_nothing(cast: Cast, hours: list[DutyHours]) -> None:
    place = _place(cast, cast.ada)
    with pytest.raises(Invalid):
        set_duty_hours(by=cast.actor(cast.bo), place=place, hours=hours, now=NOON)
    assert not place.shifts.exists()


def test_anybody_goes_away_and_comes_back_and_leads_say_it_for_others(cast: Cast) -> None:
    ada = _place(cast, cast.ada)
    go_away(by=cast.actor(cast.ada), place=ada, until=NOON + timedelta(days=2), now=NOON)
    assert _place(cast, cast.ada).away_since == NOON
    come_back(by=cast.actor(cast.bo), place=ada, now=NOON)
    assert _place(cast, cast.ada).away_since is None
    with pytest.raises(NotAllowed):
        go_away(by=cast.actor(cast.ada), place=_place(cast, cast.bo), now=NOON)
    with pytest.raises(Invalid):
        go_away(by=cast.actor(cast.ada), place=ada, until=NOON, now=NOON)
    kept = Entry.objects.filter(target=f"user:{cast.ada.pk}").values_list("action", flat=True)
    assert list(kept.order_by("pk")) == ["staff.go_away", "staff.come_back"]


def test_a_capacity_is_a_number_or_none(cast: Cast) -> None:
    place = _place(cast, cast.ada)
    set_capacity(by=cast.actor(cast.bo), place=place, capacity=20, now=NOON)
    set_capacity(by=cast.actor(cast.bo), place=place, capacity=None, now=NOON)
    with pytest.raises(Invalid):
        set_capacity(by=cast.actor(cast.bo), place=place, capacity=1000, now=NOON)
    assert _place(cast, cast.ada).capacity is None
