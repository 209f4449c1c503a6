"""What people do in a case: answer, note, organise; each role what it may, each press once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from neighbours import attribute

from amends.channels.models import Connection
from amends.inbox.models import Case, Note, Tag
from amends.outbox.models import Brake, Send
from amends.staff.models import User
from cast import NOON, Cast, Matter, make_matter

pytestmark = pytest.mark.django_db
Desk = Callable[[str], str]
HTMX = {"HX-Request": "true", "HX-Target": "composer-answer"}


def say(client: Client, desk: Desk, matter: Matter, **given: str) -> tuple[int, str]:
    form = {"kind": "public", "text": "We look at once.", "request_key": "draft-1", **given}
    answer = client.post(desk(f"cases/{matter.case.pk}/say/"), form, headers=HTMX)
    return answer.status_code, answer.content.decode()


def seen(matter: Matter) -> str:
    case = Case.objects.get(pk=matter.case.pk)
    heard = case.last_in_at.isoformat() if case.last_in_at else ""
    return f"{case.state}|{heard}|{case.assignee_id or ''}"


def test_an_answer_waits_for_its_undo_and_empties_the_composer(
    ada: Client, desk: Desk, matter: Matter
) -> None:
    status, page = say(ada, desk, matter)
    send = Send.objects.get()
    assert status == 200
    assert send.state == "queued"
    assert "Sending in" in page
    assert desk(f"sends/{send.pk}/rewrite/") in page
    assert 'id="composer" hx-swap-oob="true"' in page

    ada.post(desk(f"sends/{send.pk}/withdraw/"))
    send.refresh_from_db()
    assert send.state == "withdrawn"
    assert Case.objects.get().state == "needs_answer"


def test_a_double_press_is_one_send(ada: Client, desk: Desk, matter: Matter) -> None:
    assert say(ada, desk, matter)[0] == 200
    assert say(ada, desk, matter)[0] == 200
    assert Send.objects.count() == 1


def test_the_same_key_of_two_people_is_two_requests(
    ada: Client, bo: Client, desk: Desk, matter: Matter
) -> None:
    say(ada, desk, matter)
    status, page = say(bo, desk, matter)
    assert status == 422
    assert "less than a minute ago" in page


def test_a_refusal_is_said_in_place(ada: Client, desk: Desk, connection: Connection) -> None:
    private = make_matter(connection, is_public=False)
    status, page = say(ada, desk, private)
    assert status == 422
    assert '<ul class="checks">' in page
    assert not Send.objects.exists()
    assert say(ada, desk, private, text="   ", kind="private")[0] == 422
    assert say(ada, desk, private, kind="shout")[0] == 422


def test_a_note_is_kept_and_nothing_is_sent(ada: Client, desk: Desk, matter: Matter) -> None:
    status, page = say(ada, desk, matter, kind="note", text="Depot has it")
    assert status == 200
    assert "Note kept" in page
    assert Note.objects.get().text == "Depot has it"
    assert not Send.objects.exists()


def test_without_scripts_the_form_works_and_comes_back(
    ada: Client, desk: Desk, matter: Matter
) -> None:
    came_from = f"http://testserver{desk(f'inbox/needs-answer/{matter.case.pk}/')}"
    form = {"kind": "note", "text": "Plain", "request_key": "k"}
    path = desk(f"cases/{matter.case.pk}/say/")
    answer = ada.post(path, form, headers={"Referer": came_from})
    assert answer["Location"] == desk(f"inbox/needs-answer/{matter.case.pk}/")
    strange = ada.post(path, form, headers={"Referer": "https://evil.example/x"})
    assert strange["Location"] == "/"


def test_the_counter_counts_as_the_network_does(ada: Client, desk: Desk, matter: Matter) -> None:
    form = {"kind": "public", "text": "a" * 100_000}
    page = ada.post(desk(f"cases/{matter.case.pk}/count/"), form).content.decode()
    assert "too many" in page
    empty = ada.post(desk(f"cases/{matter.case.pk}/count/"), {"kind": "note", "text": "x"})
    assert " of " not in empty.content.decode()


def test_a_case_is_taken_given_and_put_back(
    ada: Client, desk: Desk, matter: Matter, cast: Cast
) -> None:
    path = desk(f"cases/{matter.case.pk}/assign/")
    for to, holder in ((cast.ada.pk, cast.ada), (cast.bo.pk, cast.bo), ("", None)):
        ada.post(path, {"to": to, "seen": seen(matter)})
        assert Case.objects.get().assignee == holder
    stranger = User.objects.create_user(email="s@x.example", password="x", name="S")
    assert ada.post(path, {"to": stranger.pk}).status_code == 404


def test_who_was_slower_is_told_and_changes_nothing(
    ada: Client, bo: Client, desk: Desk, matter: Matter, cast: Cast
) -> None:
    before = seen(matter)
    path = desk(f"cases/{matter.case.pk}/assign/")
    ada.post(path, {"to": cast.ada.pk, "seen": before})
    late = bo.post(path, {"to": cast.bo.pk, "seen": before}, headers={"HX-Request": "true"})
    assert late.status_code == 422
    assert "was faster" in late.content.decode()
    assert late["HX-Retarget"] == "#toasts"
    assert Case.objects.get().assignee == cast.ada


def test_nobody_closes_what_they_have_not_read(ada: Client, desk: Desk, matter: Matter) -> None:
    before = seen(matter)
    Case.objects.update(last_in_at=NOON.replace(hour=13))
    path = desk(f"cases/{matter.case.pk}/turn/")
    late = ada.post(path, {"state": "closed", "seen": before}, headers={"HX-Request": "true"})
    assert late.status_code == 422
    assert Case.objects.get().state == "needs_answer"


def test_a_case_goes_through_its_turns(ada: Client, desk: Desk, matter: Matter) -> None:
    path = desk(f"cases/{matter.case.pk}/turn/")
    turns = ["waiting_colleague", "waiting_customer", "needs_answer", "closed"]
    for state in turns:
        ada.post(path, {"state": state, "seen": seen(matter)})
        assert Case.objects.get().state == state
    ada.post(path, {"state": "reopened", "seen": seen(matter)})
    assert Case.objects.get().state == "needs_answer"
    assert ada.post(path, {"state": "nonsense"}, headers={"HX-Request": "1"}).status_code == 422


def test_a_case_is_snoozed_to_a_moment_of_the_menu(ada: Client, desk: Desk, matter: Matter) -> None:
    menu = ada.get(desk(f"cases/{matter.case.pk}/menu/wait/")).content.decode()
    until = attribute(menu, 'name="until"', "value")
    path = desk(f"cases/{matter.case.pk}/snooze/")
    ada.post(path, {"until": until, "seen": seen(matter)})
    assert Case.objects.get().state == "snoozed"
    for nonsense in ("", "soon", "2026-01-01", "2026-99-99T00:00:00Z"):
        answer = ada.post(path, {"until": nonsense}, headers={"HX-Request": "1"})
        assert answer.status_code == 422


def test_tags_go_on_and_off(ada: Client, desk: Desk, matter: Matter) -> None:
    ada.post(desk(f"cases/{matter.case.pk}/tag/"), {"name": "Damaged"})
    tag = Tag.objects.get()
    assert Case.objects.get().tags == [tag.pk]
    ada.post(desk(f"cases/{matter.case.pk}/untag/"), {"tag": tag.pk})
    assert Case.objects.get().tags == []


def test_who_only_looks_changes_nothing(vera: Client, desk: Desk, matter: Matter) -> None:
    page = vera.get(desk(f"inbox/needs-answer/{matter.case.pk}/")).content.decode()
    assert "<textarea" not in page
    assert desk(f"cases/{matter.case.pk}/turn/") not in page

    assert say(vera, desk, matter)[0] == 403
    assert say(vera, desk, matter, kind="note")[0] == 403
    htmx = {"HX-Request": "true"}
    for verb, form in (
        ("turn", {"state": "closed"}),
        ("tag", {"name": "x"}),
        ("assign", {"to": ""}),
    ):
        answer = vera.post(desk(f"cases/{matter.case.pk}/{verb}/"), form, headers=htmx)
        assert answer.status_code == 403, verb
    assert vera.post(desk("brake/pull/"), headers=htmx).status_code == 403
    assert not Send.objects.exists()
    assert not Note.objects.exists()


def test_the_brake_is_seen_everywhere_and_only_a_lead_pulls_it(
    ada: Client, bo: Client, desk: Desk, matter: Matter
) -> None:
    assert ada.post(desk("brake/pull/"), headers={"HX-Request": "1"}).status_code == 403
    bo.post(desk("brake/pull/"), {"reason": "Wrong template"})
    assert Brake.objects.get().reason == "Wrong template"
    for path in ("inbox/needs-answer/", "connections/", "quarantine/"):
        assert "The brake is on." in ada.get(desk(path)).content.decode()
    status, page = say(ada, desk, matter)
    assert status == 200
    assert "Held, not sent." in page
    bo.post(desk("brake/release/"))
    assert "The brake is on." not in ada.get(desk("inbox/needs-answer/")).content.decode()


@pytest.mark.parametrize("verb", ["say", "assign", "tag", "untag", "snooze", "turn", "count"])
def test_changes_take_a_post_with_our_token(
    verb: str, cast: Cast, ada: Client, desk: Desk, matter: Matter
) -> None:
    path = desk(f"cases/{matter.case.pk}/{verb}/")
    assert ada.get(path).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.ada, backend="django.contrib.auth.backends.ModelBackend")
    assert strict.post(path, {"text": "x"}).status_code == 403
