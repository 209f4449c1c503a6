"""What the composer offers in a case: the ways to answer that the network has, and its counter."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.channels import registry
from amends.channels.base import Channel
from amends.channels.contract import Unit, Unsupported, Visibility
from amends.channels.media import Enclosure, problems
from amends.inbox.models import Case, Message
from amends.inbox.queries.thread import CasePage
from amends.outbox.actions.policy import findings_in
from amends.outbox.models import Upload
from amends.outbox.rules.gate import besides_gaps
from amends.outbox.rules.variables import unresolved
from amends.playbook.rules import Finding, Level
from amends.replies import queries as replies
from amends.replies.models import Assisted, Draft
from amends.staff import queries as staff
from amends.web import later, media, ways, words
from amends.web.desk import Desk

PUBLIC, PRIVATE, NOTE = "public", "private", "note"
#: So many hints are read at once; the next come when these are seen to.
_MOST_HINTS = 4
#: With fewer characters than this nobody has said anything yet.
_BEGUN = 40
#: Of a longer place in the text only the beginning is shown.
_MOST_QUOTED = 60
_LANGUAGES = (
    *(gettext_noop("English"), gettext_noop("German"), gettext_noop("French")),
    *(gettext_noop("Spanish"), gettext_noop("Italian"), gettext_noop("Portuguese")),
    *(gettext_noop("Dutch"), gettext_noop("Polish"), gettext_noop("Turkish")),
    *(gettext_noop("Ukrainian"), gettext_noop("Arabic"), gettext_noop("Chinese")),
)
_VISIBILITY = {PUBLIC: Visibility.PUBLIC, PRIVATE: Visibility.PRIVATE}


@dataclass(frozen=True, slots=True)
class Tab:
    """One way to write; ``cannot`` says in words why it is closed."""

    kind: str
    words: str
    icon: str
    cannot: str = ""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that goes with what is being written."""

    upload: Upload
    picture_url: str


@dataclass(frozen=True, slots=True)
class Composer:
    """The composer as it is first shown: its key makes two presses one send.

    ``revision`` is that of the draft it shows, 0 without one; ``page`` names this composer's saves.
    """

    tabs: tuple[Tab, ...]
    kind: str
    placeholder: str
    request_key: str
    page: str
    text: str = ""
    revision: int = 0
    kept_at: datetime | None = None
    files: tuple[Enclosed, ...] = ()
    answered: Message | None = None
    #: The brand's assistant may be asked for words.
    has_assistant: bool = False
    #: What the draft's words began with, if not with the author's own.
    assisted: str = ""
    others: tuple[Draft, ...] = ()
    later: tuple[later.Choice, ...] = ()
    takes_files: bool = False
    #: Forms of words that the network has approved can be sent when our own may not.
    takes_templates: bool = False
    #: Who can be named in a note, as JSON: ``[[name, initials], …]``.
    colleagues: str = "[]"
    #: What the network offers here; None for who does not answer.
    ways: ways.Ways | None = None

    @property
    def languages(self) -> list[tuple[str, str]]:
        """What the assistant can be asked to translate into: its English name, and what it is called."""
        return [(name, str(_(name))) for name in _LANGUAGES]

    @property
    def assisted_words(self) -> str:
        """What the draft's words began with, as its writer is told."""
        told = {
            Assisted.SUGGESTION: _("From a suggestion: read it before it goes."),
            Assisted.ASSISTANT: _("Drafted by the assistant: read it before it goes."),
            Assisted.RULE: _("Chosen by a rule on arrival: read it before it goes."),
        }
        return told[Assisted(self.assisted)] if self.assisted else ""


@dataclass(frozen=True, slots=True)
class Counter:
    """How long the text is for the network; empty before anything is typed."""

    words: str = ""
    tint: str = ""


