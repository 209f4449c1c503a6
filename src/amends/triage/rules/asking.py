"""Which few messages to ask people about: where the desk is least sure, each of another sort. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.triage.rules.labels import Kind
from amends.triage.rules.priority import UNHAPPY

#: Questions of one round: about two minutes.
ROUND = 12
#: After so long a message teaches half as much: people speak otherwise by then.
_HALF = timedelta(days=7)
#: What another of the same kind of act, or of the same language on the same network, is worth.
_AGAIN, _ALIKE = 0.6, 0.85
#: Where a chance of needing an answer is least telling, and a mood's score: the edges of unhappy and happy.
_UNSURE, _EDGES = 0.35, (UNHAPPY, 0.2)
#: So many labels of a kind halve what one more is worth.
_PLENTY = 200


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A message with what was made of it, as far as it says how sure that is."""

    message_id: int
    person_id: int
    #: The same words have the same sum.
    words: int
    #: Language and network.
    sort: tuple[str, str]
    act: str
    act_chance: float
    needs_chance: float
    mood_score: float
    sent_at: datetime
    #: Of which people said nothing yet.
    open_kinds: frozenset[Kind]


@dataclass(frozen=True, slots=True)
class Ask:
    """A message to be asked about, and what of it."""

    message_id: int
    kind: Kind


def most_telling(
    some: Sequence[Doubtful], labels: Mapping[Kind, int], *, now: datetime, many: int = ROUND
) -> list[Ask]:
    """So many questions whose answers would teach most; of one person, and of the same words, one at most.

    ``labels``: how many of each kind there are already.
    """
    worth = {kind: _PLENTY / (_PLENTY + n) for kind, n in labels.items()}
    left = [(each, *max(_doubts(each, worth, now))) for each in some if each.open_kinds]
    found: list[Ask] = []
    acts: Counter[str] = Counter()
    sorts: Counter[tuple[str, str]] = Counter()
    seen: set[object] = set()
    while left and len(found) < many:
        weights = [
            doubt * _AGAIN ** acts[each.act] * _ALIKE ** sorts[each.sort] for each, doubt, _ in left
        ]
        best = max(range(len(left)), key=lambda at: (weights[at], -left[at][0].message_id))
        each, _doubt, kind = left.pop(best)
        if _is_seen(each, seen):
            continue
        seen |= {("person", each.person_id), ("words", each.words)}
        acts[each.act] += 1
        sorts[each.sort] += 1
        found.append(Ask(each.message_id, Kind(kind)))
    return found


def _is_seen(each: Doubtful, seen: Collection[object]) -> bool:
    return ("person", each.person_id) in seen or ("words", each.words) in seen


def _doubts(
    each: Doubtful, worth: Mapping[Kind, float], now: datetime
) -> Iterator[tuple[float, str]]:
    """How little is known of each kind, the younger the more, and what it is worth."""
    age = 0.5 ** (max(now - each.sent_at, timedelta()) / _HALF)
    edge = min(abs(each.mood_score - at) for at in _EDGES)
    doubts = {
        Kind.NEEDS: max(0.0, 1 - abs(each.needs_chance - _UNSURE) / 0.4),
        Kind.COMPLAINT: 1 - each.act_chance,
        Kind.MOOD: max(0.0, 0.8 - 2 * edge),
    }
    for kind in sorted(each.open_kinds):
        yield doubts[kind] * worth.get(kind, 1.0) * age, kind.value
