"""Everything that changes who works here and what they may do."""

from __future__ import annotations

from amends.staff.actions.brands import add_brand
from amends.staff.actions.passwords import change_password, give_password
from amends.staff.actions.people import add_user, change_role, deactivate, remove_member
from amends.staff.actions.setup import begin_setup, finish_setup
from amends.staff.actions.tokens import make_token, note_token_use, revoke_token

__all__ = [
    "add_brand",
    "add_user",
    "begin_setup",
    "change_password",
    "change_role",
    "deactivate",
    "finish_setup",
    "give_password",
    "make_token",
    "note_token_use",
    "remove_member",
    "revoke_token",
]
