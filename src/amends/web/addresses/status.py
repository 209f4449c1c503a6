"""The addresses of the public status page, and of its settings."""

from __future__ import annotations

from django.urls import URLPattern, path

from amends.web.screens import status_page as public
from amends.web.screens import status_settings as settings
from amends.web.screens import status_words as words
from amends.web.screens import status_work as work

_PAGE = "status/<slug:slug>/"
_SETTINGS = "desk/<slug:brand>/settings/status/"

urlpatterns: list[URLPattern] = [
    path(f"{_PAGE}subscribe/", public.subscribe, name="status-subscribe"),
    path(f"{_PAGE}confirm/<str:mark>/", public.confirm, name="status-confirm"),
    path(f"{_PAGE}stop/<str:mark>/", public.stop, name="status-stop"),
    path(_PAGE, public.public, name="status-public"),
    path(f"{_PAGE}<str:path>", public.public, name="status-file"),
    path(_SETTINGS, settings.overview, name="status-settings"),
    path(f"{_SETTINGS}set-up/", settings.set_up, name="status-set-up"),
    path(f"{_SETTINGS}change/", settings.change, name="status-change"),
    path(f"{_SETTINGS}publish/", settings.publish, name="status-publish"),
    path(f"{_SETTINGS}held/", settings.let_go, name="status-let-go"),
    path(f"{_SETTINGS}preview/", settings.preview, name="status-preview"),
    path(f"{_SETTINGS}preview/<str:path>", settings.preview, name="status-preview-file"),
    path(f"{_SETTINGS}components/add/", settings.add_component, name="status-component-add"),
    path(f"{_SETTINGS}components/<int:component_id>/", settings.component, name="status-component"),
    path(f"{_SETTINGS}words/", words.words, name="status-words"),
    path(f"{_SETTINGS}words/<int:update_id>/", words.correct, name="status-correct"),
    path(f"{_SETTINGS}maintenance/", work.maintenance, name="status-maintenance"),
    path(f"{_SETTINGS}maintenance/plan/", work.plan, name="status-plan"),
    path(f"{_SETTINGS}maintenance/<int:work_id>/", work.work, name="status-work"),
    path(f"{_SETTINGS}subscribers/", work.subscribers, name="status-subscribers"),
    path(f"{_SETTINGS}subscribers/<int:subscriber_id>/", work.forget, name="status-subscriber"),
]
