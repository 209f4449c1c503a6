"""A real browser on a live desk. Without Chromium these journeys are skipped, and say so."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator

import pytest
import uvicorn
from django.db import connection
from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from screens import WIDE, Screen

from amends.staff.models import User
from cast import PASSWORD, Cast
from peers.mail import mail_host, mail_peer

__all__ = ["mail_host", "mail_peer"]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the run."""
    if not CHROMIUM:
        pytest.skip("Chromium is missing: install it to walk the journeys")
    driver, *_ = compute_driver_executable()
    if subprocess.run([driver, "--version"], capture_output=True, check=False).returncode:
        pytest.skip("Playwright's driver does not start: install libatomic1 to walk the journeys")
    # The desk looks again every few seconds; a journey waits for at least two such looks.
    expect.set_options(timeout=15_000)
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        loop = asyncio._get_running_loop()
        yield browser
        # The run's last test may be one that must not see it.
        asyncio._set_running_loop(loop)
        browser.close()


@pytest.fixture
def web_address(live_server: object) -> str:
    """Where the desk is served; a journey may put another server in its place."""
    return str(live_server)


@pytest.fixture
def desk_in_life(transactional_db: None) -> Iterator[str]:
    """The web process as it is in life, with its feed, on the run's database."""
    from amends.project import asgi

    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(64)
        port = door.getsockname()[1]
        config = uvicorn.Config(asgi.application, log_config=None, timeout_graceful_shutdown=3)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
        asgi.live.end()
        server.should_exit = True
        thread.join(timeout=10)
        assert not thread.is_alive(), "the streams held the server"


@pytest.fixture
def sit_down(web_address: str, chromium: Browser, cast: Cast) -> Iterator[Callable[..., Page]]:
    """Open a browser of a size and sign somebody in; fails at the end if the page complained."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def sit(user: User, screen: Screen = WIDE) -> Page:
        context = chromium.new_context(
            viewport={"width": screen.width, "height": screen.height},
            color_scheme="dark" if screen.is_dark else "light",
            has_touch=screen.is_phone,
            is_mobile=screen.is_phone,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if _is_code(said) else None)
        # The run's first request loads the whole program: on a busy machine that takes its time.
        page.goto(f"{web_address}/", timeout=60_000)
        page.get_by_label("E-mail address").fill(user.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/inbox/needs-answer/")
        return page

    yield sit
    for context in contexts:
        context.close()
    _let_it_end()
    assert not complaints, complaints


def _let_it_end() -> None:
    """Wait for what the desk still reads or writes: the tables are emptied next, and that would meet it."""
    busy = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND state <> 'idle' AND backend_type = 'client backend'"
    )
    ends = time.monotonic() + 10
    with connection.cursor() as cursor:
        while time.monotonic() < ends:
            cursor.execute(busy)
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.05)


def _is_code(said: object) -> bool:
    """An error of our scripts or policy; an answer such as 422 is the desk saying no, not an error."""
    kind, text = getattr(said, "type", ""), getattr(said, "text", "")
    # htmx reports what was still under way when its part of the page was replaced, or the page closed.
    expected = ("the server responded with a status", "htmx:after", "htmx:send", "net::ERR_")
    return kind == "error" and not any(part in text for part in expected)
