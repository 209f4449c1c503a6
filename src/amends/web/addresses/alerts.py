"""The addresses of what people are told of."""

from __future__ import annotations

from django.urls import URLPattern, path

from amends.web.screens import alerts, app, chats, notifications

_ALERTS = "desk/<slug:brand>/alerts/"
_MINE = "desk/<slug:brand>/settings/notifications/"
_CHATS = "desk/<slug:brand>/settings/chats/"

urlpatterns: list[URLPattern] = [
    path("sw.js", app.service_worker, name="service-worker"),
    path("offline/", app.offline, name="offline"),
    path("alerts/stop/<str:mark>/", notifications.stop, name="alerts-stop"),
    path(_ALERTS, alerts.overview, name="alerts"),
    path(f"{_ALERTS}panel/", alerts.panel, name="alerts-panel"),
    path(f"{_ALERTS}count/", alerts.count, name="alerts-count"),
    path(f"{_ALERTS}read/", alerts.all_read, name="alerts-read"),
    path(f"{_ALERTS}<int:alert_id>/", alerts.one, name="alert"),
    path(_MINE, notifications.mine, name="notifications"),
    path(f"{_MINE}save/", notifications.save, name="notifications-save"),
    path(f"{_MINE}usual/", notifications.usual, name="notifications-usual"),
    path(f"{_MINE}browser/", notifications.subscribe, name="browser-add"),
    path(f"{_MINE}browser/remove/", notifications.unsubscribe, name="browser-remove"),
    path(f"{_MINE}browser/<int:target_id>/try/", notifications.try_one, name="browser-try"),
    path(_CHATS, chats.overview, name="chats"),
    path(f"{_CHATS}add/", chats.add, name="chat-add"),
    path(f"{_CHATS}<int:target_id>/", chats.change, name="chat-change"),
    path(f"{_CHATS}<int:target_id>/state/", chats.state, name="chat-state"),
    *(
        path(f"{_CHATS}<int:target_id>/{verb}/", chats.act, {"verb": verb}, name=f"chat-{verb}")
        for verb in ("try", "pause", "resume", "remove")
    ),
]
