"""What a Page can read and do: its feed, comments, recommendations, conversations, answers, hiding."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from email import message_from_bytes

from amends.practice.answers import Answer
from amends.practice.graph import ids, shapes
from amends.practice.graph.door import Call, Fault, not_there
from amends.practice.graph.fields import Wanted, parsed, picked
from amends.practice.objects import Account, Item, Json, Media, Profile, Words

DAY = 86_400
_SUFFIXES = {b"\x89PNG\r\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif", b"RIFF": "webp"}
_OUTSIDE = 2018278
Edge = Callable[["Page", Call], Iterable[Json]]


class Page:
    """The Page's side of Graph; remembers which comments had their one private reply."""

    def __init__(self) -> None:
        self.answered: set[str] = set()

    # Reading

    def me(self, call: Call) -> Answer:
        account, network = call.page, call.network
        told: Json = {
            "id": ids.page_id(account),
            "name": account.profile.name,
            "username": account.handle,
            "link": f"{network.base_url}/b/{account.handle}",
            "picture": {"data": {"url": f"{network.base_url}/avatars/{account.handle}.svg"}},
        }
        return Answer(_picked(told, _wanted(call)))

    def shown(self, call: Call) -> Answer:
        """One object by its id: a Page, a person, a post, a comment or a message."""
        given, network = call.path("id"), call.network
        if given in {"me", ids.page_id(call.page)}:
            return self.me(call)
        person = ids.person_of(network, given)
        if person is not None:
            first, _, last = person.name.partition(" ")
            names = {"first_name": first, "last_name": last, "profile_pic": _face(call, person)}
            return Answer(_picked({**shapes.who(network, person), **names}, _wanted(call)))
        return Answer(_picked(_shape(call, _living(call, given)), _wanted(call)))

    def edge(self, call: Call) -> Answer:
        """A page of what hangs on an object, in Graph's order."""
        name = call.path("edge")
        if name not in _EDGES:
            raise Fault(100, f"Tried accessing nonexisting field ({name})")
        limit = min(_count(call.query("limit", "25")), 100)
        after = _count(call.query("after", "c0").removeprefix("c"))
        told = list(_EDGES[name](self, call))
        wanted = _wanted(call)
        page = [_picked(each, wanted) for each in told[after : after + limit]]
        whole: list[Json] = [*told[:after], *page, *told[after + limit :]]
        return Answer(shapes.paged(whole, after, limit, str(call.request.url.path)))

    def feed(self, call: Call) -> Iterable[Json]:
        """The Page's own posts and those that visitors put on it, newest first."""
        mine = _own_page(call).profile
        return [
            shapes.post(call.network, call.page, each)
            for each in _roots(call, "post")
            if each.author is mine or (each.author.kind == "person" and ids.is_visitor_post(each))
        ]

    def ads(self, call: Call) -> Iterable[Json]:
        """Nobody advertises here."""
        _own_page(call)
        return []

    def tagged(self, call: Call) -> Iterable[Json]:
        """Posts elsewhere that name the Page, newest first."""
        mine = _own_page(call).profile
        return [
            shapes.post(call.network, call.page, each)
            for each in _roots(call, "post")
            if each.author is not mine
            and not (each.author.kind == "person" and ids.is_visitor_post(each))
        ]

    def ratings(self, call: Call) -> Iterable[Json]:
        _own_page(call)
        return [shapes.rating(call.network, each) for each in _roots(call, "review")]

    def comments(self, call: Call) -> Iterable[Json]:
        """What stands under a post, a comment or a recommendation; oldest first unless asked otherwise."""
        above = _living(call, call.path("id"))
        visible = _visible(call)
        under = [each for each in above.thread.items[1:] if visible(each)]
        is_root = above is above.thread.items[0]
        if not (is_root and call.query("filter") == "stream"):
            under = [each for each in under if each.parent == above.id]
        if call.query("order") == "reverse_chronological":
            under = list(reversed(under))
        return [shapes.comment(call.network, call.page, each) for each in under]

    def conversations(self, call: Call) -> Iterable[Json]:
        account, visible = _own_page(call), _visible(call)
        most = _count(_wanted(call).get("messages", Wanted()).arguments.get("limit", "25"))
        threads = [
            each
            for each in account.conversations.values()
            if each.person and any(visible(item) for item in each.items)
        ]
        if wanted := call.query("user_id"):
            threads = [
                each for each in threads if each.person and ids.person_id(each.person) == wanted
            ]
        threads.sort(key=lambda each: each.items[-1].created_at, reverse=True)
        return [shapes.conversation(call.network, account, each, most) for each in threads]

    def messages(self, call: Call) -> Iterable[Json]:
        """The messages of a conversation, newest first."""
        number = call.path("id").removeprefix("t_")
        for thread in call.page.conversations.values():
            if ids.number(thread.id) == number:
                return [
                    shapes.message(call.network, call.page, each) for each in reversed(thread.items)
                ]
        raise not_there(call.path("id"))

    # Speaking

    def act(self, call: Call) -> Answer:
        """What is posted to an edge."""
        acts: dict[str, Callable[[Call], Answer]] = {
            "feed": self.post,
            "comments": self.comment,
            "messages": self.message,
            "likes": self.like,
            "photos": self.photo,
            "message_attachments": self.attachment,
        }
        act = acts.get(call.path("edge"))
        if act is None:
            raise Fault(100, f"Unsupported post request to {call.path('edge')}")
        return act(call)

    def post(self, call: Call) -> Answer:
        _own_page(call)
        return _said(call, call.network.post(call.page.profile, _words(call)))

    def comment(self, call: Call) -> Answer:
        above = _living(call, call.path("id"))
        if above.thread.private:
            raise not_there(call.path("id"))
        if above.thread.items[0].kind == "review":
            return _said(call, call.network.reply(call.page, above.thread.items[0], _words(call)))
        return _said(call, call.network.comment(call.page.profile, above, _words(call)))

    def message(self, call: Call) -> Answer:
        account, network = _own_page(call), call.network
        recipient, body = call.body.get("recipient"), call.body.get("message")
        if not isinstance(recipient, dict) or not isinstance(body, dict):
            raise Fault(100, "The parameters recipient and message are required.")
        person = self._addressee(call, recipient)
        said = network.message_person(account, person, _private_words(call, body))
        network.accept(account, said)
        sent: Json = {
            "recipient_id": ids.person_id(person),
            "message_id": ids.item_id(network, account, said),
        }
        return Answer(sent, accepted=True)

    def like(self, call: Call) -> Answer:
        call.network.react(_living(call, call.path("id")), likes=1)
        return Answer({"success": True})

    def photo(self, call: Call) -> Answer:
        return Answer({"id": ids.number(_uploaded(call))})

    def attachment(self, call: Call) -> Answer:
        return Answer({"attachment_id": ids.number(_uploaded(call))})

    def change(self, call: Call) -> Answer:
        """New words for an own post or comment, or hiding somebody's."""
        item, network = _living(call, call.path("id")), call.network
        hidden = call.body.get("is_hidden")
        if isinstance(hidden, bool):
            if item.kind != "comment" or item.author is call.page.profile:
                raise Fault(200, "Permissions error", status=403)
            if item.hidden is not hidden:
                network.hide(item, hidden=hidden)
        elif item.author is not call.page.profile or item.kind == "message":
            raise Fault(200, "Permissions error", status=403)
        else:
            network.edit(item, call.text("message"))
        return Answer({"success": True})

    def remove(self, call: Call) -> Answer:
        item = _living(call, call.path("id"))
        mine = call.page.profile
        if item.kind == "message" or mine not in {item.author, item.thread.items[0].author}:
            raise Fault(200, "Permissions error", status=403)
        call.network.delete(item)
        return Answer({"success": True})

    def _addressee(self, call: Call, recipient: Json) -> Profile:
        """Who may be written to now. Raises Fault outside the windows."""
        if (commented := recipient.get("comment_id") or recipient.get("post_id")) is not None:
            return self._by_comment(call, _living(call, str(commented)))
        person = ids.person_of(call.network, str(recipient.get("id")))
        if person is None:
            raise Fault(100, "No matching user found", subcode=2018001)
        by_tag = call.body.get("messaging_type") == "MESSAGE_TAG"
        if by_tag and call.body.get("tag") != "HUMAN_AGENT":
            raise Fault(100, "Invalid parameter: tag")
        if call.network.clock() - _last_word(call, person) > (7 * DAY if by_tag else DAY):
            raise Fault(10, "This message is sent outside of allowed window.", subcode=_OUTSIDE)
        return person

    def _by_comment(self, call: Call, item: Item) -> Profile:
        if item.author.kind != "person":
            raise Fault(10903, "This user cant reply to this activity")
        if item.id in self.answered:
            raise Fault(10900, "Activity already replied to")
        if call.network.clock() - item.created_at > 7 * DAY:
            raise Fault(10903, "This activity is too old to be replied to")
        self.answered.add(item.id)
        return item.author


