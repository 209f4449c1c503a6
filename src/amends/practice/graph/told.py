"""What happens on the practice network as the changes and messages that a Page's webhooks bring."""

from __future__ import annotations

from amends.practice.graph import ids, shapes
from amends.practice.network import Network
from amends.practice.objects import Account, Event, Item, Json

_VERBS = {
    "created": "add",
    "edited": "edited",
    "deleted": "remove",
    "hidden": "hide",
    "shown": "unhide",
}


def entry(network: Network, account: Account, event: Event) -> Json | None:
    """The entry for one event; None for what a Page is not told."""
    item = network.items[event.object_id]
    kind, _, happened = event.type.partition(".")
    head: Json = {"id": ids.page_id(account), "time": int(event.created_at)}
    if happened not in _VERBS or kind not in {"post", "comment", "message", "review", "reply"}:
        return {**head, "changes": [{"field": "live_videos", "value": {"status": "vod"}}]}
    if kind == "message":
        told = _message(network, account, item, happened)
        head["time"] = int(event.created_at * 1000)
        return {**head, "messaging": [told]} if told else None
    return {**head, "changes": [_change(network, account, item, _VERBS[happened])]}


def _change(network: Network, account: Account, item: Item, verb: str) -> Json:
    root = item.thread.items[0]
    if root.kind == "review":
        return {"field": "ratings", "value": _rating(network, account, item, verb)}
    value: Json = {
        "item": "comment" if item is not root else "status",
        "verb": verb,
        "post_id": ids.item_id(network, account, root),
        "from": shapes.who(network, item.author),
        "created_time": int(item.created_at),
        "post": {"permalink_url": f"{network.base_url}/t/{item.thread.id}"},
    }
    if verb != "remove":
        value["message"] = item.text
    if item.media:
        media = item.media[0]
        value["photo"] = f"{network.base_url}/media/{media.id}.{media.suffix}"
    if item is not root:
        parent = network.items[item.parent or root.id]
        value["comment_id"] = ids.item_id(network, account, item)
        value["parent_id"] = ids.item_id(network, account, parent)
    is_mention = item is root and item.author.kind == "person" and not ids.is_visitor_post(item)
    return {"field": "mention" if is_mention else "feed", "value": value}


def _rating(network: Network, account: Account, item: Item, verb: str) -> Json:
    review = item.thread.items[0]
    value: Json = {
        "verb": verb,
        "open_graph_story_id": ids.number(review.id),
        "created_time": int(item.created_at),
    }
    if item is not review:
        said = {"item": "comment", "comment_id": ids.item_id(network, account, item)}
        return {**value, **said, "message": item.text, "from": shapes.who(network, item.author)}
    told = shapes.rating(network, review)
    stars = {"rating": told["rating"]} if told["rating"] else {}
    return {
        **value,
        **stars,
        "item": "rating",
        "reviewer_id": ids.profile_id(network, item.author),
        "reviewer_name": item.author.name,
        "review_text": item.text,
        "recommendation_type": told["recommendation_type"],
    }


def _message(network: Network, account: Account, item: Item, happened: str) -> Json | None:
    person = item.thread.person
    if person is None or happened not in {"created", "edited"}:
        return None
    own, page = item.author is account.profile, ids.page_id(account)
    sender, other = (page, ids.person_id(person)) if own else (ids.person_id(person), page)
    head: Json = {
        "sender": {"id": sender},
        "recipient": {"id": other},
        "timestamp": int((item.edited_at or item.created_at) * 1000),
    }
    mid = ids.item_id(network, account, item)
    if happened == "edited":
        return {**head, "message_edit": {"mid": mid, "text": item.text, "num_edit": 1}}
    message: Json = {"mid": mid}
    if item.text:
        message["text"] = item.text
    if item.media:
        url = f"{network.base_url}/media/{item.media[0].id}.{item.media[0].suffix}"
        message["attachments"] = [{"type": "image", "payload": {"url": url}}]
    if own:
        message |= {"is_echo": True, "app_id": int(ids.APP_ID)}
        message |= {"metadata": item.client_ref} if item.client_ref else {}
    return {**head, "message": message}


def receipts(account: Account, item: Item, network: Network) -> list[Json]:
    """What follows an own message: that it arrived, and that everything until then was read."""
    person = item.thread.person
    if person is None or item.author is not account.profile:
        return []
    at = int(item.created_at * 1000) + 1
    head: Json = {
        "sender": {"id": ids.person_id(person)},
        "recipient": {"id": ids.page_id(account)},
        "timestamp": at,
    }
    mid = ids.item_id(network, account, item)
    entries: list[Json] = [{**head, "delivery": {"mids": [mid], "watermark": at}}]
    entries.append({**head, "read": {"watermark": at}})
    page: Json = {"id": ids.page_id(account), "time": at}
    return [{**page, "messaging": [each]} for each in entries]
