"""The library: the brand's pictures, what they show, and where they were used."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amends.outbox import queries as outbox
from amends.publishing import actions, queries
from amends.refusals import Invalid
from amends.staff.rules import Right
from amends.web import answers, frame, media
from amends.web.desk import Desk, at_desk
from amends.web.screens import uploads


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def library(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The pictures that fit the words, the newest first; a form adds more."""
    desk.actor.require(Right.ORGANISE)
    if request.method == "POST":
        return _add(request, desk)
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:100]
    items = queries.library(desk.brand.pk, words)
    used = queries.used_in(desk.brand.pk, [each.upload_id for each in items])
    context = {
        **frame.around(desk, place="publishing"),
        "words": words,
        "items": [
            {
                "item": each,
                "picture": media.upload_url(desk, each.upload),
                "posts": used.get(each.upload_id, []),
            }
            for each in items
        ],
    }
    return render(request, "web/publishing/library.html", context)


def _add(request: HttpRequest, desk: Desk) -> HttpResponse:
    ids = uploads.ids_in(request, desk)
    if not ids:
        raise Invalid(_("Choose a picture to add."))
    for upload in outbox.uploads_of(desk.brand.pk, ids):
        actions.keep_in_library(by=desk.actor, upload=upload, now=desk.now)
    return answers.done(request, _("Added. Say what it shows, for those who cannot see it."))


@require_POST
@at_desk
def describe(request: HttpRequest, desk: Desk, item_id: int) -> HttpResponse:
    """Keep what a picture is called, tagged with and shows."""
    item = queries.item_by_id(desk.brand.pk, item_id)
    given = {name: request.POST.get(name, "").replace("\0", "") for name in ("title", "tags")}
    alt_text = request.POST.get("alt", "")
    actions.describe_item(by=desk.actor, item=item, alt_text=alt_text, now=desk.now, **given)
    return answers.done(request, _("Saved."))
