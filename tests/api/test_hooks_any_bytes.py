"""Whatever bytes and headers come: never a failure, never accepted unsigned, never lost once accepted."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from practice_pushes import (
    LARGEST,
    SIGNATURE,
    Request,
    ask,
    connect,
    door,
    event,
    path_of,
    push,
    signed,
)

from amends.channels.models import Connection
from amends.listening.actions.digest import MAX_TRIES, digest
from amends.listening.models import Delivery
from cast import NOON, Cast

pytestmark = pytest.mark.django_db(transaction=True)

_GOOD = push(1, event(1), event(2, parent=None), {**event(3), "type": "comment.edited"})
_TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=10,
)
#: Header values as they can travel.
_VALUES = st.text(st.characters(min_codepoint=33, max_codepoint=255), max_size=60)


@st.composite
def _mutated(draw: st.DrawFn) -> bytes:
    """A good body with some bytes changed, cut out or put in."""
    body = bytearray(_GOOD)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(body)))
        length = draw(st.integers(0, 12))
        body[start : start + length] = draw(st.binary(max_size=12))
    return bytes(body)


@st.composite
def _with_another_value(draw: st.DrawFn) -> bytes:
    """A good push, but one of a comment's facts is any JSON."""
    name = draw(
        st.sampled_from(["id", "thread", "author", "text", "created_at", "counts", "media"])
    )
    try:
        return push(draw(st.integers(1, 5)), event(1, **{name: draw(_JSON)}))
    except TypeError:  # an integer beyond what JSON's readers take
        return _GOOD


def _too_large() -> bytes:
    return b"x" * LARGEST * 2


_BODIES = st.binary(max_size=300) | _mutated() | _with_another_value() | st.builds(_too_large)
_PROOFS = st.sampled_from(["good", "none", "odd", "of another body", "of another secret"])


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    body=_BODIES,
    proof=st.tuples(_PROOFS, _VALUES),
    extra=st.dictionaries(st.sampled_from(["content-type", "x-a", "host"]), _VALUES),
    method=st.sampled_from(["POST"] * 9 + ["PUT"]),
)
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
def test_any_request(
    cast: Cast, body: bytes, proof: tuple[str, str], extra: dict[str, str], method: str
) -> None:
    Delivery.objects.all().delete()
    connected = Connection.objects.first() or connect(cast.brand)
    headers = {**extra, **_proof(*proof, body)}
    [answer] = ask(door(), Request(path_of(connected), body, headers, method))
    is_welcome = method == "POST" and proof[0] == "good" and len(body) <= LARGEST
    assert answer.status_code in ({200} if is_welcome else {401, 405, 413})
    kept = [bytes(row.body) for row in Delivery.objects.all()]
    assert kept == ([body] if is_welcome else [])
    for _ in range(MAX_TRIES if is_welcome else 0):
        digest(limit=10, now=NOON)
    for row in Delivery.objects.all():
        assert row.state in {"done", "quarantined"}
        assert bytes(row.body) == body


def _proof(kind: str, odd: str, body: bytes) -> dict[str, str]:
    return {
        "good": signed(body),
        "none": {},
        "odd": {SIGNATURE: odd},
        "of another body": signed(body + b" "),
        "of another secret": signed(body, secret="somebody else's secret"),
    }[kind]
