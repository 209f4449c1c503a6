"""By what a brand's messages are judged: the shipped model where there is one, and the brand's names."""

from __future__ import annotations

from dataclasses import dataclass

from amends.channels.models import Connection
from amends.staff.models import Brand
from amends.triage.rules.judging import RULES
from amends.triage.rules.scores import Model


@dataclass(frozen=True, slots=True)
class Mind:
    """What judges a brand's messages; without a model, words alone."""

    brand_names: tuple[str, ...] = ()
    model: Model | None = None

    @property
    def version(self) -> str:
        """As every judgement of it will name it."""
        return f"{RULES}+{self.model.version}" if self.model else RULES


def mind_of(brand_id: int) -> Mind:
    """What judges this brand's messages now."""
    # The model brings numpy, which weighs as much as a room of ours: only who judges carries it.
    from amends.triage.shipped import shipped  # noqa: PLC0415 - see above

    name = Brand.objects.filter(pk=brand_id).values_list("name", flat=True).first()
    accounts = Connection.objects.filter(brand_id=brand_id).values_list("name", flat=True)
    names = dict.fromkeys([*([name] if name else []), *accounts[:50]])
    return Mind(brand_names=tuple(names), model=shipped())
