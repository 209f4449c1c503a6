"""The practice network as WhatsApp's Cloud API: numbers, messages, files, approved templates, statuses.

Under ``/whatsapp``. A brand's conversations are its WhatsApp chats; every third person hides their number
behind a user name, as WhatsApp lets them.
"""

from __future__ import annotations

import base64
import re
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from email import message_from_bytes
from functools import partial
from hashlib import sha256

from starlette.routing import Route

from amends.practice import drawings
from amends.practice.answers import Answer
from amends.practice.directory import BRANDS, token_for
from amends.practice.graph import ids
from amends.practice.graph.door import Call, Fault, Handler, guarded, not_there
from amends.practice.graph.pushes import Pushes, checked
from amends.practice.network import Network
from amends.practice.objects import Account, Event, Item, Json, Media, Profile, Words
from amends.practice.personality import Personality
from amends.practice.samples import Sample

ROOT = f"/whatsapp/{ids.VERSION}"
KIND = "whatsapp_business_account"
DAY = 86_400
LONGEST = 4096
#: To one person: one message in six seconds, in bursts of up to 45.
PAIR_BURST, PAIR_SECONDS = 45, 270
_NUMBERS, _BUSINESSES = 106_540_352_000_000, 102_290_129_000_000
_PLACE = re.compile(r"\{\{(\w+)\}\}")
_SUFFIXES = {b"\x89PNG\r\n": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif", b"RIFF": "webp"}
_BUTTONS: Json = {
    "type": "BUTTONS",
    "buttons": [{"type": "QUICK_REPLY", "text": "Talk to a person"}],
}


def _template(name: str, category: str, language: str, *components: Json) -> Json:
    number = sum(map(ord, name + language))
    head = {"name": name, "language": language, "status": "APPROVED", "category": category}
    return {
        **head,
        "id": str(920_070_352_000_000 + number),
        "parameter_format": "POSITIONAL",
        "components": list(components),
    }


def _body(text: str, *examples: str) -> Json:
    shown: Json = {"example": {"body_text": [list(examples)]}} if examples else {}
    return {"type": "BODY", "text": text, **shown}


TEMPLATES: tuple[Json, ...] = (
    _template(
        "we_found_it",
        "UTILITY",
        "en",
        {
            "type": "HEADER",
            "format": "TEXT",
            "text": "Order {{1}}",
            "example": {"header_text": ["4471"]},
        },
        _body("Hello {{1}}, we found out what happened: {{2}}. May we go on here?", "Mira", "…"),
        {"type": "FOOTER", "text": "Just answer this message."},
        _BUTTONS,
    ),
    _template(
        "refund_is_on_its_way",
        "UTILITY",
        "en",
        _body("Hello {{1}}, your refund of {{2}} is on its way.", "Mira", "$12.50"),
    ),
    _template("come_back", "MARKETING", "en", _body("We have something for you: {{1}}.", "10 %")),
    _template("login_code", "AUTHENTICATION", "en", _body("{{1}} is your code.", "123456")),
)


#: What can be asked of a list of templates as a whole.
_COUNTED: dict[str, Callable[[Sequence[Json]], object]] = {
    "total_count": len,
    "message_template_count": lambda _: len(TEMPLATES),
    "message_template_limit": lambda _: 250,
    "are_translations_complete": lambda _: True,
}


def sample(address: str, handle: str, seed: int) -> Sample:
    """What connects a brand's number here, without an account at Meta."""
    number = 1 + list(BRANDS).index(handle)
    return Sample(
        "whatsapp",
        given={
            "phone_number_id": str(_NUMBERS + number),
            "business_account_id": str(_BUSINESSES + number),
            "token": token_for(handle, seed),
            "app_secret": ids.app_secret(seed),
            "base_url": f"{address}/whatsapp",
        },
    )


def personality(network: Network) -> Personality:
    """WhatsApp's doors into the network, and its webhooks."""
    numbers = Numbers(network)
    handlers: dict[tuple[str, str], Handler] = {
        ("GET", "/{id}/subscribed_apps"): partial(numbers.pushes.told_of_businesses, KIND),
        ("POST", "/{id}/subscribed_apps"): numbers.subscribe,
        ("GET", "/{id}/message_templates"): numbers.templates,
        ("POST", "/{id}/messages"): numbers.message,
        ("POST", "/{id}/media"): numbers.media,
        ("GET", "/{id}"): numbers.shown,
    }
    routes = [
        Route(f"{ROOT}{path}", guarded(network, handler), methods=[method])
        for (method, path), handler in handlers.items()
    ]
    return Personality("whatsapp", routes, numbers.pushes.run)


# -------------------------------------------------------------------------------------- ids


def number_id(account: Account) -> str:
    return str(_NUMBERS + account.number)


def business_id(account: Account) -> str:
    return str(_BUSINESSES + account.number)


def phone(person: Profile) -> str:
    """A number that nobody has: it begins with 1 555 01."""
    return f"155501{int(ids.person_id(person)) % 100_000:05d}"


def scoped_id(person: Profile) -> str:
    return f"US.{ids.person_id(person)}"


def hides_number(person: Profile) -> bool:
    return int(ids.person_id(person)) % 3 == 0


def wamid(item: Item) -> str:
    return "wamid." + base64.b64encode(f"practice/{item.id}".encode()).decode()


class Numbers:
    """The brands' numbers: what can be asked of them, and what they tell."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.pushes = Pushes(network)
        self.pushes.about(KIND, self.told)
        self._lately: defaultdict[tuple[str, str], deque[float]] = defaultdict(deque)

    # Reading

    def shown(self, call: Call) -> Answer:
        """The number itself, or a file by its id."""
        given, account = call.path("id"), call.page
        if given != number_id(account):
            return self._file(call, given)
        plain = f"1555078{account.number:04d}"
        return Answer(
            {
                "id": given,
                "display_phone_number": f"+1 555 078 {plain[-4:]}",
                "verified_name": account.profile.name,
                "quality_rating": "GREEN",
            }
        )

    def _file(self, call: Call, given: str) -> Answer:
        """A file by its id: what was uploaded here, or what a customer sent."""
        uploaded = [p for p in self.network.pictures.values() if p.account == call.page.handle]
        for known in uploaded:
            if ids.number(known.id) == given:
                return self._told_file(given, Media(known.id, "", known.suffix), known.content)
        said = (item for thread in call.page.conversations.values() for item in thread.items)
        for media in (each for item in said for each in item.media if each.drawn):
            if ids.number(media.id) == given:
                return self._told_file(given, media, drawings.picture(media.id))
        raise not_there(given)

    def _told_file(self, given: str, media: Media, content: bytes) -> Answer:
        url = f"{self.network.base_url}/media/{media.id}.{media.suffix}"
        file: Json = {"sha256": sha256(content).hexdigest(), "file_size": len(content)}
        file |= {"id": given, "url": url, "mime_type": f"image/{media.suffix}"}
        return Answer({"messaging_product": "whatsapp", **file})

    def templates(self, call: Call) -> Answer:
        if call.path("id") != business_id(call.page):
            raise not_there(call.path("id"))
        wanted = call.query("status")
        found = [each for each in TEMPLATES if not wanted or each["status"] == wanted]
        told: Json = {"data": found, "paging": {"cursors": {"before": "MA", "after": "MB"}}}
        if asked := call.query("summary"):
            told["summary"] = {
                each: _COUNTED[each](found) for each in asked.split(",") if each in _COUNTED
            }
        return Answer(told)

    # Speaking

    def subscribe(self, call: Call) -> Answer:
        """Push this account's events to an address, once it has given the challenge back."""
        if call.path("id") != business_id(call.page):
            raise not_there(call.path("id"))
        url = call.text("override_callback_uri")
        checked(url, call.text("verify_token"))
        self.pushes.addresses[KIND] = url
        self.pushes.subscribed.add((KIND, call.page.handle))
        return Answer({"success": True})

    def media(self, call: Call) -> Answer:
        kind = call.request.headers.get("content-type", "")
        whole = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + call.raw)
        for part in whole.walk():
            content = part.get_payload(decode=True)
            if part.get_filename() is None or not isinstance(content, bytes):
                continue
            suffix = next((s for start, s in _SUFFIXES.items() if content.startswith(start)), "")
            if suffix:
                return Answer(
                    {"id": ids.number(self.network.upload(call.page, content, suffix).id)}
                )
        raise Fault(131053, "Media upload error")

    def message(self, call: Call) -> Answer:
        if call.path("id") != number_id(call.page):
            raise not_there(call.path("id"))
        if call.body.get("messaging_product") != "whatsapp":
            raise Fault(100, "The parameter messaging_product is required.")
        person = self._addressee(call)
        said = self._words(call, person)
        item = self.network.message_person(call.page, person, said)
        self.network.accept(call.page, item)
        named = {"input": call.body.get("to") or call.body.get("recipient"), "wa_id": phone(person)}
        sent: Json = {"messaging_product": "whatsapp", "contacts": [named]}
        return Answer({**sent, "messages": [{"id": wamid(item)}]}, accepted=True)

    def _addressee(self, call: Call) -> Profile:
        to, scoped = call.body.get("to"), call.body.get("recipient")
        for person in self.network.people.values():
            if (to and to == phone(person)) or (not to and scoped == scoped_id(person)):
                self._require_patience(call, person)
                return person
        raise Fault(131026, "Message undeliverable")

    def _require_patience(self, call: Call, person: Profile) -> None:
        now, lately = self.network.clock(), self._lately[call.page.handle, person.handle]
        while lately and lately[0] <= now - PAIR_SECONDS:
            lately.popleft()
        if len(lately) >= PAIR_BURST:
            raise Fault(131056, "(Business Account, Consumer Account) pair rate limit hit")
        lately.append(now)

    def _words(self, call: Call, person: Profile) -> Words:
        """What is said. Raises Fault outside the window, but for templates."""
        kind, ref = call.text("type"), call.body.get("biz_opaque_callback_data")
        told = call.body.get(kind)
        if not isinstance(told, dict):
            raise Fault(100, f"The parameter {kind} is required.")
        client_ref = ref if isinstance(ref, str) else None
        if kind == "template":
            return Words(_filled(told), None, client_ref=client_ref)
        if self.network.clock() - _last_word(call.page, person) > DAY:
            raise Fault(131047, "Re-engagement message")
        if kind == "image":
            picture = self._picture(call, str(told.get("id")))
            return Words(str(told.get("caption") or ""), None, (), client_ref, pictures=(picture,))
        text = told.get("body")
        if kind != "text" or not isinstance(text, str) or not 0 < len(text) <= LONGEST:
            raise Fault(100, "Param text['body'] must be at most 4096 characters long.")
        return Words(text, None, client_ref=client_ref)

    def _picture(self, call: Call, given: str) -> Media:
        for known in self.network.pictures.values():
            if ids.number(known.id) == given and known.account == call.page.handle:
                return Media(known.id, "", known.suffix)
        raise Fault(131053, "Media not found")

    # Telling

    def told(self, account: Account, event: Event) -> list[Json]:
        """The entries for what happened in a chat; of what is public WhatsApp knows nothing."""
        item = self.network.items[event.object_id]
        person = item.thread.person
        if item.kind != "message" or person is None:
            return []
        if item.author is account.profile:
            values = _statuses(item, person) if event.type == "message.created" else []
        else:
            values = [_heard(item, person, event)]
        digits = f"1555078{account.number:04d}"
        number = {"display_phone_number": digits, "phone_number_id": number_id(account)}
        head: Json = {"messaging_product": "whatsapp", "metadata": number}
        return [
            {
                "id": business_id(account),
                "changes": [{"value": {**head, **value}, "field": "messages"}],
            }
            for value in values
        ]


