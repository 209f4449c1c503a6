"""The addresses of presence and locks. The feed itself, ``/live/…``, is not Django's."""

from __future__ import annotations

from django.urls import URLPattern, path

from amends.web.screens import live

_CASE = "desk/<slug:brand>/cases/<int:case_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{_CASE}here/", live.here, name="here"),
    path(f"{_CASE}lock/", live.lock, name="lock"),
    path("desk/<slug:brand>/away/", live.away, name="away"),
]
