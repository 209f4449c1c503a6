"""How the linter did on answers: each good or bad one judged, counted by family, rule and language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from amends.playbook.rules.engine import lint
from amends.playbook.rules.findings import Level
from benchmarks.answers.reading import Answer, policy


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer, and the rules that warned of it or blocked it."""

    answer: Answer
    blocked_by: frozenset[str]
    warned_by: frozenset[str]

    @property
    def spoke(self) -> frozenset[str]:
        """The rules that said more than advice."""
        return self.blocked_by | self.warned_by

    @property
    def is_right(self) -> bool:
        """Whether a right rule spoke of a bad answer."""
        return bool(self.spoke & self.answer.expected)


def judge(answer: Answer) -> Judged:
    """Lint one answer under its brand's policy."""
    found = lint(answer.draft, policy(answer.brand))
    return Judged(
        answer,
        blocked_by=frozenset(each.code for each in found if each.level is Level.BLOCK),
        warned_by=frozenset(each.code for each in found if each.level is Level.WARN),
    )


def recall(judged: Iterable[Judged]) -> float:
    """The share of bad answers, in percent, of which a right rule spoke."""
    return _percent([each.is_right for each in judged if each.answer.is_bad])


def blocked(judged: Iterable[Judged]) -> float:
    """The share of good answers, in percent, that were stopped."""
    return _percent([bool(each.blocked_by) for each in judged if not each.answer.is_bad])


def warned(judged: Iterable[Judged]) -> float:
    """The share of good answers, in percent, that were warned of, but not stopped."""
    return _percent(
        [bool(each.spoke) and not each.blocked_by for each in judged if not each.answer.is_bad]
    )


def _percent(held: Sequence[bool]) -> float:
    return 100 * sum(held) / len(held) if held else 0.0


def tables(judged: Sequence[Judged]) -> list[str]:
    """The confusion tables as lines of text: by family, by language, and what stopped good answers."""
    return [
        *_bad_table("what is wrong", judged, lambda each: each.answer.families[0]),
        *_bad_table("language", judged, lambda each: each.answer.language),
        *_good_table(judged),
        *_said_of_good(judged),
    ]


def _bad_table(title: str, judged: Sequence[Judged], key: Callable[[Judged], str]) -> list[str]:
    """A line per key: how many bad, with a right rule, with only wrong ones (and which), with none."""
    lines = [f"{title:<16} bad  right  other  silent  other rules that spoke instead"]
    bad = [each for each in judged if each.answer.is_bad]
    for value in sorted({key(each) for each in bad}):
        of = [each for each in bad if key(each) == value]
        wrong = [each for each in of if not each.is_right]
        instead = Counter(code for each in wrong for code in each.spoke)
        right = len(of) - len(wrong)
        other = sum(bool(each.spoke) for each in wrong)
        lines.append(
            f"{value:<16} {len(of):>3} {right:>6} {other:>6} {len(wrong) - other:>7}  {_few(instead)}"
        )
    return lines


def _good_table(judged: Sequence[Judged]) -> list[str]:
    lines = ["language         good  blocked  warned"]
    good = [each for each in judged if not each.answer.is_bad]
    for language in sorted({each.answer.language for each in good}):
        of = [each for each in good if each.answer.language == language]
        stopped = sum(bool(each.blocked_by) for each in of)
        looked = sum(bool(each.spoke) for each in of) - stopped
        lines.append(f"{language:<16} {len(of):>4} {stopped:>8} {looked:>7}")
    return lines


def _said_of_good(judged: Sequence[Judged]) -> list[str]:
    good = [each for each in judged if not each.answer.is_bad]
    stopped = Counter(code for each in good for code in each.blocked_by)
    looked = Counter(code for each in good for code in each.warned_by)
    return [
        "rule               good blocked  good warned",
        *(
            f"{code:<18} {stopped[code]:>12} {looked[code]:>12}"
            for code in sorted({*stopped, *looked})
        ),
    ]


def _few(counted: Counter[str]) -> str:
    return ", ".join(f"{code} {times}" for code, times in counted.most_common(4))
