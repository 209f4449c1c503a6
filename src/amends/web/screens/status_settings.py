"""Settings of the status page: what it is called, where it is, how it looks, its components."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.refusals import Invalid, Refusal
from amends.staff.rules import Right
from amends.status.actions import keep
from amends.status.actions.keep import ComponentForm, PageForm
from amends.status.actions.states import set_state
from amends.status.models import Component, StatusPage
from amends.status.queries.pages import address_of, component_of, components_of, own_page, page_of
from amends.status.rules.states import ORDER, ComponentState
from amends.status.rules.tongues import LANGUAGES
from amends.web.desk import Desk, at_desk
from amends.web.screens.settings.pages import page as settings_page
from amends.web.screens.settings.pages import tried
from amends.web.screens.status_page import answered

PLACE = "status-settings"


@require_safe
@at_desk
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page's settings, or setting it up."""
    desk.actor.require(Right.MANAGE_CONNECTIONS)
    return _page(request, desk)


def _page(
    request: HttpRequest, desk: Desk, form: str = "", refusal: Refusal | None = None
) -> HttpResponse:
    status = page_of(desk.brand.pk)
    wrong = (form, refusal) if refusal else None
    chosen = (
        request.POST.getlist("languages") if refusal else status.languages if status else ["en"]
    )
    context = {
        "status": status,
        "languages": [(code, name, code in chosen) for code, name in LANGUAGES.items()],
        "states": states(),
        **(_about(desk, status) if status else {}),
    }
    template = "status" if status else "status_set_up"
    return settings_page(request, desk, PLACE, template, context, wrong=wrong)


def _about(desk: Desk, status: StatusPage) -> dict[str, object]:
    components = list(components_of(desk.brand.pk))
    return {
        "address": address_of(status),
        "no_names": [(code, LANGUAGES[code], "") for code in status.languages[1:]],
        "abouts": [
            (code, LANGUAGES[code], status.about.get(code, "")) for code in status.languages
        ],
        "lines": [_line(each, status) for each in components],
        "groups": sorted({each.group for each in components if each.group}),
    }


def _line(component: Component, status: StatusPage) -> dict[str, object]:
    names = [
        (code, LANGUAGES[code], component.names.get(code, "")) for code in status.languages[1:]
    ]
    return {
        "component": component,
        "form": f"component-{component.pk}",
        "state": dict(states())[component.state],
        "names": names,
    }


def states() -> list[tuple[str, str]]:
    """How a component may do, in words, from the best to the worst."""
    said = {
        ComponentState.OPERATIONAL: _("Working"),
        ComponentState.MAINTENANCE: _("In maintenance"),
        ComponentState.DEGRADED: _("Slow or unreliable"),
        ComponentState.PARTIAL: _("Not working for some"),
        ComponentState.MAJOR: _("Not working"),
    }
    return [(each.value, said[each]) for each in ORDER]


