"""Every address that the API does not have."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from amends.refusals import NotFound

router = Router()


@router.api_operation(
    ["GET", "POST", "PUT", "PATCH", "DELETE"],
    "/{path:anything}",
    auth=None,
    include_in_schema=False,
)
def nowhere(request: HttpRequest, anything: str) -> None:  # noqa: ARG001 - the route has them
    raise NotFound("The API has nothing at this address.")
