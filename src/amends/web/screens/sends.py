"""What a person does about a send, and the brake."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amends.outbox import actions as outbox
from amends.outbox import queries
from amends.outbox.models import BrakeAskKind, Send, SendState
from amends.refusals import NotFound
from amends.replies import actions as replies
from amends.web import answers
from amends.web.desk import Desk, at_desk, is_fragment

Verb = Callable[[Desk, Send], str]


@require_POST
@at_desk
def settle(request: HttpRequest, desk: Desk, send_id: int, verb: str) -> HttpResponse:
    """Withdraw, let go, drop, try again, or say what became of an UNKNOWN one."""
    act = _VERBS.get(verb)
    if act is None:
        raise NotFound(verb=verb)
    send = queries.send_by_id(desk.brand.pk, send_id)
    sentence = act(desk, send)
    response = answers.done(request, sentence)
    if verb == "rewrite" and is_fragment(request):
        return answers.changed(response, **{"amends:rewrite": {"case": send.case_id}})
    return response


def _withdraw(desk: Desk, send: Send) -> str:
    outbox.withdraw(by=desk.actor, send=send, now=desk.now)
    return _("Taken back; nothing was sent.")


def _rewrite(desk: Desk, send: Send) -> str:
    """Taken back, its words in the composer again, unless something else is being written there."""
    draft = replies.take_back(by=desk.actor, send=send, now=desk.now)
    if draft is None:
        return _("Taken back; nothing was sent. Your other draft is untouched.")
    return _("Taken back; nothing was sent. Your words are in the composer again.")


def _send_now(desk: Desk, send: Send) -> str:
    outbox.send_now(by=desk.actor, send=send, now=desk.now)
    return _("On its way.")


def _look_up(desk: Desk, send: Send) -> str:
    outbox.ask_again(by=desk.actor, send=send, now=desk.now)
    return _("Looking there again.")


def _let_go(desk: Desk, send: Send) -> str:
    send = outbox.let_go(by=desk.actor, send=send, now=desk.now)
    if send.state == SendState.HELD:
        return _("It needs approval by now; a colleague was asked.")
    return _("On its way.")


def _drop(desk: Desk, send: Send) -> str:
    outbox.drop(by=desk.actor, send=send, reason="put away by hand", now=desk.now)
    return _("Put away; it will not be sent.")


def _try_again(desk: Desk, send: Send) -> str:
    outbox.try_again(by=desk.actor, send=send, now=desk.now)
    return _("Trying again.")


def _settle_as_sent(desk: Desk, send: Send) -> str:
    outbox.settle_as_sent(by=desk.actor, send=send, now=desk.now)
    return _("Noted: the customer has it.")


def _settle_as_not_sent(desk: Desk, send: Send) -> str:
    outbox.settle_as_not_sent(by=desk.actor, send=send, again=False, now=desk.now)
    return _("Noted: it is not there. You can try again now.")


_VERBS: dict[str, Verb] = {
    "withdraw": _withdraw,
    "rewrite": _rewrite,
    "send-now": _send_now,
    "look-up": _look_up,
    "let-go": _let_go,
    "drop": _drop,
    "try-again": _try_again,
    "settle-as-sent": _settle_as_sent,
    "settle-as-not-sent": _settle_as_not_sent,
}


@require_POST
@at_desk
def pull_brake(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Let nothing leave the brand."""
    reason = " ".join(request.POST.get("reason", "").replace("\0", "").split())[:500]
    brake = outbox.pull_brake(by=desk.actor, reason=reason, now=desk.now)
    if brake is None:
        return answers.done(request, _("Asked. The brake is on as soon as a second person agrees."))
    return answers.done(request, _("The brake is on. Nothing leaves the desk."))


@require_POST
@at_desk
def release_brake(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Let new sends leave again; what was held waits for a look."""
    brake = outbox.release_brake(by=desk.actor, now=desk.now)
    if brake.released_at is None:
        return answers.done(
            request, _("Asked. The brake is released as soon as a second person agrees.")
        )
    return answers.done(request, _("The brake is off. What was held waits for your look."))


@require_POST
@at_desk
def withdraw_brake_ask(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """Nobody needs to agree any more."""
    if kind not in BrakeAskKind.values:
        raise NotFound(kind=kind)
    outbox.withdraw_ask(by=desk.actor, kind=BrakeAskKind(kind), now=desk.now)
    return answers.done(request, _("Taken back."))
