"""The addresses of working hours and promises."""

from __future__ import annotations

from django.urls import URLPattern, path

from amends.web.screens.settings import hours, promises

_HOURS = "desk/<slug:brand>/settings/hours/"
_PROMISES = "desk/<slug:brand>/settings/promises/"

urlpatterns: list[URLPattern] = [
    path(_HOURS, hours.hours, name="hours"),
    path(f"{_HOURS}week/", hours.save, name="hours-save"),
    path(f"{_HOURS}holidays/", hours.add_holiday, name="holiday-add"),
    path(f"{_HOURS}holidays/public/", hours.public, name="holidays-public"),
    path(f"{_HOURS}holidays/<int:holiday_id>/remove/", hours.remove_holiday, name="holiday-remove"),
    path(_PROMISES, promises.promises, name="promises"),
    path(f"{_PROMISES}brand/", promises.save, name="promise-save"),
    path(f"{_PROMISES}<int:connection_id>/", promises.save_own, name="promise-own"),
]
