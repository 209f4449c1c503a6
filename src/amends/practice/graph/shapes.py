"""What exists on the practice network in the shapes of the Graph API: objects that are read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from amends.practice.graph import ids
from amends.practice.network import Network
from amends.practice.objects import Account, Item, Json, Profile, Thread

EDGES = ("comments", "messages", "reactions")


def written(moment: float) -> str:
    """A unix time as Graph writes it: ISO 8601 in UTC, to the second."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


def who(network: Network, profile: Profile) -> Json:
    return {"id": ids.profile_id(network, profile), "name": profile.name}


def post(network: Network, account: Account, item: Item) -> Json:
    rest = [each for each in item.thread.items[1:] if each.deleted_at is None]
    newest = max((each.created_at for each in item.thread.items), default=item.created_at)
    return {
        "id": ids.item_id(network, account, item),
        "message": item.text,
        "story": None,
        "from": who(network, item.author),
        "created_time": written(item.created_at),
        "updated_time": written(max(newest, item.edited_at or 0.0)),
        "permalink_url": f"{network.base_url}/t/{item.thread.id}",
        "full_picture": _picture(network, item),
        "shares": {"count": item.shares} if item.shares else None,
        "reactions": _summary(item.likes),
        "comments": _summary(len(rest)),
        "is_hidden": item.hidden,
    }


def comment(network: Network, account: Account, item: Item) -> Json:
    root = item.thread.items[0]
    parent = network.items.get(item.parent or "")
    nested = parent is not None and parent is not root
    src = _picture(network, item)
    return {
        "id": ids.item_id(network, account, item),
        "message": item.text,
        "from": who(network, item.author),
        "created_time": written(item.created_at),
        "permalink_url": f"{network.base_url}/t/{item.thread.id}#{item.id}",
        "parent": {"id": ids.item_id(network, account, parent)} if parent and nested else None,
        "attachment": {"type": "photo", "media": {"image": {"src": src}}} if src else None,
        "like_count": item.likes,
        "comment_count": sum(each.parent == item.id for each in item.thread.items),
        "is_hidden": item.hidden,
        "can_reply_privately": item.author.kind == "person",
    }


def rating(network: Network, item: Item) -> Json:
    """A recommendation; between yes and no stand the stars of earlier times."""
    stars = item.rating or 0
    return {
        "id": ids.number(item.id),
        "open_graph_story": {"id": ids.number(item.id)},
        "recommendation_type": "positive" if stars > 2 else "negative",
        "rating": stars if 1 < stars < 5 else None,
        "review_text": item.text,
        "created_time": written(item.created_at),
        "reviewer": who(network, item.author),
    }


def conversation(network: Network, account: Account, thread: Thread, most: int) -> Json:
    newest = list(reversed([each for each in thread.items if each.deleted_at is None]))
    person = thread.person
    people = [who(network, person)] if person else []
    return {
        "id": f"t_{ids.number(thread.id)}",
        "updated_time": written(max(each.created_at for each in thread.items)),
        "participants": {"data": [*people, who(network, account.profile)]},
        "messages": {"data": [message(network, account, each) for each in newest[:most]]},
    }


def message(network: Network, account: Account, item: Item) -> Json:
    person = item.thread.person
    to = account.profile if item.author is not account.profile else person
    src = _picture(network, item)
    return {
        "id": ids.item_id(network, account, item),
        "message": item.text,
        "from": who(network, item.author),
        "to": {"data": [who(network, to)] if to else []},
        "created_time": written(item.created_at),
        "attachments": {"data": [{"image_data": {"url": src}}]} if src else None,
        "sticker": None,
    }


def paged(objects: Sequence[Json], after: int, limit: int, address: str) -> Json:
    """One page of an edge, and the cursors around it."""
    some = list(objects[after : after + limit])
    paging: Json = {"cursors": {"before": f"c{after}", "after": f"c{after + len(some)}"}}
    if after + limit < len(objects):
        paging["next"] = f"{address}?after=c{after + limit}"
    return {"data": some, "paging": paging} if some else {"data": []}


def _summary(total: int) -> Json:
    return {"data": [], "summary": {"total_count": total}}


def _picture(network: Network, item: Item) -> str | None:
    if not item.media:
        return None
    return f"{network.base_url}/media/{item.media[0].id}.{item.media[0].suffix}"
