"""Taking a run back in one case: as it was before, unless somebody changed it after the run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from amends.bulk import rules
from amends.bulk.actions.deed import Deed
from amends.bulk.models import Verb
from amends.inbox.actions import assign as holding
from amends.inbox.actions import set_aside
from amends.inbox.actions import tag as tagging
from amends.inbox.actions import turn as turns
from amends.inbox.models import Case, CaseState, SetAside, Tag
from amends.outbox.actions.change import withdraw
from amends.staff.models import Team
from amends.staff.queries import colleague


def take_back(deed: Deed) -> None:
    """Put the item's case as the run found it. Raises `rules.Kept`, and what the actions raise."""
    _BACK[Verb(deed.word("of"))](deed)


def _holder(deed: Deed) -> None:
    case, before = deed.case(), deed.item.before["assignee"]
    if case.assignee_id != deed.run.facts.get("to"):
        raise rules.Kept
    if before is None:
        holding.unassign(by=deed.by, case=case, now=deed.now)
    else:
        to = colleague(deed.by.brand_id, before)
        holding.assign(by=deed.by, case=case, to=to, now=deed.now)


def _in_team(deed: Deed) -> None:
    case, before = deed.case(), deed.item.before
    if case.team_id != deed.fact("team"):
        raise rules.Kept
    team = Team.objects.filter(brand_id=deed.by.brand_id, pk=before["team"]).first()
    holding.assign_team(by=deed.by, case=case, team=team, now=deed.now)
    if before["assignee"] is not None and case.assignee_id is None:
        to = colleague(deed.by.brand_id, before["assignee"])
        holding.assign(by=deed.by, case=case, to=to, now=deed.now)


def _tagged(deed: Deed) -> None:
    tag = Tag.objects.get(brand_id=deed.by.brand_id, pk=deed.item.before["tag"])
    if tag.pk not in deed.item.before["tags"]:
        tagging.remove_tag(by=deed.by, case=deed.case(), tag=tag, now=deed.now)


def _untagged(deed: Deed) -> None:
    tag = Tag.objects.get(brand_id=deed.by.brand_id, pk=deed.fact("tag"))
    if tag.pk in deed.item.before["tags"]:
        tagging.add_tag(by=deed.by, case=deed.case(), name=tag.name, now=deed.now)


#: What a run left a case in, if nobody came after it.
_LEFT_IN = {
    Verb.SNOOZE: CaseState.SNOOZED,
    Verb.CLOSE: CaseState.CLOSED,
    Verb.REOPEN: CaseState.NEEDS_ANSWER,
}
_TURNS: dict[str, Callable[..., None]] = {
    CaseState.NEEDS_ANSWER: turns.mark_needs_answer,
    CaseState.WAITING_CUSTOMER: turns.wait_for_customer,
    CaseState.WAITING_COLLEAGUE: turns.wait_for_colleague,
    CaseState.CLOSED: turns.close,
}


def _turned(deed: Deed) -> None:
    case, before = deed.case(), deed.item.before
    was = str(before["state"])
    if case.state == was != CaseState.SNOOZED:
        return
    if case.state != _LEFT_IN[Verb(deed.word("of"))]:
        raise rules.Kept
    turns.reopen(by=deed.by, case=case, now=deed.now)
    if was == CaseState.SNOOZED:
        _asleep(deed, case, datetime.fromisoformat(str(before["until"])))
    else:
        _TURNS[was](by=deed.by, case=case, now=deed.now)


def _asleep(deed: Deed, case: Case, until: datetime) -> None:
    """Until it was to wake; one whose time has come meanwhile needs an answer."""
    if until > deed.now:
        turns.snooze(by=deed.by, case=case, until=until, now=deed.now)


def _was_no_spam(deed: Deed) -> None:
    case = deed.case()
    if case.set_aside != SetAside.SPAM:
        raise rules.Kept
    if deed.item.before["set_aside"] != SetAside.SPAM:
        set_aside.put_back(by=deed.by, case=case, now=deed.now)


def _answered(deed: Deed) -> None:
    if deed.item.send is None:
        raise rules.Kept
    withdraw(by=deed.by, send=deed.item.send, now=deed.now)


_BACK: dict[Verb, Callable[[Deed], None]] = {
    Verb.ASSIGN: _holder,
    Verb.RELEASE: _holder,
    Verb.TEAM: _in_team,
    Verb.TAG: _tagged,
    Verb.UNTAG: _untagged,
    Verb.SNOOZE: _turned,
    Verb.CLOSE: _turned,
    Verb.REOPEN: _turned,
    Verb.SPAM: _was_no_spam,
    Verb.ANSWER: _answered,
}
