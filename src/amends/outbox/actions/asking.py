"""Whose yes words need under the live playbook, and asking for it: what is known is read from the tables."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection as database
from django.db import transaction
from django.db.models import QuerySet

from amends.inbox.actions.events import note_event
from amends.inbox.models import CaseEventKind
from amends.outbox.models import Approval, ApprovalState, ApprovalVote, Deed, Send, Word
from amends.outbox.rules.approvals import (
    Ask,
    Known,
    Yes,
    ask_of,
    asks_for,
    digest_of,
    missing,
    moods_in,
    roles_of,
    topics_in,
)
from amends.playbook.queries import Live, playbook_by
from amends.playbook.rules import Draft, Mood, Policy, Situation
from amends.playbook.rules.builtin.commitments import sums_in
from amends.playbook.rules.document.acting import ApprovalRule
from amends.playbook.rules.view import View
from amends.staff import queries as staff
from amends.staff.models import Membership
from amends.staff.rules.hours import due

#: What may need a yes before it leaves.
About = Send | Deed

_WEEK = 7
_MOST_AT_ONCE = 200

# The author's role and days here; the customer's followers, the case's tags and the customer's last words.
_KNOWN = """
SELECT s.role, s.days, k.* FROM (SELECT 1) AS always
LEFT JOIN LATERAL (
    SELECT role, %(now)s::timestamptz::date - created_at::date AS days
    FROM staff_membership WHERE brand_id = %(brand)s AND user_id = %(user)s
) s ON true
LEFT JOIN LATERAL (
    SELECT (SELECT max(i.followers) FROM inbox_identity i WHERE i.person_id = c.person_id),
        ARRAY(SELECT t.name FROM inbox_tag t WHERE t.id = ANY(c.tags)),
        (SELECT left(m.text, 4000) FROM inbox_message m WHERE m.case_id = c.id AND m.direction = 'in'
            AND NOT m.is_automatic ORDER BY m.sent_at DESC, m.id DESC LIMIT 1)
    FROM inbox_case c WHERE c.id = %(case)s
) k ON true
"""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a brand as the approval rules look at them: whose, where and in which case (None: a post).

    ``marks``: what the case was taken for, by the desk's judgement or by whoever corrected it.
    """

    brand_id: int
    author_id: int | None
    network: str
    is_public: bool
    text: str
    case_id: int | None = None
    marks: tuple[str, ...] = ()


def asks_of(words: Words, holds: Live | None, now: datetime) -> tuple[Ask, ...]:
    """What the playbook that ``holds`` asks for before these words leave; nothing without a rule."""
    playbook = playbook_by(holds)
    if playbook is None or not playbook.approvals:
        return ()
    return asks_for(playbook.approvals, _known(words, playbook.approvals, now))


def _known(words: Words, rules: Sequence[ApprovalRule], now: datetime) -> Known:
    about = {
        "brand": words.brand_id,
        "user": words.author_id,
        "case": words.case_id,
        "now": now,
    }
    with database.cursor() as cursor:
        cursor.execute(_KNOWN, about)
        role, days, reach, tags, said = cursor.fetchone()
    return Known(
        role=role or "",
        network=words.network,
        is_public=words.is_public,
        weeks=max(days, 0) // _WEEK if days is not None else None,
        reach=reach,
        sums=sums_in(words.text) if any(each.money_over is not None for each in rules) else (),
        tags=frozenset((*(tags or ()), *topics_in(words.marks))),
        moods=_moods(words.marks, said or "") if any(each.moods for each in rules) else frozenset(),
    )


def _moods(marks: Collection[str], said: str) -> frozenset[Mood]:
    """How the customer feels: as the case was judged or a person corrected that, else as the words sound.

    The judgement has no word for grief, so the words are asked for that in any case.
    """
    heard = _heard(said)
    judged = moods_in(marks)
    told = frozenset({heard})
    return judged | (told & {Mood.GRIEVING}) if judged else told - {Mood.UNKNOWN}


def _heard(said: str) -> Mood:
    """How the customer's last words sound."""
    return View(Draft(text="", situation=Situation(said=said)), Policy()).mood


# ---------------------------------------------------------------------- what was said to it already


def digest_of_send(send: Send) -> str:
    """What an approval of a send is for: its words, its files, and where they go."""
    files = send.files.order_by("position").values_list("upload__sha256", "upload__alt_text")
    told = [part for each in files for part in each]
    return digest_of(
        send.text, send.subject, str(send.is_public), send.recipient, send.thread, *told
    )


def digest_of_deed(deed: Deed) -> str:
    """What an approval of a deed is for: what is done to which message, as it stands, and why."""
    return digest_of(
        deed.text, deed.kind, str(deed.message_id), deed.message.text, deed.ground, deed.marked
    )


def digest_about(about: About) -> str:
    """The digest of what leaves, whatever it is."""
    return digest_of_deed(about) if isinstance(about, Deed) else digest_of_send(about)


def still_missing(about: About, asks: Sequence[Ask]) -> tuple[Ask, ...]:
    """The asks that nobody said yes to, of these very words."""
    return missing(asks, yeses(about)) if asks else ()


def yeses(about: About) -> list[Yes]:
    """Who approved exactly what it says now, through all its approvals."""
    if about._state.adding:
        return []
    approved = _approvals(about).filter(digest=digest_about(about))
    kept = approved.exclude(state__in=[ApprovalState.RETURNED, ApprovalState.WITHDRAWN])
    votes = ApprovalVote.objects.filter(approval__in=kept, word=Word.YES, user__isnull=False)
    others = [
        Yes(user_id, role, frozenset(ask["rule"] for ask in asks))
        for user_id, role, asks in votes.values_list("user_id", "role", "approval__asks")
        if user_id not in {about.asked_by_id, written_by(about)}
    ]
    return [*others, *_of_who_asked(about)]


