"""Reading a network's JSON: what is odd is Malformed and says where it stands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.channels.adapters.demo import Demo
from amends.channels.base import Link
from amends.channels.calls import MOST_BYTES
from amends.channels.conformance.recordings import described
from amends.channels.conformance.worlds import Nowhere
from amends.channels.contract import Account, Delivery, Malformed, Refused, Secrets
from amends.channels.wire import Wire, read

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
LINK = Link(
    {"base_url": "http://practice.example"},
    Secrets({"token": "token", "webhook_secret": "a secret of some length"}),
    Nowhere(NOW).transports,
    Account("acc_northpost"),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def test_it_says_where_the_odd_thing_stands() -> None:
    body = Wire({"events": [{}, {"object": {"id": 7}}]})
    with pytest.raises(Malformed, match=r"the body\.events\[1\]\.object\.id is no text"):
        body.each("events")[1].inner("object").text("id")


@pytest.mark.parametrize(
    "value",
    ["2026-11-21", "21.11.2026", "2026-11-21T09:30:00", "0001-01-01T00:00:00+14:00", 7, None],
)
def test_a_time_needs_its_offset_and_an_instant_that_exists(value: object) -> None:
    with pytest.raises(Malformed):
        Wire({"at": value}).time("at")


def test_a_time_comes_in_utc() -> None:
    found = Wire({"at": "2026-11-21T10:30:00.250+01:00"}).time("at")
    assert found == datetime(2026, 11, 21, 9, 30, 0, 250_000, tzinfo=UTC)
    assert found.tzinfo is UTC


def test_true_is_no_number_and_one_is_not_true() -> None:
    with pytest.raises(Malformed):
        Wire({"likes": True}).maybe_number("likes")
    with pytest.raises(Malformed):
        Wire({"hidden": 1}).flag("hidden")


def test_nul_is_left_out() -> None:
    assert Wire({"text": "a\x00b"}).text("text") == "ab"


@given(st.binary(max_size=300))
def test_bytes_are_json_objects_or_malformed(body: bytes) -> None:
    try:
        read(body)
    except Malformed:
        return


@given(
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(["post.created", "comment.edited", "review.deleted", "x"]),
            "object": json_values,
        },
        optional={"account": json_values, "events": json_values, "delivery_id": json_values},
    )
)
def test_whatever_comes_is_understood_or_malformed(body: dict[str, object]) -> None:
    import orjson

    raw = orjson.dumps(body, option=orjson.OPT_NON_STR_KEYS) if _fits(body) else b"{}"
    try:
        described(Demo().parse(LINK, Delivery("key", raw)))
    except Malformed:
        return


@given(st.binary(max_size=200), st.text(max_size=80))
def test_what_is_not_signed_is_refused(body: bytes, header: str) -> None:
    with pytest.raises(Refused):
        Demo().verify(LINK, Delivery("key", body, {"x-practice-signature": header}), NOW)
    assert len(Demo().delivery_key(body, {})) <= 500


def _fits(value: object) -> bool:
    """orjson writes integers of 64 bits and texts without lone surrogates."""
    import orjson

    try:
        return len(orjson.dumps(value)) < MOST_BYTES
    except (TypeError, ValueError):
        return False
