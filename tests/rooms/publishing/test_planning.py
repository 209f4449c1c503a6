"""Planning: who may, what stands on the calendar, what moves, what is taken back, what repeats."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from amends.audit.models import Entry
from amends.channels.base import Channel
from amends.channels.models import Connection
from amends.outbox import actions as outbox
from amends.outbox.actions.say import by_registry
from amends.outbox.models import Send, SendState
from amends.publishing import actions, queries
from amends.publishing.actions import VersionWording, Wording
from amends.publishing.models import Post, PostState, Slot
from amends.publishing.queries import Shown
from amends.publishing.rules import Hour, InThePast, Repeat
from amends.refusals import NotAllowed, NotFound, Refusal
from amends.staff.rules import Actor
from cast import NOON, Cast, make_brand, make_connection

TOMORROW = NOON + timedelta(days=1)


@pytest.fixture
def lead(cast: Cast) -> Actor:
    return cast.actor(cast.bo)


def written(
    by: Actor, *connections: Connection, at: datetime | None = TOMORROW, **more: Any
) -> Post:
    versions = tuple(VersionWording(each.pk, at=at) for each in connections)
    values = {"text": "We are open on Sunday.", "versions": versions, **more}
    return actions.write(by=by, wording=Wording(**values), now=NOON)


def approved(by: Actor, *connections: Connection, **more: Any) -> Post:
    post = written(by, *connections, **more)
    return actions.approve(by=by, post=post, seen=post.revision, now=NOON)


def only_slot(post: Post) -> Slot:
    return Slot.objects.select_related("send", "version__post").get(version__post=post)


def test_an_agent_writes_and_asks_and_a_lead_approves(cast: Cast, connection: Connection) -> None:
    ada, bo = cast.actor(cast.ada), cast.actor(cast.bo)
    post = written(ada, connection)
    with pytest.raises(NotAllowed):
        actions.approve(by=ada, post=post, seen=post.revision, now=NOON)
    post = actions.ask(by=ada, post=post, now=NOON)
    assert queries.asked(cast.brand.pk) == [post]
    back = actions.send_back(by=bo, post=post, note="Say until when.", now=NOON)
    assert (back.state, back.note) == (PostState.DRAFT, "Say until when.")
    again = actions.ask(by=ada, post=back, now=NOON)
    actions.approve(by=bo, post=again, seen=again.revision, now=NOON)
    slot = only_slot(post)
    assert slot.send is not None
    assert (slot.at, slot.send.state, slot.send.not_before) == (TOMORROW, "queued", TOMORROW)
    assert slot.send.text == "We are open on Sunday."
    done = Entry.objects.filter(target=f"post:{post.pk}").values_list("action", flat=True)
    assert "publishing.approve" in done


def test_what_was_looked_at_is_what_goes_out(lead: Actor, connection: Connection) -> None:
    post = written(lead, connection)
    wording = Wording(text="Other words", versions=(VersionWording(connection.pk, at=TOMORROW),))
    actions.rewrite(by=lead, post=post, wording=wording, seen=post.revision, now=NOON)
    with pytest.raises(actions.NotOpen):
        actions.approve(by=lead, post=post, seen=post.revision, now=NOON)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.rewrite(by=lead, post=post, wording=wording, seen=post.revision, now=NOON)
    assert not Send.objects.exists()


def test_each_network_gets_its_own_words(cast: Cast, lead: Actor, connection: Connection) -> None:
    mastodon = make_connection(cast.brand, "mastodon", settings={})
    wording = Wording(
        text="Sale: https://northpost.example/sale",
        warning="Loud",
        campaign="spring sale",
        versions=(
            VersionWording(connection.pk, at=TOMORROW),
            VersionWording(mastodon.pk, text="Only for the fediverse", at=TOMORROW),
        ),
    )
    post = actions.write(by=lead, wording=wording, now=NOON)
    actions.approve(by=lead, post=post, seen=1, now=NOON)
    here = Send.objects.get(connection=connection)
    there = Send.objects.get(connection=mastodon)
    assert here.text.startswith("⚠ Loud\n\nSale: https://northpost.example/sale?utm_source=demo")
    assert "utm_campaign=spring-sale" in here.text
    assert (there.text, there.warning, here.warning) == ("Only for the fediverse", "Loud", "")


def test_a_post_that_is_too_long_goes_out_as_a_thread(lead: Actor, connection: Connection) -> None:
    words = " ".join(f"Sentence number {n} of a long story." for n in range(40))
    post = approved(lead, connection, text=words)
    parts = queries.parts_of(only_slot(post))
    assert len(parts) > 1
    assert [each.follows_id for each in parts[1:]] == [each.pk for each in parts[:-1]]
    assert " ".join(each.text for each in parts) == words


def test_nothing_is_planned_when_one_network_would_not_take_it(
    cast: Cast, lead: Actor, connection: Connection
) -> None:
    beside = make_connection(cast.brand, account_id="beside", state="disconnected")
    post = written(lead, connection, beside)
    with pytest.raises(Refusal, match="not connected"):
        actions.approve(by=lead, post=post, seen=post.revision, now=NOON)
    post.refresh_from_db()
    assert post.state == PostState.DRAFT
    assert not Send.objects.exists()
    assert not Slot.objects.exists()


def test_accounts_that_cannot_post_are_not_offered(
    cast: Cast, lead: Actor, connection: Connection
) -> None:
    pictures = make_connection(cast.brand, "instagram")
    strange = make_connection(make_brand("Other"))
    assert queries.connections(cast.brand.pk) == [connection]
    for each in (pictures, strange):
        with pytest.raises(NotFound):
            written(lead, each)


def test_it_moves_on_the_calendar_with_all_its_parts(lead: Actor, connection: Connection) -> None:
    words = " ".join(f"Sentence number {n} of a long story." for n in range(40))
    slot = only_slot(approved(lead, connection, text=words))
    later = TOMORROW + timedelta(days=2)
    actions.move(by=lead, slot=slot, at=later, now=NOON)
    moved = only_slot(slot.version.post)
    assert moved.at == later
    assert {each.not_before for each in queries.parts_of(moved)} == {later}
    with pytest.raises(InThePast):
        actions.move(by=lead, slot=slot, at=NOON - timedelta(hours=1), now=NOON)


def test_a_draft_moves_too(cast: Cast, connection: Connection) -> None:
    ada = cast.actor(cast.ada)
    post = written(ada, connection)
    [version] = queries.versions_of(post)
    later = TOMORROW + timedelta(hours=3)
    actions.move_version(by=ada, version=version, at=later, now=NOON)
    [place] = queries.places(cast.brand.pk, NOON, NOON + timedelta(days=9))
    assert (place.at, place.shown, place.slot) == (later, Shown.DRAFT, None)


def test_taken_back_nothing_goes_out_and_it_is_a_draft_again(
    cast: Cast, lead: Actor, connection: Connection
) -> None:
    post = approved(lead, connection)
    post = actions.take_back(by=lead, post=post, now=NOON)
    assert only_slot(post).send.state == SendState.WITHDRAWN  # type: ignore[union-attr]
    [place] = queries.places(cast.brand.pk, NOON, NOON + timedelta(days=9))
    assert place.shown == Shown.DRAFT
    actions.approve(by=lead, post=post, seen=post.revision, now=NOON)
    assert Send.objects.filter(state=SendState.QUEUED).count() == 1
    with pytest.raises(actions.NotOpen):
        actions.throw_away(by=lead, post=post, now=NOON)


def test_weekly_posts_stand_on_the_calendar_and_each_place_once(
    cast: Cast, lead: Actor, connection: Connection
) -> None:
    cast.brand.time_zone = "Europe/Berlin"
    cast.brand.save(update_fields=["time_zone"])
    approved(lead, connection, repeat=Repeat.WEEKLY)
    assert Slot.objects.count() == 4
    for _ in range(3):
        actions.lay_out_all(now=NOON)
    assert Slot.objects.count() == Send.objects.count() == 4
    actions.lay_out_all(now=NOON + timedelta(days=14))
    assert Slot.objects.count() == 6
    # The desk lays out what repeats, and says it for whoever approved it.
    assert set(Send.objects.values_list("asked_by_id", flat=True)) == {lead.user_id}
    assert {each.at.astimezone(UTC).hour for each in Slot.objects.all()} == {12}


def test_one_that_cannot_be_laid_out_takes_no_other_with_it(
    cast: Cast, lead: Actor, connection: Connection
) -> None:
    beside = make_connection(cast.brand, account_id="beside")
    broken = approved(lead, beside, repeat=Repeat.WEEKLY)
    fine = approved(lead, connection, repeat=Repeat.WEEKLY)

    def channel_of(asked: Connection) -> Channel:
        if asked == beside:
            raise LookupError
        return by_registry(asked)

    actions.lay_out_all(now=NOON + timedelta(days=14), channel_of=channel_of)
    assert Slot.objects.filter(version__post=broken).count() == 4
    assert Slot.objects.filter(version__post=fine).count() == 6


def test_every_post_takes_its_accounts_in_one_order(
    cast: Cast, lead: Actor, connection: Connection
) -> None:
    beside = make_connection(cast.brand, account_id="beside")
    for accounts in ((connection, beside), (beside, connection)):
        post = written(lead, *accounts)
        order = [each.connection_id for each in queries.versions_of(post)]
        assert order == sorted(order)


def test_one_repetition_can_be_left_out(cast: Cast, lead: Actor, connection: Connection) -> None:
    approved(lead, connection, repeat=Repeat.WEEKLY)
    second = Slot.objects.select_related("version__post", "send").get(number=1)
    actions.drop(by=lead, slot=second, now=NOON)
    actions.lay_out_all(now=NOON)
    shown = queries.places(cast.brand.pk, NOON, NOON + timedelta(days=60))
    assert [each.slot.number for each in shown if each.slot] == [0, 2, 3]


def test_what_was_missed_while_braked_is_looked_at_one_by_one(
    cast: Cast, lead: Actor, connection: Connection
) -> None:
    first = approved(lead, connection)
    second = approved(lead, connection, text="Another one.", at=TOMORROW + timedelta(hours=1))
    outbox.pull_brake(by=lead, reason="fire", now=NOON)
    late = TOMORROW + timedelta(hours=4)
    outbox.release_brake(by=lead, now=late)
    waiting = queries.to_look_at(cast.brand.pk)
    assert [each.post for each in waiting] == [first, second]
    assert {each.shown for each in waiting} == {Shown.HELD}
    slot = only_slot(first)
    actions.move(by=lead, slot=slot, at=late + timedelta(days=1), now=late)
    actions.drop(by=lead, slot=only_slot(second), now=late)
    assert queries.to_look_at(cast.brand.pk) == []
    assert only_slot(first).send.state == SendState.QUEUED  # type: ignore[union-attr]


def test_under_the_brake_nothing_held_is_let_go(lead: Actor, connection: Connection) -> None:
    slot = only_slot(approved(lead, connection))
    outbox.pull_brake(by=lead, reason="fire", now=NOON)
    late = TOMORROW + timedelta(hours=4)
    outbox.brake.hold_due(brand_id=lead.brand_id, reason="fire", now=late)
    with pytest.raises(outbox.NotThroughTheGate, match="brake"):
        actions.move(by=lead, slot=slot, at=late + timedelta(days=1), now=late)


def test_the_next_free_time_passes_by_what_is_planned(lead: Actor, connection: Connection) -> None:
    hours = [Hour(6, 12 * 60), Hour(0, 9 * 60)]
    actions.set_times(by=lead, connection=connection, hours=hours, now=NOON)
    free = queries.next_free(connection, "UTC", NOON)
    assert free == datetime(2026, 11, 22, 12, tzinfo=UTC)
    approved(lead, connection, at=free)
    assert queries.next_free(connection, "UTC", NOON) == datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_another_brand_sees_nothing(cast: Cast, lead: Actor, connection: Connection) -> None:
    post = approved(lead, connection)
    other = make_brand("Other")
    assert queries.places(other.pk, NOON, NOON + timedelta(days=9)) == []
    with pytest.raises(NotFound):
        queries.post_by_id(other.pk, post.pk)
    stranger = Actor(other.pk, lead.rights, lead.via)
    with pytest.raises(NotFound):
        actions.take_back(by=stranger, post=post, now=NOON)


def test_pictures_are_kept_and_found_again(cast: Cast, connection: Connection) -> None:
    ada = cast.actor(cast.ada)
    upload = outbox.keep_upload(by=ada, name="notes.txt", content=b"notes", most=99, now=NOON)
    post = written(ada, connection, uploads=(upload.pk,))
    [item] = queries.library(cast.brand.pk)
    actions.describe_item(
        by=ada, item=item, title="Our shop", tags="Shop, #Summer", alt_text="A door", now=NOON
    )
    assert [each.upload_id for each in queries.library(cast.brand.pk, "shop summer")] == [upload.pk]
    assert queries.library(cast.brand.pk, "winter") == []
    assert queries.used_in(cast.brand.pk, [upload.pk])[upload.pk] == [post]
    late = NOON + timedelta(days=9)
    assert outbox.forget_uploads(held=frozenset(), now=late) == 0


def test_telling_and_answering_are_weighed(cast: Cast, connection: Connection) -> None:
    found = queries.balance(cast.brand.pk, "Europe/Berlin", NOON)
    assert (found.posts, found.answers, found.waiting, found.late) == (0, 0, 0, 0)
    hint = queries.best_times(cast.brand.pk, "Europe/Berlin", NOON)
    assert not hint.is_enough
    assert hint.hours == ()
