"""The addresses of drafts, saved replies and files."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
