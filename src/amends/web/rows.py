"""The rows of the list as HTML: fifty of them are most of a page, so no template makes them.

Rule of this module: every value that stands in the HTML is a number of ours, a `SafeString`, or has
gone through `escape`. `format_html` would say the same at four times the cost.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import timedelta
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.inbox.models import CaseState
from amends.inbox.queries.views import Row
from amends.web import pieces, reasons, words
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

    def line(self, row: Row, *, is_gone: bool = False, oob: bool = False) -> Line:
        """The row; one that left the list (``is_gone``) stays and says where it went."""
        lasting = words.lasting(max(self.desk.now - row.state_since, timedelta()))
        stamp = _stamp(row, lasting, is_gone=is_gone)
        url = escape(f"{self.below}{row.case_id}/{self.query}")
        html = (
            f'<li id="case-{row.case_id}"{_OOB if oob else ""}>'
            f'<a class="row{" gone" if is_gone else ""}" id="row-{row.case_id}" href="{url}"'
            f' data-case="{row.case_id}" data-stamp="{stamp}" hx-get="{url}" hx-target="#open-case"'
            ' hx-swap="outerHTML" hx-push-url="true" hx-sync="#open-case:replace"'
            f"{_CURRENT if row.case_id == self.open_id else ''}>"
            f"{pieces.face(row.person, row.person_id, '', row.channel)}"
            f'<span class="who"><bdi>{escape(row.person)}</bdi></span>'
            f"{self._clock(row, lasting, is_gone=is_gone)}{_what(row)}"
            f"{self._moved(row) if is_gone else self._why(row)}</a></li>\n"
        )
        return Line(row.case_id, stamp, SafeString(html))

    def _clock(self, row: Row, lasting: str, *, is_gone: bool) -> SafeString:
        if row.state == CaseState.NEEDS_ANSWER and not is_gone:
            return pieces.clock(row.state_since, self.desk.now)
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
        if self.shows_state:
            tint = " soon" if row.state == CaseState.NEEDS_ANSWER else ""
            tags.append((tint, reasons.state_words(row, self.desk.now)))
        if row.taken_offline_at:
            tags.append((" private", _("Taken offline")))
        if row.assignee_id:
            is_mine = row.assignee_id == self.desk.user.pk
            tags.append((" act", _("Mine") if is_mine else row.assignee or ""))
        tags += [("", name) for name in row.tags]
        shown = [f'<span class="tag{tint}">{escape(name)}</span>' for tint, name in tags]
        return SafeString(f'<span class="why">{"".join(shown)}</span>')


def _what(row: Row) -> SafeString:
    stars = subject = ""
    if row.rating:
        said = ngettext("%(n)s star of 5", "%(n)s stars of 5", row.rating) % {"n": row.rating}
        drawn = words.stars(row.rating)
        stars = f'<span class="stars" role="img" aria-label="{escape(said)}">{drawn}</span> '
    if row.subject:
        subject = f"<b>{escape(row.subject)}</b> · "
    said = f"{stars}{subject}{escape(row.preview)}"
    return SafeString(f'<span class="what" dir="auto">{said}</span>')


def _stamp(row: Row, lasting: str, *, is_gone: bool) -> str:
    """Changes when the row would read differently, so that only such rows are sent again."""
    offline, tags = row.taken_offline_at, row.tags
    said = (row.state, lasting, row.preview, row.assignee_id, offline, tags, is_gone)
    return f"{zlib.crc32(repr(said).encode()):08x}"
