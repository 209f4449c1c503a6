"""What a run does to one case: always the action that a person's press of the button calls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from amends.bulk import rules
from amends.bulk.actions.deed import Deed
from amends.bulk.actions.undoing import take_back
from amends.bulk.actions.word import kind_of
from amends.bulk.models import Verb
from amends.inbox.actions import assign as holding
from amends.inbox.actions import set_aside
from amends.inbox.actions import tag as tagging
from amends.inbox.actions import turn as turns
from amends.inbox.models import Case, Tag
from amends.outbox.actions import brake
from amends.outbox.actions.say import say
from amends.refusals import NotFound
from amends.staff.models import Team
from amends.staff.queries import colleague


class Braked(Exception):
    """Nothing is sent to many while the brake is on."""


def do(deed: Deed) -> None:
    """Do the run's verb to the item's case; what an undo needs is noted on the item.

    Raises Refusal, and Braked for an answer while the brake is on.
    """
    if deed.run.verb != Verb.UNDO:
        deed.item.before = _before(deed.case())
    _DEEDS[Verb(deed.run.verb)](deed)


def _before(case: Case) -> dict[str, object]:
    until = case.snoozed_until.isoformat() if case.snoozed_until else None
    return {
        "state": case.state,
        "until": until,
        "assignee": case.assignee_id,
        "team": case.team_id,
        "tags": list(case.tags),
        "set_aside": case.set_aside,
    }


def _assign(deed: Deed) -> None:
    to = colleague(deed.by.brand_id, deed.fact("to"))
    holding.assign(by=deed.by, case=deed.chosen(), to=to, now=deed.now)


def _release(deed: Deed) -> None:
    holding.unassign(by=deed.by, case=deed.chosen(), now=deed.now)


def _team(deed: Deed) -> None:
    team = Team.objects.filter(brand_id=deed.by.brand_id, pk=deed.fact("team")).first()
    if team is None:
        raise NotFound(team=deed.fact("team"))
    holding.assign_team(by=deed.by, case=deed.chosen(), team=team, now=deed.now)


def _tag(deed: Deed) -> None:
    tag = tagging.add_tag(by=deed.by, case=deed.case(), name=deed.word("name"), now=deed.now)
    deed.item.before["tag"] = tag.pk


def _untag(deed: Deed) -> None:
    tag = Tag.objects.filter(brand_id=deed.by.brand_id, pk=deed.fact("tag")).first()
    if tag is None:
        raise NotFound(tag=deed.fact("tag"))
    tagging.remove_tag(by=deed.by, case=deed.case(), tag=tag, now=deed.now)


def _snooze(deed: Deed) -> None:
    until = datetime.fromisoformat(deed.word("until"))
    turns.snooze(by=deed.by, case=deed.chosen(), until=until, now=deed.now)


def _close(deed: Deed) -> None:
    turns.close(by=deed.by, case=deed.chosen(), now=deed.now)


def _reopen(deed: Deed) -> None:
    turns.reopen(by=deed.by, case=deed.chosen(), now=deed.now)


def _spam(deed: Deed) -> None:
    set_aside.mark_spam(by=deed.by, case=deed.case(), now=deed.now)


def _answer(deed: Deed) -> None:
    """Words made for what the customer said then are not sent to what they say now."""
    item, case = deed.item, deed.case()
    # In the order of `say`: the brake, then the case.
    if brake.share(case.brand_id) is not None:
        raise Braked
    # Held until it is said: what the customer writes meanwhile comes after the comparison, or before it.
    Case.objects.select_for_update(no_key=True).filter(pk=case.pk).first()
    case = deed.case()
    if (case.state, case.last_in_at) != (item.seen_state, item.seen_in_at):
        raise rules.ChangedSinceChosen
    if not item.text:
        raise rules.NoWords(item.sentence)
    item.send = say(
        by=deed.by,
        case=case,
        kind=kind_of(item),
        text=item.text,
        request_key=rules.request_key(deed.run.pk, case.pk),
        now=deed.now,
        in_bulk=True,
        channel_of=deed.channel_of,
    )


_DEEDS: dict[Verb, Callable[[Deed], None]] = {
    Verb.ASSIGN: _assign,
    Verb.RELEASE: _release,
    Verb.TEAM: _team,
    Verb.TAG: _tag,
    Verb.UNTAG: _untag,
    Verb.SNOOZE: _snooze,
    Verb.CLOSE: _close,
    Verb.REOPEN: _reopen,
    Verb.SPAM: _spam,
    Verb.ANSWER: _answer,
    Verb.UNDO: take_back,
}
