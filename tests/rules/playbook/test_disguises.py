"""Nothing private passes into public, however it is disguised: a share of what `lint-quality` tries."""

from __future__ import annotations

import itertools
from collections import Counter

from amends.playbook.rules.draft import Draft
from amends.playbook.rules.engine import lint
from amends.playbook.rules.policy import PrivateKind
from benchmarks.answers.disguises import ANSWERS, POLICY, attempt, leaks

_SHARE = 1_000


def test_no_disguise_alone_gets_a_private_text_into_public() -> None:
    """Spaces, full-width digits, characters that nobody sees, lookalikes, and what else people think of."""
    single = (tried for tried in map(attempt, range(4 * _SHARE)) if len(tried.tricks) == 1)
    leaked = [tried for tried in itertools.islice(single, _SHARE) if leaks(tried)]
    assert Counter((each.kind.value, each.tricks) for each in leaked) == {}


def test_no_disguises_together_get_a_private_text_into_public() -> None:
    """Up to three at once."""
    assert [number for number in range(_SHARE) if leaks(attempt(number))] == []


def test_the_answers_are_stopped_for_what_is_in_them_only() -> None:
    """Else every attempt would be caught by its frame."""
    for answer in ANSWERS:
        found = lint(Draft(answer.format("...")), POLICY)
        assert not [each for each in found if each.code.startswith("private-")]


def test_an_attempt_is_the_same_each_time_and_attempts_differ() -> None:
    """A leak that was found can be found again by its number."""
    assert attempt(7) == attempt(7)
    assert len({attempt(number).draft.text for number in range(_SHARE)}) > _SHARE * 0.95


def test_every_kind_of_private_text_is_tried() -> None:
    """All but words about health, which are a matter of meaning and not of spelling."""
    kinds = {attempt(number).kind for number in range(_SHARE)}
    assert kinds == set(PrivateKind) - {PrivateKind.HEALTH}
