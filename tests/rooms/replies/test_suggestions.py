"""What is suggested: saved replies and what helped before, in our voice, with nothing of anybody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amends.channels.models import Connection
from amends.inbox.models import Case, CaseState, Message
from amends.playbook import actions as playbooks
from amends.refusals import NotAllowed, NotFound
from amends.replies.actions import Wording, save_reply
from amends.replies.queries.suggestions import Origin, Suggestion, suggestions
from amends.staff.models import User
from cast import NOON, Cast, Matter, make_brand, make_connection, make_matter

pytestmark = pytest.mark.django_db
ASKED = "My parcel is late again. The courier never rang, and the tracking page shows nothing."
HELPED = (
    "Hi Jonas, we are sorry that the courier did not ring. Send us a private message with your order "
    "number and we will have the parcel brought again.\n– Ada"
)


def helped(
    connection: Connection,
    by: User,
    *,
    asked: str = ASKED,
    answer: str = HELPED,
    after: str = "Thank you, it came!",
    name: str = "Jonas Brandt",
    is_public: bool = True,
    days: int = 30,
) -> Matter:
    """A case that was answered and closed some days ago."""
    at = NOON - timedelta(days=days)
    matter = make_matter(connection, text=asked, name=name, at=at, is_public=is_public)
    for minutes, who, text in ((10, by, answer), (20, None, after)):
        if text:
            say(matter, text, author=who, at_minutes=minutes)
    done = {"state": CaseState.CLOSED, "closed_at": at + timedelta(hours=1)}
    Case.objects.filter(pk=matter.case.pk).update(**done)
    return matter


def say(matter: Matter, text: str, *, author: User | None, at_minutes: int) -> None:
    at = matter.message.sent_at + timedelta(minutes=at_minutes)
    Message.objects.create(
        brand=matter.case.brand,
        connection=matter.case.connection,
        thread=matter.thread,
        case=matter.case,
        identity=None if author else matter.identity,
        author=author,
        direction="out" if author else "in",
        is_public=matter.thread.is_public,
        external_id=f"{matter.message.external_id}-{at_minutes}",
        text=text,
        sent_at=at,
        received_at=at,
    )


@pytest.fixture
def late(connection: Connection) -> Matter:
    """Mira's parcel is late."""
    return make_matter(connection, text="The courier never rang and my parcel is late!")


def suggested(cast: Cast, matter: Matter, *, is_public: bool = True) -> tuple[Suggestion, ...]:
    by = cast.actor(cast.ada)
    return suggestions(by=by, case=matter.case, is_public=is_public, now=NOON)


def test_what_helped_before_is_suggested_for_this_customer(
    cast: Cast, connection: Connection, late: Matter
) -> None:
    before = helped(connection, cast.ada)
    (found,) = suggested(cast, late)
    assert (found.origin, found.id, found.with_thanks) == (Origin.CASE, before.case.pk, True)
    assert found.closed_at == NOON - timedelta(days=30) + timedelta(hours=1)
    assert found.text.startswith("Hi Mira, we are sorry that the courier did not ring")
    assert "Jonas" not in found.text


@pytest.mark.parametrize(
    "end",
    [
        {"after": "That does not help me at all."},
        {"after": "", "answer": ""},
        {"asked": "Do you have the blue lamp in stock, and does it fit my kitchen table?"},
        {"days": 500},
    ],
    ids=["they were not content", "nobody answered", "it was about something else", "long ago"],
)
def test_what_did_not_help_here_is_not_suggested(
    cast: Cast, connection: Connection, late: Matter, end: dict[str, object]
) -> None:
    helped(connection, cast.ada, **end)  # type: ignore[arg-type]
    assert suggested(cast, late) == ()


def test_a_quiet_end_is_good_enough_but_thanks_are_better(
    cast: Cast, connection: Connection, late: Matter
) -> None:
    helped(connection, cast.ada, after="")
    other = (
        "Sorry for the wait. Our depot will bring your parcel tomorrow, we watch over it for you."
    )
    helped(connection, cast.ada, answer=other)
    first, second = suggested(cast, late)
    assert (first.with_thanks, second.with_thanks) == (True, False)
    assert first.text.startswith("Sorry for the wait.")