def _last_word(account: Account, person: Profile) -> float:
    """When a person last wrote, as a unix time; 0.0: never."""
    thread = account.conversations.get(person.id)
    said = [each.created_at for each in thread.items if each.author is person] if thread else []
    return max(said, default=0.0)


def _filled(told: Json) -> str:
    """A template's words with its places filled. Raises Fault as WhatsApp does."""
    language = told.get("language")
    code = language.get("code") if isinstance(language, dict) else None
    known = next(
        (t for t in TEMPLATES if (t["name"], t["language"]) == (told.get("name"), code)), None
    )
    if known is None:
        raise Fault(132001, "Template name does not exist in the translation")
    given = told.get("components")
    values: dict[str, list[str]] = {"header": [], "body": []}
    for part in given if isinstance(given, list) else []:
        values[str(part["type"]).lower()] = [str(each["text"]) for each in part["parameters"]]
    listed = known["components"]
    parts = [each for each in listed if "text" in each] if isinstance(listed, list) else []
    return "\n\n".join(
        _put_in(str(each["text"]), values.get(str(each["type"]).lower(), [])) for each in parts
    )


def _put_in(text: str, values: list[str]) -> str:
    if len(values) != len(set(_PLACE.findall(text))):
        raise Fault(132000, "Number of parameters does not match the expected number of params")
    return _PLACE.sub(lambda place: values[int(place[1]) - 1], text)


