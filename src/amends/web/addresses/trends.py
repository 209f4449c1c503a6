"""The addresses of common issues and spikes."""

from __future__ import annotations

from django.urls import URLPattern, path

from amends.web.screens import alike, issues, spikes

_DESK = "desk/<slug:brand>/"
_ISSUE = f"{_DESK}issues/<int:issue_id>/"
_SPIKE = f"{_DESK}spikes/<int:spike_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{_DESK}issues/", issues.overview, name="issues"),
    path(f"{_DESK}issues/live/", issues.live, name="issues-live"),
    path(f"{_DESK}issues/budget/", spikes.budget, name="spike-budget"),
    path(_ISSUE, issues.one, name="issue"),
    path(f"{_ISSUE}name/", issues.rename, name="issue-name"),
    path(f"{_ISSUE}merge/", issues.merge, name="issue-merge"),
    path(f"{_ISSUE}split/", issues.split, name="issue-split"),
    path(f"{_ISSUE}put-away/", issues.put_away, name="issue-put-away"),
    path(f"{_ISSUE}incident/", issues.open_incident, name="issue-incident"),
    path(f"{_DESK}cases/<int:case_id>/alike/", alike.beside, name="case-alike"),
    path(_SPIKE, spikes.one, name="spike"),
    path(f"{_SPIKE}incident/", spikes.open_incident, name="spike-incident"),
    path(f"{_SPIKE}no-problem/", spikes.no_problem, name="spike-no-problem"),
]
