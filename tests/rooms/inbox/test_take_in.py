"""Taking in: one person, one case, one message, whatever the order, the number of times or the path."""

from __future__ import annotations

import dataclasses
import itertools
import random
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from amends.channels.contract import (
    Author,
    Counted,
    Counts,
    Deleted,
    Edited,
    Item,
    Media,
    Said,
    ThreadKind,
    ThreadRef,
)
from amends.channels.models import Connection
from amends.inbox.actions.take_in import Arrival, take_in
from amends.inbox.models import (
    Attachment,
    Case,
    CaseEvent,
    CaseState,
    CaseThread,
    EarlyFact,
    Identity,
    Message,
    MessageVersion,
    Person,
    Thread,
)
from cast import NOON, Cast, make_connection

MIRA = Author("mira", "@mira", "Mira Kessler", followers=18_400)
JOANNA = Author("joanna", "@jo", "Joanna Dube")
BRAND = Author("brand", "@northpost", "Northpost")
POST = ThreadRef("post-1", ThreadKind.POST, is_public=True)
CHAT = ThreadRef("chat-1", ThreadKind.CONVERSATION, is_public=False)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def said(
    external_id: str = "m1",
    author: Author = MIRA,
    thread: ThreadRef = POST,
    minutes: float = 0,
    text: str = "Where is my parcel?",
    **more: object,
) -> Said:
    return Said(
        external_id=external_id,
        thread=thread,
        author=author,
        text=text,
        sent_at=at(minutes),
        **more,  # type: ignore[arg-type]
    )


def hear(connection: Connection, *items: Item, now: datetime | None = None) -> list[bool]:
    return take_in(connection=connection, items=items, now=now or at(60))


def only_case() -> Case:
    return Case.objects.get()


@pytest.mark.usefixtures("cast")
class TestCases:
    def test_one_message_becomes_a_person_a_thread_and_a_case(self, connection: Connection) -> None:
        assert hear(connection, said()) == [True]
        case = only_case()
        assert (case.state, case.state_since, case.preview) == (
            CaseState.NEEDS_ANSWER,
            at(0),
            "Where is my parcel?",
        )
        assert case.person.name == "Mira Kessler"
        assert case.identity.followers == 18_400
        message = Message.objects.get()
        assert (message.case, message.direction, message.is_public) == (case, "in", True)
        assert [event.kind for event in CaseEvent.objects.all()] == ["opened"]

    def test_the_same_message_again_is_a_duplicate(self, connection: Connection) -> None:
        assert hear(connection, said(), said()) == [True, False]
        assert hear(connection, said()) == [False]
        assert Message.objects.count() == 1

    def test_ten_people_under_one_post_are_ten_cases_in_one_thread(
        self, connection: Connection
    ) -> None:
        hear(connection, *[said(f"m{n}", Author(f"p{n}"), minutes=n) for n in range(10)])
        assert Thread.objects.count() == 1
        assert Case.objects.count() == 10

    def test_one_person_writing_twice_under_a_post_is_one_case(
        self, connection: Connection
    ) -> None:
        hear(connection, said("m1"), said("m2", minutes=5, text="Hello?"))
        hear(connection, said("m3", minutes=9, text="Anybody?"))
        assert only_case().preview == "Anybody?"
        assert only_case().state_since == at(0)

    def test_the_order_of_arrival_does_not_matter(self, connection: Connection) -> None:
        hear(connection, said("m2", minutes=5, text="Second"))
        hear(connection, said("m1", minutes=1, text="First"))
        case = only_case()
        assert (case.state_since, case.last_in_at, case.preview) == (at(1), at(5), "Second")

    def test_two_threads_of_one_person_are_two_cases(self, connection: Connection) -> None:
        hear(connection, said("m1"), said("m2", thread=ThreadRef("post-2", ThreadKind.POST, True)))
        assert Case.objects.count() == 2
        assert Person.objects.count() == 1

    def test_a_person_taken_offline_goes_on_in_the_same_case(self, connection: Connection) -> None:
        hear(connection, said())
        Case.objects.update(
            taken_offline_at=at(2), due_at=None, state=CaseState.WAITING_CUSTOMER, last_out_at=at(2)
        )
        hear(connection, said("dm1", thread=CHAT, minutes=3, text="It is NP-4471-0092"))
        case = only_case()
        assert case.state == CaseState.NEEDS_ANSWER
        assert CaseThread.objects.filter(case=case).count() == 2

    def test_a_private_message_out_of_the_blue_is_a_case_of_its_own(
        self, connection: Connection
    ) -> None:
        hear(connection, said(), said("dm1", thread=CHAT, minutes=3))
        assert Case.objects.count() == 2

    def test_a_closed_case_reopens_when_its_person_writes_soon(
        self, connection: Connection
    ) -> None:
        hear(connection, said())
        Case.objects.update(
            state=CaseState.CLOSED, due_at=None, closed_at=at(10), state_since=at(10)
        )
        hear(connection, said("m2", minutes=60 * 24), now=at(60 * 24))
        case = only_case()
        assert (case.state, case.closed_at, case.state_since) == ("needs_answer", None, at(60 * 24))
        assert CaseEvent.objects.filter(kind="reopened").count() == 1

    def test_a_case_closed_for_long_is_followed_by_a_new_one(self, connection: Connection) -> None:
        hear(connection, said())
        Case.objects.update(
            state=CaseState.CLOSED, due_at=None, closed_at=at(10), state_since=at(10)
        )
        much_later = 60 * 24 * 30
        hear(connection, said("m2", minutes=much_later), now=at(much_later))
        assert Case.objects.count() == 2
        assert CaseThread.objects.filter(ended_at=None).count() == 1

    def test_an_automatic_message_asks_nobody(self, connection: Connection) -> None:
        hear(connection, said("m1", automatic=True))
        assert only_case().state == CaseState.CLOSED
        hear(connection, said("m2", minutes=5))
        assert only_case().state == CaseState.NEEDS_ANSWER
        hear(connection, said("m3", minutes=6, automatic=True))
        assert only_case().state_since == at(5)

    def test_a_snoozed_case_wakes(self, connection: Connection) -> None:
        hear(connection, said())
        Case.objects.update(state=CaseState.SNOOZED, due_at=None, snoozed_until=at(600))
        hear(connection, said("m2", minutes=5))
        assert (only_case().state, only_case().snoozed_until) == ("needs_answer", None)

    def test_brands_share_nothing(self, connection: Connection) -> None:
        from cast import make_brand

        other = make_connection(make_brand("Other"))
        hear(connection, said())
        hear(other, said())
        assert Person.objects.count() == 2
        assert Identity.objects.count() == 2

    def test_what_is_known_of_a_person_is_not_erased(self, connection: Connection) -> None:
        hear(connection, said())
        hear(connection, said("m2", Author("mira", followers=20_000)))
        identity = Identity.objects.get()
        assert (identity.name, identity.followers) == ("Mira Kessler", 20_000)


