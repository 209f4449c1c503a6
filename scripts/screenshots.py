"""Takes the documentation's pictures anew: starts the sample desk, lets its inbox fill, and looks."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).parents[1] / "docs" / "images"
#: How long people of the practice network are given to write, in milliseconds.
LET_FILL = 25_000
#: Whose case is shown, if they have written by then: in public, and others join in.
WHO = "George Pell"


@contextmanager
def _sample() -> Iterator[tuple[str, str]]:
    """A sample desk of its own: its address and its owner's password."""
    with tempfile.TemporaryDirectory(prefix="amends-pictures-") as folder:
        environ = {
            **os.environ,
            "AMENDS_DATA": f"{folder}/data",
            "AMENDS_PORT": str(_free_port()),
            "AMENDS_PRACTICE_PORT": str(_free_port()),
        }
        command = [str(Path(sys.executable).with_name("amends")), "demo"]
        desk = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True)
        try:
            yield _ready(desk)
        finally:
            desk.terminate()
            desk.communicate(timeout=30)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _ready(desk: subprocess.Popen[str]) -> tuple[str, str]:
    """What the desk says once people can sign in."""
    address = ""
    for line in desk.stdout or ():
        if found := re.search(r"Amends is ready: (\S+)", line):
            address = found[1]
        if found := re.search(r"with the password (\S+)", line):
            return address, found[1]
    raise SystemExit("The sample desk did not start.")


def _picture(page: Page, address: str, password: str) -> None:
    page.goto(f"{address}/sign-in/")
    page.get_by_label("E-mail address").fill("owner@example.com")
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/inbox/needs-answer/")
    page.wait_for_timeout(LET_FILL)
    page.goto(f"{address}/desk/northpost/inbox/needs-answer/")
    rows = page.locator("a[href*='/inbox/needs-answer/']").filter(has=page.locator(".what"))
    wanted = rows.filter(has_text=WHO)
    (wanted if wanted.count() else rows).first.click()
    page.locator("article.case").wait_for()
    page.wait_for_timeout(1_000)
    page.screenshot(path=IMAGES / "inbox.png")


def main() -> None:
    """Write docs/images/inbox.png."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("Chromium is missing. Debian: apt-get install chromium")
    IMAGES.mkdir(exist_ok=True)
    with _sample() as (address, password), sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        page = browser.new_page(viewport={"width": 1440, "height": 900}, device_scale_factor=1)
        _picture(page, address, password)
        browser.close()
    sys.stdout.write("docs/images/inbox.png\n")


if __name__ == "__main__":
    main()
