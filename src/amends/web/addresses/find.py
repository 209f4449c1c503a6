"""The addresses of search and saved views."""

from __future__ import annotations

from django.urls import URLPattern, path

from amends.web.screens import finding

_VIEW = "desk/<slug:brand>/views/<int:view_id>/"

urlpatterns: list[URLPattern] = [
    path("desk/<slug:brand>/search/filters/", finding.filters, name="filters"),
    path("desk/<slug:brand>/search/suggestions/", finding.suggest, name="suggest"),
    path("desk/<slug:brand>/views/save/", finding.save, name="view-save"),
    path(f"{_VIEW}change/", finding.change, name="view-change"),
    path(f"{_VIEW}share/", finding.share, name="view-share"),
    path(f"{_VIEW}move/", finding.move, name="view-move"),
    path(f"{_VIEW}delete/", finding.delete, name="view-delete"),
]
