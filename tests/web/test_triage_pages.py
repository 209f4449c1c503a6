"""What is made of messages, as people see it, correct it and look after it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from amends.channels.models import Connection
from amends.inbox.models import Case, Message
from amends.triage.actions import keep_up
from amends.triage.actions.judge import judge_between
from amends.triage.models import Judgement, NoiseCheck, TriageSettings
from amends.web.judged import language_name
from cast import Cast, Matter, make_brand, make_connection, make_matter

pytestmark = pytest.mark.django_db

Desk = Callable[[str], str]
HTMX = {"HX-Request": "true"}
ANGRY = "I am stranded at the airport, my medication is in that bag, answer me NOW!!"


def judged(connection: Connection, text: str) -> Matter:
    now = timezone.now()
    matter = make_matter(connection, text=text, at=now)
    ids = [matter.message.pk]
    judge_between(brand_id=connection.brand_id, after=0, upto=0, changed=ids, now=now)
    return matter


def said_later(matter: Matter, text: str) -> Message:
    """The same customer, again, before anybody answered."""
    now = timezone.now()
    newest = Message.objects.get(pk=matter.message.pk)
    newest.pk, newest.external_id, newest.text, newest.sent_at = None, "later", text, now
    newest.save(force_insert=True)
    judge_between(brand_id=newest.brand_id, after=0, upto=0, changed=[newest.pk], now=now)
    return newest


def case_page(client: Client, desk: Desk, case: Case) -> str:
    return client.get(desk(f"inbox/needs-answer/{case.pk}/")).content.decode()


def test_the_list_and_the_case_say_what_presses_and_why(
    ada: Client, desk: Desk, connection: Connection
) -> None:
    case = judged(connection, ANGRY).case
    listed = ada.get(desk("inbox/needs-answer/")).content.decode()
    assert '<span class="tag late">Urgent</span>' in listed
    page = case_page(ada, desk, case)
    assert "It stands before its time" in page
    assert "safety or health is at stake" in page
    assert "medication" in page


def test_words_of_a_customer_are_shown_as_words(
    ada: Client, desk: Desk, connection: Connection
) -> None:
    case = judged(connection, ANGRY).case
    Judgement.objects.update(reasons=[["harm.health", "<script>alert(1)</script>", 0.5]])
    assert "<script>alert(1)</script>" not in case_page(ada, desk, case)


def test_one_key_corrects(ada: Client, desk: Desk, connection: Connection) -> None:
    matter = judged(connection, "Where can I find the opening hours?")
    page = case_page(ada, desk, matter.case)
    for key in ("urgent", "rest", "kind", "mood"):
        assert f'data-key="{key}"' in page
    answer = ada.post(desk(f"judgements/{matter.message.pk}/"), {"urgency": "urgent"})
    assert answer.status_code == 302
    assert Judgement.objects.get().urgency == "urgent"
    assert "Not urgent" in case_page(ada, desk, matter.case)
    ada.post(desk(f"judgements/{matter.message.pk}/"), {"needs": "no"})
    assert Case.objects.get(pk=matter.case.pk).set_aside == "noise"
    ada.post(desk(f"cases/{matter.case.pk}/put-back/"))
    assert Case.objects.get(pk=matter.case.pk).set_aside == ""


def test_nonsense_and_strangers_are_refused(
    ada: Client, desk: Desk, connection: Connection
) -> None:
    matter = judged(connection, "Where is it?")
    url = desk(f"judgements/{matter.message.pk}/")
    assert ada.post(url, {"act": "dance"}, headers=HTMX).status_code == 422
    assert ada.post(url, {}, headers=HTMX).status_code == 422
    other = make_matter(make_connection(make_brand("Other")))
    assert ada.post(desk(f"judgements/{other.message.pk}/"), {"act": "spam"}).status_code == 404


def test_who_may_harm_themselves_comes_with_a_careful_word(
    ada: Client, desk: Desk, connection: Connection
) -> None:
    case = judged(connection, "I can't go on, I want to kill myself").case
    assert "Ask plainly whether they are safe now" in case_page(ada, desk, case)


def test_care_stays_when_more_is_said_and_one_press_ends_it(
    ada: Client, desk: Desk, connection: Connection
) -> None:
    matter = judged(connection, "I can't go on, I want to kill myself")
    newest = said_later(matter, "hello?")
    page = case_page(ada, desk, matter.case)
    assert "Ask plainly whether they are safe now" in page
    assert "Nobody is in danger" in page
    assert "2 messages wait" in page
    url = desk(f"judgements/{newest.pk}/")
    told = ada.post(url, {"stakes": "no-danger"}, headers=HTMX)
    assert "in all 2 messages" in told.content.decode()
    told = ada.post(url, {"mood": "unhappy"}, headers=HTMX)
    assert "for the newest message" in told.content.decode()
    page = case_page(ada, desk, matter.case)
    assert "Ask plainly whether they are safe now" not in page
    assert "Somebody is in danger after all" in page
    ada.post(url, {"stakes": "as-heard"})
    assert "Ask plainly whether they are safe now" in case_page(ada, desk, matter.case)


def test_who_asks_and_how_a_mood_moved_are_told(
    ada: Client, desk: Desk, connection: Connection
) -> None:
    text = "I'm a journalist with the Evening Post. Your service is terrible, I am furious!!"
    matter = judged(connection, text)
    listed = ada.get(desk("inbox/needs-answer/")).content.decode()
    assert '<span class="tag soon">The press asks</span>' in listed
    found = ada.get(desk("inbox/needs-answer/?q=asker:press")).content.decode()
    assert f"/{matter.case.pk}/" in found
    said_later(matter, "I see, where can I find the report?")
    page = case_page(ada, desk, matter.case)
    assert '<span class="tag soon">The press asks</span>' in page
    assert "<dd>Angry, now calm</dd>" in page
    assert "<dd>English</dd>" in page


def test_numbers_that_a_customer_named_stand_beside_the_case(
    ada: Client, desk: Desk, connection: Connection
) -> None:
    matter = judged(connection, "Where is order NP-48213?")
    said_later(matter, "hello? order np-48213!")
    assert case_page(ada, desk, matter.case).count("Number NP-48213") == 1
    Judgement.objects.update(found=[["product", "<script>alert(1)</script>"]])
    assert "<script>alert(1)</script>" not in case_page(ada, desk, matter.case)


def test_a_language_without_a_name_is_told_by_its_code() -> None:
    assert language_name("de") == "German"
    assert language_name("xx") == "xx"


def test_a_lead_pins(bo: Client, ada: Client, desk: Desk, connection: Connection) -> None:
    case = judged(connection, "Where is it?").case
    assert "Pin it to the top" not in case_page(ada, desk, case)
    assert ada.post(desk(f"cases/{case.pk}/pin/"), {"pin": "yes"}, headers=HTMX).status_code == 403
    bo.post(desk(f"cases/{case.pk}/pin/"), {"pin": "yes"})
    assert "Take the pin off" in case_page(bo, desk, case)
    assert "Pinned" in ada.get(desk("inbox/needs-answer/")).content.decode()
    bo.post(desk(f"cases/{case.pk}/pin/"), {"pin": "no"})
    assert Case.objects.get(pk=case.pk).pinned_at is None


class TestLookingAfterTheNoise:
    def test_the_sample_is_looked_at_and_the_error_told(
        self, ada: Client, desk: Desk, connection: Connection
    ) -> None:
        cases = [judged(connection, "Thank you so much, you are great ❤").case for _ in range(2)]
        keep_up.draw_samples(now=timezone.now())
        page = ada.get(desk("settings/triage/")).content.decode()
        assert "Nobody has looked yet" in page
        first, second = NoiseCheck.objects.order_by("pk")
        ada.post(desk(f"settings/triage/checks/{first.pk}/"), {"needed": "no"})
        ada.post(desk(f"settings/triage/checks/{second.pk}/"), {"needed": "yes"})
        page = ada.get(desk("settings/triage/")).content.decode()
        assert "1 of 2 that you looked at needed an answer: 50.0 %" in page
        back = Case.objects.get(pk=second.case_id)
        assert (back.state, back.set_aside) == ("needs_answer", "")
        assert {case.pk for case in cases} == {first.case_id, second.case_id}

    def test_only_who_manages_what_comes_in_turns_it_off(
        self, ada: Client, bo: Client, desk: Desk, cast: Cast
    ) -> None:
        url = desk("settings/triage/save/")
        assert ada.post(url, {"below": "10"}, headers=HTMX).status_code == 403
        assert bo.post(url, {"below": "10"}).status_code == 302
        wish = TriageSettings.objects.get(brand=cast.brand)
        assert (wish.lets_go, wish.below) == (False, 10)
        again = bo.post(url, {"below": "90", "lets_go": "yes"})
        assert again.status_code == 422
        assert "from 1 to 30 percent" in again.content.decode()
        assert bo.post(url, {"below": "x"}).status_code == 422

    def test_another_brands_check_is_not_there(self, ada: Client, desk: Desk) -> None:
        day = timezone.now().date()
        check = NoiseCheck.objects.create(brand=make_brand("Other"), case_id=1, day=day)
        url = desk(f"settings/triage/checks/{check.pk}/")
        assert ada.post(url, {"needed": "yes"}).status_code == 404
