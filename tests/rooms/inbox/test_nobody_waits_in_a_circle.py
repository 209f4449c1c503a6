"""Changes that meet in the same case, brand or team wait for each other, but never in a circle."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection as database
from django.db import connections, transaction

from amends.inbox.actions.assign import assign, hand_over
from amends.inbox.actions.clocks import rewind
from amends.inbox.actions.fields import define_field, set_field
from amends.inbox.actions.hand_out import hand_out
from amends.inbox.actions.intake import one_at_a_time
from amends.inbox.actions.note import write_note
from amends.inbox.actions.release import disband, remove_colleague
from amends.inbox.actions.turn import close
from amends.inbox.models import Case, FieldKind
from amends.staff.actions import change_brand
from amends.staff.models import HandsOut, Membership, Team, TeamMember
from cast import NOON, Cast, Matter, make_matter

pytestmark = pytest.mark.django_db(transaction=True)


def meet(
    first: Callable[[], object],
    second: Callable[[], object],
    then: Callable[[], object] = lambda: None,
) -> list[object]:
    """``first`` is done but not committed when ``second`` begins, then ``then``; what each raised."""
    raised: list[object] = [None, None]
    is_done, waits = threading.Event(), threading.Event()

    def run(number: int, act: Callable[[], object]) -> None:
        try:
            with transaction.atomic():
                if number:
                    is_done.wait(10)
                    waits.set()
                act()
                if not number:
                    is_done.set()
                    waits.wait(10)
                    _until_somebody_waits()
                    then()
        except Exception as error:  # noqa: BLE001 - whatever came is what the test looks at
            raised[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate((first, second))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return raised


def _until_somebody_waits() -> None:
    """Until the other one waits for a lock of ours, or needs none."""
    pause = threading.Event()
    for _look in range(20):
        with database.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        pause.wait(0.05)


def test_a_note_and_a_field_of_one_case(cast: Cast, matter: Matter) -> None:
    field = define_field(
        by=cast.actor(cast.olga), name="Order", kind=FieldKind.TEXT, choices=(), now=NOON
    )
    ada = cast.actor(cast.ada)
    assert meet(
        lambda: write_note(by=ada, case=matter.case, text="The depot knows.", now=NOON),
        lambda: set_field(by=ada, case=matter.case, field=field, value="4471", now=NOON),
    ) == [None, None]


def test_a_note_while_the_brand_moves_to_another_zone(cast: Cast, matter: Matter) -> None:
    assert meet(
        lambda: write_note(
            by=cast.actor(cast.ada), case=matter.case, text="The depot knows.", now=NOON
        ),
        lambda: change_brand(
            by=cast.actor(cast.olga), name="Northpost", time_zone="Asia/Tokyo", now=NOON
        ),
    ) == [None, None]


def test_a_case_is_handed_over_and_closed(cast: Cast, matter: Matter) -> None:
    ada, bo = cast.actor(cast.ada), cast.actor(cast.bo)

    def over() -> None:
        write_note(by=ada, case=matter.case, text="Mira called.", now=NOON)

    def both() -> None:
        hand_over(by=ada, case=matter.case, to=cast.bo, text="Yours, please.", now=NOON)

    # Whoever comes second waits for the first, whichever it is.
    assert meet(both, over) == [None, None]
    case = Case.objects.get(pk=matter.case.pk)
    assert meet(lambda: close(by=bo, case=case, now=NOON), both)[0] is None
    assert Case.objects.get(pk=matter.case.pk).state == "closed"


def test_a_colleague_goes_while_a_case_of_theirs_is_closed(cast: Cast, matter: Matter) -> None:
    assign(by=cast.actor(cast.bo), case=matter.case, to=cast.ada, now=NOON)
    case = Case.objects.get(pk=matter.case.pk)
    assert meet(
        lambda: remove_colleague(by=cast.actor(cast.olga), user=cast.ada, now=NOON),
        lambda: write_note(by=cast.actor(cast.bo), case=case, text="Ada has left.", now=NOON),
    ) == [None, None]
    assert Case.objects.get(pk=case.pk).assignee is None


def test_new_cases_come_to_a_team_while_it_hands_out(cast: Cast, matter: Matter) -> None:
    """Taking in holds a waiting case and needs the team's key; handing out holds the team."""
    team = Team.objects.create(
        brand=cast.brand, name="Returns", hands_out=HandsOut.ROUND_ROBIN, created_at=NOON
    )
    place = Membership.objects.get(user=cast.ada)
    TeamMember.objects.create(brand=cast.brand, team=team, membership=place)
    another = make_matter(matter.case.connection, text="Where is it?", name="Jo").case
    Case.objects.filter(pk=matter.case.pk).update(team=team)

    def takes_in() -> None:
        Case.objects.filter(pk=matter.case.pk).update(preview="And again")
        Case.objects.filter(pk=another.pk).update(team=team)

    later = NOON + timedelta(minutes=1)
    assert meet(takes_in, lambda: hand_out(team_id=team.pk, now=later)) == [None, None]
    assert meet(
        lambda: hand_out(team_id=team.pk, now=later),
        lambda: disband(by=cast.actor(cast.olga), team=team, now=later),
    ) == [None, None]


def test_many_cases_are_changed_at_once_in_two_orders(cast: Cast, matter: Matter) -> None:
    """Who takes in a batch changes cases in its order; clocks and teams have theirs."""
    team = Team.objects.create(
        brand=cast.brand, name="Returns", hands_out=HandsOut.ROUND_ROBIN, created_at=NOON
    )
    place = Membership.objects.get(user=cast.ada)
    TeamMember.objects.create(brand=cast.brand, team=team, membership=place)
    make_matter(matter.case.connection, text="Where is it?", name="Jo", at=NOON)
    first, last = Case.objects.order_by("pk")
    Case.objects.update(team=team, due_at=None, assignee=None)

    def takes_in() -> None:
        one_at_a_time(cast.brand.pk)
        Case.objects.filter(pk=last.pk).update(preview="And again")

    def goes_on() -> None:
        Case.objects.filter(pk=first.pk).update(preview="And again")

    for other in (
        lambda: rewind(brand_id=cast.brand.pk, after=0),
        lambda: hand_out(team_id=team.pk, now=NOON),
        lambda: remove_colleague(by=cast.actor(cast.olga), user=cast.ada, now=NOON),
    ):
        assert meet(takes_in, other, goes_on) == [None, None]