def written_by(about: About) -> int | None:
    """Whose words they are, where whoever asked for them only looked at them and said yes."""
    return about.verdict.get("written_by") if isinstance(about, Send) else None


def _of_who_asked(about: About) -> list[Yes]:
    """A colleague's words that somebody looked at and let go out: that is a yes, of these very words."""
    if not isinstance(about, Send) or written_by(about) in {None, about.asked_by_id}:
        return []
    is_same = about.verdict.get("looked_at") == digest_of_send(about)
    return looked_at_by(about.brand_id, about.asked_by_id) if is_same else []


def looked_at_by(brand_id: int, user_id: int | None) -> list[Yes]:
    """The yes of a colleague who lets another's words go out, in the role that they have now."""
    if user_id is None:
        return []
    here = Membership.objects.filter(brand_id=brand_id, user_id=user_id, user__is_active=True)
    return [Yes(user_id, role, frozenset()) for role in here.values_list("role", flat=True)]


def _approvals(about: About) -> QuerySet[Approval]:
    if isinstance(about, Deed):
        return Approval.objects.filter(deed=about)
    return Approval.objects.filter(send=about)


# ------------------------------------------------------------------------------------- asked


def ask_for(*, about: About, asks: Sequence[Ask], now: datetime) -> Approval | None:
    """Ask the colleagues whom the playbook names; None where they are asked already. ``about`` is locked."""
    if not asks or _approvals(about).filter(state=ApprovalState.WAITING).exists():
        return None
    approval = Approval.objects.create(
        brand_id=about.brand_id,
        send=about if isinstance(about, Send) else None,
        deed=about if isinstance(about, Deed) else None,
        asks=[ask.as_json() for ask in asks],
        roles=list(roles_of(asks)),
        digest=digest_about(about),
        asked_by_id=about.asked_by_id,
        asked_at=now,
        due_at=due_at(about.brand_id, asks, now),
    )
    note(approval, CaseEventKind.APPROVAL_ASKED, about.asked_by_id, now)
    if not approvers_of(approval).exists():
        # Nobody but whoever wrote it has such a role: there is no sense in waiting for the time-out.
        _widen(approval, now)
    return approval


def approvers_of(approval: Approval) -> QuerySet[Membership]:
    """Who may decide it now: colleagues of the roles that are asked, but never whoever wrote it."""
    asked = Membership.objects.filter(
        brand_id=approval.brand_id, role__in=approval.roles, user__is_active=True
    )
    voted = ApprovalVote.objects.filter(approval=approval, user__isnull=False)
    others = asked.exclude(user__in=voted.values("user"))
    author = written_by(approval.send) if approval.send is not None else None
    if author is not None:
        others = others.exclude(user=author)
    return others if approval.asked_by_id is None else others.exclude(user=approval.asked_by_id)


def due_at(brand_id: int, asks: Sequence[Ask], now: datetime) -> datetime | None:
    """When the first of these has taken too long, in the brand's working time."""
    return due(now, min(ask.within_minutes for ask in asks), staff.hours_of(brand_id))


def settle_with(about: About, now: datetime) -> None:
    """Nobody need look any more at what does not leave. ``about`` is locked."""
    waiting = _approvals(about).filter(state=ApprovalState.WAITING)
    waiting.update(state=ApprovalState.WITHDRAWN, decided_at=now)


def settle_with_each(sends: Collection[int], now: datetime) -> None:
    """The same for many sends, which are locked, by their ids."""
    waiting = Approval.objects.filter(send__in=sends, state=ApprovalState.WAITING)
    waiting.update(state=ApprovalState.WITHDRAWN, decided_at=now)


# --------------------------------------------------------------------------------- escalated


def escalate_due(*, now: datetime) -> int:
    """What nobody answered in time is asked of whom the playbook names next, too; returns how many."""
    with transaction.atomic():
        late = Approval.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            state=ApprovalState.WAITING, due_at__lte=now
        )
        found = list(late.order_by("due_at")[:_MOST_AT_ONCE])
        for approval in found:
            _widen(approval, now)
    return len(found)


def _widen(approval: Approval, now: datetime) -> None:
    wider = [ask_of(each).widened() for each in approval.asks]
    gained = [ask.then for ask in wider if ask.then and ask.then not in approval.roles]
    approval.asks = [ask.as_json() for ask in wider]
    approval.roles = sorted({*approval.roles, *gained})
    approval.due_at, approval.escalated_at = None, now
    approval.save(update_fields=["asks", "roles", "due_at", "escalated_at"])
    note(approval, CaseEventKind.APPROVAL_ESCALATED, None, now, to=sorted(set(gained)))


# -------------------------------------------------------------------------------- written down


def note(
    approval: Approval, kind: CaseEventKind, by_id: int | None, now: datetime, **facts: object
) -> None:
    """What the case's timeline tells of an approval; nothing for what is in no case."""
    about = approval.send or approval.deed
    case = about.case if about is not None else None
    if case is None:
        return
    rules = [each["rule"] for each in approval.asks]
    what = {"what": approval.deed.kind} if approval.deed is not None else {}
    told = {"approval": approval.pk, "rules": rules, **what, **facts}
    note_event(case=case, kind=kind, by_id=by_id, at=now, facts=told)
