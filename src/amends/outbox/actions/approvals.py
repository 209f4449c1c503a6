"""Approvals: what the playbook wants a second person to look at leaves with their yes, or goes back."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from amends.audit.actions import record
from amends.inbox.actions import outgoing
from amends.inbox.actions.taking_back import take_back
from amends.inbox.models import CaseEventKind
from amends.outbox.actions import brake, deed_truth, gate, moderation, truth
from amends.outbox.actions.asking import About, ask_for, digest_about, note, written_by, yeses
from amends.outbox.actions.deeds import queue_deed
from amends.outbox.actions.judging import judge_now
from amends.outbox.actions.say import ChannelOf, by_registry, ring
from amends.outbox.models import (
    Approval,
    ApprovalState,
    ApprovalVote,
    Decision,
    Deed,
    DeedState,
    Send,
    SendState,
    Word,
)
from amends.outbox.rules import Level, Moment
from amends.outbox.rules.approvals import ask_of, missing, roles_of
from amends.refusals import Invalid, NotAllowed, NotFound, Refusal
from amends.staff.models import Membership
from amends.staff.rules import Actor, Right

logger = logging.getLogger(__name__)

MOST_COMMENT = 1_000
_MOST_AT_ONCE = 200


class NotWaiting(Refusal):
    """This was decided already, or taken back; look at it again."""

    code = "not-waiting"


class OwnWords(NotAllowed):
    """Nobody approves their own words; a colleague must look at them."""

    code = "own-words"


class NotAsked(NotAllowed):
    """The playbook asks others to approve this."""

    code = "not-asked"


class OtherWords(Refusal):
    """These are not the words that you saw; look at them again."""

    code = "other-words"


class SaidAlready(Refusal):
    """You have approved this already; it waits for a second person."""

    code = "said-already"


# ----------------------------------------------------------------------------------- decided


def approve(
    *,
    by: Actor,
    approval: Approval,
    seen: str,
    now: datetime,
    channel_of: ChannelOf = by_registry,
) -> About:
    """Say yes to what has the digest ``seen``; with the last yes that it needs, it leaves or is done.

    The gate is asked once more then: what it holds stays held for that reason, what it stops is refused.
    Raises `NotWaiting`, `OwnWords`, `NotAsked`, `OtherWords`, `SaidAlready`, NotFound and NotAllowed.
    """
    with transaction.atomic():
        about, approval = _decidable(by, approval)
        if seen not in {approval.digest, ""} or digest_about(about) != approval.digest:
            raise OtherWords
        _vote(by, approval, Word.YES, "", now)
        left = missing([ask_of(each) for each in approval.asks], yeses(about))
        if left:
            approval.roles = list(roles_of(left))
            approval.save(update_fields=["roles"])
        else:
            _settle(approval, ApprovalState.APPROVED, now)
            _go(by, about, channel_of, now)
        facts = {**_named(about), "state": about.state, "still": [ask.rule for ask in left]}
        _record(by, "outbox.approve", approval, facts, now)
        note(approval, CaseEventKind.APPROVED, by.user_id, now)
    return about


def give_back(*, by: Actor, approval: Approval, comment: str, now: datetime) -> About:
    """Say no, and why: it does not leave, and the case is as if it had not been written or wished.

    Whoever keeps drafts hands the words back to who wrote them. Raises as `approve`, and Invalid without
    a comment.
    """
    said = " ".join(comment.replace("\0", "").split())[:MOST_COMMENT]
    if not said:
        raise Invalid("Say in a sentence what should be different.", field="comment")
    with transaction.atomic():
        about, approval = _decidable(by, approval)
        _vote(by, approval, Word.NO, said, now)
        _settle(approval, ApprovalState.RETURNED, now)
        if isinstance(about, Deed):
            deed_truth.move(about, DeedState.PUT_AWAY, said, now)
            moderation.decide(about, Decision.RETURNED, by_id=by.user_id, now=now, comment=said)
        else:
            truth.move(about, SendState.WITHDRAWN, said, now)
            take_back(by=by, message=about.message, because="returned", now=now)
        _record(by, "outbox.give_back", approval, _named(about), now)
        note(approval, CaseEventKind.APPROVAL_RETURNED, by.user_id, now, comment=said)
    return about


def _named(about: About) -> dict[str, object]:
    return {"deed" if isinstance(about, Deed) else "send": about.pk}


def _decidable(by: Actor, approval: Approval) -> tuple[About, Approval]:
    """What it is about and the approval, locked, if this actor may decide it now."""
    by.require(Right.ANSWER)
    if approval.brand_id != by.brand_id:
        raise NotFound
    about = _locked(approval)
    if isinstance(about, Deed) and moderation.is_moderated(about):
        by.require(Right.HIDE)
    approval = Approval.objects.select_for_update().get(pk=approval.pk)
    if approval.state != ApprovalState.WAITING or about.state not in {
        SendState.HELD,
        DeedState.HELD,
    }:
        raise NotWaiting
    require_other(by, approval)
    return about, approval


def _locked(approval: Approval) -> About:
    if approval.deed_id is not None:
        return deed_truth.locked_deed(approval.deed_id)
    if approval.send_id is None:
        raise NotFound
    return truth.locked_send(approval.send_id)


def require_other(by: Actor, approval: Approval) -> None:
    """Raises `OwnWords`, `NotAsked`, `SaidAlready` unless this colleague is asked, and is another."""
    if by.user_id is None:
        raise NotAsked
    author = written_by(approval.send) if approval.send is not None else None
    if by.user_id in {approval.asked_by_id, author}:
        raise OwnWords
    if ApprovalVote.objects.filter(approval=approval, user_id=by.user_id).exists():
        raise SaidAlready
    if role_of(by) not in approval.roles:
        raise NotAsked


def role_of(by: Actor) -> str:
    """The role that a colleague has now; a token may do less, but its user is who they are."""
    if by.user_id is None:
        return ""
    here = Membership.objects.filter(brand_id=by.brand_id, user__is_active=True)
    place = here.filter(user_id=by.user_id)
    return place.values_list("role", flat=True).first() or ""


def _vote(by: Actor, approval: Approval, word: Word, comment: str, now: datetime) -> None:
    ApprovalVote.objects.create(
        brand_id=approval.brand_id,
        approval=approval,
        user_id=by.user_id,
        role=role_of(by),
        word=word,
        comment=comment,
        at=now,
    )


def _settle(approval: Approval, state: ApprovalState, now: datetime) -> None:
    approval.state, approval.decided_at = state, now
    approval.save(update_fields=["state", "decided_at"])


def _go(by: Actor, about: About, channel_of: ChannelOf, now: datetime) -> None:
    if isinstance(about, Deed):
        moderation.decide(about, Decision.ALLOWED, by_id=by.user_id, now=now)
        _have_done(about, channel_of, now)
    else:
        _leave(about, channel_of, now)
        truth.ring(about)


def _have_done(deed: Deed, channel_of: ChannelOf, now: datetime) -> None:
    """On its way, if the gate still says so."""
    on = brake.share(deed.brand_id)
    judgement = judge_now(deed, channel_of(deed.connection), Moment.LEAVING, on, now)
    if judgement.level is Level.PASS:
        queue_deed(deed, now)
        return
    deed.held_by = judgement.waits_for
    reason = judgement.deciding.sentence if judgement.deciding else ""
    deed_truth.move(deed, DeedState.HELD, reason, now)
    ask_for(about=deed, asks=judgement.asks, now=now)


def _leave(send: Send, channel_of: ChannelOf, now: datetime) -> None:
    """On its way, if the gate still says so: approved is not yet allowed."""
    on = brake.share(send.brand_id)
    judgement = gate.at_leaving(channel=channel_of(send.connection), send=send, brake=on, now=now)
    reason = judgement.deciding.sentence if judgement.deciding else ""
    send.verdict = {**send.verdict, "at_approval": judgement.as_record()}
    send.held_by = judgement.waits_for
    send.not_before = max(now, send.scheduled_at or now)
    send.save(update_fields=["verdict", "held_by", "not_before"])
    if judgement.level is Level.PASS:
        truth.move(send, SendState.QUEUED, "", now)
        ring()
        return
    is_blocked = judgement.level is Level.BLOCK
    truth.move(send, SendState.REFUSED if is_blocked else SendState.HELD, reason, now)
    if is_blocked:
        outgoing.fail_out(message=send.message, reason=reason, now=now)
    elif judgement.asks:
        ask_for(about=send, asks=judgement.asks, now=now)


# -------------------------------------------------------------------------------- written down


def _record(
    by: Actor, action: str, approval: Approval, facts: Mapping[str, object], now: datetime
) -> None:
    record(by=by, action=action, target=f"approval:{approval.pk}", facts=facts, now=now)
