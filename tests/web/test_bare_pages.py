"""The pages of last resort look like the desk and say what to do."""

from __future__ import annotations

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.views.defaults import permission_denied, server_error


@pytest.mark.django_db
def test_an_address_that_leads_nowhere_says_so() -> None:
    answer = Client().get("/no/such/place/")
    assert answer.status_code == 404
    assert "Nothing is here" in answer.content.decode()
    assert "amends/css/base.css" in answer.content.decode()


def _request() -> HttpRequest:
    return RequestFactory().get("/")


def test_a_failure_of_ours_needs_nothing_to_say_so() -> None:
    answer = server_error(_request())
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.content.decode()


def test_a_forbidden_page_names_whom_to_ask() -> None:
    answer = permission_denied(_request(), PermissionError())
    assert answer.status_code == 403
    assert "ask a lead or an owner" in answer.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_in_words() -> None:
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"username": "a@example.com"})
    assert answer.status_code == 403
    assert "open for too long" in answer.content.decode()
