"""A message of the thread as HTML: a case has dozens, which are most of its page, so no template makes them.

Rule of this module, as of `rows`: every value that stands in the HTML is a number of ours, a
`SafeString`, or has gone through `escape`. What few messages have stays in its template.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.inbox.models import Message
from amends.web import pieces, safe_html, words
from amends.web.desk import Desk
from amends.web.timeline import Entry

#: Renders one of a message's own templates in the page's context.
Piece = Callable[[str], str]


def message(desk: Desk, entry: Entry, said: Message, *, case_id: int, piece: Piece) -> SafeString:
    """What somebody said, when and where, with what can be done about it."""
    return SafeString(
        f'<div class="msg{_kind(entry, said)} {escape(entry.delivery.css)}" id="message-{said.pk}"'
        f" data-message>{pieces.face(entry.face_name, entry.face_number, entry.face_size)}"
        f'<div class="body"><div class="head"><b><bdi>{escape(entry.name)}</bdi></b>'
        f'<span class="tiny num">{escape(entry.byline)}</span></div>'
        f"{_above(entry, said)}"
        f'<div class="words" dir="auto">{safe_html.said(said.text)}</div>'
        f"{piece('web/inbox/_attachments.html') if entry.files else ''}"
        f"{piece('web/inbox/_folded.html') if said.html or entry.versions else ''}"
        f"{_foot(entry, said)}"
        f"{_doing(desk, entry, said, case_id, piece)}"
        f"{piece('web/inbox/_delivery.html') if entry.delivery.sentence else ''}</div></div>\n"
    )


def _kind(entry: Entry, said: Message) -> str:
    kind = " ours" if entry.is_ours else " other" if entry.is_other else ""
    return f"{kind} deleted" if said.deleted_at else kind


def _above(entry: Entry, said: Message) -> str:
    """Stars and subject, where there are any."""
    stars = subject = ""
    if said.rating:
        told = ngettext("%(n)s star of 5", "%(n)s stars of 5", said.rating) % {"n": said.rating}
        drawn = words.stars(said.rating)
        stars = f'<div class="stars" role="img" aria-label="{escape(told)}">{drawn}</div>'
    if entry.shows_subject:
        subject = f'<div class="subject" dir="auto">{escape(said.subject)}</div>'
    return stars + subject


def _foot(entry: Entry, said: Message) -> str:
    """The line below: answering just this, and what is known of it."""
    parts = []
    if entry.answer_kind:
        parts.append(
            f'<button type="button" class="link answer-this needs-script" data-answer="{said.pk}"'
            f' data-kind="{escape(entry.answer_kind)}">{pieces.icon("answer", "small")}'
            f"{escape(_('Reply to this'))}</button>"
        )
    facts = (
        entry.deleted_words if said.deleted_at else "",
        _("Sent by a machine") if said.is_automatic else "",
        entry.spread,
    )
    parts += [f"<span>{escape(fact)}</span>" for fact in facts if fact]
    if entry.heard_by:
        because = _("Heard because of %(names)s") % {"names": entry.heard_by}
        parts.append(f'<span class="heard-by">{escape(because)}</span>')
    if entry.safe_url:
        parts.append(
            f'<a href="{escape(entry.safe_url)}" target="_blank" rel="noopener noreferrer nofollow">'
            f"{escape(_('Open on the network'))}</a>"
        )
    if entry.other_case_url:
        own = escape(_("Their own case"))
        parts.append(f'<a href="{escape(entry.other_case_url)}">{own}</a>')
    return f'<div class="foot num">{"".join(parts)}</div>' if parts else ""


def _doing(desk: Desk, entry: Entry, said: Message, case_id: int, piece: Piece) -> str:
    """What became of what was done to it on the network, and the menu that fills when it is opened."""
    if not entry.doing:
        return ""
    told = piece("web/inbox/_doing.html") if entry.doing.told else ""
    return f'<div class="doing">{told}{_menu(desk, entry, said, case_id)}</div>'


def _menu(desk: Desk, entry: Entry, said: Message, case_id: int) -> str:
    if not entry.doing.has_choices:
        return ""
    url = escape(reverse("deeds", args=[desk.brand.slug, case_id, said.pk]))
    return (
        f'<details class="menu deeds" id="deeds-{said.pk}">'
        f'<summary class="btn quiet only-icon" title="{escape(_("On the network"))}">'
        f'{pieces.icon("more", "small")}<span class="unseen">'
        f"{escape(_('What can be done to this message on the network'))}</span></summary>"
        f'<div class="panel"><div class="later" hx-get="{url}"'
        ' hx-trigger="toggle from:closest details once" hx-swap="innerHTML" hx-indicator="this">'
        f'<a class="item" href="{url}">{escape(_("What can be done…"))}</a></div></div></details>'
    )
