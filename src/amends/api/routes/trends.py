"""Common issues and spikes."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from amends.api.door import reader
from amends.api.schemas.trends import IssueOut, SpikeOut
from amends.api.schemas.values import Id, answers
from amends.trends.queries import found

issues = Router(tags=["trends"])
spikes = Router(tags=["trends"])

_MOST = 200


@issues.get(
    "",
    response=answers(200, list[IssueOut]),
    operation_id="list_issues",
    summary="What several people say alike",
)
def list_issues(
    request: HttpRequest, limit: Annotated[int, Query(ge=1, le=_MOST)] = 50
) -> list[IssueOut]:
    """Those that came up last first; without those that were put away or merged into others."""
    page = found.issues_page(reader(request).brand_id, now=timezone.now(), limit=limit)
    return [IssueOut.of(each) for each in page]


@issues.get(
    "/{issue_id}",
    response=answers(200, IssueOut),
    operation_id="get_issue",
    summary="A common issue",
)
def get_issue(request: HttpRequest, issue_id: Id) -> IssueOut:
    brand_id = reader(request).brand_id
    issue = found.issue_of(brand_id, issue_id)
    return IssueOut.of(found.told(brand_id, [issue], timezone.now())[0])


@spikes.get(
    "",
    response=answers(200, list[SpikeOut]),
    operation_id="list_spikes",
    summary="What more people said than usual",
)
def list_spikes(
    request: HttpRequest, limit: Annotated[int, Query(ge=1, le=_MOST)] = 50
) -> list[SpikeOut]:
    """Newest first, whatever became of them."""
    page = found.spikes_page(reader(request).brand_id, limit=limit)
    return [SpikeOut.of(each) for each in page]


@spikes.get(
    "/{spike_id}", response=answers(200, SpikeOut), operation_id="get_spike", summary="A spike"
)
def get_spike(request: HttpRequest, spike_id: Id) -> SpikeOut:
    return SpikeOut.of(found.spike_of(reader(request).brand_id, spike_id))
