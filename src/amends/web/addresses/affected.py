"""The addresses of those affected by an incident, and of telling them."""

from __future__ import annotations

from django.urls import URLPattern, path

from amends.web.screens import affected, looking_back, telling

_INCIDENT = "desk/<slug:brand>/incidents/<int:incident_id>/"
_PEOPLE = f"{_INCIDENT}people/"
_TELLING = "desk/<slug:brand>/telling/<int:broadcast_id>/"

urlpatterns: list[URLPattern] = [
    path(_PEOPLE, affected.people, name="incident-people"),
    path(f"{_PEOPLE}attach/", affected.attach, name="incident-attach"),
    path(f"{_PEOPLE}watch/", affected.watch, name="incident-watch"),
    path(f"{_PEOPLE}<int:case_id>/detach/", affected.detach, name="incident-detach"),
    path(f"{_PEOPLE}<int:case_id>/dismiss/", affected.dismiss, name="incident-dismiss"),
    path("desk/<slug:brand>/cases/<int:case_id>/incident/", affected.of_case, name="case-incident"),
    path(f"{_INCIDENT}tell-each/", telling.draft, name="incident-tell-each"),
    path(f"{_INCIDENT}review/", looking_back.review, name="incident-review"),
    path(_TELLING, telling.look, name="incident-telling"),
    path(f"{_TELLING}progress/", telling.progress, name="incident-telling-progress"),
    path(f"{_TELLING}begin/", telling.begin, name="incident-telling-begin"),
    path(f"{_TELLING}cancel/", telling.cancel, name="incident-telling-cancel"),
    path(f"{_TELLING}go-on/", telling.go_on, name="incident-telling-go-on"),
    path(
        f"{_TELLING}ledger.csv",
        telling.export,
        {"form": "csv"},
        name="incident-ledger-csv",
    ),
    path(
        f"{_TELLING}ledger.json",
        telling.export,
        {"form": "json"},
        name="incident-ledger-json",
    ),
]
