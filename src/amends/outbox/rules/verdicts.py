"""What the gate says: levels, verdicts, and the judgement that they come to. Pure."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from amends.channels.rights import Offer
from amends.outbox.rules.approvals import Ask
from amends.playbook.rules.findings import Finding


class Level(enum.StrEnum):
    """What a verdict does to a send."""

    PASS = "pass"  # noqa: S105 - the name of a level
    HOLD = "hold"
    BLOCK = "block"


class Moment(enum.StrEnum):
    """When the gate is asked: when somebody says it, and when it is about to leave."""

    ASKING = "asking"
    LEAVING = "leaving"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one check says about a send: which check, what follows, and why in one sentence."""

    code: str
    level: Level
    sentence: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the gate says: every verdict that is not a pass, and the most serious of them."""

    moment: Moment
    checked: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    #: The right that it is said by; None where rights play no part.
    offer: Offer | None = None
    findings: tuple[Finding, ...] = ()
    overruled: str = ""
    asks: tuple[Ask, ...] = ()
    playbook: int | None = None

    @property
    def level(self) -> Level:
        """The most serious level among the verdicts."""
        levels = {verdict.level for verdict in self.verdicts}
        return next((each for each in (Level.BLOCK, Level.HOLD) if each in levels), Level.PASS)

    @property
    def waits_for(self) -> str:
        """The check that holds it; empty when nothing does, or when it is blocked."""
        said = self.deciding if self.level is Level.HOLD else None
        return said.code if said else ""

    @property
    def deciding(self) -> Verdict | None:
        """The first verdict of the most serious level; None when everything passes."""
        return next((each for each in self.verdicts if each.level is self.level), None)

    def as_record(self) -> dict[str, object]:
        """For keeping with the send, as JSON."""
        return {
            "moment": str(self.moment),
            "level": str(self.level),
            "checked": list(self.checked),
            "verdicts": [asdict(each) for each in self.verdicts],
            **_right(self.offer),
            **_policy(self.findings, self.overruled),
            **_asked(self.asks, self.playbook),
        }


def _right(offer: Offer | None) -> dict[str, object]:
    """By which right it was said, where the network names one, and at what price."""
    if offer is None:
        return {}
    price = {"price": str(offer.price)} if offer.price is not None else {}
    return {**({"right": offer.tag} if offer.tag else {}), **price}


def _policy(findings: Sequence[Finding], overruled: str) -> dict[str, object]:
    """What the playbook found, by code and level; never the words, which may be private."""
    if not findings:
        return {}
    told = [{"code": each.code, "level": str(each.level)} for each in findings]
    return {"findings": told, **({"overruled": overruled} if overruled else {})}


def _asked(asks: Sequence[Ask], playbook: int | None) -> dict[str, object]:
    """Which rules wanted a second person, and the version of the playbook that was asked."""
    named = {"approval": [each.rule for each in asks]} if asks else {}
    return {**named, **({"playbook": playbook} if playbook is not None else {})}
