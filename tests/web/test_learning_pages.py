"""The daily round, suggested tags and what was learnt, as people see them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from amends.channels.models import Connection
from amends.inbox.actions.set_aside import block
from amends.inbox.models import Case, Tag
from amends.triage.actions.judge import judge_case
from amends.triage.models import Judgement, Learning, RoundQuestion, TagHint, TriageSettings
from cast import Cast, Matter, make_brand, make_connection, make_matter

pytestmark = pytest.mark.django_db

Desk = Callable[[str], str]
WORDS = (
    "Where can I find the opening hours?",
    "It came today. Hm.",
    "Thanks, I guess",
    "Never again with you",
    "Look at this one here",
)


def judged(connection: Connection, text: str) -> Matter:
    now = timezone.now()
    matter = make_matter(connection, text=text, at=now - timedelta(hours=1))
    judge_case(brand_id=connection.brand_id, message_ids=[matter.message.pk], now=now)
    return matter


@pytest.fixture
def heard(connection: Connection) -> list[Matter]:
    return [judged(connection, text) for text in WORDS]


class TestTheRound:
    def test_it_begins_asks_one_at_a_time_and_ends(
        self, ada: Client, desk: Desk, heard: list[Matter]
    ) -> None:
        assert "Two minutes that pay" in ada.get(desk("round/")).content.decode()
        ada.post(desk("round/begin/"))
        questions = list(RoundQuestion.objects.order_by("pk"))
        assert len(questions) == len(heard)
        first = questions[0]
        page = ada.get(desk("round/")).content.decode()
        assert f"1 of {len(heard)}" in page
        assert first.message.text in page
        assert 'data-key="answer-1"' in page
        said = {"needs": "yes", "complaint": "complaint", "mood": "unhappy"}
        for each in questions[:-1]:
            ada.post(desk(f"round/{each.pk}/"), {"said": said[each.kind]})
        ada.post(desk(f"round/{questions[-1].pk}/"), {"said": ""})
        done = ada.get(desk("round/")).content.decode()
        assert "Done for today" in done
        assert f"{len(heard) - 1} labels" in done
        assert "1 skipped" in done
        assert Judgement.objects.exclude(said=[]).count() == len(heard) - 1

    def test_what_nobody_came_to_may_be_asked_another_day(
        self, ada: Client, desk: Desk, heard: list[Matter]
    ) -> None:
        ada.post(desk("round/begin/"))
        first = RoundQuestion.objects.order_by("pk")[0]
        ada.post(desk(f"round/{first.pk}/"), {"said": ""})
        RoundQuestion.objects.update(day=first.day - timedelta(days=1))
        ada.post(desk("round/begin/"))
        asked = RoundQuestion.objects.filter(day=first.day)
        assert asked.count() == len(heard) - 1
        assert not asked.filter(message=first.message).exists()

    def test_the_last_one_is_asked_again(
        self, ada: Client, desk: Desk, heard: list[Matter]
    ) -> None:
        ada.post(desk("round/begin/"))
        first = RoundQuestion.objects.order_by("pk")[0]
        ada.post(desk(f"round/{first.pk}/"), {"said": ""})
        ada.post(desk("round/again/"))
        first.refresh_from_db()
        assert first.at is None

    def test_the_same_press_twice_is_one_and_a_colleagues_word_stays(
        self, ada: Client, bo: Client, desk: Desk, cast: Cast, heard: list[Matter]
    ) -> None:
        ada.post(desk("round/begin/"))
        first = RoundQuestion.objects.order_by("pk")[0]
        for _ in range(2):
            assert ada.post(desk(f"round/{first.pk}/"), {"said": ""}).status_code == 302
        first.refresh_from_db()
        assert first.by_id == cast.ada.pk
        late = bo.post(desk(f"round/{first.pk}/"), {"said": "yes"}, headers={"HX-Request": "true"})
        assert late.status_code == 422

    def test_who_only_looks_answers_nothing(
        self, vera: Client, desk: Desk, heard: list[Matter]
    ) -> None:
        htmx = {"HX-Request": "true"}
        assert vera.get(desk("round/")).status_code == 200
        assert vera.post(desk("round/begin/"), headers=htmx).status_code == 403

    def test_other_brands_and_nonsense_are_refused(
        self, ada: Client, desk: Desk, heard: list[Matter]
    ) -> None:
        ada.post(desk("round/begin/"))
        first = RoundQuestion.objects.order_by("pk")[0]
        htmx = {"HX-Request": "true"}
        url = desk(f"round/{first.pk}/")
        assert ada.post(url, {"said": "dance"}, headers=htmx).status_code == 422
        RoundQuestion.objects.filter(pk=first.pk).update(brand=make_brand("Other"))
        assert ada.post(url, {"said": "yes"}).status_code == 404

    def test_nothing_is_asked_of_people_who_are_blocked(
        self, cast: Cast, ada: Client, desk: Desk, heard: list[Matter]
    ) -> None:
        now = timezone.now()
        for each in heard:
            block(by=cast.actor(cast.bo), person=each.person, now=now)
        answer = ada.post(desk("round/begin/"), headers={"HX-Request": "true"})
        assert "nothing to ask" in answer.content.decode()
        assert not RoundQuestion.objects.exists()


def test_a_suggested_tag_is_taken_or_dismissed(
    ada: Client, desk: Desk, connection: Connection
) -> None:
    case = judged(connection, "Where is it?").case
    tags = [
        Tag.objects.create(brand=connection.brand, name=name, created_at=timezone.now())
        for name in ("late parcel", "<b>torn</b>")
    ]
    for tag, percent in zip(tags, (90, 60), strict=True):
        TagHint.objects.create(
            brand=connection.brand,
            case_id=case.pk,
            tag_id=tag.pk,
            precision=percent,
            at=timezone.now(),
        )
    page = ada.get(desk(f"inbox/needs-answer/{case.pk}/")).content.decode()
    assert "It was right 90 times of 100" in page
    assert "&lt;b&gt;torn" in page
    offered = page.partition("Suggested:")[2]
    assert offered.index("late parcel") < offered.index("&lt;b&gt;torn")
    assert 'data-key="take-tag"' in page
    url = desk(f"cases/{case.pk}/suggested-tag/")
    ada.post(url, {"tag": tags[0].pk, "fits": "yes"})
    ada.post(url, {"tag": tags[1].pk, "fits": "no"})
    assert Case.objects.get(pk=case.pk).tags == [tags[0].pk]
    page = ada.get(desk(f"inbox/needs-answer/{case.pk}/")).content.decode()
    assert "Suggested:" not in page


class TestWhatItHasLearnt:
    def test_everybody_reads_it_and_a_lead_takes_it_back(
        self, ada: Client, bo: Client, desk: Desk, connection: Connection
    ) -> None:
        now = timezone.now()
        Learning.objects.create(
            brand=connection.brand,
            kind="mood",
            number=1,
            data=b"x",
            labels=140,
            figures={"before": 0.701, "after": 0.752, "held_out": 140, "has_head": True},
            made_at=now,
            promoted_at=now,
        )
        page = ada.get(desk("settings/learnt/")).content.decode()
        assert "70.1 before, 75.2 with it" in page
        assert "Version 1 judges" in page
        assert "25 more and it begins to learn" in page
        assert "settings/learnt/back/" not in page
        assert ada.post(desk("settings/learnt/back/"), {"kind": "mood"}).status_code == 302
        assert Learning.objects.get().why == ""
        bo.post(desk("settings/learnt/back/"), {"kind": "mood"})
        assert Learning.objects.get().why == "by_hand"
        page = bo.get(desk("settings/learnt/")).content.decode()
        assert "A lead took it back" in page
        assert bo.post(desk("settings/learnt/back/"), {"kind": "mood"}).status_code == 404

    def test_a_lead_sets_from_where_on_it_tags_by_itself(
        self, bo: Client, desk: Desk, connection: Connection
    ) -> None:
        bo.post(desk("settings/learnt/tags/"), {"percent": "95"})
        assert TriageSettings.objects.get(brand=connection.brand).tags_from == 95
        assert bo.post(desk("settings/learnt/tags/"), {"percent": "7"}).status_code == 422
        assert '<option value="95" selected>' in bo.get(desk("settings/learnt/")).content.decode()

    def test_another_brands_learning_is_not_shown(
        self, ada: Client, desk: Desk, connection: Connection
    ) -> None:
        now = timezone.now()
        other = make_connection(make_brand("Other")).brand
        figures = {"before": 0.1, "after": 0.9, "held_out": 3}
        Learning.objects.create(
            brand=other,
            kind="needs",
            number=1,
            labels=9,
            figures=figures,
            made_at=now,
            promoted_at=now,
        )
        assert "Version 1" not in ada.get(desk("settings/learnt/")).content.decode()
