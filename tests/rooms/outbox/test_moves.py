"""Cases made one and cut in two: taken back exactly, and never while something is on its way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from amends.channels.models import Connection
from amends.inbox.actions.assign import assign
from amends.inbox.actions.clocks import wind
from amends.inbox.actions.fields import define_field, set_field
from amends.inbox.actions.follow import join
from amends.inbox.actions.moves import (
    CaseAlreadyMerged,
    NothingToSplit,
    OtherPersonsCase,
    SameCase,
)
from amends.inbox.actions.note import write_note
from amends.inbox.actions.people import AlreadyTakenBack, LaterMergeFirst
from amends.inbox.actions.tag import add_tag
from amends.inbox.actions.turn import close, snooze
from amends.inbox.models import Case, CaseEvent, CaseThread, FieldKind, Follower, Message, Note
from amends.inbox.rules.turns import Happened, Standing, fold
from amends.outbox.actions.moves import SendsUnderWay, merge_cases, split_case, undo_move
from amends.outbox.models import Send
from amends.refusals import Invalid, NotFound
from amends.staff.rules import Actor
from cast import NOON, Cast, Matter, make_brand, make_connection, make_matter

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=1)


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def say(matter: Matter, at: timedelta, *, text: str = "And?", thread: Any = None) -> Message:
    """The customer says one more thing in a case, as the listener would store it."""
    moment = NOON + at
    message = Message.objects.create(
        brand_id=matter.case.brand_id,
        connection_id=matter.case.connection_id,
        thread=thread or matter.thread,
        case=matter.case,
        identity=matter.identity,
        direction="in",
        is_public=True,
        external_id=f"more-{matter.case.pk}-{moment.timestamp()}-{text}",
        text=text,
        sent_at=moment,
        received_at=moment,
    )
    Case.objects.filter(pk=matter.case.pk).update(last_in_at=moment, preview=text)
    return message


def wound() -> dict[str, list[Any]]:
    """The picture once every clock runs, as the listener would have left it."""
    for case in Case.objects.select_for_update():
        wind(case)
    return picture()


def picture() -> dict[str, list[Any]]:
    return {
        "cases": list(Case.objects.order_by("pk").values()),
        "places": list(CaseThread.objects.order_by("pk").values()),
        "messages": list(Message.objects.order_by("pk").values_list("pk", "case_id")),
        "notes": list(Note.objects.order_by("pk").values_list("pk", "case_id")),
        "followers": list(Follower.objects.order_by("pk").values_list("case_id", "user_id")),
        "sends": list(Send.objects.order_by("pk").values_list("pk", "case_id")),
    }


def require_replay() -> None:
    for case in Case.objects.all():
        events = CaseEvent.objects.filter(case=case).order_by("pk")
        told = fold(Happened(each.kind, each.facts) for each in events)
        tags = frozenset(case.tags)
        assert told == Standing(case.state, case.snoozed_until, case.assignee_id, tags)


@pytest.fixture
def ada(cast: Cast) -> Actor:
    return cast.actor(cast.ada)


@pytest.fixture
def pair(connection: Connection) -> tuple[Matter, Matter]:
    """Two cases of Mira: the older in public, the newer in private."""
    first = make_matter(connection)
    second = make_matter(
        connection, text="Also: the invoice.", is_public=False, at=NOON + minutes(9)
    )
    Case.objects.filter(pk=second.case.pk).update(person=first.person)
    CaseThread.objects.filter(case=second.case).update(person=first.person)
    second.identity.person = first.person
    second.identity.save(update_fields=["person"])
    second.case.refresh_from_db()
    return first, second


def test_two_cases_become_one_with_one_clock(
    cast: Cast, ada: Actor, pair: tuple[Matter, Matter]
) -> None:
    first, second = pair
    write_note(by=ada, case=second.case, text="Same parcel", now=LATER)
    tag = add_tag(by=ada, case=second.case, name="invoice", now=LATER)
    move = merge_cases(by=ada, case=second.case, into=first.case, now=LATER)
    first.case.refresh_from_db()
    second.case.refresh_from_db()
    assert (second.case.state, second.case.set_aside) == ("closed", "merged")
    assert second.case.merged_into == first.case
    assert (first.case.state, first.case.state_since) == ("needs_answer", NOON)
    assert first.case.tags == [tag.pk]
    assert set(Message.objects.values_list("case", flat=True)) == {first.case.pk}
    assert Note.objects.get().case == first.case
    assert move.messages == [second.message.pk]
    require_replay()


@pytest.mark.parametrize("target", ["waits", "sleeps", "closed"])
def test_a_merge_taken_back_restores_exactly_what_was(
    cast: Cast, ada: Actor, pair: tuple[Matter, Matter], target: str
) -> None:
    first, second = pair
    field = define_field(
        by=cast.actor(cast.bo), name="Order", kind=FieldKind.TEXT, choices=(), now=NOON
    )
    set_field(by=ada, case=second.case, field=field, value="A-1", now=NOON)
    add_tag(by=ada, case=second.case, name="invoice", now=NOON)
    join(by=ada, case=second.case, user=cast.bo, now=NOON)
    write_note(by=ada, case=second.case, text="Same parcel", now=NOON)
    first.case.refresh_from_db()
    if target == "sleeps":
        snooze(by=ada, case=first.case, until=LATER + minutes(60), now=NOON + minutes(20))
    if target == "closed":
        close(by=ada, case=first.case, now=NOON + minutes(20))
    before = wound()
    move = merge_cases(by=ada, case=second.case, into=first.case, now=LATER)
    assert Case.objects.get(pk=first.case.pk).state == "needs_answer"
    assert Case.objects.get(pk=first.case.pk).fields == {str(field.pk): "A-1"}
    undo_move(by=ada, move=move, now=LATER + minutes(1))
    assert picture() == before
    require_replay()
    with pytest.raises(AlreadyTakenBack):
        undo_move(by=ada, move=move, now=LATER)


def test_what_came_since_goes_back_with_its_thread(ada: Actor, pair: tuple[Matter, Matter]) -> None:
    first, second = pair
    move = merge_cases(by=ada, case=second.case, into=first.case, now=LATER)
    joined = Matter(first.case, second.thread, first.person, second.identity, second.message)
    there = say(joined, minutes(61), text="in private", thread=second.thread)
    here = say(first, minutes(62), text="in public")
    undo_move(by=ada, move=move, now=LATER + minutes(5))
    there.refresh_from_db()
    here.refresh_from_db()
    assert (there.case_id, here.case_id) == (second.case.pk, first.case.pk)
    cases = {case.pk: case for case in Case.objects.all()}
    assert cases[second.case.pk].preview == "in private"
    assert cases[second.case.pk].state == "needs_answer"
    assert cases[first.case.pk].preview == "in public"
    require_replay()


def test_what_somebody_did_since_is_kept(
    cast: Cast, ada: Actor, pair: tuple[Matter, Matter]
) -> None:
    first, second = pair
    move = merge_cases(by=ada, case=second.case, into=first.case, now=LATER)
    merged = Case.objects.get(pk=first.case.pk)
    assign(by=ada, case=merged, to=cast.bo, now=LATER)
    close(by=ada, case=merged, now=LATER + minutes(1))
    undo_move(by=ada, move=move, now=LATER + minutes(5))
    cases = {case.pk: case for case in Case.objects.all()}
    assert (cases[first.case.pk].state, cases[first.case.pk].assignee) == ("closed", cast.bo)
    assert cases[second.case.pk].state == "needs_answer"
    require_replay()


def test_what_cannot_be_merged_is_refused_in_words(
    ada: Actor, pair: tuple[Matter, Matter], connection: Connection
) -> None:
    first, second = pair
    stranger = make_matter(connection, name="Sven")
    elsewhere = make_matter(make_connection(make_brand("Lumen")))
    for case, error in (
        (first.case, SameCase),
        (stranger.case, OtherPersonsCase),
        (elsewhere.case, NotFound),
    ):
        with pytest.raises(error):
            merge_cases(by=ada, case=case, into=first.case, now=LATER)
    merge_cases(by=ada, case=second.case, into=first.case, now=LATER)
    with pytest.raises(CaseAlreadyMerged):
        merge_cases(by=ada, case=second.case, into=first.case, now=LATER)


def ask(cast: Cast, matter: Matter, state: str) -> Send:
    message = Message.objects.create(
        brand=cast.brand,
        connection=matter.case.connection,
        thread=matter.thread,
        case=matter.case,
        author=cast.ada,
        direction="out",
        is_public=True,
        send_key="7b7d3f26-6f0a-4b87-a3b2-2f1f5ad1a7c1",
        text="We look.",
        sent_at=NOON + minutes(10),
        received_at=NOON + minutes(10),
        failed_at=NOON + minutes(11) if state == "failed" else None,
    )
    return Send.objects.create(
        brand=cast.brand,
        connection=matter.case.connection,
        case=matter.case,
        message=message,
        key=message.send_key,
        request_key="r",
        state=state,
        state_since=NOON,
        is_public=True,
        text="We look.",
        asked_at=NOON,
        not_before=NOON,
    )


@pytest.mark.parametrize("state", ["queued", "sending", "held", "unknown"])
def test_nothing_moves_while_an_answer_is_on_its_way(
    cast: Cast, ada: Actor, pair: tuple[Matter, Matter], state: str
) -> None:
    first, second = pair
    send = ask(cast, second, state)
    before = picture()
    with pytest.raises(SendsUnderWay):
        merge_cases(by=ada, case=second.case, into=first.case, now=LATER)
    assert send.message_id is not None
    more = say(second, minutes(30))
    with pytest.raises(SendsUnderWay):
        split_case(by=ada, case=second.case, messages=[send.message_id, more.pk], now=LATER)
    more.delete()
    assert picture()["messages"] == before["messages"]


def test_a_failed_send_goes_with_its_message(
    cast: Cast, ada: Actor, pair: tuple[Matter, Matter]
) -> None:
    first, second = pair
    send = ask(cast, second, "failed")
    move = merge_cases(by=ada, case=second.case, into=first.case, now=LATER)
    send.refresh_from_db()
    assert send.case == first.case
    undo_move(by=ada, move=move, now=LATER)
    send.refresh_from_db()
    assert send.case == second.case


def test_a_case_is_cut_in_two_and_the_newest_words_take_the_thread(
    ada: Actor, matter: Matter
) -> None:
    other = say(matter, minutes(5), text="And my invoice?")
    move = split_case(by=ada, case=matter.case, messages=[other.pk], now=LATER)
    new = Case.objects.get(pk=move.target_id)
    old = Case.objects.get(pk=matter.case.pk)
    assert (new.person, new.preview, new.state_since) == (
        matter.person,
        "And my invoice?",
        other.sent_at,
    )
    assert (old.preview, old.state, old.last_in_at) == (matter.message.text, "needs_answer", NOON)
    living = CaseThread.objects.get(thread=matter.thread, ended_at=None)
    assert living.case == new
    require_replay()


def test_older_words_leave_the_thread_where_it_was(ada: Actor, matter: Matter) -> None:
    say(matter, minutes(5), text="And my invoice?")
    split_case(by=ada, case=matter.case, messages=[matter.message.pk], now=LATER)
    assert CaseThread.objects.get(thread=matter.thread, ended_at=None).case == matter.case


def test_a_split_taken_back_brings_everything_home(ada: Actor, matter: Matter) -> None:
    other = say(matter, minutes(5), text="And my invoice?")
    before = wound()
    move = split_case(by=ada, case=matter.case, messages=[other.pk], now=LATER)
    undo_move(by=ada, move=move, now=LATER + minutes(1))
    after = picture()
    for part in ("messages", "notes", "sends"):
        assert after[part] == before[part]
    assert [case for case in after["cases"] if case["id"] == matter.case.pk] == before["cases"]
    assert after["places"][0] == before["places"][0]
    gone = Case.objects.get(pk=move.target_id)
    assert (gone.set_aside, gone.merged_into) == ("merged", matter.case)
    require_replay()


def test_a_later_move_is_taken_back_first(ada: Actor, matter: Matter) -> None:
    other = say(matter, minutes(5), text="And my invoice?")
    third = say(matter, minutes(6), text="And my refund?")
    first = split_case(by=ada, case=matter.case, messages=[other.pk, third.pk], now=LATER)
    split_case(by=ada, case=first.target, messages=[third.pk], now=LATER)
    with pytest.raises(LaterMergeFirst):
        undo_move(by=ada, move=first, now=LATER)


def test_something_must_stay_and_something_must_go(
    ada: Actor, matter: Matter, connection: Connection
) -> None:
    stranger = make_matter(connection, name="Sven")
    for chosen in ([], [matter.message.pk]):
        with pytest.raises(NothingToSplit):
            split_case(by=ada, case=matter.case, messages=chosen, now=LATER)
    with pytest.raises(Invalid):
        split_case(by=ada, case=matter.case, messages=[stranger.message.pk], now=LATER)