def composer(desk: Desk, page: CasePage) -> Composer:
    """The ways to write in this case, with the draft that this person left in it.

    Without one it opens where the customer wrote last: private stays private.
    """
    channel = channel_of(page.case)
    found = ways.ways(desk, page, channel) if desk.may_answer and channel is not None else None
    tabs = _tabs(page, found)
    drafts = replies.drafts_in(page.case)
    draft = next((each for each in drafts if each.user_id == desk.user.pk), None)
    usable = [tab.kind for tab in tabs if not tab.cannot]
    wanted = draft.kind if draft is not None else _where_they_wrote(page)
    blank = Composer(
        tabs=tabs,
        kind=wanted if wanted in usable else usable[0],
        placeholder=_("Write to %(name)s…") % {"name": page.case.person.name},
        request_key=str(uuid.uuid4()),
        page=str(uuid.uuid4()),
        others=tuple(each for each in drafts if each is not draft),
        later=later.choices(desk.now, desk.hours),
        takes_files=channel is not None and channel.capabilities.sends_media,
        takes_templates=desk.may_answer and channel is not None and channel.capabilities.templates,
        has_assistant=desk.may_answer and replies.may_be_asked(desk.brand.pk),
        colleagues=_names(desk),
        ways=found,
    )
    return blank if draft is None else _with(desk, blank, draft)


def _where_they_wrote(page: CasePage) -> str:
    last = page.last_in
    began_public = last.is_public if last is not None else page.case.thread.is_public
    return PUBLIC if began_public else PRIVATE


def _with(desk: Desk, blank: Composer, draft: Draft) -> Composer:
    return replace(
        blank,
        text=draft.text,
        revision=draft.revision,
        kept_at=draft.updated_at,
        files=enclosed(desk, draft.uploads),
        answered=draft.answers,
        assisted=draft.assisted,
    )


def enclosed(desk: Desk, upload_ids: Sequence[int]) -> tuple[Enclosed, ...]:
    """Files in their order, with their previews; those that are gone meanwhile are left out."""
    found = Upload.objects.filter(brand_id=desk.brand.pk).in_bulk(list(upload_ids))
    known = [found[each] for each in dict.fromkeys(upload_ids) if each in found]
    return tuple(Enclosed(upload, media.upload_url(desk, upload)) for upload in known)


def drafts_stamp(drafts: Iterable[Draft]) -> str:
    """A word that changes whenever these drafts read differently."""
    return "-".join(f"{each.pk}.{each.revision}" for each in drafts) or "none"


def _names(desk: Desk) -> str:
    at_work = staff.names_at_work(desk.brand.pk)
    others = [name for user_id, name in at_work if user_id != desk.user.pk]
    return json.dumps([[name, words.initials(name)] for name in others])


def _tabs(page: CasePage, found: ways.Ways | None) -> tuple[Tab, ...]:
    closed = _("Your role does not answer customers.")
    cannot = found.cannot if found is not None else {PUBLIC: closed, PRIVATE: closed}
    is_mail = page.case.thread.kind == "mail"
    private = _("Reply by mail") if is_mail else _("Private message")
    tabs = [
        Tab(PUBLIC, _("Public reply"), "globe", cannot.get(PUBLIC, "")),
        Tab(PRIVATE, private, "lock", cannot.get(PRIVATE, "")),
        Tab(NOTE, _("Note to team"), "note"),
    ]
    return tuple(tab for tab in tabs if not (tab.kind == PUBLIC and tab.cannot and is_mail))


def channel_of(case: Case) -> Channel | None:
    """The network that the case came through; None when its adapter is not installed."""
    try:
        return registry.channel(case.connection.channel).suited(case.connection.settings)
    except registry.NoSuchChannel:
        return None


def counter(case: Case, kind: str, text: str) -> Counter:
    """The length as the case's network counts it, against its limit."""
    visibility, channel = _VISIBILITY.get(kind), channel_of(case)
    if visibility is None or channel is None or not text:
        return Counter()
    try:
        length = channel.count(text, visibility)
    except Unsupported:
        return Counter()
    limit = channel.limit_for(visibility)
    if limit is None:
        return Counter()
    facts = {"length": length, "limit": limit.size, "unit": _unit(limit.unit)}
    if length > limit.size:
        facts["over"] = length - limit.size
        return Counter(_("%(length)d of %(limit)d, %(over)d too many %(unit)s") % facts, "late")
    tint = "soon" if length > 0.9 * limit.size else ""
    return Counter(_("%(length)d of %(limit)d") % facts, tint)


