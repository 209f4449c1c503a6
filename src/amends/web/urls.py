"""The addresses of the screens. A brand's screens name the brand: a link opens the same for everybody."""

from __future__ import annotations

from django.urls import URLPattern, path

from amends.web.addresses import (
    alerts,
    bulk,
    connecting,
    erasing,
    find,
    hours,
    incidents,
    listening,
    live,
    playbook,
    publishing,
    records,
    replies,
    settings,
    sheets,
    subscriptions,
    triage,
)
from amends.web.screens import (
    case,
    composer,
    connections,
    entrance,
    files,
    inbox,
    organising,
    pulse,
    quarantine,
    sends,
)

_INBOX = "desk/<slug:brand>/inbox/<slug:view>/"
_CASE = "desk/<slug:brand>/cases/<int:case_id>/"
_CONNECTIONS = "desk/<slug:brand>/connections/"
_QUARANTINE = "desk/<slug:brand>/quarantine/"

urlpatterns: list[URLPattern] = [
    path("", entrance.home, name="inbox"),
    path("sign-in/", entrance.SignIn.as_view(), name="sign-in"),
    path("sign-out/", entrance.SignOut.as_view(), name="sign-out"),
    path("setup/<str:token>", entrance.setup, name="setup"),
    path("theme/", entrance.theme, name="theme"),
    path("desk/<slug:brand>/", inbox.start, name="brand"),
    path(_INBOX, inbox.view, name="view"),
    path(f"{_INBOX}pulse/", pulse.pulse, name="pulse"),
    path(f"{_INBOX}<int:case_id>/", inbox.case, name="case"),
    path(f"{_INBOX}<int:case_id>/thread/", case.thread, name="thread"),
    path(_CASE, case.link, name="case-link"),
    path(f"{_CASE}say/", composer.say, name="say"),
    path(f"{_CASE}count/", composer.count, name="count"),
    path(f"{_CASE}assign/", organising.assign, name="assign"),
    path(f"{_CASE}tag/", organising.tag, name="tag"),
    path(f"{_CASE}untag/", organising.untag, name="untag"),
    path(f"{_CASE}snooze/", organising.snooze, name="snooze"),
    path(f"{_CASE}turn/", organising.turn, name="turn"),
    path("desk/<slug:brand>/sends/<int:send_id>/<slug:verb>/", sends.settle, name="send"),
    path("desk/<slug:brand>/files/<str:mark>/", files.download, name="file"),
    path("desk/<slug:brand>/pictures/<slug:size>/<str:mark>/", files.picture, name="picture"),
    path("desk/<slug:brand>/brake/pull/", sends.pull_brake, name="brake-pull"),
    path("desk/<slug:brand>/brake/release/", sends.release_brake, name="brake-release"),
    path(_CONNECTIONS, connections.overview, name="connections"),
    path(f"{_CONNECTIONS}<int:connection_id>/", connections.one, name="connection"),
    path(f"{_CONNECTIONS}<int:connection_id>/pause/", connections.pause, name="pause"),
    path(f"{_CONNECTIONS}<int:connection_id>/resume/", connections.resume, name="resume"),
    path(_QUARANTINE, quarantine.overview, name="quarantine"),
    path(f"{_QUARANTINE}<int:delivery_id>/", quarantine.one, name="delivery"),
    path(f"{_QUARANTINE}<int:delivery_id>/again/", quarantine.again, name="delivery-again"),
    path(f"{_QUARANTINE}<int:delivery_id>/dismiss/", quarantine.dismiss, name="delivery-dismiss"),
    *alerts.urlpatterns,
    *erasing.urlpatterns,
    *bulk.urlpatterns,
    *connecting.urlpatterns,
    *find.urlpatterns,
    *hours.urlpatterns,
    *incidents.urlpatterns,
    *listening.urlpatterns,
    *live.urlpatterns,
    *playbook.urlpatterns,
    *publishing.urlpatterns,
    *records.urlpatterns,
    *replies.urlpatterns,
    *settings.urlpatterns,
    *sheets.urlpatterns,
    *subscriptions.urlpatterns,
    *triage.urlpatterns,
]
