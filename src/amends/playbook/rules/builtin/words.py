"""Words of the playbook: those that are never said, and those that are said in their place. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from amends.playbook.rules.codes import Code
from amends.playbook.rules.findings import Level
from amends.playbook.rules.patterns import all_words, words
from amends.playbook.rules.policy import Forbidden, Policy, Preferred
from amends.playbook.rules.rule import Hit, Rule, texts
from amends.playbook.rules.view import View


def _forbidden(view: View) -> Iterator[Hit]:
    said = all_words(tuple(each.says for each in view.policy.forbidden)).among(view.plain.text)
    for each in view.policy.forbidden:
        if each.says in said and _for(view, each.languages):
            for start, end in _places(view, each.says):
                sentence = each.because or f"The playbook never says “{each.says.rstrip('*')}”."
                instead = f"Say “{each.instead}”." if each.instead else None
                yield Hit(start, end, sentence, instead, each.instead, each.level)


def _preferred(view: View) -> Iterator[Hit]:
    others = (says for each in view.policy.preferred for says in each.instead_of)
    said = all_words(tuple(others)).among(view.plain.text)
    for each in view.policy.preferred:
        for says in said.intersection(each.instead_of) if _for(view, each.languages) else ():
            for start, end in _places(view, says):
                sentence = each.because or f"The playbook says “{each.say}” for this."
                yield Hit(start, end, sentence, f"Say “{each.say}”.", each.say, each.level)


def _for(view: View, languages: tuple[str, ...]) -> bool:
    return not languages or view.language in ("", *languages)


def _places(view: View, says: str) -> Iterator[tuple[int, int]]:
    for match in words(says).finditer(view.plain.text):
        yield view.plain.back(*match.span(1))


_POLICY = Policy(
    forbidden=(
        Forbidden("cheap*", "We sell good value.", "good value"),
        Forbidden("not our policy", languages=("en",)),
    ),
    preferred=(Preferred("parcel", ("package", "shipment")),),
)
_FAMILY = "Words of the playbook"

RULES = (
    Rule(
        Code.FORBIDDEN,
        _FAMILY,
        "The playbook never says this.",
        Level.BLOCK,
        _forbidden,
        must_pass=texts("It is good value.", "A cheetah.", policy=_POLICY),
        must_fail=texts(
            "It is the CHEAPEST one.", "So cһeap!", "That is not  our policy.", policy=_POLICY
        ),
        suggestion="Say it in other words.",
    ),
    Rule(
        Code.PREFERRED,
        _FAMILY,
        "The playbook has another word for this.",
        Level.ADVISE,
        _preferred,
        must_pass=texts("Your parcel is here.", policy=_POLICY),
        must_fail=texts("Your package is here.", "Both shipment and parcel.", policy=_POLICY),
    ),
)
