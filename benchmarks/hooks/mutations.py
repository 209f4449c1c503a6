"""Turns a good body into one that nobody thought of: by its bytes, or by its JSON. Pure."""

from __future__ import annotations

import random
from collections.abc import Callable

import orjson

_ODD: tuple[object, ...] = (
    None,
    True,
    False,
    0,
    -1,
    2**53,
    -(2**63),
    1e308,
    0.1,
    "",
    " ",
    "\x00",
    "a\x00b",
    "\u202e\u200f\u200b",
    "👩‍👩‍👧‍👦" * 20,
    "9" * 400,
    "x" * 5000,
    "<script>alert(1)</script>",
    "'; DROP TABLE inbox_message; --",
    "{{ secret }} {% load %}",
    "../../etc/passwd",
    "javascript:alert(1)",
    "2026-13-45T99:99:99Z",
    "0000-00-00",
    "99999-01-01T00:00:00Z",
    "2026-11-21T09:01:00",
    [],
    {},
    [[]],
    [None],
    {"": None},
    {"id": {"id": {"id": []}}},
)
_KINDS = ("poll.closed", "comment.exploded", "message_reaction_v9", "unknown", "Created", "")
_ODD_BYTES = (b"\xff\xfe", b"\xed\xa0\x80", b"\x00", b'"', b"{", b"]", b",", b"\\u0000", b"\\ud800")
_DEEP = 2000


def mutated(dice: random.Random, good: bytes) -> bytes:
    """A body with one to three changes; one time in twenty it is left as it is."""
    if dice.random() < 0.05:
        return good
    change = dice.choice((_by_value, _by_value, _by_value, _by_bytes, _by_whole))
    for _ in range(dice.randint(1, 3)):
        good = change(dice, good)
    return good


# ------------------------------------------------------------------------------- by its bytes


def _by_bytes(dice: random.Random, body: bytes) -> bytes:
    changed = bytearray(body)
    start = dice.randint(0, len(changed))
    odd = dice.choice((*_ODD_BYTES, dice.randbytes(dice.randint(0, 8))))
    changed[start : start + dice.randint(0, 12)] = odd
    return bytes(changed)


def _by_whole(dice: random.Random, body: bytes) -> bytes:
    return dice.choice(
        (
            lambda: body[: dice.randint(0, len(body))],
            lambda: body + body,
            lambda: b"",
            lambda: b"\xef\xbb\xbf" + body,
            lambda: body.decode("utf-8", "replace").encode("utf-16"),
            lambda: b"[" * _DEEP + body + b"]" * _DEEP,
            lambda: orjson.dumps([_read(body)]),
            lambda: orjson.dumps(_read(body), option=orjson.OPT_INDENT_2),
            lambda: dice.randbytes(dice.randint(1, 300)),
            lambda: b"null",
            lambda: body.replace(b":", b"=").replace(b'"', b""),
        )
    )()


# -------------------------------------------------------------------------------- by its JSON


def _by_value(dice: random.Random, body: bytes) -> bytes:
    whole = _read(body)
    places = list(_places(whole))
    if not places:
        return _by_bytes(dice, body)
    holder, name = dice.choice(places)
    dice.choice(_CHANGES)(dice, holder, name)
    return orjson.dumps(whole, option=orjson.OPT_NON_STR_KEYS)


_Holder = dict[str, object] | list[object]


def _places(value: object) -> list[tuple[_Holder, str | int]]:
    """Every value in there, by what holds it and under which name."""
    found: list[tuple[_Holder, str | int]] = []
    inside = [value]
    while inside:
        holder = inside.pop()
        if isinstance(holder, dict):
            found += [(holder, name) for name in holder]
            inside += holder.values()
        elif isinstance(holder, list):
            found += [(holder, at) for at in range(len(holder))]
            inside += holder
    return found


def _odd(dice: random.Random, holder: _Holder, name: str | int) -> None:
    holder[name] = dice.choice(_ODD)  # type: ignore[index]


def _gone(_: random.Random, holder: _Holder, name: str | int) -> None:
    del holder[name]  # type: ignore[arg-type]


def _more(dice: random.Random, holder: _Holder, name: str | int) -> None:
    if isinstance(holder, dict):
        holder[f"new_{dice.randint(0, 9)}"] = dice.choice(_ODD)
    else:
        holder += [holder[int(name)]] * dice.randint(1, 30)


def _kind(dice: random.Random, holder: _Holder, name: str | int) -> None:
    if isinstance(holder, dict):
        for each in ("type", "object", "field", "verb", "item", "event", "kind"):
            if each in holder:
                name = each
    holder[name] = dice.choice(_KINDS)  # type: ignore[index]


def _wrapped(_: random.Random, holder: _Holder, name: str | int) -> None:
    holder[name] = [holder[name]]  # type: ignore[index]


def _swapped(dice: random.Random, holder: _Holder, name: str | int) -> None:
    names = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
    other = dice.choice(names)
    holder[name], holder[other] = holder[other], holder[name]  # type: ignore[index]


_CHANGES: tuple[Callable[[random.Random, _Holder, str | int], None], ...] = (
    _odd,
    _odd,
    _odd,
    _gone,
    _more,
    _kind,
    _wrapped,
    _swapped,
)


def _read(body: bytes) -> object:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return body.decode("utf-8", "replace")
