"""The addresses of spreadsheets that are read in."""

from __future__ import annotations

from django.urls import URLPattern, path

from amends.web.screens import sheets

_SHEET = "desk/<slug:brand>/sheets/<int:sheet_id>/"

urlpatterns: list[URLPattern] = [
    path(
        "desk/<slug:brand>/connections/<int:connection_id>/sheets/", sheets.overview, name="sheets"
    ),
    path(_SHEET, sheets.one, name="sheet"),
    path(f"{_SHEET}progress/", sheets.progress, name="sheet-progress"),
    path(f"{_SHEET}plan/", sheets.plan, name="sheet-plan"),
    path(f"{_SHEET}turn/<slug:to>/", sheets.turn, name="sheet-turn"),
]
