"""Takes the documentation's pictures anew: starts the sample desk, lets its inbox fill, and looks.

Every main screen is taken wide, in the dark and on a phone, into docs/images. `docs/using/screens.md` shows
them all; a test says when a screen is missing there or was changed after its picture was taken.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
#: What the pictures were taken of: see `fingerprint`.
TAKEN_OF = IMAGES / "taken-of.json"
#: How long people of the practice network are given to write, in milliseconds.
LET_FILL = 30_000
#: Whose case is shown, if they have written by then: in public, and others join in.
WHO = "George Pell"


@dataclass(frozen=True)
class Screen:
    """A screen to show: its picture's name, where it is below the brand, and what it is."""

    name: str
    path: str
    words: str


CASE = "case"
SCREENS = (
    Screen("inbox", "inbox/needs-answer/", "The queue: what waits, in the order of its promises"),
    Screen(CASE, "", "A case: the thread, the composer and the person"),
    Screen("people", "people/", "The people who wrote"),
    Screen("team", "team/", "The team: who is on duty, who carries what, what will be late"),
    Screen("connections", "connections/", "The accounts, and how listening to each is going"),
    Screen("hours", "settings/hours/", "When the brand answers"),
    Screen("promises", "settings/promises/", "What it promises"),
    Screen("staff", "settings/colleagues/", "Who works here"),
    Screen("replies", "settings/saved-replies/", "Saved replies"),
    Screen("notifications", "settings/notifications/", "What you are told of, and how"),
)
#: Name of the look, its width and height, whether it is dark, and whether it is a phone.
LOOKS = (
    ("wide", 1440, 900, False, False),
    ("dark", 1440, 900, True, False),
    ("phone", 390, 844, False, True),
)


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


def _signed_in(browser: Browser, address: str, password: str) -> Page:
    page = browser.new_page()
    page.goto(f"{address}/sign-in/")
    page.get_by_label("E-mail address").fill("owner@example.com")
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/inbox/needs-answer/")
    return page


def _case(page: Page, home: str) -> str:
    """The address of a case worth showing."""
    page.goto(f"{home}inbox/needs-answer/")
    rows = page.locator("a[href*='/inbox/needs-answer/']").filter(has=page.locator(".what"))
    wanted = rows.filter(has_text=WHO)
    return str((wanted if wanted.count() else rows).first.get_attribute("href"))


def _pictures(browser: Browser, address: str, password: str) -> None:
    first = _signed_in(browser, address, password)
    first.wait_for_timeout(LET_FILL)
    home = f"{address}/desk/northpost/"
    places = {each.name: f"{home}{each.path}" for each in SCREENS}
    places[CASE] = f"{address}{_case(first, home)}"
    state = first.context.storage_state()
    for look, width, height, is_dark, is_phone in LOOKS:
        context = browser.new_context(
            storage_state=state,
            viewport={"width": width, "height": height},
            color_scheme="dark" if is_dark else "light",
            is_mobile=is_phone,
            has_touch=is_phone,
        )
        page = context.new_page()
        for name, place in places.items():
            page.goto(place)
            page.wait_for_timeout(800)
            page.screenshot(path=IMAGES / f"{name}-{look}.png")
        context.close()


def fingerprint() -> str:
    """What the screens are made of, in one word: templates, styles and drawings."""
    web = ROOT / "src" / "amends" / "web"
    files = [*(web / "templates").rglob("*.html"), *(web / "static").rglob("*.css")]
    files += (web / "static").rglob("*.svg")
    whole = hashlib.sha256()
    for file in sorted(files):
        whole.update(file.relative_to(web).as_posix().encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()[:16]


def page() -> str:
    """`docs/using/screens.md`: every screen in every look."""
    parts = [
        "# Screens\n",
        "Taken of the sample desk by `make screenshots`: wide, in the dark, and on a phone.\n",
    ]
    for screen in SCREENS:
        parts.append(f"## {screen.words}\n")
        parts += [
            f"![{screen.words}, {look}](../images/{screen.name}-{look}.png)\n" for look, *_ in LOOKS
        ]
    return "\n".join(parts)


def main() -> None:
    """Write the pictures, the page that shows them, and what they were taken of."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("Chromium is missing. Debian: apt-get install chromium")
    IMAGES.mkdir(exist_ok=True)
    with _sample() as (address, password), sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        _pictures(browser, address, password)
        browser.close()
    (ROOT / "docs" / "using" / "screens.md").write_text(page(), encoding="utf-8")
    TAKEN_OF.write_text(json.dumps({"screens": fingerprint()}) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(SCREENS) * len(LOOKS)} pictures in docs/images\n")


if __name__ == "__main__":
    main()
