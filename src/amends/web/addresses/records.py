"""The addresses of order in the records: teams, people, merging, fields."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
