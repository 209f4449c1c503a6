"""Every page of the desk, found from its addresses: a page that is added is looked at by itself."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, reverse

from amends.web import urls

#: Addresses that are no pages, and why.
NO_PAGES = {
    "picture": "a picture",
    "file": "a file",
}


def addresses(known: dict[str, list[object]]) -> Iterator[tuple[str, str]]:
    """Each name with its address, the parts of it filled from ``known``, by the part's name.

    A part that nobody knows is an error: say in ``known`` what stands for it. With several values for
    a part there are several addresses.
    """
    for pattern in urls.urlpatterns:
        if isinstance(pattern, URLPattern) and pattern.name and pattern.name not in NO_PAGES:
            for address in _filled(pattern, known):
                yield pattern.name, address


def _filled(pattern: URLPattern, known: dict[str, list[object]]) -> Iterator[str]:
    parts = list(pattern.pattern.converters)
    missing = [part for part in parts if part not in known]
    assert not missing, f"{pattern.name}: nothing stands for {missing} in every_page's `known`"
    choices: list[dict[str, object]] = [{}]
    for part in parts:
        choices = [{**chosen, part: value} for chosen in choices for value in known[part]]
    for chosen in choices:
        yield reverse(str(pattern.name), kwargs=chosen)
