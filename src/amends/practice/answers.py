"""How the practice network answers: JSON with a status, or a problem with a code."""

from __future__ import annotations

import orjson
from starlette.responses import Response

from amends.practice.objects import Json


class Answer(Response):
    """A JSON answer; `accepted` marks that a send was taken, so its answer may be lost."""

    media_type = "application/json"

    def __init__(self, content: Json | bytes, status: int = 200, *, accepted: bool = False) -> None:
        body = content if isinstance(content, bytes) else orjson.dumps(content)
        super().__init__(body, status)
        self.accepted = accepted


class Problem(Exception):
    """Why the network says no: an HTTP status, a code for programs, a sentence, extra facts."""

    def __init__(self, status: int, code: str, sentence: str, **facts: object) -> None:
        super().__init__(sentence)
        self.status = status
        self.code = code
        self.facts = facts

    def answer(self) -> Answer:
        return Answer(
            {"error": {"code": self.code, "message": str(self), **self.facts}}, self.status
        )
