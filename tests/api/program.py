"""A program that calls the API with a token."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson
from django.http import HttpResponse
from django.test import Client


@dataclass(frozen=True)
class Program:
    """Calls the API with a token; bodies go as JSON, or as they are when they are bytes."""

    secret: str
    client: Client

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        raw = body if isinstance(body, bytes) else orjson.dumps(body)
        return self.client.generic(  # type: ignore[return-value]
            method,
            f"/api/v1{path}",
            b"" if body is None else raw,
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.secret}", **headers},
        )

    def get(self, path: str) -> HttpResponse:
        return self.call("GET", path)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.call("POST", path, body, **headers)

    def put(self, path: str, body: Any) -> HttpResponse:
        return self.call("PUT", path, body)

    def patch(self, path: str, body: Any) -> HttpResponse:
        return self.call("PATCH", path, body)

    def delete(self, path: str) -> HttpResponse:
        return self.call("DELETE", path)


MakeProgram = Callable[..., Program]
