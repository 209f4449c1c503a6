"""The brand's own fields: filled in on a case, defined in the settings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amends.inbox.actions import fields as actions
from amends.inbox.models import Case, CaseField, FieldKind
from amends.inbox.queries import records
from amends.inbox.queries import thread as threads
from amends.refusals import Invalid
from amends.web import answers, settings_places
from amends.web.desk import Desk, at_desk
from amends.web.dialogs import dialog


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def fill(request: HttpRequest, desk: Desk, case_id: int) -> HttpResponse:
    """All fields of a case in one form; those that changed are set."""
    case = threads.case_of(desk.brand.pk, case_id)
    known = [field for field in records.fields_of(desk.brand.pk) if not field.archived_at]
    if request.method != "POST":
        lines = [(field, case.fields.get(str(field.pk), "")) for field in known]
        context = {"case": case, "lines": lines, "heading": _("Fields of this case")}
        return dialog(request, desk, "_fields", context)
    with transaction.atomic():
        for field in known:
            value = request.POST.get(f"field-{field.pk}")
            if value is not None:
                _set(desk, case, field, value)
    return answers.done(request, _("Saved."))


def _set(desk: Desk, case: Case, field: CaseField, value: str) -> None:
    try:
        actions.set_field(by=desk.actor, case=case, field=field, value=value, now=desk.now)
    except Invalid as refusal:
        raise Invalid(f"{field.name}: {refusal.sentence}", field=f"field-{field.pk}") from None


@require_safe
@at_desk
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The brand's fields, in their order."""
    known = records.fields_of(desk.brand.pk)
    context = {
        **settings_places.around(desk, "fields"),
        "fields": [field for field in known if not field.archived_at],
        "archived": [field for field in known if field.archived_at],
        "kinds": [(kind.value, _KINDS[kind]()) for kind in FieldKind],
    }
    return render(request, "web/records/fields.html", context)


_KINDS: dict[FieldKind, Callable[[], str]] = {
    FieldKind.TEXT: lambda: _("Text"),
    FieldKind.NUMBER: lambda: _("Number"),
    FieldKind.DATE: lambda: _("Day"),
    FieldKind.CHOICE: lambda: _("One of several words"),
    FieldKind.YES_NO: lambda: _("Yes or no"),
}


@require_POST
@at_desk
def define(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give the brand's cases a field."""
    kind = request.POST.get("kind", "")
    if kind not in FieldKind.values:
        raise Invalid(_("Choose what the field holds."))
    field = actions.define_field(
        by=desk.actor,
        name=request.POST.get("name", ""),
        kind=FieldKind(kind),
        choices=_choices(request),
        now=desk.now,
    )
    return _told(request, desk, _("The field “%(name)s” is there.") % {"name": field.name})


@require_POST
@at_desk
def change(request: HttpRequest, desk: Desk, field_id: int) -> HttpResponse:
    """Rename a field, move it, put it away or bring it back."""
    field = records.field_of(desk.brand.pk, field_id)
    act: dict[str, Callable[..., None]] = {
        "save": partial(
            actions.change_field, name=request.POST.get("name", ""), choices=_choices(request)
        ),
        "up": partial(actions.move_field, places=-1),
        "down": partial(actions.move_field, places=1),
        "archive": actions.archive_field,
        "restore": actions.restore_field,
    }
    wanted = request.POST.get("do", "save")
    if wanted not in act:
        raise Invalid(do=wanted)
    act[wanted](by=desk.actor, field=field, now=desk.now)
    return _told(request, desk, _("Saved."))


def _choices(request: HttpRequest) -> list[str]:
    return request.POST.get("choices", "").splitlines()


def _told(request: HttpRequest, desk: Desk, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("fields", desk.brand.slug)
