"""Reads a playbook: its text becomes a `Playbook`, or every reason why it does not. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from amends.playbook.rules.codes import Code
from amends.playbook.rules.document.kinds import NOTHING, At, Told
from amends.playbook.rules.document.nodes import Mapping, Node, Scalar, Sequence, read_tree
from amends.playbook.rules.document.problems import Problem
from amends.playbook.rules.document.proving import unproven
from amends.playbook.rules.document.schema import PLAYBOOK, SCHEMA_VERSION, Playbook

#: Nobody puts more than so many right at once.
MOST_PROBLEMS = 100


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a text: a playbook where nothing is wrong with it, and else what is."""

    text: str
    #: None where the text is wrong.
    playbook: Playbook | None
    #: In the order of the text.
    problems: tuple[Problem, ...]
    #: The text's parts, as far as they could be read; the form is filled from it.
    root: Mapping | None


def read(text: str, *, networks: frozenset[str] = frozenset()) -> Reading:
    """The playbook in a text of YAML, with every problem in it.

    ``networks``: the slugs of those that this desk has; empty: any are taken.
    """
    tree = read_tree(text)
    told = Told(rules=frozenset(Code), networks=networks, problems=list(tree.problems))
    made = _made(tree.root, told)
    if made is not None and not told.problems:
        told.problems += [_placed(each, tree.root) for each in unproven(made)]
    problems = tuple(sorted(set(told.problems)))[:MOST_PROBLEMS]
    return Reading(text, None if problems else made, problems, tree.root)


def _made(root: Mapping | None, told: Told) -> Playbook | None:
    if root is None:
        return None
    version = root.get("schema_version")
    if _is_later(version):
        # What a later desk knows would be told of line by line, and only this is wrong.
        said = f"This desk reads schema_version {SCHEMA_VERSION}; upgrade Amends to read this one."
        At(told, ("schema_version",)).wrong(version or root, said)
        return None
    made = PLAYBOOK.read(root, At(told))
    return made if made is not NOTHING else None


def _is_later(version: Node | None) -> bool:
    if not isinstance(version, Scalar) or not version.value.strip().isascii():
        return False
    digits = version.value.strip()
    return digits.isdigit() and len(digits) < 6 and int(digits) > SCHEMA_VERSION


def _placed(problem: Problem, root: Mapping | None) -> Problem:
    """A problem that knows only its path, with its place in the text."""
    node: Node | None = root
    for name in problem.path:
        below: Node | None = None
        if isinstance(node, Mapping):
            below = node.get(name)
        elif isinstance(node, Sequence) and int(name) < len(node.items):
            below = node.items[int(name)]
        if below is None:
            break
        node = below
    return replace(problem, line=node.line, column=node.column) if node else problem