def _unit(unit: Unit) -> str:
    return {
        Unit.GRAPHEMES: _("characters"),
        Unit.CODE_POINTS: _("characters"),
        Unit.UTF8_BYTES: _("bytes"),
        Unit.UTF16_UNITS: _("characters"),
        Unit.WEIGHTED: _("characters"),
    }[unit]


# ------------------------------------------------------------------------ what to look at


@dataclass(frozen=True, slots=True)
class Hint:
    """Something to look at before sending; ``stops``: the gate will say no to it.

    ``start`` and ``end``: where in the text, in UTF-16 units as browsers count; both 0 for the whole.
    ``replacement``: what may stand there instead, in one press.
    """

    words: str
    stops: bool = False
    advises: bool = False
    suggestion: str = ""
    found: str = ""
    start: int = 0
    end: int = 0
    replacement: str | None = None
    code: str = ""


def hints(
    desk: Desk, case: Case, kind: str, text: str, files: Sequence[Upload]
) -> tuple[Hint, ...]:
    """What the gate would stop, and what would be kinder, told while there is still time."""
    if kind == NOTE:
        return (Hint(_("Files do not go with a note."), stops=True),) if files else ()
    open_ones = [
        Hint(
            _("%(name)s is not filled in: write what should stand there.") % {"name": name},
            stops=True,
        )
        for name in unresolved(text)
    ]
    return (*open_ones, *_hints_of_files(case, files), *_of_playbook(desk, case, kind, text))


def _of_playbook(desk: Desk, case: Case, kind: str, text: str) -> tuple[Hint, ...]:
    """What the brand's playbook says of these words; the heaviest first, and then as they stand."""
    findings = findings_in(
        case=case,
        text=text,
        is_public=kind == PUBLIC,
        network=case.connection.channel,
        by=desk.actor,
    )
    told = [each for each in besides_gaps(findings, text) if _is_due(each, text)]
    told.sort(key=lambda each: -each.level.weight)
    return tuple(_hint(each, text) for each in told[:_MOST_HINTS])


def _is_due(finding: Finding, text: str) -> bool:
    """Who has hardly begun to write is not told yet what is missing."""
    return finding.end > 0 or finding.level is Level.BLOCK or len(text) >= _BEGUN


def _hint(finding: Finding, text: str) -> Hint:
    found = text[finding.start : finding.end]
    start = _units(text[: finding.start])
    return Hint(
        finding.sentence,
        stops=finding.level is Level.BLOCK,
        advises=finding.level is Level.ADVISE,
        suggestion=finding.suggestion or "",
        found=found if len(found) <= _MOST_QUOTED else f"{found[:_MOST_QUOTED]}…",
        start=start,
        end=start + _units(found),
        replacement=finding.replacement if found else None,
        code=finding.code,
    )


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _hints_of_files(case: Case, files: Sequence[Upload]) -> tuple[Hint, ...]:
    channel = channel_of(case)
    if channel is None or not files:
        return ()
    can = channel.capabilities
    if not can.sends_media:
        told = _("%(network)s takes no pictures or files from us.") % {"network": channel.name}
        return (Hint(told, stops=True),)
    limit = can.media_limit
    if limit is None:
        return ()
    facts = [Enclosure(each.name, each.content_type, each.size) for each in files]
    stopped = tuple(Hint(f"{channel.name} {each}.", stops=True) for each in problems(limit, facts))
    mute = [each for each in files if each.content_type in media.PICTURES and not each.alt_text]
    if limit.describes and mute:
        told = _("Describe “%(name)s” for people who cannot see it.") % {"name": mute[0].name}
        return (*stopped, Hint(told))
    return stopped
