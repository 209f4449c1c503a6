"""Every write of the bulk room."""

from __future__ import annotations

from amends.bulk.actions.choose import choose
from amends.bulk.actions.course import begin, cancel, go_on, undo
from amends.bulk.actions.word import judge, word
from amends.bulk.actions.work import work

__all__ = ["begin", "cancel", "choose", "go_on", "judge", "undo", "word", "work"]
