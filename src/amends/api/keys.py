"""Keys that programs choose, so that a request that is sent again does not ask again."""

from __future__ import annotations

from typing import Annotated, Any

from django.db import IntegrityError
from ninja import Header
from psycopg.errors import UniqueViolation

from amends.outbox.actions.say import say
from amends.outbox.models import Send
from amends.refusals import Refusal
from amends.staff.rules import Actor

IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=150,
        pattern=r"^[\x21-\x7e]+$",
        description="Yours, new for every new answer: the same again never sends twice.",
    ),
]


class SameKeyOtherWords(Refusal):
    """This Idempotency-Key was used for another answer; use a new key for new words."""

    code = "same-key-other-words"


def say_once(*, by: Actor, key: str, **asked: Any) -> Send:
    """Say it, or give the send that this key of theirs asked for before.

    Raises `SameKeyOtherWords` where two cases are answered with one key at once, else as `say`.
    """
    try:
        return say(by=by, request_key=f"api:{by.user_id}:{key}", **asked)
    except IntegrityError as error:
        if not _is_of_the_key(error):
            raise
        # Two cases were answered with one key at the same moment; the other was first.
        raise SameKeyOtherWords from None


def _is_of_the_key(error: IntegrityError) -> bool:
    cause = error.__cause__
    return isinstance(cause, UniqueViolation) and cause.diag.constraint_name == "outbox_send_once"
