"""The addresses of incidents."""

from __future__ import annotations

from django.urls import URLPattern, path

from amends.web.screens import incident_notice, incident_open, incidents, monitors

_INCIDENTS = "desk/<slug:brand>/incidents/"
_MONITORS = "desk/<slug:brand>/settings/monitors/"
_INCIDENT = f"{_INCIDENTS}<int:incident_id>/"

urlpatterns: list[URLPattern] = [
    path(_INCIDENTS, incidents.overview, name="incidents"),
    path(f"{_INCIDENTS}open/", incident_open.opening, name="incident-open"),
    path(_MONITORS, monitors.overview, name="monitors"),
    path(f"{_MONITORS}add/", monitors.add, name="monitor-add"),
    path(f"{_MONITORS}<int:monitor_id>/", monitors.one, name="monitor"),
    path(f"{_MONITORS}<int:monitor_id>/secret/", monitors.rotate, name="monitor-secret"),
    path(f"{_MONITORS}<int:monitor_id>/try/", monitors.trial, name="monitor-try"),
    path(f"{_MONITORS}<int:monitor_id>/close/", monitors.close, name="monitor-close"),
    path(_INCIDENT, incidents.one, name="incident"),
    path(f"{_INCIDENT}live/", incidents.live, name="incident-live"),
    path(f"{_INCIDENT}note/", incidents.note, name="incident-note"),
    path(f"{_INCIDENT}describe/", incidents.describe, name="incident-describe"),
    path(f"{_INCIDENT}close/", incidents.close, name="incident-close"),
    path(f"{_INCIDENT}begin/", incident_notice.begin, name="incident-begin"),
    path(f"{_INCIDENT}notice/", incident_notice.write, name="incident-notice"),
    path(f"{_INCIDENT}on-top/", incident_notice.on_top, name="incident-on-top"),
    path(f"{_INCIDENT}put-away/", incident_notice.put_away, name="incident-put-away"),
    path(
        f"{_INCIDENT}posts/<int:post_id>/again/", incident_notice.again, name="incident-post-again"
    ),
]
