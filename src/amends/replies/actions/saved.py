"""Saved replies: everybody keeps their own; the team's are kept by those who run the team."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from amends.audit.actions import record
from amends.refusals import Invalid, NotFound, Refusal
from amends.replies.models import SavedReply
from amends.replies.rules import SHORTCUT, tidy_shortcut
from amends.staff.rules import Actor, Right

LONGEST_TEXT = 10_000
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")


class SavedTwice(Refusal):
    """Another saved reply has this title or shortcut already."""

    code = "saved-twice"


@dataclass(frozen=True, slots=True)
class Wording:
    """A saved reply as it is written: its title, its words, and how it is found."""

    title: str
    text: str
    shortcut: str = ""
    language: str = ""

    def tidy(self) -> Wording:
        """As it is kept. Raises `Invalid` with the field that is wrong."""
        title = " ".join(self.title.replace("\0", "").split())
        text = self.text.replace("\0", "").replace("\r\n", "\n").strip()
        shortcut, language = tidy_shortcut(self.shortcut), self.language.strip()
        if not 1 <= len(title) <= 80:
            raise Invalid("A title has between 1 and 80 characters.", field="title")
        if not 1 <= len(text) <= LONGEST_TEXT:
            raise Invalid("A saved reply has between 1 and 10,000 characters.", field="text")
        if shortcut and not SHORTCUT.fullmatch(shortcut):
            raise Invalid(
                "A shortcut is one word of up to 30 letters, digits, - and _.", field="shortcut"
            )
        if language and not _LANGUAGE.fullmatch(language):
            raise Invalid("A language is a short tag such as en, de or pt-BR.", field="language")
        return Wording(title, text, shortcut, language)


def save_reply(*, by: Actor, wording: Wording, is_teams: bool, now: datetime) -> SavedReply:
    """Keep a new saved reply, one's own or the team's. Raises NotAllowed, Invalid and `SavedTwice`."""
    _require(by, is_teams=is_teams)
    kept = wording.tidy()
    with transaction.atomic():
        saved = SavedReply(
            brand_id=by.brand_id,
            owner_id=None if is_teams else by.user_id,
            made_at=now,
            archived_at=None,
        )
        return _write(by, saved, kept, "save_reply", now)


def change_saved(*, by: Actor, saved: SavedReply, wording: Wording, now: datetime) -> SavedReply:
    """Give a saved reply other words. Raises NotAllowed, NotFound, Invalid and `SavedTwice`."""
    _require_own(by, saved)
    kept = wording.tidy()
    with transaction.atomic():
        return _write(by, saved, kept, "change_saved", now)


def _write(by: Actor, saved: SavedReply, kept: Wording, verb: str, now: datetime) -> SavedReply:
    saved.title, saved.text = kept.title, kept.text
    saved.shortcut, saved.language = kept.shortcut, kept.language
    saved.changed_at = now
    try:
        with transaction.atomic():
            saved.save()
    except IntegrityError:
        raise SavedTwice from None
    _record(by, verb, saved, now)
    return saved


def archive_saved(*, by: Actor, saved: SavedReply, now: datetime) -> None:
    """Offer it no longer. Raises NotAllowed and NotFound."""
    _require_own(by, saved)
    with transaction.atomic():
        SavedReply.objects.filter(pk=saved.pk, archived_at=None).update(archived_at=now)
        _record(by, "archive_saved", saved, now)


def restore_saved(*, by: Actor, saved: SavedReply, now: datetime) -> None:
    """Offer it again. Raises NotAllowed, NotFound, and `SavedTwice` when its place was taken."""
    _require_own(by, saved)
    try:
        with transaction.atomic():
            SavedReply.objects.filter(pk=saved.pk).update(archived_at=None)
            _record(by, "restore_saved", saved, now)
    except IntegrityError:
        raise SavedTwice from None


def count_use(*, by: Actor, saved: SavedReply) -> None:
    """Somebody put it into an answer: those used most are offered first."""
    by.require(Right.ORGANISE)
    SavedReply.objects.filter(pk=saved.pk, brand_id=by.brand_id).update(uses=F("uses") + 1)


def _require(by: Actor, *, is_teams: bool) -> None:
    by.require(Right.MANAGE_TEAM if is_teams else Right.ORGANISE)
    if by.user_id is None and not is_teams:
        raise Invalid("Only people have saved replies of their own.")


def _require_own(by: Actor, saved: SavedReply) -> None:
    if saved.brand_id != by.brand_id or saved.owner_id not in {None, by.user_id}:
        raise NotFound
    _require(by, is_teams=saved.owner_id is None)


def _record(by: Actor, verb: str, saved: SavedReply, now: datetime) -> None:
    facts = {"title": saved.title, "is_teams": saved.owner_id is None}
    target = f"savedreply:{saved.pk}"
    record(by=by, action=f"replies.{verb}", target=target, facts=facts, now=now)
