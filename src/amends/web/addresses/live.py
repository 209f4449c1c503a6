"""The addresses of the live feed, presence and locks."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
