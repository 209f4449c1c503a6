"""How soon the composer shows what the linter finds: a real browser on a whole desk.

Words are put into the composer at once, and nothing more is typed. The page notices the pause after a tenth
of a second and asks; the time counts from there until the finding is painted.
"""

from __future__ import annotations

import os
import shutil

from playwright.sync_api import Page, expect, sync_playwright

from benchmarks.storm import sample, signed_in

#: Milliseconds without a key that are a pause: `hx-trigger` of the composer's field.
PAUSE = 100.0
_BAD = "Please calm down, as I said we look at it. Number {number}."
_WATCH = """() => {
  window.shown = [];
  let key = 0, waits = false;
  document.addEventListener('input', () => { key = performance.now(); waits = true; }, true);
  new MutationObserver(() => {
    if (!waits || !document.querySelector('#hints [data-code=dismissal]')) return;
    waits = false;
    requestAnimationFrame(() => setTimeout(() => window.shown.push(performance.now() - key)));
  }).observe(document.body, {subtree: true, childList: true});
}"""


def findings_taken(times: int) -> list[float]:
    """Milliseconds from the end of a pause until the finding stands in the composer, ``times`` times."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("Chromium is missing. Debian: apt-get install chromium")
    with sample() as desk, sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        page = signed_in(browser, desk)
        page.locator("#rows > li a").first.click()
        page.wait_for_selector("#composer-text")
        page.evaluate(_WATCH)
        for number in range(times):
            _write(page, number)
        taken = page.evaluate("window.shown")
        browser.close()
    # A change of the field is a pause at once.
    return [max(0.0, each - PAUSE) for each in taken]


def _write(page: Page, number: int) -> None:
    """Whoever waits here looks again and again: the page's policy lets nobody wait inside of it."""
    page.locator("#composer-text").fill("")
    expect(page.locator("#hints li")).to_have_count(0)
    page.locator("#composer-text").focus()
    page.keyboard.insert_text(_BAD.format(number=number))
    while page.evaluate("window.shown.length") <= number:
        page.wait_for_timeout(20)
