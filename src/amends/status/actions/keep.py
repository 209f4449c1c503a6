"""The page and its components: set up, changed, put in order, made public, taken down."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from amends.audit.actions import record
from amends.refusals import Invalid, NotFound
from amends.staff.models import Brand
from amends.staff.rules import Actor, Right
from amends.status.actions.changed import changed
from amends.status.models import Component, StatusPage, SubscriberNotice
from amends.status.rules.states import NoticeState
from amends.status.rules.tongues import LANGUAGES

MOST_COMPONENTS = 60
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DOMAIN = re.compile(
    r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
)
_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class PageForm:
    """Everything that a lead decides about the page."""

    title: str
    slug: str
    domain: str = ""
    about: Mapping[str, str] = field(default_factory=dict)
    mark: str = ""
    colour: str = "#1f5a56"
    home_url: str = ""
    help_url: str = ""
    languages: Sequence[str] = ("en",)
    shows_counts: bool = False
    shows_moderation: bool = False


@dataclass(frozen=True, slots=True)
class ComponentForm:
    """Everything that a lead decides about a component; ``names`` are its names in other languages."""

    name: str
    group: str = ""
    about: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def set_up(*, by: Actor, brand: Brand, form: PageForm, now: datetime) -> StatusPage:
    """Give the brand a status page, which nobody sees before it is public. Raises NotAllowed, Invalid."""
    by.require(Right.MANAGE_CONNECTIONS)
    if StatusPage.objects.filter(brand_id=by.brand_id).exists() or brand.pk != by.brand_id:
        raise Invalid("This brand has a status page already.", field="slug")
    told = _checked(form)
    _free(told, page_id=0)
    page = StatusPage.objects.create(brand_id=by.brand_id, made_at=now, changed_at=now, **told)
    _record(by, "set_up", page, {"slug": page.slug}, now)
    changed(page, now)
    return page


@transaction.atomic
def change(*, by: Actor, page: StatusPage, form: PageForm, now: datetime) -> None:
    """Change what the page is called, where it is and how it looks. Raises NotAllowed, NotFound, Invalid."""
    _require(by, page)
    told = _checked(form)
    _free(told, page_id=page.pk)
    StatusPage.objects.filter(pk=page.pk).update(**told)
    _record(by, "change", page, {"slug": form.slug, "domain": form.domain}, now)
    changed(page, now)


@transaction.atomic
def make_public(*, by: Actor, page: StatusPage, is_public: bool, now: datetime) -> None:
    """Show the page to everybody, or take it down. Again is no error. Raises NotAllowed and NotFound."""
    _require(by, page)
    other = StatusPage.objects.filter(pk=page.pk).exclude(is_public=is_public)
    if other.update(is_public=is_public):
        _record(by, "publish" if is_public else "take_down", page, {}, now)
        changed(page, now)


def hold(*, now: datetime) -> None:
    """After a restore: what waits may have been sent already, so a person looks before any of it goes."""
    StatusPage.objects.filter(held_at=None).update(held_at=now)


@transaction.atomic
def let_go(*, by: Actor, page: StatusPage, drop: bool, now: datetime) -> int:
    """After a restore: let waiting notices go, or ``drop`` them; returns how many were dropped."""
    _require(by, page)
    StatusPage.objects.filter(pk=page.pk).update(held_at=None)
    count = _drop_waiting(page, now) if drop else 0
    _record(by, "let_go", page, {"dropped": count}, now)
    return count


def _drop_waiting(page: StatusPage, now: datetime) -> int:
    waiting = SubscriberNotice.objects.filter(
        subscriber__page=page, state__in=[NoticeState.WAITING, NoticeState.SENDING]
    )
    return waiting.update(state=NoticeState.DROPPED, settled_at=now)


# ------------------------------------------------------------------------------- its components


@transaction.atomic
def add_component(*, by: Actor, page: StatusPage, form: ComponentForm, now: datetime) -> Component:
    """Tell of another part of the service. Raises NotAllowed, NotFound and Invalid."""
    _require(by, page)
    shown = Component.objects.filter(page=page, archived_at=None)
    if shown.count() >= MOST_COMPONENTS:
        raise Invalid("A page shows at most 60 components.", field="name")
    last = Component.objects.filter(page=page).aggregate(at=Max("position"))["at"]
    component = Component.objects.create(
        brand_id=page.brand_id,
        page=page,
        position=(last or 0) + 1,
        state_since=now,
        made_at=now,
        **_component_told(form, page),
    )
    _record(by, "add_component", page, {"component": component.pk}, now)
    changed(page, now)
    return component


@transaction.atomic
def change_component(
    *, by: Actor, component: Component, form: ComponentForm, now: datetime
) -> None:
    """Call a component something else, or move it to another group. Raises NotAllowed, NotFound, Invalid."""
    page = component.page
    _require(by, page)
    Component.objects.filter(pk=component.pk).update(**_component_told(form, page))
    _record(by, "change_component", page, {"component": component.pk}, now)
    changed(page, now)


@transaction.atomic
def move_component(*, by: Actor, component: Component, by_places: int, now: datetime) -> None:
    """Move a component up (negative) or down among the others. Raises NotAllowed and NotFound."""
    page = component.page
    _require(by, page)
    StatusPage.objects.select_for_update().get(pk=page.pk)
    order = list(Component.objects.filter(page=page, archived_at=None).order_by("position", "pk"))
    here = next(at for at, each in enumerate(order) if each.pk == component.pk)
    there = max(0, min(len(order) - 1, here + by_places))
    order.insert(there, order.pop(here))
    for position, each in enumerate(order, 1):
        each.position = position
    Component.objects.bulk_update(order, ["position"])
    changed(page, now)


@transaction.atomic
def archive_component(*, by: Actor, component: Component, now: datetime) -> None:
    """Show a component no longer; the past keeps its name. Raises NotAllowed and NotFound."""
    page = component.page
    _require(by, page)
    if Component.objects.filter(pk=component.pk, archived_at=None).update(archived_at=now):
        _record(by, "archive_component", page, {"component": component.pk}, now)
        changed(page, now)


def _component_told(form: ComponentForm, page: StatusPage) -> dict[str, object]:
    name = " ".join(form.name.split())
    if not 0 < len(name) <= 80:
        raise Invalid("A component needs a name of at most 80 characters.", field="name")
    names = {
        language: " ".join(form.names.get(language, "").split())[:80]
        for language in page.languages
        if form.names.get(language, "").strip()
    }
    group, about = " ".join(form.group.split())[:80], " ".join(form.about.split())[:200]
    return {"name": name, "names": names, "group": group, "about": about}


# -------------------------------------------------------------------------------------- checks


def _checked(form: PageForm) -> dict[str, object]:
    """The form as it is kept. Raises Invalid."""
    title, domain = " ".join(form.title.split()), form.domain.strip().lower().rstrip(".")
    _say(0 < len(title) <= 120, "title", "The page needs a title of at most 120 characters.")
    slug = form.slug.strip().lower()
    is_slug = len(slug) <= 60 and _SLUG.fullmatch(slug)
    _say(is_slug, "slug", "The address may have small letters, digits and hyphens in it.")
    _say(
        not domain or _DOMAIN.fullmatch(domain),
        "domain",
        "This is no host name, such as status.example.com.",
    )
    is_ours = domain == urlsplit(settings.PUBLIC_URL).hostname
    _say(not is_ours, "domain", "This is the desk's own host name; the page needs another.")
    colour = form.colour.strip().lower()
    _say(_COLOUR.fullmatch(colour), "colour", "A colour is # and six digits, such as #1f5a56.")
    languages = [each for each in dict.fromkeys(form.languages) if each in LANGUAGES]
    _say(languages, "languages", "Choose at least one language.")
    return {
        "title": title,
        "slug": slug,
        "domain": domain,
        "colour": colour,
        "languages": languages,
        "about": {each: " ".join(form.about.get(each, "").split())[:300] for each in languages},
        "mark": " ".join(form.mark.split())[:40],
        "home_url": _site(form.home_url, "home_url"),
        "help_url": _site(form.help_url, "help_url"),
        "shows_counts": form.shows_counts,
        "shows_moderation": form.shows_moderation,
    }


def _site(address: str, name: str) -> str:
    address = address.strip()
    try:
        parts = urlsplit(address)
    except ValueError:
        raise Invalid("A link begins with https://.", field=name) from None
    is_site = parts.scheme in {"http", "https"} and parts.netloc and len(address) <= 500
    is_mail = name == "help_url" and address.startswith("mailto:") and "@" in address
    _say(not address or is_site or is_mail, name, "A link begins with https://.")
    return address


def _say(is_right: object, name: str, sentence: str) -> None:
    if not is_right:
        raise Invalid(sentence, field=name)


def _free(told: Mapping[str, object], page_id: int) -> None:
    """Raises Invalid when another page has the address already."""
    others = StatusPage.objects.exclude(pk=page_id)
    if others.filter(slug=told["slug"]).exists():
        raise Invalid("Another page has this address; choose another.", field="slug")
    if told["domain"] and others.filter(domain=told["domain"]).exists():
        raise Invalid("Another page has this host name.", field="domain")


def _require(by: Actor, page: StatusPage) -> None:
    by.require(Right.MANAGE_CONNECTIONS)
    if page.brand_id != by.brand_id:
        raise NotFound(page=page.pk)


def _record(
    by: Actor, verb: str, page: StatusPage, facts: dict[str, object], now: datetime
) -> None:
    target = f"status_page:{page.pk}"
    record(by=by, action=f"status.{verb}", target=target, facts=facts, now=now)