@pytest.mark.usefixtures("cast")
class TestOwnWords:
    def test_an_answer_given_on_the_network_itself_is_an_answer(
        self, connection: Connection
    ) -> None:
        hear(connection, said())
        hear(connection, said("o1", BRAND, minutes=4, own=True, reply_to="m1"))
        case = only_case()
        assert (case.state, case.answered_elsewhere_at) == ("waiting_customer", at(4))
        assert Message.objects.get(external_id="o1").case == case
        assert CaseEvent.objects.filter(kind="answered_elsewhere").count() == 1

    def test_a_question_that_overtook_its_answer_needs_none(self, connection: Connection) -> None:
        hear(connection, said("o1", BRAND, minutes=4, own=True), said("m1", minutes=1))
        assert Message.objects.get(external_id="o1").case is not None
        assert only_case().state == CaseState.WAITING_CUSTOMER

    def test_an_answer_belongs_to_the_case_it_answers(self, connection: Connection) -> None:
        hear(connection, said("m1"), said("m2", JOANNA, minutes=1))
        hear(connection, said("o1", BRAND, minutes=2, own=True, reply_to="m2"))
        assert Case.objects.get(person__name="Joanna Dube").state == "waiting_customer"
        assert Case.objects.get(person__name="Mira Kessler").state == "needs_answer"

    def test_our_own_post_is_nobodys_case(self, connection: Connection) -> None:
        hear(connection, said("o1", BRAND, own=True, text="Open again from Monday."))
        assert not Case.objects.exists()
        assert Message.objects.get().case is None

    def test_an_echo_of_a_send_is_that_send(self, connection: Connection, cast: Cast) -> None:
        hear(connection, said())
        case = only_case()
        key = "5ad6a2f0-0000-4000-8000-000000000001"
        ours = Message.objects.create(
            brand=cast.brand,
            connection=connection,
            thread=case.thread,
            case=case,
            direction="out",
            is_public=True,
            send_key=key,
            text="Sorry!",
            sent_at=at(2),
            received_at=at(2),
        )
        by_key = said("o1", BRAND, minutes=2, own=True, client_ref=key, text="Sorry!")
        assert hear(connection, by_key) == [False]
        ours.refresh_from_db()
        assert ours.external_id == "o1"
        assert Message.objects.filter(direction="out").count() == 1

    def test_an_echo_without_a_key_is_known_by_its_words(
        self, connection: Connection, cast: Cast
    ) -> None:
        hear(connection, said())
        ours = Message.objects.create(
            brand=cast.brand,
            connection=connection,
            thread=only_case().thread,
            case=only_case(),
            direction="out",
            is_public=True,
            send_key="5ad6a2f0-0000-4000-8000-000000000002",
            text="Sorry!",
            sent_at=at(2),
            received_at=at(2),
        )
        hear(connection, said("o1", BRAND, minutes=2, own=True, text="Sorry!"), now=at(3))
        ours.refresh_from_db()
        assert ours.external_id == "o1"

    def test_history_with_its_answers_needs_none(self, connection: Connection) -> None:
        items = [
            said("m1"),
            said("o1", BRAND, minutes=1, own=True, reply_to="m1"),
            said("m2", minutes=2),
            said("o2", BRAND, minutes=3, own=True, reply_to="m2"),
        ]
        take_in(connection=connection, items=items, now=at(9999), arrival=Arrival.HISTORY)
        assert only_case().state == CaseState.WAITING_CUSTOMER


