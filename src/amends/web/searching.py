"""The search on the screens: its chips, its advice, what can be clicked, and where hits are marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.channels import queries as channels
from amends.channels import registry
from amends.inbox.models import SavedView, Tag
from amends.inbox.queries import saved, views
from amends.inbox.queries.views import Row, View, Wanted
from amends.inbox.rules.search import Advice, Filter, Part, Query, Words, advice
from amends.inbox.rules.snippets import snippet
from amends.inbox.rules.vocabulary import ME, NOBODY, Has, Is, Key
from amends.staff import queries as staff
from amends.staff.rules import Right
from amends.web.desk import Desk

#: What each word of `is:` and `has:` is called where it is clicked.
IS_WORDS = {
    Is.UNANSWERED: gettext_noop("Needs an answer"),
    Is.LATE: gettext_noop("Late"),
    Is.OPEN: gettext_noop("Open"),
    Is.WAITING: gettext_noop("Waiting"),
    Is.SNOOZED: gettext_noop("Snoozed"),
    Is.CLOSED: gettext_noop("Closed"),
    Is.MINE: gettext_noop("Mine"),
    Is.UNASSIGNED: gettext_noop("Nobody’s"),
    Is.PUBLIC: gettext_noop("Public"),
    Is.PRIVATE: gettext_noop("Private"),
    Is.OFFLINE: gettext_noop("Taken offline"),
    Is.REVIEW: gettext_noop("Reviews"),
    Is.DRAFT: gettext_noop("With my draft"),
    Is.FOLLOWING: gettext_noop("Followed by me"),
    Is.MENTIONED: gettext_noop("Mentions me"),
    Is.SPAM: gettext_noop("Spam"),
    Is.BLOCKED: gettext_noop("From the blocked"),
    Is.URGENT: gettext_noop("Urgent"),
    Is.PINNED: gettext_noop("Pinned"),
    Is.NOISE: gettext_noop("Needs no answer"),
}
HAS_WORDS = {
    Has.PHOTO: gettext_noop("Photo"),
    Has.ATTACHMENT: gettext_noop("Attachment"),
    Has.LINK: gettext_noop("Link"),
    Has.NOTE: gettext_noop("Note"),
    Has.RATING: gettext_noop("Stars"),
}
_KEY_WORDS = {
    Key.FROM: gettext_noop("From"),
    Key.CHANNEL: gettext_noop("Network"),
    Key.ACCOUNT: gettext_noop("Account"),
    Key.TAG: gettext_noop("Tag"),
    Key.ASSIGNED: gettext_noop("Held by"),
    Key.TEAM: gettext_noop("Team"),
    Key.RATING: gettext_noop("Stars"),
    Key.BEFORE: gettext_noop("Before"),
    Key.AFTER: gettext_noop("Since"),
    Key.ON: gettext_noop("On"),
    Key.FIELD: gettext_noop("Field"),
    Key.QUERY: gettext_noop("Heard by"),
    Key.MOOD: gettext_noop("Mood"),
    Key.KIND: gettext_noop("Kind"),
    Key.HARM: gettext_noop("At stake"),
    Key.ASKER: gettext_noop("Who asks"),
    Key.TOPIC: gettext_noop("Topic"),
}
_MOST_OFFERED = 12


@dataclass(frozen=True, slots=True)
class Chip:
    """A part of the search, and the address of the search without it."""

    name: str
    without: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A filter that can be clicked: on or off, and the address where it is the other."""

    name: str
    url: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Filters that belong together."""

    title: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What to say about a part that means nothing; perhaps with the search that was meant."""

    sentence: str
    meant: str = ""
    url: str = ""


def address(desk: Desk, view: View, query: Query | str) -> str:
    """Where this search is: the whole state is in the address, so it can be handed on."""
    here = reverse("view", args=[desk.brand.slug, view.value])
    asked = str(query)
    return f"{here}?{urlencode({'q': asked})}" if asked else here


def around(desk: Desk, wanted: Wanted) -> dict[str, object]:
    """What the head of a list shows of its search."""
    query = wanted.query
    base = wanted.view if query else View.ALL
    return {
        "query": query,
        "query_text": str(query),
        "chips": [
            Chip(chip_words(part), address(desk, wanted.view, query.without(part)))
            for part in query
        ],
        "told": [_told(desk, wanted, each) for each in advice(query)],
        # Whoever begins to search looks everywhere; whoever goes on stays where they are.
        "search_url": reverse("view", args=[desk.brand.slug, base.value]),
        "everywhere_url": "" if wanted.view is View.ALL else address(desk, View.ALL, query),
        "week_url": address(desk, wanted.view, query.with_only(Key.AFTER, "30d")),
        "kept_here": _kept_here(desk, wanted),
    }


def _kept_here(desk: Desk, wanted: Wanted) -> SavedView | None:
    """The saved view that is open, where this person may change it."""
    if not wanted.query:
        return None
    kept = saved.views_for(desk.brand.pk, desk.user.pk)
    here = next((view for view in kept if view.query == str(wanted.query)), None)
    may = here is not None and (here.owner_id is not None or desk.may(Right.MANAGE_TEAM))
    return here if may else None