def _statuses(item: Item, person: Profile) -> list[Json]:
    """What follows an own message: sent, delivered and read, each with the sender's own mark."""
    head: Json = {"id": wamid(item), "recipient_id": phone(person)}
    head["recipient_user_id"] = scoped_id(person)
    if item.client_ref:
        head["biz_opaque_callback_data"] = item.client_ref
    told: list[Json] = []
    for late, state in enumerate(("sent", "delivered", "read")):
        at = str(int(item.created_at) + late)
        status = {**head, "status": state, "timestamp": at}
        told.append({"contacts": [_contact(person)], "statuses": [status]})
    return told


def _heard(item: Item, person: Profile, event: Event) -> Json:
    """What a customer said, changed or took back."""
    message: Json = {"from_user_id": scoped_id(person), "timestamp": str(int(event.created_at))}
    if not hides_number(person):
        message["from"] = phone(person)
    happened = event.type.partition(".")[2]
    content = _content(item)
    if happened == "edited":
        change: Json = {"original_message_id": wamid(item), "message": content}
        message |= {"id": f"{wamid(item)}.edit", "type": "edit", "edit": change}
    elif happened == "deleted":
        gone = {"original_message_id": wamid(item)}
        message |= {"id": f"{wamid(item)}.revoke", "type": "revoke", "revoke": gone}
    elif happened == "created":
        message |= {"id": wamid(item), **content}
    else:
        message |= {"id": f"{wamid(item)}.{event.seq}", "type": "unsupported", "errors": []}
    return {"contacts": [_contact(person)], "messages": [message]}


def _contact(person: Profile) -> Json:
    """Who somebody is: by number, or by the user name that they hide it behind."""
    if hides_number(person):
        name = {"name": person.name, "username": person.handle}
        return {"profile": name, "user_id": scoped_id(person)}
    return {"profile": {"name": person.name}, "user_id": scoped_id(person), "wa_id": phone(person)}


def _content(item: Item) -> Json:
    if not item.media:
        return {"type": "text", "text": {"body": item.text}}
    file: Json = {"id": ids.number(item.media[0].id), "mime_type": f"image/{item.media[0].suffix}"}
    return {"type": "image", "image": {**file, **({"caption": item.text} if item.text else {})}}
