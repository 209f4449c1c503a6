"""The addresses of the settings, the team and the people."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
