"""What a connection may be told: its settings checked against what the adapter declares. Pure."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from amends.channels.base import Channel
from amends.channels.contract import Entry, Setting, SettingKind
from amends.refusals import Invalid

LONGEST = 4000
TRUE, FALSE = "true", "false"


class BadSettings(Invalid):
    """Some of the settings are not right; look at the sentence beside each."""

    code = "bad-settings"


@dataclass(frozen=True, slots=True)
class Checked:
    """Settings that fit: what may be shown, and what must be encrypted."""

    settings: dict[str, str]
    secrets: dict[str, str] = field(repr=False)


def needed_by(declared: Sequence[Setting], entry: Entry) -> tuple[Setting, ...]:
    """The settings that one way of connecting asks for, in the adapter's order."""
    return tuple(each for each in declared if each.entry in {Entry.EITHER, entry})


def was_asked(channel: Channel, kept: Mapping[str, str], given: Mapping[str, str]) -> bool:
    """Whether an account is reached by what its owner allowed, and goes on being so with what is given.

    ``kept``: its secrets; ``given``: what a person has just typed, where a key means the other way.
    """
    if not channel.asks or not any(name in kept for name in channel.learns):
        return False
    keys = {
        each.name
        for each in channel.settings
        if each.entry is Entry.KEY and each.kind is SettingKind.SECRET
    }
    is_typed = any(given.get(name) for name in keys)
    return not is_typed and not any(name in kept for name in keys - set(channel.learns))


def check(
    declared: Sequence[Setting], given: Mapping[str, str], kept: Mapping[str, str] | None = None
) -> Checked:
    """The settings complete: given, else kept from before, else the default, else made by us.

    ``given`` values are text (a toggle's ``"true"`` or ``"false"``); an empty one counts as not given,
    but for settings that are not secret and not required it empties what was kept. Raises `BadSettings`
    with a sentence for each field that is wrong.
    """
    known = {each.name: each for each in declared}
    wrong = {name: "There is no such setting." for name in given if name not in known}
    found: dict[str, str] = {}
    for setting in declared:
        value = _value(setting, given, kept or {})
        if sentence := _fault(setting, value):
            wrong[setting.name] = sentence
        found[setting.name] = value
    if wrong:
        raise BadSettings(fields=wrong)
    is_secret = {name: each.kind is SettingKind.SECRET for name, each in known.items()}
    return Checked(
        settings={name: value for name, value in found.items() if not is_secret[name]},
        secrets={name: value for name, value in found.items() if is_secret[name] and value},
    )


def _value(setting: Setting, given: Mapping[str, str], kept: Mapping[str, str]) -> str:
    value = given.get(setting.name, "").strip()
    if value:
        return value
    emptied = setting.name in given and not setting.required
    if setting.kind is SettingKind.SECRET or not emptied:
        value = kept.get(setting.name, "") or setting.default
    return value or (secrets.token_urlsafe(32) if setting.made else "")


def _fault(setting: Setting, value: str) -> str:
    """What is wrong with a value, as a sentence; empty when nothing is."""
    if not value:
        return "This is needed." if setting.required else ""
    if len(value) > LONGEST or not value.isprintable():
        return "This is too long, or holds characters that nobody can see."
    return _FAULTS[setting.kind](setting, value)


def _number_fault(_: Setting, value: str) -> str:
    fits = value.isascii() and value.isdigit() and len(value) < 10
    return "" if fits else "This must be a whole number."


def _choice_fault(setting: Setting, value: str) -> str:
    fits = value in setting.choices
    return "" if fits else f"This must be one of: {', '.join(setting.choices)}."


def _toggle_fault(_: Setting, value: str) -> str:
    return "" if value in {TRUE, FALSE} else f"This must be {TRUE} or {FALSE}."


def _no_fault(_: Setting, __: str) -> str:
    return ""


_FAULTS: Mapping[SettingKind, Callable[[Setting, str], str]] = {
    SettingKind.TEXT: _no_fault,
    SettingKind.SECRET: _no_fault,
    SettingKind.NUMBER: _number_fault,
    SettingKind.CHOICE: _choice_fault,
    SettingKind.TOGGLE: _toggle_fault,
}
