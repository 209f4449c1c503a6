"""A brand's chats: added, changed, paused, tried and removed by its leads."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from amends import queue
from amends.alerts.actions.read import own
from amends.alerts.models import Notice, NoticeState, Target
from amends.alerts.rules.chats import require_address, service_named
from amends.alerts.rules.kinds import FOR_CHATS, Kind
from amends.alerts.rules.pace import Way
from amends.audit.actions import record
from amends.channels import credentials
from amends.refusals import Invalid, NotFound
from amends.staff.rules import Actor, Right

_LONGEST_NAME = 80
_MOST_CHATS = 30


@transaction.atomic
def add(*, by: Actor, name: str, address: str, kinds: Collection[Kind], now: datetime) -> Target:
    """Tell a chat of these kinds from now on. Raises NotAllowed, Invalid, BadChatAddress."""
    by.require(Right.MANAGE_CONNECTIONS)
    address = address.strip()
    require_address(address)
    if Target.objects.filter(brand_id=by.brand_id, way=Way.CHAT).count() >= _MOST_CHATS:
        raise Invalid(_("A brand has at most 30 chats."))
    target = Target.objects.create(
        brand_id=by.brand_id,
        way=Way.CHAT,
        name=_tidy(name) or service_named(address),
        service=service_named(address),
        secrets=credentials.encrypted({"address": address}),
        kinds=_known(kinds),
        made_at=now,
        made_by_id=by.user_id,
    )
    _record(by, "add_chat", target, {"service": target.service, "kinds": target.kinds}, now)
    return target


@transaction.atomic
def change(  # noqa: PLR0913 - a chat's whole form
    *,
    by: Actor,
    target: Target,
    name: str,
    address: str,
    kinds: Collection[Kind],
    now: datetime,
) -> None:
    """Change a chat; an empty ``address`` keeps the one it has. Raises NotAllowed, NotFound, Invalid."""
    _require(by, target)
    fields = ["name", "kinds"]
    if address := address.strip():
        require_address(address)
        target.service = service_named(address)
        target.secrets = credentials.encrypted({"address": address})
        target.failures, target.problem, target.wait_until = 0, "", None
        fields += ["service", "secrets", "failures", "problem", "wait_until"]
    target.name, target.kinds = _tidy(name) or target.service, _known(kinds)
    target.save(update_fields=fields)
    facts = {"kinds": target.kinds, "is_new_address": bool(address)}
    _record(by, "change_chat", target, facts, now)


@transaction.atomic
def pause(*, by: Actor, target: Target, now: datetime) -> None:
    """Tell the chat nothing until it is resumed, also not what waits. Raises NotAllowed, NotFound."""
    _require(by, target)
    if Target.objects.filter(pk=target.pk, paused_at=None).update(paused_at=now):
        waiting = Notice.objects.filter(target=target, state=NoticeState.QUEUED)
        waiting.update(state=NoticeState.DROPPED, settled_at=now, reason="paused")
        _record(by, "pause_chat", target, {}, now)


@transaction.atomic
def resume(*, by: Actor, target: Target, now: datetime) -> None:
    """Tell the chat again what happens from now on. Raises NotAllowed, NotFound."""
    _require(by, target)
    paused = Target.objects.filter(pk=target.pk, paused_at__isnull=False)
    if paused.update(paused_at=None, wait_until=None, failures=0, problem=""):
        _record(by, "resume_chat", target, {}, now)


@transaction.atomic
def remove(*, by: Actor, target: Target, now: datetime) -> None:
    """Forget the chat with its address. Raises NotAllowed, NotFound."""
    _require(by, target)
    _record(by, "remove_chat", target, {"name": target.name}, now)
    target.delete()


@transaction.atomic
def ask_to_try(*, by: Actor, target: Target) -> None:
    """Have a worker write a test to a chat, or to a browser or mailbox of one's own.

    Raises NotAllowed, NotFound.
    """
    if target.way == Way.CHAT:
        _require(by, target)
    elif target.user_id != own(by) or target.brand_id != by.brand_id:
        raise NotFound
    Target.objects.filter(pk=target.pk).update(problem="", last_sent_at=None)
    queue.defer("alerts.try_out", target_id=target.pk)


def _require(by: Actor, target: Target) -> None:
    by.require(Right.MANAGE_CONNECTIONS)
    if target.brand_id != by.brand_id or target.way != Way.CHAT:
        raise NotFound


def _tidy(name: str) -> str:
    return " ".join(name.replace("\0", "").split())[:_LONGEST_NAME]


def _known(kinds: Collection[Kind]) -> list[str]:
    chosen = [kind.value for kind in FOR_CHATS if kind in kinds]
    if not chosen:
        raise Invalid(_("Choose at least one thing that the chat is told of."))
    return chosen


def _record(by: Actor, verb: str, target: Target, facts: dict[str, object], now: datetime) -> None:
    record(by=by, action=f"alerts.{verb}", target=f"target:{target.pk}", facts=facts, now=now)
