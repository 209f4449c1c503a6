"""The practice network as Instagram: posts with comments, mentions elsewhere, and private messages.

Under ``/instagram``. A brand's posts are its media; what people post or comment elsewhere with its name is a
mention, of which Instagram tells nothing but its ids; reviews do not exist there.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.routing import Route

from amends.practice.answers import Answer
from amends.practice.directory import token_for
from amends.practice.graph import ids, shapes
from amends.practice.graph.business_login import BusinessLogin
from amends.practice.graph.door import Call, Fault, Handler, guarded, not_there
from amends.practice.graph.fields import parsed, picked
from amends.practice.graph.pushes import Pushes
from amends.practice.network import Network
from amends.practice.objects import Account, Event, Item, Json, Profile, Words
from amends.practice.personality import Personality
from amends.practice.samples import Sample

ROOT = f"/instagram/{ids.VERSION}"
KIND = "instagram"
DAY = 86_400
LONGEST_COMMENT, LONGEST_MESSAGE = 300, 1000
_ACCOUNTS = 17_841_400_000_000_000
_OUTSIDE = 2534022


def sample(address: str, handle: str, seed: int) -> Sample:
    """What connects a brand's account here, without one at Instagram."""
    return Sample(
        "instagram",
        given={
            "token": token_for(handle, seed),
            "app_secret": ids.app_secret(seed),
            "human_agent": "true",
            "base_url": f"{address}/instagram",
            "app_id": ids.APP_ID,
            "login_url": f"{address}/instagram",
            "code_url": f"{address}/instagram",
        },
    )


def personality(network: Network) -> Personality:
    """Instagram's doors into the network, and its webhooks."""
    accounts = Accounts(network)
    handlers: dict[tuple[str, str], Handler] = {
        ("GET", "/me"): accounts.me,
        ("GET", "/refresh_access_token"): _refreshed,
        ("GET", "/me/media"): accounts.media,
        ("GET", "/me/conversations"): accounts.conversations,
        ("POST", "/{app}/subscriptions"): accounts.pushes.register,
        ("GET", "/me/subscribed_apps"): accounts.pushes.subscribed_apps,
        ("POST", "/me/subscribed_apps"): accounts.subscribe,
        ("POST", "/me/messages"): accounts.message,
        ("POST", "/me/mentions"): accounts.mention,
        ("GET", "/{id}/comments"): accounts.under,
        ("GET", "/{id}/replies"): accounts.under,
        ("POST", "/{id}/comments"): accounts.comment,
        ("POST", "/{id}/replies"): accounts.comment,
        ("GET", "/{id}"): accounts.one,
        ("POST", "/{id}"): accounts.hide,
        ("DELETE", "/{id}"): accounts.remove,
    }
    routes = [
        Route(f"{ROOT}{path}", guarded(network, handler), methods=[method])
        for (method, path), handler in handlers.items()
    ]
    login = BusinessLogin(network)
    own_login = [
        Route("/instagram/oauth/authorize", login.dialog, methods=["GET"]),
        _open("/instagram/oauth/access_token", network, login.code, "POST"),
        _open(f"{ROOT}/access_token", network, login.exchange, "GET"),
    ]
    return Personality(KIND, [*own_login, *routes], accounts.pushes.run)


def _open(path: str, network: Network, handler: Handler, method: str) -> Route:
    return Route(path, guarded(network, handler, needs_token=False), methods=[method])


def account_id(account: Account) -> str:
    return str(_ACCOUNTS + account.number)


def _who(network: Network, profile: Profile) -> Json:
    """A person by the id that the account knows them by, or a brand's account."""
    is_person = profile.kind == "person"
    known = ids.person_id(profile) if is_person else account_id(network.accounts[profile.handle])
    return {"id": known, "username": profile.handle}


