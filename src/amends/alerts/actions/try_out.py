"""Shows that a target can be reached: by the very way that alerts take."""

from __future__ import annotations

from amends.alerts.actions.ways.chat import try_chat
from amends.alerts.actions.ways.mail import try_mail
from amends.alerts.actions.ways.outside import Outside
from amends.alerts.actions.ways.push import try_push
from amends.alerts.models import Target
from amends.alerts.rules.pace import Fault, Way
from amends.channels.contract import Disconnected


def try_out(*, outside: Outside, target_id: int) -> str:
    """Write a test to a target, and what came of it into its row; returns the problem, empty if none."""
    target = Target.objects.select_related("brand", "user").filter(pk=target_id).first()
    if target is None:
        return ""
    problem = _problem(outside, target)
    found = Target.objects.filter(pk=target_id)
    if problem:
        found.update(problem=problem[:500])
    else:
        facts = {"problem": "", "failures": 0, "wait_until": None}
        found.update(last_sent_at=outside.clock(), **facts)
    return problem


def _problem(outside: Outside, target: Target) -> str:
    try:
        if target.way == Way.PUSH:
            try_push(outside, target)
        elif target.way == Way.CHAT:
            try_chat(outside, target)
        elif target.user is not None:
            try_mail(outside, target.user)
    except (Fault, Disconnected) as fault:
        return str(fault)
    return ""
