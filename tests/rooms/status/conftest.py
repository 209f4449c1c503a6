"""Northpost's status page with one component, and the ways out of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from amends.status.actions import keep
from amends.status.actions.announce import Word
from amends.status.actions.keep import ComponentForm, PageForm
from amends.status.models import Component, StatusPage
from amends.status.rules.states import EventState
from cast import NOON, Cast


@pytest.fixture
def page(cast: Cast) -> StatusPage:
    form = PageForm(title="Northpost status", slug="northpost", languages=["en", "de"])
    page = keep.set_up(by=cast.actor(cast.bo), brand=cast.brand, form=form, now=NOON)
    keep.make_public(by=cast.actor(cast.bo), page=page, is_public=True, now=NOON)
    page.refresh_from_db()
    return page


@pytest.fixture
def checkout(cast: Cast, page: StatusPage) -> Component:
    form = ComponentForm("Checkout", names={"de": "Kasse"})
    return keep.add_component(by=cast.actor(cast.bo), page=page, form=form, now=NOON)


@pytest.fixture
def word() -> Callable[..., Word]:
    """A word of a trouble, with what a test gives instead."""

    def make(reference: str = "update:1", **fields: object) -> Word:
        values = {
            "title": "Payments fail",
            "words": {
                "en": "Some payments <b>fail</b> & orders are kept.",
                "de": "Manche Zahlungen scheitern.",
            },
            "titles": {"de": "Zahlungen scheitern"},
            "state": EventState.INVESTIGATING,
        }
        return Word(reference, **{**values, **fields})  # type: ignore[arg-type]

    return make