def chip_words(part: Part) -> str:
    """A part as people say it."""
    if isinstance(part, Words):
        return f"– {part.text}" if part.negated else f"“{part.text}”"
    if not isinstance(part, Filter):
        return str(part)
    no = _("not") + " " if part.negated else ""
    if part.key is Key.IS:
        return no + _(IS_WORDS[Is(part.value)])
    if part.key is Key.HAS:
        return no + _("with: %(what)s") % {"what": _(HAS_WORDS[Has(part.value)])}
    return f"{no}{_(_KEY_WORDS[part.key])}: {_said_value(part)}"


def key_words(key: Key) -> str:
    """What a filter asks about, beside its key in the suggestions."""
    said = {Key.IS: gettext_noop("State"), Key.HAS: gettext_noop("With"), **_KEY_WORDS}
    return _(said[key])


def _said_value(part: Filter) -> str:
    if part.key in {Key.ASSIGNED, Key.TEAM} and part.value in {ME, NOBODY}:
        return _("me") if part.value == ME else _("nobody")
    return part.value


def _told(desk: Desk, wanted: Wanted, each: Advice) -> Told:
    url = address(desk, wanted.view, each.instead) if each.instead else ""
    meant = str(each.instead) if each.instead else ""
    if not each.is_known:
        said = _("There is no filter “%(key)s:”; it was looked for as a word.") % {"key": each.key}
    elif each.part.endswith(":"):
        said = _("“%(part)s” needs something after the colon.") % {"part": each.part}
    else:
        said = _("“%(part)s” means nothing here and was left out.") % {"part": each.part}
    return Told(said, meant, url)


# ---------------------------------------------------------------------------- to click


def groups(desk: Desk, wanted: Wanted) -> list[Group]:
    """All filters that can be clicked for a list, each with the address that it leads to."""
    said = [
        (_("State"), [(Filter(Key.IS, each), _(name)) for each, name in IS_WORDS.items()]),
        (_("Held by"), _holders(desk)),
        (_("Network"), _networks(desk)),
        (_("Tag"), [(Filter(Key.TAG, each.name), each.name) for each in _tags(desk)]),
        (_("Stars"), [(Filter(Key.RATING, n), n.replace("<=", "1–")) for n in _STARS]),
        (_("Written"), [(Filter(Key.AFTER, day), _(name)) for day, name in _DAYS]),
        (_("With"), [(Filter(Key.HAS, each), _(name)) for each, name in HAS_WORDS.items()]),
    ]
    return [
        Group(title, tuple(_offer(desk, wanted, part, name) for part, name in parts))
        for title, parts in said
        if parts
    ]


_STARS = ("<=3", "1", "2", "3", "4", "5")
_DAYS = (
    ("today", gettext_noop("Today")),
    ("7d", gettext_noop("In 7 days")),
    ("30d", gettext_noop("In 30 days")),
)
#: Of these a case has one: another takes the place of the one before.
_ONE_OF = frozenset({Key.ASSIGNED, Key.TEAM, Key.CHANNEL, Key.ACCOUNT, Key.RATING, Key.AFTER})


def _offer(desk: Desk, wanted: Wanted, part: Filter, name: str) -> Offer:
    query = wanted.query
    is_on = part in query.parts
    if is_on:
        changed = query.without(part)
    elif part.key in _ONE_OF:
        changed = query.with_only(part.key, part.value)
    else:
        changed = query.including(part)
    return Offer(name, address(desk, wanted.view, changed), is_on)


def _holders(desk: Desk) -> list[tuple[Filter, str]]:
    people = staff.colleagues(desk.brand.pk)[:_MOST_OFFERED]
    others = [each.user.name for each in people if each.user_id != desk.user.pk]
    own = [(Filter(Key.ASSIGNED, ME), _("Me")), (Filter(Key.ASSIGNED, NOBODY), _("Nobody"))]
    return own + [(Filter(Key.ASSIGNED, name), name) for name in others]


def _networks(desk: Desk) -> list[tuple[Filter, str]]:
    slugs = {each.channel for each in channels.connections_of(desk.brand.pk)}
    known = registry.channels()
    return [
        (Filter(Key.CHANNEL, slug), known[slug].name if slug in known else slug)
        for slug in sorted(slugs)
    ]


def _tags(desk: Desk) -> list[Tag]:
    return views.tags_of_brand(desk.brand.pk, limit=_MOST_OFFERED)


# ----------------------------------------------------------------------------- marking


def found_in(row: Row, words: Sequence[Words]) -> SafeString | None:
    """The words around the hit, with the hit marked; None where a row was found by other means."""
    if row.hit is None or not row.hit.text:
        return None
    return marked(row.hit.text, words)


def marked(text: str, words: Sequence[Words]) -> SafeString:
    """A text around its first hit, every piece escaped first, hits in ``<mark>``."""
    if not words:
        return SafeString(escape(text))
    return SafeString(
        "".join(
            f"<mark>{escape(piece.text)}</mark>" if piece.is_hit else escape(piece.text)
            for piece in snippet(text, words)
        )
    )


def wanted_for(desk: Desk, view: View, query: Query, drafted: frozenset[int]) -> Wanted:
    """The list that this person asks for, now, in the brand's time."""
    return Wanted(
        brand_id=desk.brand.pk,
        view=view,
        user_id=desk.user.pk,
        query=query,
        now=timezone.localtime(desk.now),
        drafted=drafted,
    )
