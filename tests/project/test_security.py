"""Signing in is throttled, proxies are believed only when named, and https is served as it should be."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from a2wsgi import WSGIMiddleware
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

import loops
from amends.project import serve, throttle
from amends.project.configuration import current
from cast import PASSWORD, Cast


def _sign_in(email: str, password: str, **meta: Any) -> HttpResponse:
    given = {"username": email, "password": password}
    return Client(raise_request_exception=True).post(reverse("sign-in"), given, **meta)  # type: ignore[return-value]


@pytest.mark.django_db
def test_ten_wrong_passwords_close_an_account_from_there(cast: Cast) -> None:
    spellings = (cast.ada.email, cast.ada.email.upper(), f" {cast.ada.email} ")
    for number in range(9):
        agent = f"browser {number}"
        answer = _sign_in(spellings[number % 3], "wrong", headers={"User-Agent": agent})
        assert answer.status_code == 422
    assert _sign_in(cast.ada.email, "wrong").status_code == 429
    locked = _sign_in(cast.ada.email, PASSWORD)
    assert locked.status_code == 429
    assert b"Too many wrong passwords" in locked.content
    assert _sign_in(cast.bo.email, PASSWORD).status_code == 302
    assert _sign_in(cast.ada.email, PASSWORD, REMOTE_ADDR="192.0.2.9").status_code == 302


@pytest.mark.django_db
def test_the_account_opens_again_after_a_quarter_of_an_hour(cast: Cast) -> None:
    for _ in range(10):
        _sign_in(cast.ada.email, "wrong")
    attempt = AccessAttempt.objects.get()
    assert attempt.failures_since_start == 10
    assert "wrong" not in attempt.post_data
    AccessAttempt.objects.update(attempt_time=attempt.attempt_time - timedelta(minutes=16))
    assert _sign_in(cast.ada.email, PASSWORD).status_code == 302
    assert not AccessAttempt.objects.exists()


@pytest.mark.django_db
def test_what_a_caller_says_of_their_address_counts_for_nothing(cast: Cast) -> None:
    for number in range(10):
        _sign_in(cast.ada.email, "wrong", headers={"X-Forwarded-For": f"198.51.100.{number}"})
    assert _sign_in(cast.ada.email, PASSWORD).status_code == 429


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("192.0.2.9", "192.0.2.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::9", "2001:db8:1:2::"),
        ("", None),
        ("unix:", None),
    ],
)
def test_an_ipv6_household_is_one_place(
    rf: RequestFactory, address: str, origin: str | None
) -> None:
    assert throttle.origin(rf.get("/", REMOTE_ADDR=address)) == origin


def _who(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    start("200 OK", [("Content-Type", "text/plain")])
    return [f"{environ['REMOTE_ADDR']} {environ['wsgi.url_scheme']}".encode()]


def _seen(proxies: tuple[str, ...], caller: str, headers: dict[str, str]) -> str:
    """What Django learns of a caller, through the very server configuration that is used."""
    config = serve.config_of(dataclasses.replace(current(), trusted_proxies=proxies))
    config.app = WSGIMiddleware(_who)  # type: ignore[assignment]
    config.load()
    transport = httpx.ASGITransport(app=config.loaded_app, client=(caller, 5000))

    async def ask() -> str:
        async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
            return (await client.get("/", headers=headers)).text

    return loops.run(ask())


FORWARDED = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}


def test_a_named_proxy_is_believed() -> None:
    assert _seen(("10.0.0.0/8",), "10.1.2.3", FORWARDED) == "203.0.113.7 https"


def test_nobody_else_is_believed() -> None:
    assert _seen(("10.0.0.0/8",), "192.0.2.1", FORWARDED) == "192.0.2.1 http"
    assert _seen((), "127.0.0.1", FORWARDED) == "127.0.0.1 http"


def test_what_was_there_before_the_proxy_is_not_believed() -> None:
    lied = {"X-Forwarded-For": "1.1.1.1, 203.0.113.7, 10.9.9.9", "X-Forwarded-Proto": "https"}
    assert _seen(("10.0.0.0/8",), "10.1.2.3", lied) == "203.0.113.7 https"


_SCRIPT = """
import django
django.setup()
from django.core.management import call_command
from django.test import Client
call_command("check", "--deploy", "--fail-level", "WARNING")
answer = Client(headers={"host": "care.example.com"}).get("/sign-in/", secure=True)
print("status", answer.status_code)
for name in ("Strict-Transport-Security", "X-Frame-Options", "X-Content-Type-Options",
             "Content-Security-Policy", "Referrer-Policy"):
    print(name, answer[name])
for cookie in answer.cookies.values():
    print("cookie", cookie.output(header=""))
print("plain", Client(headers={"host": "care.example.com"}).get("/sign-in/")["Location"])
print("stranger", Client(headers={"host": "evil.example"}).get("/sign-in/", secure=True).status_code)
"""


@pytest.fixture(scope="module")
def over_https() -> subprocess.CompletedProcess[str]:
    """What a desk that is reached by https says of itself."""
    environ = {
        **os.environ,
        "AMENDS_PUBLIC_URL": "https://care.example.com",
        "DJANGO_SETTINGS_MODULE": "amends.project.settings",
    }
    return subprocess.run(
        [sys.executable, "-c", _SCRIPT], env=environ, capture_output=True, text=True, check=False
    )


def test_djangos_own_deployment_check_finds_nothing(
    over_https: subprocess.CompletedProcess[str],
) -> None:
    assert over_https.returncode == 0, over_https.stderr
    # Silenced is only that a library of tags stands before Django's of the same name.
    assert settings.SILENCED_SYSTEM_CHECKS == ["templates.W003"]
    assert "no issues (1 silenced)" in over_https.stdout + over_https.stderr


def test_over_https_every_answer_is_hardened(over_https: subprocess.CompletedProcess[str]) -> None:
    told = over_https.stdout
    assert "status 200" in told
    assert "Strict-Transport-Security max-age=31536000; includeSubDomains; preload" in told
    assert "X-Frame-Options DENY" in told
    assert "X-Content-Type-Options nosniff" in told
    assert "default-src 'none'" in told
    assert "'unsafe-inline'" not in told
    cookies = [line for line in told.splitlines() if line.startswith("cookie")]
    assert cookies
    assert all("Secure" in line and "SameSite=Lax" in line for line in cookies), cookies
    assert all("HttpOnly" in line for line in cookies), cookies
    assert "plain https://care.example.com/sign-in/" in told
    assert "stranger 400" in told
