"""The places in the settings, in the order of their navigation; each area adds its own line here."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amends.staff.rules import Right
from amends.web import frame
from amends.web.desk import Desk


class Group(enum.StrEnum):
    """What a place in the settings is about."""

    YOURS = "yours"
    BRAND = "brand"
    TEAM = "team"
    INTAKE = "intake"


GROUPS: dict[Group, Promise] = {
    Group.YOURS: _("Yours"),
    Group.BRAND: _("Brand"),
    Group.TEAM: _("Team"),
    Group.INTAKE: _("Intake"),
}


@dataclass(frozen=True, slots=True)
class SettingsPlace:
    """One page of the settings. ``name`` is what it calls itself in `around`, ``url`` its address's name.

    ``right`` is what it takes to be offered the page; its actions check again.
    """

    name: str
    title: Promise
    says: Promise
    icon: str
    url: str
    group: Group
    right: Right = Right.READ


PLACES: tuple[SettingsPlace, ...] = (
    SettingsPlace(
        "you",
        _("You"),
        _("Your name, password, look and keys, and where you are signed in."),
        "person",
        "you",
        Group.YOURS,
    ),
    SettingsPlace(
        "notifications",
        _("Notifications"),
        _("What you are told, by which way, and when it is quiet."),
        "bell",
        "notifications",
        Group.YOURS,
    ),
    SettingsPlace(
        "brand",
        _("Brand"),
        _("Its name and time zone; further brands."),
        "globe",
        "brand-settings",
        Group.BRAND,
        Right.MANAGE_STAFF,
    ),
    SettingsPlace(
        "fields",
        _("Fields"),
        _("What your cases know besides the conversation, such as an order number."),
        "list",
        "fields",
        Group.BRAND,
    ),
    SettingsPlace(
        "tags",
        _("Tags"),
        _("The words that cases are sorted by."),
        "tag",
        "tags",
        Group.BRAND,
    ),
    SettingsPlace(
        "hours",
        _("Hours"),
        _("When you answer: the week, holidays, the time zone."),
        "sun",
        "hours",
        Group.BRAND,
        Right.MANAGE_TEAM,
    ),
    SettingsPlace(
        "promises",
        _("Promises"),
        _("Within how much working time customers are answered."),
        "clock",
        "promises",
        Group.BRAND,
        Right.MANAGE_TEAM,
    ),
    SettingsPlace(
        "triage",
        _("What comes first"),
        _("How messages are judged, what leaves the queue, and how often that was wrong."),
        "list",
        "triage",
        Group.BRAND,
    ),
    SettingsPlace(
        "learnt",
        _("What it has learnt"),
        _("What your people’s labels taught the desk, how well it does, and the way back."),
        "spark",
        "learnt",
        Group.BRAND,
    ),
    SettingsPlace(
        "playbook",
        _("Playbook"),
        _("What you say and never say, who may promise what, and the plan for the worst day."),
        "quote",
        "playbook",
        Group.BRAND,
    ),
    SettingsPlace(
        "moderation",
        _("Moderation"),
        _("What was hidden or deleted, as it stood, why, and by whose word."),
        "shield",
        "moderation",
        Group.BRAND,
    ),
    SettingsPlace(
        "assistant",
        _("Assistant"),
        _("A language model that drafts, shortens and translates; off until you connect one."),
        "spark",
        "assistant",
        Group.BRAND,
        Right.MANAGE_CONNECTIONS,
    ),
    SettingsPlace(
        "status-settings",
        _("Status page"),
        _("What everybody may read of how your services do, and who is told when that changes."),
        "info",
        "status-settings",
        Group.BRAND,
        Right.MANAGE_CONNECTIONS,
    ),
    SettingsPlace(
        "chats",
        _("Chat alerts"),
        _("Slack, Teams and other chats that are told what concerns the brand."),
        "note",
        "chats",
        Group.BRAND,
        Right.MANAGE_CONNECTIONS,
    ),
    SettingsPlace(
        "colleagues",
        _("Colleagues"),
        _("Who works here, with which role, in which hours; invitations."),
        "people",
        "colleagues",
        Group.TEAM,
    ),
    SettingsPlace(
        "teams",
        _("Teams"),
        _("Who shares a queue, and how it is handed out."),
        "stack",
        "teams",
        Group.TEAM,
    ),
    SettingsPlace(
        "trail",
        _("Audit trail"),
        _("Who did what, when; sealed."),
        "book",
        "trail",
        Group.TEAM,
        Right.MANAGE_STAFF,
    ),
    SettingsPlace(
        "saved-replies",
        _("Saved replies"),
        _("Words for every day: your own and the team's, with the customer's name in them."),
        "note",
        "saved-replies",
        Group.YOURS,
        Right.ORGANISE,
    ),
    SettingsPlace(
        "connections",
        _("Connections"),
        _("The accounts through which customers are heard and answered."),
        "plug",
        "connections",
        Group.INTAKE,
    ),
    SettingsPlace(
        "listening",
        _("Listening"),
        _("Words, products and people that you want to hear of without a mention."),
        "find",
        "listening",
        Group.INTAKE,
    ),
    SettingsPlace(
        "quarantine",
        _("Quarantine"),
        _("What arrived and could not be understood, with its raw bytes."),
        "shield",
        "quarantine",
        Group.INTAKE,
    ),
    SettingsPlace(
        "monitors",
        _("Monitors"),
        _("Programs that watch your services, and open an incident when one fails."),
        "bell",
        "monitors",
        Group.INTAKE,
        Right.MANAGE_CONNECTIONS,
    ),
    SettingsPlace(
        "tokens",
        _("Tokens"),
        _("Keys for programs that use the API."),
        "key",
        "tokens",
        Group.INTAKE,
        Right.MANAGE_TOKENS,
    ),
    SettingsPlace(
        "subscriptions",
        _("Subscriptions"),
        _("Programs that are told what happens to your cases."),
        "plug",
        "subscriptions",
        Group.INTAKE,
        Right.MANAGE_CONNECTIONS,
    ),
)


@dataclass(frozen=True, slots=True)
class Grouped:
    """The places of a group that somebody is offered."""

    title: Promise
    places: tuple[SettingsPlace, ...]


def offered(desk: Desk) -> list[Grouped]:
    """The places that this person may open, by group; a group without any is left out."""
    return [
        Grouped(title, found)
        for group, title in GROUPS.items()
        if (found := tuple(each for each in PLACES if each.group is group and desk.may(each.right)))
    ]


def around(desk: Desk, here: str) -> dict[str, Any]:
    """What `settings/base.html` needs; ``here`` is the name of the page's place in `PLACES`."""
    return {
        **frame.around(desk, place="settings"),
        "settings_here": here,
        "settings_groups": offered(desk),
    }
