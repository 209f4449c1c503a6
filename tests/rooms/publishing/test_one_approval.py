"""A post that a lead approved has the yes that the playbook wants: one approval, not two."""

from __future__ import annotations

from datetime import timedelta

import pytest

from amends.channels.models import Connection
from amends.outbox.actions import approvals, asking
from amends.outbox.models import Approval, Send
from amends.publishing import actions
from amends.publishing.actions import VersionWording, Wording
from amends.publishing.models import Post
from books import go_by
from cast import NOON, Cast

pytestmark = pytest.mark.django_db
ONE = "approvals: [{name: Posts, by: [lead, owner]}]"
TWO = "approvals: [{name: Posts, by: [agent, lead, owner], people: 2}]"
WORDS = "We are open on Sunday."


def written(cast: Cast, connection: Connection, who: str = "ada") -> Post:
    version = VersionWording(connection.pk, at=NOON + timedelta(days=1))
    wording = Wording(text=WORDS, versions=(version,))
    return actions.write(by=cast.actor(getattr(cast, who)), wording=wording, now=NOON)


def approved(cast: Cast, post: Post, who: str = "bo") -> Send:
    by = cast.actor(getattr(cast, who))
    actions.approve(by=by, post=post, seen=post.revision, now=NOON)
    return Send.objects.get()


def test_the_leads_yes_is_the_playbooks(cast: Cast, connection: Connection) -> None:
    go_by(cast.brand, ONE)
    assert approved(cast, written(cast, connection)).state == "queued"
    assert not Approval.objects.exists()


def test_a_leads_own_words_wait_for_somebody_else(cast: Cast, connection: Connection) -> None:
    go_by(cast.brand, ONE)
    send = approved(cast, written(cast, connection, "bo"))
    assert (send.state, send.held_by) == ("held", "approval")


def test_words_that_the_lead_changed_are_the_leads(cast: Cast, connection: Connection) -> None:
    go_by(cast.brand, ONE)
    post = written(cast, connection)
    wording = Wording(text="Other words.", versions=(VersionWording(connection.pk),))
    by = cast.actor(cast.bo)
    post = actions.rewrite(by=by, post=post, wording=wording, seen=post.revision, now=NOON)
    assert approved(cast, post).held_by == "approval"


def test_a_second_person_is_neither_who_wrote_nor_who_approved(
    cast: Cast, connection: Connection
) -> None:
    go_by(cast.brand, TWO)
    send = approved(cast, written(cast, connection))
    assert send.held_by == "approval"
    approval = Approval.objects.get()
    for own in (cast.ada, cast.bo):
        with pytest.raises(approvals.OwnWords):
            approvals.approve(by=cast.actor(own), approval=approval, seen=approval.digest, now=NOON)
    olga = cast.actor(cast.olga)
    approvals.approve(by=olga, approval=approval, seen=approval.digest, now=NOON)
    send.refresh_from_db()
    assert send.state == "queued"


def test_other_words_have_no_yes(cast: Cast, connection: Connection) -> None:
    go_by(cast.brand, ONE)
    send = approved(cast, written(cast, connection))
    Send.objects.filter(pk=send.pk).update(text="Other words.")
    send.refresh_from_db()
    assert not asking.yeses(send)
