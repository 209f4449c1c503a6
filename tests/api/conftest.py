"""A program with a token, at the API's door."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from program import MakeProgram, Program

from amends.staff.actions import make_token
from amends.staff.models import User
from amends.staff.rules import Scope, Via
from cast import Cast


@pytest.fixture
def make_program(cast: Cast) -> MakeProgram:
    """Makes programs of Bo's (or another who may make tokens) with scopes."""

    def make(*scopes: Scope, user: User | None = None) -> Program:
        by = cast.actor(user or cast.bo, Via.WEB)
        wanted = scopes or tuple(Scope)
        _, secret = make_token(by=by, name="CRM", scopes=wanted, now=timezone.now())
        return Program(secret, Client())

    return make


@pytest.fixture
def program(make_program: MakeProgram) -> Program:
    """A program that may do all a program can."""
    return make_program()
