"""Answers by itself what a rule on arrival wants answered: a saved reply of the team's, through the one gate.

Once in a case, whatever catches how often; to nobody twice a day; never where somebody may be hurt; never
what somebody has answered. What it may not say is told in the case, and a person answers.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from amends.inbox.actions.events import write_down
from amends.inbox.models import Case, CaseEventKind, CaseState, Message
from amends.outbox import actions as outbox
from amends.outbox.actions.say import ChannelOf, by_registry
from amends.outbox.models import Send
from amends.outbox.rules import SayKind
from amends.playbook.queries import policy_of
from amends.playbook.rules.document.arriving import ArrivalRule
from amends.refusals import Refusal
from amends.replies.models import Assisted, SavedReply
from amends.replies.queries import known_by_desk
from amends.replies.rules.voice import voiced
from amends.staff.models import Brand
from amends.staff.rules import system
from amends.triage.models import Judgement
from amends.triage.queries.arrived import in_force
from amends.triage.rules.judgement import Harm

_HURT = frozenset({Harm.SELF_HARM, Harm.SAFETY, Harm.HEALTH})
#: Every answer of a rule has a key that begins so; `;` is the letter after `:`.
_KEY, _BEHIND = "rule:", "rule;"
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


class NoSuchReply(Refusal):
    """No saved reply of the team is called so."""

    code = "no-such-reply"


class NotByItself(Refusal):
    """A person answers this."""

    code = "not-by-itself"


def answer_by_rule(
    *,
    brand_id: int,
    message_id: int,
    name: str,
    now: datetime,
    channel_of: ChannelOf = by_registry,
) -> Send | None:
    """Say what the live playbook's rule of this name sends in the message's case, if it still waits.

    None where nothing was said: the rule is gone, somebody was quicker, or the case says what stopped it.
    """
    rule = next((each for each in in_force(brand_id).rules if each.name == name), None)
    found = Message.objects.filter(brand_id=brand_id, pk=message_id, deleted_at=None)
    message = found.exclude(case=None).select_related("case__brand").first()
    if rule is None or not rule.then.send or message is None or message.case is None:
        return None
    case = message.case
    if case.state != CaseState.NEEDS_ANSWER or case.set_aside or _said(case.brand_id, case=case):
        return None
    try:
        with transaction.atomic():
            return _say(message, case, rule, channel_of, now)
    except Refusal as refusal:
        _tell(case, message, f"{rule.name}: {refusal}", now)
        return None


def _say(
    message: Message, case: Case, rule: ArrivalRule, channel_of: ChannelOf, now: datetime
) -> Send:
    made = Judgement.objects.filter(message=message).first()
    _require_harmless(made)
    _require_room(case, rule.then.sends_an_hour, now)
    reply = _reply(case.brand_id, rule.then.send)
    language = made.language if made is not None else ""
    if reply.language and language and reply.language.split("-")[0] != language:
        raise NotByItself(f"“{reply.title}” is written in another language than the customer’s.")
    brand = Brand.objects.get(pk=case.brand_id)
    text = voiced(
        reply.text,
        known_by_desk(brand=brand, case=case),
        policy_of(brand),
        language=language,
        network=case.connection.channel,
    )
    return outbox.say(
        by=system(case.brand_id),
        case=case,
        kind=SayKind.PUBLIC_REPLY if message.is_public else SayKind.PRIVATE_MESSAGE,
        text=text,
        request_key=f"{_KEY}{case.pk}",
        now=now,
        to=message,
        drafted_after=message.pk,
        assisted=Assisted.RULE,
        channel_of=channel_of,
    )


def _require_harmless(made: Judgement | None) -> None:
    if made is None or not _HURT.isdisjoint(made.harms):
        raise NotByItself("Somebody may be hurt: a person answers this.")


def _require_room(case: Case, most: int, now: datetime) -> None:
    """Raises `NotByItself` where this customer, or the brand, had enough answers of rules by now."""
    if _said(case.brand_id, since=now - _DAY, person=case.person_id).exists():
        raise NotByItself("This customer had an answer of a rule today: a person answers this.")
    if _said(case.brand_id, since=now - _HOUR).count() >= most:
        raise NotByItself(f"Rules have answered {most} times within the hour: a person answers.")


def _said(
    brand_id: int,
    *,
    since: datetime | None = None,
    person: int | None = None,
    case: Case | None = None,
) -> QuerySet[Send]:
    """The answers of rules; those of one person, or of one case."""
    said = Send.objects.filter(brand_id=brand_id)
    if case is not None:
        return said.filter(request_key=f"{_KEY}{case.pk}")
    said = said.filter(request_key__gte=_KEY, request_key__lt=_BEHIND, asked_at__gt=since)
    return said if person is None else said.filter(case__person_id=person)


def _reply(brand_id: int, name: str) -> SavedReply:
    """The team's saved reply of this title or shortcut; one's own is nobody else's to send."""
    wanted = name.strip().lstrip("/")
    called = Q(title__iexact=name.strip()) | Q(shortcut__iexact=wanted)
    found = SavedReply.objects.filter(called, brand_id=brand_id, owner=None, archived_at=None)
    reply = found.order_by("pk").first()
    if reply is None:
        raise NoSuchReply(f"No saved reply of the team is called “{name}”.")
    return reply


@transaction.atomic
def _tell(case: Case, message: Message, missed: str, now: datetime) -> None:
    """What was not said stands in the case beside what rules did there."""
    facts: dict[str, object] = {"rules": [], "message": message.pk, "missed": [missed]}
    what = ("rules_act", CaseEventKind.RULES_ACTED)
    write_down(by=system(case.brand_id), case=case, what=what, facts=facts, now=now)
