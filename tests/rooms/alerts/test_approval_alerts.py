"""Who is asked for a yes is told, by mail with a link for them alone; who waits for one is told, too."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amends.alerts.actions.approvals import look_at_approvals
from amends.alerts.actions.ways.outside import approval_of
from amends.alerts.models import Alert
from amends.alerts.rules.kinds import Kind
from amends.outbox import actions
from amends.outbox.actions import approvals, asking
from amends.outbox.actions.links import behind
from amends.outbox.models import Approval, Send
from amends.outbox.rules import SayKind
from books import go_by
from cast import NOON, Cast, Matter

pytestmark = pytest.mark.django_db
RULE = "approvals: [{name: Always, roles: [agent], by: [lead], then: owner, within_minutes: 30}]"


@pytest.fixture
def held(cast: Cast, matter: Matter) -> Send:
    go_by(cast.brand, RULE)
    return actions.say(
        by=cast.actor(cast.ada),
        case=matter.case,
        kind=SayKind.PUBLIC_REPLY,
        text="So sorry, Mira!",
        request_key="one",
        now=NOON,
    )


def _told(kind: Kind) -> list[int | None]:
    return sorted(Alert.objects.filter(kind=kind).values_list("user_id", flat=True), key=str)


def test_who_is_asked_is_told_once_and_the_next_one_after_the_time_out(
    cast: Cast, held: Send
) -> None:
    for _ in range(2):
        look_at_approvals(now=NOON)
    assert _told(Kind.APPROVAL) == [cast.bo.pk]
    later = NOON + timedelta(minutes=31)
    asking.escalate_due(now=later)
    look_at_approvals(now=later)
    assert cast.olga.pk in _told(Kind.APPROVAL)


def test_the_mail_leads_to_a_page_for_its_reader_alone(cast: Cast, held: Send) -> None:
    look_at_approvals(now=NOON)
    alert = Alert.objects.get(kind=Kind.APPROVAL)
    mark = approval_of(cast.brand, alert, NOON).rstrip("/").rpartition("/")[2]
    approval, by = behind(mark, NOON)
    assert (approval.send_id, by.user_id) == (held.pk, cast.bo.pk)


@pytest.mark.parametrize("is_approved", [True, False])
def test_who_wrote_it_is_told_what_was_said(cast: Cast, held: Send, *, is_approved: bool) -> None:
    approval, bo = Approval.objects.get(), cast.actor(cast.bo)
    if is_approved:
        approvals.approve(by=bo, approval=approval, seen=approval.digest, now=NOON)
    else:
        approvals.give_back(by=bo, approval=approval, comment="Shorter.", now=NOON)
    look_at_approvals(now=NOON)
    alert = Alert.objects.get(kind=Kind.DECIDED)
    assert (alert.user_id, alert.facts["is_approved"]) == (cast.ada.pk, is_approved)
