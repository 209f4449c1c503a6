"""The addresses of many cases at once, of the palette, and of how a person likes the desk to look."""

from __future__ import annotations

from django.urls import URLPattern, path

from amends.web.screens import many, palette

_MANY = "desk/<slug:brand>/many/"
_RUN = f"{_MANY}<int:run_id>/"

urlpatterns: list[URLPattern] = [
    path(_MANY, many.overview, name="runs"),
    path(f"{_MANY}choose/<slug:view>/", many.choose, name="choose"),
    path(f"{_MANY}count/<slug:view>/", many.count, name="choose-count"),
    path(f"{_MANY}menu/<slug:name>/", many.menu, name="choose-menu"),
    path(_RUN, many.one, name="run"),
    path(f"{_RUN}progress/", many.progress, name="run-progress"),
    path(f"{_RUN}words/", many.word, name="run-words"),
    path(f"{_RUN}turn/<slug:to>/", many.turn, name="run-turn"),
    path("desk/<slug:brand>/palette/", palette.palette, name="palette"),
    path("like/", palette.like, name="like"),
]
