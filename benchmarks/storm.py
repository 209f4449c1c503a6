"""A storm in the browser: messages pour in while somebody works through the list that is open.

A whole desk with the practice network and a real Chromium. Somebody moves through the list by keyboard,
opens cases and goes back, all the time. An interaction's time is the browser's own (Event Timing: from
the key to the next picture, whatever the page did meanwhile); memory is the page's heap after a collection.
At the end the open list must show what a fresh one shows. Before the storm the inbox is opened with 500 cases
in it by a browser that keeps nothing: its first paint, and everything that is transferred for it.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import httpx
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks.desk_tree import free_port
from benchmarks.harness import Figures, percentile

_CONTROL = secrets.token_urlsafe()
#: Cases in the list, and how often it is opened by a browser that keeps nothing.
_IN_VIEW, _OPENED = 500, 5
_PAINTED = """() => [
  performance.getEntriesByName('first-contentful-paint')[0].startTime,
  [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .reduce((sum, entry) => sum + entry.transferSize, 0),
]"""
#: Messages a second: 5,000 in ten minutes.
PACE = 5_000 / 600
#: Until the last message is in its case, and the open list had its next looks.
_SETTLE_SECONDS = 20.0
_WATCH = """
window.times = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    if (entry.name === 'keydown') window.times.push(entry.duration);
}).observe({type: 'event', durationThreshold: 16, buffered: true});
"""
_SHOWN = "[...document.querySelectorAll('#rows > li')].filter((row) => !row.querySelector('.gone'))"
_NAMES = f"{_SHOWN}.map((row) => row.id)"


def run(figures: Figures, *, long: bool) -> None:
    """One minute (long: ten, 5,000 messages)."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("Chromium is missing. Debian: apt-get install chromium")
    with sample() as desk, sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        _measure(figures, desk, browser, 600 if long else 60)
        browser.close()


def _measure(figures: Figures, desk: Desk, browser: Browser, seconds: int) -> None:
    page = signed_in(browser, desk)
    _fill(page, desk)
    paints, sizes = zip(*(_first_paint(browser, desk) for _ in range(_OPENED)), strict=True)
    figures.at_most("first-paint-p95", percentile(list(paints), 0.95), "ms", 1000)
    figures.at_most("inbox-transferred", max(sizes) / 1000, "kB", 250)
    page.goto(f"{desk.address}/desk/northpost/inbox/needs-answer/")
    line = page.context.new_cdp_session(page)
    _work(page, 5)
    before = _heap(line)
    with Weather(desk) as weather:
        presses = _work(page, seconds)
    times = page.evaluate("window.times")
    figures.told("messages", weather.messages, "messages")
    figures.told("key-presses", presses, "presses")
    # What was quicker than one frame is not listed by the browser; it counts as one frame.
    all_times = [*times, *[16.0] * max(0, presses - len(times))]
    figures.at_most("interaction-p95", percentile(all_times, 0.95), "ms", 200)
    page.goto(f"{desk.address}/desk/northpost/inbox/needs-answer/")
    time.sleep(_SETTLE_SECONDS)
    figures.at_most("updates-lost", _lost(page), "rows", 0)
    figures.at_most("heap-growth", _heap(line) / before, "ratio", 1.5)


def _fill(page: Page, desk: Desk) -> None:
    """Let people write until so many cases need an answer."""
    page.goto(f"{desk.address}/desk/northpost/inbox/needs-answer/")
    desk.storm(2 * _IN_VIEW)
    count = page.locator("#places a[aria-current] .count, #places a .count").first
    ends = time.monotonic() + 120
    while int(re.sub(r"\D", "", count.inner_text()) or 0) < _IN_VIEW:
        if time.monotonic() > ends:
            raise RuntimeError(f"only {count.inner_text()} cases came")
        page.wait_for_timeout(1000)
        page.reload()


