"""Every "no" of the API in one form: RFC 9457 problem details."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

import orjson
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from amends.refusals import Invalid, NotAllowed, NotFound, Refusal
from amends.staff.rules import BadToken

log = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"


class TooManyRequests(Refusal):
    """This token asks too often; wait as long as Retry-After says."""

    code = "too-many-requests"

    def __init__(self, wait: int) -> None:
        super().__init__(wait=wait)
        #: Whole seconds until one more request is welcome.
        self.wait = wait


class BadCursor(Refusal):
    """This cursor is not one that a page of this list gave; begin again without it."""

    code = "bad-cursor"


#: The first that fits decides; any other refusal is a conflict with how things stand.
_STATUSES: Sequence[tuple[type[Refusal], HTTPStatus]] = (
    (BadToken, HTTPStatus.UNAUTHORIZED),
    (NotAllowed, HTTPStatus.FORBIDDEN),
    (NotFound, HTTPStatus.NOT_FOUND),
    (Invalid, HTTPStatus.UNPROCESSABLE_ENTITY),
    (BadCursor, HTTPStatus.UNPROCESSABLE_ENTITY),
    (TooManyRequests, HTTPStatus.TOO_MANY_REQUESTS),
)


def problem(
    status: HTTPStatus, code: str, detail: str, errors: Sequence[Mapping[str, object]] = ()
) -> HttpResponse:
    """A problem document: ``code`` is what a program switches on, ``detail`` what a person reads."""
    told: dict[str, object] = {
        "type": f"urn:amends:problem:{code}",
        "title": status.phrase,
        "status": int(status),
        "detail": detail,
        "code": code,
    }
    if errors:
        told["errors"] = list(errors)
    response = HttpResponse(orjson.dumps(told), status=status, content_type=CONTENT_TYPE)
    if status is HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Bearer realm="Amends"'
    return response


def no_such_method(allowed: str) -> HttpResponse:
    """An address that is there, asked by a method that it does not have."""
    sentence = f"This address takes {allowed} only."
    response = problem(HTTPStatus.METHOD_NOT_ALLOWED, "no-such-method", sentence)
    response["Allow"] = allowed
    return response


def status_of(refusal: Refusal) -> HTTPStatus:
    """The HTTP status that says what kind of "no" this is."""
    fitting = (status for kind, status in _STATUSES if isinstance(refusal, kind))
    return next(fitting, HTTPStatus.CONFLICT)


def _refused(_: HttpRequest, refusal: Refusal) -> HttpResponse:
    field = refusal.facts.get("field")
    errors = [{"where": str(field), "what": refusal.sentence}] if field else ()
    response = problem(status_of(refusal), refusal.code, refusal.sentence, errors)
    if isinstance(refusal, TooManyRequests):
        response["Retry-After"] = str(refusal.wait)
    return response


def _not_valid(_: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [
        {"where": ".".join(str(part)[:80] for part in one["loc"][:8]), "what": one["msg"]}
        for one in error.errors[:50]
    ]
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, Invalid.code, Invalid.own_sentence(), errors)


def _unauthenticated(_: HttpRequest, __: AuthenticationError) -> HttpResponse:
    sentence = "Send a token of this desk: Authorization: Bearer amends_…"
    return problem(HTTPStatus.UNAUTHORIZED, BadToken.code, sentence)


def _not_understood(_: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(HTTPStatus(error.status_code), "not-understood", str(error))


def _too_large(_: HttpRequest, __: RequestDataTooBig) -> HttpResponse:
    return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", "This body is too large.")


def _not_accepted(_: HttpRequest, __: Exception) -> HttpResponse:
    sentence = "This request is not one that a program of good will sends, or it broke off."
    return problem(HTTPStatus.BAD_REQUEST, "not-understood", sentence)


def _not_there(_: HttpRequest, __: Http404) -> HttpResponse:
    return problem(HTTPStatus.NOT_FOUND, NotFound.code, NotFound.own_sentence())


def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("%s %s failed", request.method, request.path, exc_info=error)
    sentence = "This is our fault, not yours; it was written to the log."
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "broken", sentence)


_HANDLERS: Mapping[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    Refusal: _refused,
    ValidationError: _not_valid,
    AuthenticationError: _unauthenticated,
    HttpError: _not_understood,
    RequestDataTooBig: _too_large,
    SuspiciousOperation: _not_accepted,
    UnreadablePostError: _not_accepted,
    Http404: _not_there,
    Exception: _broken,
}


def tell_problems(api: NinjaAPI) -> None:
    """Make ``api`` answer every failure in this form."""
    for kind, handler in _HANDLERS.items():
        api.add_exception_handler(kind, handler)
