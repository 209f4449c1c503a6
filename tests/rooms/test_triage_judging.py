"""Messages are judged in batches, cases stand by it, and a person's word goes before the desk's."""

from __future__ import annotations

import sys
from datetime import timedelta

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from amends.channels.contract import (
    Author,
    Counted,
    Counts,
    Deleted,
    Edited,
    Item,
    Said,
    ThreadKind,
    ThreadRef,
)
from amends.channels.models import Connection
from amends.inbox.actions.take_in import take_in
from amends.inbox.models import BrandQuery, Case, CaseEvent, Message, Spread
from amends.inbox.queries.views import View, Wanted, cases
from amends.refusals import Invalid, NotAllowed, NotFound
from amends.staff.rules import system
from amends.triage.actions import ask, keep_up
from amends.triage.actions.correct import Correction, NothingToJudge, correct, correct_waiting
from amends.triage.actions.forget import forget_words
from amends.triage.actions.judge import judge_between
from amends.triage.models import Judgement, NoiseCheck, TriageSettings
from amends.triage.queries.rounds import doubtful
from cast import NOON, Cast, make_brand, make_connection, make_matter

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(minutes=5)
ANGRY = "I am stranded at the airport, my medication is in that bag, answer me NOW!!"
THANKS = "Thank you so much, you are great ❤"
ASKS = "Where can I find the opening hours?"


def said(key: str, text: str, minutes: float = 0) -> Said:
    post = ThreadRef(f"post-{key}", ThreadKind.POST, is_public=True)
    at = NOON + timedelta(minutes=minutes)
    return Said(key, post, Author(f"person-{key}", f"@{key}"), text, at)


def hear(connection: Connection, *items: Item) -> None:
    """What listening does, and then the worker."""
    before = ask.newest()
    fates = take_in(connection=connection, items=items, now=LATER)
    ask.ask(connection=connection, after=before, items=items, fates=fates)
    work()


def work() -> None:
    for job in ProcrastinateJob.objects.filter(task_name="triage.judge").order_by("pk"):
        judge_between(now=LATER, **job.args)
    ProcrastinateJob.objects.all().delete()


def case_of(key: str) -> Case:
    return Case.objects.get(messages__external_id=key)


def order(connection: Connection, view: View = View.NEEDS_ANSWER) -> list[str]:
    rows = cases(Wanted(brand_id=connection.brand_id, view=view, now=LATER)).rows
    keys = {
        case_of(each).pk: each for each in Message.objects.values_list("external_id", flat=True)
    }
    return [keys[row.case_id] for row in rows]


def test_what_presses_stands_first_and_noise_leaves(connection: Connection) -> None:
    hear(connection, said("thanks", THANKS), said("asks", ASKS, 1), said("angry", ANGRY, 2))
    assert order(connection) == ["angry", "asks"]
    assert order(connection, View.NOISE) == ["thanks"]
    case = case_of("angry")
    assert "is:urgent" in case.marks
    assert "harm:health" in case.marks


def test_a_batch_asks_once_and_judging_again_changes_nothing(connection: Connection) -> None:
    before = ask.newest()
    items = [said(f"m{n}", ASKS, n) for n in range(20)]
    fates = take_in(connection=connection, items=items, now=LATER)
    ask.ask(connection=connection, after=before, items=items, fates=fates)
    jobs = ProcrastinateJob.objects.filter(task_name="triage.judge")
    assert jobs.count() == 1
    facts = jobs.get().args
    assert judge_between(now=LATER, **facts) == 20
    assert judge_between(now=LATER, **facts) == 0
    assert Judgement.objects.count() == 20


def test_what_was_known_asks_for_nothing(connection: Connection) -> None:
    hear(connection, said("m1", ASKS))
    before = ask.newest()
    fates = take_in(connection=connection, items=[said("m1", ASKS)], now=LATER)
    ask.ask(connection=connection, after=before, items=[said("m1", ASKS)], fates=fates)
    assert not ProcrastinateJob.objects.filter(task_name="triage.judge").exists()


def test_other_words_are_judged_anew_and_bring_noise_back(connection: Connection) -> None:
    hear(connection, said("m1", THANKS))
    assert order(connection) == []
    hear(connection, Edited(said("m1", ANGRY), LATER))
    assert order(connection) == ["m1"]
    assert "is:urgent" in case_of("m1").marks


def test_what_was_taken_away_presses_no_longer(connection: Connection) -> None:
    hear(connection, said("m1", ANGRY))
    hear(connection, Deleted("m1", LATER))
    case = case_of("m1")
    assert (case.sooner, case.marks) == (0, [])


