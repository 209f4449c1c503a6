"""The addresses of the programs that are told."""

from __future__ import annotations

from django.urls import URLPattern, path

from amends.web.screens import subscriptions as screens

_ALL = "desk/<slug:brand>/settings/subscriptions/"

urlpatterns: list[URLPattern] = [
    path(_ALL, screens.overview, name="subscriptions"),
    path(f"{_ALL}add/", screens.add, name="subscription-add"),
    path(f"{_ALL}<int:subscription_id>/", screens.one, name="subscription"),
    path(f"{_ALL}<int:subscription_id>/change/", screens.change, name="subscription-change"),
    path(f"{_ALL}<int:subscription_id>/secret/", screens.rotate, name="subscription-secret"),
    *(
        path(
            f"{_ALL}<int:subscription_id>/{verb}/",
            screens.act,
            {"verb": verb},
            name=f"subscription-{verb}",
        )
        for verb in ("try", "pause", "resume", "remove")
    ),
    path(f"{_ALL}again/<int:announcement_id>/", screens.again, name="announcement-again"),
]
