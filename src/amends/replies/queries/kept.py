"""What is being written in a case, which cases hold somebody's draft, and which saved replies there are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from django.db import connection as database
from django.db.models import F, Q, QuerySet, prefetch_related_objects

from amends.channels import registry
from amends.channels.models import Connection
from amends.inbox.models import Case
from amends.joined import Joined
from amends.refusals import NotFound
from amends.replies.models import Draft, SavedReply
from amends.replies.rules import Known
from amends.staff.models import Brand, User

#: A team with more than this needs a search by the server.
MOST_SAVED = 1_000


def draft_of(case: Case, user_id: int) -> Draft | None:
    """Somebody's draft in a case."""
    return Draft.objects.filter(brand_id=case.brand_id, case=case, user_id=user_id).first()


_WRITTEN = Joined(draft=Draft)
_IN_CASE = f"""
SELECT {_WRITTEN.columns} FROM replies_draft draft
WHERE draft.brand_id = %(brand)s AND draft.case_id = %(case)s ORDER BY draft.updated_at DESC
"""  # noqa: S608 - our own columns


def drafts_in(case: Case) -> list[Draft]:
    """Everything that is being written in a case, the newest first, with who writes it."""
    drafts: list[Draft] = _WRITTEN.only(_IN_CASE, {"brand": case.brand_id, "case": case.pk})
    prefetch_related_objects(drafts, "user", "answers")
    return drafts


def drafts_of_others(case: Case, user_id: int) -> list[Draft]:
    """What colleagues are writing in a case, the newest first."""
    theirs = Draft.objects.filter(brand_id=case.brand_id, case=case).exclude(user_id=user_id)
    return list(theirs.select_related("user").order_by("-updated_at"))


def draft_by_id(brand_id: int, draft_id: int) -> Draft:
    """A brand's draft. Raises `NotFound`, also when it was sent meanwhile."""
    found = Draft.objects.filter(brand_id=brand_id, pk=draft_id)
    draft = found.select_related("case", "user").first()
    if draft is None:
        raise NotFound("This draft is gone: it was sent, kept or emptied.")
    return draft


def cases_with_drafts(brand_id: int, user_id: int) -> QuerySet[Draft, int]:
    """The ids of the cases of a brand in which somebody has a draft."""
    return Draft.objects.filter(brand_id=brand_id, user_id=user_id).values_list(
        "case_id", flat=True
    )


def uploads_in_drafts() -> frozenset[int]:
    """The ids of all files that a draft holds."""
    held = Draft.objects.exclude(uploads=[]).values_list("uploads", flat=True)
    return frozenset(upload for uploads in held for upload in uploads)


_HELD = (
    "SELECT case_id FROM replies_draft WHERE brand_id = %s AND user_id = %s AND case_id = ANY(%s)"
)


def drafts_among(brand_id: int, user_id: int, case_ids: Collection[int]) -> frozenset[int]:
    """Those of these cases in which somebody has a draft: asked with every list, so written out."""
    with database.cursor() as cursor:
        cursor.execute(_HELD, [brand_id, user_id, list(case_ids)])
        return frozenset(case_id for (case_id,) in cursor.fetchall())


# -------------------------------------------------------------------------------- saved replies


def saved_for(brand_id: int, user_id: int) -> QuerySet[SavedReply]:
    """What somebody is offered: their own and the team's, the most used first."""
    mine = Q(owner=None) | Q(owner_id=user_id)
    offered = SavedReply.objects.filter(mine, brand_id=brand_id, archived_at=None)
    return offered.order_by("-uses", "title", "pk")[:MOST_SAVED]


def saved_of(brand_id: int, owner_id: int | None, *, archived: bool = False) -> list[SavedReply]:
    """Those of one owner (None: the team's) by their titles."""
    found = SavedReply.objects.filter(
        brand_id=brand_id, owner_id=owner_id, archived_at__isnull=not archived
    )
    return list(found.order_by(F("title").asc(), "pk"))


def saved_by_id(brand_id: int, user_id: int, saved_id: int) -> SavedReply:
    """One that somebody may see: their own or the team's. Raises `NotFound` for anybody else's."""
    mine = Q(owner=None) | Q(owner_id=user_id)
    found = SavedReply.objects.filter(mine, brand_id=brand_id, pk=saved_id).first()
    if found is None:
        raise NotFound(saved_reply=saved_id)
    return found


def known(*, brand: Brand, user: User, case: Case) -> Known:
    """What fills the variables in a case."""
    return replace(known_by_desk(brand=brand, case=case), agent_name=user.name)


def known_by_desk(*, brand: Brand, case: Case) -> Known:
    """The same where no colleague writes: nobody's name stands under it."""
    connection = case.connection
    return Known(
        customer_name=case.person.name,
        customer_handle=case.identity.handle,
        brand_name=brand.name,
        case_number=str(case.pk),
        connection_name=connection.name,
        connection_handle=connection.account_handle,
        connection_network=_network(connection),
    )


def _network(connection: Connection) -> str:
    try:
        return registry.channel(connection.channel).name
    except registry.NoSuchChannel:
        return ""