def test_what_spreads_stands_earlier_and_what_grows_earlier_still(connection: Connection) -> None:
    hear(connection, said("m1", ASKS))
    assert case_of("m1").sooner == 0
    hear(connection, Counted("m1", Counts(likes=20, shares=40, replies=5), LATER))
    counted = case_of("m1").sooner
    assert counted > 0
    hear(connection, Counted("m1", Counts(likes=130, shares=160, replies=9), LATER))
    assert case_of("m1").sooner > counted
    assert Spread.objects.get().growth > 0


def test_whatever_a_network_counts_the_batch_is_judged(connection: Connection) -> None:
    hear(connection, said("m1", ASKS))
    high = Counted("m1", Counts(likes=10**15, shares=10**15), LATER)
    hear(connection, high, said("m2", ASKS, 1))
    assert Judgement.objects.count() == 2
    assert Spread.objects.get().total == 10**9


def test_a_person_who_may_harm_themselves_is_before_every_pin(
    cast: Cast, connection: Connection
) -> None:
    hear(connection, said("m1", ASKS), said("m2", "I can't go on, I want to kill myself", 3))
    Case.objects.filter(pk=case_of("m1").pk).update(pinned_at=NOON)
    assert order(connection) == ["m2", "m1"]


def test_what_is_named_is_kept_until_it_is_erased(cast: Cast, connection: Connection) -> None:
    for name, kind in (("Kettle Pro", "product"), ("Late parcels", "topic")):
        BrandQuery.objects.create(
            brand=cast.brand, name=name, text=name, kind=kind, created_at=NOON, changed_at=NOON
        )
    text = "Late parcels again: order NP-48213, a kettle pro, never came"
    hear(connection, said("m1", text))
    named = [["order_number", "NP-48213"], ["product", "kettle pro"]]
    assert Judgement.objects.get().found == named
    forget_words(connection=connection, external_ids=["person-m1"], now=LATER)
    assert Judgement.objects.get().found == []


def test_words_that_are_erased_stand_in_no_reason(connection: Connection) -> None:
    hear(connection, said("m1", ANGRY))
    assert Judgement.objects.get().reasons
    forget_words(connection=connection, external_ids=["person-m1"], now=LATER)
    assert Judgement.objects.get().reasons == []


def test_another_brand_is_not_judged(connection: Connection) -> None:
    other = make_matter(make_connection(make_brand("Other")), text=ANGRY)
    judge_between(
        brand_id=connection.brand_id,
        after=0,
        upto=other.message.pk,
        changed=[other.message.pk],
        now=LATER,
    )
    assert not Judgement.objects.exists()


class TestCorrections:
    def test_a_persons_word_goes_first_and_stays(self, cast: Cast, connection: Connection) -> None:
        hear(connection, said("m1", ASKS))
        message = Message.objects.get()
        wish = Correction(act="complaint", mood="angry", urgency="urgent")
        correct(by=cast.actor(cast.ada), message=message, correction=wish, now=LATER)
        assert {"is:urgent", "mood:angry", "kind:complaint"} <= set(case_of("m1").marks)
        judge_between(brand_id=cast.brand.pk, after=0, upto=0, changed=[message.pk], now=LATER)
        made = Judgement.objects.get()
        assert (made.act, made.urgency, made.corrected_by_id) == (
            "complaint",
            "urgent",
            cast.ada.pk,
        )
        assert made.was is not None
        assert made.was["urgency"] == "none"
        assert CaseEvent.objects.filter(kind="corrected").count() == 1

    def test_what_needs_an_answer_after_all_comes_back_and_the_other_way(
        self, cast: Cast, connection: Connection
    ) -> None:
        hear(connection, said("m1", THANKS), said("m2", ASKS))
        by = cast.actor(cast.ada)
        for key, needs in (("m1", True), ("m2", False)):
            message = Message.objects.get(external_id=key)
            wish = Correction(needs_answer=needs)
            correct(by=by, message=message, correction=wish, now=LATER)
        assert order(connection) == ["m1"]
        assert order(connection, View.NOISE) == ["m2"]

    def test_the_same_again_is_no_error_and_is_told_once(
        self, cast: Cast, connection: Connection
    ) -> None:
        hear(connection, said("m1", ASKS))
        for _ in range(2):
            wish = Correction(act="complaint")
            correct(
                by=cast.actor(cast.ada), message=Message.objects.get(), correction=wish, now=LATER
            )
        assert CaseEvent.objects.filter(kind="corrected").count() == 1

    def test_who_may_not(self, cast: Cast, connection: Connection) -> None:
        hear(connection, said("m1", ASKS))
        message, wish = Message.objects.get(), Correction(act="complaint")
        with pytest.raises(NotAllowed):
            correct(by=cast.actor(cast.vera), message=message, correction=wish, now=LATER)
        other = system(make_brand("Other").pk)
        with pytest.raises(NotFound):
            correct(by=other, message=message, correction=wish, now=LATER)
        with pytest.raises(Invalid):
            correct(
                by=cast.actor(cast.ada), message=message, correction=Correction(act="x"), now=LATER
            )
        Message.objects.update(direction="out")
        message.refresh_from_db()
        with pytest.raises(NothingToJudge):
            correct(by=cast.actor(cast.ada), message=message, correction=wish, now=LATER)


