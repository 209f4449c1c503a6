"""Many at once: chosen in the list, a few done at once, many and answers after a look."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from neighbours import Other

from amends.bulk import actions, queries
from amends.bulk.models import Run, RunState
from amends.channels.models import Connection
from amends.inbox.models import Case, Tag
from amends.outbox.models import Send
from cast import Cast, make_matter

pytestmark = pytest.mark.django_db
Desk = Callable[[str], str]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def cases(connection: Connection) -> list[Case]:
    """Five customers wait."""
    now = timezone.now()
    return [make_matter(connection, name=f"Person {n}", at=now).case for n in range(5)]


def choose(client: Client, desk: Desk, do: str, *cases: Case, **more: object) -> object:
    given = {"do": do, "case": [case.pk for case in cases], **more}
    return client.post(desk("many/choose/needs-answer/"), given, headers=HTMX)


def test_a_row_can_be_chosen_by_who_may_organise(
    ada: Client, vera: Client, desk: Desk, cases: list[Case]
) -> None:
    assert 'aria-label="Choose Person 0"' in ada.get(desk("inbox/needs-answer/")).content.decode()
    seen = vera.get(desk("inbox/needs-answer/")).content.decode()
    assert "Person 0" in seen
    assert 'name="case"' not in seen
    assert 'id="choice"' not in seen


def test_a_few_are_closed_while_one_waits(ada: Client, desk: Desk, cases: list[Case]) -> None:
    answer = choose(ada, desk, "close", *cases[:3])
    assert answer.status_code == 200
    assert "Close: 3 cases." in answer.content.decode()
    assert "amends:many" in answer["HX-Trigger"]
    assert Case.objects.filter(state="closed").count() == 3


def test_without_script_the_list_comes_back(ada: Client, desk: Desk, cases: list[Case]) -> None:
    given = {"do": "close", "case": [cases[0].pk]}
    answer = ada.post(desk("many/choose/needs-answer/"), given, follow=True)
    assert "Close: 1 case." in answer.content.decode()


def test_it_is_undone_from_the_toast(ada: Client, desk: Desk, cases: list[Case]) -> None:
    choose(ada, desk, "close", *cases)
    run = Run.objects.get()
    answer = ada.post(desk(f"many/{run.pk}/turn/undo/"), headers=HTMX)
    assert "Undo: Close: 5 cases." in answer.content.decode()
    assert set(Case.objects.values_list("state", flat=True)) == {"needs_answer"}


@pytest.mark.parametrize("do", ["release", "reopen", "spam", "tag:delay", "snooze"])
def test_each_verb_is_understood(do: str, ada: Client, desk: Desk, cases: list[Case]) -> None:
    until = (timezone.now() + timezone.timedelta(days=1)).isoformat()
    assert choose(ada, desk, do, *cases, until=until).status_code == 200
    assert queries.tally(Run.objects.get()).done == 5


def test_all_are_assigned_and_untagged(
    ada: Client, desk: Desk, cast: Cast, cases: list[Case]
) -> None:
    choose(ada, desk, f"assign:{cast.bo.pk}", *cases)
    choose(ada, desk, "tag", *cases, tag=" #Delay ")
    tag = Tag.objects.get(name="Delay")
    assert set(Case.objects.values_list("assignee_id", flat=True)) == {cast.bo.pk}
    choose(ada, desk, f"untag:{tag.pk}", cases[0])
    assert Case.objects.filter(tags__contains=[tag.pk]).count() == 4


@pytest.mark.parametrize("do", ["undo", "nonsense", "assign:999999", "untag:1", "snooze:", "tag: "])
def test_nonsense_is_refused(do: str, ada: Client, desk: Desk, cases: list[Case]) -> None:
    assert choose(ada, desk, do, cases[0]).status_code in {404, 422}
    assert not Run.objects.exists()


def test_nothing_chosen_is_said(ada: Client, desk: Desk) -> None:
    answer = choose(ada, desk, "close")
    assert answer.status_code == 422
    assert "No case is chosen." in answer.content.decode()


def test_the_whole_list_with_its_filter(
    ada: Client, desk: Desk, cases: list[Case], cast: Cast
) -> None:
    counted = ada.get(desk("many/count/needs-answer/")).content.decode()
    assert "All 5 of this list" in counted
    choose(ada, desk, "close", all="yes")
    assert Case.objects.filter(state="closed").count() == 5


def test_many_are_asked_about_first(ada: Client, desk: Desk, connection: Connection) -> None:
    for number in range(60):
        make_matter(connection, name=f"Person {number}")
    answer = choose(ada, desk, "close", all="yes")
    run = Run.objects.get()
    assert answer["HX-Redirect"] == desk(f"many/{run.pk}/")
    assert run.state == RunState.DRAFT
    assert "This is done to 60 cases" in ada.get(desk(f"many/{run.pk}/")).content.decode()
    ada.post(desk(f"many/{run.pk}/turn/begin/"))
    seen = ada.get(desk(f"many/{run.pk}/")).content.decode()
    assert "60 to come" in seen
    assert f'hx-get="{desk(f"many/{run.pk}/progress/")}' in seen
    actions.work(run_id=run.pk, limit=40, clock=timezone.now)
    assert "40 done" in ada.get(desk(f"many/{run.pk}/progress/")).content.decode()
    ada.post(desk(f"many/{run.pk}/turn/stop/"))
    actions.work(run_id=run.pk, limit=40, clock=timezone.now)
    seen = ada.get(desk(f"many/{run.pk}/")).content.decode()
    assert "Stopped" in seen
    assert "Go on" in seen
    assert Case.objects.filter(state="closed").count() == 40


def test_an_answer_is_seen_before_it_is_sent(
    ada: Client, desk: Desk, cases: list[Case], connection: Connection
) -> None:
    private = make_matter(connection, name="Priya Patel", is_public=False, at=timezone.now()).case
    choose(ada, desk, "answer", *cases, private)
    run = Run.objects.get()
    page = desk(f"many/{run.pk}/")
    assert "Answer 6 cases" in ada.get(page).content.decode()
    text = "Dear {customer.first_name}, we are on it."
    ada.post(desk(f"many/{run.pk}/words/"), {"text": text, "where": "as_written"})
    seen = ada.get(page).content.decode()
    assert "Dear Person, we are on it." in seen
    assert "Dear Priya, we are on it." in seen
    assert "Only the customer reads this" in seen
    assert "Send 6 answers" in seen
    assert not Send.objects.exists()
    ada.post(desk(f"many/{run.pk}/turn/begin/"))
    actions.work(run_id=run.pk, limit=100, clock=timezone.now)
    assert Send.objects.count() == 6
    assert "6 done" in ada.get(page).content.decode()
    ada.post(desk(f"many/{run.pk}/turn/undo/"))
    assert Send.objects.filter(state="withdrawn").count() == 6


def test_what_the_gate_will_refuse_is_told_with_its_reason(
    ada: Client, desk: Desk, cases: list[Case]
) -> None:
    choose(ada, desk, "answer", *cases)
    run = Run.objects.get()
    words = {"text": "Call us: {customer.nickname}", "where": "public"}
    ada.post(desk(f"many/{run.pk}/words/"), words)
    seen = ada.get(desk(f"many/{run.pk}/?which=block")).content.decode()
    assert "Will be refused" in seen
    assert "Will be sent" not in seen


def test_the_refused_are_listed_and_tried_again(
    ada: Client, desk: Desk, cases: list[Case], cast: Cast
) -> None:
    choose(ada, desk, f"assign:{cast.vera.pk}", *cases)
    run = Run.objects.get()
    seen = ada.get(desk(f"many/{run.pk}/?which=refused")).content.decode()
    assert "Only somebody who may answer for the brand can hold a case." in seen
    assert "Try the refused again" in seen
    assert ada.post(desk(f"many/{run.pk}/turn/go-on/")).status_code == 302
    assert Run.objects.get().state == RunState.RUNNING


def test_runs_are_listed(ada: Client, bo: Client, desk: Desk, cases: list[Case]) -> None:
    assert "Nothing yet" in ada.get(desk("many/")).content.decode()
    choose(ada, desk, "close", *cases)
    seen = bo.get(desk("many/")).content.decode()
    assert "Ada Agent" in seen
    assert "5 cases" in seen


def test_another_brand_sees_none_of_it(
    ada: Client, signed_in: Callable[..., Client], desk: Desk, cases: list[Case], other: Other
) -> None:
    choose(ada, desk, "close", *cases)
    run = Run.objects.get()
    otto = signed_in(other.user)
    assert otto.get(desk(f"many/{run.pk}/")).status_code == 404
    assert otto.get(f"/desk/{other.brand.slug}/many/{run.pk}/").status_code == 404
    answer = choose(ada, desk, "close", other.matter.case)
    assert "No case is chosen." in answer.content.decode()
    assert Case.objects.get(pk=other.matter.case.pk).state == "needs_answer"


def test_who_only_looks_changes_nothing(vera: Client, desk: Desk, cases: list[Case]) -> None:
    assert choose(vera, desk, "close", *cases).status_code == 403
    assert vera.get(desk("many/count/needs-answer/")).status_code == 403
    assert set(Case.objects.values_list("state", flat=True)) == {"needs_answer"}


@pytest.mark.parametrize("name", ["assign", "tag", "snooze"])
def test_the_bars_menus_open(name: str, ada: Client, desk: Desk, cast: Cast) -> None:
    Tag.objects.create(brand=cast.brand, name="delay", created_at=timezone.now())
    assert 'name="do"' in ada.get(desk(f"many/menu/{name}/")).content.decode()
    assert ada.get(desk("many/menu/nonsense/")).status_code == 404
