"""The addresses of working hours and promises."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