_EDGES: dict[str, Edge] = {
    "feed": Page.feed,
    "ads_posts": Page.ads,
    "tagged": Page.tagged,
    "ratings": Page.ratings,
    "comments": Page.comments,
    "conversations": Page.conversations,
    "messages": Page.messages,
}


def _own_page(call: Call) -> Account:
    """The Page that the path names, which must be the one that calls. Raises Fault."""
    if call.path("id") not in {"me", ids.page_id(call.page)}:
        raise Fault(200, "Permissions error", status=403)
    return call.page


def _living(call: Call, given: str) -> Item:
    item = ids.item_of(call.network, given)
    if item is None or item.deleted_at is not None or call.page not in item.thread.accounts:
        raise not_there(given)
    return item


def _roots(call: Call, kind: str) -> list[Item]:
    """The Page's threads of a kind by their first items, newest first."""
    visible = _visible(call)
    found = [
        each.items[0]
        for each in call.network.threads.values()
        if each.items and not each.private and call.page in each.accounts
    ]
    fitting = [each for each in found if each.kind == kind and visible(each)]
    return sorted(fitting, key=lambda each: each.created_at, reverse=True)


def _visible(call: Call) -> Callable[[Item], bool]:
    """What is shown already: a send may show up late."""
    newest = call.network.clock() - call.network.trouble(call.account).lookup_lag()

    def visible(item: Item) -> bool:
        is_late = item.author.kind == "brand" and item.created_at > newest
        return item.deleted_at is None and not is_late

    return visible


