"""A database that went back in time is noticed, and nothing leaves until a person has looked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from amends.audit.models import Entry
from amends.listening.actions import heartbeat
from amends.outbox import actions as outbox
from amends.outbox.models import Send, SendState
from amends.outbox.queries import brake_of
from amends.outbox.rules import SayKind
from amends.project import restoring
from cast import Cast, Matter

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def _queued(cast: Cast, matter: Matter) -> Send:
    return outbox.say(
        by=cast.actor(cast.ada),
        case=matter.case,
        kind=SayKind.PUBLIC_REPLY,
        text="I am sorry, Mira. I look into it now.",
        request_key="one",
        now=NOW,
    )


def test_a_desk_that_goes_on_is_left_alone(cast: Cast, matter: Matter, tmp_path: Path) -> None:
    restoring.remember(tmp_path)
    _queued(cast, matter)
    assert not restoring.look(tmp_path, is_own_database=True, now=NOW)
    assert brake_of(cast.brand.pk) is None


def test_a_database_behind_what_the_folder_remembers_was_restored(
    cast: Cast, matter: Matter, tmp_path: Path
) -> None:
    send = _queued(cast, matter)
    restoring.remember(tmp_path)
    known = restoring.remembered(tmp_path)
    assert known is not None
    later = restoring.HighWater(known.entry, known.send, known.attempt + 1)
    (tmp_path / restoring.FILE).write_text(
        f'{{"entry":{later.entry},"send":{later.send},"attempt":{later.attempt}}}'
    )
    assert restoring.look(tmp_path, is_own_database=False, now=NOW)
    brake = brake_of(cast.brand.pk)
    assert brake is not None
    assert "restored" in brake.reason
    outbox.release_brake(by=cast.actor(cast.olga), now=NOW + timedelta(minutes=1))
    send.refresh_from_db()
    assert send.state == SendState.HELD, "what was queued waits for a person"


def test_it_is_noticed_once(cast: Cast, matter: Matter, tmp_path: Path) -> None:
    (tmp_path / restoring.FILE).write_text('{"entry":99999999,"send":0,"attempt":0}')
    assert restoring.look(tmp_path, is_own_database=False, now=NOW)
    assert not restoring.look(tmp_path, is_own_database=False, now=NOW)


def test_our_own_database_with_sends_and_an_empty_folder_came_from_elsewhere(
    cast: Cast, matter: Matter, tmp_path: Path
) -> None:
    _queued(cast, matter)
    assert restoring.look(tmp_path, is_own_database=True, now=NOW)


def test_a_new_machine_beside_others_stops_nobody(
    cast: Cast, matter: Matter, tmp_path: Path
) -> None:
    _queued(cast, matter)
    heartbeat.beat(role="worker", name="worker-1", now=NOW)
    assert not restoring.look(tmp_path, is_own_database=True, now=NOW)
    assert brake_of(cast.brand.pk) is None


def test_a_database_server_with_an_empty_folder_is_for_a_person_to_tell(
    cast: Cast, matter: Matter, tmp_path: Path
) -> None:
    _queued(cast, matter)
    assert not restoring.look(tmp_path, is_own_database=False, now=NOW)
    assert restoring.hold_everything(now=NOW) == 1
    assert brake_of(cast.brand.pk) is not None
    assert Entry.objects.filter(action="outbox.pull_brake").exists()


def test_a_spoiled_memory_is_none(tmp_path: Path) -> None:
    (tmp_path / restoring.FILE).write_text("{")
    assert restoring.remembered(tmp_path) is None
