"""The addresses of deleting a person's data: a network and a person know them, so they name no brand."""

from __future__ import annotations

from django.urls import URLPattern, path

from amends.web.screens import erasing

urlpatterns: list[URLPattern] = [
    path("erase/<uuid:public_id>/", erasing.ask, name="erase"),
    path("erased/<str:code>/", erasing.status, name="erasure"),
]
