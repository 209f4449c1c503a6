"""What a subscriber is told: a mail in their language, or a document for their program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, parseaddr
from typing import Any

import orjson
from django.template.loader import render_to_string

from amends.status.models import Maintenance, StatusUpdate, Subscriber, SubscriberNotice
from amends.status.queries.marks import confirm_address, stop_address
from amends.status.queries.pages import address_of
from amends.status.queries.snapshot import snapshot
from amends.status.rules.sayings import SAYINGS, Sayings
from amends.status.site.words import Words


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be said: a subject and its words, where to read on, and of what it is a part."""

    kind: str
    subject: str
    text: str
    url: str
    #: Mails with the same are one conversation in a mailbox.
    thread: str
    facts: dict[str, Any]


def letter(notice: SubscriberNotice, now: datetime) -> Letter | None:
    """What a notice says, its subscriber loaded with page and brand; None when nothing is to be said."""
    kind, _, rest = notice.source.partition(":")
    subscriber = notice.subscriber
    if kind == "confirm":
        return _question(subscriber)
    if not subscriber.is_told:
        return None
    words = Words(snapshot(subscriber.page, now), _language(subscriber))
    if kind == "update":
        return _of_update(words, int(rest))
    return _of_maintenance(words, int(rest.partition(":")[0]))


def _language(subscriber: Subscriber) -> str:
    page = subscriber.page
    return subscriber.language if subscriber.language in page.languages else page.language


def _say(subscriber: Subscriber) -> Sayings:
    return SAYINGS[_language(subscriber)]


def _question(subscriber: Subscriber) -> Letter:
    say, url = _say(subscriber), confirm_address(subscriber)
    lead = say.mail_confirm_lead.format(title=subscriber.page.title)
    text = f"{lead}\n\n{url}\n\n{say.mail_confirm_else}"
    facts = {"confirm_url": url}
    return Letter("subscriber.confirm", say.mail_confirm, text, url, "confirm", facts)


def _of_update(words: Words, update_id: int) -> Letter | None:
    update = StatusUpdate.objects.filter(pk=update_id, event__page=words.shot.page).first()
    if update is None:
        return None
    event = next(each for each in words.shot.events if each.pk == update.event_id)
    told, base = words.event(event), address_of(words.shot.page)
    said = next(each for each in told["updates"] if each["id"] == update.pk)
    parts = [f"{said['state_words']}. {said['at_words']}", said["text"]]
    is_newest = told["updates"][0]["id"] == update.pk
    if is_newest and told["promise"] and not told["is_late"]:
        parts.append(told["promise"])
    if told["concerned"]:
        parts.append(f"{words.say.concerns} {told['concerned']}")
    facts = {
        "id": told["key"],
        "title": told["title"],
        "state": update.state,
        "text": said["text"],
        "at": update.at,
        "url": base + told["page"],
        "components": [each.component_id for each in event.concerned],  # type: ignore[attr-defined]
    }
    subject = f"{told['title']}: {said['state_words']}"
    url = f"{base}{told['page']}#update-{update.pk}"
    return Letter("incident.updated", subject, "\n\n".join(parts), url, told["key"], facts)


def _of_maintenance(words: Words, work_id: int) -> Letter | None:
    work = Maintenance.objects.filter(pk=work_id, page=words.shot.page).first()
    if work is None:
        return None
    told, base = words.maintenance(work), address_of(words.shot.page)
    parts = [f"{told['state_words']}. {told['when']}", told["text"]]
    if told["concerned"]:
        parts.append(f"{words.say.concerns} {told['concerned']}")
    facts = {
        "id": told["key"],
        "title": told["title"],
        "state": work.state,
        "text": told["text"],
        "starts_at": work.starts_at,
        "ends_at": work.ends_at,
        "url": base + told["page"],
        "components": list(work.component_ids),
    }
    subject = f"{told['title']}: {told['state_words']}"
    text = "\n\n".join(filter(None, parts))
    return Letter("maintenance.updated", subject, text, base + told["page"], told["key"], facts)


def mail(notice: SubscriberNotice, said: Letter, sender: str, now: datetime) -> EmailMessage:
    """The letter as a mail: plain text and HTML that say the same, with one click to have no more."""
    subscriber, say = notice.subscriber, _say(notice.subscriber)
    page, domain = subscriber.page, parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    message = EmailMessage(policy=SMTP)
    message["Subject"] = f"[{page.title}] {said.subject}"
    message["From"] = formataddr((page.mark or page.title, parseaddr(sender)[1]))
    message["To"] = Address(addr_spec=subscriber.address)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<status-{notice.public_id.hex}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    is_question = said.kind == "subscriber.confirm"
    facts = {"page": page, "said": said, "say": say, "language": _language(subscriber)}
    if not is_question:
        stop = stop_address(subscriber)
        message["References"] = f"<status-{said.thread}-{subscriber.pk}@{domain}>"
        message["List-Id"] = f"<status-{page.slug}.{domain}>"
        message["List-Unsubscribe"] = f"<{stop}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        facts |= {"stop": stop, "why": say.mail_why.format(title=page.title)}
    message.set_content(render_to_string("status/mail.txt", facts))
    message.add_alternative(render_to_string("status/mail.html", facts), subtype="html")
    return message


def document(notice: SubscriberNotice, said: Letter) -> bytes:
    """The letter for a program."""
    told = {
        "type": said.kind,
        "timestamp": notice.asked_at.astimezone(UTC),
        "page": address_of(notice.subscriber.page),
        "data": said.facts,
    }
    return orjson.dumps(told, option=orjson.OPT_UTC_Z)
