"""How a component does, as a person or a program says by itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from amends.audit.actions import record
from amends.refusals import NotFound
from amends.staff.rules import Actor, Right
from amends.status.actions.changed import changed, settle_states
from amends.status.models import Component
from amends.status.rules.states import ComponentState


@transaction.atomic
def set_state(*, by: Actor, component: Component, state: ComponentState, now: datetime) -> None:
    """Say how a component does; an open trouble or maintenance may say worse. Again is no error.

    Raises NotAllowed and NotFound.
    """
    by.require(Right.ANNOUNCE)
    if component.brand_id != by.brand_id:
        raise NotFound(component=component.pk)
    other = Component.objects.filter(pk=component.pk).exclude(own_state=state)
    if not other.update(own_state=state):
        return
    settle_states(component.page, [component.pk], now)
    changed(component.page, now)
    facts: dict[str, object] = {"state": str(state)}
    target = f"status_component:{component.pk}"
    record(by=by, action="status.set_state", target=target, facts=facts, now=now)
