"""What the brand's playbook says of words before they leave: the linter, told what the case knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import orjson
from django.db import connection as database

from amends.inbox.models import Case
from amends.outbox.models import Upload
from amends.playbook.queries import policy_named, policy_of
from amends.playbook.rules import Attached, Draft, Finding, Kind, Situation, lint
from amends.staff.models import Brand
from amends.staff.rules import Actor, Right

#: So many of the newest messages of a case are looked at: what was said there, and what in private.
NEWEST = 60
#: So many of our own answers: the same words once more are canned.
_ANSWERS = 8

# What was taken away on the network is no less private for it.
_KNOWN = """
SELECT p.name, i.handle, i.name,
    (SELECT coalesce(json_agg(json_build_array(direction, is_public, is_automatic, left(text, 4000))
            ORDER BY sent_at, id), '[]')
        FROM (SELECT * FROM inbox_message WHERE case_id = c.id AND id <> %(besides)s
            ORDER BY sent_at DESC, id DESC LIMIT %(newest)s) AS newest),
    ARRAY(SELECT b.name FROM staff_brand b WHERE b.id <> c.brand_id ORDER BY b.id LIMIT 40),
    (SELECT b.name FROM staff_brand b WHERE b.id = c.brand_id)
FROM inbox_case c JOIN inbox_person p ON p.id = c.person_id
LEFT JOIN inbox_identity i ON i.id = c.identity_id
WHERE c.id = %(case)s
"""


def findings_in(  # noqa: PLR0913 - what is said, by whom, where
    *,
    case: Case,
    text: str,
    is_public: bool,
    network: str,
    by: Actor | None = None,
    files: Sequence[Upload] = (),
    besides: int = 0,
) -> tuple[Finding, ...]:
    """What the linter finds in ``text`` as an answer in ``case``, under the brand's live playbook.

    ``network``: its slug. ``by``: who would say it; None may do the least. ``besides``: the message that
    the words stand in already, which they do not repeat.
    """
    if not text.strip():
        return ()
    situation = _situation(case, besides)
    draft = Draft(
        text=text,
        is_public=is_public,
        network=network,
        role=_role(by),
        author=by.name if by is not None else "",
        files=tuple(_attached(each) for each in files),
        situation=situation,
    )
    return lint(draft, policy_named(case.brand_id, situation.brand_names[0]))


def findings_in_post(  # noqa: PLR0913 - what is said, by whom, where
    *,
    brand_id: int,
    text: str,
    network: str,
    kind: Kind = Kind.POST,
    by: Actor | None = None,
    files: Sequence[Upload] = (),
) -> tuple[Finding, ...]:
    """What the linter finds in a post or a notice that answers nobody; ``network``: its slug."""
    if not text.strip():
        return ()
    brand = Brand.objects.get(pk=brand_id)
    others = Brand.objects.exclude(pk=brand_id).order_by("pk").values_list("name", flat=True)[:40]
    draft = Draft(
        text=text,
        network=network,
        kind=kind,
        role=_role(by),
        author=by.name if by is not None else "",
        files=tuple(_attached(each) for each in files),
        situation=Situation(brand_names=(brand.name,), other_brands=tuple(others)),
    )
    return lint(draft, policy_of(brand))


def _situation(case: Case, besides: int) -> Situation:
    with database.cursor() as cursor:
        cursor.execute(_KNOWN, {"case": case.pk, "newest": NEWEST, "besides": besides})
        person, handle, name, told, others, brand = cursor.fetchone()
    said = [_Said(*each) for each in (orjson.loads(told) if isinstance(told, str) else told)]
    heard = [each.text for each in said if each.direction == "in" and not each.is_automatic]
    ours = [each.text for each in said if each.direction == "out"]
    return Situation(
        customer_names=tuple(dict.fromkeys(each for each in (person, name) if each)),
        handle=handle or "",
        said=heard[-1] if heard else "",
        answers=tuple(ours[-_ANSWERS:]),
        private_texts=tuple(each.text for each in said if not each.is_public and each.text),
        brand_names=(brand,),
        other_brands=tuple(others),
    )


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
