"""The addresses of the settings, the team and the people."""

from __future__ import annotations

from django.urls import URLPattern, path

from amends.web.screens.settings import start

_SETTINGS = "desk/<slug:brand>/settings/"

urlpatterns: list[URLPattern] = [
    path(_SETTINGS, start.start, name="settings"),
]
