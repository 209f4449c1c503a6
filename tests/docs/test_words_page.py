from __future__ import annotations

import re
from enum import Enum

import pytest
from django.apps import apps
from django.db.models import Model

from amends.alerts.models import NoticeState
from amends.alerts.rules.kinds import Detail, Kind, Mail
from amends.alerts.rules.pace import Way
from amends.bulk.models import ItemState, RunState, Verb
from amends.channels.models import ConnectionState
from amends.inbox.models import (
    CaseEventKind,
    CaseState,
    Direction,
    FieldKind,
    MoveKind,
    QueryKind,
    SetAside,
)
from amends.incidents.rules.ledger import Course, Occasion, Standing
from amends.incidents.rules.likeness import Verdict as ResemblanceVerdict
from amends.incidents.rules.words import (
    Attached,
    IncidentState,
    MonitorKind,
    Pinning,
    PostState,
    Severity,
    Template,
)
from amends.incidents.rules.words import NoticeState as IncidentNoticeState
from amends.incidents.rules.words import Source as IncidentSource
from amends.listening.models import AlarmKind, DeliveryState, SheetState, Source
from amends.outbox.models import ApprovalState, BrakeAskKind, Decision, DeedState, SendState, Word
from amends.playbook.models import DryRunState, VersionState
from amends.publishing.models import PostState as PlanState
from amends.replies.models import DraftKind, ExchangeState
from amends.staff.models import HandsOut
from amends.staff.rules import Role
from amends.status.rules.states import ComponentState, EventState, MaintenanceState
from amends.status.rules.states import NoticeState as SubscriberNoticeState
from amends.status.rules.states import Way as SubscriberWay
from amends.subscriptions.models import AnnouncementState
from amends.trends.models import SpikeState
from amends.triage.models import HintState, SetAsideWhy
from docs.pages import ROOT, text

WORDS = text(ROOT / "docs" / "building" / "words.md")
STATES: dict[str, type[Enum]] = {
    "Role": Role,
    "Connection": ConnectionState,
    "Delivery": DeliveryState,
    "Source": Source,
    "Alarm": AlarmKind,
    "Case": CaseState,
    "Message": Direction,
    "Announcement": AnnouncementState,
    "Case event": CaseEventKind,
    "Post": PlanState,
    "Query": QueryKind,
    "Send": SendState,
    "Deed": DeedState,
    "Moderation": Decision,
    "Approval": ApprovalState,
    "Vote": Word,
    "Question at the brake": BrakeAskKind,
    "Team": HandsOut,
    "Why it was set aside": SetAsideWhy,
    "Tag hint": HintState,
    "Set aside": SetAside,
    "Case move": MoveKind,
    "Field": FieldKind,
    "Run": RunState,
    "Run item": ItemState,
    "Verb": Verb,
    "Draft": DraftKind,
    "Exchange": ExchangeState,
    "Alert": Kind,
    "Wish": Mail,
    "Manner": Detail,
    "Target": Way,
    "Notice": NoticeState,
    "Sheet": SheetState,
    "Spike": SpikeState,
    "Playbook version": VersionState,
    "Dry run": DryRunState,
    "Incident": IncidentState,
    "Pinning": Pinning,
    "Severity": Severity,
    "Template": Template,
    "Incident source": IncidentSource,
    "Affected case": Attached,
    "Resemblance": ResemblanceVerdict,
    "Broadcast": Course,
    "Occasion": Occasion,
    "Recipient": Standing,
    "Incident notice": IncidentNoticeState,
    "Notice post": PostState,
    "Monitor": MonitorKind,
    "Component": ComponentState,
    "Status event": EventState,
    "Maintenance": MaintenanceState,
    "Subscriber": SubscriberWay,
    "Subscriber notice": SubscriberNoticeState,
}


def _entries() -> dict[str, str]:
    """Each word with all that is said about it."""
    parts = re.split(r"^\* \*\*", WORDS, flags=re.MULTILINE)[1:]
    return {part.partition("**")[0]: part for part in parts}


def _tables() -> list[type[Model]]:
    return [
        table
        for configuration in apps.get_app_configs()
        if configuration.name.startswith("amends.")
        for table in configuration.get_models()
    ]


@pytest.mark.parametrize("table", _tables(), ids=lambda table: table.__name__)
def test_every_table_has_its_word(table: type[Model]) -> None:
    name = table.__name__
    assert any(
        word == name or f"(`{name}`)" in said.split(":")[0] for word, said in _entries().items()
    )


@pytest.mark.parametrize("word", STATES)
def test_every_state_is_explained(word: str) -> None:
    said = _entries()[word].partition("\n\n")[0]
    explained = {
        name
        for line in said.splitlines()[1:]
        for name in re.findall(r"`(\w+)`", line.partition(":")[0])
    }
    assert explained == {str(state.value) for state in STATES[word]}


def test_every_choice_of_a_table_is_explained() -> None:
    """A new set of states must come into the list above."""
    known = {frozenset(str(state.value) for state in kind) for kind in STATES.values()}
    for table in _tables():
        for field in table._meta.concrete_fields:
            if field.choices:
                values = frozenset(str(value) for value, _ in field.choices)
                assert values in known, field
