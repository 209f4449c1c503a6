"""Saved views: named searches of one person, or of the whole brand."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from amends.audit.actions import record
from amends.inbox.models import SavedView
from amends.inbox.rules.search import LONGEST, parse
from amends.refusals import Invalid, NotFound
from amends.staff.rules import Actor, Right

LONGEST_NAME = 60
#: More than that nobody finds anything in.
MOST_VIEWS = 60


@transaction.atomic
def save_view(*, by: Actor, name: str, query: str, for_all: bool, now: datetime) -> SavedView:
    """Keep a search under a name: one's own, or (``for_all``) the brand's, which leads may.

    Raises NotAllowed and Invalid.
    """
    by.require(Right.MANAGE_TEAM if for_all else Right.READ)
    owner_id = None if for_all else by.user_id
    same = SavedView.objects.filter(brand_id=by.brand_id, owner_id=owner_id)
    if same.count() >= MOST_VIEWS:
        raise Invalid("There are 60 saved views already; delete one first.", field="name")
    last = same.aggregate(last=Max("position"))["last"]
    view = SavedView(
        brand_id=by.brand_id,
        owner_id=owner_id,
        name=_tidy(name),
        query=_readable(query),
        position=0 if last is None else last + 1,
        created_at=now,
    )
    _save(view)
    _record(by, "save_view", view, now)
    return view


@transaction.atomic
def change_view(*, by: Actor, view: SavedView, name: str, query: str, now: datetime) -> None:
    """Give a view another name or another search. Raises NotAllowed, NotFound and Invalid."""
    require_view(by, view)
    view.name, view.query = _tidy(name), _readable(query)
    _save(view)
    _record(by, "change_view", view, now)


@transaction.atomic
def share_view(*, by: Actor, view: SavedView, for_all: bool, now: datetime) -> None:
    """Make one's own view the brand's, or take the brand's for oneself. Raises as `change_view`."""
    require_view(by, view)
    by.require(Right.MANAGE_TEAM)
    view.owner_id = None if for_all else by.user_id
    _save(view)
    _record(by, "share_view", view, now)


@transaction.atomic
def move_view(*, by: Actor, view: SavedView, to: int, now: datetime) -> None:
    """Put a view at a place (from 0) among its kind. Raises NotAllowed and NotFound."""
    require_view(by, view)
    kind = SavedView.objects.select_for_update().filter(
        brand_id=by.brand_id, owner_id=view.owner_id
    )
    ordered = [each for each in kind.order_by("position", "pk") if each.pk != view.pk]
    ordered.insert(max(0, min(to, len(ordered))), view)
    for place, each in enumerate(ordered):
        each.position = place
    SavedView.objects.bulk_update(ordered, ["position"])
    _record(by, "move_view", view, now)


@transaction.atomic
def delete_view(*, by: Actor, view: SavedView, now: datetime) -> None:
    """Forget a view; the cases in it stay what they are. Raises NotAllowed and NotFound."""
    require_view(by, view)
    _record(by, "delete_view", view, now)
    view.delete()


def require_view(by: Actor, view: SavedView) -> None:
    """Raises NotFound for a view that is neither theirs nor the brand's, NotAllowed for the brand's."""
    if view.brand_id != by.brand_id or view.owner_id not in {None, by.user_id}:
        raise NotFound
    by.require(Right.MANAGE_TEAM if view.owner_id is None else Right.READ)


def _tidy(name: str) -> str:
    tidy = " ".join(name.replace("\0", "").split())
    if not 1 <= len(tidy) <= LONGEST_NAME:
        raise Invalid("A view's name has between 1 and 60 characters.", field="name")
    return tidy


def _readable(query: str) -> str:
    read = str(parse(query))
    if not read:
        raise Invalid("Search for something first; then the search can be kept.", field="query")
    if len(read) > LONGEST:
        raise Invalid("This search is too long to be kept.", field="query")
    return read


def _save(view: SavedView) -> None:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError:
        raise Invalid("There is a view of this name already.", field="name") from None


def _record(by: Actor, verb: str, view: SavedView, now: datetime) -> None:
    """What the brand's views become is written down; one's own are nobody's business."""
    if view.owner_id is None:
        facts = {"name": view.name}
        record(by=by, action=f"inbox.{verb}", target=f"view:{view.pk}", facts=facts, now=now)
