"""The pages of what waits for a yes, of what the brake held, and the page behind a link in a mail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amends.outbox import actions, queries
from amends.outbox.actions.links import mark_for
from amends.outbox.models import Approval, BrakeAsk, Send, SendState
from amends.outbox.rules import SayKind
from amends.replies.models import Draft
from books import go_by
from cast import Cast, Matter

pytestmark = pytest.mark.django_db
ALWAYS = "approvals: [{name: Always, roles: [agent], by: [lead], then: owner}]"


@pytest.fixture
def held(cast: Cast, matter: Matter) -> Send:
    """What Ada says waits for Bo."""
    go_by(cast.brand, ALWAYS)
    return actions.say(
        by=cast.actor(cast.ada),
        case=matter.case,
        kind=SayKind.PUBLIC_REPLY,
        text="So sorry, Mira! We look for it.",
        request_key="held",
        now=timezone.now(),
    )


def _page(browser: Client, cast: Cast, name: str) -> str:
    return browser.get(reverse(name, args=[cast.brand.slug])).content.decode()


def test_the_page_shows_the_words_the_question_and_the_reason(
    bo: Client, cast: Cast, held: Send
) -> None:
    page = _page(bo, cast, "approvals")
    for part in (held.text, "Where is my parcel?", "Always", "Ada Agent"):
        assert part in page
    assert 'aria-current="page"' in page


def test_a_yes_sends_it(bo: Client, cast: Cast, held: Send) -> None:
    approval = Approval.objects.get()
    path = reverse("approve", args=[cast.brand.slug, approval.pk])
    bo.post(path, {"seen": approval.digest})
    held.refresh_from_db()
    assert held.state == SendState.QUEUED


def test_given_back_the_words_are_the_authors_draft_again(
    bo: Client, cast: Cast, held: Send
) -> None:
    path = reverse("give-back", args=[cast.brand.slug, Approval.objects.get().pk])
    bo.post(path, {"comment": "Name the parcel."})
    held.refresh_from_db()
    assert held.state == SendState.WITHDRAWN
    draft = Draft.objects.get()
    assert (draft.user_id, draft.text) == (cast.ada.pk, held.text)


def test_the_author_sees_it_wait_and_may_change_it(ada: Client, cast: Cast, held: Send) -> None:
    page = _page(ada, cast, "approvals")
    assert "waiting for a colleague" in page
    assert reverse("approve", args=[cast.brand.slug, Approval.objects.get().pk]) not in page
    ada.post(reverse("send", args=[cast.brand.slug, held.pk, "rewrite"]))
    assert Draft.objects.get().text == held.text
    assert not queries.to_approve(cast.brand.pk, cast.bo.pk)


def test_the_navigation_counts_what_waits_for_me(
    bo: Client, ada: Client, cast: Cast, held: Send
) -> None:
    where = reverse("approvals", args=[cast.brand.slug])
    assert where in _page(bo, cast, "people")
    assert where not in _page(ada, cast, "people")


def test_a_link_only_shows_and_a_press_decides_once(client: Client, cast: Cast, held: Send) -> None:
    approval = Approval.objects.get()
    link = reverse("approve-by-link", args=[mark_for(approval, cast.bo.pk, timezone.now())])
    shown = client.get(link)
    assert held.text in shown.content.decode()
    held.refresh_from_db()
    assert held.state == SendState.HELD
    client.post(link, {"seen": approval.digest})
    held.refresh_from_db()
    assert held.state == SendState.QUEUED
    assert client.post(link, {"seen": approval.digest}).status_code == 422
    assert client.get(link).status_code == 422


@pytest.mark.parametrize("who", ["ada", "vera"])
def test_a_link_gives_nobody_more_than_they_may(
    client: Client, cast: Cast, held: Send, who: str
) -> None:
    approval = Approval.objects.get()
    user: int = getattr(cast, who).pk
    link = reverse("approve-by-link", args=[mark_for(approval, user, timezone.now())])
    assert client.post(link, {"seen": approval.digest}).status_code == 403
    held.refresh_from_db()
    assert held.state == SendState.HELD


def test_a_link_that_is_old_or_made_up_opens_nothing(
    client: Client, cast: Cast, held: Send
) -> None:
    old = mark_for(Approval.objects.get(), cast.bo.pk, timezone.now() - timedelta(days=4))
    for mark in (old, "made-up", f"{old}x"):
        said = client.get(reverse("approve-by-link", args=[mark]))
        assert said.status_code == 422
        assert held.text not in said.content.decode()


def test_two_people_pull_and_release_the_brake(
    bo: Client, cast: Cast, signed_in: Callable[..., Client]
) -> None:
    go_by(cast.brand, "crisis: {two_declare: true, two_release: true}")
    olga = signed_in(cast.olga)
    pull, release = (
        reverse(f"brake-{verb}", args=[cast.brand.slug]) for verb in ("pull", "release")
    )
    bo.post(pull, {"reason": "storm"})
    bo.post(pull, {"reason": "storm"})
    assert not queries.is_braked(cast.brand.pk)
    assert "wants to pull the brake" in _page(olga, cast, "people")
    olga.post(pull)
    brake = queries.brake_of(cast.brand.pk)
    assert brake is not None
    assert brake.reason == "storm"
    olga.post(release)
    assert queries.is_braked(cast.brand.pk)
    bo.post(release)
    assert not queries.is_braked(cast.brand.pk)
    assert not queries.brake_asks(cast.brand.pk).exists()


def test_a_question_at_the_brake_is_taken_back(bo: Client, cast: Cast) -> None:
    go_by(cast.brand, "crisis: {two_declare: true}")
    bo.post(reverse("brake-pull", args=[cast.brand.slug]), {"reason": "storm"})
    bo.post(reverse("brake-ask-withdraw", args=[cast.brand.slug, "pull"]))
    assert BrakeAsk.objects.get().settled_at is not None
    assert not queries.is_braked(cast.brand.pk)


def test_what_the_brake_held_is_looked_at_one_by_one(
    bo: Client, cast: Cast, matter: Matter
) -> None:
    say = {"by": cast.actor(cast.ada), "case": matter.case, "kind": SayKind.PUBLIC_REPLY}
    now = timezone.now()
    texts = ["So sorry, Mira!", "We look for it.", "One thing more."]
    sends = [
        actions.say(text=text, request_key=text, now=now, **say)  # type: ignore[arg-type]
        for text in texts
    ]
    bo.post(reverse("brake-pull", args=[cast.brand.slug]), {"reason": "storm"})
    assert "Send it on" not in _page(bo, cast, "held")
    bo.post(reverse("brake-release", args=[cast.brand.slug]))
    page = _page(bo, cast, "held")
    assert all(text in page for text in texts)
    for send, verb in zip(sends, ("let-go", "rewrite", "drop"), strict=True):
        bo.post(reverse("send", args=[cast.brand.slug, send.pk, verb]))
        send.refresh_from_db()
    states = [send.state for send in sends]
    assert states == [SendState.QUEUED, SendState.WITHDRAWN, SendState.WITHDRAWN]
    assert "Nothing is held" in _page(bo, cast, "held")
