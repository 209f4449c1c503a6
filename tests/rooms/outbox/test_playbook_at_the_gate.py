"""The playbook at the gate: what it stops does not leave by any door, unless a lead says why."""

from __future__ import annotations

from datetime import timedelta

import pytest
from outbox_script import Desk, Script, Scripted

from amends.audit.models import Entry
from amends.inbox.models import Message
from amends.outbox.actions import NotThroughTheGate
from amends.outbox.actions.policy import findings_in
from amends.outbox.models import Send, SendState
from amends.outbox.rules import SayKind
from amends.refusals import NotAllowed
from amends.staff.rules import system
from cast import NOON, Cast, Matter

LEAK = "So sorry, Mira! We wrote to mira.kessler@example.com and look for the parcel now."


@pytest.fixture
def lead(cast: Cast, script: Script) -> Desk:
    """Bo's desk."""
    return Desk(script, Scripted(script), cast.actor(cast.bo))


def test_private_data_does_not_leave_in_public(desk: Desk, matter: Matter) -> None:
    with pytest.raises(NotThroughTheGate, match="e-mail address") as refusal:
        desk.say(matter.case, LEAK)
    assert refusal.value.code == "playbook"
    assert not Send.objects.exists()
    assert not Message.objects.filter(direction="out").exists()


def test_in_private_it_may_be_said(desk: Desk, matter: Matter) -> None:
    send = desk.say(matter.case, LEAK, kind=SayKind.PRIVATE_MESSAGE)
    assert send.state == SendState.QUEUED


def test_a_lead_overrules_with_a_reason_that_stays(lead: Desk, matter: Matter) -> None:
    send = lead.say(matter.case, LEAK, overruling="  She asked us to  write it here. ")
    assert send.state == SendState.QUEUED
    assert send.verdict["overruled"] == "She asked us to write it here."
    assert {"code": "private-email", "level": "block"} in send.verdict["findings"]
    entry = Entry.objects.get(action="outbox.say", target=f"send:{send.pk}")
    assert entry.facts["overruled"] is True


def test_an_agent_does_not_overrule(desk: Desk, matter: Matter) -> None:
    with pytest.raises(NotAllowed):
        desk.say(matter.case, LEAK, overruling="I want to")
    assert not Send.objects.exists()


def test_a_reason_without_need_is_not_kept_as_one(lead: Desk, matter: Matter) -> None:
    send = lead.say(matter.case, "So sorry, Mira! We look for it now.", overruling="Just so")
    assert "overruled" not in send.verdict


def test_a_warning_does_not_stop_and_is_on_record(desk: Desk, matter: Matter) -> None:
    send = desk.say(matter.case, "Please calm down. We look for it now.")
    assert send.state == SendState.QUEUED
    assert {"code": "dismissal", "level": "warn"} in send.verdict["findings"]
    assert "calm" not in str(send.verdict)


def test_what_was_written_privately_is_not_quoted_in_public(desk: Desk, matter: Matter) -> None:
    Message.objects.create(
        brand_id=matter.case.brand_id,
        connection=matter.case.connection,
        thread=matter.thread,
        case=matter.case,
        identity=matter.identity,
        direction="in",
        is_public=False,
        external_id="private-words",
        text="My customer number is 88 41 20 7 and the door code 4711#.",
        sent_at=NOON - timedelta(hours=1),
        received_at=NOON - timedelta(hours=1),
    )
    with pytest.raises(NotThroughTheGate):
        desk.say(matter.case, "Sorry Mira! For customer number 8 8 4 1 2 0 7 we look for it now.")


def test_a_program_says_as_little_as_somebody_without_a_role(cast: Cast, matter: Matter) -> None:
    found = findings_in(case=matter.case, text=LEAK, is_public=True, network="demo")
    desk_itself = findings_in(
        case=matter.case, text=LEAK, is_public=True, network="demo", by=system(cast.brand.pk)
    )
    assert "private-email" in {each.code for each in found}
    assert "private-email" in {each.code for each in desk_itself}


@pytest.mark.parametrize("gap", ["{name}", "[NAME]"])
def test_a_gap_in_any_form_is_stopped_once(desk: Desk, matter: Matter, gap: str) -> None:
    with pytest.raises(NotThroughTheGate, match="gap was not filled in"):
        desk.say(matter.case, f"So sorry, {gap}! We look for your parcel now.")
    with pytest.raises(NotThroughTheGate) as refusal:
        desk.say(matter.case, "So sorry, {customer.first_name}! We look for it now.")
    assert refusal.value.code == "unresolved-variable"
    assert "gap" not in str(refusal.value.facts)


def test_no_words_have_no_findings(matter: Matter) -> None:
    assert findings_in(case=matter.case, text="  ", is_public=True, network="demo") == ()
