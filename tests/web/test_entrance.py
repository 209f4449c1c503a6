"""Signing in and out, the first set-up, the theme, and who gets past the door."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from neighbours import Other, attribute

from amends.staff.actions import begin_setup
from amends.staff.models import Brand, User
from cast import PASSWORD, Cast

pytestmark = pytest.mark.django_db


def test_a_stranger_is_asked_to_sign_in_and_comes_back(cast: Cast) -> None:
    client = Client()
    wanted = f"/desk/{cast.brand.slug}/inbox/mine/"

    asked = client.get(wanted)
    assert asked.status_code == 302
    assert asked["Location"] == f"/sign-in/?next={wanted}"

    given = {"username": cast.ada.email, "password": PASSWORD, "next": wanted}
    assert client.post("/sign-in/", given)["Location"] == wanted


def test_the_front_door_leads_to_the_inbox_of_the_brand(cast: Cast, ada: Client) -> None:
    end = ada.get("/", follow=True)
    assert end.request["PATH_INFO"] == f"/desk/{cast.brand.slug}/inbox/needs-answer/"
    assert end.status_code == 200


def test_a_wrong_password_says_so_and_lets_nobody_in(cast: Cast) -> None:
    client = Client()
    answer = client.post("/sign-in/", {"username": cast.ada.email, "password": "wrong"})
    assert answer.status_code == 422
    assert "_auth_user_id" not in client.session


def test_too_many_wrong_passwords_close_the_door_for_a_while(cast: Cast) -> None:
    client = Client()
    for _ in range(11):
        answer = client.post("/sign-in/", {"username": cast.ada.email, "password": "wrong"})
    assert answer.status_code == 429
    assert "Too many wrong passwords" in answer.content.decode()


def test_a_closed_door_stays_closed_for_the_right_password_too(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get("/sign-in/").content.decode()
    named = dict.fromkeys(re.findall(r'<input[^>]*?name="(\w+)"', page), "")
    assert {"username", "password", "next", "csrfmiddlewaretoken"} <= named.keys()
    named["csrfmiddlewaretoken"] = attribute(page, 'name="csrfmiddlewaretoken"', "value")

    def sign_in(password: str) -> int:
        given = {**named, "username": cast.ada.email, "password": password}
        return client.post("/sign-in/", given).status_code

    assert [sign_in("wrong") for _ in range(9)] == [422] * 9
    assert [sign_in("wrong") for _ in range(2)] == [429] * 2
    assert sign_in(PASSWORD) == 429
    assert "_auth_user_id" not in client.session


def test_signing_in_leads_nowhere_else(cast: Cast) -> None:
    given = {"username": cast.ada.email, "password": PASSWORD, "next": "https://evil.example/"}
    assert Client().post("/sign-in/", given)["Location"] == "/"


def test_signing_out_takes_a_post(ada: Client) -> None:
    assert ada.get("/sign-out/").status_code == 405
    assert ada.post("/sign-out/").status_code == 302
    assert "_auth_user_id" not in ada.session


def test_the_one_time_link_makes_the_owner_and_the_brand(db: None) -> None:
    secret = begin_setup(now=timezone.now())
    client = Client()
    assert client.get(f"/setup/{secret}").status_code == 200

    given = {
        "brand_name": "Northpost",
        "time_zone": "Europe/Berlin",
        "name": "Olga",
        "email": "olga@northpost.example",
        "password": "quiet rivers carry parcels",
    }
    weak = client.post(f"/setup/{secret}", {**given, "password": "12345"})
    assert weak.status_code == 422
    assert 'value="Olga"' in weak.content.decode()
    assert not User.objects.exists()

    assert client.post(f"/setup/{secret}", given)["Location"] == "/desk/northpost/begin/"
    assert Brand.objects.get().name == "Northpost"
    assert client.get("/", follow=True).status_code == 200
    assert Client().get(f"/setup/{secret}").status_code == 404


def test_the_theme_is_kept_and_nonsense_is_not(ada: Client) -> None:
    ada.post("/theme/", {"theme": "dark"})
    assert 'data-theme="dark"' in ada.get("/", follow=True).content.decode()
    ada.post("/theme/", {"theme": '"><script>'})
    assert 'data-theme="dark"' in ada.get("/", follow=True).content.decode()


def test_every_page_comes_with_a_strict_policy_and_no_inline_code(
    ada: Client, desk: Callable[[str], str]
) -> None:
    page = ada.get(desk("inbox/needs-answer/"))
    policy = page["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    body = page.content.decode()
    assert " style=" not in body
    assert " onclick=" not in body
    assert "no-store" in page["Cache-Control"]


def test_somebody_without_a_brand_is_told_so(db: None) -> None:
    user = User.objects.create_user(email="new@x.example", password=PASSWORD, name="New")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert "no brand yet" in client.get("/").content.decode()


def test_the_brand_of_others_is_not_there(ada: Client, other: Other) -> None:
    answer = ada.get(f"/desk/{other.brand.slug}/inbox/needs-answer/")
    assert answer.status_code == 404
    assert "Secret" not in answer.content.decode()
