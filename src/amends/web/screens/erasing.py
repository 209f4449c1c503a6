"""Where a network asks for a person's data to be deleted, and where that person sees how far it is."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from amends.channels import queries as channels
from amends.listening import queries
from amends.listening.actions import erase
from amends.refusals import Refusal


@csrf_exempt
@require_POST
def ask(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The network's request, proven by its signature; answered with where to look and a code.

    Source: developers.facebook.com/docs, Data Deletion Request Callback.
    """
    connection = channels.connection_by_public_id(public_id)
    if connection is None:
        raise Http404
    form = {name: str(value) for name, value in request.POST.items()}
    try:
        erasure = erase.ask(connection=connection, form=form, now=timezone.now())
    except Refusal as refusal:
        return JsonResponse({"error": refusal.sentence}, status=403)
    url = f"{settings.PUBLIC_URL}{reverse('erasure', args=[erasure.code])}"
    return JsonResponse({"url": url, "confirmation_code": erasure.code})


@never_cache
@require_safe
def status(request: HttpRequest, code: str) -> HttpResponse:
    """How far a request is, for who has its code; nothing of whom it is about."""
    erasure = queries.erasure_by_code(code)
    status_code = 200 if erasure else 404
    return render(request, "web/erasure.html", {"erasure": erasure}, status=status_code)