class Accounts:
    """The brands' accounts; remembers which comments had their one private reply."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.answered: set[str] = set()
        self.pushes = Pushes(network)
        self.pushes.about(KIND, self.told)

    # Reading

    def me(self, call: Call) -> Answer:
        profile = call.page.profile
        face = f"{self.network.base_url}/avatars/{profile.handle}.svg"
        return Answer(
            {
                "user_id": account_id(call.page),
                "username": profile.handle,
                "name": profile.name,
                "profile_picture_url": face,
                "id": ids.page_id(call.page),
            }
        )

    def media(self, call: Call) -> Answer:
        """The account's own posts, newest first, each with its comments."""
        mine = [
            each.items[0]
            for each in self.network.threads.values()
            if each.items and each.items[0].author is call.page.profile and not each.private
        ]
        visible = self._visible(call)
        posts = sorted(
            (each for each in mine if each.kind == "post" and visible(each)),
            key=lambda each: each.created_at,
            reverse=True,
        )
        return _paged(call, [self._post(call, each) for each in posts])

    def conversations(self, call: Call) -> Answer:
        threads = [each for each in call.page.conversations.values() if each.person and each.items]
        if wanted := call.query("user_id"):
            threads = [
                each for each in threads if each.person and ids.person_id(each.person) == wanted
            ]
        threads.sort(key=lambda each: each.items[-1].created_at, reverse=True)
        visible = self._visible(call)
        told: list[Json] = []
        for thread in threads:
            said = [self._message(each) for each in reversed(thread.items) if visible(each)]
            people = [_who(self.network, thread.person)] if thread.person else []
            told.append(
                {
                    "id": f"t_{ids.number(thread.id)}",
                    "updated_time": shapes.written(thread.items[-1].created_at),
                    "participants": {"data": [*people, _who(self.network, call.page.profile)]},
                    "messages": {"data": said[:20]},
                }
            )
        return _paged(call, told)

    def under(self, call: Call) -> Answer:
        """What stands under a post or a comment of one's own."""
        above, visible = self._living(call, call.path("id")), self._visible(call)
        found = [each for each in above.thread.items if each.parent == above.id and visible(each)]
        return _paged(call, [self._comment(each) for each in found])

    def one(self, call: Call) -> Answer:
        """A comment by its id, as long as it stands."""
        item = self._living(call, call.path("id"))
        return Answer(_picked(call, [self._comment(item)])[0])

    def _visible(self, call: Call) -> Callable[[Item], bool]:
        """What is shown already: a send may show up late."""
        newest = self.network.clock() - self.network.trouble(call.account).lookup_lag()
        return lambda item: (
            item.deleted_at is None and (item.author.kind == "person" or item.created_at <= newest)
        )

    def _post(self, call: Call, post: Item) -> Json:
        visible = self._visible(call)
        rest = [each for each in post.thread.items[1:] if visible(each)]
        top = [each for each in rest if each.parent == post.id]
        return {
            "id": ids.number(post.id),
            "caption": post.text,
            "permalink": f"{self.network.base_url}/t/{post.thread.id}",
            "timestamp": shapes.written(post.created_at),
            "media_url": f"{self.network.base_url}/avatars/{post.author.handle}.svg",
            "media_type": "IMAGE",
            "like_count": post.likes,
            "comments_count": len(rest),
            "comments": {"data": [self._with_replies(each, rest) for each in reversed(top)]},
        }

    def _with_replies(self, top: Item, rest: list[Item]) -> Json:
        """A comment with everything below it: on Instagram answers are one level deep."""
        below, known = list[Item](), {top.id}
        for each in rest:
            if each.parent in known:
                known.add(each.id)
                below.append(each)
        return {**self._comment(top), "replies": {"data": [self._comment(each) for each in below]}}

    def _comment(self, item: Item) -> Json:
        parent = self.network.items.get(item.parent or "")
        nested = parent is not None and parent.kind == "comment"
        return {
            "id": ids.number(item.id),
            "text": item.text,
            "timestamp": shapes.written(item.created_at),
            "from": _who(self.network, item.author),
            "username": item.author.handle,
            "like_count": item.likes,
            "parent_id": ids.number(parent.id) if parent and nested else None,
        }

    def _message(self, item: Item) -> Json:
        return {
            "id": f"m_{ids.number(item.id)}",
            "message": item.text,
            "from": _who(self.network, item.author),
            "to": None,
            "created_time": shapes.written(item.created_at),
            "attachments": None,
        }

    # Speaking

    def subscribe(self, call: Call) -> Answer:
        return self.pushes.subscribe(call, KIND)

    def comment(self, call: Call) -> Answer:
        above = self._living(call, call.path("id"))
        if above.thread.items[0].author is not call.page.profile:
            raise not_there(call.path("id"))
        return _said(call, self.network.comment(call.page.profile, above, _public(call)))

    def mention(self, call: Call) -> Answer:
        """An answer where the account was named."""
        named = self._living(call, str(call.body.get("comment_id") or call.text("media_id")))
        return _said(call, self.network.comment(call.page.profile, named, _public(call)))

    def message(self, call: Call) -> Answer:
        recipient, body = call.body.get("recipient"), call.body.get("message")
        if not isinstance(recipient, dict) or not isinstance(body, dict):
            raise Fault(100, "The parameters recipient and message are required.")
        text = body.get("text")
        if not isinstance(text, str) or not 0 < len(text.encode()) <= LONGEST_MESSAGE:
            raise Fault(100, "Message text must be UTF-8 and be 1000 bytes or less.")
        person = self._addressee(call, recipient)
        item = self.network.message_person(call.page, person, Words(text, lang=None))
        self.network.accept(call.page, item)
        sent: Json = {
            "recipient_id": ids.person_id(person),
            "message_id": f"m_{ids.number(item.id)}",
        }
        return Answer(sent, accepted=True)

    def _addressee(self, call: Call, recipient: Json) -> Profile:
        """Who may be written to now. Raises Fault outside the windows."""
        now = self.network.clock()
        if (commented := recipient.get("comment_id")) is not None:
            item = self._living(call, str(commented))
            is_free = item.author.kind == "person" and item.id not in self.answered
            if not is_free or now - item.created_at > 7 * DAY:
                raise Fault(10900, "Activity already replied to, or too old")
            self.answered.add(item.id)
            return item.author
        person = ids.person_of(self.network, str(recipient.get("id")))
        if person is None:
            raise Fault(100, "No matching user found", subcode=2018001)
        thread = call.page.conversations.get(person.id)
        said = [each.created_at for each in thread.items if each.author is person] if thread else []
        by_tag = call.body.get("tag") == "HUMAN_AGENT"
        if now - max(said, default=0.0) > (7 * DAY if by_tag else DAY):
            raise Fault(10, "This message is sent outside of allowed window.", subcode=_OUTSIDE)
        return person

    def hide(self, call: Call) -> Answer:
        item, hidden = self._living(call, call.path("id")), call.body.get("hide")
        if not isinstance(hidden, bool) or item.kind != "comment":
            raise Fault(100, "The parameter hide is required.")
        if item.hidden is not hidden:
            self.network.hide(item, hidden=hidden)
        return Answer({"success": True})

    def remove(self, call: Call) -> Answer:
        item = self._living(call, call.path("id"))
        if item.kind == "message":
            raise Fault(200, "Permissions error", status=403)
        self.network.delete(item)
        return Answer({"success": True})

    def _living(self, call: Call, given: str) -> Item:
        item = ids.item_of(self.network, given)
        if item is None or item.deleted_at is not None or call.page not in item.thread.accounts:
            raise not_there(given)
        return item

    # Telling

    def told(self, account: Account, event: Event) -> list[Json]:
        """The entries for one event: of deletions and edits of comments Instagram tells nothing."""
        item = self.network.items[event.object_id]
        kind, _, happened = event.type.partition(".")
        head: Json = {"id": account_id(account), "time": int(event.created_at)}
        if kind == "message":
            told = self._messaging(account, item, happened)
            return [{**head, "messaging": [told]}] if told else []
        change = self._change(account, item) if happened == "created" else None
        return [{**head, "changes": [change]}] if change else []

    def _change(self, account: Account, item: Item) -> Json | None:
        root = item.thread.items[0]
        if root.kind != "post" or (item is root and item.author is account.profile):
            return None
        if root.author is account.profile:
            media: Json = {"id": ids.number(root.id), "media_product_type": "FEED"}
            shown = self._comment(item)
            value = {name: shown[name] for name in ("id", "text", "from")} | {"media": media}
            if shown["parent_id"]:
                value["parent_id"] = shown["parent_id"]
            return {"field": "comments", "value": value}
        if f"@{account.handle}" not in item.text.lower():
            return None
        value = {"media_id": ids.number(root.id)}
        if item is not root:
            value["comment_id"] = ids.number(item.id)
        return {"field": "mentions", "value": value}

    def _messaging(self, account: Account, item: Item, happened: str) -> Json | None:
        person, own = item.thread.person, item.author is account.profile
        if person is None or happened not in {"created", "edited", "deleted"}:
            return None
        ours, theirs = {"id": account_id(account)}, {"id": ids.person_id(person)}
        head: Json = {
            "sender": ours if own else theirs,
            "recipient": theirs if own else ours,
            "timestamp": int((item.deleted_at or item.edited_at or item.created_at) * 1000),
        }
        mid = f"m_{ids.number(item.id)}"
        if happened == "edited":
            return {**head, "message_edit": {"mid": mid, "text": item.text, "num_edit": 1}}
        if happened == "deleted":
            return {**head, "message": {"mid": mid, "is_deleted": True}}
        return {
            **head,
            "message": {"mid": mid, "text": item.text, **({"is_echo": True} if own else {})},
        }