class TestWhatIsAtStake:
    CARE = "I can't go on, I want to kill myself"
    DANGER = "The plug sparks and burns, my child got an electric shock, help NOW"

    def correct(self, cast: Cast, key: str, **wish: object) -> list[Judgement]:
        return correct_waiting(
            by=cast.actor(cast.ada),
            message=Message.objects.get(external_id=key),
            correction=Correction(**wish),  # type: ignore[arg-type]
            now=LATER,
        )

    def again(self, connection: Connection, key: str, text: str) -> None:
        thread = said(key, text).thread
        item = Said(f"{key}-again", thread, Author(f"person-{key}", f"@{key}"), text, LATER)
        hear(connection, item)
        assert case_of(key) == case_of(f"{key}-again")

    def test_nobody_is_in_danger_is_a_persons_word_that_stays(
        self, cast: Cast, connection: Connection
    ) -> None:
        hear(connection, said("m1", ASKS), said("m2", self.CARE, 3))
        assert order(connection) == ["m2", "m1"]
        self.correct(cast, "m2", stakes="no-danger")
        case = case_of("m2")
        assert case.sooner < 1_000_000
        assert not [mark for mark in case.marks if mark.startswith("harm:")]
        made = Judgement.objects.get(message__external_id="m2")
        assert (made.harms, made.said, made.corrected_by_id) == ([], ["harms"], cast.ada.pk)
        Judgement.objects.update(version="an older mind")
        judge_between(brand_id=cast.brand.pk, after=0, upto=0, changed=[made.message_id], now=LATER)
        assert Judgement.objects.get(pk=made.pk).harms == []
        event = CaseEvent.objects.get(kind="corrected")
        assert event.facts == {"message": made.message_id, "harms": ""}

    def test_a_press_by_mistake_is_taken_back(self, cast: Cast, connection: Connection) -> None:
        hear(connection, said("m1", self.CARE))
        before = case_of("m1").sooner
        self.correct(cast, "m1", stakes="no-danger")
        self.correct(cast, "m1", stakes="as-heard")
        assert case_of("m1").sooner == before

    def test_not_urgent_stops_what_presses_but_not_care(
        self, cast: Cast, connection: Connection
    ) -> None:
        hear(connection, said("m1", self.DANGER), said("m2", self.CARE))
        before = case_of("m1")
        assert before.sooner
        for key in ("m1", "m2"):
            self.correct(cast, key, urgency="none")
        assert not [mark for mark in case_of("m1").marks if mark.startswith("harm:")]
        assert case_of("m1").sooner < before.sooner
        assert "harm:self-harm" in case_of("m2").marks
        assert case_of("m2").sooner > 1_000_000
        self.correct(cast, "m1", urgency="urgent")
        assert (case_of("m1").sooner, case_of("m1").marks) == (before.sooner, before.marks)

    def test_what_lowers_is_said_of_all_that_waits(
        self, cast: Cast, connection: Connection
    ) -> None:
        hear(connection, said("m1", self.DANGER))
        self.again(connection, "m1", "hello?")
        assert "is:urgent" in case_of("m1").marks
        assert len(self.correct(cast, "m1-again", urgency="none")) == 2
        assert "is:urgent" not in case_of("m1").marks
        assert CaseEvent.objects.filter(kind="corrected").count() == 1
        assert len(self.correct(cast, "m1-again", needs_answer=False)) == 2
        assert case_of("m1").set_aside == "noise"
        self.correct(cast, "m1-again", needs_answer=True)
        assert case_of("m1").set_aside == ""

    def test_what_came_since_was_not_seen_and_stays(
        self, cast: Cast, connection: Connection
    ) -> None:
        hear(connection, said("m1", self.CARE))
        self.again(connection, "m1", "I will kill myself tonight")
        self.correct(cast, "m1", stakes="no-danger")
        assert "harm:self-harm" in case_of("m1").marks

    def test_a_danger_that_is_edited_in_is_heard_whatever_was_said_before(
        self, cast: Cast, connection: Connection
    ) -> None:
        hear(connection, said("m1", ASKS))
        self.correct(cast, "m1", act="question", mood="happy")
        self.correct(cast, "m1", urgency="none")
        self.correct(cast, "m1", needs_answer=False)
        assert case_of("m1").set_aside == "noise"
        hear(connection, Edited(said("m1", self.CARE), LATER))
        made = Judgement.objects.get()
        assert made.harms == ["self_harm"]
        assert (made.act, made.mood_score, made.needs) == ("question", 0.6, None)
        assert made.said == ["act", "mood_score"]
        case = case_of("m1")
        assert (case.set_aside, case.state) == ("", "needs_answer")
        assert case.sooner > 1_000_000

    def test_nobody_in_danger_was_said_of_other_words_when_they_change(
        self, cast: Cast, connection: Connection
    ) -> None:
        hear(connection, said("m1", self.CARE))
        self.correct(cast, "m1", stakes="no-danger")
        hear(connection, Edited(said("m1", f"{self.CARE}, please"), LATER))
        made = Judgement.objects.get()
        assert (made.harms, made.said, made.was) == (["self_harm"], [], None)
        assert (made.corrected_at, made.corrected_by_id) == (None, None)

    def test_who_agrees_with_one_thing_leaves_the_rest_to_the_desk(
        self, cast: Cast, connection: Connection
    ) -> None:
        hear(connection, said("m1", ASKS))
        self.correct(cast, "m1", act="question")
        Judgement.objects.update(version="an older mind", mood_score=0.9, topics=["old"])
        ids = [Message.objects.get().pk]
        judge_between(brand_id=cast.brand.pk, after=0, upto=0, changed=ids, now=LATER)
        made = Judgement.objects.get()
        assert (made.act, made.said) == ("question", ["act"])
        assert made.mood_score < 0.9
        assert made.topics != ["old"]
        assert made.version != "an older mind"

    def test_what_means_nothing_is_refused(self, cast: Cast, connection: Connection) -> None:
        hear(connection, said("m1", ASKS))
        for wish in ({"stakes": "all"}, {"harms": ["fire"]}):
            with pytest.raises(Invalid):
                self.correct(cast, "m1", **wish)


