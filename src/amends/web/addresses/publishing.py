"""The addresses of the calendar, of posts, of the library and of posting times."""

from __future__ import annotations

from django.urls import URLPattern, path

from amends.web.screens.publishing import calendar, library, posts, times

_PUBLISHING = "desk/<slug:brand>/publishing/"
_POST = f"{_PUBLISHING}posts/<int:post_id>/"

urlpatterns: list[URLPattern] = [
    path(_PUBLISHING, calendar.calendar, name="publishing"),
    path(f"{_PUBLISHING}move/", calendar.move, name="publishing-move"),
    path(f"{_PUBLISHING}places/<int:slot_id>/drop/", calendar.drop, name="publishing-drop"),
    path(f"{_PUBLISHING}posts/new/", posts.new, name="post-new"),
    path(f"{_PUBLISHING}posts/preview/", posts.preview, name="post-preview"),
    path(_POST, posts.one, name="post"),
    path(f"{_PUBLISHING}library/", library.library, name="library"),
    path(f"{_PUBLISHING}library/<int:item_id>/", library.describe, name="library-item"),
    path(f"{_PUBLISHING}times/", times.times, name="posting-times"),
]