@pytest.mark.usefixtures("cast")
class TestFacts:
    def test_an_edit_keeps_the_words_before(self, connection: Connection) -> None:
        hear(connection, said(text="You thieves"))
        assert hear(connection, Edited(said(text="Where is it?"), at(3))) == [True]
        message = Message.objects.get()
        assert (message.text, message.edited_at) == ("Where is it?", at(3))
        assert [version.text for version in MessageVersion.objects.all()] == ["You thieves"]
        assert hear(connection, Edited(said(text="Where is it?"), at(3))) == [False]

    def test_an_edit_may_overtake_its_message(self, connection: Connection) -> None:
        assert hear(connection, Edited(said(text="Where is it?"), at(3))) == [True]
        assert hear(connection, said(text="You thieves")) == [True]
        assert hear(connection, said(text="You thieves")) == [False]
        assert Message.objects.get().text == "Where is it?"
        assert [version.text for version in MessageVersion.objects.all()] == ["You thieves"]

    @pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
    @pytest.mark.parametrize("together", [False, True])
    def test_second_thoughts_come_in_any_order_and_none_is_forgotten(
        self, connection: Connection, order: tuple[int, ...], together: bool
    ) -> None:
        told = [
            said(text="You thieves"),
            Edited(said(text="Where is it?"), at(3)),
            Edited(said(text="Where is it, please?"), at(4)),
            Edited(said(text="Found it"), at(5)),
        ]
        batches = [[told[n] for n in order]] if together else [[told[n]] for n in order]
        assert all(all(hear(connection, *batch)) for batch in batches)
        assert not any(hear(connection, *told, *told))
        versions = MessageVersion.objects.order_by("until_at").values_list("text", "until_at")
        before = ["You thieves", "Where is it?", "Where is it, please?"]
        assert list(versions) == list(zip(before, [at(3), at(4), at(5)], strict=True))
        message = Message.objects.get()
        assert (message.text, message.edited_at) == ("Found it", at(5))
        assert not EarlyFact.objects.exists()

    def test_what_is_known_already_is_not_asked_for_one_by_one(
        self, connection: Connection, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        told = [said(f"m{number}") for number in range(50)]
        hear(connection, *told)
        with django_assert_max_num_queries(10):
            assert not any(hear(connection, *told))

    def test_a_deletion_is_a_fact(self, connection: Connection) -> None:
        hear(connection, said())
        assert hear(connection, Deleted("m1", at(4)), Deleted("m1", at(4))) == [True, False]
        message = Message.objects.get()
        assert (message.text, message.deleted_at) == ("Where is my parcel?", at(4))

    def test_a_deletion_may_overtake_its_message(self, connection: Connection) -> None:
        assert hear(connection, Deleted("m1", at(4))) == [True]
        assert hear(connection, Deleted("m1", at(4))) == [False]
        hear(connection, said())
        assert Message.objects.get().deleted_at == at(4)
        assert not EarlyFact.objects.exists()

    def test_words_changed_after_our_answer_need_a_look(self, connection: Connection) -> None:
        hear(connection, said())
        hear(connection, said("o1", BRAND, minutes=2, own=True, reply_to="m1"))
        hear(connection, Edited(said(text="Now it is broken too"), at(9)))
        assert (only_case().state, only_case().state_since) == ("needs_answer", at(9))

    def test_counts_are_kept(self, connection: Connection) -> None:
        hear(connection, said())
        assert hear(connection, Counted("m1", Counts(shares=212), at(5))) == [True]
        assert hear(connection, Counted("m1", Counts(shares=212), at(6))) == [False]
        assert hear(connection, Counted("unknown", Counts(shares=1), at(6))) == [False]
        assert Message.objects.get().counts["shares"] == 212

    def test_files_are_kept_once_and_with_their_words(self, connection: Connection) -> None:
        media = (
            Media(name="box.jpg", content_type="image/jpeg", alt_text="A wet box", content=b"x"),
        )
        hear(connection, said(media=media))
        hear(connection, said(media=media))
        attachment = Attachment.objects.get()
        assert (attachment.alt_text, attachment.size) == ("A wet box", 1)
        assert attachment.path.endswith("881")


@pytest.mark.usefixtures("cast")
class TestMail:
    def test_a_reply_joins_the_thread_of_what_it_answers(self, connection: Connection) -> None:
        def mail(key: str, minutes: float, *related: str) -> Said:
            root = ThreadRef(related[-1] if related else key, ThreadKind.MAIL, is_public=False)
            return said(key, thread=root, minutes=minutes, related=related)

        hear(connection, mail("a", 0))
        hear(connection, mail("b", 1, "a"))
        # A client that drops everything but the message it answers.
        hear(connection, mail("c", 2, "b"), mail("d", 3, "c"))
        assert Thread.objects.count() == 1
        assert Case.objects.count() == 1


@pytest.mark.usefixtures("cast")
class TestBadText:
    def test_text_that_a_database_cannot_hold_is_kept_as_far_as_it_can_be(
        self, connection: Connection
    ) -> None:
        hear(connection, said(text="null \x00 half \ud83d end"))
        assert Message.objects.get().text == "null \N{REPLACEMENT CHARACTER} half ? end"

    def test_an_endless_id_is_an_error_that_names_itself(self, connection: Connection) -> None:
        with pytest.raises(ValueError, match="cannot be kept"):
            hear(connection, said("x" * 5000))


PEOPLE = [Author(f"p{n}", name=f"Person {n}") for n in range(4)]


@st.composite
def stories(draw: st.DrawFn) -> list[Item]:
    """A short life of two public threads and the private ones, as the network would tell it."""
    items: list[Item] = []
    for n in range(draw(st.integers(2, 14))):
        author = draw(st.sampled_from(PEOPLE))
        place = draw(st.sampled_from(["post-1", "post-2", "chat"]))
        thread = (
            ThreadRef(f"chat-{author.external_id}", ThreadKind.CONVERSATION, is_public=False)
            if place == "chat"
            else ThreadRef(place, ThreadKind.POST, is_public=True)
        )
        item = said(f"m{n}", author, thread, minutes=n, text=f"words {n}")
        items.append(item)
        if draw(st.booleans()):
            changed = dataclasses.replace(item, text=f"changed {n}")
            items.append(Edited(changed, at(n + 0.5)))
        if draw(st.booleans()):
            items.append(Deleted(item.external_id, at(n + 0.7)))
    return items


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(story=stories(), seed=st.integers(0, 10_000))
def test_any_order_any_number_of_times_gives_the_same_inbox(
    cast: Cast, story: list[Item], seed: int
) -> None:
    straight, shuffled = make_connection(cast.brand), make_connection(cast.brand)
    take_in(connection=straight, items=story, now=at(60))
    chance = random.Random(seed)
    told = story + chance.choices(story, k=len(story) // 2)
    chance.shuffle(told)
    while told:
        size = chance.randint(1, 5)
        take_in(connection=shuffled, items=told[:size], now=at(60))
        told = told[size:]
    assert _inbox(shuffled) == _inbox(straight)


def _inbox(connection: Connection) -> list[tuple[object, ...]]:
    messages = Message.objects.filter(connection=connection).select_related("case", "thread")
    return sorted(
        (
            message.external_id,
            message.text,
            message.edited_at,
            message.deleted_at,
            message.thread.external_id if message.thread else None,
            message.case.person_id if message.case else None,
            message.case.thread.external_id if message.case else None,
            message.case.state_since if message.case else None,
            message.case.preview if message.case else None,
            tuple(message.versions.order_by("until_at").values_list("text", "until_at")),
        )
        for message in messages
    )
