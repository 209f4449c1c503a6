"""What an account can do: post, comment, write, reply, edit, delete, hide, like, pin."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from itertools import islice

from amends.practice import limits
from amends.practice.answers import Answer, Problem
from amends.practice.gate import Call, Handler
from amends.practice.objects import Item, Kind, Media, Profile, Remembered, Words
from amends.practice.reading import living, own_conversation, window_until

Act = Callable[[Call], Item]


def once(act: Act) -> Handler:
    """A send as a handler: with a known Idempotency-Key the first answer is given again."""

    def handler(call: Call) -> Answer:
        key = call.request.headers.get("idempotency-key") if call.account.idempotency else None
        if key is None:
            return _accepted(call, act(call))
        if (earlier := _earlier(call, key)) is not None:
            answer = _shown(call, earlier, 201)
            answer.headers["Idempotent-Replayed"] = "true"
            return answer
        item = act(call)
        _remember(call, key, item)
        return _accepted(call, item)

    return handler


def post(call: Call) -> Item:
    return call.network.post(call.account.profile, words(call, limits.PUBLIC_TEXT))


def comment(call: Call) -> Item:
    said = words(call, limits.PUBLIC_TEXT)
    thread = call.network.threads.get(_text(call, "thread"))
    if thread is None or thread.private or thread.items[0].kind != "post":
        raise Problem(404, "not_found", "There is no such thread.")
    parent_id = call.body.get("parent") or thread.items[0].id
    parent = call.network.items.get(str(parent_id))
    if parent is None or parent.thread is not thread:
        raise Problem(422, "parent_not_in_thread", "The parent is not in this thread.")
    if parent.deleted_at is not None or thread.items[0].deleted_at is not None:
        raise Problem(410, "deleted", "What you answer was deleted.")
    return call.network.comment(call.account.profile, parent, said)


def message(call: Call) -> Item:
    said = words(call, limits.MESSAGE_TEXT)
    person = _recipient(call)
    if window_until(call.account, person.id) <= call.network.clock():
        raise Problem(
            403,
            "outside_messaging_window",
            "You may write to people who wrote to you or mentioned you in the last 7 days.",
            window_seconds=limits.MESSAGING_WINDOW,
        )
    return call.network.message_person(call.account, person, said)


def review_reply(call: Call) -> Item:
    review = living(call, "review")
    if call.account not in review.thread.accounts:
        raise Problem(403, "not_your_review", "This review is about somebody else.")
    said = words(call, limits.PUBLIC_TEXT)
    if any(each.kind == "reply" and not each.deleted_at for each in review.thread.items):
        raise Problem(409, "already_replied", "This review has your reply; edit that one.")
    return call.network.reply(call.account, review, said)


def edit(kind: Kind) -> Handler:
    """A handler that changes the text of an own item of this kind."""

    def handler(call: Call) -> Answer:
        item = _own(call, kind)
        call.network.edit(item, words(call, limits.PUBLIC_TEXT).text)
        return _shown(call, item, 200)

    return handler


def delete(kind: Kind) -> Handler:
    """A handler that takes back an own item of this kind, or a comment under an own post."""

    def handler(call: Call) -> Answer:
        return _shown(call, call.network.delete(_ours_or_under_ours(call, kind)), 200)

    return handler


def hide(call: Call) -> Answer:
    item = living(call, "comment")
    if item.thread.items[0].author is not call.account.profile:
        raise Problem(403, "not_your_thread", "You can hide comments under your own posts.")
    hidden = call.body.get("hidden", True)
    if not isinstance(hidden, bool):
        raise Problem(422, "invalid_field", "hidden is true or false.", field="hidden")
    if item.hidden is not hidden:
        call.network.hide(item, hidden=hidden)
    return _shown(call, item, 200)


def pin(call: Call) -> Answer:
    """Keep an own post at the top of the account, or no longer; again is no error."""
    item = _own(call, "post")
    pinned = call.body.get("pinned", True)
    if not isinstance(pinned, bool):
        raise Problem(422, "invalid_field", "pinned is true or false.", field="pinned")
    if item.pinned is not pinned:
        item.pinned = pinned
        call.network.note({"op": "pin", "id": item.id, "pinned": pinned})
    return _shown(call, item, 200)


def like(kind: Kind) -> Handler:
    """A handler that likes somebody else's item of this kind; again is no second like."""

    def handler(call: Call) -> Answer:
        item = living(call, kind)
        if call.account.handle not in item.liked_by:
            call.network.react(item, likes=1, by=call.account.handle)
        return _shown(call, item, 200)

    return handler


