"""Writing a notice and telling everyone: looked at as it is typed, said with one press."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from amends.incidents.actions import draft as drafts
from amends.incidents.actions.draft import Wording
from amends.incidents.actions.pin import pin, unpin
from amends.incidents.actions.tell import say_again, tell_these
from amends.incidents.models import Incident, IncidentNotice, NoticePost
from amends.incidents.queries import look
from amends.incidents.queries.words import begin_with, brand_templates
from amends.incidents.rules.opening import AlreadyTold
from amends.incidents.rules.words import IncidentState, PostState
from amends.playbook.rules.languages import KNOWN
from amends.refusals import NotFound
from amends.web import answers
from amends.web.desk import Desk, at_desk, is_fragment
from amends.web.incident_draft import writing
from amends.web.incident_words import moment_given
from amends.web.screens.uploads import ids_in


@require_POST
@at_desk
def begin(request: HttpRequest, desk: Desk, incident_id: int) -> HttpResponse:
    """Lay the words for the next state ready; one draft at a time."""
    incident = look.incident_of(desk.brand.pk, incident_id)
    state = _state(request, IncidentState(incident.state))
    drafts.begin(by=desk.actor, incident=incident, state=state, now=desk.now)
    return redirect(_writing_at(desk, incident, state))


@require_POST
@at_desk
def write(request: HttpRequest, desk: Desk, incident_id: int) -> HttpResponse:
    """Keep the words and show each network; with ``do=tell`` say them to everyone."""
    incident = look.incident_of(desk.brand.pk, incident_id)
    notice = look.draft_of(incident)
    if notice is None or str(notice.pk) != request.POST.get("notice", ""):
        raise AlreadyTold
    state = _state(request, IncidentState(incident.state))
    next_at = moment_given(request.POST.get("next_update_at", ""))
    uploads = ids_in(request, desk) if "has_pictures" in request.POST else notice.uploads
    wording = replace(_wording(request, notice, state), uploads=tuple(dict.fromkeys(uploads)))
    if request.POST.get("do") == "tell":
        update = tell_these(
            by=desk.actor,
            notice=notice,
            wording=wording,
            state=state,
            next_update_at=next_at,
            now=desk.now,
        )
        posts = NoticePost.objects.filter(notice=notice, state=PostState.ASKED).count()
        said = ngettext(
            "Told everyone on %(n)d network.", "Told everyone on %(n)d networks.", posts
        )
        answers.note(request, said % {"n": posts})
        return redirect(f"{_page(desk, incident)}#update-{update.pk}")
    drafts.write(by=desk.actor, notice=notice, wording=wording, now=desk.now)
    if not is_fragment(request) or request.POST.get("do"):
        return _again(request, _writing_at(desk, incident, state))
    context = {"desk": desk, "incident": incident}
    context |= writing(desk, incident, state=state, next_at=next_at)
    return render(request, "web/incidents/_looks.html", context)


def _again(request: HttpRequest, url: str) -> HttpResponse:
    """The page anew, for what changes the form itself."""
    if not is_fragment(request):
        return redirect(url)
    response = HttpResponse()
    response["HX-Refresh"] = "true"
    return response


def _writing_at(desk: Desk, incident: Incident, state: IncidentState) -> str:
    """The page with the draft, and how far it is by what was pressed or chosen last."""
    return f"{_page(desk, incident)}?state={state.value}#notice"


def _page(desk: Desk, incident: Incident) -> str:
    return str(redirect("incident", desk.brand.slug, incident.pk)["Location"])


def _state(request: HttpRequest, usual: IncidentState) -> IncidentState:
    word = request.POST.get("state", "")
    return IncidentState(word) if word in set(IncidentState) else usual


def _wording(request: HttpRequest, notice: IncidentNotice, state: IncidentState) -> Wording:
    given, do = request.POST, request.POST.get("do", "")
    texts = {
        each: given[f"text-{each}"].replace("\0", "") for each in KNOWN if f"text-{each}" in given
    } or dict(notice.texts)
    verb, _colon, word = do.partition(":")
    if verb == "language" and word in KNOWN:
        texts.setdefault(word, begin_with(notice.incident, [word], state)[word])
    elif verb == "without" and word in texts and word != notice.language:
        texts.pop(word)
    elif verb == "template":
        texts |= _template(notice, texts, word, state)
    return Wording(
        texts=texts,
        language=notice.language,
        content_warning=given.get("content_warning", "").replace("\0", ""),
        plan=_plan(request, notice),
        is_correction="is_correction" in given,
    )


def _template(
    notice: IncidentNotice, texts: dict[str, str], name: str, state: IncidentState
) -> dict[str, str]:
    """The words of one of the brand's own templates, else ours for the state."""
    if not name:
        return begin_with(notice.incident, texts, state)
    found = brand_templates(notice.incident).get(name)
    if found is None:
        raise NotFound(template=name)
    return {each: text for each, text in found.items() if each in KNOWN}


def _plan(request: HttpRequest, notice: IncidentNotice) -> dict[str, dict[str, object]]:
    """What differs by network: the form names each network that it shows in ``on``."""
    plan = {way: dict(own) for way, own in notice.plan.items()}
    for way in request.POST.getlist("on"):
        if not (way.isascii() and way.isdigit() and len(way) < 18):
            raise NotFound(connection=way)
        language = request.POST.get(f"language-{way}", "")
        plan[way] = {
            "language": language if language in KNOWN else "",
            "text": request.POST.get(f"own-{way}", "").replace("\0", "").strip(),
            "skip": f"skip-{way}" in request.POST,
        }
    return {way: {k: v for k, v in own.items() if v} for way, own in plan.items()}


@require_POST
@at_desk
def put_away(request: HttpRequest, desk: Desk, incident_id: int) -> HttpResponse:
    """Say nothing of this draft."""
    incident = look.incident_of(desk.brand.pk, incident_id)
    notice = look.draft_of(incident)
    if notice is not None:
        drafts.put_away(by=desk.actor, notice=notice, now=desk.now)
        answers.note(request, _("Put away; nobody was told."))
    return redirect("incident", desk.brand.slug, incident.pk)


@require_POST
@at_desk
def on_top(request: HttpRequest, desk: Desk, incident_id: int) -> HttpResponse:
    """Keep the notice on top of every account that can, while this lasts; or, with ``off``, no longer."""
    incident = look.incident_of(desk.brand.pk, incident_id)
    if "off" in request.POST:
        unpin(by=desk.actor, incident=incident, now=desk.now)
        answers.note(request, _("It is let go where it was pinned."))
    else:
        pin(by=desk.actor, incident=incident, now=desk.now)
        answers.note(request, _("It stays on top while this lasts, where the network can."))
    return redirect("incident", desk.brand.slug, incident.pk)


@require_POST
@at_desk
def again(request: HttpRequest, desk: Desk, incident_id: int, post_id: int) -> HttpResponse:
    """Ask the gate once more for a network that it stopped."""
    incident = look.incident_of(desk.brand.pk, incident_id)
    found = NoticePost.objects.filter(pk=post_id, notice__incident=incident)
    post = found.select_related("notice__incident__brand", "notice__update").first()
    if post is None:
        raise NotFound(post=post_id)
    asked = say_again(by=desk.actor, post=post, now=desk.now)
    is_off = asked.state == PostState.ASKED
    answers.note(request, _("On its way.") if is_off else asked.reason)
    return redirect("incident", desk.brand.slug, incident.pk)
