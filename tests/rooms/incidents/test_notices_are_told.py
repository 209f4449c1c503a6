from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from amends.channels.models import Connection, ConnectionState
from amends.incidents.actions.draft import Wording, begin, write
from amends.incidents.actions.open import open_incident
from amends.incidents.actions.tell import say_again, tell, tell_these
from amends.incidents.models import Incident, IncidentNotice, IncidentUpdate, NoticePost
from amends.incidents.queries import look
from amends.incidents.queries.previews import findings_in_notice, previews
from amends.incidents.queries.standing import Standing, standings
from amends.incidents.rules.opening import GapInWords, NoNextWord, NothingToSay, Opening
from amends.incidents.rules.words import IncidentState, Template
from amends.outbox.actions import brake, gate
from amends.outbox.models import Brake, Send, SendState
from amends.refusals import Invalid, NotAllowed
from amends.staff.rules import Via
from cast import NOON, Cast, make_connection

NEXT = NOON + timedelta(hours=1)
INVESTIGATING, RESOLVED = IncidentState.INVESTIGATING, IncidentState.RESOLVED
NETWORKS = ("bluesky", "demo", "email", "mastodon", "x")


@pytest.fixture
def networks(cast: Cast) -> dict[str, Connection]:
    return {slug: make_connection(cast.brand, slug) for slug in NETWORKS}


@pytest.fixture
def draft(cast: Cast, networks: dict[str, Connection]) -> IncidentNotice:
    opening = Opening("The app is down", "one", Template.SITE_DOWN, services=("The app",))
    incident = open_incident(by=cast.actor(cast.ada), opening=opening, now=NOON)
    found = look.draft_of(incident)
    assert found is not None
    return found


def told(cast: Cast, draft: IncidentNotice, **changed: object) -> IncidentUpdate:
    asked = {"state": INVESTIGATING, "next_update_at": NEXT, "now": NOON, **changed}
    return tell(by=cast.actor(cast.bo), notice=draft, **asked)  # type: ignore[arg-type]


def there(notice: IncidentNotice) -> dict[str, Standing]:
    found = standings([notice])[notice.pk]
    return {each.post.connection.channel: each.standing for each in found}


def test_everybody_is_told_at_once_and_mail_is_left_out_with_its_reason(
    cast: Cast, draft: IncidentNotice
) -> None:
    update = told(cast, draft)
    assert update.text.startswith("We are sorry: The app does not work at the moment.")
    assert "Next update by 13:00." in update.text
    way = Standing.ON_ITS_WAY
    expected = {"bluesky": way, "demo": way, "mastodon": way, "x": way}
    assert there(draft) == {**expected, "email": Standing.SKIPPED}
    assert {send.text for send in Send.objects.filter(connection__channel="demo")} == {update.text}
    skipped = NoticePost.objects.get(connection__channel="email")
    assert "single people" in skipped.reason
    incident = Incident.objects.get()
    assert (incident.state, incident.next_update_at) == ("investigating", NEXT)


def test_while_the_brake_is_on_a_notice_leaves_and_what_a_program_says_is_held(
    cast: Cast, draft: IncidentNotice
) -> None:
    brake.pull_brake(by=cast.actor(cast.bo), reason="storm", now=NOON)
    told(cast, draft)
    waiting = Send.objects.filter(state=SendState.QUEUED)
    assert waiting.count() == 4
    on = Brake.objects.get()
    assert all(gate.passes(on, send) for send in waiting)
    assert brake.hold_while_on(on, NOON) == 0
    second = begin(by=cast.actor(cast.bo), incident=draft.incident, state=RESOLVED, now=NOON)
    program = replace(cast.actor(cast.bo), via=Via.API)
    tell(by=program, notice=second, state=RESOLVED, next_update_at=None, now=NOON)
    assert Send.objects.filter(state=SendState.HELD, held_by="brake").count() == 4


def test_what_was_said_before_the_brake_was_pulled_is_held(
    cast: Cast, draft: IncidentNotice
) -> None:
    told(cast, draft)
    later = NOON + timedelta(minutes=1)
    brake.pull_brake(by=cast.actor(cast.bo), reason="storm", now=later)
    assert Send.objects.filter(state=SendState.HELD).count() == 4


def test_told_is_what_whoever_presses_has_before_them(cast: Cast, draft: IncidentNotice) -> None:
    by_bo, by_ada = cast.actor(cast.bo), cast.actor(cast.ada)
    seen = Wording({"en": "We are sorry. It is down. Next word at one."}, "en")
    write(
        by=by_ada, notice=draft, wording=Wording({"en": "It is down because of us"}, "en"), now=NOON
    )
    asked = {"state": INVESTIGATING, "next_update_at": NEXT, "now": NOON}
    update = tell_these(by=by_bo, notice=draft, wording=seen, **asked)  # type: ignore[arg-type]
    assert update.text == seen.texts["en"]


def test_a_second_press_says_nothing_twice(cast: Cast, draft: IncidentNotice) -> None:
    assert told(cast, draft) == told(cast, draft)
    assert NoticePost.objects.count() == len(NETWORKS)
    assert IncidentUpdate.objects.count() == 1


def test_only_a_lead_tells_everyone(cast: Cast, draft: IncidentNotice) -> None:
    with pytest.raises(NotAllowed):
        tell(
            by=cast.actor(cast.ada),
            notice=draft,
            state=INVESTIGATING,
            next_update_at=NEXT,
            now=NOON,
        )