class TestKeepingUp:
    def test_other_wishes_put_the_open_cases_in_order_anew(
        self, cast: Cast, connection: Connection
    ) -> None:
        hear(connection, said("m1", THANKS))
        assert keep_up.notice_new_orders(now=LATER) >= 1
        assert keep_up.notice_new_orders(now=LATER) == 0
        TriageSettings.objects.filter(brand=cast.brand).update(lets_go=False)
        hear(connection, said("m2", THANKS))
        assert order(connection) == ["m2"]
        assert keep_up.notice_new_orders(now=LATER) == 1
        TriageSettings.objects.filter(brand=cast.brand).update(lets_go=True)
        keep_up.put_in_order_from(brand_id=cast.brand.pk, after=0, now=LATER)
        assert order(connection) == []

    def test_looking_whether_an_order_is_another_reads_no_model(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        known = keep_up.order_by(cast.brand.pk)
        monkeypatch.setitem(sys.modules, "amends.triage.shipped", None)
        assert keep_up.order_by(cast.brand.pk) == known

    def test_a_round_looks_at_the_brands_messages_alone(self, cast: Cast) -> None:
        with CaptureQueriesContext(database) as asked:
            assert doubtful(cast.brand.pk, now=LATER) == []
        assert f'"inbox_message"."brand_id" = {cast.brand.pk}' in asked[-1]["sql"]

    def test_a_sample_of_the_noise_is_drawn_once_a_day(
        self, cast: Cast, connection: Connection
    ) -> None:
        hear(connection, *[said(f"m{n}", THANKS) for n in range(14)])
        assert keep_up.draw_samples(now=LATER) == 10
        assert keep_up.draw_samples(now=LATER + timedelta(hours=2)) == 0
        assert NoiseCheck.objects.filter(brand=cast.brand, needed=None).count() == 10
        assert keep_up.draw_samples(now=LATER + timedelta(hours=23)) == 4
