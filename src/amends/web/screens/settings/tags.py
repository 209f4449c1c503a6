"""The brand's tags: made, renamed, merged, offered no longer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from amends.inbox.actions import tag as actions
from amends.inbox.models import Tag
from amends.inbox.queries import history
from amends.refusals import Invalid, NotFound, Refusal
from amends.web.desk import Desk, at_desk
from amends.web.dialogs import number_in
from amends.web.screens.settings.pages import page, tried


@require_safe
@at_desk
def tags(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every tag with how many open cases have it."""
    return _page(request, desk)


def _page(
    request: HttpRequest, desk: Desk, form: str = "", refusal: Refusal | None = None
) -> HttpResponse:
    known = list(Tag.objects.filter(brand_id=desk.brand.pk).order_by("name"))
    counted = history.open_cases_by_tag(desk.brand.pk)
    context = {
        "lines": [
            {"tag": tag, "count": counted.get(tag.pk, 0), "form": f"tag-{tag.pk}"}
            for tag in known
            if not tag.archived_at
        ],
        "archived": [tag for tag in known if tag.archived_at],
    }
    return page(request, desk, "tags", "tags", context, wrong=(form, refusal) if refusal else None)


@require_POST
@at_desk
def add(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Make a tag."""

    def deed() -> str:
        tag = actions.make_tag(by=desk.actor, name=request.POST.get("name", ""), now=desk.now)
        return _("The tag “%(name)s” is there.") % {"name": tag.name}

    return _tried(request, desk, "add", deed)


@require_POST
@at_desk
def change(request: HttpRequest, desk: Desk, tag_id: int) -> HttpResponse:
    """Rename a tag, merge it into another, offer it no longer, or offer it again."""
    tag = _tag(desk, tag_id)
    does = {"rename": _rename, "merge": _merge, "archive": _archive, "restore": _restore}
    verb = request.POST.get("do", "rename")
    if verb not in does:
        raise Invalid(do=verb)
    return _tried(request, desk, f"tag-{tag.pk}", partial(does[verb], request, desk, tag))


def _rename(request: HttpRequest, desk: Desk, tag: Tag) -> str:
    actions.rename_tag(by=desk.actor, tag=tag, name=request.POST.get("name", ""), now=desk.now)
    return _("The tag is now called “%(name)s”.") % {"name": tag.name}


def _merge(request: HttpRequest, desk: Desk, tag: Tag) -> str:
    chosen = request.POST.get("into", "")
    if not chosen:
        raise Invalid(_("Choose the tag that takes its cases."), field="into")
    into = _tag(desk, number_in(chosen))
    count = actions.merge_tags(by=desk.actor, tag=tag, into=into, now=desk.now)
    said = ngettext(
        "%(n)d case has “%(into)s” instead.", "%(n)d cases have “%(into)s” instead.", count
    )
    return said % {"n": count, "into": into.name}


def _archive(_request: HttpRequest, desk: Desk, tag: Tag) -> str:
    actions.archive_tag(by=desk.actor, tag=tag, now=desk.now)
    return _("“%(name)s” is offered no longer; cases keep it.") % {"name": tag.name}


def _restore(_request: HttpRequest, desk: Desk, tag: Tag) -> str:
    actions.restore_tag(by=desk.actor, tag=tag, now=desk.now)
    return _("“%(name)s” is offered again.") % {"name": tag.name}


def _tag(desk: Desk, tag_id: int) -> Tag:
    tag = Tag.objects.filter(brand_id=desk.brand.pk, pk=tag_id).first()
    if tag is None:
        raise NotFound
    return tag


def _tried(request: HttpRequest, desk: Desk, form: str, deed: Callable[[], str]) -> HttpResponse:
    again = partial(_page, request, desk, form)
    return tried(request, deed, back=("tags", desk.brand.slug), again=again)
