"""Quiet hours, digests, retries, and which chat addresses are taken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from amends.alerts.rules import pace
from amends.alerts.rules.chats import BadChatAddress, require_address, service_named
from amends.alerts.rules.kinds import Kind, Mail, gathers, usual
from amends.alerts.rules.manner import Manner, after_quiet, due, is_quiet, next_digest
from amends.staff.rules import Role

BERLIN = Manner(zone="Europe/Berlin", quiet_from=22 * 60, quiet_until=7 * 60)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        ("2026-11-20 20:59", False),  # 21:59 in Berlin
        ("2026-11-20 21:00", True),
        ("2026-11-21 02:00", True),
        ("2026-11-21 05:59", True),
        ("2026-11-21 06:00", False),
        ("2026-07-01 05:00", False),  # summer: 7:00 in Berlin
        ("2026-07-01 04:59", True),
    ],
)
def test_quiet_hours_go_over_midnight_in_ones_own_zone(moment: str, quiet: bool) -> None:
    assert is_quiet(BERLIN, at(moment)) is quiet


def test_a_quiet_day_is_quiet_all_day_and_ends_with_the_next_that_is_not() -> None:
    weekend = Manner(zone="Europe/Berlin", quiet_days=frozenset({5, 6}))
    saturday = at("2026-11-21 12:00")
    assert is_quiet(weekend, saturday)
    assert after_quiet(weekend, saturday) == at("2026-11-22 23:00")  # Monday 0:00 in Berlin


def test_quiet_hours_and_quiet_days_together_end_at_the_first_loud_moment() -> None:
    both = Manner(zone="UTC", quiet_from=22 * 60, quiet_until=7 * 60, quiet_days=frozenset({5, 6}))
    assert after_quiet(both, at("2026-11-20 23:00")) == at("2026-11-23 07:00")


def test_who_is_quiet_every_day_is_not_kept_waiting_for_ever() -> None:
    always = Manner(quiet_days=frozenset(range(7)))
    assert after_quiet(always, at("2026-11-20 23:00")) == at("2026-11-20 23:00")


def test_the_night_in_which_the_clocks_go_back_is_as_long_as_it_is() -> None:
    until_two = Manner(zone="Europe/Berlin", quiet_from=0, quiet_until=150)
    # 25 October 2026: 2:30 comes twice; the first time counts.
    assert after_quiet(until_two, at("2026-10-24 22:30")) == at("2026-10-25 00:30")


@pytest.mark.parametrize(
    ("manner", "now", "wanted"),
    [
        (Manner(digest_at=(480, 1020)), "2026-11-20 07:59", "2026-11-20 08:00"),
        (Manner(digest_at=(480, 1020)), "2026-11-20 08:00", "2026-11-20 17:00"),
        (Manner(digest_at=(480, 1020)), "2026-11-20 17:00", "2026-11-21 08:00"),
        (Manner(digest_every=4), "2026-11-20 09:00", "2026-11-20 12:00"),
        (
            Manner(digest_every=4, quiet_from=600, quiet_until=900),
            "2026-11-20 09:00",
            "2026-11-20 15:00",
        ),
        (Manner(zone="Asia/Kolkata", digest_at=(480,)), "2026-11-20 03:00", "2026-11-21 02:30"),
    ],
)
def test_a_digest_comes_at_its_times_but_not_in_quiet_hours(
    manner: Manner, now: str, wanted: str
) -> None:
    assert next_digest(manner, at(now)) == at(wanted)


def test_what_is_urgent_passes_quiet_hours_only_for_who_says_so() -> None:
    night = at("2026-11-20 23:00")
    closed = Manner(**{**_fields(BERLIN), "urgent_passes": False})
    assert due(BERLIN, night, is_urgent=True) == night
    assert due(BERLIN, night, is_urgent=False) == at("2026-11-21 06:00")
    assert due(closed, night, is_urgent=True) == at("2026-11-21 06:00")


def _fields(manner: Manner) -> dict[str, object]:
    return {name: getattr(manner, name) for name in manner.__slots__}


def test_every_role_has_a_usual_way_for_every_kind() -> None:
    for role in Role:
        for kind in Kind:
            assert usual(role, kind) is not None
    assert usual(Role.AGENT, Kind.MENTIONED).mail is Mail.AT_ONCE
    assert usual(Role.AGENT, Kind.NEW).is_none


def test_alike_alerts_are_gathered_for_a_while_but_not_for_ever() -> None:
    began = at("2026-11-20 12:00")
    minute = timedelta(minutes=1)
    assert gathers(began=began, newest=began + minute, now=began + 2 * minute)
    assert not gathers(began=began, newest=began, now=began + 3 * minute)
    assert not gathers(began=began, newest=began + 15 * minute, now=began + 16 * minute)


def test_a_failing_target_is_tried_later_each_time_but_at_least_every_hour() -> None:
    waits = [pace.next_try(failures).total_seconds() for failures in range(1, 12)]
    assert waits[:4] == [30, 60, 120, 240]
    assert waits[-1] == 3600
    assert pace.next_try(1, timedelta(minutes=10)) == timedelta(minutes=10)
    assert pace.next_try(1, timedelta(days=10)) == timedelta(hours=1)


@pytest.mark.parametrize(
    ("address", "service"),
    [
        ("https://hooks.slack.com/services/T1/B2/c3", "Slack"),
        ("slack://T1/B2/c3/#care", "Slack"),
        ("https://discord.com/api/webhooks/1/abc", "Discord"),
        (
            (
                "https://prod-1.westeurope.logic.azure.com:443/workflows/a/triggers/manual/paths/invoke"
                "?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=b"
            ),
            "Microsoft Teams",
        ),
        ("mmosts://chat.example.com/3ccdd113474722377935511fc85d3dd4", "Mattermost"),
        ("matrixs://user:pass@matrix.example.com/#care", "Matrix"),
        ("tgram://123456789:abcdefg_hijklmnop/12315544", "Telegram"),
        ("ntfys://ntfy.example.com/care?priority=high", "ntfy"),
    ],
)
def test_a_chats_address_is_known_by_what_it_is(address: str, service: str) -> None:
    require_address(address)
    assert service_named(address) == service


@pytest.mark.parametrize(
    "address",
    [
        "",
        "file:///etc/passwd",
        "exec://rm",
        "dbus://",
        "syslog://",
        "mailto://a:b@example.com",
        "https://example.com/hook",
        "https://hooks.slack.com.evil.example/services/T1/B2/c3",
        "https://evil-discord.com/api/webhooks/1/abc",
        "http://hooks.slack.com/services/T1/B2/c3",
        "slack://T1/B2/c3/#care?template=/etc/passwd",
        "slack://T1/B2/c3/#care?footer=no;template=/etc/passwd",
        "discord://1/abc?footer=no;te%6Dplate=/etc/passwd",
        "ntfys://ntfy.example.com/care?attach=http://169.254.169.254/",
        "discord://1/abc?avatar_url=http://10.0.0.1/",
        "jsons://example.com/?%2BX-Key=1",
        "slack://T1/B2/c3\n",
        "slack://[",
    ],
)
def test_what_is_no_chat_or_could_reach_further_is_refused(address: str) -> None:
    with pytest.raises(BadChatAddress):
        require_address(address)
