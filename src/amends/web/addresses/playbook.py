"""The addresses of the playbook."""

from __future__ import annotations

from django.urls import URLPattern, path

from amends.web.screens import arrival, playbook, playbook_writing

_PLAYBOOK = "desk/<slug:brand>/settings/playbook/"
_VERSION = f"{_PLAYBOOK}versions/<int:number>/"

urlpatterns: list[URLPattern] = [
    path(_PLAYBOOK, playbook.overview, name="playbook"),
    path(f"{_PLAYBOOK}begin/", playbook.begin, name="playbook-begin"),
    path(f"{_PLAYBOOK}choose/", playbook.choose, name="playbook-choose"),
    path(f"{_PLAYBOOK}starters/<slug:slug>/", playbook.starter, name="playbook-starter"),
    path(f"{_PLAYBOOK}edit/", playbook_writing.edit, name="playbook-edit"),
    path(f"{_PLAYBOOK}edit/save/", playbook_writing.save, name="playbook-save"),
    path(f"{_PLAYBOOK}edit/text/", playbook_writing.follow_text, name="playbook-text"),
    path(f"{_PLAYBOOK}edit/form/", playbook_writing.follow_form, name="playbook-form"),
    path(_VERSION, playbook.version, name="playbook-version"),
    path(f"{_VERSION}decide/", playbook.decide, name="playbook-decide"),
    path(f"{_VERSION}dry-run/", playbook.dry_run, name="playbook-dry-run"),
    path(f"{_VERSION}arrival/", arrival.tried, name="playbook-arrival"),
]
