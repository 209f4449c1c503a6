"""What exists on the practice network as posts, people, messages and events of X."""

from __future__ import annotations

from collections.abc import Sequence

from amends.practice.network import Network
from amends.practice.objects import Account, Event, Item, Json, Profile, Thread, wire_time
from amends.practice.x import ids

_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))


def post(network: Network, item: Item, asked_for: str = "") -> Json:
    """A post, with everything that can be asked of one; ``asked_for``: by the id of which version."""
    shown: Json = {
        "id": asked_for or ids.versions(item)[-1],
        "edit_history_post_ids": ids.versions(item),
        "author_id": ids.of_profile(item.author),
        "conversation_id": ids.of_item(item.thread.items[0]),
        "created_at": wire_time(item.edited_at or item.created_at),
        "lang": item.lang or "und",
        "public_metrics": {
            "repost_count": item.shares,
            "reply_count": item.comments,
            "like_count": item.likes,
            "quote_count": 0,
            "bookmark_count": 0,
            "impression_count": (item.likes + item.comments + 1) * 40,
        },
        "text": text_of(network, item),
    }
    if item.parent:
        answered = network.items[item.parent]
        shown["referenced_posts"] = [{"type": "replied_to", "id": ids.of_item(answered)}]
        shown["in_reply_to_user_id"] = ids.of_profile(answered.author)
    if item.media:
        shown["attachments"] = {"media_keys": [f"3_{each.id}" for each in item.media]}
    return shown


def text_of(network: Network, item: Item) -> str:
    """The words as X shows them: a reply begins with the name of whom it answers."""
    words = item.text
    if item.parent:
        name = f"@{network.items[item.parent].author.handle}"
        if name.lower() not in words.lower():
            words = f"{name} {words}"
    for plain, escaped in _ESCAPES:
        words = words.replace(plain, escaped)
    return words


def user(network: Network, profile: Profile) -> Json:
    """A person or a brand."""
    return {
        "id": ids.of_profile(profile),
        "name": profile.name,
        "username": profile.handle,
        "profile_image_url": f"{network.base_url}/avatars/{profile.handle}.svg",
        "public_metrics": {
            "followers_count": profile.followers,
            "following_count": 80,
            "post_count": 400,
            "listed_count": 1,
        },
    }


def includes(network: Network, items: Sequence[Item]) -> Json:
    """What an answer tells beside its posts or messages."""
    writers = {each.author.id: each.author for each in items}
    media = {each.id: each for item in items for each in item.media}
    parents = {each.parent: network.items[each.parent] for each in items if each.parent}
    told: Json = {"users": [user(network, each) for each in writers.values()]}
    if media:
        told["media"] = [
            {
                "media_key": f"3_{each.id}",
                "type": "photo",
                "url": f"{network.base_url}/media/{each.id}.{each.suffix}",
                "alt_text": each.alt,
            }
            for each in media.values()
        ]
    if parents:
        told["posts"] = [post(network, each) for each in parents.values()]
    return told


def page(network: Network, items: Sequence[Item], shown: Sequence[Json], following: str) -> Json:
    """A page of a list, newest first."""
    meta: Json = {"result_count": len(items)}
    if following:
        meta["next_token"] = following
    if not items:
        return {"meta": meta}
    meta |= {"newest_id": shown[0]["id"], "oldest_id": shown[-1]["id"]}
    return {"data": list(shown), "includes": includes(network, items), "meta": meta}


def message(item: Item) -> Json:
    """A direct message as it is read."""
    shown: Json = {
        "id": ids.of_item(item),
        "event_type": "MessageCreate",
        "text": item.text,
        "sender_id": ids.of_profile(item.author),
        "dm_conversation_id": conversation_id(item.thread),
        "created_at": wire_time(item.created_at),
    }
    if item.media:
        shown["attachments"] = {"media_keys": [f"3_{each.id}" for each in item.media]}
    return shown


def conversation_id(thread: Thread) -> str:
    """The id of a private conversation."""
    assert thread.person is not None  # noqa: S101  # a private thread has a person
    return ids.conversation(thread.accounts[0].profile, thread.person)


def envelope(network: Network, account: Account, event: Event) -> Json | None:
    """An event as the Activity API pushes it; None for what it does not tell."""
    item = network.items[event.object_id]
    kind, _, happened = event.type.partition(".")
    if happened == "deleted" and kind in {"post", "comment"}:
        gone: Json = {"id": ids.of_item(item), "author_id": ids.of_profile(item.author)}
        return dict(_envelope(account, event, "post.delete", gone))
    if happened == "created" and kind == "message":
        is_ours = item.author is account.profile
        payload = _pushed_message(network, account, item)
        return dict(_envelope(account, event, "dm.sent" if is_ours else "dm.received", payload))
    if happened in {"created", "edited"} and kind in {"post", "comment"}:
        told = _told(account, item)
        if not told:
            return None
        pushed = _envelope(account, event, told, post(network, item))
        pushed["data"]["includes"] = includes(network, [item])
        return dict(pushed)
    return None


def deleted_by(told: Json) -> list[str]:
    """Whose post an event says was deleted; nobody's for other events."""
    data = told.get("data")
    if not isinstance(data, dict) or data.get("event_type") != "post.delete":
        return []
    payload = data.get("payload")
    return [str(payload.get("author_id"))] if isinstance(payload, dict) else []


def _told(account: Account, item: Item) -> str:
    """X pushes a mention only where the words themselves name the account."""
    if item.author is account.profile:
        return "post.create"
    return "post.mention.create" if f"@{account.handle}" in item.text.lower() else ""


def _envelope(
    account: Account, event: Event, kind: str, payload: Json
) -> dict[str, dict[str, object]]:
    # As X's own, it is larger than browsers' numbers, and may be negative.
    number = (account.number * 10_000_000 + event.seq) * 1_000_003 - 2**63
    return {
        "data": {
            "event_uuid": str(number),
            "filter": {"user_id": ids.of_profile(account.profile)},
            "event_type": kind,
            "tag": account.handle,
            "payload": payload,
        }
    }


def _pushed_message(network: Network, account: Account, item: Item) -> Json:
    person = item.thread.person
    assert person is not None  # noqa: S101  # a message stands in a private thread
    to = person if item.author is account.profile else account.profile
    people = (item.author, to)
    return {
        "direct_message_events": [
            {
                "type": "message_create",
                "id": ids.of_item(item),
                "created_timestamp": str(int(item.created_at * 1000)),
                "message_create": {
                    "target": {"recipient_id": ids.of_profile(to)},
                    "sender_id": ids.of_profile(item.author),
                    "message_data": {"text": item.text, "entities": {"urls": []}},
                },
            }
        ],
        "users": {
            ids.of_profile(each): {
                "id": ids.of_profile(each),
                "name": each.name,
                "screen_name": each.handle,
                "followers_count": each.followers,
                "profile_image_url_https": f"{network.base_url}/avatars/{each.handle}.svg",
            }
            for each in people
        },
    }
