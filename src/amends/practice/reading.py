"""What an account can read: itself, its events, threads, conversations, what it sent."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from amends.practice import limits
from amends.practice.answers import Answer, Problem
from amends.practice.gate import Call, Handler
from amends.practice.objects import Account, Item, Json, Kind, Thread, unix_time, wire_time

MOST_A_PAGE = 500
_COUNT = re.compile("[0-9]{1,3}")


def me(call: Call) -> Answer:
    account, network = call.account, call.network
    expires = account.expires_at
    return Answer(
        {
            "account": account.profile.wire(network.base_url),
            "limits": {
                "post_text": limits.PUBLIC_TEXT,
                "comment_text": limits.PUBLIC_TEXT,
                "reply_text": limits.PUBLIC_TEXT,
                "message_text": limits.MESSAGE_TEXT,
                "client_ref": limits.CLIENT_REF,
                "counting": "grapheme_clusters",
            },
            "messaging_window": {"seconds": limits.MESSAGING_WINDOW, "opens_with": "any_contact"},
            "features": {"idempotency": account.idempotency},
            "idempotency": {"seconds": limits.IDEMPOTENCY_WINDOW},
            "rate": {"per_second": account.bucket.per_second, "burst": account.bucket.burst},
            "token_expires_at": wire_time(expires) if expires else None,
            "webhook": {"url": account.webhook.url} if account.webhook else None,
        }
    )


def events(call: Call) -> Answer:
    """A page of the account's events; the raw JSON of each was written when it happened."""
    told = call.account.events
    start = _start(call, len(told))
    if start is None:
        moment = _since(call)
        start = bisect_left(told, moment, key=lambda each: each.created_at) if moment else 0
    page = told[start : start + _limit(call)]
    end = start + len(page)
    tail = f'],"next":"{_cursor(end)}","has_more":{"true" if end < len(told) else "false"}}}'
    return Answer(b'{"events":[' + b",".join(each.raw for each in page) + tail.encode())


def sent(call: Call) -> Answer:
    """What this account sent through the API, oldest first; one client_ref or all."""
    newest = call.network.clock() - call.network.trouble(call.account).lookup_lag()
    known = call.account.sent
    visible = bisect_right(known, newest, key=lambda each: each.created_at)
    wanted, since, limit = call.query("client_ref"), _since(call) or 0.0, _limit(call)
    end = _start(call, len(known)) or 0
    found: list[Json] = []
    while end < visible and len(found) < limit:
        item = known[end]
        end += 1
        if item.created_at >= since and wanted in {None, item.client_ref}:
            found.append(call.network.seen(item, call.account.profile))
    return Answer({"sent": found, "next": _cursor(end), "has_more": end < visible})


def thread(call: Call) -> Answer:
    found = call.network.threads.get(call.path("id"))
    if found is None or found.private:
        raise Problem(404, "not_found", "There is no such thread.")
    root, *rest = _seen(call, found)
    return Answer({"thread": found.id, "root": root, "comments": rest})


def shown(kind: Kind) -> Handler:
    """A handler that shows one public item of this kind by id."""

    def handler(call: Call) -> Answer:
        return Answer(call.network.seen(living(call, kind), call.account.profile))

    return handler


def conversation(call: Call) -> Answer:
    found = own_conversation(call, call.path("id"))
    person = found.person
    assert person is not None  # noqa: S101  # a conversation has a person, a thread has none
    return Answer(
        {
            "conversation": found.id,
            "with": person.wire(call.network.base_url),
            "window": _window(call.account, person.id, call.network.clock()),
            "messages": _seen(call, found),
        }
    )


def own_conversation(call: Call, conversation_id: str) -> Thread:
    """A conversation of this account; raises a 404 for anybody else's."""
    found = call.network.threads.get(conversation_id)
    if found is None or not found.private or call.account not in found.accounts:
        raise Problem(404, "not_found", "There is no such conversation.")
    return found


def living(call: Call, kind: Kind) -> Item:
    """The item the path names; raises 404 when never there, 410 when taken back."""
    item = call.network.items.get(call.path("id"))
    if item is None or item.kind != kind or not _may_see(call.account, item):
        raise Problem(404, "not_found", f"There is no such {kind}.")
    if item.deleted_at is not None:
        raise Problem(410, "deleted", f"This {kind} was deleted.")
    return item


def window_until(account: Account, person_id: str) -> float:
    """Until when an account may write to a person, as a unix time; 0.0 when never in contact."""
    heard = account.heard_at.get(person_id)
    return heard + limits.MESSAGING_WINDOW if heard is not None else 0.0


def _window(account: Account, person_id: str, now: float) -> Json:
    until = window_until(account, person_id)
    return {"open": until > now, "until": wire_time(until) if until else None}


def _may_see(account: Account, item: Item) -> bool:
    return not item.thread.private or account in item.thread.accounts


def _seen(call: Call, thread: Thread) -> list[Json]:
    return [call.network.seen(each, call.account.profile) for each in thread.items]


def _cursor(position: int) -> str:
    return f"p{position:x}"


def _start(call: Call, most: int) -> int | None:
    after = call.query("after")
    if after is None:
        return None
    if call.query("since") is not None:
        raise Problem(400, "after_and_since", "Give either after or since.")
    try:
        position = int(after.removeprefix("p"), 16)
    except ValueError:
        position = -1
    if not after.startswith("p") or not 0 <= position <= most:
        raise Problem(400, "invalid_cursor", "This cursor is not one of ours.")
    return position


def _since(call: Call) -> float | None:
    text = call.query("since")
    if text is None:
        return None
    try:
        return unix_time(text)
    except ValueError:
        raise Problem(400, "invalid_time", "since needs an ISO 8601 time with an offset.") from None


def _limit(call: Call) -> int:
    text = call.query("limit") or "100"
    if not _COUNT.fullmatch(text) or not 1 <= int(text) <= MOST_A_PAGE:
        raise Problem(400, "invalid_limit", f"limit is from 1 to {MOST_A_PAGE}.")
    return int(text)
