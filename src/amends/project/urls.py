"""Every address of the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from amends.api.main import api
from amends.api.monitors import monitor_hook

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("monitors/<uuid:public_id>/", monitor_hook, name="monitor-hook"),
    path("", include("amends.web.urls")),
]
