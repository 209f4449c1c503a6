"""The addresses of what is made of messages."""

from __future__ import annotations

from django.urls import URLPattern, path

from amends.web.screens import triage

_DESK = "desk/<slug:brand>/"
_TRIAGE = f"{_DESK}settings/triage/"

urlpatterns: list[URLPattern] = [
    path(f"{_DESK}judgements/<int:message_id>/", triage.correct, name="correct"),
    path(f"{_DESK}cases/<int:case_id>/pin/", triage.pin, name="pin"),
    path(_TRIAGE, triage.overview, name="triage"),
    path(f"{_TRIAGE}save/", triage.save, name="triage-save"),
    path(f"{_TRIAGE}checks/<int:check_id>/", triage.check, name="triage-check"),
]
