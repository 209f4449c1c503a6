"""Keys, sessions and facets of the AT protocol."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import orjson
from hypothesis import given
from hypothesis import strategies as st

from amends.channels import atproto
from amends.channels.wire import Wire

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def _token(claims: object) -> str:
    return f"head.{base64.urlsafe_b64encode(orjson.dumps(claims)).decode().rstrip('=')}.sign"


def test_a_session_ends_when_its_token_says() -> None:
    ends = NOW + timedelta(hours=2)
    told = Wire({"accessJwt": _token({"exp": int(ends.timestamp())}), "refreshJwt": "fresh"})
    renewal = atproto.session(told, NOW)
    assert renewal.good_until == ends
    assert renewal.secrets["refresh"] == "fresh"
    assert "fresh" not in repr(renewal)


def test_a_token_that_says_nothing_is_taken_for_an_hour() -> None:
    for odd in ("opaque", "a.b.c", _token({}), _token({"exp": "soon"}), _token({"exp": 1e300})):
        told = Wire({"accessJwt": odd, "refreshJwt": "fresh"})
        assert atproto.session(told, NOW).good_until == NOW + timedelta(hours=1)


@given(st.uuids())
def test_a_record_key_has_the_networks_form_and_never_changes(key: object) -> None:
    made = atproto.record_key(str(key))
    assert len(made) == 13
    assert made[0] in "234567abcdefghij", "the top bit of a TID is 0"
    assert set(made) <= set("234567abcdefghijklmnopqrstuvwxyz")
    assert made == atproto.record_key(str(key))
    assert made != atproto.record_key(f"{key}.")


def _who(handle: str) -> str:
    return {"ada.example": "did:plc:ada"}.get(handle, "")


def _parts(text: str) -> list[tuple[str, str]]:
    whole = text.encode()
    found = []
    for facet in atproto.facets(text, _who):
        index, [feature] = facet["index"], facet["features"]
        cut = whole[index["byteStart"] : index["byteEnd"]].decode()
        found.append((cut, feature["$type"].partition("#")[2]))
    return found


def test_names_links_and_tags_become_what_they_are() -> None:
    assert _parts("🔎 @ada.example, see https://x.example/a?b=1#c. #late_parcels!") == [
        ("https://x.example/a?b=1#c", "link"),
        ("@ada.example", "mention"),
        ("#late_parcels", "tag"),
    ]
    assert _parts("mail ada@ada.example, nobody @nobody.example, 24/7 #1") == []


@given(st.text(max_size=60))
def test_facets_never_cut_a_character(text: str) -> None:
    clean = text.encode("utf-8", "ignore").decode()
    for part, _ in _parts(f"{clean} https://x.example/é {clean} #tag"):
        assert part


def test_a_shortened_link_is_read_whole() -> None:
    text = "see x.example/very…"
    start, end = text.encode().index(b"x."), len(text.encode())
    facet = {
        "index": {"byteStart": start, "byteEnd": end},
        "features": [
            {"$type": "app.bsky.richtext.facet#link", "uri": "https://x.example/very/long"}
        ],
    }
    record = Wire({"text": text, "facets": [facet]})
    assert atproto.words(record) == "see https://x.example/very/long"
    beyond = {**facet, "index": {"byteStart": start, "byteEnd": end + 90}}
    assert atproto.words(Wire({"text": text, "facets": [beyond]})) == text
