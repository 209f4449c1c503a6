"""What can be done on the practice X: post, reply, edit, delete, hide, like, write messages."""

from __future__ import annotations

import base64
import binascii

from amends.practice.answers import Answer
from amends.practice.limits import graphemes
from amends.practice.objects import Account, Item, Json, Media, Profile, Words
from amends.practice.x import ids, shapes
from amends.practice.x.door import Call, Fault
from amends.practice.x.reading import living

#: X weighs a text; this only keeps out what is too long however it is weighed.
_LONGEST = 560
_LONGEST_MESSAGE = 10_000
_FORMATS = {b"\x89PNG\r\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif", b"RIFF": "webp"}


def post(call: Call) -> Answer:
    """Post, reply or edit, by what the body names."""
    edited, reply = _inner(call, "edit_options"), _inner(call, "reply")
    words = _words(call, _LONGEST, _attached(call))
    if edited:
        item = _own(call, str(edited.get("previous_post_id")))
        call.network.edit(item, words.text)
        return _created(call, item, "post")
    if not reply:
        linked = "://" in words.text
        item = call.network.post(call.me.profile, words)
        return _created(call, item, "post with a link" if linked else "post")
    parent = living(call, str(reply.get("in_reply_to_tweet_id")))
    if not _is_asked(call, call.me, parent):
        raise Fault(
            403, "Reply to this conversation is not allowed: you were not mentioned or quoted."
        )
    return _created(call, call.network.comment(call.me.profile, parent, words), "reply")


def delete(call: Call) -> Answer:
    call.network.delete(_own(call, call.path("id")))
    return Answer({"data": {"deleted": True}})


def delete_message(call: Call) -> Answer:
    item = ids.item_of(call.network, call.path("id"))
    if item is None or item.kind != "message" or item.author is not call.me.profile:
        raise Fault(404, "There is no such message of yours.")
    if item.deleted_at is None:
        call.network.delete(item)
    return Answer({"data": {"deleted": True}})


def hide(call: Call) -> Answer:
    item, hidden = living(call, call.path("id")), call.body.get("hidden")
    if item.thread.items[0].author is not call.me.profile or not isinstance(hidden, bool):
        raise Fault(403, "You can hide only replies to your own posts.")
    if item.hidden is not hidden:
        call.network.hide(item, hidden=hidden)
    return Answer({"data": {"hidden": hidden}})


def like(call: Call) -> Answer:
    liked = living(call, call.text("tweet_id"))
    if call.me.handle not in liked.liked_by:
        call.network.react(liked, likes=1, by=call.me.handle)
    return Answer({"data": {"liked": True}})


def message(call: Call) -> Answer:
    """Write to somebody, named by the path or by the conversation that it names."""
    person = _recipient(call)
    pictures = _pictures(call, [_id_in(each) for each in _listed(call.body, "attachments")])
    if len(pictures) > 1:
        raise Fault(400, "A message has at most one attachment.")
    item = call.network.message_person(call.me, person, _words(call, _LONGEST_MESSAGE, pictures))
    call.network.accept(call.me, item)
    call.desk.charged["message"] += 1
    told: Json = {
        "dm_event_id": ids.of_item(item),
        "dm_conversation_id": shapes.conversation_id(item.thread),
    }
    return Answer({"data": told}, 201, accepted=True)


def upload(call: Call) -> Answer:
    """Keep a picture for a later post."""
    try:
        content = base64.b64decode(call.text("media"), validate=True)
    except binascii.Error:
        raise Fault(400, "The `media` field is no base64.") from None
    suffix = next((each for start, each in _FORMATS.items() if content.startswith(start)), None)
    if suffix is None:
        raise Fault(400, "The media is of an unsupported type.")
    picture = call.network.upload(call.me, content, suffix)
    number = str(10**18 + int(picture.id.rpartition("_")[2]))
    return Answer({"data": {"id": number, "media_key": f"3_{number}", "size": len(content)}})


def describe(call: Call) -> Answer:
    """Give a picture the words for people who cannot see it."""
    alt = _inner(_of(call, "metadata"), "alt_text").get("text", "")
    call.desk.alts[call.text("id")] = str(alt)[:1000]
    return Answer({"data": {"id": call.text("id")}})


def _created(call: Call, item: Item, unit: str) -> Answer:
    call.network.accept(call.me, item)
    call.desk.charged[unit] += 1
    shown = shapes.post(call.network, item)
    told: Json = {name: shown[name] for name in ("id", "text", "edit_history_post_ids")}
    return Answer({"data": told}, 201, accepted=True)


def _is_asked(call: Call, account: Account, parent: Item) -> bool:
    """Whether a self-serve app may reply: to itself, and to who names the account."""
    named = f"@{account.handle}" in shapes.text_of(call.network, parent).lower()
    return named or parent.author is account.profile


def _own(call: Call, external_id: str) -> Item:
    item = living(call, external_id)
    if item.author is not call.me.profile:
        raise Fault(403, "You are not permitted to change this post.")
    return item


def _recipient(call: Call) -> Profile:
    given = call.request.path_params
    if "participant_id" in given:
        person = ids.profile_of(call.network, call.path("participant_id"))
    else:
        threads = call.me.conversations.values()
        wanted = call.path("id")
        known = (each.person for each in threads if shapes.conversation_id(each) == wanted)
        person = next(known, None)
    if person is None or person.kind != "person":
        raise Fault(404, "There is nobody with this id.")
    return person


def _words(call: Call, most: int, pictures: tuple[Media, ...]) -> Words:
    text = call.body.get("text", "")
    if not isinstance(text, str) or (not text.strip() and not pictures):
        raise Fault(400, "The `text` field is required.")
    if graphemes(text) > most:
        raise Fault(400, "Your text is too long.")
    return Words(text, lang=None, pictures=pictures)


def _attached(call: Call) -> tuple[Media, ...]:
    return _pictures(call, _listed(_inner(call, "media"), "media_ids"))


def _pictures(call: Call, given: list[object]) -> tuple[Media, ...]:
    return tuple(_picture(call, str(each)) for each in given)


def _picture(call: Call, number: str) -> Media:
    name = f"pic_{int(number) - 10**18:06d}" if number.isdigit() else ""
    known = call.network.pictures.get(name)
    if known is None or known.account != call.me.handle:
        raise Fault(400, "Your media IDs are invalid.")
    return Media(known.id, call.desk.alts.get(number, ""), known.suffix)


def _id_in(given: object) -> object:
    return given.get("media_id") if isinstance(given, dict) else None


def _listed(given: Json, name: str) -> list[object]:
    found = given.get(name, [])
    return found if isinstance(found, list) else []


def _of(call: Call, name: str) -> Json:
    found = call.body.get(name)
    return found if isinstance(found, dict) else {}


def _inner(given: Call | Json, name: str) -> Json:
    if isinstance(given, Call):
        return _of(given, name)
    found = given.get(name)
    return found if isinstance(found, dict) else {}
