"""Drafts: kept as they are typed, never overwritten in silence, gone with what they became."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from amends.inbox.models import CaseState, Note
from amends.outbox import actions as outbox
from amends.outbox.models import Send
from amends.outbox.rules import SayKind
from amends.refusals import NotAllowed, NotFound
from amends.replies import actions, queries
from amends.replies.models import Draft
from amends.staff.rules import Actor
from cast import NOON, Cast, Matter

pytestmark = pytest.mark.django_db
ONE, OTHER = uuid4(), uuid4()


def writing(text: str, *, page: UUID = ONE, serial: int = 1, seen: int = 0) -> actions.Writing:
    return actions.Writing(kind="public", text=text, page=page, serial=serial, seen=seen)


@pytest.fixture
def ada(cast: Cast) -> Actor:
    return cast.actor(cast.ada)


def keep(by: Actor, matter: Matter, what: actions.Writing) -> int:
    return actions.keep_draft(by=by, case=matter.case, writing=what, now=NOON)


def texts() -> list[str]:
    return list(Draft.objects.order_by("pk").values_list("text", flat=True))


def test_a_draft_grows_with_every_save(ada: Actor, matter: Matter) -> None:
    assert keep(ada, matter, writing("De")) == 1
    assert keep(ada, matter, writing("Dear", serial=2, seen=1)) == 2
    assert texts() == ["Dear"]


def test_a_save_that_was_overtaken_changes_nothing(ada: Actor, matter: Matter) -> None:
    keep(ada, matter, writing("Dear Mira", serial=3))
    assert keep(ada, matter, writing("Dear", serial=2)) == 1
    assert texts() == ["Dear Mira"]


def test_the_last_save_of_a_page_that_closes_counts_before_the_one_before_was_answered(
    ada: Actor, matter: Matter
) -> None:
    keep(ada, matter, writing("Dear"))
    assert keep(ada, matter, writing("Dear Mira", serial=2, seen=0)) == 2
    assert texts() == ["Dear Mira"]


def test_two_pages_do_not_overwrite_each_other_in_silence(ada: Actor, matter: Matter) -> None:
    keep(ada, matter, writing("From the desk"))
    with pytest.raises(actions.DraftChanged) as told:
        keep(ada, matter, writing("From the phone", page=OTHER))
    assert told.value.facts["revision"] == 1
    assert texts() == ["From the desk"]
    assert keep(ada, matter, writing("From the phone", page=OTHER, serial=2, seen=1)) == 2
    with pytest.raises(actions.DraftChanged):
        keep(ada, matter, writing("From the desk again", serial=2, seen=1))
    with pytest.raises(actions.DraftChanged):
        keep(ada, matter, writing("", serial=3, seen=1))
    assert texts() == ["From the phone"]


def test_nothing_written_is_no_draft(ada: Actor, matter: Matter) -> None:
    assert keep(ada, matter, writing("  \n")) == 0
    keep(ada, matter, writing("Dear", serial=2))
    assert keep(ada, matter, writing("", serial=3, seen=1)) == 0
    assert not Draft.objects.exists()


def test_colleagues_see_each_others_drafts_and_nobody_takes_one_away(
    cast: Cast, ada: Actor, matter: Matter
) -> None:
    bo = cast.actor(cast.bo)
    keep(ada, matter, writing("Dear Mira"))
    [seen] = queries.drafts_of_others(matter.case, cast.bo.pk)
    assert seen.text == "Dear Mira"
    actions.take_over(by=bo, draft=seen, page=OTHER, now=NOON)
    assert texts() == ["Dear Mira", "Dear Mira"]
    with pytest.raises(actions.HasOwnDraft):
        actions.take_over(by=bo, draft=seen, page=OTHER, now=NOON)
    assert list(queries.cases_with_drafts(cast.brand.pk, cast.bo.pk)) == [matter.case.pk]


def test_who_only_looks_writes_nothing(cast: Cast, matter: Matter) -> None:
    with pytest.raises(NotAllowed):
        keep(cast.actor(cast.vera), matter, writing("Dear"))
    stranger = replace(cast.actor(cast.ada), brand_id=cast.brand.pk + 999)
    with pytest.raises(NotFound):
        keep(stranger, matter, writing("Dear"))


# ---------------------------------------------------------------------------- what becomes of it


def answering(text: str, **more: object) -> actions.Answering:
    said = actions.Answering(SayKind.PUBLIC_REPLY, text, request_key="web:1:key")
    return replace(said, **more)  # type: ignore[arg-type]


def test_a_draft_is_gone_with_the_answer_and_does_not_come_back(ada: Actor, matter: Matter) -> None:
    keep(ada, matter, writing("Dear Mira"))
    actions.answer(by=ada, case=matter.case, said=answering("Dear Mira"), now=NOON)
    late = replace(writing("Dear Mira", serial=2), request_key="web:1:key")
    assert keep(ada, matter, late) == 0
    assert not Draft.objects.exists()


def test_a_draft_stays_when_the_gate_says_no(ada: Actor, matter: Matter) -> None:
    keep(ada, matter, writing("Hi {customer.first_name}"))
    said = answering("Hi {customer.first_name}")
    with pytest.raises(outbox.NotThroughTheGate):
        actions.answer(by=ada, case=matter.case, said=said, now=NOON)
    assert texts() == ["Hi {customer.first_name}"]


def test_a_draft_is_gone_with_the_note(ada: Actor, matter: Matter) -> None:
    keep(ada, matter, writing("She was right"))
    actions.keep_note(by=ada, case=matter.case, text="She was right", now=NOON)
    assert Note.objects.count() == 1
    assert not Draft.objects.exists()


def test_an_answer_that_is_taken_back_is_a_draft_again(ada: Actor, matter: Matter) -> None:
    said = answering("Dear Mira", to=matter.message)
    send = actions.answer(by=ada, case=matter.case, said=said, now=NOON)
    draft = actions.take_back(by=ada, send=send, now=NOON + timedelta(seconds=3))
    assert draft is not None
    assert (draft.text, draft.kind, draft.answers) == ("Dear Mira", "public", matter.message)
    send.refresh_from_db()
    assert send.state == "withdrawn"


def test_taking_back_does_not_touch_what_was_begun_since(ada: Actor, matter: Matter) -> None:
    send = actions.answer(by=ada, case=matter.case, said=answering("Dear Mira"), now=NOON)
    keep(ada, matter, writing("And another thing"))
    assert actions.take_back(by=ada, send=send, now=NOON) is None
    assert texts() == ["And another thing"]


def test_send_and_close_is_taken_back_as_one(ada: Actor, matter: Matter) -> None:
    said = answering("Dear Mira", and_close=True)
    send = actions.answer(by=ada, case=matter.case, said=said, now=NOON)
    matter.case.refresh_from_db()
    assert matter.case.state == CaseState.CLOSED
    actions.take_back(by=ada, send=Send.objects.get(pk=send.pk), now=NOON + timedelta(seconds=2))
    matter.case.refresh_from_db()
    assert matter.case.state == CaseState.NEEDS_ANSWER
    assert texts() == ["Dear Mira"]
