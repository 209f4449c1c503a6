"""The rows of the list as HTML: fifty of them are most of a page, so no template makes them.

Rule of this module: every value that stands in the HTML is a number of ours, a `SafeString`, or has
gone through `escape`. `format_html` would say the same at four times the cost.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.inbox.models import CaseState
from amends.inbox.queries import presence
from amends.inbox.queries.presence import Here
from amends.inbox.queries.views import Row
from amends.inbox.rules.search import Words
from amends.replies import queries as replies
from amends.web import judged, pieces, reasons, searching, words
from amends.web.desk import Desk

_OOB = ' hx-swap-oob="true"'
_CURRENT = ' aria-current="true"'


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list, ready to be shown; its stamp changes when it would read differently."""

    case_id: int
    stamp: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Look:
    """How a list shows its rows: below which address (with which filters), and which one is open."""

    desk: Desk
    below: str
    query: str
    shows_state: bool
    open_id: int | None = None
    #: What was searched for: it is marked where it was found.
    words: tuple[Words, ...] = ()
    #: The colleagues at each case.
    here: Mapping[int, tuple[Here, ...]] = field(default_factory=dict)
    #: The cases in which this person has begun to write.
    drafts: frozenset[int] = frozenset()

    def line(self, row: Row, *, is_gone: bool = False, oob: bool = False) -> Line:
        """The row; one that left the list (``is_gone``) stays and says where it went."""
        lasting = words.lasting(max(self.desk.now - row.state_since, timedelta()))
        marks = (self.here.get(row.case_id, ()), row.case_id in self.drafts)
        stamp = _stamp(row, lasting, marks, is_gone=is_gone)
        url = escape(f"{self.below}{row.case_id}/{self.query}")
        place = f"#message-{row.hit.message_id}" if row.hit and row.hit.message_id else ""
        html = (
            f'<li id="case-{row.case_id}"{_OOB if oob else ""}>{self._pick(row)}'
            f'<a class="row{" gone" if is_gone else ""}" id="row-{row.case_id}" href="{url}{place}"'
            f' data-case="{row.case_id}" data-stamp="{stamp}" hx-get="{url}" hx-target="#open-case"'
            ' hx-swap="outerHTML" hx-push-url="true" hx-sync="#open-case:replace"'
            f"{_CURRENT if row.case_id == self.open_id else ''}>"
            f"{pieces.face(row.person, row.person_id, '', row.channel)}"
            f'<span class="who"><bdi>{searching.marked(row.person, self.words)}</bdi></span>'
            f"{self._clock(row, lasting, is_gone=is_gone)}{_what(row, self.words)}"
            f"{self._moved(row) if is_gone else self._why(row)}</a></li>\n"
        )
        return Line(row.case_id, stamp, SafeString(html))

    def lines(
        self, rows: Collection[Row], *, is_gone: bool = False, oob: bool = False
    ) -> list[Line]:
        """The rows, with who is at each and where this person has a draft."""
        marked = self.marked([row.case_id for row in rows])
        return [marked.line(row, is_gone=is_gone, oob=oob) for row in rows]

    def marked(self, case_ids: Collection[int]) -> Look:
        """This look, knowing who is at these cases and in which of them this person has a draft."""
        if not case_ids:
            return self
        desk = self.desk
        drafts = replies.drafts_among(desk.brand.pk, desk.user.pk, case_ids)
        here = presence.here(desk.brand.pk, case_ids, desk.now)
        return replace(self, here=here, drafts=drafts)

    def _pick(self, row: Row) -> str:
        """The box that chooses the case; it belongs to the form of the bar below the list."""
        if not self.desk.may_organise:
            return ""
        name = escape(_("Choose %(name)s") % {"name": row.person})
        return (
            f'<label class="pick"><input type="checkbox" form="choice" name="case"'
            f' value="{row.case_id}" aria-label="{name}" autocomplete="off"></label>'
        )

    def _others(self, row: Row) -> str:
        """The colleagues who have it open; a pen where one of them writes."""
        others = [
            each for each in self.here.get(row.case_id, ()) if each.user_id != self.desk.user.pk
        ]
        if not others:
            return ""
        faces = "".join(pieces.face(each.name, each.user_id, "tiny-face") for each in others[:3])
        writer = next((each.name for each in others if each.writes), "")
        said = _("%(name)s writes") if writer else _("%(name)s is here")
        said %= {"name": writer or ", ".join(each.name for each in others)}
        pen = pieces.icon("pen", "small") if writer else ""
        return (
            f'<span class="others{" writes" if writer else ""}" title="{escape(said)}">{faces}{pen}'
            f'<span class="unseen">{escape(said)}</span></span>'
        )

    def _clock(self, row: Row, lasting: str, *, is_gone: bool) -> SafeString:
        if row.state == CaseState.NEEDS_ANSWER and not is_gone:
            return pieces.clock(row.due_at, row.state_since, self.desk.now, self.desk.hours)
        drawing = ""
        if row.state == CaseState.SNOOZED and row.snoozed_until is not None and not is_gone:
            drawing = pieces.icon("snooze", "small")
            lasting = words.moment(row.snoozed_until, self.desk.now)
        return SafeString(f'<span class="clock ok">{drawing}{escape(lasting)}</span>')

    def _moved(self, row: Row) -> SafeString:
        drawing = pieces.icon("ok", "small")
        said = escape(reasons.state_words(row, self.desk.now))
        return SafeString(f'<span class="moved tiny">{drawing} {said}</span>')

    def _why(self, row: Row) -> SafeString:
        tags = []
        if row.case_id in self.drafts:
            tags.append((" gold", _("Draft")))
        if self.shows_state:
            tint = " soon" if row.state == CaseState.NEEDS_ANSWER else ""
            tags.append((tint, reasons.state_words(row, self.desk.now)))
        if row.pinned_at:
            tags.append((" gold", _("Pinned")))
        tags += judged.row_marks(row.marks)
        if row.taken_offline_at:
            tags.append((" private", _("Taken offline")))
        if row.assignee_id:
            is_mine = row.assignee_id == self.desk.user.pk
            tags.append((" act", _("Mine") if is_mine else row.assignee or ""))
        tags += [("", name) for name in row.tags]
        if not tags:  # every row has this line, so that a first tag moves no other row
            tags.append((" plain", _("Review") if row.rating else pieces.network(row.channel)))
        shown = [f'<span class="tag{tint}">{escape(name)}</span>' for tint, name in tags]
        return SafeString(f'<span class="why">{"".join(shown)}{self._others(row)}</span>')


def _what(row: Row, words_: tuple[Words, ...] = ()) -> SafeString:
    stars = subject = ""
    if row.rating:
        said = ngettext("%(n)s star of 5", "%(n)s stars of 5", row.rating) % {"n": row.rating}
        drawn = words.stars(row.rating)
        stars = f'<span class="stars" role="img" aria-label="{escape(said)}">{drawn}</span> '
    if row.subject:
        subject = f"<b>{escape(row.subject)}</b> · "
    said = searching.found_in(row, words_) or f"{stars}{subject}{escape(row.preview)}"
    return SafeString(f'<span class="what" dir="auto">{said}</span>')


def _stamp(row: Row, lasting: str, marks: object, *, is_gone: bool) -> str:
    """Changes when the row would read differently, so that only such rows are sent again."""
    offline, tags = row.taken_offline_at, row.tags
    pinned = (row.marks, row.pinned_at)
    said = (row.state, lasting, row.preview, row.assignee_id, offline, tags, marks, is_gone, pinned)
    return f"{zlib.crc32(repr(said).encode()):08x}"
