"""A post: written once, looked at as each network will show it, planned, approved, taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amends.outbox.models import Upload
from amends.publishing import actions, queries
from amends.publishing.actions import Wording
from amends.publishing.models import Post, PostState
from amends.refusals import Invalid, NotAllowed, NotFound, Refusal
from amends.staff.rules import Right
from amends.web import answers, frame, post_form, writing
from amends.web import media as links
from amends.web.desk import Desk, at_desk
from amends.web.screens import uploads

_KEPT = 24


@dataclass(frozen=True, slots=True)
class _Tried:
    """A form that came back: what was typed, and why it was not taken."""

    fields: post_form.Fields
    refusal: Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Begin a post."""
    desk.actor.require(Right.ORGANISE)
    if request.method == "POST":
        return _save(request, desk, None)
    fields = post_form.fresh(desk, request.GET.get("on", ""))
    return _page(request, desk, None, fields)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def one(request: HttpRequest, desk: Desk, post_id: int) -> HttpResponse:
    """A post with where it stands; a form while it may be changed."""
    post = queries.post_by_id(desk.brand.pk, post_id)
    if request.method != "POST":
        return _page(request, desk, post, post_form.of(desk, post))
    verb = _VERBS.get(request.POST.get("do", ""))
    if verb is None:
        return _save(request, desk, post)
    sentence = verb(request, desk, post)
    answers.note(request, sentence)
    gone = request.POST.get("do") == "throw-away"
    return redirect("publishing", desk.brand.slug) if gone else _to(desk, post)


def _to(desk: Desk, post: Post) -> HttpResponse:
    return redirect("post", desk.brand.slug, post.pk)


def _save(request: HttpRequest, desk: Desk, post: Post | None) -> HttpResponse:
    """Keep what was typed, and go on as the pressed button says; a refusal keeps every word."""
    fields = post_form.typed(desk, request.POST)
    then = _THEN.get(request.POST.get("do", ""), _only_kept)
    try:
        fields = post_form.with_files(fields, uploads.ids_in(request, desk))
        post = _kept(desk, post, fields)
        fields = replace(fields, revision=post.revision)
        # From here on the words are safe; what is refused now is refused of a draft that is kept.
        sentence = then(desk, post)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        return _page(request, desk, post, fields, _Tried(fields, refusal))
    answers.note(request, sentence)
    return _to(desk, post)


def _kept(desk: Desk, post: Post | None, fields: post_form.Fields) -> Post:
    wording: Wording = post_form.wording(desk, fields)
    if not wording.text and not wording.uploads:
        raise Invalid(_("There are no words in this post yet."))
    if post is None:
        return actions.write(by=desk.actor, wording=wording, now=desk.now)
    return actions.rewrite(
        by=desk.actor, post=post, wording=wording, seen=fields.revision, now=desk.now
    )


def _only_kept(_desk: Desk, _post: Post) -> str:
    return _("Saved as a draft.")


def _ask(desk: Desk, post: Post) -> str:
    actions.ask(by=desk.actor, post=post, now=desk.now)
    return _("Saved, and a lead is asked to approve it.")


def _approve(desk: Desk, post: Post) -> str:
    actions.approve(by=desk.actor, post=post, seen=post.revision, now=desk.now)
    return _("It is planned. You can move it on the calendar, or take it back, until it leaves.")


_THEN: dict[str, Callable[[Desk, Post], str]] = {"ask": _ask, "approve": _approve}


def _send_back(request: HttpRequest, desk: Desk, post: Post) -> str:
    note = request.POST.get("note", "").replace("\0", "")
    actions.send_back(by=desk.actor, post=post, note=note, now=desk.now)
    return _("Sent back.")


def _take_back(_request: HttpRequest, desk: Desk, post: Post) -> str:
    actions.take_back(by=desk.actor, post=post, now=desk.now)
    return _("Taken back: what had not left will not leave. It is a draft again.")


def _throw_away(_request: HttpRequest, desk: Desk, post: Post) -> str:
    actions.throw_away(by=desk.actor, post=post, now=desk.now)
    return _("Put away.")


_VERBS: dict[str, Callable[[HttpRequest, Desk, Post], str]] = {
    "send-back": _send_back,
    "take-back": _take_back,
    "throw-away": _throw_away,
}


def _page(
    request: HttpRequest,
    desk: Desk,
    post: Post | None,
    fields: post_form.Fields,
    tried: _Tried | None = None,
) -> HttpResponse:
    context = {
        **frame.around(desk, place="publishing"),
        "post": post,
        "may_publish": desk.may(Right.ANNOUNCE),
        "may_change": post is None or post.state in {PostState.DRAFT, PostState.ASKED},
        "approve_words": _("Approve") if post and post.state == PostState.ASKED else _("Schedule"),
        "fields": fields,
        "wrong": tried.refusal.sentence if tried else "",
        "places": queries.slots_of(post) if post else [],
        **_around(desk, fields),
    }
    status = 422 if tried else 200
    return render(request, "web/publishing/post.html", context, status=status)


def _around(desk: Desk, fields: post_form.Fields) -> dict[str, Any]:
    chosen = queries.uploads_in(desk.brand.pk, fields.uploads)
    kept = queries.library(desk.brand.pk, limit=_KEPT)
    zone = desk.brand.time_zone
    return {
        "accounts": post_form.accounts(desk, fields),
        "pictures": [_enclosed(desk, each) for each in chosen],
        "library": [
            _enclosed(desk, each.upload) for each in kept if each.upload_id not in fields.uploads
        ],
        "previews": post_form.previews(desk, fields),
        "repeats": post_form.repeats(),
        "balance": queries.balance(desk.brand.pk, zone, desk.now),
        "hint": queries.best_times(desk.brand.pk, zone, desk.now),
    }


def _enclosed(desk: Desk, upload: Upload) -> writing.Enclosed:
    return writing.Enclosed(upload, links.upload_url(desk, upload))


@require_POST
@at_desk
def preview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """How each network will show it, how much room is left, and what the playbook says, while it is typed."""
    fields = post_form.typed(desk, request.POST)
    fields = post_form.with_files(fields, tuple(uploads.given(request)))
    context = {"desk": desk, "previews": post_form.previews(desk, fields)}
    return render(request, "web/publishing/_previews.html", context)
