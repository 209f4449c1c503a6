"""The base of every expected "no, because…" in the house."""

from __future__ import annotations

import inspect


class Refusal(Exception):
    """This is not possible right now."""

    #: What a program can switch on; stable, unlike the sentence.
    code: str = "refused"

    def __init__(self, sentence: str | None = None, **facts: object) -> None:
        self.sentence = sentence or self.own_sentence()
        self.facts = facts
        super().__init__(self.sentence)

    @classmethod
    def own_sentence(cls) -> str:
        """The first paragraph of the class's docstring: the sentence a person reads."""
        doc = inspect.cleandoc(cls.__doc__ or Refusal.__doc__ or "")
        return " ".join(doc.split("\n\n")[0].split())


class NotAllowed(Refusal):
    """Your role does not allow this; ask a lead or an owner of the brand."""

    code = "not-allowed"


class NotFound(Refusal):
    """There is nothing here under that name; it may belong to another brand."""

    code = "not-found"


class Invalid(Refusal):
    """Something in what was sent is not right; nothing was changed."""

    code = "invalid"
