"""After the database was lost: the first request that meets a dead connection renews them all."""

from __future__ import annotations

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin

from amends.listening.tasks.line import drop_stale


class FreshPool(MiddlewareMixin):
    """Replaces the pool's connections when a view fails for a lost one, so that the next succeeds."""

    def process_exception(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's signature
        exception: Exception,
    ) -> HttpResponse | None:
        """Renew, and leave the answer to Django."""
        if isinstance(exception, OperationalError | InterfaceError):
            drop_stale()
        return None
