"""Who a token is and what it may do."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from amends.api.door import actor, brand
from amends.api.schemas.me import MeOut
from amends.api.schemas.values import answers

router = Router(tags=["me"])


@router.get("", response=answers(200, MeOut), operation_id="me", summary="Who this token is")
def me(request: HttpRequest) -> dict[str, object]:
    by = actor(request)
    return {
        "user_id": by.user_id,
        "name": by.name,
        "brand": brand(by),
        "rights": sorted(by.rights),
    }
