"""The addresses of connecting an account. Networks know two of them, which therefore name no brand."""

from __future__ import annotations

from django.urls import URLPattern, path

from amends.web.screens import connecting

_CONNECTIONS = "desk/<slug:brand>/connections/"
_ONE = f"{_CONNECTIONS}<int:connection_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{_CONNECTIONS}new/<slug:channel>/", connecting.new, name="connect"),
    path(f"{_ONE}settings/", connecting.change, name="change"),
    path(f"{_ONE}test/", connecting.test, name="connection-test"),
    path("connections/answer/", connecting.answer, name="connections-answer"),
    path(
        "connections/introductions/<slug:channel>.json",
        connecting.introduction,
        name="introduction",
    ),
]
