"""The addresses of the settings, the team and the people."""

from __future__ import annotations

from django.urls import URLPattern, path

from amends.web.screens import begin, connections, invitation, people, team
from amends.web.screens.settings import (
    brand,
    colleagues,
    moderation,
    start,
    tags,
    teams,
    tokens,
    trail,
    you,
)

_SETTINGS = "desk/<slug:brand>/settings/"
_YOU = f"{_SETTINGS}you/"
_BRAND = f"{_SETTINGS}brand/"
_COLLEAGUES = f"{_SETTINGS}colleagues/"
_COLLEAGUE = f"{_COLLEAGUES}<int:user_id>/"
_TEAMS = f"{_SETTINGS}teams/"
_TAGS = f"{_SETTINGS}tags/"
_TOKENS = f"{_SETTINGS}tokens/"

_CONNECTION = "desk/<slug:brand>/connections/<int:connection_id>/"
_PEOPLE = "desk/<slug:brand>/people/"

urlpatterns: list[URLPattern] = [
    path(_PEOPLE, people.people, name="people"),
    path(f"{_PEOPLE}<int:person_id>/", people.person, name="person"),
    path("desk/<slug:brand>/begin/", begin.begin, name="begin"),
    path("desk/<slug:brand>/team/", team.team, name="team"),
    path(f"{_CONNECTION}team/", connections.give_team, name="connection-team"),
    path(f"{_CONNECTION}budget/", connections.give_budget, name="connection-budget"),
    path(f"{_CONNECTION}prices/", connections.give_prices, name="connection-prices"),
    path(f"{_CONNECTION}let-go/", connections.let_go, name="connection-let-go"),
    path("invitation/<str:token>/", invitation.accept, name="invitation"),
    path(_SETTINGS, start.start, name="settings"),
    path(_YOU, you.you, name="you"),
    path(f"{_YOU}name/", you.change_name, name="you-name"),
    path(f"{_YOU}password/", you.change_password, name="you-password"),
    path(f"{_YOU}look/", you.look, name="you-look"),
    path(f"{_YOU}sign-ins/end/", you.end_others, name="you-end-others"),
    path(f"{_YOU}sign-ins/<slug:mark>/end/", you.end_sign_in, name="you-end"),
    path(f"{_YOU}leave/", you.leave, name="you-leave"),
    path(_BRAND, brand.brand, name="brand-settings"),
    path(f"{_BRAND}change/", brand.change, name="brand-change"),
    path(f"{_BRAND}add/", brand.add, name="brand-add"),
    path(_COLLEAGUES, colleagues.colleagues, name="colleagues"),
    path(f"{_COLLEAGUES}invite/", colleagues.invite, name="colleague-invite"),
    path(
        f"{_COLLEAGUES}invitations/<int:invitation_id>/revoke/",
        colleagues.revoke,
        name="colleague-revoke",
    ),
    path(_COLLEAGUE, colleagues.colleague, name="colleague"),
    path(f"{_COLLEAGUE}role/", colleagues.change_role, name="colleague-role"),
    path(f"{_COLLEAGUE}capacity/", colleagues.set_capacity, name="colleague-capacity"),
    path(f"{_COLLEAGUE}hours/", colleagues.set_hours, name="colleague-hours"),
    path(f"{_COLLEAGUE}away/", colleagues.away, name="colleague-away"),
    path(f"{_COLLEAGUE}remove/", colleagues.remove, name="colleague-remove"),
    path(_TEAMS, teams.teams, name="teams"),
    path(f"{_TEAMS}add/", teams.add, name="team-add"),
    path(f"{_TEAMS}<int:team_id>/", teams.team, name="team-settings"),
    path(f"{_TEAMS}<int:team_id>/change/", teams.change, name="team-change"),
    path(f"{_TEAMS}<int:team_id>/end/", teams.end, name="team-end"),
    path(f"{_SETTINGS}moderation/", moderation.moderation, name="moderation"),
    path(_TAGS, tags.tags, name="tags"),
    path(f"{_TAGS}add/", tags.add, name="tag-add"),
    path(f"{_TAGS}<int:tag_id>/", tags.change, name="tag-change"),
    path(_TOKENS, tokens.tokens, name="tokens"),
    path(f"{_TOKENS}make/", tokens.make, name="token-make"),
    path(f"{_TOKENS}<int:token_id>/revoke/", tokens.revoke, name="token-revoke"),
    path(f"{_SETTINGS}trail/", trail.trail, name="trail"),
    path(f"{_SETTINGS}trail/check/", trail.verify, name="trail-verify"),
]
