"""Every address that the API does not have."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router

from amends.refusals import NotFound

router = Router()

_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


@router.api_operation(_METHODS, "", auth=None, include_in_schema=False)
def root(request: HttpRequest) -> None:  # noqa: ARG001 - ninja hands it in
    raise NotFound("The API begins below: its description is at /api/v1/openapi.json.")


@router.api_operation(_METHODS, "/{path:anything}", auth=None, include_in_schema=False)
def nowhere(request: HttpRequest, anything: str) -> None:  # noqa: ARG001 - the route has it
    raise NotFound("The API has nothing at this address.")
