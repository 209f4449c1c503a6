"""A language model by script: it answers what the test says, and keeps what it was asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from amends.replies.actions import connect_assistant, switch_assistant
from amends.replies.actions.assistant import Wish
from cast import NOON, Cast

#: A playbook's worth of tokens for any test.
WISH = Wish("https://models.example/v1", "small-model", "key-of-ours", 1_000_000, 20)


@dataclass
class Script:
    """What the model says to what it is shown, and every request that reached it."""

    says: Callable[[str], str] = lambda _shown: "We are sorry, and look at once."
    status: int = 200
    tokens: int = 120
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    @property
    def http(self) -> httpx.BaseTransport:
        """The way to it."""
        return httpx.MockTransport(self._answer)

    @property
    def shown(self) -> dict[str, Any]:
        """The data of its newest question."""
        data: dict[str, Any] = json.loads(self.asked[-1]["messages"][1]["content"])
        return data

    def _answer(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        self.asked.append(body)
        self.keys.append(request.headers.get("authorization", ""))
        told = {
            "choices": [{"message": {"role": "assistant", "content": self.says(_words(body))}}],
            "usage": {"total_tokens": self.tokens},
        }
        return httpx.Response(self.status, json=told)


def _words(body: dict[str, Any]) -> str:
    return "\n".join(each["content"] for each in body["messages"])


def connected(cast: Cast, wish: Wish = WISH) -> None:
    """Northpost has an assistant, and it is on."""
    olga = cast.actor(cast.olga)
    connect_assistant(by=olga, wish=wish, now=NOON)
    switch_assistant(by=olga, on=True, now=NOON)
