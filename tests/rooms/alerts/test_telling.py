"""Who is told of what: never of their own doing, never twice, and alike things as one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from amends.alerts.actions import watch
from amends.alerts.actions.read import read, read_all, read_case
from amends.alerts.actions.tell import forget, tell
from amends.alerts.actions.watch import Event
from amends.alerts.models import Alert, AlertCause, Notice, Target, Wish
from amends.alerts.queries import bell, sentences
from amends.alerts.rules.kinds import Happening, Kind
from amends.alerts.rules.pace import Way
from amends.inbox.models import Case, CaseEvent, Follower, Note, SetAside
from amends.refusals import NotFound
from amends.staff.models import Membership, Team, TeamMember
from cast import NOON, Cast, Matter, make_brand

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def event(matter: Matter, kind: str, by: int | None = None, **facts: object) -> Event:
    case = Case.objects.get(pk=matter.case.pk)
    kept = CaseEvent.objects.create(
        brand_id=case.brand_id, case=case, kind=kind, at=NOON, by_id=by, facts=facts
    )
    values = (kept.pk, case.brand_id, case.pk, kind, NOON, by, facts)
    return Event(*values, case.assignee_id, case.state)


def hear(*events: Event) -> int:
    return tell(happenings=list(watch.happenings_of(events, NOON)), now=NOON)


def reply(matter: Matter, number: int, *users: int) -> Happening:
    return Happening(
        brand_id=matter.case.brand_id,
        kind=Kind.REPLY,
        source=f"message:{number}",
        at=NOON,
        user_ids=users,
        case_id=matter.case.pk,
        gather=f"case:{matter.case.pk}",
        facts={"message": number},
    )


def told(cast: Cast) -> dict[str, list[str]]:
    """What everybody reads in their bell."""
    found = {}
    for user in (cast.olga, cast.bo, cast.ada, cast.vera):
        alerts = list(bell.alerts_of(cast.brand.pk, user.pk))
        found[user.name.split()[0]] = [each.sentence for each in sentences.said(alerts, zone="UTC")]
    return {name: words for name, words in found.items() if words}


def test_who_gets_a_case_is_told_and_who_takes_one_is_not(cast: Cast, matter: Matter) -> None:
    ada, bo = cast.ada.pk, cast.bo.pk
    hear(event(matter, "assigned", bo, **{"from": None, "to": ada}))
    assert told(cast) == {"Ada": ["Bo Lead gave you the case of Mira Kessler"]}
    hear(event(matter, "assigned", bo, **{"from": None, "to": bo}))
    assert "Bo" not in told(cast)


def test_a_handover_is_told_to_both_sides_but_not_to_who_did_it(cast: Cast, matter: Matter) -> None:
    ada, bo, olga = cast.ada.pk, cast.bo.pk, cast.olga.pk
    hear(event(matter, "assigned", olga, **{"from": ada, "to": bo}))
    assert told(cast) == {
        "Ada": ["Olga Owner gave your case of Mira Kessler to Bo Lead"],
        "Bo": ["Olga Owner handed you the case of Mira Kessler"],
    }


def test_a_team_is_told_unless_one_of_it_was_given_the_case(cast: Cast, matter: Matter) -> None:
    team = Team.objects.create(brand=cast.brand, name="Parcels", created_at=NOON)
    place = Membership.objects.get(brand=cast.brand, user=cast.ada)
    TeamMember.objects.create(brand=cast.brand, team=team, membership=place)
    hear(event(matter, "team_assigned", cast.bo.pk, **{"from": None, "to": team.pk}))
    assert told(cast) == {"Ada": ["Parcels got the case of Mira Kessler"]}
    Case.objects.update(assignee=cast.bo)
    assert not hear(event(matter, "team_assigned", None, **{"from": None, "to": team.pk}))


def test_an_empty_team_tells_nobody(cast: Cast, matter: Matter) -> None:
    team = Team.objects.create(brand=cast.brand, name="Nobody", created_at=NOON)
    assert not hear(event(matter, "team_assigned", None, **{"from": None, "to": team.pk}))


def test_who_is_mentioned_is_told_but_not_of_their_own_note(cast: Cast, matter: Matter) -> None:
    note = Note.objects.create(
        brand=cast.brand,
        case=matter.case,
        author=cast.ada,
        text="@Bo @Ada",
        written_at=NOON,
        mentions=[cast.bo.pk, cast.ada.pk],
    )
    hear(event(matter, "noted", cast.ada.pk, note=note.pk))
    assert told(cast) == {"Bo": ["Ada Agent mentioned you in the case of Mira Kessler"]}


def test_the_same_event_never_alerts_twice(cast: Cast, matter: Matter) -> None:
    happened = event(matter, "assigned", cast.bo.pk, **{"from": None, "to": cast.ada.pk})
    assert hear(happened) == 1
    assert hear(happened, happened) == 0
    assert Alert.objects.count() == 1


def test_five_replies_in_a_minute_are_one_alert(cast: Cast, matter: Matter) -> None:
    for number in range(5):
        now = NOON + number * MINUTE / 5
        tell(happenings=[reply(matter, number, cast.ada.pk)], now=now)
    assert told(cast) == {"Ada": ["Mira Kessler replied 5 times"]}
    tell(happenings=[reply(matter, 3, cast.ada.pk)], now=NOON + MINUTE)
    assert Alert.objects.get().times == 5


def test_a_reply_after_the_last_was_read_is_a_new_alert(cast: Cast, matter: Matter) -> None:
    tell(happenings=[reply(matter, 1, cast.ada.pk)], now=NOON)
    assert read_case(by=cast.actor(cast.ada), case_id=matter.case.pk, now=NOON) == 1
    tell(happenings=[reply(matter, 2, cast.ada.pk)], now=NOON + MINUTE)
    assert bell.unread_count(cast.brand.pk, cast.ada.pk) == 1
    assert Alert.objects.count() == 2


def test_holder_and_followers_are_told_of_a_reply_once_each(cast: Cast, matter: Matter) -> None:
    Case.objects.update(assignee=cast.ada)
    for user in (cast.ada, cast.vera):
        Follower.objects.create(brand=cast.brand, case=matter.case, user=user, since=NOON)
    rows = [(1, cast.brand.pk, matter.case.pk, NOON, cast.ada.pk)]
    tell(happenings=watch._replies(rows), now=NOON)
    assert told(cast) == {"Ada": ["Mira Kessler replied"], "Vera": ["Mira Kessler replied"]}


@pytest.mark.parametrize("why", [SetAside.SPAM, SetAside.BLOCKED])
def test_a_case_that_is_set_aside_alerts_nobody(cast: Cast, matter: Matter, why: str) -> None:
    Case.objects.update(set_aside=why, state="closed", closed_at=NOON)
    assert not tell(happenings=[reply(matter, 1, cast.ada.pk)], now=NOON)
    assert not Alert.objects.exists()


def test_a_late_promise_is_told_to_its_holder_and_to_leads(cast: Cast, matter: Matter) -> None:
    now = timezone.now()
    Case.objects.update(assignee=cast.ada, due_at=now + 10 * MINUTE)
    watch.look_at_promises(now=now)
    watch.look_at_promises(now=now + MINUTE)
    words = f"Mira Kessler was promised an answer by {now + 10 * MINUTE:%H:%M}"
    assert told(cast) == {"Ada": [words], "Bo": [words], "Olga": [words]}
    watch.look_at_promises(now=now + 11 * MINUTE)
    assert told(cast)["Ada"][0] == f"{words} and has none"
    Case.objects.update(assignee=cast.bo, due_at=now + 60 * MINUTE)
    watch.look_at_promises(now=now + 61 * MINUTE)
    assert len(bell.alerts_of(cast.brand.pk, cast.ada.pk)) == 2


def test_a_colleague_of_another_brand_hears_nothing(cast: Cast, matter: Matter) -> None:
    lumen = make_brand("Lumen")
    stranger = Happening(
        brand_id=lumen.pk, kind=Kind.REPLY, source="x", at=NOON, user_ids=(cast.ada.pk,)
    )
    assert not tell(happenings=[stranger], now=NOON)


def test_who_switched_a_kind_off_everywhere_has_no_alert(cast: Cast, matter: Matter) -> None:
    off = {"desk": False, "push": False, "mail": "no"}
    Wish.objects.create(brand=cast.brand, user=cast.ada, kind=Kind.REPLY, **off)
    assert not tell(happenings=[reply(matter, 1, cast.ada.pk)], now=NOON)


def test_a_chat_is_told_of_its_kinds_and_gathers_what_still_waits(
    cast: Cast, matter: Matter
) -> None:
    chat = Target.objects.create(
        brand=cast.brand, way=Way.CHAT, name="#care", kinds=[Kind.REPLY], made_at=NOON
    )
    for number in range(3):
        tell(happenings=[reply(matter, number, 0)], now=NOON + 5 * number * MINUTE)
    assert Alert.objects.get(user=None).times == 3
    notice = Notice.objects.get(target=chat)
    Notice.objects.update(state="sent")
    tell(happenings=[reply(matter, 9, 0)], now=NOON + 16 * MINUTE)
    assert Notice.objects.exclude(pk=notice.pk).count() == 1


def test_mail_waits_for_quiet_hours_or_the_digest(
    cast: Cast, matter: Matter, settings: object
) -> None:
    settings.MAIL_HOST = "mail.example"  # type: ignore[attr-defined]
    note = Note.objects.create(
        brand=cast.brand,
        case=matter.case,
        text="@Bo",
        written_at=NOON,
        mentions=[cast.bo.pk, cast.vera.pk],
    )
    hear(event(matter, "noted", cast.ada.pk, note=note.pk))
    due = {each.target.user.name: each.due_at for each in Notice.objects.all()}  # type: ignore[union-attr]
    assert due == {"Bo Lead": NOON + MINUTE, "Vera Viewer": NOON + timedelta(hours=5)}


def test_alerts_are_read_by_their_owner_only(cast: Cast, matter: Matter) -> None:
    tell(happenings=[reply(matter, 1, cast.ada.pk)], now=NOON)
    alert = Alert.objects.get()
    with pytest.raises(NotFound):
        read(by=cast.actor(cast.bo), alert_id=alert.pk, now=NOON)
    read(by=cast.actor(cast.ada), alert_id=alert.pk, now=NOON)
    read(by=cast.actor(cast.ada), alert_id=alert.pk, now=NOON + MINUTE)
    alert.refresh_from_db()
    assert alert.read_at == NOON


def test_read_all_reads_only_what_was_seen(cast: Cast, matter: Matter) -> None:
    for number, now in ((1, NOON), (2, NOON + 20 * MINUTE)):
        tell(happenings=[reply(matter, number, cast.ada.pk)], now=now)
    by = cast.actor(cast.ada)
    assert read_all(by=by, up_to=NOON + MINUTE, now=NOON + 21 * MINUTE) == 1
    assert bell.unread_count(cast.brand.pk, cast.ada.pk) == 1


def test_what_was_read_long_ago_is_forgotten(cast: Cast, matter: Matter) -> None:
    tell(happenings=[reply(matter, 1, cast.ada.pk), reply(matter, 2, cast.bo.pk)], now=NOON)
    read_all(by=cast.actor(cast.ada), up_to=NOON, now=NOON)
    later = NOON + timedelta(days=31)
    assert forget(now=later) > 0
    assert [each.user_id for each in Alert.objects.all()] == [cast.bo.pk]
    while forget(now=NOON + timedelta(days=91)):
        pass
    assert not Alert.objects.exists()
    assert not AlertCause.objects.exists()
