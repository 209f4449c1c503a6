"""A team's new cases find somebody: in turn or by room, on duty, never twice."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection as database
from procrastinate.contrib.django.models import ProcrastinateJob

from amends.channels.models import Connection
from amends.inbox.actions.assign import assign, assign_team
from amends.inbox.actions.hand_out import hand_out, hand_out_everywhere
from amends.inbox.models import Case, CaseEvent
from amends.staff.actions import come_back, go_away
from amends.staff.models import Membership, Shift, Team, TeamMember, User
from amends.staff.rules import Role
from cast import NOON, Cast, make_brand, make_connection, make_matter, make_user

pytestmark = pytest.mark.django_db

#: The cast's day is a Saturday.
SATURDAY = 5


def make_team(cast: Cast, hands_out: str, *users: User) -> Team:
    team = Team.objects.create(
        brand=cast.brand, name="Returns", hands_out=hands_out, created_at=NOON
    )
    for user in users:
        place = Membership.objects.get(user=user)
        TeamMember.objects.create(brand=cast.brand, team=team, membership=place)
    return team


def waiting(connection: Connection, team: Team, count: int) -> list[Case]:
    cases = []
    for number in range(count):
        at = NOON - timedelta(minutes=count - number)
        cases.append(make_matter(connection, at=at).case)
    Case.objects.update(team=team)
    return cases


def holders() -> list[str | None]:
    found = Case.objects.order_by("state_since").select_related("assignee")
    return [case.assignee.name.split()[0] if case.assignee else None for case in found]


def test_each_gets_one_in_turn_and_the_turn_is_remembered(
    cast: Cast, connection: Connection
) -> None:
    team = make_team(cast, "round_robin", cast.ada, cast.bo, cast.olga)
    waiting(connection, team, 4)
    assert hand_out(team_id=team.pk, now=NOON) == 4
    assert holders() == ["Ada", "Bo", "Olga", "Ada"]
    make_matter(connection, at=NOON)
    Case.objects.update(team=team)
    hand_out(team_id=team.pk, now=NOON + timedelta(minutes=1))
    assert holders()[-1] == "Bo"
    event = CaseEvent.objects.order_by("pk").first()
    assert event
    assert event.facts["because"] == "round_robin"


def test_who_has_most_room_gets_it(cast: Cast, connection: Connection) -> None:
    team = make_team(cast, "by_load", cast.ada, cast.bo)
    Membership.objects.filter(user=cast.ada).update(capacity=10)
    Membership.objects.filter(user=cast.bo).update(capacity=2)
    busy = make_matter(connection, at=NOON - timedelta(hours=2)).case
    assign(by=cast.actor(cast.ada), case=busy, to=cast.bo, now=NOON)
    waiting(connection, team, 4)
    hand_out(team_id=team.pk, now=NOON)
    assert holders() == ["Bo", "Ada", "Ada", "Ada", "Ada"]


def test_nobody_gets_more_than_their_capacity(cast: Cast, connection: Connection) -> None:
    team = make_team(cast, "round_robin", cast.ada, cast.bo)
    Membership.objects.filter(user__in=[cast.ada, cast.bo]).update(capacity=1)
    waiting(connection, team, 4)
    assert hand_out(team_id=team.pk, now=NOON) == 2
    assert sorted(filter(None, holders())) == ["Ada", "Bo"]
    assert hand_out(team_id=team.pk, now=NOON) == 0


@pytest.mark.parametrize("why", ["away", "off duty", "closed account", "only looks"])
def test_only_who_is_on_duty_and_may_answer_gets_one(
    cast: Cast, connection: Connection, why: str
) -> None:
    team = make_team(cast, "round_robin", cast.ada, cast.bo)
    place = Membership.objects.get(user=cast.ada)
    if why == "away":
        go_away(by=cast.actor(cast.ada), place=place, now=NOON)
    if why == "off duty":
        Shift.objects.create(
            brand=cast.brand, membership=place, weekday=SATURDAY, starts=0, ends=11 * 60
        )
    if why == "closed account":
        User.objects.filter(pk=cast.ada.pk).update(is_active=False)
    if why == "only looks":
        Membership.objects.filter(pk=place.pk).update(role=Role.VIEWER)
    waiting(connection, team, 2)
    assert hand_out(team_id=team.pk, now=NOON) == 2
    assert holders() == ["Bo", "Bo"]


def test_who_is_away_only_until_then_is_back(cast: Cast, connection: Connection) -> None:
    team = make_team(cast, "round_robin", cast.ada)
    place = Membership.objects.get(user=cast.ada)
    until = NOON + timedelta(hours=1)
    go_away(by=cast.actor(cast.ada), place=place, now=NOON, until=until)
    waiting(connection, team, 1)
    assert hand_out_everywhere(now=NOON) == 0
    assert hand_out_everywhere(now=until) == 1


def test_a_team_that_hands_nothing_out_leaves_it_to_its_people(
    cast: Cast, connection: Connection
) -> None:
    team = make_team(cast, "no", cast.ada)
    waiting(connection, team, 1)
    assert hand_out(team_id=team.pk, now=NOON) == 0
    assert hand_out_everywhere(now=NOON) == 0
    assert hand_out(team_id=0, now=NOON) == 0


def deferred() -> int:
    return ProcrastinateJob.objects.filter(task_name="inbox.hand_out").count()


def test_work_is_asked_for_when_a_case_comes_to_the_team_and_when_somebody_is_back(
    cast: Cast, connection: Connection
) -> None:
    team = make_team(cast, "by_load", cast.ada)
    case = make_matter(connection).case
    assign_team(by=cast.actor(cast.bo), case=case, team=team, now=NOON)
    assert deferred() == 1
    place = Membership.objects.get(user=cast.ada)
    go_away(by=cast.actor(cast.ada), place=place, now=NOON)
    come_back(by=cast.actor(cast.ada), place=place, now=NOON)
    assert deferred() == 2


@pytest.fixture
def crowd() -> tuple[Team, int]:
    """Committed: a team of two with room for ten each, and thirty waiting cases."""
    owner = make_user("olga@crowd.example", "Olga Owner")
    other = make_user("bo@crowd.example", "Bo Lead")
    brand = make_brand("Crowd")
    for user in (owner, other):
        Membership.objects.create(brand=brand, user=user, role=Role.AGENT, capacity=10)
    team = Team.objects.create(brand=brand, name="All", hands_out="round_robin", created_at=NOON)
    for place in Membership.objects.filter(brand=brand):
        TeamMember.objects.create(brand=brand, team=team, membership=place)
    account = make_connection(brand)
    for minute in range(30):
        make_matter(account, at=NOON - timedelta(minutes=minute))
    Case.objects.filter(brand=brand).update(team=team)
    return team, brand.pk


@pytest.mark.django_db(transaction=True)
def test_two_workers_give_nothing_twice_and_nobody_too_much(crowd: tuple[Team, int]) -> None:
    team, brand_id = crowd

    def work() -> None:
        try:
            hand_out(team_id=team.pk, now=NOON)
        finally:
            database.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    given = Case.objects.filter(brand_id=brand_id, assignee__isnull=False)
    counts = [
        given.filter(assignee=place.user_id).count()
        for place in Membership.objects.filter(brand_id=brand_id)
    ]
    assert counts == [10, 10]
    assert CaseEvent.objects.filter(brand_id=brand_id, kind="assigned").count() == 20