def test_nobody_is_told_without_words_or_a_promise(cast: Cast, draft: IncidentNotice) -> None:
    with pytest.raises(NoNextWord):
        told(cast, draft, next_update_at=NOON)
    by = cast.actor(cast.bo)
    write(by=by, notice=draft, wording=Wording({"en": ""}, "en"), now=NOON)
    with pytest.raises(NothingToSay):
        told(cast, draft)
    write(by=by, notice=draft, wording=Wording({"en": "Look {notice.link}"}, "en"), now=NOON)
    with pytest.raises(GapInWords):
        told(cast, draft)
    assert not Send.objects.exists()


def test_the_next_word_stands_under_the_first(cast: Cast, draft: IncidentNotice) -> None:
    told(cast, draft)
    Send.objects.update(state=SendState.SENT, sent_at=NOON)
    incident = draft.incident
    by, later = cast.actor(cast.bo), NOON + timedelta(minutes=30)
    second = begin(by=by, incident=incident, state=RESOLVED, now=later)
    update = told(cast, second, state=RESOLVED, next_update_at=None, now=later)
    assert (update.promised_at, update.next_update_at) == (NEXT, None)
    [post] = NoticePost.objects.filter(notice=second, connection__channel="demo")
    assert post.after is not None
    assert post.after.notice_id == draft.pk
    assert post.parts.get().send.follows == post.after.parts.get().send
    incident.refresh_from_db()
    assert (incident.state, incident.resolved_at) == ("resolved", later)
    assert look.kept_of(look.updates_of(incident)) == look.Kept(1, 1)


def test_each_network_shows_it_in_its_own_way(
    cast: Cast, draft: IncidentNotice, networks: dict[str, Connection]
) -> None:
    long = "We are sorry: the app does not work. " * 12 + "Next update by {notice.next_update}."
    plan = {
        str(networks["mastodon"].pk): {"language": "de"},
        str(networks["bluesky"].pk): {"skip": True},
        str(networks["demo"].pk): {"text": "Sorry. Short and in its own words."},
    }
    wording = Wording({"en": long, "de": "Es tut uns leid."}, "en", plan=plan)
    kept = write(by=cast.actor(cast.bo), notice=draft, wording=wording, now=NOON)
    found = {each.connection.channel: each for each in previews(kept, next_at=NEXT, now=NOON)}
    assert len(found["x"].parts) > 1
    assert found["x"].limit is not None
    assert all(part.length <= found["x"].limit.size for part in found["x"].parts)
    assert found["mastodon"].text == "Es tut uns leid."
    assert found["bluesky"].is_left_out
    assert [part.text for part in found["demo"].parts] == ["Sorry. Short and in its own words."]
    told(cast, kept)
    sends = list(Send.objects.filter(connection=networks["x"]).order_by("pk"))
    assert len(sends) == len(found["x"].parts)
    assert [each.follows for each in sends[1:]] == sends[:-1]


def test_what_the_gate_stops_is_said_and_can_be_asked_for_again(
    cast: Cast, draft: IncidentNotice, networks: dict[str, Connection]
) -> None:
    own = {str(networks["x"].pk): {"text": "We are sorry. Mira, write to mira@moss.com."}}
    kept = write(
        by=cast.actor(cast.bo),
        notice=draft,
        wording=Wording(draft.texts, "en", plan=own),
        now=NOON,
    )
    told(cast, kept)
    post = NoticePost.objects.get(connection=networks["x"])
    assert post.state == "stopped"
    assert post.reason
    assert not Send.objects.filter(connection=networks["x"]).exists()
    assert say_again(by=cast.actor(cast.bo), post=post, now=NOON).state == "stopped"
    with pytest.raises(Invalid):
        say_again(
            by=cast.actor(cast.bo),
            post=NoticePost.objects.get(connection=networks["demo"]),
            now=NOON,
        )


def test_what_one_network_cannot_take_keeps_the_others_from_nothing(
    cast: Cast, draft: IncidentNotice, networks: dict[str, Connection]
) -> None:
    own = {str(networks["x"].pk): {"text": "We are sorry for this. " * 400}}
    wording = Wording(draft.texts, "en", plan=own)
    told(cast, write(by=cast.actor(cast.bo), notice=draft, wording=wording, now=NOON))
    assert there(draft)["x"] == Standing.STOPPED
    assert "25 parts" in NoticePost.objects.get(connection=networks["x"]).reason
    assert Send.objects.filter(connection=networks["demo"]).exists()
    assert not Send.objects.filter(connection=networks["x"]).exists()


def test_a_paused_connection_is_left_out_with_its_reason(
    cast: Cast, draft: IncidentNotice, networks: dict[str, Connection]
) -> None:
    Connection.objects.filter(channel="x").update(
        state=ConnectionState.PAUSED, state_reason="Olga paused it."
    )
    told(cast, draft)
    assert NoticePost.objects.get(connection__channel="x").reason == "Olga paused it."


def test_a_failed_one_is_shown_as_failed(cast: Cast, draft: IncidentNotice) -> None:
    told(cast, draft)
    Send.objects.filter(connection__channel="x").update(state=SendState.FAILED, reason="No.")
    Send.objects.filter(connection__channel="demo").update(state=SendState.SENT, sent_at=NOON)
    found = there(draft)
    assert (found["x"], found["demo"]) == (Standing.FAILED, Standing.SENT)


def test_the_playbook_reads_the_whole_notice(cast: Cast, draft: IncidentNotice) -> None:
    codes = {
        each.code for each in findings_in_notice(draft, "Hello from us.", "en", cast.actor(cast.bo))
    }
    assert {"notice-what", "notice-next", "notice-apology"} <= codes
