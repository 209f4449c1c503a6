"""The addresses of what the brand listens for."""

from __future__ import annotations

from django.urls import URLPattern, path

from amends.web.screens import listening

_LISTENING = "desk/<slug:brand>/settings/listening/"

urlpatterns: list[URLPattern] = [
    path(_LISTENING, listening.overview, name="listening"),
    path(f"{_LISTENING}add/", listening.add, name="listening-add"),
    path(f"{_LISTENING}preview/", listening.preview, name="listening-preview"),
    path(f"{_LISTENING}<int:query_id>/", listening.change, name="listening-change"),
]
