"""What of a message made it fit, and what networks can be asked for. Pure."""

from __future__ import annotations

from amends.inbox.rules.matching import folding
from amends.inbox.rules.matching.distance import distance
from amends.inbox.rules.matching.tree import All, Any, Near, Node, Term, wanted

#: Words that one query may ask a network for.
MOST_TERMS = 8


def spoken(node: Node, text: str) -> tuple[str, ...]:
    """The words of ``text`` that the query was looking for, folded; phrases in one piece."""
    words = folding.words(text)
    found: dict[str, None] = {}
    for leaf in wanted(node):
        if isinstance(leaf, Near):
            found |= dict.fromkeys(
                word for word in words if distance(word, leaf.word) <= leaf.distance
            )
        elif isinstance(leaf, Term):
            found[folding.joined(leaf.words).lstrip("#@")] = None
    return tuple(word for word in found if word)


def askable(node: Node) -> tuple[str, ...]:
    """Words, phrases, hashtags and handles of which every message that fits has at least one.

    None where the query has only beginnings of words and filters, which no network can be asked for.
    """
    return tuple(dict.fromkeys(_askable(node)))[:MOST_TERMS]


def _askable(node: Node) -> tuple[str, ...]:
    if isinstance(node, Any):
        return tuple(term for part in node.parts for term in _askable(part))
    if isinstance(node, All):
        every = (terms for part in node.parts if (terms := _askable(part)))
        return min(every, key=lambda terms: (len(terms), -min(map(len, terms))), default=())
    if isinstance(node, Term) and not node.is_prefix:
        return (folding.joined(node.words),)
    return (node.word,) if isinstance(node, Near) else ()
