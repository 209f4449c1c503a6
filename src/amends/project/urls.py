"""Every address of the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from amends.api.main import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("", include("amends.web.urls")),
]