def test_spam_and_open_cases_teach_nothing(
    cast: Cast, connection: Connection, late: Matter
) -> None:
    spam, opened = helped(connection, cast.ada), helped(connection, cast.ada)
    Case.objects.filter(pk=spam.case.pk).update(set_aside="spam")
    Case.objects.filter(pk=opened.case.pk).update(state=CaseState.WAITING_CUSTOMER, closed_at=None)
    assert suggested(cast, late) == ()


def test_another_brands_cases_are_never_looked_at(cast: Cast, late: Matter) -> None:
    elsewhere = make_connection(make_brand("Southpost"))
    helped(elsewhere, cast.ada)
    assert suggested(cast, late) == ()


def test_nothing_that_somebody_confided_is_ever_shown(
    cast: Cast, connection: Connection, late: Matter
) -> None:
    answer = (
        "Hi Jonas, we are sorry about your mother's funeral. The courier will ring at 42 Maple Road, or call "
        "you on +44 7700 900123. We wrote to jonas.brandt@example.com about order NP-4471. "
        "Lena will wait downstairs. We are sorry that the parcel is late, and the courier comes again today."
    )
    confided = f"{ASKED} It is for my mother's funeral. Lena waits downstairs. Order NP-4471."
    helped(connection, cast.ada, asked=confided, answer=answer, is_public=False)
    (found,) = suggested(cast, late, is_public=False)
    assert "We are sorry that the parcel is late" in found.text
    for secret in ("Jonas", "mother", "funeral", "Maple", "7700", "example", "4471", "Lena"):
        assert secret not in found.text


def test_saved_replies_that_fit_are_filled_in_and_found_first(
    cast: Cast, connection: Connection, late: Matter
) -> None:
    by = cast.actor(cast.ada)
    words = "Hi {customer.first_name}, we are sorry that the courier never rang. We send your parcel again."
    saved = save_reply(by=by, wording=Wording("Late parcel", words), is_teams=False, now=NOON)
    save_reply(by=by, wording=Wording("Closed", "We are on holiday."), is_teams=False, now=NOON)
    (found,) = suggested(cast, late)
    assert (found.origin, found.id, found.title) == (Origin.SAVED, saved.pk, "Late parcel")
    assert found.text.startswith("Hi Mira, we are sorry")


def test_gaps_are_offered_with_what_must_be_filled_in(
    cast: Cast, connection: Connection, late: Matter
) -> None:
    answer = "We are sorry that your parcel is late. Please name your order number 88123377 to the courier."
    helped(connection, cast.ada, answer=answer)
    (found,) = suggested(cast, late, is_public=False)
    assert "order number [order number] to the courier" in found.text
    assert found.is_stopped


def test_what_the_playbook_stops_is_not_offered(
    cast: Cast, connection: Connection, late: Matter
) -> None:
    helped(
        connection,
        cast.ada,
        answer="You are a liar and an idiot, the parcel is not late, damn you.",
    )
    assert suggested(cast, late) == ()


PLAYBOOK = """schema_version: 1
voice:
  greetings: {en: ["Dear {customer.first_name},"]}
  sign_offs: {en: ["Warmly, {agent.first_name}"]}
"""


def put_live(cast: Cast, text: str) -> None:
    by = cast.actor(cast.olga)
    version = playbooks.save_draft(by=by, text=text, seen=0, now=NOON)
    playbooks.go_live(by=by, seen=version.revision, now=NOON)


def test_it_speaks_in_the_playbooks_voice(cast: Cast, connection: Connection, late: Matter) -> None:
    put_live(cast, PLAYBOOK)
    helped(connection, cast.bo, answer=HELPED.replace("Ada", "Bo"))
    (found,) = suggested(cast, late)
    assert found.text.startswith("Dear Mira, ")
    assert found.text.endswith("\nWarmly, Ada")
    assert "Bo" not in found.text


def test_who_does_not_answer_gets_none(cast: Cast, late: Matter) -> None:
    with pytest.raises(NotAllowed):
        suggestions(by=cast.actor(cast.vera), case=late.case, is_public=True, now=NOON)
    other = make_matter(make_connection(make_brand("Southpost")))
    with pytest.raises(NotFound):
        suggested(cast, other)
