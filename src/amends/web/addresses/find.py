"""The addresses of search and saved views."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
