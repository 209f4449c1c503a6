"""Everything that changes who works here and what they may do."""

from __future__ import annotations

from amends.staff.actions.brands import add_brand, change_brand
from amends.staff.actions.duty import (
    DutyHours,
    come_back,
    go_away,
    set_capacity,
    set_duty_hours,
)
from amends.staff.actions.hours import (
    DayOff,
    add_holidays,
    remove_holiday,
    set_holiday,
    set_hours,
)
from amends.staff.actions.invitations import (
    accept_invitation,
    invite,
    join,
    revoke_invitation,
)
from amends.staff.actions.passwords import change_password, give_password
from amends.staff.actions.people import add_user, change_role, deactivate, leave, remove_member
from amends.staff.actions.profile import change_name
from amends.staff.actions.setup import begin_setup, finish_setup
from amends.staff.actions.sign_ins import end_other_sign_ins, end_sign_in, note_sign_in
from amends.staff.actions.teams import add_team, change_team, delete_team, require_team
from amends.staff.actions.tokens import make_token, note_token_use, revoke_token

__all__ = [
    "DayOff",
    "DutyHours",
    "accept_invitation",
    "add_brand",
    "add_holidays",
    "add_team",
    "add_user",
    "begin_setup",
    "change_brand",
    "change_name",
    "change_password",
    "change_role",
    "change_team",
    "come_back",
    "deactivate",
    "delete_team",
    "end_other_sign_ins",
    "end_sign_in",
    "finish_setup",
    "give_password",
    "go_away",
    "invite",
    "join",
    "leave",
    "make_token",
    "note_sign_in",
    "note_token_use",
    "remove_holiday",
    "remove_member",
    "require_team",
    "revoke_invitation",
    "revoke_token",
    "set_capacity",
    "set_duty_hours",
    "set_holiday",
    "set_hours",
]
