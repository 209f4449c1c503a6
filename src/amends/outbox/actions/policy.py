"""What the brand's playbook says of words before they leave: the linter, told what the case knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connection as database

from amends.inbox.models import Case
from amends.outbox.models import Upload
from amends.playbook.queries import Live, live_as_json, policy_by
from amends.playbook.rules import Attached, Draft, Finding, Kind, Policy, Situation, lint
from amends.staff.rules import Actor, Right

#: So many of the newest messages of a case are looked at: what was said there, and what in private.
NEWEST = 60
#: So many of our own answers: the same words once more are canned.
_ANSWERS = 8

# What was taken away on the network is no less private for it. All of it at once: asked for every answer,
# where each further statement costs more than what it asks.
_KNOWN = f"""
SELECT p.name, i.handle, i.name,
    (SELECT coalesce(json_agg(json_build_array(direction, is_public, is_automatic, left(text, 4000))
            ORDER BY sent_at, id), '[]')
        FROM (SELECT * FROM inbox_message WHERE case_id = c.id AND id <> %(besides)s
            ORDER BY sent_at DESC, id DESC LIMIT {NEWEST}) AS newest),
    ARRAY(SELECT b.name FROM staff_brand b WHERE b.id <> c.brand_id ORDER BY b.id LIMIT 40),
    (SELECT b.name FROM staff_brand b WHERE b.id = c.brand_id),
    {live_as_json("c.brand_id")},
    (SELECT is_public FROM inbox_message WHERE case_id = c.id AND direction = 'in' AND NOT is_automatic
        ORDER BY sent_at DESC, id DESC LIMIT 1),
    ARRAY(SELECT text FROM outbox_send WHERE case_id = c.id AND asked_at > %(since)s
        AND is_public = %(is_public)s AND state NOT IN ('withdrawn', 'refused', 'failed')
        AND key IS DISTINCT FROM %(key)s::uuid)
FROM inbox_case c JOIN inbox_person p ON p.id = c.person_id
LEFT JOIN inbox_identity i ON i.id = c.identity_id
WHERE c.id = %(case)s
"""  # noqa: S608 - a number and a query of ours
_AROUND = f"""
SELECT b.name,
    ARRAY(SELECT o.name FROM staff_brand o WHERE o.id <> b.id ORDER BY o.id LIMIT 40),
    {live_as_json("b.id")}
FROM staff_brand b WHERE b.id = %s
"""  # noqa: S608 - a query of ours


@dataclass(frozen=True, slots=True)
class Matter:
    """What is known of where words go, read at once: for the linter, and for the gate's other checks.

    ``newest_is_private``: the customer wrote privately last. ``said_lately``: what we said there since the
    time that was asked for, before everybody or in private as these words.
    """

    situation: Situation
    live: Live | None
    newest_is_private: bool = False
    said_lately: tuple[str, ...] = ()

    @property
    def policy(self) -> Policy:
        """What the words are held to."""
        return policy_by(self.live, self.situation.brand_names[0])

    @property
    def number(self) -> int | None:
        """The number of the playbook's version that holds."""
        return self.live.number if self.live is not None else None


def matter_of(
    case: Case,
    *,
    is_public: bool,
    besides: int = 0,
    since: datetime | None = None,
    key: UUID | None = None,
) -> Matter:
    """What is known of a case, in one statement.

    ``besides``: the message that the words stand in already, which they do not repeat. ``since``: from when
    on what we said counts as said lately, but for the send of this ``key``; None: nothing does.
    """
    asked = {
        "case": case.pk,
        "besides": besides,
        "is_public": is_public,
        "since": since,
        "key": key,
    }
    with database.cursor() as cursor:
        cursor.execute(_KNOWN, asked)
        person, handle, name, told, others, brand, live, newest, lately = cursor.fetchone()
    said = [_Said(*each) for each in _plain(told)]
    heard = [each.text for each in said if each.direction == "in" and not each.is_automatic]
    ours = [each.text for each in said if each.direction == "out"]
    situation = Situation(
        customer_names=tuple(dict.fromkeys(each for each in (person, name) if each)),
        handle=handle or "",
        said=heard[-1] if heard else "",
        answers=tuple(ours[-_ANSWERS:]),
        private_texts=tuple(each.text for each in said if not each.is_public and each.text),
        brand_names=(brand,),
        other_brands=tuple(others),
    )
    return Matter(situation, _live(live), newest is False, tuple(lately))


def matter_of_post(brand_id: int) -> Matter:
    """What is known of a brand that speaks to everybody."""
    with database.cursor() as cursor:
        cursor.execute(_AROUND, [brand_id])
        brand, others, live = cursor.fetchone()
    return Matter(Situation(brand_names=(brand,), other_brands=tuple(others)), _live(live))


def _live(told: object) -> Live | None:
    return Live(*_plain(told)) if told is not None else None


def _plain(told: Any) -> Any:
    """A plain cursor gives JSON as text."""
    return orjson.loads(told) if isinstance(told, str) else told


def findings_in(  # noqa: PLR0913 - what is said, by whom, where
    *,
    case: Case,
    text: str,
    is_public: bool,
    network: str,
    by: Actor | None = None,
    files: Sequence[Upload] = (),
    besides: int = 0,
    matter: Matter | None = None,
) -> tuple[Finding, ...]:
    """What the linter finds in ``text`` as an answer in ``case``, under the brand's live playbook.

    ``network``: its slug. ``by``: who would say it; None may do the least. ``besides``: the message that
    the words stand in already, which they do not repeat. ``matter``: what is known, where it was read.
    """
    if not text.strip():
        return ()
    known = matter or matter_of(case, is_public=is_public, besides=besides)
    draft = Draft(
        text=text,
        is_public=is_public,
        network=network,
        role=_role(by),
        author=by.name if by is not None else "",
        files=tuple(_attached(each) for each in files),
        situation=known.situation,
    )
    return lint(draft, known.policy)


def findings_in_post(  # noqa: PLR0913 - what is said, by whom, where
    *,
    brand_id: int,
    text: str,
    network: str,
    kind: Kind = Kind.POST,
    by: Actor | None = None,
    files: Sequence[Upload] = (),
    matter: Matter | None = None,
) -> tuple[Finding, ...]:
    """What the linter finds in a post or a notice that answers nobody; ``network``: its slug."""
    if not text.strip():
        return ()
    known = matter or matter_of_post(brand_id)
    draft = Draft(
        text=text,
        network=network,
        kind=kind,
        role=_role(by),
        author=by.name if by is not None else "",
        files=tuple(_attached(each) for each in files),
        situation=known.situation,
    )
    return lint(draft, known.policy)


class _Said(NamedTuple):
    """One message of the case, as far as the linter needs it."""

    direction: str
    is_public: bool
    is_automatic: bool
    text: str


def _role(by: Actor | None) -> str:
    """The role that the rights of ``by`` come to: a token of an owner that may only answer is an agent's."""
    if by is None:
        return ""
    steps = (
        (Right.MANAGE_STAFF, "owner"),
        (Right.MANAGE_TEAM, "lead"),
        (Right.ANSWER, "agent"),
    )
    return next((role for right, role in steps if right in by.rights), "")


def _attached(upload: Upload) -> Attached:
    is_picture = upload.content_type.startswith(("image/", "video/"))
    return Attached(upload.name, upload.alt_text, is_picture)
