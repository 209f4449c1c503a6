"""Where cases stand in their list, what a pin does, and how what needs no answer leaves the queue."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amends.channels.contract import Author, Said, ThreadKind, ThreadRef
from amends.channels.models import Connection
from amends.inbox.actions.rank import Rank, pin, rank, unpin
from amends.inbox.actions.set_aside import put_back
from amends.inbox.actions.take_in import take_in
from amends.inbox.models import Case, CaseEvent, CaseState, SetAside
from amends.inbox.queries.views import View, Wanted, cases
from amends.inbox.rules import Happened, fold
from amends.inbox.rules.search import parse
from amends.refusals import NotAllowed, NotFound
from amends.staff.rules import system
from cast import NOON, Cast, make_brand, make_connection, make_matter

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
LATER = NOON + HOUR


def listed(cast: Cast, view: View = View.NEEDS_ANSWER, query: str = "") -> list[int]:
    wanted = Wanted(brand_id=cast.brand.pk, view=view, query=parse(query), now=LATER)
    return [row.case_id for row in cases(wanted).rows]


def three(connection: Connection) -> list[Case]:
    return [make_matter(connection, at=NOON + n * timedelta(minutes=1)).case for n in range(3)]


def stands(connection: Connection, case: Case, sooner: int = 0, *marks: str) -> None:
    rank(brand_id=connection.brand_id, ranks=[Rank(case.pk, sooner, marks)], now=LATER)


def quiet(case: Case) -> Rank:
    case.refresh_from_db()
    return Rank(case.pk, 0, ("is:noise",), is_noise=True, seen_at=case.last_in_at)


def test_what_is_judged_urgent_stands_before_what_waited_longer(
    cast: Cast, connection: Connection
) -> None:
    first, second, third = three(connection)
    stands(connection, third, 150)
    assert listed(cast) == [third.pk, first.pk, second.pk]
    stands(connection, third, 30)
    assert listed(cast) == [first.pk, second.pk, third.pk]


def test_only_what_needs_an_answer_stands_elsewhere_than_by_its_time(
    cast: Cast, connection: Connection
) -> None:
    case = three(connection)[2]
    stands(connection, case, 90)
    Case.objects.filter(pk=case.pk).update(state=CaseState.WAITING_COLLEAGUE)
    case.refresh_from_db()
    assert case.order_at == case.state_since


def test_a_lead_pins_and_takes_the_pin_off(cast: Cast, connection: Connection) -> None:
    first, second, third = three(connection)
    stands(connection, second, 24 * 3600)
    pin(by=cast.actor(cast.bo), case=third, now=LATER)
    pin(by=cast.actor(cast.bo), case=third, now=LATER)
    assert listed(cast) == [third.pk, second.pk, first.pk]
    assert listed(cast, View.ALL, "is:pinned") == [third.pk]
    unpin(by=cast.actor(cast.bo), case=third, now=LATER)
    assert listed(cast) == [second.pk, first.pk, third.pk]
    kinds = CaseEvent.objects.filter(case=third).values_list("kind", flat=True)
    assert sorted(kinds) == ["pinned", "unpinned"]


def test_only_a_lead_pins_and_only_their_own_brands(cast: Cast, connection: Connection) -> None:
    case = three(connection)[0]
    with pytest.raises(NotAllowed):
        pin(by=cast.actor(cast.ada), case=case, now=LATER)
    with pytest.raises(NotFound):
        pin(by=system(make_brand("Other").pk), case=case, now=LATER)


def test_a_brand_ranks_no_other_brands_cases(connection: Connection) -> None:
    other = make_matter(make_connection(make_brand("Other"))).case
    stands(connection, other, 90, "mood:angry")
    other.refresh_from_db()
    assert (other.sooner, other.marks) == (0, [])


def test_marks_are_asked_for_in_the_search(cast: Cast, connection: Connection) -> None:
    first, second, _ = three(connection)
    stands(connection, first, 0, "mood:angry", "is:urgent", "topic:lost-parcel")
    stands(connection, second, 0, "mood:happy", "kind:praise", "harm:money")
    assert listed(cast, View.OPEN, "mood:angry") == [first.pk]
    assert listed(cast, View.OPEN, "is:urgent") == [first.pk]
    assert listed(cast, View.OPEN, 'topic:"Lost parcel"') == [first.pk]
    assert listed(cast, View.OPEN, "kind:praise harm:money") == [second.pk]
    assert first.pk not in listed(cast, View.OPEN, "-mood:angry")


class TestWhatNeedsNoAnswer:
    def test_it_leaves_the_queue_and_its_clock_and_is_found_in_its_own_list(
        self, cast: Cast, connection: Connection
    ) -> None:
        case, second, third = three(connection)
        assert rank(brand_id=cast.brand.pk, ranks=[quiet(case)], now=LATER) == 1
        case.refresh_from_db()
        assert (case.state, case.set_aside, case.due_at) == ("closed", SetAside.NOISE, None)
        assert listed(cast) == [second.pk, third.pk]
        assert listed(cast, View.NOISE) == [case.pk] == listed(cast, View.ALL, "is:noise")
        assert listed(cast, View.ASIDE) == [] == listed(cast, View.CLOSED)
        told = CaseEvent.objects.filter(case=case).order_by("pk")
        assert fold(Happened(each.kind, each.facts) for each in told).state == case.state

    def test_it_is_as_it_was_when_somebody_says_that_it_needs_an_answer(
        self, cast: Cast, connection: Connection
    ) -> None:
        case = three(connection)[0]
        rank(brand_id=cast.brand.pk, ranks=[quiet(case)], now=LATER)
        case.refresh_from_db()
        put_back(by=cast.actor(cast.ada), case=case, now=LATER)
        case.refresh_from_db()
        assert (case.state, case.set_aside, case.state_since) == ("needs_answer", "", NOON)
        assert case.due_at is not None

    def test_it_comes_back_when_it_is_judged_otherwise(
        self, cast: Cast, connection: Connection
    ) -> None:
        case = three(connection)[0]
        rank(brand_id=cast.brand.pk, ranks=[quiet(case)], now=LATER)
        stands(connection, case, 60, "mood:angry")
        case.refresh_from_db()
        assert (case.state, case.set_aside) == ("needs_answer", "")

    def test_the_next_message_brings_it_back(self, cast: Cast, connection: Connection) -> None:
        thread = ThreadRef("post-1", ThreadKind.POST, is_public=True)
        words = [Said(f"m{n}", thread, Author("mira", "@mira"), "Hm", NOON) for n in range(2)]
        take_in(connection=connection, items=words[:1], now=NOON)
        case = Case.objects.get()
        rank(brand_id=cast.brand.pk, ranks=[quiet(case)], now=NOON)
        take_in(connection=connection, items=words[1:], now=NOON + HOUR)
        case.refresh_from_db()
        assert (case.state, case.set_aside) == ("needs_answer", "")
        assert case.due_at is not None

    def test_after_an_answer_it_is_the_customers_turn_and_counts_on(
        self, cast: Cast, connection: Connection
    ) -> None:
        case = three(connection)[0]
        Case.objects.filter(pk=case.pk).update(last_out_at=NOON - HOUR)
        rank(brand_id=cast.brand.pk, ranks=[quiet(case)], now=LATER)
        case.refresh_from_db()
        assert (case.state, case.state_since) == ("waiting_customer", NOON - HOUR)
        assert (case.set_aside, case.due_at) == ("", None)

    @pytest.mark.parametrize("held", ["assigned", "pinned", "more was said"])
    def test_what_somebody_has_in_hand_stays(
        self, cast: Cast, connection: Connection, held: str
    ) -> None:
        case = three(connection)[0]
        judged = quiet(case)
        in_hand: dict[str, dict[str, object]] = {
            "assigned": {"assignee": cast.ada},
            "pinned": {"pinned_at": NOON},
            "more was said": {"last_in_at": LATER},
        }
        Case.objects.filter(pk=case.pk).update(**in_hand[held])
        assert rank(brand_id=cast.brand.pk, ranks=[judged], now=LATER) == 0
        case.refresh_from_db()
        assert case.state == CaseState.NEEDS_ANSWER
