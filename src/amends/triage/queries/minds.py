"""By what a brand's messages are judged: the shipped model, what the brand's own labels taught, its names."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

import orjson

from amends.channels.models import Connection
from amends.inbox.models import BrandQuery, QueryKind
from amends.staff.models import Brand
from amends.triage.models import Learning
from amends.triage.queries.learnt import judging
from amends.triage.rules.judging import RULES
from amends.triage.rules.labels import Kind
from amends.triage.rules.scores import Model, taught_version

if TYPE_CHECKING:
    from amends.triage.rules.own import Own

#: Minds of brands that a worker keeps at hand: each some megabytes.
_AT_HAND = 12
#: Names of a kind that are looked for.
_MOST = 50


@dataclass(frozen=True, slots=True)
class Mind:
    """What judges a brand's messages; without a model, words alone."""

    brand_names: tuple[str, ...] = ()
    #: What it sells, as it calls what it listens for.
    products: tuple[str, ...] = ()
    model: Model | None = None

    @property
    def version(self) -> str:
        """As every judgement of it will name it."""
        return f"{RULES}+{self.model.version}" if self.model else RULES


def version_of(brand_id: int) -> str:
    """What `mind_of` calls itself, for whoever only asks whether it is another one: no model is read."""
    learnt = taught_version(_shipped_version(), (pk for pk, _kind in judging(brand_id)))
    return f"{RULES}+{learnt}"


@functools.cache
def _shipped_version() -> str:
    about = resources.files("amends.triage") / "trained" / "model.json"
    version: str = orjson.loads(about.read_bytes())["version"]
    return version


def mind_of(brand_id: int) -> Mind:
    """What judges this brand's messages now."""
    name = Brand.objects.filter(pk=brand_id).values_list("name", flat=True).first()
    accounts = Connection.objects.filter(brand_id=brand_id).values_list("name", flat=True)
    names = dict.fromkeys([*([name] if name else []), *accounts[:_MOST]])
    return Mind(tuple(names), _products(brand_id), _model(judging(brand_id)))


def _products(brand_id: int) -> tuple[str, ...]:
    """The names of the products that the brand listens for."""
    queries = BrandQuery.objects.filter(brand_id=brand_id, kind=QueryKind.PRODUCT, is_active=True)
    return tuple(queries.order_by("pk").values_list("name", flat=True)[:_MOST])


def _model(learnt: Sequence[tuple[int, Kind]]) -> Model:
    """The shipped model, changed by these of a brand's own minds."""
    # The model brings numpy, which weighs as much as a room of ours: only who judges carries it.
    from amends.triage.rules.taught import Taught  # noqa: PLC0415 - see above
    from amends.triage.shipped import meanings, shipped  # noqa: PLC0415 - see above

    if not learnt:
        return shipped()
    owns = {kind: own_of(pk, kind) for pk, kind in learnt}
    return Taught(shipped(), meanings(), owns, tuple(pk for pk, _kind in learnt))


@functools.lru_cache(maxsize=_AT_HAND)
def own_of(learning_id: int, kind: Kind) -> Own:
    """A brand's own mind; what was learnt once never changes."""
    from amends.triage.rules.own import unpacked  # noqa: PLC0415 - see `_model`

    data = Learning.objects.values_list("data", flat=True).get(pk=learning_id)
    return unpacked(kind, bytes(data))