def _first_paint(browser: Browser, desk: Desk) -> tuple[float, float]:
    """Milliseconds to the first paint of the inbox by somebody who has nothing of it yet, and bytes."""
    page = signed_in(browser, desk)
    line = page.context.new_cdp_session(page)
    line.send("Network.clearBrowserCache")
    page.goto(f"{desk.address}/desk/northpost/inbox/needs-answer/", wait_until="load")
    page.wait_for_timeout(500)
    painted, size = page.evaluate(_PAINTED)
    page.context.close()
    return float(painted), float(size)


def _work(page: Page, seconds: float) -> int:
    """Move, open, look, go back; returns how many keys were pressed."""
    ends, presses = time.monotonic() + seconds, 0
    while time.monotonic() < ends:
        for key, pause in (("j", 150), ("j", 150), ("k", 150), ("Enter", 700), ("j", 200)):
            page.keyboard.press(key)
            presses += 1
            page.wait_for_timeout(pause)
    return presses


def _heap(line: CDPSession) -> float:
    """Bytes of the page's heap after a collection."""
    line.send("HeapProfiler.collectGarbage")
    return float(line.send("Runtime.getHeapUsage")["usedSize"])


def _lost(page: Page) -> int:
    """How many of a fresh list's rows the open one does not show, its newcomers let in first."""
    if page.locator("#pill a, #pill button").count():
        page.locator("#pill a, #pill button").first.click()
        page.wait_for_timeout(2_000)
    shown = set(page.evaluate(_NAMES))
    fresh = page.context.new_page()
    fresh.goto(page.url)
    missing = set(fresh.evaluate(_NAMES)) - shown
    fresh.close()
    return len(missing)


class Weather:
    """People who write at a pace until told to stop."""

    def __init__(self, desk: Desk) -> None:
        self.messages = 0
        self._desk = desk
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._go_on, name="weather")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _go_on(self) -> None:
        began = time.monotonic()
        while not self._stop.wait(1.0):
            due = int((time.monotonic() - began) * PACE) - self.messages
            if due > 1:
                self._desk.storm(due)
                self.messages += due


@dataclass(frozen=True)
class Desk:
    """A sample desk that runs: where, and how its owner signs in."""

    address: str
    password: str
    practice: str

    def storm(self, messages: int) -> None:
        """Let so many messages be written at once."""
        body = {
            "account": "northpost",
            "people": max(1, messages // 2),
            "threads": max(1, messages // 4),
            "messages": messages,
        }
        order = f"{self.practice}/control/storm"
        allowed = {"Authorization": f"Bearer {_CONTROL}"}
        httpx.post(order, json=body, headers=allowed, timeout=30).raise_for_status()


def signed_in(browser: Browser, desk: Desk) -> Page:
    """The inbox of the sample desk's owner, in a browser that keeps nothing of it yet."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.add_init_script(_WATCH)
    page.goto(f"{desk.address}/sign-in/")
    page.get_by_label("E-mail address").fill("owner@example.com")
    page.get_by_label("Password").fill(desk.password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/inbox/needs-answer/")
    return page


@contextmanager
def sample() -> Iterator[Desk]:
    """A whole sample desk with the practice network, for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="amends-bench-") as name:
        Path(name).chmod(0o755)
        port, practice = free_port(), free_port()
        environ = {
            **os.environ,
            "AMENDS_DATA": f"{name}/data",
            "AMENDS_PORT": str(port),
            "AMENDS_PRACTICE_PORT": str(practice),
            "AMENDS_PRACTICE_CONTROL_TOKEN": _CONTROL,
        }
        environ.pop("DATABASE_URL", None)
        command = [sys.executable, "-m", "amends.project.cli", "demo"]
        process = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True)
        try:
            address, password = _ready(process)
            threading.Thread(target=lambda: list(process.stdout or ()), daemon=True).start()
            yield Desk(address, password, f"http://127.0.0.1:{practice}")
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


def _ready(process: subprocess.Popen[str]) -> tuple[str, str]:
    address = ""
    for line in process.stdout or ():
        if found := re.search(r"Amends is ready: (\S+)", line):
            address = found[1]
        if found := re.search(r"with the password (\S+)", line):
            return address, found[1]
    raise RuntimeError("the sample desk did not start")
