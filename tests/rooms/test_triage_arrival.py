"""Rules on arrival act on what comes in: each once, told in the case, and never on the past."""

from __future__ import annotations

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from amends.audit.models import Entry
from amends.channels.contract import Author, Edited, Item, Said, ThreadKind, ThreadRef
from amends.channels.models import Connection
from amends.inbox.actions.assign import assign
from amends.inbox.actions.set_aside import block
from amends.inbox.actions.take_in import Arrival, take_in
from amends.inbox.models import Case, CaseEvent, Note, SetAside, Tag
from amends.outbox.models import Send
from amends.playbook import actions
from amends.replies.actions import Wording, save_reply
from amends.replies.queries.suggestions import suggestions
from amends.staff.models import Team
from amends.triage.actions import ask
from amends.triage.actions.correct import Correction, correct
from amends.triage.actions.judge import judge_between
from amends.triage.models import ArrivalAct
from amends.triage.queries.arrived import in_force, tried
from cast import NOON, Cast, make_brand, make_connection

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(minutes=5)
KETTLE = "My kettle is broken, can you help me please?"
THANKS = "Thank you so much, you are great ❤"


def said(key: str, text: str, minutes: float = 0, who: str = "") -> Said:
    post = ThreadRef(f"post-{who or key}", ThreadKind.POST, is_public=True)
    author = Author(f"person-{who or key}", f"@{who or key}")
    return Said(key, post, author, text, NOON + timedelta(minutes=minutes))


def hear(connection: Connection, *items: Item, is_history: bool = False) -> list[dict[str, object]]:
    """What listening does, and then the worker; the jobs, to be done again."""
    before = ask.newest()
    arrival = Arrival.HISTORY if is_history else Arrival.LIVE
    fates = take_in(connection=connection, items=items, now=LATER, arrival=arrival)
    ask.ask(connection=connection, after=before, items=items, fates=fates, is_history=is_history)
    jobs = [job.args for job in ProcrastinateJob.objects.filter(task_name="triage.judge")]
    ProcrastinateJob.objects.all().delete()
    again(jobs)
    return jobs


def again(jobs: list[dict[str, object]]) -> None:
    for job in jobs:
        judge_between(now=LATER, **job)  # type: ignore[arg-type]


def live(cast: Cast, arrival: str) -> None:
    text = f"schema_version: 1\narrival:\n{arrival}"
    by = cast.actor(cast.bo)
    kept = actions.save_draft(by=by, text=text, seen=0, now=NOON)
    actions.go_live(by=by, seen=kept.revision, now=NOON)


def only_case() -> Case:
    return Case.objects.get()


def test_it_tags_gives_away_tells_and_says_so(cast: Cast, connection: Connection) -> None:
    team = Team.objects.create(brand=cast.brand, name="Kettles", created_at=NOON)
    rule = f"""\
  - name: kettles
    words: [kettle]
    then: {{tags: [kettle, Hot], team: kettles, assign: {cast.ada.email}, notify: [lead], note: Look}}
"""
    live(cast, rule)
    hear(connection, said("m1", KETTLE))
    case = only_case()
    assert set(Tag.objects.filter(pk__in=case.tags).values_list("name", flat=True)) == {
        "kettle",
        "Hot",
    }
    assert (case.team, case.assignee) == (team, cast.ada)
    note = Note.objects.get()
    assert (note.text, note.author, note.mentions) == ("Look", None, [cast.bo.pk])
    event = CaseEvent.objects.get(kind="rules_acted")
    assert event.facts["rules"] == ["kettles"]
    entry = Entry.objects.get(action="inbox.rules_act")
    assert entry.facts["version"] == 1


def test_it_acts_once_however_often_the_job_runs(cast: Cast, connection: Connection) -> None:
    live(cast, "  - {name: k, words: [kettle], then: {tags: [kettle], notify: [lead]}}\n")
    jobs = hear(connection, said("m1", KETTLE))
    case = only_case()
    Case.objects.filter(pk=case.pk).update(tags=[])
    again(jobs)
    hear(connection, Edited(said("m1", KETTLE + " Now."), LATER))
    assert only_case().tags == []
    assert ArrivalAct.objects.count() == Note.objects.count() == 1
    assert CaseEvent.objects.filter(kind="rules_acted").count() == 1


def test_a_second_message_of_a_case_is_caught_but_nobody_is_told_twice(
    cast: Cast, connection: Connection
) -> None:
    live(cast, "  - {name: k, words: [kettle], then: {tags: [kettle], notify: [lead]}}\n")
    hear(connection, said("m1", KETTLE, who="mira"))
    hear(connection, said("m2", KETTLE, 1, who="mira"))
    assert ArrivalAct.objects.count() == 2
    assert Note.objects.count() == 1


