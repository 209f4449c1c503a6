"""Who else is at a case, in words: colleagues who look or write, and whose lock it is."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.inbox.queries import presence
from amends.inbox.queries.presence import Here, Lock
from amends.web.desk import Desk

_MOST_FACES = 4
_MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class Company:
    """The others at a case, and its lock; ``stamp`` changes when it would read differently."""

    others: tuple[Here, ...]
    lock: Lock | None
    is_mine: bool
    may_lock: bool
    may_break: bool

    @property
    def faces(self) -> tuple[Here, ...]:
        return self.others[:_MOST_FACES]

    @property
    def more(self) -> int:
        """Colleagues without a face here."""
        return max(len(self.others) - _MOST_FACES, 0)

    @property
    def words(self) -> str:
        """One line: who writes, else who is here; empty when nobody is."""
        writers = [one.name for one in self.others if one.writes]
        if writers:
            facts = {"names": _listed(writers)}
            return ngettext("%(names)s is writing…", "%(names)s are writing…", len(writers)) % facts
        if not self.others:
            return ""
        facts = {"names": _listed([one.name for one in self.others])}
        return ngettext("%(names)s is here", "%(names)s are here", len(self.others)) % facts

    @property
    def someone_writes(self) -> bool:
        return any(one.writes for one in self.others)

    @property
    def warning(self) -> str:
        """What to know before answering; empty when nothing stands in the way."""
        if self.lock is not None and not self.is_mine:
            return _("%(name)s locked this case to answer it alone. You can leave a note.") % {
                "name": self.lock.name
            }
        if not self.someone_writes:
            return ""
        return _("%(words)s Ask before you answer too.") % {"words": self.words}

    @property
    def stamp(self) -> str:
        held = self.lock and (self.lock.user_id, self.lock.taken_at)
        seen = [(one.user_id, one.writes) for one in self.others]
        return f"{zlib.crc32(repr((seen, held)).encode()):08x}"


def company(desk: Desk, case_id: int) -> Company:
    """Who else is at the brand's case now."""
    here, lock = presence.at_case(desk.brand.pk, case_id, desk.now)
    is_mine = lock is not None and lock.user_id == desk.user.pk
    return Company(
        others=tuple(one for one in here if one.user_id != desk.user.pk),
        lock=lock,
        is_mine=is_mine,
        may_lock=desk.may_answer and lock is None,
        may_break=desk.may_manage_team and lock is not None and not is_mine,
    )


def _listed(names: Sequence[str]) -> str:
    """One or two names, then how many more."""
    if len(names) == 1:
        return names[0]
    if len(names) == _MOST_NAMED:
        return _("%(one)s and %(other)s") % {"one": names[0], "other": names[1]}
    facts = {"one": names[0], "n": len(names) - 1}
    return _("%(one)s and %(n)d others") % facts
