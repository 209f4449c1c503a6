"""What the playbook wants a second person to look at waits for their yes, and leaves only with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from outbox_script import Desk, Script, Scripted

from amends.audit.models import Entry
from amends.inbox.models import CaseEvent, CaseEventKind
from amends.outbox import actions, queries
from amends.outbox.actions import approvals, asking
from amends.outbox.actions.deliver import deliver_next
from amends.outbox.models import Approval, ApprovalState, Send, SendState
from amends.refusals import Invalid, NotFound
from amends.staff.models import Membership, Shift
from amends.staff.rules import RIGHTS, Actor, Role, Via
from books import go_by
from cast import NOON, Cast, Matter, make_brand, make_user

FIRST_WEEKS = """
approvals:
  - {name: First weeks, roles: [agent], first_weeks: 3, public_only: true, by: [lead, owner]}
"""
TWO = "approvals: [{name: Big, by: [lead, owner], people: 2}]"
ALWAYS = "approvals: [{name: Always, by: [lead], within_minutes: 60, then: owner}]"


@pytest.fixture
def held(desk: Desk, cast: Cast, matter: Matter) -> Send:
    """Ada is new, so Bo or Olga look at what she says in public."""
    go_by(cast.brand, FIRST_WEEKS)
    return desk.say(matter.case, now=NOON)


def _asked(send: Send) -> Approval:
    return Approval.objects.get(send=send, state=ApprovalState.WAITING)


def _yes(cast: Cast, desk: Desk, send: Send, who: str = "bo") -> Send:
    approval = _asked(send)
    return approvals.approve(
        by=cast.actor(getattr(cast, who)),
        approval=approval,
        seen=approval.digest,
        now=NOON + timedelta(minutes=1),
        channel_of=desk.channel_of,
    )


@pytest.mark.django_db(transaction=True)
def test_a_new_colleagues_answer_waits_for_a_yes(
    desk: Desk, script: Script, cast: Cast, held: Send
) -> None:
    assert (held.state, held.held_by) == (SendState.HELD, "approval")
    assert "“First weeks”" in held.reason
    courier = desk.courier(clock=lambda: NOON + timedelta(minutes=2))
    assert not deliver_next(courier=courier, connection_id=held.connection_id)
    send = _yes(cast, desk, held)
    assert send.state == SendState.QUEUED
    assert deliver_next(courier=courier, connection_id=held.connection_id)
    assert [each.outgoing.text for each in script.taken] == [held.text]
    kinds = CaseEvent.objects.filter(case=held.case).values_list("kind", flat=True)
    assert {CaseEventKind.APPROVAL_ASKED, CaseEventKind.APPROVED} <= set(kinds)
    assert Entry.objects.filter(action="outbox.approve").count() == 1


def test_what_no_rule_asks_for_leaves_at_once(desk: Desk, cast: Cast, matter: Matter) -> None:
    go_by(cast.brand, FIRST_WEEKS)
    Membership.objects.filter(user=cast.ada).update(created_at=NOON - timedelta(weeks=4))
    assert desk.say(matter.case, now=NOON).state == SendState.QUEUED


def test_nobody_approves_their_own(cast: Cast, desk: Desk, matter: Matter, script: Script) -> None:
    go_by(cast.brand, "approvals: [{name: All, by: [agent, lead, owner]}]")
    send = desk.say(matter.case, now=NOON)
    with pytest.raises(approvals.OwnWords):
        _yes(cast, desk, send, "ada")
    token = Actor(cast.brand.pk, RIGHTS[Role.OWNER], Via.API, cast.ada.pk)
    with pytest.raises(approvals.OwnWords):
        approvals.approve(by=token, approval=_asked(send), seen="", now=NOON)


def test_only_who_is_asked_approves(cast: Cast, desk: Desk, matter: Matter) -> None:
    go_by(cast.brand, "approvals: [{name: Money, by: [owner]}]")
    send = desk.say(matter.case, now=NOON)
    with pytest.raises(approvals.NotAsked):
        _yes(cast, desk, send, "bo")
    other = make_brand("Tallybook")
    stranger = Actor(other.pk, RIGHTS[Role.OWNER], Via.WEB, make_user("s@t.example", "S").pk)
    with pytest.raises(NotFound):
        approvals.approve(by=stranger, approval=_asked(send), seen="", now=NOON)
    assert _yes(cast, desk, send, "olga").state == SendState.QUEUED


def test_two_people_where_the_playbook_says_so(cast: Cast, desk: Desk, matter: Matter) -> None:
    go_by(cast.brand, TWO)
    send = desk.say(matter.case, now=NOON)
    assert _yes(cast, desk, send, "bo").state == SendState.HELD
    with pytest.raises(approvals.SaidAlready):
        _yes(cast, desk, send, "bo")
    assert _yes(cast, desk, send, "olga").state == SendState.QUEUED


def test_given_back_it_never_leaves_and_the_case_needs_an_answer(
    cast: Cast, held: Send, matter: Matter
) -> None:
    bo, approval = cast.actor(cast.bo), _asked(held)
    with pytest.raises(Invalid):
        approvals.give_back(by=bo, approval=approval, comment="  ", now=NOON)
    send = approvals.give_back(by=bo, approval=approval, comment="Say sorry first.", now=NOON)
    matter.case.refresh_from_db()
    assert send.state == SendState.WITHDRAWN
    assert matter.case.state == "needs_answer"
    with pytest.raises(approvals.NotWaiting):
        approvals.approve(by=bo, approval=approval, seen="", now=NOON)
    told = CaseEvent.objects.get(kind=CaseEventKind.APPROVAL_RETURNED)
    assert told.facts["comment"] == "Say sorry first."


def test_held_for_a_yes_is_not_let_go_otherwise(cast: Cast, desk: Desk, held: Send) -> None:
    for who in (cast.ada, cast.bo):
        with pytest.raises(actions.NotThroughTheGate) as refusal:
            actions.let_go(by=cast.actor(who), send=held, now=NOON, channel_of=desk.channel_of)
        assert refusal.value.code == "approval"


def test_let_go_once_no_rule_wants_a_yes_nobody_is_asked_any_more(
    cast: Cast, desk: Desk, held: Send
) -> None:
    go_by(cast.brand, "approvals: []")
    send = actions.let_go(by=desk.by, send=held, now=NOON, channel_of=desk.channel_of)
    assert send.state == SendState.QUEUED
    assert not queries.to_approve(cast.brand.pk, cast.bo.pk)


def test_taken_back_nobody_need_look_any_more(cast: Cast, desk: Desk, held: Send) -> None:
    actions.withdraw(by=desk.by, send=held, now=NOON)
    assert Approval.objects.get(send=held).state == ApprovalState.WITHDRAWN
    assert not queries.to_approve(cast.brand.pk, cast.bo.pk)


def test_the_words_that_were_seen_are_the_ones_approved(cast: Cast, held: Send) -> None:
    approval = _asked(held)
    with pytest.raises(approvals.OtherWords):
        approvals.approve(by=cast.actor(cast.bo), approval=approval, seen="0" * 64, now=NOON)
    Send.objects.filter(pk=held.pk).update(text="Other words.")
    with pytest.raises(approvals.OtherWords):
        approvals.approve(by=cast.actor(cast.bo), approval=approval, seen=approval.digest, now=NOON)


def test_words_changed_after_a_yes_need_a_new_one(cast: Cast, desk: Desk, held: Send) -> None:
    _yes(cast, desk, held)
    Send.objects.filter(pk=held.pk).update(text="Other words, after all.")
    courier = desk.courier(clock=lambda: NOON + timedelta(minutes=2))
    assert not deliver_next(courier=courier, connection_id=held.connection_id)
    held.refresh_from_db()
    assert (held.state, held.held_by) == (SendState.HELD, "approval")
    assert _asked(held).digest == asking.digest_of_send(held)


def test_approved_it_still_stops_at_the_brake(cast: Cast, desk: Desk, held: Send) -> None:
    actions.pull_brake(by=cast.actor(cast.bo), reason="", now=NOON)
    send = _yes(cast, desk, held)
    assert (send.state, send.held_by) == (SendState.HELD, "brake")
    actions.release_brake(by=cast.actor(cast.bo), now=NOON)
    let = actions.let_go(by=desk.by, send=send, now=NOON, channel_of=desk.channel_of)
    assert let.state == SendState.QUEUED


def test_approved_too_late_it_is_refused_by_the_gate(
    cast: Cast, desk: Desk, matter: Matter, script: Script
) -> None:
    go_by(cast.brand, ALWAYS)
    send = desk.say(matter.case, now=NOON, at=NOON + timedelta(days=1))
    approved = _yes(cast, desk, send)
    assert approved.state == SendState.QUEUED
    assert approved.not_before == NOON + timedelta(days=1)


def test_nobody_answered_in_working_time_so_the_next_is_asked(
    cast: Cast, desk: Desk, matter: Matter
) -> None:
    # Saturday noon: the brand works from Monday, 9:00, so an hour is over at 10:00 on Monday.
    Shift.objects.create(brand=cast.brand, weekday=0, starts=9 * 60, ends=17 * 60)
    go_by(cast.brand, ALWAYS)
    send = desk.say(matter.case, now=NOON)
    assert _asked(send).due_at == NOON + timedelta(days=1, hours=22)
    assert asking.escalate_due(now=NOON + timedelta(days=1)) == 0
    assert queries.to_approve(cast.brand.pk, cast.olga.pk) == []
    assert asking.escalate_due(now=NOON + timedelta(days=1, hours=22)) == 1
    assert asking.escalate_due(now=NOON + timedelta(days=3)) == 0
    assert [each.pk for each in queries.to_approve(cast.brand.pk, cast.olga.pk)] == [
        _asked(send).pk
    ]
    assert _yes(cast, desk, send, "olga").state == SendState.QUEUED
    assert CaseEvent.objects.filter(kind=CaseEventKind.APPROVAL_ESCALATED).exists()


def test_where_nobody_else_has_the_role_the_next_is_asked_at_once(
    cast: Cast, script: Script, matter: Matter
) -> None:
    go_by(cast.brand, ALWAYS)
    bo = Desk(script, Scripted(script), cast.actor(cast.bo))
    send = bo.say(matter.case, now=NOON)
    assert "owner" in _asked(send).roles
    assert _yes(cast, bo, send, "olga").state == SendState.QUEUED


def test_what_waits_is_asked_again_of_the_playbook_of_now(
    cast: Cast, desk: Desk, matter: Matter
) -> None:
    later = NOON + timedelta(hours=1)
    planned = desk.say(matter.case, "We look into it by tomorrow.", now=NOON, at=later)
    assert planned.state == SendState.QUEUED
    go_by(cast.brand, 'words: {never: [{words: look into it, because: "Empty.", level: block}]}')
    courier = desk.courier(clock=lambda: later)
    assert not deliver_next(courier=courier, connection_id=planned.connection_id)
    planned.refresh_from_db()
    assert (planned.state, planned.held_by) == (SendState.HELD, "playbook")
    with pytest.raises(actions.NotThroughTheGate):
        actions.let_go(by=desk.by, send=planned, now=later, channel_of=desk.channel_of)


def test_a_rule_that_came_since_asks_before_it_leaves(
    cast: Cast, desk: Desk, matter: Matter
) -> None:
    later = NOON + timedelta(hours=1)
    planned = desk.say(matter.case, now=NOON, at=later)
    go_by(cast.brand, ALWAYS)
    courier = desk.courier(clock=lambda: later)
    assert not deliver_next(courier=courier, connection_id=planned.connection_id)
    assert _asked(planned).roles == ["lead"]


def test_a_mood_and_followers_are_known_from_the_case(
    cast: Cast, desk: Desk, matter: Matter
) -> None:
    go_by(cast.brand, "approvals: [{name: Many listen, reach_over: 1000, by: [lead]}]")
    first = desk.say(matter.case, now=NOON)
    matter.identity.followers = 5000
    matter.identity.save(update_fields=["followers"])
    second = desk.say(matter.case, "And one thing more.", now=NOON)
    assert (first.state, second.state) == (SendState.QUEUED, SendState.HELD)