def _refreshed(call: Call) -> Answer:
    if call.query("grant_type") != "ig_refresh_token":
        raise Fault(100, "The parameter grant_type is required.")
    told = {"access_token": call.page.token, "token_type": "bearer"}
    return Answer({**told, "expires_in": 60 * DAY})


def _said(call: Call, item: Item) -> Answer:
    call.network.accept(call.page, item)
    return Answer({"id": ids.number(item.id)}, accepted=True)


def _public(call: Call) -> Words:
    text = call.text("message")
    if len(text) > LONGEST_COMMENT:
        raise Fault(100, "The comment is longer than 300 characters.")
    return Words(text, lang=None)


def _paged(call: Call, told: list[Json]) -> Answer:
    """One page of an edge, with the fields that are asked for."""
    found = _picked(call, told)
    after = call.query("after", "c0").removeprefix("c")
    limit = call.query("limit", "25")
    if not (after.isdigit() and limit.isdigit()):
        raise Fault(100, "Invalid parameter: after or limit")
    address = str(call.request.url.path)
    return Answer(shapes.paged(found, int(after), min(int(limit) or 25, 100), address))


def _picked(call: Call, told: list[Json]) -> list[Json]:
    """The fields that are asked for. Raises Fault."""
    try:
        wanted = parsed(call.query("fields"))
        return [picked(each, wanted) for each in told]
    except (ValueError, KeyError) as error:
        raise Fault(100, f"Tried accessing nonexisting field ({error})") from None
