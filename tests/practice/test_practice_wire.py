"""The wire format, as docs/channels/demo-wire-format.md describes it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import httpx
import pytest

from amends.practice import Item, Network, graphemes
from amends.practice.answers import Problem
from amends.practice.app import HANDLERS
from amends.practice.control import orders
from amends.practice.faults import Faults
from amends.practice.gate import _parsed

PAGE = Path(__file__).parents[2] / "docs/channels/demo-wire-format.md"
OBJECT_KEYS = {
    *("object", "id", "thread", "root", "parent", "author", "text", "lang", "media", "counts"),
    *("created_at", "edited_at", "deleted_at", "hidden", "pinned", "client_ref", "url"),
}


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def events(desk: httpx.Client, **query: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = desk.get("/v1/events", params=query).json()["events"]
    return found


def test_me_states_the_limits(desk: httpx.Client) -> None:
    me = desk.get("/v1/me").json()
    assert me["account"]["handle"] == "northpost"
    assert me["limits"]["comment_text"] == 500
    assert me["limits"]["message_text"] == 2000
    assert me["limits"]["counting"] == "grapheme_clusters"
    assert me["messaging_window"]["seconds"] == 7 * 24 * 3600


@pytest.mark.parametrize(
    ("state", "expected"),
    [("expired", (401, "token_expired")), ("revoked", (403, "account_revoked"))],
)
def test_a_token_can_end(
    desk: httpx.Client, control: httpx.Client, state: str, expected: tuple[int, str]
) -> None:
    control.post("/control/token", json={"account": "northpost", "state": state})
    assert code(desk.get("/v1/me")) == expected


def test_a_wrong_token_is_refused(served_url: str) -> None:
    answer = httpx.get(f"{served_url}/v1/me", headers={"Authorization": "Bearer x"})
    assert code(answer) == (401, "token_unknown")
    assert code(httpx.get(f"{served_url}/control/truth")) == (401, "control_token_wrong")


@pytest.fixture
def served_url(desk: httpx.Client) -> str:
    return str(desk.base_url).rstrip("/")


def test_an_event_carries_the_whole_object(desk: httpx.Client, complaint: Item) -> None:
    (event,) = events(desk)
    assert event["type"] == "post.created"
    assert event["seq"] == 1
    shown = event["object"]
    assert isinstance(shown, dict)
    assert shown.keys() == OBJECT_KEYS
    assert shown["author"]["handle"] == "maren"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", shown["created_at"])


def test_pages_follow_each_other_without_gaps(desk: httpx.Client, network: Network) -> None:
    network.storm(people=5, threads=3, messages=25)
    seen, after = [], "p0"
    while True:
        page = desk.get("/v1/events", params={"after": after, "limit": 10}).json()
        seen += [each["seq"] for each in page["events"]]
        after = page["next"]
        if not page["has_more"]:
            break
    assert seen == list(range(1, 26))
    assert events(desk, after=after) == []


def test_a_sweep_begins_at_a_time(desk: httpx.Client, network: Network, complaint: Item) -> None:
    later = network.message(complaint.author, network.account("northpost"), "Hello?")
    sweep = events(desk, since="2020-01-01T00:00:00Z")
    assert [each["type"] for each in sweep] == ["post.created", "message.created"]
    assert events(desk, since="2999-01-01T00:00:00Z") == []
    assert later.created_at >= complaint.created_at


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("after=zz", "invalid_cursor"),
        ("after=pffff", "invalid_cursor"),
        ("limit=0", "invalid_limit"),
        ("limit=²", "invalid_limit"),
        ("since=yesterday", "invalid_time"),
        ("since=2026-01-01T00:00:00", "invalid_time"),
        ("after=p0&since=2026-01-01T00:00:00Z", "after_and_since"),
    ],
)
def test_odd_questions_get_a_400(desk: httpx.Client, query: str, expected: str) -> None:
    assert code(desk.get(f"/v1/events?{query}")) == (400, expected)


def test_a_comment_is_echoed_with_its_reference(
    desk: httpx.Client, other_desk: httpx.Client, network: Network, complaint: Item
) -> None:
    network.comment(complaint.author, complaint, "@tallybook lost my invoice as well")
    body = {"thread": complaint.thread.id, "text": "We look into it.", "client_ref": "ref-1"}
    sent = desk.post("/v1/comments", json=body)
    assert sent.status_code == 201
    assert sent.json()["parent"] == complaint.id
    assert sent.json()["client_ref"] == "ref-1"
    assert sent.json()["lang"] is None
    assert events(desk)[-1]["object"]["client_ref"] == "ref-1"  # type: ignore[index]
    assert events(other_desk)[-1]["object"]["client_ref"] is None  # type: ignore[index]
    assert desk.get("/v1/sent?client_ref=ref-1").json()["sent"] == [sent.json()]
    assert desk.get("/v1/sent?client_ref=other").json()["sent"] == []


def test_a_thread_is_shown_whole(desk: httpx.Client, network: Network, complaint: Item) -> None:
    first = network.comment(network.person("jo"), complaint, "Same here.")
    network.comment(complaint.author, first, "Thanks Jo.")
    network.delete(first)
    shown = desk.get(f"/v1/threads/{complaint.thread.id}").json()
    assert shown["root"]["counts"]["comments"] == 2
    assert [each["text"] for each in shown["comments"]] == ["", "Thanks Jo."]
    assert shown["comments"][0]["deleted_at"]


def test_edits_and_deletions_are_told(
    desk: httpx.Client, network: Network, complaint: Item
) -> None:
    network.edit(complaint, "@northpost where is my red parcel?")
    network.delete(complaint)
    created, edited, deleted = events(desk)
    assert created["object"]["text"] == "@northpost where is my parcel?"  # type: ignore[index]
    assert edited["type"] == "post.edited"
    assert edited["object"]["edited_at"]  # type: ignore[index]
    assert deleted["object"]["text"] == ""  # type: ignore[index]
    assert code(desk.get(f"/v1/posts/{complaint.id}")) == (410, "deleted")
    body = {"thread": complaint.thread.id, "text": "Hello"}
    assert code(desk.post("/v1/comments", json=body)) == (410, "deleted")


def test_own_words_can_be_changed_and_taken_back(desk: httpx.Client, complaint: Item) -> None:
    body = {"thread": complaint.thread.id, "text": "We lok into it."}
    own = desk.post("/v1/comments", json=body).json()["id"]
    assert desk.patch(f"/v1/comments/{own}", json={"text": "We look"}).json()["text"] == "We look"
    assert desk.delete(f"/v1/comments/{own}").json()["deleted_at"]
    assert code(desk.patch(f"/v1/posts/{complaint.id}", json={"text": "x"})) == (403, "not_yours")


def test_only_comments_under_own_posts_are_hidden(
    desk: httpx.Client, network: Network, complaint: Item
) -> None:
    own = network.post(network.account("northpost").profile, "Our counters open at 8 from Monday.")
    spam = network.comment(network.person("cheap_pills"), own, "Click here")
    assert desk.post(f"/v1/comments/{spam.id}/hide").json()["hidden"] is True
    assert (
        desk.post(f"/v1/comments/{spam.id}/hide", json={"hidden": False}).json()["hidden"] is False
    )
    assert [each["type"] for each in events(desk)][-2:] == ["comment.hidden", "comment.shown"]
    under_hers = network.comment(network.person("jo"), complaint, "Same.")
    assert code(desk.post(f"/v1/comments/{under_hers.id}/hide")) == (403, "not_your_thread")


def test_a_review_gets_one_reply(
    desk: httpx.Client, other_desk: httpx.Client, network: Network
) -> None:
    review = network.review(network.person("jo"), network.account("northpost"), 2, "Late.")
    assert events(desk)[0]["object"]["rating"] == 2  # type: ignore[index]
    path = f"/v1/reviews/{review.id}/reply"
    assert code(other_desk.post(path, json={"text": "Hi"})) == (403, "not_your_review")
    reply = desk.post(path, json={"text": "We are sorry."})
    assert reply.json()["object"] == "reply"
    assert code(desk.post(path, json={"text": "Again"})) == (409, "already_replied")
    desk.delete(f"/v1/replies/{reply.json()['id']}")
    assert desk.post(path, json={"text": "Again"}).status_code == 201


def test_a_conversation_belongs_to_one_account(
    desk: httpx.Client, other_desk: httpx.Client, network: Network
) -> None:
    said = network.message(network.person("jo"), network.account("northpost"), "Hello?")
    body = {"conversation": said.thread.id, "text": "Hello Jo", "client_ref": "m1"}
    assert desk.post("/v1/messages", json=body).json()["conversation"] == said.thread.id
    shown = desk.get(f"/v1/conversations/{said.thread.id}").json()
    assert [each["text"] for each in shown["messages"]] == ["Hello?", "Hello Jo"]
    assert shown["window"]["open"] is True
    assert shown["with"]["handle"] == "jo"
    assert other_desk.get(f"/v1/conversations/{said.thread.id}").status_code == 404
    assert other_desk.get(f"/v1/messages/{said.id}").status_code == 404
    assert events(other_desk) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"text": "x"}, "invalid_field"),
        ({"thread": "THREAD", "text": "  "}, "text_empty"),
        ({"thread": "THREAD", "text": 5}, "invalid_field"),
        ({"thread": "THREAD", "text": "x" * 501}, "text_too_long"),
        ({"thread": "THREAD", "text": "x", "client_ref": ""}, "invalid_field"),
        ({"thread": "THREAD", "text": "x", "parent": "post_999999"}, "parent_not_in_thread"),
    ],
)
def test_what_cannot_be_sent_is_refused(
    desk: httpx.Client, complaint: Item, body: dict[str, object], expected: str
) -> None:
    ready = {k: complaint.thread.id if v == "THREAD" else v for k, v in body.items()}
    assert code(desk.post("/v1/comments", json=ready)) == (422, expected)


def test_five_hundred_families_fit(desk: httpx.Client, complaint: Item) -> None:
    family = "👩‍👩‍👧"
    assert graphemes(family) == graphemes("é") == graphemes("\r\n") == 1
    body = {"thread": complaint.thread.id, "text": family * 500}
    assert desk.post("/v1/comments", json=body).status_code == 201
    longer = desk.post("/v1/comments", json=body | {"text": family * 501})
    assert longer.json()["error"]["counted"] == 501


@pytest.mark.parametrize("raw", [b"{", b"[]", b"null", b"\xff", b"[" * 60_000])
def test_unreadable_bodies_are_refused(desk: httpx.Client, raw: bytes) -> None:
    assert code(desk.post("/v1/posts", content=raw)) == (400, "malformed_body")


def test_other_addresses_answer_in_json(desk: httpx.Client) -> None:
    assert code(desk.get("/v1/songs")) == (404, "not_found")
    assert code(desk.put("/v1/posts", json={})) == (405, "method_not_allowed")


def test_a_huge_body_is_refused(desk: httpx.Client) -> None:
    assert code(desk.post("/v1/posts", content=b" " * 70_000)) == (413, "body_too_large")
    with pytest.raises(Problem):
        _parsed(b'{"text": "\\ud800"}')


def test_the_page_names_every_address_and_switch(network: Network) -> None:
    page = PAGE.read_text()
    for _, path in (*HANDLERS, *orders(network)):
        assert path in page, path
    for switch in Faults().as_dict():
        assert f"`{switch}`" in page, switch


def test_the_pages_examples_are_json() -> None:
    for block in re.findall(r"```json\n(.*?)```", PAGE.read_text(), re.DOTALL):
        json.loads(block)
