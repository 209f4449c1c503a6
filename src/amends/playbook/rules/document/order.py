"""What a playbook says of the order of the queue, in minutes before the promise. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from amends.playbook.rules.document.kinds import Many, Number, Text, part

_MINUTES = Number(0, 10_080)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityPart:
    """How many minutes before its promise a matter stands, for each thing that makes it press."""

    danger: int = part(
        _MINUTES, "Danger", "Safety, health, or somebody who cannot help themselves.", default=720
    )
    threat: int = part(
        _MINUTES, "Law and press", "A lawyer, a regulator or the press.", default=180
    )
    money: int = part(
        _MINUTES, "Money and access", "Money, a locked account, a day that passes.", default=120
    )
    urgent: int = part(_MINUTES, "Urgent words", "“Now”, “stranded”, “tonight”.", default=60)
    anger: int = part(_MINUTES, "Anger", "Half of it for who is unhappy.", default=45)
    spread: int = part(
        _MINUTES, "Spread", "What very many see; less for what fewer see.", default=240
    )
    valued: int = part(_MINUTES, "Valued customers", "Who has one of the tags below.", default=60)
    valued_tags: tuple[str, ...] = part(
        Many(Text(60), 30, once=""), "Tags of valued customers", "Such as vip.", default=()
    )
    most: int = part(
        _MINUTES,
        "At most",
        "All of it together: nobody is passed by who is due so much later.",
        default=1_440,
    )
