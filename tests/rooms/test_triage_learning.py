"""What people of a brand say teaches its desk, that brand's alone, and only while it holds."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from amends.channels.models import Connection
from amends.inbox.actions.turn import close
from amends.inbox.models import Case, Message
from amends.refusals import NotAllowed
from amends.staff.models import Brand, User
from amends.staff.rules import RIGHTS, Actor, Role, Via
from amends.triage.actions.correct import Correction, correct
from amends.triage.actions.forget import forget_words
from amends.triage.actions.judge import judge_case
from amends.triage.actions.learn import NothingLearnt, learn, notice_labels, take_back
from amends.triage.models import Judgement, Learning, SetAsideWhy
from amends.triage.queries.labels import labels_of
from amends.triage.queries.learnt import in_force
from amends.triage.queries.minds import mind_of, version_of
from amends.triage.rules.labels import Kind
from cast import NOON, Cast, Matter, make_brand, make_connection, make_matter

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=1)
#: Words that only this desk uses: a complaint here, and nothing to the shipped model.
WRONG, FINE = "the zorp came {} today", "the flim came {} today"


def lead(brand: Brand, user: User) -> Actor:
    return Actor(brand.pk, RIGHTS[Role.LEAD], Via.WEB, user.pk, user.name)


def judged(connection: Connection, text: str, at: datetime = NOON) -> Matter:
    matter = make_matter(connection, text=text, at=at)
    judge_case(brand_id=connection.brand_id, message_ids=[matter.message.pk], now=at)
    return matter


def say(by: Actor, message: Message, act: str, at: datetime) -> None:
    correct(by=by, message=message, correction=Correction(act=act), now=at)


def teach(
    connection: Connection, by: Actor, many: int = 40, *, matter: Matter | None = None
) -> Matter:
    """So many labels of one customer: with a zorp it is a complaint, with a flim it is chatter."""
    matter = matter or make_matter(connection, text="hm")
    seconds = [NOON + timedelta(seconds=number + 1) for number in range(many)]
    messages = [
        Message(
            brand=connection.brand,
            connection=connection,
            thread=matter.thread,
            case=matter.case,
            identity=matter.identity,
            direction="in",
            is_public=True,
            external_id=f"taught-{matter.case.pk}-{number}",
            text=(WRONG, FINE)[number % 2].format(number),
            sent_at=at,
            received_at=at,
        )
        for number, at in enumerate(seconds)
    ]
    Message.objects.bulk_create(messages)
    Judgement.objects.bulk_create(
        Judgement(
            brand=connection.brand,
            message=message,
            version="before",
            words=number,
            judged_at=at,
            act=("complaint", "other")[number % 2],
            act_chance=0.5,
            mood_score=0,
            urgency="none",
            asker="customer",
            needs_chance=0.5,
            said=["act"],
            corrected_by_id=by.user_id,
            corrected_at=at,
        )
        for number, (message, at) in enumerate(zip(messages, seconds, strict=True))
    )
    return matter


def act_of(connection: Connection, text: str) -> str:
    return Judgement.objects.get(message=judged(connection, text).message).act


@pytest.fixture
def by(cast: Cast) -> Actor:
    return lead(cast.brand, cast.bo)


class TestLabels:
    def test_agreeing_teaches_as_well_as_correcting(
        self, by: Actor, connection: Connection
    ) -> None:
        asks = judged(connection, "Where can I find the opening hours?")
        say(by, asks.message, "question", NOON)
        say(by, asks.message, "question", LATER)
        found = labels_of(by.brand_id, Kind.COMPLAINT, now=LATER)
        assert [(each.message_id, each.value) for each in found] == [(asks.message.pk, 0)]
        assert not labels_of(by.brand_id, Kind.MOOD, now=LATER)

    def test_answers_and_silent_closes_say_what_needs_one(
        self, cast: Cast, by: Actor, connection: Connection
    ) -> None:
        answered = judged(connection, "Where can I find the opening hours?")
        left = judged(connection, "Where can I find it?")
        Message.objects.create(
            brand=cast.brand,
            connection=connection,
            thread=answered.thread,
            case=answered.case,
            author=cast.ada,
            direction="out",
            is_public=True,
            text="Here you are.",
            sent_at=NOON + timedelta(minutes=5),
            received_at=NOON + timedelta(minutes=5),
        )
        close(by=by, case=left.case, now=LATER)
        found = labels_of(by.brand_id, Kind.NEEDS, now=LATER)
        assert [(each.message_id, each.value) for each in found] == [
            (answered.message.pk, 1),
            (left.message.pk, 0),
        ]

    def test_what_was_taken_away_and_what_others_said_gives_none(
        self, cast: Cast, by: Actor, connection: Connection
    ) -> None:
        gone = judged(connection, "Where is it?")
        say(by, gone.message, "complaint", NOON)
        Message.objects.filter(pk=gone.message.pk).update(deleted_at=LATER)
        other = make_brand("Other")
        theirs = judged(make_connection(other), "Where is it?")
        say(lead(other, cast.olga), theirs.message, "complaint", NOON)
        assert not labels_of(by.brand_id, Kind.COMPLAINT, now=LATER)

    def test_what_people_worked_on_and_left_counts_beside_what_they_said(
        self, cast: Cast, by: Actor, connection: Connection
    ) -> None:
        for number in range(4):
            left = judged(connection, f"My parcel {number} is broken and I am angry!")
            Message.objects.create(
                brand=cast.brand,
                connection=connection,
                thread=left.thread,
                case=left.case,
                author=cast.ada,
                direction="out",
                is_public=True,
                text="Sorry.",
                sent_at=NOON + timedelta(minutes=number + 1),
                received_at=LATER,
            )
        said = judged(connection, "Where is it?")
        say(by, said.message, "complaint", NOON)
        found = labels_of(by.brand_id, Kind.COMPLAINT, now=LATER)
        assert [each.is_said for each in found] == [True, False, False]


class TestLearning:
    def test_a_hundred_labels_change_how_the_next_message_is_judged(
        self, by: Actor, connection: Connection
    ) -> None:
        assert act_of(connection, WRONG.format("here")) != "complaint"
        teach(connection, by, 100)
        assert learn(brand_id=by.brand_id, now=LATER) == [Kind.COMPLAINT]
        learning = in_force(by.brand_id, Kind.COMPLAINT)
        assert learning is not None
        assert learning.figures["after"] > learning.figures["before"]
        assert learning.figures["has_head"]
        made = Judgement.objects.get(message=judged(connection, WRONG.format("there")).message)
        assert (made.act, made.version) == ("complaint", mind_of(by.brand_id).version)
        assert f"+own{learning.pk}" in made.version
        assert act_of(connection, FINE.format("there")) != "complaint"

    def test_another_brand_is_judged_as_before(
        self, cast: Cast, by: Actor, connection: Connection
    ) -> None:
        other = make_connection(make_brand("Other"))
        text = WRONG.format("somewhere")
        before = Judgement.objects.filter(message=judged(other, text).message).values(
            "act", "act_chance", "mood_score", "needs_chance", "version"
        )[0]
        teach(connection, by, 100)
        learn(brand_id=by.brand_id, now=LATER)
        learn(brand_id=other.brand_id, now=LATER)
        after = Judgement.objects.filter(message=judged(other, text).message).values(*before)[0]
        assert after == before
        assert not Learning.objects.filter(brand=other.brand).exists()

    def test_a_persons_word_goes_before_what_was_learnt(
        self, by: Actor, connection: Connection
    ) -> None:
        matter = judged(connection, WRONG.format("here"))
        say(by, matter.message, "thanks", NOON)
        teach(connection, by, 100)
        learn(brand_id=by.brand_id, now=LATER)
        judge_case(brand_id=by.brand_id, message_ids=[matter.message.pk], now=LATER)
        assert Judgement.objects.get(message=matter.message).act == "thanks"

    def test_below_twenty_five_labels_nothing_is_tried(
        self, by: Actor, connection: Connection
    ) -> None:
        teach(connection, by, 24)
        assert learn(brand_id=by.brand_id, now=LATER) == []
        assert not Learning.objects.exists()

    def test_what_holds_no_better_does_not_judge_and_is_told(
        self, by: Actor, connection: Connection
    ) -> None:
        for number in range(26):
            is_angry = number % 2 == 0
            text = "This is broken, I am furious!!" if is_angry else "Thank you, great!"
            matter = judged(connection, f"{text} {number}")
            say(by, matter.message, "complaint" if is_angry else "thanks", NOON)
        assert learn(brand_id=by.brand_id, now=LATER) == []
        tried = Learning.objects.get()
        assert (tried.why, bytes(tried.data)) == (SetAsideWhy.NO_BETTER, b"")
        assert learn(brand_id=by.brand_id, now=LATER) == []
        assert Learning.objects.count() == 1

    def test_what_learnt_by_other_vectors_is_learnt_anew_once(
        self, by: Actor, connection: Connection
    ) -> None:
        teach(connection, by, 100)
        learn(brand_id=by.brand_id, now=LATER)
        first = Learning.objects.get()
        first.figures.pop("vectors")
        first.save(update_fields=["figures"])
        after = LATER + timedelta(hours=1)
        assert learn(brand_id=by.brand_id, now=after) == [Kind.COMPLAINT]
        second = in_force(by.brand_id, Kind.COMPLAINT)
        assert second is not None
        assert (second.number, second.figures["held_out"]) == (2, 100)
        assert learn(brand_id=by.brand_id, now=after) == []

    def test_what_a_lead_took_back_stays_so_whatever_vectors_come(
        self, by: Actor, connection: Connection
    ) -> None:
        teach(connection, by, 100)
        learn(brand_id=by.brand_id, now=LATER)
        Learning.objects.update(set_aside_at=LATER, why=SetAsideWhy.BY_HAND, figures={})
        assert learn(brand_id=by.brand_id, now=LATER + timedelta(hours=1)) == []

    def test_every_brand_is_asked(self, by: Actor) -> None:
        assert notice_labels(now=LATER) >= 1
        job = ProcrastinateJob.objects.get(task_name="triage.learn", args__brand_id=by.brand_id)
        assert job.priority < 0


class TestTakingBack:
    def test_what_does_worse_on_newer_labels_judges_no_longer(
        self, by: Actor, connection: Connection
    ) -> None:
        teach(connection, by, 100)
        learn(brand_id=by.brand_id, now=LATER)
        matter = teach(connection, by, 60)
        turned = Judgement.objects.filter(message__case=matter.case)
        turned.filter(act="other").delete()
        turned.update(act="other", corrected_at=LATER + timedelta(minutes=1))
        angry = judged(connection, "My parcel is broken and I am angry!", LATER)
        say(by, angry.message, "complaint", LATER + timedelta(minutes=2))
        learn(brand_id=by.brand_id, now=LATER + timedelta(hours=1))
        first = Learning.objects.get(brand_id=by.brand_id, kind="complaint", number=1)
        assert first.why == SetAsideWhy.WORSE_SINCE

    def test_a_lead_goes_back_with_one_press_and_an_agent_does_not(
        self, cast: Cast, by: Actor, connection: Connection
    ) -> None:
        teach(connection, by, 100)
        learn(brand_id=by.brand_id, now=LATER)
        learning = in_force(by.brand_id, Kind.COMPLAINT)
        assert learning is not None
        why = SetAsideWhy.BY_HAND
        with pytest.raises(NotAllowed):
            take_back(by=cast.actor(cast.ada), learning=learning, why=why, now=LATER)
        other = lead(make_brand("Other"), cast.bo)
        with pytest.raises(NothingLearnt):
            take_back(by=other, learning=learning, why=why, now=LATER)
        assert "own" in version_of(by.brand_id) == mind_of(by.brand_id).version
        take_back(by=by, learning=learning, why=why, now=LATER)
        assert "own" not in version_of(by.brand_id) == mind_of(by.brand_id).version
        with pytest.raises(NothingLearnt):
            take_back(by=by, learning=learning, why=why, now=LATER)
        assert learn(brand_id=by.brand_id, now=LATER) == []

    def test_whoever_is_erased_is_unlearnt(self, by: Actor, connection: Connection) -> None:
        teach(connection, by, 98)
        gone = teach(connection, by, 2)
        learn(brand_id=by.brand_id, now=LATER)
        names = [gone.identity.external_id]
        forget_words(connection=connection, external_ids=names, now=LATER)
        learning = Learning.objects.get(number=1)
        assert (learning.why, bytes(learning.data)) == (SetAsideWhy.ERASED, b"")
        assert "own" not in mind_of(by.brand_id).version
        assert ProcrastinateJob.objects.filter(task_name="triage.learn").exists()
        Message.objects.filter(case=gone.case).update(deleted_at=LATER, text="")
        learn(brand_id=by.brand_id, now=LATER)
        assert Learning.objects.get(number=2).labels == 98

    def test_somebody_of_whom_nothing_was_learnt_changes_nothing(
        self, by: Actor, connection: Connection
    ) -> None:
        teach(connection, by, 100)
        learn(brand_id=by.brand_id, now=LATER)
        stranger = judged(connection, "hm")
        Case.objects.filter(pk=stranger.case.pk).update(preview="hm")
        forget_words(connection=connection, external_ids=[stranger.identity.external_id], now=LATER)
        assert in_force(by.brand_id, Kind.COMPLAINT) is not None