#: How the bytes of each format begin, and its suffix.
_FORMATS = {b"\x89PNG\r\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif", b"RIFF": "webp"}


def upload(call: Call) -> Answer:
    """Keep a picture for a later send."""
    suffix = next((each for start, each in _FORMATS.items() if call.raw.startswith(start)), None)
    if suffix is None:
        raise Problem(422, "invalid_media", "This is no PNG, JPEG, GIF or WebP picture.")
    picture = call.network.upload(call.account, call.raw, suffix)
    return Answer({"media": Media(picture.id, "", picture.suffix).wire(call.network.base_url)}, 201)


def words(call: Call, most: int) -> Words:
    """Text, pictures and client_ref of a body; raises 422 for nothing, too long or not text."""
    text, pictures = _text(call, "text"), _pictures(call)
    counted = limits.graphemes(text)
    if not text.strip() and not pictures:
        raise Problem(422, "text_empty", "There is no text.")
    if counted > most:
        raise Problem(422, "text_too_long", "The text is too long.", limit=most, counted=counted)
    ref = call.body.get("client_ref")
    if ref is not None and (not isinstance(ref, str) or not 1 <= len(ref) <= limits.CLIENT_REF):
        raise Problem(
            422, "invalid_field", "client_ref is 1 to 100 characters.", field="client_ref"
        )
    return Words(text, lang=None, client_ref=ref, pictures=pictures)


def _pictures(call: Call) -> tuple[Media, ...]:
    given = call.body.get("media", [])
    if not isinstance(given, list) or len(given) > limits.PICTURES:
        raise Problem(422, "invalid_field", f"media: up to {limits.PICTURES}.", field="media")
    return tuple(_picture(call, each) for each in given)


def _picture(call: Call, given: object) -> Media:
    named = given if isinstance(given, dict) else {}
    known, alt = call.network.pictures.get(str(named.get("id"))), named.get("alt", "")
    if known is None or known.account != call.account.handle:
        raise Problem(422, "invalid_field", "There is no such picture of yours.", field="media")
    if not isinstance(alt, str) or len(alt) > limits.ALT_TEXT:
        raise Problem(422, "invalid_field", "alt is up to 1,500 characters.", field="media")
    return Media(known.id, alt, known.suffix)


def _text(call: Call, name: str) -> str:
    value = call.body.get(name)
    if not isinstance(value, str):
        raise Problem(422, "invalid_field", f"{name} is missing or no text.", field=name)
    return value


def _recipient(call: Call) -> Profile:
    to, conversation_id = call.body.get("to"), call.body.get("conversation")
    if (to is None) is (conversation_id is None):
        raise Problem(422, "one_recipient", "Give either to or conversation.")
    person = (
        own_conversation(call, str(conversation_id)).person
        if to is None
        else call.network.profile(str(to))
    )
    if person is None or person.kind != "person":
        raise Problem(404, "not_found", "There is nobody with this id.")
    return person


def _own(call: Call, kind: Kind) -> Item:
    item = living(call, kind)
    if item.author is not call.account.profile:
        raise Problem(403, "not_yours", f"This {kind} is not yours.")
    return item


def _ours_or_under_ours(call: Call, kind: Kind) -> Item:
    item = living(call, kind)
    is_under_ours = kind == "comment" and item.thread.items[0].author is call.account.profile
    return item if is_under_ours else _own(call, kind)


def _fingerprint(call: Call) -> bytes:
    return hashlib.sha256(call.request.url.path.encode() + b"\0" + call.raw).digest()


def _remember(call: Call, key: str, item: Item) -> None:
    now, remembered = call.network.clock(), call.account.remembered
    for old in [each for each, known in islice(remembered.items(), 10) if known.until <= now]:
        del remembered[old]
    until = now + limits.IDEMPOTENCY_WINDOW
    call.network.remember(call.account, key, Remembered(until, _fingerprint(call), item))


def _earlier(call: Call, key: str) -> Item | None:
    known = call.account.remembered.get(key)
    if known is None or known.until <= call.network.clock():
        return None
    if known.request != _fingerprint(call):
        raise Problem(422, "idempotency_key_reused", "This key belongs to another request.")
    return known.item


def _accepted(call: Call, item: Item) -> Answer:
    call.network.accept(call.account, item)
    return _shown(call, item, 201, accepted=True)


def _shown(call: Call, item: Item, status: int, *, accepted: bool = False) -> Answer:
    return Answer(call.network.seen(item, call.account.profile), status, accepted=accepted)
