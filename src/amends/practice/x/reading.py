"""What can be read on the practice X: timelines, searches, messages, and what it charged for them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from amends.practice.answers import Answer
from amends.practice.objects import Item, Json, Profile
from amends.practice.x import ids, shapes
from amends.practice.x.door import Call, Fault

_COUNT = re.compile("[0-9]{1,3}")
_MOST_AT_ONCE = 100
_PUBLIC = frozenset({"post", "comment"})
_TERM = re.compile(r"(to|conversation_id|quotes_of_tweet_id):(\w+)")
_NOT_FROM = re.compile(r"-from:(\w+)")


def me(call: Call) -> Answer:
    return Answer({"data": shapes.user(call.network, call.me.profile)})


def timeline(call: Call) -> Answer:
    """An account's own posts, as far as X shows them already."""
    owner = _owner(call)
    lag = call.network.trouble(call.account).lookup_lag()
    latest = call.network.clock() - lag
    return _posts(call, lambda item: item.author is owner and item.created_at <= latest, "own read")


def mentions(call: Call) -> Answer:
    """Posts whose text names the account: replies begin with the name of whom they answer."""
    owner = _owner(call)
    name = f"@{owner.handle}".lower()
    network = call.network

    def named(item: Item) -> bool:
        return item.author is not owner and name in shapes.text_of(network, item).lower()

    return _posts(call, named, "own read")


def search(call: Call) -> Answer:
    """Recent posts by the few words of X's search language that a desk needs."""
    query = call.query("query")
    sought = _TERM.findall(query)
    if not sought or len(query) > 512:
        raise Fault(400, "There were errors processing your request: no viable search.")
    without = {each.lower() for each in _NOT_FROM.findall(query)}

    def matches(item: Item) -> bool:
        if item.author.handle.lower() in without:
            return False
        return any(_is_met(call, item, term, value) for term, value in sought)

    return _posts(call, matches, "post read")


def post(call: Call) -> Answer:
    """One post, or why there is none: X says that with a 200."""
    wanted = call.path("id")
    found = _seen(call, wanted)
    if found is None:
        return Answer({"errors": [_missing(wanted, "id")]})
    call.desk.charged["post read"] += 1
    told = shapes.includes(call.network, [found])
    return Answer({"data": shapes.post(call.network, found, wanted), "includes": told})


def posts(call: Call) -> Answer:
    """Posts by their ids, and beside them those that are not there."""
    wanted = [each for each in call.query("ids").split(",") if each]
    if not 1 <= len(wanted) <= _MOST_AT_ONCE:
        raise Fault(400, "The number of values in the `ids` query parameter list is not valid.")
    known = {each: item for each in wanted if (item := _seen(call, each)) is not None}
    call.desk.charged["post read"] += len(known)
    told: Json = {}
    if known:
        told["data"] = [shapes.post(call.network, item, each) for each, item in known.items()]
        told["includes"] = shapes.includes(call.network, list(known.values()))
    if gone := [_missing(each, "ids") for each in wanted if each not in known]:
        told["errors"] = gone
    return Answer(told)


def messages(call: Call) -> Answer:
    """The direct messages of an account, newest first; of one conversation where the path names it."""
    account, wanted = call.me, _conversation_in(call)
    lag = call.network.trouble(account).lookup_lag() if wanted else 0.0
    latest = call.network.clock() - lag
    found = [
        item
        for thread in account.conversations.values()
        if wanted in {"", shapes.conversation_id(thread)}
        for item in thread.items
        if item.deleted_at is None and item.created_at <= latest
    ]
    page, following = _cut(call, sorted(found, key=_newest, reverse=True))
    call.desk.charged["message read"] += len(page)
    return Answer(
        shapes.page(call.network, page, [shapes.message(each) for each in page], following)
    )


def spent(call: Call) -> Answer:
    """What X would charge for, counted since the network was started."""
    return Answer({"units": dict(call.desk.charged)})


def living(call: Call, external_id: str) -> Item:
    """The post with this id. Raises Fault for one that is not there, or no longer."""
    item = ids.item_of(call.network, external_id)
    if item is None or item.kind not in _PUBLIC or item.deleted_at is not None:
        raise Fault(404, f"Could not find tweet with id: [{external_id}].")
    return item


def _seen(call: Call, external_id: str) -> Item | None:
    try:
        return living(call, external_id)
    except Fault:
        return None


def _missing(external_id: str, parameter: str) -> Json:
    return {
        "value": external_id,
        "detail": f"Could not find tweet with {parameter}: [{external_id}].",
        "title": "Not Found Error",
        "resource_type": "tweet",
        "parameter": parameter,
        "resource_id": external_id,
        "type": "https://api.x.com/2/problems/resource-not-found",
    }


def _is_met(call: Call, item: Item, term: str, value: str) -> bool:
    if term == "to":
        answered = call.network.items.get(item.parent or "")
        return answered is not None and answered.author.handle.lower() == value.lower()
    return term == "conversation_id" and ids.of_item(item.thread.items[0]) == value


def _owner(call: Call) -> Profile:
    if call.path("id") != ids.of_profile(call.me.profile):
        raise Fault(403, "You are not permitted to read this.")
    return call.me.profile


def _posts(call: Call, wanted: Callable[[Item], bool], unit: str) -> Answer:
    after, since = call.query("since_id"), _moment(call)
    found = [
        item
        for item in call.network.items.values()
        if item.kind in _PUBLIC
        and item.deleted_at is None
        and item.created_at >= since
        and (not after or int(ids.versions(item)[-1]) > int(after))
        and wanted(item)
    ]
    page, following = _cut(call, sorted(found, key=_newest, reverse=True))
    call.desk.charged[unit] += len(page)
    shown = [shapes.post(call.network, each) for each in page]
    return Answer(shapes.page(call.network, page, shown, following))


def _newest(item: Item) -> int:
    return int(ids.versions(item)[-1])


def _cut(call: Call, found: list[Item]) -> tuple[list[Item], str]:
    """A page of a list, and the token of the next one."""
    token = call.query("pagination_token") or call.query("next_token")
    if token and not token.isdigit():
        raise Fault(400, "The `pagination_token` query parameter value is not valid.")
    start, most = int(token or 0), _limit(call)
    end = start + most
    return found[start:end], str(end) if end < len(found) else ""


def _limit(call: Call) -> int:
    text = call.query("max_results") or "10"
    if not _COUNT.fullmatch(text) or not 1 <= int(text) <= 100:
        raise Fault(400, "The `max_results` query parameter value is not between 1 and 100.")
    return int(text)


def _moment(call: Call) -> float:
    text = call.query("start_time")
    if not text:
        return 0.0
    try:
        return datetime.fromisoformat(text).timestamp()
    except ValueError:
        raise Fault(400, "The `start_time` query parameter value is not a time.") from None


def _conversation_in(call: Call) -> str:
    """The id of the conversation that the path names; ``""`` for all."""
    given = call.request.path_params
    if "id" in given:
        return call.path("id")
    if "participant_id" not in given:
        return ""
    person: Profile | None = ids.profile_of(call.network, call.path("participant_id"))
    if person is None:
        raise Fault(404, "There is nobody with this id.")
    return ids.conversation(call.me.profile, person)
