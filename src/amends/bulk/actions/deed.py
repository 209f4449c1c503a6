"""One case's turn in a run, and the case as it was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from amends.bulk.models import Run, RunItem
from amends.inbox.models import Case
from amends.outbox.actions.say import ChannelOf
from amends.refusals import NotFound
from amends.staff.rules import Actor


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does which item of which run, when; ``channel_of`` is for answers."""

    by: Actor
    run: Run
    item: RunItem
    now: datetime
    channel_of: ChannelOf

    def case(self) -> Case:
        """The case as it is. Raises NotFound."""
        case = Case.objects.filter(brand_id=self.by.brand_id, pk=self.item.case_id).first()
        if case is None:
            raise NotFound(case=self.item.case_id)
        return case

    def chosen(self) -> Case:
        """The case as it was when it was chosen, so that the action notices what changed since."""
        case = self.case()
        case.state = self.item.seen_state
        case.last_in_at = self.item.seen_in_at
        case.assignee_id = self.item.seen_assignee
        return case

    def fact(self, name: str) -> int:
        """A number that the run needs. Raises NotFound when it was not given."""
        value = self.run.facts.get(name)
        if not isinstance(value, int):
            raise NotFound(missing=name)
        return value

    def word(self, name: str) -> str:
        """A text that the run needs; empty when it was not given."""
        return str(self.run.facts.get(name, ""))
