"""What follows every change that readers would see: a new version, and its folder soon after."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import F

from amends.queue import defer
from amends.status.models import (
    Component,
    ComponentSpell,
    EventComponent,
    Maintenance,
    StatusPage,
)
from amends.status.rules.states import ComponentState, MaintenanceState, worst


def changed(page: StatusPage, now: datetime) -> None:
    """Within the change's transaction: readers are to see it."""
    StatusPage.objects.filter(pk=page.pk).update(version=F("version") + 1, changed_at=now)
    defer("status.export", page_id=page.pk)


def settle_states(page: StatusPage, component_ids: Collection[int], now: datetime) -> None:
    """Work out anew what readers see of these components, and write down when that changed."""
    wanted = Component.objects.select_for_update().filter(page=page, pk__in=component_ids)
    for component in wanted.order_by("pk"):
        state = worst(_claims(page, component))
        if state != component.state:
            _turn(component, state, now)


def _claims(page: StatusPage, component: Component) -> list[ComponentState]:
    """Every word on how this component does."""
    troubles = EventComponent.objects.filter(component=component, event__ended_at=None)
    told = [component.own_state, *troubles.values_list("state", flat=True)]
    claims = [ComponentState(state) for state in told]
    is_worked_on = Maintenance.objects.filter(
        page=page, state=MaintenanceState.RUNNING, component_ids__contains=[component.pk]
    ).exists()
    return [*claims, ComponentState.MAINTENANCE] if is_worked_on else claims


def _turn(component: Component, state: ComponentState, now: datetime) -> None:
    ComponentSpell.objects.filter(component=component, ended_at=None).update(ended_at=now)
    component.state, component.state_since = state, now
    component.save(update_fields=["state", "state_since"])
    if state is not ComponentState.OPERATIONAL:
        ComponentSpell.objects.create(
            brand_id=component.brand_id, component=component, state=state, began_at=now
        )