def test_it_takes_nothing_out_of_anybodys_hands(cast: Cast, connection: Connection) -> None:
    hear(connection, said("m1", KETTLE, who="mira"))
    assign(by=cast.actor(cast.bo), case=only_case(), to=cast.bo, now=LATER)
    Team.objects.create(brand=cast.brand, name="Kettles", created_at=NOON)
    rule = f"then: {{team: Kettles, assign: {cast.ada.email}}}"
    live(cast, f"  - {{name: k, words: [kettle], {rule}}}\n")
    hear(connection, said("m2", KETTLE, 1, who="mira"))
    assert (only_case().assignee, only_case().team) == (cast.bo, None)


def test_what_cannot_be_done_is_told_and_stops_nothing_else(
    cast: Cast, connection: Connection
) -> None:
    rule = "then: {assign: Nobody Here, team: Ghosts, notify: [ghost], tags: [kettle]}"
    live(cast, f"  - {{name: k, words: [kettle], {rule}}}\n")
    hear(connection, said("m1", KETTLE))
    assert len(only_case().tags) == 1
    missed = CaseEvent.objects.get(kind="rules_acted").facts["missed"]
    assert [each.partition(": ")[2] for each in missed] == [
        "No team is called “Ghosts”.",
        "Nobody is called “Nobody Here”.",
        "Nobody is called “ghost”.",
    ]


def test_it_moves_a_case_and_says_where_it_goes(cast: Cast, connection: Connection) -> None:
    live(
        cast,
        "  - {name: fans, words: [great], then: {lane: queue, sooner: 90}}\n"
        "  - {name: kettles, words: [kettle], then: {lane: rest}}\n",
    )
    hear(connection, said("m1", THANKS), said("m2", KETTLE))
    fan = Case.objects.get(messages__external_id="m1")
    kettle = Case.objects.get(messages__external_id="m2")
    assert (fan.set_aside, fan.sooner) == ("", 90 * 60)
    assert kettle.set_aside == SetAside.NOISE
    correct(
        by=cast.actor(cast.ada),
        message=kettle.messages.get(),
        correction=Correction(needs_answer=True),
        now=LATER,
    )
    kettle.refresh_from_db()
    assert kettle.set_aside == "", "a person's word goes before the playbook's"


def test_nobody_who_may_harm_themselves_is_put_to_rest(cast: Cast, connection: Connection) -> None:
    live(cast, "  - {name: all, networks: [demo], then: {lane: rest}}\n")
    hear(connection, said("m1", "I can't go on, I want to kill myself"))
    assert only_case().set_aside == ""


def test_it_suggests_an_answer_and_sends_none(cast: Cast, connection: Connection) -> None:
    words = Wording("Sunshine", "Hello! What is the number on the bottom of it?", shortcut="sun")
    save_reply(by=cast.actor(cast.bo), wording=words, is_teams=True, now=NOON)
    live(cast, "  - {name: k, words: [kettle], then: {suggest: sun}}\n")
    hear(connection, said("m1", KETTLE))
    found = suggestions(by=cast.actor(cast.ada), case=only_case(), is_public=True, now=LATER)
    assert found[0].title == "Sunshine"
    assert not Send.objects.exists()


def test_whoever_is_blocked_or_spam_moves_no_rule(cast: Cast, connection: Connection) -> None:
    hear(connection, said("m1", "Hello", who="mira"))
    case = only_case()
    block(by=cast.actor(cast.ada), person=case.person, now=LATER)
    live(cast, "  - {name: k, words: [kettle], then: {tags: [kettle], notify: [lead]}}\n")
    hear(connection, said("m2", KETTLE, 1, who="mira"))
    assert not ArrivalAct.objects.exists()


def test_the_past_and_other_brands_are_left_alone(cast: Cast, connection: Connection) -> None:
    live(cast, "  - {name: k, words: [kettle], then: {tags: [kettle]}}\n")
    hear(connection, said("m1", KETTLE), is_history=True)
    hear(make_connection(make_brand("Southpost"), "demo"), said("m2", KETTLE))
    assert not ArrivalAct.objects.exists()


def test_a_dry_run_counts_and_does_nothing(cast: Cast, connection: Connection) -> None:
    hear(connection, said("m1", KETTLE), said("m2", THANKS), said("m3", KETTLE, 1))
    live(
        cast,
        "  - {name: k, words: [kettle], last: yes, then: {tags: [kettle]}}\n"
        "  - {name: all, networks: [demo], then: {tags: [all]}}\n",
    )
    looked_at, found = tried(cast.brand.pk, in_force(cast.brand.pk).rules, 10)
    assert looked_at == 3
    assert [(each.rule.name, each.count) for each in found] == [("k", 2), ("all", 1)]
    assert not ArrivalAct.objects.exists()
