"""A form changes the playbook's text, and every other character stays as people wrote it."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest

from amends.playbook.queries import starters
from amends.playbook.rules.document.editing import CannotEdit, rewritten
from amends.playbook.rules.document.nodes import plain, read_tree

TEXT = """\
# Ours since 2024.
schema_version: 1

voice:
  description: Warm.   # as agreed
  emoji: {most: 1}

words:
  never:
    # Ada asked for this one.
    - words: calm down
      level: warn
    - words: whatever   # obviously
"""


def change(**sections: Any) -> str:
    return rewritten(TEXT, {**plain(read_tree(TEXT).root), **sections})


def test_a_word_changes_in_its_place() -> None:
    voice = {"description": "Warm: and “plain”.", "emoji": {"most": "1"}}
    assert change(voice=voice) == TEXT.replace("Warm.", '"Warm: and “plain”."')


def test_what_did_not_change_is_not_touched() -> None:
    assert change() == TEXT


def test_a_new_line_comes_beside_its_neighbours() -> None:
    never = plain(read_tree(TEXT).root)["words"]["never"]
    changed = change(words={"never": [*never, {"words": "shut up", "level": "block"}]})
    assert changed == TEXT + "    - words: shut up\n      level: block\n"
    assert change(words={"never": never, "say": [{"say": "parcel", "instead_of": ["box"]}]}) == (
        TEXT + "  say:\n    - say: parcel\n      instead_of:\n        - box\n"
    )


def test_what_is_removed_goes_with_its_own_lines() -> None:
    changed = change(words={"never": [{"words": "calm down", "level": "warn"}]})
    assert changed == TEXT.replace("    - words: whatever   # obviously\n", "")
    assert "Ada asked" in changed


def test_several_lines_are_written_as_a_block() -> None:
    changed = change(name="One\ntwo")
    assert changed.endswith("name: |-\n  One\n  two\n")


def test_a_text_with_problems_is_changed_by_hand() -> None:
    with pytest.raises(CannotEdit):
        rewritten("a: b: c", {})


_NEW: list[Any] = [
    "plain words",
    "it’s: a “test” # 1",
    "- dash",
    "'q'",
    "no",
    "null",
    "two\nlines\n\nmore",
    ["a", "b: c"],
    {"words": "x", "level": "warn", "list": ["1"]},
]


def _changed(value: Any, chance: random.Random) -> Any:
    """The value with something in it removed, added, moved or said otherwise."""
    deed = chance.random()
    if isinstance(value, dict) and len(value) > 1:
        name = chance.choice(list(value))
        if deed < 0.2:
            return {key: each for key, each in value.items() if key != name}
        if deed < 0.4:
            return {**value, f"new_{chance.randrange(99)}": chance.choice(_NEW)}
        return {**value, name: _changed(value[name], chance)}
    if isinstance(value, list) and value:
        at = chance.randrange(len(value))
        return [*value[:at], *_in_place_of(value[at], deed, chance), *value[at + 1 :]]
    return chance.choice(_NEW[:7])


def _in_place_of(item: Any, deed: float, chance: random.Random) -> list[Any]:
    if deed < 0.3:
        return []
    return [chance.choice(_NEW), item] if deed < 0.6 else [_changed(item, chance)]


@pytest.mark.parametrize("seed", range(5))
def test_any_change_says_what_is_wanted_and_nothing_else(seed: int) -> None:
    chance = random.Random(seed)
    starter = chance.choice(starters())
    root = read_tree(starter.text).root
    wanted = copy.deepcopy(plain(root))
    for _ in range(3):
        wanted = _changed(wanted, chance)
    changed = rewritten(starter.text, wanted)
    assert plain(read_tree(changed).root) == wanted
    kept = set(starter.text.splitlines()) & set(changed.splitlines())
    assert len(kept) > len(starter.text.splitlines()) / 2