@require_POST
@at_desk
def set_up(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give the brand a status page."""

    def deed() -> str:
        keep.set_up(by=desk.actor, brand=desk.brand, form=_form(request), now=desk.now)
        return _("The page is there. Nobody sees it before you make it public.")

    return _tried(request, desk, "page", deed)


@require_POST
@at_desk
def change(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Change what the page is called, where it is, how it looks."""
    status = own_page(desk.brand.pk)

    def deed() -> str:
        keep.change(by=desk.actor, page=status, form=_form(request), now=desk.now)
        return _("Saved. Readers see it in a moment.")

    return _tried(request, desk, "page", deed)


@require_POST
@at_desk
def publish(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the page to everybody, or take it down."""
    status, is_public = own_page(desk.brand.pk), request.POST.get("do") == "publish"

    def deed() -> str:
        keep.make_public(by=desk.actor, page=status, is_public=is_public, now=desk.now)
        if is_public:
            return _("Everybody can read the page now.")
        return _("The page is taken down.")

    return _tried(request, desk, "publish", deed)


@require_POST
@at_desk
def let_go(request: HttpRequest, desk: Desk) -> HttpResponse:
    """After a restore: let waiting notices go, or drop them."""
    status, drop = own_page(desk.brand.pk), request.POST.get("do") == "drop"

    def deed() -> str:
        keep.let_go(by=desk.actor, page=status, drop=drop, now=desk.now)
        return _("Subscribers are told again.")

    return _tried(request, desk, "held", deed)


@require_safe
@at_desk
def preview(request: HttpRequest, desk: Desk, path: str = "") -> HttpResponse:
    """The page as readers would see it, also before it is public."""
    desk.actor.require(Right.MANAGE_CONNECTIONS)
    response = answered(request, own_page(desk.brand.pk), path)
    response["Cache-Control"] = "private, no-store"
    return response


# ------------------------------------------------------------------------------- its components


@require_POST
@at_desk
def add_component(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Tell of another part of the service."""
    status = own_page(desk.brand.pk)

    def deed() -> str:
        form = _component_form(request, status)
        made = keep.add_component(by=desk.actor, page=status, form=form, now=desk.now)
        return _("“%(name)s” is on the page.") % {"name": made.name}

    return _tried(request, desk, "add", deed)


@require_POST
@at_desk
def component(request: HttpRequest, desk: Desk, component_id: int) -> HttpResponse:
    """Say how a component does, change it, move it, or show it no longer."""
    does: dict[str, Callable[[HttpRequest, Desk, Component], str]] = {
        "state": _set_state,
        "change": _change,
        "up": partial(_move, places=-1),
        "down": partial(_move, places=1),
        "archive": _archive,
    }
    verb = request.POST.get("do", "")
    if verb not in does:
        raise Invalid(do=verb)
    found = component_of(desk.brand.pk, component_id)
    deed = partial(does[verb], request, desk, found)
    return _tried(request, desk, f"component-{found.pk}", deed)


def _set_state(request: HttpRequest, desk: Desk, found: Component) -> str:
    given = request.POST.get("state", "")
    if given not in ORDER:
        raise Invalid(field="state")
    set_state(by=desk.actor, component=found, state=ComponentState(given), now=desk.now)
    return _("Readers see it in a moment.")


def _change(request: HttpRequest, desk: Desk, found: Component) -> str:
    form = _component_form(request, found.page)
    keep.change_component(by=desk.actor, component=found, form=form, now=desk.now)
    return _("Saved. Readers see it in a moment.")


def _move(_request: HttpRequest, desk: Desk, found: Component, *, places: int) -> str:
    keep.move_component(by=desk.actor, component=found, by_places=places, now=desk.now)
    return _("“%(name)s” was moved.") % {"name": found.name}


def _archive(_request: HttpRequest, desk: Desk, found: Component) -> str:
    keep.archive_component(by=desk.actor, component=found, now=desk.now)
    return _("“%(name)s” is shown no longer; the history keeps its name.") % {"name": found.name}


def typed(request: HttpRequest, name: str, usual: str = "") -> str:
    """What a form holds, without what no table can keep."""
    return request.POST.get(name, usual).replace("\0", "")


def _component_form(request: HttpRequest, status: StatusPage) -> ComponentForm:
    return ComponentForm(
        name=typed(request, "name"),
        group=typed(request, "group"),
        about=typed(request, "about"),
        names={code: typed(request, f"name-{code}") for code in status.languages[1:]},
    )


def _form(request: HttpRequest) -> PageForm:
    given = request.POST
    first = typed(request, "first")
    chosen = given.getlist("languages")
    languages = [first, *chosen] if first in chosen else chosen
    return PageForm(
        title=typed(request, "title"),
        slug=typed(request, "slug"),
        domain=typed(request, "domain"),
        about={code: typed(request, f"about-{code}") for code in LANGUAGES},
        mark=typed(request, "mark"),
        colour=typed(request, "colour", "#1f5a56"),
        home_url=typed(request, "home_url"),
        help_url=typed(request, "help_url"),
        languages=languages,
        shows_counts="shows_counts" in given,
        shows_moderation="shows_moderation" in given,
    )


def _tried(request: HttpRequest, desk: Desk, form: str, deed: Callable[[], str]) -> HttpResponse:
    again = partial(_page, request, desk, form)
    return tried(request, deed, back=(PLACE, desk.brand.slug), again=again)
