"""The form in which somebody says how they want to be told: from the wishes to its fields and back."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amends.alerts.queries.wishes import Listener
from amends.alerts.rules.kinds import URGENT, Detail, Kind, Mail, Ways
from amends.alerts.rules.manner import Manner
from amends.refusals import Invalid

KINDS = {
    Kind.MENTIONED: gettext_lazy("A colleague mentions me in a note"),
    Kind.ASSIGNED: gettext_lazy("A case is given to me"),
    Kind.HANDED_OVER: gettext_lazy("A case is handed over to me, or mine to somebody else"),
    Kind.REPLY: gettext_lazy("The customer of a case that I hold or follow replies"),
    Kind.LATE: gettext_lazy("A promise of mine is late or nearly late"),
    Kind.APPROVAL: gettext_lazy("Somebody’s answer waits for my approval"),
    Kind.DECIDED: gettext_lazy("My answer was approved or given back"),
    Kind.SEND: gettext_lazy("Something that I sent failed, is held, or may not have arrived"),
    Kind.TEAM: gettext_lazy("A team of mine gets a case"),
    Kind.NEW: gettext_lazy("A case comes in and nobody has it"),
    Kind.TEAM_LATE: gettext_lazy("A promise of anybody’s is late or nearly late"),
    Kind.CONNECTION: gettext_lazy("A connection fails, is disconnected or falls silent"),
    Kind.QUARANTINE: gettext_lazy("Deliveries come into quarantine"),
    Kind.SPIKE: gettext_lazy("More people than usual say the same"),
    Kind.SPREAD: gettext_lazy("A single matter is about to be seen by many"),
}
ICONS = {
    Kind.MENTIONED: "at",
    Kind.ASSIGNED: "person",
    Kind.HANDED_OVER: "person",
    Kind.REPLY: "answer",
    Kind.LATE: "clock",
    Kind.APPROVAL: "ok",
    Kind.DECIDED: "ok",
    Kind.SEND: "send",
    Kind.TEAM: "people",
    Kind.NEW: "inbox",
    Kind.TEAM_LATE: "clock",
    Kind.CONNECTION: "plug",
    Kind.QUARANTINE: "shield",
    Kind.SPIKE: "chart",
    Kind.SPREAD: "spark",
}
EVERY = (1, 2, 3, 4, 6, 8, 12)


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of alert in the form."""

    kind: Kind
    title: str
    ways: Ways
    is_urgent: bool


def lines_of(listener: Listener) -> list[Line]:
    """The kinds that somebody may be told of, with what they chose or what is usual."""
    return [
        Line(kind, str(title), listener.ways(kind), kind in URGENT)
        for kind, title in KINDS.items()
        if listener.may_hear(kind)
    ]


def mails() -> list[tuple[str, str]]:
    """The choices of mail with their words."""
    return [
        (Mail.NO.value, _("No mail")),
        (Mail.AT_ONCE.value, _("At once")),
        (Mail.DIGEST.value, _("In the digest")),
    ]


def details() -> list[tuple[str, str, str]]:
    """How much of a customer may leave the desk: value, words, and an example."""
    return [
        (Detail.HIDDEN.value, _("Nothing"), _("A customer replied")),
        (Detail.NAMES.value, _("Their name"), _("Mira Kessler replied")),
        (
            Detail.WORDS.value,
            _("Their name and their first words"),
            _("Mira Kessler replied: Where is my parcel?"),
        ),
    ]


def ways_in(form: QueryDict) -> dict[Kind, Ways]:
    """What the form says of each kind. Raises Invalid for what no choice of it is."""
    return {
        kind: Ways(
            desk=f"desk-{kind.value}" in form,
            push=f"push-{kind.value}" in form,
            mail=_mail(form.get(f"mail-{kind.value}", Mail.NO.value)),
        )
        for kind in Kind
        if f"mail-{kind.value}" in form
    }


def manner_in(form: QueryDict) -> Manner:
    """When and how somebody wants to be told. Raises Invalid."""
    every = form.get("every", "")
    times = [minutes_in(text, "digest_at") for text in form.getlist("digest_at")]
    try:
        return Manner(
            zone=form.get("zone", ""),
            quiet_from=minutes_in(form.get("quiet_from", ""), "quiet_from"),
            quiet_until=minutes_in(form.get("quiet_until", ""), "quiet_until"),
            quiet_days=frozenset(int(day) for day in form.getlist("quiet_days") if int(day) < 7),
            urgent_passes="urgent_passes" in form,
            digest_at=tuple(sorted({minute for minute in times if minute is not None})),
            digest_every=int(every) if every else None,
            detail=Detail(form.get("detail", Detail.NAMES.value)),
        )
    except ValueError:
        raise Invalid(_("Choose from what the page offers.")) from None


def minutes_in(text: str, field: str) -> int | None:
    """The minute of the day in "08:30"; None for nothing. Raises Invalid."""
    if not text.strip():
        return None
    hours, _colon, minutes = text.strip().partition(":")
    is_time = text.isascii() and hours.isdigit() and minutes[:2].isdigit() and len(hours) < 3
    if not (is_time and int(hours) < 24 and int(minutes[:2]) < 60):
        raise Invalid(_("Write a time such as 08:30."), field=field)
    return int(hours) * 60 + int(minutes[:2])


def clock(minute: int | None) -> str:
    """A minute of the day as a time field wants it: "08:30"."""
    return "" if minute is None else f"{minute // 60:02d}:{minute % 60:02d}"


def _mail(text: str) -> Mail:
    try:
        return Mail(text)
    except ValueError:
        raise Invalid(_("Choose from what the page offers.")) from None
