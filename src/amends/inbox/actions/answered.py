"""What an answer of ours does to its case: the events, as the case stands before it."""

from __future__ import annotations

from collections.abc import Iterator

from amends.inbox.models import Case, CaseEventKind, Message


def happened(case: Case, message: Message) -> Iterator[tuple[CaseEventKind, dict[str, object]]]:
    """What an answer does to its case, as it stands before: the events, with their facts."""
    key = str(message.send_key)
    until = case.snoozed_until.isoformat() if case.snoozed_until else None
    yield (
        CaseEventKind.ANSWERED,
        {
            "key": key,
            "is_public": message.is_public,
            "from": case.state,
            "from_since": case.state_since.isoformat(),
            "from_until": until,
        },
    )
    if takes_offline(case, message):
        yield CaseEventKind.TAKEN_OFFLINE, {"key": key}
    if case.set_aside:
        # Whatever is answered counts.
        yield CaseEventKind.PUT_BACK, {"was": case.set_aside}


def takes_offline(case: Case, message: Message) -> bool:
    """Whether a case that began before everybody goes on in private with this."""
    return not message.is_public and case.thread.is_public and case.taken_offline_at is None