def _shape(call: Call, item: Item) -> Json:
    network, account = call.network, call.page
    if item.kind == "message":
        return shapes.message(network, account, item)
    if item.kind == "post":
        return shapes.post(network, account, item)
    return (
        shapes.rating(network, item)
        if item.kind == "review"
        else shapes.comment(network, account, item)
    )


def _said(call: Call, item: Item) -> Answer:
    call.network.accept(call.page, item)
    told = _shape(call, item)
    told = _picked(told, _wanted(call)) if call.query("fields") else {"id": told["id"]}
    return Answer(told, accepted=True)


def _wanted(call: Call) -> dict[str, Wanted]:
    try:
        return parsed(call.query("fields"))
    except ValueError as error:
        raise Fault(2500, str(error)) from None


def _picked(told: Json, wanted: dict[str, Wanted]) -> Json:
    try:
        if wanted:
            return picked(told, wanted)
        return {name: value for name, value in told.items() if name in {"id", "name", "message"}}
    except KeyError as error:
        raise Fault(100, f"Tried accessing nonexisting field ({error.args[0]})") from None


def _words(call: Call) -> Words:
    attached = call.body.get("attached_media")
    named = [each.get("media_fbid") for each in attached] if isinstance(attached, list) else []
    named += [call.body["attachment_id"]] if "attachment_id" in call.body else []
    pictures = tuple(_picture(call, str(each)) for each in named)
    text = call.body.get("message")
    if not isinstance(text, str) or not (text.strip() or pictures):
        raise Fault(100, "The parameter message is required.")
    if len(text) > 8000:
        raise Fault(100, "The message is too long.")
    return Words(text, lang=None, pictures=pictures)


def _private_words(call: Call, body: Json) -> Words:
    text, ref, attached = body.get("text"), body.get("metadata"), body.get("attachment")
    if isinstance(text, str) is isinstance(attached, dict):
        raise Fault(100, "Give either text or attachment.")
    client_ref = ref if isinstance(ref, str) else None
    if isinstance(attached, dict):
        payload = attached.get("payload")
        named = payload.get("attachment_id") if isinstance(payload, dict) else None
        return Words("", None, client_ref=client_ref, pictures=(_picture(call, str(named)),))
    if not isinstance(text, str) or not text.strip() or len(text) > 2000:
        raise Fault(100, "Length of param message[text] must be from 1 to 2000")
    return Words(text, lang=None, client_ref=client_ref)


def _picture(call: Call, given: str) -> Media:
    for known in call.network.pictures.values():
        if ids.number(known.id) == given and known.account == call.page.handle:
            return Media(known.id, "", known.suffix)
    raise Fault(100, "There is no such picture of yours.")


def _uploaded(call: Call) -> str:
    """The picture in a form, kept for what is said next. Raises Fault."""
    kind = call.request.headers.get("content-type", "")
    whole = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + call.raw)
    for part in whole.walk():
        content = part.get_payload(decode=True)
        if part.get_filename() is None or not isinstance(content, bytes):
            continue
        suffix = next((each for start, each in _SUFFIXES.items() if content.startswith(start)), "")
        if suffix:
            return call.network.upload(call.page, content, suffix).id
    raise Fault(324, "Missing or invalid image file")


def _last_word(call: Call, person: Profile) -> float:
    """When a person last wrote to the Page privately, as a unix time; 0.0: never."""
    thread = call.page.conversations.get(person.id)
    said = [each.created_at for each in thread.items if each.author is person] if thread else []
    return max(said, default=0.0)


def _face(call: Call, person: Profile) -> str:
    return f"{call.network.base_url}/avatars/{person.handle}.svg"


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise Fault(100, "A number was expected.")
    return int(text)
