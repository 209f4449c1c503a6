"""How well the linter tells good answers from bad ones, on answers that no rule was written from.

Half of the answers are open to those who write rules; the other half is held out, and only its figures
have targets. The unseen answers share no situation with the open half and say how much of a figure comes
from knowing the situations; the fresh ones were written when the rules stood. Of what is not open
nothing is printed but counts.
`ANSWERS=open make bench only=lint-quality` measures the open half alone, and shows its mistakes;
`ANSWERS=practice` does so with the practice answers.

Then ten thousand private texts are disguised and put into public answers: none may pass.
"""

from __future__ import annotations

import os
from collections import Counter

from benchmarks.answers.disguises import attempt, leaks
from benchmarks.answers.reading import FRESH, HALVES, PRACTICE, UNSEEN, answers
from benchmarks.answers.scoring import Judged, blocked, judge, recall, tables, warned
from benchmarks.harness import Figures

_ATTEMPTS = 10_000


def run(figures: Figures, *, long: bool) -> None:  # noqa: ARG001 - all answers are linted in seconds
    """Every answer, each under its own brand's policy."""
    only = os.environ.get("ANSWERS", "")
    alone = only in (*HALVES, PRACTICE)
    for half in [only] if alone else [*HALVES, UNSEEN, FRESH, PRACTICE]:
        judged = [judge(answer) for answer in answers(half)]
        print(f"\n{half}: {len(judged)} answers")
        print("\n".join(tables(judged)))
        if half in ("open", PRACTICE) and only:
            _show(judged)
        _say(figures, half, judged)
    if not alone:
        _disguise(figures)


def _say(figures: Figures, half: str, judged: list[Judged]) -> None:
    name = half.replace("_", "-")
    if half == "held_out":
        figures.at_least(f"{name}-bad-caught", recall(judged), "%", 95)
        figures.at_most(f"{name}-good-blocked", blocked(judged), "%", 3)
    else:
        figures.told(f"{name}-bad-caught", recall(judged), "%")
        figures.told(f"{name}-good-blocked", blocked(judged), "%")
    figures.told(f"{name}-good-warned", warned(judged), "%")


def _disguise(figures: Figures) -> None:
    leaked = [tried for tried in map(attempt, range(_ATTEMPTS)) if leaks(tried)]
    for (kind, tricks), times in Counter((each.kind, each.tricks) for each in leaked).most_common(
        20
    ):
        print(f"leaked {times} times: {kind}, by {' and '.join(tricks)}")
    figures.at_most("private-texts-leaked", len(leaked), f"of-{_ATTEMPTS}", 0)


def _show(judged: list[Judged]) -> None:
    for each in judged:
        answer, spoke = each.answer, ", ".join(sorted(each.spoke)) or "nobody"
        if answer.is_bad and not each.is_right:
            wanted = ", ".join(sorted(answer.expected))
            print(f"MISSED {answer.language} [{wanted}] {spoke} spoke: {answer.text}")
        if not answer.is_bad and each.spoke:
            word = "BLOCKED" if each.blocked_by else "WARNED"
            print(f"{word} {answer.language} {spoke} spoke: {answer.text}")
