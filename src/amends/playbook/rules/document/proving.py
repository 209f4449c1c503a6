"""A playbook's own rules and numbers are tried on their examples, by the linter itself. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from amends.playbook.rules.document.policies import own_rule, private_pattern
from amends.playbook.rules.document.problems import Problem, shown
from amends.playbook.rules.document.schema import Playbook
from amends.playbook.rules.own import Disagreement, disagreements, private_disagreements
from amends.playbook.rules.patterns import UnreadablePattern

_Path = tuple[str, ...]
_SAID = {
    "must_pass": "This must pass, and the rule finds something in it: “{text}”.",
    "must_fail": "This must fail, and the rule finds nothing in it: “{text}”.",
}


def unproven(playbook: Playbook) -> Iterator[Problem]:
    """Examples that must pass though something is found in them, or must fail though nothing is."""
    for number, form in enumerate(playbook.privacy.numbers):
        pattern = private_pattern(form)
        path = ("privacy", "numbers", str(number))
        yield from _tried(path, partial(private_disagreements, pattern))
    for number, rule in enumerate(playbook.rules.own):
        made = own_rule(rule)
        yield from _tried(("rules", "own", str(number)), partial(disagreements, made))


def _tried(path: _Path, wrong: Callable[[], Iterator[Disagreement]]) -> Iterator[Problem]:
    try:
        for each in wrong():
            said = _SAID[each.list_name].format(text=shown(each.text))
            yield Problem(0, 0, said, (*path, each.list_name, str(each.number)))
    except UnreadablePattern as refusal:
        yield Problem(0, 0, refusal.sentence, path)
