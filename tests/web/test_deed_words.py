"""What a case says, in words, of deeds on the network."""

from __future__ import annotations

import pytest

from amends.inbox.models import CaseEvent, CaseEventKind
from amends.outbox.models import DeedState
from amends.outbox.rules.deeds import DeedKind
from amends.staff.models import User
from amends.web import doing, events
from cast import NOON

_BO = User(pk=7, name="Bo Lead")


def _sentence(kind: CaseEventKind, **facts: str) -> str:
    event = CaseEvent(kind=kind, at=NOON, by=_BO, facts=facts)
    return events.sentence(event, NOON, {})


@pytest.mark.parametrize("what", DeedKind)
def test_what_was_done_is_said_with_who_did_it(what: DeedKind) -> None:
    assert _sentence(CaseEventKind.DEED_ASKED, what=what) == ""
    said = _sentence(CaseEventKind.DEED_DONE, what=what)
    assert said.startswith("Bo Lead ")
    assert len(said) > len("Bo Lead ")


@pytest.mark.parametrize("what", DeedKind)
def test_what_stopped_is_said_in_the_list(what: DeedKind) -> None:
    assert doing.in_short(what, DeedState.FAILED, "Try later.").endswith(": not done. Try later.")


@pytest.mark.parametrize("ended", [DeedState.HELD, "refused", "failed", "unknown"])
def test_how_it_ended_is_said(ended: str) -> None:
    said = _sentence(CaseEventKind.DEED_STOPPED, what="hide", ended=ended)
    assert said.startswith("Bo Lead wanted to hide a message on the network: ")
    assert not said.endswith(f": {ended}")


def test_a_reason_stands_as_it_was_written() -> None:
    said = _sentence(CaseEventKind.DEED_DONE, what="hide", reason="100% rude: %(who)s")
    assert said == "Bo Lead hid a message on the network: 100% rude: %(who)s"


def test_what_was_left_undone_is_said() -> None:
    said = _sentence(CaseEventKind.DEED_PUT_AWAY, what="like")
    assert said == "Bo Lead left it undone: to thank for a message with a like"
